// The packages of the contract as modules: generated.
pub mod telemetry {
pub mod log {
pub mod v1 {
include!("telemetry.log.v1.rs");
#[cfg(feature = "serde")]
include!("telemetry.log.v1.serde.rs");
}
}
pub mod options {
pub mod v1 {
include!("telemetry.options.v1.rs");
}
}
pub mod service {
pub mod v1 {
include!("telemetry.service.v1.rs");
#[cfg(feature = "serde")]
include!("telemetry.service.v1.serde.rs");
}
}
pub mod upload {
pub mod v1 {
include!("telemetry.upload.v1.rs");
#[cfg(feature = "serde")]
include!("telemetry.upload.v1.serde.rs");
}
}
}
