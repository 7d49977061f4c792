//! Sums of the live check in the store: those of the last run, written with each commit, loaded to go on with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{Connection, Row, Transaction, params};
use serde::Serialize;

use crate::check::live::LiveRule;
use crate::receiver::analysis::{Analysis, Leaf, Tallies, Tally, TallyKey};
use crate::receiver::client::Client;
use crate::receiver::columns::columns;
use crate::receiver::intake::hash;

/// How many event ids of an earlier run are remembered, the newest ones.
const REMEMBERED_IDS: i64 = 100_000;

/// Writes what has changed since the last commit.
pub(super) fn save(transaction: &Transaction<'_>, analysis: &Analysis) -> rusqlite::Result<()> {
    save_findings(transaction, analysis.tallies.changed())?;
    let mut write = transaction.prepare_cached(
        "INSERT INTO coverage VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET logs = excluded.logs, leaves = excluded.leaves",
    )?;
    for (client, state) in analysis.clients.iter().filter(|(_, state)| state.dirty) {
        let leaves = columns().iter().zip(&state.leaves).filter(|(_, leaf)| leaf.seen > 0);
        let leaves: BTreeMap<_, _> = leaves.map(|(column, leaf)| (&column.path, (leaf.seen, leaf.defaults))).collect();
        write.execute(params![client.name, client.version, signed(state.logs), json(&leaves)])?;
    }
    let mut new: BTreeMap<&Client, BTreeMap<&str, Vec<u16>>> = BTreeMap::new();
    for (client, leaf, value) in &analysis.dirty.values {
        let path = columns()[usize::from(*leaf)].path.as_str();
        new.entry(client).or_default().entry(path).or_default().push(*value);
    }
    let mut write = transaction.prepare_cached("INSERT INTO coverage_values VALUES (?1, ?2, ?3)")?;
    for (client, values) in new {
        write.execute(params![client.name, client.version, json(&values)])?;
    }
    let mut write = transaction.prepare_cached("INSERT OR REPLACE INTO counters VALUES (?1, ?2)")?;
    write.execute(params!["requests", signed(analysis.counters.requests)])?;
    write.execute(params!["logs", signed(analysis.counters.logs)])?;
    write.execute(params!["refused_requests", signed(analysis.counters.refused_requests)])?;
    Ok(())
}

/// Begins the sums of a run of its own.
pub(super) fn clear(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "BEGIN; DELETE FROM findings; DELETE FROM coverage; DELETE FROM coverage_values; DELETE FROM counters; COMMIT",
    )
}

/// Loads the sums of the run before, to go on with it.
pub(crate) fn load(connection: &Connection) -> rusqlite::Result<Analysis> {
    let mut analysis = Analysis::default();
    let leaf_of = |path: &str| columns().iter().position(|column| column.path == path);

    let mut statement = connection.prepare("SELECT name, value FROM counters")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let value = unsigned(row.get(1)?);
        match row.get_ref(0)?.as_str()? {
            "requests" => analysis.counters.requests = value,
            "logs" => analysis.counters.logs = value,
            "refused_requests" => analysis.counters.refused_requests = value,
            _ => {}
        }
    }
    let mut statement = connection.prepare("SELECT client, client_version, logs, leaves FROM coverage")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let state = analysis.clients.entry(Arc::new(client(row)?)).or_default();
        state.logs = unsigned(row.get(2)?);
        state.leaves.resize_with(columns().len(), Leaf::default);
        let leaves: BTreeMap<String, (u64, u64)> = serde_json::from_str(row.get_ref(3)?.as_str()?).unwrap_or_default();
        for (path, (seen, defaults)) in leaves {
            if let Some(leaf) = leaf_of(&path) {
                (state.leaves[leaf].seen, state.leaves[leaf].defaults) = (seen, defaults);
            }
        }
    }
    let mut statement = connection.prepare("SELECT client, client_version, leaf_values FROM coverage_values")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let Some(state) = analysis.clients.get_mut(&client(row)?) else { continue };
        let values: BTreeMap<String, Vec<u16>> = serde_json::from_str(row.get_ref(2)?.as_str()?).unwrap_or_default();
        for (path, values) in values {
            let Some(leaf) = leaf_of(&path) else { continue };
            for value in values {
                state.leaves[leaf].know(value);
            }
        }
    }
    load_findings(connection, &mut analysis.tallies)?;
    let mut statement = connection.prepare("SELECT frontend_log_event_id FROM logs ORDER BY seq DESC LIMIT ?1")?;
    let mut rows = statement.query([REMEMBERED_IDS])?;
    while let Some(row) = rows.next()? {
        if let Some(id) = row.get::<_, Option<String>>(0)? {
            analysis.remember(hash(id));
        }
    }
    Ok(analysis)
}

/// Writes sums of findings. Nearly all of them were written before: only their counts have changed.
fn save_findings<'t>(
    connection: &Connection,
    tallies: impl Iterator<Item = (usize, &'t TallyKey, &'t Tally)>,
) -> rusqlite::Result<()> {
    let mut update = connection.prepare_cached("UPDATE findings SET count = ?2 WHERE place = ?1")?;
    let mut insert = connection.prepare_cached("INSERT INTO findings VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?;
    for (place, TallyKey { client, rule, path, shape }, Tally { count, first, detail }) in tallies {
        let (place, count) = (i64::try_from(place).unwrap_or(i64::MAX), signed(*count));
        if update.execute(params![place, count])? == 0 {
            let Client { name, version } = client;
            insert.execute(params![place, name, version, rule.stored_name(), path, shape, count, first, detail])?;
        }
    }
    Ok(())
}

fn load_findings(connection: &Connection, tallies: &mut Tallies) -> rusqlite::Result<()> {
    let mut moved = false;
    let mut statement = connection.prepare(
        "SELECT client, client_version, rule, path, count, first_seq, detail, shape, place FROM findings ORDER BY place",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        // A rule of another version that this one does not have: its sums have no meaning here.
        let Some(rule) = LiveRule::from_stored_name(row.get_ref(2)?.as_str()?) else { continue };
        let tally = Tally { count: unsigned(row.get(4)?), first: row.get(5)?, detail: row.get(6)? };
        let place =
            tallies.insert(TallyKey { client: client(row)?, rule, path: row.get(3)?, shape: row.get(7)? }, tally);
        moved |= i64::try_from(place).ok() != Some(row.get(8)?);
    }
    if moved {
        let transaction = connection.unchecked_transaction()?;
        transaction.execute("DELETE FROM findings", [])?;
        save_findings(&transaction, tallies.all())?;
        transaction.commit()?;
    }
    Ok(())
}

fn client(row: &Row<'_>) -> rusqlite::Result<Client> {
    Ok(Client { name: row.get(0)?, version: row.get(1)? })
}

/// Returns the JSON of what can be written as such: paths and numbers.
fn json(sums: &impl Serialize) -> String {
    serde_json::to_string(sums).unwrap_or_default()
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
