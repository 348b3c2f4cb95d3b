//! Xếp loại: classes by bands of points, with conditions, vetoes, caps and quotas.
//!
//! The order is that of the texts: the band and its conditions, then events that force a class down
//! ([`Veto`], [`ClassCap`]), then how many a class may hold ([`Quota`]). Nothing ever raises a class.

mod check;
mod classify;
mod quota;

pub use check::ClassRulesCheck;
pub use classify::{
    ClassCase, ClassCount, ClassFact, ClassStage, ClassStep, Classification, ClassifiedUnit, FactValue, UnitClass,
};
pub use quota::QuotaUse;

use crate::Citation;
use crate::number::Exact;
use crate::text::{self, Lang, Text};
use serde::{Deserialize, Serialize};

/// Quy tắc xếp loại.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClassRules {
    /// Các mức, from the best down.
    pub classes: Vec<ClassBand>,
    /// Trường hợp buộc xếp một mức.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vetoes: Vec<Veto>,
    /// Trường hợp không được xếp quá một mức.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<ClassCap>,
    /// Tỷ lệ, số lượng tối đa của một mức.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<Quota>,
}

/// Mức xếp loại: a class and the totals it covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ClassBand {
    /// Mã mức.
    pub id: String,
    /// Tên mức.
    pub title: Text,
    /// Lower end; none where the class is open below.
    pub from: Option<Exact>,
    /// Whether the lower end belongs to the class.
    pub from_inclusive: bool,
    /// Upper end; none where the class is open above.
    pub to: Option<Exact>,
    /// Whether the upper end belongs to the class.
    pub to_inclusive: bool,
    /// Where the limits come from.
    pub source: Citation,
    /// What must hold besides the points.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<ClassCondition>,
}

/// Điều kiện của một mức. Its identifier is that of the fact stated with the unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "ConditionDocument"))]
#[serde(try_from = "ConditionDocument", into = "ConditionDocument")]
#[non_exhaustive]
pub struct ClassCondition {
    /// Mã.
    pub id: String,
    /// Tên.
    pub title: Text,
    /// What is asked.
    pub test: ConditionTest,
}

/// Nội dung điều kiện.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConditionTest {
    /// A number stated with the unit lies within limits.
    Fact(FactLimits),
    /// A yes stated with the unit.
    Stated,
    /// Không tiêu chí nào 0 điểm.
    NoLeafAtZero,
}

/// Giới hạn của một số liệu nêu kèm; at least one is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct FactLimits {
    /// Từ ... trở lên.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Exact>,
    /// Trên ...
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<Exact>,
    /// Không quá ...
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Exact>,
    /// Dưới ...
    #[serde(skip_serializing_if = "Option::is_none")]
    pub below: Option<Exact>,
}

/// Trường hợp buộc xếp một mức, whatever the points; never a better class than without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Veto {
    /// Mã sự kiện.
    pub id: String,
    /// Tên.
    pub title: Text,
    /// The class it forces.
    pub class: String,
    /// Where it comes from.
    pub source: Citation,
}

/// Trường hợp không được xếp quá một mức.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClassCap {
    /// Mã sự kiện.
    pub id: String,
    /// Tên.
    pub title: Text,
    /// The best class that is left.
    pub at_most: String,
    /// Where it comes from.
    pub source: Citation,
}

/// Tỷ lệ, số lượng tối đa của một mức: per cent of the units rated, rounded down, or a count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// The class that may hold so many.
    pub class: String,
    /// Per cent of the units rated; what is left of a unit is not rounded up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Exact>,
    /// A number of units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Whether it holds within each block, not over all units.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub per_block: bool,
    /// Where it comes from.
    pub source: Citation,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct ConditionDocument {
    id: String,
    title: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fact: Option<FactLimits>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stated: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    no_leaf_at_zero: Option<bool>,
}

impl TryFrom<ConditionDocument> for ClassCondition {
    type Error = &'static str;

    fn try_from(document: ConditionDocument) -> Result<Self, Self::Error> {
        let test = match (document.fact, document.stated, document.no_leaf_at_zero) {
            (Some(limits), None, None) => {
                let pairs = [(limits.at_least, limits.above), (limits.at_most, limits.below)];
                if pairs.iter().all(|pair| *pair == (None, None)) {
                    return Err("fact needs at_least or above, or at_most or below");
                }
                if pairs.iter().any(|pair| matches!(pair, (Some(_), Some(_)))) {
                    return Err("fact takes one of at_least and above, and one of at_most and below");
                }
                ConditionTest::Fact(limits)
            }
            (None, Some(true), None) => ConditionTest::Stated,
            (None, None, Some(true)) => ConditionTest::NoLeafAtZero,
            _ => return Err("a condition has exactly one of fact, stated: true and no_leaf_at_zero: true"),
        };
        Ok(Self { id: document.id, title: document.title, test })
    }
}

impl From<ClassCondition> for ConditionDocument {
    fn from(condition: ClassCondition) -> Self {
        let (mut fact, mut stated, mut no_leaf_at_zero) = (None, None, None);
        match condition.test {
            ConditionTest::Fact(limits) => fact = Some(limits),
            ConditionTest::Stated => stated = Some(true),
            ConditionTest::NoLeafAtZero => no_leaf_at_zero = Some(true),
        }
        Self { id: condition.id, title: condition.title, fact, stated, no_leaf_at_zero }
    }
}

impl ClassBand {
    /// Whether the class covers a total.
    pub fn contains(&self, points: Exact) -> bool {
        let above = self.from.is_none_or(|from| points > from || (self.from_inclusive && points == from));
        let below = self.to.is_none_or(|to| points < to || (self.to_inclusive && points == to));
        above && below
    }

    /// The limits in words, such as "trên 90 đến 100".
    fn limits(&self, lang: Lang) -> String {
        let (from, to) = (self.from.map(|from| shown(from, lang)), self.to.map(|to| shown(to, lang)));
        let lower = from.map(|from| match (lang, self.from_inclusive) {
            (Lang::Vi, true) => format!("từ {from}"),
            (Lang::Vi, false) => format!("trên {from}"),
            (Lang::En, true) => format!("from {from}"),
            (Lang::En, false) => format!("above {from}"),
        });
        let upper = to.map(|to| match (lang, self.to_inclusive) {
            (Lang::Vi, true) => format!("đến {to}"),
            (Lang::Vi, false) => format!("dưới {to}"),
            (Lang::En, true) => format!("up to {to}"),
            (Lang::En, false) => format!("below {to}"),
        });
        match (lower, upper, lang) {
            (Some(lower), Some(upper), Lang::Vi) if !self.to_inclusive => format!("{lower} đến {upper}"),
            (Some(lower), Some(upper), Lang::En) if !self.to_inclusive => format!("{lower} to {upper}"),
            (Some(lower), Some(upper), _) => format!("{lower} {upper}"),
            (Some(only), None, _) | (None, Some(only), _) => only,
            (None, None, Lang::Vi) => "mọi số điểm".to_owned(),
            (None, None, Lang::En) => "any points".to_owned(),
        }
    }
}

impl FactLimits {
    fn hold(&self, value: Exact) -> bool {
        self.at_least.is_none_or(|limit| value >= limit)
            && self.above.is_none_or(|limit| value > limit)
            && self.at_most.is_none_or(|limit| value <= limit)
            && self.below.is_none_or(|limit| value < limit)
    }

    /// Whether no value at all can lie within the limits.
    fn leave_nothing(&self) -> bool {
        let touching = self.above.is_none() && self.below.is_none();
        match (self.at_least.or(self.above), self.at_most.or(self.below)) {
            (Some(lower), Some(upper)) => lower > upper || (lower == upper && !touching),
            _ => false,
        }
    }

    fn words(&self, lang: Lang) -> String {
        let signs = [(">=", self.at_least), (">", self.above), ("<=", self.at_most), ("<", self.below)];
        let parts =
            signs.iter().filter_map(|(sign, limit)| limit.map(|limit| format!("{sign} {}", shown(limit, lang))));
        parts.collect::<Vec<_>>().join(", ")
    }
}

impl ClassRules {
    /// Xếp loại theo điểm: the first class that covers a total, its conditions left aside.
    pub fn class_of(&self, points: Exact) -> Option<&ClassBand> {
        self.classes.iter().find(|band| band.contains(points))
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.classes.iter().position(|band| band.id == id)
    }

    fn ids(&self) -> String {
        crate::number::shorten_list(self.classes.iter().map(|band| band.id.as_str()))
    }

    /// The error for a total that no class covers.
    pub(crate) fn no_class(&self, set: &str, points: Exact) -> crate::Error {
        let open = || "any value".to_owned();
        let end = |band: Option<&ClassBand>, end: fn(&ClassBand) -> Option<Exact>| {
            band.and_then(end).map_or_else(open, |limit| limit.to_string())
        };
        crate::Error::NoClass {
            set: set.to_owned(),
            points: points.to_string(),
            lowest: end(self.classes.last(), |band| band.from),
            highest: end(self.classes.first(), |band| band.to),
        }
    }
}

/// A number with all its digits and no more, as a language writes it.
fn shown(number: Exact, lang: Lang) -> String {
    let plain = number.0.normalize();
    text::decimal(plain, plain.scale(), lang)
}
