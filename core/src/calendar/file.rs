//! The calendar file: its serde shapes. Checked when the day table is built.

use super::DayStatus;
use crate::law::DatedCitation;
use crate::text::Text;
use chrono::{NaiveDate, Weekday};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CalendarFile {
    pub(super) calendar: String,
    pub(super) edition: String,
    /// Whose calendar it is; enterprises may not follow the swaps.
    #[serde(rename = "sector")]
    pub(super) _sector: Sector,
    pub(super) first: NaiveDate,
    /// Before this day no notice was seen: plain days follow from the law alone.
    pub(super) announced_from: Option<NaiveDate>,
    pub(super) announced_through: NaiveDate,
    pub(super) projected_through: NaiveDate,
    pub(super) weekly_days_off: Vec<Weekday>,
    pub(super) weekly_sources: Vec<DatedCitation>,
    pub(super) compensation_sources: Vec<DatedCitation>,
    pub(super) names: Vec<Name>,
    pub(super) sources: Vec<Source>,
    pub(super) holidays: Vec<Holiday>,
    pub(super) swaps: Vec<Swap>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Sector {
    Public,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Name {
    pub(super) id: String,
    pub(super) vi: String,
    pub(super) en: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    pub(super) id: String,
    pub(super) document: String,
    pub(super) article: Option<String>,
    pub(super) says: Text,
    /// The day the source became known, where it is dated.
    pub(super) known_at: Option<NaiveDate>,
    pub(super) status: DayStatus,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Holiday {
    pub(super) date: NaiveDate,
    pub(super) name: String,
    pub(super) source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Swap {
    pub(super) off: NaiveDate,
    pub(super) work: NaiveDate,
    pub(super) source: String,
}
