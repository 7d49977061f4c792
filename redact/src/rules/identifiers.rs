//! Names of tables, columns and people that stand without quotes.

use std::ops::Range;

use super::super::rule::{Found, Gate, Rule, UNDERSCORE};
use super::super::text::{has, is_one_of, is_quote, is_word_byte, run, run_back, seek, word_before};
use super::super::view::View;
use super::super::words;

use super::settings;
use super::strangers::{in_path, joined, with_operand};

pub(super) const RULES: &[Rule] = &[Rule {
    name: "snake_case",
    placeholder: "<id>",
    gate: Gate::Bytes(UNDERSCORE),
    find: snake_case,
    #[cfg(test)]
    positive: &[
        ("cannot resolve spouse_dt_swc given", "spouse_dt_swc"),
        ("table main.churn.holdings_gold_gkw68 not", "churn"),
        ("pay_amt = 12345, x", "12345"),
    ],
    #[cfg(test)]
    negative: &[
        "socket_timeout: 23 < 1; max_parallel_downloads: 17",
        "arrow_ipc::reader::StreamReader",
        "SSL routines:tls_post_process_server_certificate:x",
        "_ZN4core6option13expect_failed17hE",
        "Linux x86_64",
        "frame #7: libsystem_pthread.dylib and libsparkodbc_sb64.so",
        "auth_flow=CLIENT_CREDENTIALS",
    ],
}];

fn snake_case(view: &View<'_>, whole: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let mut next = whole.start;
    loop {
        let underscore = seek(bytes, next, |byte| byte == b'_');
        if underscore >= whole.end {
            return;
        }
        let at = run_back(bytes, underscore, usize::MAX, is_word_byte).max(next);
        let end = run(bytes, underscore, usize::MAX, is_word_byte);
        next = end;
        let token = &bytes[at..end];
        // `x86_64`: single letters among digits name nothing.
        let letters = token.windows(2).any(|pair| pair[0].is_ascii_alphabetic() && pair[1].is_ascii_alphabetic());
        if letters && token.contains(&b'_') && is_name(bytes, at, end) && !settings::is_own(bytes, at, end) {
            // The whole name, and the value when the name is a key.
            let name = joined(bytes, at, end);
            let value = if in_path(bytes, at) { name.end } else { value_after(bytes, name.end) };
            let name = with_operand(bytes, name);
            found.push(name.start..value.max(name.end));
        }
    }
}

/// Whether a word with an underscore may be the name of something in a catalog, rather than of code.
fn is_name(bytes: &[u8], start: usize, end: usize) -> bool {
    let token = &bytes[start..end];
    let next = bytes.get(end).copied().unwrap_or(b' ');
    let code = has(bytes, end, "::")
        || start >= 2 && has(bytes, start - 2, "::")
        || next == b'(' && !is_called_on_stranger(bytes, start);
    let constant = !token.iter().any(u8::is_ascii_lowercase);
    // `ERROR:databricks.sql.http_client:HTTP request error`: the logger that wrote the line.
    let chain = run_back(bytes, start, 128, |byte| is_word_byte(byte) || byte == b'.');
    let logger = chain > 0
        && chain < start
        && bytes[chain - 1] == b':'
        && next == b':'
        && is_one_of(
            &bytes[run_back(bytes, chain - 1, 16, is_word_byte)..chain - 1],
            &["critical", "debug", "error", "fatal", "info", "warn", "warning"],
        );
    let mangled = token.starts_with(b"_") || token.ends_with(b"_") && token.len() < 4;
    let source = next == b'.' && has_source_extension(bytes, end);
    let in_frame = start >= 4
        && &bytes[start - 4..start] == b" in "
        && bytes[..start].windows(6).rev().take(24).any(|window| window == b", line");
    // `pg_hba.conf`, `pg_catalog`: what the server itself has.
    let system = token.starts_with(b"pg_");
    !(code || constant || logger || system || mangled || source || in_frame)
}

/// `sales.find_customer(`: whether what stands before the dot is no module that anybody knows.
fn is_called_on_stranger(bytes: &[u8], start: usize) -> bool {
    let chain = run_back(bytes, start, 128, |byte| is_word_byte(byte) || byte == b'.');
    let owner = &bytes[chain..start];
    // `ON public.x(y)`, `REFERENCES x(y)`
    if is_one_of(word_before(bytes, chain), &["into", "on", "references", "table"])
        && !bytes[chain - 1].is_ascii_punctuation()
    {
        return true;
    }
    owner.len() > 1
        && bytes[start - 1] == b'.'
        && !words::is_code_word(words::trim(owner, |byte| byte == b'.'))
        && !words::is_known(owner)
}

/// Whether the name of a source file or library ends behind the dot at `dot`.
pub(super) fn has_source_extension(bytes: &[u8], dot: usize) -> bool {
    if bytes.get(dot) != Some(&b'.') {
        return false;
    }
    let end = run(bytes, dot + 1, 8, is_word_byte);
    is_one_of(
        &bytes[dot + 1..end],
        &["c", "cc", "cpp", "cs", "dll", "dylib", "go", "h", "java", "js", "py", "rs", "scala", "so", "ts"],
    )
}

/// The end of the value when ` = value` or ` : value` follows a name.
fn value_after(bytes: &[u8], at: usize) -> usize {
    let sign = run(bytes, at, 2, |byte| byte == b' ');
    let value = run(bytes, sign, 2, |byte| matches!(byte, b'=' | b':' | b'>' | b'<'));
    if value == sign || bytes.get(value) == Some(&b':') {
        return at;
    }
    let start = run(bytes, value, 2, |byte| byte == b' ');
    if bytes.get(start).is_some_and(|first| is_quote(*first)) || words::is_status(&bytes[start..]) {
        return at;
    }
    // Up to what ends a value; two words at most, for a name.
    let first = run(bytes, start, 128, |byte| {
        !byte.is_ascii_whitespace() && !matches!(byte, b',' | b';' | b')' | b']' | b'}' | b'"' | b'\'')
    });
    if first == start || bytes[start] == 0x04 || bytes[first - 1] == b':' {
        return at;
    }
    // `name: cannot be found` goes on with the message.
    if bytes[value - 1] == b':' && words::is_known(&bytes[start..first]) {
        return at;
    }
    let second_start = run(bytes, first, 1, |byte| byte == b' ');
    let second = run(bytes, second_start, 64, is_word_byte);
    let is_surname = second_start > first
        && bytes.get(second_start).is_some_and(u8::is_ascii_uppercase)
        && !words::is_word(&bytes[second_start..second]);
    let end = if is_surname { second } else { first };
    end - usize::from(bytes[end - 1] == b'.')
}
