//! Cùng số liệu, hai bộ chỉ số: who gains and who loses by a new edition, and in which criteria.

use super::contribution::{LineKind, ScorePart, Table};
use super::exact::Carried;
use crate::Error;
use crate::agency::Agency;
use crate::error::Issue;
use crate::number::{self, Exact, too_large};
use crate::ranking::{Entry, Ranking, TieRule};
use crate::rules::{Codes, EditionName, RuleSet};
use crate::scoring::{Evidence, ScoreSheet, UnitEvidence};
use crate::text::{self, Lang, Text};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Cùng số liệu chấm theo hai bộ chỉ số.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ScoreDiff {
    /// Bộ cũ.
    pub old: EditionName,
    /// Bộ mới.
    pub new: EditionName,
    /// The units scored under both, in the order given.
    pub units: Vec<UnitDiff>,
    /// Đơn vị được lợi, the largest gain first.
    pub winners: Vec<String>,
    /// Đơn vị bị thiệt, the largest loss first.
    pub losers: Vec<String>,
    /// The units that cannot be scored under one of them, as `units[3].old` or `units[3].new`.
    pub issues: Vec<Issue>,
    /// The comparison in a sentence.
    pub text: Text,
}

/// Một đơn vị theo hai bộ chỉ số.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnitDiff {
    /// Đơn vị.
    pub unit: Agency,
    /// Tổng điểm theo bộ cũ, unrounded.
    pub old_points: Exact,
    /// Tổng điểm theo bộ mới, unrounded.
    pub new_points: Exact,
    /// Thay đổi.
    pub change: Exact,
    /// Hạng theo bộ cũ, among the units scored under both.
    pub old_rank: u32,
    /// Hạng theo bộ mới.
    pub new_rank: u32,
    /// Số bậc tăng (+) giảm (-).
    pub places: i64,
    /// Codes without evidence under the older set.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing_old: Vec<String>,
    /// Codes without evidence under the newer set.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing_new: Vec<String>,
    /// The lines that differ, the largest first; with those left out they add up to the change of the
    /// total as each set publishes it.
    pub lines: Vec<LineDiff>,
}

/// Một dòng theo hai bộ chỉ số.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LineDiff {
    /// Which part of the total it belongs to.
    pub part: ScorePart,
    /// What the line is.
    pub kind: LineKind,
    /// Mã tiêu chí ở bộ mới; `bonus`, `penalty` or `total` where the line is of the whole of these.
    pub code: String,
    /// Tên.
    pub title: Text,
    /// Điểm theo bộ cũ.
    pub old_points: Exact,
    /// Điểm theo bộ mới.
    pub new_points: Exact,
    /// Thay đổi.
    pub change: Exact,
}

/// The same evidence of many units scored under two sets: points, ranks and criteria, before and after.
///
/// Evidence is named by the codes of the older set; what that set does not have is taken for a code of
/// the newer one. Each set scores what it has a criterion for, whatever year the figures are of; a
/// criterion nobody gave evidence for has no points and stands among the missing. Ranks are by
/// unrounded totals, equals sharing a rank.
///
/// ```
/// use cchc::{Evidence, Measure, RuleSet, insight, rules::Codes, scoring::UnitEvidence};
/// let rules = RuleSet::shipped("qd-766-2022")?;
/// let evidence = vec![Evidence::new("CLGQ", Measure::points("8.97".parse()?))];
/// let unit = UnitEvidence { unit: serde_json::from_str(r#"{"id": "H15", "name": "Đắk Lắk"}"#).unwrap(), evidence };
/// let diff = insight::diff_scores(&rules, &rules, &[unit], &Codes::new())?;
/// assert_eq!((diff.winners.len(), diff.losers.len(), diff.units[0].places), (0, 0, 0));
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `input.empty_list`, `input.duplicate_id`, and `scoring.unknown_criterion` of `codes`. What is wrong
/// with one unit is among the issues.
pub fn diff_scores(old: &RuleSet, new: &RuleSet, units: &[UnitEvidence], codes: &Codes) -> Result<ScoreDiff, Error> {
    let renaming = old.renaming(new, codes)?;
    let renamed = old.renamed(&renaming);
    let for_set = |rules: &RuleSet, other: &RuleSet| -> Vec<UnitEvidence> {
        let read = |given: &Evidence| {
            let known = old.criterion(&given.criterion).is_some();
            let criterion = if known { renaming.of(&given.criterion) } else { given.criterion.clone() };
            // A code of neither set stays, to be refused by name.
            let wanted = rules.criterion(&criterion).is_some() || other.criterion(&criterion).is_none();
            wanted.then(|| Evidence { criterion, ..given.clone() })
        };
        let of_unit = |unit: &UnitEvidence| UnitEvidence {
            unit: unit.unit.clone(),
            evidence: unit.evidence.iter().filter_map(read).collect(),
        };
        units.iter().map(of_unit).collect()
    };
    let before = renamed.score_all_hypothetically(old.years().from, &for_set(&renamed, new))?;
    let after = new.score_all_hypothetically(new.years().from, &for_set(new, &renamed))?;
    let mut issues = Vec::new();
    for (found, side) in [(before.issues, "old"), (after.issues, "new")] {
        issues.extend(found.into_iter().map(|issue| Issue::at(format!("{}.{side}", issue.path), issue.error)));
    }
    let [then, now] = [&before.sheets, &after.sheets].map(|sheets| by_id(sheets));
    let both: Vec<(&UnitEvidence, &ScoreSheet, &ScoreSheet)> = units
        .iter()
        .filter_map(|unit| Some((unit, *then.get(unit.unit.id.as_str())?, *now.get(unit.unit.id.as_str())?)))
        .collect();
    let (then, now) = (ranking(both.iter().map(|(.., old, _)| *old))?, ranking(both.iter().map(|(.., new)| *new))?);
    let mut answers = Vec::with_capacity(both.len());
    for (unit, before, after) in both {
        let rank = |ranking: &Option<Ranking>| {
            ranking.as_ref().and_then(|ranking| ranking.entry(unit.unit.id.as_str()).ok()).map(|entry| entry.rank)
        };
        let (Some(old_rank), Some(new_rank)) = (rank(&then), rank(&now)) else { continue };
        answers.push(UnitDiff {
            unit: unit.unit.clone(),
            old_points: before.unrounded,
            new_points: after.unrounded,
            change: number::difference(after.unrounded, before.unrounded).ok_or_else(too_large)?,
            old_rank,
            new_rank,
            places: i64::from(old_rank).saturating_sub(new_rank.into()),
            missing_old: before.missing.clone(),
            missing_new: after.missing.clone(),
            lines: lines(before, after)?,
        });
    }
    let mut sorted: Vec<&UnitDiff> = answers.iter().collect();
    sorted.sort_by_key(|unit| Reverse(unit.change));
    let id = |unit: &&UnitDiff| unit.unit.id.to_string();
    let zero = Exact::default();
    let winners: Vec<String> = sorted.iter().filter(|unit| unit.change > zero).map(id).collect();
    sorted.sort_by_key(|unit| unit.change);
    let losers: Vec<String> = sorted.iter().filter(|unit| unit.change < zero).map(id).collect();
    let text = sentence(&answers, winners.len(), losers.len());
    let (old, new) = (EditionName::of(old), EditionName::of(new));
    Ok(ScoreDiff { old, new, units: answers, winners, losers, issues, text })
}

fn by_id(sheets: &[ScoreSheet]) -> BTreeMap<&str, &ScoreSheet> {
    sheets.iter().filter_map(|sheet| Some((sheet.unit.as_ref()?.id.as_str(), sheet))).collect()
}

fn ranking<'a>(sheets: impl Iterator<Item = &'a ScoreSheet>) -> Result<Option<Ranking>, Error> {
    let entry = |sheet: &ScoreSheet| {
        let unit = sheet.unit.as_ref()?;
        Some(Entry { id: unit.id.to_string(), name: unit.name.clone(), points: sheet.unrounded, ..Entry::default() })
    };
    let entries: Vec<Entry> = sheets.filter_map(entry).collect();
    if entries.is_empty() {
        return Ok(None);
    }
    Ranking::of(&entries, TieRule::Competition).map(Some)
}

fn lines(before: &ScoreSheet, after: &ScoreSheet) -> Result<Vec<LineDiff>, Error> {
    // The newer sheet first, so that titles are those of the newer set.
    let table = Table::of(&[after, before])?;
    let value = |values: &[Carried], column: usize| values.get(column).copied().unwrap_or_default();
    let mut changes = Vec::new();
    for row in &table.rows {
        let (new, old) = (value(&row.values, 0), value(&row.values, 1));
        let change = new.minus(old)?;
        if change.is_zero() {
            continue;
        }
        let line = LineDiff {
            part: row.key.part,
            kind: row.key.kind,
            code: row.key.code.to_owned(),
            title: row.title.clone(),
            old_points: old.exact(),
            new_points: new.exact(),
            change: change.exact(),
        };
        changes.push((change.size(), line));
    }
    changes.sort_by_key(|(size, _)| Reverse(*size));
    Ok(changes.into_iter().map(|(_, line)| line).collect())
}

fn sentence(units: &[UnitDiff], winners: usize, losers: usize) -> Text {
    let most = units.iter().map(|unit| unit.places.unsigned_abs()).max().unwrap_or_default();
    Text::build(|lang| {
        let count = |count: usize| text::count(u64::try_from(count).unwrap_or(u64::MAX), lang);
        let (all, gain, lose, most) = (count(units.len()), count(winners), count(losers), text::count(most, lang));
        match lang {
            Lang::Vi => {
                format!("trong {all} đơn vị, {gain} tăng điểm, {lose} giảm điểm; đổi hạng nhiều nhất {most} bậc")
            }
            Lang::En => {
                format!("units: {all}, gaining points: {gain}, losing: {lose}; places moved at most: {most}")
            }
        }
    })
}
