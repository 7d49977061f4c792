//! Which logs may be of a session or of a statement: marks of the ids, a few bytes a log, in one row a commit.
//!
//! An index by random ids would change a page of the file for each log. The marks are looked through instead: those of a
//! million logs are 8 MB.

use rusqlite::{Connection, params};

use crate::receiver::intake::id_mark;

/// How many logs are looked at by their numbers; where more may be meant, one after the other is as fast.
pub(super) const MAX_CANDIDATES: usize = 5000;

/// The bytes of a log's marks: one mark for its session, one for its statement.
const MARKS: usize = 8;

/// Which id is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Session,
    Statement,
}

/// Writes the marks of the logs from `first` on, as a row.
pub(super) fn save(connection: &Connection, first: i64, marks: &[[u32; 2]]) -> rusqlite::Result<()> {
    if marks.iter().all(|marks| *marks == [0, 0]) {
        return Ok(());
    }
    let bytes: Vec<u8> = marks.iter().flatten().flat_map(|mark| mark.to_le_bytes()).collect();
    connection.prepare_cached("INSERT INTO ids VALUES (?1, ?2)")?.execute(params![first, bytes])?;
    Ok(())
}

/// Returns the logs, the newest first, that may have that id; `None` if there are more than [`MAX_CANDIDATES`].
pub(super) fn candidates(connection: &Connection, which: Which, id: &str) -> rusqlite::Result<Option<Vec<i64>>> {
    let wanted = id_mark(Some(id)).to_le_bytes();
    let at = if which == Which::Session { 0 } else { 4 };
    let mut found = Vec::new();
    let mut statement = connection.prepare_cached("SELECT first_seq, marks FROM ids ORDER BY first_seq DESC")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let first: i64 = row.get(0)?;
        let marks = row.get_ref(1)?.as_blob()?;
        let logs = (first..).zip(marks.chunks_exact(MARKS));
        found.extend(logs.filter(|(_, marks)| marks[at..at + 4] == wanted).map(|(seq, _)| seq));
        if found.len() > MAX_CANDIDATES {
            return Ok(None);
        }
    }
    Ok(Some(found))
}
