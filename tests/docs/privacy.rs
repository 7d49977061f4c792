//! The table of what is sent is made from the contract.

use std::collections::BTreeMap;

use sql_driver_telemetry::contract::{self, DataClass};

const START: &str = "<!-- what is sent: generated, see tests/docs/privacy.rs -->\n";
const END: &str = "<!-- end -->";

#[test]
fn the_table_of_what_is_sent_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/privacy.md");
    let page = std::fs::read_to_string(path).expect("docs/privacy.md can be read");
    let (head, rest) = page.split_once(START).expect("the start of the table is marked");
    let (_, tail) = rest.split_once(END).expect("the end of the table is marked");
    let expected = format!("{head}{START}{}{END}{tail}", table());
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &expected).expect("docs/privacy.md can be written");
        return;
    }
    assert!(
        page == expected,
        "docs/privacy.md differs from the contract: run `UPDATE_DOCS=1 cargo test --test docs privacy`"
    );
}

/// One row for what is done with a value, and in it the fields by message.
fn table() -> String {
    let mut rows: BTreeMap<Treatment, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    for message in contract::messages().iter().filter(|message| message.full_name.starts_with("telemetry.log.")) {
        for field in message.fields.iter().filter(|field| field.message().is_none()) {
            let mut put =
                |treatment| rows.entry(treatment).or_default().entry(message.name).or_default().push(field.name);
            put(Treatment::of(field.class));
            if field.unauthenticated {
                put(Treatment::Unauthenticated);
            }
        }
    }
    let mut table = "| | fields |\n|---|---|\n".to_owned();
    for (treatment, messages) in rows {
        let messages: Vec<_> = messages
            .iter()
            .map(|(message, fields)| {
                let fields: Vec<_> = fields.iter().map(|field| format!("`{field}`")).collect();
                format!("*{message}*: {}", fields.join(", "))
            })
            .collect();
        table += &format!("| {} | {} |\n", treatment.words(), messages.join("<br>"));
    }
    table
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Treatment {
    AsIs,
    Validated,
    Reduced,
    Never,
    Unauthenticated,
}

impl Treatment {
    fn of(class: DataClass) -> Self {
        match class {
            DataClass::Public => Self::AsIs,
            DataClass::PublicText
            | DataClass::Identifier
            | DataClass::Locale
            | DataClass::ErrorName
            | DataClass::ErrorClass
            | DataClass::Sqlstate => Self::Validated,
            DataClass::AppName
            | DataClass::UserAgent
            | DataClass::HttpPath
            | DataClass::WorkspaceHost
            | DataClass::Url
            | DataClass::Frames => Self::Reduced,
            _ => Self::Never,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::AsIs => "**numbers, switches, closed words**: as they are",
            Self::Validated => "**plain text and ids**: only if they are what they should be",
            Self::Reduced => "**reduced** to a known part, or to one word that stands for it",
            Self::Never => "**never sent**",
            Self::Unauthenticated => "before authentication, **nothing but**",
        }
    }
}
