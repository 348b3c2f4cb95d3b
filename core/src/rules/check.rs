//! Everything that can be wrong with a rule set: all problems at once, each with its path.

use super::document::{Applicability, Combine, Criterion, RuleSetDocument, TimeRule};
use super::shape::{Award, Band, FactorOf, Part, Quantity, Shape, ZeroDenominator};
use crate::error::Issue;
use crate::number::{self, Exact};
use crate::{Citation, Error};
use std::collections::{BTreeMap, BTreeSet};

/// More than any set of criteria has; a document beyond it is not read further.
const MOST_CRITERIA: usize = 20_000;
/// Deeper than any decision numbers its criteria.
const MOST_LEVELS: usize = 16;

/// What is wrong with a document, and what its text leaves to be remarked on.
#[derive(Default)]
pub(super) struct Found {
    /// The set cannot be scored with.
    pub(super) issues: Vec<Issue>,
    /// The set can be used; the text contradicts itself or gives something away.
    pub(super) remarks: Vec<Issue>,
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
        if let Some(issue) = size(self) {
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
        self.check_references(&mut found);
        self.check_stated(&mut found);
        let classes = self.class_rules().checked();
        found.issues.extend(classes.issues);
        found.remarks.extend(classes.remarks);
        found
    }

    fn check_places(&self, found: &mut Found) {
        let mut codes = BTreeMap::new();
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

    /// Every leaf with its path.
    fn leaves(&self) -> Vec<(String, &Criterion, &Shape)> {
        fn below<'a>(path: String, criterion: &'a Criterion, leaves: &mut Vec<(String, &'a Criterion, &'a Shape)>) {
            for (position, child) in criterion.children.iter().enumerate() {
                below(format!("{path}.children[{position}]"), child, leaves);
            }
            if let Some(shape) = &criterion.shape {
                leaves.push((path, criterion, shape));
            }
        }
        let mut leaves = Vec::new();
        for (place, criteria) in self.places() {
            for (position, criterion) in criteria.iter().enumerate() {
                below(format!("{place}[{position}]"), criterion, &mut leaves);
            }
        }
        leaves
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
            Self::Steps { cap, factors, .. } => {
                let most = factors.iter().filter(|factor| factor.of == FactorOf::Points);
                let most = most.map(|factor| factor.percent).max().unwrap_or_default().max(Exact::from(100));
                Award::SharePercent(most).fixed(*cap).ok()
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
                let (least, most) = (floor.unwrap_or(self.leaf.min_points), cap.unwrap_or(self.leaf.max_points));
                if least > most {
                    self.found.out_of_range(self.at(".floor"), "floor", least, "any points", &most.to_string());
                }
                floor.iter().for_each(|floor| self.points(".floor", *floor));
                cap.iter().for_each(|cap| self.points(".cap", *cap));
                beyond.iter().for_each(|beyond| self.fixed(".beyond.award", &beyond.award));
            }
            Shape::Steps { base, step, cap, factors, .. } => {
                self.points(".base", *base);
                self.points(".cap", *cap);
                self.above_zero(".step", "step", *step);
                let names = factors.iter().map(|factor| factor.id.as_str());
                self.unique(".factors", names);
                for (position, factor) in factors.iter().enumerate() {
                    let path = format!(".factors[{position}].percent");
                    self.above_zero(&path, "percentage", factor.percent);
                    // Points that are multiplied have to stay within the leaf, as its cap does.
                    if factor.of == FactorOf::Points && factor.percent > Exact::from(100) {
                        match Award::SharePercent(factor.percent).fixed(*cap) {
                            Ok(most) => self.points(&path, most),
                            Err(error) => self.found.issue(self.at(&path), error),
                        }
                    }
                }
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
        self.unique(inside, names);
    }

    fn unique<'n>(&mut self, inside: &str, names: impl Iterator<Item = &'n str>) {
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
