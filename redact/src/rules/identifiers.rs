//! Names of tables, columns and people that stand without quotes.

use std::ops::Range;

use super::super::{
    rule::{Found, Gate, Rule, UNDERSCORE},
    text::{has, is_one_of, is_quote, is_word_byte, run, run_back, seek, skip_blanks, word_before},
    view::View,
    words,
};

use super::{
    settings,
    strangers::{in_path, joined, with_operand},
};

pub(super) const RULES: &[Rule] = &[
    Rule {
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
    },
    Rule {
        name: "subject",
        placeholder: "<user>",
        gate: Gate::Literals(&[
            " is not",
            " is no ",
            " has no",
            " does not",
            " did not",
            " cannot",
            " could not",
            " was not",
            " must not",
            " not found",
            " already",
            " is unknown",
            " is already",
            "name=",
            "dear ",
            "mr. ",
            "mrs. ",
            "ms. ",
            "dr. ",
            "mr ",
            "mrs ",
        ]),
        find: subject,
        #[cfg(test)]
        positive: &[
            ("DataError: Sally Nguyen is not a valid UUID", "Nguyen"),
            ("Jörg Müller does not exist", "Jör"),
            ("Dear Sally Nguyen, sign in", "Nguyen"),
            ("#7: name=Sally Nguyen, x", "Nguyen"),
        ],
        #[cfg(test)]
        negative: &[
            "Apache Spark is not running",
            "The Foobar is not there",
            "Dear user, sign in",
            "Connection refused is not final",
        ],
    },
    Rule {
        name: "named_object",
        placeholder: "<id>",
        gate: Gate::Literals(&[
            "table",
            "view",
            "column",
            "columns",
            "schema",
            "catalog",
            "database",
            "relation",
            "attribute",
            "volume",
            "bucket",
            "container",
            "principal",
            "user",
            "group",
            "owner",
            "recipient",
            "field",
            "identifier",
            "keyspace",
            "constraint",
            "partition",
            "role",
            "account",
            "customer",
            "patient",
            "employee",
            "name",
        ]),
        find: named,
        #[cfg(test)]
        positive: &[
            ("Table or view not found: main.sales.payrolls; line", "payrolls"),
            ("User jsmith does not have USE SCHEMA", "jsmith"),
            ("column ssnumber of relation payrolls", "ssnumber"),
            ("user Sally Nguyen is not", "Nguyen"),
            ("initialCatalog=quillfin, timeout=5", "quillfin"),
            ("container navarre-raw/jroe : 409", "jroe"),
        ],
        #[cfg(test)]
        negative: &[
            "table or view",
            "column 4",
            "User does not have",
            "schema mismatch",
            "name or service not known",
            "host name",
            "user: null",
            "group by",
            "class name java.lang.String",
        ],
    },
];

/// Two capital words that nobody knows, of which something is said: `Sally Nguyen is not`.
fn subject(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let name = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'\'') || !byte.is_ascii();
    let is_name = |word: &[u8]| {
        word.len() > 2
            && word[0].is_ascii_uppercase()
            && word[1..].iter().all(|byte| !byte.is_ascii_uppercase())
            && !words::is_known(word)
    };
    if bytes[hit.start] != b' ' {
        // Behind a salutation come names only.
        let mut end = hit.end;
        for _ in 0..3 {
            let start = end + usize::from(end > hit.end && bytes.get(end) == Some(&b' '));
            let stop = run(bytes, start, 32, name);
            if stop == start || !is_name(&bytes[start..stop]) {
                break;
            }
            end = stop;
        }
        let free = hit.start == 0 || !is_word_byte(bytes[hit.start - 1]);
        // A key wants two names, as in `name=Sally Nguyen`; a single one may be anything.
        if bytes[hit.end - 1] == b'=' {
            return if bytes[hit.end..end].contains(&b' ') {
                found.push(hit.end..end)
            };
        }
        return if free && bytes[hit.start].is_ascii_uppercase() {
            found.push(hit.end..end)
        };
    }
    let second = run_back(bytes, hit.start, 32, name);
    let Some(b' ') = second.checked_sub(1).map(|blank| bytes[blank]) else { return };
    let first = run_back(bytes, second - 1, 32, name);
    let free = first == 0 || !is_word_byte(bytes[first - 1]) && bytes[first - 1] != b'.';
    if free && is_name(&bytes[second..hit.start]) && is_name(&bytes[first..second - 1]) {
        found.push(first..hit.start);
    }
}

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
    let before = start.checked_sub(1).map_or(b' ', |at| bytes[at]);
    let next = bytes.get(end).copied().unwrap_or(b' ');
    let code = has(bytes, end, "::")
        || start >= 2 && has(bytes, start - 2, "::")
        || next == b'(' && !is_called_on_stranger(bytes, start)
        || before == b'$'
        || next == b'$'
        || before == b'/' && !in_path(bytes, start)
        || before == b'\\';
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

/// `table NAME`, `user NAME`: a name that is no word of a message.
fn named(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    // `initialCatalog=sales`, `current_schema: sales`
    let hump = bytes[hit.start].is_ascii_uppercase() && hit.start > 0 && bytes[hit.start - 1].is_ascii_lowercase();
    let joined = hump || hit.start > 0 && bytes[hit.start - 1] == b'_';
    let is_key = joined
        && matches!(bytes.get(hit.end), Some(b'=' | b':'))
        && is_one_of(&bytes[hit.clone()], &["catalog", "schema", "database", "table", "column", "bucket"]);
    if !is_key && hit.start > 0 && (is_word_byte(bytes[hit.start - 1]) || matches!(bytes[hit.start - 1], b'.' | b'-'))
        || bytes.get(hit.end).is_some_and(|next| is_word_byte(*next))
    {
        return;
    }
    let mut at = hit.end;
    for filler in [
        " or view",
        " not found",
        " does not exist",
        " named",
        " name",
        " called",
        " with name",
        " id",
        " is not found",
        " cannot be found",
    ] {
        if has(bytes, at, filler) && !bytes.get(at + filler.len()).is_some_and(|next| is_word_byte(*next)) {
            at += filler.len();
        }
    }
    let signs = run(bytes, at, 4, |byte| matches!(byte, b' ' | b':' | b'='));
    let colon = bytes[at..signs].iter().any(|byte| matches!(byte, b':' | b'='));
    let plain_name = bytes[hit.clone()].eq_ignore_ascii_case(b"name");
    if signs == at || plain_name && !colon || bytes[at..signs].contains(&b'=') && plain_name {
        return;
    }
    let at = skip_blanks(bytes, signs);
    let end = run(bytes, at, 256, |byte| is_word_byte(byte) || matches!(byte, b'.' | b'$' | b'-'));
    let end = end - bytes[at..end].iter().rev().take_while(|byte| matches!(byte, b'.' | b'-')).count();
    let name = &bytes[at..end];
    let next = bytes.get(end).copied().unwrap_or(b' ');
    // An object's name may go on behind a slash.
    let store = is_one_of(&bytes[hit.clone()], &["bucket", "container", "volume"]) && next == b'/';
    let code = matches!(next, b'(' | b'@' | b'/' | b'\\') && !store
        || has(bytes, end, "::")
        || name.starts_with(b"java.")
        || name.starts_with(b"org.")
        || name.starts_with(b"com.")
        || name.starts_with(b"spark.");
    let letters = name.first().is_some_and(|first| first.is_ascii_alphabetic() || *first == b'_' || !first.is_ascii());
    let version = name.first() == Some(&b'v') && name.get(1).is_some_and(u8::is_ascii_digit);
    if !letters || code || version || name.len() < 2 || words::is_uuid(name) {
        return;
    }
    // Words of messages name something only where a catalog names it: `member_flag`, `main.sales.members`.
    let object =
        is_one_of(&bytes[hit.clone()], &["table", "view", "column", "columns", "relation", "schema", "catalog"]);
    let compound = name.contains(&b'_')
        || name.windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    if words::is_known(name) && name.split(|byte| *byte == b'.').count() < 3 && !(object && compound) {
        return;
    }
    // `bucket refilled every`: what is done to it, not what it is called.
    if !colon && name.len() > 5 && name.ends_with(b"ed") && name.iter().all(u8::is_ascii_lowercase) {
        return;
    }
    // A constant or a class is the message's own.
    let constant = name.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'_');
    let non_ascii = name.iter().any(|byte| !byte.is_ascii());
    if constant && words::is_known(name) || non_ascii && !colon && !name[0].is_ascii_uppercase() {
        return;
    }
    let mut stop =
        if store { run(bytes, end, 512, |byte| !byte.is_ascii_whitespace() && !is_quote(byte)) } else { end };
    for _ in 0..3 {
        let start = run(bytes, stop, 1, |byte| byte == b' ');
        let word_end = run(bytes, start, 64, |byte| is_word_byte(byte) || byte == b'-' || byte == b'\'');
        let capital = bytes.get(start).is_some_and(u8::is_ascii_uppercase)
            && bytes[start..word_end].iter().any(u8::is_ascii_lowercase);
        if start == stop || !capital || words::is_known(&bytes[start..word_end]) || !name[0].is_ascii_uppercase() {
            break;
        }
        stop = word_end;
    }
    found.push(at..stop);
}
