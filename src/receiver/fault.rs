//! Faults that are injected into answers, so that a driver's retry, breaker and close can be tested.
//!
//! A fault is written as `KIND[=VALUE][;retry-after=SECS][@RATE|@N..M]`:
//!
//! | SPEC | what happens |
//! |---|---|
//! | `status=503@0.2` | one upload in five is answered with 503 and is not stored |
//! | `status=429;retry-after=2@1..5` | the first five uploads are answered with 429 and `Retry-After: 2` |
//! | `delay=800ms@0.1` | one answer in ten comes 800 ms late; it is stored all the same |
//! | `hang@3..3` | the third upload is never answered, and is not stored |
//! | `reset@0.05` | one connection in twenty is reset instead of answered; nothing is stored |
//! | `partial=0.5@0.1` | in one upload of ten, half of the logs are stored, and the answer says so |
//! | `garbage@0.01` | one answer in a hundred is 200 with a body that is no JSON; the logs are stored |
//!
//! Uploads are counted from 1; both ends of a range belong to it. Whether a fault with a rate strikes the n-th upload
//! follows from the seed and n alone, so a run can be repeated.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// One fault, and when it strikes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fault {
    /// What happens.
    pub kind: FaultKind,
    /// To which uploads.
    pub when: When,
}

/// What happens instead of the right answer.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum FaultKind {
    /// Another status; nothing is stored.
    Status {
        /// The status, 200 to 599.
        code: u16,
        /// The value of the header `Retry-After`, in seconds.
        retry_after: Option<u32>,
    },
    /// The answer comes late. The only fault that goes together with another one.
    Delay(Duration),
    /// No answer at all; nothing is stored.
    Hang,
    /// The connection is reset; nothing is stored.
    Reset,
    /// That share of the logs is stored and acknowledged, from 0 to 1, rounded down.
    Partial(f64),
    /// 200, and a body that is no JSON. The logs are stored.
    Garbage,
}

/// Which uploads a fault strikes.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum When {
    /// All.
    Always,
    /// That share of all, from 0 to 1.
    Rate(f64),
    /// Those from `first` to `last`, both included, counted from 1.
    Uploads {
        /// The first.
        first: u64,
        /// The last.
        last: u64,
    },
}

/// Why a text is no fault.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FaultError {
    /// The word before `=` or `@` is no kind.
    #[error("`{0}` is no fault: use status, delay, hang, reset, partial or garbage")]
    UnknownKind(String),
    /// The kind wants a value, or none, or another one.
    #[error("{0}")]
    Value(&'static str),
    /// What follows `@` is neither a rate nor a range.
    #[error("`@{0}` is neither a rate from 0 to 1 nor a range `N..M` with 1 <= N <= M")]
    When(String),
}

const STATUS_VALUE: &str = "status wants a number from 200 to 599, such as `status=503`";
const RETRY_AFTER_VALUE: &str = "after `;` comes `retry-after=SECS`, with status only";
const DELAY_VALUE: &str = "delay wants a time of at most an hour, such as `delay=800ms` or `delay=2s`";
const PARTIAL_VALUE: &str = "partial wants a share from 0 to 1, such as `partial=0.5`";
const NO_VALUE: &str = "hang, reset and garbage take no value";

/// The longest delay: nobody waits longer for an answer.
const MAX_DELAY: Duration = Duration::from_secs(3600);

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(spec: &str) -> Result<Self, FaultError> {
        let (what, when) = match spec.trim().rsplit_once('@') {
            Some((what, when)) => (what, parse_when(when)?),
            None => (spec.trim(), When::Always),
        };
        let (what, option) = match what.split_once(';') {
            Some((what, option)) => (what, Some(option)),
            None => (what, None),
        };
        let (name, value) = match what.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (what, None),
        };
        if option.is_some() && name != "status" {
            return Err(FaultError::Value(RETRY_AFTER_VALUE));
        }
        let kind = match (name, value) {
            ("status", Some(value)) => {
                let code = value.parse().ok().filter(|code| (200..=599).contains(code));
                let retry_after = option.map(parse_retry_after).transpose()?;
                FaultKind::Status { code: code.ok_or(FaultError::Value(STATUS_VALUE))?, retry_after }
            }
            ("status", None) => return Err(FaultError::Value(STATUS_VALUE)),
            ("delay", value) => FaultKind::Delay(value.and_then(parse_time).ok_or(FaultError::Value(DELAY_VALUE))?),
            ("partial", value) => {
                FaultKind::Partial(value.and_then(parse_share).ok_or(FaultError::Value(PARTIAL_VALUE))?)
            }
            ("hang" | "reset" | "garbage", Some(_)) => return Err(FaultError::Value(NO_VALUE)),
            ("hang", None) => FaultKind::Hang,
            ("reset", None) => FaultKind::Reset,
            ("garbage", None) => FaultKind::Garbage,
            (name, _) => return Err(FaultError::UnknownKind(name.chars().take(40).collect())),
        };
        Ok(Self { kind, when })
    }
}

/// The fault as a SPEC, which can be parsed again.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            FaultKind::Status { code, retry_after } => {
                write!(f, "status={code}")?;
                retry_after.map_or(Ok(()), |seconds| write!(f, ";retry-after={seconds}"))?;
            }
            FaultKind::Delay(time) => write!(f, "delay={}ms", time.as_millis())?,
            FaultKind::Partial(share) => write!(f, "partial={share}")?,
            FaultKind::Hang | FaultKind::Reset | FaultKind::Garbage => f.write_str(self.kind.name())?,
        }
        match self.when {
            When::Always => Ok(()),
            When::Rate(rate) => write!(f, "@{rate}"),
            When::Uploads { first, last } => write!(f, "@{first}..{last}"),
        }
    }
}

impl FaultKind {
    /// Returns the kind's name in a SPEC.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Status { .. } => "status",
            Self::Delay(_) => "delay",
            Self::Hang => "hang",
            Self::Reset => "reset",
            Self::Partial(_) => "partial",
            Self::Garbage => "garbage",
        }
    }
}

/// The faults of a run.
#[derive(Clone, Debug, Default)]
pub struct FaultPlan {
    /// In their order: the first one that strikes wins, but for delays, which add to what else happens.
    pub faults: Vec<Fault>,
    /// What rates are drawn from.
    pub seed: u64,
}

/// What happens to one upload.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Verdict {
    /// How long the answer waits.
    pub delay: Duration,
    /// What else happens.
    pub fault: Option<FaultKind>,
}

impl Verdict {
    /// Returns what strikes, in the words of a specification; empty where nothing does.
    pub(crate) fn words(&self) -> String {
        let delay = (!self.delay.is_zero()).then(|| format!("delay={}ms", self.delay.as_millis()));
        let fault = self.fault.filter(|fault| !matches!(fault, FaultKind::Delay(_)));
        let fault = fault.map(|kind| Fault { kind, when: When::Always }.to_string());
        delay.into_iter().chain(fault).collect::<Vec<_>>().join(", ")
    }
}

impl FaultPlan {
    /// Returns what happens to the n-th upload, counted from 1.
    ///
    /// ```
    /// use sql_driver_telemetry::receiver::{FaultKind, FaultPlan};
    ///
    /// let plan = FaultPlan { faults: vec!["hang@3..3".parse()?], seed: 7 };
    /// assert_eq!(plan.verdict(2).fault, None);
    /// assert_eq!(plan.verdict(3).fault, Some(FaultKind::Hang));
    /// # Ok::<(), sql_driver_telemetry::receiver::FaultError>(())
    /// ```
    pub fn verdict(&self, upload: u64) -> Verdict {
        let mut verdict = Verdict::default();
        for (index, fault) in self.faults.iter().enumerate() {
            match fault.kind {
                _ if !self.strikes(index, fault.when, upload) => {}
                FaultKind::Delay(time) => verdict.delay = verdict.delay.saturating_add(time).min(MAX_DELAY),
                kind if verdict.fault.is_none() => verdict.fault = Some(kind),
                _ => {}
            }
        }
        verdict
    }

    fn strikes(&self, index: usize, when: When, upload: u64) -> bool {
        match when {
            When::Always => true,
            When::Uploads { first, last } => (first..=last).contains(&upload),
            // A generator of its own for each fault and upload: the order in which uploads arrive plays no part.
            When::Rate(rate) => {
                let stream = upload.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (index as u64).rotate_left(32);
                fastrand::Rng::with_seed(self.seed ^ stream).f64() < rate
            }
        }
    }
}

fn parse_when(text: &str) -> Result<When, FaultError> {
    let error = || FaultError::When(text.chars().take(40).collect());
    if let Some((first, last)) = text.split_once("..") {
        let first = first.parse().map_err(|_| error())?;
        let last = last.parse().map_err(|_| error())?;
        return if first >= 1 && first <= last { Ok(When::Uploads { first, last }) } else { Err(error()) };
    }
    parse_share(text).map(When::Rate).ok_or_else(error)
}

fn parse_retry_after(option: &str) -> Result<u32, FaultError> {
    let seconds = option.strip_prefix("retry-after=").and_then(|seconds| seconds.parse().ok());
    seconds.ok_or(FaultError::Value(RETRY_AFTER_VALUE))
}

fn parse_share(text: &str) -> Option<f64> {
    text.parse().ok().filter(|share| (0.0..=1.0).contains(share))
}

fn parse_time(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_at(text.find(|c: char| c.is_ascii_alphabetic())?);
    let number: u64 = number.parse().ok()?;
    let time = match unit {
        "ms" => Duration::from_millis(number),
        "s" => Duration::from_secs(number),
        "m" => Duration::from_secs(number.checked_mul(60)?),
        _ => return None,
    };
    (time <= MAX_DELAY).then_some(time)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_example_of_the_manual_parses_and_prints_itself() {
        for spec in [
            "status=503@0.2",
            "status=429;retry-after=2@1..5",
            "delay=800ms@0.1",
            "hang@3..3",
            "reset@0.05",
            "partial=0.5@0.1",
            "garbage@0.01",
            "garbage",
        ] {
            assert_eq!(spec.parse::<Fault>().unwrap().to_string(), spec);
        }
        assert_eq!("delay=2s".parse::<Fault>().unwrap().to_string(), "delay=2000ms");
    }

    #[test]
    fn what_is_no_fault_is_refused_with_what_to_write_instead() {
        for (spec, word) in [
            ("", "use status"),
            ("explode", "use status"),
            ("status", "status=503"),
            ("status=99", "status=503"),
            ("status=503;after=2", "retry-after=SECS"),
            ("hang;retry-after=2", "retry-after=SECS"),
            ("delay=5", "delay=2s"),
            ("delay=2h", "delay=2s"),
            ("delay=99999999999999999999s", "delay=2s"),
            ("partial=1.5", "partial=0.5"),
            ("partial=NaN", "partial=0.5"),
            ("hang=1", "take no value"),
            ("hang@0..3", "1 <= N <= M"),
            ("hang@5..3", "1 <= N <= M"),
            ("hang@2", "rate from 0 to 1"),
            ("hang@", "rate from 0 to 1"),
        ] {
            let error = spec.parse::<Fault>().unwrap_err().to_string();
            assert!(error.contains(word), "{spec}: {error}");
        }
    }

    #[test]
    fn the_first_fault_that_strikes_wins_and_a_delay_goes_with_it() {
        let faults = ["delay=1s", "hang@2..2", "reset@1..3"].map(|spec| spec.parse().unwrap());
        let plan = FaultPlan { faults: faults.to_vec(), seed: 0 };
        let delay = Duration::from_secs(1);
        assert_eq!(plan.verdict(1), Verdict { delay, fault: Some(FaultKind::Reset) });
        assert_eq!(plan.verdict(2), Verdict { delay, fault: Some(FaultKind::Hang) });
        assert_eq!(plan.verdict(4), Verdict { delay, fault: None });
    }

    proptest! {
        #[test]
        fn a_rate_strikes_about_that_often_and_the_same_uploads_again(seed: u64, rate in 0.0..=1.0f64) {
            let plan = FaultPlan { faults: vec![Fault { kind: FaultKind::Hang, when: When::Rate(rate) }], seed };
            let run = || (1..=4000).filter(|n| plan.verdict(*n).fault.is_some()).collect::<Vec<_>>();
            let struck = run();
            prop_assert!((struck.len() as f64 / 4000.0 - rate).abs() < 0.05, "{} of 4000 at {rate}", struck.len());
            prop_assert_eq!(struck, run());
        }

        #[test]
        fn no_text_breaks_the_parser(spec in "\\PC{0,40}") {
            let _ = spec.parse::<Fault>();
        }

        #[test]
        fn what_is_printed_parses_to_the_same(code in 200..600u16, retry_after: Option<u32>, first in 1..9u64, more in 0..9u64) {
            let when = When::Uploads { first, last: first + more };
            let fault = Fault { kind: FaultKind::Status { code, retry_after }, when };
            prop_assert_eq!(fault.to_string().parse::<Fault>(), Ok(fault));
        }
    }
}
