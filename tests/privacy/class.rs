//! What each class of data does to a string, as a table.

use std::borrow::Cow;

use sql_driver_telemetry::privacy::class;

/// Checks a class against its table. An empty expectation means that the field is absent.
fn table(name: &str, class: impl Fn(&str) -> Option<Cow<'_, str>>, rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        let out = class(text);
        assert_eq!(out.as_deref().unwrap_or_default(), *expected, "{name}: {text:?}");
        // What came out once comes out again: a value may pass twice.
        if let Some(out) = &out {
            assert_eq!(class(out).as_deref(), Some(&**out), "{name}: {text:?}, again");
        }
    }
}

#[test]
fn public_text() {
    table(
        "public_text",
        class::public_text,
        &[
            ("OpenJDK 64-Bit Server VM", "OpenJDK 64-Bit Server VM"),
            ("Linux 5.15.0-1061-azure", "Linux 5.15.0-1061-azure"),
            ("Ubuntu 22.04.3 LTS", "Ubuntu 22.04.3 LTS"),
            ("Debian GNU/Linux 12 (bookworm)", "Debian GNU/Linux 12 (bookworm)"),
            ("17.0.9+9-LTS", "17.0.9+9-LTS"),
            ("2.6.40.1071", "2.6.40.1071"),
            ("UTF-8", "UTF-8"),
            ("Linux (built by jo@buildhost)", ""),
            ("custom image of db01.acme.internal", ""),
            ("dapi0123456789abcdef0123456789abcdef", ""),
            ("/home/jo/image", ""),
            ("a\nb", ""),
            ("é", ""),
            ("", ""),
            (&"x".repeat(101), ""),
        ],
    );
}

#[test]
fn a_closed_set() {
    let scopes = &["all-apis", "sql", "offline_access"];
    for (text, fallback, expected) in [
        ("sql", Some("custom"), Some("sql")),
        ("SQL", Some("custom"), Some("sql")),
        ("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default", Some("custom"), Some("custom")),
        ("jo", None, None),
        ("", Some("custom"), None),
    ] {
        assert_eq!(class::closed_list(text, scopes, fallback).as_deref(), expected, "{text}");
    }
}

#[test]
fn identifier() {
    table(
        "identifier",
        class::identifier,
        &[
            ("01f8ff23-833f-19cf-bb17-49e4df0a7a2f", "01f8ff23-833f-19cf-bb17-49e4df0a7a2f"),
            ("01F8FF23833F19CFBB1749E4DF0A7A2F", "01F8FF23833F19CFBB1749E4DF0A7A2F"),
            ("1234567890123456", "1234567890123456"),
            ("contoso.onmicrosoft.com", ""),
            ("01f8ff23-833f-19cf-bb17-49e4df0a7a2g", ""),
            ("01f8ff23-833f-19cf-bb1749e4-df0a7a2f", ""),
            ("-5", ""),
            ("123456789012345678901", ""),
            ("jo", ""),
            ("", ""),
        ],
    );
}

#[test]
fn hosts() {
    table(
        "workspace_host",
        class::workspace_host,
        &[
            (
                "https://jo:pw@ADB-1234567890123456.7.azuredatabricks.net:443/a?b=c",
                "adb-1234567890123456.7.azuredatabricks.net",
            ),
            ("dbc-0123abcd-4567.cloud.databricks.com", "dbc-0123abcd-4567.cloud.databricks.com"),
            ("1234567890123.4.gcp.databricks.com.", "1234567890123.4.gcp.databricks.com"),
            ("ws.cloud.databricks.us", "ws.cloud.databricks.us"),
            ("proxy.acme.example", "custom"),
            ("evil.example/.cloud.databricks.com", "custom"),
            ("a.b.c.cloud.databricks.com", "custom"),
            (".cloud.databricks.com", "custom"),
            ("jo roe.cloud.databricks.com", "custom"),
            ("xcloud.databricks.com", "custom"),
            ("", ""),
        ],
    );
    table("private_host", class::private_host, &[("proxy.acme.example", ""), ("", "")]);
}

#[test]
fn http_path() {
    table(
        "http_path",
        class::http_path,
        &[
            ("/sql/1.0/warehouses/0123456789abcdef", "/sql/1.0/warehouses/0123456789abcdef"),
            ("sql/1.0/endpoints/0123456789abcdef?o=1&token=x", "/sql/1.0/endpoints/0123456789abcdef"),
            (
                "/sql/protocolv1/o/1234567890123456/0123-456789-abcdefgh",
                "/sql/protocolv1/o/1234567890123456/0123-456789-abcdefgh",
            ),
            ("/sql/protocolv1/o/0/jo-roe", "other"),
            ("/sql/1.0/warehouses/0123456789abcdef/jo", "other"),
            ("/sql/1.0/warehouses/jo", "other"),
            ("/cliservice", "other"),
            ("", ""),
        ],
    );
}

#[test]
fn what_never_goes() {
    table("local_path", class::local_path, &[("/home/jo/key.pem", ""), ("", "")]);
    table("email", class::email, &[("jo@acme.example", ""), ("", "")]);
    table("drop_value", class::drop_value, &[("team:payroll", ""), ("", "")]);
    table("secret", class::secret, &[("dapi0123", ""), ("", "")]);
}

#[test]
fn url() {
    table(
        "url",
        class::url,
        &[
            ("https://login.microsoftonline.com/9f37/oauth2/v2.0/token", "login.microsoftonline.com"),
            ("https://acme.okta.com/oauth2", "okta.com"),
            ("https://adb-1.2.azuredatabricks.net/oidc/v1/token", "adb-1.2.azuredatabricks.net"),
            ("https://sso.acme.example/token", "custom"),
            ("https://evilokta.com/", "custom"),
            ("", ""),
        ],
    );
}

#[test]
fn app_name() {
    table(
        "app_name",
        class::app_name,
        &[
            ("/usr/local/bin/etl-runner.sh --user jo --token x", "etl-runner"),
            ("C:\\Users\\jo\\PowerBI.exe", "PowerBI"),
            ("python3.11", "python3.11"),
            ("東京", "東京"),
            ("Ünïcode-app", "Ünïcode-app"),
            ("acme-etl/1.2", "acme-etl"),
            ("dapi0123456789abcdef0123456789abcdef", "custom"),
            ("jo@acme.example", "custom"),
            ("a;b", "custom"),
            (&"x".repeat(65), "custom"),
            ("  ", ""),
            ("", ""),
        ],
    );
}

#[test]
fn locale() {
    table(
        "locale",
        class::locale,
        &[
            ("en_US", "en_US"),
            ("en-us", "en-us"),
            ("zh_Hant_TW", "zh_Hant_TW"),
            ("de_DE.UTF-8@euro", "de_DE"),
            ("en_null", "en"),
            ("C", ""),
            ("english", ""),
            ("en_US_x_jo", ""),
            ("", ""),
        ],
    );
}

#[test]
fn user_agent() {
    table(
        "user_agent",
        class::user_agent,
        &[
            ("DatabricksJDBCDriverOSS/1.0.7 Java/17.0.9+9-LTS", "DatabricksJDBCDriverOSS/1.0.7 Java/17.0.9+9-LTS"),
            ("PyDatabricksSqlConnector/3.1 (acme-etl; jo@host.acme.example)", "PyDatabricksSqlConnector/3.1"),
            ("node/20.1 AcmeEtl/2", "node/20.1 AcmeEtl/2"),
            ("node/20.1 jo@acme.example AcmeEtl", "node/20.1"),
            ("node/20.1 +33 6 41 51 55 62", "node/20.1"),
            ("node/dapi0123456789abcdef", "node"),
            ("(jo)", ""),
            ("", ""),
        ],
    );
}

#[test]
fn errors() {
    table(
        "frames",
        class::frames,
        &[
            (
                "java.net.ConnectException: Connection refused: gw.acme.example",
                "java.net.ConnectException: Connection refused: ‹›",
            ),
            ("Jo Roe", ""),
            ("", ""),
        ],
    );
    table(
        "error_name",
        class::error_name,
        &[
            ("CHUNK_DOWNLOAD_ERROR", "CHUNK_DOWNLOAD_ERROR"),
            ("java.sql.SQLTimeoutException", "SQLTimeoutException"),
            ("TABLE_OR_VIEW_NOT_FOUND", "TABLE_OR_VIEW_NOT_FOUND"),
            ("42P01", "42P01"),
            ("HTTP_404", "HTTP_404"),
            ("AcmePayrollException", ""),
            ("dapi0123456789abcdef", ""),
            ("connection to jo failed", ""),
            ("", ""),
        ],
    );
    table(
        "error_class",
        class::error_class,
        &[
            ("DIVIDE_BY_ZERO", "DIVIDE_BY_ZERO"),
            ("UNRESOLVED_COLUMN.WITH_SUGGESTION", "UNRESOLVED_COLUMN.WITH_SUGGESTION"),
            ("UNRESOLVED_COLUMN.JO", ""),
            ("DIVIDE_BY_ZERO.", ""),
            ("ACME_PAYROLL_FAILED", ""),
            ("", ""),
        ],
    );
    table("sqlstate", class::sqlstate, &[("42P01", "42P01"), ("JOROE", ""), ("", "")]);
    #[cfg(feature = "redacted-text")]
    table(
        "sanitize",
        class::sanitize,
        &[
            ("login of jo@acme.example failed", "login of <email> failed"),
            ("Connection refused", "Connection refused"),
            ("", ""),
        ],
    );
}
