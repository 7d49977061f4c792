//! Messages that nobody thought of, made from bytes that proptest gives.

use sql_driver_telemetry::contract::{FieldDescriptor, Kind, Message, Reflect, ValueMut};

/// A source of choices for filling a message by reflection: whatever proptest gives, and zeros after that.
pub struct Choices<'a>(pub std::slice::Iter<'a, u8>);

impl Choices<'_> {
    fn byte(&mut self) -> u8 {
        self.0.next().copied().unwrap_or(0)
    }

    fn number(&mut self) -> i64 {
        match self.byte() % 5 {
            0 => 0,
            1 => i64::from(self.byte()),
            2 => -i64::from(self.byte()),
            3 => i64::MAX - i64::from(self.byte()),
            _ => i64::MIN + i64::from(self.byte()),
        }
    }

    fn text(&mut self) -> String {
        let words = [
            "",
            "plain",
            "\"quoted\" \\ back",
            "line\nbreak\ttab",
            "\u{1}\u{1f}",
            "Ünïcode 東京 😀",
            "{\"a\":1}",
            "\u{2028}",
        ];
        (0..self.byte() % 4).map(|_| words[usize::from(self.byte()) % words.len()]).collect()
    }

    /// Fills a message.
    pub fn fill(&mut self, message: &mut dyn Reflect) {
        for (index, field) in message.descriptor().fields.iter().enumerate() {
            if self.byte() > 80
                && let Some(place) = message.get_mut(index)
            {
                self.value(place, field);
            }
        }
    }

    fn value(&mut self, place: ValueMut<'_>, field: &FieldDescriptor) {
        match place {
            ValueMut::Bool(slot) => *slot = Some(self.byte() > 127),
            ValueMut::Int32(slot) => *slot = Some(self.number() as i32),
            ValueMut::Int64(slot) => *slot = Some(self.number()),
            ValueMut::Enum(slot) => {
                let Kind::Enum(declared) = field.kind else { unreachable!("an enum") };
                *slot = Some(declared.values[usize::from(self.byte()) % declared.values.len()].number);
            }
            ValueMut::Text(slot) => *slot = Some(self.text()),
            ValueMut::Texts(list) => list.extend((0..self.byte() % 3).map(|_| self.text())),
            ValueMut::Message(slot) => self.fill(slot.get_or_insert()),
            ValueMut::Messages(list) => (0..self.byte() % 3).for_each(|_| self.fill(list.push())),
        }
    }
}

/// A message in which the bytes decide what is set, and to what.
pub fn filled<M: Message>(bytes: &[u8]) -> M {
    let mut message = M::default();
    Choices(bytes.iter()).fill(&mut message);
    message
}
