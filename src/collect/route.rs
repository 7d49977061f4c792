//! What routes a request beside its host: the workspace, and the driver's headers.
//!
//! Many workspaces can stand behind one host. What tells them apart goes with every request of the connection that is
//! authenticated, and keys all that is learned from an answer.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::config::Diagnostic;
use crate::export::{ORG_ID, is_framing};

/// Returns the workspace that an address names: `?o=123` in its query, or `/o/123` in its path.
pub(super) fn workspace(address: &str) -> Option<i64> {
    let address = address.split('#').next()?;
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let in_query = query.split('&').find_map(|pair| pair.strip_prefix("o="));
    let mut segments = path.split('/');
    let in_path = segments.find(|segment| *segment == "o").and_then(|_| segments.next());
    in_query.or(in_path)?.parse().ok().filter(|id| *id > 0)
}

/// Returns the headers that go with each authenticated request, and the workspace: the one that was said, or the one
/// that the headers name, or the first that `addresses` name.
pub(super) fn headers<'a>(
    given: &HeaderMap,
    said: Option<i64>,
    addresses: impl IntoIterator<Item = &'a str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (HeaderMap, Option<i64>) {
    let mut headers = HeaderMap::with_capacity(given.len() + 1);
    for (name, value) in given {
        if is_framing(name) {
            diagnostics.push(framing(name));
        } else {
            headers.append(name.clone(), value.clone());
        }
    }
    let in_header = headers.get(ORG_ID).and_then(|value| value.to_str().ok()?.trim().parse().ok()).filter(|id| *id > 0);
    let workspace = said.or(in_header).or_else(|| addresses.into_iter().find_map(workspace));
    if let Some(id) = workspace
        && !headers.contains_key(ORG_ID)
    {
        headers.insert(HeaderName::from_static(ORG_ID), HeaderValue::from(id));
    }
    (headers, workspace)
}

fn framing(name: &HeaderName) -> Diagnostic {
    Diagnostic::new(
        format!("header {name}"),
        "a header that does not say where a request begins, ends or goes",
        "the header is left out",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_names_a_workspace_if_it_is_one() {
        for (value, expected) in [("77", Some(77)), (" 77 ", Some(77)), ("0", None), ("-7", None), ("x", None)] {
            let given = HeaderMap::from_iter([(HeaderName::from_static(ORG_ID), HeaderValue::from_static(value))]);
            let (headers, workspace) = headers(&given, None, [], &mut Vec::new());
            assert_eq!((workspace, &headers), (expected, &given), "{value:?}: it goes as it is");
        }
    }

    #[test]
    fn a_workspace_is_found_where_addresses_have_it() {
        for (address, id) in [
            ("/sql/1.0/warehouses/0a?o=77", Some(77)),
            ("https://a.example.com/?o=77#job/1", Some(77)),
            ("a.example.com?x=1&o=77", Some(77)),
            ("/sql/protocolv1/o/88/0101-cluster", Some(88)),
            ("sql/protocolv1/o/88/0101-cluster?o=77", Some(77)),
            ("https://a.example.com/o/88", Some(88)),
            ("a.example.com/sql/editor", None),
            ("a.example.com/?o=", None),
            ("a.example.com/?o=-1", None),
            ("a.example.com/?o=0", None),
            ("a.example.com/?o=99999999999999999999", None),
            ("a.example.com/#?o=77", None),
            ("/o", None),
            ("", None),
        ] {
            assert_eq!(workspace(address), id, "{address}");
        }
    }
}
