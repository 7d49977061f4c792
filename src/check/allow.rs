//! What a team knows and accepts.

use std::str::FromStr;

/// A finding that is known and accepted: `RULE@PATH`. Either side may be `*`; a path that ends with `*` stands for
/// everything that begins so. Positions in lists do not matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    rule: String,
    path: String,
}

/// A text that is not `RULE@PATH`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write RULE@PATH, such as `privacy_email@entry.sql_driver_log.driver_connection_params.*`, or RULE@*")]
pub struct AllowError;

impl FromStr for Allow {
    type Err = AllowError;

    fn from_str(text: &str) -> Result<Self, AllowError> {
        let (rule, path) = text.split_once('@').ok_or(AllowError)?;
        let plain = !rule.is_empty() && rule.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_*".contains(&byte));
        if plain { Ok(Self { rule: rule.to_owned(), path: without_positions(path) }) } else { Err(AllowError) }
    }
}

impl Allow {
    /// Whether a finding under `rule` at `path` is meant.
    pub fn matches(&self, rule: &str, path: &str) -> bool {
        let path = without_positions(path);
        let path_matches = match self.path.strip_suffix('*') {
            Some(start) => path.starts_with(start),
            None => path == self.path,
        };
        (self.rule == "*" || self.rule == rule) && path_matches
    }
}

/// A path by which findings are grouped: `protoLogs[3]` and `protoLogs[4]` are the same place.
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
        assert_eq!("null".parse::<Allow>(), Err(AllowError));
        assert_eq!("@items".parse::<Allow>(), Err(AllowError));
    }

    #[test]
    fn positions_are_left_out_of_paths() {
        assert_eq!(without_positions("protoLogs[12].a[3].b"), "protoLogs.a.b");
        assert_eq!(without_positions("a.b"), "a.b");
    }
}
