//! What a data-protection officer or a curious user reads: every field that can be sent, why, and who sees it.

use std::fmt::{self, Write};

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::contract::{DataClass, FieldDescriptor, FrontendLog, Kind, Message, MessageDescriptor};

/// Every leaf of a log, in the order of the contract.
#[derive(Clone, Debug)]
pub struct Inventory {
    /// The fields.
    pub fields: Vec<Entry>,
}

/// One field that can be sent, or that is known never to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The path in a log.
    pub path: String,
    /// The privacy class that decides: of a text, the strictest of its own and those of the messages around it.
    pub class: &'static str,
    /// Whether a value ever leaves.
    pub sent: bool,
    /// What it means.
    pub meaning: &'static str,
    /// What it is collected for.
    pub purpose: &'static str,
    /// Who answers for it.
    pub owner: &'static str,
    /// The release that it came with.
    pub since: &'static str,
    /// Where it was decided that it may be sent.
    pub review: &'static str,
    /// The last day on which it is sent; `None` for one without.
    pub expires: Option<&'static str>,
    /// Why it has no last day.
    pub permanent: Option<&'static str>,
    /// A value that may leave; `None` for a field that is never sent.
    pub example: Option<String>,
    /// Whether it also goes to the endpoint that needs no credential.
    pub unauthenticated: bool,
}

/// Who receives what is sent.
const RECIPIENT: &str =
    "The telemetry service of the Databricks workspace that the connection goes to, and nobody else.";

/// How long it is kept.
const RETENTION: &str = "Until a request is answered, at most as long as the connection's process runs, in its memory. \
    How long the service keeps it is the service's to say.";

/// What is in no field, whatever a driver does.
const NEVER: [&str; 6] = [
    "the text of queries, their literals and parameters",
    "data of results",
    "names of catalogs, schemas, tables, columns and files, and tags",
    "credentials",
    "names and addresses of people",
    "hosts and proxies of the customer's network, and paths of the local machine",
];

impl Default for Inventory {
    fn default() -> Self {
        Self::new()
    }
}

impl Inventory {
    /// Returns the inventory of the contract that this library was built from.
    pub fn new() -> Self {
        let mut fields = Vec::new();
        collect(FrontendLog::DESCRIPTOR, "", DataClass::Unspecified, &mut fields);
        Self { fields }
    }

    /// Returns the inventory as a page for a browser, which loads nothing else.
    pub fn to_html(&self) -> String {
        let mut out = HEAD.to_owned();
        let mut push = |text: fmt::Arguments<'_>| {
            // Writing into a `String` cannot fail.
            let _ = out.write_fmt(text);
        };
        push(format_args!("<p><b>Who sees it:</b> {RECIPIENT}</p>\n<p><b>How long:</b> {}</p>\n", escape(RETENTION)));
        push(format_args!("<h2>What is never collected</h2>\n<ul>\n"));
        for what in NEVER {
            push(format_args!("<li>{}</li>\n", escape(what)));
        }
        push(format_args!("</ul>\n<h2>Fields</h2>\n<table>\n<thead><tr>"));
        for head in ["field", "meaning", "class", "purpose", "example", "without credential", "owner", "until"] {
            push(format_args!("<th scope=\"col\">{head}</th>"));
        }
        push(format_args!("</tr></thead>\n<tbody>\n"));
        for entry in &self.fields {
            let until = entry.expires.or(entry.permanent).unwrap_or_default();
            let example =
                entry.example.as_deref().map_or("never sent".to_owned(), |it| format!("<code>{}</code>", escape(it)));
            push(format_args!(
                "<tr><td><code>{}</code></td><td>{}</td><td>{}</td><td>{}</td><td>{example}</td><td>{}</td><td>{}</td>\
                 <td>{}</td></tr>\n",
                entry.path,
                escape(entry.meaning),
                entry.class,
                entry.purpose,
                if entry.unauthenticated { "yes" } else { "" },
                escape(entry.owner),
                escape(until),
            ));
        }
        push(format_args!("</tbody>\n</table>\n</body>\n</html>\n"));
        out
    }
}

const HEAD: &str = "<!DOCTYPE html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width\">
<title>What SQL drivers report</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; color-scheme: light dark; }
table { border-collapse: collapse; width: 100%; font-size: 0.85rem; }
th, td { border-bottom: 1px solid #8886; padding: 0.3rem 0.5rem; text-align: left; vertical-align: top; }
td:first-child { overflow-wrap: anywhere; min-width: 12rem; }
</style>
</head>
<body>
<h1>What SQL drivers report</h1>
<p>Every field that can be in a log of this library, made from its contract by
<code>sql-driver-telemetry schema inventory --html</code>. A field that is not here does not exist.</p>
";

fn collect(message: &'static MessageDescriptor, above: &str, class: DataClass, out: &mut Vec<Entry>) {
    for field in message.fields {
        let path = if above.is_empty() { field.name.to_owned() } else { format!("{above}.{}", field.name) };
        if let Some(below) = field.message() {
            let class = if field.class == DataClass::Unspecified { class } else { field.class };
            collect(below, &path, class, out);
            continue;
        }
        let is_text = matches!(field.kind, Kind::Text);
        let class = if is_text && class != DataClass::Unspecified { class } else { field.class };
        let sent = !matches!(
            class,
            DataClass::PrivateHost | DataClass::LocalPath | DataClass::Email | DataClass::DropValue | DataClass::Secret
        );
        // The build has refused a leaf without a passport.
        let Some(passport) = &field.passport else { continue };
        out.push(Entry {
            path,
            class: class.as_str_name(),
            sent,
            meaning: field.doc,
            purpose: purpose(passport.purpose),
            owner: passport.owner,
            since: passport.since,
            review: passport.review,
            expires: passport.expires,
            permanent: passport.permanent,
            example: sent.then(|| example(field, class)),
            unauthenticated: field.unauthenticated,
        });
    }
}

fn purpose(purpose: crate::contract::Purpose) -> &'static str {
    use crate::contract::Purpose;

    match purpose {
        Purpose::Unspecified => "",
        Purpose::Performance => "to make drivers faster",
        Purpose::Configuration => "to know which settings are in use, and what can be changed",
        Purpose::Reliability => "to fix what fails",
        Purpose::Environment => "to tell releases apart",
        Purpose::Usage => "to know which operations are in use",
        Purpose::Correlation => "to find the events that belong together",
        Purpose::Transport => "to carry the logs",
    }
}

/// Returns a value that its class lets through as it is.
fn example(field: &FieldDescriptor, class: DataClass) -> String {
    match field.kind {
        Kind::Bool => "true".to_owned(),
        Kind::Int32 | Kind::Int64 => {
            let (min, max) = (field.min.unwrap_or(0), field.max.unwrap_or(i64::MAX));
            if min > 1_000_000 { "1795350000000".to_owned() } else { 42.max(min).min(max).to_string() }
        }
        Kind::Enum(declared) => declared.values.get(1).map_or("", |value| value.name).to_owned(),
        Kind::Text | Kind::Message(_) => match (field.allowed.first(), class) {
            (Some(word), _) => (*word).to_owned(),
            (None, DataClass::AppName) => "dbt".to_owned(),
            (None, DataClass::UserAgent) => "DatabricksJDBCDriverOSS/1.0.7".to_owned(),
            (None, DataClass::Identifier) => "01ef0c2a-1111-2222-3333-444455556666".to_owned(),
            (None, DataClass::HttpPath) => "/sql/1.0/warehouses/0123456789abcdef".to_owned(),
            (None, DataClass::WorkspaceHost) => "dbc-a1b2345c-d6e7.cloud.databricks.com".to_owned(),
            (None, DataClass::Url) => "login.microsoftonline.com".to_owned(),
            (None, DataClass::Locale) => "en_US".to_owned(),
            (None, DataClass::ErrorName) => "CHUNK_DOWNLOAD_ERROR".to_owned(),
            (None, DataClass::ErrorClass) => "TABLE_OR_VIEW_NOT_FOUND".to_owned(),
            (None, DataClass::Sqlstate) => "42P01".to_owned(),
            (None, DataClass::Frames) => "[TABLE_OR_VIEW_NOT_FOUND]".to_owned(),
            _ if field.name.ends_with("version") => "1.4.2".to_owned(),
            _ => "Linux".to_owned(),
        },
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A line for each field.
impl fmt::Display for Inventory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Entry { path, class, purpose, example, .. } in &self.fields {
            writeln!(f, "{path}: {class}, {purpose}: {}", example.as_deref().unwrap_or("never sent"))?;
        }
        writeln!(f, "\nWho sees it: {RECIPIENT}\nHow long: {RETENTION}\nNever collected: {}", NEVER.join("; "))
    }
}

/// `{"recipient", "retention", "never_collected": […], "fields": [{"path", "class", "sent", "meaning", "purpose", "owner",
/// "since", "review", "expires", "permanent", "example", "unauthenticated"}]}`.
impl Serialize for Inventory {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Inventory", 4)?;
        out.serialize_field("recipient", RECIPIENT)?;
        out.serialize_field("retention", RETENTION)?;
        out.serialize_field("never_collected", &NEVER)?;
        out.serialize_field("fields", &self.fields)?;
        out.end()
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Entry", 12)?;
        out.serialize_field("path", &self.path)?;
        out.serialize_field("class", self.class)?;
        out.serialize_field("sent", &self.sent)?;
        out.serialize_field("meaning", self.meaning)?;
        out.serialize_field("purpose", self.purpose)?;
        out.serialize_field("owner", self.owner)?;
        out.serialize_field("since", self.since)?;
        out.serialize_field("review", self.review)?;
        out.serialize_field("expires", &self.expires)?;
        out.serialize_field("permanent", &self.permanent)?;
        out.serialize_field("example", &self.example)?;
        out.serialize_field("unauthenticated", &self.unauthenticated)?;
        out.end()
    }
}
