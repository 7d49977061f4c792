//! The style of the sources that no lint holds: one `use` a module.

use std::collections::BTreeSet;
use std::path::Path;

use proc_macro2::{Delimiter, TokenTree};

use super::sources::{self, is_sign, is_word};

const FOLDERS: [&str; 7] = ["src", "tests", "benches", "codegen", "redact", "examples", "fuzz"];

/// `use a::{b, c}` and `use a::d::e` are two lines, and no module is named twice: what rustfmt would call
/// `imports_granularity = "Module"`, if it were stable.
#[test]
fn a_use_names_one_module() {
    let mut wrong = Vec::new();
    let files: Vec<_> = FOLDERS.into_iter().flat_map(sources::files).collect();
    assert!(files.len() > 300, "only {} files were found", files.len());
    for file in files.iter().filter(|file| !file.iter().any(|folder| folder == "generated")) {
        check(&sources::tokens(file), file, &mut wrong);
    }
    assert!(wrong.is_empty(), "write a `use` for each module:\n{}", wrong.join("\n"));
}

fn check(tokens: &[TokenTree], file: &Path, wrong: &mut Vec<String>) {
    let mut seen = BTreeSet::new();
    // Where the statement begins: its attributes and who sees it are before `use`.
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => check(&group.stream().into_iter().collect::<Vec<_>>(), file, wrong),
            // `impl Trait + use<'a>` is another thing.
            TokenTree::Ident(_) if is_word(Some(token), "use") && !is_sign(tokens.get(at + 1), '<') => {
                let end = at + tokens[at..].iter().position(|token| is_sign(Some(token), ';')).unwrap_or_default();
                let (head, tree) = (text(&tokens[start..at]), &tokens[at + 1..end]);
                let nested = tree.iter().any(|token| matches!(token, TokenTree::Group(it) if has_path(it)));
                let module = text(&tree[..tree.len().saturating_sub(1)]);
                if nested || !(module.is_empty() || text(tree).ends_with('*') || seen.insert((head, module))) {
                    wrong.push(format!("{}: use {}", file.display(), text(tree)));
                }
            }
            _ => {}
        }
        if is_sign(Some(token), ';') || matches!(token, TokenTree::Group(it) if it.delimiter() == Delimiter::Brace) {
            start = at + 1;
        }
    }
}

fn has_path(group: &proc_macro2::Group) -> bool {
    group.stream().into_iter().any(|token| is_sign(Some(&token), ':') || matches!(token, TokenTree::Group(_)))
}

fn text(tokens: &[TokenTree]) -> String {
    tokens.iter().map(ToString::to_string).collect()
}
