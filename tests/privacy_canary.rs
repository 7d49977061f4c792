//! A secret of every kind in every text of every message: none comes out, by any way there is.
//!
//! The fields come from the contract, so that a new one takes part by itself.

use sql_driver_telemetry::contract::{self, FrontendLog, Message, Reflect, every_field};
use sql_driver_telemetry::privacy::{Policy, ScrubCounts, Scrubbed};

/// Kind, a text that holds a secret, and the part of it that must not be seen.
const SECRETS: &[(&str, &str, &str)] = &[
    ("token", "dapi7f3e9c1b2a4d5e6f8091a2b3c4d5e6f7", "7f3e9c1b2a4d5e6f8091a2b3c4d5e6f7"),
    ("jwt", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJvZGFseXMifQ.c2lnbmF0dXJlLW9m", "eyJzdWIiOiJvZGFseXMifQ"),
    ("key", "AKIAQX7ZL2MNP4RSTU6V", "QX7ZL2MNP4RSTU6V"),
    ("password", "password=Zq9!vTrw3kLm", "Zq9!vTrw3kLm"),
    ("bearer", "Authorization: Bearer qW3eR5tY7uI9oP1aS3dF5gH7", "qW3eR5tY7uI9oP1aS3dF5gH7"),
    ("cookie", "Cookie: sid=kJ8hG6fD4sA2", "kJ8hG6fD4sA2"),
    ("mail", "odalys.quenneville@brightmoor.example", "odalys.quenneville"),
    ("ipv4", "10.143.27.66", "10.143.27.66"),
    ("ipv6", "fd12:3456:789a::bcde", "fd12:3456:789a::bcde"),
    ("host", "vault7.brightmoor.internal", "vault7.brightmoor"),
    ("url", "https://odalys:wX5yZ7@vault7.brightmoor.internal/x", "odalys:wX5yZ7"),
    ("signed url", "https://brightmoor.blob.core.windows.net/c/p?sv=1&sig=pL0oK9iJ8uH7yG6t", "pL0oK9iJ8uH7yG6t"),
    ("home", "/home/odalys_quenneville/keys/private.pem", "odalys_quenneville"),
    ("windows path", "C:\\Users\\Odalys Quenneville\\key.p8", "Odalys Quenneville"),
    ("volume", "/Volumes/brightmoor/payouts_raw/june.csv", "brightmoor/payouts_raw"),
    ("phone", "+33 6 41 51 55 62", "41 51 55 62"),
    ("ssn", "405-41-3963", "405-41-3963"),
    ("card", "4819-3400-9511-8207", "4819-3400-9511"),
    ("iban", "GB98 RGNJ 1028 1268 5907 13", "1028 1268 5907"),
    ("sql", "SELECT payout_xqz FROM remit_gold_bzk17 WHERE id = 5", "payout_xqz FROM remit_gold"),
    ("literal", "The value 'Odalys Quenneville' is bad", "Odalys Quenneville"),
    ("identifier", "`brightmoor`.`remit_gold_bzk17`", "remit_gold_bzk17"),
    ("pem", "-----BEGIN PRIVATE KEY-----\nMIIqW3eR5tY7uI9oP1aS3dF5gH7\n-----END PRIVATE KEY-----", "MIIqW3eR5tY7uI9o"),
    ("tags", "owner:odalys_quenneville@brightmoor.example", "odalys_quenneville"),
];

/// How a text may hold it.
const CARRIERS: &[&str] = &["{}", "failed: {}", "java.sql.SQLException: [DIVIDE_BY_ZERO] {} (HTTP 403)", "a {} b"];

#[test]
fn nothing_comes_out_of_a_log() {
    each_carried(|kind, text, secret| {
        let mut log = FrontendLog::default();
        every_field(&mut log, &mut |_, _| text.to_owned());
        clean("debug", kind, secret, &format!("{log:?}"));
        clean("alternate debug", kind, secret, &format!("{log:#?}"));
        for unauthenticated in [false, true] {
            for redacted_text in [false, true] {
                for extensions in [false, true] {
                    let policy = Policy { unauthenticated, redacted_text, extensions };
                    sweep(kind, secret, log.clone(), &policy);
                }
            }
        }
    });
}

#[test]
fn nothing_comes_out_of_the_debug_of_any_message() {
    each_carried(|kind, text, secret| {
        for descriptor in contract::messages() {
            let mut message = contract::new_message(descriptor.full_name).expect("every message can be made");
            every_field(&mut *message, &mut |_, _| text.to_owned());
            clean(descriptor.full_name, kind, secret, &format!("{message:?}"));
        }
    });
}

#[test]
fn what_goes_unauthenticated_names_nobody() {
    let id = "01f8ff23-833f-19cf-bb17-49e4df0a7a2f";
    let mut log = FrontendLog::default();
    every_field(&mut log, &mut |_, _| id.to_owned());
    let policy = Policy { unauthenticated: true, ..Policy::default() };
    let (log, _) = Scrubbed::new(log, &policy);
    let json = log.to_json();
    for absent in [
        "session_id",
        "sql_statement_id",
        "workspace_id",
        "system_configuration\":{\"os",
        "driver_connection_params",
        "stack_trace",
    ] {
        assert!(!json.contains(absent), "{absent} in {json}");
    }
}

fn each_carried(mut check: impl FnMut(&str, &str, &str)) {
    for (kind, text, secret) in SECRETS {
        for carrier in CARRIERS {
            check(kind, &carrier.replace("{}", text), secret);
        }
    }
}

fn sweep<M: Message>(kind: &str, secret: &str, message: M, policy: &Policy) {
    let (scrubbed, report) = Scrubbed::new(message.clone(), policy);
    clean("json", kind, secret, &scrubbed.to_json());
    clean("binary", kind, secret, &String::from_utf8_lossy(&scrubbed.to_binary()));
    clean("scrubbed debug", kind, secret, &format!("{scrubbed:?}"));
    clean("report", kind, secret, &format!("{report:?}"));
    let mut counts = ScrubCounts::default();
    let counted = Scrubbed::counted(message, policy, &mut counts);
    assert_eq!(counted, scrubbed);
    clean("counts", kind, secret, &format!("{counts:?}"));
    let reflected: &dyn Reflect = scrubbed.message();
    clean("reflected", kind, secret, &format!("{reflected:?}"));
}

/// No eight characters of the secret in a row.
fn clean(way: &str, kind: &str, secret: &str, out: &str) {
    let chars: Vec<char> = secret.chars().collect();
    let seen = chars.windows(8).map(|window| window.iter().collect::<String>()).find(|window| out.contains(window));
    assert_eq!(seen, None, "{kind} by {way}: {out}");
}
