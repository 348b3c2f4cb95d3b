//! The rule-set file: its serde shapes, and everything that can be wrong with one.

use super::shape::Shape;
use crate::error::Issue;
use crate::number::{self, Exact, Rounding};
use crate::text::Text;
use crate::{Citation, Error};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleSetDocument {
    pub(super) id: String,
    pub(super) edition: String,
    pub(super) title: Text,
    pub(super) status: RuleSetStatus,
    /// What the status rests on, and what is known to differ from the text or the publisher.
    pub(super) notes: Vec<Text>,
    pub(super) issuer: String,
    pub(super) years: Years,
    pub(super) legal_basis: Vec<Citation>,
    pub(super) max_points: Exact,
    pub(super) leaf_rounding: Rounding,
    pub(super) classes: Vec<ClassBand>,
    pub(super) criteria: Vec<Criterion>,
}

/// The years a set evaluates; open-ended while it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Years {
    from: i32,
    through: Option<i32>,
}

/// Bộ chỉ số này là gì: what a rule set can be relied on for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RuleSetStatus {
    /// The text of the decision was read.
    Official,
    /// Rebuilt from an implementation or from published results.
    Reconstructed,
    /// A starting point for a set of one's own; not law.
    Template,
}

/// Tiêu chí: a group of criteria or a leaf with a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Criterion {
    /// Mã.
    pub code: String,
    /// Tên.
    pub title: Text,
    /// Điểm tối đa.
    pub max_points: Exact,
    /// The rule of a leaf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<Shape>,
    /// Where the criterion and its rule come from.
    pub source: Citation,
    /// The parts of a group.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Criterion>,
}

/// Mức xếp loại: a class and the totals it covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ClassBand {
    /// Tên mức.
    pub title: Text,
    /// Lower end.
    pub from: Exact,
    /// Whether the lower end belongs to the class.
    pub from_inclusive: bool,
    /// Upper end.
    pub to: Exact,
    /// Whether the upper end belongs to the class.
    pub to_inclusive: bool,
    /// Where the limits come from.
    pub source: Citation,
}

impl ClassBand {
    /// Whether the class covers a total.
    pub fn contains(&self, points: Exact) -> bool {
        let above = if self.from_inclusive { points >= self.from } else { points > self.from };
        let below = if self.to_inclusive { points <= self.to } else { points < self.to };
        above && below
    }
}

impl Criterion {
    /// This criterion or one below it, by code.
    pub fn find(&self, code: &str) -> Option<&Self> {
        if self.code == code {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(code))
    }

    /// The codes of this criterion and all below it, in order.
    pub(crate) fn codes(&self) -> Vec<&str> {
        std::iter::once(self.code.as_str()).chain(self.children.iter().flat_map(Criterion::codes)).collect()
    }
}

impl RuleSetDocument {
    /// Every problem of the document; none when the set can be scored with.
    pub(super) fn check(&self) -> Vec<Issue> {
        let mut issues = Vec::new();
        let maxima = self.criteria.iter().map(|criterion| criterion.max_points);
        check_sum("criteria", &self.id, self.max_points, maxima, &mut issues);
        let mut codes = BTreeMap::new();
        for (position, criterion) in self.criteria.iter().enumerate() {
            check_criterion(&format!("criteria[{position}]"), criterion, &mut codes, &mut issues);
        }
        for (code, (times, path)) in codes {
            if times > 1 {
                issues.push(Issue::at(path, Error::DuplicateCode { code: code.to_owned(), times }));
            }
        }
        check_citation("legal_basis", &self.id, self.legal_basis.first(), &mut issues);
        for (position, band) in self.classes.iter().enumerate() {
            let path = format!("classes[{position}]");
            check_citation(&path, &band.title.vi, Some(&band.source), &mut issues);
            // Listed from the top: each band ends where the one above begins, and only one of the
            // two owns the limit.
            let above = position.checked_sub(1).and_then(|above| self.classes.get(above));
            let joined = above.is_none_or(|above| above.from == band.to && above.from_inclusive != band.to_inclusive);
            if !joined || band.from >= band.to {
                let (from, to) = (band.to.to_string(), above.map_or(band.from, |above| above.from).to_string());
                issues.push(Issue::at(path, Error::BandGap { from, to }));
            }
        }
        issues
    }
}

fn check_criterion<'a>(
    path: &str,
    criterion: &'a Criterion,
    codes: &mut BTreeMap<&'a str, (u64, String)>,
    issues: &mut Vec<Issue>,
) {
    let seen = codes.entry(&criterion.code).or_insert_with(|| (0, path.to_owned()));
    seen.0 = seen.0.saturating_add(1);
    check_citation(path, &criterion.code, Some(&criterion.source), issues);
    let code = || criterion.code.clone();
    if criterion.max_points <= Exact::default() {
        issues.push(Issue::at(
            format!("{path}.max_points"),
            Error::OutOfRange {
                what: "max_points",
                got: criterion.max_points.to_string(),
                min: "above 0".to_owned(),
                max: "any points".to_owned(),
            },
        ));
    }
    match (&criterion.shape, criterion.children.is_empty()) {
        (Some(_), false) => issues.push(Issue::at(path, Error::ShapeAndChildren { code: code(), got: "both" })),
        (None, true) => issues.push(Issue::at(path, Error::ShapeAndChildren { code: code(), got: "neither" })),
        (Some(Shape::ProportionalToTarget { target_percent, .. }), true) => {
            if *target_percent <= Exact::default() || *target_percent > Exact::from(100) {
                issues.push(Issue::at(
                    format!("{path}.shape.target_percent"),
                    Error::OutOfRange {
                        what: "target_percent",
                        got: target_percent.to_string(),
                        min: "above 0".to_owned(),
                        max: "100".to_owned(),
                    },
                ));
            }
        }
        (Some(_), true) => {}
        (None, false) => {
            let maxima = criterion.children.iter().map(|child| child.max_points);
            check_sum(path, &criterion.code, criterion.max_points, maxima, issues);
        }
    }
    for (position, child) in criterion.children.iter().enumerate() {
        check_criterion(&format!("{path}.children[{position}]"), child, codes, issues);
    }
}

fn check_sum(
    path: &str,
    code: &str,
    expected: Exact,
    maxima: impl IntoIterator<Item = Exact>,
    issues: &mut Vec<Issue>,
) {
    let sum = number::sum(maxima);
    if sum != Some(expected) {
        let got = sum.map_or_else(|| "too much".to_owned(), |sum| sum.to_string());
        let expected = expected.to_string();
        issues.push(Issue::at(path, Error::SumMismatch { code: code.to_owned(), got, expected }));
    }
}

fn check_citation(path: &str, code: &str, citation: Option<&Citation>, issues: &mut Vec<Issue>) {
    if citation.is_none_or(|citation| citation.document.trim().is_empty()) {
        issues.push(Issue::at(path, Error::NoCitation { code: code.to_owned() }));
    }
}
