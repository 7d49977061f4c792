//! The contract, its compiler, its JSON and the pinned payloads.

mod choices;
mod codec_laws;
mod codegen;
mod complete;
mod conformance;
mod fuzz_corpus;
mod judges;
mod passports;
mod payloads;
mod reference;
mod samples;
mod semconv;
