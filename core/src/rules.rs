//! Bộ chỉ số: a scoring rule set as a checked, immutable document.
//!
//! A rule set is data: a tree of criteria with maxima, each leaf with one of a small closed set of
//! rule shapes ([`Shape`]), its citation, and what the set is: `official`, `reconstructed` or a
//! `template`. Loading checks everything at once and reports every problem with its path.
//!
//! ```
//! use cchc::{RuleSet, RuleSetStatus};
//! let rules = RuleSet::shipped("qd-766-2022")?;
//! assert_eq!(rules.status(), RuleSetStatus::Reconstructed);
//! assert_eq!(rules.max_points().to_string(), "100");
//! # Ok::<(), cchc::Error>(())
//! ```

mod apply;
mod check;
mod class;
mod diff;
mod document;
mod label;
mod read;
mod shape;
mod spreadsheet;
mod variant;

pub use apply::Branch;
pub(crate) use apply::{Leaf, RuleHit, given};
pub use class::{
    ClassBand, ClassCap, ClassCase, ClassCondition, ClassCount, ClassFact, ClassRules, ClassRulesCheck, ClassStage,
    ClassStep, Classification, ClassifiedUnit, ConditionTest, FactLimits, FactValue, Quota, QuotaUse, UnitClass, Veto,
};
pub use diff::{CriterionDiff, CriterionName, EditionName, FieldChange, RuleSetDiff};
pub use document::{
    Adjustment, AgencyKind, Applicability, ClassBasis, Combine, Counted, Criterion, MissingEvidence, PeriodRule,
    RoundingStages, RuleSetStatus, ScoredBy, StatedCounts, StatedParts, TiePolicy, TimeRule, TotalBounds, Years,
};
pub use shape::{
    Award, Band, Better, Beyond, Bounds, Factor, FactorOf, Item, Level, Outside, OverOne, Part, Quantity, Shape,
    WhenEqual, ZeroDenominator,
};
pub use variant::Codes;

use crate::error::Issue;
use crate::number::Exact;
use crate::text::Text;
use crate::{Citation, Error};
use document::RuleSetDocument;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

macro_rules! shipped {
    ($($id:literal,)*) => {
        /// The shipped rule sets: identifier and document.
        const SHIPPED: &[(&str, &str)] = &[$(($id, include_str!(concat!("../data/rules/", $id, ".json")))),*];
    };
}

shipped! {
    "qd-766-2022",
    "tt-01-2018-officials",
    "tt-01-2018-agencies",
    "par-index-2017",
    "par-index-2020",
    "par-index-2022",
    "par-index-2024",
    "papi-2011",
    "papi-2018",
    "papi-2019",
    "papi-2021",
    "pci-2013",
    "hai-phong-212-2025-leaders",
    "hai-phong-212-2025-staff",
    "can-tho-2579-2025",
    "ddci-template",
    "department-template",
}

/// Bộ chỉ số: a rule set and edition, checked once and shared.
///
/// Reading one from a document checks it too, wherever it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RuleSetDocument", into = "RuleSetDocument")]
pub struct RuleSet {
    document: Arc<RuleSetDocument>,
    remarks: Arc<[Issue]>,
}

/// Kết quả kiểm tra một bộ chỉ số: all problems of a document at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RuleSetCheck {
    /// Vấn đề: the set cannot be scored with until they are corrected.
    pub issues: Vec<Issue>,
    /// Nhận xét: the set can be used; its text contradicts itself or leaves something out.
    pub remarks: Vec<Issue>,
}

impl TryFrom<RuleSetDocument> for RuleSet {
    type Error = Error;

    fn try_from(document: RuleSetDocument) -> Result<Self, Error> {
        let (document, remarks) = document.checked()?;
        Ok(Self { document: Arc::new(document), remarks: remarks.into() })
    }
}

impl From<RuleSet> for RuleSetDocument {
    fn from(rules: RuleSet) -> Self {
        Arc::unwrap_or_clone(rules.document)
    }
}

impl RuleSet {
    /// A rule set shipped with the library, by its identifier.
    ///
    /// # Errors
    /// `rules.unknown_set`, naming those that are shipped.
    pub fn shipped(id: &str) -> Result<Self, Error> {
        match SHIPPED.iter().find(|(shipped, _)| *shipped == id) {
            Some((_, text)) => Self::from_json(text),
            None => Err(Error::UnknownRuleSet {
                id: crate::number::shorten(id),
                shipped: Self::shipped_ids().collect::<Vec<_>>().join(", "),
            }),
        }
    }

    /// The identifiers of the shipped rule sets.
    pub fn shipped_ids() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|(id, _)| *id)
    }

    /// The edition of a series of shipped rule sets that evaluates a year.
    ///
    /// ```
    /// let rules = cchc::RuleSet::shipped_for("qd-766", 2026)?;
    /// assert_eq!(rules.id(), "qd-766-2022");
    /// assert_eq!(cchc::RuleSet::shipped_for("qd-766", 2019).unwrap_err().code(), "rules.no_edition");
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `rules.no_edition` for a year none evaluates; `rules.unknown_set` for a series none belongs to.
    pub fn shipped_for(series: &str, year: i32) -> Result<Self, Error> {
        let all = Self::shipped_ids().map(Self::shipped).collect::<Result<Vec<_>, Error>>()?;
        let editions: Vec<&Self> = all.iter().filter(|rules| rules.series() == series).collect();
        if let Some(rules) = editions.iter().find(|rules| rules.years().contains(year)) {
            return Ok((*rules).clone());
        }
        if editions.is_empty() {
            let mut known: Vec<&str> = all.iter().map(Self::series).collect();
            known.dedup();
            return Err(Error::UnknownRuleSet { id: crate::number::shorten(series), shipped: known.join(", ") });
        }
        let editions = editions.iter().map(|rules| format!("{} ({})", rules.id(), rules.years()));
        let editions = editions.collect::<Vec<_>>().join(", ");
        Err(Error::NoEdition { series: series.to_owned(), year, editions })
    }

    /// A rule set of the caller's own, in the format of `core/data/rules/*.json`.
    ///
    /// # Errors
    /// `document.invalid` when the text is not JSON; `rules.too_large`; `rules.invalid` with every
    /// issue found, each with its path.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        match read::read(text)? {
            (Some(document), found) if found.issues.is_empty() => {
                Ok(Self { document: Arc::new(document), remarks: found.remarks.into() })
            }
            (_, found) => Err(Error::InvalidRules { set: RuleSetDocument::name_of(text), issues: found.issues }),
        }
    }

    /// Kiểm tra: everything that is wrong with a document, and what its text leaves to be remarked on.
    ///
    /// ```
    /// let check = cchc::RuleSet::check(r#"{"id": "own", "colour": "red"}"#)?;
    /// let codes: Vec<_> = check.issues.iter().map(|issue| issue.error.code()).collect();
    /// assert_eq!(codes, ["document.invalid", "document.invalid"]); // an unknown key, and a missing one
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `document.invalid` when the text is not JSON; `rules.too_large`.
    pub fn check(text: &str) -> Result<RuleSetCheck, Error> {
        let (_, found) = read::read(text)?;
        let by_path = |mut issues: Vec<Issue>| {
            issues.sort_by(|a, b| (&a.path, a.error.code()).cmp(&(&b.path, b.error.code())));
            issues
        };
        Ok(RuleSetCheck { issues: by_path(found.issues), remarks: by_path(found.remarks) })
    }

    /// The JSON Schema of rule-set documents, for editors and other tools.
    ///
    /// It describes the form; what a set has to hold besides is what [`RuleSet::check`] finds.
    pub fn schema() -> &'static str {
        include_str!("../data/rules/schema.json")
    }

    /// The schema as the types have it now, from which the shipped one was written.
    ///
    /// # Errors
    /// Those of [`document::to_json`](crate::document::to_json).
    #[cfg(feature = "schema")]
    pub fn schema_of_types() -> Result<serde_json::Value, Error> {
        let mut schema = schemars::schema_for!(RuleSetDocument);
        schema.insert("title".to_owned(), "cchc rule set".into());
        serde_json::to_value(schema)
            .map_err(|error| Error::InvalidDocument { path: ".".to_owned(), reason: error.to_string() })
    }

    /// Nhận xét: what the text of the set contradicts or gives away, found when it was loaded.
    pub fn remarks(&self) -> &[Issue] {
        &self.remarks
    }

    /// The rule set as JSON text, as it was loaded.
    ///
    /// # Errors
    /// Those of [`document::to_json`](crate::document::to_json).
    pub fn to_json(&self) -> Result<String, Error> {
        crate::document::to_json(&*self.document)
    }

    /// The identifier, such as `qd-766-2022`.
    pub fn id(&self) -> &str {
        &self.document.id
    }

    /// The edition of the document, such as `2026-10`.
    pub fn edition(&self) -> &str {
        &self.document.edition
    }

    /// The series of editions it belongs to, such as `qd-766`.
    pub fn series(&self) -> &str {
        &self.document.series
    }

    /// The years it evaluates.
    pub fn years(&self) -> Years {
        self.document.years
    }

    /// The name of the set.
    pub fn title(&self) -> &Text {
        &self.document.title
    }

    /// Whether the set is the text, a reconstruction or a template.
    pub fn status(&self) -> RuleSetStatus {
        self.document.status
    }

    /// The texts the set rests on.
    pub fn legal_basis(&self) -> &[Citation] {
        &self.document.legal_basis
    }

    /// The maximum of the whole set.
    pub fn max_points(&self) -> Exact {
        self.document.max_points
    }

    /// Where scores are rounded.
    pub fn rounding(&self) -> RoundingStages {
        self.document.rounding
    }

    /// Quy tắc đồng hạng.
    pub fn ties(&self) -> &TiePolicy {
        &self.document.ties
    }

    /// The document behind the handle.
    pub(crate) fn document(&self) -> &RuleSetDocument {
        &self.document
    }

    /// The groups at the top of the tree.
    pub fn criteria(&self) -> &[Criterion] {
        &self.document.criteria
    }

    /// A criterion at any depth, of the bonus and the penalty too, by its code.
    pub fn criterion(&self, code: &str) -> Option<&Criterion> {
        self.document.places().into_iter().flat_map(|(_, criteria)| criteria).find_map(|criterion| criterion.find(code))
    }

    /// The error for a code that is not in the set.
    pub(crate) fn unknown_criterion(&self, code: &str) -> Error {
        let all = self.document.places().into_iter().flat_map(|(_, criteria)| criteria).flat_map(Criterion::codes);
        let known = crate::number::shorten_list(all);
        Error::UnknownCriterion { set: self.id().to_owned(), criterion: crate::number::shorten(code), known }
    }

    /// Xếp loại: the class of a total.
    ///
    /// # Errors
    /// `rules.no_class` where the set states no class for such a total; `scoring.part_missing` where
    /// conditions decide as well, for [`RuleSet::classify`].
    ///
    /// ```
    /// let rules = cchc::RuleSet::shipped("qd-766-2022")?;
    /// assert_eq!(rules.class_of("76.37".parse()?)?.title.vi, "Khá");
    /// assert_eq!(rules.class_of("12".parse()?).unwrap_err().code(), "rules.no_class");
    /// # Ok::<(), cchc::Error>(())
    /// ```
    pub fn class_of(&self, points: Exact) -> Result<&ClassBand, Error> {
        let first = self.document.classes.iter().find(|band| band.contains(points));
        let first = first.ok_or_else(|| self.document.class_rules().no_class(self.id(), points))?;
        match first.conditions.first() {
            None => Ok(first),
            Some(condition) => {
                Err(Error::PartMissing { criterion: first.id.clone(), what: "condition", id: condition.id.clone() })
            }
        }
    }

    /// The class of a sheet, where its total and whether a leaf is at zero decide; `None` where
    /// something else is asked.
    pub(crate) fn class_by_sheet(&self, total: Exact, leaf_at_zero: impl Fn() -> Option<bool>) -> Option<&ClassBand> {
        for band in self.document.classes.iter().filter(|band| band.contains(total)) {
            if band.conditions.iter().any(|condition| condition.test != ConditionTest::NoLeafAtZero) {
                return None;
            }
            if band.conditions.is_empty() || !leaf_at_zero()? {
                return Some(band);
            }
        }
        None
    }

    /// Xếp loại: units classed by the set's bands, conditions, vetoes, caps and quotas, in that order.
    ///
    /// # Errors
    /// Those of [`ClassRules::classify`].
    pub fn classify(&self, units: &[ClassifiedUnit], decided: &[String]) -> Result<Classification, Error> {
        self.class_rules().classify(units, decided)
    }

    /// Quy tắc xếp loại: the classes of the set with what decides them.
    pub fn class_rules(&self) -> ClassRules {
        self.document.class_rules()
    }
}
