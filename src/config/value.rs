//! Values are strings; these are the forms that are understood.

use std::str::FromStr;
use std::time::Duration;

/// What a value should have looked like.
pub(super) type Expected = &'static str;

/// Returns a yes or a no, as people write them: `true`, `1`, `yes`, `on`, `y`, `t`, or an opposite of these, in any
/// case, with or without quotes.
pub(super) fn boolean(value: &str) -> Result<bool, Expected> {
    let value = unquoted(value);
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(value));
    if is(&["true", "1", "yes", "on", "y", "t"]) {
        Ok(true)
    } else if is(&["false", "0", "no", "off", "n", "f"]) {
        Ok(false)
    } else {
        Err("true or false")
    }
}

/// Returns a value without the quotes that shells, files and connection strings leave around it.
pub(super) fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let inside = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    inside.unwrap_or(value).trim()
}

pub(super) fn whole<T: FromStr + PartialOrd>(value: &str, min: T, max: T, expected: Expected) -> Result<T, Expected> {
    let number = value.trim().parse().map_err(|_| expected)?;
    if min <= number && number <= max { Ok(number) } else { Err(expected) }
}

pub(super) fn millis(value: &str, min: u64, max: Duration, expected: Expected) -> Result<Duration, Expected> {
    whole(value, min, max.as_millis() as u64, expected).map(Duration::from_millis)
}
