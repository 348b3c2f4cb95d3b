//! Bảng chấm của nhiều đơn vị: from evidence to sheets, ranks and classes in one step.

use super::{Evidence, ScoreSheet, UnitEvidence};
use crate::Error;
use crate::agency::{Agency, AgencyId};
use crate::error::Issue;
use crate::number::Ratio;
use crate::ranking::{Entry, Ranking};
use crate::rules::{ClassBasis, ClassFact, Classification, ClassifiedUnit, RuleSet};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Các đơn vị được chấm, xếp hạng và xếp loại cùng nhau.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeagueCase {
    /// Các đơn vị.
    pub units: Vec<LeagueUnit>,
    /// Quyết định của cấp có thẩm quyền between equals of a quota.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decided: Vec<String>,
}

/// Đơn vị với số liệu và những điều nêu kèm để xếp hạng, xếp loại.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeagueUnit {
    /// Đơn vị.
    pub unit: Agency,
    /// Số liệu.
    pub evidence: Vec<Evidence>,
    /// Khối, cụm, vùng.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// Lý do không xếp hạng: scored, but listed apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excluded: Option<String>,
    /// Số liệu, khẳng định của điều kiện xếp loại.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<ClassFact>,
    /// Sự kiện của các trường hợp buộc hạ mức.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
    /// Lý do không xếp loại.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_rated: Option<String>,
}

/// Bảng điểm, xếp hạng và xếp loại của các đơn vị.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct League {
    /// Bảng điểm.
    pub sheets: Vec<ScoreSheet>,
    /// The units that could not be scored, are not complete or to which nothing applies, as `units[3]`, each
    /// with its reason.
    pub issues: Vec<Issue>,
    /// Xếp hạng, from unrounded totals; none where no unit is complete, or none of these is to be ranked.
    pub ranking: Option<Ranking>,
    /// Xếp loại, where the set has classes.
    pub classification: Option<Classification>,
}

impl RuleSet {
    /// Scores, ranks and classes units for a year, each by the set's own rules.
    ///
    /// Ranks are taken from unrounded totals, ties decided as the set declares. A unit that cannot be
    /// scored, or lacks evidence, is in no ranking: it stands among the issues with its reason.
    ///
    /// # Errors
    /// Those of [`RuleSet::score_all`]; `ranking.tie_undecided` where the set leaves ties undecided.
    pub fn league(&self, year: i32, case: &LeagueCase) -> Result<League, Error> {
        let unit = |one: &LeagueUnit| UnitEvidence { unit: one.unit.clone(), evidence: one.evidence.clone() };
        let scored = self.score_all(year, &case.units.iter().map(unit).collect::<Vec<_>>())?;
        let mut issues = scored.issues;
        let (mut entries, mut classified) = (Vec::new(), Vec::new());
        let by_id: HashMap<&AgencyId, (usize, &LeagueUnit)> =
            case.units.iter().enumerate().map(|(position, one)| (&one.unit.id, (position, one))).collect();
        for sheet in &scored.sheets {
            let found = sheet.unit.as_ref().and_then(|unit| by_id.get(&unit.id));
            let Some((position, one)) = found.copied() else { continue };
            if let Err(error) = sheet.complete_or(&one.unit.name) {
                issues.push(Issue::at(format!("units[{position}]"), error));
                continue;
            }
            entries.push(self.entry(sheet, one));
            classified.push(self.classified(sheet, one));
        }
        let rank = |entries: &[Entry]| Ranking::of(entries, self.ties().rule);
        let ranked = entries.iter().any(|entry| entry.excluded.is_none());
        let classes = !self.document().classes.is_empty() && !classified.is_empty();
        Ok(League {
            ranking: if ranked { Some(rank(&entries)?) } else { None },
            classification: if classes { Some(self.classify(&classified, &case.decided)?) } else { None },
            sheets: scored.sheets,
            issues,
        })
    }

    fn entry(&self, sheet: &ScoreSheet, unit: &LeagueUnit) -> Entry {
        // A criterion that is out decides nothing, and is not taken for zero: equals are then told apart by none.
        let of_criterion = |code: &String| sheet.node(code).and_then(|node| node.unrounded);
        Entry {
            id: unit.unit.id.to_string(),
            name: unit.unit.name.clone(),
            points: sheet.unrounded,
            tie_breakers: self.ties().tie_breakers.iter().map_while(of_criterion).collect(),
            excluded: unit.excluded.clone(),
            block: unit.block.clone(),
        }
    }

    fn classified(&self, sheet: &ScoreSheet, unit: &LeagueUnit) -> ClassifiedUnit {
        let percent = Ratio { numerator: sheet.points, denominator: sheet.applicable_max };
        ClassifiedUnit {
            id: unit.unit.id.to_string(),
            name: unit.unit.name.clone(),
            points: match self.document().class_basis {
                ClassBasis::Points => sheet.points,
                ClassBasis::Percent => percent.times(Decimal::ONE_HUNDRED).unwrap_or_default(),
            },
            facts: unit.facts.clone(),
            events: unit.events.clone(),
            block: unit.block.clone(),
            zero_leaves: sheet.zero_leaves().map(|leaves| leaves.into_iter().map(str::to_owned).collect()),
            not_rated: unit.not_rated.clone(),
        }
    }
}
