//! What all events of a connection have in common, scrubbed and encoded once.

use std::sync::Arc;

use super::auth::AuthKind;
use super::driver::DriverIdentity;
use super::system;
use crate::contract::{
    DriverConnectionParameters, DriverSystemConfiguration, SCHEMA_VERSION, SqlDriverLog, TelemetryClientContext,
};
use crate::json::Constant;
use crate::privacy::{Policy, ScrubCounts, Scrubbed};
use crate::sync::{Mutex, Process};

#[cfg(feature = "tracing")]
use crate::privacy::class;

/// The connection's part of every event.
#[derive(Debug)]
pub(crate) struct Profile {
    driver: Arc<DriverIdentity>,
    /// What a binding said about its own runtime, which few do; what it left out is found out here.
    system: Option<Box<DriverSystemConfiguration>>,
    auth: Option<AuthKind>,
    workspace_id: Option<i64>,
    extensions: bool,
    varying: Mutex<Varying>,
    process: Process,
    /// Where the connection goes, for the attributes of its spans.
    #[cfg(feature = "tracing")]
    server: Server,
}

/// What is told of where a connection goes: the address as far as its class lets it through.
#[cfg(feature = "tracing")]
#[derive(Debug, Default)]
pub(super) struct Server {
    pub(super) address: Option<Box<str>>,
    pub(super) port: Option<u16>,
}

#[derive(Debug)]
struct Varying {
    parameters: Arc<DriverConnectionParameters>,
    /// Encoded for the authenticated endpoint, and for the other one.
    encoded: [Option<Arc<[Constant; 2]>>; 2],
}

impl Profile {
    pub(crate) fn new(
        driver: Arc<DriverIdentity>,
        system: DriverSystemConfiguration,
        parameters: DriverConnectionParameters,
        auth: Option<AuthKind>,
        workspace_id: Option<i64>,
        extensions: bool,
    ) -> Self {
        let varying = Varying { parameters: Arc::new(parameters), encoded: [None, None] };
        let process = Process::current();
        let system = (system != DriverSystemConfiguration::default()).then(|| Box::new(system));
        Self {
            driver,
            system,
            auth,
            workspace_id,
            extensions,
            varying: Mutex::new(varying),
            process,
            #[cfg(feature = "tracing")]
            server: Server::default(),
        }
    }

    #[cfg(feature = "tracing")]
    pub(crate) fn at(self, host: &str, port: u16) -> Self {
        let address = class::workspace_host(host).map(|address| address.as_ref().into());
        Self { server: Server { address, port: Some(port) }, ..self }
    }

    #[cfg(feature = "tracing")]
    pub(super) fn server(&self) -> &Server {
        &self.server
    }

    pub(crate) fn set_parameters(&self, parameters: DriverConnectionParameters) {
        if let Some(mut varying) = self.process.lock(&self.varying) {
            *varying = Varying { parameters: Arc::new(parameters), encoded: [None, None] };
        }
    }

    fn user_agent(&self) -> Option<String> {
        Some(self.driver.products()).filter(|agent| !agent.is_empty())
    }

    pub(crate) fn workspace_id(&self) -> Option<i64> {
        self.workspace_id
    }

    pub(crate) fn policy(&self, unauthenticated: bool) -> Policy {
        Policy { extensions: self.extensions, unauthenticated, ..Policy::default() }
    }

    /// Returns what to lay over the events of this connection. What the privacy pass does to it is counted once.
    pub(crate) fn constants(&self, unauthenticated: bool, counts: &mut ScrubCounts) -> Arc<[Constant; 2]> {
        let which = usize::from(unauthenticated);
        let parameters = {
            let varying = self.varying.lock();
            if let Some(constants) = &varying.encoded[which] {
                return constants.clone();
            }
            varying.parameters.clone()
        };
        let mut said = (*parameters).clone();
        let auth = self.auth.or_else(|| AuthKind::of(&said));
        if let Some(auth) = auth {
            auth.apply(&mut said);
        }
        let log = SqlDriverLog {
            system_configuration: Some(system::describe(
                &self.driver,
                self.system.as_deref().unwrap_or(&DriverSystemConfiguration::default()),
            )),
            driver_connection_params: Some(said),
            schema_version: Some(SCHEMA_VERSION.to_owned()),
            auth_type: auth.map(|auth| auth.describe().2.to_owned()),
            ..SqlDriverLog::default()
        };
        let client = TelemetryClientContext { user_agent: self.user_agent(), ..TelemetryClientContext::default() };
        let policy = self.policy(unauthenticated);
        let constants = Arc::new([
            Scrubbed::counted(log, &policy, counts).to_constant(),
            Scrubbed::counted(client, &policy, counts).to_constant(),
        ]);
        let mut varying = self.varying.lock();
        if Arc::ptr_eq(&varying.parameters, &parameters) {
            varying.encoded[which] = Some(constants.clone());
        }
        constants
    }
}
