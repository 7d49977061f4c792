//! The accept loop: connections within bounds, and connections that can be reset.

use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower_service::Service;

use super::config::{HEAD_TIMEOUT, MAX_CONNECTIONS};

/// How long the accept loop waits after the system refused it a connection, for want of file descriptors mostly.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Room for the head of a request: 64 KiB. Heads of drivers have about 1 KiB.
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// Lets a handler reset the connection that its request came on.
#[derive(Clone, Debug, Default)]
pub(crate) struct ResetHandle(Arc<AtomicBool>);

impl ResetHandle {
    /// Lets every write fail from now on, and the connection end with a reset.
    pub(crate) fn reset(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// How long requests under way get to be answered when the receiver stops.
pub(crate) const DRAIN: Duration = Duration::from_secs(2);

/// Serves `router` until `stop` becomes true, and then until requests under way are answered, or [`DRAIN`] is over.
pub(crate) async fn serve(listener: TcpListener, router: Router, stop: watch::Receiver<bool>) {
    let room = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    accept(listener, router, stop, &room).await;
    let all = u32::try_from(MAX_CONNECTIONS).unwrap_or(u32::MAX);
    // Who is not done by then is cut off.
    let _ = tokio::time::timeout(DRAIN, room.acquire_many(all)).await;
}

async fn accept(listener: TcpListener, router: Router, mut stop: watch::Receiver<bool>, room: &Arc<Semaphore>) {
    loop {
        // Only closed semaphores refuse, and nobody closes this one.
        let Ok(permit) = Arc::clone(room).acquire_owned().await else { return };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => return,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(ACCEPT_PAUSE).await;
            continue;
        };
        let (router, stop) = (router.clone(), stop.clone());
        tokio::spawn(async move {
            connection(stream, router, stop).await;
            drop(permit);
        });
    }
}

async fn connection(stream: TcpStream, router: Router, mut stop: watch::Receiver<bool>) {
    // An answer is one small write: waiting to fill a packet would only make it late.
    let _ = stream.set_nodelay(true);
    let handle = ResetHandle::default();
    let stream = Resettable { stream, handle: handle.clone() };
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(handle.clone());
        let mut router = router.clone();
        async move { Ok::<_, Infallible>(into_ok(router.call(request.map(Body::new)).await)) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(MAX_HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    // What ends a connection early is the client's business, or a fault that was asked for.
    let stopped = tokio::select! {
        _ = &mut connection => false,
        // What it gives is a guard, which must not live on.
        _ = async { stop.wait_for(|stop| *stop).await.is_ok() } => true,
    };
    if stopped {
        connection.as_mut().graceful_shutdown();
        let _ = tokio::time::timeout(DRAIN, connection).await;
    }
}

fn into_ok<T>(result: Result<T, Infallible>) -> T {
    match result {
        Ok(value) => value,
        Err(never) => match never {},
    }
}

/// A connection whose end can be made a reset.
struct Resettable {
    stream: TcpStream,
    handle: ResetHandle,
}

impl Resettable {
    fn check(&self) -> io::Result<()> {
        if !self.handle.0.load(Ordering::Relaxed) {
            return Ok(());
        }
        // With no time to linger, closing the socket sends a reset rather than an orderly end.
        let _ = self.stream.set_zero_linger();
        Err(io::ErrorKind::ConnectionReset.into())
    }
}

impl AsyncRead for Resettable {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Resettable {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
