//! From `proto/` to Rust: reads the contract, refuses a faulty one, writes types, descriptors and the reference.
//!
//! `build.rs` runs it; the tests run it on broken contracts.

pub mod checks;
#[allow(dead_code, reason = "one model for the build and for the comparison of two contracts: neither reads it all")]
pub mod contract;
mod descriptors;
mod reference;
pub mod source;
mod types;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use checks::Fault;
use contract::Contract;
use source::SourceError;

/// A contract that has been read and found without fault.
pub struct Compiled {
    /// The contract as a plain model.
    pub contract: Contract,
    /// The descriptors of all files, with source information and custom options.
    pub image: Vec<u8>,
    files: prost_types::FileDescriptorSet,
}

/// Why a contract cannot be compiled.
#[derive(Debug)]
pub enum Error {
    /// The files could not be read, or are no valid protobuf.
    Source(SourceError),
    /// The contract breaks its own rules: every fault, not the first.
    Faults(Vec<Fault>),
    /// The generated code could not be written.
    Write(PathBuf, io::Error),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::Faults(faults) => faults.iter().try_for_each(|fault| writeln!(f, "{fault}")),
            Self::Write(path, error) => write!(f, "{}: {error}", path.display()),
        }
    }
}

/// Reads and checks the contract in the folder `proto`; what it imports is looked for there and in `imports`.
pub fn compile(proto: &Path, imports: &[&Path]) -> Result<Compiled, Error> {
    let compiler = source::open(proto, imports).map_err(Error::Source)?;
    let image = compiler.encode_file_descriptor_set();
    let contract =
        Contract::from_image(&image).map_err(|error| Error::Source(SourceError::Syntax(error.to_string())))?;
    let mut faults = checks::faults(&contract);
    if faults.is_empty() {
        return Ok(Compiled { contract, image, files: compiler.file_descriptor_set() });
    }
    for fault in &mut faults {
        fault.file = proto.join(&fault.file).display().to_string();
    }
    Err(Error::Faults(faults))
}

impl Compiled {
    /// Writes everything that is generated into the folder `out`.
    pub fn write(&self, out: &Path, services: bool) -> Result<(), Error> {
        types::write(self.files.clone(), &self.contract, out, services)?;
        for (name, text) in
            [("descriptors.rs", descriptors::write(&self.contract)), ("reference.md", reference::write(&self.contract))]
        {
            write_file(&out.join(name), text.as_bytes())?;
        }
        write_file(&out.join("contract.binpb"), &self.image)
    }
}

fn write_file(path: &Path, content: &[u8]) -> Result<(), Error> {
    fs::write(path, content).map_err(|error| Error::Write(path.to_owned(), error))
}
