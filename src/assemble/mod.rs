//! From a record to the contract's messages, and from these to the body of a request. Runs on the worker.

mod log;
mod loss;
mod pack;
mod profile;

pub(crate) use pack::LogPacker;
pub(crate) use profile::Profile;
