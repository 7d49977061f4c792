//! Two roads lead from a log to a request: what is generated for each message scrubs and writes it in one pass, and the
//! privacy pass and the writer by the descriptors do it one after the other. Both give the same bytes and the same counts.

use proptest::prelude::*;
use proptest::test_runner::TestRng;
use sql_driver_telemetry::contract::{
    DriverErrorInfo, DriverSystemConfiguration, FrontendLog, Kind, Message, Reflect, SqlDriverLog,
    TelemetryClientContext, ValueMut, every_field,
};
use sql_driver_telemetry::json::{BodyBuilder, Constant};
use sql_driver_telemetry::privacy::{Policy, ScrubCounts, Scrubbed};

/// Texts that some classes keep, some replace and some drop; with everything that has to be escaped.
const TEXTS: &[&str] = &[
    "",
    "01f8ff23-833f-19cf-bb17-49e4df0a7a2f",
    "42",
    "custom",
    "oauth-m2m",
    "UTF-8",
    "utf-8",
    "en_US.UTF-8",
    "de",
    "ADBC Databricks Driver",
    "1.4.2",
    "DatabricksADBCDriver/1.4.2 (Linux)",
    "etl-runner",
    "/sql/1.0/warehouses/abcdef0123456789?o=7",
    "https://Dbc-A1.cloud.databricks.com:443/",
    "https://login.microsoftonline.com/tenant/oauth2",
    "TABLE_OR_VIEW_NOT_FOUND",
    "42P01",
    "ConnectionError",
    "quendry fosk",
    "jo.roe@acme.example",
    "a \"quoted\" \\ text\nwith\ta tab\u{1} and таблица",
    "[TABLE_OR_VIEW_NOT_FOUND] The table or view `a\"b` cannot be found.\nSQLSTATE: 42P01",
];

/// Sets about `share` of a hundred fields to what `random` says.
fn fill(message: &mut dyn Reflect, random: &mut TestRng, share: u32) {
    let fields = message.descriptor().fields;
    for (index, field) in fields.iter().enumerate() {
        if random.next_u32() % 100 >= share {
            continue;
        }
        let (min, max) = (field.min.unwrap_or(0), field.max.unwrap_or(0));
        let number = [0, 1, -1, min, max, min.saturating_sub(1), max.saturating_add(1), i64::MIN, i64::MAX];
        let number = number[random.next_u32() as usize % number.len()];
        let text = TEXTS[random.next_u32() as usize % TEXTS.len()].to_owned();
        match message.get_mut(index) {
            Some(ValueMut::Bool(slot)) => *slot = Some(random.next_u32().is_multiple_of(2)),
            Some(ValueMut::Int32(slot)) => *slot = Some(i32::try_from(number).unwrap_or(i32::MIN)),
            Some(ValueMut::Int64(slot)) => *slot = Some(number),
            Some(ValueMut::Enum(slot)) => {
                let Kind::Enum(declared) = field.kind else { continue };
                let at = random.next_u32() as usize % (declared.values.len() + 1);
                *slot = Some(declared.values.get(at).map_or(-7, |value| value.number));
            }
            Some(ValueMut::Text(slot)) => *slot = Some(text),
            Some(ValueMut::Texts(list)) => {
                list.extend([text, TEXTS[random.next_u32() as usize % TEXTS.len()].to_owned()]);
            }
            Some(ValueMut::Message(slot)) => fill(slot.get_or_insert(), random, share),
            Some(ValueMut::Messages(list)) => {
                fill(list.push(), random, share);
                fill(list.push(), random, share);
            }
            None => {}
        }
    }
}

/// Holds one road against the other.
fn hold(log: &FrontendLog, policy: &Policy, constants: &[&Constant]) {
    let (mut expected, mut scrubbed) = (BodyBuilder::new(7), ScrubCounts::default());
    let (mut body, mut counts) = (BodyBuilder::new(7), ScrubCounts::default());
    // Twice: a log that is not the first has a comma before it.
    for _ in 0..2 {
        let log_of_both = Scrubbed::counted(log.clone(), policy, &mut scrubbed);
        assert!(expected.push_with(&log_of_both, constants, usize::MAX));
        assert!(body.scrub_with(log, policy, &mut counts, constants, usize::MAX));
    }
    // What does not fit leaves no trace.
    assert!(!body.scrub_with(log, policy, &mut counts, constants, body.len()));
    assert_eq!(counts, scrubbed);
    let [body, expected] = [body, expected].map(|body| body.finish().bytes());
    assert_eq!(String::from_utf8_lossy(&body), String::from_utf8_lossy(&expected), "{policy:?}");
}

fn policies() -> impl Iterator<Item = Policy> {
    (0..8).map(|bits| Policy {
        extensions: bits & 1 == 0,
        unauthenticated: bits & 2 != 0,
        redacted_text: bits & 4 != 0,
    })
}

fn constants_of(mut random: TestRng, policy: &Policy) -> [Constant; 4] {
    fn one<M: Message>(random: &mut TestRng, policy: &Policy) -> Constant {
        let mut message = M::default();
        fill(&mut message, random, 60);
        Scrubbed::new(message, policy).0.to_constant()
    }
    [
        one::<SqlDriverLog>(&mut random, policy),
        one::<TelemetryClientContext>(&mut random, policy),
        one::<DriverErrorInfo>(&mut random, policy),
        one::<DriverSystemConfiguration>(&mut random, policy),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn both_roads_give_the_same(share in 5_u32..=100, random in any::<()>().prop_perturb(|(), random| random)) {
        let mut random = random;
        let mut log = FrontendLog::default();
        fill(&mut log, &mut random, share);
        for policy in policies() {
            hold(&log, &policy, &[]);
            let constants = constants_of(random.clone(), &policy);
            hold(&log, &policy, &constants.each_ref());
        }
    }
}

/// Every field, whatever chance leaves out: a field that is new takes part by itself.
#[test]
fn both_roads_give_the_same_for_every_field() {
    for text in TEXTS {
        let mut log = FrontendLog::default();
        every_field(&mut log, &mut |_, _| (*text).to_owned());
        policies().for_each(|policy| hold(&log, &policy, &[]));
    }
    policies().for_each(|policy| hold(&FrontendLog::default(), &policy, &[]));
}
