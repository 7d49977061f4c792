//! The host that a connection talks to, checked before anything is sent there.
//!
//! Telemetry carries the connection's credential, so a host string that means something else than
//! it seems to is a way to steal one. What is accepted here is a name, nothing more.

pub(super) mod address;
mod authority;

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;

use http::Uri;

use self::address::{Judged, judge};
use crate::privacy::{Gated, class};

/// A checked and normalised host: `https://name[:port]`, or `http://` on the loopback.
///
/// Two spellings of one host are equal: case, a scheme, a slash or a dot at the end, the default
/// port and the written form of an address do not matter.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Host {
    /// Scheme and authority, without a slash at the end.
    origin: Arc<str>,
    /// How many bytes of `origin` are the scheme and its `://`.
    scheme: usize,
}

/// Why a host is not one that telemetry talks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HostError {
    /// Empty, too long, or with characters that no host has.
    #[error("not a host")]
    Malformed,
    /// Anything but `https`, or `http` away from the loopback.
    #[error("not https, and not on the loopback")]
    Insecure,
    /// A user or a password stands before the host.
    #[error("a user or a password before the host")]
    NotBare,
    /// An address that answers for the machine or the network rather than for a workspace:
    /// link-local and metadata services, multicast, "any".
    #[error("an address that no workspace has")]
    Forbidden,
}

impl Host {
    /// Checks `text`: a name or an address, with or without scheme and port, or whole as a browser's address bar has it.
    /// Path, query and fragment are no part of a host and are passed over.
    ///
    /// # Errors
    ///
    /// [`HostError`] says what is wrong with it; nothing may be sent to such a host.
    pub fn parse(text: &str) -> Result<Self, HostError> {
        let text = text.trim();
        // What the parser below would quietly repair: it drops tabs and line ends, and reads a
        // backslash as a slash.
        let odd = |c: char| c.is_control() || c.is_whitespace() || c == '\\';
        if text.is_empty() || text.len() > LONGEST || text.contains(odd) {
            return Err(HostError::Malformed);
        }
        let (scheme, rest) = match text.find("://").filter(|at| !text[..*at].contains(['/', '?', '#'])) {
            Some(at) => (&text[..at], &text[at + "://".len()..]),
            None => ("https", text),
        };
        let (authority, _) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(HostError::NotBare);
        }
        // Without brackets only where nothing else can be meant: all of it is an address.
        let bracketed = authority.parse::<Ipv6Addr>().map(|ip| format!("[{ip}]"));
        let authority = bracketed.as_deref().unwrap_or(authority);
        let scheme = scheme.to_ascii_lowercase();
        let (host, port) = authority::split(authority).ok_or(HostError::Malformed)?;
        let (name, loopback) = match authority::read(host).ok_or(HostError::Malformed)? {
            authority::Name::Domain(domain) => name(&domain)?,
            authority::Name::Ipv4(ip) => (ip.to_string(), address(IpAddr::V4(ip))?),
            authority::Name::Ipv6(ip) => (format!("[{ip}]"), address(IpAddr::V6(ip))?),
        };
        let usual = match scheme.as_str() {
            "https" => 443,
            "http" if loopback => 80,
            _ => return Err(HostError::Insecure),
        };
        let port = port.filter(|port| *port != usual).map(|port| format!(":{port}")).unwrap_or_default();
        Ok(Self { origin: format!("{scheme}://{name}{port}").into(), scheme: scheme.len() + "://".len() })
    }

    /// Returns scheme and authority: `https://name[:port]`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Returns name and port, without the scheme.
    pub fn authority(&self) -> &str {
        &self.origin[self.scheme..]
    }

    /// Returns the name or the address alone; brackets around an address stay.
    pub fn name(&self) -> &str {
        let authority = self.authority();
        authority::split(authority).map_or(authority, |(name, _)| name)
    }

    /// Returns the port, which is the scheme's own if none was given.
    pub fn port(&self) -> u16 {
        let usual = if self.origin.starts_with("https") { 443 } else { 80 };
        authority::split(self.authority()).and_then(|(_, port)| port).unwrap_or(usual)
    }

    /// Returns the URL of `path` on this host. `None` for a path that is none: it must begin with a slash.
    pub fn url(&self, path: &str) -> Option<Uri> {
        if !path.starts_with('/') {
            return None;
        }
        let mut url = String::with_capacity(self.origin.len() + path.len());
        url.push_str(&self.origin);
        url.push_str(path);
        url.try_into().ok()
    }
}

impl fmt::Debug for Host {
    /// A workspace's host, else `custom`: the customer's own names are not for logs. [`Display`](fmt::Display) is exact.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Host").field(&Gated(self.authority(), class::workspace_host)).finish()
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)
    }
}

/// Returns a name without its last dot, and whether it is the loopback's.
fn name(domain: &str) -> Result<(String, bool), HostError> {
    let domain = domain.strip_suffix('.').unwrap_or(domain);
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    if domain.len() > 253 || !domain.split('.').all(label) {
        return Err(HostError::Malformed);
    }
    if FORBIDDEN_NAMES.contains(&domain) {
        return Err(HostError::Forbidden);
    }
    Ok((domain.to_owned(), domain == "localhost"))
}

/// Returns whether an address is the loopback's; an error if nothing should be sent to it.
fn address(ip: IpAddr) -> Result<bool, HostError> {
    match judge(ip) {
        Judged::Loopback => Ok(true),
        Judged::Other => Ok(false),
        Judged::Embeds(_) | Judged::Forbidden => Err(HostError::Forbidden),
    }
}

/// The longest text that is looked at: browsers hand over addresses of this length.
const LONGEST: usize = 2_048;

const FORBIDDEN_NAMES: [&str; 6] = [
    "instance-data",
    "instance-data.ec2.internal",
    "metadata",
    "metadata.azure.internal",
    "metadata.goog",
    "metadata.google.internal",
];

/// The header that names the workspace, where many stand behind one host.
pub(crate) const ORG_ID: &str = "x-databricks-org-id";

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_host_are_one() {
        let one = Host::parse("dbc-a1.cloud.databricks.com").unwrap();
        for text in [
            "DBC-A1.Cloud.Databricks.com",
            "https://dbc-a1.cloud.databricks.com",
            "https://dbc-a1.cloud.databricks.com/",
            "HTTPS://dbc-a1.cloud.databricks.com.",
            "dbc-a1.cloud.databricks.com:443",
            "dbc-a1.cloud.databricks.com:",
            " dbc-a1.cloud.databricks.com ",
            "https://dbc-a1.cloud.databricks.com/?o=77#setting/clusters",
            "https://dbc-a1.cloud.databricks.com/sql/editor/a@b?o=77&next=https://elsewhere.example",
            "dbc-a1.cloud.databricks.com/sql/1.0/warehouses/0a?o=77",
            "dbc-a1.cloud.databricks.com?next=http://elsewhere.example",
            "dbc-a1.cloud.databricks.com#x",
        ] {
            assert_eq!(Host::parse(text).as_ref(), Ok(&one), "{text}");
        }
        assert_eq!(one.origin(), "https://dbc-a1.cloud.databricks.com");
        let other = Host::parse("dbc-a1.cloud.databricks.com:8443").unwrap();
        assert_ne!(one, other);
        assert_eq!(other.authority(), "dbc-a1.cloud.databricks.com:8443");
    }

    #[test]
    fn plain_http_is_for_the_loopback() {
        for text in ["http://127.0.0.1:80", "http://localhost:8080", "http://[::1]:8080", "http://127.1:9"] {
            assert!(Host::parse(text).is_ok(), "{text}");
        }
        for text in ["http://example.com", "http://10.0.0.1", "http://localhost.example.com"] {
            assert_eq!(Host::parse(text), Err(HostError::Insecure), "{text}");
        }
    }

    #[test]
    fn hostile_hosts_are_refused() {
        use HostError::{Forbidden, Insecure, Malformed, NotBare};
        let table = [
            ("", Malformed),
            ("   ", Malformed),
            ("https://", Malformed),
            ("a b.example.com", Malformed),
            ("a.example.com\r\nHost: evil", Malformed),
            ("a.example\t.com", Malformed),
            ("a\0.example.com", Malformed),
            ("a.example.com/\0", Malformed),
            ("a.example.com/a b", Malformed),
            ("a.example.com\\@evil.example", Malformed),
            ("-a.example.com", Malformed),
            ("a..example.com", Malformed),
            ("a.example.com:99999", Malformed),
            ("a.example.com:+80", Malformed),
            ("1.2.3.08", Malformed),
            ("example.09", Malformed),
            ("1.2.3.4.0", Malformed),
            ("1.256.1", Malformed),
            ("1.2.3.256", Malformed),
            ("1..1", Malformed),
            ("+1.2.3.4", Malformed),
            ("0x", Forbidden),
            ("a%2eexample.com%2fevil", Malformed),
            ("user@evil.example", NotBare),
            ("https://a.example.com:x@evil.example", NotBare),
            ("https://@evil.example", NotBare),
            ("https:///evil.example", Malformed),
            ("?o=1", Malformed),
            ("fe80::1%eth0", Malformed),
            ("ftp://a.example.com", Insecure),
            ("file:///etc/passwd", Malformed),
            ("javascript://a.example.com", Insecure),
            ("169.254.169.254", Forbidden),
            ("https://169.254.169.254:80", Forbidden),
            ("http://2852039166", Forbidden),
            ("0xA9FEA9FE", Forbidden),
            ("0251.0376.0251.0376", Forbidden),
            ("[::ffff:169.254.169.254]", Forbidden),
            ("[::ffff:a9fe:a9fe]", Forbidden),
            ("[64:ff9b::a9fe:a9fe]", Forbidden),
            ("[fe80::1]", Forbidden),
            ("[fd00:ec2::254]", Forbidden),
            ("100.100.100.200", Forbidden),
            ("168.63.129.16", Forbidden),
            ("0.0.0.0", Forbidden),
            ("0", Forbidden),
            ("[::]", Forbidden),
            ("224.0.0.1", Forbidden),
            ("255.255.255.255", Forbidden),
            ("metadata.google.internal", Forbidden),
            ("METADATA.google.internal.", Forbidden),
        ];
        for (text, error) in table {
            assert_eq!(Host::parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn the_longest_texts_and_names_are_hosts_and_longer_ones_are_not() {
        let text = |length: usize| format!("{:x<length$}", "a.example.com/");
        let name = |length: usize| format!("{}{}", "a.".repeat((length - 1) / 2), "b".repeat(1 + (length - 1) % 2));
        assert_eq!([text(9).len(), text(LONGEST).len(), name(253).len(), name(254).len()], [14, LONGEST, 253, 254]);
        for (text, is_host) in [
            (text(LONGEST), true),
            (text(LONGEST + 1), false),
            (name(253), true),
            (name(254), false),
            (name(255), false),
        ] {
            assert_eq!(Host::parse(&text).is_ok(), is_host, "{} bytes", text.len());
        }
    }

    #[test]
    fn urls_stay_on_the_host() {
        let host = Host::parse("a.example.com").unwrap();
        let url = host.url("/telemetry-ext").unwrap();
        assert_eq!(url, "https://a.example.com/telemetry-ext");
        for path in ["", "telemetry-ext", ".evil.example/", "@evil.example/", ":1@evil.example/"] {
            assert_eq!(host.url(path), None, "{path:?}");
        }
        let url = host.url("//evil.example/").unwrap();
        assert_eq!(url.host(), Some("a.example.com"));
    }

    proptest! {
        /// What is accepted means to a browser what it means here.
        #[test]
        fn a_browser_would_go_to_the_same_host(text in "(https?://)?[0-9a-fx.A-Z\\[\\]:-]{1,24}") {
            if let Ok(host) = Host::parse(&text) {
                let given = if text.contains("://") { text.clone() } else { format!("https://{text}") };
                let url = url::Url::parse(&given).or_else(|_| url::Url::parse(&format!("https://[{text}]")));
                let url = url.expect("what is accepted here is a URL");
                let name = url.host_str().unwrap_or_default();
                let name = name.strip_suffix('.').unwrap_or(name);
                let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
                prop_assert_eq!(host.authority(), format!("{name}{port}"), "{}", text);
            }
        }

        /// No text panics, and what is accepted is stable and stays what it says.
        #[test]
        fn whatever_is_accepted_is_a_fixed_point(text in "[ -~\\PC]{0,40}") {
            if let Ok(host) = Host::parse(&text) {
                prop_assert_eq!(Host::parse(host.origin()), Ok(host.clone()));
                let url = host.url("/x").unwrap();
                prop_assert_eq!(url.authority().unwrap().as_str(), host.authority());
                prop_assert_eq!(url.path(), "/x");
            }
        }
    }
}
