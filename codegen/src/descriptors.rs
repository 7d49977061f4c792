//! Descriptors as constants, the accessors (`Reflect`) by which every pass walks a message, and `Debug`.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::conditions::{Condition, Test, parse, resolve};
use super::contract::{Bound, Cardinality, Contract, Enum, Field, Kind, Message, OPTIONS_PACKAGE, Obligation};

// Writing into a `String` cannot fail.
macro_rules! line {
    ($out:expr, $($arg:tt)*) => { let _ = writeln!($out.text, $($arg)*); };
}

/// Returns the text of `descriptors.rs`.
pub fn write(contract: &Contract) -> String {
    let mut out = Output { text: String::new() };
    let messages = sent(contract);
    let fields = messages.iter().flat_map(|message| &message.fields);
    let used: BTreeSet<_> = fields
        .filter_map(|field| match &field.kind {
            Kind::Enum(name) => Some(name),
            _ => None,
        })
        .collect();
    for declared in contract.enums.iter().filter(|declared| used.contains(&declared.full_name)) {
        out.enumeration(declared);
    }
    for message in &messages {
        out.message(contract, message);
        out.reflect(message);
    }
    out.registry(&messages);
    out.text
}

/// Returns the text of `debug.rs`, which the privacy pass includes: what it would change is not shown.
pub fn debug(contract: &Contract) -> String {
    let mut out = Output { text: "// `Debug` of each message: generated.\n".to_owned() };
    for message in sent(contract) {
        line!(out, "impl fmt::Debug for {} {{", rust_path(&message.package, message.name()));
        line!(out, "    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {{ debug_message(self, f) }}\n}}");
    }
    out.text
}

/// Returns a message without fields only scopes an enum, and the options are about the contract: nobody sends either.
fn sent(contract: &Contract) -> Vec<&Message> {
    let is_sent = |message: &&Message| !message.fields.is_empty() && message.package != OPTIONS_PACKAGE;
    contract.messages.iter().filter(is_sent).collect()
}

struct Output {
    text: String,
}

impl Output {
    fn enumeration(&mut self, declared: &Enum) {
        let name = constant(&declared.full_name);
        // A table with a name of its own is in a program once; what stands only behind a reference is copied into every
        // part of the program that is compiled for itself and looks through the descriptor.
        line!(self, "static {name}_VALUES: [EnumValue; {}] = [", declared.values.len());
        for value in &declared.values {
            let doc = &value.origin.doc;
            let event = camel(value.event.as_deref().unwrap_or("UNSPECIFIED"));
            line!(self, "    EnumValue {{");
            line!(self, "        name: {:?}, number: {}, event: EventKind::{event},", value.name, value.number);
            line!(self, "        doc: {doc:?},\n    }},");
        }
        line!(self, "];\npub(crate) static {name}: EnumDescriptor = EnumDescriptor {{");
        line!(self, "    full_name: {:?}, doc: {:?},", declared.full_name, declared.origin.doc);
        line!(self, "    values: &{name}_VALUES,\n}};");
    }

    fn message(&mut self, contract: &Contract, message: &Message) {
        let name = constant(&message.full_name);
        line!(self, "static {name}_FIELDS: [FieldDescriptor; {}] = [", message.fields.len());
        for field in &message.fields {
            self.field(contract, message, field);
        }
        let mut by_name: Vec<_> = (0..message.fields.len()).collect();
        by_name.sort_by_key(|index| wire_name(message, &message.fields[*index]));
        line!(self, "];\npub(crate) static {name}: MessageDescriptor = MessageDescriptor {{");
        line!(self, "    name: {:?}, full_name: {:?},", message.name(), message.full_name);
        line!(self, "    doc: {:?},", message.origin.doc);
        line!(self, "    fields: &{name}_FIELDS, by_json_name: &{by_name:?},\n}};");
    }

    fn field(&mut self, contract: &Contract, message: &Message, field: &Field) {
        let kind = match &field.kind {
            Kind::Bool => "Kind::Bool".to_owned(),
            Kind::Int32 => "Kind::Int32".to_owned(),
            Kind::Int64 => "Kind::Int64".to_owned(),
            Kind::Enum(name) => format!("Kind::Enum(&{})", constant(name)),
            Kind::Message(name) => format!("Kind::Message(&{})", constant(name)),
            Kind::Text | Kind::Other(_) => "Kind::Text".to_owned(),
        };
        let (is_envelope, wire) = (message.package == ENVELOPE, wire_name(message, field));
        line!(self, "        FieldDescriptor {{");
        line!(self, "            name: {:?}, json_name: {wire:?},", field.name);
        line!(self, "            number: {}, kind: {kind},", field.number);
        let repeated = field.cardinality == Cardinality::Repeated;
        line!(self, "            repeated: {repeated}, written_empty: {},", repeated && is_envelope);
        let class = field.class.as_ref().map_or("Unspecified".to_owned(), |class| camel(&class.name));
        line!(self, "            class: DataClass::{class},");
        line!(self, "            unauthenticated: {}, extension: {},", field.unauthenticated, field.extension);
        line!(self, "            unit: {:?}, otel_attribute: {:?},", field.unit, field.otel_attribute);
        line!(self, "            min: {:?}, max: {:?}, deprecated: {},", field.min, field.max, field.deprecated);
        line!(self, "            allowed: &{:?}, otherwise: {:?},", field.allowed, field.otherwise);
        match &field.passport {
            None => {
                line!(self, "            passport: None, expires: None,");
            }
            Some(it) => {
                let day = it.expiry_day();
                let optional = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
                let (expires, permanent) = (optional(&it.expires), optional(&it.permanent));
                line!(self, "            passport: Some(Passport {{ purpose: Purpose::{},", camel(&it.purpose));
                line!(self, "                owner: {:?}, since: {:?}, review: {:?},", it.owner, it.since, it.review);
                line!(self, "                expires: {expires:?}, permanent: {permanent:?} }}),");
                line!(self, "            expires: {day:?},");
            }
        }
        line!(self, "            obligations: &[");
        for Obligation { need, events, when } in &field.obligations {
            let events: Vec<_> = events.iter().map(|event| format!("EventKind::{}", camel(event))).collect();
            line!(self, "                Obligation {{ need: Need::{}, events: &[{}],", camel(need), events.join(", "));
            line!(self, "                    when: {when:?}, conditions: &[{}] }},", conditions(contract, when));
        }
        line!(self, "            ],\n            at_most: &[");
        for Bound { field, slack, when } in &field.at_most {
            let place = resolve(contract, field).map(|(place, _)| place).unwrap_or_default();
            line!(self, "                Bound {{ field: {field:?}, place: &{place:?}, slack: {slack},");
            line!(self, "                    when: {when:?}, conditions: &[{}] }},", conditions(contract, when));
        }
        line!(self, "            ],");
        line!(self, "            doc: {:?},", field.origin.doc);
        line!(self, "        }},");
    }

    fn reflect(&mut self, message: &Message) {
        let path = rust_path(&message.package, message.name());
        let descriptor = constant(&message.full_name);
        line!(self, "impl Message for {path} {{");
        line!(self, "    const DESCRIPTOR: &'static MessageDescriptor = &{descriptor};\n}}");
        line!(self, "impl Reflect for {path} {{");
        line!(self, "    #[inline]\n    fn descriptor(&self) -> &'static MessageDescriptor {{ &{descriptor} }}");
        line!(self, "    #[inline]\n    fn get(&self, index: usize) -> Value<'_> {{\n        match index {{");
        for (index, field) in message.fields.iter().enumerate() {
            let access = format!("self.{}", raw(&field.name));
            let value = match (&field.kind, field.cardinality) {
                (Kind::Message(_), Cardinality::Repeated) => format!("Value::Messages(&{access})"),
                (_, Cardinality::Repeated) => format!("Value::Texts(&{access})"),
                (Kind::Message(_), _) => format!("{access}.as_ref().map_or(Value::Absent, |m| Value::Message(m))"),
                (Kind::Bool, _) => format!("{access}.map_or(Value::Absent, Value::Bool)"),
                (Kind::Int32, _) => format!("{access}.map_or(Value::Absent, |n| Value::Integer(n.into()))"),
                (Kind::Int64, _) => format!("{access}.map_or(Value::Absent, Value::Integer)"),
                (Kind::Enum(_), _) => format!("{access}.map_or(Value::Absent, Value::Enum)"),
                (Kind::Text | Kind::Other(_), _) => format!("{access}.as_deref().map_or(Value::Absent, Value::Text)"),
            };
            line!(self, "            {index} => {value},");
        }
        line!(self, "            _ => Value::Absent,\n        }}\n    }}");
        line!(self, "    #[inline]\n    fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {{");
        line!(self, "        Some(match index {{");
        for (index, field) in message.fields.iter().enumerate() {
            let slot = match (&field.kind, field.cardinality) {
                (Kind::Message(_), Cardinality::Repeated) => "Messages",
                (_, Cardinality::Repeated) => "Texts",
                (Kind::Message(_), _) => "Message",
                (Kind::Bool, _) => "Bool",
                (Kind::Int32, _) => "Int32",
                (Kind::Int64, _) => "Int64",
                (Kind::Enum(_), _) => "Enum",
                (Kind::Text | Kind::Other(_), _) => "Text",
            };
            line!(self, "            {index} => ValueMut::{slot}(&mut self.{}),", raw(&field.name));
        }
        line!(self, "            _ => return None,\n        }})\n    }}\n}}");
    }

    fn registry(&mut self, messages: &[&Message]) {
        line!(self, "static MESSAGES: &[&MessageDescriptor] = &[");
        for message in messages {
            line!(self, "    &{},", constant(&message.full_name));
        }
        line!(self, "];");
        line!(self, "fn new_message(full_name: &str) -> Option<Box<dyn Binary>> {{");
        line!(self, "    Some(match full_name {{");
        for message in messages {
            let path = rust_path(&message.package, message.name());
            line!(self, "        {:?} => Box::new({path}::default()),", message.full_name);
        }
        line!(self, "        _ => return None,\n    }})\n}}");
    }
}

/// The package of the envelope.
const ENVELOPE: &str = "telemetry.upload.v1";

/// Returns the envelope speaks canonical ProtoJSON; everything else speaks the names of the contract.
fn wire_name<'f>(message: &Message, field: &'f Field) -> &'f str {
    if message.package == ENVELOPE { &field.json_name } else { &field.name }
}

/// Returns the conditions as constants. The checks have refused those that cannot be read.
fn conditions(contract: &Contract, when: &str) -> String {
    let written = parse(contract, when).unwrap_or_default().into_iter().map(|Condition { path, test }| {
        let test = match test {
            Test::Told => "Test::Told".to_owned(),
            Test::Untold => "Test::Untold".to_owned(),
            Test::Text(text, true) => format!("Test::Text({text:?})"),
            Test::Text(text, false) => format!("Test::OtherText({text:?})"),
            Test::Word(number, true) => format!("Test::Word({number})"),
            Test::Word(number, false) => format!("Test::OtherWord({number})"),
        };
        format!("Condition {{ place: &{path:?}, test: {test} }}")
    });
    written.collect::<Vec<_>>().join(", ")
}

/// `telemetry.log.v1.Statement.Type` to `TELEMETRY_LOG_V1_STATEMENT_TYPE`.
pub(super) fn constant(full_name: &str) -> String {
    full_name.replace('.', "_").to_uppercase()
}

/// Returns the path of the generated type, in prost's spelling of names.
pub(super) fn rust_path(package: &str, name: &str) -> String {
    format!("generated::{}::{name}", package.replace('.', "::"))
}

/// Returns the path of a generated enum: `telemetry.log.v1.DriverMode.Type` to
/// `generated::telemetry::log::v1::driver_mode::Type`, since prost turns the scope into a module.
pub(super) fn enum_path(full_name: &str) -> String {
    let (scopes, name) = full_name.rsplit_once('.').unwrap_or(("", full_name));
    let mut path = "generated".to_owned();
    for scope in scopes.split('.').filter(|scope| !scope.is_empty()) {
        path.push_str("::");
        for (at, letter) in scope.char_indices() {
            if at > 0 && letter.is_ascii_uppercase() {
                path.push('_');
            }
            path.push(letter.to_ascii_lowercase());
        }
    }
    format!("{path}::{name}")
}

/// `HTTP_PATH` to `HttpPath`, as prost spells the variants of an enum.
fn camel(word: &str) -> String {
    let capitalise = |part: &str| part[..1].to_owned() + &part[1..].to_lowercase();
    word.split('_').filter(|part| !part.is_empty()).map(capitalise).collect()
}

/// Returns the name of a field in prost's types: as it is, as a raw identifier, or with an underscore where it cannot
/// be one.
pub(super) fn raw(name: &str) -> String {
    let is_identifier = |name: &str| syn::parse_str::<syn::Ident>(name).is_ok();
    match name {
        // Not even a raw identifier may be one of these.
        "crate" | "self" | "super" => format!("{name}_"),
        name if is_identifier(name) => name.to_owned(),
        name => format!("r#{name}"),
    }
}
