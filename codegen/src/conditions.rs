//! The conditions of obligations and bounds: paths and comparisons in a text, resolved to places in the driver's log.

use super::contract::{Contract, Field, Kind};

/// The message that paths start from.
const ROOT: &str = "telemetry.log.v1.SqlDriverLog";

/// One comparison.
pub struct Condition {
    /// The way: an index of a field for each message.
    pub path: Vec<usize>,
    /// What has to hold there.
    pub test: Test,
}

/// What has to hold at a place.
pub enum Test {
    /// It is set, and says something.
    Told,
    /// It is not.
    Untold,
    /// It is a text of that value, or is told and is not.
    Text(String, bool),
    /// It is a word of that number, or is told and is not.
    Word(i32, bool),
}

/// Returns the comparisons of `when`, or what is wrong with it.
pub fn parse(contract: &Contract, when: &str) -> Result<Vec<Condition>, String> {
    let parts = when.split(" and ").map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| parse_one(contract, part)).collect()
}

fn parse_one(contract: &Contract, part: &str) -> Result<Condition, String> {
    let compared = part.split_once(" != ").map(|(path, word)| (path, word, false));
    let Some((path, word, equal)) = compared.or_else(|| part.split_once(" = ").map(|(path, word)| (path, word, true)))
    else {
        let (path, test) = part.strip_prefix('!').map_or((part, Test::Told), |path| (path, Test::Untold));
        return Ok(Condition { path: resolve(contract, path)?.0, test });
    };
    let (steps, field) = resolve(contract, path)?;
    let test = match &field.kind {
        Kind::Text => Test::Text(word.to_owned(), equal),
        Kind::Enum(name) => {
            let declared = contract.enumeration(name).map(|declared| declared.values.iter());
            let value = declared.into_iter().flatten().find(|value| value.name == word);
            Test::Word(
                value.ok_or_else(|| format!("compares {path} with {word}, which is no word of {name}"))?.number,
                equal,
            )
        }
        kind => return Err(format!("compares {path}, which is a {kind}: only texts and enums are compared")),
    };
    Ok(Condition { path: steps, test })
}

/// Returns the place of a path, or that there is none.
pub fn resolve<'c>(contract: &'c Contract, path: &str) -> Result<(Vec<usize>, &'c Field), String> {
    let lost = || format!("speaks of {path}, which is no field below {ROOT}");
    let mut message = contract.message(ROOT).ok_or_else(lost)?;
    let mut steps = Vec::new();
    let mut names = path.split('.').peekable();
    while let Some(name) = names.next() {
        let index = message.fields.iter().position(|field| field.name == name).ok_or_else(lost)?;
        steps.push(index);
        let field = &message.fields[index];
        if names.peek().is_none() {
            return Ok((steps, field));
        }
        let Kind::Message(below) = &field.kind else { return Err(lost()) };
        message = contract.message(below).ok_or_else(lost)?;
    }
    Err(lost())
}
