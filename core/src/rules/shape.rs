//! The closed set of rule shapes, and how each turns a measure into points.

use crate::Error;
use crate::measure::{Measure, MeasureValue};
use crate::number::{Exact, Ratio, too_large};
use crate::text::{self, Lang, Text};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Dạng quy tắc chấm điểm của một tiêu chí.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Shape {
    /// Tỷ lệ nhân điểm tối đa.
    Proportional {
        /// What a zero denominator scores.
        zero_denominator: ZeroDenominator,
    },
    /// Đạt mục tiêu thì được điểm tối đa, dưới mục tiêu thì theo tỷ lệ với mục tiêu.
    ProportionalToTarget {
        /// The target, in per cent.
        target_percent: Exact,
        /// What a zero denominator scores.
        zero_denominator: ZeroDenominator,
    },
    /// Điểm theo kết quả công bố, where the calculation below the group is not published.
    Published,
}

/// Mẫu số bằng 0: what a leaf scores when there was no case to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ZeroDenominator {
    /// Điểm tối đa.
    Max,
    /// Không điểm.
    Zero,
    /// The sources do not say: refused.
    Refused,
}

/// What a rule did with a measure.
pub(crate) struct RuleHit {
    /// Before rounding.
    pub(crate) unrounded: Exact,
    /// Which part of the rule decided.
    pub(crate) branch: Branch,
}

/// Nhánh của quy tắc: the part of a rule that decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Branch {
    /// In proportion to the ratio.
    Proportional,
    /// The target was reached.
    AtOrAboveTarget,
    /// In proportion to the target.
    BelowTarget,
    /// The denominator was zero.
    ZeroDenominator,
    /// As published.
    Published,
}

impl Shape {
    /// Points for a measure, unrounded, within 0 and `max`.
    pub(crate) fn apply(&self, criterion: &str, measure: &Measure, max: Exact) -> Result<RuleHit, Error> {
        let wrong =
            |expected| Error::WrongMeasure { criterion: criterion.to_owned(), expected, got: measure.value.kind() };
        match (self, measure.value) {
            (Self::Proportional { zero_denominator }, MeasureValue::Ratio(ratio)) => {
                if ratio.denominator.0.is_zero() {
                    return zero_denominator.apply(criterion, ratio, max);
                }
                let unrounded = checked(criterion, ratio)?.times(max.0).ok_or_else(too_large)?;
                Ok(RuleHit { unrounded, branch: Branch::Proportional })
            }
            (Self::ProportionalToTarget { target_percent, zero_denominator }, MeasureValue::Ratio(ratio)) => {
                if ratio.denominator.0.is_zero() {
                    return zero_denominator.apply(criterion, ratio, max);
                }
                let ratio = checked(criterion, ratio)?;
                // Compared and scaled as whole products, so that no quotient is rounded on the way.
                let reached = ratio.numerator.0.checked_mul(Decimal::ONE_HUNDRED);
                let aimed = ratio.denominator.0.checked_mul(target_percent.0);
                let (Some(reached), Some(aimed)) = (reached, aimed) else { return Err(too_large()) };
                if reached >= aimed {
                    return Ok(RuleHit { unrounded: max, branch: Branch::AtOrAboveTarget });
                }
                let to_target = Ratio { numerator: Exact(reached), denominator: Exact(aimed) };
                let unrounded = to_target.times(max.0).ok_or_else(too_large)?;
                Ok(RuleHit { unrounded, branch: Branch::BelowTarget })
            }
            (Self::Published, MeasureValue::Points(points)) => published(criterion, points, max),
            (Self::Published, _) => Err(wrong("points")),
            (_, _) => Err(wrong("a ratio")),
        }
    }

    /// The rule in a few words, with the maximum it leads to.
    pub(crate) fn label(&self, max: Exact) -> Text {
        Text::build(|lang| {
            let max = text::decimal(max.0, max.0.normalize().scale(), lang);
            match (self, lang) {
                (Self::Proportional { .. }, Lang::Vi) => format!("tỷ lệ × {max}"),
                (Self::Proportional { .. }, Lang::En) => format!("ratio × {max}"),
                (Self::ProportionalToTarget { target_percent, .. }, lang) => {
                    let target = text::percent(target_percent.0, lang);
                    match lang {
                        Lang::Vi => format!("tỷ lệ ÷ {target} × {max}, không quá {max}"),
                        Lang::En => format!("ratio ÷ {target} × {max}, at most {max}"),
                    }
                }
                (Self::Published, Lang::Vi) => "điểm công bố".to_owned(),
                (Self::Published, Lang::En) => "published points".to_owned(),
            }
        })
    }
}

impl ZeroDenominator {
    fn apply(self, criterion: &str, ratio: Ratio, max: Exact) -> Result<RuleHit, Error> {
        if !ratio.numerator.0.is_zero() {
            return Err(above_one(criterion, ratio));
        }
        let unrounded = match self {
            Self::Max => max,
            Self::Zero => Exact::default(),
            Self::Refused => return Err(Error::ZeroDenominator { criterion: criterion.to_owned() }),
        };
        Ok(RuleHit { unrounded, branch: Branch::ZeroDenominator })
    }
}

impl RuleHit {
    /// What the branch adds to the rule's label, where it says more than the label.
    pub(crate) fn note(&self) -> Option<Text> {
        match self.branch {
            Branch::AtOrAboveTarget => Some(Text::new("đạt mục tiêu", "target reached")),
            Branch::ZeroDenominator if self.unrounded == Exact::default() => {
                Some(Text::new("mẫu số 0: không điểm", "zero denominator: no points"))
            }
            Branch::ZeroDenominator => Some(Text::new("mẫu số 0: điểm tối đa", "zero denominator: the maximum")),
            Branch::Proportional | Branch::BelowTarget | Branch::Published => None,
        }
    }
}

/// Published points, inside the maximum.
pub(crate) fn published(criterion: &str, points: Exact, max: Exact) -> Result<RuleHit, Error> {
    if points.0.is_sign_negative() && !points.0.is_zero() || points > max {
        return Err(Error::OutOfRange {
            what: "points",
            got: format!("{points} ({criterion})"),
            min: "0".to_owned(),
            max: max.to_string(),
        });
    }
    Ok(RuleHit { unrounded: points, branch: Branch::Published })
}

fn checked(criterion: &str, ratio: Ratio) -> Result<Ratio, Error> {
    let negative = |number: Exact| number.0.is_sign_negative() && !number.0.is_zero();
    for number in [ratio.numerator, ratio.denominator] {
        if negative(number) {
            return Err(Error::OutOfRange {
                what: "count",
                got: format!("{number} ({criterion})"),
                min: "0".to_owned(),
                max: "any count".to_owned(),
            });
        }
    }
    if ratio.numerator > ratio.denominator { Err(above_one(criterion, ratio)) } else { Ok(ratio) }
}

fn above_one(criterion: &str, ratio: Ratio) -> Error {
    Error::RatioAboveOne {
        criterion: criterion.to_owned(),
        numerator: ratio.numerator.to_string(),
        denominator: ratio.denominator.to_string(),
    }
}
