//! Two drivers, two versions or two runs, side by side.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::frame::Frame;
use super::histogram::Percentiles;
use super::{ask, html, units};
use crate::receiver::columns::columns;
use crate::receiver::index::{Outline, Query as IndexQuery, Sums};
use crate::receiver::older;
use crate::receiver::report::Report;
use crate::receiver::shared::Shared;
use crate::receiver::store::Run;

#[derive(Template)]
#[template(path = "compare.html")]
struct Compare {
    frame: Frame,
    choices: Vec<(String, String)>,
    a: String,
    b: String,
    names: [String; 2],
    logs: [String; 2],
    fields: Vec<Field>,
    same_fields: usize,
    findings: Vec<Finding>,
    same_findings: usize,
    latencies: Vec<Latency>,
    notice: String,
}

struct Field {
    path: &'static str,
    sides: [String; 2],
    what: &'static str,
}

struct Finding {
    level: &'static str,
    rule: String,
    path: String,
    sides: [String; 2],
    what: &'static str,
}

struct Latency {
    operation: String,
    counts: [String; 2],
    median: String,
    p95: String,
    change: String,
    slower: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sides {
    a: String,
    b: String,
}

pub(super) async fn page(State(shared): State<Arc<Shared>>, Query(sides): Query<Sides>) -> Response {
    let runs = match ask(&shared, |reader| reader.runs()).await {
        Ok(runs) => runs,
        Err(response) => return response,
    };
    let choices = choices(&shared, &runs);
    // What somebody most likely wants: the last two.
    let offered = |place: usize| choices.get(choices.len().saturating_sub(place)).map(|(key, _)| key.clone());
    let pick = |asked: String, place| if asked.is_empty() { offered(place).unwrap_or_default() } else { asked };
    let (a, b) = (pick(sides.a, 2), pick(sides.b, 1));
    let queries = [&a, &b].map(|key| query(key, &shared, &runs));
    let from = queries.iter().filter_map(|query| query.from).min().unwrap_or(0);
    let missing = shared.writer.index.missing(from);
    if missing.is_some() {
        older::load(&shared);
    }
    let index = Arc::clone(&shared.writer.index);
    let summed = tokio::task::spawn_blocking(move || {
        queries.map(|query| {
            let selection = index.selection(&query);
            selection.sums(&index.names(Outline::of))
        })
    });
    let Ok([one, other]) = summed.await else {
        return super::missing(
            &shared,
            http::StatusCode::INTERNAL_SERVER_ERROR,
            "Not compared",
            "looking through the logs broke off",
        );
    };
    let name = |key: &String| {
        choices.iter().find(|(it, _)| it == key).map_or_else(|| "nothing".to_owned(), |(_, name)| name.clone())
    };
    let (fields, same_fields) = fields(&one, &other);
    let (findings, same_findings) = findings(&one, &other);
    html(&Compare {
        frame: Frame::of(&Report::new(&shared), "/compare"),
        names: [name(&a), name(&b)],
        logs: [&one, &other].map(|sums| units::count(sums.logs)),
        fields,
        same_fields,
        findings,
        same_findings,
        latencies: latencies(one, other),
        notice: missing
            .map(|missing| {
                format!("{} older logs are still being read: load the page again in a moment.", units::count(missing))
            })
            .unwrap_or_default(),
        choices,
        a,
        b,
    })
}

/// Returns what can be compared: runs, then drivers by version in this run.
fn choices(shared: &Shared, runs: &[Run]) -> Vec<(String, String)> {
    let mut choices: Vec<_> =
        runs.iter().map(|run| (format!("run:{}", run.number), format!("run {}", run.name))).collect();
    let mut clients = shared.writer.index.names(|names| names.clients.all().to_vec());
    clients.sort();
    let key = |client: &crate::receiver::Client| format!("driver:{}/{}", client.name, client.version);
    choices.extend(clients.iter().map(|client| (key(client), client.to_string())));
    choices
}

/// A driver is looked for in every run: its versions may have come in different ones.
fn query(key: &str, shared: &Shared, runs: &[Run]) -> IndexQuery {
    let mut query = IndexQuery::default();
    if let Some((name, version)) = key.strip_prefix("driver:").and_then(|key| key.rsplit_once('/')) {
        query.client = Some(name.to_owned());
        query.version = Some(version.to_owned());
        // Of this process at least, without a wait for what is older.
        query.from = (runs.len() <= 1).then_some(shared.run().first_seq);
    } else {
        let place = runs.iter().position(|run| key == format!("run:{}", run.number));
        query.from = Some(place.map_or(i64::MAX, |place| runs[place].first_seq));
        query.to = place.and_then(|place| runs.get(place + 1)).map(|next| next.first_seq);
    }
    query
}

fn share(part: u64, whole: u64) -> String {
    if part == 0 || whole == 0 {
        return "–".to_owned();
    }
    let share = part as f64 * 100.0 / whole as f64;
    if share < 1.0 { "< 1 %".to_owned() } else { format!("{share:.0} %") }
}

/// Returns what is in one and not in the other, or far more often; the first ones are those that came or went.
fn what(one: u64, other: u64, wholes: [u64; 2]) -> Option<&'static str> {
    let shares = [one as f64 / wholes[0].max(1) as f64, other as f64 / wholes[1].max(1) as f64];
    match (one, other) {
        (0, 0) => None,
        (0, _) => Some("new"),
        (_, 0) => Some("gone"),
        _ if shares[1] >= shares[0] * 1.5 && shares[1] - shares[0] >= 0.05 => Some("more"),
        _ if shares[0] >= shares[1] * 1.5 && shares[0] - shares[1] >= 0.05 => Some("less"),
        _ => None,
    }
}

fn rank(what: &str) -> usize {
    ["new", "gone", "more", "less"].iter().position(|it| *it == what).unwrap_or(4)
}

fn fields(one: &Sums, other: &Sums) -> (Vec<Field>, usize) {
    let wholes = [one.logs, other.logs];
    let mut same = 0;
    let mut fields = Vec::new();
    for ((column, a), b) in columns().iter().zip(&one.seen).zip(&other.seen) {
        match what(*a, *b, wholes) {
            Some(what) => {
                fields.push(Field { path: &column.path, sides: [share(*a, wholes[0]), share(*b, wholes[1])], what })
            }
            None => same += usize::from(*a > 0),
        }
    }
    fields.sort_by_key(|field| rank(field.what));
    (fields, same)
}

fn findings(one: &Sums, other: &Sums) -> (Vec<Finding>, usize) {
    let keys: BTreeSet<_> = one.findings.keys().chain(other.findings.keys()).collect();
    let count = |sums: &Sums, key| sums.findings.get(key).copied().unwrap_or(0);
    let mut same = 0;
    let mut findings = Vec::new();
    for key in keys {
        let (a, b) = (count(one, key), count(other, key));
        match what(a, b, [one.logs, other.logs]) {
            Some(what) => findings.push(Finding {
                level: key.0.level().as_str(),
                rule: key.0.to_string(),
                path: key.1.clone(),
                sides: [a, b].map(|count| if count == 0 { "–".to_owned() } else { units::count(count) }),
                what,
            }),
            None => same += 1,
        }
    }
    findings.sort_by_key(|finding| rank(finding.what));
    (findings, same)
}

fn latencies(mut one: Sums, mut other: Sums) -> Vec<Latency> {
    let operations: BTreeSet<_> = one.latencies.keys().chain(other.latencies.keys()).cloned().collect();
    let text = |value: Option<i64>| value.map_or_else(|| "–".to_owned(), units::millis);
    // Where neither has enough values, there is nothing to say.
    let both = |sides: [Option<i64>; 2]| match sides {
        [None, None] => String::new(),
        [before, after] => format!("{} → {}", text(before), text(after)),
    };
    let rows = operations.into_iter().map(|operation| {
        let mut sides = [&mut one, &mut other].map(|sums| sums.latencies.remove(&operation).unwrap_or_default());
        let counts = [0, 1].map(|side: usize| units::count(sides[side].len() as u64));
        let [a, b] = &mut sides;
        let told = [Percentiles::of(a), Percentiles::of(b)];
        let change = told[0].median.zip(told[1].median).filter(|(a, _)| *a > 0).map(|(a, b)| (b - a) as f64 / a as f64);
        Latency {
            operation: if operation.is_empty() { "(not told)".to_owned() } else { operation },
            counts,
            median: both(told.map(|it| it.median)),
            p95: both(told.map(|it| it.p95)),
            change: change.map(|change| format!("{:+.0} %", change * 100.0)).unwrap_or_default(),
            slower: change.is_some_and(|change| change > 0.1),
        }
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_went_or_changed_is_told() {
        assert_eq!(what(0, 0, [10, 10]), None);
        assert_eq!(what(0, 1, [10, 10]), Some("new"));
        assert_eq!(what(1, 0, [10, 10]), Some("gone"));
        assert_eq!(what(10, 20, [100, 100]), Some("more"));
        assert_eq!(what(50, 20, [100, 100]), Some("less"));
        assert_eq!(what(10, 20, [100, 200]), None, "the same share");
        assert_eq!(what(1, 2, [1000, 1000]), None, "too rare to tell");
    }
}
