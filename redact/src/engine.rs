//! One walk over a text that says which rules look at it, and where.

use std::sync::LazyLock;

use aho_corasick::Anchored;
use aho_corasick::automaton::{Automaton, StateID};
use aho_corasick::dfa::DFA;

use super::rule::{self, Found, Gate, Kinds, Rule, Span};
use super::view::View;
use super::{known, rules, text};

/// The gate over all rules, and what they leave.
pub(super) struct Engine {
    pub(super) rules: Vec<&'static Rule>,
    pub(super) placeholders: Vec<&'static str>,
    /// Finds all literals in one walk, those inside of each other too. It knows small letters only, and is given no
    /// others: an automaton that knows both takes twice the memory.
    literals: DFA,
    start: StateID,
    /// The rule of each literal, and the literal's length.
    owners: Vec<(usize, usize)>,
    /// The rules that look at kinds of bytes, and the kinds.
    scans: Vec<(usize, Kinds)>,
}

pub(super) static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let rules: Vec<&'static Rule> = rules::all().collect();
    let mut placeholders: Vec<&'static str> = rules.iter().map(|rule| rule.placeholder).collect();
    placeholders.extend(known::NAMES.map(|(_, placeholder)| placeholder));
    placeholders.sort_unstable();
    placeholders.dedup();
    let mut patterns: Vec<String> = Vec::new();
    let (mut owners, mut scans) = (Vec::new(), Vec::new());
    for (index, rule) in rules.iter().enumerate() {
        match rule.gate {
            Gate::Literals(literals) => {
                patterns.extend(literals.iter().map(|literal| literal.to_ascii_lowercase()));
                owners.extend(literals.iter().map(|literal| (index, literal.len())));
            }
            Gate::Bytes(kinds) => scans.push((index, kinds)),
        }
    }
    let literals = DFA::builder()
        .prefilter(false)
        .build(&patterns)
        .expect("a few hundred short literals are within every limit of the automaton");
    let start = literals.start_state(Anchored::No).expect("the automaton is built for searches that begin anywhere");
    Engine { rules, placeholders, literals, start, owners, scans }
});

impl Engine {
    /// Returns what found a span, and what stands in its place: a rule, or behind all rules what was known beforehand.
    pub(super) fn name(&self, rule: usize) -> (&'static str, &'static str) {
        match self.rules.get(rule) {
            Some(rule) => (rule.name, rule.placeholder),
            None => known::NAMES[rule - self.rules.len()],
        }
    }

    /// Runs the rules that the gate lets through. The spans come out in order, none touching another's inside.
    pub(super) fn find(&self, view: &View<'_>) -> Vec<Span> {
        merge(self.spans(view))
    }

    pub(super) fn spans(&self, view: &View<'_>) -> Vec<Span> {
        let bytes = &view.bytes[..];
        text::looked(bytes.len());
        let mut found = Found::default();
        let kinds = rule::kinds(bytes, self.at_literals(view, &mut found));
        for (rule, wanted) in &self.scans {
            if kinds & wanted == *wanted {
                found.rule = *rule;
                found.done = 0;
                (self.rules[*rule].find)(view, 0..bytes.len(), &mut found);
            }
        }
        // What an earlier pass left is no find: without this, a mark would grow with every pass.
        found.spans.retain(|span| !text::is_opaque(bytes, span.start..span.end));
        found.spans
    }

    /// Runs the rules of the literals that stand in the text, and says which kinds of bytes the walk came by.
    fn at_literals(&self, view: &View<'_>, found: &mut Found) -> Kinds {
        let (mut done, mut work) = ([0; MAX_RULES], [0; MAX_RULES]);
        let mut walk = Walk { at: 0, state: self.start, kinds: 0 };
        loop {
            walk = self.walk(&view.bytes, walk);
            if !self.literals.is_match(walk.state) {
                return walk.kinds;
            }
            for index in 0..self.literals.match_len(walk.state) {
                let (rule, length) = self.owners[self.literals.match_pattern(walk.state, index).as_usize()];
                let start = walk.at - length;
                if start >= done[rule] {
                    found.rule = rule;
                    (found.done, found.work) = (done[rule], work[rule]);
                    if found.work > MAX_WORK {
                        // No message is built like that: the rest of this one goes.
                        found.push(start..view.bytes.len());
                    } else {
                        (self.rules[rule].find)(view, start..walk.at, found);
                    }
                    (done[rule], work[rule]) = (found.done, found.work);
                }
            }
            if walk.at == view.bytes.len() {
                return walk.kinds;
            }
        }
    }

    /// Goes on to where the next literal ends, or to the end of the text.
    // By itself, so that what the loop needs stays in registers.
    #[inline(never)]
    fn walk(&self, bytes: &[u8], walk: Walk) -> Walk {
        let Walk { mut at, mut state, mut kinds } = walk;
        for byte in &bytes[at..] {
            at += 1;
            kinds |= rule::kind_of(*byte);
            state = self.literals.next_state(Anchored::No, state, byte.to_ascii_lowercase());
            if self.literals.is_special(state) {
                break;
            }
        }
        Walk { at, state, kinds }
    }
}

/// How far a walk has come.
#[derive(Clone, Copy)]
struct Walk {
    at: usize,
    state: StateID,
    /// The kinds of the bytes it came by.
    kinds: Kinds,
}

/// Joins spans that overlap; the longest of them says what stands in their place.
pub(super) fn merge(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end), span.rule));
    let mut merged: Vec<(Span, usize)> = Vec::with_capacity(spans.len());
    for span in spans {
        let length = span.end - span.start;
        match merged.last_mut() {
            Some((last, longest)) if span.start < last.end => {
                last.end = last.end.max(span.end);
                if length > *longest || length == *longest && span.rule < last.rule {
                    *longest = length;
                    last.rule = span.rule;
                }
            }
            _ => merged.push((span, length)),
        }
    }
    merged.into_iter().map(|(span, _)| span).collect()
}

/// Bytes that a rule may look at in vain, over all its literals in a text.
const MAX_WORK: usize = 64 * 1024;
/// More than there are rules; a test holds the table to it.
pub(super) const MAX_RULES: usize = 64;
