//! Files and stdin, read within bounds.

use std::io::{ErrorKind, Read};
use std::path::Path;

use super::CliError;
use crate::check::{Payload, PayloadError};
use crate::json::MAX_INPUT_BYTES;

/// Returns the bytes of a file, `-` being stdin. Reads at most one byte more than [`MAX_INPUT_BYTES`], so that what is
/// too large is known to be without being held.
pub(super) fn read(name: &str) -> Result<Vec<u8>, CliError> {
    let fail = |error: std::io::Error| {
        let error = match error.kind() {
            ErrorKind::IsADirectory => std::io::Error::new(error.kind(), "is a directory"),
            _ => error,
        };
        CliError::Io { name: shown(name), error }
    };
    let mut bytes = Vec::new();
    let limit = MAX_INPUT_BYTES as u64 + 1;
    if name == "-" {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes).map_err(fail)?;
        if bytes.len() > MAX_INPUT_BYTES {
            return Err(CliError::Payload { name: shown(name), error: PayloadError::TooLarge(bytes.len()) });
        }
    } else {
        let file = std::fs::File::open(name).map_err(fail)?;
        let size = file.metadata().map_err(fail)?.len();
        if size > MAX_INPUT_BYTES as u64 {
            let error = PayloadError::TooLarge(usize::try_from(size).unwrap_or(usize::MAX));
            return Err(CliError::Payload { name: shown(name), error });
        }
        file.take(limit).read_to_end(&mut bytes).map_err(fail)?;
    }
    Ok(bytes)
}

/// Returns the files that are meant by names: a folder stands for the payloads in it and below, in the order of their
/// names.
pub(super) fn files(names: &[String]) -> Result<Vec<String>, CliError> {
    let mut files = Vec::new();
    for name in names {
        if name == "-" || !Path::new(name).is_dir() {
            files.push(name.clone());
            continue;
        }
        let before = files.len();
        walk(Path::new(name), &mut files)?;
        if files.len() == before {
            let wanted = EXTENSIONS.map(|extension| format!("*.{extension}")).join(", ");
            return Err(CliError::Usage(format!("{name}: no payload in this folder or below: no {wanted}")));
        }
    }
    Ok(files)
}

/// What the files of payloads are called.
const EXTENSIONS: [&str; 3] = ["json", "jsonl", "ndjson"];

/// Goes through a folder. What begins with a dot is left alone, and links to folders, which may lead in a circle.
fn walk(folder: &Path, files: &mut Vec<String>) -> Result<(), CliError> {
    let fail = |error| CliError::Io { name: folder.display().to_string(), error };
    let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut entries = entries.map_err(fail)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type().map_err(fail)?.is_dir() {
            walk(&path, files)?;
        } else if path.is_file()
            && path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|wanted| extension == *wanted))
        {
            files.push(path.display().to_string());
        }
    }
    Ok(())
}

/// Returns the payload in a file.
pub(super) fn payload(name: &str) -> Result<Payload, CliError> {
    let bytes = read(name)?;
    Payload::read(&bytes).map_err(|error| CliError::Payload { name: shown(name), error })
}

/// Returns how a file is called in messages.
pub(super) fn shown(name: &str) -> String {
    if name == "-" { "stdin".to_owned() } else { name.to_owned() }
}

/// Writes to stdout. A reader that has gone away (`| head`) is no error.
pub(super) fn print(bytes: &[u8]) -> Result<(), CliError> {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(CliError::Io { name: "stdout".to_owned(), error }),
        _ => Ok(()),
    }
}

/// Prints a summary: for people, or as one JSON document.
pub(super) fn print_summary<T: std::fmt::Display + serde::Serialize>(summary: &T, json: bool) -> Result<(), CliError> {
    let text = if json { serde_json::to_string_pretty(summary)? } else { summary.to_string() };
    print(format!("{}\n", text.trim_end_matches('\n')).as_bytes())
}
