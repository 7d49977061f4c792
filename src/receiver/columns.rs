//! The columns of a log, from the descriptors of the contract.

use std::sync::OnceLock;

use super::split::varies;
use crate::contract::{FieldDescriptor, FrontendLog, Kind, Message, MessageDescriptor};

/// A column of the view `logs` that holds one field of the contract.
#[derive(Debug)]
pub(crate) struct Column {
    /// The name: the field's path without the shells around the log, `_` for dots.
    pub(crate) name: String,
    /// The path in names of the contract: `entry.sql_driver_log.session_id`.
    pub(crate) path: String,
    /// The field.
    pub(crate) field: &'static FieldDescriptor,
}

/// The shells around a log, which are left out of the names.
const SHELLS: [&str; 2] = ["entry.sql_driver_log.", "context.client_context."];

/// A column for every leaf of the contract, in its order.
pub(crate) fn columns() -> &'static [Column] {
    static COLUMNS: OnceLock<Vec<Column>> = OnceLock::new();
    COLUMNS.get_or_init(|| {
        let mut columns = Vec::new();
        collect(FrontendLog::DESCRIPTOR, "", &mut columns);
        columns
    })
}

fn collect(message: &'static MessageDescriptor, above: &str, columns: &mut Vec<Column>) {
    for field in message.fields {
        let path = if above.is_empty() { field.name.to_owned() } else { format!("{above}.{}", field.name) };
        match field.kind {
            Kind::Message(below) => collect(below, &path, columns),
            _ => {
                let short = SHELLS.iter().find_map(|shell| path.strip_prefix(shell)).unwrap_or(&path);
                columns.push(Column { name: short.replace('.', "_"), path, field });
            }
        }
    }
}

impl Column {
    /// The column of the view `logs`, of the leaf with that number. It is taken out when it is read, so that writing a log
    /// costs one text, not a hundred values; SQLite takes out only what a query names.
    pub(crate) fn definition(&self, leaf: usize) -> String {
        format!("{} AS \"{}\"", self.value(leaf), self.name)
    }

    /// The value as SQL, over `arrivals` and `kinds`.
    pub(crate) fn value(&self, leaf: usize) -> String {
        if varies(self.field) {
            // A place that there is not is NULL, and so is what stands there.
            format!("json_extract(arrivals.body, '$[' || json_extract(kinds.places, '$.\"{leaf}\"') || ']')")
        } else {
            format!("json_extract(kinds.body, '$.{}')", self.path)
        }
    }
}

/// The log as SQL: the constants with every value in its place. Only what is there is replaced.
pub(crate) fn body() -> String {
    let varying = columns().iter().enumerate().filter(|(_, column)| varies(column.field));
    let values: Vec<_> = varying.map(|(leaf, column)| format!("'$.{}', {}", column.path, column.value(leaf))).collect();
    format!("json_replace(kinds.body, {})", values.join(", "))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_leaf_has_a_column_of_its_own() {
        let names: HashSet<_> = columns().iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names.len(), columns().len());
        for name in
            ["session_id", "workspace_id", "timestamp_millis", "sql_operation_chunk_details_total_chunks_present"]
        {
            assert!(names.contains(name), "{name}");
        }
    }
}
