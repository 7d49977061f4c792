//! The walk over two contracts side by side.

use std::collections::BTreeMap;

use super::super::model::{
    Cardinality, Contract, Enum, EnumValue, Field, Message, Method, OPTIONS_PACKAGE, Origin, Service,
};
use super::pair::{Pairs, pair};
use super::reserved::Numbers;
use super::{Change, Rule};

/// Returns every change, in the order of the contract.
pub(super) fn changes(old: &Contract, new: &Contract) -> Vec<Change> {
    let messages = pair(old.messages.iter().filter(is_sent), &new.messages, |m| &m.full_name, same_fields);
    let enums = pair(&old.enums, &new.enums, |e| &e.full_name, same_values);
    let services = pair(&old.services, &new.services, |s| &s.full_name, same_methods);
    let renamed_messages = messages.matched.iter().filter_map(|(old, new)| Some((old.full_name.as_str(), (*new)?)));
    let renamed_enums = enums.matched.iter().filter_map(|(old, new)| Some((old.full_name.as_str(), (*new)?)));
    let mut comparison = Comparison {
        names: renamed_messages
            .map(|(old, new)| (old, new.full_name.as_str()))
            .chain(renamed_enums.map(|(old, new)| (old, new.full_name.as_str())))
            .collect(),
        changes: Vec::new(),
    };
    comparison.messages(messages);
    comparison.enums(enums);
    comparison.services(services);
    comparison.changes
}

pub(super) struct Comparison<'a> {
    /// The new names of messages and enums by their old ones: a type that was renamed is the same type.
    pub(super) names: BTreeMap<&'a str, &'a str>,
    changes: Vec<Change>,
}

impl Comparison<'_> {
    pub(super) fn push(&mut self, rule: Rule, path: &str, what: impl Into<String>) {
        self.changes.push(Change { rule, path: path.to_owned(), what: what.into() });
    }

    fn messages(&mut self, pairs: Pairs<'_, Message>) {
        for (old, new) in pairs.matched {
            let path = &old.full_name;
            let Some(new) = new else {
                self.push(Rule::MessageRemoved, path, "removed");
                continue;
            };
            if new.full_name != *path {
                self.push(Rule::MessageRenamed, path, format!("renamed to {}", new.full_name));
            }
            self.comment(path, &old.origin, &new.origin);
            self.fields(old, new);
            self.reservations(path, &Numbers::of_message(old), &Numbers::of_message(new));
        }
        for added in pairs.added.into_iter().filter(is_sent) {
            self.push(Rule::MessageAdded, &added.full_name, format!("added with {} fields", added.fields.len()));
        }
    }

    fn fields(&mut self, old: &Message, new: &Message) {
        let pairs = pair(&old.fields, &new.fields, |f| &f.name, |old, new| old.number == new.number);
        for (field, matched) in pairs.matched {
            let path = format!("{}.{}", old.full_name, field.name);
            match matched {
                Some(matched) => self.field(&path, field, matched),
                None if Numbers::of_message(new).reserve(field.number.into(), &field.name) => {
                    self.push(Rule::FieldRemoved, &path, format!("removed, {} is reserved", field.number));
                }
                None => self.push(Rule::FieldRemovedNotReserved, &path, format!("removed, was {}", field.number)),
            }
        }
        for field in pairs.added {
            let path = format!("{}.{}", old.full_name, field.name);
            self.push(Rule::FieldAdded, &path, format!("added as {}, {}", field.number, type_of(field)));
        }
    }

    fn enums(&mut self, pairs: Pairs<'_, Enum>) {
        for (old, new) in pairs.matched {
            let path = &old.full_name;
            let Some(new) = new else {
                self.push(Rule::EnumRemoved, path, "removed");
                continue;
            };
            if new.full_name != *path {
                self.push(Rule::EnumRenamed, path, format!("renamed to {}", new.full_name));
            }
            self.comment(path, &old.origin, &new.origin);
            self.values(old, new);
            self.reservations(path, &Numbers::of_enum(old), &Numbers::of_enum(new));
        }
        for added in pairs.added {
            self.push(Rule::EnumAdded, &added.full_name, format!("added with {} values", added.values.len()));
        }
    }

    fn values(&mut self, old: &Enum, new: &Enum) {
        let pairs = pair(&old.values, &new.values, |v| &v.name, |old, new| old.number == new.number);
        for (value, matched) in pairs.matched {
            let path = format!("{}.{}", old.full_name, value.name);
            match matched {
                Some(matched) => self.value(&path, value, matched),
                None if Numbers::of_enum(new).reserve(value.number.into(), &value.name) => {
                    self.push(Rule::EnumValueRemoved, &path, format!("removed, {} is reserved", value.number));
                }
                None => self.push(Rule::EnumValueRemovedNotReserved, &path, format!("removed, was {}", value.number)),
            }
        }
        // The privacy classes are an enum that nobody sends.
        let rule = if old.package == OPTIONS_PACKAGE { Rule::ClassAdded } else { Rule::EnumValueAdded };
        for value in pairs.added {
            self.push(rule, &format!("{}.{}", old.full_name, value.name), format!("added as {}", value.number));
        }
    }

    fn value(&mut self, path: &str, old: &EnumValue, new: &EnumValue) {
        if old.name != new.name {
            self.push(Rule::EnumValueRenamed, path, format!("renamed to {}", new.name));
        }
        if old.number != new.number {
            self.push(Rule::EnumValueRenumbered, path, change(old.number, new.number));
        }
        if old.event != new.event {
            self.push(Rule::EventKindChanged, path, "stands for another kind of event");
        }
        if old.error != new.error {
            self.push(Rule::ErrorNamesChanged, path, "what it is called elsewhere, or what implies it");
        }
        self.comment(path, &old.origin, &new.origin);
    }

    fn services(&mut self, pairs: Pairs<'_, Service>) {
        for (old, new) in pairs.matched {
            let path = &old.full_name;
            let Some(new) = new else {
                self.push(Rule::ServiceRemoved, path, "removed");
                continue;
            };
            if new.full_name != *path {
                self.push(Rule::ServiceRenamed, path, format!("renamed to {}", new.full_name));
            }
            self.comment(path, &old.origin, &new.origin);
            self.methods(old, new);
        }
        for added in pairs.added {
            self.push(Rule::ServiceAdded, &added.full_name, format!("added with {} methods", added.methods.len()));
        }
    }

    fn methods(&mut self, old: &Service, new: &Service) {
        let same = |old: &Method, new: &Method| signature(old) == signature(new);
        let pairs = pair(&old.methods, &new.methods, |m| &m.name, same);
        for (method, matched) in pairs.matched {
            let path = format!("{}.{}", old.full_name, method.name);
            let Some(new) = matched else {
                self.push(Rule::RpcRemoved, &path, "removed");
                continue;
            };
            if new.name != method.name {
                self.push(Rule::RpcRenamed, &path, format!("renamed to {}", new.name));
            }
            let renamed = |name: &str| self.names.get(name).map_or(name, |name| name).to_owned();
            let moved = Method { input: renamed(&method.input), output: renamed(&method.output), ..method.clone() };
            if signature(&moved) != signature(new) {
                self.push(Rule::RpcSignature, &path, change(signature(method), signature(new)));
            }
            self.comment(&path, &method.origin, &new.origin);
        }
        for added in pairs.added {
            self.push(
                Rule::RpcAdded,
                &format!("{}.{}", old.full_name, added.name),
                format!("added {}", signature(added)),
            );
        }
    }

    fn reservations(&mut self, path: &str, old: &Numbers<'_>, new: &Numbers<'_>) {
        for (rule, found) in [
            (Rule::ReservedReused, new.reused(old)),
            (Rule::ReservedRemoved, old.missing_in(new)),
            (Rule::ReservedAdded, new.missing_in(old)),
        ] {
            for what in found {
                self.push(rule, path, what);
            }
        }
    }

    pub(super) fn comment(&mut self, path: &str, old: &Origin, new: &Origin) {
        if old.doc != new.doc {
            self.push(Rule::Comment, path, "another comment");
        }
    }
}

/// A message without fields is a scope of enums, or an answer without content: who uses it tells. One of the options is
/// never sent.
fn is_sent(message: &&Message) -> bool {
    !message.fields.is_empty() && message.package != OPTIONS_PACKAGE
}

fn same_fields(old: &Message, new: &Message) -> bool {
    let fields = |message: &Message| -> BTreeMap<u32, String> {
        message.fields.iter().map(|field| (field.number, field.name.clone())).collect()
    };
    fields(old) == fields(new)
}

fn same_values(old: &Enum, new: &Enum) -> bool {
    let values = |declared: &Enum| -> BTreeMap<i32, String> {
        declared.values.iter().map(|value| (value.number, value.name.clone())).collect()
    };
    values(old) == values(new)
}

fn same_methods(old: &Service, new: &Service) -> bool {
    let names = |service: &Service| service.methods.iter().map(|method| method.name.clone()).collect::<Vec<_>>();
    names(old) == names(new)
}

fn signature(method: &Method) -> String {
    let stream = |streams: bool| if streams { "stream " } else { "" };
    let (client, server) = method.streams;
    format!("({}{}) returns ({}{})", stream(client), method.input, stream(server), method.output)
}

fn type_of(field: &Field) -> String {
    match field.cardinality {
        Cardinality::Repeated => format!("repeated {}", field.kind),
        _ => field.kind.to_string(),
    }
}

pub(super) fn change(old: impl std::fmt::Display, new: impl std::fmt::Display) -> String {
    format!("{old} became {new}")
}
