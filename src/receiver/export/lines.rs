//! JSON line by line.

use std::io::Write;
use std::path::PathBuf;

use super::{ExportError, Sink};
use crate::receiver::store::LogRow;

/// A file of lines.
pub(super) struct Lines<W> {
    out: W,
    file: PathBuf,
}

impl<W: Write> Lines<W> {
    pub(super) fn new(out: W, file: PathBuf) -> Self {
        Self { out, file }
    }

    fn failed(&self, source: std::io::Error) -> ExportError {
        ExportError::Write { file: self.file.clone(), source }
    }
}

impl<W: Write> Sink for Lines<W> {
    fn log(&mut self, row: LogRow) -> Result<(), ExportError> {
        let LogRow { seq, received_at, violations, privacy, advice, body, .. } = row;
        let (endpoint, client) = (serde_json::json!(row.endpoint), serde_json::json!(row.client));
        let version = serde_json::json!(row.client_version);
        // The body is one JSON object in one line: the store wrote it so.
        writeln!(
            self.out,
            "{{\"seq\":{seq},\"received_at\":{received_at},\"endpoint\":{endpoint},\"client\":{client},\
             \"client_version\":{version},\"violations\":{violations},\"privacy_findings\":{privacy},\
             \"advice\":{advice},\"log\":{body}}}"
        )
        .map_err(|source| self.failed(source))
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.out.flush().map_err(|source| self.failed(source))
    }
}
