//! What of a log is looked up by name or compared.

use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;

use crate::contract::{OperationType, SqlDriverLog, StatementType};

/// What of a log is compared, and its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) latency: Option<i64>,
    pub(crate) session: Option<u128>,
    /// 0 where it has none.
    pub(crate) statement: u128,
}

impl Told {
    /// Returns what a log tells, as far as the privacy pass leaves it.
    pub(crate) fn of(log: Option<&SqlDriverLog>) -> Self {
        let Some(log) = log else { return Self::default() };
        Self {
            latency: log.operation_latency_ms,
            session: log.session_id.as_deref().map(id_of),
            statement: log.sql_statement_id.as_deref().map_or(0, id_of),
        }
    }
}

/// Returns the word for what a log tells of; empty if it has none.
pub(crate) fn operation_of(log: Option<&SqlDriverLog>) -> &'static str {
    let sql = log.and_then(|log| log.sql_operation.as_ref());
    let operation = sql
        .and_then(|sql| OperationType::try_from(sql.operation_detail.as_ref()?.operation_type?).ok())
        .map(|operation| operation.as_str_name());
    let statement = sql.and_then(|sql| StatementType::try_from(sql.statement_type?).ok()).map(|it| it.as_str_name());
    operation.or(statement).unwrap_or_default()
}

/// Returns the error that a log tells of; empty if it tells of none.
pub(crate) fn error_of(log: Option<&SqlDriverLog>) -> &str {
    log.and_then(|log| log.error_info.as_ref()?.error_name.as_deref()).unwrap_or_default()
}

/// Returns an id as a number: the digits of a UUID, or a hash of anything else, which can be found as a whole only.
pub(crate) fn id_of(text: &str) -> u128 {
    static KEYS: LazyLock<[RandomState; 2]> = LazyLock::new(Default::default);
    if let Ok(id) = uuid::Uuid::try_parse(text) {
        return id.as_u128();
    }
    u128::from(KEYS[0].hash_one(text)) << 64 | u128::from(KEYS[1].hash_one(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_its_digits() {
        assert_eq!(id_of("00000000-0000-0000-0000-0000000000ff"), 255);
        assert_eq!(id_of("000000000000000000000000000000FF"), 255);
        for other in ["ff", "", "00000000-0000-0000-0000-0000000000ff0", "x0000000-0000-0000-0000-0000000000ff"] {
            assert_ne!(id_of(other), 255, "{other}");
            assert_eq!(id_of(other), id_of(other));
        }
    }
}
