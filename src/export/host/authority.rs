//! Host and port of a URL, read as the URL standard reads them for what is a workspace's name or an address.
//!
//! Narrower than the standard on purpose: a name is ASCII (an internationalised one in its `xn--` form), and nothing is
//! percent-decoded. What is read here means the same to an HTTP client.

use std::net::{Ipv4Addr, Ipv6Addr};

/// What a host is.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::export) enum Name {
    /// In lower case.
    Domain(String),
    Ipv4(Ipv4Addr),
    Ipv6(Ipv6Addr),
}

/// Returns the host, and the port if there is one.
pub(in crate::export) fn split(authority: &str) -> Option<(&str, Option<u16>)> {
    let bracket = authority.rfind(']').unwrap_or(0);
    let Some(colon) = authority[bracket..].find(':').map(|at| at + bracket) else {
        return Some((authority, None));
    };
    let (host, port) = (&authority[..colon], &authority[colon + 1..]);
    match port {
        // As in `example.com:`.
        "" => Some((host, None)),
        _ if port.bytes().all(|byte| byte.is_ascii_digit()) => Some((host, Some(port.parse().ok()?))),
        _ => None,
    }
}

/// Reads a host; `None` for what is none.
pub(in crate::export) fn read(host: &str) -> Option<Name> {
    if let Some(inner) = host.strip_prefix('[') {
        return inner.strip_suffix(']')?.parse().ok().map(Name::Ipv6);
    }
    if host.is_empty() || !host.is_ascii() {
        return None;
    }
    let host = host.to_ascii_lowercase();
    let labels = host.strip_suffix('.').unwrap_or(&host);
    let last = labels.rsplit('.').next()?;
    // A name that ends in a number is an address, or nothing.
    let is_number = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    if is_number || number(last).is_some() {
        return ipv4(labels).map(Name::Ipv4);
    }
    Some(Name::Domain(host))
}

/// Returns an address of one to four numbers, of which the last fills what is left: `127.1` is `127.0.0.1`.
fn ipv4(text: &str) -> Option<Ipv4Addr> {
    let parts: Vec<_> = text.split('.').map(number).collect::<Option<_>>()?;
    let (last, first) = parts.split_last()?;
    if first.len() > 3 || first.iter().any(|part| *part > 255) || *last >> (8 * (4 - first.len())) != 0 {
        return None;
    }
    let leading = first.iter().enumerate().map(|(at, part)| part << (8 * (3 - at))).sum::<u64>();
    u32::try_from(leading + last).ok().map(Ipv4Addr::from)
}

/// Returns a number as C reads one: hexadecimal after `0x`, octal after `0`.
fn number(text: &str) -> Option<u64> {
    let (digits, radix) = match text.strip_prefix("0x") {
        Some(hexadecimal) => (hexadecimal, 16),
        None if text.len() > 1 && text.starts_with('0') => (&text[1..], 8),
        None => (text, 10),
    };
    if digits.is_empty() {
        return (radix == 16).then_some(0);
    }
    // `from_str_radix` would take a sign.
    let is_digit = |byte: u8| char::from(byte).is_digit(radix);
    (digits.len() <= 24 && digits.bytes().all(is_digit)).then(|| u64::from_str_radix(digits, radix).ok())?
}
