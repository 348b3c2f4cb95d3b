//! What a unit hands in for a criterion: measures, scores of each stage, documents, explanations.

use crate::Error;
use crate::measure::Measure;
use crate::number::Exact;
use serde::{Deserialize, Serialize};

/// Số liệu, minh chứng và điểm các lần thẩm định của một tiêu chí.
///
/// Either a `measure` that is final at once, or the scores of the stages: the unit's own, the first
/// appraisal, the explanation, the second appraisal. The last appraisal is final, not their mean.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Mã tiêu chí; a group's code where only the group's points are published.
    pub criterion: String,
    /// Số đo, final at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<Measure>,
    /// Điểm tự chấm.
    #[serde(rename = "self", default, skip_serializing_if = "Option::is_none")]
    pub self_score: Option<Claim>,
    /// Điểm thẩm định lần 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_appraisal: Option<Claim>,
    /// Điểm đề nghị khi giải trình.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Claim>,
    /// Điểm thẩm định lần 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_appraisal: Option<Claim>,
    /// Tài liệu kiểm chứng, with section and page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// Giải trình vì sao thiếu tài liệu.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_because: Option<String>,
    /// Lý do không áp dụng.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<String>,
}

/// Điểm của một lần chấm: a measure for the rule, or points put down directly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ClaimDocument", into = "ClaimDocument")]
pub struct Claim {
    /// What was put down.
    pub value: ClaimValue,
    /// Ý kiến của người chấm.
    pub note: Option<String>,
}

/// Số liệu hay điểm của một lần chấm.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClaimValue {
    /// A measure, scored by the rule of the criterion.
    Measure(Box<Measure>),
    /// Points.
    Points(Exact),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimDocument {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    measure: Option<Measure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    points: Option<Exact>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

impl TryFrom<ClaimDocument> for Claim {
    type Error = Error;

    fn try_from(document: ClaimDocument) -> Result<Self, Error> {
        let value = match (document.measure, document.points) {
            (Some(measure), None) => ClaimValue::Measure(Box::new(measure)),
            (None, Some(points)) => ClaimValue::Points(points),
            (measure, _) => {
                let both = if measure.is_some() { "both" } else { "neither" };
                let reason = format!("a score has {both} a measure and points; give one of the two");
                return Err(Error::InvalidDocument { path: "score".to_owned(), reason });
            }
        };
        Ok(Self { value, note: document.note })
    }
}

impl From<Claim> for ClaimDocument {
    fn from(claim: Claim) -> Self {
        let (measure, points) = match claim.value {
            ClaimValue::Measure(measure) => (Some(*measure), None),
            ClaimValue::Points(points) => (None, Some(points)),
        };
        Self { measure, points, note: claim.note }
    }
}

impl Claim {
    /// A measure for the rule.
    pub fn measure(measure: Measure) -> Self {
        Self { value: ClaimValue::Measure(Box::new(measure)), note: None }
    }

    /// Points put down directly.
    pub fn points(points: Exact) -> Self {
        Self { value: ClaimValue::Points(points), note: None }
    }
}

impl Evidence {
    /// Evidence for a criterion, final at once.
    pub fn new(criterion: impl Into<String>, measure: Measure) -> Self {
        Self { criterion: criterion.into(), measure: Some(measure), ..Self::default() }
    }

    /// A criterion that does not apply, and why.
    pub fn not_applicable(criterion: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { criterion: criterion.into(), not_applicable: Some(reason.into()), ..Self::default() }
    }

    /// The claims of the stages, in their order.
    pub(crate) fn claims(&self) -> [Option<&Claim>; 4] {
        [&self.self_score, &self.first_appraisal, &self.explanation, &self.second_appraisal].map(Option::as_ref)
    }

    /// The measure the final score rests on, where it rests on one.
    pub(crate) fn final_measure(&self) -> Option<&Measure> {
        let last = [&self.second_appraisal, &self.first_appraisal, &self.self_score].into_iter().flatten().next();
        match (&self.measure, last) {
            (Some(measure), _) => Some(measure),
            (None, Some(Claim { value: ClaimValue::Measure(measure), .. })) => Some(measure),
            _ => None,
        }
    }

    /// Every measure in it, to be completed with what the units have in common.
    pub(crate) fn measures_mut(&mut self) -> impl Iterator<Item = &mut Measure> {
        let claims =
            [&mut self.self_score, &mut self.first_appraisal, &mut self.explanation, &mut self.second_appraisal];
        self.measure.iter_mut().chain(claims.into_iter().flatten().filter_map(|claim| match &mut claim.value {
            ClaimValue::Measure(measure) => Some(measure.as_mut()),
            ClaimValue::Points(_) => None,
        }))
    }
}
