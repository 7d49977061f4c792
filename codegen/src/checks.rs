//! The rules that a contract has to keep. All faults are found at once, each with file, line and name.

use std::collections::{BTreeMap, BTreeSet};

use super::conditions::{parse, resolve};
use super::contract::{Cardinality, Class, Contract, Field, Kind, Message, OPTIONS_PACKAGE, Origin};
use super::errors::fold;

/// The first number of the extension range. The service's own numbers stay far below it.
pub const FIRST_EXTENSION: u32 = 1000;

/// A message's fields are told apart by the bits of one number.
const MOST_FIELDS: usize = 128;

/// Classes whose values may stand in a debugging output: nothing about people or their data is in them.
const SHOWN: [&str; 7] = ["PUBLIC", "PUBLIC_TEXT", "IDENTIFIER", "LOCALE", "ERROR_NAME", "ERROR_CLASS", "SQLSTATE"];

/// A broken rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The full name of the field, enum or message.
    pub name: String,
    /// What is wrong, and what to do.
    pub advice: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {} {}", self.file, self.line, self.name, self.advice)
    }
}

/// Returns every broken rule of the contract, in its order.
pub fn faults(contract: &Contract) -> Vec<Fault> {
    let mut found = Faults { contract, faults: Vec::new() };
    for file in contract.files.iter().filter(|file| file.syntax != "proto3") {
        found.push(&file.package, &file.origin, &format!("is {}: use proto3", file.syntax));
    }
    for message in contract.messages.iter().filter(|message| message.package != OPTIONS_PACKAGE) {
        found.comment(&message.full_name, &message.origin);
        if message.name().contains('.') && !message.fields.is_empty() {
            found.push(
                &message.full_name,
                &message.origin,
                "is a message inside a message: declare it at the top level",
            );
        }
        if message.fields.len() > MOST_FIELDS {
            let advice = format!("has more than {MOST_FIELDS} fields: give some of them a message of their own");
            found.push(&message.full_name, &message.origin, &advice);
        }
        for field in &message.fields {
            found.field(message, field);
        }
    }
    for declared in &contract.enums {
        found.comment(&declared.full_name, &declared.origin);
        for value in &declared.values {
            found.comment(&format!("{}.{}", declared.full_name, value.name), &value.origin);
        }
        if !declared.values.iter().any(|value| value.number == 0 && value.name.ends_with("_UNSPECIFIED")) {
            found.push(&declared.full_name, &declared.origin, "has no word for unknown: let 0 end in _UNSPECIFIED");
        }
    }
    found.errors();
    for service in &contract.services {
        found.comment(&service.full_name, &service.origin);
        for method in &service.methods {
            found.comment(&format!("{}.{}", service.full_name, method.name), &method.origin);
        }
    }
    found.faults
}

/// Returns what is wrong with the passport of a field.
fn passport_fault(field: &Field) -> Option<String> {
    let Some(passport) = &field.passport else {
        let missing = "has no passport: add [(telemetry.options.v1.passport) = ...]";
        return (!field.is_message()).then(|| missing.to_owned());
    };
    if field.is_message() {
        return Some("is a message: give the passports to the fields below".to_owned());
    }
    let given = [
        ("purpose", &passport.purpose),
        ("owner", &passport.owner),
        ("since", &passport.since),
        ("review", &passport.review),
    ];
    if let Some((name, _)) = given.iter().find(|(_, text)| text.is_empty()) {
        return Some(format!("has a passport without {name}"));
    }
    match (passport.expires.is_empty(), passport.permanent.is_empty()) {
        (true, true) | (false, false) => Some("has to expire, or to be permanent with a reason".to_owned()),
        (false, true) if passport.expiry_day().is_none() => {
            Some(format!("expires on {}: write a day as 2028-06-30", passport.expires))
        }
        _ => None,
    }
}

struct Faults<'a> {
    contract: &'a Contract,
    faults: Vec<Fault>,
}

impl Faults<'_> {
    fn push(&mut self, name: &str, origin: &Origin, advice: &str) {
        self.faults.push(Fault {
            file: origin.file.clone(),
            line: origin.line,
            name: name.to_owned(),
            advice: advice.to_owned(),
        });
    }

    fn comment(&mut self, name: &str, origin: &Origin) {
        if origin.doc.is_empty() {
            self.push(name, origin, "has no comment: say what it means, its unit and what stands for unknown");
        }
    }

    fn field(&mut self, message: &Message, field: &Field) {
        let name = format!("{}.{}", message.full_name, field.name);
        self.comment(&name, &field.origin);
        let mut fault = |advice: &str| self.push(&name, &field.origin, advice);
        if let Kind::Other(word) = field.kind {
            return fault(&format!("is a {word}: use bool, int32, int64, string, an enum or a message"));
        }
        if field.cardinality == Cardinality::Implicit {
            fault("cannot tell unset from zero: make it optional");
        }
        if field.oneof.is_some() {
            fault("is in a oneof: make it an optional field of its own");
        }
        if field.cardinality == Cardinality::Repeated && !matches!(field.kind, Kind::Text | Kind::Message(_)) {
            fault("is a list: only strings and messages may be repeated");
        }
        if field.extension != (field.number >= FIRST_EXTENSION) {
            fault(&format!("must be an extension if, and only if, its number is {FIRST_EXTENSION} or above"));
        }
        if field.is_message() && field.unauthenticated {
            fault("is a message: say of each field below whether it may go unauthenticated");
        }
        if field.unit.is_some() && !matches!(field.kind, Kind::Int32 | Kind::Int64) {
            fault("has a unit and is no number");
        }
        match (matches!(field.kind, Kind::Int32 | Kind::Int64), field.min, field.max) {
            (true, Some(min), Some(max)) if min <= max => {}
            (true, Some(min), Some(max)) => fault(&format!("has min {min} above max {max}")),
            (true, _, _) => fault("has no plausible range: add min and max"),
            (false, None, None) => {}
            (false, _, _) => fault("has a range and is no number"),
        }
        if field.kind == Kind::Int64 && !field.js_number {
            fault("would be a string in JSON: add jstype = JS_NUMBER");
        }
        for (when, other) in field
            .obligations
            .iter()
            .map(|it| (&it.when, None))
            .chain(field.at_most.iter().map(|it| (&it.when, Some(&it.field))))
        {
            let other = other.map_or(Ok(()), |path| resolve(self.contract, path).map(|_| ()));
            if let Err(error) = parse(self.contract, when).map(|_| ()).and(other) {
                self.faults.push(Fault {
                    file: field.origin.file.clone(),
                    line: field.origin.line,
                    name: name.clone(),
                    advice: error,
                });
            }
        }
        let mut fault = |advice: &str| self.push(&name, &field.origin, advice);
        if field.obligations.iter().any(|obligation| obligation.need.is_empty()) {
            fault("has an obligation without a need: say REQUIRED, RECOMMENDED or NOT_APPLICABLE");
        }
        let is_name = field.class.as_ref().is_some_and(|class| class.name == "ERROR_NAME");
        if field.otherwise.is_some() && field.allowed.is_empty() && !is_name {
            fault("has a word for what is outside its closed list, and no such list: add allowed");
        }
        if let Some(advice) = passport_fault(field) {
            fault(&advice);
        }
        match &field.class {
            Some(class) => self.class(&name, field, class),
            None if field.is_message() => {}
            None => fault("has no privacy class: add [(telemetry.options.v1.data_class) = ...]"),
        }
    }

    /// No two errors may be implied by the same thing, or be called the same.
    fn errors(&mut self) {
        let mut owners = BTreeMap::new();
        let contract = self.contract;
        for declared in &contract.enums {
            let named = declared.values.iter().any(|value| value.error.is_some());
            for value in declared.values.iter().filter(|value| named && value.number != 0) {
                let name = format!("{}.{}", declared.full_name, value.name);
                let Some(error) = &value.error else {
                    self.push(
                        &name,
                        &value.origin,
                        "is no error among errors: add [(telemetry.options.v1.error) = ...]",
                    );
                    continue;
                };
                let names = error.aliases().chain([&value.name]).map(|name| fold(name)).collect::<BTreeSet<_>>();
                let names = names.into_iter().map(|name| format!("the name {name}"));
                let classes = error.sqlstate_classes.iter().map(|class| format!("SQLSTATE class {class}"));
                let statuses = error.http.iter().map(|status| format!("HTTP status {status}"));
                let status = error.adbc_status.iter().map(|status| format!("ADBC status {status}"));
                let variant = [format!("the variant {}", error.variant)];
                for fact in names.chain(classes).chain(statuses).chain(status).chain(variant) {
                    if let Some(owner) = owners.insert(fact.clone(), name.clone()) {
                        self.push(
                            &name,
                            &value.origin,
                            &format!("has {fact}, and so has {owner}: give it to one of them"),
                        );
                    }
                }
            }
        }
    }

    fn class(&mut self, name: &str, field: &Field, class: &Class) {
        let mut fault = |advice: &str| self.push(name, &field.origin, advice);
        let text = matches!(field.kind, Kind::Text | Kind::Message(_));
        match class.name.as_str() {
            "SECRET" => fault("is a SECRET, which may never be encoded: remove the field"),
            "PUBLIC" if text => fault("is text marked as plain data: give it a class that says what the text may hold"),
            "PUBLIC" => {}
            "IDENTIFIER" if matches!(field.kind, Kind::Int32 | Kind::Int64 | Kind::Text) => {}
            _ if !text => fault(&format!("is {}, a class for text: a {} is PUBLIC", class.name, field.kind)),
            _ => {}
        }
        if class.name != "PUBLIC_TEXT" && !field.allowed.is_empty() {
            fault("has a closed list of words, which only PUBLIC_TEXT can have");
        }
        if field.kind == Kind::Text && !SHOWN.contains(&class.name.as_str()) && !field.debug_redact {
            fault(&format!("is {}: add debug_redact = true", class.name));
        }
        let Kind::Message(inner) = &field.kind else { return };
        if field.cardinality == Cardinality::Repeated {
            fault(&format!("is a list of messages that is {}: give the classes to the texts below", class.name));
        }
        if let Some(weaker) = self.stricter_below(inner, class.number, &mut Vec::new()) {
            self.push(name, &field.origin, &format!("is {}, but {weaker} below is stricter by itself", class.name));
        }
    }

    /// Returns a text field anywhere below the message `inner` whose own class is stricter than `class`.
    fn stricter_below(&self, inner: &str, class: i32, seen: &mut Vec<String>) -> Option<String> {
        let message = self.contract.message(inner).filter(|message| !seen.contains(&message.full_name))?;
        seen.push(message.full_name.clone());
        message.fields.iter().find_map(|field| match &field.kind {
            Kind::Text => {
                let stricter = field.class.as_ref().is_some_and(|own| own.number > class);
                stricter.then(|| format!("{}.{}", message.full_name, field.name))
            }
            Kind::Message(below) => self.stricter_below(below, class, seen),
            _ => None,
        })
    }
}
