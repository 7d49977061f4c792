//! The privacy pass: nothing leaves that should not.

pub mod fingerprint;
pub mod redact;
