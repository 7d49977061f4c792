//! Whose code a stack frame or an exception type belongs to. Only names under these roots may leave.

/// Roots of published code: the driver's own packages, the language runtimes, and the libraries drivers stand on.
///
/// A root matches a whole name or a name that goes on with `.`, `::` or `/`.
const ROOTS: &[&str] = &[
    "@databricks/sql",
    "AdbcDrivers",
    "Apache.Arrow",
    "Google.Apis",
    "Microsoft",
    "System",
    "adbc_core",
    "adbc_driver_manager",
    "aiohttp",
    "alloc",
    "apache-arrow",
    "arrow",
    "arrow_array",
    "arrow_buffer",
    "arrow_cast",
    "arrow_data",
    "arrow_flight",
    "arrow_ipc",
    "arrow_schema",
    "asyncio",
    "axios",
    "botocore",
    "bytes",
    "com.amazonaws",
    "com.databricks",
    "com.fasterxml.jackson",
    "com.google.api",
    "com.google.auth",
    "com.google.common",
    "com.microsoft.aad.msal4j",
    "com.microsoft.azure",
    "com.nimbusds",
    "com.simba",
    "com.sun",
    "concurrent.futures",
    "core",
    "databricks",
    "databricks_adbc",
    "databricks_sql_kernel",
    "delta_kernel",
    "futures_util",
    "google.auth",
    "h2",
    "http.client",
    "httpcore",
    "httpx",
    "hyper",
    "hyper_util",
    "io.delta",
    "io.grpc",
    "io.jsonwebtoken",
    "io.netty",
    "io.unitycatalog",
    "java",
    "javax",
    "jdk",
    "lz4",
    "msal",
    "native_tls",
    "net.snowflake.client.jdbc.internal",
    "node:internal",
    "node-fetch",
    "node_fetch",
    "oauthlib",
    "object_store",
    "okhttp3",
    "okio",
    "openssl",
    "org.apache",
    "pandas",
    "parquet",
    "prost",
    "pyarrow",
    "requests",
    "reqwest",
    "rustls",
    "scala",
    "serde_json",
    "shaded.databricks",
    "socket",
    "sql_driver_telemetry",
    "sqlalchemy",
    "ssl",
    "std",
    "sun",
    "thrift",
    "tokio",
    "tokio_rustls",
    "tonic",
    "tower",
    "undici",
    "urllib3",
    "webpki",
];

/// Exception types of the languages themselves, which stand without a package.
const BARE_EXCEPTIONS: &[&str] = &[
    "AggregateException",
    "ArgumentError",
    "ArgumentException",
    "ArithmeticError",
    "ArrowError",
    "AssertionError",
    "AttributeError",
    "BrokenPipeError",
    "BufferError",
    "ConnectionAbortedError",
    "ConnectionError",
    "ConnectionRefusedError",
    "ConnectionResetError",
    "DataError",
    "DatabaseError",
    "DatabricksError",
    "DatabricksSQLException",
    "EOFError",
    "FileExistsError",
    "FileNotFoundError",
    "HttpRequestException",
    "ImportError",
    "IndexError",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "InterruptedError",
    "InvalidOperationException",
    "IpcError",
    "IsADirectoryError",
    "KeyError",
    "LookupError",
    "MemoryError",
    "ModuleNotFoundError",
    "NotADirectoryError",
    "NotImplementedError",
    "NotSupportedError",
    "NullPointerException",
    "NullReferenceException",
    "OSError",
    "OperationalError",
    "OverflowError",
    "ParquetError",
    "PermissionError",
    "ProcessLookupError",
    "ProgrammingError",
    "RangeError",
    "RecursionError",
    "ReferenceError",
    "RequestError",
    "RuntimeError",
    "SQLException",
    "SQLTimeoutException",
    "ServerOperationError",
    "SparkException",
    "SyntaxError",
    "TTransportException",
    "TaskCanceledException",
    "ThriftError",
    "TimeoutError",
    "TimeoutException",
    "TypeError",
    "URIError",
    "UnicodeDecodeError",
    "UnicodeEncodeError",
    "ValueError",
    "ZeroDivisionError",
];

/// Whether a dotted, `::`-separated or slashed name lies under a known root.
pub(super) fn is_known(name: &str) -> bool {
    ROOTS.iter().any(|root| {
        name.strip_prefix(root)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/']) || rest.starts_with("::"))
    })
}

/// The exception type of this name, if a language or a driver interface publishes it without a package.
pub(super) fn bare_exception(name: &str) -> Option<&'static str> {
    let index = BARE_EXCEPTIONS.binary_search(&name).ok()?;
    Some(BARE_EXCEPTIONS[index])
}

/// Whether a qualified name is made of plain identifiers and holds too few digits to carry a secret.
///
/// A name under a known root is still text that somebody else wrote; eight identifiers of 64 characters and six digits
/// are enough for every class of the runtimes, and too little for a token.
pub(super) fn is_plain_name(name: &str) -> bool {
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    name.len() <= MAX_NAME
        && digits <= MAX_DIGITS
        && name.split(['.', '/']).flat_map(|part| part.split("::")).count() <= MAX_SEGMENTS
        && name.split(['.', '/']).flat_map(|part| part.split("::")).all(|segment| {
            !segment.is_empty()
                && segment.len() <= MAX_SEGMENT
                && segment
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'@' | b'-' | b':'))
        })
}

const MAX_NAME: usize = 160;
const MAX_SEGMENT: usize = 64;
const MAX_SEGMENTS: usize = 14;
const MAX_DIGITS: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(BARE_EXCEPTIONS.is_sorted());
    }

    #[test]
    fn a_root_ends_at_a_separator() {
        assert!(is_known("java.lang.Thread"));
        assert!(is_known("std::panicking"));
        assert!(is_known("@databricks/sql/dist"));
        assert!(!is_known("javax2.Thing"));
        assert!(!is_known("com.acme.Payroll"));
        assert!(!is_known("stdlib::x"));
    }
}
