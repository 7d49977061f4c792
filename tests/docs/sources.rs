//! The sources of the crate, as far as the other tests here ask: which paths stand in a file.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path, name by name.
pub(super) type Named = Vec<String>;

/// Every Rust file below a folder of the repository, sorted.
pub(super) fn files(folder: &str) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![root().join(folder)]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && !path.ends_with("target") {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                found.push(path.strip_prefix(root()).expect("inside").to_owned());
            }
        }
    }
    found.sort();
    found
}

pub(super) fn tokens(file: &Path) -> Vec<TokenTree> {
    let text = fs::read_to_string(root().join(file)).expect("a source can be read");
    let stream: TokenStream = text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    stream.into_iter().collect()
}

pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The paths that a file names outside of its tests, told from the root of the crate: those that begin with `crate`, and
/// those that begin with `self` or `super`, which are of `module`.
pub(super) fn paths(file: &Path, module: &[String]) -> Vec<Named> {
    let mut found = Vec::new();
    walk(&tokens(file), module, &mut found);
    found
}

/// What the file at the head of a folder brings in by `use`: the name that it has from there on, and the path.
pub(super) fn imports(folder: &str) -> Vec<(String, Named)> {
    let heads = ["lib.rs", "mod.rs"].map(|head| Path::new(folder).join(head));
    let tokens = heads.iter().find(|head| root().join(head).exists()).map(|head| tokens(head)).expect("a head");
    let starts = tokens.iter().enumerate().filter(|(_, token)| is_word(Some(token), "use")).map(|(at, _)| at + 1);
    let mut found = Vec::new();
    for start in starts {
        read_tree(&tokens[start..], &[], &mut found);
    }
    found
}

fn walk(tokens: &[TokenTree], module: &[String], found: &mut Vec<Named>) {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += match token {
            TokenTree::Punct(sign) if sign.as_char() == '#' && is_of_tests(tokens.get(at + 1)) => {
                item_length(&tokens[at..])
            }
            TokenTree::Group(group) => {
                // `mod name { … }`: in it, `super` is this module.
                let inner = match &tokens[at.saturating_sub(2)..at] {
                    [keyword, TokenTree::Ident(name)] if is_word(Some(keyword), "mod") => {
                        [module, &[name.to_string()]].concat()
                    }
                    _ => module.to_vec(),
                };
                walk(&group.stream().into_iter().collect::<Vec<_>>(), &inner, found);
                1
            }
            TokenTree::Ident(_) => {
                let mut named = Vec::new();
                let length = read_tree(&tokens[at..], &[], &mut named);
                found.extend(named.into_iter().filter_map(|(_, path)| absolute(&path, module)));
                length
            }
            _ => 1,
        };
    }
}

/// Reads the tree of a `use`, or a path, and says how many tokens it has.
pub(super) fn read_tree(tokens: &[TokenTree], above: &[String], found: &mut Vec<(String, Named)>) -> usize {
    let mut path = above.to_vec();
    let mut at = 0;
    loop {
        match tokens.get(at) {
            Some(TokenTree::Ident(word)) => path.push(word.to_string()),
            Some(TokenTree::Punct(sign)) if sign.as_char() == '*' => path.push("*".to_owned()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let inner: Vec<_> = group.stream().into_iter().collect();
                for part in inner.split(|token| is_sign(Some(token), ',')) {
                    read_tree(part, &path, found);
                }
                return at + 1;
            }
            // Types in angle brackets.
            _ => break,
        }
        at += 1;
        if !(is_sign(tokens.get(at), ':') && is_sign(tokens.get(at + 1), ':')) {
            break;
        }
        at += 2;
    }
    if path.len() > above.len() {
        // `{self}` is the module itself.
        path.pop_if(|last| last == "self" && !above.is_empty());
        let name = match tokens.get(at + 1) {
            Some(TokenTree::Ident(name)) if is_word(tokens.get(at), "as") => name.to_string(),
            _ => path.last().cloned().unwrap_or_default(),
        };
        found.push((name, path));
    }
    at.max(1)
}

/// A path from the root of the crate: `super::x` in `a::b` is `a::x`. `None` for what is not of the crate.
fn absolute(path: &[String], module: &[String]) -> Option<Named> {
    match path.first()?.as_str() {
        "crate" => Some(path[1..].to_vec()),
        "self" if path.len() > 1 => Some([module, &path[1..]].concat()),
        "super" => {
            let above = path.iter().take_while(|word| *word == "super").count();
            Some([module.get(..module.len().checked_sub(above)?)?, &path[above..]].concat())
        }
        _ => None,
    }
}

/// Whether these are the brackets of an attribute that keeps an item for tests.
fn is_of_tests(brackets: Option<&TokenTree>) -> bool {
    let Some(TokenTree::Group(group)) = brackets else { return false };
    let text = group.stream().to_string().replace(' ', "");
    text.starts_with("cfg(test)") || text.starts_with("cfg(all(test,")
}

/// How many tokens an item has, from its first attribute to its end.
fn item_length(tokens: &[TokenTree]) -> usize {
    let is_end = |token: &TokenTree| {
        is_sign(Some(token), ';') || matches!(token, TokenTree::Group(it) if it.delimiter() == Delimiter::Brace)
    };
    tokens.iter().position(is_end).map_or(tokens.len(), |end| end + 1)
}

pub(super) fn is_word(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(it)) if *it == word)
}

pub(super) fn is_sign(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(it)) if it.as_char() == sign)
}
