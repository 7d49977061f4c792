//! The documents that say something about the code: what they say is so.

mod architecture;
mod faults;
mod links;
mod privacy;
mod requirements;
mod sources;
mod style;
mod wiring;
