//! The privacy pass: what comes out, what never does, and the documents that say so.

mod canary;
mod class;
mod cli;
mod corpus;
mod debug;
mod failures;
mod fingerprint;
mod fuzz_corpus;
mod grpc;
mod names;
mod one_pass;
mod places;
mod ranges;
#[cfg(feature = "redacted-text")]
mod redacted;
#[path = "../fixtures/privacy/score.rs"]
mod score;
mod secrets;
mod statement;
mod wire;
