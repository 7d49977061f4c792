//! Secrets among the arguments of a process: `-u name:password`, `--password x`.

use std::ops::Range;

use super::super::rule::{Found, Gate, Rule};
use super::super::text::{close_quote, has, is_opaque, is_quote, is_word_byte, run, skip_blanks};
use super::super::view::View;

pub(super) const RULES: &[Rule] = &[Rule {
    name: "argument",
    placeholder: "<argument>",
    gate: Gate::Literals(&[
        " -u ",
        " -p",
        " /p:",
        " /u:",
        " -pw ",
        " -n ",
        "--user ",
        "--username ",
        "--login ",
        "--password ",
        "--passwd ",
        "--pass ",
        "--pwd ",
        "--token ",
        "--secret ",
        "--client-secret ",
        "--api-key ",
        "--access-token ",
        "--proxy-user ",
        "--key ",
        "--host ",
        "--http-path ",
        " -e \"",
        " --query ",
        "--db-password ",
    ]),
    find: argument,
    #[cfg(test)]
    positive: &[
        ("curl -u nicole_j:7IT94uji8X@x -H 'a' failed", "7IT94uji8X"),
        ("run --password hunter --retry 3", "hunter"),
        ("mysql -p s3cr3t", "s3cr3t"),
        ("beeline -u x -n jo.roe -p y", "jo.roe"),
        ("cli /U:jroe11 /P:A43GXKFuJbC7 error", "A43GXKFuJbC7"),
        ("mysql -u jo -pT4Rjq5aX9 exited", "T4Rjq5aX9"),
    ],
    #[cfg(test)]
    negative: &[
        "run --retry 3 -v",
        "use --password to set it",
        "the -u option",
        "ssh -p22 refused",
        "head -n 5 of the log",
        "msbuild /p:Configuration=Release /u:false",
        "java -pretty -port8080",
    ],
}];

fn argument(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let glued = bytes[hit.end - 1] != b' ' && bytes[hit.end - 1] != b'"' && bytes.get(hit.end) != Some(&b' ');
    let at = skip_blanks(bytes, hit.end);
    let Some(first) = bytes.get(at) else { return };
    let value = if is_quote(*first) {
        at + 1..close_quote(bytes, at).0
    } else {
        at..run(bytes, at, 1024, |byte| !byte.is_ascii_whitespace() && !is_quote(byte))
    };
    let text = &bytes[value.clone()];
    // `use --password to set it` is advice.
    let goes_on = has(bytes, value.end, " -");
    let is_prose = text.len() < 8 && super::super::words::is_word(text) && !goes_on;
    // `-p` with something right behind it is an option of another name, unless that could not be one.
    let user = has(bytes, hit.start, " /u:");
    if glued && !(is_made_up(text) || user && !super::super::words::is_known(text)) {
        return;
    }
    if !text.is_empty() && is_word_byte(text[0]) && !is_prose && !is_opaque(bytes, value.clone()) {
        found.push(value);
    }
}

/// Letters of both cases and digits, of a length that options do not have: `T4Rjq5aX9`, not `port8080`.
fn is_made_up(text: &[u8]) -> bool {
    let turns = text.windows(2).filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit()).count();
    let cases = text.iter().any(u8::is_ascii_uppercase) && text.iter().any(u8::is_ascii_lowercase);
    text.len() >= 6 && !super::super::words::is_known(text) && (turns >= 2 || turns == 1 && cases)
}
