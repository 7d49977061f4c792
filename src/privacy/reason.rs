//! Why the pass did not let a text through: in words, without the text.

use crate::contract::{DataClass, FieldDescriptor};
use crate::privacy::class::{self, CUSTOM, MAX_APP_NAME, MAX_PUBLIC};
use crate::privacy::name;

/// A text that says nothing of anybody, in another form than the contract's. What the pass changes in it is form alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Form {
    /// A host of the service with a scheme, a port or a slash around it.
    HostAsUrl,
    /// A host that is this machine: a receiver on loopback, or a test.
    LoopbackHost,
    /// `C` or `POSIX`, or a locale with the encoding behind it.
    LocaleOfSystem,
    /// A UUID with a short number behind it.
    IdWithNumber,
    /// A user agent with the platform in brackets.
    AgentPlatform,
    /// The path of a warehouse or a cluster without its first slash.
    PathWithoutSlash,
    /// A word of a closed list in other letters than the list's, or a host in capitals.
    Spelling,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 7] = [
        Self::HostAsUrl,
        Self::LoopbackHost,
        Self::LocaleOfSystem,
        Self::IdWithNumber,
        Self::AgentPlatform,
        Self::PathWithoutSlash,
        Self::Spelling,
    ];
}

/// What was found in a text that is not let through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reason {
    /// The form that is wrong, if nothing else is.
    pub(crate) form: Option<Form>,
    /// Whether a credential or an e-mail address is in it.
    pub(crate) secret: bool,
    /// What failed and what the pass makes of it.
    pub(crate) detail: String,
}

/// Returns why `class` makes `left` of the text of `field`; `None` for nothing left.
pub(super) fn of(class: DataClass, field: &FieldDescriptor, text: &str, left: Option<&str>) -> Reason {
    if let Some(form) = form(class, field, text, left) {
        let detail = format!("{}; {}", form.found(), made(field, left));
        return Reason { form: Some(form), secret: false, detail };
    }
    let seen = look(text);
    let secret = seen.as_ref().is_some_and(|seen| seen.secret);
    let mut detail = what_failed(class, field, text, left);
    // That a host looks like a host says nothing new.
    let is_new = |seen: &Seen| {
        (secret || class != DataClass::UserAgent)
            && seen.words.rsplit(' ').next().is_some_and(|noun| !detail.contains(noun))
    };
    if let Some(seen) = seen.filter(is_new) {
        detail = format!("{detail}, and looks like {}", seen.words);
    }
    Reason { form: None, secret, detail: format!("{detail}; {}", made(field, left)) }
}

/// Returns why a text that stands where the contract has none must not leave: `None` if nothing is wrong with it. `key`
/// is the name that it stands under.
pub(crate) fn of_stray(key: &str, text: &str) -> Option<Reason> {
    // What the name says may be graver than what the text looks like.
    let seen = match look(text) {
        Some(seen) if seen.secret => seen,
        seen => look_under(key, text).filter(|under| under.secret || seen.is_none()).or(seen)?,
    };
    let detail = format!("looks like {}", seen.words);
    Some(Reason { form: None, secret: seen.secret, detail })
}

impl Form {
    const fn found(self) -> &'static str {
        match self {
            Self::HostAsUrl => "is not a bare host: has a scheme, a port or a slash",
            Self::LoopbackHost => "is this machine",
            Self::LocaleOfSystem => "is the system's word for a locale, or has its encoding behind it",
            Self::IdWithNumber => "is a UUID with a number behind it",
            Self::AgentPlatform => "has the platform in brackets",
            Self::PathWithoutSlash => "does not begin with a slash",
            Self::Spelling => "is in other letters than the contract's",
        }
    }
}

/// Returns the form that is wrong, if the change is one of form alone.
fn form(class: DataClass, field: &FieldDescriptor, text: &str, left: Option<&str>) -> Option<Form> {
    match (class, left) {
        (DataClass::WorkspaceHost | DataClass::Url, Some(left)) => {
            let bare = without_url(text)?;
            if is_loopback(bare) && left == CUSTOM {
                Some(Form::LoopbackHost)
            } else if left == text.to_ascii_lowercase() {
                Some(Form::Spelling)
            } else {
                bare.eq_ignore_ascii_case(left).then_some(Form::HostAsUrl)
            }
        }
        (DataClass::Locale, left) => {
            let (locale, rest) = text.split_at(text.find(['.', '@']).unwrap_or(text.len()));
            let fits = match left {
                Some(left) => left == locale,
                None => ["C", "POSIX"].contains(&locale),
            };
            (fits && is_encoding(rest)).then_some(Form::LocaleOfSystem)
        }
        (DataClass::Identifier, None) => {
            let (id, number) = text.rsplit_once('-')?;
            let is_number = (1..=6).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
            (is_number && uuid::Uuid::try_parse(id).is_ok()).then_some(Form::IdWithNumber)
        }
        (DataClass::UserAgent, Some(left)) => {
            let rest = text.strip_prefix(left)?.trim_start().strip_prefix('(')?.strip_suffix(')')?;
            let known = |part: &str| {
                let system = part.split_whitespace().next().unwrap_or_default();
                name::is_known(system.trim_end_matches(".js")) && name::is_public(part)
            };
            let is_platform = !rest.contains(['(', ')']) && rest.split("; ").all(known);
            is_platform.then_some(Form::AgentPlatform)
        }
        (DataClass::HttpPath, Some(left)) => (left.strip_prefix('/') == Some(text)).then_some(Form::PathWithoutSlash),
        (_, Some(left)) if !field.allowed.is_empty() => left.eq_ignore_ascii_case(text).then_some(Form::Spelling),
        _ => None,
    }
}

/// Returns the host in `https://host:443/`; nothing if there is a user, a path or a query too.
fn without_url(text: &str) -> Option<&str> {
    let text = text.trim();
    let text = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(text);
    let text = text.strip_suffix('/').unwrap_or(text);
    if text.contains(['/', '?', '#', '@', '\\']) {
        return None;
    }
    let is_port = |port: &str| port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(text, |(host, _)| host);
    Some(text.trim_end_matches('.'))
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// What a system writes behind a locale: an encoding after a dot, a variant after an `@`, or nothing.
fn is_encoding(text: &str) -> bool {
    const ENCODINGS: [&str; 11] =
        ["utf", "iso", "cp", "euc", "koi", "big5", "gb", "sjis", "shift", "windows-", "ascii"];
    const VARIANTS: [&str; 4] = ["", "@euro", "@latin", "@cyrillic"];
    let (encoding, variant) = text.split_at(text.find('@').unwrap_or(text.len()));
    let lower = encoding.trim_start_matches('.').to_ascii_lowercase();
    let known = ENCODINGS.iter().any(|known| lower.starts_with(known))
        && lower.len() <= 12
        && lower.bytes().filter(u8::is_ascii_alphabetic).count() <= 7;
    (encoding.is_empty() || known) && VARIANTS.contains(&variant)
}

/// Returns what the class asked for.
fn what_failed(class: DataClass, field: &FieldDescriptor, text: &str, left: Option<&str>) -> String {
    let words = match class {
        DataClass::PublicText if !field.allowed.is_empty() => "is not in the list of the contract",
        DataClass::PublicText if text.len() > MAX_PUBLIC => return format!("is longer than {MAX_PUBLIC} bytes"),
        DataClass::PublicText => "has words that name no program, system or version",
        DataClass::Identifier => "is no UUID and no number",
        DataClass::AppName if text.chars().count() > MAX_APP_NAME => {
            return format!("is longer than {MAX_APP_NAME} characters");
        }
        DataClass::AppName => "is not the bare name of a program",
        DataClass::UserAgent => "has more in it than products and their versions",
        DataClass::HttpPath => "is no path of a warehouse or a cluster",
        DataClass::WorkspaceHost if left == Some(CUSTOM) => "is no host of the service",
        DataClass::WorkspaceHost => "is not a bare host: has a user, a path or a query",
        DataClass::Url => "is more than the host of an identity provider",
        DataClass::Locale => "is no locale",
        DataClass::ErrorName => "is not the bare name of an error",
        DataClass::ErrorClass => "is no published error class",
        DataClass::Sqlstate => "is no listed SQLSTATE",
        DataClass::Sanitize | DataClass::Frames => "is free text",
        DataClass::PrivateHost => "is a host of the user's own network",
        DataClass::LocalPath => "is a path of the user's machine",
        DataClass::Email => "is a person's address",
        DataClass::DropValue => "is the user's own text",
        DataClass::Secret => "is a secret",
        DataClass::EncodedLog | DataClass::Public | DataClass::Unspecified => "is a text that has no class",
    };
    words.to_owned()
}

/// Returns what the pass makes of it. Words of the contract may be shown, parts of the value may not.
fn made(field: &FieldDescriptor, left: Option<&str>) -> String {
    match left {
        None => "the pass drops it".to_owned(),
        Some(word) if [CUSTOM, "other"].contains(&word) || field.allowed.contains(&word) => {
            format!("the pass writes `{word}`")
        }
        Some(word) if field.otherwise == Some(word) => format!("the pass writes `{word}`"),
        Some(_) => "the pass keeps a part of it".to_owned(),
    }
}

/// What a text looks like.
struct Seen {
    /// In words, such as `a token and a query`.
    words: String,
    secret: bool,
}

/// Returns what the redactor would take out of a text, if anything. Without the redactor in the build, nothing.
#[cfg(feature = "redacted-text")]
fn look(text: &str) -> Option<Seen> {
    use crate::privacy::{redact, redactor};

    if text.len() < SHORTEST || redactor().is_clean(text) {
        return None;
    }
    let Ok(redacted) = redactor().redact(text) else {
        return Some(Seen { words: "what cannot be made safe".to_owned(), secret: false });
    };
    let found = redactor().kinds(text);
    // What the classifier alone took is a guess, and whoever is told of a finding has to see what it is. A text that is only too
    // long has nothing in it that is known to be private; but nobody knows what it is.
    if found.is_empty() || redacted.counts().is_empty() {
        let words = format!("a long text, of more than {} characters", redact::MAX_CHARS);
        return (text.len() > redact::MAX_CHARS).then_some(Seen { words, secret: false });
    }
    let known = KINDS.iter().filter(|(mark, _, _)| found.contains(mark));
    let secret = known.clone().any(|(_, _, secret)| *secret);
    let mut kinds: Vec<&str> = known.map(|(_, kind, _)| *kind).collect();
    kinds.dedup();
    if kinds.is_empty() {
        kinds.push("something that is private");
    }
    Some(Seen { words: kinds.join(" and "), secret })
}

#[cfg(not(feature = "redacted-text"))]
fn look(_text: &str) -> Option<Seen> {
    None
}

/// Returns what a text looks like because of the name that it stands under: a password looks like any word.
fn look_under(key: &str, text: &str) -> Option<Seen> {
    if key.is_empty()
        || key.len() > MAX_PUBLIC
        || text.is_empty()
        || class::public_text(text).is_some() && !is_telling(key)
    {
        return None;
    }
    let seen = look(&format!("{key}={text}"))?;
    // What is wrong with the name alone is told of the name.
    look(&format!("{key}=1")).is_none().then_some(seen)
}

/// Names under which even a plain word is private.
fn is_telling(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    ["pass", "pwd", "secret", "token", "credential", "api_key", "apikey"].iter().any(|part| key.contains(part))
}

/// Texts that are shorter hold nothing that the redactor knows.
#[cfg(feature = "redacted-text")]
const SHORTEST: usize = 3;

/// What the redactor's placeholders stand for, and whether it is a credential or an address of a person, which are
/// secrets in whatever field they stand.
#[cfg(feature = "redacted-text")]
const KINDS: &[(&str, &str, bool)] = &[
    ("<token>", "a token", true),
    ("<jwt>", "a token", true),
    ("<key>", "a key", true),
    ("<credential>", "a credential", true),
    ("<cookie>", "a cookie", true),
    ("<pem>", "a private key", true),
    ("<secret>", "a secret", true),
    ("<conn>", "a connection string", true),
    ("<email>", "an e-mail address", true),
    ("<sql>", "SQL", false),
    ("<path>", "a path", false),
    ("<url>", "a URL", false),
    ("<query>", "the query of a URL", false),
    ("<host>", "a host", false),
    ("<ip>", "an address", false),
    ("<user>", "a name", false),
    ("<agent>", "a user agent", false),
    ("<row>", "a row", false),
    ("<app>", "frames of an application", false),
    ("<lit>", "a value", false),
    ("<argument>", "an argument", false),
    ("<amount>", "an amount", false),
    ("<card>", "the number of a card", false),
    ("<iban>", "the number of an account", false),
    ("<phone>", "a telephone number", false),
    ("<ssn>", "a social security number", false),
    ("<number>", "a number", false),
    ("<date>", "a date", false),
    ("<tags>", "tags", false),
    ("<id>", "a name of the user's own", false),
    ("<high>", "random characters", false),
];

#[cfg(all(test, feature = "redacted-text"))]
mod tests {
    use super::*;
    use crate::privacy::{redact, redactor};

    #[test]
    fn every_placeholder_of_the_redactor_has_its_words() {
        let known: Vec<_> = KINDS.iter().map(|(mark, _, _)| *mark).collect();
        for mark in redact::placeholders() {
            assert!(known.contains(&mark), "{mark} has no words: add it to KINDS");
        }
    }

    #[test]
    fn a_stray_text_is_judged_by_what_it_is_and_by_its_name() {
        let secret = |key, text| of_stray(key, text).map(|reason| reason.secret);
        assert_eq!(secret("owner", "alice.smith@example.com"), Some(true));
        assert_eq!(secret("note", "token dapi1234567890abcdef1234567890abcdef"), Some(true));
        assert_eq!(secret("password", "hunter2"), Some(true));
        assert_eq!(secret("query", "SELECT ssn FROM hr.people"), Some(false));
        for (key, text) in [("mode", "fast_path"), ("state", "RUNNING"), ("retries", "3"), ("level", "info"), ("x", "")]
        {
            assert_eq!(of_stray(key, text), None, "{key}={text}");
        }
    }

    #[test]
    fn a_guess_of_the_classifier_is_no_finding_and_hides_none() {
        let guessed = "node archive was not found. ";
        assert_eq!(redactor().redact(guessed).expect("comes to rest").counts(), [("classified", 1)]);
        assert!(look(guessed).is_none());
        let long = look(&guessed.repeat(20)).expect("nobody knows what it is");
        assert!(long.words.starts_with("a long text"), "{}", long.words);
    }

    #[test]
    fn form_is_told_from_content() {
        let workspace = |text: &str| {
            let left = class::workspace_host(text).map(|left| left.into_owned());
            form(DataClass::WorkspaceHost, plain(), text, left.as_deref())
        };
        assert_eq!(workspace("https://example.cloud.databricks.com:443/"), Some(Form::HostAsUrl));
        assert_eq!(workspace("Example.cloud.databricks.com"), Some(Form::Spelling));
        assert_eq!(workspace("http://127.0.0.1:8080"), Some(Form::LoopbackHost));
        assert_eq!(workspace("https://jo@example.cloud.databricks.com"), None);
        assert_eq!(workspace("https://example.cloud.databricks.com/?o=7"), None);
        assert_eq!(workspace("https://db.example.com"), None);
        let locale = |text: &str| {
            let left = class::locale(text).map(|left| left.into_owned());
            form(DataClass::Locale, plain(), text, left.as_deref())
        };
        for text in ["C", "POSIX", "C.UTF-8", "en_US.UTF-8", "de_DE.ISO8859-1@euro"] {
            assert_eq!(locale(text), Some(Form::LocaleOfSystem), "{text}");
        }
        for text in ["en_US.customer", "en_US@jo.roe", "C.secret", "klingon"] {
            assert_eq!(locale(text), None, "{text}");
        }
        let id = |text| form(DataClass::Identifier, plain(), text, None);
        assert_eq!(id("01f0dddd-1111-2222-3333-444455556666-1"), Some(Form::IdWithNumber));
        assert_eq!(id("01f0dddd-1111-2222-3333-444455556666-1234567"), None);
        assert_eq!(id("stmt-1"), None);
        let agent = |text: &str| {
            let left = class::user_agent(text).map(|left| left.into_owned());
            form(DataClass::UserAgent, plain(), text, left.as_deref())
        };
        assert_eq!(
            agent("NodejsDatabricksSqlConnector/2.1.0 (Node.js 20.20.2; Linux 6.18.44)"),
            Some(Form::AgentPlatform)
        );
        assert_eq!(agent("NodejsDatabricksSqlConnector/2.1.0 (example-app/3.2; Linux 6.18.44)"), None);
    }

    fn plain() -> &'static FieldDescriptor {
        use crate::contract::{FrontendLog, Message};
        FrontendLog::DESCRIPTOR.field("frontend_log_event_id").expect("a field without a list").1
    }
}
