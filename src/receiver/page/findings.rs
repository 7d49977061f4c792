//! Findings, grouped by rule.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::frame::Frame;
use super::html;
use crate::receiver::report::{FindingReport, Report};
use crate::receiver::shared::Shared;

#[derive(Template)]
#[template(path = "findings.html")]
struct Findings {
    frame: Frame,
    groups: Vec<Group>,
}

struct Group {
    rule: String,
    level: &'static str,
    advice: &'static str,
    count: u64,
    findings: Vec<FindingReport>,
}

pub(super) async fn page(State(shared): State<Arc<Shared>>) -> Response {
    let report = Report::new(&shared);
    let frame = Frame::of(&report, "/findings");
    let mut groups: Vec<Group> = Vec::new();
    for finding in report.findings {
        let rule = finding.rule.to_string();
        let group = match groups.iter_mut().find(|group| group.rule == rule) {
            Some(group) => group,
            None => {
                let (level, advice) = (finding.rule.level().as_str(), finding.rule.advice());
                groups.push(Group { rule, level, advice, count: 0, findings: Vec::new() });
                let last = groups.len() - 1;
                &mut groups[last]
            }
        };
        group.count += finding.count;
        group.findings.push(finding);
    }
    html(&Findings { frame, groups })
}
