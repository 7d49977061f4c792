//! What a driver says about itself and about a connection.

use std::{collections::hash_map::RandomState, fmt, hash::BuildHasher, sync::Arc};

use http::HeaderMap;

use super::{auth::AuthKind, network::network, properties::Draft};
use crate::{
    config::Config,
    contract::{DriverConnectionParameters, DriverSystemConfiguration},
    export::{CredentialProvider, Network, Transport},
    privacy::{Gated, class},
    queue::sync::Once,
    worker::RuntimeChoice,
};

/// Which driver it is.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DriverIdentity {
    /// The driver's name, such as `ADBC Databricks Driver`.
    pub name: String,
    /// Its version, such as `1.4.2`.
    pub version: String,
    /// The name under which the service knows this kind of client, for the server's flag. Default: `ADBC`.
    pub client: String,
    /// The flag to ask for. Default: the one of ADBC drivers.
    pub flag: String,
    /// The application that uses the driver, as it named itself.
    pub client_app: Option<String>,
    /// `User-Agent` of telemetry's own requests, as far as its class lets it through: `product/version` words, without
    /// comments. Default: name and version.
    pub user_agent: Option<String>,
}

impl DriverIdentity {
    /// A driver of that name and version.
    pub fn new(name: impl Into<String>, version: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            version: version.into(),
            client: "ADBC".to_owned(),
            flag: crate::export::FLAG_NAME.to_owned(),
            client_app: None,
            user_agent: None,
        }
    }

    /// The application that uses the driver.
    pub fn client_app(mut self, name: impl Into<String>) -> Self {
        self.client_app = Some(name.into());
        self
    }

    /// As set, or `name/version` with a name that fits into a header.
    pub(crate) fn user_agent(&self) -> String {
        self.user_agent.clone().unwrap_or_else(|| {
            let token = |text: &str| -> String {
                let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
                text.chars().map(|c| if fits(c) { c } else { '-' }).collect()
            };
            format!("{}/{}", token(&self.name), token(&self.version))
        })
    }
}

impl fmt::Debug for DriverIdentity {
    /// What the classes of these texts leave of them, as on the wire: any of them may come from a user.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DriverIdentity")
            .field("name", &Gated(&self.name, class::public_text))
            .field("version", &Gated(&self.version, class::public_text))
            .field("client", &Gated(&self.client, class::app_name))
            .field("flag", &Gated(&self.flag, class::public_text))
            .field("client_app", &self.client_app.as_deref().map(|name| Gated(name, class::app_name)))
            .field("user_agent", &self.user_agent.as_deref().map(|agent| Gated(agent, class::user_agent)))
            .finish()
    }
}

/// Everything about one connection. Only the host and the driver have to be said.
#[derive(Clone)]
#[non_exhaustive]
pub struct ConnectionOptions {
    /// The workspace's host, or its whole address as a browser shows it. Telemetry goes there and nowhere else.
    pub host: String,
    /// The driver.
    pub driver: Arc<DriverIdentity>,
    /// What a binding knows better about the system than this process does. What is left out is found out.
    pub system: DriverSystemConfiguration,
    /// The settings in force on the connection.
    pub parameters: DriverConnectionParameters,
    /// How it authenticates. Fills mechanism, flow and type of the log, whatever the parameters say.
    pub auth: Option<AuthKind>,
    /// The workspace, if it is known; otherwise the one that the headers, the host or the path name (`?o=`, `/o/`). It
    /// goes as `x-databricks-org-id` with each authenticated request. Never guessed.
    pub workspace_id: Option<i64>,
    /// Telemetry's own settings.
    pub config: Config,
    /// Headers for each request that is authenticated, such as those that route it: they go as they are, the
    /// `User-Agent` excepted, and without those that are the transport's (`Host`, `Content-Length` …). Part of what
    /// makes two connections share a pipeline, and the server's flag.
    pub headers: HeaderMap,
    /// How the network is reached by the default transport. Others have settings of their own.
    pub network: Network,
    /// How requests are sent. Default: HTTP over `rustls`, if that feature is on, by one client that all connections
    /// with the same [`network`](Self::network) share; without it, nothing is collected.
    pub transport: Option<Arc<dyn Transport>>,
    /// Where credentials come from. Without one, events go reduced to the endpoint that needs none.
    pub credentials: Option<Arc<dyn CredentialProvider>>,
    /// Whose credential it is: connections of one host and one identity share a pipeline. Default: each provider's own.
    pub identity: Option<CredentialIdentity>,
    /// Where the work is done.
    pub runtime: RuntimeChoice,
}

impl ConnectionOptions {
    /// A connection of `driver` to `host`.
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

    /// A connection as a driver's property map describes it: host, parameters, authentication and telemetry's own
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
        Draft::read(pairs()).apply(&mut options);
        options
    }

    /// The settings in force on the connection.
    pub fn parameters(mut self, parameters: DriverConnectionParameters) -> Self {
        self.parameters = parameters;
        self
    }

    /// How it authenticates.
    pub fn auth(mut self, kind: AuthKind) -> Self {
        self.auth = Some(kind);
        self
    }

    /// Telemetry's own settings.
    pub fn config(mut self, config: Config) -> Self {
        self.config = config;
        self
    }

    /// How the network is reached by the default transport.
    pub fn network(mut self, network: Network) -> Self {
        self.network = network;
        self
    }

    /// How requests are sent. Connections that share a pipeline use the transport of the first of them.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Where credentials come from, and whose they are.
    pub fn credentials(mut self, provider: impl CredentialProvider, identity: CredentialIdentity) -> Self {
        self.credentials = Some(Arc::new(provider));
        self.identity = Some(identity);
        self
    }

    /// Where the work is done.
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

    /// The identity behind `secret`: a token, a client id, whatever is the same for connections that may send together.
    pub fn of(secret: &str) -> Self {
        static KEY: Once<RandomState> = Once::new();
        Self(KEY.with(RandomState::new, |key| key.hash_one(secret)))
    }
}
