//! Telemetry's troubles are not for the driver's user: whatever goes wrong, nothing is said above `debug`, neither through
//! `tracing` nor through `log`, and nothing of a payload or a credential. In a process of its own, for the sake of the
//! global subscriber and the global logger.
#![cfg(feature = "rustls")]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sql_driver_telemetry::config::{Config, Environment};
use sql_driver_telemetry::contract::OperationType;
use sql_driver_telemetry::export::{Credentials, Network, Proxy};
use sql_driver_telemetry::{
    ConnectionOptions, ConnectionTelemetry, CredentialIdentity, DriverIdentity, RuntimeChoice, Telemetry,
};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};
use wiremock::{Mock, MockServer, ResponseTemplate};

/// What was said: level, target, text. 1 is an error, 3 is information, 4 and 5 are for who debugs.
type Said = (usize, String, String);

/// Keeps what it is told, by either facade.
#[derive(Clone, Default)]
struct Listener(Arc<Mutex<Vec<Said>>>);

impl Listener {
    fn hear(&self, level: usize, target: &str, text: String) {
        self.0.lock().unwrap().push((level, target.to_owned(), text));
    }

    fn all(&self) -> Vec<Said> {
        self.0.lock().unwrap().clone()
    }
}

fn number(level: &Level) -> usize {
    [Level::ERROR, Level::WARN, Level::INFO, Level::DEBUG, Level::TRACE].iter().position(|it| it == level).unwrap() + 1
}

impl Subscriber for Listener {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let metadata = span.metadata();
        self.hear(number(metadata.level()), metadata.target(), metadata.name().to_owned());
        Id::from_u64(1)
    }

    fn event(&self, event: &Event<'_>) {
        let mut text = Text::default();
        event.record(&mut text);
        self.hear(number(event.metadata().level()), event.metadata().target(), text.0);
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

impl log::Log for Listener {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        self.hear(record.level() as usize, &format!("log {}", record.target()), record.args().to_string());
    }

    fn flush(&self) {}
}

#[derive(Default)]
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.push_str(&format!("{}={value:?} ", field.name()));
    }
}

/// A TLS service that nobody trusts.
fn stranger() -> u16 {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
    let tls = rustls::ServerConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let (listener, tls) = (TcpListener::bind("127.0.0.1:0").unwrap(), Arc::new(tls));
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut session = rustls::ServerConnection::new(tls.clone()).unwrap();
            let _ = rustls::Stream::new(&mut session, &mut stream).read(&mut [0; 99]);
        }
    });
    port
}

/// One that answers everything with these bytes.
fn answers(bytes: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 65_536]);
            let _ = stream.write_all(bytes.as_bytes());
        }
    });
    port
}

fn work(telemetry: &Telemetry, host: &str, network: Network, runtime: RuntimeChoice) -> ConnectionTelemetry {
    let options = ConnectionOptions::new(host, DriverIdentity::new("Test Driver", "1.2.3"))
        .config(Config::from_properties([
            ("adbc.databricks.telemetry.force_enable", "true"),
            ("adbc.databricks.telemetry.retry_delay_ms", "1"),
        ]))
        .credentials(|| async { Ok(Credentials::bearer("secret-token")?) }, CredentialIdentity::of("somebody"))
        .network(network)
        .runtime(runtime)
        .header(http::header::CONTENT_LENGTH, http::HeaderValue::from(7));
    let connection = telemetry.connect(options);
    connection.session_id("01f0a1b2-0000-4000-8000-00000000000a");
    for _ in 0..4 {
        drop(connection.statement(OperationType::ExecuteStatement));
        connection.flush(Duration::from_millis(500));
    }
    connection
}

/// Whether this process is the child whose machine has no certificates.
const CHILD: &str = "SILENCE_CHILD";

#[test]
fn nothing_is_said_above_debug_and_nothing_that_was_sent() {
    let heard = Listener::default();
    tracing::subscriber::set_global_default(heard.clone()).unwrap();
    log::set_logger(Box::leak(Box::new(heard.clone()))).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let service = runtime.block_on(async {
        let service = MockServer::start().await;
        for status in [503, 400, 429, 200, 404] {
            let answer = ResponseTemplate::new(status);
            Mock::given(wiremock::matchers::any()).respond_with(answer).up_to_n_times(3).mount(&service).await;
        }
        service
    });
    let network = |choose: &dyn Fn(&mut Network)| {
        let mut network = Network::default();
        choose(&mut network);
        network
    };
    let via = |port: u16| network(&|it| it.proxy = Some(Proxy::new(format!("http://127.0.0.1:{port}"))));
    let unreadable = network(&|it| it.trusted_certificates = Some("/no/such/file".into()));
    let lenient = network(&|it| it.accept_self_signed = true);
    let stranger = format!("localhost:{}", stranger());
    let portal = answers("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>");
    let refusing = answers("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
    let cases = [
        (service.uri(), Network::default()),
        ("http://127.0.0.1:1".to_owned(), Network::default()),
        ("no-such-host.invalid".to_owned(), Network::default()),
        (format!("http://127.0.0.1:{portal}"), Network::default()),
        (stranger.clone(), Network::default()),
        (stranger.clone(), unreadable),
        (stranger.clone(), lenient),
        (format!("localhost:{portal}"), Network::default()),
        ("workspace.invalid".to_owned(), via(refusing)),
        ("workspace.invalid".to_owned(), via(1)),
        ("169.254.169.254".to_owned(), Network::default()),
    ];
    let telemetry = Telemetry::with_environment(Environment::none());
    let mut said = Vec::new();
    let mut own = 0;
    for choice in [RuntimeChoice::Own, RuntimeChoice::Handle(runtime.handle().clone())] {
        own = heard.all().len();
        for (host, network) in cases.clone() {
            let choice = choice.clone();
            let connection = work(&telemetry, &host, network.clone(), choice);
            connection.close(Duration::from_millis(500));
            said.extend(connection.diagnostics().iter().map(ToString::to_string));
        }
    }
    telemetry.shutdown(Duration::from_secs(1));
    let no_certificates = said.iter().any(|said| said.starts_with("trusted certificates:"));
    assert_eq!(no_certificates, std::env::var_os(CHILD).is_some(), "{said:?}");
    assert!(said.iter().any(|said| said.starts_with("header content-length")), "{said:?}");

    let heard = heard.all();
    let ours: Vec<_> = heard.iter().filter(|(_, target, _)| target.starts_with("sql_driver_telemetry")).collect();
    assert!(!ours.is_empty(), "whoever listens at debug hears something");
    for (_, target, text) in &ours {
        for word in ["secret-token", "01f0a1b2", "127.0.0.1", "localhost", "workspace.invalid", "protoLogs"] {
            assert!(!text.contains(word), "{word} in {target}: {text}");
        }
    }
    // The mock server and its libraries are the test's own, and talk through the same facades.
    let of_the_test = |target: &str| {
        let target = target.strip_prefix("log ").unwrap_or(target);
        ["wiremock", "hyper::proto", "hyper_util::server", "mio"].iter().any(|it| target.starts_with(it))
    };
    for (at, (level, target, text)) in heard.iter().enumerate().filter(|(_, (_, target, _))| !of_the_test(target)) {
        // Spans are what a driver asks for by the feature `tracing`; they are no words about telemetry's troubles.
        assert!(*level > 3 || target == "sql_driver_telemetry::span", "{level} {target} {text}");
        assert!(!text.contains("secret-token") && !text.contains("protoLogs"), "{target} {text}");
        // Its own requests are no business of the driver's subscriber: a layer that exports would export its exports.
        // What the client gives to `log`, at debug and below, is what is left, and documented.
        let client = ["reqwest", "hyper", "h2", "tonic", "rustls"].iter().any(|name| target.starts_with(name));
        // On the driver's runtime the client has tasks of its own, which nobody can silence from outside: its pool says at
        // TRACE that it is closed.
        assert!(!client || (at >= own && *level == 5), "{level} {target} {text}");
        if let Some(logged) = target.strip_prefix("log ") {
            assert!(logged.starts_with("reqwest::"), "{level} {target} {text}");
            assert!(logged == "reqwest::connect" || !text.contains("localhost"), "{level} {target} {text}");
        }
    }
    if std::env::var_os(CHILD).is_none() {
        // The same where no certificate can be found.
        let child = Command::new(std::env::current_exe().unwrap())
            .env(CHILD, "1")
            .env("SSL_CERT_FILE", "/no/such/file")
            .env("SSL_CERT_DIR", "/no/such/directory")
            .output()
            .unwrap();
        assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
        assert_eq!(String::from_utf8_lossy(&child.stderr), "", "nothing on standard error");
    }
}
