//! The closed set of rule shapes: how a text turns what was measured into points.
//!
//! The shapes are data; what each does with a measure is in `apply.rs`.

use crate::document::Node;
use crate::number::Exact;
use crate::text::Text;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// Dạng quy tắc chấm điểm của một tiêu chí.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Shape {
    /// Đạt tất cả điều kiện: all conditions met, or else.
    AllOf {
        /// The conditions, each to be stated.
        conditions: Vec<Part>,
        /// Points when all are met; the maximum of the leaf where it is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        points: Option<Exact>,
        /// Points when one is not met.
        #[serde(default, skip_serializing_if = "is_zero")]
        otherwise: Exact,
    },
    /// Chọn một mức: a named level gives its points.
    Levels {
        /// The levels.
        levels: Vec<Level>,
        /// Whether several levels may be reached, of which the best counts.
        #[serde(default, skip_serializing_if = "is_false")]
        several: bool,
        /// What not doing it at all gives, where that differs from every level.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_done: Option<Award>,
    },
    /// Theo khoảng: the interval a quantity falls in decides.
    Bands {
        /// What is measured.
        #[serde(default)]
        of: Quantity,
        /// The intervals, from the top.
        bands: Vec<Band>,
        /// What a zero denominator scores.
        #[serde(default)]
        zero_denominator: ZeroDenominator,
        /// What more than the whole is.
        #[serde(default)]
        over_one: OverOne,
        /// What not doing it at all gives.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_done: Option<Award>,
    },
    /// Tỷ lệ nhân điểm tối đa; with a target, in proportion to it and full from it on.
    Proportional {
        /// What is measured: a ratio, a product of ratios or the complement of bad events.
        #[serde(default)]
        of: Quantity,
        /// The target, in per cent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target_percent: Option<Exact>,
        /// What a zero denominator scores.
        zero_denominator: ZeroDenominator,
        /// What more than the whole is.
        #[serde(default)]
        over_one: OverOne,
    },
    /// Cộng hoặc trừ theo từng lần.
    PerItem {
        /// Points before any item.
        start: Exact,
        /// The items.
        items: Vec<Item>,
        /// No less than this; the minimum of the leaf where it is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        floor: Option<Exact>,
        /// No more than this; the maximum of the leaf where it is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cap: Option<Exact>,
        /// What more than so many in all gives instead.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        beyond: Option<Beyond>,
    },
    /// Bậc thang: a base, and points for every full step above it.
    Steps {
        /// Up to this value the base holds.
        from: Exact,
        /// Points up to it.
        base: Exact,
        /// The length of a step.
        step: Exact,
        /// Points of a full step.
        points: Exact,
        /// No more than this.
        cap: Exact,
        /// No less than this; to be stated where a step takes points away.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        floor: Option<Exact>,
        /// The factors a unit may fall under, such as a region's.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        factors: Vec<Factor>,
    },
    /// So với chỉ tiêu và đơn vị dẫn đầu.
    Leader {
        /// The share of the maximum for just reaching the target, in per cent.
        at_target_percent: Exact,
        /// What a zero target or a zero leader scores.
        zero_denominator: ZeroDenominator,
    },
    /// Chuẩn hóa theo giá trị thấp nhất và cao nhất.
    MinMax {
        /// Points at the worst value.
        low: Exact,
        /// Points at the best value.
        high: Exact,
        /// Which end is the best.
        better: Better,
        /// Fixed ends; those of the units scored together where it is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bounds: Option<Bounds>,
        /// What equal ends give.
        when_equal: WhenEqual,
        /// What a value outside fixed ends is.
        #[serde(default)]
        outside: Outside,
    },
    /// Quy đổi điểm của hệ thống khác: the value on its scale, in proportion.
    Scaled {
        /// Lower end of the scale.
        from: Exact,
        /// Upper end of the scale, which gives the maximum.
        to: Exact,
    },
    /// Điểm cho sẵn: points as published, or as a superior or an assessor gives them.
    Given {},
    /// Trung bình các trường hợp: every case by the same rule.
    Mean {
        /// The rule of a case.
        of: Box<Shape>,
        /// What no case scores.
        zero_denominator: ZeroDenominator,
    },
    /// Có điều kiện tiên quyết: the rule counts only where the conditions are met.
    Gated {
        /// The conditions, each to be stated.
        conditions: Vec<Part>,
        /// The rule where they are met.
        then: Box<Shape>,
        /// Points where they are not.
        #[serde(default, skip_serializing_if = "is_zero")]
        otherwise: Exact,
    },
    /// Rẽ nhánh theo tiêu chí khác.
    Branch {
        /// The code of the other leaf.
        on: String,
        /// Its points from which on the first rule holds.
        at_least: Exact,
        /// The rule then.
        then: Box<Shape>,
        /// The rule otherwise.
        otherwise: Box<Shape>,
    },
}

/// Đại lượng: what a band or a proportion is taken of.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Quantity {
    /// A ratio, in per cent.
    #[default]
    Percent,
    /// Tích các tỷ lệ, in per cent.
    Product {
        /// The ratios, by their names.
        factors: Vec<Part>,
    },
    /// Phần còn lại sau khi trừ sự việc xấu, in per cent, not below 0.
    Complement {
        /// The bad events, by their names.
        events: Vec<Part>,
    },
    /// The value itself.
    Value,
    /// Tăng, giảm so với kỳ trước.
    Change,
    /// Tăng, giảm so với kỳ trước, in per cent.
    ChangePercent,
    /// Chênh lệch so với trung bình của các đơn vị.
    AboveMean,
}

impl Quantity {
    /// Whether it is a share of a whole, from 0 to 100 per cent.
    pub(crate) fn is_share(&self) -> bool {
        matches!(self, Self::Percent | Self::Product { .. } | Self::Complement { .. })
    }
}

/// Một điều kiện, thừa số hoặc sự việc có tên trong quy tắc.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Part {
    /// Mã, as measures name it.
    pub id: String,
    /// Nội dung.
    pub title: Text,
}

/// Mức điểm: what a level or a band gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Award {
    /// So many points.
    Points(Exact),
    /// A share of the maximum, in per cent.
    SharePercent(Exact),
    /// The maximum times the share that was measured.
    Proportional,
    /// From one number of points at the lower limit to another at the upper one.
    Linear {
        /// At the lower limit.
        from: Exact,
        /// At the upper limit.
        to: Exact,
    },
}

/// Mức của tiêu chí chọn mức.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Level {
    /// Mã mức.
    pub id: String,
    /// Tên mức.
    pub title: Text,
    /// Điểm.
    pub award: Award,
}

/// Khoảng: an interval with both ends' inclusion stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Band {
    /// Lower limit; open where it is left out.
    #[serde(default)]
    pub from: Option<Exact>,
    /// Whether the lower limit belongs to the band.
    pub from_inclusive: bool,
    /// Upper limit; open where it is left out.
    #[serde(default)]
    pub to: Option<Exact>,
    /// Whether the upper limit belongs to the band.
    pub to_inclusive: bool,
    /// Điểm.
    pub award: Award,
}

/// Khoản cộng hoặc trừ theo lần.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Item {
    /// Mã khoản.
    pub id: String,
    /// Nội dung.
    pub title: Text,
    /// Points of one, negative where it takes away.
    pub each: Exact,
    /// Points of the first one, where it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Exact>,
}

/// Quá số lần cho phép.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Beyond {
    /// So many in all are still counted.
    pub count: u64,
    /// What more give.
    pub award: Award,
}

/// Hệ số của một nhóm đơn vị.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Factor {
    /// Mã hệ số.
    pub id: String,
    /// Nội dung.
    pub title: Text,
    /// The factor, in per cent.
    pub percent: Exact,
    /// What it multiplies.
    pub of: FactorOf,
}

/// Hệ số nhân với gì.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FactorOf {
    /// Tiêu chuẩn: the value from which steps count, and the step.
    Standard,
    /// Điểm.
    Points,
}

/// Giá trị nào tốt hơn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Better {
    /// Càng cao càng tốt.
    Higher,
    /// Càng thấp càng tốt.
    Lower,
}

/// Giá trị thấp nhất và cao nhất cố định.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Bounds {
    /// Thấp nhất.
    pub min: Exact,
    /// Cao nhất.
    pub max: Exact,
}

/// Khi giá trị thấp nhất bằng giá trị cao nhất.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WhenEqual {
    /// Refused: the text does not say.
    Refused,
    /// The points of the worst value.
    Low,
    /// The points of the best value.
    High,
}

/// Giá trị ngoài khoảng chuẩn hóa.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outside {
    /// Refused.
    #[default]
    Refused,
    /// Taken as the nearest end.
    Clamp,
}

/// Tỷ lệ lớn hơn 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OverOne {
    /// Refused: the counts are wrong.
    #[default]
    Refused,
    /// Taken as the whole.
    Cap,
}

/// Mẫu số bằng 0: what a leaf scores when there was no case to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ZeroDenominator {
    /// Điểm tối đa.
    Max,
    /// Không điểm.
    Zero,
    /// The sources do not say: refused.
    #[default]
    Refused,
    /// Không áp dụng: as the leaf says of a criterion that does not apply.
    NotApplicable,
    /// Mẫu số thay thế: the measure's stand-in; no points where it has none.
    StandIn,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands the field over by reference")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

fn is_zero(number: &Exact) -> bool {
    number.0.is_zero()
}

/// What in a rule is listed; anything else in it is an object, a text or a number.
const LISTS: [&str; 6] = ["conditions", "levels", "bands", "items", "factors", "events"];

/// Reads the rule of a leaf. Which kind it is is seen only once all of it is there; what serde derives for
/// that would take a list for an object, its values by their position.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Shape>, D::Error> {
    let Some(rule) = Option::<Node<'_>>::deserialize(deserializer)? else { return Ok(None) };
    if let Some(key) = stray_list(&rule, "shape", false) {
        return Err(D::Error::custom(format_args!("invalid type: sequence, expected an object in {key}")));
    }
    Shape::deserialize(&rule).map(Some).map_err(D::Error::custom)
}

/// The key that holds a list where none belongs.
fn stray_list<'v>(value: &'v Node<'_>, key: &'v str, listed: bool) -> Option<&'v str> {
    match value {
        Node::List(_) if !listed => Some(key),
        Node::List(list) => list.iter().find_map(|one| stray_list(one, key, false)),
        Node::Object(members) => {
            members.iter().find_map(|(key, value)| stray_list(value, key, LISTS.contains(&key.as_ref())))
        }
        _ => None,
    }
}

impl Shape {
    /// This shape and the ones inside it, outermost first, with the path to each.
    pub(super) fn nested(&self) -> Vec<(String, &Self)> {
        let inner: Vec<(&str, &Self)> = match self {
            Self::Mean { of, .. } => vec![("of", of)],
            Self::Gated { then, .. } => vec![("then", then)],
            Self::Branch { then, otherwise, .. } => vec![("then", then), ("otherwise", otherwise)],
            _ => Vec::new(),
        };
        let below = inner.into_iter().flat_map(|(name, shape)| {
            shape.nested().into_iter().map(move |(path, shape)| (format!(".{name}{path}"), shape))
        });
        std::iter::once((String::new(), self)).chain(below).collect()
    }

    /// The codes of other leaves whose points it depends on.
    pub(crate) fn depends_on(&self) -> Vec<&str> {
        let mut codes = Vec::new();
        for (_, shape) in self.nested() {
            if let Self::Branch { on, .. } = shape {
                codes.push(on.as_str());
            }
        }
        codes
    }
}
