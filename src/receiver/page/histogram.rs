//! Latency histograms, one an operation.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::frame::Frame;
use super::{ask, html};
use crate::receiver::report::Report;
use crate::receiver::shared::Shared;
use crate::receiver::store::Filter;

/// How many logs are looked at, the newest ones.
const LOGS: usize = 20_000;

/// The upper ends of the buckets in milliseconds: latencies span five powers of ten.
const BUCKETS: [i64; 15] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 60_000, i64::MAX];

#[derive(Template)]
#[template(path = "latency.html")]
struct Latency {
    frame: Frame,
    clients: Vec<String>,
    selected: String,
    histograms: Vec<Histogram>,
    limit: usize,
}

struct Histogram {
    name: String,
    count: usize,
    svg: String,
    p50: i64,
    p95: i64,
    p99: i64,
    max: i64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Search {
    client: Option<String>,
}

pub(super) async fn page(State(shared): State<Arc<Shared>>, Query(search): Query<Search>) -> Response {
    let client = search.client.filter(|client| !client.is_empty());
    let filter = Filter { client: client.clone(), from: Some(shared.run.first_seq), ..Filter::default() };
    let latencies = match ask(&shared, move |reader| reader.latencies(&filter, LOGS)).await {
        Ok(latencies) => latencies,
        Err(response) => return response,
    };
    let mut operations: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for (operation, latency) in latencies {
        operations.entry(operation).or_default().push(latency);
    }
    let report = Report::new(&shared);
    let mut clients: Vec<_> = report.coverage.iter().map(|coverage| coverage.client.name.clone()).collect();
    clients.dedup();
    html(&Latency {
        frame: Frame::of(&report, "/latency"),
        clients,
        selected: client.unwrap_or_default(),
        histograms: operations.into_iter().map(|(name, latencies)| histogram(name, latencies)).collect(),
        limit: LOGS,
    })
}

/// `latencies` is not empty.
fn histogram(name: String, mut latencies: Vec<i64>) -> Histogram {
    latencies.sort_unstable();
    let at = |share: f64| {
        let index = (latencies.len() as f64 * share).ceil() as usize;
        latencies[index.clamp(1, latencies.len()) - 1]
    };
    let mut counts = [0_usize; BUCKETS.len()];
    for latency in &latencies {
        counts[BUCKETS.partition_point(|end| end < latency).min(BUCKETS.len() - 1)] += 1;
    }
    let (p50, p95, p99, max) = (at(0.5), at(0.95), at(0.99), at(1.0));
    Histogram { name, count: latencies.len(), svg: svg(&counts), p50, p95, p99, max }
}

/// Holds numbers only, so there is nothing in it to escape.
fn svg(counts: &[usize; BUCKETS.len()]) -> String {
    const WIDTH: f64 = 450.0;
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
            let _ = write!(
                svg,
                "<rect class=\"bar\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{height:.1}\" rx=\"2\"/>\
                 <text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{count}</text>",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_values_that_were_there() {
        let histogram = histogram("x".to_owned(), (1..=100).rev().collect());
        assert_eq!((histogram.p50, histogram.p95, histogram.p99, histogram.max), (50, 95, 99, 100));
        let one = super::histogram("x".to_owned(), vec![-7]);
        assert_eq!((one.p50, one.max), (-7, -7));
    }
}
