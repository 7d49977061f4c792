//! From `proto/` to Rust: reads the contract, refuses a faulty one, writes types, their JSON, descriptors and the
//! reference.
//!
//! What it writes is checked in, so that a driver's build compiles none of this. The tests run it on broken contracts,
//! and hold what is checked in against what it writes.

pub mod checks;
mod conditions;
#[path = "../../src/schema/model/mod.rs"]
#[allow(dead_code, unreachable_pub, reason = "one model for the compiler and for the comparison of two contracts")]
pub mod contract;
mod descriptors;
mod errors;
mod outgoing;
mod reference;
mod serde;
mod setters;
#[path = "../../src/schema/source.rs"]
pub mod source;
mod types;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use checks::Fault;
use contract::Contract;
use source::SourceError;

/// Where the generated code is checked in, from the root of the repository.
pub const GENERATED: &str = "src/contract/generated";

/// Where the schema reference is checked in, from the root of the repository.
pub const REFERENCE: &str = "proto/README.md";

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
    /// A library that generates code refused the contract.
    Generate(String),
    /// The generated code could not be written.
    Write(PathBuf, io::Error),
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::Faults(faults) => faults.iter().try_for_each(|fault| writeln!(f, "{fault}")),
            Self::Generate(error) => f.write_str(error),
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
    /// Returns everything that is generated, by its path from the root of the repository.
    pub fn files(&self) -> Result<BTreeMap<PathBuf, Vec<u8>>, Error> {
        let mut files = BTreeMap::from([
            ("debug.rs".to_owned(), descriptors::debug(&self.contract)),
            ("descriptors.rs".to_owned(), descriptors::write(&self.contract)),
            ("errors.rs".to_owned(), errors::write(&self.contract)),
            ("outgoing.rs".to_owned(), outgoing::write(&self.contract)),
            ("packages.rs".to_owned(), types::modules(&self.contract)),
            ("setters.rs".to_owned(), setters::write(&self.contract)),
        ]);
        files.extend(types::write(self.files.clone(), &self.contract)?);
        files.extend(serde::write(&self.files)?);
        let mut files: BTreeMap<_, _> =
            files.into_iter().map(|(name, text)| (Path::new(GENERATED).join(name), text.into_bytes())).collect();
        files.insert(Path::new(GENERATED).join("contract.binpb"), self.image.clone());
        files.insert(REFERENCE.into(), reference::write(&self.contract).into_bytes());
        Ok(files)
    }

    /// Writes everything that is generated into the repository that is the current directory.
    pub fn write(&self) -> Result<(), Error> {
        for (path, content) in self.files()? {
            // A build that runs beside this one reads either the former file or the new one.
            let fresh = path.with_extension(format!("{}.tmp", std::process::id()));
            let write = || {
                path.parent().map_or(Ok(()), fs::create_dir_all)?;
                if fs::read(&path).is_ok_and(|former| former == content) {
                    return Ok(());
                }
                fs::write(&fresh, &content)?;
                fs::rename(&fresh, &path)
            };
            write().map_err(|error| Error::Write(path.clone(), error))?;
        }
        Ok(())
    }
}
