//! The registry of errors as a list.

use std::fmt;

use serde::ser::{Serialize, Serializer};

use crate::contract::ErrorKind;

/// The errors that the contract knows: a line for each, or a list of
/// [`ErrorDescriptor`](crate::contract::ErrorDescriptor)s.
#[derive(Clone, Copy, Debug)]
pub struct Errors;

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for kind in ErrorKind::ALL {
            let error = kind.descriptor();
            writeln!(f, "{}: {}", error.name, error.doc)?;
            let lists = [("JDBC", error.jdbc), ("Go", error.go), ("kernel", error.kernel), ("ADBC", error.adbc)];
            for (who, names) in lists.into_iter().chain([("SQLSTATE", error.sqlstate_classes)]) {
                if !names.is_empty() {
                    writeln!(f, "    {who}: {}", names.join(", "))?;
                }
            }
            if !error.http.is_empty() {
                let statuses: Vec<_> = error.http.iter().map(ToString::to_string).collect();
                writeln!(f, "    HTTP: {}", statuses.join(", "))?;
            }
        }
        Ok(())
    }
}

impl Serialize for Errors {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(ErrorKind::ALL.iter().map(|kind| kind.descriptor()))
    }
}
