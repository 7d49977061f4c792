//! The style of the sources that no lint holds: one `use` a module, documentation in the third person.

use std::collections::BTreeSet;
use std::fs;
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

/// `Returns whether …`, `Sets the …`: the first word of what stands above a public function is a verb in the third person.
#[test]
fn the_documentation_of_a_function_begins_with_what_it_does() {
    let mut wrong = Vec::new();
    let mut documented = 0;
    for file in sources::files("src").iter().filter(|file| !file.iter().any(|folder| folder == "generated")) {
        let text = fs::read_to_string(sources::root().join(file)).expect("a source");
        let mut first = None;
        for line in text.lines().map(str::trim_start) {
            if let Some(doc) = line.strip_prefix("/// ") {
                first.get_or_insert(doc);
            } else if !line.starts_with("///") && !line.starts_with('#') {
                let is_function = ["pub fn ", "pub const fn ", "pub async fn "].iter().any(|it| line.starts_with(it));
                if let Some(doc) = first.take().filter(|_| is_function) {
                    documented += 1;
                    if !doc.split(' ').next().is_some_and(|word| word.trim_end_matches([',', ':']).ends_with('s')) {
                        wrong.push(format!("{}: {doc}", file.display()));
                    }
                }
            }
        }
    }
    assert!(documented > 250, "only {documented} functions were found");
    assert!(wrong.is_empty(), "say what the function does, such as `Returns …`:\n{}", wrong.join("\n"));
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
