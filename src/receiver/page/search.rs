//! What is looked for, as the address has it: every view takes the same filter, and every link hands it on.

use std::sync::Arc;

use axum::response::Response;
use serde::Deserialize;

use super::ask;
use crate::receiver::columns::{Column, columns};
use crate::receiver::index::Query;
use crate::receiver::intake::value_of;
use crate::receiver::older;
use crate::receiver::shared::Shared;
use crate::receiver::store::{LogRow, Run};

/// The filter as the address has it. What is empty is not set.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Search {
    pub(super) client: String,
    pub(super) version: String,
    pub(super) operation: String,
    pub(super) error: String,
    pub(super) finding: String,
    pub(super) session: String,
    pub(super) statement: String,
    /// Words: a part of an id, a part of an error's name, `field = value`, `> 500 ms`.
    pub(super) q: String,
    /// How far back: `5m`, `1h`, `1d`.
    pub(super) last: String,
    /// In milliseconds since 1970.
    since: String,
    until: String,
    /// Empty for this run, `all`, or the number of one.
    pub(super) runs: String,
    before: String,
    after: String,
    /// How many, where a program asks.
    limit: String,
    /// In which order, where there are several.
    pub(super) sort: String,
}

/// A search that can be asked.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) query: Query,
    /// The field that was asked for by its value, and the value.
    field: Option<(&'static Column, String)>,
    /// What of the search cannot be understood.
    pub(super) error: String,
}

impl Search {
    /// Returns the search in the terms of the index. `runs` are those of the store.
    pub(super) fn ask(&self, now: i64, run: &Run, runs: &[Run]) -> Asked {
        let set = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let number = |text: &str| text.trim().parse::<i64>().ok();
        let mut query = Query {
            client: set(&self.client),
            version: set(&self.version),
            operation: set(&self.operation),
            error: set(&self.error),
            finding: set(&self.finding),
            session: set(&self.session),
            statement: set(&self.statement),
            since: number(&self.since).max(span(&self.last).map(|span| now.saturating_sub(span))),
            until: number(&self.until),
            before: number(&self.before),
            after: number(&self.after),
            ..Query::default()
        };
        match self.runs.trim() {
            "" => query.from = Some(run.first_seq),
            "all" => {}
            wanted => {
                let place = runs.iter().position(|run| run.number.to_string() == wanted);
                query.from = Some(place.map_or(i64::MAX, |place| runs[place].first_seq));
                query.to = place.and_then(|place| runs.get(place + 1)).map(|next| next.first_seq);
            }
        }
        let mut asked = Asked { query, field: None, error: String::new() };
        asked.words(&self.q);
        asked
    }

    /// Returns how many logs are asked for.
    pub(super) fn limit(&self, usual: usize, most: usize) -> usize {
        self.limit.parse().unwrap_or(usual).clamp(1, most)
    }

    pub(super) fn is_older(&self) -> bool {
        !self.before.is_empty()
    }

    /// Returns whether anything is left out, but for other runs.
    pub(super) fn is_set(&self) -> bool {
        !Self { runs: String::new(), sort: String::new(), limit: String::new(), ..self.clone() }.members().is_empty()
    }

    fn members(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("runs", &self.runs),
            ("client", &self.client),
            ("version", &self.version),
            ("operation", &self.operation),
            ("error", &self.error),
            ("finding", &self.finding),
            ("session", &self.session),
            ("statement", &self.statement),
            ("q", &self.q),
            ("last", &self.last),
            ("since", &self.since),
            ("until", &self.until),
            ("sort", &self.sort),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.as_str())).collect()
    }

    /// Returns the search as a query of an address, without the place in the list.
    pub(super) fn to_query(&self) -> String {
        let members = self.members().into_iter().map(|(name, value)| format!("{name}={}", percent(value)));
        members.collect::<Vec<_>>().join("&")
    }

    /// Returns the same with one more member.
    pub(super) fn with(&self, name: &str, value: impl ToString) -> String {
        let member = format!("{name}={}", percent(&value.to_string()));
        let query = self.to_query();
        if query.is_empty() { member } else { format!("{query}&{member}") }
    }
}

impl Asked {
    fn words(&mut self, text: &str) {
        // What belongs together stands together.
        let mut text = text.to_owned();
        for (spaced, joined) in
            [(" =", "="), ("= ", "="), ("> ", ">"), ("latency  ", "latency "), ("latency >", "latency>")]
        {
            while text.contains(spaced) {
                text = text.replace(spaced, joined);
            }
        }
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let above = word.strip_prefix('>').or_else(|| word.strip_prefix("latency>"));
            if let Some(number) = above {
                let unit = words.next_if(|word| unit(word).is_some()).unwrap_or_default();
                match length(&format!("{number}{unit}")) {
                    Some(length) => self.query.above = Some(length),
                    None => self.error = format!("{number} is no latency: write > 500 ms or > 2 s"),
                }
            } else if let Some((name, value)) = word.split_once('=') {
                self.value_of(name, value);
            } else if word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-') {
                self.query.part = Some(word.to_owned());
            } else {
                self.query.error = Some(word.to_owned());
            }
        }
    }

    fn value_of(&mut self, name: &str, value: &str) {
        let is_it =
            |column: &&Column| column.name == name || column.path == name || column.path.ends_with(&format!(".{name}"));
        let Some(leaf) = columns().iter().position(|column| is_it(&column)) else {
            self.error = format!("the contract has no field {name}");
            return;
        };
        let column = &columns()[leaf];
        match value_of(column.field, value).zip(u16::try_from(leaf).ok()) {
            Some((hash, leaf)) => {
                self.query.mark = Some((leaf, hash));
                self.field = Some((column, value.to_owned()));
            }
            None => self.error = format!("{name} cannot be {value}"),
        }
    }

    /// Returns whether a log is what was looked for: the index knows values by a part of their hash.
    pub(super) fn confirms(&self, row: &LogRow) -> bool {
        let Some((column, value)) = &self.field else { return true };
        let Ok(body) = serde_json::from_str::<serde_json::Value>(&row.body) else { return false };
        let found = column.path.split('.').try_fold(&body, |value, name| value.get(name));
        found.is_some_and(|found| match found {
            serde_json::Value::String(text) => text.eq_ignore_ascii_case(value),
            serde_json::Value::Number(number) => number.as_i64() == value.parse().ok(),
            serde_json::Value::Bool(it) => value.parse() == Ok(*it),
            _ => false,
        })
    }

    /// Returns the newest logs that were looked for, at most `limit`.
    pub(super) async fn rows(&self, shared: &Arc<Shared>, limit: usize) -> Result<Vec<LogRow>, Response> {
        self.read_older(shared);
        let index = Arc::clone(&shared.writer.index);
        let asked = self.clone();
        ask(shared, move |reader| {
            let mut rows = Vec::new();
            for seq in index.selection(&asked.query).newest(limit) {
                // Deleted in this moment, perhaps.
                rows.extend(reader.log(seq)?.filter(|row| asked.confirms(row)));
            }
            Ok(rows)
        })
        .await
    }

    /// Has older logs read, if they are asked for.
    pub(super) fn read_older(&self, shared: &Arc<Shared>) {
        if shared.writer.index.missing(self.query.from.unwrap_or(0)).is_some() {
            older::load(shared);
        }
    }

    /// Waits until older logs have been read, if they are asked for: a program takes no answer for a part of one.
    pub(super) async fn whole(&self, shared: &Arc<Shared>) {
        let from = self.query.from.unwrap_or(0);
        while shared.writer.index.missing(from).is_some() && !*shared.stop.borrow() {
            self.read_older(shared);
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }

    /// Returns what a view says while older logs are being read.
    pub(super) fn notice(&self, shared: &Shared) -> String {
        match shared.writer.index.missing(self.query.from.unwrap_or(0)) {
            Some(missing) => format!(
                "{} older logs are still being read: load the page again in a moment.",
                super::units::count(missing)
            ),
            None => String::new(),
        }
    }
}

/// What there is to choose from, in every view.
pub(super) struct Choices {
    pub(super) clients: Vec<String>,
    pub(super) versions: Vec<String>,
    pub(super) operations: Vec<String>,
    pub(super) runs: Vec<Run>,
}

impl Choices {
    pub(super) async fn read(shared: &Arc<Shared>, search: &Search) -> Result<Self, Response> {
        let runs = ask(shared, |reader| reader.runs()).await?;
        let choices = shared.writer.index.names(|names| {
            let of_client =
                |it: &&crate::receiver::client::Client| search.client.is_empty() || it.name == search.client;
            let sorted = |mut all: Vec<String>| {
                all.retain(|it| !it.is_empty());
                all.sort();
                all.dedup();
                all
            };
            let clients = names.clients.all();
            Self {
                clients: sorted(clients.iter().map(|it| it.name.clone()).collect()),
                versions: sorted(clients.iter().filter(of_client).map(|it| it.version.clone()).collect()),
                operations: sorted(names.operations.all().to_vec()),
                runs: Vec::new(),
            }
        });
        Ok(Self { runs, ..choices })
    }
}

pub(super) fn percent(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// `500ms`, `2s`, `1.5min`: in milliseconds, which is what a bare number is.
fn length(text: &str) -> Option<i64> {
    let digits = text.find(|char: char| !char.is_ascii_digit() && char != '.').unwrap_or(text.len());
    let (number, word) = text.split_at(digits);
    let length = number.parse::<f64>().ok()? * unit(if word.is_empty() { "ms" } else { word })?;
    length.is_finite().then_some(length as i64)
}

fn unit(word: &str) -> Option<f64> {
    Some(match word {
        "ms" => 1.0,
        "s" => 1e3,
        "min" | "m" => 60e3,
        "h" => 3600e3,
        "d" => 86_400e3,
        _ => return None,
    })
}

/// Returns how far back `5m` goes.
fn span(text: &str) -> Option<i64> {
    length(text.trim()).filter(|_| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(q: &str) -> Asked {
        let run = Run { number: 2, name: "r".into(), started_at: 0, first_seq: 7 };
        Search { q: q.to_owned(), ..Search::default() }.ask(0, &run, &[])
    }

    #[test]
    fn words_are_what_they_look_like() {
        assert_eq!(asked("01f0a1b2").query.part.as_deref(), Some("01f0a1b2"));
        assert_eq!(asked("TIMEOUT").query.error.as_deref(), Some("TIMEOUT"));
        for above in [">500", "> 500 ms", ">0.5s", "latency > 0.5 s"] {
            assert_eq!(asked(above).query.above, Some(500), "{above}");
        }
        for value in ["chunk_id=3", "chunk_id = 3", "entry.sql_driver_log.sql_operation.chunk_id=3"] {
            let asked = asked(value);
            assert!(asked.query.mark.is_some() && asked.error.is_empty(), "{value}: {}", asked.error);
        }
        assert!(asked("nothing=3").error.contains("no field nothing"));
        assert!(asked("chunk_id=many").error.contains("cannot be many"));
        assert!(asked("> much").error.contains("no latency"));
        let both = asked("CONNECTION > 2 s is_compressed = true").query;
        assert!(both.error.is_some() && both.above == Some(2000) && both.mark.is_some());
    }

    #[test]
    fn a_search_is_an_address_that_can_be_handed_on() {
        let search = Search { client: "A B".into(), q: "a = b&c".into(), before: "7".into(), ..Search::default() };
        assert_eq!(search.to_query(), "client=A%20B&q=a%20%3D%20b%26c");
        assert_eq!(search.with("before", 5), "client=A%20B&q=a%20%3D%20b%26c&before=5");
        assert!(search.is_set() && !Search { runs: "all".into(), ..Search::default() }.is_set());
    }

    #[test]
    fn runs_bound_the_numbers() {
        let runs: Vec<_> = [(1, 1), (2, 7), (3, 9)]
            .map(|(number, first_seq)| Run { number, name: String::new(), started_at: 0, first_seq })
            .to_vec();
        let range = |wanted: &str| {
            let query = Search { runs: wanted.into(), ..Search::default() }.ask(0, &runs[2], &runs).query;
            (query.from, query.to)
        };
        assert_eq!(range(""), (Some(9), None));
        assert_eq!(range("all"), (None, None));
        assert_eq!(range("2"), (Some(7), Some(9)));
        assert_eq!(range("8").0, Some(i64::MAX));
    }
}
