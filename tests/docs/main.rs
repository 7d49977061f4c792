//! The documents that say something about the code: what they say is so.

mod faults;
mod links;
mod privacy;
mod requirements;
mod wiring;
