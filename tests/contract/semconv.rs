//! The contract as a registry of semantic conventions.

#![cfg(feature = "receiver")]

use std::collections::BTreeSet;

use sql_driver_telemetry::schema::semconv;

fn file(name: &str) -> String {
    let found = semconv().into_iter().find(|(it, _)| *it == name);
    found.expect("the file is written").1
}

/// The values of the lines that begin so, in the order of the file.
fn values(text: &str, start: &str) -> Vec<String> {
    text.lines().filter_map(|line| line.trim_start().strip_prefix(start)).map(str::to_owned).collect()
}

/// Each was looked up in the conventions, release 1.44.0: the same meaning, the same values. What is a near miss there has none:
/// `host.arch` has a closed list of other words, `os.version` is not what people say, `url.path` and `user_agent.original` are
/// the whole of a request's, where the log has what its class leaves.
#[test]
fn the_attributes_of_the_conventions_are_these() {
    let text = file("sql_driver.yaml");
    let (_, event) = text.split_once("\nevents:").expect("an event");
    let theirs: BTreeSet<_> =
        values(event, "- ref: ").into_iter().filter(|it| !it.starts_with("sql_driver.")).collect();
    let expected = [
        "db.operation.name",
        "db.response.status_code",
        "error.type",
        "http.response.status_code",
        "os.description",
        "os.name",
        "process.executable.name",
        "process.runtime.name",
        "process.runtime.version",
        "server.address",
        "server.port",
    ];
    assert_eq!(theirs, expected.map(str::to_owned).into());
}

#[test]
fn every_reference_is_defined_once_and_used_once() {
    let text = file("sql_driver.yaml");
    let (_, event) = text.split_once("\nevents:").expect("an event");
    let defined = values(&text, "- key: ");
    let unique: BTreeSet<_> = defined.iter().cloned().collect();
    assert_eq!(unique.len(), defined.len());
    let used = values(event, "- ref: ");
    let own: BTreeSet<_> = used.iter().filter(|it| it.starts_with("sql_driver.")).cloned().collect();
    assert_eq!(own, unique);
    assert_eq!(used.iter().collect::<BTreeSet<_>>().len(), used.len());
    // A name cannot be an attribute and what others are named below.
    assert!(!unique.iter().any(|name| unique.iter().any(|it| it.starts_with(&format!("{name}.")))));
}

#[test]
fn what_is_never_sent_is_no_attribute() {
    let text = file("sql_driver.yaml");
    for name in ["query_tags", "jwt_key_file", "volume_path", "non_proxy_hosts", "proxy_host_info.host_url"] {
        assert!(!text.contains(&format!("{name}\n")), "{name}");
    }
}

#[test]
fn the_metric_has_the_buckets_of_the_conventions() {
    let text = file("sql_driver.yaml");
    assert!(text.contains("explicit_bucket_boundaries: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]"));
    assert!(text.contains("ref: db.client.operation.duration\n"));
    assert!(file("manifest.yaml").contains("opentelemetry.io/schemas/1.44.0"));
}
