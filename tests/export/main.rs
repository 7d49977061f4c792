//! The way to the service, in its good and bad moments.

mod churn;
mod delivery;
mod grpc;
mod http;
mod receiver;
mod soak;
