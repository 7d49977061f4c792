//! From a row of the store to an event.

use super::LogRow;
use crate::check::live::LiveRule;
use crate::json;
use crate::receiver::client::Client;
use crate::receiver::event::Event;
use crate::receiver::finding::LiveFinding;
use crate::receiver::intake::Endpoint;

impl From<LogRow> for Event {
    fn from(row: LogRow) -> Self {
        Self {
            seq: row.seq,
            client: Client { name: row.client, version: row.client_version },
            endpoint: Endpoint::from_name(&row.endpoint),
            // The store wrote it from such a message.
            message: json::from_str(&row.body).unwrap_or_default(),
            findings: findings(row.findings.as_deref()),
        }
    }
}

/// Returns the lines of the store's column `findings`.
fn findings(lines: Option<&str>) -> Vec<LiveFinding> {
    let lines = lines.unwrap_or_default().lines().filter(|line| !line.is_empty());
    let read = |line: &str| {
        let mut parts = line.splitn(3, '\t');
        let rule = LiveRule::from_stored_name(parts.next()?)?;
        let (path, detail) = (parts.next()?.to_owned(), parts.next()?.to_owned());
        Some(LiveFinding { rule, path, detail })
    };
    lines.filter_map(read).collect()
}
