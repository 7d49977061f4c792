//! The contract, its compiler, its JSON and the pinned payloads.

mod codec_laws;
mod codegen;
mod conformance;
mod payloads;
mod reference;
mod samples;
