//! Types of SQL and of the languages of drivers: `ARRAY<DECIMAL(38,18)>`.

use crate::text::is_one_of;

/// Whether `text` is a type: names of types, brackets, small numbers and nothing else.
pub(crate) fn is_type(text: &[u8]) -> bool {
    let mut names = 0;
    for part in text.split(|byte| matches!(byte, b' ' | b',' | b'<' | b'>' | b'(' | b')' | b'[' | b']' | b'?' | b'*')) {
        if part.is_empty() || part.len() <= 3 && part.iter().all(u8::is_ascii_digit) {
            continue;
        }
        if !is_one_of(part, NAMES) {
            return false;
        }
        names += 1;
    }
    names > 0
}

const NAMES: &[&str] = &[
    "any",
    "array",
    "bigint",
    "binary",
    "bit",
    "blob",
    "bool",
    "boolean",
    "byte",
    "byte[]",
    "char",
    "character",
    "clob",
    "date",
    "date32",
    "date64",
    "datetime",
    "datetime64",
    "day",
    "dec",
    "decimal",
    "decimal128",
    "decimal256",
    "dictionary",
    "double",
    "float",
    "float16",
    "float32",
    "float64",
    "fixedsizebinary",
    "geography",
    "geometry",
    "hour",
    "int",
    "int16",
    "int32",
    "int64",
    "int8",
    "integer",
    "interval",
    "large_string",
    "largeutf8",
    "list",
    "local",
    "long",
    "map",
    "minute",
    "month",
    "nchar",
    "null",
    "numeric",
    "nvarchar",
    "object",
    "precision",
    "real",
    "second",
    "short",
    "smallint",
    "string",
    "struct",
    "text",
    "time",
    "time32",
    "time64",
    "timestamp",
    "timestamp_ltz",
    "timestamp_ntz",
    "timestamptz",
    "tinyint",
    "to",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "unsigned",
    "utf8",
    "uuid",
    "varbinary",
    "varchar",
    "variant",
    "void",
    "with",
    "without",
    "xml",
    "year",
    "zone",
];

#[cfg(test)]
mod tests {
    use super::is_type;

    #[test]
    fn types_are_types() {
        for text in
            ["ARRAY<DECIMAL(38,18)>", "map<string, bigint>", "TIMESTAMP_NTZ", "interval day to second", "varchar(255)"]
        {
            assert!(is_type(text.as_bytes()), "{text}");
        }
        for text in ["STRUCT<pay: INT>", "DECIMAL(38123,18)", "12", "", "array of Jo"] {
            assert!(!is_type(text.as_bytes()), "{text}");
        }
    }
}
