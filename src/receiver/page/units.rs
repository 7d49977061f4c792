//! Numbers as people read them, and the contract's comments as they were meant.

/// Returns a length of time, of milliseconds: `12 ms`, `1.25 s`, `3.4 min`; for what nobody waits for, years.
pub(super) fn millis(millis: i64) -> String {
    const STEPS: [(f64, &str); 5] =
        [(365.25 * 86_400e3, "years"), (86_400e3, "days"), (3_600e3, "h"), (60e3, "min"), (1e3, "s")];
    let length = millis as f64;
    match STEPS.iter().find(|(step, _)| length.abs() >= *step) {
        Some((step, unit)) => format!("{} {unit}", short(length / step)),
        None => format!("{millis} ms"),
    }
}

/// Returns a size: `512 B`, `1.2 KB`, `8 MB`.
pub(super) fn bytes(bytes: usize) -> String {
    let size = bytes as f64;
    match [(1e9, "GB"), (1e6, "MB"), (1e3, "KB")].iter().find(|(step, _)| size >= *step) {
        Some((step, unit)) => format!("{} {unit}", short(size / step)),
        None => format!("{bytes} B"),
    }
}

/// Returns a count with its thousands apart.
pub(super) fn count(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Three digits that matter, and no zeros behind the point.
fn short(number: f64) -> String {
    let decimals = if number.abs() >= 100.0 {
        0
    } else if number.abs() >= 10.0 {
        1
    } else {
        2
    };
    if number.abs() >= 1000.0 {
        let sign = if number < 0.0 { "-" } else { "" };
        return format!("{sign}{}", count(number.abs().round() as u64));
    }
    let text = format!("{number:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// Returns a comment of the contract, or another text of this program's, as HTML: what stands in back quotes is code.
pub(super) fn prose(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let parts: Vec<_> = escaped.split('`').collect();
    // A quote without a partner is one.
    let closed = parts.len() % 2 == 1;
    let mut html = String::new();
    for (index, part) in parts.iter().enumerate() {
        let last = index + 1 == parts.len();
        match index % 2 {
            1 if closed || !last => html.push_str(&format!("<code>{part}</code>")),
            1 => html.push_str(&format!("`{part}")),
            _ => html.push_str(part),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_sizes_are_in_units_that_fit() {
        for (length, expected) in [
            (0, "0 ms"),
            (999, "999 ms"),
            (1250, "1.25 s"),
            (60_000, "1 min"),
            (5_400_000, "1.5 h"),
            (-2000, "-2 s"),
            (9_007_199_254_740_992, "285,421 years"),
            (i64::MIN, "-292,271,023 years"),
        ] {
            assert_eq!(millis(length), expected);
        }
        assert_eq!([512, 1200, 8_000_000].map(bytes), ["512 B", "1.2 KB", "8 MB"]);
        assert_eq!([0, 999, 1000, 1_234_567].map(count), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn back_quotes_are_code_and_nothing_is_markup() {
        assert_eq!(prose("as `a<b>` and `c`."), "as <code>a&lt;b&gt;</code> and <code>c</code>.");
        assert_eq!(prose("one ` alone"), "one ` alone");
        assert_eq!(prose("<script>"), "&lt;script&gt;");
    }
}
