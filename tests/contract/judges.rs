//! Three judges of one JSON: our own writer and reader, the serde that pbjson generates, and the dynamic messages of
//! prost-reflect. They write the same, and they take the same, but for the reasons of one table.
#![cfg(feature = "serde")]

use proptest::prelude::*;
use prost::Message as _;
use prost_reflect::{DescriptorPool, DynamicMessage, SerializeOptions};
use serde::de::DeserializeSeed;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sql_driver_telemetry::contract::{
    self, FILE_DESCRIPTOR_SET, FieldDescriptor, Kind, Message, MessageDescriptor, every_field,
};
use sql_driver_telemetry::json::{self, Departure, DepartureKind, Tree};

use crate::choices::filled;

/// What a judge says of a departure from the contract.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Takes,
    Refuses,
}
use Verdict::{Refuses, Takes};

/// What pbjson and prost-reflect say of each departure, and why they differ from our strict reader.
fn verdicts<M: Message>(departure: &Departure) -> (Verdict, Verdict) {
    match departure.kind {
        // The standard takes an integer as a string, and a word of an enum as its number. So do all.
        DepartureKind::NumberAsString | DepartureKind::EnumAsNumber => (Takes, Takes),
        // The standard takes `1.0` and `1e2`; pbjson's numbers do not.
        DepartureKind::IntegerAsFloat => (Refuses, Takes),
        // Enums are open, so a number that is not known is kept; pbjson has no place to keep it.
        DepartureKind::UnknownEnumNumber => (Refuses, Takes),
        // The standard takes `null` for a whole list, but not for an item. pbjson takes it for neither.
        DepartureKind::Null if departure.path.ends_with(']') => (Refuses, Refuses),
        DepartureKind::Null if is_list(M::DESCRIPTOR, &departure.path) => (Refuses, Takes),
        // The standard takes `null` as absent. No driver means to send it, and the service has answered it with 500.
        DepartureKind::Null => (Takes, Takes),
        // prost-reflect joins two lists of one name; the standard says that names are unique.
        DepartureKind::DuplicateKey if is_list(M::DESCRIPTOR, &departure.path) => (Refuses, Takes),
        // The standard takes both spellings of a name; the service knows one. pbjson is shown one, too.
        DepartureKind::CamelCaseKey => (Refuses, Takes),
        _ => (Refuses, Refuses),
    }
}

/// Whether the path ends at a list.
fn is_list(message: &'static MessageDescriptor, path: &str) -> bool {
    let (name, rest) = path.split_once('.').unwrap_or((path, ""));
    let name = name.split('[').next().unwrap_or_default();
    let Some(field) = message.fields.iter().find(|field| field.json_name == name) else { return false };
    match field.message() {
        Some(below) if !rest.is_empty() => is_list(below, rest),
        _ => field.repeated,
    }
}

/// Whether one of the members at the path is null.
fn has_null(tree: &Tree, path: &str) -> bool {
    let (name, rest) = path.split_once('.').unwrap_or((path, ""));
    let Tree::Object(members) = tree else { return false };
    members.iter().filter(|(key, _)| key == name).any(|(_, value)| match rest {
        "" => matches!(value, Tree::Null),
        rest => has_null(value, rest),
    })
}

/// The JSON of a message by each judge, and its name.
fn written<M: Message + Serialize>(message: &M) -> [(&'static str, Value); 3] {
    let dynamic = DynamicMessage::decode(descriptor::<M>(), message.encode_to_vec().as_slice()).expect("binary");
    let options = SerializeOptions::new().stringify_64_bit_integers(false).use_proto_field_name(!is_envelope::<M>());
    let ours = serde_json::from_str(&json::to_string(message)).expect("JSON");
    let mut standard =
        dynamic.serialize_with_options(serde_json::value::Serializer, &options).expect("a dynamic message has a JSON");
    if is_envelope::<M>() {
        // The envelope's lists are written when they are empty, as the service wants it.
        for field in M::DESCRIPTOR.fields.iter().filter(|field| field.repeated) {
            standard.as_object_mut().expect("an object").entry(field.json_name).or_insert_with(|| json!([]));
        }
    }
    [("ours", ours), ("pbjson", serde_json::to_value(message).expect("pbjson")), ("prost-reflect", standard)]
}

fn is_envelope<M: Message>() -> bool {
    M::DESCRIPTOR.full_name.starts_with("telemetry.upload.")
}

fn descriptor<M: Message>() -> prost_reflect::MessageDescriptor {
    thread_local! {
        static POOL: DescriptorPool = DescriptorPool::decode(FILE_DESCRIPTOR_SET).expect("the image of the contract");
    }
    POOL.with(|pool| pool.get_message_by_name(M::DESCRIPTOR.full_name)).expect("a message of the contract")
}

/// All three write the same; what each of them wrote is read by the two that read strictly.
fn agree_in_writing<M: Message + Serialize + for<'de> Deserialize<'de>>(message: &M) {
    let [(_, ours), others @ ..] = written(message);
    for (judge, json) in others {
        assert_eq!(json, ours, "{judge} of {}", M::DESCRIPTOR.full_name);
    }
    let text = json::to_string(message);
    assert_eq!(&serde_json::from_str::<M>(&text).expect("pbjson reads what is written"), message);
    assert_eq!(&json::from_str::<M>(&text).expect("we read what is written"), message);
}

/// Each judge takes `text` if, and only if, the table says so; who takes it understands the same by it.
fn agree_in_reading<M: Message + for<'de> Deserialize<'de>>(text: &str) {
    let Ok(tree) = Tree::parse(text.as_bytes()) else { return };
    let mut message = M::default();
    let departures = json::read_tolerant(&tree, &mut message);
    let kinds: Vec<_> = departures.iter().map(|departure| departure.kind).collect();
    let expected = departures.iter().fold((true, true), |(pbjson, reflect), departure| {
        let verdicts = verdicts::<M>(departure);
        (pbjson && verdicts.0 == Takes, reflect && verdicts.1 == Takes)
    });
    let ours = json::from_str::<M>(text);
    assert_eq!(ours.is_ok(), kinds.iter().all(|kind| kind.is_tolerated()), "{text}");
    // The others keep what was read and not that it was, so that a name which was null does not stand twice for them, and
    // they may read a value that ours, which counts the first, does not look at.
    if departures.iter().any(|it| it.kind == DepartureKind::DuplicateKey && has_null(&tree, &it.path)) {
        return;
    }
    let pbjson = serde_json::from_str::<M>(text);
    assert_eq!(pbjson.is_ok(), expected.0, "pbjson: {text}: {departures:?}: {:?}", pbjson.err());
    let mut reader = serde_json::Deserializer::from_str(text);
    let reflect = descriptor::<M>().deserialize(&mut reader);
    assert_eq!(reflect.is_ok(), expected.1, "prost-reflect: {text}: {departures:?}: {:?}", reflect.err());
    if let Ok(pbjson) = pbjson {
        assert_eq!(pbjson, message, "{text}");
    }
    let is_other = |kind| matches!(kind, DepartureKind::CamelCaseKey | DepartureKind::DuplicateKey);
    if let (Ok(reflect), false) = (reflect, kinds.into_iter().any(is_other)) {
        assert_eq!(M::decode(reflect.encode_to_vec().as_slice()).expect("binary"), message, "{text}");
    }
}

/// Every text that could stand for a value of this kind, rightly or not.
fn values(field: &FieldDescriptor) -> Vec<String> {
    let mut values: Vec<_> = [
        "null",
        "true",
        "0",
        "1",
        "-1",
        "99",
        "1.5",
        "1.25e2",
        "2147483647",
        "2147483648",
        "-2147483649",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "\"\"",
        "\"7\"",
        "\"-7\"",
        "\" 7\"",
        "\"x\"",
        "\"1.5\"",
        "\"true\"",
        "[]",
        "{}",
        "[null]",
        "[\"a\"]",
        "[7]",
        "[{}]",
        "{\"a\":1}",
    ]
    .map(str::to_owned)
    .to_vec();
    if let Kind::Enum(declared) = field.kind {
        values.extend(declared.values.iter().map(|value| format!("\"{}\"", value.name)));
        values.extend(declared.values.iter().map(|value| value.number.to_string()));
        values.extend(declared.values.iter().map(|value| format!("\"{}\"", value.name.to_lowercase())));
    }
    values
}

/// Every field of a message, alone, twice, under another spelling and with every value.
fn every_field_is_judged_alike<M: Message + Serialize + for<'de> Deserialize<'de>>() {
    let mut full = M::default();
    every_field(&mut full, &mut |_, field| format!("<{}>", field.name));
    agree_in_writing(&full);
    agree_in_writing(&M::default());
    if is_envelope::<M>() {
        // The envelope is read tolerantly, on purpose, by a reader of its own.
        return;
    }
    let written: Value = serde_json::from_str(&json::to_string(&full)).expect("JSON");
    for field in M::DESCRIPTOR.fields {
        for value in values(field) {
            agree_in_reading::<M>(&format!("{{\"{}\":{value}}}", field.json_name));
        }
        let value = &written[field.json_name];
        agree_in_reading::<M>(&format!("{{\"{0}\":{value},\"{0}\":{value}}}", field.json_name));
        for key in [field.name.to_uppercase(), camel(field.name), format!(" {}", field.name)] {
            agree_in_reading::<M>(&format!("{{\"{key}\":null}}"));
        }
    }
    for text in ["[]", "null", "7", "\"\"", "{}", "{\"\":1}", "{\"unknown\":null}"] {
        agree_in_reading::<M>(text);
    }
}

fn camel(name: &str) -> String {
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| name + &part[..1].to_uppercase() + &part[1..])
}

/// Calls a generic function for every message of the contract; a message that is missing here fails the test below.
macro_rules! for_every_message {
    ($call:ident $(, $argument:expr)*) => {{
        use contract::*;
        let mut names = Vec::new();
        for_every_message!(@ names $call ($($argument),*) ChunkDetails DriverConnectionParameters DriverErrorInfo
            DriverSystemConfiguration DriverTelemetryLoss DriverVolumeOperation DroppedEvents ExportRequest ExportResponse
            FrontendLog FrontendLogContext FrontendLogEntry HostDetails OperationDetail ResultLatency SqlDriverLog
            SqlExecutionEvent TelemetryClientContext UploadRequest UploadResponse);
        names
    }};
    (@ $names:ident $call:ident $arguments:tt $($message:ident)*) => {
        $($names.push($message::DESCRIPTOR.full_name); $call::<$message> $arguments;)*
    };
}

#[test]
fn every_message_and_field_is_judged_alike() {
    let mut judged = for_every_message!(every_field_is_judged_alike);
    let mut declared: Vec<_> = contract::messages().iter().map(|message| message.full_name).collect();
    judged.sort_unstable();
    declared.sort_unstable();
    assert_eq!(judged, declared, "a message has no judge: add it to `for_every_message`");
}

#[test]
fn every_fixture_is_judged_alike() {
    let mut count = 0;
    for entry in std::fs::read_dir("tests/fixtures/events").expect("the fixtures can be read") {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("a fixture is text");
        agree_in_reading::<contract::FrontendLog>(&text);
        agree_in_writing(&json::from_str::<contract::FrontendLog>(&text).expect("a fixture is a log"));
        count += 1;
    }
    assert!(count > 5, "{count} fixtures");
}

/// How many random messages are judged. A longer run by hand:
/// `JUDGES_CASES=1000000 cargo test --release --all-features --test contract judges::random`.
fn cases() -> ProptestConfig {
    let cases = std::env::var("JUDGES_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig::with_cases(cases.unwrap_or(400))
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn random_messages_are_judged_alike(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        agree_in_writing(&filled::<contract::FrontendLog>(&bytes));
    }

    #[test]
    fn random_texts_are_judged_alike(text in crate::codec_laws::json_text()) {
        agree_in_reading::<contract::FrontendLog>(&text);
    }
}

/// The types are ordinary serde types: a struct that holds one derives, and other formats work.
#[test]
fn a_struct_that_holds_a_message_derives() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Recorded {
        at: u64,
        log: contract::FrontendLog,
        format: contract::ExecutionResultFormat,
    }
    let log = contract::FrontendLog { workspace_id: Some(i64::MAX), ..Default::default() };
    let recorded = Recorded { at: 7, log, format: contract::ExecutionResultFormat::ExternalLinks };
    let text = serde_json::to_string(&recorded).expect("JSON");
    assert_eq!(text, r#"{"at":7,"log":{"workspace_id":9223372036854775807},"format":"EXTERNAL_LINKS"}"#);
    assert_eq!(serde_json::from_str::<Recorded>(&text).expect("JSON"), recorded);
}
