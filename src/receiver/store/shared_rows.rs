//! Rows that many logs share: the constants of logs, and what was found in them.
//!
//! Such rows are remembered for as long as they are few; then an era ends, and the next one writes its own. When the last
//! log of an era has been deleted, its rows are, too: whatever is sent, neither memory nor file grows without end.

use std::collections::VecDeque;

use rusqlite::Connection;

use crate::receiver::intake::{HashedMap, hash};

/// How many rows one era has.
const MAX_REMEMBERED: usize = 10_000;

/// The rows of one table.
#[derive(Debug)]
pub(super) struct SharedRows {
    table: &'static str,
    known: HashedMap<i64>,
    next: i64,
    /// For each era, the first one first: the first row and the first log.
    eras: VecDeque<(i64, i64)>,
}

impl SharedRows {
    /// Goes on after the rows that are there, without knowing them. The next log has the number `seq`.
    pub(super) fn after(connection: &Connection, table: &'static str, seq: i64) -> rusqlite::Result<Self> {
        let sql = format!("SELECT coalesce(max(id), 0) + 1 FROM {table}");
        let next = connection.query_row(&sql, [], |row| row.get(0))?;
        Ok(Self { table, known: HashedMap::default(), next, eras: VecDeque::from([(0, 0), (next, seq)]) })
    }

    /// Returns the row of `key`, which `write` writes under its number if it is a new one. The log that has it is
    /// `seq`.
    pub(super) fn row(
        &mut self,
        key: impl std::hash::Hash,
        seq: i64,
        write: impl FnOnce(i64) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<i64> {
        let key = hash(key);
        if let Some(row) = self.known.get(&key) {
            return Ok(*row);
        }
        if self.known.len() >= MAX_REMEMBERED {
            self.known.clear();
            self.eras.push_back((self.next, seq));
        }
        let row = self.next;
        write(row)?;
        self.next += 1;
        self.known.insert(key, row);
        Ok(row)
    }

    /// Forgets what it knows: what was written last may have been taken back.
    pub(super) fn forget(&mut self) {
        self.known.clear();
    }

    /// Deletes the rows of eras that ended before `first`, the first log that is left.
    pub(super) fn retain(&mut self, connection: &Connection, first: i64) -> rusqlite::Result<()> {
        while let Some((row, seq)) = self.eras.get(1).copied()
            && seq <= first
        {
            connection.execute(&format!("DELETE FROM {} WHERE id < ?1", self.table), [row])?;
            self.eras.pop_front();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_go_with_the_last_log_of_their_era() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY)").unwrap();
        let mut rows = SharedRows::after(&connection, "t", 1).unwrap();
        let insert = |id: i64| connection.execute("INSERT INTO t VALUES (?1)", [id]).map(|_| ());
        let many = i64::try_from(MAX_REMEMBERED).unwrap();
        for seq in 1..=many + 5 {
            assert_eq!(rows.row(seq, seq, insert).unwrap(), seq);
            assert_eq!(rows.row(seq, seq, |_| panic!("it is known")).unwrap(), seq);
        }
        let count = || connection.query_row("SELECT count(*) FROM t", [], |row| row.get::<_, i64>(0)).unwrap();
        rows.retain(&connection, many).unwrap();
        assert_eq!(count(), many + 5, "a log of the first era is left");
        rows.retain(&connection, many + 1).unwrap();
        assert_eq!(count(), 5);
    }
}
