//! Names that stand bare in prose: what a sentence without them would be says where one stands.
//!
//! In English a noun of one thing has an article, a verb agrees with its subject, and the last noun of several is what they
//! are about. A word that breaks this is no word of the sentence but a name in it: `queue requests is`, `in requests`,
//! `no topic requests`. Which word it is makes no difference, but for those that say how much or which part (`rows`).

use std::ops::Range;

use super::nouns::{
    ABOUT, AMOUNT, FUNCTION, HEAD, Lists, MANY, MODAL, MODIFIER, NAMELESS, OBJECT, PART, PLURAL, PREPOSITION, PROGRAM,
    ROLES, SINGULAR, is,
};
use super::tokens::{Kind, Token, clause, words};
use super::values::OFFERED;
use crate::rules::settings;
use crate::text::{is_one_of, run};
use crate::view::OPAQUE;
use crate::words as vocabulary;

/// The bare name at `tokens[at]`. `hidden` says whether the token before a joint goes already.
pub(super) fn bare(bytes: &[u8], tokens: &[Token], at: usize, hidden: impl Fn(usize) -> bool) -> Option<Range<usize>> {
    let word = tokens[at].text(bytes);
    let plain =
        word.len() > 2 && word.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'-') && !is(word, EVERYWHERE);
    if !plain || is_glued(bytes, &tokens[at].range) {
        return None;
    }
    let here = Place { bytes, tokens, at };
    let plural = super::names::is_plural(word);
    if !plural {
        return (here.is_named()
            || !vocabulary::is_known(word)
                && (here.is_item() && !here.is_offered() || here.is_joined(hidden) && here.ends() && !here.is_key()))
        .then(|| tokens[at].range.clone());
    }
    (here.disagrees()
        || here.is_told()
        || here.ends_phrase()
        || here.begins_clause()
        || here.is_alone()
        || here.tells_noun()
        || here.is_item()
        || here.is_joined(hidden))
    .then(|| tokens[at].range.clone())
}

/// Whether something is written on to the word that makes it a part of code or of a key.
fn is_glued(bytes: &[u8], range: &Range<usize>) -> bool {
    let before = range.start.checked_sub(1).map_or(b' ', |at| bytes[at]);
    let behind = bytes.get(range.end).copied().unwrap_or(b' ');
    !matches!(before, b' ' | b'\n' | b'(' | b'[' | b':' | b'"' | b'\'' | b'=')
        || matches!(behind, b'=' | b'/' | b'\\' | b'@' | b'<' | b'-')
        || behind == b':'
            && bytes.get(range.end + 1).is_some_and(|next| !next.is_ascii_whitespace())
            && !is_numbered(bytes, range.end)
        || settings::is_published(&bytes[range.clone()])
}

/// `requests:1`, and no more.
fn is_numbered(bytes: &[u8], colon: usize) -> bool {
    let end = run(bytes, colon + 1, 20, |byte| byte.is_ascii_digit());
    end > colon + 1 && bytes.get(end).is_none_or(|next| matches!(next, b' ' | b',' | b';'))
}

struct Place<'b> {
    bytes: &'b [u8],
    tokens: &'b [Token],
    at: usize,
}

impl<'b> Place<'b> {
    /// The word `steps` before, if nothing but words lies between.
    fn before(&self, steps: usize) -> &'b [u8] {
        let Some(from) = self.at.checked_sub(steps) else { return b"" };
        if self.tokens[from..self.at].iter().any(|token| token.kind != Kind::Word) {
            return b"";
        }
        self.tokens[from].text(self.bytes)
    }

    fn next(&self) -> Option<&'b Token> {
        self.tokens.get(self.at + 1)
    }

    /// The word right behind.
    fn behind(&self) -> &'b [u8] {
        self.next().filter(|next| next.kind == Kind::Word).map_or(b"", |next| next.text(self.bytes))
    }

    /// Whether the clause or the phrase ends here.
    fn ends(&self) -> bool {
        self.next().is_none_or(|next| match next.kind {
            Kind::Mark(mark) => mark != OPAQUE,
            Kind::Close => true,
            Kind::Quote | Kind::Word => false,
        })
    }

    /// Whether a clause begins here.
    fn begins(&self) -> bool {
        self.at.checked_sub(1).is_none_or(|before| {
            matches!(
                self.tokens[before].kind,
                Kind::Mark(b':' | b']' | b'.' | b';' | b'\n' | b'-' | b'!' | b'?') | Kind::Quote
            )
        })
    }

    /// Whether the phrase ends here, or what goes on is said of one thing or of where it is.
    fn closes(&self) -> bool {
        let next = self.behind();
        self.ends()
            || is(next, SINGULAR | PREPOSITION)
            || is_participle(next)
            || matches!(next, b"not" | b"and" | b"or")
    }

    /// `table payroll`, `table archive is`: a word of one thing behind a noun of what has names. One that messages have
    /// themselves could make another noun with it, unless a verb is said of both and no article stands before.
    fn is_named(&self) -> bool {
        let (noun, word) = (self.before(1), self.tokens[self.at].text(self.bytes));
        // `vom Benutzer abgebrochen`: another language.
        let foreign = noun.first().is_some_and(u8::is_ascii_uppercase)
            && noun[1..].iter().any(u8::is_ascii_lowercase)
            && !self.before(2).is_empty();
        let said = is(self.behind(), SINGULAR | MODAL);
        let certain =
            if vocabulary::is_known(word) { said && !is(self.before(2), FUNCTION) } else { said || self.closes() };
        is(noun, OBJECT) && certain && !foreign && !is(word, HEAD | ROLES) && !is_participle(word) && !self.is_of_many()
    }

    /// Whether the phrase before is one of several things: `3 client requests`, `all requests`.
    fn is_of_many(&self) -> bool {
        for steps in 1..MAX_PHRASE {
            let word = self.before(steps);
            if is(word, MANY) || word.first().is_some_and(u8::is_ascii_digit) {
                return true;
            }
            if word.is_empty() || is(word, PREPOSITION | SINGULAR | PLURAL | FUNCTION) {
                return false;
            }
        }
        false
    }

    /// `requests does not exist`, `the topic requests is`: a verb of one thing behind a plural. What is said of the number or
    /// the list of some is not said of them.
    fn disagrees(&self) -> bool {
        let singular = is(self.behind(), SINGULAR)
            || self.behind() == b"not" && (self.begins() || is_noun(self.before(1)) || is(self.before(1), NAMELESS))
            || self.next().is_some_and(|next| next.is_mark(b':'))
                && self.begins()
                && self.tokens.get(self.at + 2).is_some_and(|next| next.kind == Kind::Word && self.tokens.get(self.at + 3).is_some_and(|next| next.kind == Kind::Word))
            // `the owner is requests`
            || is(self.before(1), SINGULAR) && is_copula(self.before(1)) && self.ends() && !self.before(2).is_empty();
        singular && !self.is_of_many() && !self.is_counted()
    }

    /// `number of requests`, `list of requests`
    fn is_counted(&self) -> bool {
        (1..MAX_PHRASE).any(|steps| {
            let (of, head) = (self.before(steps), self.before(steps + 1));
            is(of, PREPOSITION) && is(head, AMOUNT)
        })
    }

    /// `queue requests`, `in region requests`, `drop requests`: behind a word of one thing or of what is done, with no more
    /// of the phrase behind.
    fn is_told(&self) -> bool {
        let (told, next) = (self.before(1), self.behind());
        let object = is(told, OBJECT);
        let known = object || is_noun(told) || told.ends_with(b"ing") && is_free(self.before(2));
        let goes_on = self.closes() || is(next, MODAL | FUNCTION) || object && !next.is_empty();
        known && goes_on && !is(next, PLURAL) && !self.is_key() && !self.is_of_many() && (object || !self.is_counted())
    }

    /// `access to requests`, `backup of requests failed`: behind a preposition, without an article.
    fn ends_phrase(&self) -> bool {
        let head = self.before(2);
        let several = is(self.behind(), PLURAL) && !super::names::is_plural(head);
        is(self.before(1), PREPOSITION) && !several && !is(head, AMOUNT | ABOUT)
    }

    /// `open requests: 12`
    fn is_key(&self) -> bool {
        self.next().is_some_and(|next| next.is_mark(b':'))
            && self.tokens.get(self.at + 2).is_none_or(|value| value.text(self.bytes)[0].is_ascii_digit())
    }

    /// `requests in invoices`, `requests must be`: where a clause begins.
    fn begins_clause(&self) -> bool {
        self.begins() && (is(self.behind(), PREPOSITION) || is(self.behind(), MODAL))
    }

    /// `not found: requests`: alone between a colon and the end of its clause.
    fn is_alone(&self) -> bool {
        self.at > 1 && self.tokens[self.at - 1].is_mark(b':') && self.ends()
    }

    /// `the requests column`: where English would have one thing in front of another, not several.
    fn tells_noun(&self) -> bool {
        let free = !is_noun(self.before(1)) && !is(self.before(1), NAMELESS | MODIFIER);
        free && is(self.behind(), OBJECT | NAMELESS | PROGRAM)
            && !super::names::is_plural(self.behind())
            && !self.is_of_many()
    }

    /// `[requests, clients]`, `[from=requests]`
    fn is_item(&self) -> bool {
        let before = self.at.checked_sub(1).map(|before| &self.tokens[before]);
        let near = &self.tokens[self.at.saturating_sub(MAX_ITEMS)..self.at];
        let inside = near.iter().rev().find_map(|token| match token.kind {
            Kind::Mark(b'[') => Some(true),
            Kind::Mark(b']' | b'\n') => Some(false),
            _ => None,
        });
        inside == Some(true)
            && before.is_some_and(|before| matches!(before.kind, Kind::Mark(b'[' | b',' | b'=')))
            && self.next().is_some_and(|next| matches!(next.kind, Kind::Mark(b']' | b',')))
    }

    /// Whether the clause says what a program takes.
    fn is_offered(&self) -> bool {
        words(self.bytes, &self.tokens[clause(self.tokens, self.at)..self.at]).any(|word| is_one_of(word, OFFERED))
    }

    /// `requests, clients and servers`: beside one that goes.
    fn is_joined(&self, hidden: impl Fn(usize) -> bool) -> bool {
        let joint = self.at.checked_sub(1).map(|before| &self.tokens[before]);
        let joins = joint
            .is_some_and(|joint| joint.is_mark(b',') || matches!(joint.text(self.bytes), b"and" | b"or" | b"requires"));
        joins && self.at > 1 && hidden(self.at - 2)
    }
}

/// Whether a word can be the noun of one thing: nothing that says how something is.
fn is_noun(word: &[u8]) -> bool {
    word.len() > 1
        && word.iter().all(u8::is_ascii_alphabetic)
        && !super::names::is_plural(word)
        && !is(word, FUNCTION | PREPOSITION | SINGULAR | PLURAL | MANY | MODIFIER | NAMELESS)
        && (!ADJECTIVES.iter().any(|end| word.ends_with(end.as_bytes())) || word.ends_with(b"ariable"))
}

fn is_copula(word: &[u8]) -> bool {
    matches!(word, b"is" | b"was")
}

fn is_participle(word: &[u8]) -> bool {
    word.len() > 4 && (word.ends_with(b"ed") || word.ends_with(b"ing"))
}

/// Whether a word binds nothing behind it: none of a phrase, or one of the sentence itself.
fn is_free(word: &[u8]) -> bool {
    word.is_empty() || is(word, FUNCTION)
}

/// What words end with that say how something is, or what is done.
const ADJECTIVES: &[&str] = &["ed", "ing", "ly", "able", "ible", "ive", "ous", "ful", "less", "al", "ic"];

/// Words of a phrase before its noun.
const MAX_PHRASE: usize = 5;
/// Tokens of a list in front of one of its items.
const MAX_ITEMS: usize = 24;
/// Words that are no name wherever they stand bare.
const EVERYWHERE: Lists = PART | FUNCTION | SINGULAR | PLURAL | PREPOSITION | MANY | MODIFIER | MODAL;
