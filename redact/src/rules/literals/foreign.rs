//! What stands between quotation marks of other scripts: ‹…›, 「…」.

use std::ops::Range;

use crate::{
    rule::{Found, Gate, Rule},
    view::View,
    words,
};

pub(super) const RULE: Rule = Rule {
    name: "foreign_quote",
    placeholder: "<lit>",
    gate: Gate::Literals(&["‹", "「", "『", "《", "〈", "›"]),
    find: foreign,
    #[cfg(test)]
    positive: &[("value ‹Jo Roe› of type", "Roe"), ("值「Jo Roe」无效", "Roe"), ("Wert ›Jo Roe‹ ist", "Roe")],
    #[cfg(test)]
    negative: &["click ‹ to go back", "choose File › Open › Folder", "「timeout」"],
};

/// Opening marks and the ones that close them. The first two may also stand the other way round.
const PAIRS: &[(&str, &str)] = &[("‹", "›"), ("›", "‹"), ("「", "」"), ("『", "』"), ("《", "》"), ("〈", "〉")];

fn foreign(view: &View<'_>, hit: Range<usize>, found: &mut Found) {
    let bytes = &view.bytes[..];
    let Some((_, close)) = PAIRS.iter().find(|(open, _)| open.as_bytes() == &bytes[hit.clone()]) else { return };
    if hit.start < found.done {
        return;
    }
    let limit = bytes.len().min(hit.end + MAX_QUOTED);
    let Some(length) = bytes[hit.end..limit].windows(close.len()).position(|part| part == close.as_bytes()) else {
        return;
    };
    let inside = hit.end..hit.end + length;
    let text = &bytes[inside.clone()];
    // A mark with a blank behind it points somewhere.
    if text.first() != Some(&b' ') && !words::is_known(text) && !words::is_prose(text) {
        found.push(inside.clone());
    }
    found.done = found.done.max(inside.end + close.len());
}

/// Longer than any value in such quotes.
const MAX_QUOTED: usize = 512;
