//! Everything that can be wrong with a rule set: all problems at once, each with its path.

use super::document::{Adjustment, Applicability, Combine, Criterion, RuleSetDocument, TimeRule};
use super::shape::{Award, Band, Factor, FactorOf, Part, Quantity, Shape, ZeroDenominator};
use crate::error::Issue;
use crate::number::{self, Exact, Rounding};
use crate::{Citation, Error};
use std::collections::{BTreeMap, BTreeSet};

/// More than any set of criteria has; a document beyond it is not read further.
const MOST_CRITERIA: usize = 20_000;
/// Deeper than any decision numbers its criteria.
pub(super) const MOST_LEVELS: usize = 16;
/// Longer than any code; every message about a criterion repeats it.
pub(super) const MOST_CODE: usize = 100;
/// More rows than the rule of one criterion has.
const MOST_PARTS: usize = 1_000;

/// What is wrong with a document, and what its text leaves to be remarked on.
#[derive(Default)]
pub(super) struct Found {
    /// The set cannot be scored with.
    pub(super) issues: Vec<Issue>,
    /// The set can be used; the text contradicts itself or gives something away.
    pub(super) remarks: Vec<Issue>,
}

/// Which end of a range a limit is.
#[derive(Clone, Copy)]
enum End {
    Least,
    Most,
}

impl Found {
    fn issue(&mut self, path: impl Into<String>, error: Error) {
        self.issues.push(Issue::at(path, error));
    }

    fn out_of_range(&mut self, path: String, what: &'static str, got: impl ToString, min: &str, max: &str) {
        let (min, max) = (min.to_owned(), max.to_owned());
        self.issue(path, Error::OutOfRange { what, got: got.to_string(), min, max });
    }

    fn citation(&mut self, path: &str, code: &str, citation: Option<&Citation>) {
        if citation.is_none_or(|citation| citation.document.trim().is_empty()) {
            self.issue(path, Error::NoCitation { code: code.to_owned() });
        }
    }

    /// A code or an identifier that is a text.
    pub(super) fn long_code(path: impl Into<String>, code: &str) -> Option<Issue> {
        let length = code.chars().count();
        let max = MOST_CODE.to_string();
        let got = || format!("{length} ({})", number::shorten(code));
        let error = || Error::OutOfRange { what: "length of a code", got: got(), min: "1".to_owned(), max };
        (length > MOST_CODE).then(|| Issue::at(path, error()))
    }

    /// A limit that half up goes past, since it has more decimals than are kept.
    fn rounds(&mut self, path: String, code: &str, rounding: Option<Rounding>, (limit, end): (Exact, End)) {
        let Some(rounding) = rounding else { return };
        let rounded = rounding.apply(limit);
        let past = match end {
            End::Least => rounded < limit,
            End::Most => rounded > limit,
        };
        if past {
            let (code, places) = (code.to_owned(), rounding.places());
            let (limit, rounded) = (limit.to_string(), rounded.to_string());
            self.issue(path, Error::RoundsPastLimit { code, limit, rounded, places });
        }
    }

    /// Parts that may be out leave a maximum of their own, which half up must not go past either.
    fn rounds_parts(&mut self, path: &str, code: &str, rounding: Option<Rounding>, parts: &[Criterion]) {
        let Some(rounding) = rounding.filter(|_| parts.iter().any(Criterion::may_shrink)) else { return };
        if !parts.iter().all(|part| part.maxima().into_iter().all(|max| rounding.apply(max) == max)) {
            let reason = "parts of it may be out, and it keeps fewer decimals than the maximum of a part has";
            self.issue(path, Error::PolicyUndeclared { code: code.to_owned(), reason });
        }
    }

    fn sum(&mut self, path: &str, code: &str, expected: Exact, parts: &[Criterion]) {
        let sum = number::sum(parts.iter().map(|part| part.max_points));
        if sum != Some(expected) {
            let got = sum.map_or_else(|| "too much".to_owned(), |sum| sum.to_string());
            self.issue(path, Error::SumMismatch { code: code.to_owned(), got, expected: expected.to_string() });
        }
    }
}

/// The first problem of size, before anything is walked to its depth.
fn size(document: &RuleSetDocument) -> Option<Issue> {
    let mut left = MOST_CRITERIA;
    for (place, criteria) in document.places() {
        // Walked level by level: a tree too deep for the check is not descended into.
        let mut level: Vec<&Criterion> = criteria.iter().collect();
        let mut depth = 1;
        while let Some(first) = level.first() {
            if depth > MOST_LEVELS {
                let (got, max) = (number_of(depth), number_of(MOST_LEVELS));
                return Some(Issue::at(place, Error::RulesTooDeep { code: first.code.clone(), got, max }));
            }
            if level.len() > left {
                let got = number_of(MOST_CRITERIA - left + level.len());
                let max = number_of(MOST_CRITERIA);
                return Some(Issue::at(place, Error::RulesTooLarge { what: "criteria", got, max }));
            }
            if let Some(issue) = level.iter().find_map(|criterion| Found::long_code(place, &criterion.code)) {
                return Some(issue);
            }
            left -= level.len();
            level = level.into_iter().flat_map(|criterion| &criterion.children).collect();
            depth += 1;
        }
    }
    None
}

fn number_of(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

impl RuleSetDocument {
    /// Every problem of the document; no issue when the set can be scored with.
    pub(super) fn check(&self) -> Found {
        let mut found = Found::default();
        if let Some(issue) = Found::long_code("id", &self.id).or_else(|| size(self)) {
            found.issues.push(issue);
            return found;
        }
        if self.years.through.is_some_and(|through| through < self.years.from) {
            found.out_of_range("years".to_owned(), "years", self.years, &self.years.from.to_string(), "any year");
        }
        if self.max_points <= Exact::default() {
            found.out_of_range("max_points".to_owned(), "max_points", self.max_points, "above 0", "any points");
        }
        if let (Some(min), Some(max)) = (self.total.min, self.total.max) {
            if min > max {
                found.out_of_range("total".to_owned(), "min", min, "any points", &max.to_string());
            }
        }
        found.citation("legal_basis", &self.id, self.legal_basis.first());
        found.sum("criteria", &self.id, self.max_points, &self.criteria);
        positive(&mut found, "rescale_to", self.rescale_to);
        self.check_places(&mut found);
        for (name, adjustment) in [("bonus", &self.bonus), ("penalty", &self.penalty)] {
            if let Some(adjustment) = adjustment {
                found.citation(name, name, Some(&adjustment.source));
                positive(&mut found, &format!("{name}.cap"), adjustment.cap);
            }
        }
        self.check_rounding(&mut found);
        self.check_references(&mut found);
        self.check_stated(&mut found);
        let classes = self.class_rules().checked();
        found.issues.extend(classes.issues);
        found.remarks.extend(classes.remarks);
        found
    }

    fn check_places(&self, found: &mut Found) {
        let mut codes = BTreeMap::new();
        // What is taken away is written above zero; below it, it would be added.
        let adds = |(_, criterion): &(String, &Criterion)| criterion.min_points < Exact::default();
        for (path, criterion) in self.with_paths().iter().filter(|one| one.0.starts_with("penalty") && adds(one)) {
            found.out_of_range(format!("{path}.min_points"), "min_points", criterion.min_points, "0", "0");
        }
        for (place, criteria) in self.places() {
            for (position, criterion) in criteria.iter().enumerate() {
                let rescaled = self.rescale_to.is_some();
                check_criterion(&format!("{place}[{position}]"), criterion, rescaled, &mut codes, found);
            }
        }
        for (code, (times, path)) in codes {
            if times > 1 {
                found.issue(path, Error::DuplicateCode { code: code.to_owned(), times });
            }
        }
    }

    /// Every criterion with its path.
    fn with_paths(&self) -> Vec<(String, &Criterion)> {
        fn below<'a>(path: String, criterion: &'a Criterion, all: &mut Vec<(String, &'a Criterion)>) {
            for (position, child) in criterion.children.iter().enumerate() {
                below(format!("{path}.children[{position}]"), child, all);
            }
            all.push((path, criterion));
        }
        let mut all = Vec::new();
        for (place, criteria) in self.places() {
            for (position, criterion) in criteria.iter().enumerate() {
                below(format!("{place}[{position}]"), criterion, &mut all);
            }
        }
        all
    }

    /// Every leaf with its path.
    fn leaves(&self) -> Vec<(String, &Criterion, &Shape)> {
        let all = self.with_paths().into_iter();
        all.filter_map(|(path, criterion)| Some((path, criterion, criterion.shape.as_ref()?))).collect()
    }

    /// No stage rounds a score past a limit the set declares: half up never passes a rounded limit, so
    /// it is enough that the limits themselves stay where they are.
    fn check_rounding(&self, found: &mut Found) {
        for (path, criterion) in self.with_paths() {
            let leaf = criterion.shape.is_some();
            let stage = if leaf { self.rounding.leaf } else { self.rounding.group };
            let (code, max) = (&criterion.code, criterion.max_points);
            if leaf {
                found.rounds(format!("{path}.min_points"), code, stage, (criterion.min_points, End::Least));
            }
            found.rounds(format!("{path}.max_points"), code, stage, (max, End::Most));
            if let Some(to) = criterion.rescale_to {
                found.rounds(format!("{path}.rescale_to"), code, stage, (to, End::Most));
            }
            found.rounds_parts(&path, code, stage, &criterion.children);
            // Rounded down, the maximum is there and nobody gets it.
            if let Some(best) = stage.map(|stage| stage.apply(max)).filter(|best| *best < max) {
                let (best, max) = (best.to_string(), max.to_string());
                found.remarks.push(Issue::at(path, Error::UnreachableMaximum { code: code.clone(), best, max }));
            }
        }
        found.rounds_parts("rounding.total", &self.id, self.rounding.total, &self.criteria);
        let most = |adjustment: &Option<Adjustment>| {
            let all = number::sum(adjustment.iter().flat_map(|one| &one.criteria).map(|one| one.max_points))?;
            Some(adjustment.as_ref().and_then(|one| one.cap).map_or(all, |cap| cap.min(all)))
        };
        let (Some(bonus), Some(penalty)) = (most(&self.bonus), most(&self.penalty)) else { return };
        // A limit of the total beyond what can be reached never cuts.
        let tops = [Some(self.max_points), self.rescale_to].into_iter().flatten();
        let tops = tops.filter_map(|base| number::sum([base, bonus])).map(|most| {
            let cut = self.total.max.filter(|limit| *limit <= most);
            (cut.map_or("rounding.total", |_| "total.max"), (cut.unwrap_or(most), End::Most))
        });
        let least = number::difference(Exact::default(), penalty).map(|least| {
            let cut = self.total.min.filter(|limit| *limit >= least);
            (cut.map_or("rounding.total", |_| "total.min"), (cut.unwrap_or(least), End::Least))
        });
        for (path, limit) in tops.chain(least) {
            found.rounds(path.to_owned(), &self.id, self.rounding.total, limit);
        }
    }

    /// Branches lead to leaves that exist, and never in a circle; tie-breakers are criteria.
    fn check_references(&self, found: &mut Found) {
        let leaves = self.leaves();
        let known: BTreeSet<&str> = leaves.iter().map(|(_, leaf, _)| leaf.code.as_str()).collect();
        let unknown = |code: &str, reference: &str| Error::UnknownReference {
            code: code.to_owned(),
            reference: number::shorten(reference),
            known: number::shorten_list(known.iter().copied()),
        };
        let mut waits: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (path, leaf, shape) in &leaves {
            for on in shape.depends_on() {
                if known.contains(on) {
                    waits.entry(&leaf.code).or_default().insert(on);
                } else {
                    found.issue(format!("{path}.shape.on"), unknown(&leaf.code, on));
                }
            }
        }
        // Leaves whose rules wait for nothing are taken out until none is left; what stays is a circle,
        // or a longer chain than any text has.
        for _ in 0..MOST_LEVELS {
            let free: Vec<&str> = waits
                .iter()
                .filter(|(_, on)| on.iter().all(|on| !waits.contains_key(on)))
                .map(|(code, _)| *code)
                .collect();
            if free.is_empty() {
                break;
            }
            free.iter().for_each(|code| drop(waits.remove(code)));
        }
        let free = |on: &BTreeSet<&str>| on.iter().all(|on| !waits.contains_key(on));
        if let Some((code, _)) = waits.iter().find(|(_, on)| free(on)) {
            let max = number_of(MOST_LEVELS);
            found.issue("criteria", Error::RulesTooDeep { code: (*code).to_owned(), got: max.saturating_add(1), max });
        } else if !waits.is_empty() {
            found.issue("criteria", Error::RuleCycle { codes: number::shorten_list(waits.keys().copied()) });
        }
        let all: BTreeSet<&str> = self.criteria.iter().flat_map(Criterion::codes).collect();
        for (position, code) in self.ties.tie_breakers.iter().enumerate() {
            if !all.contains(code.as_str()) {
                found.issue(format!("ties.tie_breakers[{position}]"), unknown("ties", code));
            }
        }
    }

    /// The counts a text states against those of its parts: a remark, since the text is what it is.
    fn check_stated(&self, found: &mut Found) {
        for (position, field) in self.criteria.iter().enumerate() {
            if let Some(parts) = field.parts.filter(|_| !field.children.is_empty()) {
                let components = field.children.iter().map(|criterion| criterion.children.len()).sum();
                let counted = [
                    ("criteria", parts.criteria, number_of(field.children.len())),
                    ("components", parts.components, number_of(components)),
                ];
                for (what, expected, got) in counted {
                    // A field whose criteria are listed but not their components states the latter only.
                    if expected != got && !(what == "components" && components == 0) {
                        let error = Error::CountMismatch { code: field.code.clone(), what, got, expected };
                        found.remarks.push(Issue::at(format!("criteria[{position}]"), error));
                    }
                }
            }
        }
        let parts = || self.criteria.iter().filter_map(|field| field.parts);
        let counted = [
            ("fields", self.stated.fields, Some(number_of(self.criteria.len()))),
            ("criteria", self.stated.criteria, number_checked(parts().map(|parts| parts.criteria))),
            ("components", self.stated.components, number_checked(parts().map(|parts| parts.components))),
        ];
        for (what, stated, got) in counted {
            if let (Some(expected), Some(got)) = (stated, got) {
                if expected != got {
                    let error = Error::CountMismatch { code: self.id.clone(), what, got, expected };
                    found.remarks.push(Issue::at(format!("stated.{what}"), error));
                }
            }
        }
    }
}

fn number_checked(counts: impl Iterator<Item = u64>) -> Option<u64> {
    counts.fold(None, |sum: Option<u64>, count| Some(sum.unwrap_or(0).saturating_add(count)))
}

fn positive(found: &mut Found, path: &str, number: Option<Exact>) {
    if let Some(number) = number.filter(|number| *number <= Exact::default()) {
        found.out_of_range(path.to_owned(), "points", number, "above 0", "any points");
    }
}

fn check_criterion<'a>(
    path: &str,
    criterion: &'a Criterion,
    rescaled: bool,
    codes: &mut BTreeMap<&'a str, (u64, String)>,
    found: &mut Found,
) {
    let seen = codes.entry(&criterion.code).or_insert_with(|| (0, path.to_owned()));
    seen.0 = seen.0.saturating_add(1);
    let code = || criterion.code.clone();
    if criterion.code.trim().is_empty() {
        found.issue(format!("{path}.code"), Error::MissingField { field: "code".to_owned() });
    }
    found.citation(path, &criterion.code, Some(&criterion.source));
    if criterion.max_points <= Exact::default() {
        found.out_of_range(format!("{path}.max_points"), "max_points", criterion.max_points, "above 0", "any points");
    }
    if criterion.min_points > Exact::default() {
        found.out_of_range(format!("{path}.min_points"), "min_points", criterion.min_points, "any points", "0");
    }
    positive(found, &format!("{path}.rescale_to"), criterion.rescale_to);
    check_time_limits(path, criterion, found);
    // What is above counts on no more than the maximum of each part.
    if let Some(to) = criterion.rescale_to.filter(|to| *to > criterion.max_points) {
        let max = criterion.max_points.to_string();
        found.out_of_range(format!("{path}.rescale_to"), "points", to, "above 0", &max);
    }
    let rescaled = rescaled || criterion.rescale_to.is_some();
    match (&criterion.shape, criterion.children.is_empty()) {
        (Some(_), false) => found.issue(path, Error::ShapeAndChildren { code: code(), got: "both" }),
        (None, true) => found.issue(path, Error::ShapeAndChildren { code: code(), got: "neither" }),
        (Some(shape), true) => {
            if criterion.not_applicable == Some(Applicability::Rescale) && !rescaled {
                found.issue(path, Error::RescaleUndeclared { code: code() });
            }
            check_leaf(path, criterion, shape, found);
        }
        (None, false) => {
            if criterion.combine == Combine::Sum {
                found.sum(path, &criterion.code, criterion.max_points, &criterion.children);
            }
            let parts = number::sum(criterion.children.iter().map(|part| part.max_points));
            let below = parts.filter(|parts| criterion.combine == Combine::CappedSum && *parts < criterion.max_points);
            if let Some(best) = below {
                let (best, max) = (best.to_string(), criterion.max_points.to_string());
                found.remarks.push(Issue::at(path, Error::UnreachableMaximum { code: code(), best, max }));
            }
            if criterion.not_applicable.is_some() {
                let reason = "a group applies as far as its parts do";
                found.issue(format!("{path}.not_applicable"), Error::PolicyUndeclared { code: code(), reason });
            }
        }
    }
    for (position, child) in criterion.children.iter().enumerate() {
        check_criterion(&format!("{path}.children[{position}]"), child, rescaled, codes, found);
    }
}

/// A limit of no days is none, and one name stands for one limit of a level.
fn check_time_limits(path: &str, criterion: &Criterion, found: &mut Found) {
    for (position, limit) in criterion.time_limits.iter().enumerate() {
        let path = format!("{path}.time_limits[{position}]");
        if limit.working_days == 0 {
            found.out_of_range(format!("{path}.working_days"), "days", 0, "1", "any count");
        }
        let earlier = criterion.time_limits.iter().take(position).filter(|other| other.id == limit.id);
        let both = |other: &TimeRule| {
            other.levels.is_empty() || limit.levels.is_empty() || other.levels.iter().any(|l| limit.levels.contains(l))
        };
        if earlier.into_iter().any(both) {
            let code = format!("{}: {}", criterion.code, limit.id);
            found.issue(path, Error::DuplicateCode { code, times: 2 });
        }
    }
}

fn check_leaf(path: &str, leaf: &Criterion, shape: &Shape, found: &mut Found) {
    let before = found.issues.len();
    for (inner, shape) in shape.nested() {
        Checker { path: format!("{path}.shape{inner}"), leaf, found }.shape(shape);
    }
    if found.issues.len() == before {
        if let Some(best) = shape.best(leaf.max_points).filter(|best| *best < leaf.max_points) {
            let (best, max) = (best.to_string(), leaf.max_points.to_string());
            let error = Error::UnreachableMaximum { code: leaf.code.clone(), best, max };
            found.remarks.push(Issue::at(path, error));
        }
    }
}

impl Criterion {
    /// Whether its maximum may become another one, where parts of it do not apply.
    fn may_shrink(&self) -> bool {
        match self.not_applicable {
            Some(Applicability::NotScored | Applicability::Rescale) => true,
            _ => self.children.iter().any(Self::may_shrink),
        }
    }

    /// The numbers its maximum is then added up from.
    fn maxima(&self) -> Vec<Exact> {
        let parts = self.children.iter().flat_map(Self::maxima);
        match (self.children.is_empty(), self.combine) {
            (true, _) => vec![self.max_points],
            (_, Combine::ScaledSum) => std::iter::once(self.max_points).chain(self.rescale_to).collect(),
            (_, Combine::CappedSum) => parts.chain([self.max_points]).chain(self.rescale_to).collect(),
            (_, Combine::Sum) => parts.chain(self.rescale_to).collect(),
        }
    }
}

impl Shape {
    /// The most it can give; `None` where that is too large to say.
    fn best(&self, max: Exact) -> Option<Exact> {
        let best = |awards: &mut dyn Iterator<Item = &Award>| {
            awards
                .map(|award| award.best(max))
                .try_fold(None, |best: Option<Exact>, award| award.map(|award| best.max(Some(award))))?
        };
        match self {
            Self::AllOf { points, otherwise, .. } => Some(points.unwrap_or(max).max(*otherwise)),
            Self::Levels { levels, not_done, .. } => best(&mut levels.iter().map(|level| &level.award).chain(not_done)),
            Self::Bands { bands, not_done, .. } => best(&mut bands.iter().map(|band| &band.award).chain(not_done)),
            Self::PerItem { start, items, cap, .. } => {
                let rises =
                    |item: &super::shape::Item| item.each.max(item.first.unwrap_or(item.each)) > Exact::default();
                let cap = cap.unwrap_or(max);
                Some(if items.iter().any(rises) { cap } else { (*start).min(cap) })
            }
            Self::Steps { base, points, cap, floor, factors, .. } => {
                let most = factors.iter().filter(|factor| factor.of == FactorOf::Points);
                let most = most.map(|factor| factor.percent).max().unwrap_or_default().max(Exact::from(100));
                let rises = *points > Exact::default();
                let first = if rises { *cap } else { floor.map_or(*base, |floor| floor.max(*base)).min(*cap) };
                Award::SharePercent(most).fixed(first).ok()
            }
            Self::MinMax { high, .. } => Some(*high),
            Self::Mean { of, .. } => of.best(max),
            Self::Gated { then, otherwise, .. } => then.best(max).map(|best| best.max(*otherwise)),
            Self::Branch { then, otherwise, .. } => Some(then.best(max)?.max(otherwise.best(max)?)),
            Self::Proportional { .. } | Self::Leader { .. } | Self::Scaled { .. } | Self::Given {} => Some(max),
        }
    }
}

impl Award {
    fn best(&self, max: Exact) -> Option<Exact> {
        match self {
            Self::Linear { from, to } => Some((*from).max(*to)),
            _ => self.fixed(max).ok(),
        }
    }
}

struct Checker<'a, 'b> {
    path: String,
    leaf: &'a Criterion,
    found: &'b mut Found,
}

impl Checker<'_, '_> {
    fn at(&self, inside: &str) -> String {
        format!("{}{inside}", self.path)
    }

    fn code(&self) -> String {
        self.leaf.code.clone()
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::AllOf { conditions, points, otherwise } => {
                self.parts(".conditions", "conditions", conditions);
                self.points(".points", points.unwrap_or(self.leaf.max_points));
                self.points(".otherwise", *otherwise);
            }
            Shape::Levels { levels, not_done, .. } => {
                self.names(".levels", "levels", levels.iter().map(|level| level.id.as_str()));
                for (position, level) in levels.iter().enumerate() {
                    self.fixed(&format!(".levels[{position}].award"), &level.award);
                }
                not_done.iter().for_each(|award| self.fixed(".not_done", award));
            }
            Shape::Bands { of, bands, zero_denominator, not_done, .. } => {
                self.quantity(of);
                self.zero(*zero_denominator);
                self.bands(of, bands);
                not_done.iter().for_each(|award| self.fixed(".not_done", award));
            }
            Shape::Proportional { of, target_percent, zero_denominator, .. } => {
                self.quantity(of);
                self.zero(*zero_denominator);
                if !of.is_share() {
                    let reason = "only a share of a whole is taken in proportion; use scaled or bands";
                    self.found.issue(self.at(".of"), Error::PolicyUndeclared { code: self.code(), reason });
                }
                if let Some(target) = target_percent {
                    if *target <= Exact::default() || *target > Exact::from(100) {
                        let path = self.at(".target_percent");
                        self.found.out_of_range(path, "target_percent", target, "above 0", "100");
                    }
                }
            }
            Shape::PerItem { start, items, floor, cap, beyond } => {
                self.names(".items", "items", items.iter().map(|item| item.id.as_str()));
                self.points(".start", *start);
                self.floor(floor.unwrap_or(self.leaf.min_points), cap.unwrap_or(self.leaf.max_points));
                cap.iter().for_each(|cap| self.points(".cap", *cap));
                beyond.iter().for_each(|beyond| self.fixed(".beyond.award", &beyond.award));
            }
            Shape::Steps { base, step, points, cap, floor, factors, .. } => {
                self.points(".base", *base);
                self.points(".cap", *cap);
                self.above_zero(".step", "step", *step);
                match floor {
                    None if *points < Exact::default() => {
                        self.found.issue(self.at(""), Error::FloorUndeclared { code: self.code() });
                    }
                    None => {}
                    Some(floor) => self.floor(*floor, *cap),
                }
                self.factors(factors, [floor.unwrap_or_else(|| (*base).min(*cap)), *cap]);
            }
            Shape::Leader { at_target_percent, zero_denominator } => {
                self.zero(*zero_denominator);
                if *at_target_percent < Exact::default() || *at_target_percent > Exact::from(100) {
                    let path = self.at(".at_target_percent");
                    self.found.out_of_range(path, "percentage", at_target_percent, "0", "100");
                }
            }
            Shape::MinMax { low, high, bounds, .. } => {
                self.points(".low", *low);
                self.points(".high", *high);
                let reversed = bounds.is_some_and(|bounds| bounds.min > bounds.max);
                if low > high || reversed {
                    self.found.out_of_range(self.at(""), "low", low, "any points", &high.to_string());
                }
            }
            Shape::Scaled { from, to } => {
                if from >= to || *to <= Exact::default() || *from < Exact::default() {
                    self.found.out_of_range(self.at(""), "from", from, "0", &to.to_string());
                }
            }
            Shape::Gated { conditions, otherwise, .. } => {
                self.parts(".conditions", "conditions", conditions);
                self.points(".otherwise", *otherwise);
            }
            Shape::Mean { zero_denominator, .. } => self.zero(*zero_denominator),
            Shape::Given {} | Shape::Branch { .. } => {}
        }
    }

    fn floor(&mut self, floor: Exact, cap: Exact) {
        self.points(".floor", floor);
        if floor > cap {
            self.found.out_of_range(self.at(".floor"), "floor", floor, "any points", &cap.to_string());
        }
    }

    /// The factors of steps, with the least and the most points they multiply.
    fn factors(&mut self, factors: &[Factor], ends: [Exact; 2]) {
        self.unique(".factors", "factors", factors.iter().map(|factor| factor.id.as_str()));
        for (position, factor) in factors.iter().enumerate() {
            let path = format!(".factors[{position}].percent");
            self.above_zero(&path, "percentage", factor.percent);
            for end in ends.into_iter().filter(|_| factor.of == FactorOf::Points) {
                match Award::SharePercent(factor.percent).fixed(end) {
                    Ok(points) => self.points(&path, points),
                    Err(error) => self.found.issue(self.at(&path), error),
                }
            }
        }
    }

    fn quantity(&mut self, of: &Quantity) {
        match of {
            Quantity::Product { factors } => self.parts(".of.product.factors", "factors", factors),
            Quantity::Complement { events } => self.parts(".of.complement.events", "event", events),
            _ => {}
        }
    }

    fn zero(&mut self, policy: ZeroDenominator) {
        if policy == ZeroDenominator::NotApplicable && self.leaf.not_applicable.is_none() {
            let reason =
                "a zero denominator makes it not applicable, and the criterion does not say how that is scored";
            let error = Error::PolicyUndeclared { code: self.code(), reason };
            self.found.issue(self.at(".zero_denominator"), error);
        }
    }

    fn parts(&mut self, inside: &str, what: &'static str, parts: &[Part]) {
        self.names(inside, what, parts.iter().map(|part| part.id.as_str()));
    }

    fn names<'n>(&mut self, inside: &str, what: &'static str, names: impl Iterator<Item = &'n str> + Clone) {
        if names.clone().next().is_none() {
            self.found.issue(self.at(inside), Error::EmptyShape { code: self.code(), what });
        }
        self.unique(inside, what, names);
    }

    /// Whether there are more rows than are looked at one by one.
    fn too_many(&mut self, inside: &str, what: &'static str, count: usize) -> bool {
        let (got, max) = (number_of(count), number_of(MOST_PARTS));
        if count > MOST_PARTS {
            self.found.issue(self.at(inside), Error::RulesTooLarge { what, got, max });
        }
        count > MOST_PARTS
    }

    fn unique<'n>(&mut self, inside: &str, what: &'static str, names: impl Iterator<Item = &'n str> + Clone) {
        if self.too_many(inside, what, names.clone().count()) {
            return;
        }
        if let Some(issue) = names.clone().find_map(|name| Found::long_code(self.at(inside), name)) {
            self.found.issues.push(issue);
            return;
        }
        let mut seen = BTreeMap::<&str, u64>::new();
        for name in names {
            let times = seen.entry(name).or_default();
            *times = times.saturating_add(1);
        }
        for (name, times) in seen.into_iter().filter(|(_, times)| *times > 1) {
            let code = format!("{}: {name}", self.leaf.code);
            self.found.issue(self.at(inside), Error::DuplicateCode { code, times });
        }
    }

    fn above_zero(&mut self, inside: &str, what: &'static str, number: Exact) {
        if number <= Exact::default() {
            self.found.out_of_range(self.at(inside), what, number, "above 0", "any count");
        }
    }

    fn points(&mut self, inside: &str, points: Exact) {
        let (min, max) = (self.leaf.min_points, self.leaf.max_points);
        if points < min || points > max {
            let (award, min, max) = (points.to_string(), min.to_string(), max.to_string());
            self.found.issue(self.at(inside), Error::AwardOutside { code: self.code(), award, min, max });
        }
    }

    /// An award that nothing was measured for.
    fn fixed(&mut self, inside: &str, award: &Award) {
        if matches!(award, Award::Proportional | Award::Linear { .. }) {
            let reason = "there is nothing to be in proportion to; give points or a share";
            self.found.issue(self.at(inside), Error::PolicyUndeclared { code: self.code(), reason });
        }
        self.award(inside, award);
    }

    fn award(&mut self, inside: &str, award: &Award) {
        match award {
            Award::Linear { from, to } => {
                self.points(inside, *from);
                self.points(inside, *to);
            }
            award => match award.fixed(self.leaf.max_points) {
                Ok(points) => self.points(inside, points),
                Err(error) => self.found.issue(self.at(inside), error),
            },
        }
    }

    fn bands(&mut self, of: &Quantity, bands: &[Band]) {
        if bands.is_empty() {
            self.found.issue(self.at(".bands"), Error::EmptyShape { code: self.code(), what: "bands" });
        }
        if self.too_many(".bands", "bands", bands.len()) {
            return;
        }
        let words = |limit: Option<Exact>| limit.map_or_else(|| "open".to_owned(), |limit| limit.to_string());
        for (position, band) in bands.iter().enumerate() {
            let path = format!(".bands[{position}]");
            let above = position.checked_sub(1).and_then(|above| bands.get(above));
            let joined = above.is_none_or(|above| {
                band.to.is_some() && above.from == band.to && above.from_inclusive != band.to_inclusive
            });
            if !joined || !band.stands() {
                let from = words(band.to);
                let to = words(above.map_or(band.from, |above| above.from));
                self.found.issue(self.at(&path), Error::BandGap { from, to });
            }
            if of.is_share() && band.outside_share() {
                let code = format!("{} {}", self.code(), band.text(of, crate::text::Lang::En));
                let error = Error::UnreachableBand { code, fault: "no percentage lies in it" };
                self.found.issue(self.at(&path), error);
            }
            self.award(&format!("{path}.award"), &band.award);
            let length = band.from.zip(band.to).is_some_and(|(from, to)| from < to);
            let linear = matches!(band.award, Award::Linear { .. }) && !length;
            if linear || band.award == Award::Proportional && !of.is_share() {
                let reason = "there is nothing to be in proportion to; give points or a share";
                let error = Error::PolicyUndeclared { code: self.code(), reason };
                self.found.issue(self.at(&format!("{path}.award")), error);
            }
        }
        if let (true, Some(first), Some(last)) = (of.is_share(), bands.first(), bands.last()) {
            let hundred = Exact::from(100);
            if first.to.is_some_and(|to| to < hundred || to == hundred && !first.to_inclusive) {
                let (from, to) = (words(first.to), "100".to_owned());
                self.found.issue(self.at(".bands[0]"), Error::BandGap { from, to });
            }
            let zero = Exact::default();
            if last.from.is_some_and(|from| from > zero || from == zero && !last.from_inclusive) {
                let (from, to) = ("0".to_owned(), words(last.from));
                let place = bands.len().saturating_sub(1);
                self.found.issue(self.at(&format!(".bands[{place}]")), Error::BandGap { from, to });
            }
        }
    }
}

impl Band {
    /// Whether anything can lie in it, and open ends are not called inclusive.
    fn stands(&self) -> bool {
        let ends = match (self.from, self.to) {
            (Some(from), Some(to)) => from < to || from == to && self.from_inclusive && self.to_inclusive,
            _ => true,
        };
        ends && !(self.from.is_none() && self.from_inclusive) && !(self.to.is_none() && self.to_inclusive)
    }

    /// Whether no share of a whole can fall into it.
    fn outside_share(&self) -> bool {
        let (zero, hundred) = (Exact::default(), Exact::from(100));
        self.from.is_some_and(|from| from > hundred || from == hundred && !self.from_inclusive)
            || self.to.is_some_and(|to| to < zero || to == zero && !self.to_inclusive)
    }
}
