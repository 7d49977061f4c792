//! The document form: the same logs as objects, for people to read.

use crate::contract::FrontendLog;
use crate::json::{Form, write_message};
use crate::privacy::Scrubbed;

/// Returns logs as one document: `{"proto_logs":[{…}, …]}`, in one line.
///
/// No service takes this form; the upload envelope is [`Body`](super::Body).
pub fn to_document<'a>(logs: impl IntoIterator<Item = &'a Scrubbed<FrontendLog>>) -> String {
    let mut out = br#"{"proto_logs":["#.to_vec();
    for (index, log) in logs.into_iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write_message(&mut out, Form::Plain, log.message(), &[]);
    }
    out.extend_from_slice(b"]}");
    String::from_utf8_lossy(&out).into_owned()
}
