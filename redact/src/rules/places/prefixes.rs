//! What logs, servers and shells put in front of a line: the machine, the user.

use std::ops::Range;

use super::tokens::line_end;
use crate::rule::Found;
use crate::text::{has, is_one_of, is_word_byte, run};
use crate::view::View;

pub(super) fn find(view: &View<'_>, _: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let mut start = 0;
    while start < bytes.len() {
        let end = line_end(bytes, start).max(start + 1);
        for prefix in [
            syslog(bytes, start),
            framed(bytes, start),
            access(bytes, start),
            prompt(bytes, start),
            console(bytes, start),
            source(bytes, start),
        ]
        .into_iter()
        .flatten()
        {
            found.push(prefix);
        }
        start = end + usize::from(bytes.get(end) == Some(&b'\n'));
    }
}

/// `May 07 10:52:25 machine program[pid]: …`
fn syslog(bytes: &[u8], start: usize) -> Option<Range<usize>> {
    let month = run(bytes, start, 4, |byte| byte.is_ascii_alphabetic());
    if !is_one_of(
        &bytes[start..month],
        &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
    ) {
        return None;
    }
    let day = run(bytes, run(bytes, month, 2, |byte| byte == b' '), 2, |byte| byte.is_ascii_digit());
    let time = run(bytes, day, 1, |byte| byte == b' ');
    let clock = run(bytes, time, 15, |byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'));
    let host = run(bytes, clock, 1, |byte| byte == b' ');
    let end = run(bytes, host, 64, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'-'));
    let program = run(bytes, run(bytes, end, 1, |byte| byte == b' '), 64, |byte| {
        is_word_byte(byte) || matches!(byte, b'.' | b'-' | b'/')
    });
    let is_line = clock - time >= 8
        && host > clock
        && end > host
        && program > end
        && matches!(bytes.get(program), Some(b'[' | b':' | b'('));
    is_line.then_some(host..end)
}

/// `<134>1 2024-05-07T10:52:25Z machine program pid …`
fn framed(bytes: &[u8], start: usize) -> Option<Range<usize>> {
    let digits = run(bytes, start + 1, 3, |byte| byte.is_ascii_digit());
    if bytes.get(start) != Some(&b'<') || !has(bytes, digits, ">1 ") {
        return None;
    }
    let time = run(bytes, digits + 3, 40, |byte| !byte.is_ascii_whitespace());
    let host = time + 1;
    let end = run(bytes, host, 64, |byte| !byte.is_ascii_whitespace());
    (end > host && bytes[host..end] != *b"-").then_some(host..end)
}

/// `address - user [date] "GET …`
fn access(bytes: &[u8], start: usize) -> Option<Range<usize>> {
    let address = run(bytes, start, 64, |byte| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':'));
    let dash = run(bytes, address, 3, |byte| matches!(byte, b' ' | b'-'));
    let user = run(bytes, dash, 64, |byte| !byte.is_ascii_whitespace());
    let is_line = address - start >= 3
        && dash - address == 3
        && user > dash
        && bytes[dash..user] != *b"-"
        && bytes[user..].starts_with(b" [");
    is_line.then_some(dash..user)
}

/// `user@machine:~$ …`
fn prompt(bytes: &[u8], start: usize) -> Option<Range<usize>> {
    let user = run(bytes, start, 32, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'-'));
    if user == start || bytes.get(user) != Some(&b'@') {
        return None;
    }
    let host = run(bytes, user + 1, 64, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'-'));
    let folder = run(bytes, host, 64, |byte| !matches!(byte, b'$' | b'#' | b'%' | b' ' | b'\n'));
    (host > user + 1 && bytes.get(host) == Some(&b':') && matches!(bytes.get(folder), Some(b'$' | b'#' | b'%')))
        .then_some(start..folder)
}

/// `database=> …`, `database=# …`, `MariaDB [database]> …`
fn console(bytes: &[u8], start: usize) -> Option<Range<usize>> {
    let name = run(bytes, start, 64, is_word_byte);
    if has(bytes, name, " [") {
        let end = run(bytes, name + 2, 64, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'-'));
        return (name > start && has(bytes, end, "]> ")).then_some(name + 2..end);
    }
    let sign = &bytes[name..bytes.len().min(name + 3)];
    (name > start && (sign.starts_with(b"=> ") || sign.starts_with(b"=# "))).then_some(start..name)
}

/// `2024-05-07 10:52:25 [source] WARN …`: a word in brackets before the level, but for the names that runtimes give.
fn source(bytes: &[u8], start: usize) -> Option<Range<usize>> {
    let stamp = |byte: u8| byte.is_ascii_digit() || matches!(byte, b' ' | b'-' | b':' | b'.' | b',' | b'T' | b'Z');
    let open = run(bytes, start, 40, stamp);
    if open <= start + 8 || bytes.get(open) != Some(&b'[') {
        return None;
    }
    let end = run(bytes, open + 1, 64, is_word_byte);
    let name = &bytes[open + 1..end];
    let level = bytes[end..].strip_prefix(b"] ")?.split(|byte| !byte.is_ascii_uppercase()).next()?;
    let levels = ["CRITICAL", "DEBUG", "ERROR", "FATAL", "INFO", "TRACE", "WARN", "WARNING"];
    (is_one_of(level, &levels) && !is_one_of(name, &levels) && name != b"main").then_some(open + 1..end)
}
