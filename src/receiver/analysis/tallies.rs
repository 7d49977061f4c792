//! How often each kind of finding was found. Bounded; a finding that was met before costs one hash.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use super::MAX_TALLIES;
use crate::check::live::LiveRule;
use crate::receiver::client::Client;
use crate::receiver::finding::LiveFinding;
use crate::receiver::intake::hash;

/// How findings are grouped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TallyKey {
    pub(crate) client: Client,
    pub(crate) rule: LiveRule,
    pub(crate) path: String,
    /// The words of the finding, without their numbers: what is wrong in another way is told once, too.
    pub(crate) shape: String,
}

/// Findings of one kind.
#[derive(Clone, Debug)]
pub(crate) struct Tally {
    pub(crate) count: u64,
    /// The first log, if a log has it.
    pub(crate) first: Option<i64>,
    /// The words of the first one.
    pub(crate) detail: String,
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Tallies {
    /// In the order in which they were first found. One that was taken back has the count 0.
    all: Vec<(TallyKey, Tally)>,
    /// Where the one of a key is, by the key's hash.
    places: HashMap<u64, usize>,
    /// The places of those that were counted since the last commit.
    changed: Vec<usize>,
    /// By place, whether it is among them.
    is_changed: Vec<bool>,
}

impl Tallies {
    /// Counts a finding; `seq` is the log that has it.
    pub(super) fn count(&mut self, client: &Client, finding: &LiveFinding, seq: Option<i64>) {
        let key = self.place_of(client, finding).unwrap_or_else(|| {
            let (path, shape) = match self.all.len() < MAX_TALLIES {
                true => (finding.path.clone(), shape_of(&finding.detail)),
                false => (MORE.to_owned(), String::new()),
            };
            let key = TallyKey { client: client.clone(), rule: finding.rule, path, shape };
            self.insert(key, Tally { count: 0, first: seq, detail: finding.detail.clone() })
        });
        self.all[key].1.count += 1;
        if !std::mem::replace(&mut self.is_changed[key], true) {
            self.changed.push(key);
        }
    }

    /// Takes back a finding that was counted.
    pub(super) fn uncount(&mut self, client: &Client, finding: &LiveFinding) {
        if let Some(place) = self.place_of(client, finding) {
            let (_, tally) = &mut self.all[place];
            tally.count = tally.count.saturating_sub(1);
        }
    }

    /// What was counted so far is stored, or taken back.
    pub(super) fn keep(&mut self) {
        self.changed.clear();
        self.is_changed.fill(false);
    }

    /// Puts in one that was counted before, unless its key is there, and returns its place.
    pub(crate) fn insert(&mut self, key: TallyKey, tally: Tally) -> usize {
        let place = *self.places.entry(hash_of_key(&key)).or_insert(self.all.len());
        if place == self.all.len() {
            self.all.push((key, tally));
            self.is_changed.push(false);
        }
        place
    }

    /// Returns those that were found at all.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&TallyKey, &Tally)> {
        self.all.iter().filter(|(_, tally)| tally.count > 0).map(|(key, tally)| (key, tally))
    }

    /// Returns those that were counted since the last commit.
    pub(crate) fn changed(&self) -> impl Iterator<Item = (&TallyKey, &Tally)> {
        self.changed.iter().map(|place| &self.all[*place]).map(|(key, tally)| (key, tally))
    }

    /// Returns where a finding is counted, if one of its kind was. What is too much is counted by its rule alone.
    fn place_of(&self, client: &Client, finding: &LiveFinding) -> Option<usize> {
        let own = || self.places.get(&hash_of(client, finding.rule, &finding.path, &finding.detail));
        let more =
            || self.places.get(&hash_of(client, finding.rule, MORE, "")).filter(|_| self.all.len() >= MAX_TALLIES);
        own().or_else(more).copied()
    }
}

/// The path under which those are counted that are too many to be told apart.
const MORE: &str = "(more)";

fn hash_of_key(key: &TallyKey) -> u64 {
    hash_of(&key.client, key.rule, &key.path, &key.shape)
}

/// Returns the hash of a key, of whose shape the words are given, with their numbers or without.
fn hash_of(client: &Client, rule: LiveRule, path: &str, detail: &str) -> u64 {
    struct Shape<'a>(&'a str);
    impl Hash for Shape<'_> {
        fn hash<H: Hasher>(&self, state: &mut H) {
            let is_number = |char: char| char.is_ascii_digit() || char == '#';
            for words in self.0.split(is_number).filter(|words| !words.is_empty()) {
                words.hash(state);
            }
        }
    }
    hash((client, rule, path, Shape(detail)))
}

/// Returns the words of a finding without the numbers in them: `#` stands for each.
fn shape_of(detail: &str) -> String {
    let mut shape = String::with_capacity(detail.len());
    for char in detail.chars() {
        match char {
            '0'..='9' if shape.ends_with('#') => {}
            '0'..='9' => shape.push('#'),
            char => shape.push(char),
        }
    }
    shape
}
