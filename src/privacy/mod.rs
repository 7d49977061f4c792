//! The privacy pass: nothing leaves that should not.

pub mod class;
pub mod fingerprint;
pub mod redact;
