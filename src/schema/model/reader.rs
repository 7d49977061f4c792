//! One file of descriptors, read into the model.

use std::collections::BTreeMap;

use prost_reflect::prost_types::source_code_info::Location;
use prost_reflect::prost_types::{DescriptorProto, EnumDescriptorProto, FileDescriptorProto, ServiceDescriptorProto};
use prost_reflect::{DescriptorPool, FieldDescriptor, Kind as ReflectKind};

use super::options::Options;
use super::{Cardinality, Contract, Enum, EnumValue, Field, File, Kind, Message, Method, Origin, Service};

/// Reads one file. Lines and comments are found by the path of numbers that descriptors use for it.
pub(super) struct Reader<'a> {
    pool: &'a DescriptorPool,
    file: &'a FileDescriptorProto,
    locations: BTreeMap<&'a [i32], &'a Location>,
}

// Field numbers inside `FileDescriptorProto` and its parts, from which such paths are made.
const FILE_MESSAGE: i32 = 4;
const FILE_ENUM: i32 = 5;
const FILE_SERVICE: i32 = 6;
const FILE_SYNTAX: i32 = 12;
const MESSAGE_FIELD: i32 = 2;
const MESSAGE_NESTED: i32 = 3;
const MESSAGE_ENUM: i32 = 4;
const ENUM_VALUE: i32 = 2;
const SERVICE_METHOD: i32 = 2;

impl<'a> Reader<'a> {
    pub(super) fn new(pool: &'a DescriptorPool, file: &'a FileDescriptorProto) -> Self {
        let locations = file.source_code_info.iter().flat_map(|info| &info.location);
        Self { pool, file, locations: locations.map(|location| (location.path.as_slice(), location)).collect() }
    }

    pub(super) fn read(&self, contract: &mut Contract) {
        contract.files.push(File {
            package: self.file.package().to_owned(),
            // A file that does not say is proto2.
            syntax: self.file.syntax.clone().unwrap_or_else(|| "proto2".to_owned()),
            origin: self.origin(&[FILE_SYNTAX]),
        });
        for (index, message) in self.file.message_type.iter().enumerate() {
            self.message(contract, message, self.file.package(), &[FILE_MESSAGE, index as i32]);
        }
        for (index, declared) in self.file.enum_type.iter().enumerate() {
            contract.enums.push(self.enumeration(declared, self.file.package(), &[FILE_ENUM, index as i32]));
        }
        for (index, service) in self.file.service.iter().enumerate() {
            contract.services.push(self.service(service, &[FILE_SERVICE, index as i32]));
        }
    }

    fn message(&self, contract: &mut Contract, message: &DescriptorProto, scope: &str, path: &[i32]) {
        let full_name = format!("{scope}.{}", message.name());
        let described = self.pool.get_message_by_name(&full_name);
        let fields = described.iter().flat_map(|described| {
            message.field.iter().enumerate().filter_map(|(index, field)| {
                let described = described.get_field(field.number() as u32)?;
                Some(self.field(&described, &join(path, MESSAGE_FIELD, index)))
            })
        });
        contract.messages.push(Message {
            fields: fields.collect(),
            package: self.file.package().to_owned(),
            origin: self.origin(path),
            // The end of a message's reserved range is exclusive in a descriptor, that of an enum's is not.
            reserved_numbers: message.reserved_range.iter().map(|r| (r.start() as u32, r.end() as u32 - 1)).collect(),
            reserved_names: message.reserved_name.clone(),
            full_name: full_name.clone(),
        });
        for (index, nested) in message.nested_type.iter().enumerate() {
            // The entry of a map is declared by nobody: the map itself is a field.
            if nested.options.as_ref().is_some_and(|options| options.map_entry()) {
                continue;
            }
            self.message(contract, nested, &full_name, &join(path, MESSAGE_NESTED, index));
        }
        for (index, declared) in message.enum_type.iter().enumerate() {
            contract.enums.push(self.enumeration(declared, &full_name, &join(path, MESSAGE_ENUM, index)));
        }
    }

    fn field(&self, field: &FieldDescriptor, path: &[i32]) -> Field {
        let options = Options::of(field, self.pool);
        Field {
            name: field.name().to_owned(),
            json_name: field.json_name().to_owned(),
            number: field.number(),
            kind: kind(field),
            cardinality: if field.is_list() || field.is_map() {
                Cardinality::Repeated
            } else if field.supports_presence() {
                Cardinality::Optional
            } else {
                Cardinality::Implicit
            },
            oneof: field.containing_oneof().filter(|oneof| !oneof.is_synthetic()).map(|oneof| oneof.name().to_owned()),
            class: options.class(),
            unauthenticated: options.flag("unauthenticated"),
            extension: options.flag("extension"),
            unit: options.text("unit"),
            otel_attribute: options.text("otel_attribute"),
            allowed: options.texts("allowed"),
            otherwise: options.text("otherwise"),
            min: options.number("min"),
            max: options.number("max"),
            obligations: options.obligations(),
            at_most: options.at_most(),
            passport: options.passport(),
            js_number: options.is_js_number(),
            deprecated: options.is_set("deprecated"),
            debug_redact: options.is_set("debug_redact"),
            origin: self.origin(path),
        }
    }

    fn enumeration(&self, declared: &EnumDescriptorProto, scope: &str, path: &[i32]) -> Enum {
        let described = self.pool.get_enum_by_name(&format!("{scope}.{}", declared.name()));
        let options = |number| Some(Options::of_value(&described.as_ref()?.get_value(number)?, self.pool));
        let values = declared.value.iter().enumerate().map(|(index, value)| EnumValue {
            name: value.name().to_owned(),
            number: value.number(),
            error: options(value.number()).and_then(|options| options.error()),
            event: options(value.number()).and_then(|options| options.event()),
            origin: self.origin(&join(path, ENUM_VALUE, index)),
        });
        Enum {
            full_name: format!("{scope}.{}", declared.name()),
            package: self.file.package().to_owned(),
            origin: self.origin(path),
            values: values.collect(),
            reserved_numbers: declared.reserved_range.iter().map(|range| (range.start(), range.end())).collect(),
            reserved_names: declared.reserved_name.clone(),
        }
    }

    fn service(&self, service: &ServiceDescriptorProto, path: &[i32]) -> Service {
        let bare = |name: &str| name.trim_start_matches('.').to_owned();
        let methods = service.method.iter().enumerate().map(|(index, method)| Method {
            name: method.name().to_owned(),
            input: bare(method.input_type()),
            output: bare(method.output_type()),
            streams: (method.client_streaming(), method.server_streaming()),
            origin: self.origin(&join(path, SERVICE_METHOD, index)),
        });
        Service {
            full_name: format!("{}.{}", self.file.package(), service.name()),
            origin: self.origin(path),
            methods: methods.collect(),
        }
    }

    fn origin(&self, path: &[i32]) -> Origin {
        let location = self.locations.get(path);
        let doc = location.map(|location| location.leading_comments()).unwrap_or_default();
        Origin {
            file: self.file.name().to_owned(),
            line: location.and_then(|location| location.span.first()).map_or(0, |line| *line as usize + 1),
            doc: doc.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "),
        }
    }
}

fn join(path: &[i32], part: i32, index: usize) -> Vec<i32> {
    [path, &[part, index as i32]].concat()
}

fn kind(field: &FieldDescriptor) -> Kind {
    match field.kind() {
        ReflectKind::Bool => Kind::Bool,
        ReflectKind::Int32 => Kind::Int32,
        ReflectKind::Int64 => Kind::Int64,
        ReflectKind::String => Kind::Text,
        ReflectKind::Enum(declared) => Kind::Enum(declared.full_name().to_owned()),
        ReflectKind::Message(message) if !field.is_map() => Kind::Message(message.full_name().to_owned()),
        ReflectKind::Message(_) => Kind::Other("map"),
        ReflectKind::Double => Kind::Other("double"),
        ReflectKind::Float => Kind::Other("float"),
        ReflectKind::Uint32 => Kind::Other("uint32"),
        ReflectKind::Uint64 => Kind::Other("uint64"),
        ReflectKind::Sint32 => Kind::Other("sint32"),
        ReflectKind::Sint64 => Kind::Other("sint64"),
        ReflectKind::Fixed32 => Kind::Other("fixed32"),
        ReflectKind::Fixed64 => Kind::Other("fixed64"),
        ReflectKind::Sfixed32 => Kind::Other("sfixed32"),
        ReflectKind::Sfixed64 => Kind::Other("sfixed64"),
        ReflectKind::Bytes => Kind::Other("bytes"),
    }
}
