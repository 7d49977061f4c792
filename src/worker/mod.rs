//! What runs beside the driver: one thread for all hosts of the process, its timers, and the threads for work that blocks.

mod alarm;
mod blame;
mod registry;
mod silence;
mod thread;
mod threads;
pub(crate) mod timer;

pub(crate) use alarm::Alarm;
pub(crate) use blame::has_panicked;
pub(crate) use registry::Registry;
pub(crate) use silence::silent;
pub use thread::RuntimeChoice;
pub(crate) use thread::{Job, Worker};
#[cfg(all(test, not(model)))]
pub(crate) use threads::Threads;
pub(crate) use threads::spawn_beside;
