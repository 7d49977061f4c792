//! The Rust types of the messages and enums, and the gRPC service if it is wanted.

use std::path::Path;

use prost_types::FileDescriptorSet;

use super::Error;
use super::contract::Contract;

/// Writes one file a package, and `packages.rs`, which has them as modules.
pub fn write(files: FileDescriptorSet, contract: &Contract, out: &Path, services: bool) -> Result<(), Error> {
    let mut config = prost_build::Config::new();
    config.out_dir(out).include_file("packages.rs");
    // Their `Debug` is generated beside the descriptors: it must not show what the privacy pass would remove.
    config.skip_debug(contract.messages.iter().map(|message| format!(".{}", message.full_name)));
    if services {
        with_services(&mut config);
    }
    config.compile_fds(files).map_err(|error| Error::Write(out.to_owned(), error))
}

#[cfg(feature = "grpc")]
fn with_services(config: &mut prost_build::Config) {
    config.service_generator(tonic_prost_build::configure().service_generator());
}

#[cfg(not(feature = "grpc"))]
fn with_services(_: &mut prost_build::Config) {}
