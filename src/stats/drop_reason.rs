//! The reasons for which an event is given up, as the books and the service are told them.

/// Why an event was given up. Closed, so that a sum over all reasons is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DropReason {
    /// The queue was full, in events or in bytes, or the [budget](crate::Budget) of the process was.
    QueueFull,
    /// One event alone was larger than a request may be.
    TooLarge,
    /// The server's flag says off, or could not be read and was never known.
    FlagOff,
    /// There was no usable credential, and the event may not go unauthenticated.
    NoCredential,
    /// The service refused the request with a status that is not retried.
    Rejected,
    /// Somebody else than the service answered with a 2xx: the page of a guest network, a firewall or a proxy.
    NotTheService,
    /// The service took the request and counted fewer events than were sent.
    Partial,
    /// Every attempt failed.
    Exhausted,
    /// The deadline of a close came first.
    Deadline,
    /// Recorded after the connection was closed, or after the worker ended.
    Closed,
    /// Code of the driver (a provider or a transport) panicked while the event was in its hands.
    Panicked,
    /// The process was forked: the events of the parent are the parent's.
    Forked,
}

impl DropReason {
    /// All reasons, in declaration order.
    pub const ALL: [Self; 12] = [
        Self::QueueFull,
        Self::TooLarge,
        Self::FlagOff,
        Self::NoCredential,
        Self::Rejected,
        Self::NotTheService,
        Self::Partial,
        Self::Exhausted,
        Self::Deadline,
        Self::Closed,
        Self::Panicked,
        Self::Forked,
    ];

    /// Returns the reason's name in summaries and logs, in snake_case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::QueueFull => "queue_full",
            Self::TooLarge => "too_large",
            Self::FlagOff => "flag_off",
            Self::NoCredential => "no_credential",
            Self::Rejected => "rejected",
            Self::NotTheService => "not_the_service",
            Self::Partial => "partial",
            Self::Exhausted => "exhausted",
            Self::Deadline => "deadline",
            Self::Closed => "closed",
            Self::Panicked => "panicked",
            Self::Forked => "forked",
        }
    }
}
