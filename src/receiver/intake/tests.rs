//! A log of a kind that is known is judged as one that nobody has seen.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Arrival, ArrivedLog, Endpoint, Kinds};
use crate::contract::{
    FieldDescriptor, FrontendLog, FrontendLogEntry, Kind, Reflect, SqlDriverLog, ValueMut, every_field,
};
use crate::json;
use crate::receiver::client::Client;

const IDS: [&str; 7] = [
    "3f0c6d2e-8a51-4b7e-9c1d-2f6a7b8c9d0e",
    "9b1d6c7a-1f2e-4a3b-8c4d-5e6f7a8b9c0d",
    "01ef6d2e8a514b7e9c1d2f6a7b8c9d0e",
    "1234567890",
    "00000000-0000-0000-0000-000000000000",
    "load of Jo",
    "",
];

const TEXTS: [&str; 9] = [
    "en_US",
    "Linux",
    "1.2.3",
    "BenchDriver/1.0.0",
    "adb-1.2.azuredatabricks.net",
    "jo@example.com",
    "SELECT secret FROM t",
    "java.lang.RuntimeException: x\n\tat a.B.c(B.java:1)",
    "",
];

const NUMBERS: [i64; 8] = [0, 1, 2, 150, 1_795_350_000_000, -1, 4_000_000_000, i64::MAX];

fn one<T: Copy>(random: &mut fastrand::Rng, among: &[T]) -> T {
    among[random.usize(..among.len())]
}

/// Draws a value for a field, as a log may have it.
fn draw(random: &mut fastrand::Rng, field: &FieldDescriptor, place: ValueMut<'_>) {
    match place {
        ValueMut::Bool(slot) => *slot = Some(random.bool()),
        ValueMut::Int32(slot) => *slot = i32::try_from(one(random, &NUMBERS)).ok(),
        ValueMut::Int64(slot) => *slot = Some(one(random, &NUMBERS)),
        ValueMut::Enum(slot) => {
            let Kind::Enum(declared) = field.kind else { return };
            *slot = Some(declared.values[random.usize(..declared.values.len())].number);
        }
        ValueMut::Text(slot) => {
            let text = if random.bool() { one(random, &IDS) } else { one(random, &TEXTS) };
            *slot = Some(text.to_owned());
        }
        ValueMut::Texts(list) => list.push(one(random, &TEXTS).to_owned()),
        ValueMut::Message(slot) => fill(random, slot.get_or_insert()),
        ValueMut::Messages(list) => fill(random, list.push()),
    }
}

/// Draws some of the fields of a message, of messages most.
fn fill(random: &mut fastrand::Rng, message: &mut dyn Reflect) {
    let fields = message.descriptor().fields;
    for (index, field) in fields.iter().enumerate() {
        let is_drawn = if field.message().is_some() { random.u8(..4) > 0 } else { random.u8(..fields.len() as u8) < 8 };
        if let (true, Some(place)) = (is_drawn, message.get_mut(index)) {
            draw(random, field, place);
        }
    }
}

/// Draws some of the numbers and ids that are set anew: another log, of the same kind if these are of the same sort.
fn vary(random: &mut fastrand::Rng, message: &mut dyn Reflect) {
    for (index, field) in message.descriptor().fields.iter().enumerate() {
        match message.get_mut(index) {
            Some(ValueMut::Message(slot)) => {
                if let Some(below) = slot.get_mut() {
                    vary(random, below);
                }
            }
            Some(place @ (ValueMut::Int64(Some(_)) | ValueMut::Int32(Some(_)))) => draw(random, field, place),
            Some(ValueMut::Text(Some(text))) if text.len() == 36 => *text = IDS[random.usize(..2)].to_owned(),
            _ => {}
        }
    }
}

fn read(text: &str, endpoint: Endpoint, kinds: &Kinds) -> ArrivedLog {
    let body = format!(r#"{{"uploadTime":1795350000000,"items":[],"protoLogs":[{}]}}"#, serde_json::json!(text));
    let sender = Client::from_user_agent("Sender/1.0");
    let arrival = Arrival::read(body.as_bytes(), 1, 1_795_350_000_000, endpoint, sender, kinds);
    arrival.expect("a body").logs.pop().expect("a log")
}

/// Everything that the store, the sums and the page are told of a log.
fn told(log: ArrivedLog) -> impl PartialEq + std::fmt::Debug {
    let kind = Arc::clone(&log.kind);
    let parts = (log.client.to_string(), kind.body.clone(), log.values.clone(), log.marks.clone());
    let looked_up = (kind.operation, kind.error.clone(), log.told, log.session, log.event_id, log.content);
    (parts, looked_up, log.findings().cloned().collect::<Vec<_>>(), log.finding_set(), kind.event, kind.score)
}

proptest! {
    #[test]
    fn a_log_of_a_known_kind_is_judged_as_a_stranger(seed: u64) {
        let mut random = fastrand::Rng::with_seed(seed);
        let endpoint = one(&mut random, &[Endpoint::Authenticated, Endpoint::Unauthenticated]);
        let mut log = FrontendLog::default();
        fill(&mut random, &mut log);
        let kinds = Kinds::default();
        for _ in 0..6 {
            vary(&mut random, &mut log);
            let mut text = json::to_string(&log);
            if random.u8(..6) == 0 {
                text = text.replacen('{', r#"{"mystery":"jo@example.com","#, 1).replace(",}", "}");
            }
            prop_assert_eq!(told(read(&text, endpoint, &kinds)), told(read(&text, endpoint, &Kinds::default())));
        }
    }
}

#[test]
fn logs_that_differ_in_sound_values_alone_are_judged_once() {
    let mut log = FrontendLog::default();
    every_field(&mut log, &mut |_, _| IDS[0].to_owned());
    // What errors say is judged each time.
    let mut driver = log.entry.take().and_then(|entry| entry.sql_driver_log).expect("every field");
    driver.error_info = None;
    let text = |driver: SqlDriverLog| {
        json::to_string(&FrontendLog { entry: Some(FrontendLogEntry { sql_driver_log: Some(driver) }), ..log.clone() })
    };
    let kinds = Kinds::default();
    let kind = |text: String| read(&text, Endpoint::Authenticated, &kinds).kind;
    let first = kind(text(driver.clone()));
    let id = |id: &str| SqlDriverLog { session_id: Some(id.to_owned()), ..driver.clone() };
    let latency = |millis| SqlDriverLog { operation_latency_ms: Some(millis), ..driver.clone() };
    for alike in [id(IDS[1]), latency(150)] {
        assert!(Arc::ptr_eq(&first, &kind(text(alike.clone()))), "{alike:?}");
    }
    let strange = SqlDriverLog { auth_type: Some("other".to_owned()), ..driver.clone() };
    for strange in [id(IDS[2]), id(IDS[4]), id(IDS[5]), latency(0), latency(-1), strange] {
        assert!(!Arc::ptr_eq(&first, &kind(text(strange.clone()))), "{strange:?}");
    }
    assert!(!Arc::ptr_eq(&first, &kind(text(driver.clone()).replacen('{', r#"{"mystery":1,"#, 1))));
}
