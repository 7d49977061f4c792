//! What one attempt at a request came to, in the few words that retry and breaker need.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode, header};

use super::breaker::Signal;

/// The longest wait that a `Retry-After` can ask for. A service that is told to come back in a day
/// is one whose clock or configuration is wrong; five minutes is five periods of the breaker.
pub const RETRY_AFTER_MAX: Duration = Duration::from_secs(300);

/// What one attempt came to, in a word. Every answer and every failure of a transport
/// is exactly one of these; nothing further down swallows one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The service took the request (2xx).
    Delivered,
    /// The credential was refused (401, 403).
    Unauthorized,
    /// The endpoint is not there (404, 410), and will not be a little later.
    NotFound,
    /// A 2xx of somebody else than the service.
    NotTheService,
    /// The request is larger than the service takes (413).
    TooLarge,
    /// A status that does not change by asking again: redirects, which are never followed, and the
    /// remaining 4xx.
    Rejected,
    /// Too many requests (429), with the wait that was asked for.
    Throttled(Option<Duration>),
    /// The service failed (5xx), with the wait that was asked for.
    Unavailable(Option<Duration>),
    /// No answer within the attempt's time.
    TimedOut,
    /// Refused, reset, or broken in the middle.
    Unreachable,
    /// No such name, or no trust in who answered: the same again a second later, so not retried.
    Unroutable,
}

impl Outcome {
    /// Reads an answer. `wall` is the time of day, needed for a `Retry-After` that names a date in
    /// an answer without a `Date` of its own.
    pub fn of_response(status: StatusCode, headers: &HeaderMap, wall: SystemTime) -> Self {
        match status.as_u16() {
            200..=299 => Self::Delivered,
            401 | 403 => Self::Unauthorized,
            404 | 410 => Self::NotFound,
            413 => Self::TooLarge,
            429 => Self::Throttled(retry_after(headers, wall)),
            500..=599 => Self::Unavailable(retry_after(headers, wall)),
            _ => Self::Rejected,
        }
    }

    /// Returns the outcome's name in a [mirror](crate::config::Config::mirror), in snake_case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Unauthorized => "unauthorized",
            Self::NotFound => "not_found",
            Self::NotTheService => "not_the_service",
            Self::TooLarge => "too_large",
            Self::Rejected => "rejected",
            Self::Throttled(_) => "throttled",
            Self::Unavailable(_) => "unavailable",
            Self::TimedOut => "timed_out",
            Self::Unreachable => "unreachable",
            Self::Unroutable => "unroutable",
        }
    }

    /// Returns whether the same request may do better a little later.
    pub const fn is_transient(self) -> bool {
        matches!(self, Self::Throttled(_) | Self::Unavailable(_) | Self::TimedOut | Self::Unreachable)
    }

    /// Returns the wait that the service asked for, already bounded by [`RETRY_AFTER_MAX`].
    pub const fn retry_after(self) -> Option<Duration> {
        match self {
            Self::Throttled(wait) | Self::Unavailable(wait) => wait,
            _ => None,
        }
    }

    /// Returns what the breaker is told. An answer that blames the request (400, 413) or the credential comes from a
    /// service that is alive.
    pub const fn signal(self) -> Signal {
        match self {
            Self::Delivered => Signal::Success,
            Self::Unauthorized | Self::NotFound | Self::TooLarge | Self::Rejected => Signal::Answered,
            _ => Signal::Failure,
        }
    }
}

/// `Retry-After` in both its forms. A date counts from the answer's own `Date`, so that a client
/// whose clock is wrong waits as long as was meant. What cannot be read was not said.
fn retry_after(headers: &HeaderMap, wall: SystemTime) -> Option<Duration> {
    let text = |name| headers.get(name)?.to_str().ok().map(str::trim);
    let value = text(header::RETRY_AFTER)?;
    let wait = if value.bytes().all(|b| b.is_ascii_digit()) && !value.is_empty() {
        // More digits than fit are a long wait, and long waits are cut below.
        Duration::from_secs(value.parse().unwrap_or(u64::MAX))
    } else {
        let until = httpdate::parse_http_date(value).ok()?;
        let from = text(header::DATE).and_then(|date| httpdate::parse_http_date(date).ok());
        until.duration_since(from.unwrap_or(wall)).unwrap_or_default()
    };
    Some(wait.min(RETRY_AFTER_MAX))
}

/// What one attempt came to, with the answer if there was one.
pub(in crate::export) enum Attempt {
    Answer(Outcome, Response<Bytes>),
    NoAnswer(Outcome),
    /// The transport panicked.
    Panicked,
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn headers(pairs: &[(header::HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap())).collect()
    }

    fn wall() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)
    }

    #[test]
    fn every_status_has_one_outcome() {
        let none = HeaderMap::new();
        for code in 100..=999 {
            let outcome = Outcome::of_response(StatusCode::from_u16(code).unwrap(), &none, wall());
            let expected = match code {
                200..=299 => Outcome::Delivered,
                401 | 403 => Outcome::Unauthorized,
                404 | 410 => Outcome::NotFound,
                413 => Outcome::TooLarge,
                429 => Outcome::Throttled(None),
                500..=599 => Outcome::Unavailable(None),
                _ => Outcome::Rejected,
            };
            assert_eq!(outcome, expected, "{code}");
            assert_eq!(outcome.is_transient(), code == 429 || (500..600).contains(&code));
        }
    }

    #[test]
    fn the_breaker_hears_of_failures_but_not_of_our_faults() {
        let table = [
            (Outcome::Delivered, Signal::Success),
            (Outcome::Unauthorized, Signal::Answered),
            (Outcome::NotFound, Signal::Answered),
            (Outcome::NotTheService, Signal::Failure),
            (Outcome::TooLarge, Signal::Answered),
            (Outcome::Rejected, Signal::Answered),
            (Outcome::Throttled(None), Signal::Failure),
            (Outcome::Unavailable(None), Signal::Failure),
            (Outcome::TimedOut, Signal::Failure),
            (Outcome::Unreachable, Signal::Failure),
            (Outcome::Unroutable, Signal::Failure),
        ];
        for (outcome, signal) in table {
            assert_eq!(outcome.signal(), signal, "{outcome:?}");
        }
    }

    #[test]
    fn retry_after_is_read_in_both_forms_and_bounded() {
        let date = |secs| httpdate::fmt_http_date(wall() + Duration::from_secs(secs));
        let (soon, far, past) = (date(7), date(86_400), "Sun, 06 Nov 1994 08:49:37 GMT");
        let table = [
            ("0", Some(0)),
            (" 12 ", Some(12)),
            ("301", Some(300)),
            ("99999999999999999999999", Some(300)),
            (soon.as_str(), Some(7)),
            (far.as_str(), Some(300)),
            (past, Some(0)),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
        ];
        for (value, expected) in table {
            let headers = headers(&[(header::RETRY_AFTER, value)]);
            let read = retry_after(&headers, wall());
            assert_eq!(read, expected.map(Duration::from_secs), "{value:?}");
        }
    }

    #[test]
    fn a_date_counts_from_the_services_own_clock() {
        let date = |secs| httpdate::fmt_http_date(wall() + Duration::from_secs(secs));
        let headers = headers(&[(header::RETRY_AFTER, &date(3_605)), (header::DATE, &date(3_600))]);
        // This client's clock is an hour behind the service's, or before 1970.
        assert_eq!(retry_after(&headers, wall()), Some(Duration::from_secs(5)));
        let broken = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
        assert_eq!(retry_after(&headers, broken), Some(Duration::from_secs(5)));
    }
}
