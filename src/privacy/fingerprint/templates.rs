//! The published messages of error classes: where in a message the vendor speaks, and where a value stands.
//!
//! A message is stored as the numbers of its words, two digits each, with a `.` for each hole and a `:` for a hole in
//! which another error's message stands; a number leads to the word's hash. No word is stored: what is printed are the
//! words of the message at hand, where they agree.

use super::catalogue::{self, ErrorClass};
use super::table;

/// How a text agrees with a published message.
#[derive(Default)]
pub(super) struct Alignment {
    /// The words that agree, as places among the text's words, in order; and whether something stands before them that is
    /// not told.
    pub(super) said: Vec<(usize, usize, bool)>,
    /// The word behind the last one that agrees.
    pub(super) end: usize,
    /// How many words agree.
    pub(super) words: usize,
    /// Whether all of the message's words do.
    pub(super) whole: bool,
    /// Whether the text ended before the message did.
    cut: bool,
    /// What hole the message ends with.
    pub(super) ends_in: Option<Hole>,
}

/// What stands in a hole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hole {
    /// A value, which is not looked at.
    Value,
    /// Another error's message, which has a voice of its own.
    Message,
}

impl Hole {
    /// Returns what hole a byte of the table's messages marks; none if it is a word's.
    fn of(mark: u8) -> Option<Self> {
        match mark {
            b'.' => Some(Self::Value),
            b':' => Some(Self::Message),
            _ => None,
        }
    }
}

/// A published message that a text is an instance of, found without its class.
pub(super) struct Recognised {
    pub(super) alignment: Alignment,
    /// The class, if the message can be no other's.
    pub(super) class: Option<(ErrorClass, Option<&'static str>)>,
}

/// Follows the message of `class` and `subclass` through `words`, the hashes of a text's words, from `start` on.
///
/// Behind a hole the words go on where they are next found whole; so what stands in the hole changes nothing. Where a
/// text departs from the message by a few words, it is followed from where it agrees again.
pub(super) fn align(class: &ErrorClass, subclass: Option<&str>, words: &[u32], start: usize) -> Alignment {
    let below = subclass.and_then(|subclass| class.submessage(subclass)).unwrap_or_default();
    let mut message = Message::default();
    message.read(&[class.message(), below]);
    follow(&message, words, start)
}

/// Returns the published message that the words from `start` to `limit` are an instance of, if there is one.
///
/// Nothing vouches for it but its words: all of them have to be there, and there have to be enough of them.
pub(super) fn recognise(words: &[u32], start: usize, limit: usize) -> Option<Recognised> {
    let mut best: Option<Recognised> = None;
    let mut seen: Vec<u32> = Vec::new();
    let mut message = Message::default();
    let text = &words[..limit];
    let mut ends_within = None;
    for at in start..limit.min(start + MAX_BEFORE).min(words.len().saturating_sub(1)) {
        let two = pair(words[at], words[at + 1]);
        let three = words.get(at + 2).map_or(0, |third| pair(two, *third));
        if !may_be_key(two) && !may_be_key(three) {
            continue;
        }
        for row in rows(two).chain(rows(three)) {
            if seen.contains(&row) || seen.len() >= MAX_CANDIDATES {
                continue;
            }
            seen.push(row);
            let Some(class) = catalogue::row(row as usize) else { continue };
            // All of the message is here from its first word on, or the text ends within it.
            let first = first_word(class.message());
            let begins = first.is_none_or(|first| text.get(start) == Some(&first));
            if !begins && !*ends_within.get_or_insert_with(|| text.last().is_some_and(|last| WORDS.contains(last))) {
                continue;
            }
            let subs = class.submessages().map(|(subclass, below)| (Some(subclass), below));
            for (subclass, below) in std::iter::once((None, "")).chain(subs) {
                message.read(&[class.message(), below]);
                if !message.may_be_in(text, start) {
                    continue;
                }
                let alignment = follow(&message, text, start);
                let enough = alignment.whole && alignment.words >= MIN_WORDS
                    || alignment.cut && alignment.words >= MIN_WORDS_CUT;
                let better = best.as_ref().is_none_or(|best| alignment.words > best.alignment.words);
                if enough && better {
                    best = Some(Recognised { alignment, class: Some((class, subclass)) });
                } else if let Some(best) = &mut best
                    && enough
                    && alignment.words == best.alignment.words
                    && best.class.is_some_and(|(known, _)| known != class)
                {
                    best.class = None;
                }
            }
        }
    }
    best
}

/// A message's runs of words between its holes.
#[derive(Default)]
struct Message {
    words: Vec<u32>,
    runs: Vec<Run>,
    ends_in: Option<Hole>,
}

struct Run {
    behind_hole: bool,
    start: usize,
    end: usize,
}

impl Message {
    /// Reads another message, into the room of the one before.
    fn read(&mut self, parts: &[&str]) {
        let Self { words, runs, ends_in } = self;
        words.clear();
        runs.clear();
        words.reserve(parts.iter().map(|part| part.len() / 2).sum());
        runs.reserve(8);
        *ends_in = None;
        let (mut start, mut behind_hole) = (0, false);
        for part in parts {
            let mut rest = part.as_bytes();
            while let [first, behind @ ..] = rest {
                if let Some(hole) = Hole::of(*first) {
                    if words.len() > start {
                        runs.push(Run { behind_hole, start, end: words.len() });
                        start = words.len();
                    }
                    (behind_hole, *ends_in, rest) = (true, Some(hole), behind);
                    continue;
                }
                let length = rest.chunks_exact(2).take_while(|word| Hole::of(word[0]).is_none()).count();
                if length == 0 {
                    break;
                }
                let (run, behind) = rest.split_at(2 * length);
                words.extend(run.chunks_exact(2).map(|word| hash_of(number(word[0], word[1]))));
                (*ends_in, rest) = (None, behind);
            }
        }
        if words.len() > start {
            runs.push(Run { behind_hole, start, end: words.len() });
        }
    }

    /// Returns whether `text` may hold the message from `start` on: all of it, or the part before the text's end.
    fn may_be_in(&self, text: &[u32], start: usize) -> bool {
        self.words.len() >= MIN_WORDS
            && (text.last().is_some_and(|last| self.words.contains(last)) || self.is_whole_in(text, start))
    }

    fn is_whole_in(&self, text: &[u32], start: usize) -> bool {
        let mut rest = text.get(start..).unwrap_or_default();
        self.runs.iter().all(|run| {
            let wanted = &self.words[run.start..run.end];
            let place = run.find(wanted, rest);
            rest = &rest[place.map_or(0, |place| place + wanted.len())..];
            place.is_some()
        })
    }
}

impl Run {
    /// Finds where its words are whole: here, or behind what stands in a hole.
    fn find(&self, wanted: &[u32], here: &[u32]) -> Option<usize> {
        if self.behind_hole { find(here, wanted) } else { here.starts_with(wanted).then_some(0) }
    }
}

fn follow(message: &Message, words: &[u32], start: usize) -> Alignment {
    let mut found =
        Alignment { end: start, whole: !message.runs.is_empty(), ends_in: message.ends_in, ..Alignment::default() };
    let mut at = start.min(words.len());
    for run in &message.runs {
        let wanted = &message.words[run.start..run.end];
        let here = &words[at..];
        if let Some(place) = run.find(wanted, here) {
            found.say(at + place, wanted.len(), run.behind_hole);
            at += place + wanted.len();
            continue;
        }
        found.whole = false;
        let begins = match run.behind_hole {
            // Too few words to be found by.
            true if wanted.len() <= RESUME => continue,
            true => match find(here, &wanted[..RESUME]) {
                Some(place) => place,
                None => continue,
            },
            false => 0,
        };
        at = found.partly(wanted, words, at + begins, run.behind_hole);
        if at == words.len() {
            found.cut = true;
            break;
        }
    }
    found
}

impl Alignment {
    fn say(&mut self, at: usize, length: usize, behind_gap: bool) {
        match self.said.last_mut() {
            Some((_, end, _)) if *end == at && !behind_gap => *end += length,
            _ => self.said.push((at, at + length, behind_gap)),
        }
        self.end = at + length;
        self.words += length;
    }

    /// Says as much of a run as agrees from `at` on, and gives the word behind it.
    fn partly(&mut self, mut wanted: &[u32], words: &[u32], mut at: usize, mut behind_gap: bool) -> usize {
        let mut least = 2;
        loop {
            let agree = wanted.iter().zip(&words[at..]).take_while(|(one, other)| one == other).count();
            let is_cut = at + agree == words.len();
            if agree >= least || is_cut && agree > 0 && self.words > 0 {
                self.say(at, agree, behind_gap);
                at += agree;
            }
            wanted = &wanted[agree..];
            let Some((skipped, over)) = resume(wanted, &words[at..]) else { return at };
            (wanted, at, least, behind_gap) = (&wanted[skipped..], at + over, RESUME_AT_END, true);
        }
    }
}

/// Returns where a run and a text agree again by a few words, both within reach.
fn resume(wanted: &[u32], here: &[u32]) -> Option<(usize, usize)> {
    (0..REACH * 2).find_map(|sum| {
        (0..=sum.min(REACH)).find_map(|skipped| {
            let over = sum - skipped;
            let next = wanted.get(skipped..)?;
            let next = &next[..next.len().min(RESUME)];
            (over <= REACH && next.len() >= RESUME_AT_END && here.get(over..over + next.len())? == next)
                .then_some((skipped, over))
        })
    })
}

fn find(here: &[u32], wanted: &[u32]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    loop {
        let at = from + here[from..].iter().position(|word| *word == first)?;
        if here[at..].starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Returns the word that a message begins with, if it is not a hole.
fn first_word(message: &str) -> Option<u32> {
    match message.as_bytes() {
        [first, second, ..] if !b".:".contains(first) => Some(hash_of(number(*first, *second))),
        _ => None,
    }
}

/// Returns the number that two digits stand for.
fn number(first: u8, second: u8) -> usize {
    usize::from(DIGITS[usize::from(first)]) * 64 + usize::from(DIGITS[usize::from(second)])
}

fn hash_of(number: usize) -> u32 {
    WORDS.get(number).copied().unwrap_or(0)
}

/// Returns whether anything may be found by `key`: most words of most texts are in no message.
fn may_be_key(key: u32) -> bool {
    FILTER[(key >> 23) as usize] >> (key >> 18 & 31) & 1 != 0
}

/// Returns the rows of the table with a message that is found by `key`.
fn rows(key: u32) -> impl Iterator<Item = u32> {
    table::bucket(&INDEX, &STARTS, key).iter().filter(move |(known, _)| *known == key).map(|(_, row)| *row)
}

/// Returns what a message is found by: the first three words in a row, or two in a short one. `more` words are beside
/// it.
#[cfg(test)]
fn key(message: &Message, more: usize) -> Option<u32> {
    let run = |length: usize| {
        message.runs.iter().find(|run| run.end - run.start >= length).map(|run| &message.words[run.start..])
    };
    match (run(3), run(2)) {
        _ if message.words.len() + more < MIN_WORDS => None,
        (Some(words), _) => Some(triple(words[0], words[1], words[2])),
        (None, Some(words)) => Some(pair(words[0], words[1])),
        (None, None) => None,
    }
}

#[cfg(test)]
const fn triple(first: u32, second: u32, third: u32) -> u32 {
    pair(pair(first, second), third)
}

const fn pair(first: u32, second: u32) -> u32 {
    (first.rotate_left(5) ^ second).wrapping_mul(0x9e37_79b1).rotate_left(15) | 1
}

/// Fewer words are found in too many texts.
const MIN_WORDS: usize = 4;
/// The same where the text ends before the message.
const MIN_WORDS_CUT: usize = 8;
/// How many words may stand before the first that a message is found by.
const MAX_BEFORE: usize = 48;
/// How many messages are compared with one beginning.
const MAX_CANDIDATES: usize = 64;
/// How many words have to agree where a text goes on after a departure.
const RESUME: usize = 3;
/// The same where the words up to the next hole are no more.
const RESUME_AT_END: usize = 2;
/// How many words a departure may have, on each side.
const REACH: usize = 6;
/// The hash of each word, by its number.
static WORDS: [u32; HASHES.len() / WIDTH] = table::hexadecimal(HASHES);
const HASHES: &[u8] = include_bytes!("template-words.txt");
/// A word's line: eight digits and the line's end.
const WIDTH: usize = 9;

/// What messages are found by, sorted, each with where its row begins. Made by a test out of the table of messages.
static INDEX: [(u32, u32); FOUND.len() / 8] = table::pairs(FOUND);
static STARTS: [u16; table::BUCKETS + 1] = table::starts(&INDEX);
/// A bit for each value of a key's first bits.
static FILTER: [u32; 1 << 9] = {
    let (mut filter, mut at) = ([0; 1 << 9], 0);
    while at < INDEX.len() {
        let key = INDEX[at].0;
        filter[(key >> 23) as usize] |= 1 << (key >> 18 & 31);
        at += 1;
    }
    filter
};
const FOUND: &[u8] = include_bytes!("template-index.bin");

/// The value of each digit of a word's number.
static DIGITS: [u8; 256] = {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut values = [0; 256];
    let mut at = 0;
    while at < alphabet.len() {
        values[alphabet[at] as usize] = at as u8;
        at += 1;
    }
    values
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random, the same in each run; none is the hash of a published word.
    struct Values(u32);

    impl Iterator for Values {
        type Item = u32;

        fn next(&mut self) -> Option<u32> {
            loop {
                self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let value = self.0 ^ self.0 >> 15;
                if !WORDS.contains(&value) {
                    return Some(value);
                }
            }
        }
    }

    fn message(parts: &[&str]) -> Message {
        let mut message = Message::default();
        message.read(parts);
        message
    }

    /// Returns a message with values in its holes, and where it speaks itself.
    fn instance(parts: &[&str], values: &mut Values) -> (Vec<u32>, Vec<bool>) {
        let (mut words, mut own) = (Vec::new(), Vec::new());
        for part in parts {
            let mut rest = *part;
            while !rest.is_empty() {
                if let Some(tail) = rest.strip_prefix(['.', ':']) {
                    let length = 1 + words.len() % 3;
                    words.extend(values.by_ref().take(length));
                    own.resize(words.len(), false);
                    rest = tail;
                } else {
                    words.extend(message(&[&rest[..2]]).words);
                    own.push(true);
                    rest = &rest[2..];
                }
            }
        }
        (words, own)
    }

    fn published() -> impl Iterator<Item = (ErrorClass, Option<&'static str>)> {
        let all = catalogue::rows().flat_map(|(_, class)| {
            std::iter::once(None).chain(class.subclasses().map(Some)).map(move |subclass| (class, subclass))
        });
        all.filter(|(class, subclass)| match subclass {
            Some(subclass) => class.submessage(subclass).is_some_and(|message| !message.is_empty()),
            None => !class.message().is_empty(),
        })
    }

    fn parts(class: &ErrorClass, subclass: Option<&str>) -> [&'static str; 2] {
        [class.message(), subclass.and_then(|subclass| class.submessage(subclass)).unwrap_or_default()]
    }

    #[test]
    fn the_index_is_that_of_the_messages() {
        let mut entries = Vec::new();
        for (row, class) in catalogue::rows() {
            let own = message(&[class.message()]);
            match key(&own, 0) {
                Some(key) => entries.push((key, row as u32)),
                None => entries.extend(
                    class
                        .subclasses()
                        .filter_map(|subclass| class.submessage(subclass))
                        .filter_map(|below| key(&message(&[below]), own.words.len()))
                        .map(|key| (key, row as u32)),
                ),
            }
        }
        entries.sort_unstable();
        entries.dedup();
        table::hold(
            "template-index.bin",
            FOUND,
            &entries.iter().flat_map(|(key, row)| [key.to_le_bytes(), row.to_le_bytes()].concat()).collect::<Vec<_>>(),
        );
    }

    #[test]
    fn every_published_message_is_followed_and_no_value_is_said() {
        let mut values = Values(1);
        let mut followed = 0;
        for (class, subclass) in published() {
            let (words, own) = instance(&parts(&class, subclass), &mut values);
            let found = align(&class, subclass, &words, 0);
            let mut said = vec![false; words.len()];
            found.said.iter().for_each(|(from, to, _)| said[*from..*to].fill(true));
            assert_eq!(said, own, "{} {subclass:?}", class.name());
            followed += 1;
        }
        assert!(followed > 2_500, "{followed}");
    }

    #[test]
    fn a_message_is_known_without_its_class_and_taken_for_no_other() {
        let mut values = Values(2);
        let (mut known, mut shared, mut all) = (0, 0, 0);
        let mut lost = Vec::new();
        for (class, subclass) in published() {
            let (words, own) = instance(&parts(&class, subclass), &mut values);
            // Shorter ones could be anybody's.
            if own.iter().filter(|own| **own).count() <= MIN_WORDS {
                continue;
            }
            all += 1;
            match recognise(&words, 0, words.len()) {
                Some(Recognised { class: Some((found, _)), .. }) if found == class => known += 1,
                // Word for word the same in two classes: told, but of neither.
                Some(Recognised { class: None, .. }) => shared += 1,
                Some(Recognised { class: Some((other, _)), .. }) => {
                    panic!("{} is taken for {}", class.name(), other.name())
                }
                None => lost.push(class.name()),
            }
        }
        assert!((known + shared) * 100 >= all * 99, "{known} and {shared} of {all}; {lost:?}");
        assert!(shared * 20 <= all, "{shared} of {all} are the same in two classes");
    }

    #[test]
    fn a_text_is_followed_as_far_as_it_agrees() {
        let class = ErrorClass::find("TABLE_OR_VIEW_NOT_FOUND").expect("published");
        let (words, _) = instance(&[class.message()], &mut Values(3));
        let whole = align(&class, None, &words, 0);
        assert!(whole.whole);
        // Cut at any place, it says nothing that it does not say whole.
        for end in 0..words.len() {
            let cut = align(&class, None, &words[..end], 0);
            let is_said =
                |from: usize, to: usize| whole.said.iter().any(|(first, last, _)| *first <= from && to <= *last);
            assert!(cut.said.iter().all(|(from, to, _)| is_said(*from, *to)), "{end}");
        }
        // One word of another version in the place of the third.
        let mut other = words.clone();
        other[2] = 7;
        let found = align(&class, None, &other, 0);
        assert!(!found.whole && found.words + 2 >= whole.words, "{} of {}", found.words, whole.words);
    }
}
