//! Số liệu đưa vào chấm điểm: where the rooms that count hand over to the room that scores.
//!
//! A [`Measure`] is a value with what a rule may need beside it (last year's value, the target, the
//! other units' mean), its unit, its period, and the records it was counted from.

use crate::number::{Exact, Ratio};
use crate::{Citation, Error};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Số đo: a value with the place it comes from.
///
/// In JSON it is one value, such as `{"ratio": {"numerator": 79, "denominator": 82}}`,
/// `{"value": "12.5"}`, `{"level": "late"}` or `{"points": "8.97"}`, with what belongs to it.
///
/// ```
/// use cchc::{Measure, Ratio};
/// let measure: Measure = serde_json::from_str(r#"{"ratio": {"numerator": 79, "denominator": 82}}"#).unwrap();
/// assert_eq!(measure, Measure::ratio(Ratio::of(79, 82)));
/// assert!(serde_json::from_str::<Measure>(r#"{"points": 8.97}"#).is_err(), "a float is not exact");
/// assert!(serde_json::from_str::<Measure>(r#"{"points": "8.97", "value": 3}"#).is_err(), "one value, not two");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "MeasureDocument", into = "MeasureDocument")]
pub struct Measure {
    /// The value.
    pub value: MeasureValue,
    /// Điều kiện: which conditions are met, where the rule asks for them.
    pub conditions: Vec<ConditionState>,
    /// Giá trị kỳ trước, for a rule on the change.
    pub previous: Option<Exact>,
    /// Chỉ tiêu được giao, for a rule against a target.
    pub target: Option<Exact>,
    /// Hệ số áp dụng: the factor that holds for this unit, such as a region's.
    pub factor: Option<String>,
    /// Số liệu của các đơn vị cùng chấm, for a rule relative to them.
    pub peers: Option<Peers>,
    /// Mẫu số thay thế, where the rule takes one for a zero denominator.
    pub stand_in: Option<Exact>,
    /// Đơn vị tính.
    pub unit: Option<String>,
    /// Kỳ số liệu.
    pub period: Option<Period>,
    /// Where it comes from.
    pub source: Option<Citation>,
    /// Mã các bản ghi đã đếm: the records behind the value.
    pub lineage: Vec<String>,
}

/// Giá trị của số đo.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MeasureValue {
    /// Tử số trên mẫu số.
    Ratio(Ratio),
    /// Các tỷ lệ nhân với nhau, each by its name in the rule.
    Ratios(Vec<NamedRatio>),
    /// Số sự việc xấu trên tổng số.
    Events(Events),
    /// Một con số.
    Value(Exact),
    /// Mức đã đạt; several where the best of them counts.
    Levels(Vec<String>),
    /// Số lần của từng khoản.
    Items(Vec<NamedCount>),
    /// Các trường hợp, each with its own measure.
    Cases(Vec<Case>),
    /// Điểm đã công bố hoặc do cấp trên cho.
    Points(Exact),
    /// Không thực hiện, which is not the same as zero.
    NotDone,
    /// Only the conditions matter.
    Conditions,
}

/// Một điều kiện đạt hay không.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConditionState {
    /// Mã điều kiện trong quy tắc.
    pub id: String,
    /// Đạt hay không.
    pub met: bool,
}

/// Một tỷ lệ trong một tích.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedRatio {
    /// Mã thừa số trong quy tắc.
    pub id: String,
    /// Tử số.
    pub numerator: Exact,
    /// Mẫu số.
    pub denominator: Exact,
}

/// Sự việc xấu: how many of all had each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Events {
    /// Tổng số.
    pub of: Exact,
    /// Số lần của từng loại.
    pub events: Vec<NamedCount>,
}

/// Số lần của một khoản.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedCount {
    /// Mã khoản trong quy tắc.
    pub id: String,
    /// Số lần.
    pub count: u64,
}

/// Trường hợp: so many with the same measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Số trường hợp.
    pub count: u64,
    /// Số đo của mỗi trường hợp.
    pub measure: Measure,
}

/// Số liệu chung của các đơn vị cùng chấm.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Peers {
    /// Trung bình.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean: Option<Exact>,
    /// Thấp nhất.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Exact>,
    /// Cao nhất.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Exact>,
    /// Của đơn vị dẫn đầu: its value over its target, or its value where none has a target.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leader: Option<Exact>,
}

/// Kỳ số liệu, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// Từ ngày.
    pub from: NaiveDate,
    /// Đến ngày.
    pub through: NaiveDate,
}

impl MeasureValue {
    /// The kind of value, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Ratio(_) => "a ratio",
            Self::Ratios(_) => "several ratios",
            Self::Events(_) => "counts of events",
            Self::Value(_) => "a value",
            Self::Levels(_) => "a level",
            Self::Items(_) => "counts of items",
            Self::Cases(_) => "cases",
            Self::Points(_) => "points",
            Self::NotDone => "not done",
            Self::Conditions => "conditions",
        }
    }
}

impl Measure {
    /// A value with nothing beside it.
    pub fn new(value: MeasureValue) -> Self {
        Self {
            value,
            conditions: Vec::new(),
            previous: None,
            target: None,
            factor: None,
            peers: None,
            stand_in: None,
            unit: None,
            period: None,
            source: None,
            lineage: Vec::new(),
        }
    }

    /// A ratio of counts.
    pub fn ratio(ratio: Ratio) -> Self {
        Self::new(MeasureValue::Ratio(ratio))
    }

    /// A number.
    pub fn value(value: Exact) -> Self {
        Self::new(MeasureValue::Value(value))
    }

    /// A level, by its identifier in the rule.
    pub fn level(id: impl Into<String>) -> Self {
        Self::new(MeasureValue::Levels(vec![id.into()]))
    }

    /// Points as published.
    pub fn points(points: Exact) -> Self {
        Self::new(MeasureValue::Points(points))
    }

    /// The same measure with its source.
    #[must_use]
    pub fn cited(mut self, source: Citation) -> Self {
        self.source = Some(source);
        self
    }
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct MeasureDocument {
    #[serde(skip_serializing_if = "Option::is_none")]
    ratio: Option<Ratio>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ratios: Option<Vec<NamedRatio>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<Events>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Exact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    levels: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Vec<NamedCount>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cases: Option<Vec<Case>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<Exact>,
    #[serde(skip_serializing_if = "is_false")]
    not_done: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    conditions: Vec<ConditionState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    previous: Option<Exact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<Exact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    factor: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    peers: Option<Peers>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stand_in: Option<Exact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<Period>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Citation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lineage: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands the field over by reference")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

impl TryFrom<MeasureDocument> for Measure {
    type Error = Error;

    fn try_from(document: MeasureDocument) -> Result<Self, Error> {
        let wrong = |reason: String| Error::InvalidDocument { path: "measure".to_owned(), reason };
        let given: Vec<MeasureValue> = [
            document.ratio.map(MeasureValue::Ratio),
            document.ratios.map(MeasureValue::Ratios),
            document.events.map(MeasureValue::Events),
            document.value.map(MeasureValue::Value),
            document.level.map(|level| MeasureValue::Levels(vec![level])),
            document.levels.map(MeasureValue::Levels),
            document.items.map(MeasureValue::Items),
            document.cases.map(MeasureValue::Cases),
            document.points.map(MeasureValue::Points),
            document.not_done.then_some(MeasureValue::NotDone),
        ]
        .into_iter()
        .flatten()
        .collect();
        let kinds = given.iter().map(MeasureValue::kind).collect::<Vec<_>>().join(" and ");
        let mut given = given.into_iter();
        let value = match (given.next(), given.next()) {
            (Some(value), None) => value,
            (Some(_), Some(_)) => return Err(wrong(format!("holds {kinds}, one of them is wanted"))),
            (None, _) if document.conditions.is_empty() => return Err(wrong("holds no value".to_owned())),
            (None, _) => MeasureValue::Conditions,
        };
        Ok(Self {
            value,
            conditions: document.conditions,
            previous: document.previous,
            target: document.target,
            factor: document.factor,
            peers: document.peers,
            stand_in: document.stand_in,
            unit: document.unit,
            period: document.period,
            source: document.source,
            lineage: document.lineage,
        })
    }
}

impl From<Measure> for MeasureDocument {
    fn from(measure: Measure) -> Self {
        let mut document = Self {
            conditions: measure.conditions,
            previous: measure.previous,
            target: measure.target,
            factor: measure.factor,
            peers: measure.peers,
            stand_in: measure.stand_in,
            unit: measure.unit,
            period: measure.period,
            source: measure.source,
            lineage: measure.lineage,
            ..Self::default()
        };
        match measure.value {
            MeasureValue::Ratio(ratio) => document.ratio = Some(ratio),
            MeasureValue::Ratios(ratios) => document.ratios = Some(ratios),
            MeasureValue::Events(events) => document.events = Some(events),
            MeasureValue::Value(value) => document.value = Some(value),
            MeasureValue::Levels(mut levels) => match (levels.pop(), levels.is_empty()) {
                (Some(level), true) => document.level = Some(level),
                (last, _) => {
                    levels.extend(last);
                    document.levels = Some(levels);
                }
            },
            MeasureValue::Items(items) => document.items = Some(items),
            MeasureValue::Cases(cases) => document.cases = Some(cases),
            MeasureValue::Points(points) => document.points = Some(points),
            MeasureValue::NotDone => document.not_done = true,
            MeasureValue::Conditions => {}
        }
        document
    }
}
