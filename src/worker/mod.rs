//! What runs beside the driver: one thread for all hosts of the process, and what leads to it.
//!
//! A [`Pipeline`] is shared by the connections of one host and one credential, through leases whose drop is the
//! release. Its work begins with its first record and ends a while after its last lease.

mod alarm;
mod pipeline;
mod registry;
mod silence;
mod thread;
mod threads;
pub(crate) mod timer;
mod waiting;

pub(crate) use pipeline::{Frame, Lease, Pipeline};
pub(crate) use registry::Registry;
pub(crate) use silence::silent;
pub use thread::RuntimeChoice;
pub(crate) use thread::{Job, Worker};
#[cfg(all(test, not(model)))]
pub(crate) use threads::Threads;
pub(crate) use threads::spawn_beside;
pub(crate) use waiting::Waiting;
