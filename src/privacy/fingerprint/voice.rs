//! Follows a message and says what in it is the message's own.
//!
//! The order is templates, codes, types, then phrases; and nothing where data stands: in quotes and brackets, behind words
//! that announce a value, in statements. What is decided rests on what the message itself has said so far, never on the
//! data: an exchange of values changes nothing.

use super::announced::{announces, is_body_key, is_call, is_level, is_message_key, may_announce};
use super::codes::{self, Code, Fact, Place};
use super::endpoints::endpoint;
use super::lexer::{self, Kind, Tokens};
use super::print::Print;
use super::templates::{self, Alignment, Hole};
use super::{ErrorClass, phrases, types};

/// Follows the lines of a message. `begins` says whether they are the beginning of the whole text.
pub(super) fn follow(text: &str, begins: bool, print: &mut Print) {
    let mut voice = Voice { text, tokens: Tokens::of(text), print, tries: 0, depth: 0 };
    let end = voice.tokens.all.len();
    let own = begins || voice.starts_anew(0, end);
    voice.run(0, end, own);
}

struct Voice<'t> {
    text: &'t str,
    tokens: Tokens,
    print: &'t mut Print,
    /// How often a template was looked for without a class.
    tries: usize,
    /// How many messages this one stands in.
    depth: usize,
}

/// Where in a message somebody is.
#[derive(Clone, Copy)]
struct At {
    /// Whether a clause begins here.
    begins: bool,
    /// Whether nothing but the message's own voice has been heard up to this clause.
    own: bool,
    /// Whether nothing else has been heard in this clause.
    pure: bool,
    /// Whether the message's own voice has been heard in this clause.
    voiced: bool,
    /// How many stretches of data have been met in this clause.
    data: u32,
    /// Whether a type stands before the clause: what follows it may be a host or a path, and then the reason.
    raised: bool,
    /// Whether phrases count: not behind the colon of a clause that may announce a value.
    hears: bool,
}

impl At {
    const fn new(own: bool) -> Self {
        Self { begins: true, own, pure: true, voiced: false, data: 0, raised: false, hears: true }
    }

    /// Behind the type of an exception.
    const fn raised() -> Self {
        Self { raised: true, ..Self::new(true) }
    }

    /// The next clause.
    const fn clause(&mut self, own: bool) {
        *self = Self { hears: self.hears, ..Self::new(own) };
    }

    /// What stands behind a colon. Of a clause of prose that is not known, it may be the value; behind a host or a path
    /// that an exception begins with, it is the reason.
    const fn colon(&mut self) {
        let told = self.pure || self.voiced || self.raised && self.data == 1;
        let raised = self.raised && self.pure && self.data == 0;
        *self = Self { hears: self.hears && told, raised, ..Self::new(self.own && self.pure) };
    }

    const fn data(&mut self) {
        (self.begins, self.pure) = (false, false);
        self.data += 1;
    }

    /// Behind something that was told, or a group.
    const fn behind(&mut self) {
        (self.begins, self.own, self.pure, self.voiced) = (true, false, false, true);
    }

    const fn place(self) -> Place {
        Place { begins: self.begins, own: self.own && self.pure }
    }
}

impl Voice<'_> {
    fn run(&mut self, mut index: usize, end: usize, own: bool) {
        let mut at = At::new(own);
        while index < end {
            index = match self.tokens.all[index].kind {
                Kind::Newline => {
                    let anew = self.starts_anew(index + 1, end);
                    if anew {
                        self.print.new_line();
                    } else {
                        self.print.separate();
                    }
                    at = At::new(anew);
                    index + 1
                }
                Kind::Hole => {
                    if at.begins
                        && let Some(next) = self.recognise(index, at.place(), end)
                    {
                        at = At::new(false);
                        index = next;
                        continue;
                    }
                    self.print.gap();
                    at = At { begins: true, own: false, pure: false, data: at.data + 1, ..at };
                    index + 1
                }
                Kind::Mark(b'<') if at.begins && self.object(index, end).is_some() => {
                    self.print.gap();
                    at.voiced = true;
                    self.object(index, end).unwrap_or(index + 1)
                }
                Kind::Mark(mark) => {
                    self.mark(mark, index, end, &mut at);
                    index + 1
                }
                Kind::Open(close, to) => self.group(index, close, (to as usize).min(end), end, &mut at),
                Kind::Word(_) => self.word(index, end, &mut at),
            };
        }
    }

    /// Behind an object as Python prints it, if what it said follows: `<HTTPSConnection object at 0x7f>: `.
    fn object(&self, index: usize, end: usize) -> Option<usize> {
        let close = (index..end.min(index + MAX_OBJECT)).find(|at| self.written(*at) == ">")?;
        (self.written(close + 1) == ":").then_some(close + 1)
    }

    /// What a mark between words does to where we are.
    fn mark(&self, mark: u8, index: usize, end: usize, at: &mut At) {
        let token = self.tokens.all[index];
        let next = self.tokens.all.get(index + 1).filter(|_| index + 1 < end);
        let free = next.is_none_or(|next| next.start > token.end || next.kind == Kind::Newline);
        let loose = index == 0 || self.tokens.all[index - 1].end < token.start;
        match mark {
            b':' if free => at.colon(),
            b'-' | b'|' if free && loose => at.clause(at.own && at.pure),
            b'.' | b';' | b'!' | b'?' if free => at.clause(false),
            b',' | b'>' if free => (at.begins, at.own) = (true, false),
            b':' | b'.' | b';' | b'!' | b'?' | b',' | b'>' | b'-' => {}
            _ => at.begins = false,
        }
    }

    /// Returns a word: the first of a code, a type, a template or a phrase, or one that announces data, or data.
    fn word(&mut self, index: usize, end: usize, at: &mut At) -> usize {
        let token = self.tokens.all[index];
        let Kind::Word(number) = token.kind else { return index + 1 };
        let number = number as usize;
        let rest = &self.text[token.start as usize..self.end_of(end)];
        // In the middle of `a.b=c` nothing begins but what stands behind the sign.
        let glued = index > 0
            && self.tokens.all[index - 1].end == token.start
            && !matches!(
                self.tokens.all[index - 1].kind,
                Kind::Open(..) | Kind::Newline | Kind::Mark(b'=' | b':' | b'-' | b',')
            );
        let place = if glued { Place { begins: false, own: false } } else { at.place() };
        if !glued && let Some(code) = codes::code(rest, place) {
            let next = self.say_code(token.start as usize, &code, end);
            (at.begins, at.voiced) = (true, true);
            return match code.fact {
                Fact::Class(class, subclass) if place.begins && !code.text.contains(['=', ':']) => {
                    *at = At::new(true);
                    self.message(&class, subclass, next, end)
                }
                // `ORA-20001`: what a procedure raised is its author's text.
                _ if code.text.starts_with("ORA-20") && code.text.len() == 9 => self.data(next, end),
                _ => next,
            };
        }
        if !glued && let Some(next) = self.begins_another(index, at, end) {
            return next;
        }
        if place.begins {
            if let Some(next) = self.recognise(index, place, end) {
                *at = At::new(false);
                return next;
            }
            if let Some(name) = types::exception(rest) {
                let (length, about_value) = (name.len(), types::is_about_a_value(name));
                *at = At::raised();
                let next = self.exception(index, length, end);
                return if about_value { self.data(next, end) } else { next };
            }
            if let Some(next) = self.level(index, place, end) {
                return next;
            }
        }
        if !glued
            && !place.begins
            && let Some(name) =
                types::exception(rest).filter(|name| types::is_qualified(name) && is_raised(&rest[name.len()..]))
        {
            let (length, about_value) = (name.len(), types::is_about_a_value(name));
            *at = At::raised();
            let next = self.exception(index, length, end);
            return if about_value { self.data(next, end) } else { next };
        }
        if at.hears
            && let Some(next) = self.phrase(index, number, end, at)
        {
            return next;
        }
        let written = &self.text[token.start as usize..token.end as usize];
        if is_message_key(written)
            && let Some((from, to)) = self.quoted_behind(index, end)
        {
            self.print.gap();
            self.within(from, to);
            at.behind();
            return (to + 1).min(end);
        }
        if !glued && announces(written) {
            return self.data(index, end);
        }
        if place.begins && written == "line" && codes::is_number(self.written(index + 1)) {
            // `line 1:15: Table …`
            self.print.gap();
            at.voiced = true;
            return self.chunk(index + 1, end);
        }
        at.hears &= glued || !may_announce(written);
        // `open /path: permission denied`: what a call of the system was about, and then the reason.
        at.voiced |= place.own && place.begins && is_call(written);
        let begins = place.begins;
        at.data();
        self.print.gap();
        let next = self.chunk(index, end);
        let last = &self.text[..self.tokens.all[next - 1].end as usize];
        if begins && self.written(next) == ":" && (last.ends_with("Exception") || last.ends_with("Error")) {
            // A type that is not published: the name is not told, what it raises is a message like others.
            *at = At { pure: false, ..At::raised() };
            at.voiced = true;
        }
        next
    }

    /// Says a code, and gives the token behind it.
    fn say_code(&mut self, start: usize, code: &Code, end: usize) -> usize {
        self.print.fact(code.fact);
        self.print.say(&code.text, self.mark_at(start + code.length, end));
        self.token_at(start + code.length)
    }

    /// Returns an exception's type, and what it is called with.
    fn exception(&mut self, index: usize, length: usize, end: usize) -> usize {
        let start = self.tokens.all[index].start as usize;
        let name = &self.text[start..start + length];
        let next = self.token_at(start + length);
        let (called, from) = self.call(name, next, end);
        self.print.exception(name);
        let mark = if called.is_empty() { self.mark_at(start + length, end) } else { None };
        let blank = if called.is_empty() || !self.text[start + length..].starts_with(' ') { "" } else { " " };
        let name = format!("{name}{blank}{called}");
        self.print.say(&name, mark);
        match self.tokens.all.get(next).filter(|_| next < end).map(|token| token.kind) {
            Some(Kind::Open(b')' | b'}', to)) if self.tokens.all[next].start as usize <= start + length + 1 => {
                let to = (to as usize).min(end);
                if !types::is_about_a_value(&name) {
                    self.arguments(from.max(next + 1), to);
                }
                (to + 1).min(end)
            }
            _ => next,
        }
    }

    /// Returns what a type's arguments begin with, as far as that is a code: a number, a state, or Trino's `type` and
    /// `name`.
    fn call(&self, name: &str, open: usize, end: usize) -> (String, usize) {
        let none = (String::new(), open + 1);
        let Some(Kind::Open(b')', to)) = self.tokens.all.get(open).filter(|_| open < end).map(|token| token.kind)
        else {
            return none;
        };
        let to = (to as usize).min(end);
        let Some(first) = self.tokens.all.get(open + 1).filter(|_| open + 1 < to) else { return none };
        let written = |index: usize| {
            self.tokens
                .all
                .get(index)
                .filter(|_| index < to)
                .map_or("", |token| &self.text[token.start as usize..token.end as usize])
        };
        match first.kind {
            Kind::Word(_)
                if codes::is_number(written(open + 1))
                    && matches!(written(open + 2), "," | "")
                    && types::is_numbered(name) =>
            {
                (format!("({})", written(open + 1)), open + 2)
            }
            Kind::Open(b'\'' | b'"', close) if close as usize == open + 3 => {
                match codes::whole_state(written(open + 2)) {
                    Some(state) => (format!("('{state}')"), open + 4),
                    None => none,
                }
            }
            Kind::Word(_) => {
                let mut said = Vec::new();
                let mut index = open + 1;
                while matches!(written(index), "type" | "name")
                    && written(index + 1) == "="
                    && is_constant(written(index + 2))
                {
                    said.push(format!("{}={}", written(index), written(index + 2)));
                    index += if written(index + 3) == "," { 4 } else { 3 };
                }
                if said.is_empty() { none } else { (format!("({})", said.join(", ")), index) }
            }
            _ => none,
        }
    }

    /// What a type is called with: messages in quotes, codes behind their keys, other types.
    fn arguments(&mut self, mut index: usize, end: usize) {
        while index < end {
            let token = self.tokens.all[index];
            match token.kind {
                Kind::Open(b'"' | b'\'', to) => {
                    let to = (to as usize).min(end);
                    let before = index.checked_sub(1).map(|before| self.tokens.all[before].kind);
                    let keyed = matches!(before, Some(Kind::Mark(b'=' | b':')));
                    let key = index.checked_sub(2).map_or("", |key| self.written(key));
                    if !keyed || is_message_key(key) {
                        self.within(index + 1, to);
                    } else {
                        self.print.gap();
                    }
                    index = to + 1;
                }
                Kind::Open(b'`', to) => index = (to as usize).min(end) + 1,
                Kind::Word(_) => {
                    let rest = &self.text[token.start as usize..self.end_of(end)];
                    let code = codes::code(rest, Place { begins: false, own: false });
                    index = match (code, types::exception(rest)) {
                        (Some(code), _) => self.say_code(token.start as usize, &code, end),
                        (None, Some(name)) => {
                            let length = name.len();
                            self.exception(index, length, end)
                        }
                        (None, None) => {
                            self.print.gap();
                            index + 1
                        }
                    };
                }
                _ => index += 1,
            }
        }
    }

    /// `Caused by`, behind which another message begins, and `desc =`, behind which gRPC's does.
    fn begins_another(&mut self, index: usize, at: &mut At, end: usize) -> Option<usize> {
        let token = self.tokens.all[index];
        let (written, next) = (self.written(index), if index + 1 < end { self.written(index + 1) } else { "" });
        if written == "desc" && next == "=" {
            self.print.gap();
            *at = At::new(true);
            if let Some((from, to)) = self.quoted_behind(index, end) {
                self.within(from, to);
                at.behind();
                return Some((to + 1).min(end));
            }
            return Some(index + 2);
        }
        if !written.eq_ignore_ascii_case("caused") || !next.eq_ignore_ascii_case("by") {
            return None;
        }
        let stop = self.tokens.all[index + 1].end as usize;
        let said = self.text[token.start as usize..stop].to_owned();
        self.print.say_again(&said, self.mark_at(stop, end));
        *at = At::new(true);
        Some(index + 2)
    }

    /// Returns a word at the beginning of a message that only says how bad it is.
    fn level(&mut self, index: usize, place: Place, end: usize) -> Option<usize> {
        let token = self.tokens.all[index];
        let next = self.text[token.end as usize..self.end_of(end)].trim_start_matches(' ');
        let stands = next.starts_with([':', '[', '('])
            || next.starts_with(|c: char| c.is_ascii_digit()) && codes::code(next, place).is_some();
        if !place.own || !is_level(self.written(index)) || !stands {
            return None;
        }
        let said = self.written(index).to_owned();
        self.print.say_again(&said, self.mark_at(token.end as usize, end));
        Some(index + 1)
    }

    /// Returns a published message without its class.
    fn recognise(&mut self, index: usize, place: Place, end: usize) -> Option<usize> {
        let begins_line = index == 0 || self.tokens.all[index - 1].kind == Kind::Newline;
        if self.tries == MAX_TRIES || !place.own && !begins_line {
            return None;
        }
        self.tries += 1;
        let number = self.words_before(index);
        let begins_with_gap = self.tokens.all[index].kind == Kind::Hole;
        let limit = self.words_before(end);
        let found = templates::recognise(&self.tokens.hashes, number, limit)?;
        let last = self.tokens.words[found.alignment.end - 1] as usize;
        let after = self.tokens.all.get(last + 1).filter(|_| last + 1 < end).map(|token| token.kind);
        let ends = matches!(after, None | Some(Kind::Newline | Kind::Mark(_) | Kind::Open(..) | Kind::Hole));
        let stated = self.text[self.tokens.all[last].end as usize..].trim_start().starts_with("SQLSTATE");
        if found.alignment.ends_in.is_none() && found.alignment.words < LONG && !ends && !stated {
            return None;
        }
        if let Some((class, subclass)) = found.class.filter(|(class, _)| !class.is_nameless()) {
            self.print.fact(Fact::Class(class, subclass));
        }
        self.print.gap_if(begins_with_gap);
        self.say_alignment(&found.alignment, end);
        let state = found.class.and_then(|(class, _)| class.sqlstate());
        Some(self.behind_message(&found.alignment, state, last + 1, end))
    }

    /// Returns what is said behind a class: its published message.
    fn message(&mut self, class: &ErrorClass, subclass: Option<&str>, index: usize, end: usize) -> usize {
        if class.message().is_empty()
            && subclass.is_none_or(|subclass| class.submessage(subclass).is_none_or(str::is_empty))
        {
            // Published without its message: prose.
            return index;
        }
        let start = self.tokens.words.partition_point(|word| (*word as usize) < index);
        let limit = self.words_before(end);
        let alignment = templates::align(class, subclass, &self.tokens.hashes[..limit.max(start)], start);
        self.say_alignment(&alignment, end);
        let next = match alignment.end {
            last if last > start => self.tokens.words[last - 1] as usize + 1,
            _ => index,
        };
        self.behind_message(&alignment, class.sqlstate(), next, end)
    }

    fn say_alignment(&mut self, alignment: &Alignment, end: usize) {
        for (from, to, behind_gap) in &alignment.said {
            self.print.gap_if(*behind_gap);
            let (first, last) = (
                self.tokens.all[self.tokens.words[*from] as usize],
                self.tokens.all[self.tokens.words[*to - 1] as usize],
            );
            let said = &self.text[first.start as usize..last.end as usize];
            self.print.say_words(said, self.mark_at(last.end as usize, end));
        }
    }

    /// Behind a published message there is its state, and then data up to where a new message begins; or another message.
    fn behind_message(&mut self, alignment: &Alignment, published: Option<&str>, next: usize, end: usize) -> usize {
        let marks = self.tokens.all[next.min(end)..end]
            .iter()
            .take_while(|token| matches!(token.kind, Kind::Mark(b':' | b'.' | b',')))
            .count();
        let next = next + marks;
        let holds_message = alignment.ends_in == Some(Hole::Message) && (alignment.whole || alignment.said.is_empty());
        if holds_message && self.tells(next, end) {
            return next;
        }
        self.up_to_state(published, next, end)
    }

    /// Data up to where a new message begins, but for the state at the end of it.
    fn up_to_state(&mut self, published: Option<&str>, next: usize, end: usize) -> usize {
        let stop = self.next_message(next, end);
        let mut states = Vec::new();
        let mut index = next;
        while index < stop {
            let is_state = |index: usize| match self.tokens.all.get(index).map(|token| token.kind) {
                Some(Kind::Word(number)) => self.tokens.hashes[number as usize] == SQLSTATE,
                _ => false,
            };
            index = match self.tokens.all[index].kind {
                Kind::Word(_) if is_state(index) => {
                    states.push(index);
                    index + 1
                }
                // What stands in quotes and brackets is data, but for the state alone.
                Kind::Open(_, to) if !is_state(index + 1) => to as usize + 1,
                _ => index + 1,
            };
        }
        for index in states.into_iter().rev().take(MAX_STATES) {
            let start = self.tokens.all[index].start as usize;
            let code = codes::code(&self.text[start..self.end_of(stop)], Place { begins: false, own: false });
            let Some(code @ Code { fact: Fact::State(state), .. }) = code else { continue };
            let rest = self.text[start + code.length..self.end_of(stop)].trim_start_matches([')', '.', ' ']);
            let ends = rest.is_empty() || rest.starts_with(['\n', ';', '\r']);
            if published.map_or(ends, |published| published == state) {
                self.print.gap_if(self.holds_words(next, index));
                let behind = self.say_code(start, &code, end);
                self.print.gap_if(self.holds_words(behind, stop));
                return stop;
            }
        }
        self.print.gap_if(self.holds_words(next, stop));
        stop
    }

    fn holds_words(&self, from: usize, to: usize) -> bool {
        (from..to).any(|index| matches!(self.tokens.all[index].kind, Kind::Word(_) | Kind::Hole))
    }

    /// Returns whether a message says by its own type, class or code that it is one.
    fn tells(&self, index: usize, end: usize) -> bool {
        let Some(token) = self.tokens.all.get(index).filter(|_| index < end) else { return false };
        let rest = &self.text[token.start as usize..self.end_of(end)];
        let begins = matches!(token.kind, Kind::Word(_) | Kind::Open(b']', _));
        begins
            && (codes::code(rest, Place { begins: true, own: true }).is_some()
                || types::exception(rest).is_some_and(|name| rest[name.len()..].starts_with([':', '('])))
    }

    /// Returns a phrase, if one stands here and nothing speaks against it.
    fn phrase(&mut self, index: usize, number: usize, end: usize, at: &mut At) -> Option<usize> {
        let limit = self.words_before(end).min(number + MAX_PHRASE);
        let phrase = phrases::find(&self.tokens.hashes[number..limit])?;
        let last = self.tokens.words[number + phrase.words - 1] as usize;
        let joined = self.tokens.all[index..last].windows(2).all(|two| match (two[0].kind, two[1].kind) {
            (Kind::Newline | Kind::Hole, _) | (Kind::Mark(_), Kind::Mark(_)) => false,
            (Kind::Open(..), second) => {
                matches!(second, Kind::Mark(b')' | b'`' | b'"'))
                    || matches!(second, Kind::Word(_)) && two[0].kind_is_backtick()
            }
            _ => true,
        });
        let next = self.tokens.all.get(last + 1).filter(|_| last + 1 < end);
        let ends = next.is_none_or(|next| {
            let free = self.tokens.all.get(last + 2).is_none_or(|after| after.start > next.end);
            match next.kind {
                Kind::Newline | Kind::Hole | Kind::Open(b')' | b']', _) => true,
                Kind::Mark(mark) => free || matches!(mark, b')' | b']' | b'"' | b'\''),
                Kind::Word(_) => {
                    let behind = &self.text[next.start as usize..self.end_of(end)];
                    codes::code(behind, Place { begins: false, own: false }).is_some()
                }
                Kind::Open(..) => false,
            }
        });
        if !joined || phrase.is_clause && !(at.begins && ends) {
            return None;
        }
        let stop = self.tokens.all[last].end as usize;
        let said = self.text[self.tokens.all[index].start as usize..stop].to_owned();
        let mark = self.mark_at(stop, end);
        self.print.say(&said, mark);
        (at.begins, at.voiced) = (false, true);
        Some(if phrase.leads_to_data { self.up_to_state(None, last + 1, end) } else { last + 1 })
    }

    /// Quotes, brackets and parentheses: data, but for codes and for messages that say what they are.
    fn group(&mut self, open: usize, close: u8, to: usize, end: usize, at: &mut At) -> usize {
        let start = self.tokens.all[open].start as usize;
        let rest = &self.text[start..self.end_of(end)];
        let behind = (to + 1).min(end);
        if close == b')' && at.raised && at.pure && at.begins {
            // `IntegrityError: (1062, "…")`
            let name = self.print.last_exception();
            let (called, from) = self.call(&name, open, end);
            if !called.is_empty() {
                self.print.say(&called, None);
                self.arguments(from, to);
                at.behind();
                return behind;
            }
        }
        match close {
            b']' | b')' => {
                if let Some(code) = codes::code(rest, at.place()) {
                    let next = self.say_code(start, &code, end);
                    (at.begins, at.voiced) = (true, true);
                    if let Fact::Class(class, subclass) = code.fact {
                        *at = At::new(true);
                        return self.message(&class, subclass, next, end);
                    }
                    return next;
                }
                if open + 1 < to
                    && let Some(next) = self.told_inside(open, close, to, end, at)
                {
                    return next;
                }
            }
            b'}' if at.begins && self.is_body(open, to) => {
                self.body(open + 1, to);
                at.behind();
                return behind;
            }
            _ => {}
        }
        if at.begins
            && let Some(next) = self.recognise(open, at.place(), end)
        {
            *at = At::new(false);
            return next;
        }
        self.print.gap();
        at.data();
        behind
    }

    /// Returns a code or a type alone in its brackets, or a message that says what it is.
    fn told_inside(&mut self, open: usize, close: u8, to: usize, end: usize, at: &mut At) -> Option<usize> {
        let first = self.tokens.all[open + 1];
        let inside = &self.text[first.start as usize..self.end_of(to)];
        let behind = (to + 1).min(end);
        let (bracket, shut) = if close == b')' { ("(", ")") } else { ("[", "]") };
        if let Some(code) = codes::code(inside, Place { begins: false, own: false })
            && code.length == inside.trim_end().len()
        {
            self.print.fact(code.fact);
            self.print.say(&format!("{bracket}{}{shut}", code.text), self.mark_at(self.end_of(behind.max(1)), end));
            (at.begins, at.voiced) = (true, true);
            return Some(behind);
        }
        // `An error occurred (AccessDenied) when calling …`
        let occurred = close == b')'
            && codes::is_listed(inside.trim())
            && self.text[..first.start as usize - 1].trim_end().ends_with("error occurred");
        // `FileNotFoundException: /path (No such file or directory)`
        let is_reason = at.raised && !at.pure && self.is_phrase(open + 1, to);
        if occurred || is_reason {
            let said = format!("({})", inside.trim());
            self.print.say(&said, self.mark_at(self.end_of(behind.max(1)), end));
            (at.begins, at.voiced) = (true, true);
            return Some(behind);
        }
        if let Some(name) = types::exception(inside).filter(|name| at.begins && name.len() == inside.trim_end().len()) {
            let name = name.to_owned();
            let (called, from) = self.call(&name, behind, end);
            self.print.exception(&name);
            self.print.say(&format!("({name}){}{called}", if called.is_empty() { "" } else { " " }), None);
            *at = At::raised();
            if let Some(Kind::Open(b')', to)) =
                self.tokens.all.get(behind).filter(|_| behind < end).map(|token| token.kind)
            {
                let to = (to as usize).min(end);
                self.arguments(from.max(behind + 1), to);
                return Some((to + 1).min(end));
            }
            return Some(behind);
        }
        let own = codes::begins(inside, "caused by")
            || close == b')'
                && types::exception(inside).is_some_and(|name| inside[name.len()..].starts_with([':', '(']));
        if own || close == b')' && TOLD.iter().any(|told| inside.starts_with(told)) {
            self.within(open + 1, to);
            at.behind();
            return Some(behind);
        }
        None
    }

    /// Returns whether all words of a group are one phrase.
    fn is_phrase(&self, from: usize, to: usize) -> bool {
        let (first, last) = (self.words_before(from), self.words_before(to));
        phrases::find(&self.tokens.hashes[first..last]).is_some_and(|phrase| phrase.words == last - first)
    }

    /// A message inside of this one.
    fn within(&mut self, from: usize, to: usize) {
        if self.depth == MAX_DEPTH {
            self.print.gap();
            return;
        }
        self.depth += 1;
        self.print.separate();
        self.run(from, to, true);
        self.print.separate();
        self.depth -= 1;
    }

    /// Returns whether the braces hold the body of an answer that tells an error.
    fn is_body(&self, open: usize, to: usize) -> bool {
        let mut entries = self.entries(open + 1, to);
        entries.any(|(key, _, _)| {
            let key = self.written(key).to_ascii_lowercase();
            key.starts_with("error") || matches!(key.as_str(), "message" | "fault" | "sqlstate")
        })
    }

    /// Returns the keys between `index` and `end` with the tokens of their values.
    fn entries(&self, mut index: usize, end: usize) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
        std::iter::from_fn(move || {
            while index < end {
                let (key, next) = match self.tokens.all[index].kind {
                    Kind::Open(b'"' | b'\'', to) if to as usize == index + 2 => (index + 1, index + 3),
                    Kind::Word(_) => (index, index + 1),
                    Kind::Open(_, to) => {
                        index = to as usize + 1;
                        continue;
                    }
                    _ => {
                        index += 1;
                        continue;
                    }
                };
                let is_signed = next < end && matches!(self.tokens.all[next].kind, Kind::Mark(b':' | b'='));
                if !is_signed || next + 1 >= end {
                    index = next;
                    continue;
                }
                let value = next + 1;
                let stop = match self.tokens.all[value].kind {
                    Kind::Open(_, to) => (to as usize).min(end),
                    _ => value,
                };
                index = stop + 1;
                return Some((key, value, stop));
            }
            None
        })
    }

    /// The body of an answer: codes behind their keys, messages, and the same further down.
    fn body(&mut self, from: usize, end: usize) {
        let entries: Vec<_> = self.entries(from, end).take(MAX_ENTRIES).collect();
        for (key, value, stop) in entries {
            let start = self.tokens.all[key].start as usize;
            let code = codes::code(&self.text[start..self.end_of(end)], Place { begins: true, own: false });
            if let Some(code) = code {
                self.say_code(start, &code, end);
                continue;
            }
            match self.tokens.all[value].kind {
                Kind::Open(b'"' | b'\'', _) if is_message_key(self.written(key)) => self.within(value + 1, stop),
                Kind::Open(b'}', _) if is_body_key(self.written(key)) => self.body(value + 1, stop),
                Kind::Open(b']', _) if is_body_key(self.written(key)) => {
                    if let Some(Kind::Open(b'}', to)) = self.tokens.all.get(value + 1).map(|token| token.kind) {
                        self.body(value + 2, (to as usize).min(stop));
                    }
                }
                _ => self.print.gap(),
            }
        }
    }

    /// Returns the tokens inside the quotes that stand behind a key and its sign.
    fn quoted_behind(&self, key: usize, end: usize) -> Option<(usize, usize)> {
        let sign = self.tokens.all.get(key + 1).filter(|_| key + 2 < end)?;
        match (sign.kind, self.tokens.all[key + 2].kind) {
            (Kind::Mark(b'=' | b':'), Kind::Open(b'"' | b'\'', to)) => Some((key + 3, (to as usize).min(end))),
            _ => None,
        }
    }

    /// From `index` on there is data, up to where a new message begins.
    fn data(&mut self, index: usize, end: usize) -> usize {
        if index < end {
            self.print.gap();
        }
        self.next_message(index, end)
    }

    /// Returns the end of the line before the next one that begins a new message.
    fn next_message(&self, index: usize, end: usize) -> usize {
        (index..end)
            .find(|at| self.tokens.all[*at].kind == Kind::Newline && self.starts_anew(at + 1, end))
            .unwrap_or(end)
    }

    /// Returns whether a line begins a message of its own: with a type, with a class in brackets, with `Caused by`.
    fn starts_anew(&self, index: usize, end: usize) -> bool {
        let Some(token) = self.tokens.all.get(index).filter(|_| index < end) else { return false };
        let rest = &self.text[token.start as usize..self.end_of(end)];
        match token.kind {
            Kind::Word(_) => {
                codes::begins(rest, "caused by")
                    || rest.starts_with("HTTP/")
                    || types::exception(rest).is_some_and(|name| is_raised(&rest[name.len()..]))
            }
            Kind::Open(b']', _) => matches!(
                codes::code(rest, Place { begins: true, own: false }),
                Some(Code { fact: Fact::Class(..), .. })
            ),
            _ => false,
        }
    }

    /// Returns the token behind a stretch without blanks: a path, an address, a name with dots. A public endpoint in it
    /// is said.
    fn chunk(&mut self, index: usize, end: usize) -> usize {
        let mut next = index + 1;
        while next < end && self.tokens.all[next].start == self.tokens.all[next - 1].end {
            let token = self.tokens.all[next];
            let free = self
                .tokens
                .all
                .get(next + 1)
                .is_none_or(|after| after.start > token.end || after.kind == Kind::Newline);
            match token.kind {
                Kind::Word(_) => {}
                Kind::Mark(b':' | b'.' | b';' | b',' | b'!' | b'?') if free => break,
                Kind::Mark(b'=' | b'(' | b')' | b']' | b'}' | b'"' | b'\'' | b'>') => break,
                Kind::Mark(_) => {}
                _ => break,
            }
            next += 1;
        }
        let (from, to) = (self.tokens.all[index].start as usize, self.tokens.all[next - 1].end as usize);
        if let Some(endpoint) = endpoint(&self.text[from..to]) {
            self.print.say(endpoint, None);
            self.print.gap_if(!self.text[from..to].ends_with(endpoint));
        }
        next
    }

    fn written(&self, index: usize) -> &str {
        self.tokens.all.get(index).map_or("", |token| &self.text[token.start as usize..token.end as usize])
    }

    /// Returns where in the text the tokens before `end` end.
    fn end_of(&self, end: usize) -> usize {
        end.checked_sub(1).and_then(|last| self.tokens.all.get(last)).map_or(0, |token| token.end as usize)
    }

    /// Returns how many words stand before a token.
    fn words_before(&self, end: usize) -> usize {
        if end == self.tokens.all.len() {
            self.tokens.words.len()
        } else {
            self.tokens.words.partition_point(|word| (*word as usize) < end)
        }
    }

    /// Returns the first token that begins at or behind a place in the text.
    fn token_at(&self, place: usize) -> usize {
        self.tokens.all.partition_point(|token| (token.start as usize) < place)
    }

    /// Returns the mark of a sentence at a place in the text, if a blank or nothing stands behind it.
    fn mark_at(&self, place: usize, end: usize) -> Option<char> {
        let mut rest = self.text[place..self.end_of(end).max(place)].chars();
        let mark = rest.next().filter(|mark| matches!(mark, ':' | '.' | ',' | ';' | '!' | '?'))?;
        rest.next().is_none_or(char::is_whitespace).then_some(mark)
    }
}

impl super::lexer::Token {
    const fn kind_is_backtick(&self) -> bool {
        matches!(self.kind, Kind::Open(b'`', _))
    }
}

/// Returns whether what follows a type's name says that it was raised.
fn is_raised(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([':', '\n', '\r'])
}

/// `USER_ERROR`: how Trino names types of errors.
fn is_constant(name: &str) -> bool {
    (3..=64).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
}

/// The hash of the word that announces a state.
const SQLSTATE: u32 = lexer::hash(b"sqlstate");
/// What messages in parentheses begin with that say what they are.
const TOLD: &[&str] = &["Mechanism level:", "Service:"];
/// How often a template without a class is looked for in one text.
const MAX_TRIES: usize = 16;
/// Words of the longest phrase, and more.
const MAX_PHRASE: usize = 16;
/// A published message of so many words needs no end to be known by.
const LONG: usize = 8;
/// Words and marks of an object as Python prints it.
const MAX_OBJECT: usize = 32;
/// Messages inside each other.
const MAX_DEPTH: usize = 8;
/// Entries of the body of an answer that are looked at.
const MAX_ENTRIES: usize = 32;
/// How many states are tried behind a message, from the last.
const MAX_STATES: usize = 4;
