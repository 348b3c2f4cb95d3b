//! Xếp loại: classes and what decides them. (The full room is on its way.)

use crate::Citation;
use crate::number::Exact;
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// Mức xếp loại: a class and the totals it covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ClassBand {
    /// Mã mức.
    #[serde(default)]
    pub id: String,
    /// Tên mức.
    pub title: Text,
    /// Lower end.
    pub from: Exact,
    /// Whether the lower end belongs to the class.
    pub from_inclusive: bool,
    /// Upper end.
    pub to: Exact,
    /// Whether the upper end belongs to the class.
    pub to_inclusive: bool,
    /// Where the limits come from.
    pub source: Citation,
}

impl ClassBand {
    /// Whether the class covers a total.
    pub fn contains(&self, points: Exact) -> bool {
        let above = if self.from_inclusive { points >= self.from } else { points > self.from };
        let below = if self.to_inclusive { points <= self.to } else { points < self.to };
        above && below
    }
}

/// Phủ quyết.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Veto {}
/// Trần xếp loại.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClassCap {}
/// Hạn mức.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quota {}

/// Stub.
pub(super) struct ClassRules<'a> {
    pub(super) classes: &'a [ClassBand],
}
impl ClassRules<'_> {
    pub(super) fn check(&self, issues: &mut Vec<crate::error::Issue>, _remarks: &mut Vec<crate::error::Issue>) {
        for (position, band) in self.classes.iter().enumerate() {
            let path = format!("classes[{position}]");
            let above = position.checked_sub(1).and_then(|above| self.classes.get(above));
            let joined = above.is_none_or(|above| above.from == band.to && above.from_inclusive != band.to_inclusive);
            if !joined || band.from >= band.to {
                let (from, to) = (band.to.to_string(), above.map_or(band.from, |above| above.from).to_string());
                issues.push(crate::error::Issue::at(path, crate::Error::BandGap { from, to }));
            }
        }
    }
}
