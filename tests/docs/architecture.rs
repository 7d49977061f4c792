//! `docs/architecture.md` says which module knows which, and so do the sources: its tables are held against every path in
//! them, and a module knows only what stands below it, so that there are no circles.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::sources::{self, Named};

/// The folders whose modules have a table.
const TABLES: [&str; 4] = ["src", "src/collect", "src/export", "src/receiver"];

/// What each module knows.
type Known = BTreeMap<String, BTreeSet<String>>;

#[test]
fn the_tables_of_modules_say_which_knows_which() {
    let page = fs::read_to_string(sources::root().join("docs/architecture.md")).expect("the page");
    let mut wrong = Vec::new();
    for folder in TABLES {
        let used = of_sources(folder, &mut wrong);
        let rows = of_page(&page, folder);
        assert!(used.len() > 5, "{folder} has {} modules that know others", used.len());
        for (module, knows) in &used {
            match rows.iter().find(|(name, _)| name == module) {
                None => wrong.push(format!("{folder}/{module} has no row; it knows {}", list(knows))),
                Some((_, written)) if written != knows => {
                    wrong.push(format!("{folder}/{module} knows {}, and its row says {}", list(knows), list(written)));
                }
                Some(_) => {}
            }
        }
        for (at, (module, knows)) in rows.iter().enumerate() {
            if !used.contains_key(module) {
                wrong.push(format!("{folder}/{module} has a row, and there is no such module"));
            }
            for known in knows {
                if !rows[at + 1..].iter().any(|(below, _)| below == known) {
                    wrong.push(format!("{folder}/{module} knows {known}, which does not stand below it"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "docs/architecture.md and the sources differ:\n{}", wrong.join("\n"));
}

/// The rows of a folder, from the top: `` | `src/queue/` | what it is | stats, sync | ``.
fn of_page(page: &str, folder: &str) -> Vec<(String, BTreeSet<String>)> {
    let row = |line: &str| {
        let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
        let place = cells.next()?.strip_prefix('`')?.strip_suffix('`')?;
        let module = place.strip_prefix(folder)?.strip_prefix('/')?;
        let module = module.strip_suffix('/').or_else(|| module.strip_suffix(".rs"))?;
        let knows = cells.nth(1)?.split(", ").filter(|word| *word != "nothing").map(str::to_owned).collect();
        (!module.contains('/')).then(|| (module.to_owned(), knows))
    };
    page.lines().filter_map(row).collect()
}

/// What each module of a folder names of the others.
fn of_sources(folder: &str, wrong: &mut Vec<String>) -> Known {
    let above: Vec<_> = folder.split('/').skip(1).map(str::to_owned).collect();
    let files = sources::files(folder);
    let modules =
        files.iter().filter_map(|file| module(file, &above)).map(|inner| (inner[above.len()].clone(), BTreeSet::new()));
    let mut known: Known = modules.collect();
    let brought: BTreeMap<_, _> = sources::imports(folder).into_iter().collect();
    // The module that a path of the crate leads to: it, or the one that what its head brings in is of.
    let leads_to = |path: &Named| {
        let name = path.strip_prefix(above.as_slice())?.first()?;
        let first = brought.get(name).map_or(name, |path| path.iter().find(|it| *it != "self").unwrap_or(name));
        Some(first.clone())
    };
    for file in &files {
        let Some(own) = module(file, &above) else { continue };
        let own_name = &own[above.len()];
        for path in sources::paths(file, &own) {
            let Some(other) = leads_to(&path) else { continue };
            if !known.contains_key(&other) {
                wrong.push(format!("{} names {}, which is in no module of {folder}", file.display(), path.join("::")));
            } else if other != *own_name {
                known.get_mut(own_name).expect("a module").insert(other);
            }
        }
    }
    known
}

/// The path of the module that a file is, if it is a module of that folder, and neither its head nor a test.
fn module(file: &Path, above: &[String]) -> Option<Named> {
    let mut names: Named = file.with_extension("").iter().skip(1).map(|it| it.to_string_lossy().into_owned()).collect();
    names.pop_if(|last| last == "mod");
    let is_inside = names.len() > above.len() && !["lib", "main"].contains(&names[above.len()].as_str());
    (is_inside && !names.iter().any(|name| name == "tests")).then_some(names)
}

fn list(modules: &BTreeSet<String>) -> String {
    if modules.is_empty() { "nothing".to_owned() } else { modules.iter().cloned().collect::<Vec<_>>().join(", ") }
}
