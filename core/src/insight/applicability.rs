//! Cách chấm tiêu chí không áp dụng: what the choice of policy does to points and ranks.

use crate::Error;
use crate::agency::Agency;
use crate::error::Issue;
use crate::number::{self, Exact};
use crate::ranking::{Entry, Ranking, TieRule};
use crate::rules::{Applicability, RuleSet};
use crate::scoring::{ScoreBasis, ScoreNode, ScoreSheet, UnitEvidence};
use crate::text::{Lang, Text};
use serde::Serialize;
use std::collections::BTreeMap;

/// Các cách chấm, in the order they are reported.
const POLICIES: [Applicability; 4] =
    [Applicability::Full, Applicability::Zero, Applicability::NotScored, Applicability::Rescale];

/// Ảnh hưởng của cách chấm tiêu chí không áp dụng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ApplicabilityEffect {
    /// What each policy would move.
    pub policies: Vec<PolicyEffect>,
    /// Each unit, in the order given.
    pub units: Vec<UnitApplicability>,
    /// The units that are not ranked, as `units[3]`, each with its reason.
    pub issues: Vec<Issue>,
    /// The effect in a sentence.
    pub text: Text,
}

/// Một cách chấm thay cho các cách đã quy định.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PolicyEffect {
    /// The policy, for every criterion that may not apply.
    pub policy: Applicability,
    /// Số đơn vị đổi hạng.
    pub moved: u64,
    /// Số bậc thay đổi nhiều nhất.
    pub most_places: u64,
}

/// Một đơn vị theo từng cách chấm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnitApplicability {
    /// Đơn vị.
    pub unit: Agency,
    /// Mã các tiêu chí không áp dụng ở đơn vị.
    pub not_applicable: Vec<String>,
    /// Tổng điểm theo quy định, unrounded.
    pub points: Exact,
    /// Hạng theo quy định.
    pub rank: u32,
    /// The same under each policy.
    pub policies: Vec<PolicyPlace>,
}

/// Điểm và hạng theo một cách chấm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PolicyPlace {
    /// The policy.
    pub policy: Applicability,
    /// Tổng điểm, unrounded.
    pub points: Exact,
    /// Thay đổi so với quy định.
    pub change: Exact,
    /// Hạng.
    pub rank: u32,
    /// Số bậc tăng (+) giảm (-).
    pub places: i64,
}

/// Every unit's points and rank as the set declares it, and with every policy for criteria that do
/// not apply replaced by full points, by none, by leaving them out, and by rescaling the rest.
///
/// Ranks are by unrounded totals, equals sharing a rank. A unit that is not complete is not ranked.
///
/// ```
/// use cchc::{Evidence, Measure, RuleSet, insight, scoring::UnitEvidence};
/// let rules = RuleSet::shipped("qd-766-2022")?;
/// let codes: Vec<&str> = rules.criteria().iter().map(|group| group.code.as_str()).collect();
/// let points = |part: &str| Measure::points(part.parse().unwrap());
/// let evidence = codes.iter().map(|code| Evidence::new(*code, points("5"))).collect();
/// let unit = UnitEvidence { unit: serde_json::from_str(r#"{"id": "H15", "name": "Đắk Lắk"}"#).unwrap(), evidence };
/// let effect = insight::applicability_effect(&rules, 2026, &[unit])?;
/// assert_eq!(effect.policies[0].moved, 0); // every criterion of this set applies
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// Those of [`RuleSet::score_all`]; what is wrong with one unit is among the issues.
pub fn applicability_effect(rules: &RuleSet, year: i32, units: &[UnitEvidence]) -> Result<ApplicabilityEffect, Error> {
    let declared = rules.score_all(year, units)?;
    let mut issues = declared.issues;
    let mut sheets: BTreeMap<String, [Option<ScoreSheet>; 5]> = BTreeMap::new();
    let mut take = |column: usize, scored: Vec<ScoreSheet>| {
        for sheet in scored {
            let Some(id) = sheet.unit.as_ref().map(|unit| unit.id.to_string()) else { continue };
            if let Some(place) = sheets.entry(id).or_default().get_mut(column) {
                *place = Some(sheet);
            }
        }
    };
    take(0, declared.sheets);
    for (position, policy) in POLICIES.into_iter().enumerate() {
        let scored = rules.with_applicability(policy).score_all(year, units)?;
        take(position.saturating_add(1), scored.sheets);
        // What cannot be scored by one policy only has no place among the others.
        for issue in scored.issues {
            if !issues.iter().any(|known| known.path == issue.path) {
                issues.push(issue);
            }
        }
    }
    let mut ranked = Vec::new();
    for (position, unit) in units.iter().enumerate() {
        let Some([Some(declared), Some(full), Some(zero), Some(not_scored), Some(rescaled)]) =
            sheets.remove(unit.unit.id.as_str())
        else {
            continue;
        };
        match declared.complete_or(unit.unit.id.as_str()) {
            Ok(_) => ranked.push((unit, [declared, full, zero, not_scored, rescaled])),
            Err(error) => issues.push(Issue::at(format!("units[{position}]"), error)),
        }
    }
    let rankings = (0..=POLICIES.len()).map(|column| ranking(&ranked, column)).collect::<Result<Vec<_>, Error>>()?;
    let mut answers = Vec::with_capacity(ranked.len());
    for (unit, sheets) in &ranked {
        let id = unit.unit.id.as_str();
        let place = |column: usize| -> Option<(Exact, u32)> {
            Some((sheets.get(column)?.unrounded, rankings.get(column)?.as_ref()?.entry(id).ok()?.rank))
        };
        let Some((points, rank)) = place(0) else { continue };
        let mut policies = Vec::with_capacity(POLICIES.len());
        for (position, policy) in POLICIES.into_iter().enumerate() {
            let Some((then, rank_then)) = place(position.saturating_add(1)) else { continue };
            let change = number::difference(then, points).ok_or_else(number::too_large)?;
            let places = i64::from(rank).saturating_sub(rank_then.into());
            policies.push(PolicyPlace { policy, points: then, change, rank: rank_then, places });
        }
        let mut not_applicable = Vec::new();
        if let Some(sheet) = sheets.first() {
            let adjustments = sheet.bonus.iter().chain(&sheet.penalty).flat_map(|adjustment| &adjustment.criteria);
            sheet.criteria.iter().chain(adjustments).for_each(|node| out(node, &mut not_applicable));
        }
        answers.push(UnitApplicability { unit: unit.unit.clone(), not_applicable, points, rank, policies });
    }
    let policies: Vec<PolicyEffect> = POLICIES.into_iter().map(|policy| PolicyEffect::of(policy, &answers)).collect();
    let text = sentence(&policies, answers.len());
    Ok(ApplicabilityEffect { policies, units: answers, issues, text })
}

fn ranking(ranked: &[(&UnitEvidence, [ScoreSheet; 5])], column: usize) -> Result<Option<Ranking>, Error> {
    let entry = |(unit, sheets): &(&UnitEvidence, [ScoreSheet; 5])| {
        let points = sheets.get(column)?.unrounded;
        Some(Entry { id: unit.unit.id.to_string(), name: unit.unit.name.clone(), points, ..Entry::default() })
    };
    let entries: Vec<Entry> = ranked.iter().filter_map(entry).collect();
    if entries.is_empty() {
        return Ok(None);
    }
    Ranking::of(&entries, TieRule::Competition).map(Some)
}

/// The leaves that do not apply.
fn out(node: &ScoreNode, found: &mut Vec<String>) {
    if node.children.is_empty() && node.basis == ScoreBasis::NotApplicable {
        found.push(node.code.clone());
    }
    node.children.iter().for_each(|child| out(child, found));
}

impl PolicyEffect {
    fn of(policy: Applicability, units: &[UnitApplicability]) -> Self {
        let all = units.iter().flat_map(|unit| &unit.policies).filter(|place| place.policy == policy);
        let places = all.map(|place| place.places.unsigned_abs());
        let moved = places.clone().filter(|places| *places > 0).count();
        Self { policy, moved: u64::try_from(moved).unwrap_or(u64::MAX), most_places: places.max().unwrap_or_default() }
    }
}

fn sentence(policies: &[PolicyEffect], units: usize) -> Text {
    let moved = policies.iter().map(|policy| policy.moved).max().unwrap_or_default();
    let places = policies.iter().map(|policy| policy.most_places).max().unwrap_or_default();
    Text::build(|lang| match lang {
        Lang::Vi if moved == 0 => "cách chấm tiêu chí không áp dụng không làm đổi hạng đơn vị nào".to_owned(),
        Lang::En if moved == 0 => "no policy for what does not apply moves any unit".to_owned(),
        Lang::Vi => format!(
            "tùy cách chấm tiêu chí không áp dụng, đến {moved} trong {units} đơn vị đổi hạng, nhiều nhất {places} bậc"
        ),
        Lang::En => format!(
            "by the policy for what does not apply, up to {moved} of {units} units move, by {places} places at most"
        ),
    })
}
