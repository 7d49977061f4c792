//! Words behind which data follows, and words that begin a message or one of its parts.

/// Returns whether the rest of a message behind this word is data, whatever it says.
pub(super) fn announces(word: &str) -> bool {
    match word.as_bytes() {
        // `Key (a)=(b)`; a key in a sentence is one thing more that has a name.
        [b'K', b'e', b'y'] | [b'K', b'E', b'Y'] => true,
        [first, ..] if first.is_ascii_uppercase() && STATEMENTS.binary_search(&word).is_ok() => true,
        [first, ..] if (3..=16).contains(&word.len()) && first.is_ascii() => {
            // In most words the first letter says that they are none of these.
            let first = first.to_ascii_lowercase();
            WORDS.iter().any(|known| known.as_bytes()[0] == first && word.eq_ignore_ascii_case(known))
        }
        _ => FOREIGN.contains(&word),
    }
}

/// Returns whether what follows this word in its line may be data: codes that say what they are still count, phrases do
/// not.
pub(super) fn may_announce(word: &str) -> bool {
    (3..=11).contains(&word.len()) && MAYBE.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

/// Returns whether a word at the beginning of a message only says how bad it is.
pub(super) fn is_level(word: &str) -> bool {
    LEVELS.iter().any(|level| word.eq_ignore_ascii_case(level))
}

/// Returns whether a word at the beginning of a message is a call of the system, as Go and others name what failed.
pub(super) fn is_call(word: &str) -> bool {
    CALLS.contains(&word)
}

/// Returns whether a quoted text behind this key is a message.
pub(super) fn is_message_key(word: &str) -> bool {
    MESSAGES.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

/// Returns whether an object behind this key of an error's body is about the error.
pub(super) fn is_body_key(word: &str) -> bool {
    BODIES.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

/// In small letters, sorted.
const WORDS: &[&str] = &[
    "argument",
    "arguments",
    "binds",
    "contain",
    "contained",
    "containing",
    "contains",
    "contiene",
    "contient",
    "daten",
    "detail",
    "detailed",
    "detalle",
    "dettaglio",
    "donnees",
    "enthalten",
    "entries",
    "entry",
    "labels",
    "literal",
    "literals",
    "params",
    "parsed",
    "payload",
    "record",
    "records",
    "registro",
    "row",
    "rows",
    "sample",
    "tags",
    "tuple",
    "tuples",
    "valeur",
    "valeurs",
    "valor",
    "valore",
    "valores",
    "valori",
    "value",
    "values",
    "wert",
    "werte",
    "zeile",
];

/// In small letters, sorted.
const MAYBE: &[&str] = &[
    "actual",
    "body",
    "content",
    "contents",
    "context",
    "data",
    "described",
    "description",
    "details",
    "expected",
    "found",
    "given",
    "got",
    "hint",
    "input",
    "inputs",
    "item",
    "items",
    "named",
    "near",
    "parameter",
    "parameters",
    "properties",
    "provided",
    "query",
    "querying",
    "received",
    "specified",
    "sql",
    "statement",
    "string",
    "supplied",
    "text",
    "was",
];

/// The same in other scripts.
const FOREIGN: &[&str] = &[
    "détail",
    "détails",
    "données",
    "ПОДРОБНОСТИ",
    "Ключ",
    "ключ",
    "значение",
    "значения",
    "строка",
    "详细信息",
    "值",
    "键值",
    "詳細",
    "キー",
    "行",
    "상세정보",
    "값",
    "エントリ",
    "DÉTAIL",
];

/// How statements and their parts begin, sorted.
const STATEMENTS: &[&str] = &[
    "ALTER",
    "COPY",
    "CREATE",
    "DELETE",
    "DROP",
    "EXPLAIN",
    "GRANT",
    "INSERT",
    "LINE",
    "MERGE",
    "OPTIMIZE",
    "REVOKE",
    "SELECT",
    "STATEMENT",
    "TRUNCATE",
    "UPDATE",
    "VACUUM",
    "VALUES",
    "WHERE",
];

const CALLS: &[&str] = &[
    "bind",
    "chdir",
    "connect",
    "connectex",
    "curl",
    "databricks",
    "dial",
    "dlopen",
    "driver",
    "exec",
    "fatal",
    "getaddrinfo",
    "getsockopt",
    "http",
    "listen",
    "lookup",
    "lstat",
    "mkdir",
    "net",
    "oauth2",
    "open",
    "parse",
    "pq",
    "read",
    "recv",
    "remote",
    "remove",
    "rename",
    "send",
    "sql",
    "stat",
    "tls",
    "transport",
    "unlink",
    "write",
    "x509",
];

const LEVELS: &[&str] = &[
    "critical",
    "err",
    "error",
    "errore",
    "erreur",
    "exception",
    "failure",
    "fatal",
    "fehler",
    "panic",
    "severe",
    "warn",
    "warning",
];

/// Sorted.
const MESSAGES: &[&str] = &[
    "cause",
    "desc",
    "description",
    "detail",
    "details",
    "developermessage",
    "err",
    "error",
    "error_description",
    "error_message",
    "error_msg",
    "errormessage",
    "errormsg",
    "exception",
    "message",
    "msg",
    "reason",
    "source",
];

/// Sorted.
const BODIES: &[&str] = &["detail", "details", "error", "errors", "fault", "innererror", "odata.error", "status"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [WORDS, MAYBE, STATEMENTS, MESSAGES, BODIES] {
            assert!(list.is_sorted());
        }
    }

    #[test]
    fn data_is_announced_in_small_and_in_capital_letters() {
        for word in ["contains", "VALUES", "values", "Value", "Key", "DETAIL", "Wert", "valeur", "значение", "INSERT"]
        {
            assert!(announces(word), "{word}");
        }
        for word in ["key", "update", "create", "connection", "a", "таблица", ""] {
            assert!(!announces(word), "{word}");
        }
    }
}
