//! What each class of data does to a string: one pure function a class.
//!
//! A result of `None` means that the field is absent. None of them fails, and none of them allocates when the text may
//! go as it is. The numbers of a message need no function: a number, a bool and an enum are what they are.

use std::borrow::Cow;

use super::fingerprint::{self, ErrorClass};
use super::list::List;
use super::name;
use crate::contract::ErrorKind;

/// Returns public text: names and versions of the driver, the runtime, the system.
///
/// At most [`MAX_PUBLIC`] characters that are words and versions of programs; absent if anything in it is neither.
pub fn public_text(text: &str) -> Option<Cow<'_, str>> {
    (!text.is_empty() && text.len() <= MAX_PUBLIC && name::is_public(text)).then_some(Cow::Borrowed(text))
}

/// Returns a word of a closed list, in any case, in the list's own spelling. Anything else becomes `otherwise`.
pub fn closed_list(text: &str, allowed: &[&'static str], otherwise: Option<&'static str>) -> Option<Cow<'static, str>> {
    if text.is_empty() {
        return None;
    }
    let known = allowed.iter().find(|known| known.eq_ignore_ascii_case(text)).copied();
    known.or(otherwise).map(Cow::Borrowed)
}

/// Returns an identifier: a UUID with or without dashes, or a number of at most 20 digits. Never hashed, never
/// shortened.
pub fn identifier(text: &str) -> Option<Cow<'_, str>> {
    let bytes = text.as_bytes();
    let parses = if let Ok(bytes) = <&[u8; 36]>::try_from(bytes) {
        // With the dashes in their places, so many digits leave no place for anything else.
        [8, 13, 18, 23].iter().all(|at| bytes[*at] == b'-') && hexadecimal(bytes) == 32
    } else if let Ok(bytes) = <&[u8; 32]>::try_from(bytes) {
        hexadecimal(bytes) == 32
    } else {
        (1..=20).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_digit)
    };
    parses.then_some(Cow::Borrowed(text))
}

/// Returns how many of the bytes are hexadecimal digits. Without a branch, so that many are looked at in one
/// instruction.
fn hexadecimal<const N: usize>(bytes: &[u8; N]) -> u8 {
    let digit = |byte: u8| byte.wrapping_sub(b'0') < 10 || (byte | 0x20).wrapping_sub(b'a') < 6;
    bytes.iter().fold(0, |count, byte| count + u8::from(digit(*byte)))
}

/// Returns the host of a workspace: the bare host in lower case under the domains of the service, else `custom`.
///
/// Scheme, user, port, path and query are gone.
pub fn workspace_host(text: &str) -> Option<Cow<'_, str>> {
    let host = bare_host(text)?;
    let labels = WORKSPACE_DOMAINS.iter().find_map(|domain| strip_suffix_ignoring_case(host, domain));
    let fits = labels.is_some_and(|labels| {
        labels.split('.').count() <= 2
            && labels.split('.').all(|label| {
                (1..=MAX_LABEL).contains(&label.len())
                    && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                    && !label.starts_with('-')
            })
    });
    if !fits {
        return Some(Cow::Borrowed(CUSTOM));
    }
    Some(if host.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(host.to_ascii_lowercase())
    } else {
        Cow::Borrowed(host)
    })
}

/// Returns nothing: a host of the customer's own network never leaves. That there is one is said by a bool.
pub fn private_host(_text: &str) -> Option<Cow<'_, str>> {
    None
}

/// Returns the HTTP path of a warehouse or a cluster, else `other`. A query is cut off.
pub fn http_path(text: &str) -> Option<Cow<'_, str>> {
    let path = text.split(['?', '#', ';']).next().unwrap_or_default().trim();
    if path.is_empty() {
        return None;
    }
    let rooted = path.starts_with('/');
    let mut parts = path.strip_prefix('/').unwrap_or(path).split('/');
    let known = match (parts.next(), parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some("sql"), Some("1.0"), Some("warehouses" | "endpoints"), Some(id), None) => {
            id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit())
        }
        (Some("sql"), Some("protocolv1"), Some("o"), Some(org), Some(cluster)) => {
            (1..=20).contains(&org.len()) && org.bytes().all(|byte| byte.is_ascii_digit()) && is_cluster(cluster)
        }
        _ => false,
    };
    Some(match (known && parts.next().is_none(), rooted) {
        (true, true) => Cow::Borrowed(path),
        (true, false) => Cow::Owned(format!("/{path}")),
        (false, _) => Cow::Borrowed("other"),
    })
}

/// Returns nothing: a path of the local machine never leaves. A base name is data too.
pub fn local_path(_text: &str) -> Option<Cow<'_, str>> {
    None
}

/// Returns nothing: an e-mail address never leaves.
pub fn email(_text: &str) -> Option<Cow<'_, str>> {
    None
}

/// Returns a URL of an identity provider: the provider's domain if it is a public one, or a workspace, else `custom`.
pub fn url(text: &str) -> Option<Cow<'_, str>> {
    let host = bare_host(text)?;
    let provider = IDENTITY_PROVIDERS.iter().find(|provider| {
        strip_suffix_ignoring_case(host, provider).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    });
    match provider {
        Some(provider) => Some(Cow::Borrowed(*provider)),
        None => workspace_host(text),
    }
}

/// Returns the name of an application: a published one whole, with its version; else that of a program, without
/// folders, file extension and arguments; else `custom`.
///
/// A program's name is one word of letters and digits of any script and `._-`, at most [`MAX_APP_NAME`] characters long,
/// with few digits, and is no address, host or file.
pub fn app_name(text: &str) -> Option<Cow<'_, str>> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if ["://", "//", "\\\\"].iter().any(|mark| text.contains(mark)) {
        return Some(Cow::Borrowed(CUSTOM));
    }
    if let Some(product) = name::product(text) {
        return Some(Cow::Borrowed(product));
    }
    let (program, rest) = program(text);
    // `Nightly load of Jo`: not a name with arguments but a title, of which the first word says nothing.
    let is_title = !rest.is_empty() && !rest.starts_with(['-', '/']) && !INTERPRETERS.contains(&program);
    if is_title && name::is_public(text) && text.len() <= MAX_APP_NAME {
        return Some(Cow::Borrowed(text));
    }
    let fits = !is_title
        && program.chars().take(MAX_APP_NAME + 1).count() <= MAX_APP_NAME
        && program.chars().all(|char| char.is_alphanumeric() || matches!(char, '.' | '_' | '-'))
        && name::is_made_by_people(program)
        && !is_host_or_file(program);
    Some(Cow::Borrowed(if fits { program } else { CUSTOM }))
}

/// Returns the program that a command line begins with, without folders, version and extension, and what stands behind
/// it.
fn program(text: &str) -> (&str, &str) {
    // A path with blanks ends where its extension does.
    let mut windows = text.as_bytes().windows(EXTENSION.len());
    let end = windows.position(|here| here.eq_ignore_ascii_case(EXTENSION)).map(|at| at + EXTENSION.len());
    let end =
        end.filter(|end| text[..*end].contains('\\')).or_else(|| text.find(char::is_whitespace)).unwrap_or(text.len());
    let (word, rest) = (&text[..end], text[end..].trim_start());
    let name = match word.split_once('/') {
        // `product/1.2`: what stands behind the slash is a version, not a file.
        Some((product, version)) if !product.is_empty() && name::is_version(version) => product,
        _ => word.rsplit(['/', '\\']).next().unwrap_or(word),
    };
    let name = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && PROGRAM_EXTENSIONS.contains(&extension) => stem,
        _ => name,
    };
    (name, rest)
}

/// Returns whether a name with dots ends as hosts and files of data do.
fn is_host_or_file(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, last)| NO_PROGRAMS.has(last))
}

/// Returns a locale: a language, then at most a script and a region, as the standards list them. What follows a dot or
/// an `@` is cut off, and a region called `null`, which a driver in the field sends, is left out.
pub fn locale(text: &str) -> Option<Cow<'_, str>> {
    let name = text.split(['.', '@']).next().unwrap_or_default();
    let name = name.strip_suffix("_null").unwrap_or(name);
    name::is_locale(name).then_some(Cow::Borrowed(name))
}

/// Returns a user agent: its `product/version` words, and one application's name without a version. A product that is
/// not a driver's or a runtime's is an application's name and is treated as one; comments in brackets are gone.
pub fn user_agent(text: &str) -> Option<Cow<'_, str>> {
    let mut words: Vec<&str> = Vec::new();
    let mut depth = 0_usize;
    for word in text.split_whitespace().take(MAX_PRODUCTS) {
        let opened = word.matches(['(', '[']).count();
        let closed = word.matches([')', ']']).count();
        if depth == 0 && opened == 0 && closed == 0 {
            words.push(word);
        }
        depth = (depth + opened).saturating_sub(closed);
    }
    // What stands at the end without a version is the application: one word, or one that is published.
    let count = words.len();
    let last = words.iter().rposition(|word| word.contains('/')).map_or(0, |at| at + 1);
    let application = words.split_off(last).join(" ");
    let application = app_name(&application).filter(|name| name != CUSTOM);
    // Words that say nothing one by one may say something together: a telephone number, a name. Where one is odd, only
    // those are kept that everybody knows.
    let is_own = |word: &&str| {
        let (product, version) = word.split_once('/').unwrap_or((word, ""));
        name::is_version(version) && app_name(product).is_some_and(|name| name != CUSTOM)
    };
    let odd = !words.iter().all(|word| is_own(word) || known_product(word).is_some())
        || application.is_none() && last < count;
    let mut products: Vec<Cow<'_, str>> = Vec::new();
    for word in words {
        match known_product(word) {
            Some(product) => products.push(product.into()),
            None if !odd && is_own(&word) => products.push(word.into()),
            None => {}
        }
    }
    products.extend(application.filter(|name| !odd && name.starts_with(char::is_alphabetic)));
    let out = products.join(" ");
    match out.is_empty() {
        true => None,
        false if out == text => Some(Cow::Borrowed(text)),
        false => Some(Cow::Owned(out)),
    }
}

/// Returns a word of a user agent whose product is on the lists, with the version if it is one.
fn known_product(word: &str) -> Option<&str> {
    let (product, version) = word.split_once('/').unwrap_or((word, ""));
    let known = PRODUCTS.has(product) || name::is_known(product);
    known.then(|| if name::is_version(version) || name::is_known(version) { word } else { product })
}

/// Returns an error's text: its fingerprint. Nothing for a text of which nothing is known.
pub fn frames(text: &str) -> Option<Cow<'_, str>> {
    let print = fingerprint::fingerprint(text);
    (!print.is_empty()).then(|| Cow::Owned(print.to_string()))
}

/// Returns the name of an error: a published error class or SQLSTATE, or the last part of a type's or an enum's name,
/// if it is made of words that errors are named with and of at most three digits.
pub fn error_name(text: &str) -> Option<Cow<'_, str>> {
    if let Some(known) = error_class(text).or_else(|| sqlstate(text)) {
        return Some(known);
    }
    if ErrorKind::from_name(text).is_some() {
        return Some(Cow::Borrowed(text));
    }
    let grammar = text.len() <= MAX_ERROR_NAME
        && text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'$'));
    let last = text.rsplit(['.', '$']).next().unwrap_or(text);
    let digits = last.bytes().filter(u8::is_ascii_digit).count();
    (grammar && digits <= 3 && name::is_error_name(last)).then_some(Cow::Borrowed(last))
}

/// Returns a published error class, with its subclass if it has one.
pub fn error_class(text: &str) -> Option<Cow<'_, str>> {
    let (class, subclass) = text.split_once('.').unwrap_or((text, ""));
    let class = ErrorClass::find(class)?;
    (text.len() == class.name().len() || class.subclass(subclass).is_some()).then_some(Cow::Borrowed(text))
}

/// Returns a listed SQLSTATE.
pub fn sqlstate(text: &str) -> Option<Cow<'_, str>> {
    fingerprint::sqlstate(text).map(Cow::Borrowed)
}

/// Returns free text, redacted; absent if it cannot be made safe. Opt-in: no field that is on by default is of this
/// class.
#[cfg(feature = "redacted-text")]
pub fn sanitize(text: &str) -> Option<Cow<'_, str>> {
    let text = super::redactor().redact(text).ok()?.into_text();
    (!text.is_empty()).then_some(text)
}

/// Returns nothing: free text of the customer never leaves.
pub fn drop_value(_text: &str) -> Option<Cow<'_, str>> {
    None
}

/// Returns nothing: a secret never leaves.
pub fn secret(_text: &str) -> Option<Cow<'_, str>> {
    None
}

/// Returns the host of a URL, of a `user@host:port`, or of itself; nothing for an empty text.
fn bare_host(text: &str) -> Option<&str> {
    let text = text.trim();
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host.split(':').next().unwrap_or_default().trim_end_matches('.');
    (!text.is_empty()).then_some(host)
}

/// `0123-456789-abcdefgh`: how the service names clusters.
fn is_cluster(id: &str) -> bool {
    let mut parts = id.split('-');
    let digits = |part: Option<&str>, length: usize| {
        part.is_some_and(|part| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    digits(parts.next(), 4)
        && digits(parts.next(), 6)
        && parts.next().is_some_and(|part| {
            (4..=12).contains(&part.len())
                && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
        && parts.next().is_none()
}

fn strip_suffix_ignoring_case<'t>(text: &'t str, suffix: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(suffix.len())?;
    text.get(at..).filter(|end| end.eq_ignore_ascii_case(suffix))?;
    text.get(..at)
}

/// What stands for a host, a URL or a name that is the customer's own.
pub const CUSTOM: &str = "custom";
/// Longest public text, in bytes.
pub const MAX_PUBLIC: usize = 100;
/// Longest name of an application, in characters.
pub const MAX_APP_NAME: usize = 64;

/// Longest error name, in bytes.
const MAX_ERROR_NAME: usize = 128;
/// Longest label of a workspace's host: the longest that the service makes is 20, a person's own may be longer.
const MAX_LABEL: usize = 40;
/// More words than any user agent of a driver has.
const MAX_PRODUCTS: usize = 16;

const WORKSPACE_DOMAINS: &[&str] = &[
    ".cloud.databricks.com",
    ".gcp.databricks.com",
    ".azuredatabricks.net",
    ".cloud.databricks.us",
    ".cloud.databricks.mil",
    ".databricks.azure.us",
    ".databricks.azure.cn",
];

const IDENTITY_PROVIDERS: &[&str] = &[
    "accounts.google.com",
    "auth0.com",
    "login.microsoftonline.com",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
    "oauth2.googleapis.com",
    "okta.com",
    "okta-emea.com",
    "oktapreview.com",
    "onelogin.com",
    "pingidentity.com",
    "pingone.com",
    "sts.windows.net",
];

/// What programs of Windows end with.
const EXTENSION: &[u8] = b".exe";

const PROGRAM_EXTENSIONS: &[&str] =
    &["bat", "bin", "cmd", "dll", "exe", "jar", "js", "mjs", "pl", "py", "rb", "sh", "ts"];

/// Programs that run others: what stands behind them is an argument.
const INTERPRETERS: &[&str] = &[
    "R",
    "Rscript",
    "bash",
    "cmd",
    "dotnet",
    "java",
    "javaw",
    "node",
    "perl",
    "php",
    "powershell",
    "pwsh",
    "python",
    "python2",
    "python3",
    "ruby",
    "sh",
];

/// What hosts end with, and files that are no programs.
static NO_PROGRAMS: List<256> = List::new(
    "ai app at au avro be biz br ca cfg ch cloud cn co com conf corp csv cz de dev dk doc docx edu es eu example fi \
    fr gov home html ie in info ini int internal intra io it jp json kr lan local localhost log md me mil mx net \
    nl no nz orc org parquet pdf pem pl private properties pt ru se sg sql test tsv txt uk us xls xlsx xml yaml \
    yml za",
);

static PRODUCTS: List<64> = List::new(
    "Databricks-ADBC-CSharp Databricks-ADBC-Rust DatabricksJDBCDriver DatabricksJDBCDriverOSS DatabricksODBCDriver \
    DatabricksSQLConnector Java NodejsDatabricksSqlConnector PyDatabricksSqlConnector Python SparkJDBCDriver \
    SparkODBCDriver THttpClient databricks-sql-kernel databricks-sdk-java databricks-sdk-py \
    godatabrickssqlconnector node sql-driver-telemetry",
);
