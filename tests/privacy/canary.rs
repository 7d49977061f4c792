//! A secret of every kind in every text of every message: none comes out, by any way there is.
//!
//! The fields come from the contract, so that a new one takes part by itself.

use crate::secrets::{clean, each_carried};
use sql_driver_telemetry::contract::{self, FrontendLog, Message, Reflect, every_field};
use sql_driver_telemetry::privacy::{Policy, ScrubCounts, Scrubbed};

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
