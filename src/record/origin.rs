//! What all events of a connection have in common.

use super::id::IdCell;
use super::profile::Profile;
use super::secret::Secret;

/// What the events of one connection have in common.
#[derive(Debug)]
pub(crate) struct Origin {
    /// The session, once the server has named it.
    pub(crate) session_id: IdCell,
    pub(crate) profile: Profile,
    /// Makes the id of an event of its record's number.
    secret: Secret,
}

impl Origin {
    pub(crate) fn new(profile: Profile) -> Self {
        Self { session_id: IdCell::new(), profile, secret: Secret::fresh() }
    }

    /// Returns 128 bits for the id of the connection's record of that number.
    pub(crate) fn event_id(&self, number: u64) -> [u8; 16] {
        self.secret.id(number)
    }
}
