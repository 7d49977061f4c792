//! A contract as a tool reads it: from `.proto` files or from an image.

use std::fs;
use std::path::{Path, PathBuf};

use super::diff::Diff;
use super::{model, source};
use crate::contract::FILE_DESCRIPTOR_SET;

/// A contract that was read, whether or not it keeps the rules of this one.
#[derive(Clone, Debug)]
pub struct Contract(model::Contract);

/// Why a contract cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file could not be read.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// The `.proto` files could not be read, or are no valid protobuf: the words of the compiler.
    #[error("{0}")]
    Source(String),
    /// The file is no image.
    #[error("{0} is no image of a contract ({1}): give a folder of .proto files, or what `buf build -o` writes")]
    Image(String, String),
    /// There is nothing in it.
    #[error("{0} holds no message: give a folder of .proto files, or an image of them")]
    Empty(String),
}

impl Contract {
    /// Reads a contract from `path`: a folder of `.proto` files, or an image (an encoded
    /// `google.protobuf.FileDescriptorSet` with its imports).
    ///
    /// # Errors
    ///
    /// When `path` cannot be read, is neither of the two, or holds no message.
    pub fn read(path: &Path) -> Result<Self, ReadError> {
        let name = path.display().to_string();
        if path.is_dir() {
            let compiler = source::open(path, &[]).map_err(|error| ReadError::Source(error.to_string()))?;
            return Self::named(&compiler.encode_file_descriptor_set(), name);
        }
        let image = fs::read(path).map_err(|error| ReadError::Io { path: path.to_owned(), error })?;
        Self::named(&image, name)
    }

    /// Reads a contract from the bytes of an image.
    ///
    /// # Errors
    ///
    /// When `image` is none, or holds no message.
    pub fn from_image(image: &[u8]) -> Result<Self, ReadError> {
        Self::named(image, "the input".to_owned())
    }

    /// Returns the contract that this library was built from.
    ///
    /// # Errors
    ///
    /// None in practice: the build has read the same image.
    pub fn current() -> Result<Self, ReadError> {
        Self::from_image(FILE_DESCRIPTOR_SET)
    }

    fn named(image: &[u8], name: String) -> Result<Self, ReadError> {
        match model::Contract::from_image(image) {
            Ok(contract) if contract.messages.is_empty() => Err(ReadError::Empty(name)),
            Ok(contract) => Ok(Self(contract)),
            Err(error) => Err(ReadError::Image(name, error.to_string())),
        }
    }
}

/// Returns what has changed from `old` to `new`.
///
/// ```
/// use sql_driver_telemetry::schema::{Contract, diff};
///
/// let current = Contract::current()?;
/// assert!(diff(&current, &current).is_empty());
/// # Ok::<(), sql_driver_telemetry::schema::ReadError>(())
/// ```
pub fn diff(old: &Contract, new: &Contract) -> Diff {
    Diff::between(&old.0, &new.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_and_its_image_are_the_same_contract() {
        let folder = Contract::read(Path::new("proto")).expect("the contract of this repository");
        let current = Contract::current().expect("the contract of this library");
        assert!(diff(&folder, &current).is_empty(), "{}", diff(&folder, &current));
    }

    #[test]
    fn what_is_no_contract_is_told_by_name_and_with_what_to_give() {
        for (path, words) in [
            ("no/such/file", "no/such/file: "),
            ("Cargo.toml", "Cargo.toml is no image of a contract ("),
            ("snapshots", "snapshots holds no message: give a folder of .proto files"),
            ("tests/fixtures/schema/syntax", "number_twice.proto:11:"),
        ] {
            let error = Contract::read(Path::new(path)).expect_err(path).to_string();
            assert!(error.contains(words), "{path}: {error}");
        }
        assert!(matches!(Contract::from_image(b""), Err(ReadError::Empty(_))));
    }
}
