//! From `.proto` files to the image of the contract. No `protoc` is needed.

use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// Why the files of a contract cannot be read.
#[derive(Debug)]
pub enum SourceError {
    /// A file or folder could not be read.
    Io(PathBuf, io::Error),
    /// The files are no valid protobuf: the compiler's words, with file, line and column.
    Syntax(String),
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Syntax(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for SourceError {}

/// Compiles every file in `folder`; what they import is looked for there and in `imports`.
pub fn open(folder: &Path, imports: &[&Path]) -> Result<protox::Compiler, SourceError> {
    let includes = [&[folder], imports].concat();
    let mut compiler = protox::Compiler::new(includes).map_err(|error| SourceError::Syntax(error.to_string()))?;
    compiler.include_imports(true).include_source_info(true);
    for file in proto_files(folder)? {
        // Its `Debug` says file, line and column; its `Display` does not.
        compiler.open_file(file).map_err(|error| SourceError::Syntax(format!("{error:?}")))?;
    }
    Ok(compiler)
}

/// Returns the files of the contract, sorted, so that a build does not depend on the order of a directory.
fn proto_files(folder: &Path) -> Result<Vec<PathBuf>, SourceError> {
    let fail = |error| SourceError::Io(folder.to_owned(), error);
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
