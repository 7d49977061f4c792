//! The view `logs` in SQL: a log comes together from what it shares with others and what is its own.

use crate::receiver::columns::{Column, columns};
use crate::receiver::intake::varies;

impl Column {
    /// Returns the column of the view `logs`, of the leaf with that number. It is taken out when it is read, so that
    /// writing a log costs one text, not a hundred values; SQLite takes out only what a query names.
    pub(crate) fn definition(&self, leaf: usize) -> String {
        format!("{} AS \"{}\"", self.value(leaf), self.name)
    }

    /// Returns the value as SQL, over `arrivals` and `kinds`.
    pub(crate) fn value(&self, leaf: usize) -> String {
        if varies(self.field) {
            // A place that there is not is NULL, and so is what stands there.
            format!("json_extract(arrivals.body, '$[' || json_extract(kinds.places, '$.\"{leaf}\"') || ']')")
        } else {
            format!("json_extract(kinds.body, '$.{}')", self.path)
        }
    }
}

/// Returns the log as SQL: the constants with every value in its place. Only what is there is replaced.
pub(crate) fn body() -> String {
    let varying = columns().iter().enumerate().filter(|(_, column)| varies(column.field));
    let values: Vec<_> = varying.map(|(leaf, column)| format!("'$.{}', {}", column.path, column.value(leaf))).collect();
    format!("json_replace(kinds.body, {})", values.join(", "))
}
