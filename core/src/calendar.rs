//! Lịch làm việc: which days administrative bodies work in Việt Nam, and counting by them.
//!
//! **What.** [`WorkCalendar`] knows every statutory holiday, every compensatory day and every
//! swapped day (hoán đổi, làm bù) of its edition, each with the text that decided it. Adding and
//! counting working days are two table look-ups, whatever the distance.
//!
//! **When not.** It counts whole days of the public-sector calendar. Calendar days, weeks and
//! months run by the Civil Code and not by working days.
//!
//! **The horizon.** Days after the last announced year are refused, because the Tết break and the
//! swaps of a year are decided each year. [`WorkCalendar::projected`] opens the years that can be
//! estimated; there every day that a notice may still change says `estimated`.
//!
//! ```
//! use cchc::WorkCalendar;
//! let calendar = WorkCalendar::vietnam();
//! // Saturday 22/8/2026 is worked for Monday 31/8/2026.
//! let received = "2026-08-20".parse().unwrap();
//! assert_eq!(calendar.add_working_days(received, 2)?.to_string(), "2026-08-22");
//! # Ok::<(), cchc::Error>(())
//! ```

mod days;
mod file;

use crate::law::DatedCitation;
use crate::text::{self, Lang, Text};
use crate::{Citation, Error};
use chrono::NaiveDate;
use days::Days;
use serde::Serialize;
use std::sync::{Arc, LazyLock};

/// Lịch làm việc: an edition of the working-day calendar, parsed once and shared.
#[derive(Debug, Clone)]
pub struct WorkCalendar {
    days: Arc<Days>,
    last: NaiveDate,
}

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
}

impl DayKind {
    /// Whether administrative bodies work on such a day.
    pub fn is_working(self) -> bool {
        matches!(self, Self::Working | Self::MakeUp)
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
    /// The holiday, where there is one.
    pub name: Option<Text>,
    /// The other day of a swap, or the holiday a compensatory day makes up for.
    pub pair: Option<NaiveDate>,
    /// How sure it is.
    pub status: DayStatus,
    /// The text that decides it.
    pub source: Citation,
    /// The day that text is dated, where it is.
    pub known_at: Option<NaiveDate>,
    /// One sentence for people.
    pub text: Text,
}

impl WorkCalendar {
    /// The shipped edition for administrative bodies, from 2008 to the last announced year.
    pub fn vietnam() -> &'static Self {
        static SHIPPED: LazyLock<WorkCalendar> = LazyLock::new(|| {
            let shipped = WorkCalendar::from_json(include_str!("../data/calendar_vietnam.json"));
            #[expect(clippy::expect_used, reason = "the data tests load the same embedded file")]
            shipped.expect("the embedded calendar is valid")
        });
        &SHIPPED
    }

    /// A calendar of the caller's own, in the format of `core/data/calendar_vietnam.json`.
    ///
    /// # Errors
    /// `document.invalid` when the text is not such a document; `calendar.invalid` with every
    /// issue when days contradict each other.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let days = Days::build(&crate::document::from_json(text)?)?;
        Ok(Self { last: days.announced_through, days: Arc::new(days) })
    }

    /// The same calendar, also answering for the years that are estimated; a day that a notice
    /// may still change says so.
    ///
    /// ```
    /// use cchc::{DayStatus, WorkCalendar};
    /// let tet = "2027-02-08".parse().unwrap();
    /// assert!(WorkCalendar::vietnam().explain(tet).is_err());
    /// assert_eq!(WorkCalendar::vietnam().projected().explain(tet)?.status, DayStatus::Estimated);
    /// # Ok::<(), cchc::Error>(())
    /// ```
    #[must_use]
    pub fn projected(&self) -> Self {
        Self { last: self.days.projected_through, days: Arc::clone(&self.days) }
    }

    /// The edition of the data, such as `2026-11`.
    pub fn edition(&self) -> &str {
        &self.days.edition
    }

    /// The first day the calendar answers for.
    pub fn first(&self) -> NaiveDate {
        self.days.first
    }

    /// The last day the calendar answers for: its horizon.
    pub fn last(&self) -> NaiveDate {
        self.last
    }

    /// Whether administrative bodies work on the day.
    ///
    /// # Errors
    /// `calendar.horizon` outside [`first`](Self::first) to [`last`](Self::last).
    pub fn is_working_day(&self, date: NaiveDate) -> Result<bool, Error> {
        Ok(self.days.kind(self.index(date)?).is_working())
    }

    /// The day that lies `days` working days after `start`; `start` itself is not counted.
    ///
    /// With `days` zero it is `start`, worked or not.
    ///
    /// # Errors
    /// `calendar.horizon` when `start` lies outside the calendar, `calendar.horizon_adding` when
    /// the answer would.
    pub fn add_working_days(&self, start: NaiveDate, days: u32) -> Result<NaiveDate, Error> {
        let index = self.index(start)?;
        if days == 0 {
            return Ok(start);
        }
        let nth = u64::from(self.days.rank(index)).saturating_add(u64::from(days));
        match self.days.select(nth).filter(|due| *due <= self.last) {
            Some(due) => Ok(due),
            None => {
                Err(Error::CalendarHorizonAdding { start, days: days.into(), first: self.first(), last: self.last })
            }
        }
    }

    /// How many working days lie after `after`, through `through` and including it.
    ///
    /// ```
    /// use cchc::WorkCalendar;
    /// let calendar = WorkCalendar::vietnam();
    /// // 14 to 22 February 2026 is the Tết break: Monday 23, Tuesday 24, Wednesday 25 count.
    /// let friday = "2026-02-13".parse().unwrap();
    /// assert_eq!(calendar.count_working_days(friday, "2026-02-25".parse().unwrap())?, 3);
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `calendar.reversed_dates` when `through` is before `after`; `calendar.horizon` outside the
    /// calendar.
    pub fn count_working_days(&self, after: NaiveDate, through: NaiveDate) -> Result<u32, Error> {
        let (from, to) = (self.index(after)?, self.index(through)?);
        self.days
            .rank(to)
            .checked_sub(self.days.rank(from))
            .filter(|_| from <= to)
            .ok_or(Error::ReversedDates { after, through })
    }

    /// Why the day is worked or not, with the notice or article that decides it.
    ///
    /// # Errors
    /// `calendar.horizon` outside the calendar.
    pub fn explain(&self, date: NaiveDate) -> Result<DayReason, Error> {
        let index = self.index(date)?;
        let kind = self.days.kind(index);
        let special = self.days.special(date);
        let status = match special {
            Some(special) => special.status,
            None if date > self.days.announced_through => DayStatus::Estimated,
            None if self.days.announced_from.is_some_and(|from| date < from) => DayStatus::Derived,
            None => DayStatus::Announced,
        };
        let mut reason = DayReason {
            date,
            weekday: text::weekday(date),
            kind,
            working: kind.is_working(),
            name: special.and_then(|special| special.name.clone()),
            pair: special.and_then(|special| special.pair),
            status,
            source: special
                .map(|special| &special.source)
                .or_else(|| DatedCitation::at(&self.days.weekly, date))
                .cloned()
                .unwrap_or_default(),
            known_at: special.and_then(|special| special.known_at),
            text: Text::default(),
        };
        reason.text = Text::build(|lang| reason.sentence(lang));
        Ok(reason)
    }

    fn index(&self, date: NaiveDate) -> Result<usize, Error> {
        let outside = || Error::CalendarHorizon { date, first: self.first(), last: self.last };
        if date > self.last {
            return Err(outside());
        }
        self.days.index(date).ok_or_else(outside)
    }
}

impl DayReason {
    fn sentence(&self, lang: Lang) -> String {
        let date = format!("{} {}", self.weekday.get(lang), text::date(self.date, lang));
        let name = self.name.as_ref().map_or("", |name| name.get(lang));
        let pair = self.pair.map(|pair| text::date(pair, lang)).unwrap_or_default();
        let what = match (self.kind, lang) {
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
        };
        let estimate = match (self.status, lang) {
            (DayStatus::Estimated, Lang::Vi) => " [ước tính]",
            (DayStatus::Estimated, Lang::En) => " [estimated]",
            _ => "",
        };
        format!("{date}: {what}{estimate} ({})", self.source.label(lang))
    }
}
