//! The columns of a log, from the descriptors of the contract: a leaf is known by its index among them.

use std::sync::OnceLock;

use crate::contract::{FieldDescriptor, FrontendLog, Kind, Message, MessageDescriptor};

/// A leaf of the contract, as a column of the view `logs`.
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

/// Returns a column for every leaf of the contract, in its order.
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
