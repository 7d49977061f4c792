//! The pictures of `docs/cost.md`.

use std::error::Error;
use std::fs;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::page::{Results, repository};
use crate::row::{Metric, Report, number};

const WIDTH: u32 = 760;
const OURS: RGBColor = RGBColor(0x1f, 0x77, 0xb4);
const OTHERS: RGBColor = RGBColor(0xb0, 0xb4, 0xba);
const SECOND: RGBColor = RGBColor(0xd6, 0x6a, 0x1e);
const INK: RGBColor = RGBColor(0x24, 0x29, 0x2f);
const FONT: &str = "sans-serif";

type Drawn = Result<(), Box<dyn Error>>;

/// Draws all of them into `docs/cost/`.
pub fn draw(results: &Results) -> Drawn {
    fs::create_dir_all(repository("docs/cost"))?;
    let peers = |cases: &[&str]| -> Vec<(String, f64)> {
        let rows = cases.iter().filter_map(|case| results.peers.rows.iter().find(|row| row.case == *case));
        rows.filter_map(|row| Some((row.what.clone(), row.get(Metric::Ns)?))).collect()
    };
    let records =
        ["ours", "ours-full", "channel", "otel-log", "otel-span", "fastrace", "sentry", "tracing-json", "metrics"];
    bars("record", "One statement's facts, on the caller's thread: nanoseconds", &peers(&records))?;
    let writes = ["write-overlaid", "write-whole", "pbjson-one-pass", "pbjson-two-passes", "prost", "otlp"];
    bars("encoding", "One log, written: nanoseconds", &peers(&writes))?;
    let parts = [
        "event",
        "event-described",
        "scrub",
        "write",
        "body-1",
        "body-50",
        "body-1000",
        "event-error",
        "fingerprint",
        "decode",
    ];
    let parts: Vec<_> =
        parts.iter().filter_map(|case| results.worker.rows.iter().find(|row| row.case == *case)).collect();
    let parts: Vec<_> = parts.iter().filter_map(|row| Some((row.what.clone(), row.get(Metric::Ns)?))).collect();
    bars("worker", "The worker, one piece: nanoseconds", &parts)?;
    growth("producers", "A described statement, by the number of producers", "producers", &results.caller)?;
    growth("connections", "A described statement, by the number of connections", "connections", &results.caller)?;
    growth("chunks", "A statement, by the number of its chunks", "chunks", &results.caller)
}

fn path(name: &str) -> std::path::PathBuf {
    repository("docs/cost").join(name).with_extension("svg")
}

/// Bars that lie, the words above each; ours have a colour.
fn bars(name: &str, title: &str, bars: &[(String, f64)]) -> Drawn {
    const STEP: i32 = 40;
    const TOP: i32 = 44;
    let file = path(name);
    let height = (TOP + STEP * bars.len() as i32 + 8) as u32;
    let root = SVGBackend::new(&file, (WIDTH, height)).into_drawing_area();
    root.fill(&WHITE)?;
    root.draw(&Text::new(title, (16, 12), (FONT, 17).into_font().color(&INK)))?;
    let most = bars.iter().map(|(_, value)| *value).fold(1.0, f64::max);
    for (index, (what, value)) in bars.iter().enumerate() {
        let top = TOP + STEP * index as i32;
        let is_ours = what.contains("**") || name == "worker";
        root.draw(&Text::new(what.replace(['*', '`'], ""), (16, top), (FONT, 13).into_font().color(&INK)))?;
        let right = 16 + (value / most * f64::from(WIDTH - 120)).max(1.0) as i32;
        let colour = if is_ours { OURS } else { OTHERS };
        root.draw(&Rectangle::new([(16, top + 17), (right, top + 31)], colour.filled()))?;
        let style = (FONT, 13).into_font().color(&INK).pos(Pos::new(HPos::Left, VPos::Center));
        root.draw(&Text::new(number(*value), (right + 6, top + 24), style))?;
    }
    root.present()?;
    Ok(())
}

/// Instructions and nanoseconds along a series, both axes by powers.
fn growth(name: &str, title: &str, along: &str, report: &Report) -> Drawn {
    let series = |metric| -> Vec<(f64, f64)> {
        let rows = report.rows.iter().filter(|row| row.case.starts_with(name));
        rows.filter_map(|row| Some((row.at?, row.get(metric)?))).collect()
    };
    let (instructions, ns) = (series(Metric::Instructions), series(Metric::Ns));
    let all = || instructions.iter().chain(&ns);
    let (left, right) = (all().map(|it| it.0).fold(f64::INFINITY, f64::min), all().map(|it| it.0).fold(1.0, f64::max));
    let (low, high) = (all().map(|it| it.1).fold(f64::INFINITY, f64::min), all().map(|it| it.1).fold(1.0, f64::max));
    let file = path(name);
    let root = SVGBackend::new(&file, (WIDTH, 320)).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .caption(title, (FONT, 17).into_font().color(&INK))
        .margin(14)
        .x_label_area_size(40)
        .y_label_area_size(64)
        .build_cartesian_2d(
            (left..right).log_scale(),
            (power(low, f64::floor)..power(high * 1.3, f64::ceil)).log_scale(),
        )?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(OTHERS.mix(0.5))
        .x_desc(along)
        .x_labels(4)
        .y_labels(4)
        .x_label_formatter(&|x| number(x.round()))
        .y_label_formatter(&|y| number(y.round()))
        .label_style((FONT, 13).into_font().color(&INK))
        .draw()?;
    // The upper line has its numbers above it, the lower one below.
    let lines = [(&instructions, OURS, "instructions", VPos::Bottom, -8), (&ns, SECOND, "nanoseconds", VPos::Top, 8)];
    for (points, colour, what, vertical, away) in lines {
        chart.draw_series(LineSeries::new(points.iter().copied(), colour.stroke_width(2)))?;
        chart.draw_series(points.iter().map(|point| Circle::new(*point, 4, colour.filled())))?;
        for (index, point) in points.iter().enumerate() {
            let (text, horizontal) = match index {
                0 => (number(point.1), HPos::Left),
                last if last + 1 == points.len() => (format!("{} {what}", number(point.1)), HPos::Right),
                _ => (number(point.1), HPos::Center),
            };
            // Below a line that rises, its last number would lie on it.
            let away = if index + 1 == points.len() && away > 0 { 3 * away } else { away };
            let style = (FONT, 13).into_font().color(&colour).pos(Pos::new(horizontal, vertical));
            chart.draw_series([EmptyElement::at(*point) + Text::new(text, (0, away), style)])?;
        }
    }
    root.present()?;
    Ok(())
}

/// The power of ten on that side of `value`.
fn power(value: f64, side: fn(f64) -> f64) -> f64 {
    10f64.powf(side(value.log10()))
}
