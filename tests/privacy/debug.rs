//! Secrets in everything that can be shown: no `Debug` and no message of an error has one.

use crate::secrets::{clean, each_carried};
use sql_driver_telemetry::check::Payload;
use sql_driver_telemetry::contract::{FrontendLog, every_field};
use sql_driver_telemetry::json::{self, BodyBuilder, Tree};
use sql_driver_telemetry::privacy::fingerprint::fingerprint;
use sql_driver_telemetry::privacy::{Policy, Scrubbed};

#[test]
fn nothing_is_shown_of_a_body() {
    each_carried(|kind, text, secret| {
        let mut log = FrontendLog::default();
        every_field(&mut log, &mut |_, _| text.to_owned());
        let (log, _) = Scrubbed::new(log, &Policy::default());
        let mut builder = BodyBuilder::new(0);
        assert!(builder.push_with(&log, &[&log.to_constant()], usize::MAX));
        clean("constant", kind, secret, &format!("{:?}", log.to_constant()));
        clean("builder", kind, secret, &format!("{builder:?}"));
        let body = builder.finish();
        clean("body", kind, secret, &format!("{body:?}"));
        clean("bytes", kind, secret, &String::from_utf8_lossy(&body.bytes()));
    });
}

#[test]
fn nothing_is_shown_of_an_errors_text() {
    each_carried(|kind, text, secret| {
        clean("fingerprint", kind, secret, &format!("{:?}", fingerprint(text)));
        #[cfg(feature = "redacted-text")]
        clean("redacted", kind, secret, &format!("{:?}", sql_driver_telemetry::privacy::redact::redact(text)));
    });
}

#[test]
fn nothing_is_shown_of_a_payload() {
    each_carried(|kind, text, secret| {
        for payload in payloads(text) {
            if let Err(error) = json::from_str::<FrontendLog>(&payload) {
                clean("decode error", kind, secret, &format!("{error} {error:?}"));
            }
            match Tree::parse(payload.as_bytes()) {
                Ok(tree) => clean("tree", kind, secret, &format!("{tree:?}")),
                Err(error) => clean("tree error", kind, secret, &format!("{error} {error:?}")),
            }
            match Payload::read(payload.as_bytes()) {
                Ok(read) => {
                    clean("payload", kind, secret, &format!("{read:?}"));
                    for finding in read.findings() {
                        clean("finding", kind, secret, &format!("{finding} {finding:?}"));
                    }
                }
                Err(error) => clean("payload error", kind, secret, &format!("{error} {error:?}")),
            }
        }
    });
}

/// What somebody may take for a payload, with `text` as a value, a key, a word of an enum, or instead of JSON.
fn payloads(text: &str) -> Vec<String> {
    let word = serde_json::Value::from(text).to_string();
    let log = |entry: String| format!(r#"{{"entry":{{"sql_driver_log":{{{entry}}}}}}}"#);
    let logs = [
        log(format!(r#""session_id":{word}"#)),
        log(format!(r#""error_info":{{"stack_trace":{word},"error_name":{word}}}"#)),
        log(format!(r#""operation_latency_ms":{word}"#)),
        log(format!(r#""sql_operation":{{"statement_type":{word}}}"#)),
        log(format!(r#""driver_connection_params":{{{word}:{word}}}"#)),
        format!(r#"{{{word}:1}}"#),
    ];
    let upload = |log: &String| {
        let log = serde_json::Value::from(log.as_str());
        format!(r#"{{"uploadTime":1,"items":[],"protoLogs":[{log},{word}],{word}:{word}}}"#)
    };
    let mut payloads: Vec<_> = logs.iter().map(upload).collect();
    payloads.extend(logs);
    payloads
        .push(format!(r#"{{"driver":{word},"driver_version":{word},"request":{{"path":{word},"body_text":"{{}}"}}}}"#));
    payloads.extend([text.to_owned(), word.clone(), format!("[{word}]"), format!("{{{word}:"), format!("{{{word}}}")]);
    payloads
}

#[cfg(feature = "collect")]
mod collect {
    use std::error::Error;
    use std::time::Duration;

    use http::HeaderMap;
    use http::header::{AUTHORIZATION, HeaderName, HeaderValue};
    use sql_driver_telemetry::config::Config;
    use sql_driver_telemetry::contract::OperationType;
    use sql_driver_telemetry::export::{
        BoxError, CredentialProvider, Credentials, Host, MemoryTransport, TransportError, blocking_credentials,
    };
    use sql_driver_telemetry::{CredentialIdentity, Telemetry};

    use crate::secrets::{clean, each_carried, life};

    #[test]
    fn nothing_is_shown_of_what_a_driver_sets() {
        each_carried(|kind, text, secret| {
            let see = |way: &str, shown: &dyn std::fmt::Debug| {
                clean(way, kind, secret, &format!("{shown:?}"));
                clean(way, kind, secret, &format!("{shown:#?}"));
            };
            for mut options in [life::options(text), life::from_properties(text)] {
                see("options", &options);
                see("parameters", options.parameters_mut());
                see("options with a host", &options.host(text));
            }
            see("driver", &life::driver(text));
            see("system", &life::system(text));
            see("config", &life::config(text));
            see("settings", &life::config(text).resolve(&life::environment(text)));
            see("environment", &life::environment(text));
            see("error", &life::error(text));
            see("identity", &CredentialIdentity::of(text));
            for diagnostic in life::config(text).resolve(&life::environment(text)).diagnostics {
                clean("diagnostic", kind, secret, &format!("{diagnostic} {diagnostic:?}"));
            }
            for diagnostic in Config::from_properties([("adbc.databricks.telemetry.batch_size", text), (text, text)])
                .resolve(&life::environment(text))
                .diagnostics
            {
                clean("diagnostic", kind, secret, &format!("{diagnostic} {diagnostic:?}"));
            }
        });
    }

    #[test]
    fn nothing_is_shown_of_what_is_going_on() {
        each_carried(|kind, text, secret| {
            let see = |way: &str, shown: &dyn std::fmt::Debug| clean(way, kind, secret, &format!("{shown:#?}"));
            let transport = MemoryTransport::new();
            let telemetry = Telemetry::with_environment(life::environment(text));
            let connection = telemetry.connect(life::options(text).transport(transport.clone()));
            let statement = connection.statement(OperationType::ExecuteStatement);
            statement.statement_id(text);
            statement.error(life::error(text));
            let timer = connection.operation(OperationType::CreateSession);
            timer.statement_id(text);
            see("statement", &statement);
            see("recorder", &statement.recorder());
            see("snapshot", &statement.snapshot());
            see("timer", &timer);
            drop((statement, timer));
            life::work(&connection, text);
            see("connection", &connection);
            see("diagnostics", &connection.diagnostics());
            see("flushed", &connection.flush(life::WAIT));
            see("stats", &connection.stats());
            see("telemetry", &telemetry);
            see("memory", &transport);
        });
    }

    #[test]
    fn nothing_is_shown_of_credentials_hosts_and_errors() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        each_carried(|kind, text, secret| {
            let see = |way: &str, shown: &dyn std::fmt::Debug| clean(way, kind, secret, &format!("{shown:?}"));
            match Credentials::bearer(text) {
                Ok(credentials) => see("bearer", &credentials.valid_for(Duration::from_secs(7))),
                Err(error) => clean("not a header", kind, secret, &format!("{error} {error:?}")),
            }
            if let Ok(value) = HeaderValue::try_from(text) {
                let headers = [(AUTHORIZATION, value.clone()), (HeaderName::from_static("x-own"), value)];
                see("credentials", &Credentials::new(HeaderMap::from_iter(headers)));
            }
            for host in [text.to_owned(), format!("https://{text}"), format!("{text}.example.com")] {
                match Host::parse(&host) {
                    Ok(host) => see("host", &host),
                    Err(error) => clean("host error", kind, secret, &format!("{error} {error:?}")),
                }
            }
            let said = || -> BoxError { text.into() };
            for error in [
                TransportError::Unusable(said()),
                TransportError::UnknownName(said()),
                TransportError::Untrusted(said()),
                TransportError::Unreachable(said()),
                TransportError::Broken(said()),
                TransportError::TimedOut,
            ] {
                clean("transport error", kind, secret, &format!("{error} {error:?}"));
                let is_told = error.source().is_some_and(|source| source.to_string() == text);
                assert!(is_told || matches!(error, TransportError::TimedOut), "whoever asks is told");
            }
            let said = text.to_owned();
            let panics = move || -> Result<Credentials, BoxError> { std::panic::resume_unwind(Box::new(said.clone())) };
            let answer = runtime.block_on(blocking_credentials(runtime.handle().clone(), panics).credentials());
            let error = answer.expect_err("it panics");
            clean("provider's panic", kind, secret, &format!("{error} {error:?}"));
        });
    }
}
