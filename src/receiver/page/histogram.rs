//! Latency: one picture an operation of how often, and one of how it went over time.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;

use super::frame::Frame;
use super::search::{Choices, Search};
use super::{html, units};
use crate::receiver::date;
use crate::receiver::report::Report;
use crate::receiver::shared::Shared;

/// The upper ends of the buckets in milliseconds: latencies span five powers of ten.
const BUCKETS: [i64; 15] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 60_000, i64::MAX];

/// How many points a line has at most.
const POINTS: usize = 60;

/// A percentile needs so many values beyond it that one more would not move it far: of 20 values one is above the 95th.
const FOR_MEDIAN: usize = 5;
const FOR_P95: usize = 20;
const FOR_P99: usize = 100;

#[derive(Template)]
#[template(path = "latency.html")]
struct Latency {
    frame: Frame,
    search: Search,
    choices: Choices,
    figures: Vec<Figure>,
    error: String,
    notice: String,
}

struct Figure {
    name: String,
    count: String,
    histogram: String,
    lines: String,
    median: String,
    p95: String,
    p99: String,
    max: String,
}

pub(super) async fn page(State(shared): State<Arc<Shared>>, Query(search): Query<Search>) -> Response {
    let choices = match Choices::read(&shared, &search).await {
        Ok(choices) => choices,
        Err(response) => return response,
    };
    let asked = search.ask(shared.now(), &shared.run(), &choices.runs);
    asked.read_older(&shared);
    let (index, query) = (Arc::clone(&shared.writer.index), asked.query.clone());
    let measured = tokio::task::spawn_blocking(move || {
        let selection = index.selection(&query);
        let mut operations: BTreeMap<u16, Vec<(i64, i64)>> = BTreeMap::new();
        selection.each(|_, fact| {
            if let Some(latency) = fact.latency() {
                operations.entry(fact.operation).or_default().push((fact.at, latency));
            }
        });
        let name = |operation: u16| index.names(|names| names.operations.get(operation.into()).cloned());
        let mut figures: Vec<_> = operations
            .into_iter()
            .map(|(operation, latencies)| figure(name(operation).filter(|it| !it.is_empty()), latencies))
            .collect();
        figures.sort_by(|a, b| a.name.cmp(&b.name));
        figures
    });
    let figures = measured.await.unwrap_or_default();
    let notice = asked.notice(&shared);
    let frame = Frame::of(&Report::new(&shared), "/latency");
    html(&Latency { frame, search, choices, figures, error: asked.error, notice })
}

/// `latencies` are moments and lengths, and not empty.
fn figure(name: Option<String>, latencies: Vec<(i64, i64)>) -> Figure {
    let lines = lines(&latencies);
    let mut values: Vec<_> = latencies.into_iter().map(|(_, latency)| latency).collect();
    let mut counts = [0_usize; BUCKETS.len()];
    for latency in &values {
        counts[BUCKETS.partition_point(|end| end < latency).min(BUCKETS.len() - 1)] += 1;
    }
    let told = Percentiles::of(&mut values);
    let text = |value: Option<i64>| value.map_or_else(|| "–".to_owned(), units::millis);
    Figure {
        name: name.unwrap_or_else(|| "(not told)".to_owned()),
        count: units::count(values.len() as u64),
        histogram: histogram(&counts),
        lines,
        median: text(told.median),
        p95: text(told.p95),
        p99: text(told.p99),
        max: text(told.max),
    }
}

/// Values that were there, and of which there are enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Percentiles {
    pub(super) median: Option<i64>,
    pub(super) p95: Option<i64>,
    pub(super) p99: Option<i64>,
    pub(super) max: Option<i64>,
}

impl Percentiles {
    pub(super) fn of(values: &mut [i64]) -> Self {
        let count = values.len();
        let mut at = |share: f64, enough: usize| {
            if count < enough {
                return None;
            }
            let place = ((count as f64 * share).ceil() as usize).clamp(1, count) - 1;
            Some(*values.select_nth_unstable(place).1)
        };
        Self { median: at(0.5, FOR_MEDIAN), p95: at(0.95, FOR_P95), p99: at(0.99, FOR_P99), max: at(1.0, 1) }
    }
}

const WIDTH: f64 = 450.0;

/// Holds numbers only, so there is nothing in it to escape.
fn histogram(counts: &[usize; BUCKETS.len()]) -> String {
    const HEIGHT: f64 = 130.0;
    const FLOOR: f64 = 105.0;
    let step = WIDTH / BUCKETS.len() as f64;
    let most = counts.iter().copied().max().unwrap_or(1).max(1) as f64;
    let mut svg =
        format!("<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"Histogram\">");
    // Writing to a String cannot fail.
    let _ = write!(svg, "<line class=\"axis\" x1=\"0\" x2=\"{WIDTH}\" y1=\"{FLOOR}\" y2=\"{FLOOR}\"/>");
    for (index, (count, end)) in counts.iter().zip(BUCKETS).enumerate() {
        let x = index as f64 * step;
        let label = match end {
            i64::MAX => "more".to_owned(),
            60_000 => "60 s".to_owned(),
            end if end >= 1000 => format!("{} s", end / 1000),
            end => end.to_string(),
        };
        let middle = x + step / 2.0;
        let _ = write!(svg, "<text class=\"tick\" x=\"{middle:.1}\" y=\"121\" text-anchor=\"middle\">{label}</text>");
        if *count > 0 {
            let height = (*count as f64 / most * 84.0).max(2.0);
            let shown = if *count < 10_000 { count.to_string() } else { format!("{}k", count / 1000) };
            let _ = write!(
                svg,
                "<rect class=\"bar\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{height:.1}\" rx=\"2\"/>\
                 <text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{shown}</text>",
                x + 2.0,
                FLOOR - height,
                step - 4.0,
                FLOOR - height - 4.0
            );
        }
    }
    svg.push_str("</svg>");
    svg
}

/// Returns the percentiles over time, on a logarithmic scale; empty where there are too few values for a line. A
/// stretch that has too few values for a percentile is a gap in its line.
fn lines(latencies: &[(i64, i64)]) -> String {
    const HEIGHT: f64 = 150.0;
    const FLOOR: f64 = 122.0;
    const LEFT: f64 = 48.0;
    let Some(first) = latencies.iter().map(|(at, _)| *at).min() else { return String::new() };
    let last = latencies.iter().map(|(at, _)| *at).max().unwrap_or(first);
    // Whole seconds at least: what comes in one commit is one moment.
    let step = ((last.saturating_sub(first)) / POINTS as i64 + 1).max(1000);
    let mut stretches: Vec<Vec<i64>> = vec![Vec::new(); POINTS + 1];
    for (at, latency) in latencies {
        let place = usize::try_from(at.saturating_sub(first) / step).unwrap_or(0).min(POINTS);
        stretches[place].push(*latency);
    }
    let told: Vec<_> = stretches.iter_mut().map(|values| Percentiles::of(values)).collect();
    let used = told.iter().rposition(|it| it.median.is_some()).map_or(0, |last| last + 1);
    if told.iter().filter(|it| it.median.is_some()).count() < 2 {
        return String::new();
    }
    // Nothing is below a millisecond, and one absurd value must not press all others to the floor.
    let top =
        told.iter().flat_map(|it| [it.median, it.p95, it.p99]).flatten().max().unwrap_or(1).clamp(1, 1_000_000_000);
    let decades = (top as f64).log10().ceil().max(1.0);
    let y = |value: i64| FLOOR - (value.max(1) as f64).log10().min(decades) / decades * (FLOOR - 12.0);
    let x = |place: usize| LEFT + place as f64 / (used.max(2) - 1) as f64 * (WIDTH - LEFT - 8.0);
    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"Median, 95th and 99th percentile over time\">"
    );
    // Writing to a String cannot fail.
    for decade in 0..=decades as u32 {
        let value = 10_i64.pow(decade);
        let _ = write!(
            svg,
            "<line class=\"axis\" x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/><text class=\"tick\" x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            LEFT - 5.0,
            y(value) + 3.5,
            units::millis(value),
            y = y(value),
        );
    }
    let p99s: Vec<_> = told.iter().map(|it| it.p99).collect();
    let p95s: Vec<_> = told.iter().map(|it| it.p95).collect();
    let medians: Vec<_> = told.iter().map(|it| it.median).collect();
    for (class, values) in [("p99", p99s), ("p95", p95s), ("p50", medians)] {
        let mut path = String::new();
        let mut pen_down = false;
        for (place, value) in values.iter().enumerate().take(used) {
            let Some(value) = *value else {
                pen_down = false;
                continue;
            };
            let _ = write!(path, "{}{:.1} {:.1}", if pen_down { "L" } else { "M" }, x(place), y(value));
            // A point between two gaps is a dot.
            if !pen_down {
                path.push_str("h0.1");
            }
            pen_down = true;
        }
        let _ = write!(svg, "<path class=\"line {class}\" d=\"{path}\"/>");
    }
    let moment = |at: i64| if last - first >= 86_400_000 { date::date(at) } else { date::time(at)[..8].to_owned() };
    let end = first + step * (used as i64 - 1);
    let _ = write!(
        svg,
        "<text class=\"tick\" x=\"{LEFT}\" y=\"140\">{}</text><text class=\"tick\" x=\"{}\" y=\"140\" text-anchor=\"end\">{}</text></svg>",
        moment(first),
        WIDTH - 8.0,
        moment(end)
    );
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_there_and_are_enough() {
        let told = |count: i64| Percentiles::of(&mut (1..=count).rev().collect::<Vec<_>>());
        let some = |median, p95, p99, max| Percentiles { median, p95, p99, max };
        assert_eq!(told(100), some(Some(50), Some(95), Some(99), Some(100)));
        assert_eq!(told(99), some(Some(50), Some(95), None, Some(99)));
        assert_eq!(told(19), some(Some(10), None, None, Some(19)));
        assert_eq!(told(4), some(None, None, None, Some(4)));
        assert_eq!(told(0), Percentiles::default());
        assert_eq!(Percentiles::of(&mut [-7]).max, Some(-7));
    }

    #[test]
    fn lines_need_two_stretches_and_stand_any_value() {
        let at = |seconds: i64, latency| (seconds * 1000, latency);
        assert_eq!(lines(&[]), "");
        assert_eq!(lines(&[at(0, 5); 100]), "", "one moment is no line");
        let two: Vec<_> = (0..100).map(|n| at(n % 2 * 60, 5)).collect();
        assert!(lines(&two).contains("class=\"line p50\""));
        for value in [i64::MAX, i64::MIN, 0] {
            let svg = lines(&two.iter().map(|(moment, _)| (*moment, value)).collect::<Vec<_>>());
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        }
        let far = lines(&[(i64::MIN, 1), (i64::MAX, 1)]);
        assert_eq!(far, "");
    }
}
