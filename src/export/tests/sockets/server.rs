//! A service on a socket that answers byte by byte as it is told, and the way to it: real sockets beside virtual time.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, OnceLock};

use bytes::Bytes;
use http::{Request, Response};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Handle, Runtime};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use crate::export::{HttpTransport, Transport, TransportError};

/// What is done with a request once it has been read.
pub(in crate::export::tests) struct Act {
    pub(in crate::export::tests) bytes: Vec<u8>,
    pub(in crate::export::tests) then: Then,
}

/// What happens after those bytes.
pub(in crate::export::tests) enum Then {
    Close,
    Reset,
    /// Nothing, for ever.
    Hang,
    /// More and more bytes, for as long as somebody takes them.
    Flood,
}

/// A whole answer.
pub(in crate::export::tests) fn answer(head: &str, body: &str) -> Act {
    let bytes = format!("HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    Act { bytes: bytes.into_bytes(), then: Then::Close }
}

/// What there was of a request.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::export::tests) struct Seen {
    pub(in crate::export::tests) path: String,
    pub(in crate::export::tests) authorization: Option<String>,
    /// The events, by id. Empty for the flag.
    pub(in crate::export::tests) ids: Vec<String>,
}

/// The service.
#[derive(Clone)]
pub(in crate::export::tests) struct Service {
    pub(in crate::export::tests) address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    hung: Arc<Notify>,
}

impl Service {
    /// `act` is told the request, and how many like it (uploads, or checks of the flag) were there before.
    pub(in crate::export::tests) fn start(act: impl Fn(&Seen, usize) -> Act + Send + Sync + 'static) -> Self {
        let (seen, hung) = (Arc::new(Mutex::new(Vec::<Seen>::new())), Arc::new(Notify::new()));
        let (log, hangs, act) = (Arc::clone(&seen), Arc::clone(&hung), Arc::new(act));
        let address = listen(move |mut stream| {
            let (log, hangs, act) = (Arc::clone(&log), Arc::clone(&hangs), Arc::clone(&act));
            async move {
                let Some(request) = read(&mut stream).await else { return };
                let act = {
                    let mut log = log.lock().unwrap();
                    let before = log.iter().filter(|seen| seen.ids.is_empty() == request.ids.is_empty()).count();
                    log.push(request.clone());
                    act(&request, before)
                };
                let _ = stream.write_all(&act.bytes).await;
                match act.then {
                    Then::Close => {}
                    Then::Reset => stream.set_zero_linger().unwrap(),
                    Then::Hang => {
                        hangs.notify_one();
                        while stream.read(&mut [0; 64]).await.is_ok_and(|n| n > 0) {}
                    }
                    Then::Flood => while stream.write_all(&[b' '; 4096]).await.is_ok() {},
                }
            }
        });
        Self { address, seen, hung }
    }

    pub(in crate::export::tests) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(in crate::export::tests) fn uploads(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().iter().filter(|seen| !seen.ids.is_empty()).cloned().collect()
    }

    pub(in crate::export::tests) fn checks(&self) -> usize {
        self.seen.lock().unwrap().iter().filter(|seen| seen.ids.is_empty()).count()
    }

    /// `client` on a runtime of its own, for a pipeline on virtual time, which stands still while a request is on its
    /// way, and goes on once it is known that no answer will come.
    pub(in crate::export::tests) fn way(&self, client: HttpTransport) -> impl Transport + use<> {
        let (client, hung) = (Arc::new(client), Arc::clone(&self.hung));
        move |request: Request<Bytes>| {
            let (client, hung) = (Arc::clone(&client), Arc::clone(&hung));
            async move {
                let mut sending = Sending(real().spawn(async move { client.send(request).await }));
                // The clock of a test does not advance while a blocking task runs.
                let stood_still = tokio::task::spawn_blocking(move || {
                    real().block_on(async {
                        tokio::select! {
                            answer = &mut sending.0 => Ok(answer.unwrap()),
                            () = hung.notified() => Err(sending),
                        }
                    })
                });
                match stood_still.await.unwrap() {
                    Ok(answer) => answer,
                    // Held until this future is dropped, which ends the request.
                    Err(_sending) => std::future::pending().await,
                }
            }
        }
    }
}

/// A request on its way; ends when it is dropped.
struct Sending(JoinHandle<Result<Response<Bytes>, TransportError>>);

impl Drop for Sending {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Where sockets are served and used, in real time.
pub(in crate::export::tests) fn real() -> Handle {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Runtime::new().unwrap()).handle().clone()
}

/// Does `serve` to every connection.
pub(in crate::export::tests) fn listen<R>(serve: impl Fn(TcpStream) -> R + Send + Sync + 'static) -> SocketAddr
where
    R: Future<Output = ()> + Send + 'static,
{
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    real().spawn(async move {
        let listener = TcpListener::from_std(listener).unwrap();
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream));
        }
    });
    address
}

/// Reads one request; `None` if there is no whole one.
async fn read(stream: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        more(stream, &mut bytes).await?;
    };
    let head = String::from_utf8(bytes[..end].to_vec()).ok()?;
    let header = |name: &str| {
        let named = |line: &str| {
            line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|it| it.1.to_owned())
        };
        head.lines().find_map(named)
    };
    let length: usize = header("content-length").map_or(0, |length| length.parse().unwrap());
    while bytes.len() < end + length {
        more(stream, &mut bytes).await?;
    }
    let target = head.split(' ').nth(1)?;
    // A proxy is told the whole URL.
    let path = target.strip_prefix("http://").map_or(target, |rest| &rest[rest.find('/').unwrap_or(rest.len())..]);
    Some(Seen { path: path.to_owned(), authorization: header("authorization"), ids: ids(&bytes[end..]) })
}

async fn more(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<()> {
    let mut some = [0; 4096];
    let n = stream.read(&mut some).await.ok().filter(|n| *n > 0)?;
    bytes.extend_from_slice(&some[..n]);
    Some(())
}

fn ids(body: &[u8]) -> Vec<String> {
    String::from_utf8_lossy(body).lines().skip(1).map(str::to_owned).collect()
}
