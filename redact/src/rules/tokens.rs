//! Tokens that can be told by how they begin. A token that was cut is one too, so few characters are enough.

use std::ops::Range;

use super::super::rule::{Found, Gate, Rule};
use super::super::text::{begins_word, over_break, run, run_back};
use super::super::view::View;
use super::super::words;

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "databricks_token",
        placeholder: "<token>",
        gate: Gate::Literals(&["dapi", "dose", "dsapi", "dkea", "dskea"]),
        find: databricks,
        #[cfg(test)]
        positive: &[
            ("token dapi0123456789abcdef0123456789abcdef-2 is bad", "0123456789abcdef"),
            ("dsapi01234567", "01234567"),
            ("dskea57f46f1a1331d6714f6327ab6e8bd192", "57f46f1a"),
            ("xDOSE0123456789abcdef0123456789abcdef", "0123456789abcdef"),
            ("dapi01234567\n89abcdef0123456789abcdef", "89abcdef"),
            ("dapi59fbe78ea2b\n763733020058db2c2875c is", "763733020058"),
        ],
        #[cfg(test)]
        negative: &["a dose of dapi", "the dose: 12", "dapi prefix expected"],
    },
    Rule {
        name: "jwt",
        placeholder: "<jwt>",
        gate: Gate::Literals(&["eyJ"]),
        find: jwt,
        #[cfg(test)]
        positive: &[
            ("id eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJqbyJ9.c2lnbmF0dXJl bad", "eyJzdWIiOiJqbyJ9"),
            ("cut eyJhbGciOiJ", "hbGciOiJ"),
            ("eyJhbGciOiJSUzI1NiJ9.eyJzdWIi\nOiJqbyJ9.c2lnbmF0dXJl1", "OiJqbyJ9"),
        ],
        #[cfg(test)]
        negative: &["a token begins with eyJ", "eyJ."],
    },
    Rule {
        name: "cloud_key_id",
        placeholder: "<key>",
        gate: Gate::Literals(&["A3T", "AKIA", "ASIA", "AROA", "AIDA", "ABIA", "ACCA", "AGPA", "ANPA", "LTAI"]),
        find: cloud_key_id,
        #[cfg(test)]
        positive: &[
            ("key id AKIAIOSFODNN7EXAMPLE unknown", "IOSFODNN7EXAMPLE"),
            ("ASIADDPKC5M4", "DDPKC5M4"),
            ("A3T4UYYKDPWPOEZPKKZR/api", "4UYYKDPWPOEZ"),
        ],
        #[cfg(test)]
        negative: &["made in ASIA", "ASIA-PACIFIC region"],
    },
    Rule {
        name: "service_token",
        placeholder: "<token>",
        gate: Gate::Literals(SERVICE_PREFIXES),
        find: service,
        #[cfg(test)]
        positive: &[
            ("git ghp_0123456789abcdefABCDEF0123456789abcd", "0123456789abcdef"),
            ("AIza-0jUki5WUFi_qryd7xX5RNG8kmDDvyg3mYo", "0jUki5WUFi"),
            ("slack xoxb-123456789012-abcdefABCDEF", "123456789012"),
            ("sk_live_4eC39HqLyjWDarjtT1zdp7dc", "4eC39HqLyjWD"),
            ("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", "ngeVfQFYQlKU"),
        ],
        #[cfg(test)]
        negative: &["hf_ is a prefix", "the npm_config_cache directory", "sk_ and SG. alone", "hvs. is a prefix"],
    },
    Rule {
        name: "entra_secret",
        placeholder: "<key>",
        gate: Gate::Literals(&["Q~"]),
        find: entra,
        #[cfg(test)]
        positive: &[("secret 2vw7Q~-oDSBMeAtYT1sXzZgJ0PUvi7cqLLELbrDq for app", "oDSBMeAtYT1s")],
        #[cfg(test)]
        negative: &["Q~ alone", "Q~5"],
    },
    Rule {
        name: "aws_session_token",
        placeholder: "<token>",
        gate: Gate::Literals(&["IQoJ", "FwoG", "FQoG"]),
        find: aws_session,
        #[cfg(test)]
        positive: &[("token IQoJb3JpZ2luX2VjEJr//////////wEaCXVz", "b3JpZ2luX2Vj")],
        #[cfg(test)]
        negative: &["IQoJ alone"],
    },
];

/// A known prefix, hexadecimal digits, maybe `-2` at the end.
fn databricks(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let hex = |byte: u8| byte.is_ascii_hexdigit();
    let body = run(bytes, hit.end, 128, hex);
    let digits = bytes[hit.end..body].iter().filter(|byte| byte.is_ascii_digit()).count();
    let long = body - hit.end >= 8;
    // `dose of`, `dapid`: a short run needs a digit and a word's beginning to be more than a word.
    if body - hit.end < 4 || digits == 0 || !long && !begins_word(bytes, hit.start) {
        return;
    }
    let mut end = over_break(bytes, hit.end, body, hex);
    if bytes.get(end) == Some(&b'-') {
        end = run(bytes, end + 1, 3, |byte| byte.is_ascii_digit());
    }
    // A token that goes on in another alphabet is still a token.
    found.push(hit.start..run(bytes, end, 128, |byte| byte.is_ascii_alphanumeric()));
}

fn jwt(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    if &bytes[hit.clone()] != b"eyJ" {
        return;
    }
    let body = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'=' | b'+' | b'/');
    let end = run(bytes, hit.end, 8 * 1024, body);
    if end - hit.end >= 4 {
        let end = over_break(bytes, hit.start, end, body);
        found.push(hit.start..trim_dots(bytes, hit.end, end));
    }
}

fn cloud_key_id(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let end = run(bytes, hit.end, 128, |byte| byte.is_ascii_alphanumeric());
    let body = &bytes[hit.end..end];
    let upper = !bytes[hit.start..end].iter().any(u8::is_ascii_lowercase);
    let digits = body.iter().any(u8::is_ascii_digit);
    if body.len() >= 12 && digits
        || body.len() >= 6 && upper && (digits || body.len() == 16) && begins_word(bytes, hit.start)
    {
        found.push(hit.start..end);
    }
}

fn service(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    if !begins_word(bytes, hit.start) {
        return;
    }
    let body = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'=' | b'/' | b'+');
    let end = run(bytes, hit.end, 1024, body);
    let end = trim_dots(bytes, hit.end, end);
    found.work += end - hit.end;
    let rest = &bytes[hit.end..end];
    let has_digit = rest.iter().any(u8::is_ascii_digit);
    let mixed = rest.iter().any(u8::is_ascii_uppercase) && rest.iter().any(u8::is_ascii_lowercase);
    if rest.len() >= 6 && (has_digit || mixed || rest.len() >= 16) && !words::is_known(rest) {
        found.push(hit.start..over_break(bytes, hit.start, end, body));
    }
}

/// A client secret of Microsoft Entra: about 40 characters, the fourth to sixth of them `8Q~`.
fn entra(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let body = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    let start = run_back(bytes, hit.start, 8, body);
    let end = run(bytes, hit.end, 64, body);
    if hit.start - start >= 3 && end - hit.end >= 4 {
        found.push(start..trim_dots(bytes, hit.end, end));
    }
}

fn aws_session(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let body = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'_' | b'-');
    let end = run(bytes, hit.end, 4096, body);
    if end - hit.end >= 8 {
        found.push(hit.start..over_break(bytes, hit.start, end, body));
    }
}

fn trim_dots(bytes: &[u8], start: usize, mut end: usize) -> usize {
    while end > start && bytes[end - 1] == b'.' {
        end -= 1;
    }
    end
}

const SERVICE_PREFIXES: &[&str] = &[
    "AGE-SECRET-KEY-",
    "AIza",
    "ATATT",
    "ATBB",
    "EAAC",
    "GOCSPX-",
    "NRAK-",
    "PMAK-",
    "SG.",
    "dckr_pat_",
    "doo_v1_",
    "dop_v1_",
    "dp.pt.",
    "dt0c01.",
    "figd_",
    "gho_",
    "ghp_",
    "ghr_",
    "ghs_",
    "ghu_",
    "github_pat_",
    "glpat-",
    "glptt-",
    "glsa_",
    "hf_",
    "hvb.",
    "hvs.",
    "lin_api_",
    "npm_",
    "pat-na1-",
    "pk_live_",
    "pk_test_",
    "pscale_",
    "pul-",
    "pypi-",
    "rk_live_",
    "rubygems_",
    "sbp_",
    "shpat_",
    "shpca_",
    "shpss_",
    "sk-ant-",
    "sk-proj-",
    "sk-",
    "sk_live_",
    "sk_test_",
    "sntrys_",
    "sq0atp-",
    "sq0csp-",
    "tfp_",
    "whsec_",
    "xapp-",
    "xkeysib-",
    "xoxa-",
    "xoxb-",
    "xoxe-",
    "xoxp-",
    "xoxr-",
    "xoxs-",
    "ya29.",
];
