//! A log as it is scrubbed and written in one pass, straight into a request's body.
//!
//! The compiler of the contract generates for each message which of these functions is called for which field
//! (`contract/generated/outgoing.rs`). What comes out, and what is counted, is what the privacy pass and the writer by the
//! descriptors give one after the other; a test holds the two roads against each other.

use super::writer::{Constant, Form, write_text};
use crate::contract::{DataClass, EnumDescriptor, FieldDescriptor, MessageDescriptor};
use crate::privacy::{Outcome, Policy, ScrubCounts, apply};

/// A message that can be scrubbed and written in one pass.
pub(crate) trait Outgoing {
    /// Appends the message in the form that it has inside a JSON string. `above` is the class that a field above gives to
    /// every text. Says whether a field of the message's own has left.
    fn write(&self, line: &mut Line<'_>, above: Option<DataClass>) -> bool;
}

/// A field, as what is generated for a message knows it.
pub(crate) struct Place {
    /// The name in quotes with a colon, as it stands inside a JSON string.
    pub(crate) name: &'static str,
    /// The index among the message's fields.
    pub(crate) index: usize,
    /// Everything else that the contract says.
    pub(crate) field: &'static FieldDescriptor,
    /// What has to be given for the field to leave: [`EXTENSIONS`], [`CREDENTIALS`].
    pub(crate) needs: u8,
    /// The last day on which it leaves, counted from 1970-01-01.
    pub(crate) last_day: u32,
    /// The range of an integer.
    pub(crate) min: i64,
    /// The range of an integer.
    pub(crate) max: i64,
}

/// Leaves only where extension fields do.
pub(crate) const EXTENSIONS: u8 = 1;
/// Leaves only where a credential goes along.
pub(crate) const CREDENTIALS: u8 = 2;

/// Where a log is written to, and what may leave.
pub(crate) struct Line<'a> {
    out: &'a mut Vec<u8>,
    policy: &'a Policy,
    counts: &'a mut ScrubCounts,
    /// Laid over the messages of their types.
    constants: &'a [&'a Constant],
    /// What is not given, of what fields may need.
    missing: u8,
    today: u32,
}

/// The members of a message that is being written.
pub(crate) struct Members<'a> {
    laid: Option<&'a Constant>,
    /// The fields that are laid over it where it has none itself, a bit each.
    mask: u128,
    /// Whether a field of its own has left.
    own: bool,
}

impl<'a> Line<'a> {
    pub(crate) fn new(
        out: &'a mut Vec<u8>,
        policy: &'a Policy,
        counts: &'a mut ScrubCounts,
        constants: &'a [&'a Constant],
        today: u32,
    ) -> Self {
        let extensions = if policy.extensions { 0 } else { EXTENSIONS };
        let credentials = if policy.unauthenticated { CREDENTIALS } else { 0 };
        Self { out, policy, counts, constants, missing: extensions | credentials, today }
    }

    #[inline]
    pub(crate) fn begin(&mut self, descriptor: &'static MessageDescriptor) -> Members<'a> {
        self.out.push(b'{');
        let laid = self.constants.iter().copied().find(|constant| std::ptr::eq(constant.descriptor, descriptor));
        Members { laid, mask: laid.map_or(0, |laid| laid.mask), own: false }
    }

    /// Ends a message, each member of which was written with a comma behind it.
    #[inline]
    pub(crate) fn end(&mut self, members: Members<'a>) -> bool {
        match self.out.last_mut() {
            Some(last) if *last == b',' => *last = b'}',
            _ => self.out.push(b'}'),
        }
        members.own
    }

    #[inline]
    pub(crate) fn integer(&mut self, all: &mut Members<'a>, place: &'static Place, value: Option<i64>) {
        match value {
            Some(number) => self.put_integer(all, place, number),
            None => self.absent(all, place),
        }
    }

    #[inline]
    pub(crate) fn boolean(&mut self, all: &mut Members<'a>, place: &'static Place, value: Option<bool>) {
        match value {
            Some(value) => self.put_boolean(all, place, value),
            None => self.absent(all, place),
        }
    }

    #[inline]
    pub(crate) fn word(
        &mut self,
        all: &mut Members<'a>,
        place: &'static Place,
        declared: &'static EnumDescriptor,
        value: Option<i32>,
    ) {
        match value {
            Some(number) => self.put_word(all, place, declared, number),
            None => self.absent(all, place),
        }
    }

    #[inline]
    pub(crate) fn text(
        &mut self,
        all: &mut Members<'a>,
        place: &'static Place,
        value: Option<&str>,
        above: Option<DataClass>,
    ) {
        match value {
            Some(text) => self.put_text(all, place, text, above),
            None => self.absent(all, place),
        }
    }

    pub(crate) fn texts(
        &mut self,
        all: &mut Members<'a>,
        place: &'static Place,
        list: &[String],
        above: Option<DataClass>,
    ) {
        self.list(all, place, list, |line, text| line.put_scrubbed(place, text, above));
    }

    pub(crate) fn message<M: Outgoing>(
        &mut self,
        all: &mut Members<'a>,
        place: &'static Place,
        value: Option<&M>,
        above: Option<DataClass>,
    ) {
        let Some(message) = value else { return self.absent(all, place) };
        if self.stops(place) {
            return self.absent(all, place);
        }
        let before = self.out.len();
        self.out.extend_from_slice(place.name.as_bytes());
        let class = place.field.class;
        let below = if class == DataClass::Unspecified { above } else { Some(class) };
        let own = message.write(self, below);
        // What is left of a message without credentials is often nothing: say nothing at all then.
        if !own && self.policy.unauthenticated {
            self.out.truncate(before);
            return self.absent(all, place);
        }
        self.out.push(b',');
        all.own = true;
    }

    #[allow(dead_code, reason = "no message of a log has a list of messages yet; the first one finds this")]
    pub(crate) fn messages<M: Outgoing>(
        &mut self,
        all: &mut Members<'a>,
        place: &'static Place,
        list: &[M],
        above: Option<DataClass>,
    ) {
        self.list(all, place, list, |line, message| {
            message.write(line, above);
            true
        });
    }

    /// Writes the items of a list, each of which says whether it has left; a list of which none has is not there.
    fn list<T>(
        &mut self,
        all: &mut Members<'a>,
        place: &'static Place,
        list: &[T],
        mut put: impl FnMut(&mut Self, &T) -> bool,
    ) {
        if list.is_empty() || self.stops(place) {
            return;
        }
        let before = self.out.len();
        self.out.extend_from_slice(place.name.as_bytes());
        self.out.push(b'[');
        let mut left = false;
        for item in list {
            if put(self, item) {
                self.out.push(b',');
                left = true;
            }
        }
        if left {
            self.out.pop();
            self.out.extend_from_slice(b"],");
            all.own = true;
        } else {
            self.out.truncate(before);
        }
    }

    /// What the message has not itself may be the same for all events of the connection.
    #[inline]
    fn absent(&mut self, all: &Members<'a>, place: &'static Place) {
        if all.mask >> place.index & 1 != 0 {
            self.lay(all, place);
        }
    }

    #[cold]
    #[inline(never)]
    fn lay(&mut self, all: &Members<'a>, place: &'static Place) {
        if let Some(member) = all.laid.and_then(|laid| laid.member(place.index)) {
            self.out.extend_from_slice(member);
            self.out.push(b',');
        }
    }

    /// Returns whether the field may not leave, whatever its value.
    #[inline]
    fn stops(&self, place: &'static Place) -> bool {
        place.needs & self.missing != 0 || self.today > place.last_day
    }

    fn put_integer(&mut self, all: &mut Members<'a>, place: &'static Place, number: i64) {
        if self.stops(place) {
            return self.absent(all, place);
        }
        if number < place.min || number > place.max {
            self.counts.out_of_range += 1;
            return self.absent(all, place);
        }
        self.out.extend_from_slice(place.name.as_bytes());
        self.out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
        self.out.push(b',');
        all.own = true;
    }

    fn put_boolean(&mut self, all: &mut Members<'a>, place: &'static Place, value: bool) {
        if self.stops(place) {
            return self.absent(all, place);
        }
        self.out.extend_from_slice(place.name.as_bytes());
        self.out.extend_from_slice(if value { b"true," } else { b"false," });
        all.own = true;
    }

    fn put_word(
        &mut self,
        all: &mut Members<'a>,
        place: &'static Place,
        declared: &'static EnumDescriptor,
        number: i32,
    ) {
        if self.stops(place) {
            return self.absent(all, place);
        }
        // A number that the enum does not have becomes its word for unknown.
        let word = declared.name(number).or_else(|| {
            self.counts.count(place.field.class);
            declared.name(0)
        });
        all.own = true;
        let Some(word) = word else { return };
        self.out.extend_from_slice(place.name.as_bytes());
        self.out.extend_from_slice(b"\\\"");
        self.out.extend_from_slice(word.as_bytes());
        self.out.extend_from_slice(b"\\\",");
    }

    fn put_text(&mut self, all: &mut Members<'a>, place: &'static Place, text: &str, above: Option<DataClass>) {
        if self.stops(place) {
            return self.absent(all, place);
        }
        let before = self.out.len();
        self.out.extend_from_slice(place.name.as_bytes());
        if self.put_scrubbed(place, text, above) {
            self.out.push(b',');
            all.own = true;
        } else {
            self.out.truncate(before);
            self.absent(all, place);
        }
    }

    /// Appends what the text's class leaves of it, if it leaves anything.
    fn put_scrubbed(&mut self, place: &'static Place, text: &str, above: Option<DataClass>) -> bool {
        // An empty text says nothing, neither on the wire nor of anybody.
        if text.is_empty() {
            return false;
        }
        let class = above.unwrap_or(place.field.class);
        match apply(class, place.field, text, self.policy.redacted_text) {
            // Hexadecimal digits and dashes: nothing to escape.
            Outcome::Kept if class == DataClass::Identifier => {
                self.out.extend_from_slice(b"\\\"");
                self.out.extend_from_slice(text.as_bytes());
                self.out.extend_from_slice(b"\\\"");
                true
            }
            Outcome::Kept => {
                write_text(self.out, Form::Nested, text);
                true
            }
            Outcome::Replaced(left) => {
                self.counts.count(class);
                write_text(self.out, Form::Nested, &left);
                true
            }
            Outcome::Dropped => {
                self.counts.count(class);
                false
            }
        }
    }
}

#[allow(clippy::all, unused_variables, reason = "written by codegen/src/outgoing.rs, a line a field")]
mod messages {
    use super::{CREDENTIALS, EXTENSIONS, Line, Outgoing, Place};
    use crate::contract::descriptors::*;
    use crate::contract::{DataClass, generated};

    include!("../contract/generated/outgoing.rs");
}
