//! What a receiver is told before it starts, and the limits that it keeps.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::fault::Fault;
use crate::check::Allow;

/// The largest request body in bytes, after gzip: 8 MiB. A request of 1,000 logs, which the service is known to take,
/// is about 2 MB.
pub const MAX_BODY_BYTES: usize = 8 * 1024 * 1024;

/// The most bytes of bodies that are held at the same time: 64 MiB. What comes on top is answered with 503.
pub const MAX_BYTES_IN_FLIGHT: usize = 64 * 1024 * 1024;

/// The most members and items of one body: 500,000, counted by commas. A body of [`MAX_BODY_BYTES`] of real logs has
/// about 280,000; parsed JSON takes many times the room of its text, so a body of tiny members is a memory bomb.
pub const MAX_MEMBERS: usize = 500_000;

/// The most logs of one request: 10,000. The service is known to take 1,000; a log takes about 3 KB of memory until it
/// is stored, also one that is two bytes long.
pub const MAX_LOGS: usize = 10_000;

/// The most open connections: 20,000. The next ones wait in the kernel's backlog.
pub const MAX_CONNECTIONS: usize = 20_000;

/// How long a client may take for the head of a request, and an open connection may be idle: 60 s.
pub const HEAD_TIMEOUT: Duration = Duration::from_secs(60);

/// How long a client may pause within a body: 10 s.
pub const BODY_PAUSE: Duration = Duration::from_secs(10);

/// How long a client may take for a whole body: 60 s.
pub const BODY_TIMEOUT: Duration = Duration::from_secs(60);

/// How many logs are kept if nothing else is said: a million, about 2 GB in a file. Until the next look, half a
/// second later, there may be more.
pub const DEFAULT_MAX_LOGS: u64 = 1_000_000;

/// How many logs are kept in memory if nothing else is said: 100,000, about 200 MB.
pub const DEFAULT_MAX_LOGS_IN_MEMORY: u64 = 100_000;

/// What the feature-flag endpoint answers for the flag that switches telemetry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FlagAnswer {
    /// `"true"`.
    #[default]
    On,
    /// `"false"`.
    Off,
    /// A list of flags without it.
    Absent,
}

impl std::str::FromStr for FlagAnswer {
    type Err = FlagError;

    fn from_str(word: &str) -> Result<Self, FlagError> {
        match word {
            "on" => Ok(Self::On),
            "off" => Ok(Self::Off),
            "absent" => Ok(Self::Absent),
            _ => Err(FlagError),
        }
    }
}

/// A word that is none of `on`, `off` and `absent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("use on, off or absent")]
pub struct FlagError;

/// How a [`Receiver`](super::Receiver) is to run. Made by [`Receiver::builder`](super::Receiver::builder).
#[derive(Clone)]
pub struct ReceiverBuilder {
    pub(crate) listen: SocketAddr,
    pub(crate) grpc: Option<SocketAddr>,
    pub(crate) store: Option<PathBuf>,
    pub(crate) flag: FlagAnswer,
    pub(crate) faults: Vec<Fault>,
    pub(crate) seed: u64,
    pub(crate) allow: Vec<Allow>,
    pub(crate) run_name: Option<String>,
    pub(crate) append: bool,
    pub(crate) max_logs: Option<u64>,
    pub(crate) max_age: Option<Duration>,
    pub(crate) max_body_bytes: usize,
    pub(crate) clock: Clock,
}

/// Wall-clock time in milliseconds since 1970.
pub(crate) type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

impl Default for ReceiverBuilder {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            grpc: None,
            store: None,
            flag: FlagAnswer::On,
            faults: Vec::new(),
            seed: 0,
            allow: Vec::new(),
            run_name: None,
            append: false,
            max_logs: None,
            max_age: None,
            max_body_bytes: MAX_BODY_BYTES,
            clock: Arc::new(wall_clock),
        }
    }
}

impl ReceiverBuilder {
    /// Sets the address for HTTP. Default: `127.0.0.1:0`, a free port of loopback. There is no authentication: whoever
    /// reaches the address reads everything, so think twice before it is anything but loopback.
    pub fn listen(self, address: SocketAddr) -> Self {
        Self { listen: address, ..self }
    }

    /// Sets the address for gRPC; needs the feature `grpc`. Default: none.
    pub fn grpc(self, address: SocketAddr) -> Self {
        Self { grpc: Some(address), ..self }
    }

    /// Sets the SQLite file that logs are kept in; it may exist. Default: none, memory only.
    pub fn store(self, file: impl Into<PathBuf>) -> Self {
        Self { store: Some(file.into()), ..self }
    }

    /// Sets the name of the run, by which the store keeps it apart from others. Default: the time at which it starts.
    pub fn run_name(self, name: impl Into<String>) -> Self {
        Self { run_name: Some(name.into()), ..self }
    }

    /// Goes on with the last run of the store: its findings, counts and coverage are those of this one too. Default:
    /// a run of its own.
    pub fn append(self, append: bool) -> Self {
        Self { append, ..self }
    }

    /// Sets what the feature-flag endpoint answers. Default: on.
    pub fn flag(self, flag: FlagAnswer) -> Self {
        Self { flag, ..self }
    }

    /// Adds a fault. Default: none.
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Sets what the rates of faults are drawn from. Default: 0.
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// Accepts a finding: it is still shown, but counts no more. Default: none.
    pub fn allow(mut self, allow: Allow) -> Self {
        self.allow.push(allow);
        self
    }

    /// Sets how many logs are kept, the newest ones. Default: [`DEFAULT_MAX_LOGS`] in a file,
    /// [`DEFAULT_MAX_LOGS_IN_MEMORY`] in memory.
    pub fn max_logs(self, logs: u64) -> Self {
        Self { max_logs: Some(logs), ..self }
    }

    /// Sets how long logs are kept. Default: for ever.
    pub fn max_age(self, age: Duration) -> Self {
        Self { max_age: Some(age), ..self }
    }

    /// Sets the largest body in bytes, after gzip. Default: [`MAX_BODY_BYTES`], which is also the most that is taken.
    pub fn max_body_bytes(self, bytes: usize) -> Self {
        Self { max_body_bytes: bytes.min(MAX_BODY_BYTES), ..self }
    }

    /// Returns where the time comes from, in milliseconds since 1970; for tests. Default: the system's clock.
    pub fn clock(self, clock: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self { clock: Arc::new(clock), ..self }
    }

    pub(crate) fn log_limit(&self) -> u64 {
        let default = if self.store.is_some() { DEFAULT_MAX_LOGS } else { DEFAULT_MAX_LOGS_IN_MEMORY };
        self.max_logs.unwrap_or(default)
    }
}

impl fmt::Debug for ReceiverBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceiverBuilder")
            .field("listen", &self.listen)
            .field("grpc", &self.grpc)
            .field("store", &self.store)
            .field("flag", &self.flag)
            .field("faults", &self.faults)
            .field("seed", &self.seed)
            .finish_non_exhaustive()
    }
}

fn wall_clock() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |time| i64::try_from(time.as_millis()).unwrap_or(i64::MAX))
}
