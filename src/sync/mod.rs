//! The synchronisation that everything is built of, made for processes that fork: nothing here waits for a thread that a
//! child does not have. Under `--cfg model` the primitives are loom's models. The cfg is not `loom`, which tokio takes
//! for itself.

#[cfg(feature = "collect")]
mod once;
#[cfg(feature = "rustls")]
mod per_process;
#[cfg(feature = "collect")]
mod primitives;

#[cfg(feature = "collect")]
pub(crate) use once::Once;
#[cfg(feature = "rustls")]
pub(crate) use per_process::OncePerProcess;
#[cfg(feature = "collect")]
pub(crate) use primitives::*;
