//! What the documents link to and name in the repository is there: files, folders, tests.

use std::fs;
use std::path::{Path, PathBuf};

use super::sources::root;

#[test]
fn every_relative_link_leads_to_a_file() {
    let mut broken = Vec::new();
    let mut followed = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page can be read");
        for target in targets(&text) {
            followed += 1;
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let path = if file.is_empty() { page.clone() } else { page.parent().expect("a folder").join(file) };
            let known = path.exists() && (anchor.is_empty() || has_heading(&path, anchor));
            if !known {
                broken.push(format!("{}: {target}", shown(&page)));
            }
        }
    }
    assert!(followed > 20, "only {followed} links were found");
    assert!(broken.is_empty(), "links that lead nowhere:\n{}", broken.join("\n"));
}

/// `src/json/line.rs`, `docs/decisions/`, `cargo test --test contract`.
#[test]
fn every_file_and_test_that_a_page_names_is_there() {
    const FOLDERS: [&str; 10] =
        ["src", "tests", "codegen", "redact", "benches", "fuzz", "examples", "docs", "proto", "snapshots"];
    let mut missing = Vec::new();
    let mut found = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page can be read");
        let folder = page.parent().expect("a folder");
        let is_there = |path: &str| root().join(path).exists() || folder.join(path).exists();
        // Every other piece between backticks is code.
        for code in text.split('`').skip(1).step_by(2).filter(|code| !code.contains('\n')) {
            let path = code.split("::").next().unwrap_or(code);
            let is_path = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_./-".contains(&byte));
            if is_path && path.split_once('/').is_some_and(|(first, _)| FOLDERS.contains(&first)) {
                found += 1;
                if !is_there(path) {
                    missing.push(format!("{}: {path}", shown(&page)));
                }
            }
        }
        for (at, before) in text.match_indices("--test ") {
            let name: String =
                text[at + before.len()..].chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
            found += 1;
            if !["tests/{}", "tests/{}.rs", "redact/tests/{}.rs"]
                .map(|it| it.replace("{}", &name))
                .iter()
                .any(|path| is_there(path))
            {
                missing.push(format!("{}: --test {name}", shown(&page)));
            }
        }
    }
    assert!(found > 100, "only {found} names were found");
    assert!(missing.is_empty(), "named, and not there:\n{}", missing.join("\n"));
}

fn pages() -> Vec<PathBuf> {
    let mut pages = Vec::new();
    for folder in [".", "docs", "proto", "redact", "fuzz", "examples"] {
        collect(&root().join(folder), folder != ".", &mut pages);
    }
    pages
}

fn shown(page: &Path) -> String {
    page.strip_prefix(root()).expect("inside").display().to_string()
}

fn collect(folder: &Path, deep: bool, pages: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && deep && !path.ends_with("target") {
            collect(&path, deep, pages);
        } else if path.extension().is_some_and(|it| it == "md") {
            pages.push(path);
        }
    }
}

/// What stands in the parentheses of links and pictures, but for addresses elsewhere; code is no link.
fn targets(text: &str) -> Vec<&str> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for (index, _) in line.match_indices("](") {
            let before = line[..index].matches('`').count();
            let rest = &line[index + 2..];
            if let (Some(end), true) = (rest.find(')'), before % 2 == 0)
                && !rest[..end].contains(':')
            {
                found.push(&rest[..end]);
            }
        }
    }
    found
}

/// Whether a page has a heading that is linked to by `anchor`.
fn has_heading(page: &Path, anchor: &str) -> bool {
    let text = fs::read_to_string(page).unwrap_or_default();
    text.lines().filter_map(|line| line.strip_prefix('#')).any(|line| {
        let heading = line.trim_start_matches('#').trim().to_lowercase();
        let slug: String = heading
            .chars()
            .filter(|it| it.is_alphanumeric() || matches!(it, ' ' | '-' | '_'))
            .map(|it| if it == ' ' { '-' } else { it })
            .collect();
        slug == anchor
    })
}
