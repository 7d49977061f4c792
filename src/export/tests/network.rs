//! What lies between: names, proxies, and whom to trust.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::sockets::server::{Service, answer, listen};
use super::*;
use crate::export::transport::names::{LookupError, Names};
use crate::export::{HttpTransport, Network, Outcome, Proxy};

const TAKEN: &str = r#"{"numProtoSuccess":10}"#;
const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn post(url: &str) -> Request<Bytes> {
    Request::post(url).body(Bytes::from_static(b"{}")).unwrap()
}

async fn outcome(transport: &HttpTransport, url: &str) -> Outcome {
    match transport.send(post(url)).await {
        Ok(response) => Outcome::of_response(response.status(), response.headers(), std::time::SystemTime::now()),
        Err(error) => error.outcome(),
    }
}

/// Ten events to a service by a resolver that gives `first` so many times, and then the service.
async fn ten(first: Result<Vec<IpAddr>, LookupError>, times: usize) -> (Stats, Duration, usize) {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let names = Names::of(move |_| match count.fetch_add(1, Ordering::Relaxed) {
        n if n < times => first.clone(),
        _ => Ok(vec![HERE]),
    });
    let service = Service::start(|_, _| answer("200 OK", TAKEN));
    let url = format!("http://localhost:{}", service.address.port());
    let mut rig =
        Setup { host: url, ..Setup::default() }.start(service.way(HttpTransport::with(Network::default(), names)));
    rig.record(10);
    let (_, stats, took) = rig.close(SECS(60)).await;
    (stats, took, asked.load(Ordering::Relaxed))
}

#[tokio::test(start_paused = true)]
async fn a_resolver_that_says_ask_again_is_a_network_that_is_away_and_costs_no_event() {
    let mut table = Table::of(
        "A fault that passes",
        "network::a_resolver_that_says_ask_again_is_a_network_that_is_away_and_costs_no_event",
    );
    for times in [1, 4, 9] {
        let (stats, took, asked) = ten(Err(LookupError::Away), times).await;
        assert_eq!((stats.acknowledged, stats.dropped_total()), (10, 0), "{times}");
        assert_eq!(asked, times + 1);
        table.row(
            "a resolver that says \"try again\", up to nine times",
            Row::of(&stats).close(took, SECS(0)..=SECS(60)),
        );
    }
    table.check();
}

#[tokio::test(start_paused = true)]
async fn only_a_name_that_there_is_not_or_that_leads_where_no_workspace_is_is_final() {
    let metadata = || vec!["169.254.169.254".parse().unwrap(), "fd20:ce::254".parse().unwrap()];
    let mut table = Table::of(
        "A fault that stays",
        "network::only_a_name_that_there_is_not_or_that_leads_where_no_workspace_is_is_final",
    );
    for first in [Err(LookupError::NoSuchName), Err(LookupError::Forbidden), Ok(metadata()), Ok(Vec::new())] {
        let (stats, took, asked) = ten(first.clone(), 1).await;
        assert_eq!((drops(&stats), asked), ([("exhausted", 10)].into(), 1), "{first:?}");
        let row = Row::of(&stats).requests(stats.requests as usize, 1..=1).close(took, SECS(0)..=SECS(0));
        table.row("no such name; a name that leads to metadata addresses alone, or to none: one lookup", row);
    }
    let (stats, took, _) = ten(Ok([metadata(), vec![HERE]].concat()), usize::MAX).await;
    assert_eq!(stats.acknowledged, 10, "the others are left out");
    let row = Row::of(&stats).requests(stats.requests as usize, 1..=1).close(took, SECS(0)..=SECS(0));
    table.row("a name that leads to metadata addresses and to the service", row);
    table.check();
}

#[tokio::test(start_paused = true)]
async fn a_proxy_that_wants_a_password_for_a_tunnel_is_a_refusal_at_once() {
    let proxy = listen(|mut stream| async move {
        let _ = stream.read(&mut [0; 4096]).await;
        let _ = stream.write_all(&answer("407 Proxy Authentication Required", "").bytes).await;
    });
    let network = Network { proxy: Some(Proxy::new(format!("http://{proxy}"))), ..Network::default() };
    let way = Service::start(|_, _| answer("200 OK", TAKEN)).way(HttpTransport::with(network, Names::of_system()));
    let mut rig = Setup { host: "https://workspace.invalid".to_owned(), ..Setup::default() }.start(way);
    rig.record(10);
    let (_, stats, took) = rig.close(SECS(20)).await;
    assert_eq!(drops(&stats), [("rejected", 10)].into());
    let mut table =
        Table::of("A fault that stays", "network::a_proxy_that_wants_a_password_for_a_tunnel_is_a_refusal_at_once");
    let row = Row::of(&stats).requests(stats.requests as usize, 1..=1).close(took, SECS(0)..=SECS(0));
    table.row("a proxy that answers 407 to a CONNECT", row);
    table.check();
}

/// A proxy that keeps what it is asked.
fn proxy() -> (String, Arc<Mutex<Vec<String>>>) {
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let log = Arc::clone(&heard);
    let address = listen(move |mut stream| {
        let log = Arc::clone(&log);
        async move {
            let mut bytes = [0; 4096];
            let n = stream.read(&mut bytes).await.unwrap_or(0);
            log.lock().unwrap().push(String::from_utf8_lossy(&bytes[..n]).into_owned());
            let _ = stream.write_all(&answer("200 OK", TAKEN).bytes).await;
        }
    });
    (format!("http://{address}"), heard)
}

#[tokio::test]
async fn a_proxy_with_its_user_is_the_only_way_but_for_those_who_bypass_it() {
    let (url, heard) = proxy();
    let direct = Service::start(|_, _| answer("200 OK", TAKEN));
    let mut proxy = Proxy::new(url);
    proxy.user = Some(("somebody".into(), "hush".into()));
    proxy.bypass = vec!["127.0.0.1".into(), ".internal".into()];
    let network = Network { proxy: Some(proxy), ..Network::default() };
    let transport = HttpTransport::with(network, Names::of_system());
    assert_eq!(outcome(&transport, "http://workspace.invalid/telemetry-ext").await, Outcome::Delivered);
    let asked = heard.lock().unwrap().concat().to_ascii_lowercase();
    assert!(asked.starts_with("post http://workspace.invalid/telemetry-ext"), "{asked}");
    assert!(asked.contains("proxy-authorization: basic c29tzwjvzhk6ahvzaa=="), "{asked}");
    assert_eq!(outcome(&transport, &direct.url()).await, Outcome::Delivered);
    assert_eq!((heard.lock().unwrap().len(), direct.checks()), (1, 1));
}

#[tokio::test]
async fn nothing_goes_around_a_proxy_that_cannot_be_understood_and_a_diagnostic_says_so() {
    let direct = Service::start(|_, _| answer("200 OK", TAKEN));
    for url in ["http://", "://", "gopher://proxy.example.com", "socks9://proxy.example.com:1"] {
        let network = Network { proxy: Some(Proxy::new(url)), ..Network::default() };
        let transport = HttpTransport::with(network, Names::of_system());
        assert_eq!(outcome(&transport, &direct.url()).await, Outcome::Unroutable, "{url}");
        let said: Vec<_> = transport.diagnostics().iter().map(ToString::to_string).collect();
        assert!(said.len() == 1 && said[0].contains("proxy"), "{url}: {said:?}");
    }
    assert_eq!((direct.checks(), direct.uploads().len()), (0, 0));
}

/// A TLS service with a certificate for `name` that signs itself, and a file with that certificate.
fn stranger(name: &str, is_authority: bool) -> (SocketAddr, tempfile::NamedTempFile) {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut params = rcgen::CertificateParams::new(vec![name.to_owned()]).unwrap();
    if is_authority {
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    }
    let certificate = params.self_signed(&key).unwrap();
    let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private)
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let address = listen(move |stream| {
        let acceptor = acceptor.clone();
        async move {
            let Ok(mut stream) = acceptor.accept(stream).await else { return };
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(&answer("200 OK", TAKEN).bytes).await;
        }
    });
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pem(certificate.der())).unwrap();
    (address, file)
}

fn pem(der: &[u8]) -> String {
    use base64::Engine;
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n")
}

#[tokio::test]
async fn a_certificate_is_accepted_as_far_as_the_driver_says() {
    type Choose = fn(&mut Network, PathBuf);
    // The setting, and whether it accepts: one that signs itself, one for another name.
    let table: [(&str, Choose, bool, bool); 7] = [
        ("nothing", |_, _| {}, false, false),
        ("trusted", |it, file| it.trusted_certificates = Some(file), true, false),
        ("self-signed", |it, _| it.accept_self_signed = true, true, false),
        ("any name", |it, _| it.accept_any_name = true, false, false),
        ("self-signed, any name", |it, _| (it.accept_self_signed, it.accept_any_name) = (true, true), true, true),
        (
            "trusted, any name",
            |it, file| (it.trusted_certificates, it.accept_any_name) = (Some(file), true),
            true,
            true,
        ),
        ("everything", |it, _| it.accept_any_certificate = true, true, true),
    ];
    for (setting, choose, itself, other) in table {
        for (name, accepted) in [("localhost", itself), ("elsewhere.example.com", other)] {
            let (address, file) = stranger(name, false);
            let mut network = Network::default();
            choose(&mut network, file.path().to_owned());
            let transport = HttpTransport::with(network, Names::of_system());
            let outcome = outcome(&transport, &format!("https://localhost:{}/", address.port())).await;
            let expected = if accepted { Outcome::Delivered } else { Outcome::Unroutable };
            assert_eq!(outcome, expected, "{setting}: {name}");
        }
    }
    // As tools make them by default: an authority that is its own host.
    let (address, _) = stranger("localhost", true);
    let network = Network { accept_self_signed: true, ..Network::default() };
    let transport = HttpTransport::with(network, Names::of_system());
    assert_eq!(outcome(&transport, &format!("https://localhost:{}/", address.port())).await, Outcome::Delivered);
}

#[tokio::test]
async fn a_file_of_certificates_that_cannot_be_read_is_reported() {
    let (address, _) = stranger("localhost", false);
    let empty = tempfile::NamedTempFile::new().unwrap();
    for file in [PathBuf::from("/no/such/file.pem"), empty.path().to_owned()] {
        let network = Network { trusted_certificates: Some(file), ..Network::default() };
        let transport = HttpTransport::with(network, Names::of_system());
        let url = format!("https://localhost:{}/", address.port());
        assert_eq!(outcome(&transport, &url).await, Outcome::Unroutable);
        let said: Vec<_> = transport.diagnostics().iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|said| said.contains("trusted certificate file")), "{said:?}");
        assert!(!said.concat().contains("/no/such"), "no path is repeated");
    }
}

#[test]
fn connections_without_a_transport_share_one_unless_their_network_differs() {
    let shared = |network: &Network| HttpTransport::shared(network);
    let other = Network { accept_self_signed: true, ..Network::default() };
    assert!(Arc::ptr_eq(&shared(&Network::default()), &shared(&Network::default())));
    assert!(!Arc::ptr_eq(&shared(&Network::default()), &shared(&other)));
    let numbered = |port: u16| {
        let proxy = Some(Proxy::new(format!("http://proxy.invalid:{port}")));
        shared(&Network { proxy, ..Network::default() })
    };
    let held = numbered(0);
    let first = Arc::downgrade(&numbered(1));
    numbered(2);
    assert!(first.upgrade().is_some(), "it waits for the next connection");
    (3..200).for_each(|port| drop(numbered(port)));
    assert!(Arc::ptr_eq(&held, &numbered(0)));
    assert!(first.upgrade().is_none(), "so many do not");
}
