//! From a record to the contract's messages, and from these to the body of a request. Runs on the worker.

mod log;
mod loss;
mod pack;

pub(crate) use pack::LogPacker;
