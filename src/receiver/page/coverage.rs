//! The coverage map: fields of the contract by driver.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;

use super::frame::Frame;
use super::html;
use super::search::{Choices, Search};
use crate::receiver::analysis::LeafState;
use crate::receiver::columns::columns;
use crate::receiver::report::{FieldCoverage, Report};
use crate::receiver::shared::Shared;

#[derive(Template)]
#[template(path = "coverage.html")]
struct Coverage {
    frame: Frame,
    clients: Vec<Head>,
    rows: Vec<Line>,
    total: usize,
    search: Search,
    choices: Choices,
}

struct Head {
    /// In the pieces between which a line may break.
    name: Vec<String>,
    version: String,
    logs: u64,
    filled: usize,
}

struct Line {
    /// The message that begins with this field; empty for the others.
    heading: String,
    name: &'static str,
    meaning: &'static str,
    cells: Vec<Cell>,
}

struct Cell {
    state: &'static str,
    text: String,
    title: String,
}

pub(super) async fn page(State(shared): State<Arc<Shared>>, Query(search): Query<Search>) -> Response {
    let choices = match Choices::read(&shared, &search).await {
        Ok(choices) => choices,
        Err(response) => return response,
    };
    let mut report = Report::new(&shared);
    let frame = Frame::of(&report, "/coverage");
    report.coverage.retain(|coverage| {
        let is = |wanted: &str, told: &str| wanted.is_empty() || wanted == told;
        is(&search.client, &coverage.client.name) && is(&search.version, &coverage.client.version)
    });
    let head = |coverage: &crate::receiver::report::ClientCoverage| Head {
        name: pieces(&coverage.client.name),
        version: coverage.client.version.clone(),
        logs: coverage.logs,
        filled: coverage.filled(),
    };
    let mut above = None;
    let rows = columns().iter().enumerate().map(|(index, column)| {
        let message = column.path.rsplit_once('.').map_or("", |(message, _)| message);
        let heading = if above == Some(message) { String::new() } else { message.to_owned() };
        above = Some(message);
        let heading = if heading.is_empty() && index == 0 { "the shell".to_owned() } else { heading };
        let cells = report.coverage.iter().filter_map(|coverage| coverage.fields.get(index).map(cell)).collect();
        Line { heading, name: column.field.name, meaning: column.field.doc, cells }
    });
    let rows = rows.collect();
    html(&Coverage {
        frame,
        search,
        choices,
        clients: report.coverage.iter().map(head).collect(),
        rows,
        total: columns().len(),
    })
}

/// Returns a name, cut where a capital follows a small letter: names of drivers are long, and columns are narrow.
fn pieces(name: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && piece.ends_with(char::is_lowercase) {
            pieces.push(std::mem::take(&mut piece));
        }
        piece.push(letter);
    }
    pieces.push(piece);
    pieces
}

fn cell(field: &FieldCoverage) -> Cell {
    let (state, words) = match field.state {
        LeafState::Never => ("never", "never sent"),
        LeafState::AlwaysDefault => ("default", "always the default"),
        LeafState::AlwaysSame => ("same", "always the same value"),
        LeafState::Varies => ("varies", "several values"),
    };
    let text = if field.seen == 0 { String::new() } else { field.distinct.to_string() };
    Cell { state, text, title: format!("{words}; in {} logs", field.seen) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_breaks_between_its_words() {
        for (name, expected) in [
            ("NodejsDatabricksSqlConnector", vec!["Nodejs", "Databricks", "Sql", "Connector"]),
            ("databricks-sql-kernel", vec!["databricks-sql-kernel"]),
            ("JDBCDriver", vec!["JDBCDriver"]),
            ("", vec![""]),
        ] {
            assert_eq!(pieces(name), expected);
        }
    }
}
