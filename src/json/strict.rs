//! Reads a log that departs from nothing, in one pass over its bytes.
//!
//! Whatever is not exactly as the contract writes it ends this reading; the tolerant reader then says what it is. So this
//! one knows no errors, makes no tree, keeps no path, and copies nothing but the texts that stay.

use crate::contract::{FieldDescriptor, FrontendLog, Kind, Reflect, ValueMut};
use crate::privacy::is_empty;

/// Reads `bytes` into `message`, which is empty. `None` if anything in it departs from the contract; the message then
/// holds what was read before.
pub(super) fn read(bytes: &[u8], message: &mut dyn Reflect) -> Option<()> {
    let mut cursor = Cursor::<false> { text: std::str::from_utf8(bytes).ok()?, at: 0 };
    cursor.blank();
    cursor.message(message)?;
    cursor.blank();
    (cursor.at == bytes.len()).then_some(())
}

/// A log of an envelope that was read at once.
pub(crate) enum LogText {
    /// It departs from nothing.
    Message(Box<FrontendLog>),
    /// Whatever else stands there.
    Text(String),
}

/// Reads the envelope of an upload, and every log in it that departs from nothing from where it stands, a JSON inside a
/// JSON string, without unescaping it. Gives the time of the upload and the logs. `None` if anything in the envelope
/// itself departs from the contract, is missing or is more than `max_logs` logs.
pub(crate) fn read_upload_at_once(bytes: &[u8], max_logs: usize) -> Option<(i64, Vec<LogText>)> {
    let mut cursor = Cursor::<false> { text: std::str::from_utf8(bytes).ok()?, at: 0 };
    let (mut time, mut items, mut logs) = (None, None, None);
    cursor.blank();
    cursor.byte(b'{')?;
    cursor.blank();
    loop {
        let name = cursor.bare()?;
        cursor.blank();
        cursor.byte(b':')?;
        cursor.blank();
        let is_first = match name {
            "uploadTime" => time.replace(cursor.integer()?).is_none(),
            // Of what stands in there the checks have something to say.
            "items" => items.replace(cursor.items(|_| None)?).is_none(),
            "protoLogs" => {
                let mut list = Vec::new();
                cursor.items(|cursor| {
                    list.push(cursor.log()?);
                    (list.len() <= max_logs).then_some(())
                })?;
                logs.replace(list).is_none()
            }
            _ => false,
        };
        if !is_first {
            return None;
        }
        if !cursor.more(b'}')? {
            break;
        }
    }
    cursor.blank();
    items.filter(|()| cursor.at == bytes.len())?;
    time.zip(logs)
}

/// Goes over JSON; over JSON inside a JSON string if it is `NESTED`, where each quote stands behind a backslash.
struct Cursor<'t, const NESTED: bool> {
    text: &'t str,
    at: usize,
}

impl Cursor<'_, false> {
    /// Returns a log, as an envelope has it.
    fn log(&mut self) -> Option<LogText> {
        let start = self.at;
        self.byte(b'"')?;
        let mut log = Cursor::<true> { text: self.text, at: self.at };
        let mut message = Box::<FrontendLog>::default();
        log.blank();
        if log.message(&mut *message).is_some() && !is_empty(&*message) {
            log.blank();
            if log.byte(b'"').is_some() {
                self.at = log.at;
                return Some(LogText::Message(message));
            }
        }
        self.at = start;
        self.string().map(LogText::Text)
    }
}

impl<'t, const NESTED: bool> Cursor<'t, NESTED> {
    fn message(&mut self, message: &mut dyn Reflect) -> Option<()> {
        let descriptor = message.descriptor();
        let fields = descriptor.fields;
        let mut seen = 0_u128;
        // Most senders keep the contract's order: the next name is one of the next fields.
        let mut next = 0;
        self.byte(b'{')?;
        self.blank();
        if self.peek() == Some(b'}') {
            return self.byte(b'}');
        }
        loop {
            let index = match self.near(&fields[next..]) {
                Some(skipped) => next + skipped,
                None => {
                    let name = self.bare()?;
                    self.blank();
                    self.byte(b':')?;
                    descriptor.field_on_wire(name)?.0
                }
            };
            next = index + 1;
            if seen >> index & 1 != 0 {
                return None;
            }
            seen |= 1 << index;
            self.blank();
            self.value(&fields[index], message.get_mut(index)?)?;
            if !self.more(b'}')? {
                return Some(());
            }
        }
    }

    /// Reads a name with its quotes and colon, if it is that of one of the first of `fields`: which one.
    #[inline]
    fn near(&mut self, fields: &[FieldDescriptor]) -> Option<usize> {
        let rest = self.text.as_bytes().get(self.at..)?.strip_prefix(b"\"")?;
        fields.iter().take(NEAR).position(|field| {
            let name = field.json_name.as_bytes();
            // What stands behind it tells most names apart at once, as their lengths differ.
            let behind = rest.get(name.len()..).and_then(<[u8]>::first_chunk::<2>);
            let is_it = behind == Some(b"\":") && rest.starts_with(name);
            self.at += if is_it { name.len() + 3 } else { 0 };
            is_it
        })
    }

    fn value(&mut self, field: &FieldDescriptor, place: ValueMut<'_>) -> Option<()> {
        match place {
            ValueMut::Bool(slot) => *slot = Some(self.boolean()?),
            ValueMut::Int64(slot) => *slot = Some(self.integer()?),
            ValueMut::Int32(slot) => *slot = Some(self.integer()?.try_into().ok()?),
            ValueMut::Enum(slot) => {
                let Kind::Enum(declared) = field.kind else { return None };
                *slot = Some(declared.number(self.bare()?)?);
            }
            ValueMut::Text(slot) => *slot = Some(self.string()?),
            ValueMut::Message(slot) => self.message(slot.get_or_insert())?,
            ValueMut::Texts(list) => self.items(|cursor| {
                list.push(cursor.string()?);
                Some(())
            })?,
            ValueMut::Messages(list) => self.items(|cursor| cursor.message(list.push()))?,
        }
        Some(())
    }

    fn items(&mut self, mut take: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.byte(b'[')?;
        self.blank();
        if self.peek() == Some(b']') {
            return self.byte(b']');
        }
        loop {
            take(self)?;
            if !self.more(b']')? {
                return Some(());
            }
        }
    }

    /// Behind a member or an item: whether another one follows, or the end.
    fn more(&mut self, end: u8) -> Option<bool> {
        self.blank();
        let more = match self.peek()? {
            b',' => true,
            byte if byte == end => false,
            _ => return None,
        };
        self.at += 1;
        if more {
            self.blank();
        }
        Some(more)
    }

    /// Returns a string without escapes.
    fn bare(&mut self) -> Option<&'t str> {
        self.quote()?;
        let start = self.at;
        self.at += plain(&self.text.as_bytes()[start..]);
        let text = &self.text[start..self.at];
        self.quote()?;
        Some(text)
    }

    fn string(&mut self) -> Option<String> {
        let start = self.at;
        if let Some(text) = self.bare() {
            return Some(text.to_owned());
        }
        // An escape inside of an escaped string is left to who unescapes it first.
        if NESTED || self.text.as_bytes().get(start) != Some(&b'"') {
            return None;
        }
        // There is an escape in it: where it ends is behind the first quote that is none.
        self.at = start + 1;
        loop {
            self.at += plain(self.text.as_bytes().get(self.at..)?);
            match self.peek()? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => return None,
            }
        }
        self.at += 1;
        serde_json::from_str(self.text.get(start..self.at)?).ok()
    }

    fn integer(&mut self) -> Option<i64> {
        let bytes = &self.text.as_bytes()[self.at..];
        let is_negative = bytes.first() == Some(&b'-');
        let start = usize::from(is_negative);
        // Below nought, where there is one number more.
        let (mut number, mut end) = (0_i64, start);
        while let Some(digit) = bytes.get(end).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
            number = number.checked_mul(10)?.checked_sub(i64::from(digit))?;
            end += 1;
        }
        // A fraction or an exponent would follow, or a digit behind a nought; `-0` is no integer to JSON's readers.
        if end == start || end > 1 && bytes[start] == b'0' || matches!(bytes.get(end), Some(b'.' | b'e' | b'E')) {
            return None;
        }
        self.at += end;
        if is_negative { Some(number) } else { number.checked_neg() }
    }

    fn boolean(&mut self) -> Option<bool> {
        let rest = &self.text.as_bytes()[self.at..];
        let (value, length) = match rest {
            [b't', b'r', b'u', b'e', ..] => (true, 4),
            [b'f', b'a', b'l', b's', b'e', ..] => (false, 5),
            _ => return None,
        };
        self.at += length;
        Some(value)
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn byte(&mut self, expected: u8) -> Option<()> {
        (self.peek()? == expected).then(|| self.at += 1)
    }

    #[inline]
    fn quote(&mut self) -> Option<()> {
        if NESTED {
            self.byte(b'\\')?;
        }
        self.byte(b'"')
    }

    #[inline]
    fn blank(&mut self) {
        // Inside a string the others are escaped, or are not JSON.
        while matches!((self.peek(), NESTED), (Some(b' '), _) | (Some(b'\n' | b'\r' | b'\t'), false)) {
            self.at += 1;
        }
    }
}

/// Returns how many bytes a string goes on before a quote, an escape, or what may not stand in one.
fn plain(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let ends = ends(u64::from_le_bytes(*word));
        if ends != 0 {
            return 8 * index + ends.trailing_zeros() as usize / 8;
        }
    }
    let end = rest.iter().position(|byte| *byte == b'"' || *byte == b'\\' || *byte < 0x20);
    end.map_or(bytes.len(), |end| bytes.len() - rest.len() + end)
}

/// Looks at eight bytes at once: the lowest bit that is set is the highest of the first byte that [`plain`] ends at.
///
/// To take a number from a byte sets its highest bit, if that was not set, where the byte is less than the number. It then
/// borrows from the bytes above, which is why what is set above the lowest means nothing. With one bit turned over, a quote
/// comes next to the control characters, and what is less than 0x21 is either.
#[inline]
fn ends(word: u64) -> u64 {
    let each = |byte: u8| u64::from_le_bytes([byte; 8]);
    let (turned, escapes) = (word ^ each(2), word ^ each(b'\\'));
    let quoted = turned.wrapping_sub(each(0x21)) & !turned;
    let escaped = escapes.wrapping_sub(each(1)) & !escapes;
    (quoted | escaped) & each(0x80)
}

/// How many fields a sender may leave out for the next name to be found at once.
const NEAR: usize = 8;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::contract::{FrontendLog, Message, every_field};
    use crate::json::{self, Tree, read_tolerant};

    /// Returns the message as the tolerant reader reads it, if it has nothing to say about it.
    fn tolerantly<M: Message>(bytes: &[u8]) -> Option<M> {
        let mut message = M::default();
        let departures = read_tolerant(&Tree::parse(bytes).ok()?, &mut message);
        departures.is_empty().then_some(message)
    }

    fn strictly<M: Message>(bytes: &[u8]) -> Option<M> {
        let mut message = M::default();
        read(bytes, &mut message).map(|()| message)
    }

    fn full() -> String {
        let mut log = FrontendLog::default();
        every_field(&mut log, &mut |_, field| format!("{} \"é\\\n\u{1}", field.name));
        json::to_string(&log)
    }

    #[test]
    fn what_departs_from_nothing_is_read_at_once() {
        let line = full();
        assert_eq!(json::to_string(&strictly::<FrontendLog>(line.as_bytes()).expect("as it was written")), line);
        let spread = json::pretty(&tolerantly::<FrontendLog>(line.as_bytes()).expect("as it was written"));
        assert!(strictly::<FrontendLog>(format!(" \r\n\t{spread}\n").as_bytes()).is_some());
        for (text, expected) in [
            ("{}", true),
            (r#"{"workspace_id":-1}"#, true),
            (r#"{"workspace_id":0}"#, true),
            (r#"{"workspace_id":-0}"#, false),
            (r#"{"workspace_id":9223372036854775807}"#, true),
            (r#"{"workspace_id":9223372036854775808}"#, false),
            (r#"{"workspace_id":01}"#, false),
            (r#"{"workspace_id":1.0}"#, false),
            (r#"{"workspace_id":1e3}"#, false),
            (r#"{"workspace_id":"1"}"#, false),
            (r#"{"workspace_id":null}"#, false),
            (r#"{"workspace_id":1,"workspace_id":1}"#, false),
            (r#"{"workspace_id":1,}"#, false),
            (r#"{"workspace_id":1}}"#, false),
            (r#"{"workspaceId":1}"#, false),
            (r#"{"frontend_log_event_id":"\ud83d\ude00"}"#, true),
            (r#"{"frontend_log_event_id":"\ud83d"}"#, false),
            (r#"{"frontend_log_event_id":"\"#, false),
            (r#"{"frontend_log_event_id":"\""#, false),
            ("{\"frontend_log_event_id\":\"\n\"}", false),
            (r#"{"entry":{"sql_driver_log":{"sql_operation":{"statement_type":"QUERY"}}},"workspace_id":1}"#, true),
            (r#"{"entry":{"sql_driver_log":{"sql_operation":{"statement_type":1}}}}"#, false),
            (r#"{"entry":[]}"#, false),
            ("[]", false),
            ("", false),
        ] {
            assert_eq!(strictly::<FrontendLog>(text.as_bytes()).is_some(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_string_ends_where_its_first_byte_says_that_ends_one(
            bytes in prop::collection::vec(prop_oneof![any::<u8>(), prop::sample::select(&b"\"\\\x00\x1f !#[]\x7f\x80\xff"[..])], 0..40),
        ) {
            let one_by_one = bytes.iter().position(|byte| *byte == b'"' || *byte == b'\\' || *byte < 0x20);
            prop_assert_eq!(plain(&bytes), one_by_one.unwrap_or(bytes.len()));
        }

        /// A log with a few bytes changed: what is read at once is what the tolerant reader reads without a word.
        #[test]
        fn what_is_read_at_once_is_what_the_tolerant_reader_reads(
            changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(&b" \"\\{}[]:,.-0e1nu\n\xffz"[..])), 0..3),
            cut in prop::option::of(any::<prop::sample::Index>()),
        ) {
            let mut bytes = full().into_bytes();
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if let Some(cut) = cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            if let Some(read) = strictly::<FrontendLog>(&bytes) {
                prop_assert_eq!(Some(read), tolerantly::<FrontendLog>(&bytes));
            }
        }
    }
}
