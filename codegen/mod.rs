//! From `proto/` to Rust: reads the contract, refuses a faulty one, writes types, descriptors and the reference.
//!
//! `build.rs` runs it; the tests run it on broken contracts.

pub mod checks;
pub mod contract;
mod descriptors;
mod reference;
mod types;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use prost_reflect::DescriptorPool;

use checks::Fault;
use contract::Contract;

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
    /// A file could not be read, or the generated code not be written.
    Io(PathBuf, io::Error),
    /// The files are no valid protobuf: the compiler's words, with file, line and column.
    Syntax(String),
    /// The contract breaks its own rules: every fault, not the first.
    Faults(Vec<Fault>),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Syntax(message) => f.write_str(message),
            Self::Faults(faults) => faults.iter().try_for_each(|fault| writeln!(f, "{fault}")),
        }
    }
}

/// Reads and checks the contract in the folder `proto`.
pub fn compile(proto: &Path) -> Result<Compiled, Error> {
    let mut compiler = protox::Compiler::new([proto]).map_err(|error| Error::Syntax(error.to_string()))?;
    compiler.include_imports(true).include_source_info(true);
    for file in proto_files(proto)? {
        compiler.open_file(file).map_err(|error| Error::Syntax(format!("{error:?}")))?;
    }
    let image = compiler.encode_file_descriptor_set();
    let pool = DescriptorPool::decode(image.as_slice()).map_err(|error| Error::Syntax(error.to_string()))?;
    let contract = Contract::from_pool(&pool);
    let faults = checks::faults(&contract);
    if faults.is_empty() {
        Ok(Compiled { contract, image, files: compiler.file_descriptor_set() })
    } else {
        Err(Error::Faults(faults))
    }
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

/// The files of the contract, sorted, so that a build does not depend on the order of a directory.
pub fn proto_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let fail = |error| Error::Io(folder.to_owned(), error);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        if path.is_dir() {
            files.extend(proto_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "proto") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn write_file(path: &Path, content: &[u8]) -> Result<(), Error> {
    fs::write(path, content).map_err(|error| Error::Io(path.to_owned(), error))
}
