//! Numbers of papers and accounts, which only the words before them tell.

use std::ops::Range;

use crate::rule::{Found, Gate, Rule};
use crate::text::{begins_word, has, is_quote, is_word_byte, run};
use crate::view::View;

pub(super) const RULE: Rule = Rule {
    name: "document_number",
    placeholder: "<number>",
    gate: Gate::Literals(&[
        "passport",
        "driver license",
        "driver's license",
        "driving licence",
        "driver_license",
        "drivers_license",
        "national insurance",
        "nino",
        "national id",
        "national_id",
        "account number",
        "account no",
        "account_number",
        "account_no",
        "accountnumber",
        "acct",
        "routing number",
        "routing_number",
        "sort code",
        "sort_code",
        "policy number",
        "policy_number",
        "medical record",
        "mrn",
        "nhs number",
        "tax number",
        "tax_number",
        "steuer",
        "cpf",
        "aadhaar",
    ]),
    find: document,
    #[cfg(test)]
    positive: &[
        ("passport C01X00T47 has expired", "C01X00T47"),
        ("account number: 1234567890 is unknown", "1234567890"),
        ("NINO AB 12 34 56 C", "12 34 56"),
        ("sort code 20-01-77 refused", "20-01-77"),
        ("CPF 123.456.789-09", "456.789"),
    ],
    #[cfg(test)]
    negative: &[
        "passport expired",
        "the account number is missing",
        "account number 404: not found",
        "cubic 123456",
        "the routing number must have 9 digits",
    ],
};

fn document(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    if !begins_word(bytes, hit.start) && bytes[hit.start - 1] != b'_' {
        return;
    }
    let mut at = run(bytes, hit.end, 24, is_word_byte);
    loop {
        let next = run(bytes, at, 4, |byte| matches!(byte, b' ' | b':' | b'=' | b'#' | b'.') || is_quote(byte));
        let filler = ["number", "no", "nr", "id", "code", "is"].iter().find(|word| {
            has(bytes, next, word) && !bytes.get(next + word.len()).is_some_and(|next| is_word_byte(*next))
        });
        at = next;
        match filler {
            Some(word) => at += word.len(),
            None => break,
        }
    }
    let end = number_end(bytes, at);
    let digits = bytes[at..end].iter().filter(|byte| byte.is_ascii_digit()).count();
    if at > hit.end && digits >= 4 {
        found.push(at..end);
    }
}

/// The end of capitals and digits, in groups that blanks, dashes or dots join; every group but a single letter has a digit.
fn number_end(bytes: &[u8], at: usize) -> usize {
    let (mut end, mut next) = (at, at);
    for _ in 0..8 {
        let group = run(bytes, next, 24, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        let word = bytes.get(group).is_some_and(|byte| is_word_byte(*byte));
        let digit = bytes[next..group].iter().any(u8::is_ascii_digit);
        let letters = next == at && group - next <= 2 || group - next == 1;
        if group == next || word || !(digit || letters) {
            break;
        }
        end = group;
        next = run(bytes, group, 1, |byte| matches!(byte, b' ' | b'-' | b'.' | b'/'));
        if next == group {
            break;
        }
    }
    end
}
