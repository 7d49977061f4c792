//! Looking up names, with an answer that tells "there is no such name" from "ask again".
//!
//! A resolver that cannot be reached says "ask again", and so does one that is being restarted: the network is away,
//! and what waits is sent when it is back. What the standard library makes of both is one error.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use dns_lookup::{LookupErrorKind, lookup_host};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::offload::offload;
use crate::export::host::address::is_forbidden;

/// Why a name led nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(in crate::export) enum LookupError {
    /// There is no such name.
    #[error("no such name")]
    NoSuchName,
    /// It leads to addresses that no workspace has.
    #[error("an address that no workspace has")]
    Forbidden,
    /// Anything else: the network, or who answers for it, is away.
    #[error("names cannot be looked up now")]
    Away,
}

/// Asks the system's resolver, on a thread of its own.
#[derive(Clone)]
pub(in crate::export) struct Names(Arc<Lookup>);

type Lookup = dyn Fn(&str) -> Result<Vec<IpAddr>, LookupError> + Send + Sync;

impl Names {
    pub(in crate::export) fn of_system() -> Self {
        Self(Arc::new(|name| match lookup_host(name) {
            Ok(addresses) => Ok(addresses.collect()),
            Err(error) if matches!(error.kind(), LookupErrorKind::NoName) => Err(LookupError::NoSuchName),
            Err(_) => Err(LookupError::Away),
        }))
    }

    #[cfg(test)]
    pub(in crate::export) fn of(
        lookup: impl Fn(&str) -> Result<Vec<IpAddr>, LookupError> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(lookup))
    }
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let lookup = Arc::clone(&self.0);
        Box::pin(async move {
            let found = offload(move || lookup(name.as_str())).await.map_err(|_| LookupError::Away)??;
            let allowed: Vec<_> =
                found.iter().filter(|ip| !is_forbidden(**ip)).map(|ip| SocketAddr::new(*ip, 0)).collect();
            match (found.is_empty(), allowed.is_empty()) {
                (true, _) => Err(LookupError::NoSuchName.into()),
                (false, true) => Err(LookupError::Forbidden.into()),
                (false, false) => Ok(Box::new(allowed.into_iter()) as Addrs),
            }
        })
    }
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Names")
    }
}
