//! Refused requests in the store: those of each run that were refused last, without their bodies.

use rusqlite::{Connection, Row, Transaction, params};

use crate::receiver::analysis::{MAX_REFUSED, RefusedRequest};
use crate::receiver::client::Client;

/// The columns, as [`read`] takes them.
const COLUMNS: &str = "at, path, status, reason, size, client, client_version, headers";

/// The paths that requests are refused at.
const PATHS: [&str; 2] = ["/telemetry-ext", "/telemetry-unauth"];

/// Writes requests that were refused in a run, the oldest first, and deletes those that are too many.
pub(super) fn save<'r>(
    transaction: &Transaction<'_>,
    run: i64,
    requests: impl Iterator<Item = &'r RefusedRequest>,
) -> rusqlite::Result<()> {
    let sql = format!("INSERT INTO refused (run, {COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    let mut write = transaction.prepare_cached(&sql)?;
    for RefusedRequest { at, path, status, reason, size, sender, headers } in requests {
        let size = size.map(|size| i64::try_from(size).unwrap_or(i64::MAX));
        let (name, version) = sender.as_ref().map(|it| (&it.name, &it.version)).unzip();
        // Names and texts can be written as JSON.
        let headers = serde_json::to_string(headers).unwrap_or_default();
        write.execute(params![run, at, path, status, reason, size, name, version, headers])?;
    }
    // The rows of a run stand side by side: no other one writes at the same time.
    let sql = "DELETE FROM refused WHERE run = ?1 AND id <= (SELECT max(id) FROM refused) - ?2";
    transaction.prepare_cached(sql)?.execute(params![run, MAX_REFUSED]).map(|_| ())
}

/// Returns the requests that were refused last, the newest first: of a run, or of all runs.
pub(super) fn last(connection: &Connection, run: Option<i64>) -> rusqlite::Result<Vec<RefusedRequest>> {
    let sql = format!("SELECT {COLUMNS} FROM refused WHERE ?1 IS NULL OR run = ?1 ORDER BY id DESC LIMIT ?2");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![run, MAX_REFUSED], read)?;
    rows.collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<RefusedRequest> {
    let path: String = row.get(1)?;
    let (name, version): (Option<String>, Option<String>) = (row.get(5)?, row.get(6)?);
    Ok(RefusedRequest {
        at: row.get(0)?,
        path: PATHS.into_iter().find(|known| *known == path).unwrap_or_default(),
        status: row.get(2)?,
        reason: row.get(3)?,
        size: row.get::<_, Option<i64>>(4)?.and_then(|size| u64::try_from(size).ok()),
        sender: name.zip(version).map(|(name, version)| Client { name, version }),
        headers: serde_json::from_str(row.get_ref(7)?.as_str()?).unwrap_or_default(),
    })
}
