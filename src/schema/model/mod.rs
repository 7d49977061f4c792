//! The contract as a plain model: what a descriptor pool says about it, with files, lines, comments and options.
//!
//! One reading of the descriptors serves the build, the schema reference and the comparison of two contracts.

mod options;
mod reader;

use prost_reflect::{DescriptorError, DescriptorPool};

use reader::Reader;

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
    /// The least plausible value of an integer.
    pub min: Option<i64>,
    /// The greatest plausible value of an integer.
    pub max: Option<i64>,
    /// Which events have to fill it, should fill it, or have no use for it.
    pub obligations: Vec<Obligation>,
    /// The numbers that it cannot be greater than.
    pub at_most: Vec<Bound>,
    /// Why it is there, and who has decided so.
    pub passport: Option<Passport>,
    /// Whether protobuf's own `jstype` says that a 64-bit integer is a number in JSON.
    pub js_number: bool,
    /// Whether protobuf's own `deprecated` is set.
    pub deprecated: bool,
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

/// Why a field is there, and who has decided so. A text that is not given is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passport {
    /// What it is collected for: a word of the options' enum.
    pub purpose: String,
    /// Who answers for it.
    pub owner: String,
    /// The release that it came with.
    pub since: String,
    /// Where it was decided that it may be sent.
    pub review: String,
    /// The last day on which it is sent.
    pub expires: String,
    /// Why it has no last day.
    pub permanent: String,
}

impl Passport {
    /// Returns the last day, counted from 1970-01-01; `None` where it is no date.
    pub fn expiry_day(&self) -> Option<u32> {
        let mut parts = self.expires.split('-');
        let mut part = |length: usize| parts.next().filter(|part| part.len() == length)?.parse::<i64>().ok();
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let lengths = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let length = *lengths.get(usize::try_from(month - 1).ok()?)?;
        if parts.next().is_some() || year < 1970 || !(1..=length).contains(&day) {
            return None;
        }
        let leaps = |year: i64| year / 4 - year / 100 + year / 400;
        let years = (year - 1970) * 365 + leaps(year - 1) - leaps(1969);
        let months: i64 = lengths.iter().take(usize::try_from(month - 1).ok()?).sum();
        u32::try_from(years + months + day - 1).ok()
    }
}

/// What is expected of a field in some events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligation {
    /// What is expected: a word of the options' enum.
    pub need: String,
    /// The kinds of events; none stands for all.
    pub events: Vec<String>,
    /// Conditions on other fields; empty stands for always.
    pub when: String,
}

/// A number that another one cannot be greater than.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The path of the other number.
    pub field: String,
    /// By how much it may be greater all the same.
    pub slack: i64,
    /// Conditions on other fields; empty stands for always.
    pub when: String,
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
    /// The error that it stands for.
    pub error: Option<ErrorNames>,
    /// The kind of event that it stands for.
    pub event: Option<String>,
    /// Where it stands.
    pub origin: Origin,
}

/// What an error is called elsewhere, and what implies it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorNames {
    /// The name of the kind in the generated Rust enum.
    pub variant: String,
    /// The names in the JDBC driver.
    pub jdbc: Vec<String>,
    /// The names in the Go driver.
    pub go: Vec<String>,
    /// The names of the statuses in the kernel's C interface.
    pub kernel: Vec<String>,
    /// The names of the statuses in ADBC.
    pub adbc: Vec<String>,
    /// The number of the status in ADBC.
    pub adbc_status: Option<i64>,
    /// The classes of SQLSTATE that imply it.
    pub sqlstate_classes: Vec<String>,
    /// The HTTP statuses that imply it.
    pub http: Vec<i64>,
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

    /// Returns the message of that full name.
    pub fn message(&self, full_name: &str) -> Option<&Message> {
        self.messages.iter().find(|message| message.full_name == full_name)
    }

    /// Returns the errors: the values of enums that say which error they stand for, in their order.
    pub fn errors(&self) -> impl Iterator<Item = (&EnumValue, &ErrorNames)> {
        let values = self.enums.iter().flat_map(|declared| &declared.values);
        values.filter_map(|value| Some((value, value.error.as_ref()?)))
    }

    /// Returns the enum of that full name.
    pub fn enumeration(&self, full_name: &str) -> Option<&Enum> {
        self.enums.iter().find(|candidate| candidate.full_name == full_name)
    }
}

impl Message {
    /// Returns the name without package; the scopes of a nested message stay.
    pub fn name(&self) -> &str {
        strip_package(&self.full_name, &self.package)
    }
}

impl ErrorNames {
    /// Returns every name that is used elsewhere.
    pub fn aliases(&self) -> impl Iterator<Item = &String> {
        self.jdbc.iter().chain(&self.go).chain(&self.kernel).chain(&self.adbc)
    }
}

impl Enum {
    /// Returns the name without package; the scope stays.
    pub fn name(&self) -> &str {
        strip_package(&self.full_name, &self.package)
    }
}

impl Field {
    /// Returns whether the field is a message, and so no leaf.
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
