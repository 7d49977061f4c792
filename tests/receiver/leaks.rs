//! Private texts in every place of a request that no class guards: found, named by their place, and never repeated.
#![cfg(feature = "receiver")]

use serde_json::{Value, json};
use sql_driver_telemetry::check::{Finding, Level, Payload, Rule};
use sql_driver_telemetry::contract::{
    DataClass, FieldDescriptor, FrontendLog, Kind, Message, MessageDescriptor, UploadRequest,
};

/// Texts that are private wherever they stand, each with a part that no report may repeat, and whether it is a secret.
const PRIVATE: [(&str, &str, bool); 5] = [
    ("alice.smith@example.com", "alice", true),
    ("dapi1234567890abcdef1234567890abcdef", "dapi1234", true),
    ("SELECT ssn FROM hr.people WHERE token=dapi1234567890abcdef1234567890abcdef", "ssn", true),
    ("SELECT ssn FROM hr.people", "hr.", false),
    ("/home/alice/payroll.csv", "payroll", false),
];

/// A place of a log: its path on the wire, and what stands there for a given text.
type Place = (Vec<String>, Box<dyn Fn(&str) -> Value>);

/// Every place of a message, and of the messages below it, in which a text is none of the contract.
fn places(descriptor: &'static MessageDescriptor, path: &[String], out: &mut Vec<Place>) {
    let below = |name: &str| [path, &[name.to_owned()]].concat();
    let mut add = |name: &str, value: Box<dyn Fn(&str) -> Value>| out.push((below(name), value));
    add("stranger", Box::new(|text| json!(text)));
    add("stranger", Box::new(|text| json!([{ "deep": [text] }])));
    add("stranger", Box::new(|text| json!(json!({ "inner": text }).to_string())));
    for field in descriptor.fields {
        match field.kind {
            Kind::Bool | Kind::Int32 | Kind::Int64 | Kind::Enum(_) => {
                add(field.json_name, Box::new(|text| json!(text)));
                add(field.json_name, Box::new(|text| json!([text])));
            }
            Kind::Text => add(field.json_name, Box::new(|text| json!({ "below": text }))),
            Kind::Message(_) => add(field.json_name, Box::new(|text| json!(text))),
        }
        if let Some(camel) = other_spelling(field) {
            let is_message = matches!(field.kind, Kind::Message(_));
            add(&camel, Box::new(move |text| if is_message { json!({ "below": text }) } else { json!(text) }));
        }
    }
    for field in descriptor.fields {
        if let (Kind::Message(message), false) = (field.kind, field.repeated) {
            places(message, &below(field.json_name), out);
        }
    }
}

/// `sessionId` for `session_id`.
fn other_spelling(field: &FieldDescriptor) -> Option<String> {
    let (head, tail) = field.json_name.split_once('_')?;
    let mut letters = tail.chars();
    Some(format!("{head}{}{}", letters.next()?.to_ascii_uppercase(), letters.as_str()))
}

fn log_with(path: &[String], value: Value) -> String {
    path.iter().rev().fold(value, |value, name| json!({ name: value })).to_string()
}

fn private(body: &[u8]) -> Vec<Finding> {
    let payload = Payload::read_body(body, false).expect("an object");
    payload.findings().filter(|finding| finding.rule.level() == Level::Privacy).cloned().collect()
}

fn assert_found(body: &Value, part: &str, secret: bool, what: &str) {
    let found = private(body.to_string().as_bytes());
    assert!(!found.is_empty(), "{what}: nothing is found in {body}");
    let rules: Vec<_> = found.iter().map(|finding| finding.rule).collect();
    assert!(!secret || rules.contains(&Rule::Private(DataClass::Secret)), "{what}: is no secret but {rules:?}");
    for finding in found {
        assert!(!finding.to_string().contains(part), "{what}: {finding} repeats the text");
    }
}

#[test]
fn a_private_text_is_found_in_every_place_of_a_log_that_is_none_of_the_contract() {
    let mut every = Vec::new();
    places(FrontendLog::DESCRIPTOR, &[], &mut every);
    assert!(every.len() > 300, "the walk over the contract finds {} places", every.len());
    for (path, value) in &every {
        for (text, part, secret) in PRIVATE {
            // A class decides about a text that is spelled otherwise, and may let it through: a name, for one.
            let log = log_with(path, value(text));
            let body = json!({ "uploadTime": 1, "items": [], "protoLogs": [log] });
            assert_found(&body, part, secret, &path.join("."));
        }
    }
}

#[test]
fn a_private_text_is_found_in_every_place_of_an_envelope() {
    let mut every = Vec::new();
    places(UploadRequest::DESCRIPTOR, &[], &mut every);
    for (text, part, secret) in PRIVATE {
        for (path, value) in &every {
            let mut body = json!({ "uploadTime": 1, "items": [], "protoLogs": ["{}"] });
            body[path[0].as_str()] = value(text);
            assert_found(&body, part, secret, &path.join("."));
        }
        for place in ["items", "protoLogs", "stranger"] {
            let mut body = json!({ "uploadTime": 1, "items": [], "protoLogs": [] });
            body[place] = json!([text]);
            assert_found(&body, part, secret, place);
            body[place] = json!([[{ "below": text }]]);
            assert_found(&body, part, secret, place);
        }
        let twice = format!(r#"{{"uploadTime":1,"items":[],"protoLogs":[],"protoLogs":[{}]}}"#, json!(text));
        assert!(!private(twice.as_bytes()).is_empty(), "{text}: what stands twice hides nothing");
    }
}

#[test]
fn a_private_key_is_found_and_not_repeated() {
    for (text, part, secret) in PRIVATE {
        for log in [json!({ text: 1 }), json!({ "entry": { text: { "x": 1 } } }), json!({ "stranger": { text: [] } })] {
            let body = json!({ "uploadTime": 1, "items": [], "protoLogs": [log.to_string()] });
            assert_found(&body, part, secret, "a key");
        }
        let mut body = json!({ "uploadTime": 1, "items": [], "protoLogs": [] });
        body[text] = json!(1);
        assert_found(&body, part, secret, "a key of the envelope");
    }
}

#[test]
fn a_text_that_stands_twice_is_judged_both_times() {
    for (text, part, secret) in PRIVATE {
        let log = format!(r#"{{"entry":{{"sql_driver_log":{{"session_id":"1","session_id":{}}}}}}}"#, json!(text));
        let body = json!({ "uploadTime": 1, "items": [], "protoLogs": [log] });
        assert_found(&body, part, secret, "the second session_id");
    }
}

/// A secret is one in every text of the contract, whatever the field's class.
#[test]
fn a_secret_is_a_secret_in_every_field() {
    fn texts(descriptor: &'static MessageDescriptor, path: &[String], out: &mut Vec<(Vec<String>, bool)>) {
        for field in descriptor.fields {
            let path = [path, &[field.json_name.to_owned()]].concat();
            match field.kind {
                Kind::Text => out.push((path, field.repeated)),
                Kind::Message(below) => texts(below, &path, out),
                _ => {}
            }
        }
    }
    let mut every = Vec::new();
    texts(FrontendLog::DESCRIPTOR, &[], &mut every);
    for (path, repeated) in every {
        for (text, part, _) in PRIVATE.iter().filter(|(_, _, secret)| *secret) {
            let log = log_with(&path, if repeated { json!([text]) } else { json!(text) });
            let body = json!({ "uploadTime": 1, "items": [], "protoLogs": [log] });
            assert_found(&body, part, true, &path.join("."));
        }
    }
}

#[test]
fn nothing_is_found_in_what_a_stranger_may_say() {
    for value in
        [json!("fast_path"), json!("RUNNING"), json!(7), json!(null), json!(["a", true]), json!({ "level": "info" })]
    {
        let log = json!({ "entry": { "sql_driver_log": { "stranger": value, "retry_count": 3 } } }).to_string();
        let body = json!({ "uploadTime": 1, "items": [], "protoLogs": [log] });
        assert_eq!(private(body.to_string().as_bytes()), [], "{value}");
    }
}
