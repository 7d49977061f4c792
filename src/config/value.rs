//! Values are strings; these are the forms that are understood.

use std::{str::FromStr, time::Duration};

/// What a value should have looked like.
pub(super) type Expected = &'static str;

/// `true`, `1`, `yes`, `on` and their opposites, in any case.
pub(super) fn boolean(value: &str) -> Result<bool, Expected> {
    let value = value.trim();
    let is = |words: [&str; 4]| words.iter().any(|word| word.eq_ignore_ascii_case(value));
    if is(["true", "1", "yes", "on"]) {
        Ok(true)
    } else if is(["false", "0", "no", "off"]) {
        Ok(false)
    } else {
        Err("true or false")
    }
}

pub(super) fn whole<T: FromStr + PartialOrd>(value: &str, min: T, max: T, expected: Expected) -> Result<T, Expected> {
    let number = value.trim().parse().map_err(|_| expected)?;
    if min <= number && number <= max { Ok(number) } else { Err(expected) }
}

pub(super) fn millis(value: &str, min: u64, max: Duration, expected: Expected) -> Result<Duration, Expected> {
    whole(value, min, max.as_millis() as u64, expected).map(Duration::from_millis)
}
