//! The Rust types of the messages and enums, and the gRPC service for builds that want it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use prost_build::Module;
use prost_types::FileDescriptorSet;

use super::Error;
use super::contract::{Contract, OPTIONS_PACKAGE};

/// Returns the text of one file a package, by its name.
pub fn write(files: FileDescriptorSet, contract: &Contract) -> Result<BTreeMap<String, String>, Error> {
    let mut config = prost_build::Config::new();
    // Their `Debug` is generated beside the descriptors: it must not show what the privacy pass would remove.
    let messages = contract.messages.iter().filter(|message| message.package != OPTIONS_PACKAGE);
    config.skip_debug(messages.map(|message| format!(".{}", message.full_name)));
    // An enum inside a message loses its own with the message's; words are safe to show.
    for word in contract.enums.iter().filter(|word| is_nested(&word.full_name, contract)) {
        config.enum_attribute(format!(".{}", word.full_name), "#[derive(Debug)]");
    }
    let mut services = tonic_prost_build::configure();
    for package in packages(contract) {
        services = services
            .client_mod_attribute(package, "#[cfg(feature = \"grpc\")]")
            .server_mod_attribute(package, "#[cfg(feature = \"grpc\")]");
    }
    config.service_generator(services.service_generator());
    let requests = files
        .file
        .into_iter()
        .filter(|file| !file.package().starts_with("google."))
        .map(|file| (Module::from_protobuf_package_name(file.package()), file))
        .collect();
    let written = config.generate(requests).map_err(|error| Error::Generate(error.to_string()))?;
    Ok(written.into_iter().map(|(module, text)| (module.to_file_name_or("_"), text)).collect())
}

/// Returns the text of `packages.rs`: the files of the packages as modules.
pub fn modules(contract: &Contract) -> String {
    let mut text = "// The packages of the contract as modules: generated.\n".to_owned();
    let mut open: Vec<&str> = Vec::new();
    for package in packages(contract) {
        let path: Vec<_> = package.split('.').collect();
        let shared = open.iter().zip(&path).take_while(|(left, right)| left == right).count();
        close(&mut text, open.len() - shared);
        open = path;
        for part in &open[shared..] {
            // Writing into a `String` cannot fail.
            let _ = writeln!(text, "pub mod {part} {{");
        }
        let _ = writeln!(text, "include!(\"{package}.rs\");");
        if package != OPTIONS_PACKAGE {
            let _ = writeln!(text, "#[cfg(feature = \"serde\")]\ninclude!(\"{package}.serde.rs\");");
        }
    }
    close(&mut text, open.len());
    text
}

fn close(text: &mut String, count: usize) {
    (0..count).for_each(|_| text.push_str("}\n"));
}

fn packages(contract: &Contract) -> BTreeSet<&str> {
    contract.files.iter().map(|file| file.package.as_str()).filter(|name| !name.starts_with("google.")).collect()
}

fn is_nested(name: &str, contract: &Contract) -> bool {
    contract
        .messages
        .iter()
        .any(|message| name.strip_prefix(&message.full_name).is_some_and(|rest| rest.starts_with('.')))
}
