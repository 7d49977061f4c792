//! What the canaries share: secrets of every kind, ways in which a text may hold one, and the look for them.

#![allow(dead_code, reason = "each test file uses a part of it")]

#[cfg(feature = "collect")]
pub mod life;

/// Kind, a text that holds a secret, and the part of it that must not be seen.
pub const SECRETS: &[(&str, &str, &str)] = &[
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
pub const CARRIERS: &[&str] = &["{}", "failed: {}", "java.sql.SQLException: [DIVIDE_BY_ZERO] {} (HTTP 403)", "a {} b"];

/// Every secret in every carrier: its kind, the text, and what must not be seen of it.
pub fn each_carried(mut check: impl FnMut(&str, &str, &str)) {
    for (kind, text, secret) in SECRETS {
        for carrier in CARRIERS {
            check(kind, &carrier.replace("{}", text), secret);
        }
    }
}

/// No eight characters of the secret in a row.
pub fn clean(way: &str, kind: &str, secret: &str, out: &str) {
    let chars: Vec<char> = secret.chars().collect();
    let seen = chars.windows(8).map(|window| window.iter().collect::<String>()).find(|window| out.contains(window));
    assert_eq!(seen, None, "{kind} by {way}: {out}");
}

/// The same of what may be no UTF-8.
pub fn clean_bytes(way: &str, kind: &str, secret: &str, out: &[u8]) {
    clean(way, kind, secret, &String::from_utf8_lossy(out));
}
