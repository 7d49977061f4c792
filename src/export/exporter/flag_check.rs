//! The request for the server's flag, and its answer.

use http::StatusCode;

use crate::export::policy::flag::Answer;
use crate::json::Tree;
use crate::privacy::class;

/// The name of the flag that a driver asks for unless it says otherwise.
pub const FLAG_NAME: &str = "databricks.partnerplatform.clientConfigsFeatureFlags.enableTelemetryForAdbc";

/// Returns the path of the flag endpoint for `client` at `version`.
///
/// The endpoint knows versions of three numbers only, and answers 404 to anything else: what
/// follows them is cut off, and what is missing is 0. Both texts pass the gate that they pass in a
/// log; what does not is `custom`, or version 0.
pub(in crate::export) fn path(client: &str, version: &str) -> String {
    let client = class::app_name(client).unwrap_or_default();
    let version = class::public_text(version).unwrap_or_default();
    let mut numbers = version.trim_start_matches('v').split('.').map(|part| {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        (&part[..digits], digits == part.len())
    });
    let mut triplet = [0u32; 3];
    for slot in &mut triplet {
        let Some((digits, whole)) = numbers.next() else { break };
        *slot = digits.parse().unwrap_or(0);
        if !whole {
            break;
        }
    }
    let client: String = client.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).collect();
    let [major, minor, patch] = triplet;
    format!("/api/2.0/connector-service/feature-flags/{client}/{major}.{minor}.{patch}")
}

/// Reads the answer for the flag `name`. A list without it says off; no list says nothing.
pub(in crate::export) fn read(status: StatusCode, body: &[u8], name: &str) -> Answer {
    if !status.is_success() {
        return Answer::Failed;
    }
    let Ok(tree) = Tree::parse(body) else { return Answer::Failed };
    let Some(flags) = tree.get("flags").and_then(Tree::as_list) else { return Answer::Failed };
    let named = |flag: &&Tree| flag.get("name").and_then(Tree::as_text) == Some(name);
    let on = match flags.iter().find(named).and_then(|flag| flag.get("value")) {
        Some(Tree::Text(value)) => value.trim().eq_ignore_ascii_case("true"),
        Some(Tree::Bool(value)) => *value,
        _ => false,
    };
    let ttl = tree.get("ttl_seconds").and_then(Tree::as_integer);
    let ttl = ttl.map(|secs| std::time::Duration::from_secs(u64::try_from(secs).unwrap_or(0)));
    Answer::Known { on, ttl }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn versions_are_three_numbers() {
        let table = [
            ("1.2.3", "1.2.3"),
            ("1.2.3-beta.1+build5", "1.2.3"),
            ("v1.2.3", "1.2.3"),
            ("2.8.2.1013", "2.8.2"),
            // An address, for all that anybody can tell.
            ("10.20.30.40", "0.0.0"),
            ("1.2", "1.2.0"),
            ("1.2-rc1.7", "1.2.0"),
            ("", "0.0.0"),
            ("nightly", "0.0.0"),
            // No version, for all that its class can tell.
            ("1.99999999999.1", "0.0.0"),
            ("1.2/../../x", "0.0.0"),
        ];
        for (version, triplet) in table {
            let expected = format!("/api/2.0/connector-service/feature-flags/ADBC/{triplet}");
            assert_eq!(path("ADBC", version), expected, "{version}");
        }
        assert_eq!(path("A/../B?x", "1.0.0"), "/api/2.0/connector-service/feature-flags/custom/1.0.0");
    }

    #[test]
    fn answers_are_read_tolerantly() {
        let known = |on, ttl: Option<u64>| Answer::Known { on, ttl: ttl.map(Duration::from_secs) };
        let table = [
            (200, r#"{"flags":[{"name":"f","value":"true"}],"ttl_seconds":120}"#, known(true, Some(120))),
            (200, r#"{"flags":[{"name":"f","value":"TRUE"}],"ttl_seconds":null}"#, known(true, None)),
            (200, r#"{"flags":[{"name":"f","value":true}]}"#, known(true, None)),
            (200, r#"{"flags":[{"name":"f","value":"false"}],"ttl_seconds":-1}"#, known(false, Some(0))),
            (200, r#"{"flags":[{"name":"f","value":"yes"}]}"#, known(false, None)),
            (200, r#"{"flags":[{"name":"g","value":"true"},7]}"#, known(false, None)),
            (200, r#"{"flags":[]}"#, known(false, None)),
            (200, r#"{"flags":null}"#, Answer::Failed),
            (200, "<html>", Answer::Failed),
            (200, "", Answer::Failed),
            (302, r#"{"flags":[{"name":"f","value":"true"}]}"#, Answer::Failed),
            (401, "", Answer::Failed),
            (404, "", Answer::Failed),
            (429, "", Answer::Failed),
            (503, "", Answer::Failed),
        ];
        for (status, body, answer) in table {
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(read(status, body.as_bytes(), "f"), answer, "{status} {body}");
        }
    }
}
