//! Whether an event is complete and its values agree, by what the contract says of each field.

use std::sync::LazyLock;

use crate::check::{Rule, Score};
use crate::contract::{
    Condition, DataClass, EventKind, FieldDescriptor, FrontendLog, Kind, Message, MessageDescriptor, Need, Reflect,
    SqlDriverLog, Test, Value,
};
use crate::privacy::FieldPath;

/// Looks at every field of `log`. Gives the kind of the event, and how many of the fields that it needs are there.
///
/// `found` takes the path, the rule and what was found. Of a log without a driver's log only the numbers and ids are judged.
pub(super) fn examine(
    log: &FrontendLog,
    unauthenticated: bool,
    found: &mut dyn FnMut(&str, Rule, String),
) -> (EventKind, Score) {
    let nothing = SqlDriverLog::default();
    let driver = log.entry.as_ref().and_then(|entry| entry.sql_driver_log.as_ref());
    let tells = driver.is_some();
    let driver = driver.unwrap_or(&nothing);
    let event = kind_of(driver);
    let mut examination = Examination { driver, tells, event, unauthenticated, score: Score::default(), found };
    examination.message(FrontendLog::DESCRIPTOR, Some(log), None);
    (event, examination.score)
}

/// Tells every number that cannot be true beside another one. Of what a log says it is this that depends on how large
/// its numbers are, and on nothing else.
pub(super) fn contradictions(log: &FrontendLog, found: &mut dyn FnMut(&str, Rule, String)) {
    let Some(driver) = log.entry.as_ref().and_then(|entry| entry.sql_driver_log.as_ref()) else { return };
    for Bounded { place, path, field } in BOUNDED.iter() {
        let Value::Integer(number) = at(driver, place) else { continue };
        for bound in field.at_most {
            let Value::Integer(other) = at(driver, bound.place) else { continue };
            if number > other.saturating_add(bound.slack) && hold(driver, bound.conditions) {
                let detail = format!("is {number}, more than the {other} of {}", bound.field);
                found(path, Rule::Contradiction, detail);
            }
        }
    }
}

/// A number of the driver's log that cannot be greater than others.
struct Bounded {
    /// The way from the driver's log.
    place: Vec<usize>,
    /// The path from the top.
    path: String,
    field: &'static FieldDescriptor,
}

static BOUNDED: LazyLock<Vec<Bounded>> = LazyLock::new(|| {
    let mut bounded = Vec::new();
    collect(SqlDriverLog::DESCRIPTOR, &mut Vec::new(), "entry.sql_driver_log", &mut bounded);
    bounded
});

fn collect(message: &'static MessageDescriptor, way: &mut Vec<usize>, above: &str, bounded: &mut Vec<Bounded>) {
    for (index, field) in message.fields.iter().enumerate() {
        way.push(index);
        let path = format!("{above}.{}", field.name);
        match field.message().filter(|_| !field.repeated) {
            Some(below) => collect(below, way, &path, bounded),
            None if field.at_most.is_empty() => {}
            None => bounded.push(Bounded { place: way.clone(), path, field }),
        }
        way.pop();
    }
}

/// Returns what the event tells of, by the first word that names an operation.
fn kind_of(log: &SqlDriverLog) -> EventKind {
    let operation = log.sql_operation.as_ref();
    let detail = operation.and_then(|operation| operation.operation_detail.as_ref());
    let words = [
        detail.and_then(|detail| event_of(detail, "operation_type")),
        operation.and_then(|operation| event_of(operation, "statement_type")),
    ];
    let event = words.into_iter().flatten().find(|event| *event != EventKind::Unspecified).unwrap_or_default();
    match event {
        // Files are moved by statements (`PUT`, `GET`, `REMOVE`), and by drivers that name no operation.
        EventKind::Unspecified | EventKind::Statement if log.vol_operation.is_some() => EventKind::Volume,
        event => event,
    }
}

/// Returns the kind of event that the word of an enum stands for.
fn event_of(message: &dyn Reflect, name: &str) -> Option<EventKind> {
    let (index, field) = message.descriptor().field(name)?;
    let (Kind::Enum(declared), Value::Enum(number)) = (field.kind, message.get(index)) else { return None };
    declared.values.iter().find(|value| value.number == number).map(|value| value.event)
}

struct Examination<'a> {
    driver: &'a SqlDriverLog,
    /// Whether there is a driver's log at all: nothing is expected of what tells nothing.
    tells: bool,
    event: EventKind,
    unauthenticated: bool,
    score: Score,
    found: &'a mut dyn FnMut(&str, Rule, String),
}

impl Examination<'_> {
    fn message(
        &mut self,
        descriptor: &'static MessageDescriptor,
        message: Option<&dyn Reflect>,
        above: Option<&FieldPath<'_>>,
    ) {
        for (index, field) in descriptor.fields.iter().enumerate() {
            let value = message.map_or(Value::Absent, |message| message.get(index));
            let path = FieldPath { parent: above, name: field.name, index: None };
            self.field(field, value, &path);
            if let Some(below) = field.message().filter(|_| !field.repeated) {
                let value = match value {
                    Value::Message(message) => Some(message),
                    _ => None,
                };
                self.message(below, value, Some(&path));
            }
        }
    }

    fn tell(&mut self, path: &FieldPath<'_>, rule: Rule, detail: String) {
        (self.found)(&path.to_string(), rule, detail);
    }

    fn field(&mut self, field: &FieldDescriptor, value: Value<'_>, path: &FieldPath<'_>) {
        if field.deprecated && !matches!(value, Value::Absent) {
            self.tell(path, Rule::Deprecated, "is deprecated".to_owned());
        }
        match value {
            Value::Integer(number) if !field.is_plausible(number) => {
                let (min, max) = (field.min.unwrap_or(i64::MIN), field.max.unwrap_or(i64::MAX));
                self.tell(path, Rule::OutOfBounds, format!("is {number}; plausible is {min} to {max}"));
            }
            Value::Text(text) if field.class == DataClass::Identifier && is_nil(text) => {
                let what = if text.is_empty() { "is empty" } else { "is the id of nothing, all zeros" };
                self.tell(path, Rule::NilId, what.to_owned());
            }
            _ => {}
        }
        let fits = |events: &[EventKind]| self.tells && (events.is_empty() || events.contains(&self.event));
        let obligation = field.obligations.iter().find(|it| fits(it.events) && hold(self.driver, it.conditions));
        let Some(obligation) = obligation else { return };
        let because = || match obligation.when {
            "" => String::new(),
            when => format!(" where {when}"),
        };
        let event = name_of(self.event);
        match obligation.need {
            Need::NotApplicable if is_told(value) => {
                self.tell(path, Rule::NotApplicable, format!("says nothing about {event}{}", because()));
            }
            // What may not go there cannot be missed there.
            Need::Required | Need::Recommended if !self.unauthenticated || field.unauthenticated => {
                self.score.needed += 1;
                if is_there(value) {
                    self.score.filled += 1;
                } else {
                    let rule = Rule::NeededMissing(obligation.need);
                    self.tell(path, rule, format!("is missing from {event}{}", because()));
                }
            }
            _ => {}
        }
    }
}

/// Returns the value at a place below `message`.
fn at<'m>(mut message: &'m dyn Reflect, place: &[usize]) -> Value<'m> {
    let Some((last, way)) = place.split_last() else { return Value::Absent };
    for step in way {
        let Value::Message(below) = message.get(*step) else { return Value::Absent };
        message = below;
    }
    message.get(*last)
}

/// Returns whether every condition holds in a driver's log.
fn hold(driver: &SqlDriverLog, conditions: &[Condition]) -> bool {
    conditions.iter().all(|Condition { place, test }| match (test, at(driver, place)) {
        (Test::Told, value) => is_told(value),
        (Test::Untold, value) => !is_told(value),
        (Test::Text(expected), Value::Text(text)) => text == *expected,
        (Test::OtherText(other), Value::Text(text)) => !text.is_empty() && text != *other,
        (Test::Word(expected), Value::Enum(number)) => number == *expected,
        (Test::OtherWord(other), Value::Enum(number)) => number != 0 && number != *other,
        _ => false,
    })
}

/// Returns whether a value says something: it is set, and not zero, false, empty or unknown.
fn is_told(value: Value<'_>) -> bool {
    match value {
        Value::Absent => false,
        Value::Bool(value) => value,
        Value::Integer(number) => number != 0,
        Value::Enum(number) => number != 0,
        Value::Text(text) => !text.is_empty(),
        Value::Texts(texts) => !texts.is_empty(),
        Value::Message(message) => (0..message.descriptor().fields.len()).any(|index| is_told(message.get(index))),
        Value::Messages(messages) => !messages.is_empty(),
    }
}

/// Returns whether a value that is needed is there: zero and false are values, an empty text and the word for unknown
/// are none.
fn is_there(value: Value<'_>) -> bool {
    match value {
        Value::Bool(_) | Value::Integer(_) => true,
        Value::Message(message) => (0..message.descriptor().fields.len()).any(|index| is_there(message.get(index))),
        value => is_told(value),
    }
}

/// An identifier of nothing: empty, or nothing but zeros.
pub(crate) fn is_nil(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'0' | b'-'))
}

/// Returns what an event of that kind is called in reports.
pub(super) fn name_of(event: EventKind) -> &'static str {
    match event {
        EventKind::Unspecified => "other",
        EventKind::SessionOpen => "session_open",
        EventKind::SessionClose => "session_close",
        EventKind::Statement => "statement",
        EventKind::StatementClose => "statement_close",
        EventKind::StatementCancel => "statement_cancel",
        EventKind::Metadata => "metadata",
        EventKind::Volume => "volume",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::messages;

    #[test]
    fn every_number_that_has_bounds_is_looked_at() {
        let all = messages().iter().flat_map(|message| message.fields).filter(|field| !field.at_most.is_empty());
        let mut all: Vec<_> = all.map(|field| field.name).collect();
        let mut known: Vec<_> = BOUNDED.iter().map(|bounded| bounded.field.name).collect();
        all.sort_unstable();
        known.sort_unstable();
        assert_eq!(known, all);
        assert!(known.len() > 10, "{known:?}");
    }
}
