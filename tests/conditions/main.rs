//! Every promise, in every condition that a process can be in.

// With the feature that adds calls: the table has them all.
#![cfg(feature = "tracing")]

mod calls;
mod executor;
mod matrix;
mod processes;
mod states;
#[cfg(target_os = "linux")]
mod system;
mod ways;
