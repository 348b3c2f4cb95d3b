//! What can be wrong with class rules, and what they leave undefined.

use super::{ClassBand, ClassRules, ConditionTest};
use crate::error::Issue;
use crate::number::Exact;
use crate::rules::check::Found;
use crate::{Citation, Error};
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};

/// More classes, or conditions of one, than any text has; each pair of classes is compared.
const MOST_CLASSES: usize = 100;
/// The same of vetoes, caps and quotas.
const MOST_LIMITS: usize = 1_000;

/// Kết quả kiểm tra quy tắc xếp loại.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ClassRulesCheck {
    /// What must be corrected before classifying.
    pub issues: Vec<Issue>,
    /// Cases the text leaves undefined: no fault of the document.
    pub remarks: Vec<Issue>,
}

/// A point or the open stretch between two limits of any band: inside one, all totals are alike.
#[derive(Debug, Clone, Copy)]
enum Piece {
    Point(Exact),
    Between(Option<Exact>, Option<Exact>),
}

impl Piece {
    fn from(self) -> Option<Exact> {
        match self {
            Self::Point(at) => Some(at),
            Self::Between(from, _) => from,
        }
    }

    fn to(self) -> Option<Exact> {
        match self {
            Self::Point(at) => Some(at),
            Self::Between(_, to) => to,
        }
    }

    fn inside(self, band: &ClassBand) -> bool {
        match self {
            Self::Point(at) => band.contains(at),
            Self::Between(from, to) => {
                let above = band.from.is_none_or(|limit| from.is_some_and(|from| from >= limit));
                let below = band.to.is_none_or(|limit| to.is_some_and(|to| to <= limit));
                above && below
            }
        }
    }
}

fn limit(limit: Option<Exact>) -> String {
    limit.map_or_else(|| "any value".to_owned(), |limit| limit.to_string())
}

impl ClassRules {
    /// The issues and the remarks.
    ///
    /// ```
    /// let rules: cchc::rules::ClassRules = cchc::document::from_json(r#"{"classes": [
    ///   {"id": "good", "title": {"vi": "Tốt", "en": "Good"}, "from": "85", "from_inclusive": true, "to": null, "to_inclusive": false,
    ///    "conditions": [{"id": "no_zero", "title": {"vi": "Không tiêu chí 0 điểm", "en": "No criterion at 0"}, "no_leaf_at_zero": true}],
    ///    "source": {"document": "2579/QĐ-UBND"}},
    ///   {"id": "done", "title": {"vi": "Hoàn thành", "en": "Done"}, "from": null, "from_inclusive": false, "to": "85", "to_inclusive": false,
    ///    "source": {"document": "2579/QĐ-UBND"}}]}"#)?;
    /// let checked = rules.checked();
    /// assert!(checked.issues.is_empty());
    /// assert_eq!(checked.remarks[0].error.code(), "rules.undefined_case");
    /// # Ok::<(), cchc::Error>(())
    /// ```
    pub fn checked(&self) -> ClassRulesCheck {
        let mut issues = Vec::new();
        self.check(&mut issues);
        ClassRulesCheck { issues, remarks: self.remarks() }
    }

    /// Adds what must be corrected before classifying, with paths from `classes[0]` on.
    pub fn check(&self, issues: &mut Vec<Issue>) {
        if let Some(issue) = self.size() {
            issues.push(issue);
            return;
        }
        for (position, band) in self.classes.iter().enumerate() {
            let path = format!("classes[{position}]");
            check_citation(&path, &band.id, &band.source, issues);
            check_ends(&path, band, issues);
            check_conditions(&path, band, issues);
        }
        self.check_ids(issues);
        self.check_bands(issues);
        for (position, veto) in self.vetoes.iter().enumerate() {
            let path = format!("vetoes[{position}]");
            check_citation(&path, &veto.id, &veto.source, issues);
            self.check_class(&format!("{path}.class"), &veto.id, &veto.class, issues);
        }
        for (position, cap) in self.caps.iter().enumerate() {
            let path = format!("caps[{position}]");
            check_citation(&path, &cap.id, &cap.source, issues);
            self.check_class(&format!("{path}.at_most"), &cap.id, &cap.at_most, issues);
        }
        self.check_quotas(issues);
    }

    /// Cases that the text leaves undefined: a total inside a band whose conditions may fail, with
    /// no lower class to fall into.
    pub fn remarks(&self) -> Vec<Issue> {
        if self.size().is_some() {
            return Vec::new();
        }
        let mut undefined: BTreeMap<usize, (Piece, Piece)> = BTreeMap::new();
        for piece in self.pieces().into_iter().rev() {
            let classes: Vec<(usize, &ClassBand)> =
                self.classes.iter().enumerate().filter(|(_, band)| piece.inside(band)).collect();
            if let Some((last, _)) =
                classes.last().filter(|_| classes.iter().all(|(_, band)| !band.conditions.is_empty()))
            {
                let stretch = undefined.entry(*last).or_insert((piece, piece));
                stretch.1 = piece;
            }
        }
        let remark = |(position, (top, bottom)): (usize, (Piece, Piece))| {
            let class = self.classes.get(position)?.id.clone();
            let error = Error::UndefinedCase { class, from: limit(bottom.from()), to: limit(top.to()) };
            Some(Issue::at(format!("classes[{position}]"), error))
        };
        undefined.into_iter().filter_map(remark).collect()
    }

    /// The first problem of size, before anything is compared.
    fn size(&self) -> Option<Issue> {
        let conditions = self.classes.iter().map(|band| band.conditions.len()).max().unwrap_or_default();
        let counted = [
            ("classes", "classes", self.classes.len(), MOST_CLASSES),
            ("classes", "conditions", conditions, MOST_CLASSES),
            ("vetoes", "vetoes", self.vetoes.len(), MOST_LIMITS),
            ("caps", "caps", self.caps.len(), MOST_LIMITS),
            ("quotas", "quotas", self.quotas.len(), MOST_LIMITS),
        ];
        if let Some((path, what, count, most)) = counted.into_iter().find(|(_, _, count, most)| count > most) {
            let [got, max] = [count, most].map(|count| u64::try_from(count).unwrap_or(u64::MAX));
            return Some(Issue::at(path, Error::RulesTooLarge { what, got, max }));
        }
        let classes = self
            .classes
            .iter()
            .flat_map(|band| std::iter::once(&band.id).chain(band.conditions.iter().map(|condition| &condition.id)));
        let classes = classes.map(|id| ("classes", id));
        let vetoes = self.vetoes.iter().map(|veto| ("vetoes", &veto.id));
        let caps = self.caps.iter().map(|cap| ("caps", &cap.id));
        classes.chain(vetoes).chain(caps).find_map(|(path, id)| Found::long_code(path, id))
    }

    /// The stretches between the limits of all bands, from the lowest up.
    fn pieces(&self) -> Vec<Piece> {
        let mut limits: Vec<Exact> = self.classes.iter().flat_map(|band| [band.from, band.to]).flatten().collect();
        limits.sort_unstable();
        limits.dedup();
        let mut below = None;
        let mut pieces = Vec::with_capacity(limits.len().saturating_mul(2).saturating_add(1));
        for limit in limits {
            pieces.extend([Piece::Between(below, Some(limit)), Piece::Point(limit)]);
            below = Some(limit);
        }
        pieces.push(Piece::Between(below, None));
        pieces
    }

    fn check_ids(&self, issues: &mut Vec<Issue>) {
        let classes = self.classes.iter().enumerate().map(|(at, band)| (band.id.as_str(), format!("classes[{at}]")));
        let vetoes = self.vetoes.iter().enumerate().map(|(at, veto)| (veto.id.as_str(), format!("vetoes[{at}]")));
        let caps = self.caps.iter().enumerate().map(|(at, cap)| (cap.id.as_str(), format!("caps[{at}]")));
        // One event has one consequence, whether it vetoes or caps.
        duplicates(classes, issues);
        duplicates(vetoes.chain(caps), issues);
        for (position, band) in self.classes.iter().enumerate() {
            let path = |at: usize| format!("classes[{position}].conditions[{at}]");
            duplicates(band.conditions.iter().enumerate().map(|(at, one)| (one.id.as_str(), path(at))), issues);
        }
        // The same fact may serve several classes, but cannot be a number for one and a yes for another.
        let mut kinds = BTreeMap::new();
        for (position, band) in self.classes.iter().enumerate() {
            for (at, condition) in band.conditions.iter().enumerate() {
                let kind = std::mem::discriminant(&condition.test);
                if *kinds.entry(condition.id.as_str()).or_insert(kind) != kind {
                    let path = format!("classes[{position}].conditions[{at}]");
                    issues.push(Issue::at(path, Error::DuplicateCode { code: condition.id.clone(), times: 2 }));
                }
            }
        }
    }

    /// Gaps, totals decided twice, and classes nothing is left for.
    fn check_bands(&self, issues: &mut Vec<Issue>) {
        if self.classes.is_empty() || self.classes.iter().any(reversed) {
            return;
        }
        for (position, pair) in self.classes.windows(2).enumerate() {
            let [above, band] = pair else { continue };
            // Listed from the best down; the same lower limit is told apart by conditions.
            if band.from > above.from {
                let path = format!("classes[{}]", position.saturating_add(1));
                issues.push(Issue::at(path, Error::BandGap { from: limit(above.from), to: limit(band.from) }));
                return;
            }
        }
        let pieces = self.pieces();
        let holders = |piece: &Piece| -> Vec<usize> {
            let inside = self.classes.iter().enumerate().filter(|(_, band)| piece.inside(band));
            inside.map(|(position, _)| position).collect()
        };
        let held: Vec<(Piece, Vec<usize>)> = pieces.into_iter().rev().map(|piece| (piece, holders(&piece))).collect();
        // Gaps: stretches without a class between the best and the lowest.
        let first = held.iter().position(|(_, classes)| !classes.is_empty()).unwrap_or_default();
        let last = held.iter().rposition(|(_, classes)| !classes.is_empty()).unwrap_or_default();
        let inner = held.get(first..=last).unwrap_or_default();
        for stretch in inner.chunk_by(|(_, a), (_, b)| a.is_empty() == b.is_empty()) {
            let ([(top, classes), ..], Some((bottom, _))) = (stretch, stretch.last()) else { continue };
            if classes.is_empty() {
                let (from, to) = (bottom.from(), top.to());
                let lower = self.classes.iter().position(|band| band.to == from && from.is_some());
                let path = format!("classes[{}]", lower.unwrap_or_default());
                issues.push(Issue::at(path, Error::BandGap { from: limit(from), to: limit(to) }));
            }
        }
        // Decided twice: a class above that asks nothing more has the total already.
        for (position, band) in self.classes.iter().enumerate() {
            let taken = |classes: &[usize]| {
                let above = classes.iter().take_while(|other| **other < position);
                above.filter_map(|other| self.classes.get(*other)).any(|above| above.conditions.is_empty())
            };
            let own: Vec<(Piece, bool)> = held
                .iter()
                .filter(|(_, classes)| classes.contains(&position))
                .map(|(piece, classes)| (*piece, taken(classes)))
                .collect();
            let lost: Vec<Piece> = own.iter().filter(|(_, taken)| *taken).map(|(piece, _)| *piece).collect();
            let path = || format!("classes[{position}]");
            if lost.len() == own.len() {
                let fault = "classes above it take all of its points";
                issues.push(Issue::at(path(), Error::UnreachableBand { code: band.id.clone(), fault }));
            } else if let (Some(top), Some(bottom)) = (lost.first(), lost.last()) {
                issues.push(Issue::at(path(), Error::BandGap { from: limit(bottom.from()), to: limit(top.to()) }));
            }
        }
    }

    fn check_quotas(&self, issues: &mut Vec<Issue>) {
        for (position, quota) in self.quotas.iter().enumerate() {
            let path = format!("quotas[{position}]");
            check_citation(&path, &quota.class, &quota.source, issues);
            self.check_class(&format!("{path}.class"), "quota", &quota.class, issues);
            let fault = match (quota.percent, quota.count) {
                (Some(_), Some(_)) => Some("has both percent and count"),
                (None, None) => Some("has neither percent nor count"),
                _ if self.classes.last().is_some_and(|lowest| lowest.id == quota.class) => {
                    Some("is of the lowest class, which has none below it")
                }
                _ => None,
            };
            if let Some(fault) = fault {
                issues.push(Issue::at(&path, Error::InvalidQuota { class: quota.class.clone(), fault }));
            }
            let hundred = Exact::from(100);
            if let Some(percent) = quota.percent.filter(|percent| *percent < Exact::default() || *percent > hundred) {
                let (min, max) = ("0".to_owned(), hundred.to_string());
                let error = Error::OutOfRange { what: "percent", got: percent.to_string(), min, max };
                issues.push(Issue::at(format!("{path}.percent"), error));
            }
        }
    }

    fn check_class(&self, path: &str, code: &str, class: &str, issues: &mut Vec<Issue>) {
        if self.position(class).is_none() {
            let (code, reference) = (code.to_owned(), crate::number::shorten(class));
            issues.push(Issue::at(path, Error::UnknownReference { code, reference, known: self.ids() }));
        }
    }
}

fn reversed(band: &ClassBand) -> bool {
    matches!((band.from, band.to), (Some(from), Some(to)) if from >= to)
}

fn check_ends(path: &str, band: &ClassBand, issues: &mut Vec<Issue>) {
    if reversed(band) {
        issues.push(Issue::at(path, Error::BandGap { from: limit(band.from), to: limit(band.to) }));
    }
    let ends = [("lower", band.from, band.from_inclusive), ("upper", band.to, band.to_inclusive)];
    for (end, limit, inclusive) in ends {
        if limit.is_none() && inclusive {
            issues.push(Issue::at(path, Error::OpenEnd { code: band.id.clone(), end }));
        }
    }
}

fn check_conditions(path: &str, band: &ClassBand, issues: &mut Vec<Issue>) {
    for (position, condition) in band.conditions.iter().enumerate() {
        if matches!(&condition.test, ConditionTest::Fact(limits) if limits.leave_nothing()) {
            let error = Error::UnreachableBand { code: band.id.clone(), fault: "a condition of it leaves no value" };
            issues.push(Issue::at(format!("{path}.conditions[{position}]"), error));
        }
    }
}

fn duplicates<'a>(ids: impl Iterator<Item = (&'a str, String)>, issues: &mut Vec<Issue>) {
    let mut seen = HashSet::new();
    for (id, path) in ids {
        if !seen.insert(id) {
            issues.push(Issue::at(path, Error::DuplicateCode { code: id.to_owned(), times: 2 }));
        }
    }
}

fn check_citation(path: &str, code: &str, citation: &Citation, issues: &mut Vec<Issue>) {
    if citation.document.trim().is_empty() {
        issues.push(Issue::at(path, Error::NoCitation { code: code.to_owned() }));
    }
}
