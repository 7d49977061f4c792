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
    // An enum inside a message loses its own with the message's; words are safe to show.
    for word in contract.enums.iter().filter(|word| is_nested(&word.full_name, contract)) {
        config.enum_attribute(format!(".{}", word.full_name), "#[derive(Debug)]");
    }
    if services {
        with_services(&mut config);
    }
    config.compile_fds(files).map_err(|error| Error::Write(out.to_owned(), error))
}

fn is_nested(name: &str, contract: &Contract) -> bool {
    contract
        .messages
        .iter()
        .any(|message| name.strip_prefix(&message.full_name).is_some_and(|rest| rest.starts_with('.')))
}

#[cfg(feature = "grpc")]
fn with_services(config: &mut prost_build::Config) {
    config.service_generator(tonic_prost_build::configure().service_generator());
}

#[cfg(not(feature = "grpc"))]
fn with_services(_: &mut prost_build::Config) {}
