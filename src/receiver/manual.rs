//! The rules as a list, and the page of the manual that is made from it.

use std::fmt::Write;

use super::rule::{CrossRule, LiveRule};
use crate::check::Rule;
use crate::contract::{DataClass, Need};
use crate::json::DepartureKind;
use crate::privacy::Form;

/// Every rule of the live check, payload by payload first.
pub fn rules() -> impl Iterator<Item = LiveRule> {
    const DEPARTURES: [DepartureKind; 12] = [
        DepartureKind::UnknownKey,
        DepartureKind::CamelCaseKey,
        DepartureKind::DuplicateKey,
        DepartureKind::Null,
        DepartureKind::WrongType,
        DepartureKind::OutOfRange,
        DepartureKind::NumberAsString,
        DepartureKind::UnknownEnumName,
        DepartureKind::UnknownEnumNumber,
        DepartureKind::EnumAsNumber,
        DepartureKind::IntegerAsFloat,
        DepartureKind::MisplacedTime,
    ];
    const OTHERS: [Rule; 19] = [
        Rule::LogNotAString,
        Rule::LogNotJson,
        Rule::LogEmpty,
        Rule::LogsMissing,
        Rule::ItemsMissing,
        Rule::ItemsNull,
        Rule::UploadTimeMissing,
        Rule::TimeMissing,
        Rule::EventIdMissing,
        Rule::IdNotUuid,
        Rule::NeededMissing(Need::Required),
        Rule::NeededMissing(Need::Recommended),
        Rule::NotApplicable,
        Rule::OutOfBounds,
        Rule::Contradiction,
        Rule::NilId,
        Rule::Deprecated,
        Rule::StrayText,
        Rule::Unauthenticated,
    ];
    let classes = (0..=DataClass::Secret as i32).filter_map(|number| DataClass::try_from(number).ok());
    let payload = DEPARTURES.into_iter().map(Rule::Contract).chain(OTHERS).chain(Form::ALL.map(Rule::Form));
    let payload = payload.chain(classes.filter(|class| *class != DataClass::Unspecified).map(Rule::Private));
    payload.map(LiveRule::Payload).chain(CrossRule::ALL.into_iter().map(LiveRule::Cross))
}

/// The rule that the store knows by that name.
pub(crate) fn rule(name: &str) -> Option<LiveRule> {
    rules().find(|rule| rule.stored_name() == name)
}

/// The page of the manual that lists the rules, as `docs/receiver/rules.md` has it.
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
