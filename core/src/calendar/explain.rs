//! Why a day is worked or not.

use super::hours::Interval;
use crate::Citation;
use crate::text::{self, Lang, Text};
use chrono::NaiveDate;
use serde::Serialize;

/// Loại ngày: what a day is to the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DayKind {
    /// Ngày làm việc thường.
    Working,
    /// Ngày nghỉ hằng tuần.
    Weekend,
    /// Ngày lễ, tết theo luật.
    Holiday,
    /// Ngày nghỉ bù vì ngày lễ trùng ngày nghỉ hằng tuần.
    Compensatory,
    /// Ngày làm việc được hoán đổi thành ngày nghỉ.
    SwappedOff,
    /// Ngày nghỉ hằng tuần đi làm bù.
    MakeUp,
    /// Ngày nghỉ riêng của cơ quan.
    LocalOff,
    /// Ngày làm việc thêm của cơ quan.
    LocalWork,
}

impl DayKind {
    /// Whether administrative bodies work on such a day.
    pub fn is_working(self) -> bool {
        matches!(self, Self::Working | Self::MakeUp | Self::LocalWork)
    }
}

/// Độ chắc chắn của một ngày: how the day came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DayStatus {
    /// Announced by a notice, or a plain day of an announced year.
    Announced,
    /// Follows from the law by a rule.
    Derived,
    /// An estimate: the notice for that year has not come.
    Estimated,
}

/// Lý do của một ngày: why a day is worked or not, with the text that decides it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DayReason {
    /// The day asked about.
    pub date: NaiveDate,
    /// Thứ.
    pub weekday: Text,
    /// What the day is.
    pub kind: DayKind,
    /// Whether it is worked.
    pub working: bool,
    /// The holiday, where there is one; the agency's reason on a local day.
    pub name: Option<Text>,
    /// The other day of a swap, or the holiday a compensatory day makes up for.
    pub pair: Option<NaiveDate>,
    /// What the national calendar says of a local day.
    pub instead_of: Option<DayKind>,
    /// The hours worked, where the calendar has office hours; empty on a day off.
    pub hours: Option<Vec<Interval>>,
    /// The text that sets other hours for this day alone, where there is one.
    pub hours_source: Option<Citation>,
    /// How sure it is.
    pub status: DayStatus,
    /// The text that decides it.
    pub source: Citation,
    /// The day that text is dated, where it is.
    pub known_at: Option<NaiveDate>,
    /// One sentence for people.
    pub text: Text,
}

impl DayReason {
    pub(super) fn sentence(&self, lang: Lang) -> String {
        let date = format!("{} {}", self.weekday.get(lang), text::date(self.date, lang));
        let estimate = match (self.status, lang) {
            (DayStatus::Estimated, Lang::Vi) => " [ước tính]",
            (DayStatus::Estimated, Lang::En) => " [estimated]",
            _ => "",
        };
        format!("{date}: {}{}{estimate} ({})", self.what(lang), self.hours_text(), self.source.label(lang))
    }

    /// What the day is, in words.
    pub(super) fn what(&self, lang: Lang) -> String {
        let name = self.name.as_ref().map_or("", |name| name.get(lang));
        let pair = self.pair.map(|pair| text::date(pair, lang)).unwrap_or_default();
        match (self.kind, lang) {
            (DayKind::Working, Lang::Vi) => "ngày làm việc".to_owned(),
            (DayKind::Working, Lang::En) => "working day".to_owned(),
            (DayKind::Weekend, Lang::Vi) => "ngày nghỉ hằng tuần".to_owned(),
            (DayKind::Weekend, Lang::En) => "weekly day off".to_owned(),
            (DayKind::Holiday, Lang::Vi) => format!("nghỉ lễ {name}"),
            (DayKind::Holiday, Lang::En) => format!("holiday, {name}"),
            (DayKind::Compensatory, Lang::Vi) => format!("nghỉ bù {name} ({pair} trùng ngày nghỉ hằng tuần)"),
            (DayKind::Compensatory, Lang::En) => {
                format!("compensatory day for {name} ({pair} fell on a weekly day off)")
            }
            (DayKind::SwappedOff, Lang::Vi) => format!("nghỉ hoán đổi, làm bù ngày {pair}"),
            (DayKind::SwappedOff, Lang::En) => format!("swapped off, worked on {pair} instead"),
            (DayKind::MakeUp, Lang::Vi) => format!("làm bù cho ngày {pair}"),
            (DayKind::MakeUp, Lang::En) => format!("worked in place of {pair}"),
            (DayKind::LocalOff, Lang::Vi) => format!("cơ quan nghỉ riêng, {name}"),
            (DayKind::LocalOff, Lang::En) => format!("local day off, {name}"),
            (DayKind::LocalWork, Lang::Vi) => format!("cơ quan làm việc thêm, {name}"),
            (DayKind::LocalWork, Lang::En) => format!("extra local working day, {name}"),
        }
    }

    fn hours_text(&self) -> String {
        let hours = self.hours.as_deref().unwrap_or_default();
        let parts = hours.iter().map(|interval| <[String; 2]>::from(*interval).join("-"));
        let parts = parts.collect::<Vec<_>>().join(", ");
        if parts.is_empty() { parts } else { format!(", {parts}") }
    }
}
