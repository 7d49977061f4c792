//! A log as it is scrubbed and written in one pass, straight into a request's body.
//!
//! The compiler of the contract generates for each message which of these functions is called for which field
//! (`contract/generated/outgoing.rs`). What comes out, and what is counted, is what the privacy pass and the writer by the
//! descriptors give one after the other; a test holds the two roads against each other.

use super::writer::{Constant, Form, write_text};
use crate::contract::{DataClass, EnumDescriptor, FieldDescriptor, FrontendLog, Message};
use crate::privacy::{Outcome, Policy, ScrubCounts, apply};

/// A message that can be scrubbed and written in one pass.
pub(crate) trait Outgoing: Message {
    /// Appends the members of the message in the form that they have inside a JSON string, a comma behind each. `laid` is
    /// what is laid over it, and `above` the class that a field above gives to every text.
    fn write(&self, line: &mut Line<'_>, laid: Laid<'_>, above: Option<DataClass>);
}

/// A field, as what is generated for a message knows it.
pub(crate) struct Place {
    pub(crate) name: Name,
    /// The index among the message's fields.
    pub(crate) index: usize,
    /// Everything else that the contract says.
    pub(crate) field: &'static FieldDescriptor,
    /// What has to be given for the field to leave: [`EXTENSIONS`], [`CREDENTIALS`], [`TIME`].
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
/// Leaves only up to its last day.
pub(crate) const TIME: u8 = 4;

/// A name in quotes with a colon, as it stands inside a JSON string; that of a message with the brace that opens it.
pub(crate) struct Name {
    /// Filled up to a length that is the same for all: what is copied is then a few moves, and no call.
    bytes: [u8; NAME_BYTES],
    length: usize,
}

/// The contract's longest name fits. A longer one does not compile.
const NAME_BYTES: usize = 48;

impl Name {
    pub(crate) const fn new(text: &str) -> Self {
        let mut bytes = [0; NAME_BYTES];
        bytes.split_at_mut(text.len()).0.copy_from_slice(text.as_bytes());
        Self { bytes, length: text.len() }
    }
}

/// Where a log is written to, and what may leave.
pub(crate) struct Line<'a> {
    /// Its own meanwhile, which is one step less to each byte.
    out: Vec<u8>,
    policy: &'a Policy,
    counts: &'a mut ScrubCounts,
    /// Laid over the messages of their types.
    constants: &'a [&'a Constant],
    /// What is not given, of what fields may need; [`TIME`] is for each field to see.
    missing: u8,
    today: u32,
    /// How many fields have left that are not laid over.
    own: usize,
}

/// What is laid over the message that is being written, where it has no field of its own.
pub(crate) type Laid<'a> = Option<&'a Constant>;

impl<'a> Line<'a> {
    pub(crate) fn new(
        out: Vec<u8>,
        policy: &'a Policy,
        counts: &'a mut ScrubCounts,
        constants: &'a [&'a Constant],
        today: u32,
    ) -> Self {
        let extensions = if policy.extensions { 0 } else { EXTENSIONS };
        let credentials = if policy.unauthenticated { CREDENTIALS } else { 0 };
        Self { out, policy, counts, constants, missing: extensions | credentials | TIME, today, own: 0 }
    }

    /// Appends a log, and gives back what it was appended to.
    pub(crate) fn write(mut self, log: &FrontendLog) -> Vec<u8> {
        self.out.push(b'{');
        self.members(log, None);
        self.out
    }

    /// Appends what stands behind the brace that opens a message, and the one that closes it.
    #[inline]
    fn members<M: Outgoing>(&mut self, message: &M, above: Option<DataClass>) {
        let is_its_own = |constant: &&Constant| std::ptr::eq(constant.descriptor, M::DESCRIPTOR);
        let laid = self.constants.iter().copied().find(is_its_own);
        message.write(self, laid, above);
        match self.out.last_mut() {
            Some(last) if *last == b',' => *last = b'}',
            _ => self.out.push(b'}'),
        }
    }

    #[inline]
    pub(crate) fn integer(&mut self, laid: Laid<'_>, place: &'static Place, value: Option<i64>) {
        match value {
            Some(number) => self.put_integer(laid, place, number),
            None => self.absent(laid, place),
        }
    }

    #[inline]
    pub(crate) fn boolean(&mut self, laid: Laid<'_>, place: &'static Place, value: Option<bool>) {
        match value {
            Some(value) => self.put_boolean(laid, place, value),
            None => self.absent(laid, place),
        }
    }

    #[inline]
    pub(crate) fn word(
        &mut self,
        laid: Laid<'_>,
        place: &'static Place,
        declared: &'static EnumDescriptor,
        value: Option<i32>,
    ) {
        match value {
            Some(number) => self.put_word(laid, place, declared, number),
            None => self.absent(laid, place),
        }
    }

    #[inline]
    pub(crate) fn text(
        &mut self,
        laid: Laid<'_>,
        place: &'static Place,
        value: Option<&str>,
        above: Option<DataClass>,
    ) {
        match value {
            Some(text) => self.put_text(laid, place, text, above),
            None => self.absent(laid, place),
        }
    }

    pub(crate) fn texts(&mut self, place: &'static Place, list: &[String], above: Option<DataClass>) {
        self.list(place, list, |line, text| line.put_scrubbed(place, text, above));
    }

    #[inline]
    pub(crate) fn message<M: Outgoing>(
        &mut self,
        laid: Laid<'_>,
        place: &'static Place,
        value: Option<&M>,
        above: Option<DataClass>,
    ) {
        match value {
            Some(message) => self.put_message(laid, place, message, above),
            None => self.absent(laid, place),
        }
    }

    #[allow(dead_code, reason = "no message of a log has a list of messages yet; the first one finds this")]
    pub(crate) fn messages<M: Outgoing>(&mut self, place: &'static Place, list: &[M], above: Option<DataClass>) {
        self.list(place, list, |line, message| {
            line.out.push(b'{');
            line.members(message, above);
            true
        });
    }

    /// Writes the items of a list, each of which says whether it has left; a list of which none has is not there.
    fn list<T>(&mut self, place: &'static Place, list: &[T], mut put: impl FnMut(&mut Self, &T) -> bool) {
        if list.is_empty() || self.stops(place) {
            return;
        }
        let before = self.out.len();
        self.name(place);
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
            self.own += 1;
        } else {
            self.out.truncate(before);
        }
    }

    /// What the message has not itself may be the same for all events of the connection.
    #[inline]
    fn absent(&mut self, laid: Laid<'_>, place: &'static Place) {
        if let Some(constant) = laid.filter(|constant| constant.has(place.index)) {
            self.lay(constant, place);
        }
    }

    /// The same for what it has, if that does not leave: seldom, and so apart from what is done each time.
    #[cold]
    #[inline(never)]
    fn refused(&mut self, laid: Laid<'_>, place: &'static Place) {
        self.absent(laid, place);
    }

    #[cold]
    #[inline(never)]
    fn lay(&mut self, constant: &Constant, place: &'static Place) {
        if let Some(member) = constant.member(place.index) {
            self.out.extend_from_slice(member);
            self.out.push(b',');
        }
    }

    /// Returns whether the field may not leave, whatever its value.
    #[inline]
    fn stops(&self, place: &'static Place) -> bool {
        let missing = place.needs & self.missing;
        missing != 0 && (missing != TIME || self.today > place.last_day)
    }

    #[inline]
    fn name(&mut self, place: &'static Place) {
        let end = self.out.len() + place.name.length;
        self.out.extend_from_slice(&place.name.bytes);
        self.out.truncate(end);
    }

    fn put_integer(&mut self, laid: Laid<'_>, place: &'static Place, number: i64) {
        if self.stops(place) {
            return self.refused(laid, place);
        }
        if number < place.min || number > place.max {
            self.counts.out_of_range += 1;
            return self.refused(laid, place);
        }
        self.name(place);
        self.out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
        self.out.push(b',');
        self.own += 1;
    }

    fn put_boolean(&mut self, laid: Laid<'_>, place: &'static Place, value: bool) {
        if self.stops(place) {
            return self.refused(laid, place);
        }
        self.name(place);
        self.out.extend_from_slice(if value { b"true," } else { b"false," });
        self.own += 1;
    }

    fn put_word(&mut self, laid: Laid<'_>, place: &'static Place, declared: &'static EnumDescriptor, number: i32) {
        if self.stops(place) {
            return self.refused(laid, place);
        }
        // A number that the enum does not have becomes its word for unknown.
        let word = declared.name(number).or_else(|| {
            self.counts.count(place.field.class);
            declared.name(0)
        });
        self.own += 1;
        let Some(word) = word else { return };
        self.name(place);
        self.out.extend_from_slice(b"\\\"");
        self.out.extend_from_slice(word.as_bytes());
        self.out.extend_from_slice(b"\\\",");
    }

    fn put_text(&mut self, laid: Laid<'_>, place: &'static Place, text: &str, above: Option<DataClass>) {
        if self.stops(place) {
            return self.refused(laid, place);
        }
        let before = self.out.len();
        self.name(place);
        if self.put_scrubbed(place, text, above) {
            self.out.push(b',');
            self.own += 1;
        } else {
            self.out.truncate(before);
            self.refused(laid, place);
        }
    }

    fn put_message<M: Outgoing>(
        &mut self,
        laid: Laid<'_>,
        place: &'static Place,
        message: &M,
        above: Option<DataClass>,
    ) {
        if self.stops(place) {
            return self.refused(laid, place);
        }
        let (before, own) = (self.out.len(), self.own);
        self.name(place);
        let class = place.field.class;
        let below = if class == DataClass::Unspecified { above } else { Some(class) };
        self.members(message, below);
        // What is left of a message without credentials is often nothing: say nothing at all then.
        if self.own == own && self.policy.unauthenticated {
            self.out.truncate(before);
            return self.refused(laid, place);
        }
        self.out.push(b',');
        self.own += 1;
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
                write_text(&mut self.out, Form::Nested, text);
                true
            }
            Outcome::Replaced(left) => {
                self.counts.count(class);
                write_text(&mut self.out, Form::Nested, &left);
                true
            }
            Outcome::Dropped => {
                self.counts.count(class);
                false
            }
        }
    }
}

#[allow(clippy::all, unused_imports, unused_variables, reason = "written by codegen/src/outgoing.rs, a line a field")]
mod messages {
    use super::{CREDENTIALS, EXTENSIONS, Laid, Line, Name, Outgoing, Place, TIME};
    use crate::contract::descriptors::*;
    use crate::contract::{DataClass, generated};

    include!("../contract/generated/outgoing.rs");
}
