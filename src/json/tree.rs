//! JSON as it stands in the text: members in their order, duplicates included.
//!
//! `serde_json::Value` sorts members and keeps the last of two with the same name; a check that names every departure
//! needs to see both.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A JSON value. `Debug` shows its shape only: it was read from a payload, which may hold anything.
#[derive(Clone, PartialEq)]
pub enum Tree {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Tree>),
    /// An object: its members in the order of the text.
    Object(Vec<(String, Tree)>),
}

impl fmt::Debug for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Tree").field(&format_args!("{}", self.shape())).finish()
    }
}

/// A JSON number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A whole number that 64 bits with a sign can hold.
    Integer(i64),
    /// A number with a fraction or an exponent, or one too large for [`Number::Integer`].
    Real(f64),
}

/// A text that is no JSON: the parser's words, with line and column.
#[derive(Debug, thiserror::Error)]
#[error("not JSON: {0}")]
pub struct TreeError(#[from] serde_json::Error);

impl Tree {
    /// Parses one JSON document.
    ///
    /// # Errors
    ///
    /// When `bytes` are not exactly one JSON document in UTF-8, or one nested deeper than 128 levels.
    pub fn parse(bytes: &[u8]) -> Result<Self, TreeError> {
        Ok(serde_json::from_slice(bytes)?)
    }

    /// The member of that name: the first one.
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number, if it is one.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Number(Number::Integer(number)) => Some(*number),
            _ => None,
        }
    }

    /// The items, if it is a list.
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// What it is, in words for a message: `a string`, `null`.
    pub fn shape(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a bool",
            Self::Number(Number::Integer(_)) => "an integer",
            Self::Number(Number::Real(_)) => "a number with a fraction, or a very large one",
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

/// The name under which serde_json passes a number on where its feature `arbitrary_precision` is on, as it may be
/// somewhere else in a driver's build.
const PRECISE_NUMBER: &str = "$serde_json::private::Number";

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Number(Number::Integer(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Number(i64::try_from(value).map_or(Number::Real(value as f64), Number::Integer)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Number(Number::Real(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Tree, E> {
        Ok(Tree::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            if name == PRECISE_NUMBER && members.is_empty() {
                let text: String = map.next_value()?;
                let real = || text.parse().map(Number::Real).map_err(de::Error::custom);
                return text.parse().map(Number::Integer).or_else(|_| real()).map(Tree::Number);
            }
            members.push((name, map.next_value()?));
        }
        Ok(Tree::Object(members))
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(Number::Integer(number)) => serializer.serialize_i64(*number),
            Self::Number(Number::Real(number)) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}
