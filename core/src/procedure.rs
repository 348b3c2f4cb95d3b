//! Thủ tục hành chính: time limits, and the published procedures of each level.

mod code;
mod limit;

pub use code::{AgencyForm, ProcedureCode, ProcedureCodeParts, SectorCode, SectorCodeParts};
pub use limit::TimeLimit;

use crate::text::Text;
use crate::{Citation, Error, number};
use serde::{Deserialize, Serialize};

/// Cấp hành chính: the level whose bodies settle a procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ProcedureLevel {
    /// Cấp bộ.
    Ministry,
    /// Cấp tỉnh.
    Province,
    /// Cấp huyện, until 30/6/2025.
    District,
    /// Cấp xã.
    Commune,
}

impl ProcedureLevel {
    /// The level as documents write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ministry => "ministry",
            Self::Province => "province",
            Self::District => "district",
            Self::Commune => "commune",
        }
    }

    /// The level's name.
    pub fn label(self) -> Text {
        match self {
            Self::Ministry => Text::new("Cấp bộ", "Ministry"),
            Self::Province => Text::new("Cấp tỉnh", "Province"),
            Self::District => Text::new("Cấp huyện", "District"),
            Self::Commune => Text::new("Cấp xã", "Commune"),
        }
    }
}

/// Danh mục thủ tục công bố: how many procedures a publication decision lists at one level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedProcedures {
    /// The level.
    pub level: ProcedureLevel,
    /// How many procedures are listed there.
    pub procedures: u64,
    /// Quyết định công bố.
    pub source: Citation,
}

/// Tổng số thủ tục: the sum over the levels of a list.
///
/// # Errors
/// `input.empty_list` of an empty list; `input.duplicate_id` when a level stands twice;
/// `input.out_of_range` when the sum is too large to be a count.
pub fn total(published: &[PublishedProcedures]) -> Result<u64, Error> {
    if published.is_empty() {
        return Err(Error::EmptyList { what: "sum" });
    }
    let mut levels: Vec<ProcedureLevel> = published.iter().map(|entry| entry.level).collect();
    levels.sort_unstable();
    if let Some(twice) = levels.windows(2).find_map(|pair| match pair {
        [first, second] if first == second => Some(first),
        _ => None,
    }) {
        return Err(Error::DuplicateId { id: twice.label().en });
    }
    number::count_sum("procedures", published.iter().map(|entry| entry.procedures))
}
