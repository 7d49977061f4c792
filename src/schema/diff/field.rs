//! Two versions of one field.

use super::super::model::{Cardinality, Field, Kind};
use super::Rule;
use super::compare::{Comparison, change};

impl Comparison<'_> {
    pub(super) fn field(&mut self, path: &str, old: &Field, new: &Field) {
        if old.name != new.name {
            self.push(Rule::FieldRenamed, path, format!("renamed to {}", new.name));
        } else if old.json_name != new.json_name {
            self.push(Rule::JsonName, path, change(&old.json_name, &new.json_name));
        }
        if old.number != new.number {
            self.push(Rule::FieldRenumbered, path, change(old.number, new.number));
        }
        self.shape(path, old, new);
        self.privacy(path, old, new);
        if old.extension != new.extension {
            let word = |extension| if extension { "an extension" } else { "the service's own" };
            self.push(Rule::ExtensionChanged, path, change(word(old.extension), word(new.extension)));
        }
        if old.unit != new.unit {
            let rule = if old.unit.is_none() { Rule::UnitAdded } else { Rule::UnitChanged };
            self.push(rule, path, change(or_none(&old.unit), or_none(&new.unit)));
        }
        if old.otel_attribute != new.otel_attribute {
            let what = change(or_none(&old.otel_attribute), or_none(&new.otel_attribute));
            self.push(Rule::OtelAttribute, path, what);
        }
        if (old.min, old.max) != (new.min, new.max) {
            let word = |field: &Field| match (field.min, field.max) {
                (Some(min), Some(max)) => format!("{min} to {max}"),
                _ => "no range".to_owned(),
            };
            self.push(Rule::RangeChanged, path, change(word(old), word(new)));
        }
        if (&old.obligations, &old.at_most) != (&new.obligations, &new.at_most) {
            self.push(Rule::ObligationChanged, path, "other events need it, or other numbers bound it");
        }
        if old.passport != new.passport {
            self.push(Rule::PassportChanged, path, "another purpose, owner, review or last day");
        }
        match (old.deprecated, new.deprecated) {
            (false, true) => self.push(Rule::Deprecated, path, "deprecated from now on"),
            (true, false) => self.push(Rule::DeprecationLifted, path, "no longer deprecated"),
            _ => {}
        }
        self.comment(path, &old.origin, &new.origin);
    }

    fn shape(&mut self, path: &str, old: &Field, new: &Field) {
        let same = match (&old.kind, &new.kind) {
            (Kind::Enum(old), Kind::Enum(new)) | (Kind::Message(old), Kind::Message(new)) => {
                old == new || self.names.get(old.as_str()) == Some(&new.as_str())
            }
            (old, new) => old == new,
        };
        if !same {
            let rule = match (&old.kind, &new.kind) {
                (Kind::Int32, Kind::Int64) => Rule::FieldWidened,
                (Kind::Int64, Kind::Int32) => Rule::FieldNarrowed,
                _ => Rule::FieldType,
            };
            self.push(rule, path, change(&old.kind, &new.kind));
        }
        match (old.cardinality, new.cardinality) {
            (old, new) if old == new => {}
            (Cardinality::Optional, Cardinality::Implicit) => {
                self.push(Rule::FieldPresence, path, "no longer optional");
            }
            (Cardinality::Implicit, Cardinality::Optional) => {
                self.push(Rule::FieldPresenceGained, path, "optional from now on");
            }
            (Cardinality::Repeated, _) => self.push(Rule::FieldRepeated, path, "a list became one value"),
            (_, _) => self.push(Rule::FieldRepeated, path, "one value became a list"),
        }
        if old.oneof != new.oneof {
            let word = |oneof: &Option<String>| oneof.clone().unwrap_or_else(|| "no oneof".to_owned());
            self.push(Rule::FieldOneof, path, change(word(&old.oneof), word(&new.oneof)));
        }
    }

    fn privacy(&mut self, path: &str, old: &Field, new: &Field) {
        if old.class != new.class {
            let word = |field: &Field| field.class.as_ref().map_or("no class".to_owned(), |class| class.name.clone());
            // Every class is stricter than none, and a larger number stricter than a smaller one.
            let rule = if new.class < old.class { Rule::ClassWeakened } else { Rule::ClassTightened };
            self.push(rule, path, change(word(old), word(new)));
        }
        match (old.debug_redact, new.debug_redact) {
            (true, false) => self.push(Rule::RedactDropped, path, "debug_redact is gone"),
            (false, true) => self.push(Rule::RedactAdded, path, "debug_redact is set"),
            _ => {}
        }
        match (old.unauthenticated, new.unauthenticated) {
            (true, false) => self.push(Rule::UnauthenticatedNarrowed, path, "may no longer go unauthenticated"),
            (false, true) => self.push(Rule::UnauthenticatedWidened, path, "may go unauthenticated"),
            _ => {}
        }
        self.closed_list(path, old, new);
    }

    fn closed_list(&mut self, path: &str, old: &Field, new: &Field) {
        match (old.allowed.is_empty(), new.allowed.is_empty()) {
            (true, true) => {}
            (true, false) => return self.push(Rule::ClosedListAdded, path, new.allowed.join(", ")),
            (false, true) => return self.push(Rule::ClosedListDropped, path, "the closed list is gone"),
            (false, false) => {
                for (rule, had, has) in [
                    (Rule::ClosedListWidened, &old.allowed, &new.allowed),
                    (Rule::ClosedListNarrowed, &new.allowed, &old.allowed),
                ] {
                    let words: Vec<_> = has.iter().filter(|word| !had.contains(word)).map(String::as_str).collect();
                    if !words.is_empty() {
                        self.push(rule, path, words.join(", "));
                    }
                }
            }
        }
        if old.otherwise != new.otherwise {
            self.push(Rule::OtherwiseChanged, path, change(or_none(&old.otherwise), or_none(&new.otherwise)));
        }
    }
}

fn or_none(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or("none")
}
