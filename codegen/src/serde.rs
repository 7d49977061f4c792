//! `Serialize` and `Deserialize` of every message and enum: the standard mapping to JSON, by pbjson.
//!
//! pbjson decides by the descriptor whether an integer is a string, and by the JSON name how a member is called. The
//! types themselves are prost's, so pbjson can be shown a view of the descriptors that says what drivers really send:
//! numbers for 64-bit integers (`jstype = JS_NUMBER`, which pbjson does not read), and the names of the contract.

use std::collections::BTreeMap;

use prost_types::field_descriptor_proto::Type;
use prost_types::{DescriptorProto, FileDescriptorSet};

use super::Error;

/// The package of the envelope, which keeps the standard's lowerCamelCase.
const ENVELOPE: &str = "telemetry.upload.v1";

/// The packages that are read strictly, under the names of the contract.
const STRICT: [&str; 2] = ["telemetry.log.v1", "telemetry.service.v1"];

/// Returns the text of one file a package, by its name.
pub fn write(files: &FileDescriptorSet) -> Result<BTreeMap<String, String>, Error> {
    let mut view = files.clone();
    for file in &mut view.file {
        let is_envelope = file.package.as_deref() == Some(ENVELOPE);
        file.message_type.iter_mut().for_each(|message| narrow(message, is_envelope));
    }
    let mut builder = pbjson_build::Builder::new();
    for file in view.file {
        builder.register_file_descriptor(file);
    }
    let mut texts = generate(&builder, &STRICT)?;
    // An empty list of `items` is written, and a service may add members to its answer.
    texts.extend(generate(builder.emit_fields().ignore_unknown_fields(), &[ENVELOPE])?);
    Ok(texts)
}

fn generate(builder: &pbjson_build::Builder, packages: &[&str]) -> Result<BTreeMap<String, String>, Error> {
    let prefixes: Vec<_> = packages.iter().map(|package| format!(".{package}")).collect();
    let written =
        builder.generate(&prefixes, |_| Ok(Vec::new())).map_err(|error| Error::Generate(error.to_string()))?;
    let text = |bytes| String::from_utf8(bytes).map_err(|error| Error::Generate(error.to_string()));
    written.into_iter().map(|(package, bytes)| Ok((format!("{package}.serde.rs"), text(bytes)?))).collect()
}

fn narrow(message: &mut DescriptorProto, is_envelope: bool) {
    for field in &mut message.field {
        match field.r#type() {
            Type::Int64 | Type::Sint64 | Type::Sfixed64 => field.set_type(Type::Int32),
            Type::Uint64 | Type::Fixed64 => field.set_type(Type::Uint32),
            _ => {}
        }
        if !is_envelope {
            field.json_name.clone_from(&field.name);
        }
    }
    message.nested_type.iter_mut().for_each(|nested| narrow(nested, is_envelope));
}
