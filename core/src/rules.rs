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

mod document;
mod shape;

pub use document::{ClassBand, Criterion, RuleSetStatus};
pub use shape::Branch;
pub(crate) use shape::{RuleHit, published};
pub use shape::{Shape, ZeroDenominator};

use crate::number::{Exact, Rounding};
use crate::text::Text;
use crate::{Citation, Error};
use document::RuleSetDocument;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The shipped rule sets: identifier and document.
const SHIPPED: &[(&str, &str)] = &[("qd-766-2022", include_str!("../data/rules/qd-766-2022.json"))];

/// Bộ chỉ số: a rule set and edition, checked once and shared.
///
/// Reading one from a document checks it too, wherever it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RuleSetDocument", into = "RuleSetDocument")]
pub struct RuleSet {
    document: Arc<RuleSetDocument>,
}

impl TryFrom<RuleSetDocument> for RuleSet {
    type Error = Error;

    fn try_from(document: RuleSetDocument) -> Result<Self, Error> {
        let issues = document.check();
        if issues.is_empty() {
            return Ok(Self { document: Arc::new(document) });
        }
        Err(Error::InvalidRules { set: document.id, issues })
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

    /// A rule set of the caller's own, in the format of `core/data/rules/*.json`.
    ///
    /// # Errors
    /// `document.invalid` when the text is not such a document; `rules.invalid` with every issue
    /// found, each with its path.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        crate::document::from_json::<RuleSetDocument>(text)?.try_into()
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

    /// How the score of a leaf is rounded.
    pub fn leaf_rounding(&self) -> Rounding {
        self.document.leaf_rounding
    }

    /// The groups at the top of the tree.
    pub fn criteria(&self) -> &[Criterion] {
        &self.document.criteria
    }

    /// A criterion at any depth, by its code.
    pub fn criterion(&self, code: &str) -> Option<&Criterion> {
        self.document.criteria.iter().find_map(|criterion| criterion.find(code))
    }

    /// The error for a code that is not in the set.
    pub(crate) fn unknown_criterion(&self, code: &str) -> Error {
        let known = self.document.criteria.iter().flat_map(Criterion::codes).collect::<Vec<_>>().join(", ");
        Error::UnknownCriterion { set: self.id().to_owned(), criterion: crate::number::shorten(code), known }
    }

    /// Xếp loại: the class of a total.
    ///
    /// # Errors
    /// `rules.no_class` where the set states no class for such a total.
    ///
    /// ```
    /// let rules = cchc::RuleSet::shipped("qd-766-2022")?;
    /// assert_eq!(rules.class_of("76.37".parse()?)?.title.vi, "Khá");
    /// assert_eq!(rules.class_of("12".parse()?).unwrap_err().code(), "rules.no_class");
    /// # Ok::<(), cchc::Error>(())
    /// ```
    pub fn class_of(&self, points: Exact) -> Result<&ClassBand, Error> {
        let classes = &self.document.classes;
        classes.iter().find(|band| band.contains(points)).ok_or_else(|| Error::NoClass {
            set: self.id().to_owned(),
            points: points.to_string(),
            lowest: classes.last().map(|band| band.from.to_string()).unwrap_or_default(),
        })
    }
}
