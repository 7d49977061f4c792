//! The HTTP transport against services that misbehave: wiremock for what HTTP can say, raw sockets
//! for what it cannot.
#![cfg(feature = "rustls")]

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use sql_driver_telemetry::export::{BoxError, HttpTransport, Outcome, RESPONSE_MAX, Transport, TransportError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

fn transport() -> HttpTransport {
    HttpTransport::new(|builder| builder.no_proxy().build())
}

fn post(url: impl AsRef<str>) -> Request<Bytes> {
    let mut request = Request::post(url.as_ref()).body(Bytes::from_static(b"{}")).unwrap();
    request.headers_mut().insert("authorization", "Bearer secret".parse().unwrap());
    request.headers_mut().insert("user-agent", "driver/1.0".parse().unwrap());
    request
}

/// What an attempt comes to, as the pipeline reads it.
fn outcome(answer: &Result<Response<Bytes>, TransportError>) -> Outcome {
    match answer {
        Ok(response) => Outcome::of_response(response.status(), response.headers(), std::time::SystemTime::now()),
        Err(error) => error.outcome(),
    }
}

/// A listener that does `serve` to every connection, and counts them.
async fn raw<F, R>(serve: F) -> (String, Arc<AtomicUsize>)
where
    F: Fn(TcpStream) -> R + Send + Sync + 'static,
    R: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/telemetry-ext", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(serve(stream));
        }
    });
    (url, connections)
}

/// Reads the head and the two bytes of body of a request of [`post`].
async fn read_request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n{}") {
        let mut more = [0; 1024];
        let n = stream.read(&mut more).await.unwrap();
        assert_ne!(n, 0, "the client hung up: {}", String::from_utf8_lossy(&request));
        request.extend_from_slice(&more[..n]);
    }
    String::from_utf8(request).unwrap()
}

#[tokio::test]
async fn requests_arrive_as_they_are() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/telemetry-ext"))
        .and(header("authorization", "Bearer secret"))
        .and(header("user-agent", "driver/1.0"))
        .and(header("x-databricks-org-id", "42"))
        .respond_with(ResponseTemplate::new(200).set_body_string(r#"{"numProtoSuccess":1}"#))
        .expect(1)
        .mount(&server)
        .await;
    let mut request = post(format!("{}/telemetry-ext", server.uri()));
    request.headers_mut().insert("x-databricks-org-id", "42".parse().unwrap());
    let response = transport().send(request).await.unwrap();
    assert_eq!((response.status().as_u16(), &response.body()[..]), (200, &br#"{"numProtoSuccess":1}"#[..]));
}

#[tokio::test]
async fn every_status_is_an_answer_and_none_is_retried() {
    let server = MockServer::start().await;
    for code in [200, 201, 202, 204, 400, 401, 403, 404, 408, 413, 415, 422, 429, 500, 501, 502, 503, 504, 511] {
        Mock::given(path(format!("/{code}")))
            .respond_with(ResponseTemplate::new(code).insert_header("retry-after", "7"))
            .expect(1)
            .mount(&server)
            .await;
    }
    let transport = transport();
    for mock in [200, 201, 202, 204, 400, 401, 403, 404, 408, 413, 415, 422, 429, 500, 501, 502, 503, 504, 511] {
        let answer = transport.send(post(format!("{}/{mock}", server.uri()))).await;
        let wait = Some(Duration::from_secs(7));
        let expected = match mock {
            200..300 => Outcome::Delivered,
            401 | 403 => Outcome::Unauthorized,
            404 => Outcome::NotFound,
            413 => Outcome::TooLarge,
            429 => Outcome::Throttled(wait),
            500.. => Outcome::Unavailable(wait),
            _ => Outcome::Rejected,
        };
        assert_eq!(outcome(&answer), expected, "{mock}");
    }
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_the_token_stays_here() {
    let elsewhere = MockServer::start().await;
    Mock::given(wiremock::matchers::any()).respond_with(ResponseTemplate::new(200)).expect(0).mount(&elsewhere).await;
    let server = MockServer::start().await;
    for code in [301, 302, 303, 307, 308] {
        let away = ResponseTemplate::new(code).insert_header("location", format!("{}/x", elsewhere.uri()));
        Mock::given(path(format!("/{code}"))).respond_with(away).expect(1).mount(&server).await;
        let answer = transport().send(post(format!("{}/{code}", server.uri()))).await;
        assert_eq!(outcome(&answer), Outcome::Rejected, "{code}");
    }
}

#[tokio::test]
async fn the_wrong_content_type_and_garbage_in_a_body_are_still_answers() {
    let server = MockServer::start().await;
    let page = ResponseTemplate::new(200).set_body_raw("<html>\u{0}", "text/html");
    Mock::given(path("/page")).respond_with(page).mount(&server).await;
    let answer = transport().send(post(format!("{}/page", server.uri()))).await;
    assert_eq!(outcome(&answer), Outcome::Delivered);
}

#[tokio::test]
async fn of_a_huge_body_no_more_is_read_than_is_looked_at() {
    let (ended, end) = oneshot::channel();
    let ended = std::sync::Mutex::new(Some(ended));
    let (url, _) = raw(move |mut stream| {
        let ended = ended.lock().unwrap().take();
        async move {
            read_request(&mut stream).await;
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\n").await.unwrap();
            let mut sent = 0usize;
            while stream.write_all(&[b' '; 4096]).await.is_ok() {
                sent += 4096;
            }
            ended.unwrap().send(sent).unwrap();
        }
    })
    .await;
    let response = transport().send(post(url)).await.unwrap();
    assert_eq!(response.body().len(), RESPONSE_MAX);
    // The connection is let go, not drained: what was sent is what the buffers between hold.
    assert!(end.await.unwrap() < 64 << 20);
}

#[tokio::test]
async fn broken_connections_are_told_from_missing_ones() {
    let closed = raw(|stream| async move { drop(stream) }).await.0;
    let closed_after = raw(|mut stream| async move { drop(read_request(&mut stream).await) }).await.0;
    let reset = raw(|mut stream| async move {
        read_request(&mut stream).await;
        stream.set_zero_linger().unwrap();
    })
    .await
    .0;
    let half = raw(|mut stream| async move {
        read_request(&mut stream).await;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf of").await;
    })
    .await
    .0;
    let garbage = raw(|mut stream| async move {
        read_request(&mut stream).await;
        let _ = stream.write_all(b"\x16\x03\x01 this is no http\r\n\r\n").await;
    })
    .await
    .0;
    for (name, url) in
        [("closed", closed), ("closed after", closed_after), ("reset", reset), ("half", half), ("garbage", garbage)]
    {
        let answer = transport().send(post(url)).await;
        assert!(matches!(answer, Err(TransportError::Broken(_))), "{name}: {answer:?}");
        assert_eq!(outcome(&answer), Outcome::Unreachable);
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let refused = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let answer = transport().send(post(refused)).await;
    assert!(matches!(answer, Err(TransportError::Unreachable(_))), "{answer:?}");
}

#[tokio::test]
async fn one_attempt_is_one_request_even_where_the_client_would_like_to_repeat_it() {
    // A kept connection that is closed as the next request arrives is what HTTP clients repeat by themselves.
    let (url, connections) = raw(|mut stream| async move {
        read_request(&mut stream).await;
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.unwrap();
        read_request(&mut stream).await;
    })
    .await;
    let transport = transport();
    assert_eq!(outcome(&transport.send(post(&url)).await), Outcome::Delivered);
    assert_eq!(outcome(&transport.send(post(&url)).await), Outcome::Unreachable);
    assert_eq!(connections.load(Ordering::Relaxed), 1, "and connections are kept");
}

#[tokio::test]
async fn dropping_the_future_ends_the_request() {
    let hang = "";
    let slow_headers = "HTTP/1.1 200";
    let slow_body = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nslow";
    for begin in [hang, slow_headers, slow_body] {
        let (events, mut event) = tokio::sync::mpsc::unbounded_channel();
        let (url, _) = raw(move |mut stream| {
            let events = events.clone();
            async move {
                read_request(&mut stream).await;
                stream.write_all(begin.as_bytes()).await.unwrap();
                events.send("begun").unwrap();
                // Nothing more comes from this side; the other one hangs up, or the test hangs.
                while stream.read(&mut [0; 64]).await.is_ok_and(|n| n > 0) {}
                events.send("hung up").unwrap();
            }
        })
        .await;
        let transport = transport();
        tokio::select! {
            answer = transport.send(post(url)) => panic!("there is no answer: {answer:?}"),
            begun = event.recv() => assert_eq!(begun, Some("begun")),
        }
        assert_eq!(event.recv().await, Some("hung up"));
    }
}

#[tokio::test]
async fn a_name_that_does_not_exist_is_not_retried() {
    let answer = transport().send(post("http://no-such-host.invalid/")).await;
    assert!(matches!(answer, Err(TransportError::UnknownName(_))), "{answer:?}");
    assert_eq!(outcome(&answer), Outcome::Unroutable);
}

/// A certificate for `localhost` of an authority that nobody knows, and that authority.
fn private_ca() -> (CertificateDer<'static>, Arc<rustls::ServerConfig>) {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut params = rcgen::CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let ca = params.self_signed(&key).unwrap().der().clone();
    let issuer = rcgen::Issuer::new(params, key);
    let key = rcgen::KeyPair::generate().unwrap();
    let leaf = rcgen::CertificateParams::new(vec!["localhost".into()]).unwrap().signed_by(&key, &issuer).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], key)
        .unwrap();
    (ca, Arc::new(config))
}

#[tokio::test]
async fn a_private_authority_is_trusted_where_it_is_given_and_nowhere_else() {
    let (ca, config) = private_ca();
    let acceptor = tokio_rustls::TlsAcceptor::from(config);
    let (url, _) = raw(move |stream| {
        let acceptor = acceptor.clone();
        async move {
            let Ok(mut stream) = acceptor.accept(stream).await else { return };
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
        }
    })
    .await;
    let url = url.replace("http://127.0.0.1", "https://localhost");
    let trusting = HttpTransport::rustls(vec![ca], |builder| builder.no_proxy().build());
    assert_eq!(outcome(&trusting.send(post(&url)).await), Outcome::Delivered);
    let stranger = HttpTransport::rustls(Vec::new(), |builder| builder.no_proxy().build());
    let answer = stranger.send(post(&url)).await;
    assert!(matches!(answer, Err(TransportError::Untrusted(_))), "{answer:?}");
    // The name has to fit, too.
    let other = url.replace("localhost", "127.0.0.1");
    assert_eq!(outcome(&trusting.send(post(other)).await), Outcome::Unroutable);
    assert!(rustls::crypto::CryptoProvider::get_default().is_none(), "nothing is installed for the process");
}

#[tokio::test]
async fn plain_text_where_tls_should_be_is_not_retried() {
    let (url, _) = raw(|mut stream| async move {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
    })
    .await;
    let transport = HttpTransport::rustls(Vec::new(), |builder| builder.no_proxy().build());
    let answer = transport.send(post(url.replace("http:", "https:"))).await;
    assert!(matches!(answer, Err(TransportError::Untrusted(_))), "{answer:?}");
}

#[tokio::test]
async fn a_proxy_is_used_as_the_driver_sets_it() {
    let proxy = MockServer::start().await;
    Mock::given(path("/telemetry-ext"))
        .and(header("host", "workspace.invalid"))
        .respond_with(ResponseTemplate::new(200))
        .expect(1)
        .mount(&proxy)
        .await;
    let uri = proxy.uri();
    let transport = HttpTransport::new(move |builder| builder.proxy(reqwest::Proxy::all(&uri)?).build());
    let answer = transport.send(post("http://workspace.invalid/telemetry-ext")).await;
    assert_eq!(outcome(&answer), Outcome::Delivered);
}

#[tokio::test]
async fn a_factory_that_fails_or_panics_is_an_error_and_is_asked_again() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let server = MockServer::start().await;
    Mock::given(path("/")).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    let transport = HttpTransport::new(move |builder| -> Result<_, BoxError> {
        match counted.fetch_add(1, Ordering::Relaxed) {
            0 => Err("no client".into()),
            1 => panic!("no client at all"),
            _ => Ok(builder.no_proxy().build()?),
        }
    });
    for _ in 0..2 {
        let answer = transport.send(post(server.uri())).await;
        assert!(matches!(answer, Err(TransportError::Unusable(_))), "{answer:?}");
    }
    for _ in 0..3 {
        assert_eq!(outcome(&transport.send(post(server.uri())).await), Outcome::Delivered);
    }
    assert_eq!(calls.load(Ordering::Relaxed), 3, "made once, then kept");
}

/// Whatever went wrong on the way there or back, no text of the error says where that was.
#[tokio::test]
async fn errors_name_no_url() {
    let (closes, _) = raw(|stream| async move { drop(stream) }).await;
    let (breaks, _) = raw(|mut stream| async move {
        read_request(&mut stream).await;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf").await;
    })
    .await;
    let (babbles, _) = raw(|mut stream| async move {
        read_request(&mut stream).await;
        let _ = stream.write_all(b"no HTTP at all\r\n\r\n").await;
    })
    .await;
    let quick = || HttpTransport::new(|builder| builder.no_proxy().timeout(Duration::from_millis(50)).build());
    let (hangs, _) = raw(|stream| async move {
        tokio::time::sleep(Duration::from_secs(60)).await;
        drop(stream);
    })
    .await;
    let cases = [
        ("no such name", transport(), "http://secret-workspace.invalid".to_owned()),
        ("nobody there", transport(), "http://127.0.0.1:1".to_owned()),
        ("closed", transport(), closes),
        ("broken in the middle", transport(), breaks),
        ("no HTTP", transport(), babbles),
        ("plain text where TLS should be", transport(), "https://127.0.0.1:1".to_owned()),
        ("too late", quick(), hangs),
        ("no scheme for it", transport(), "ftp://secret-workspace.invalid".to_owned()),
    ];
    for (what, transport, base) in cases {
        let answer = transport.send(post(format!("{base}/secret-path?o=1"))).await;
        let mut text = String::new();
        let mut error: Option<&dyn std::error::Error> = answer.as_ref().err().map(|error| error as _);
        assert!(error.is_some(), "{what}: an answer");
        while let Some(next) = error {
            text.push_str(&format!("{next} {next:?} "));
            error = next.source();
        }
        assert!(!text.contains("secret-"), "{what}: {text}");
    }
}

#[test]
fn a_client_is_made_used_and_dropped_anywhere() {
    // In a runtime, as it ends, and without one.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let one = transport();
    runtime.block_on(async {
        let answer = one.send(post("http://127.0.0.1:1/")).await;
        assert!(answer.is_err());
        drop(transport());
    });
    drop(runtime);
    drop(one);
}
