//! Trains the classifier: `cargo run --release -p sql-driver-telemetry-redact --features training --example train_classifier --
//! MESSAGES` writes `src/classifier.bin`.
//!
//! MESSAGES is what `scripts/messages.py` found in the sources of programs: a JSON document a line, with the pieces of a
//! message as `parts`, and in `places` a letter for what stands between two of them (see [`Place`]). The texts of
//! `tests/fixtures` that the rules were made with join them; those that are kept back do not, nor does anything that is
//! measured with. The places are filled with words of all messages, so that no word tells by itself what it is.
//!
//! The model is a logistic regression with a step for each weight that shrinks as it is used (Duchi, Hazan, Singer: Adaptive
//! Subgradient Methods, 2011).

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::Value;
use sql_driver_telemetry_redact::training::{BITS, UNITS, walk};

#[path = "../../tests/fixtures/privacy/score.rs"]
mod score;

/// Times that each message is met, filled differently each time.
const ROUNDS: usize = 3;
/// Times that a text of our own fixtures is met for each of those.
const OWN: usize = 8;
/// The first step of a weight.
const STEP: f32 = 0.1;

fn main() {
    let messages = env::args().nth(1).expect("the file of messages");
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut messages = published(&fs::read_to_string(messages).expect("a readable file"));
    println!("{} messages of programs", messages.len());
    let own = own(&fixtures);
    println!("{} texts of our own", own.len());
    messages.extend(own.iter().cycle().take(OWN * own.len()).cloned());

    let words = Words::of(&messages);
    let mut model = Model { weights: vec![0.0; 1 << BITS], sums: vec![1e-3; 1 << BITS] };
    let mut random = Random(0x1405_7b7e_f767_814f);
    for round in 1..=ROUNDS {
        random.shuffle(&mut messages);
        let (mut loss, mut count) = (0.0, 0);
        for message in &messages {
            let filled = Filled::of(message, &messages, &words, &mut random);
            let mut hidden = filled.found.clone();
            hidden.extend(filled.data.iter().filter(|_| random.chance(HIDDEN)).cloned());
            hidden.sort_unstable_by_key(|range| range.start);
            walk(&filled.text, hidden, |word, patterns| {
                let inside = |ranges: &[Range<usize>]| {
                    ranges.iter().any(|range| range.start < word.end && word.start < range.end)
                };
                let goes = inside(&filled.data);
                if goes || !inside(&filled.unsure) {
                    loss += f64::from(model.learn(patterns, goes));
                    count += 1;
                }
                goes
            });
        }
        println!("round {round}: loss {:.4} a word, {count} words", loss / f64::from(count));
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/classifier.bin");
    fs::write(&file, model.stored()).expect("a writable file");
}

/// The share of places that a rule is supposed to have found.
const HIDDEN: f64 = 0.4;

struct Model {
    weights: Vec<f32>,
    /// The sum of the squares of what each weight was corrected by.
    sums: Vec<f32>,
}

impl Model {
    /// Learns from one word, and returns how far the model was off.
    fn learn(&mut self, patterns: &[u32], goes: bool) -> f32 {
        let odds: f32 = patterns.iter().map(|pattern| self.weights[*pattern as usize]).sum();
        let likely = 1.0 / (1.0 + (-odds).exp());
        let error = likely - f32::from(u8::from(goes));
        for pattern in patterns {
            let pattern = *pattern as usize;
            self.sums[pattern] += error * error;
            self.weights[pattern] -= STEP * error / self.sums[pattern].sqrt();
        }
        -(1.0 - error.abs()).max(1e-6).ln()
    }

    /// A byte for each weight.
    fn stored(&self) -> Vec<u8> {
        let stored = |weight: &f32| (weight * UNITS as f32).round().clamp(-128.0, 127.0) as i8;
        self.weights.iter().map(|weight| stored(weight).cast_unsigned()).collect()
    }
}

/// What stands in a place of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// A name or a value: `N`.
    Name,
    /// A number of somebody's: `D`.
    Number,
    /// A number that says where or how many: `C`.
    Count,
    /// The text of another error: `M`.
    Message,
    /// A type, a state, a version, which may be the program's own: `T`.
    Kind,
    /// A number of which nothing is known: `#`.
    Unknown,
    /// What a rule finds by its shape; in our own texts only.
    Found,
}

#[derive(Clone, Debug)]
struct Message {
    parts: Vec<String>,
    places: Vec<Place>,
}

/// The messages that programs publish.
fn published(lines: &str) -> Vec<Message> {
    lines
        .lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).expect("a document a line");
            let part = |part: &Value| part.as_str().expect("a string").to_owned();
            let place = |letter| match letter {
                'D' => Place::Number,
                'C' => Place::Count,
                'M' => Place::Message,
                'T' => Place::Kind,
                '#' => Place::Unknown,
                _ => Place::Name,
            };
            Message {
                parts: line["parts"].as_array().expect("a list").iter().map(part).collect(),
                places: line["places"].as_str().expect("a string").chars().map(place).collect(),
            }
        })
        .collect()
}

/// The texts that the rules were made with. What is kept back is none of them: see `tests/metamorphic.rs`.
fn own(fixtures: &Path) -> Vec<Message> {
    let read = |file: PathBuf| fs::read_to_string(file).expect("a readable fixture");
    let mut own = Vec::new();
    for file in ["places", "systems-development", "systems-held-back", "systems-held-back-2"] {
        let text = read(fixtures.join(file).with_extension("txt"));
        own.extend(text.lines().filter(|line| !line.starts_with("# ") && !line.is_empty()).map(template));
    }
    let text = read(fixtures.join("harmless.txt"));
    own.extend(text.lines().map(|line| Message { parts: vec![line.to_owned()], places: Vec::new() }));
    own.extend(score::FILES.iter().flat_map(|(_, corpus)| corpus.lines().map(labelled)));
    own
}

/// A line of the metamorphic fixtures: `table {name} has {number} rows`.
fn template(line: &str) -> Message {
    let unescaped = |part: &str| part.replace("{{", "{").replace("}}", "}").replace("\\n", "\n").replace("\\t", "\t");
    let (mut parts, mut places, mut rest) = (Vec::new(), Vec::new(), line);
    let marks =
        [("{name}", Place::Name), ("{value}", Place::Name), ("{person}", Place::Name), ("{number}", Place::Number)];
    while let Some((at, mark, place)) =
        marks.iter().filter_map(|(mark, place)| Some((rest.find(mark)?, mark, place))).min_by_key(|found| found.0)
    {
        parts.push(unescaped(&rest[..at]));
        places.push(*place);
        rest = &rest[at + mark.len()..];
    }
    parts.push(unescaped(rest));
    Message { parts, places }
}

/// A line of a corpus: its secrets are the places.
fn labelled(line: &str) -> Message {
    let line: Value = serde_json::from_str(line).expect("a document a line");
    let (mut parts, mut places) = (Vec::new(), Vec::new());
    let mut rest = line["text"].as_str().expect("a string");
    let secrets: Vec<&str> = line["secrets"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(Value::as_str)
        .filter(|secret| secret.len() > 1)
        .collect();
    while let Some((at, secret)) = secrets
        .iter()
        .filter_map(|secret| Some((rest.find(secret)?, *secret)))
        .min_by_key(|(at, secret)| (*at, usize::MAX - secret.len()))
    {
        parts.push(rest[..at].to_owned());
        // Whatever is no plain word a rule has found by its shape.
        let word = secret.chars().all(|char| char.is_ascii_alphanumeric() || char == '_')
            && !secret.starts_with(|first: char| first.is_ascii_digit());
        places.push(if word { Place::Name } else { Place::Found });
        rest = &rest[at + secret.len()..];
    }
    parts.push(rest.to_owned());
    Message { parts, places }
}

/// A message with something in each of its places.
#[derive(Default)]
struct Filled {
    text: String,
    /// Where what goes stands.
    data: Vec<Range<usize>>,
    /// Where something stands that a rule finds.
    found: Vec<Range<usize>>,
    /// Where something stands that nothing is learned from.
    unsure: Vec<Range<usize>>,
}

impl Filled {
    fn of(message: &Message, all: &[Message], words: &Words, random: &mut Random) -> Self {
        let mut filled = Self::default();
        filled.add(message, Some(all), words, random);
        filled
    }

    /// Adds `message`; one of `all` stands in it where it quotes another, but no third one.
    fn add(&mut self, message: &Message, all: Option<&[Message]>, words: &Words, random: &mut Random) {
        for (at, part) in message.parts.iter().enumerate() {
            self.text.push_str(part);
            let start = self.text.len();
            let Some(place) = message.places.get(at) else { continue };
            match place {
                Place::Name => self.text.push_str(&words.name(random)),
                Place::Number => self.text.push_str(&random.number()),
                Place::Count | Place::Unknown | Place::Found => self.text.push_str(&random.below(5000).to_string()),
                Place::Kind => self.text.push_str(random.one::<&str>(KINDS)),
                Place::Message => match all {
                    Some(all) => {
                        self.add(random.one(all), None, words, random);
                        continue;
                    }
                    None => self.text.push_str("failed"),
                },
            }
            match place {
                Place::Name | Place::Number => self.data.push(start..self.text.len()),
                Place::Count => {}
                Place::Found => self.found.push(start..self.text.len()),
                Place::Kind | Place::Unknown | Place::Message => self.unsure.push(start..self.text.len()),
            }
        }
    }
}

/// What programs print of themselves.
const KINDS: &[&str] = &[
    "string",
    "integer",
    "int",
    "double",
    "STRING",
    "BIGINT",
    "VARCHAR",
    "java.lang.String",
    "Map",
    "list",
    "array",
    "struct",
    "boolean",
    "date",
    "timestamp",
    "NoneType",
    "str",
    "function",
    "object",
    "1.2.3",
    "3.0",
    "READ",
    "WRITE",
    "running",
    "FAILED",
];

/// The words that names are made of: those of all messages, the more frequent the more often, but not as often as there.
struct Words(Vec<String>);

impl Words {
    fn of(messages: &[Message]) -> Self {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for part in messages.iter().flat_map(|message| &message.parts) {
            let words = part.split(|char: char| !char.is_ascii_alphanumeric() && char != '_');
            let plain =
                |word: &&str| (3..15).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase());
            words.filter(plain).for_each(|word| *counts.entry(word).or_default() += 1);
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_unstable_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
        // The first are those that sentences are made of, the last are no words.
        let names = counts.into_iter().skip(SENTENCES).filter(|(word, count)| *count > 2 && !GRAMMAR.contains(word));
        Self(
            names
                .flat_map(|(word, count)| {
                    std::iter::repeat_n(word.to_owned(), (count as f64 / 3.0).sqrt().round() as usize)
                })
                .collect(),
        )
    }

    fn word(&self, random: &mut Random) -> String {
        let word = random.one(&self.0).clone();
        if random.chance(0.25) && !word.ends_with('s') { word + "s" } else { word }
    }

    /// A name or a value, of any rarity and spelling; a single word more often than not.
    fn name(&self, random: &mut Random) -> String {
        let capital = |word: String| word[..1].to_uppercase() + &word[1..];
        match random.below(102) {
            0..=54 => self.word(random),
            55..=69 => format!("{}_{}", self.word(random), self.word(random)),
            70..=77 => random.syllables(),
            78..=82 => format!("{}.{}", self.word(random), self.word(random)),
            83 => format!("{} {}", capital(self.word(random)), capital(self.word(random))),
            84 => format!("{} {}", self.word(random), self.word(random)),
            85..=87 => self.word(random).to_uppercase(),
            88..=89 => format!("{}{}", self.word(random), capital(self.word(random))),
            90..=91 => capital(self.word(random)),
            92 => format!("{}-{}", self.word(random), self.word(random)),
            93 => format!("{}_{}", random.syllables(), random.syllables()),
            94 => format!("{}{}", self.word(random), random.below(99)),
            _ => random.number(),
        }
    }
}

/// Words before this one, by how often they stand in messages, are in no name.
const SENTENCES: usize = 60;
/// Nor are these.
const GRAMMAR: &[&str] = &[
    "the", "this", "that", "these", "those", "and", "but", "for", "with", "without", "from", "into", "not", "has",
    "have", "had", "was", "were", "are", "been", "being", "can", "could", "should", "would", "must", "may", "might",
    "will", "shall", "does", "did", "when", "while", "where", "which", "who", "what", "there", "here", "then", "than",
    "because", "before", "after", "during", "until", "since", "only", "also", "both", "each", "any", "all", "some",
    "none", "other", "another", "same", "such", "too", "very", "more", "most", "less", "least", "you", "your", "its",
    "their", "his", "her", "our", "they", "them", "one", "two",
];

/// Marsaglia's xorshift generator: the same table for the same messages.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 11
    }

    fn below(&mut self, most: usize) -> usize {
        self.next() as usize % most
    }

    fn chance(&mut self, share: f64) -> bool {
        (self.next() as f64 / (1_u64 << 53) as f64) < share
    }

    fn one<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }

    /// A word that nobody knows.
    fn syllables(&mut self) -> String {
        let mut word = String::new();
        for _ in 0..2 + self.below(2) {
            word.push(
                *self.one(&['b', 'c', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'w', 'z']),
            );
            word.push(*self.one(&['a', 'e', 'i', 'o', 'u']));
            if self.chance(0.4) {
                word.push(*self.one(&['d', 'k', 'l', 'm', 'n', 'r', 's', 't']));
            }
        }
        word
    }

    /// A number, an amount or a date.
    fn number(&mut self) -> String {
        match self.below(10) {
            0..=5 => {
                let most = 10_usize.pow(3 + self.below(5) as u32);
                (100 + self.below(most)).to_string()
            }
            6 => format!("{}.{:02}", self.below(1000), self.below(100)),
            7..=8 => format!("{}-{:02}-{:02}", 1930 + self.below(100), 1 + self.below(12), 1 + self.below(28)),
            _ => self.below(100).to_string(),
        }
    }
}
