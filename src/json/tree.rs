//! JSON as it stands in the text: members in their order, duplicates included.
//!
//! `serde_json::Value` sorts members and keeps the last of two with the same name; a check that names every departure
//! needs to see both.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A JSON value. `Debug` shows its shape only: it was read from a payload, which may hold anything. `S` is what names and
/// strings are kept as.
#[derive(Clone, PartialEq)]
pub enum Tree<S = String> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    Text(S),
    /// An array.
    List(Vec<Tree<S>>),
    /// An object: its members in the order of the text.
    Object(Vec<(S, Tree<S>)>),
}

/// A tree that lends names and strings from the JSON itself, but for those with escapes: most of what parsing costs is
/// room for each of them.
pub(crate) type Borrowed<'t> = Tree<Cow<'t, str>>;

impl<S> fmt::Debug for Tree<S> {
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
}

impl<'t> Borrowed<'t> {
    /// Parses one JSON document, as [`parse`](Tree::parse) does.
    pub(crate) fn borrow_bytes(bytes: &'t [u8]) -> Result<Self, TreeError> {
        Ok(serde_json::from_slice(bytes)?)
    }

    /// Parses one JSON document that is known to be UTF-8.
    pub(crate) fn borrow_text(text: &'t str) -> Result<Self, TreeError> {
        Ok(serde_json::from_str(text)?)
    }
}

impl<S: AsRef<str>> Tree<S> {
    /// Returns the member of that name: the first one.
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(key, _)| key.as_ref() == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Returns the text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.as_ref()),
            _ => None,
        }
    }
}

impl<S> Tree<S> {
    /// Returns the whole number, if it is one.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Number(Number::Integer(number)) => Some(*number),
            _ => None,
        }
    }

    /// Returns the items, if it is a list.
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// Returns what it is, in words for a message: `a string`, `null`.
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

impl<'de, S: AsRef<str> + From<&'de str> + From<String>> Deserialize<'de> for Tree<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor(PhantomData))
    }
}

struct TreeVisitor<S>(PhantomData<S>);

impl<'de, S: AsRef<str> + From<&'de str> + From<String>> Visitor<'de> for TreeVisitor<S> {
    type Value = Tree<S>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Tree<S>, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree<S>, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree<S>, E> {
        Ok(Tree::Number(Number::Integer(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree<S>, E> {
        Ok(Tree::Number(i64::try_from(value).map_or(Number::Real(value as f64), Number::Integer)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree<S>, E> {
        Ok(Tree::Number(Number::Real(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree<S>, E> {
        Ok(Tree::Text(value.to_owned().into()))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Tree<S>, E> {
        Ok(Tree::Text(value.into()))
    }

    fn visit_string<E>(self, value: String) -> Result<Tree<S>, E> {
        Ok(Tree::Text(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tree<S>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Tree<S>, A::Error> {
        let mut members = Vec::new();
        while let Some(Tree::Text(name)) = map.next_key::<Tree<S>>()? {
            if members.is_empty() && name.as_ref() == PRECISE_NUMBER {
                let text: String = map.next_value()?;
                let real = || text.parse().map(Number::Real).map_err(de::Error::custom);
                return text.parse().map(Number::Integer).or_else(|_| real()).map(Tree::Number);
            }
            members.push((name, map.next_value()?));
        }
        Ok(Tree::Object(members))
    }
}

impl<T: AsRef<str>> Serialize for Tree<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(Number::Integer(number)) => serializer.serialize_i64(*number),
            Self::Number(Number::Real(number)) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text.as_ref()),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name.as_ref(), value)?;
                }
                map.end()
            }
        }
    }
}
