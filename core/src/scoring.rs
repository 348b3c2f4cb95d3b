//! Chấm điểm: a rule set and evidence in, a score sheet with a reason at every node out.
//!
//! Scoring knows nothing of dossiers or plans: what they count arrives as a [`Measure`]. A leaf
//! without evidence is a row that says so, and every total above it says it is incomplete.

mod columns;
mod evidence;
mod league;
mod peers;
mod sheet;
mod walk;

pub use columns::{Cells, LeafColumn, ScoreColumns, ScoreReason, ScoreResults, Scored};
pub use evidence::{Claim, ClaimValue, Evidence};
pub use league::{League, LeagueCase, LeagueUnit};
pub use sheet::{
    AdjustmentScore, Combination, DocumentState, NotApplicable, RuleApplied, ScoreBasis, ScoreNode, ScoreSheet,
    StageScore, Stages,
};
pub(crate) use walk::{Part, combine, rounded, total};

use crate::Error;
use crate::agency::Agency;
use crate::error::Issue;
use crate::measure::Measure;
use crate::rules::{Criterion, RuleSet};
use serde::{Deserialize, Serialize};
use walk::Footing;

/// Đơn vị được chấm và những gì đơn vị nộp.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitEvidence {
    /// Đơn vị.
    pub unit: Agency,
    /// Số liệu.
    pub evidence: Vec<Evidence>,
}

/// Bảng điểm của nhiều đơn vị: a sheet or a reason for every unit, in the order they were given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ScoreSheets {
    /// The sheets.
    pub sheets: Vec<ScoreSheet>,
    /// The units without one, as `units[3]`, each with its reason.
    pub issues: Vec<Issue>,
}

impl RuleSet {
    /// Scores the evidence of one unit for a year.
    ///
    /// A leaf takes the measure its rule asks for; a group may instead be given the points
    /// published for it. What has no evidence stays in the sheet and is named in `missing`.
    ///
    /// ```
    /// use cchc::{Evidence, Measure, Ratio, RuleSet};
    /// let rules = RuleSet::shipped("qd-766-2022")?;
    /// let sheet = rules.score(2026, None, &[Evidence::new("4.3", Measure::ratio(Ratio::of(60, 100)))])?;
    /// let reuse = sheet.node("4.3").unwrap();
    /// assert_eq!(reuse.points.unwrap().to_string(), "1.50"); // 60 % of a target of 80 %, out of 2
    /// assert!(!sheet.complete);
    /// assert_eq!(rules.score(2021, None, &[]).unwrap_err().code(), "rules.year_outside");
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `rules.year_outside`; the `scoring.*` codes; `input.out_of_range`; `calendar.reversed_dates` of a
    /// period that ends before it begins.
    pub fn score(&self, year: i32, unit: Option<Agency>, evidence: &[Evidence]) -> Result<ScoreSheet, Error> {
        walk::score(self, year, unit, evidence, Footing::Actual)
    }

    /// Scores evidence of another year: neither the years of the set nor the periods of the measures count.
    ///
    /// # Errors
    /// As [`Self::score`], without those of years and periods.
    pub(crate) fn score_hypothetically(&self, year: i32, evidence: &[Evidence]) -> Result<ScoreSheet, Error> {
        walk::score(self, year, None, evidence, Footing::Hypothetical)
    }

    /// Scores many units on evidence of another year.
    ///
    /// # Errors
    /// As [`Self::score_all`], without those of years and periods.
    pub(crate) fn score_all_hypothetically(&self, year: i32, units: &[UnitEvidence]) -> Result<ScoreSheets, Error> {
        self.score_units(year, units, Footing::Hypothetical)
    }

    /// Scores many units for a year, each against the others where its rules ask for that.
    ///
    /// What a rule takes from the units scored together (their mean, their lowest and highest value,
    /// the leader) is worked out here from the final measures, unless a measure brings its own.
    ///
    /// # Errors
    /// `rules.year_outside`; `input.empty_list`; `input.duplicate_id`. What is wrong with one unit is
    /// among the issues of the answer.
    pub fn score_all(&self, year: i32, units: &[UnitEvidence]) -> Result<ScoreSheets, Error> {
        self.score_units(year, units, Footing::Actual)
    }

    fn score_units(&self, year: i32, units: &[UnitEvidence], footing: Footing) -> Result<ScoreSheets, Error> {
        if units.is_empty() {
            return Err(Error::EmptyList { what: "score" });
        }
        let mut ids = std::collections::HashSet::new();
        if let Some(twice) = units.iter().find(|unit| !ids.insert(&unit.unit.id)) {
            return Err(Error::DuplicateId { id: twice.unit.id.to_string() });
        }
        if footing == Footing::Actual {
            self.check_year(year)?;
        }
        let accepts = |leaf: &Criterion, measure: &Measure| walk::check_measure(leaf, measure, year, footing).is_ok();
        let completed = peers::complete(self, units, accepts);
        let mut scored = ScoreSheets { sheets: Vec::with_capacity(units.len()), issues: Vec::new() };
        for (position, (unit, evidence)) in units.iter().zip(&completed).enumerate() {
            let evidence = evidence.as_deref().unwrap_or(&unit.evidence);
            match walk::score(self, year, Some(unit.unit.clone()), evidence, footing) {
                Ok(sheet) => scored.sheets.push(sheet),
                Err(error) => scored.issues.push(Issue::at(format!("units[{position}]"), error)),
            }
        }
        Ok(scored)
    }

    pub(crate) fn check_year(&self, year: i32) -> Result<(), Error> {
        if self.years().contains(year) {
            return Ok(());
        }
        Err(Error::YearOutside { set: self.id().to_owned(), year, years: self.years().to_string() })
    }
}
