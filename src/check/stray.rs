//! Texts where the contract has none: under keys that it does not know, in the place of numbers, words and messages,
//! in what stands twice, and in keys themselves. No class is theirs, so the redactor judges them.

use std::borrow::Cow;

use crate::check::{Finding, Rule};
use crate::contract::{DataClass, FieldDescriptor, Kind, MessageDescriptor};
use crate::json::{self, Tree};
use crate::privacy::{Reason, judge, of_stray};

/// Finds everything private in the places of `tree` that are no places of `descriptor`. What stands in the place of a
/// text is left to the privacy pass.
pub(super) fn find<S: AsRef<str>>(
    tree: &Tree<S>,
    descriptor: &'static MessageDescriptor,
    index: Option<usize>,
    findings: &mut Vec<Finding>,
) {
    Search { path: String::new(), index, findings }.message(tree, descriptor, "", true);
}

/// Finds everything private in an envelope, which the privacy pass never sees.
pub(super) fn find_in_envelope<S: AsRef<str>>(
    tree: &Tree<S>,
    descriptor: &'static MessageDescriptor,
    findings: &mut Vec<Finding>,
) {
    Search { path: String::new(), index: None, findings }.message(tree, descriptor, "", false);
}

/// Finds everything private in a text that should have been a log, or an envelope, and is none.
pub(super) fn find_in_text(text: &str, path: &str, index: Option<usize>, findings: &mut Vec<Finding>) {
    Search { path: path.to_owned(), index, findings }.text("", text);
}

/// Finds everything private in a value that the contract has no place for at all.
pub(super) fn find_in<S: AsRef<str>>(tree: &Tree<S>, path: &str, index: Option<usize>, findings: &mut Vec<Finding>) {
    Search { path: path.to_owned(), index, findings }.anything("", tree);
}

/// How many findings there may be before no more are told: 20,000, twice as many as departures are.
const MAX_FINDINGS: usize = 20_000;

struct Search<'a> {
    path: String,
    index: Option<usize>,
    findings: &'a mut Vec<Finding>,
}

impl Search<'_> {
    /// `read` says that the privacy pass sees the texts that stand in their places.
    fn message<S: AsRef<str>>(
        &mut self,
        tree: &Tree<S>,
        descriptor: &'static MessageDescriptor,
        key: &str,
        read: bool,
    ) {
        let Tree::Object(members) = tree else { return self.anything(key, tree) };
        let mut seen = 0_u128;
        // Most senders keep the contract's order: the next name is looked for from the last one on.
        let fields = descriptor.fields;
        let mut next = 0;
        for (key, value) in members {
            let key = key.as_ref();
            let known = (next..fields.len()).chain(0..next).find(|index| fields[*index].json_name == key);
            // A first text in its place is the pass's, and most members are one: nothing is to be done for them.
            let bit = known.map_or(0, |index| 1_u128.checked_shl(index as u32).unwrap_or(0));
            let first = seen & bit == 0;
            seen |= bit;
            if let Some(index) = known {
                next = index + 1;
                if read && first && is_in_place(value, &fields[index]) {
                    continue;
                }
            }
            let outer = self.enter(key);
            match known {
                Some(index) => self.value(key, value, &fields[index], read && first),
                None => {
                    self.key(key);
                    let (snake, camel) = (json::snake(key), json::camel(key));
                    let meant = fields.iter().find(|field| field.json_name == snake || field.json_name == camel);
                    match meant {
                        Some(field) => self.value(key, value, field, false),
                        None => self.anything(key, value),
                    }
                }
            }
            self.path.truncate(outer);
        }
    }

    /// A value in the place of `field`; `read` says that the privacy pass sees its texts.
    fn value<S: AsRef<str>>(&mut self, key: &str, tree: &Tree<S>, field: &'static FieldDescriptor, read: bool) {
        if let (Tree::List(items), true) = (tree, field.repeated) {
            return self.items(items, |search, item| search.item(key, item, field, read));
        }
        self.item(key, tree, field, read && !field.repeated);
    }

    fn item<S: AsRef<str>>(&mut self, key: &str, tree: &Tree<S>, field: &'static FieldDescriptor, read: bool) {
        match (tree, field.kind) {
            (Tree::Object(_), Kind::Message(below)) => self.message(tree, below, key, read),
            (Tree::Text(text), Kind::Text) if field.class != DataClass::EncodedLog => {
                let reason = if read { None } else { judge(field, text.as_ref()) };
                if let Some(reason) = reason {
                    let rule = rule_of(&reason, Rule::Private(field.class));
                    self.found(rule, reason.detail);
                }
            }
            (Tree::Text(word), Kind::Enum(declared)) if declared.number(word.as_ref()).is_some() => {}
            (tree, _) => self.anything(key, tree),
        }
    }

    /// Something that the contract does not have.
    fn anything<S: AsRef<str>>(&mut self, key: &str, tree: &Tree<S>) {
        match tree {
            Tree::Text(text) => self.text(key, text.as_ref()),
            Tree::List(items) => self.items(items, |search, item| search.anything(key, item)),
            Tree::Object(members) => {
                for (key, value) in members {
                    let key = key.as_ref();
                    let outer = self.enter(key);
                    self.key(key);
                    self.anything(key, value);
                    self.path.truncate(outer);
                }
            }
            Tree::Null | Tree::Bool(_) | Tree::Number(_) => {}
        }
    }

    fn text(&mut self, key: &str, text: &str) {
        // A log inside a text, as `protoLogs` has them, hides nothing.
        let inner = text.trim_start().starts_with(['{', '[']).then(|| Tree::<Cow<'_, str>>::borrow_text(text));
        if let Some(Ok(inner)) = inner {
            return self.anything(key, &inner);
        }
        if let Some(reason) = of_stray(key, text) {
            self.found(rule_of(&reason, Rule::StrayText), reason.detail);
        }
    }

    /// A key: what could be a name may be one.
    fn key(&mut self, key: &str) {
        if json::shown(key).is_none()
            && let Some(reason) = of_stray("", key)
        {
            self.found(rule_of(&reason, Rule::StrayText), format!("is a key that {}", reason.detail));
        }
    }

    fn items<S>(&mut self, items: &[Tree<S>], mut take: impl FnMut(&mut Self, &Tree<S>)) {
        for (index, item) in items.iter().enumerate() {
            let outer = self.path.len();
            self.path.push_str(&format!("[{index}]"));
            take(self, item);
            self.path.truncate(outer);
        }
    }

    fn enter(&mut self, key: &str) -> usize {
        let outer = self.path.len();
        if outer > 0 {
            self.path.push('.');
        }
        self.path.push_str(json::shown(key).unwrap_or("(not a name)"));
        outer
    }

    fn found(&mut self, rule: Rule, detail: String) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(Finding { index: self.index, path: self.path.clone(), rule, detail });
        }
    }
}

/// Returns whether a value is of the type of its field, so that there is no text in it that the pass does not see.
fn is_in_place<S>(tree: &Tree<S>, field: &FieldDescriptor) -> bool {
    match tree {
        Tree::Null | Tree::Bool(_) | Tree::Number(_) => true,
        Tree::Text(_) => matches!(field.kind, Kind::Text) && !field.repeated,
        Tree::List(_) | Tree::Object(_) => false,
    }
}

/// Returns the rule for a reason: a secret is one wherever it stands.
pub(super) fn rule_of(reason: &Reason, rule: Rule) -> Rule {
    match reason.form {
        Some(form) => Rule::Form(form),
        None if reason.secret => Rule::Private(DataClass::Secret),
        None => rule,
    }
}
