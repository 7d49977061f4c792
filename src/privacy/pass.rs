//! The pass over a message: applies the class of every field.

use std::fmt;

use crate::contract::{DataClass, FieldDescriptor, Kind, Reflect, Value, ValueMut};
use crate::privacy::outcome::{self, Outcome};
use crate::privacy::reason::{self, Reason};

/// What the pass lets through besides the classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Whether the fields that the service's schema lacks are kept. Default: `true`; the service ignores them.
    pub extensions: bool,
    /// Whether the message goes to the endpoint that needs no credential: only fields that may are kept, no id of a
    /// session or a statement, nothing about the system or the connection. Default: `false`.
    pub unauthenticated: bool,
    /// Whether free text is redacted and kept, rather than dropped. Only with the consent of those whose text it is.
    /// Default: `false`. In a build without the feature `redacted-text` it changes nothing: free text is dropped.
    pub redacted_text: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self { extensions: true, unauthenticated: false, redacted_text: false }
    }
}

/// What the pass did to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Action {
    /// It was dropped: its class never leaves, or it is not what its class allows.
    Dropped,
    /// It was replaced by a part of it, or by a word that stands for it.
    Replaced,
    /// It was dropped because it may not go unauthenticated.
    Withheld,
    /// It was dropped because extension fields are off.
    Excluded,
    /// It was dropped because its field has expired.
    Expired,
    /// It was dropped because it is a number outside the range that the contract calls plausible.
    OutOfRange,
}

impl Action {
    /// Returns the action's name in reports, in snake_case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dropped => "dropped",
            Self::Replaced => "replaced",
            Self::Withheld => "withheld",
            Self::Excluded => "excluded",
            Self::Expired => "expired",
            Self::OutOfRange => "out_of_range",
        }
    }
}

/// One value that the pass did not let through as it was. The value itself is not told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// Where, in names of the contract: `entry.sql_driver_log.error_info.stack_trace`.
    pub path: String,
    /// The class that decided.
    pub class: DataClass,
    /// What was done.
    pub action: Action,
}

impl fmt::Display for Removal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.path, self.class.as_str_name(), self.action.as_str())
    }
}

/// Everything that the pass did to one message, in the order of the contract.
pub type ScrubReport = Vec<Removal>;

/// How many values of each class were dropped or replaced because of their class, and how many numbers were dropped
/// because they are implausible. Values that were left out for the unauthenticated endpoint, or with the extension
/// fields, are not counted: nothing was wrong with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScrubCounts {
    pub(crate) classes: [u64; CLASSES],
    pub(crate) out_of_range: u64,
}

/// Classes are numbered from 0 to [`DataClass::Secret`], the strictest.
pub(crate) const CLASSES: usize = DataClass::Secret as usize + 1;

impl ScrubCounts {
    /// Returns how many values of `class`.
    pub fn get(&self, class: DataClass) -> u64 {
        self.classes[class as usize]
    }

    /// Returns how many numbers were outside the range that the contract has for their field.
    pub fn out_of_range(&self) -> u64 {
        self.out_of_range
    }

    /// Returns the classes that were met, with their counts, the least strict first.
    pub fn iter(&self) -> impl Iterator<Item = (DataClass, u64)> + '_ {
        let counts = self.classes.iter().enumerate().filter(|(_, count)| **count > 0);
        counts.filter_map(|(class, count)| Some((DataClass::try_from(i32::try_from(class).ok()?).ok()?, *count)))
    }

    /// Counts a value of `class`.
    pub(crate) fn count(&mut self, class: DataClass) {
        self.classes[class as usize] += 1;
    }

    /// Adds the counts of `other`.
    pub fn add(&mut self, other: &Self) {
        for (own, more) in self.classes.iter_mut().zip(other.classes) {
            *own += more;
        }
        self.out_of_range += other.out_of_range;
    }
}

/// Is told what the pass does.
pub(super) trait Observer {
    fn found(&mut self, path: &FieldPath<'_>, class: DataClass, action: Action);

    /// A text that does not leave as it is; `left` is what leaves in its place.
    fn text(&mut self, path: &FieldPath<'_>, class: DataClass, _: &FieldDescriptor, _text: &str, left: Option<&str>) {
        self.found(path, class, if left.is_some() { Action::Replaced } else { Action::Dropped });
    }
}

/// One removal, and for a text the reason.
pub(crate) type Explained = (Removal, Option<Reason>);

impl Observer for Vec<Explained> {
    fn found(&mut self, path: &FieldPath<'_>, class: DataClass, action: Action) {
        self.push((Removal { path: path.to_string(), class, action }, None));
    }

    fn text(
        &mut self,
        path: &FieldPath<'_>,
        class: DataClass,
        field: &FieldDescriptor,
        text: &str,
        left: Option<&str>,
    ) {
        let action = if left.is_some() { Action::Replaced } else { Action::Dropped };
        let removal = Removal { path: path.to_string(), class, action };
        self.push((removal, Some(reason::of(class, field, text, left))));
    }
}

/// Returns why a text of `field` that is not read into a message would not leave as it is; `None` if it may.
pub(crate) fn judge(field: &FieldDescriptor, text: &str) -> Option<Reason> {
    match outcome::apply(field.class, field, text, false) {
        _ if text.is_empty() => None,
        Outcome::Kept => None,
        Outcome::Replaced(left) => Some(reason::of(field.class, field, text, Some(&left))),
        Outcome::Dropped => Some(reason::of(field.class, field, text, None)),
    }
}

impl Observer for ScrubCounts {
    fn found(&mut self, _: &FieldPath<'_>, class: DataClass, action: Action) {
        match action {
            Action::Dropped | Action::Replaced => self.count(class),
            Action::OutOfRange => self.out_of_range += 1,
            Action::Withheld | Action::Excluded | Action::Expired => {}
        }
    }
}

impl Observer for ScrubReport {
    fn found(&mut self, path: &FieldPath<'_>, class: DataClass, action: Action) {
        self.push(Removal { path: path.to_string(), class, action });
    }
}

/// The way from the top of the message to a field; made without allocating, since most of the time nobody asks.
pub(crate) struct FieldPath<'a> {
    pub(crate) parent: Option<&'a FieldPath<'a>>,
    pub(crate) name: &'static str,
    pub(crate) index: Option<usize>,
}

impl fmt::Display for FieldPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            write!(f, "{parent}.")?;
        }
        f.write_str(self.name)?;
        self.index.map_or(Ok(()), |index| write!(f, "[{index}]"))
    }
}

/// Applies the classes to `message` and to every message below it.
pub(super) fn scrub(message: &mut dyn Reflect, policy: &Policy, observer: &mut dyn Observer) {
    Pass { policy, observer, today: None }.message(message, None, None);
}

struct Pass<'a> {
    policy: &'a Policy,
    observer: &'a mut dyn Observer,
    /// The day, once somebody has asked for it.
    today: Option<u32>,
}

impl Pass<'_> {
    /// `above` is the class that a field above gives to every text below it.
    fn message(&mut self, message: &mut dyn Reflect, path: Option<&FieldPath<'_>>, above: Option<DataClass>) {
        // No class changes a number that is plausible: it goes only where its whole field does.
        let numbers_stay = self.policy.extensions && !self.policy.unauthenticated;
        for (index, field) in message.descriptor().fields.iter().enumerate() {
            let value = message.get(index);
            let stays = match value {
                Value::Bool(_) => numbers_stay && field.expires.is_none(),
                Value::Integer(number) => numbers_stay && field.expires.is_none() && field.is_plausible(number),
                value => is_absent(value),
            };
            if stays {
                continue;
            }
            let plausible = !matches!(value, Value::Integer(number) if !field.is_plausible(number));
            let Some(mut place) = message.get_mut(index) else { continue };
            let at = FieldPath { parent: path, name: field.name, index: None };
            if field.expires.is_some_and(|last| *self.today.get_or_insert_with(today) > last) {
                place.clear();
                self.observer.found(&at, field.class, Action::Expired);
                continue;
            }
            if field.extension && !self.policy.extensions {
                place.clear();
                self.observer.found(&at, field.class, Action::Excluded);
                continue;
            }
            if field.message().is_none() && self.policy.unauthenticated && !field.unauthenticated {
                place.clear();
                self.observer.found(&at, field.class, Action::Withheld);
                continue;
            }
            if !plausible {
                place.clear();
                self.observer.found(&at, field.class, Action::OutOfRange);
                continue;
            }
            let class = above.unwrap_or(field.class);
            match place {
                ValueMut::Bool(_) | ValueMut::Int32(_) | ValueMut::Int64(_) => {}
                ValueMut::Enum(slot) => self.word(slot, field, &at),
                ValueMut::Text(slot) => {
                    if let Some(text) = slot.take() {
                        *slot = self.text(text, class, field, &at);
                    }
                }
                ValueMut::Texts(list) => {
                    let texts = std::mem::take(list).into_iter().enumerate();
                    list.extend(texts.filter_map(|(index, text)| {
                        self.text(text, class, field, &FieldPath { index: Some(index), ..at })
                    }));
                }
                ValueMut::Message(slot) => {
                    let below = (field.class != DataClass::Unspecified).then_some(field.class).or(above);
                    if let Some(message) = slot.get_mut() {
                        self.message(message, Some(&at), below);
                        // What is left of a message under the projection is often nothing: say nothing at all then.
                        if self.policy.unauthenticated && is_empty(message) {
                            slot.clear();
                        }
                    }
                }
                ValueMut::Messages(list) => {
                    for index in 0..list.len() {
                        if let Some(message) = list.get_mut(index) {
                            self.message(message, Some(&FieldPath { index: Some(index), ..at }), above);
                        }
                    }
                }
            }
        }
    }

    /// A number that the enum does not have becomes its word for unknown.
    fn word(&mut self, slot: &mut Option<i32>, field: &FieldDescriptor, at: &FieldPath<'_>) {
        let Kind::Enum(declared) = field.kind else { return };
        if slot.is_some_and(|number| declared.name(number).is_none()) {
            *slot = Some(0);
            self.observer.found(at, field.class, Action::Replaced);
        }
    }

    fn text(&mut self, text: String, class: DataClass, field: &FieldDescriptor, at: &FieldPath<'_>) -> Option<String> {
        // An empty text says nothing, neither on the wire nor of anybody.
        if text.is_empty() {
            return None;
        }
        match outcome::apply(class, field, &text, self.policy.redacted_text) {
            Outcome::Kept => Some(text),
            Outcome::Replaced(left) => {
                self.observer.text(at, class, field, &text, Some(&left));
                Some(left)
            }
            Outcome::Dropped => {
                self.observer.text(at, class, field, &text, None);
                None
            }
        }
    }
}

/// Returns the day, counted from 1970-01-01. Before 1970 nothing has expired.
pub(crate) fn today() -> u32 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    u32::try_from(since.as_secs() / (24 * 60 * 60)).unwrap_or(u32::MAX)
}

fn is_absent(value: Value<'_>) -> bool {
    match value {
        Value::Absent => true,
        Value::Texts(texts) => texts.is_empty(),
        Value::Messages(messages) => messages.is_empty(),
        _ => false,
    }
}

/// Returns whether no field of the message is set.
pub(crate) fn is_empty(message: &dyn Reflect) -> bool {
    (0..message.descriptor().fields.len()).all(|index| is_absent(message.get(index)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::MessageDescriptor;

    /// Three numbers: one whose last day is over, one whose last day is far, one without.
    #[derive(Debug)]
    struct Dated([Option<i64>; 3]);

    static DATED: MessageDescriptor = MessageDescriptor {
        name: "Dated",
        full_name: "test.Dated",
        doc: "",
        fields: &[field("over", Some(19_000)), field("coming", Some(u32::MAX)), field("lasting", None)],
        by_json_name: &[1, 2, 0],
    };

    const fn field(name: &'static str, expires: Option<u32>) -> FieldDescriptor {
        FieldDescriptor {
            name,
            json_name: name,
            number: 1,
            kind: Kind::Int64,
            repeated: false,
            written_empty: false,
            class: DataClass::Public,
            unauthenticated: true,
            extension: false,
            unit: None,
            otel_attribute: None,
            min: None,
            max: None,
            obligations: &[],
            at_most: &[],
            passport: None,
            expires,
            deprecated: false,
            allowed: &[],
            otherwise: None,
            doc: "",
        }
    }

    impl Reflect for Dated {
        fn descriptor(&self) -> &'static MessageDescriptor {
            &DATED
        }

        fn get(&self, index: usize) -> Value<'_> {
            self.0[index].map_or(Value::Absent, Value::Integer)
        }

        fn get_mut(&mut self, index: usize) -> Option<ValueMut<'_>> {
            self.0.get_mut(index).map(ValueMut::Int64)
        }
    }

    #[test]
    fn what_has_expired_is_no_longer_sent() {
        for unauthenticated in [false, true] {
            let mut message = Dated([Some(1); 3]);
            let mut report = ScrubReport::new();
            scrub(&mut message, &Policy { unauthenticated, ..Policy::default() }, &mut report);
            assert_eq!(message.0, [None, Some(1), Some(1)]);
            assert_eq!(report.iter().map(ToString::to_string).collect::<Vec<_>>(), ["over PUBLIC expired"]);
        }
    }
}
