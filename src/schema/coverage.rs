//! Which fields of the contract a set of logs ever filled.
//!
//! A field that no driver fills, or that every driver fills with the same zero, is a column of the log table that tells
//! nothing: either the driver forgets it, or the contract does not need it.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::check::{Completeness, Log};
use crate::contract::{FieldDescriptor, FrontendLog, Message, MessageDescriptor, Reflect, Value};

/// Distinct values are counted up to this number a leaf: more says no more, and memory stays bounded.
pub const MAX_DISTINCT: usize = 1000;

/// How often each leaf of the contract was filled, and with how many values. Logs are added one by one.
///
/// Values are not kept: a hash of each is, to tell them apart.
///
/// ```
/// use sql_driver_telemetry::contract::FrontendLog;
/// use sql_driver_telemetry::schema::{Coverage, Verdict};
///
/// let mut coverage = Coverage::new();
/// coverage.add(&FrontendLog { workspace_id: Some(7), ..FrontendLog::default() });
/// let leaf = coverage.leaves().into_iter().find(|leaf| leaf.path == "workspace_id").expect("a leaf");
/// assert_eq!((leaf.filled, leaf.distinct, leaf.verdict), (1, 1, Verdict::Constant));
/// ```
#[derive(Clone, Debug)]
pub struct Coverage {
    logs: u64,
    fields: Vec<Node>,
    completeness: Completeness,
}

/// What is known of one leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Where: `entry.sql_driver_log.session_id`. A list of messages is one path for all its items.
    pub path: String,
    /// How many times it was filled: once a log, or once an item of a list of messages.
    pub filled: u64,
    /// How many times its message was there, so that it could have been filled.
    pub possible: u64,
    /// How many different values it had; [`MAX_DISTINCT`] stands for that many or more.
    pub distinct: usize,
    /// What this says about the leaf.
    pub verdict: Verdict,
}

/// What the values of a leaf say about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Never filled.
    Never,
    /// Always zero, false, empty, or an enum's word for unknown.
    Default,
    /// Always the same value, which is no default.
    Constant,
    /// Filled with different values.
    Varied,
}

impl Verdict {
    /// All verdicts.
    pub const ALL: [Self; 4] = [Self::Never, Self::Default, Self::Constant, Self::Varied];

    /// Returns the verdict's name in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Default => "default",
            Self::Constant => "constant",
            Self::Varied => "varied",
        }
    }
}

impl Default for Coverage {
    fn default() -> Self {
        Self::new()
    }
}

impl Coverage {
    /// Returns the coverage of no log at all: every leaf of the contract, never filled.
    pub fn new() -> Self {
        let fields = nodes(FrontendLog::DESCRIPTOR, &mut Vec::new());
        Self { logs: 0, fields, completeness: Completeness::default() }
    }

    /// Adds one log.
    pub fn add(&mut self, log: &FrontendLog) {
        self.logs += 1;
        add(&mut self.fields, log);
    }

    /// Adds one log that was checked: its leaves, and how complete it is.
    pub fn add_checked(&mut self, log: &Log) {
        self.add(&log.message);
        self.completeness.add(log.driver(), log.event, log.score);
    }

    /// Returns how complete the events of each driver are, as far as logs were added by
    /// [`add_checked`](Self::add_checked).
    pub fn completeness(&self) -> &Completeness {
        &self.completeness
    }

    /// Returns how many logs were added.
    pub fn logs(&self) -> u64 {
        self.logs
    }

    /// Returns every leaf, in the order of the contract.
    pub fn leaves(&self) -> Vec<Leaf> {
        let mut leaves = Vec::new();
        collect(&self.fields, "", self.logs, &mut leaves);
        leaves
    }
}

/// A field of the contract, below the way that leads to it.
#[derive(Clone, Debug)]
struct Node {
    field: &'static FieldDescriptor,
    filled: u64,
    /// Hashes of the values of a leaf, up to [`MAX_DISTINCT`].
    values: HashSet<u64>,
    /// Whether a leaf had a value that is no default.
    told: bool,
    /// The fields of a message.
    below: Vec<Node>,
}

fn nodes(message: &'static MessageDescriptor, above: &mut Vec<&'static str>) -> Vec<Node> {
    above.push(message.full_name);
    let nodes = message.fields.iter().map(|field| {
        // A message inside itself would go on for ever: its second round is left out.
        let below = field.message().filter(|below| !above.contains(&below.full_name));
        let below = below.map(|below| nodes(below, above)).unwrap_or_default();
        Node { field, filled: 0, values: HashSet::new(), told: false, below }
    });
    let nodes = nodes.collect();
    above.pop();
    nodes
}

/// The nodes stand in the order of the message's fields, so an index fits both.
fn add(nodes: &mut [Node], message: &dyn Reflect) {
    for (index, node) in nodes.iter_mut().enumerate() {
        match message.get(index) {
            Value::Absent => {}
            Value::Bool(value) => node.see(value, value),
            Value::Integer(value) => node.see(value, value != 0),
            Value::Enum(value) => node.see(value, value != 0),
            Value::Text(value) => node.see(value, !value.is_empty()),
            Value::Texts([]) => {}
            Value::Texts(values) => node.see(values, true),
            Value::Message(below) => {
                node.filled += 1;
                add(&mut node.below, below);
            }
            Value::Messages(list) => {
                for below in (0..list.len()).filter_map(|item| list.get(item)) {
                    node.filled += 1;
                    add(&mut node.below, below);
                }
            }
        }
    }
}

impl Node {
    fn see(&mut self, value: impl Hash, tells: bool) {
        self.filled += 1;
        self.told |= tells;
        if self.values.len() < MAX_DISTINCT {
            let mut hasher = DefaultHasher::new();
            value.hash(&mut hasher);
            self.values.insert(hasher.finish());
        }
    }

    fn verdict(&self) -> Verdict {
        match self.values.len() {
            0 => Verdict::Never,
            1 if !self.told => Verdict::Default,
            1 => Verdict::Constant,
            _ => Verdict::Varied,
        }
    }
}

fn collect(nodes: &[Node], above: &str, possible: u64, leaves: &mut Vec<Leaf>) {
    for node in nodes {
        let path = if above.is_empty() { node.field.name.to_owned() } else { format!("{above}.{}", node.field.name) };
        if node.field.message().is_some() {
            collect(&node.below, &path, node.filled, leaves);
        } else {
            let (filled, distinct, verdict) = (node.filled, node.values.len(), node.verdict());
            leaves.push(Leaf { path, filled, possible, distinct, verdict });
        }
    }
}

/// A line for each leaf, how many leaves there are of each verdict, and how complete the events of each driver are.
impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let leaves = self.leaves();
        let width = leaves.iter().map(|leaf| leaf.path.len()).max().unwrap_or_default();
        writeln!(f, "{:width$}  {:>8}  {:>8}  {:>8}  verdict", "leaf", "filled", "of", "distinct")?;
        for Leaf { path, filled, possible, distinct, verdict } in &leaves {
            let more = if *distinct == MAX_DISTINCT { "+" } else { "" };
            let distinct = format!("{distinct}{more}");
            writeln!(f, "{path:width$}  {filled:>8}  {possible:>8}  {distinct:>8}  {}", verdict.as_str())?;
        }
        write!(f, "{} logs, {} leaves:", self.logs, leaves.len())?;
        for (index, (verdict, count)) in counts(&leaves).into_iter().enumerate() {
            write!(f, "{} {count} {}", if index > 0 { "," } else { "" }, verdict.as_str())?;
        }
        writeln!(f)?;
        self.completeness.fmt(f)
    }
}

fn counts(leaves: &[Leaf]) -> [(Verdict, usize); 4] {
    Verdict::ALL.map(|verdict| (verdict, leaves.iter().filter(|leaf| leaf.verdict == verdict).count()))
}

/// `{"logs", "never", "default", "constant", "varied", "leaves": [{"path", "filled", "possible", "distinct",
/// "verdict"}], "completeness": [{"driver", "event", "logs", "needed", "filled", "percent"}]}`.
impl Serialize for Coverage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let leaves = self.leaves();
        let mut out = serializer.serialize_struct("Coverage", 7)?;
        out.serialize_field("logs", &self.logs)?;
        for (verdict, count) in counts(&leaves) {
            out.serialize_field(verdict.as_str(), &count)?;
        }
        out.serialize_field("leaves", &leaves)?;
        out.serialize_field("completeness", &self.completeness)?;
        out.end()
    }
}

impl Serialize for Leaf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Leaf", 5)?;
        out.serialize_field("path", &self.path)?;
        out.serialize_field("filled", &self.filled)?;
        out.serialize_field("possible", &self.possible)?;
        out.serialize_field("distinct", &self.distinct)?;
        out.serialize_field("verdict", self.verdict.as_str())?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{every_field, messages};

    fn leaf(coverage: &Coverage, path: &str) -> Leaf {
        coverage.leaves().into_iter().find(|leaf| leaf.path == path).expect("a leaf of the contract")
    }

    fn log(workspace_id: Option<i64>) -> FrontendLog {
        FrontendLog { workspace_id, ..FrontendLog::default() }
    }

    #[test]
    fn a_log_with_every_field_leaves_no_leaf_out() {
        let mut full = FrontendLog::default();
        every_field(&mut full, &mut |_, field| field.name.to_owned());
        let mut coverage = Coverage::new();
        assert!(coverage.leaves().iter().all(|leaf| leaf.verdict == Verdict::Never));
        coverage.add(&full);
        let missed: Vec<_> = coverage.leaves().into_iter().filter(|leaf| leaf.verdict != Verdict::Constant).collect();
        assert_eq!(missed, []);
        let below_a_log = |name: &str| coverage.leaves().iter().any(|leaf| leaf.path.ends_with(&format!(".{name}")));
        let log_messages =
            messages().iter().filter(|m| m.full_name.starts_with("telemetry.log.v1.") && m.name != "FrontendLog");
        for field in log_messages.flat_map(|message| message.fields).filter(|field| field.message().is_none()) {
            assert!(below_a_log(field.name), "{} is no leaf of the coverage", field.name);
        }
    }

    #[test]
    fn verdicts_follow_the_values() {
        for (values, verdict, distinct) in [
            (&[None, None][..], Verdict::Never, 0),
            (&[Some(0), Some(0), None], Verdict::Default, 1),
            (&[Some(7), None, Some(7)], Verdict::Constant, 1),
            (&[Some(0), Some(7)], Verdict::Varied, 2),
        ] {
            let mut coverage = Coverage::new();
            values.iter().for_each(|value| coverage.add(&log(*value)));
            let leaf = leaf(&coverage, "workspace_id");
            let filled = values.iter().flatten().count() as u64;
            assert_eq!((leaf.verdict, leaf.distinct, leaf.filled), (verdict, distinct, filled), "{values:?}");
            assert_eq!(leaf.possible, values.len() as u64);
        }
    }

    #[test]
    fn distinct_values_are_counted_up_to_a_bound() {
        let mut coverage = Coverage::new();
        (0..2 * MAX_DISTINCT as i64).for_each(|id| coverage.add(&log(Some(id))));
        assert_eq!(leaf(&coverage, "workspace_id").distinct, MAX_DISTINCT);
        assert!(coverage.to_string().contains("1000+"));
    }

    #[test]
    fn the_report_adds_up() {
        let mut coverage = Coverage::new();
        coverage.add(&log(Some(1)));
        let json = serde_json::to_value(&coverage).expect("a coverage is JSON");
        let leaves = json["leaves"].as_array().expect("leaves").len() as u64;
        let sum: u64 = Verdict::ALL.iter().filter_map(|verdict| json[verdict.as_str()].as_u64()).sum();
        assert_eq!((json["logs"].as_u64(), sum), (Some(1), leaves));
    }
}
