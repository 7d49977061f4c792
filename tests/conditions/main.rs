//! Every promise, in every condition that a process can be in.

#![cfg(feature = "collect")]

mod calls;
mod executor;
mod matrix;
mod processes;
mod states;
#[cfg(target_os = "linux")]
mod system;
mod ways;
