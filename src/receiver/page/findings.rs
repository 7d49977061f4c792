//! Findings, grouped by rule.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;

use super::frame::Frame;
use super::search::{Choices, Search};
use super::{html, units};
use crate::receiver::report::{FindingReport, Report};
use crate::receiver::shared::Shared;

#[derive(Template)]
#[template(path = "findings.html")]
struct Findings {
    frame: Frame,
    search: Search,
    choices: Choices,
    groups: Vec<Group>,
}

struct Group {
    rule: String,
    level: &'static str,
    advice: String,
    count: u64,
    findings: Vec<FindingReport>,
}

pub(super) async fn page(State(shared): State<Arc<Shared>>, Query(search): Query<Search>) -> Response {
    let choices = match Choices::read(&shared, &search).await {
        Ok(choices) => choices,
        Err(response) => return response,
    };
    let mut report = Report::new(&shared);
    let frame = Frame::of(&report, "/findings");
    report.findings.retain(|finding| {
        let is = |wanted: &str, told: &str| wanted.is_empty() || wanted == told;
        is(&search.client, &finding.client.name) && is(&search.version, &finding.client.version)
    });
    let mut groups: Vec<Group> = Vec::new();
    for finding in report.findings {
        let rule = finding.rule.to_string();
        let group = match groups.iter_mut().find(|group| group.rule == rule) {
            Some(group) => group,
            None => {
                let (level, advice) = (finding.rule.level().as_str(), units::prose(finding.rule.advice()));
                groups.push(Group { rule, level, advice, count: 0, findings: Vec::new() });
                let last = groups.len() - 1;
                &mut groups[last]
            }
        };
        group.count += finding.count;
        group.findings.push(finding);
    }
    for group in &mut groups {
        group.findings.sort_by_key(|finding| (finding.allowed, std::cmp::Reverse(finding.count)));
    }
    // By level, as the report has them, unless by count.
    if search.sort == "count" {
        groups.sort_by_key(|group| std::cmp::Reverse(group.count));
    }
    html(&Findings { frame, search, choices, groups })
}
