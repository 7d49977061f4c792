#![doc = include_str!("../../proto/README.md")]

mod descriptor;
mod error;
mod reflect;

pub use descriptor::{
    Bound, Condition, DataClass, EnumDescriptor, EnumValue, EventKind, FieldDescriptor, Kind, MessageDescriptor, Need,
    Obligation, Passport, Purpose, Test,
};
pub use error::{ErrorDescriptor, ErrorKind};
pub use reflect::{Binary, Message, MessageList, MessageSlot, Reflect, Value, ValueMut, every_field};

#[allow(missing_docs, reason = "the comments of the contract stand on messages, fields and values; prost adds modules")]
#[allow(unreachable_pub, clippy::all, reason = "written by prost-build")]
#[allow(dead_code, reason = "a message that only scopes an enum is a type that nobody makes")]
#[allow(clippy::doc_markdown, clippy::doc_lazy_continuation, reason = "comments are written for protobuf")]
pub(crate) mod generated {
    include!("generated/packages.rs");
}

#[allow(clippy::all, unused_variables, reason = "written by codegen/src/descriptors.rs, a line a field")]
pub(crate) mod descriptors {
    use super::{
        Binary, Bound, Condition, DataClass, EnumDescriptor, EnumValue, EventKind, FieldDescriptor, Kind, Message,
        MessageDescriptor, Need, Obligation, Passport, Purpose, Reflect, Test, Value, ValueMut, generated,
    };

    include!("generated/descriptors.rs");

    pub(super) fn all() -> &'static [&'static MessageDescriptor] {
        MESSAGES
    }

    pub(super) fn create(full_name: &str) -> Option<Box<dyn Binary>> {
        new_message(full_name)
    }
}

#[allow(clippy::doc_markdown, clippy::doc_lazy_continuation, reason = "comments are written for protobuf")]
mod setters {
    use super::generated;

    include!("generated/setters.rs");
}

pub use generated::telemetry::log::v1::auth_flow::Type as AuthFlow;
pub use generated::telemetry::log::v1::auth_mech::Type as AuthMech;
pub use generated::telemetry::log::v1::driver_mode::Type as DriverMode;
pub use generated::telemetry::log::v1::driver_proxy::Auth as ProxyAuth;
pub use generated::telemetry::log::v1::execution_result::Format as ExecutionResultFormat;
pub use generated::telemetry::log::v1::operation::Type as OperationType;
pub use generated::telemetry::log::v1::statement::Type as StatementType;
pub use generated::telemetry::log::v1::volume_operation::Type as VolumeOperationType;
pub use generated::telemetry::log::v1::{
    ChunkDetails, DriverConnectionParameters, DriverErrorInfo, DriverSystemConfiguration, DriverTelemetryLoss,
    DriverVolumeOperation, DroppedEvents, FrontendLog, FrontendLogContext, FrontendLogEntry, HostDetails,
    OperationDetail, ResultLatency, SqlDriverLog, SqlExecutionEvent, TelemetryClientContext,
};
pub use generated::telemetry::service::v1::{ExportRequest, ExportResponse};
pub use generated::telemetry::upload::v1::{UploadRequest, UploadResponse};

/// The client of the gRPC service.
#[cfg(feature = "grpc")]
pub use generated::telemetry::service::v1::frontend_log_service_client;
/// The server of the gRPC service.
#[cfg(feature = "grpc")]
pub use generated::telemetry::service::v1::frontend_log_service_server;

/// The contract as a `google.protobuf.FileDescriptorSet`, with its comments and options: what other languages generate
/// their types from, and what two versions of the contract are compared by.
pub const FILE_DESCRIPTOR_SET: &[u8] = include_bytes!("generated/contract.binpb");

/// The version of the contract that logs name: a short hash of the released one (FNV-1a, folded to 32 bits), in decimal
/// digits.
pub const SCHEMA_VERSION: &str = match std::str::from_utf8(&DIGITS) {
    Ok(digits) => digits,
    Err(_) => "",
};

const DIGITS: [u8; 10] = {
    let released = include_bytes!("../../snapshots/contract.binpb");
    let (mut hash, mut at) = (0xcbf2_9ce4_8422_2325_u64, 0);
    while at < released.len() {
        hash = (hash ^ released[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    let mut rest = (hash >> 32) ^ (hash & 0xffff_ffff);
    let mut digits = [b'0'; 10];
    let mut digit = digits.len();
    while digit > 0 {
        digit -= 1;
        digits[digit] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    digits
};

/// The schema reference in Markdown, as `proto/README.md` has it.
pub const REFERENCE: &str = include_str!("../../proto/README.md");

/// Returns the descriptors of all messages, in the order of the contract.
pub fn messages() -> &'static [&'static MessageDescriptor] {
    descriptors::all()
}

/// Returns an empty message of that name, with or without its package: `SqlDriverLog` or
/// `telemetry.log.v1.SqlDriverLog`.
pub fn new_message(name: &str) -> Option<Box<dyn Binary>> {
    let descriptor = messages().iter().find(|message| message.full_name == name || message.name == name)?;
    descriptors::create(descriptor.full_name)
}
