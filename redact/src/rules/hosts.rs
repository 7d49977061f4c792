//! Names of machines. Documentation and workspaces with machine-made names are known; everything else is somebody's.

use std::ops::Range;

use super::super::rule::{Found, Gate, Rule};
use super::super::text::{begins_word, has, is_one_of, is_word_byte, run, run_back, skip_blanks};
use super::super::view::View;
use super::super::words;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "host",
        placeholder: "<host>",
        gate: Gate::Literals(TOP_LEVELS),
        find: by_domain,
        #[cfg(test)]
        positive: &[
            ("UnknownHostException: gw.eu.navarre.net: unknown", "navarre"),
            ("proxy ldap9.vanden.lan:8080 refused", "vanden"),
            ("bucket acme-data.s3.amazonaws.com", "acme-data"),
            ("acme.cloud.databricks.com", "acme"),
        ],
        #[cfg(test)]
        negative: &[
            "java.net.UnknownHostException: x is com.databricks.client.jdbc.Driver",
            "host adb-1234567890123456.7.azuredatabricks.net",
            "dbc-1d0ea138-4139.cloud.databricks.com",
            "see docs.databricks.com",
            "System.Net.Http in client.py and http.rs",
        ],
    },
    Rule {
        name: "distinguished_name",
        placeholder: "<host>",
        gate: Gate::Literals(&["cn=", "o=", "ou=", "dc=", "emailaddress="]),
        find: distinguished,
        #[cfg(test)]
        positive: &[
            ("subject: C=US, O=navarre, CN=*.navarre.com is", "navarre"),
            ("issuer CN=Navarre Moulin Root CA, OU=IT, O=Navarre Holding AG is unknown", "Navarre Moulin"),
            ("cn=jroe,ou=payroll,dc=navarre bind failed", "navarre"),
        ],
        #[cfg(test)]
        negative: &[
            "proto=3, auto=true",
            "CN=localhost: expired",
            "foo=bar, o=1",
            "issuer CN=DigiCert Global Root G2, O=DigiCert Inc, C=US",
        ],
    },
    Rule {
        name: "host_by_context",
        placeholder: "<host>",
        gate: Gate::Literals(&[
            "unknownhostexception",
            "enotfound",
            "eai_again",
            "resolve host",
            "lookup ",
            "host",
            "server",
            "proxy",
            "ip-",
            "names matching ",
            "name matching ",
            "certificate for ",
            "sni=",
            "sni:",
            "no such host",
            "econnrefused ",
            "getaddrinfo",
            "connect to ",
            "connecting to ",
            "connection to ",
            "via: ",
        ]),
        find: by_context,
        #[cfg(test)]
        positive: &[
            ("java.net.UnknownHostException: payroll-db", "payroll-db"),
            ("getaddrinfo ENOTFOUND payroll-db", "payroll-db"),
            ("Could not resolve host: payroll-db", "payroll-db"),
            ("dial tcp: lookup fs01 on", "fs01"),
            ("host=fs01, port=1", "fs01"),
            ("No subject alternative names matching navarre-gw found", "navarre"),
            ("tls: sni=navarre-gw refused", "navarre"),
            ("on ip-10-12-3-4 now", "10-12-3-4"),
            ("connect to navarre-gw port 443 (tcp) failed", "navarre"),
            ("connecting to payrolls:8443 failed", "payrolls"),
            ("Via: 1.1 varnish, 1.1 navarre-gw (squid/4.10)", "navarre-gw"),
        ],
        #[cfg(test)]
        negative: &[
            "unknown host",
            "Via: 1.1 varnish, HTTP/1.1 google",
            "host: localhost",
            "server: unavailable",
            "proxy refused",
            "host is down",
            "server v10.3.52",
            "at GetAddrInfoReqWrap.onlookup [as oncomplete] (node:dns:115:26)",
            "golang.org/x/net/http2: server sent GOAWAY",
            "connect to Foo failed; connection to the server-side cache",
        ],
    },
];

/// Whether a host is that of published documentation or of a public service every client talks to.
pub(super) fn is_documentation(host: &[u8]) -> bool {
    DOCUMENTATION.iter().any(|known| {
        host.len() >= known.len()
            && has(host, host.len() - known.len(), known)
            && (host.len() == known.len() || known.starts_with('.'))
    })
}

/// Whether a host is a workspace whose name is made by a machine: `adb-<digits>.<n>`, `dbc-<hex>-<hex>`, `<digits>.<n>.gcp`.
pub(super) fn is_workspace(host: &[u8]) -> bool {
    let Some((label, _)) =
        [".azuredatabricks.net", ".cloud.databricks.com", ".gcp.databricks.com"].iter().find_map(|suffix| {
            let at = host.len().checked_sub(suffix.len())?;
            has(host, at, suffix).then(|| host.split_at(at))
        })
    else {
        return false;
    };
    label.split(|byte| matches!(byte, b'.' | b'-')).enumerate().all(|(index, part)| {
        index == 0 && is_one_of(part, &["adb", "dbc"])
            || !part.is_empty()
                && part.len() <= 20
                && part.iter().all(u8::is_ascii_hexdigit)
                && part.iter().any(u8::is_ascii_digit)
            || part.len() == 4 && part.iter().all(u8::is_ascii_hexdigit)
    })
}

fn by_domain(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    // The top level must be the last label.
    if bytes.get(hit.end).is_some_and(|next| is_word_byte(*next) || *next == b'-' || *next == b'(' || *next == b'@') {
        return;
    }
    if bytes.get(hit.end) == Some(&b'.') && bytes.get(hit.end + 1).is_some_and(|next| is_word_byte(*next)) {
        return;
    }
    let belongs = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') || !byte.is_ascii();
    let start = run_back(bytes, hit.start, 253, belongs);
    let host = &bytes[start..hit.end];
    let host = words::trim(host, |byte| matches!(byte, b'.' | b'-' | b'_'));
    let first = host.split(|byte| *byte == b'.').next().unwrap_or_default();
    let last = bytes[hit.start + 1..hit.end].rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    // `java.net`, `System.Net`: packages are written the other way round, namespaces with capitals.
    let is_package = is_one_of(
        first,
        &["java", "javax", "com", "org", "net", "io", "sun", "jdk", "node", "adbc", "spark", "databricks"],
    ) || last.first().is_some_and(u8::is_ascii_uppercase) && !last.iter().all(u8::is_ascii_uppercase)
        || is_one_of(host, &["asp.net", "ado.net", "socket.io", "System.IO"]);
    let after_slash = start > 0 && matches!(bytes[start - 1], b'@' | b'\\' | b'$');
    if first.is_empty()
        || host.len() == hit.end - hit.start - 1
        || is_package
        || after_slash
        || is_documentation(host)
        || is_workspace(host)
    {
        return;
    }
    found.push(hit.end - host.len()..hit.end);
}

/// The values of the attributes of a name in a directory or a certificate.
fn distinguished(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    // In front of an attribute stand a separator, a quote or nothing; behind it more of them, or a capital one alone.
    let before = run_back(bytes, hit.start, 2, |byte| byte == b' ');
    let upper = bytes[hit.start..hit.end - 1].iter().all(u8::is_ascii_uppercase);
    // `issuer CN=…`: a capital attribute needs no more than the blank.
    let separated = before == 0
        || !is_word_byte(bytes[before - 1]) && bytes[before - 1] != b'.' && bytes[before - 1] != b'-'
        || upper && before < hit.start;
    let end = run(bytes, hit.end, 128, |byte| {
        !matches!(byte, b',' | b'/' | b'"' | b'\'' | b'\n' | b';' | b'(' | b')' | b':' | b'=')
    });
    let mut end = end;
    // ` is not trusted` goes on with the sentence.
    while let Some(blank) = bytes[hit.end..end].iter().rposition(|byte| *byte == b' ') {
        let word = &bytes[hit.end + blank + 1..end];
        if !word.is_empty() && (word[0].is_ascii_uppercase() || !words::is_known(word)) {
            break;
        }
        end = hit.end + blank;
    }
    let value = &bytes[hit.end..end];
    let listed = bytes.get(end) == Some(&b',') || before > 0 && bytes[before - 1] == b',';
    let named = value.len() > 2 && value.iter().any(u8::is_ascii_alphabetic) && !words::is_known(value);
    if named
        && begins_word(bytes, hit.start)
        && separated
        && (upper || listed)
        && !is_documentation(value)
        && !is_authority(value)
    {
        found.push(hit.end..end);
    }
}

/// Whether a name is that of a public certificate authority.
fn is_authority(name: &[u8]) -> bool {
    AUTHORITIES
        .iter()
        .any(|known| has(name, 0, known) && !name.get(known.len()).is_some_and(|next| is_word_byte(*next)))
}

fn by_context(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    if !begins_word(bytes, hit.start) && !has(bytes, hit.start, "unknownhost") && bytes[hit.start - 1] != b'_' {
        return;
    }
    let belongs = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    if has(bytes, hit.start, "ip-") {
        let end = run(bytes, hit.end, 64, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
        let digits = bytes[hit.end..end].iter().filter(|byte| byte.is_ascii_digit()).count();
        if digits >= 4 {
            found.push(hit.start..end);
        }
        return;
    }
    if has(bytes, hit.start, "via:") {
        return by_proxies(bytes, hit.end, found);
    }
    // `GetAddrInfoReqWrap` is a class of Node.
    if has(bytes, hit.start, "getaddrinfo") && bytes.get(hit.end).is_some_and(|next| is_word_byte(*next)) {
        return;
    }
    let weak = is_one_of(&bytes[hit.clone()], &["host", "server", "proxy"]);
    let mut at = if weak { run(bytes, hit.end, 8, is_word_byte) } else { hit.end };
    if weak && !is_one_of(&bytes[hit.end..at], &["", "name", "_name", "s", "_host", "host", "_url", "url", "name_"]) {
        return;
    }
    at = run(bytes, at, 1, |byte| matches!(byte, b'"' | b'\''));
    let separator = run(bytes, skip_blanks(bytes, at), 2, |byte| matches!(byte, b':' | b'='));
    if weak && separator == skip_blanks(bytes, at) {
        return;
    }
    at = run(bytes, skip_blanks(bytes, separator), 1, |byte| matches!(byte, b'"' | b'\'' | b'/'));
    let end = run(bytes, at, 253, belongs);
    let name = words::trim(&bytes[at..end], |byte| byte == b'.');
    let number = name.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
        || name.first() == Some(&b'v') && name[1..].iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    let digit = name.iter().any(u8::is_ascii_digit);
    // `Server: envoy` is a product; a machine's name has a digit, a dash or a dot.
    let product = has(bytes, hit.start, "server") && !digit && !name.iter().any(|byte| matches!(byte, b'-' | b'.'));
    // Behind a verb a single word may be anything; a port or a joint says that it is a machine.
    let port = has(bytes, end, " port ")
        || bytes.get(end) == Some(&b':') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    let verb = has(bytes, hit.start, "connect") && !port && !name.iter().any(|byte| matches!(byte, b'-' | b'.'));
    if name.len() > 1
        && !verb
        && !number
        && !product
        && (digit || !words::is_known(name))
        && !is_documentation(name)
        && !is_workspace(name)
        && !name.starts_with(b"java.")
    {
        found.push(at..at + name.len());
    }
}

/// `Via: 1.1 gw-7 (squid/4.10), 1.1 varnish`: the machines that a request went through.
fn by_proxies(bytes: &[u8], mut at: usize, found: &mut Found) {
    for _ in 0..MAX_PROXIES {
        let version = run(bytes, at, 8, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'/'));
        let is_version = version == at + 1 || bytes[at..version].iter().any(|byte| matches!(byte, b'.' | b'/'));
        if version == at || !is_version || !bytes[version - 1].is_ascii_digit() || bytes.get(version) != Some(&b' ') {
            return;
        }
        let end =
            run(bytes, version + 1, 253, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
        let name = &bytes[version + 1..end];
        let machine = name.iter().any(|byte| byte.is_ascii_digit()) || !words::is_known(name);
        if name.len() > 1 && machine && !is_one_of(name, PROXIES) && !is_workspace(name) {
            found.push(version + 1..end);
        }
        let comment = run(bytes, end, 1, |byte| byte == b' ');
        let close =
            if bytes.get(comment) == Some(&b'(') { run(bytes, comment, 64, |byte| byte != b')') + 1 } else { end };
        let next = run(bytes, close, 2, |byte| matches!(byte, b',' | b' '));
        if next < close + 2 {
            return;
        }
        at = next;
    }
}

/// Proxies of a header that are looked at.
const MAX_PROXIES: usize = 16;
/// What public proxies and their software call themselves.
const PROXIES: &[&str] =
    &["akamai", "cloudflare", "cloudfront", "envoy", "fastly", "google", "nginx", "squid", "varnish", "vegur"];

/// Names that public certificate authorities begin with.
const AUTHORITIES: &[&str] = &[
    "Amazon",
    "Baltimore CyberTrust",
    "COMODO",
    "Cloudflare",
    "DST Root CA",
    "DigiCert",
    "Entrust",
    "GeoTrust",
    "GlobalSign",
    "Go Daddy",
    "Google Trust Services",
    "GTS Root",
    "GTS CA",
    "IdenTrust",
    "ISRG Root",
    "Internet Security Research Group",
    "Let's Encrypt",
    "Microsoft Azure",
    "Microsoft Corporation",
    "Microsoft RSA",
    "Microsoft ECC",
    "QuoVadis",
    "Sectigo",
    "SSL.com",
    "Starfield",
    "SwissSign",
    "Thawte",
    "The USERTRUST Network",
    "USERTrust",
    "VeriSign",
];

/// Hosts of documentation and of published code.
const DOCUMENTATION: &[&str] = &[
    ".apache.org",
    ".golang.org",
    ".docs.databricks.com",
    ".readthedocs.io",
    "aka.ms",
    "apache.org",
    "bugs.openjdk.org",
    "crates.io",
    "curl.haxx.se",
    "curl.se",
    "developer.mozilla.org",
    "docs.aws.amazon.com",
    "docs.databricks.com",
    "docs.delta.io",
    "docs.gcp.databricks.com",
    "docs.microsoft.com",
    "docs.oracle.com",
    "docs.python.org",
    "doc.rust-lang.org",
    "docs.rs",
    "go.dev",
    "github.com",
    "go.microsoft.com",
    "go.opentelemetry.io",
    "golang.org",
    "gopkg.in",
    "grpc.io",
    "help.databricks.com",
    "kb.databricks.com",
    "json-schema.org",
    "k8s.io",
    "kubernetes.io",
    "learn.microsoft.com",
    "localhost",
    "nodejs.org",
    "openjdk.org",
    "opentelemetry.io",
    "openssl.org",
    "pkg.go.dev",
    "pypi.org",
    "sqlalche.me",
    "rust-lang.org",
    "schemas.microsoft.com",
    "spark.apache.org",
    "stackoverflow.com",
    "status.databricks.com",
    "tools.ietf.org",
    "type.googleapis.com",
    "unitycatalog.io",
    "www.databricks.com",
    "www.npmjs.com",
    "www.nuget.org",
    "www.openssl.org",
    "www.python.org",
    "www.slf4j.org",
    "www.w3.org",
];

/// Endings of host names that are seen in error messages: public top levels that no source file and no package ends in,
/// and those of private networks.
const TOP_LEVELS: &[&str] = &[
    ".ai",
    ".app",
    ".at",
    ".au",
    ".be",
    ".biz",
    ".br",
    ".ca",
    ".ch",
    ".cloud",
    ".cn",
    ".co",
    ".com",
    ".corp",
    ".cz",
    ".de",
    ".dev",
    ".dk",
    ".edu",
    ".es",
    ".eu",
    ".example",
    ".fi",
    ".fr",
    ".gov",
    ".health",
    ".home",
    ".ie",
    ".il",
    ".in",
    ".info",
    ".internal",
    ".intra",
    ".intranet",
    ".invalid",
    ".io",
    ".it",
    ".jp",
    ".kr",
    ".lan",
    ".local",
    ".localdomain",
    ".mil",
    ".mx",
    ".net",
    ".nl",
    ".no",
    ".nz",
    ".online",
    ".org",
    ".pl",
    ".private",
    ".pt",
    ".ru",
    ".se",
    ".sg",
    ".shop",
    ".site",
    ".svc",
    ".tech",
    ".test",
    ".tr",
    ".tw",
    ".uk",
    ".us",
    ".xyz",
    ".za",
    ".zone",
];
