//! Số liệu đưa vào chấm điểm: where the rooms that count hand over to the room that scores.

use crate::number::{Exact, Ratio};
use crate::{Citation, Error};
use serde::{Deserialize, Serialize};

/// Số đo: a value with the place it comes from.
///
/// In JSON it is `{"ratio": {"numerator": 79, "denominator": 82}}` or `{"points": "8.97"}`, with
/// an optional `source`; exactly one of the two values.
///
/// ```
/// use cchc::{Measure, Ratio};
/// let measure: Measure = serde_json::from_str(r#"{"ratio": {"numerator": 79, "denominator": 82}}"#).unwrap();
/// assert_eq!(measure, Measure::ratio(Ratio::of(79, 82)));
/// assert!(serde_json::from_str::<Measure>(r#"{"points": 8.97}"#).is_err(), "a float is not exact");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "MeasureDocument", into = "MeasureDocument")]
pub struct Measure {
    /// The value.
    pub value: MeasureValue,
    /// Where it comes from.
    pub source: Option<Citation>,
}

/// Giá trị của số đo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum MeasureValue {
    /// Tử số trên mẫu số.
    Ratio(Ratio),
    /// Điểm đã công bố hoặc do cấp trên cho.
    Points(Exact),
}

impl MeasureValue {
    /// The kind of value, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Ratio(_) => "a ratio",
            Self::Points(_) => "points",
        }
    }
}

impl Measure {
    /// A ratio of counts.
    pub fn ratio(ratio: Ratio) -> Self {
        Self { value: MeasureValue::Ratio(ratio), source: None }
    }

    /// Points as published.
    pub fn points(points: Exact) -> Self {
        Self { value: MeasureValue::Points(points), source: None }
    }

    /// The same measure with its source.
    #[must_use]
    pub fn cited(mut self, source: Citation) -> Self {
        self.source = Some(source);
        self
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureDocument {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ratio: Option<Ratio>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    points: Option<Exact>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Citation>,
}

impl TryFrom<MeasureDocument> for Measure {
    type Error = Error;

    fn try_from(document: MeasureDocument) -> Result<Self, Error> {
        let value = match (document.ratio, document.points) {
            (Some(ratio), None) => MeasureValue::Ratio(ratio),
            (None, Some(points)) => MeasureValue::Points(points),
            (ratio, _) => {
                let reason = if ratio.is_some() { "both ratio and points" } else { "neither ratio nor points" };
                return Err(Error::InvalidDocument { path: "measure".to_owned(), reason: reason.to_owned() });
            }
        };
        Ok(Self { value, source: document.source })
    }
}

impl From<Measure> for MeasureDocument {
    fn from(measure: Measure) -> Self {
        let (ratio, points) = match measure.value {
            MeasureValue::Ratio(ratio) => (Some(ratio), None),
            MeasureValue::Points(points) => (None, Some(points)),
        };
        Self { ratio, points, source: measure.source }
    }
}
