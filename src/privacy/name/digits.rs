//! Which digits a name or a version may have: numbers of versions, and no number that is somebody's.

/// Returns whether no digits of `text` are a card, a telephone number, an account, a date of birth or an address.
///
/// Versions have short groups of digits. Numbers that are worth something have long ones, or many; the telephone numbers,
/// social security numbers and cards that are written in groups are known by how long the groups are.
pub(super) fn are_of_a_version(text: &str) -> bool {
    // No group is empty, so that there are no more of them than digits.
    let mut kept = [Group::default(); MAX_DIGITS];
    let (mut count, mut total) = (0, 0);
    for group in groups(text) {
        total += group.digits.len();
        if total > MAX_DIGITS || !group.is_short() {
            return false;
        }
        kept[count] = group;
        count += 1;
    }
    !runs(&kept[..count]).any(|run| is_phone(run) || is_date_of_birth(run))
}

/// Returns whether an address of the internet is in `text`.
pub(super) fn have_address(text: &str) -> bool {
    let mut run = [Group::default(); ADDRESS];
    let mut length = 0;
    for group in groups(text) {
        if group.joint != Some(b'.') {
            if length == ADDRESS && is_address(&run) {
                return true;
            }
            length = 0;
        }
        if length < ADDRESS {
            run[length] = group;
        }
        length += 1;
    }
    length == ADDRESS && is_address(&run)
}

/// Digits in a row.
#[derive(Clone, Copy, Default)]
struct Group<'t> {
    digits: &'t str,
    /// The one character between the group before and this one, if there is just one and it is no letter.
    joint: Option<u8>,
    /// Whether a letter stands right before or behind it.
    in_word: bool,
}

impl Group<'_> {
    fn is_short(&self) -> bool {
        self.digits.len() <= MAX_GROUP || is_day(self.digits)
    }

    fn value(&self) -> u32 {
        self.digits.parse().unwrap_or(u32::MAX)
    }
}

/// `20240531`, as nightly builds are numbered.
fn is_day(digits: &str) -> bool {
    digits.len() == 8
        && matches!(digits[..4].parse(), Ok(2010..=2099))
        && matches!(digits[4..6].parse(), Ok(1..=12))
        && matches!(digits[6..].parse(), Ok(1..=31))
}

fn groups(text: &str) -> impl Iterator<Item = Group<'_>> {
    let bytes = text.as_bytes();
    let (mut at, mut last) = (0, None);
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
        let end = start + bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let joint = last.filter(|last: &usize| *last + 1 == start).map(|joint: usize| bytes[joint]);
        let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
        let in_word = letter(start.checked_sub(1).and_then(|before| bytes.get(before))) || letter(bytes.get(end));
        (at, last) = (end, Some(end));
        Some(Group { digits: &text[start..end], joint: joint.filter(|byte| !byte.is_ascii_alphabetic()), in_word })
    })
}

/// Groups that stand side by side, one character between each two.
fn runs<'g, 't>(groups: &'g [Group<'t>]) -> impl Iterator<Item = &'g [Group<'t>]> {
    groups.chunk_by(|_, next| next.joint.is_some())
}

/// Three, two and four digits; three, three and four; three groups of four; five of two: each in one number.
fn is_phone(run: &[Group<'_>]) -> bool {
    let has = |lengths: &[usize]| {
        run.windows(lengths.len())
            .any(|window| window.iter().map(|group| group.digits.len()).eq(lengths.iter().copied()))
    };
    [
        &[3, 2, 4][..],
        &[3, 3, 4],
        &[4, 4, 4],
        &[2, 2, 2, 2],
        &[3, 4, 4],
        &[3, 3, 3],
        &[5, 6],
        &[3, 2, 2, 2],
        &[2, 3, 2, 2],
    ]
    .iter()
    .any(|lengths| has(lengths))
}

/// `1965-11-12`, `12.11.1965`: a day before anything was released under it.
fn is_date_of_birth(run: &[Group<'_>]) -> bool {
    run.windows(3).any(|window| {
        let [first, second, third] = window else { return false };
        let lengths = [first, second, third].map(|group| group.digits.len());
        let small = |group: &Group<'_>| group.digits.len() <= 2 && (1..=31).contains(&group.value());
        lengths[0] == 4
            && first.value() < FIRST_YEAR
            && (1900..2100).contains(&first.value())
            && small(second)
            && small(third)
            || lengths[2] == 4 && (1900..2100).contains(&third.value()) && small(first) && small(second)
    })
}

/// Four numbers as in an address of the internet. Versions have four, too: with a number beyond 255, with noughts at the
/// end, or with numbers of one digit that begin with none of a private network.
fn is_address(run: &[Group<'_>; ADDRESS]) -> bool {
    if run.iter().any(|group| group.in_word) {
        return false;
    }
    let values = run.map(|group| group.value());
    let single = run.iter().filter(|group| group.digits.len() == 1).count();
    let private = matches!(values[..2], [10 | 127, _] | [192, 168] | [169, 254] | [172, 16..=31]);
    values.iter().all(|value| *value <= 255)
        && !values.ends_with(&[0, 0])
        && (private || single < 2 || values.iter().any(|value| *value >= 100))
}

/// Digits of the longest version, with a build and a day in it.
const MAX_DIGITS: usize = 16;
/// Numbers of an address of the internet.
const ADDRESS: usize = 4;
/// Digits of a number in a version: builds of Windows have five.
const MAX_GROUP: usize = 5;
/// No driver has a version of a year before.
const FIRST_YEAR: u32 = 2010;

#[cfg(test)]
mod tests {
    use super::{are_of_a_version, have_address};

    #[test]
    fn numbers_of_versions_are_told_from_those_of_people() {
        for text in [
            "1.2.3",
            "10.0.19045.4412",
            "2.6.40.1071",
            "126.0.0.0",
            "126.0.6478.127",
            "17.0.9+9",
            "1.8.0_412-b08",
            "20240531",
            "5.15.0-1084",
            "2024-01-15",
            "9.0.1.2",
        ] {
            assert!(are_of_a_version(text) && !have_address(text), "{text}");
        }
        for text in [
            "4111 1111 1111 1111",
            "4111-1111-1111-1111",
            "4111111111111111",
            "415-555-0132",
            "+33 6 41 51 55 62",
            "405-41-3963",
            "10.20.30.40",
            "192.168.1.2",
            "203.0.113.7",
            "1958-03-11",
            "11.03.1958",
            "DE90845543573227343772",
            "0041 44 123 45 67",
        ] {
            assert!(!are_of_a_version(text) || have_address(text), "{text}");
        }
    }
}
