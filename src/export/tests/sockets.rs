//! The pipeline over real sockets, on virtual time: for each fault what arrived, what was dropped under which
//! reason, and how long the close took.
pub(super) mod server;

use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use self::server::{Act, Service, Then, answer, listen};
use super::*;
use crate::export::HttpTransport;

const TAKEN: &str = r#"{"numProtoSuccess":10}"#;
const FLAG_ON: &str = r#"{"flags":[{"name":"f","value":"true"}]}"#;

fn client() -> HttpTransport {
    HttpTransport::rustls(Vec::new(), |builder| builder.no_proxy().build())
}

/// What became of ten events.
struct Ended {
    stats: Stats,
    drops: BTreeMap<&'static str, u64>,
    took: Duration,
    timed_out: bool,
}

/// Ten events to `url`, by the way to `service`, and a close.
async fn ten(service: &Service, url: &str, client: HttpTransport, flag: bool, wait: Duration) -> Ended {
    let tokens = AtomicUsize::new(0);
    let provider = move || {
        let n = tokens.fetch_add(1, Ordering::Relaxed);
        async move { Ok(Credentials::bearer(&format!("t{n}"))?) }
    };
    let setup = Setup { host: url.to_owned(), provider: Some(Arc::new(provider)), flag, ..Setup::default() };
    let mut rig = setup.start(service.way(client));
    rig.record(10);
    let (flushed, stats, took) = rig.close(wait).await;
    Ended { drops: drops(&stats), stats, took, timed_out: flushed.timed_out }
}

async fn to(service: &Service, secs: u64) -> Ended {
    ten(service, &service.url(), client(), false, SECS(secs)).await
}

type Fault = (&'static str, fn() -> Act);

fn begun(bytes: &str, then: Then) -> Act {
    Act { bytes: bytes.as_bytes().to_vec(), then }
}

/// No usable answer, or one that asks to come again.
const TRANSIENT: [Fault; 13] = [
    ("no answer at all", || begun("", Then::Hang)),
    ("headers that stop in the middle", || begun("HTTP/1.1 200 OK\r\ncontent-", Then::Hang)),
    ("a body that stops in the middle", || begun("HTTP/1.1 200 OK\r\ncontent-length: 22\r\n\r\n{\"num", Then::Hang)),
    ("closed before the answer", || begun("", Then::Close)),
    ("reset before the answer", || begun("", Then::Reset)),
    ("reset in the middle of the answer", || begun("HTTP/1.1 200 OK\r\ncontent-length: 22\r\n\r\n{\"num", Then::Reset)),
    ("bytes that are no HTTP", || begun("\u{16}\u{3}\u{1} this is no HTTP\r\n\r\n", Then::Close)),
    ("500", || answer("500 Internal Server Error", "")),
    ("503", || answer("503 Service Unavailable", "<html>")),
    ("429 without `Retry-After`", || answer("429 Too Many Requests", "")),
    ("429 with `Retry-After: 4`", || answer("429 Too Many Requests\r\nretry-after: 4", "")),
    ("429 with a date 9 s after the answer's own", || answer(LATER[0], "")),
    ("503 with a date 9 s after the answer's own", || answer(LATER[1], "")),
];

/// Nine seconds later than it is, by the service's own clock.
const LATER: [&str; 2] = [
    "429 Too Many Requests\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\nretry-after: Sun, 06 Nov 1994 08:49:46 GMT",
    "503 Service Unavailable\r\ndate: Sun, 06 Nov 1994 08:49:37 GMT\r\nretry-after: Sun, 06 Nov 1994 08:49:46 GMT",
];

/// How long a close takes that meets the fault once: its own time, and a jitter of half a second at most.
fn once(name: &str) -> RangeInclusive<Duration> {
    match name {
        _ if HANGS.contains(&name) => MS(10_000)..=MS(10_500),
        "429 with `Retry-After: 4`" => MS(4_000)..=MS(4_500),
        "429 with a date 9 s after the answer's own" | "503 with a date 9 s after the answer's own" => {
            MS(9_000)..=MS(9_500)
        }
        _ => MS(0)..=MS(500),
    }
}

/// Those of them that cost an attempt its time.
const HANGS: [&str; 3] = ["no answer at all", "headers that stop in the middle", "a body that stops in the middle"];

#[tokio::test(start_paused = true)]
async fn a_fault_that_passes_costs_one_retry_and_no_event() {
    let mut table = Table::of("A fault that passes", "sockets::a_fault_that_passes_costs_one_retry_and_no_event");
    for (name, fault) in TRANSIENT {
        let service = Service::start(move |_, before| if before == 0 { fault() } else { answer("200 OK", TAKEN) });
        let ended = to(&service, 60).await;
        assert_eq!((ended.stats.acknowledged, ended.stats.unconfirmed, ended.stats.retried), (10, 0, 10), "{name}");
        assert!(!ended.timed_out, "{name}");
        let uploads = service.uploads();
        assert_eq!(uploads[0], uploads[1], "{name}: the same events again");
        table.row(name, Row::of(&ended.stats).requests(uploads.len(), 2..=2).close(ended.took, once(name)));
    }
    table.check();
}

#[tokio::test(start_paused = true)]
async fn a_fault_that_stays_costs_a_close_its_deadline_at_most() {
    let mut table = Table::of("A fault that stays", "sockets::a_fault_that_stays_costs_a_close_its_deadline_at_most");
    for (name, fault) in TRANSIENT {
        let service = Service::start(move |_, _| fault());
        let ended = to(&service, 3).await;
        assert_eq!((ended.drops, ended.timed_out), ([("deadline", 10)].into(), true), "{name}");
        let (requests, took) = match name {
            _ if HANGS.contains(&name) => (1..=1, SECS(3)..=SECS(3)),
            // Nothing may be sent in time: there is nothing to wait for.
            _ if once(name).start() > &SECS(3) => (1..=1, SECS(0)..=SECS(0)),
            _ => (2..=12, SECS(0)..=SECS(3)),
        };
        table.row(name, Row::of(&ended.stats).requests(service.uploads().len(), requests).close(ended.took, took));
    }
    table.check();
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_cannot_be_read_counts_as_one() {
    let partial = r#"{"numProtoSuccess":7,"errors":["x"]}"#;
    let huge = "HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\n";
    type Case = (&'static str, Box<dyn Fn() -> Act + Send + Sync>, (u64, u64, u64));
    let mut table = Table::of("Answers that are odd", "sockets::an_answer_that_cannot_be_read_counts_as_one");
    let cases: [Case; 5] = [
        (
            "200, and a body of garbage",
            Box::new(|| answer("200 OK\r\ncontent-type: application/json", "\u{0}\u{1}{")),
            (0, 0, 0),
        ),
        ("200, and a page of HTML", Box::new(|| answer("200 OK\r\ncontent-type: text/html", "<html>")), (0, 0, 0)),
        (
            "200, and the right body under a wrong content type",
            Box::new(|| answer("200 OK\r\ncontent-type: image/png", TAKEN)),
            (10, 0, 0),
        ),
        (
            "200, and 10 GB of body, of which no more is read than is looked at",
            Box::new(|| begun(huge, Then::Flood)),
            (10, 10, 0),
        ),
        ("200, seven taken and three errors", Box::new(|| answer("200 OK", partial)), (7, 0, 3)),
    ];
    for (name, act, expected) in cases {
        let service = Service::start(move |_, _| act());
        let ended = to(&service, 5).await;
        let stats = &ended.stats;
        assert_eq!((stats.acknowledged, stats.unconfirmed, stats.dropped(DropReason::Partial)), expected, "{name}");
        // Never sent again.
        table.row(name, Row::of(stats).requests(service.uploads().len(), 1..=1).close(ended.took, SECS(0)..=SECS(0)));
    }
    table.check();
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_refused_is_renewed_once() {
    let refuse = |good: &'static str| {
        move |seen: &server::Seen, _| match &seen.authorization {
            Some(token) if token != good => answer("401 Unauthorized", ""),
            _ => answer("200 OK", TAKEN),
        }
    };
    let mut table = Table::of("A fault that passes", "sockets::a_token_that_is_refused_is_renewed_once");
    let service = Service::start(refuse("Bearer t1"));
    let ended = to(&service, 5).await;
    let row = Row::of(&ended.stats).requests(service.uploads().len(), 2..=2).close(ended.took, SECS(0)..=SECS(0));
    table.row("401, then 200 with a new token", row);
    let sent: Vec<_> = service.uploads().into_iter().map(|seen| (seen.path, seen.authorization)).collect();
    let with = |token: &str| ("/with".to_owned(), Some(format!("Bearer {token}")));
    assert_eq!((sent, ended.stats.acknowledged), (vec![with("t0"), with("t1")], 10));
    table.check();

    let mut table = Table::of("A fault that stays", "sockets::a_token_that_is_refused_is_renewed_once");
    let service = Service::start(refuse("none"));
    let ended = to(&service, 5).await;
    let row = Row::of(&ended.stats).requests(service.uploads().len(), 3..=3).close(ended.took, SECS(0)..=SECS(0));
    table.row("401 to every token: reduced, to the endpoint that needs none", row);
    let sent: Vec<_> = service.uploads().into_iter().map(|seen| (seen.path, seen.authorization)).collect();
    let without = ("/without".to_owned(), None);
    assert_eq!((sent, ended.stats.acknowledged), (vec![with("t0"), with("t1"), without], 10));
    table.check();
}

#[tokio::test(start_paused = true)]
async fn a_redirect_is_not_followed_and_costs_its_batch() {
    let mut table = Table::of("A fault that stays", "sockets::a_redirect_is_not_followed_and_costs_its_batch");
    for code in [301, 302, 303, 307, 308] {
        let elsewhere = Service::start(|_, _| answer("200 OK", TAKEN));
        let location = format!("{code} Away\r\nlocation: {}/with", elsewhere.url());
        let service = Service::start(move |_, _| answer(&location, ""));
        let ended = to(&service, 5).await;
        assert_eq!(ended.drops, [("rejected", 10)].into(), "{code}");
        assert_eq!((elsewhere.uploads().len(), elsewhere.checks()), (0, 0), "{code}");
        let row = Row::of(&ended.stats).requests(service.uploads().len(), 1..=1).close(ended.took, SECS(0)..=SECS(0));
        table.row("a redirect (301, 302, 303, 307, 308): nothing at all goes where it points", row);
    }
    table.check();
}

#[tokio::test(start_paused = true)]
async fn nobody_there_is_tried_until_the_close_is_over() {
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", gone.local_addr().unwrap());
    drop(gone);
    let service = Service::start(|_, _| answer("200 OK", TAKEN));
    let ended = ten(&service, &url, client(), false, SECS(3)).await;
    assert_eq!((ended.drops, ended.timed_out), ([("deadline", 10)].into(), true));
    let mut table = Table::of("A fault that stays", "sockets::nobody_there_is_tried_until_the_close_is_over");
    let row = Row::of(&ended.stats).requests(ended.stats.requests as usize, 2..=12);
    table.row("nobody listens", row.close(ended.took, SECS(0)..=SECS(3)));
    table.check();
}

#[tokio::test(start_paused = true)]
async fn names_that_do_not_exist_and_strangers_are_given_up_at_once() {
    let key = rcgen::generate_simple_self_signed(vec!["localhost".into()]).unwrap();
    let private = rustls::pki_types::PrivatePkcs8KeyDer::from(key.signing_key.serialize_der());
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![key.cert.der().clone()], private.into())
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let stranger = listen(move |stream| {
        let acceptor = acceptor.clone();
        async move {
            let Ok(mut stream) = acceptor.accept(stream).await else { return };
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(&answer("200 OK", TAKEN).bytes).await;
        }
    });
    let plain = listen(|mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    });
    let mut table =
        Table::of("A fault that stays", "sockets::names_that_do_not_exist_and_strangers_are_given_up_at_once");
    let urls = [
        ("a name that does not exist", "https://no-such-host.invalid".to_owned()),
        ("a certificate of a stranger", format!("https://localhost:{}", stranger.port())),
        ("a certificate for another name", format!("https://127.0.0.1:{}", stranger.port())),
        ("plain text where TLS should be", format!("https://localhost:{}", plain.port())),
    ];
    for (name, url) in urls {
        let service = Service::start(|_, _| answer("200 OK", TAKEN));
        let ended = ten(&service, &url, client(), false, SECS(5)).await;
        assert_eq!((ended.drops, ended.timed_out), ([("exhausted", 10)].into(), false), "{url}");
        let row = Row::of(&ended.stats).requests(ended.stats.requests as usize, 1..=1);
        table.row(name, row.close(ended.took, SECS(0)..=SECS(0)));
    }
    table.check();
}

#[tokio::test(start_paused = true)]
async fn a_proxy_is_the_only_way_out() {
    let mut table = Table::of("A fault that stays", "sockets::a_proxy_is_the_only_way_out");
    let by = |proxy: String| {
        HttpTransport::rustls(Vec::new(), move |builder| builder.proxy(reqwest::Proxy::all(&proxy)?).build())
    };
    let proxy = Service::start(|_, _| answer("200 OK", TAKEN));
    let behind = Service::start(|_, _| answer("200 OK", TAKEN));
    let ended = ten(&proxy, &behind.url(), by(proxy.url()), false, SECS(5)).await;
    assert_eq!((ended.stats.acknowledged, behind.uploads().len()), (10, 0), "the proxy took it");
    let row = Row::of(&ended.stats).requests(proxy.uploads().len(), 1..=1).close(ended.took, SECS(0)..=SECS(0));
    table.row("only a proxy leads there: nothing goes beside it", row);

    // One that refuses, and one that is not there: nothing goes around it.
    let refuses = Service::start(|_, _| answer("407 Proxy Authentication Required", ""));
    let ended = ten(&refuses, &behind.url(), by(refuses.url()), false, SECS(3)).await;
    assert_eq!(ended.drops, [("rejected", 10)].into());
    let row = Row::of(&ended.stats).requests(refuses.uploads().len(), 1..=1).close(ended.took, SECS(0)..=SECS(0));
    table.row("a proxy that answers 407 to a request", row);
    let ended = ten(&proxy, &behind.url(), by("http://127.0.0.1:1".into()), false, SECS(3)).await;
    assert_eq!((ended.drops, ended.timed_out), ([("deadline", 10)].into(), true));
    let row = Row::of(&ended.stats).requests(ended.stats.requests as usize, 2..=12);
    table.row("a proxy that is not there", row.close(ended.took, SECS(0)..=SECS(3)));
    assert_eq!(behind.uploads().len(), 0);
    table.check();
}

#[tokio::test(start_paused = true)]
async fn a_flag_that_is_not_answered_well_is_off() {
    let others: [Fault; 8] = [
        ("401", || answer("401 Unauthorized", "")),
        ("404", || answer("404 Not Found", "")),
        ("a redirect", || answer("302 Found\r\nlocation: http://127.0.0.1:1/", "")),
        ("garbage", || answer("200 OK", "\u{0}{")),
        ("a page of HTML", || answer("200 OK\r\ncontent-type: text/html", "<html>")),
        ("10 GB of body", || begun("HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\n", Then::Flood)),
        ("a flag that the service does not know", || answer("200 OK", r#"{"flags":[]}"#)),
        ("204", || answer("204 No Content", "")),
    ];
    let mut table = Table::of("The flag's endpoint", "sockets::a_flag_that_is_not_answered_well_is_off");
    for (name, fault) in TRANSIENT.into_iter().chain(others) {
        let service = Service::start(move |_, _| fault());
        let ended = ten(&service, &service.url(), client(), true, SECS(20)).await;
        assert_eq!((ended.drops, ended.timed_out), ([("flag_off", 10)].into(), false), "{name}");
        assert_eq!(service.uploads().len(), 0, "{name}: nothing sent");
        // One attempt, of ten seconds.
        let took = SECS(if HANGS.contains(&name) { 10 } else { 0 });
        table.row(name, Row::of(&ended.stats).requests(service.checks(), 1..=1).close(ended.took, took..=took));
    }
    table.check();
    let service = Service::start(|seen, _| answer("200 OK", if seen.ids.is_empty() { FLAG_ON } else { TAKEN }));
    let ended = ten(&service, &service.url(), client(), true, SECS(20)).await;
    assert_eq!((ended.stats.acknowledged, service.checks(), ended.took), (10, 1, Duration::ZERO));
}
