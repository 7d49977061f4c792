//! Addresses that no workspace has: those of the machine, of its network, and of the services that tell a cloud's
//! machines who they are.
//!
//! The networks are a table. An address that carries another one is judged by that one, or not used at all where the
//! way there translates it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A network: its kind, its first address, and how many leading bits all of its addresses share.
struct Network<A>(#[cfg_attr(not(test), allow(dead_code, reason = "says which row failed"))] &'static str, A, u32);

/// Networks to whose addresses nothing is sent.
const FORBIDDEN_V4: [Network<Ipv4Addr>; 7] = [
    Network("this network, and any address", Ipv4Addr::new(0, 0, 0, 0), 8),
    Network("link-local, with the metadata services of most clouds", Ipv4Addr::new(169, 254, 0, 0), 16),
    Network("multicast", Ipv4Addr::new(224, 0, 0, 0), 4),
    Network("reserved, and broadcast", Ipv4Addr::new(240, 0, 0, 0), 4),
    Network("metadata service outside of link-local", Ipv4Addr::new(100, 100, 100, 200), 32),
    Network("agent of the virtual machine's host", Ipv4Addr::new(168, 63, 129, 16), 32),
    Network("protocol assignments, with a metadata service", Ipv4Addr::new(192, 0, 0, 0), 24),
];

const FORBIDDEN_V6: [Network<Ipv6Addr>; 7] = [
    Network("any address", Ipv6Addr::UNSPECIFIED, 128),
    Network("link-local", Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10),
    Network("site-local", Ipv6Addr::new(0xfec0, 0, 0, 0, 0, 0, 0, 0), 10),
    Network("multicast", Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8),
    Network("discard-only", Ipv6Addr::new(0x100, 0, 0, 0, 0, 0, 0, 0), 64),
    Network("services of a machine in one cloud", Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0), 32),
    Network("services of a machine in another cloud", Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0), 32),
];

/// Networks whose addresses carry an IPv4 address to which they are translated on the way, and how many of their bits
/// stand before it.
const EMBEDDING: [(Network<Ipv6Addr>, u32); 6] = [
    (Network("IPv4-compatible", Ipv6Addr::UNSPECIFIED, 96), 96),
    (Network("IPv4-translated", Ipv6Addr::new(0, 0, 0, 0, 0xffff, 0, 0, 0), 96), 96),
    (Network("NAT64", Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96), 96),
    (Network("NAT64 of a site's own", Ipv6Addr::new(0x64, 0xff9b, 1, 0, 0, 0, 0, 0), 48), 96),
    (Network("6to4", Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16), 16),
    (Network("Teredo", Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 32), 32),
];

/// What an address is to telemetry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) enum Judged {
    /// The machine's own: plain HTTP may go there.
    Loopback,
    /// Somebody else's.
    Other,
    /// Carries this IPv4 address, which decides where a name led to it. Written down as a host it is refused: no
    /// workspace is spelled so.
    Embeds(Ipv4Addr),
    /// Nobody's who takes telemetry.
    Forbidden,
}

/// Judges an address.
pub(in crate::export) fn judge(ip: IpAddr) -> Judged {
    match ip {
        IpAddr::V4(v4) => judge_v4(v4),
        IpAddr::V6(v6) if v6.is_loopback() => Judged::Loopback,
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => judge_v4(v4),
            None => judge_v6(v6),
        },
    }
}

#[cfg_attr(not(feature = "http"), allow(dead_code, reason = "names are looked up by the transport over HTTP"))]
/// Returns whether nothing is sent to an address that a name was resolved to. An address that is translated on the way
/// is as good as the one it carries: where there is IPv6 alone, every workspace has such a one.
pub(in crate::export) fn is_forbidden(ip: IpAddr) -> bool {
    match judge(ip) {
        Judged::Embeds(v4) => judge_v4(v4) == Judged::Forbidden,
        judged => judged == Judged::Forbidden,
    }
}

fn judge_v4(ip: Ipv4Addr) -> Judged {
    let inside =
        |Network(_, base, bits): &Network<Ipv4Addr>| shared(ip.to_bits().into(), base.to_bits().into(), 96 + bits);
    if FORBIDDEN_V4.iter().any(inside) {
        Judged::Forbidden
    } else if ip.is_loopback() {
        Judged::Loopback
    } else {
        Judged::Other
    }
}

fn judge_v6(ip: Ipv6Addr) -> Judged {
    let inside = |Network(_, base, bits): &Network<Ipv6Addr>| shared(ip.to_bits(), base.to_bits(), *bits);
    if FORBIDDEN_V6.iter().any(inside) {
        return Judged::Forbidden;
    }
    let before = EMBEDDING.iter().find(|(network, _)| inside(network)).map(|(_, before)| *before);
    before.map_or(Judged::Other, |before| Judged::Embeds(Ipv4Addr::from_bits((ip.to_bits() >> (96 - before)) as u32)))
}

/// Returns whether the first `bits` of two addresses are the same.
fn shared(one: u128, other: u128, bits: u32) -> bool {
    (one ^ other).checked_shr(128 - bits).unwrap_or(0) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Host, HostError};

    /// Returns the first and the last address of a network, and one in the middle.
    fn samples(base: u128, bits: u32) -> [u128; 3] {
        let rest = u128::MAX.checked_shr(bits).unwrap_or(0);
        [base, base | rest, base | (rest / 3)]
    }

    /// Returns how an IPv4 address can be written where a host is expected.
    fn spellings_v4(ip: Ipv4Addr) -> Vec<String> {
        let ([a, b, c, d], whole) = (ip.octets(), ip.to_bits());
        let [low, high] = [whole & 0xffff, whole >> 16].map(|half| format!("{half:x}"));
        vec![
            ip.to_string(),
            format!("{ip}."),
            whole.to_string(),
            format!("{whole:#x}"),
            format!("0{whole:o}"),
            format!("{a:#x}.{b:#x}.{c:#x}.{d:#X}"),
            format!("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
            format!("{a}.{b}.{}", whole & 0xffff),
            format!("{a}.{}", whole & 0xff_ffff),
            format!("[::ffff:{ip}]"),
            format!("::ffff:{ip}"),
            format!("[::FFFF:{high}:{low}]"),
            format!("[::{ip}]"),
            format!("[::ffff:0:{ip}]"),
            format!("[64:ff9b::{ip}]"),
            format!("[64:ff9b:1::{ip}]"),
            format!("[2002:{high}:{low}::1]"),
            format!("[2001:0:{high}:{low}::1]"),
        ]
    }

    fn spellings_v6(ip: Ipv6Addr) -> Vec<String> {
        let full = ip.segments().map(|part| format!("{part:04x}")).join(":");
        vec![format!("[{ip}]"), ip.to_string(), format!("[{full}]"), full.to_uppercase()]
    }

    #[test]
    fn every_kind_of_forbidden_address_is_refused_in_every_spelling() {
        let v4 = FORBIDDEN_V4.iter().flat_map(|Network(kind, base, bits)| {
            let all = samples(base.to_bits().into(), 96 + bits).map(|ip| Ipv4Addr::from_bits(ip as u32));
            all.into_iter().map(|ip| (*kind, IpAddr::from(ip), spellings_v4(ip)))
        });
        let v6 = FORBIDDEN_V6.iter().flat_map(|Network(kind, base, bits)| {
            let all = samples(base.to_bits(), *bits).map(Ipv6Addr::from_bits);
            all.into_iter().map(|ip| (*kind, IpAddr::from(ip), spellings_v6(ip)))
        });
        for (kind, ip, spellings) in v4.chain(v6) {
            assert!(is_forbidden(ip), "{kind}: a name may lead to {ip}");
            for spelling in spellings {
                let around = ["", "https://", "http://"]
                    .map(|scheme| [format!("{scheme}{spelling}"), format!("{scheme}{spelling}/?o=1")]);
                for text in around.into_iter().flatten() {
                    // What an address carries may be the loopback's, which is no host in that spelling either.
                    assert_eq!(Host::parse(&text), Err(HostError::Forbidden), "{kind}: {ip} as {text}");
                }
            }
        }
    }

    #[test]
    fn addresses_beside_them_are_hosts() {
        for text in [
            "8.8.8.8",
            "10.0.0.1",
            "100.100.100.201",
            "168.63.129.17",
            "[2600::1]",
            "[fd12:3456::1]",
            "[fd00:ec3::254]",
        ] {
            assert!(Host::parse(text).is_ok(), "{text}");
        }
        for text in ["127.0.0.1", "::1", "[::1]", "[::ffff:127.0.0.1]", "http://[::1]:8080", "http://127.1"] {
            assert!(Host::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_translated_address_is_as_good_as_the_one_it_carries_where_a_name_led_to_it() {
        for (text, forbidden) in
            [("64:ff9b::8.8.8.8", false), ("64:ff9b::169.254.169.254", true), ("2002:808:808::1", false)]
        {
            assert_eq!(is_forbidden(text.parse().unwrap()), forbidden, "{text}");
            assert_eq!(Host::parse(text), Err(HostError::Forbidden), "{text}");
        }
    }
}
