//! The process-wide entry: what the connections of a process share, and how a connection comes to its pipeline.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::{HeaderValue, header};

use super::connection::Connection;
use super::handle::ConnectionTelemetry;
use super::options::{ConnectionOptions, CredentialIdentity};
use super::route;
use super::why_off::WhyOff;
use crate::assemble::LogPacker;
use crate::clock::later;
use crate::config::{Diagnostic, Enablement, Environment, Mode, OptOut, Settings};
use crate::export::{
    BatchPolicy, BreakerPolicy, Client, CredentialProvider, FLAG_NAME, FlagRequest, Host, Mirrors, Network, Notices,
    Nowhere, Parts, Providers, RetryPolicy, RouteStates, Transport, sorted,
};
use crate::pipeline::{Frame, Lease, Pipeline, Waiting};
use crate::queue::{Budget, Pool};
use crate::record::{DriverIdentity, Profile};
use crate::stats::{Books, DropReason, Flushed, Stats};
use crate::sync::Process;
use crate::worker::{Registry, RuntimeChoice, Worker};

/// Telemetry for all connections of a process: what they share, and nothing of any single one.
///
/// A driver uses [`global`](Self::global). Tests make [`one of their own`](Self::new), so that they see only their own
/// events. The default one is off.
#[derive(Clone, Default)]
pub struct Telemetry(Option<Arc<Hub>>);

impl Telemetry {
    /// Returns one that shares nothing with any other. It reads the process's environment at each connect.
    pub fn new() -> Self {
        Self::with(None)
    }

    /// Returns the same, with an environment that is given instead: for tests.
    pub fn with_environment(environment: Environment) -> Self {
        Self::with(Some(environment))
    }

    /// Returns one that is off.
    pub const fn disabled() -> Self {
        Self(None)
    }

    /// Begins the telemetry of one connection. Never fails, waits or does I/O; whatever stands against it (an opt-out,
    /// a host that nothing may be sent to, no transport) gives one that is off, and [knows
    /// why](ConnectionTelemetry::why_off).
    pub fn connect(&self, options: ConnectionOptions) -> ConnectionTelemetry {
        match &self.0 {
            Some(hub) => hub.connect(options),
            None => ConnectionTelemetry::disabled(),
        }
    }

    /// Sends what all connections have recorded, ends their telemetry, and waits until its threads are gone, for at most
    /// `wait`: before the process ends, or its library is unloaded. Blocks. Idempotent; later connects begin anew.
    ///
    /// Its threads are the one that sends, those that it starts (for names that are resolved, for certificates that are
    /// read, for [`blocking_credentials`](crate::export::blocking_credentials)), and the one of
    /// [`close_async`](ConnectionTelemetry::close_async). What a driver's runtime was given to do, and what is started
    /// from there, is that runtime's.
    pub fn shutdown(&self, wait: Duration) -> Flushed {
        let Some(hub) = &self.0 else { return Flushed::default() };
        let until = later(Instant::now(), wait);
        let waiting: Vec<_> = hub.pipelines.take_all().into_iter().map(|pipeline| pipeline.shut(wait)).collect();
        let mut all = Flushed::default();
        for flushed in waiting.into_iter().map(Waiting::block) {
            all.add(&flushed);
        }
        all.timed_out |= !hub.worker.join(until.saturating_duration_since(Instant::now()));
        all
    }

    /// Returns the books of everything that was ever recorded here, by connections that are open and by those that are
    /// closed. No number of events goes back, but for those that say what waits.
    pub fn stats(&self) -> Stats {
        let Some(hub) = &self.0 else { return Stats::default() };
        let mut all = hub.books.totals();
        let mut states: Vec<_> = hub.pipelines.all().iter().map(|pipeline| pipeline.route_state()).collect();
        // Pipelines of one route share its state, which counts once.
        states.sort_by_key(|state| Arc::as_ptr(state).addr());
        states.dedup_by(|one, other| Arc::ptr_eq(one, other));
        all.breaker = states.iter().map(|state| state.breaker_state()).max().unwrap_or_default();
        all.refused = states.iter().map(|state| state.refused()).sum();
        all
    }

    /// Has `hook` told of events that are given up, from now on: why, and how many since it was told last, whatever
    /// connection they were of. It is for a driver that wants to say so itself.
    ///
    /// It is called on the thread that sends, never on a driver's, unless the connection's work was given a
    /// [runtime](crate::RuntimeChoice) of the driver's. It must not block: nothing is sent meanwhile. A loss is told
    /// within about a second; if nothing is at work any more, once something is again, so that what is given up after
    /// the last connection has ended may never be told: [`stats`](Self::stats) has it.
    ///
    /// There is one hook. Returns false if there is one already, or if there is no telemetry.
    pub fn on_loss(&self, hook: impl Fn(DropReason, u64) + Send + Sync + 'static) -> bool {
        self.0.as_ref().is_some_and(|hub| hub.books.losses().tell_to(Box::new(hook)))
    }

    /// Bounds what all connections together may hold. Takes effect with what is recorded from now on; what is held
    /// already is not given up because of it before its pipeline records again.
    pub fn set_budget(&self, budget: Budget) {
        if let Some(hub) = &self.0 {
            hub.pool.set(budget);
        }
    }

    fn with(environment: Option<Environment>) -> Self {
        Self(Some(Arc::new(Hub {
            books: Books::new(),
            pool: Arc::default(),
            pipelines: Registry::new(),
            states: RouteStates::default(),
            mirrors: Mirrors::default(),
            worker: Arc::new(Worker::new()),
            environment,
            process: Process::current(),
        })))
    }
}

impl fmt::Debug for Telemetry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pipelines = self.0.as_ref().map(|hub| hub.pipelines.all().len());
        f.debug_struct("Telemetry").field("pipelines", &pipelines).finish()
    }
}

struct Hub {
    books: Books,
    pool: Arc<Pool>,
    pipelines: Registry<Key, Pipeline>,
    states: RouteStates,
    mirrors: Mirrors,
    worker: Arc<Worker>,
    environment: Option<Environment>,
    process: Process,
}

/// What two connections must agree in to share a pipeline: whom they talk to, as whom, and on what terms.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    host: Host,
    identity: Identity,
    headers: Vec<(String, Vec<u8>)>,
    network: Network,
    driver: [String; 4],
    runtime: Option<tokio::runtime::Id>,
    is_forced: bool,
    batch_size: usize,
    times: [Duration; 2],
    max_retries: u32,
    mirror: Option<PathBuf>,
    mode: Mode,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Identity {
    Said(CredentialIdentity),
    /// Nobody said whose it is: shared by those who share the provider, which a pipeline keeps alive.
    Provider(usize),
    Nobody,
}

impl Identity {
    /// Tells one from another where it is asked whose credential was refused.
    fn bits(&self) -> u64 {
        match self {
            Self::Said(identity) => identity.bits(),
            Self::Provider(address) => *address as u64,
            Self::Nobody => 0,
        }
    }
}

impl Hub {
    fn connect(&self, options: ConnectionOptions) -> ConnectionTelemetry {
        let environment = self.environment.clone().unwrap_or_else(Environment::of_process);
        let settings = options.config.resolve(&environment);
        let mut diagnostics = settings.diagnostics.clone();
        match self.open(options, &settings, &mut diagnostics) {
            Ok((lease, profile)) => ConnectionTelemetry::new(Connection::new(lease, profile, &settings, diagnostics)),
            Err(why) => {
                // In a forked child the first word of a place may wait for ever: the lock for it can be one that a thread
                // of the parent's held.
                if why != WhyOff::ForkedChild {
                    tracing::debug!(target: TARGET, %why, "telemetry is off");
                }
                ConnectionTelemetry::off(why, diagnostics)
            }
        }
    }

    fn open(
        &self,
        mut options: ConnectionOptions,
        settings: &Settings,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<(Lease, Profile), WhyOff> {
        if self.process.is_gone() {
            return Err(WhyOff::ForkedChild);
        }
        if let Enablement::OptedOut(by) = settings.enablement {
            return Err(if by == OptOut::LogLevel { WhyOff::Level } else { WhyOff::OptedOut(by) });
        }
        let host = Host::parse(&options.host).map_err(WhyOff::RefusedHost)?;
        if settings.mode == Mode::Local {
            keep_here(&mut options, settings, diagnostics);
        }
        let transport =
            options.transport.clone().or_else(|| default_transport(&options.network)).ok_or(WhyOff::NoTransport)?;
        let addresses = [Some(options.host.as_str()), options.parameters.http_path.as_deref()].into_iter().flatten();
        let (headers, workspace) = route::headers(&options.headers, options.workspace_id, addresses, diagnostics);
        options.headers = headers;
        let key = key(&host, &options, settings);
        let identity = key.identity.bits();
        #[cfg(feature = "tracing")]
        let server = (host.name().to_owned(), host.port());
        let lease = self.pipelines.lease_or_make(
            key,
            |pipeline| pipeline.lease(options.credentials.clone()),
            || self.pipeline(host, transport, identity, &options, settings),
        );
        let profile = Profile::new(
            options.driver,
            options.system,
            options.parameters,
            options.auth,
            workspace,
            settings.extensions,
        );
        #[cfg(feature = "tracing")]
        let profile = profile.at(&server.0, server.1);
        let lease = lease.ok_or(WhyOff::ForkedChild)?;
        // What there was no thread for when it was recorded: there may be one by now.
        lease.pipeline().begin();
        Ok((lease, profile))
    }

    fn pipeline(
        &self,
        host: Host,
        transport: Arc<dyn Transport>,
        identity: u64,
        options: &ConnectionOptions,
        settings: &Settings,
    ) -> Arc<Pipeline> {
        let ledger = self.books.open();
        let notices = Arc::new(Notices::default());
        let flag = FlagRequest {
            client: options.driver.client.clone(),
            version: options.driver.version.clone(),
            name: flag_name(&options.driver).to_owned(),
        };
        let route_state = self.states.get(&host, &options.headers, &flag, breaker_policy(settings));
        let asks = settings.enablement == Enablement::Flag && settings.mode == Mode::Send;
        let flag = asks.then_some(flag);
        let mut headers = options.headers.clone();
        if let Ok(agent) = HeaderValue::try_from(options.driver.products()) {
            headers.insert(header::USER_AGENT, agent);
        }
        let batch = batch_policy(settings);
        let retry = retry_policy(settings);
        let is_local = settings.mode == Mode::Local;
        let mirror = settings.mirror.as_deref().and_then(|file| self.mirrors.get(file, is_local));
        let providers = Arc::new(Providers::default());
        let parts_providers = providers.clone();
        // The address of a provider that nobody named is its identity, so it must not become another's.
        let anchor = options.credentials.clone().filter(|_| options.identity.is_none());
        let (parts_ledger, parts_state, parts_notices) = (ledger.clone(), route_state.clone(), notices.clone());
        let work = move |source, requests| -> crate::worker::Job {
            // In a box of its own: a future that another one takes by value has its room in that twice.
            let work = Box::pin(crate::export::run(Parts {
                source,
                packer: LogPacker::new(parts_ledger.clone()),
                client: Client { transport, host, headers, mirror },
                providers: parts_providers,
                identity,
                route_state: parts_state,
                flag,
                ledger: parts_ledger,
                notices: parts_notices,
                requests,
                batch,
                retry,
                unauthenticated: true,
            }));
            Box::pin(async move {
                let _anchor = anchor;
                work.await;
            })
        };
        let queue = Pipeline::queue_of(settings.batch_size, ledger.clone(), self.pool.clone());
        let waiting = Arc::downgrade(&queue);
        self.books.watch(&ledger, waiting);
        let frame = Frame {
            queue,
            route_state,
            notices,
            providers,
            worker: self.worker.clone(),
            runtime: options.runtime.clone(),
        };
        Pipeline::new(frame, Box::new(work))
    }
}

/// Nothing is said above `debug`, and nothing of a payload, a host or a user.
const TARGET: &str = "sql_driver_telemetry::collect";

fn flag_name(driver: &DriverIdentity) -> &str {
    driver.flag.as_deref().unwrap_or(FLAG_NAME)
}

fn key(host: &Host, options: &ConnectionOptions, settings: &Settings) -> Key {
    let identity = match (options.identity, &options.credentials) {
        (Some(identity), _) => Identity::Said(identity),
        (None, Some(provider)) => Identity::Provider(address(provider)),
        (None, None) => Identity::Nobody,
    };
    let driver = &options.driver;
    Key {
        host: host.clone(),
        identity,
        headers: sorted(&options.headers),
        network: options.network.clone(),
        driver: [driver.client.clone(), flag_name(driver).to_owned(), driver.version.clone(), driver.products()],
        runtime: match &options.runtime {
            RuntimeChoice::Own => None,
            RuntimeChoice::Handle(handle) => Some(handle.id()),
        },
        is_forced: settings.enablement == Enablement::Forced,
        batch_size: settings.batch_size,
        times: [settings.flush_interval, settings.retry_delay],
        max_retries: settings.max_retries,
        mirror: settings.mirror.clone(),
        mode: settings.mode,
    }
}

/// Has nothing leave: what a local connection sends with goes nowhere, and is asked for no login.
fn keep_here(options: &mut ConnectionOptions, settings: &Settings, diagnostics: &mut Vec<Diagnostic>) {
    options.transport = Some(Arc::new(Nowhere));
    if let Some(provider) = &mut options.credentials {
        *provider = Arc::new(Nowhere);
        // All such providers are the same.
        options.identity.get_or_insert_with(|| CredentialIdentity::of("nowhere"));
    }
    if settings.mirror.is_none() {
        diagnostics.push(Diagnostic::new("mode", "a mirror beside the mode local", "what is collected is not kept"));
    }
}

fn address(provider: &Arc<dyn CredentialProvider>) -> usize {
    Arc::as_ptr(provider).cast::<()>() as usize
}

fn batch_policy(settings: &Settings) -> BatchPolicy {
    let default = BatchPolicy::default();
    BatchPolicy {
        events: settings.batch_size,
        max_events: default.max_events.max(settings.batch_size),
        interval: settings.flush_interval,
        ..default
    }
}

fn retry_policy(settings: &Settings) -> RetryPolicy {
    RetryPolicy { max_retries: settings.max_retries, base: settings.retry_delay, ..RetryPolicy::default() }
}

fn breaker_policy(settings: &Settings) -> BreakerPolicy {
    BreakerPolicy {
        enabled: settings.breaker_enabled,
        threshold: settings.breaker_threshold,
        open_for: settings.breaker_timeout,
        ..BreakerPolicy::default()
    }
}

#[cfg(feature = "rustls")]
fn default_transport(network: &Network) -> Option<Arc<dyn Transport>> {
    Some(crate::export::HttpTransport::shared(network))
}

#[cfg(not(feature = "rustls"))]
fn default_transport(_: &Network) -> Option<Arc<dyn Transport>> {
    None
}

#[cfg(all(test, not(model)))]
mod tests {
    use super::*;
    use tokio::sync::oneshot;

    #[test]
    fn every_setting_reaches_its_policy() {
        let second = Duration::from_secs(1);
        let settings = Settings {
            batch_size: 1_000,
            flush_interval: 7 * second,
            max_retries: 9,
            retry_delay: 11 * second,
            breaker_enabled: false,
            breaker_threshold: 13,
            breaker_timeout: 17 * second,
            ..Settings::default()
        };
        let batch = batch_policy(&settings);
        assert_eq!((batch.events, batch.max_events, batch.interval), (1_000, 1_000, 7 * second));
        assert_eq!(
            batch_policy(&Settings { batch_size: 1, ..settings.clone() }).max_events,
            BatchPolicy::default().max_events
        );
        let retry = retry_policy(&settings);
        assert_eq!((retry.max_retries, retry.base), (9, 11 * second));
        let breaker = breaker_policy(&settings);
        assert_eq!((breaker.enabled, breaker.threshold, breaker.open_for), (false, 13, 17 * second));
    }

    #[test]
    fn a_shutdown_whose_threads_outlive_it_says_so_though_nothing_is_held() {
        let telemetry = Telemetry::new();
        let hub = telemetry.0.as_ref().expect("on");
        let (end, ended) = oneshot::channel::<()>();
        let job = async { drop(ended.await) };
        assert!(hub.worker.start(&RuntimeChoice::Own, || Box::pin(job)));
        let flushed = telemetry.shutdown(Duration::ZERO);
        assert!(flushed.timed_out && flushed.held == 0, "{flushed:?}");
        drop(end);
        assert!(telemetry.shutdown(Duration::MAX).is_complete());
    }
}
