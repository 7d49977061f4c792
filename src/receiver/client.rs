//! Who sent a log: the driver and its version.

use crate::contract::FrontendLog;

/// A driver in one version, as it names itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Client {
    /// The name, such as `PyDatabricksSqlConnector`; `unknown` where it told none.
    pub name: String,
    /// The version; empty where it told none.
    pub version: String,
}

impl Client {
    /// Returns the product token at the head of a user agent: `Name/1.2.3 …`.
    pub(crate) fn from_user_agent(user_agent: &str) -> Option<Self> {
        let token = user_agent.split_ascii_whitespace().next()?;
        let (name, version) = token.split_once('/').unwrap_or((token, ""));
        (is_plain(name) && (version.is_empty() || is_plain(version)))
            .then(|| Self { name: name.to_owned(), version: version.to_owned() })
    }

    /// Returns the driver that a log names. The log's own user agent comes first: a driver that is built on another one
    /// sends its requests under the other one's name. `sender` is who sent the request.
    pub(crate) fn of(log: &FrontendLog, sender: Option<&Self>) -> Self {
        let context = log.context.as_ref().and_then(|context| context.client_context.as_ref());
        let told = context.and_then(|context| Self::from_user_agent(context.user_agent.as_deref()?));
        told.or_else(|| sender.cloned()).or_else(|| Self::from_system(log)).unwrap_or_else(Self::unknown)
    }

    pub(crate) fn unknown() -> Self {
        Self { name: "unknown".to_owned(), version: String::new() }
    }

    fn from_system(log: &FrontendLog) -> Option<Self> {
        let system = log.entry.as_ref()?.sql_driver_log.as_ref()?.system_configuration.as_ref()?;
        let name = system.driver_name.as_deref()?.replace(' ', "-");
        let version = system.driver_version.clone().filter(|version| is_plain(version)).unwrap_or_default();
        is_plain(&name).then_some(Self { name, version })
    }
}

impl std::fmt::Display for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)?;
        if self.version.is_empty() { Ok(()) } else { write!(f, " {}", self.version) }
    }
}

/// Names are shown, stored and grouped by: short, and of harmless characters.
fn is_plain(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.+".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_named_by_the_first_token_of_its_user_agent() {
        let client = Client::from_user_agent("DatabricksJDBCDriverOSS/1.0.7-oss jvm/17").unwrap();
        assert_eq!(client.to_string(), "DatabricksJDBCDriverOSS 1.0.7-oss");
        assert_eq!(Client::from_user_agent("curl").unwrap().version, "");
        for hostile in ["", " ", "<script>/1", "a/b/c", "me@example.com/1", &"x".repeat(65)] {
            assert_eq!(Client::from_user_agent(hostile), None, "{hostile}");
        }
    }
}
