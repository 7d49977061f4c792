//! The page of the manual that lists the rules.

use std::fmt::Write;

use crate::check::live::{LiveRule, rules};

/// Returns the page of the manual that lists the rules, as `docs/receiver/rules.md` has it.
pub fn rules_page() -> String {
    let mut page = String::from(
        "# Rules of the live check\n\n\
         Made from the code by `cargo test --features receiver --test receiver manual`, which fails where this page \
         and the code differ, and writes the page anew with `UPDATE_MANUAL=1`.\n\n\
         - *violation*: the service refuses it, drops it, stores NULL or counts it twice; or nobody can use it.\n\
         - *privacy*: the sender should have removed it.\n\
         - *advice*: it is taken, but something is lost or harder to use than it need be.\n\n\
         A finding that is known and accepted is named with `--allow RULE@PATH`; either side may be `*`, and a path \
         that ends with `*` stands for everything below.\n\n\
         ## What one payload tells\n\n| rule | level | what to do |\n|---|---|---|\n",
    );
    let (payload, cross): (Vec<_>, Vec<_>) = rules().partition(|rule| matches!(rule, LiveRule::Payload(_)));
    let row = |page: &mut String, rule: &LiveRule| {
        // Writing to a String cannot fail.
        let _ = write!(page, "| `{rule}` | {} | {} |", rule.level().as_str(), rule.advice());
    };
    for rule in &payload {
        row(&mut page, rule);
        page.push('\n');
    }
    page.push_str("\n## What takes the request, other events or the clock\n\n");
    page.push_str("| rule | level | what to do | what it sees |\n|---|---|---|---|\n");
    for rule in &cross {
        row(&mut page, rule);
        if let LiveRule::Cross(cross) = rule {
            let _ = writeln!(page, " {} |", cross.meaning());
        }
    }
    page
}
