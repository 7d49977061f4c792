//! What a driver touches: handles, options, configuration, close.

mod books;
mod bounds;
mod close;
mod config;
mod exit;
mod fields;
mod fuzz_corpus;
mod harness;
mod keyed;
mod knobs;
mod loss;
mod mirror;
mod once;
mod route;
mod share;
mod spans;
mod statement;
mod trace_picture;
mod why_off;
