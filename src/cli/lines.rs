//! Lines from stdin to stdout, one at a time, however many there are.

use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Read, Write};

use super::{Answer, CliError};
use crate::json::MAX_INPUT_BYTES;

/// Calls `make` for each line of stdin that is not blank, with the line's name for messages, and writes what it adds.
/// What came before a line that is no good is written all the same. A reader that has gone away ends it.
pub(super) fn each(mut make: impl FnMut(&[u8], &str, &mut Vec<u8>) -> Result<(), CliError>) -> Answer {
    let mut input = BufReader::new(std::io::stdin().lock());
    let mut output = BufWriter::new(std::io::stdout().lock());
    let (mut line, mut made) = (Vec::new(), Vec::new());
    for number in 1_u64.. {
        line.clear();
        made.clear();
        let name = || format!("stdin line {number}");
        let done = match (&mut input).take(MAX_INPUT_BYTES as u64 + 1).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) if line.len() > MAX_INPUT_BYTES => {
                let error = format!("is longer than the {MAX_INPUT_BYTES} bytes that a line may have: split it");
                Err(CliError::Usage(format!("{} {error}", name())))
            }
            Ok(_) if line.trim_ascii().is_empty() => Ok(()),
            Ok(_) => make(&line, &name(), &mut made),
            Err(error) => Err(CliError::Io { name: "stdin".to_owned(), error }),
        };
        let mut written = output.write_all(&made);
        // Who asks line by line gets each answer at once.
        if done.is_err() || input.buffer().is_empty() {
            written = written.and_then(|()| output.flush());
        }
        match written {
            Err(error) => return ended(error),
            Ok(()) => done?,
        }
    }
    output.flush().map_or_else(ended, |()| Ok(true))
}

/// Returns what it means that stdout takes no more.
fn ended(error: std::io::Error) -> Answer {
    match error.kind() {
        ErrorKind::BrokenPipe => Ok(true),
        _ => Err(CliError::Io { name: "stdout".to_owned(), error }),
    }
}
