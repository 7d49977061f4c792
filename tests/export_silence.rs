//! Telemetry's troubles are not for the driver's user: whatever goes wrong, nothing is said above `debug`, nothing under
//! another target, and nothing of a payload, a host or a credential; on telemetry's own runtime and on the driver's. In a process of its own, for the sake of the global
//! subscriber.
#![cfg(feature = "http")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::{Credentials, HttpTransport};
use sql_driver_telemetry::{ConnectionOptions, CredentialIdentity, DriverIdentity, RuntimeChoice, Telemetry};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// Keeps what it is told: level, target, text.
#[derive(Clone, Default)]
struct Listener(Arc<Mutex<Vec<(Level, String, String)>>>);

impl Subscriber for Listener {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let metadata = span.metadata();
        self.0.lock().unwrap().push((*metadata.level(), metadata.target().to_owned(), metadata.name().to_owned()));
        Id::from_u64(1)
    }

    fn event(&self, event: &Event<'_>) {
        let mut text = Text::default();
        event.record(&mut text);
        self.0.lock().unwrap().push((*event.metadata().level(), event.metadata().target().to_owned(), text.0));
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[derive(Default)]
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.push_str(&format!("{}={value:?} ", field.name()));
    }
}

#[test]
fn nothing_is_said_above_debug_and_nothing_that_was_sent() {
    let heard = Listener::default();
    tracing::subscriber::set_global_default(heard.clone()).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let service = runtime.block_on(async {
        let service = MockServer::start().await;
        for status in [503, 400, 429, 200] {
            let answer = ResponseTemplate::new(status);
            Mock::given(wiremock::matchers::any()).respond_with(answer).up_to_n_times(3).mount(&service).await;
        }
        service
    });
    for choice in [RuntimeChoice::Own, RuntimeChoice::Handle(runtime.handle().clone())] {
        let is_own = matches!(choice, RuntimeChoice::Own);
        work(&service.uri(), &choice);
        let heard = std::mem::take(&mut *heard.0.lock().unwrap());
        let ours: Vec<_> = heard.iter().filter(|(_, target, _)| target.starts_with("sql_driver_telemetry")).collect();
        assert!(!ours.is_empty(), "whoever listens at debug hears something");
        for (level, target, text) in &ours {
            assert!(*level >= Level::DEBUG, "{level} {target} {text}");
            for word in ["secret-token", "01f0a1b2", "127.0.0.1", "protoLogs"] {
                assert!(!text.contains(word), "{word} in {text}");
            }
        }
        // Its own requests are no business of the driver's subscriber: a layer that exports would export its exports.
        for (level, target, text) in heard.iter() {
            let client = ["reqwest", "hyper", "h2", "tonic", "rustls"].iter().any(|name| target.starts_with(name));
            // On the driver's runtime the client has tasks of its own, which nobody can silence from outside: its pool says
            // at TRACE that it is closed.
            let is_unavoidable = !is_own && *level == Level::TRACE;
            assert!(!client || is_unavoidable, "{level} {target} {text}");
        }
    }
}

/// What a driver does, and what goes wrong: a service that fails, refuses and throttles, and nobody there.
fn work(service: &str, choice: &RuntimeChoice) {
    let telemetry = Telemetry::with_environment(Environment::none());
    for host in [service, "http://127.0.0.1:1"] {
        let options = ConnectionOptions::new(host, DriverIdentity::new("Test Driver", "1.2.3"))
            .config(Config::from_properties([
                ("adbc.databricks.telemetry.force_enable", "true"),
                ("adbc.databricks.telemetry.retry_delay_ms", "1"),
            ]))
            .transport(HttpTransport::new(|builder| builder.no_proxy().build()))
            .runtime(choice.clone())
            .credentials(|| async { Ok(Credentials::bearer("secret-token")?) }, CredentialIdentity::of("somebody"));
        let connection = telemetry.connect(options);
        connection.session_id("01f0a1b2-0000-4000-8000-00000000000a");
        for _ in 0..4 {
            drop(connection.statement(OperationType::ExecuteStatement));
            connection.flush(Duration::from_millis(500));
        }
        connection.close(Duration::from_millis(500));
    }
    telemetry.shutdown(Duration::from_secs(20));
}
