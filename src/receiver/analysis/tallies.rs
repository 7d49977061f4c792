//! How often each kind of finding was found. Bounded; a finding that was met before costs one hash.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::MAX_TALLIES;
use crate::check::live::LiveRule;
use crate::receiver::client::Client;
use crate::receiver::finding::LiveFinding;
use crate::receiver::intake::{HashedMap, Kind, hash};

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
    places: HashedMap<usize>,
    /// The places of what was found in logs of a kind, by the hash of the client and of what was found.
    of_kinds: HashedMap<Arc<[usize]>>,
    /// The places of those that were counted since the last commit.
    changed: Vec<usize>,
    /// By place, whether it is among them.
    is_changed: Vec<bool>,
}

impl Tallies {
    /// Counts a finding; `seq` is the log that has it.
    pub(super) fn count(&mut self, client: &Client, finding: &LiveFinding, seq: Option<i64>) {
        let place = self.place_of(client, finding).unwrap_or_else(|| {
            let (path, shape) = match self.all.len() < MAX_TALLIES {
                true => (finding.path.clone(), shape_of(&finding.detail)),
                false => (MORE.to_owned(), String::new()),
            };
            let key = TallyKey { client: client.clone(), rule: finding.rule, path, shape };
            self.insert(key, Tally { count: 0, first: None, detail: String::new() })
        });
        self.count_at(place, finding, seq);
    }

    /// Counts what was found in the log `seq` because it was found in all of its kind.
    pub(super) fn count_kind(&mut self, client: &Client, kind: &Kind, seq: i64) {
        let Some(set) = kind.finding_set else { return };
        let key = hash((client, set));
        if let Some(places) = self.of_kinds.get(&key).map(Arc::clone) {
            for (place, finding) in places.iter().zip(&kind.findings) {
                self.count_at(*place, finding, Some(seq));
            }
            return;
        }
        for finding in &kind.findings {
            self.count(client, finding, Some(seq));
        }
        if self.of_kinds.len() >= MAX_TALLIES {
            self.of_kinds.clear();
        }
        let places = kind.findings.iter().filter_map(|finding| self.place_of(client, finding)).collect();
        self.of_kinds.insert(key, places);
    }

    fn count_at(&mut self, place: usize, finding: &LiveFinding, seq: Option<i64>) {
        let (_, tally) = &mut self.all[place];
        // A new one; or one of which all was taken back, whose first log was never stored.
        if tally.count == 0 {
            tally.first = seq;
            tally.detail.clone_from(&finding.detail);
        }
        tally.count += 1;
        if !std::mem::replace(&mut self.is_changed[place], true) {
            self.changed.push(place);
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
        for place in self.changed.drain(..) {
            self.is_changed[place] = false;
        }
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

    /// Returns all of them, with their places.
    pub(crate) fn all(&self) -> impl Iterator<Item = (usize, &TallyKey, &Tally)> {
        self.all.iter().enumerate().map(|(place, (key, tally))| (place, key, tally))
    }

    /// Returns those that were counted since the last commit, with their places.
    pub(crate) fn changed(&self) -> impl Iterator<Item = (usize, &TallyKey, &Tally)> {
        self.changed.iter().map(|place| (*place, &self.all[*place].0, &self.all[*place].1))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::live::CrossRule;

    #[test]
    fn what_was_taken_back_is_found_for_the_first_time_again() {
        let client = Client::unknown();
        let finding = |detail: &str| LiveFinding::cross(CrossRule::ClockSkew, "uploadTime", detail);
        let mut tallies = Tallies::default();
        let told = |tallies: &Tallies| -> Vec<_> {
            tallies.iter().map(|(_, tally)| (tally.count, tally.first, tally.detail.clone())).collect()
        };
        tallies.count(&client, &finding("is 400 s behind"), Some(3));
        tallies.uncount(&client, &finding("is 400 s behind"));
        tallies.keep();
        assert_eq!(told(&tallies), []);
        tallies.count(&client, &finding("is 500 s behind"), Some(7));
        tallies.count(&client, &finding("is 600 s behind"), Some(8));
        assert_eq!(told(&tallies), [(2, Some(7), "is 500 s behind".to_owned())]);
    }
}
