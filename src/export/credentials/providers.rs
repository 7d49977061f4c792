//! Whom a pipeline asks for credentials: the providers of its living connections.

use std::fmt;
use std::sync::Arc;

use tokio::sync::watch;

use super::CredentialProvider;
use crate::sync::{Mutex, Process};

/// The providers of the connections that share a pipeline, oldest first. A provider is asked for as long as its
/// connection lives, which ends when its close has been answered.
#[derive(Default)]
pub(crate) struct Providers {
    living: Mutex<Vec<Arc<Living>>>,
    process: Process,
}

/// A provider, and whether its connection still lives.
pub(in crate::export) struct Living {
    pub(in crate::export) provider: Arc<dyn CredentialProvider>,
    gone: watch::Sender<bool>,
}

/// A connection's part in it; its drop is the release.
pub(crate) struct Provided {
    providers: Arc<Providers>,
    living: Arc<Living>,
}

impl Providers {
    /// Adds the provider of a connection that begins.
    pub(crate) fn add(self: &Arc<Self>, provider: Arc<dyn CredentialProvider>) -> Arc<Provided> {
        let living = Arc::new(Living { provider, gone: watch::Sender::new(false) });
        if let Some(mut all) = self.process.lock(&self.living) {
            all.push(Arc::clone(&living));
        }
        Arc::new(Provided { providers: Arc::clone(self), living })
    }

    /// Returns whether there is nobody to ask.
    pub(in crate::export) fn is_empty(&self) -> bool {
        self.living.lock().is_empty()
    }

    /// Returns those to ask, in that order: what the newest connection was opened with is most likely to be good. At
    /// most [`MOST`], and none twice.
    pub(in crate::export) fn newest_first(&self) -> Vec<Arc<Living>> {
        let mut asked: Vec<Arc<Living>> = Vec::new();
        for living in self.living.lock().iter().rev() {
            if asked.len() == MOST {
                break;
            }
            if !asked.iter().any(|other| Arc::ptr_eq(&other.provider, &living.provider)) {
                asked.push(Arc::clone(living));
            }
        }
        asked
    }
}

impl Living {
    /// Resolves when the connection's telemetry has ended.
    pub(in crate::export) async fn gone(&self) {
        // The sender is in `self`: there is no error.
        let _ = self.gone.subscribe().wait_for(|gone| *gone).await;
    }
}

impl Provided {
    /// Forgets a connection that is over: its provider is not asked any more, and a call of it is given up.
    pub(crate) fn release(&self) {
        // Whoever is told has a lock, which a thread of a forked child's parent may hold for ever.
        if self.providers.process.is_gone() {
            return;
        }
        if let Some(mut all) = self.providers.process.lock(&self.providers.living) {
            all.retain(|living| !Arc::ptr_eq(living, &self.living));
            drop(all);
            self.living.gone.send_replace(true);
        }
    }
}

impl Drop for Provided {
    fn drop(&mut self) {
        self.release();
    }
}

impl fmt::Debug for Provided {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provided").finish_non_exhaustive()
    }
}

impl fmt::Debug for Providers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Providers").finish_non_exhaustive()
    }
}

/// So many are asked in one round: where these fail, a hundred more would, too.
const MOST: usize = 4;
