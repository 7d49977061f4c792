//! One log: every field with its class and meaning, and where the time went.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;

use super::frame::Frame;
use super::row::Row;
use super::{ask, html, missing, timeline, units};
use crate::contract::{
    DataClass, FieldDescriptor, FrontendLog, Kind, Message, MessageDescriptor, Reflect, SqlDriverLog, Value,
};
use crate::json;
use crate::receiver::date;
use crate::receiver::event::Event;
use crate::receiver::index::Query;
use crate::receiver::shared::Shared;

/// How many logs of one statement the picture takes.
const LOGS_OF_STATEMENT: usize = 100;

#[derive(Template)]
#[template(path = "log.html")]
struct Log {
    frame: Frame,
    row: Row,
    findings: Vec<Found>,
    timeline: Option<String>,
    groups: Vec<Group>,
    absent: Vec<Field>,
    json: String,
}

struct Found {
    level: &'static str,
    rule: String,
    path: String,
    detail: String,
    /// As HTML.
    advice: String,
}

/// The fields of one message.
struct Group {
    path: String,
    message: &'static str,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    value: String,
    /// What stands behind the value: its unit, or the moment that it means.
    note: String,
    class: &'static str,
    /// As HTML.
    meaning: String,
    extension: bool,
}

pub(super) async fn page(State(shared): State<Arc<Shared>>, Path(seq): Path<i64>) -> Response {
    let row = match ask(&shared, move |reader| reader.log(seq)).await {
        Ok(Some(row)) => row,
        Ok(None) => {
            let text = "It has not come yet, or was deleted because there were too many or it was too old.";
            return missing(&shared, StatusCode::NOT_FOUND, "No such log", text);
        }
        Err(response) => return response,
    };
    let event = Event::from(row.clone());
    let statement = event.log().and_then(|log| log.sql_statement_id.clone());
    let mut logs: Vec<SqlDriverLog> = event.log().cloned().into_iter().collect();
    if statement.is_some() {
        let index = Arc::clone(&shared.writer.index);
        let query = Query { statement, ..Query::default() };
        let rows = ask(&shared, move |reader| {
            let mut seqs = index.selection(&query).newest(LOGS_OF_STATEMENT);
            seqs.reverse();
            seqs.into_iter().filter_map(|seq| reader.log(seq).transpose()).collect::<Result<Vec<_>, _>>()
        });
        match rows.await {
            // Of a log that the index does not know yet.
            Ok(rows) if rows.is_empty() => {}
            Ok(rows) => logs = rows.into_iter().filter_map(|row| Event::from(row).log().cloned()).collect(),
            Err(response) => return response,
        }
    }
    let findings = event.findings.iter().map(|finding| Found {
        level: finding.rule.level().as_str(),
        rule: finding.rule.to_string(),
        path: finding.path.clone(),
        detail: finding.detail.clone(),
        advice: units::prose(finding.rule.advice()),
    });
    let findings = findings.collect();
    let (mut groups, mut absent) = (Vec::new(), Vec::new());
    let top = DataClass::Unspecified;
    fields(Some(&event.message), FrontendLog::DESCRIPTOR, "", top, &mut groups, &mut absent);
    html(&Log {
        frame: Frame::new(&shared, ""),
        findings,
        timeline: timeline::picture(&logs),
        groups,
        absent,
        json: json::pretty(&event.message),
        row: Row::new(row),
    })
}

/// Sorts the fields of a message, and of those below it, into those that are set and those that are not.
fn fields(
    message: Option<&dyn Reflect>,
    descriptor: &'static MessageDescriptor,
    above: &str,
    class: DataClass,
    groups: &mut Vec<Group>,
    absent: &mut Vec<Field>,
) {
    let path = |field: &FieldDescriptor| {
        if above.is_empty() { field.name.to_owned() } else { format!("{above}.{}", field.name) }
    };
    let (mut own, mut below) = (Vec::new(), Vec::new());
    for (index, field) in descriptor.fields.iter().enumerate() {
        let value = message.map_or(Value::Absent, |message| message.get(index));
        let class = if class == DataClass::Unspecified { field.class } else { class };
        if let Some(descriptor) = field.message() {
            below.push((field, value, descriptor, class));
            continue;
        }
        let shown = shown(value, field);
        let is_set = shown.is_some();
        let note = note(value, field);
        let field = Field {
            name: if is_set { field.name.to_owned() } else { path(field) },
            value: shown.unwrap_or_default(),
            note,
            class: class.as_str_name(),
            meaning: units::prose(field.doc),
            extension: field.extension,
        };
        if is_set { own.push(field) } else { absent.push(field) }
    }
    if !own.is_empty() {
        let path = if above.is_empty() { "the shell".to_owned() } else { above.to_owned() };
        groups.push(Group { path, message: descriptor.name, fields: own });
    }
    for (field, value, descriptor, class) in below {
        let message = match value {
            Value::Message(message) => Some(message),
            _ => None,
        };
        fields(message, descriptor, &path(field), class, groups, absent);
    }
}

/// Nobody reads milliseconds since 1970.
fn note(value: Value<'_>, field: &FieldDescriptor) -> String {
    match value {
        Value::Integer(millis) if field.name == MOMENT => {
            format!("{} {} UTC", date::date(millis), date::time(millis))
        }
        // What is long is said in a unit that people have a feeling for, too.
        Value::Integer(millis) if field.unit == Some("ms") && millis.unsigned_abs() >= 1000 => {
            format!("ms, {}", units::millis(millis))
        }
        Value::Integer(bytes) if field.unit == Some("By") && bytes >= 1000 => {
            format!("bytes, {}", units::bytes(usize::try_from(bytes).unwrap_or(usize::MAX)))
        }
        _ => match field.unit.unwrap_or_default() {
            "By" => "bytes".to_owned(),
            // `{event}` is a word about the number.
            unit => unit.trim_start_matches('{').trim_end_matches('}').to_owned(),
        },
    }
}

fn shown(value: Value<'_>, field: &FieldDescriptor) -> Option<String> {
    match value {
        Value::Absent | Value::Texts([]) | Value::Message(_) | Value::Messages(_) => None,
        Value::Bool(value) => Some(value.to_string()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Enum(number) => match field.kind {
            Kind::Enum(words) => Some(words.name(number).map_or_else(|| number.to_string(), str::to_owned)),
            _ => None,
        },
        Value::Text(text) => Some(text.to_owned()),
        Value::Texts(texts) => Some(texts.join(", ")),
    }
}

/// The one field that says when, not how long.
const MOMENT: &str = "timestamp_millis";
