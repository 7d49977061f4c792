//! What a team knows and accepts.

use std::fmt;
use std::str::FromStr;

use super::live::rules;

/// A finding that is known and accepted: `RULE@PATH`. Either side may be `*`; what ends with `*` stands for everything
/// that begins so. Positions in lists do not matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Allow {
    rule: String,
    path: String,
}

/// A text that allows nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AllowError {
    /// Not `RULE@PATH`.
    #[error("write RULE@PATH, such as `privacy_email@entry.sql_driver_log.driver_connection_params.*`, or RULE@*")]
    Form,
    /// There is no such rule.
    #[error("there is no rule `{rule}`{}", nearest(rule))]
    UnknownRule {
        /// What stands in its place.
        rule: String,
    },
    /// A line of a list is no good.
    #[error("line {line}: {error}")]
    Line {
        /// Which line, from 1.
        line: usize,
        /// What is wrong with it.
        error: Box<AllowError>,
    },
}

impl FromStr for Allow {
    type Err = AllowError;

    fn from_str(text: &str) -> Result<Self, AllowError> {
        let (rule, path) = text.trim().split_once('@').ok_or(AllowError::Form)?;
        let plain = !rule.is_empty() && rule.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_*".contains(&byte));
        if !plain {
            return Err(AllowError::Form);
        }
        if !names().any(|name| stands_for(rule, &name)) {
            return Err(AllowError::UnknownRule { rule: rule.chars().take(60).collect() });
        }
        Ok(Self { rule: rule.to_owned(), path: without_positions(path) })
    }
}

impl Allow {
    /// Returns whether a finding under `rule` at `path` is meant.
    pub fn matches(&self, rule: &str, path: &str) -> bool {
        stands_for(&self.rule, rule) && stands_for(&self.path, &without_positions(path))
    }

    /// Reads a list: `RULE@PATH` a line; what follows ` #`, and a line that begins with `#`, is for people.
    ///
    /// # Errors
    ///
    /// Names the first line that allows nothing.
    pub fn list(text: &str) -> Result<Vec<Self>, AllowError> {
        let mut list = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.split(" #").next().unwrap_or_default().trim();
            if !line.is_empty() && !line.starts_with('#') {
                let fail = |error| AllowError::Line { line: index + 1, error: Box::new(error) };
                list.push(line.parse().map_err(fail)?);
            }
        }
        Ok(list)
    }
}

/// As [`from_str`](FromStr::from_str) reads it.
impl fmt::Display for Allow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.rule, self.path)
    }
}

/// Returns whether a pattern, which may end with `*`, stands for a text.
fn stands_for(pattern: &str, text: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => text.starts_with(start),
        None => text == pattern,
    }
}

fn names() -> impl Iterator<Item = String> {
    rules().map(|rule| rule.to_string())
}

/// Returns the rules that share most of their letters with a word, in words.
fn nearest(word: &str) -> String {
    let common = |name: &str| {
        let pairs: Vec<_> = name.as_bytes().windows(2).collect();
        let shared = word.as_bytes().windows(2).filter(|pair| pairs.contains(pair)).count();
        // Shared pairs, as a share of what both have, in per cent.
        (200 * shared).checked_div(pairs.len() + word.len().saturating_sub(1)).unwrap_or(0)
    };
    match names().max_by_key(|name| common(name)).filter(|name| common(name) >= 50) {
        Some(name) => format!(": `{name}` perhaps? docs/receiver/rules.md has all of them"),
        None => "; docs/receiver/rules.md has all of them".to_owned(),
    }
}

/// Returns a path by which findings are grouped: `protoLogs[3]` and `protoLogs[4]` are the same place.
pub(crate) fn without_positions(path: &str) -> String {
    path.split('[').map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_allowed_is_named_by_rule_and_path() {
        let allow = |text: &str| text.parse::<Allow>().unwrap();
        assert!(allow("null@items").matches("null", "items"));
        assert!(allow("null@a[3].b").matches("null", "a.b"));
        assert!(allow("null@entry.*").matches("null", "entry.sql_driver_log.session_id"));
        assert!(allow("*@items").matches("wrong_type", "items"));
        assert!(!allow("null@*").matches("wrong_type", "items"));
        assert!(allow("privacy_*@*").matches("privacy_email", "items"));
        assert!(!allow("privacy_*@*").matches("null", "items"));
        assert_eq!("null".parse::<Allow>(), Err(AllowError::Form));
        assert_eq!("@items".parse::<Allow>(), Err(AllowError::Form));
        assert_eq!(allow("null@a[3].b").to_string(), "null@a.b");
    }

    #[test]
    fn a_rule_that_there_is_not_is_refused_with_the_one_that_was_meant() {
        let refused = |text: &str| text.parse::<Allow>().unwrap_err().to_string();
        assert!(refused("privacy_emial@*").contains("`privacy_email` perhaps?"), "{}", refused("privacy_emial@*"));
        assert!(refused("qqq@*").contains("rules.md"));
        assert!(refused("secrecy_*@*").contains("no rule `secrecy_*`"));
        for name in names() {
            assert!(format!("{name}@*").parse::<Allow>().is_ok(), "{name}");
        }
    }

    #[test]
    fn a_list_has_one_a_line_and_words_for_people() {
        let list = Allow::list("# known\n\nnull@items # since 2.1\n*@a.b\n").unwrap();
        assert_eq!(list.iter().map(ToString::to_string).collect::<Vec<_>>(), ["null@items", "*@a.b"]);
        assert!(Allow::list("null@items\nnil@items").unwrap_err().to_string().starts_with("line 2: "));
    }

    #[test]
    fn positions_are_left_out_of_paths() {
        assert_eq!(without_positions("protoLogs[12].a[3].b"), "protoLogs.a.b");
        assert_eq!(without_positions("a.b"), "a.b");
    }
}
