//! A running receiver: its runtime, its threads, its start and its end.
//!
//! The runtime is its own, because a driver's test may run in one, in several or in none, and blocks when it likes.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::sync::{oneshot, watch};

use super::analysis::{ReceiverFailure, RefusedRequest};
use super::config::ReceiverBuilder;
use super::events::Events;
use super::export::{ExportError, ExportFormat, Exported};
use super::fault::FaultPlan;
use super::report::Report;
use super::shared::{Settings, Shared};
use super::store::{Place, Retention, Run, StoreError, TICK, Writer};
use super::{export, http, net, page};

/// How many connections may wait to be accepted. The system may have a lower limit.
const BACKLOG: u32 = 4096;

/// A receiver that runs, on threads of its own, until it is dropped.
pub struct Receiver {
    shared: Arc<Shared>,
    address: SocketAddr,
    grpc: Option<SocketAddr>,
    stop: watch::Sender<bool>,
    /// Hears when the last request was answered.
    served: Option<oneshot::Receiver<()>>,
    runtime: Option<Runtime>,
}

/// Why a receiver cannot start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The threads cannot be started.
    #[error("cannot start a thread: {0}")]
    Thread(std::io::Error),
    /// An address for gRPC was given, and this build has no gRPC.
    #[error("this build has no gRPC: build with the feature `grpc`")]
    NoGrpc,
}

impl Receiver {
    /// Returns a receiver on a free port of loopback that keeps logs in memory.
    ///
    /// # Errors
    ///
    /// See [`StartError`].
    pub fn start() -> Result<Self, StartError> {
        Self::builder().start()
    }

    /// Returns a receiver to be told how to run.
    pub fn builder() -> ReceiverBuilder {
        ReceiverBuilder::default()
    }

    fn start_with(builder: ReceiverBuilder) -> Result<Self, StartError> {
        #[cfg(not(feature = "grpc"))]
        if builder.grpc.is_some() {
            return Err(StartError::NoGrpc);
        }
        let place = Place::new(builder.store.as_deref());
        let retention = Retention { max_logs: builder.log_limit(), max_age: builder.max_age };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("receiver")
            .enable_all()
            .build()
            .map_err(StartError::Thread)?;
        let (listener, address) = listen(&runtime, builder.listen)?;
        let clock = Arc::clone(&builder.clock);
        let (writer, analysis, run) =
            Writer::start(&place, retention, clock, builder.run_name.as_deref(), builder.append)?;
        let ticks = writer.clone();
        runtime.spawn(async move {
            let mut pause = tokio::time::interval(TICK);
            loop {
                pause.tick().await;
                ticks.tick();
            }
        });
        let (stop, stopped) = watch::channel(false);
        let settings = Settings {
            faults: FaultPlan { faults: builder.faults, seed: builder.seed },
            flag: builder.flag,
            allow: builder.allow,
            clock: builder.clock,
            max_body_bytes: builder.max_body_bytes,
            loopback: address.ip().is_loopback(),
            run,
        };
        let shared = Arc::new(Shared::new(settings, place, writer, analysis, stopped.clone()));
        let router = http::routes(Arc::clone(&shared)).merge(page::routes(Arc::clone(&shared)));
        let (drained, served) = oneshot::channel();
        runtime.spawn(async move {
            net::serve(listener, router, stopped).await;
            // Nobody may wait for it.
            let _ = drained.send(());
        });
        let mut receiver = Self { shared, address, grpc: None, stop, served: Some(served), runtime: Some(runtime) };
        if let Some(address) = builder.grpc {
            receiver.grpc = Some(receiver.serve_grpc(address)?);
        }
        Ok(receiver)
    }

    #[cfg(feature = "grpc")]
    fn serve_grpc(&self, address: SocketAddr) -> Result<SocketAddr, StartError> {
        let Some(runtime) = &self.runtime else { return Err(StartError::NoGrpc) };
        let (listener, address) = listen(runtime, address)?;
        runtime.spawn(super::grpc::serve(listener, Arc::clone(&self.shared)));
        Ok(address)
    }

    #[cfg(not(feature = "grpc"))]
    fn serve_grpc(&self, _: SocketAddr) -> Result<SocketAddr, StartError> {
        Err(StartError::NoGrpc)
    }

    /// Returns where it listens for HTTP.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns where it listens for HTTP, as `http://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns where it listens for gRPC, if it does.
    pub fn grpc_address(&self) -> Option<SocketAddr> {
        self.grpc
    }

    /// Replaces the faults.
    pub fn set_faults(&self, plan: FaultPlan) {
        self.shared.set_fault_plan(plan);
    }

    /// Returns the run: its number, name and beginning.
    pub fn run(&self) -> Run {
        self.shared.run()
    }

    /// Returns what the store did not take, if anything: the receiver's own failure, which no driver is to blame for.
    pub fn failure(&self) -> Option<ReceiverFailure> {
        self.shared.analysis().failure.clone()
    }

    /// Returns the requests that were refused last, at most 1,000, the newest first.
    pub fn refused(&self) -> Vec<RefusedRequest> {
        self.shared.analysis().refused.newest().cloned().collect()
    }

    /// Returns whether somebody has asked for the end, by `POST /stop`.
    pub fn is_asked_to_stop(&self) -> bool {
        self.shared.asked_to_stop.load(Ordering::Relaxed)
    }

    /// Returns how many logs have come in this run.
    pub fn logs(&self) -> u64 {
        *self.shared.writer.logs.borrow()
    }

    /// Returns how many uploads have come in this run.
    pub fn uploads(&self) -> u64 {
        self.shared.uploads()
    }

    /// Returns the logs of this run that are in the store now, the oldest first.
    ///
    /// # Panics
    ///
    /// When the store cannot be read: this is for tests.
    #[track_caller]
    pub fn events(&self) -> Events {
        match Events::read(&self.shared) {
            Ok(events) => events,
            Err(error) => panic!("the receiver's events cannot be read: {error}"),
        }
    }

    /// Waits until at least `logs` logs have come, for `patience` at most. Gives whether they have. Blocks the thread;
    /// in async code use [`arrived`](Self::arrived).
    pub fn wait_for_logs(&self, logs: u64, patience: Duration) -> bool {
        self.watch(logs, patience).blocking_recv().unwrap_or(false)
    }

    /// Waits until at least `logs` logs have come, for `patience` at most. Gives whether they have. Works on any
    /// runtime, one with paused time too: the patience is real time.
    pub async fn arrived(&self, logs: u64, patience: Duration) -> bool {
        self.watch(logs, patience).await.unwrap_or(false)
    }

    fn watch(&self, logs: u64, patience: Duration) -> oneshot::Receiver<bool> {
        let (sender, receiver) = oneshot::channel();
        let mut count = self.shared.writer.logs.clone();
        if let Some(runtime) = &self.runtime {
            runtime.spawn(async move {
                let came = tokio::time::timeout(patience, count.wait_for(|count| *count >= logs)).await;
                // Nobody may be waiting any more.
                let _ = sender.send(matches!(came, Ok(Ok(_))));
            });
        }
        receiver
    }

    /// Returns what was found so far, with coverage and sums.
    pub fn report(&self) -> Report {
        Report::new(&self.shared)
    }

    /// Writes the logs that are in the store into files below `folder`, by day and driver:
    /// `date=2026-11-22/driver=NAME/part-0.ndjson`. A file that is there already is replaced.
    ///
    /// # Errors
    ///
    /// See [`ExportError`].
    pub fn export(&self, folder: &Path, format: ExportFormat) -> Result<Exported, ExportError> {
        export::export(&self.shared, folder, format)
    }

    /// Stops: requests under way get two seconds to be answered. Gives the last report.
    pub fn stop(mut self) -> Report {
        self.end();
        self.report()
    }

    fn end(&mut self) {
        // The accept loop may have ended by itself.
        let _ = self.stop.send(true);
        if let Some(runtime) = self.runtime.take() {
            let served = self.served.take();
            let shared = &self.shared;
            // Waiting inside another runtime panics, and so does dropping a runtime there: a thread of its own may.
            std::thread::scope(|scope| {
                scope.spawn(move || {
                    // Comes within the time that requests under way get; an error means that it is over already.
                    let _ = served.map(oneshot::Receiver::blocking_recv);
                    runtime.shutdown_timeout(Duration::from_secs(2));
                    shared.settle();
                });
            });
        }
    }
}

impl ReceiverBuilder {
    /// Starts the receiver on threads of its own: it works from any runtime and from none.
    ///
    /// # Errors
    ///
    /// When an address is in use or the store cannot be opened.
    pub fn start(self) -> Result<Receiver, StartError> {
        Receiver::start_with(self)
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.end();
    }
}

impl std::fmt::Debug for Receiver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Receiver").field("address", &self.address).field("grpc", &self.grpc).finish_non_exhaustive()
    }
}

fn listen(runtime: &Runtime, address: SocketAddr) -> Result<(tokio::net::TcpListener, SocketAddr), StartError> {
    let _context = runtime.enter();
    let bind = || {
        let socket = match address {
            SocketAddr::V4(_) => tokio::net::TcpSocket::new_v4()?,
            SocketAddr::V6(_) => tokio::net::TcpSocket::new_v6()?,
        };
        // A receiver that is started again takes the port of the one before at once.
        #[cfg(unix)]
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        let listener = socket.listen(BACKLOG)?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    };
    bind().map_err(|source| StartError::Listen { address, source })
}
