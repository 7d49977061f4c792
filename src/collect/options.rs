//! What a driver says about itself and about a connection.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;
use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::network::network;
use super::properties::PropertyValues;
use crate::config::Config;
use crate::contract::{DriverConnectionParameters, DriverSystemConfiguration};
use crate::export::{CredentialProvider, Network, Transport};
use crate::privacy::{Gated, class};
use crate::record::{AuthKind, DriverIdentity};
use crate::sync::Once;
use crate::worker::RuntimeChoice;

/// Everything about one connection. Only the host and the driver have to be said; of what is said twice the last holds.
///
/// ```
/// use sql_driver_telemetry::contract::{DriverConnectionParameters, DriverMode};
/// use sql_driver_telemetry::{AuthKind, ConnectionOptions, DriverIdentity};
///
/// let parameters = DriverConnectionParameters::default()
///     .with_mode(DriverMode::Sea)
///     .with_cloudfetch_enabled(true)
///     .with_max_parallel_downloads(16)
///     .with_auth_scope(None); // this driver asks for none
/// let options = ConnectionOptions::new("dbc-a1.cloud.databricks.com", DriverIdentity::new("My Driver", "1.4.2"))
///     .parameters(parameters)
///     .auth(AuthKind::PersonalAccessToken)
///     .workspace_id(1_234_567_890);
/// ```
#[derive(Clone)]
pub struct ConnectionOptions {
    pub(super) host: String,
    pub(super) driver: Arc<DriverIdentity>,
    pub(super) system: DriverSystemConfiguration,
    pub(super) parameters: DriverConnectionParameters,
    pub(super) auth: Option<AuthKind>,
    pub(super) workspace_id: Option<i64>,
    pub(super) config: Config,
    pub(super) headers: HeaderMap,
    pub(super) network: Network,
    pub(super) transport: Option<Arc<dyn Transport>>,
    pub(super) credentials: Option<Arc<dyn CredentialProvider>>,
    pub(super) identity: Option<CredentialIdentity>,
    pub(super) runtime: RuntimeChoice,
}

impl ConnectionOptions {
    /// Describes a connection of `driver` to `host`: the workspace's host, or its whole address as a browser shows it.
    /// Telemetry goes there and nowhere else.
    pub fn new(host: impl Into<String>, driver: impl Into<Arc<DriverIdentity>>) -> Self {
        Self {
            host: host.into(),
            driver: driver.into(),
            system: DriverSystemConfiguration::default(),
            parameters: DriverConnectionParameters::default(),
            auth: None,
            workspace_id: None,
            config: Config::new(),
            headers: HeaderMap::new(),
            network: Network::default(),
            transport: None,
            credentials: None,
            identity: None,
            runtime: RuntimeChoice::Own,
        }
    }

    /// Describes a connection as a driver's property map does: host, parameters, authentication and telemetry's own
    /// settings. See [`PARAMETER_PROPERTIES`](super::PARAMETER_PROPERTIES),
    /// [`NETWORK_PROPERTIES`](super::NETWORK_PROPERTIES) and [`KNOBS`](crate::config::KNOBS).
    pub fn from_properties<K: AsRef<str>, V: AsRef<str>>(
        driver: impl Into<Arc<DriverIdentity>>,
        properties: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let properties: Vec<_> = properties.into_iter().collect();
        let pairs = || properties.iter().map(|(name, value)| (name.as_ref(), value.as_ref()));
        let mut options = Self::new("", driver);
        options.config = Config::from_properties(pairs());
        options.network = network(pairs());
        let values = PropertyValues::read(pairs());
        options.host = values.address().unwrap_or_default();
        options.auth = values.auth();
        options.workspace_id = values.workspace();
        options.parameters = values.into_parameters();
        options
    }

    /// Sets the workspace's host, over the one that the properties name.
    #[must_use]
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.host = host.into();
        self
    }

    /// Sets the driver.
    #[must_use]
    pub fn driver(mut self, driver: impl Into<Arc<DriverIdentity>>) -> Self {
        self.driver = driver.into();
        self
    }

    /// Sets what a binding knows better about the system than this process does. What is left out is found out.
    #[must_use]
    pub fn system(mut self, system: DriverSystemConfiguration) -> Self {
        self.system = system;
        self
    }

    /// Sets the settings in force on the connection, instead of those that the properties name.
    #[must_use]
    pub fn parameters(mut self, parameters: DriverConnectionParameters) -> Self {
        self.parameters = parameters;
        self
    }

    /// Returns the settings in force on the connection, to add to those that the properties name.
    pub fn parameters_mut(&mut self) -> &mut DriverConnectionParameters {
        &mut self.parameters
    }

    /// Sets how it authenticates. Fills mechanism, flow and type of the log, whatever the parameters say.
    #[must_use]
    pub fn auth(mut self, kind: impl Into<Option<AuthKind>>) -> Self {
        self.auth = kind.into();
        self
    }

    /// Sets the workspace, if it is known; otherwise the one that the headers, the host or the path name (`?o=`,
    /// `/o/`). It goes as `x-databricks-org-id` with each authenticated request. Never guessed.
    #[must_use]
    pub fn workspace_id(mut self, id: impl Into<Option<i64>>) -> Self {
        self.workspace_id = id.into();
        self
    }

    /// Telemetry's own settings.
    #[must_use]
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// Sets the headers for each request that is authenticated, such as those that route it: they go as they are, the
    /// `User-Agent` excepted, and without those that are the transport's (`Host`, `Content-Length` …). Part of what
    /// makes two connections share a pipeline, and the server's flag.
    #[must_use]
    pub fn headers(mut self, headers: HeaderMap) -> Self {
        self.headers = headers;
        self
    }

    /// Adds one more of these [headers](Self::headers).
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    /// Sets how the network is reached by the default transport. Others have settings of their own.
    #[must_use]
    pub fn network(mut self, network: Network) -> Self {
        self.network = network;
        self
    }

    /// Sets how requests are sent. Connections that share a pipeline use the transport of the first of them. Default:
    /// HTTP over `rustls`, if that feature is on; without it, nothing is collected.
    #[must_use]
    pub fn transport(self, transport: impl Transport) -> Self {
        self.shared_transport(Arc::new(transport))
    }

    /// Sets the same with a transport that several connections, or a caller without generics, hold.
    #[must_use]
    pub fn shared_transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// Sets where credentials come from, and whose they are. Without a provider, events go reduced to the endpoint that
    /// needs none; without an identity, connections share a pipeline if they share the provider.
    #[must_use]
    pub fn credentials(
        self,
        provider: impl CredentialProvider,
        identity: impl Into<Option<CredentialIdentity>>,
    ) -> Self {
        self.shared_credentials(Arc::new(provider), identity)
    }

    /// Sets the same with a provider that several connections, or a caller without generics, hold.
    #[must_use]
    pub fn shared_credentials(
        mut self,
        provider: Arc<dyn CredentialProvider>,
        identity: impl Into<Option<CredentialIdentity>>,
    ) -> Self {
        self.credentials = Some(provider);
        self.identity = identity.into();
        self
    }

    /// Sets where the work is done. Default: a thread of telemetry's own.
    #[must_use]
    pub fn runtime(mut self, runtime: RuntimeChoice) -> Self {
        self.runtime = runtime;
        self
    }
}

impl fmt::Debug for ConnectionOptions {
    /// Without the values of headers, of which some are secrets, and of the other texts what their classes leave.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectionOptions")
            .field("host", &Gated(&self.host, class::workspace_host))
            .field("driver", &self.driver)
            .field("auth", &self.auth)
            .field("config", &self.config)
            .field("network", &self.network)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// Whose credential it is, without saying what it is: a keyed hash, of use in this process only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CredentialIdentity(u64);

impl CredentialIdentity {
    pub(crate) fn bits(self) -> u64 {
        self.0
    }

    /// Returns the identity behind `secret`: a token, a client id, whatever is the same for connections that may send
    /// together.
    pub fn of(secret: &str) -> Self {
        static KEY: Once<RandomState> = Once::new();
        Self(KEY.with(RandomState::new, |key| key.hash_one(secret)))
    }
}
