//! One receiver a store: two would give the same numbers to different logs.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode};

use super::StoreError;

/// How long a receiver waits for one before it that is just ending.
const PATIENCE: Duration = Duration::from_millis(500);

/// Holds a store for this receiver. The lock is SQLite's own, on an empty database beside the store: it works on every
/// system, holds within one process too, and ends with the process however that ends.
#[derive(Debug)]
pub(crate) struct Lock {
    held: Connection,
    file: PathBuf,
}

impl Lock {
    /// Takes the lock of `store`, on the file `store.lock`.
    pub(crate) fn take(store: &Path) -> Result<Self, StoreError> {
        let mut name = store.as_os_str().to_owned();
        name.push(".lock");
        let file = PathBuf::from(name);
        let start = Instant::now();
        loop {
            let held = Connection::open(&file)?;
            held.busy_timeout(PATIENCE)?;
            match held.execute_batch("BEGIN EXCLUSIVE") {
                Ok(()) if file.exists() => return Ok(Self { held, file }),
                // The one before has deleted the file in the meantime: this is the lock of nothing.
                Ok(()) => {}
                Err(error) => match error.sqlite_error_code() {
                    Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                        return Err(StoreError::InUse(store.to_owned()));
                    }
                    // That is what SQLite says of a file that was deleted while it waited.
                    Some(ErrorCode::SystemIoFailure) if start.elapsed() < PATIENCE * 4 => {}
                    _ => return Err(StoreError::Sqlite(error)),
                },
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is held, so that it is nobody else's file. A file that stays says nothing.
        let _ = std::fs::remove_file(&self.file);
        let _ = self.held.execute_batch("ROLLBACK");
    }
}
