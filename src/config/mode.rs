//! Whether what is collected leaves the process.

use std::str::FromStr;

/// Whether what is collected is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Mode {
    /// To the service. The default.
    #[default]
    Send,
    /// Nowhere: it is collected and [mirrored](super::Config::mirror) as it would have been sent, and no socket is
    /// opened, no name looked up, no flag asked for and no provider of credentials called.
    Local,
}

impl FromStr for Mode {
    type Err = &'static str;

    /// `send` or `local`, in any case, with or without quotes.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let name = super::value::unquoted(name);
        [("send", Self::Send), ("local", Self::Local)]
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, mode)| mode)
            .ok_or("send or local")
    }
}
