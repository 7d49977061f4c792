//! Faults, switched from the page.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use serde::Deserialize;

use super::frame::Frame;
use super::html;
use crate::receiver::fault::Fault;
use crate::receiver::report::{Losses, Report};
use crate::receiver::shared::Shared;

/// How many faults there may be at the same time.
const MOST: usize = 32;

/// What can be tried with one press.
const EXAMPLES: [(&str, &str); 7] = [
    ("status=503@0.2", "one upload in five is refused with 503"),
    ("status=429;retry-after=2@1..5", "the first five uploads are refused with 429, to be tried again in two seconds"),
    ("delay=800ms@0.1", "one answer in ten comes 800 ms late"),
    ("hang@3..3", "the third upload is never answered"),
    ("reset@0.05", "one connection in twenty is reset"),
    ("partial=0.5@0.1", "of one upload in ten, half of the logs are taken"),
    ("garbage@0.01", "one answer in a hundred is no JSON"),
];

#[derive(Template)]
#[template(path = "faults.html")]
struct Faults {
    frame: Frame,
    faults: Vec<String>,
    examples: &'static [(&'static str, &'static str)],
    seed: u64,
    struck: u64,
    refused: u64,
    recovered: u64,
    lost: u64,
    next: u64,
    error: String,
    typed: String,
}

/// What a form says: one of the members is set.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Change {
    add: Option<String>,
    seed: Option<String>,
    remove: Option<usize>,
    /// The fault that stood there when the page was made: another page may have changed the list.
    was: Option<String>,
    clear: Option<String>,
}

pub(super) async fn page(State(shared): State<Arc<Shared>>) -> Response {
    render(&shared, String::new(), String::new())
}

pub(super) async fn change(State(shared): State<Arc<Shared>>, Form(change): Form<Change>) -> Response {
    match apply(&shared, &change) {
        Ok(()) => Redirect::to("/faults").into_response(),
        Err(error) => {
            let typed = change.add.unwrap_or_default();
            (StatusCode::UNPROCESSABLE_ENTITY, render(&shared, error, typed)).into_response()
        }
    }
}

fn apply(shared: &Shared, change: &Change) -> Result<(), String> {
    let mut plan = shared.fault_plan();
    if change.clear.is_some() {
        plan.faults.clear();
    }
    if let Some(index) = change.remove
        && plan.faults.get(index).map(Fault::to_string) == change.was
    {
        plan.faults.remove(index);
    }
    if let Some(seed) = change.seed.as_deref().map(str::trim).filter(|seed| !seed.is_empty()) {
        plan.seed = seed.parse().map_err(|_| "the seed is a whole number from 0".to_owned())?;
    }
    if let Some(spec) = &change.add {
        let fault = spec.parse::<Fault>().map_err(|error| error.to_string())?;
        if plan.faults.len() >= MOST {
            return Err(format!("there are {MOST} faults already: remove one"));
        }
        plan.faults.push(fault);
    }
    shared.set_fault_plan(plan);
    Ok(())
}

fn render(shared: &Shared, error: String, typed: String) -> Response {
    let plan = shared.fault_plan();
    let report = Report::new(shared);
    let Losses { refused, recovered, lost, .. } = report.losses;
    html(&Faults {
        frame: Frame::of(&report, "/faults"),
        faults: plan.faults.iter().map(Fault::to_string).collect(),
        examples: &EXAMPLES,
        seed: plan.seed,
        struck: shared.struck.load(Ordering::Relaxed),
        refused,
        recovered,
        lost,
        next: shared.uploads() + 1,
        error,
        typed,
    })
}
