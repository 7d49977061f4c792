//! The contract as a plain model: what a descriptor pool says about it, with files, lines, comments and options.
//!
//! One reading of the descriptors serves the build, the schema reference and the comparison of two contracts.

use std::collections::BTreeMap;

use prost_reflect::prost_types::source_code_info::Location;
use prost_reflect::prost_types::{DescriptorProto, EnumDescriptorProto, FileDescriptorProto, ServiceDescriptorProto};
use prost_reflect::{DescriptorError, DescriptorPool, DynamicMessage, FieldDescriptor, Kind as ReflectKind, Value};

/// The package that declares the field options.
pub const OPTIONS_PACKAGE: &str = "telemetry.options.v1";

/// All messages, enums and services of the contract, in the order of their files and declarations.
#[derive(Clone, Debug, Default)]
pub struct Contract {
    /// The files.
    pub files: Vec<File>,
    /// The messages, those that only scope an enum included.
    pub messages: Vec<Message>,
    /// The enums.
    pub enums: Vec<Enum>,
    /// The services.
    pub services: Vec<Service>,
}

/// A file.
#[derive(Clone, Debug)]
pub struct File {
    /// The package.
    pub package: String,
    /// The syntax: `proto2` or `proto3`.
    pub syntax: String,
    /// Where the syntax is declared.
    pub origin: Origin,
}

/// Where a thing was declared, and the comment above it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The file, relative to the folder of the contract.
    pub file: String,
    /// The line, from 1; 0 when the image carries no source information.
    pub line: usize,
    /// The comment, its lines joined.
    pub doc: String,
}

/// A message.
#[derive(Clone, Debug)]
pub struct Message {
    /// The name with its package.
    pub full_name: String,
    /// The package.
    pub package: String,
    /// Where it stands.
    pub origin: Origin,
    /// The fields in declaration order.
    pub fields: Vec<Field>,
    /// Reserved numbers, both ends included.
    pub reserved_numbers: Vec<(u32, u32)>,
    /// Reserved names.
    pub reserved_names: Vec<String>,
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name in the contract, snake_case.
    pub name: String,
    /// The name that canonical ProtoJSON gives it.
    pub json_name: String,
    /// The number.
    pub number: u32,
    /// The type.
    pub kind: Kind,
    /// How often it may stand, and whether unset differs from zero.
    pub cardinality: Cardinality,
    /// The oneof that it is a member of.
    pub oneof: Option<String>,
    /// The privacy class.
    pub class: Option<Class>,
    /// Whether it may go to the endpoint that needs no credential.
    pub unauthenticated: bool,
    /// Whether it is this project's own.
    pub extension: bool,
    /// The unit in UCUM notation.
    pub unit: Option<String>,
    /// The attribute of the OpenTelemetry semantic conventions.
    pub otel_attribute: Option<String>,
    /// The closed list of words.
    pub allowed: Vec<String>,
    /// The word for a text outside the closed list.
    pub otherwise: Option<String>,
    /// Whether protobuf's own `debug_redact` is set.
    pub debug_redact: bool,
    /// Where it stands.
    pub origin: Origin,
}

/// A privacy class: a value of the options' enum.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class {
    /// The number, which is also the order of strictness.
    pub number: i32,
    /// The word.
    pub name: String,
}

/// The type of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `bool`.
    Bool,
    /// `int32`.
    Int32,
    /// `int64`.
    Int64,
    /// `string`.
    Text,
    /// An enum, by its full name.
    Enum(String),
    /// A message, by its full name.
    Message(String),
    /// A type that the contract does not use, by its protobuf word.
    Other(&'static str),
}

/// How often a field may stand, and whether unset differs from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cardinality {
    /// At most once; unset and zero differ.
    Optional,
    /// At most once; zero counts as unset.
    Implicit,
    /// Any number of times.
    Repeated,
}

/// An enum.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The name with its package and scope.
    pub full_name: String,
    /// The package.
    pub package: String,
    /// Where it stands.
    pub origin: Origin,
    /// The values in declaration order.
    pub values: Vec<EnumValue>,
    /// Reserved numbers, both ends included.
    pub reserved_numbers: Vec<(i32, i32)>,
    /// Reserved names.
    pub reserved_names: Vec<String>,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The word.
    pub name: String,
    /// The number.
    pub number: i32,
    /// Where it stands.
    pub origin: Origin,
}

/// A service.
#[derive(Clone, Debug)]
pub struct Service {
    /// The name with its package.
    pub full_name: String,
    /// Where it stands.
    pub origin: Origin,
    /// The methods in declaration order.
    pub methods: Vec<Method>,
}

/// A method of a service.
#[derive(Clone, Debug)]
pub struct Method {
    /// The name.
    pub name: String,
    /// The full name of the message that it takes.
    pub input: String,
    /// The full name of the message that it answers with.
    pub output: String,
    /// Whether the client, and whether the server, sends a stream of them.
    pub streams: (bool, bool),
    /// Where it stands.
    pub origin: Origin,
}

impl Contract {
    /// Reads the contract out of an image: an encoded `FileDescriptorSet`, with its imports.
    pub fn from_image(image: &[u8]) -> Result<Self, DescriptorError> {
        DescriptorPool::decode(image).map(|pool| Self::from_pool(&pool))
    }

    /// Reads the contract out of `pool`; files of Google's own packages are left out.
    fn from_pool(pool: &DescriptorPool) -> Self {
        let mut contract = Self::default();
        let mut files: Vec<_> =
            pool.file_descriptor_protos().filter(|file| !file.package().starts_with("google.")).collect();
        files.sort_by(|a, b| a.name().cmp(b.name()));
        for file in files {
            Reader::new(pool, file).read(&mut contract);
        }
        contract
    }

    /// The message of that full name.
    pub fn message(&self, full_name: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.full_name == full_name)
    }

    /// The enum of that full name.
    pub fn enumeration(&self, full_name: &str) -> Option<&Enum> {
        self.enums.iter().find(|candidate| candidate.full_name == full_name)
    }
}

impl Message {
    /// The name without package; the scopes of a nested message stay.
    pub fn name(&self) -> &str {
        strip_package(&self.full_name, &self.package)
    }
}

impl Enum {
    /// The name without package; the scope stays.
    pub fn name(&self) -> &str {
        strip_package(&self.full_name, &self.package)
    }
}

impl Field {
    /// Whether the field is a message, and so no leaf.
    pub fn is_message(&self) -> bool {
        matches!(self.kind, Kind::Message(_))
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Bool => "bool",
            Self::Int32 => "int32",
            Self::Int64 => "int64",
            Self::Text => "string",
            Self::Enum(name) | Self::Message(name) => name,
            Self::Other(word) => word,
        })
    }
}

fn strip_package<'a>(full_name: &'a str, package: &str) -> &'a str {
    full_name.strip_prefix(package).map_or(full_name, |rest| rest.trim_start_matches('.'))
}

/// Reads one file. Lines and comments are found by the path of numbers that descriptors use for it.
struct Reader<'a> {
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
    fn new(pool: &'a DescriptorPool, file: &'a FileDescriptorProto) -> Self {
        let locations = file.source_code_info.iter().flat_map(|info| &info.location);
        Self { pool, file, locations: locations.map(|location| (location.path.as_slice(), location)).collect() }
    }

    fn read(&self, contract: &mut Contract) {
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
        let options = Options { values: field.options(), pool: self.pool };
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
            debug_redact: options.debug_redact(),
            origin: self.origin(path),
        }
    }

    fn enumeration(&self, declared: &EnumDescriptorProto, scope: &str, path: &[i32]) -> Enum {
        let values = declared.value.iter().enumerate().map(|(index, value)| EnumValue {
            name: value.name().to_owned(),
            number: value.number(),
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

/// The options of one field.
struct Options<'a> {
    values: DynamicMessage,
    pool: &'a DescriptorPool,
}

impl Options<'_> {
    fn value(&self, name: &str) -> Option<Value> {
        let extension = self.pool.get_extension_by_name(&format!("{OPTIONS_PACKAGE}.{name}"))?;
        self.values.has_extension(&extension).then(|| self.values.get_extension(&extension).into_owned())
    }

    fn class(&self) -> Option<Class> {
        let number = self.value("data_class")?.as_enum_number()?;
        let declared = self.pool.get_enum_by_name(&format!("{OPTIONS_PACKAGE}.DataClass"))?;
        let name = declared.get_value(number).map_or_else(|| number.to_string(), |value| value.name().to_owned());
        (number != 0).then_some(Class { number, name })
    }

    fn flag(&self, name: &str) -> bool {
        self.value(name).and_then(|value| value.as_bool()).unwrap_or(false)
    }

    fn text(&self, name: &str) -> Option<String> {
        self.value(name)?.as_str().map(str::to_owned)
    }

    fn texts(&self, name: &str) -> Vec<String> {
        let value = self.value(name);
        let list = value.as_ref().and_then(Value::as_list).unwrap_or_default();
        list.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect()
    }

    fn debug_redact(&self) -> bool {
        self.values.get_field_by_name("debug_redact").and_then(|value| value.as_bool()).unwrap_or(false)
    }
}
