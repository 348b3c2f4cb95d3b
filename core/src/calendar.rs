//! Lịch làm việc: which days and hours administrative bodies work in Việt Nam, and counting by them.
//!
//! **What.** [`WorkCalendar`] knows every statutory holiday, every compensatory day and every
//! swapped day (hoán đổi, làm bù) of its edition, each with the text that decided it. Adding and
//! counting working days or working minutes are a few table look-ups, whatever the distance, one
//! value or a column at a time.
//!
//! **Whose.** The shipped calendar is that of public bodies. [`for_sector`](WorkCalendar::for_sector)
//! gives that of enterprises, [`overlaid`](WorkCalendar::overlaid) that of an agency with days of its
//! own, [`with_hours`](WorkCalendar::with_hours) adds the hours of the day,
//! [`known_at`](WorkCalendar::known_at) takes back what was announced later. Each is a calendar again.
//!
//! **When not.** Calendar days, weeks and months run by the Civil Code and not by working days; a
//! deadline knows which is which.
//!
//! **The horizon.** Days after the last announced year are refused, because the Tết break and the
//! swaps of a year are decided each year. [`projected`](WorkCalendar::projected) opens the years that
//! can be estimated; there every day that a notice may still change says `estimated`.
//!
//! ```
//! use cchc::WorkCalendar;
//! let calendar = WorkCalendar::vietnam();
//! // Saturday 22/8/2026 is worked for Monday 31/8/2026.
//! let received = "2026-08-20".parse().unwrap();
//! assert_eq!(calendar.add_working_days(received, 2)?.to_string(), "2026-08-22");
//! # Ok::<(), cchc::Error>(())
//! ```

mod columns;
mod days;
mod explain;
mod file;
mod hours;
mod ics;
mod overlay;
mod specials;

pub use columns::{Amounts, DayNumber, NO_DAY, Reason, TimeUnit};
pub(crate) use columns::{check_lengths, put};
pub(crate) use days::{date, instant, minute, number};
pub use explain::{DayKind, DayReason, DayStatus};
pub use hours::{Interval, OfficeHours, Season, TimeOfDay, WeekdayHours};
pub use overlay::{CalendarUse, LocalDays, LocalWeekday, Overlay};

use crate::Error;
use crate::law::DatedCitation;
use crate::text::{self, Text};
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use days::Days;
use file::CalendarFile;
use hours::Minutes;
use overlay::{Base, Layer, OwnDays};
use serde::{Deserialize, Serialize};
use specials::Specials;
use std::sync::{Arc, LazyLock};

/// Lịch làm việc: an edition of the working-day calendar, parsed once and shared.
///
/// Cheap to clone. Every method that changes something gives a new calendar.
#[derive(Debug, Clone)]
pub struct WorkCalendar {
    file: Arc<CalendarFile>,
    view: View,
    built: Arc<Built>,
    last: NaiveDate,
    last_index: u16,
}

/// Khu vực: whose calendar it is. Enterprises need not follow the swaps of public bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Sector {
    /// Cơ quan hành chính, đơn vị sự nghiệp, tổ chức chính trị.
    #[default]
    Public,
    /// Doanh nghiệp: the holidays and compensatory days of the law, without the swaps.
    Enterprise,
}

/// What of the file is looked at, and what is laid over it.
#[derive(Debug, Clone, Default)]
struct View {
    sector: Sector,
    known_at: Option<NaiveDate>,
    layers: Vec<Layer>,
    hours: Option<Arc<OfficeHours>>,
    projected: bool,
}

#[derive(Debug)]
struct Built {
    announced_through: NaiveDate,
    specials: Specials,
    locals: OwnDays,
    days: Days,
    minutes: Option<Minutes>,
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
        Self::build(Arc::new(crate::document::from_json(text)?), View::default())
    }

    fn build(file: Arc<CalendarFile>, view: View) -> Result<Self, Error> {
        let specials = specials::work_out(&file, view.sector, view.known_at)?;
        let base = Base {
            name: &file.calendar,
            first: file.first,
            last: file.projected_through,
            weekly_days_off: &file.weekly_days_off,
            specials: &specials,
        };
        let locals = overlay::lay(&view.layers, &base)?;
        let dates = || file.first.iter_days().take_while(|date| *date <= file.projected_through);
        let kind = |date| match locals.get(&date).and_then(|local| local.kind) {
            Some(kind) => kind,
            None => overlay::kind(date, &file.weekly_days_off, &specials),
        };
        let days = Days::new(file.first, dates().map(kind).collect());
        if days.rank(days.index(file.projected_through).unwrap_or_default()) == 0 {
            return Err(Error::NoWorkingDays { calendar: file.calendar.clone() });
        }
        let minutes = match &view.hours {
            None => None,
            Some(hours) => Some(work_out_minutes(&file, hours, &specials, &locals, &days)?),
        };
        let announced_through = announced_through(&file, &specials, view.known_at);
        let last = if view.projected { file.projected_through } else { announced_through };
        if last < file.first {
            let (known_at, first) = (view.known_at.unwrap_or(file.first), file.first);
            return Err(Error::CalendarNotKnown { known_at, first });
        }
        let last_index = days.index(last).unwrap_or_default();
        let built = Arc::new(Built { announced_through, specials, locals, days, minutes });
        Ok(Self { file, view, built, last, last_index })
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
        let view = View { projected: true, ..self.view.clone() };
        let last = self.file.projected_through;
        Self { last, last_index: self.built.days.index(last).unwrap_or_default(), view, ..self.clone() }
    }

    /// The calendar as it was known at the end of a day: notices that came later are not in it.
    ///
    /// A year counts as announced once its Tết is, or once it has begun; the years after are only
    /// answered when [`projected`](Self::projected). A notice whose day is not known is taken as
    /// known on the first day it changes.
    ///
    /// ```
    /// use cchc::WorkCalendar;
    /// // The notice that swapped Friday 2/1/2026 off came on 25/12/2025.
    /// let friday = "2026-01-02".parse().unwrap();
    /// let before = WorkCalendar::vietnam().known_at("2025-12-24".parse().unwrap())?;
    /// assert!(before.is_working_day(friday)?);
    /// assert!(!WorkCalendar::vietnam().is_working_day(friday)?);
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `calendar.not_known` when nothing of the calendar was announced by then; `calendar.invalid`
    /// when what was known contradicts itself.
    pub fn known_at(&self, date: NaiveDate) -> Result<Self, Error> {
        Self::build(Arc::clone(&self.file), View { known_at: Some(date), ..self.view.clone() })
    }

    /// The calendar of another sector.
    ///
    /// # Errors
    /// `calendar.invalid` when an overlay contradicts it.
    pub fn for_sector(&self, sector: Sector) -> Result<Self, Error> {
        Self::build(Arc::clone(&self.file), View { sector, ..self.view.clone() })
    }

    /// The calendar of an agency: this one with the overlays that are the agency's or everybody's,
    /// and for this use. They replace overlays laid before.
    ///
    /// # Errors
    /// `calendar.invalid` with every issue: days outside the calendar, a day both off and worked,
    /// intervals out of order; `calendar.no_working_days` when nothing is left to work on;
    /// `calendar.no_hours` when the calendar has office hours and an extra day gets none.
    pub fn overlaid(&self, overlays: &[Overlay], agency: Option<&str>, purpose: CalendarUse) -> Result<Self, Error> {
        let layer = Layer { overlays: overlays.into(), agency: agency.map(Into::into), purpose };
        Self::build(Arc::clone(&self.file), View { layers: vec![layer], ..self.view.clone() })
    }

    /// The calendar with overlays laid over those it has, for counting.
    pub(crate) fn overlaid_also(&self, overlays: &[Overlay], agency: &str) -> Result<Self, Error> {
        let layer = Layer { overlays: overlays.into(), agency: Some(agency.into()), purpose: CalendarUse::Counting };
        let layers = self.view.layers.iter().cloned().chain([layer]).collect();
        Self::build(Arc::clone(&self.file), View { layers, ..self.view.clone() })
    }

    /// The calendar with office hours, so that minutes can be counted.
    ///
    /// # Errors
    /// `calendar.invalid` with every issue; `calendar.no_hours` when a working day is left without.
    pub fn with_hours(&self, hours: OfficeHours) -> Result<Self, Error> {
        let issues = hours.check();
        if !issues.is_empty() {
            return Err(Error::InvalidCalendar { calendar: self.file.calendar.clone(), issues });
        }
        Self::build(Arc::clone(&self.file), View { hours: Some(Arc::new(hours)), ..self.view.clone() })
    }

    /// The edition of the data, such as `2026-11`.
    pub fn edition(&self) -> &str {
        &self.file.edition
    }

    /// Whose calendar it is.
    pub fn sector(&self) -> Sector {
        self.view.sector
    }

    /// The office hours, where the calendar has them.
    pub fn hours(&self) -> Option<&OfficeHours> {
        self.view.hours.as_deref()
    }

    /// The first day the calendar answers for.
    pub fn first(&self) -> NaiveDate {
        self.file.first
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
        Ok(self.built.days.kind(self.index(date)?).is_working())
    }

    /// The day that lies `days` working days after `start`; `start` itself is not counted.
    ///
    /// With `days` zero it is `start`, worked or not.
    ///
    /// # Errors
    /// `calendar.horizon` when `start` lies outside the calendar, `calendar.horizon_adding` when
    /// the answer would.
    pub fn add_working_days(&self, start: NaiveDate, days: u32) -> Result<NaiveDate, Error> {
        self.index(start)?;
        let due = self.days_after(days::number(start).into(), days);
        due.map(days::date).map_err(|_| self.horizon_adding(start.to_string(), days, ["ngày làm việc", "working days"]))
    }

    /// The day that lies `days` working days before `end`; `end` itself is not counted.
    ///
    /// With `days` zero it is `end`, worked or not.
    ///
    /// ```
    /// use cchc::WorkCalendar;
    /// // One working day before Monday 24/8/2026 is the make-up Saturday.
    /// let monday = "2026-08-24".parse().unwrap();
    /// assert_eq!(WorkCalendar::vietnam().subtract_working_days(monday, 1)?.to_string(), "2026-08-22");
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `calendar.horizon` when `end` lies outside the calendar, `calendar.horizon_subtracting` when
    /// the answer would.
    pub fn subtract_working_days(&self, end: NaiveDate, days: u32) -> Result<NaiveDate, Error> {
        let index = self.index(end)?;
        if days == 0 {
            return Ok(end);
        }
        let table = &self.built.days;
        let earlier = index.checked_sub(1).map_or(0, |before| table.rank(before));
        match u32::from(earlier).checked_sub(days).and_then(|rank| u16::try_from(rank).ok()) {
            Some(rank) => Ok(table.date(table.select(rank))),
            None => {
                Err(Error::CalendarHorizonSubtracting { end, days: days.into(), first: self.first(), last: self.last })
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
        self.index(after)?;
        self.index(through)?;
        self.days_between(days::number(after).into(), days::number(through).into())
            .map_err(|_| Error::ReversedDates { after: after.to_string(), through: through.to_string() })
    }

    /// The instant at which `minutes` working minutes after `start` are done. Seconds are dropped.
    ///
    /// The last minute of an interval is done at its end: one that fills the morning is done at
    /// 11:30, not at 13:30. With `minutes` zero it is `start`, worked or not.
    ///
    /// # Errors
    /// `calendar.no_hours` without office hours; `calendar.horizon` and `calendar.horizon_adding`.
    pub fn add_working_minutes(&self, start: NaiveDateTime, minutes: u32) -> Result<NaiveDateTime, Error> {
        self.minutes()?;
        self.index(start.date())?;
        let due = self.minutes_after(days::minute(start), minutes);
        due.map(days::instant)
            .map_err(|_| self.horizon_adding(start.to_string(), minutes, ["phút làm việc", "working minutes"]))
    }

    /// How many working minutes lie between two instants. Seconds are dropped from both.
    ///
    /// # Errors
    /// `calendar.no_hours`, `calendar.reversed_dates`, `calendar.horizon`.
    pub fn count_working_minutes(&self, from: NaiveDateTime, to: NaiveDateTime) -> Result<u32, Error> {
        self.minutes()?;
        self.index(from.date())?;
        self.index(to.date())?;
        self.minutes_between(days::minute(from), days::minute(to))
            .map_err(|_| Error::ReversedDates { after: from.to_string(), through: to.to_string() })
    }

    /// The intervals worked on a day, in order; none on a day off.
    ///
    /// # Errors
    /// `calendar.no_hours`, `calendar.horizon`.
    pub fn intervals(&self, date: NaiveDate) -> Result<&[Interval], Error> {
        let table = self.minutes()?;
        Ok(table.intervals(self.index(date)?))
    }

    /// Why the day is worked or not, with the notice or article that decides it.
    ///
    /// # Errors
    /// `calendar.horizon` outside the calendar.
    pub fn explain(&self, date: NaiveDate) -> Result<DayReason, Error> {
        let index = self.index(date)?;
        let built = &self.built;
        let kind = built.days.kind(index);
        let special = built.specials.get(&date);
        let local = built.locals.get(&date);
        // Hours of its own do not change what a day is, nor by which text.
        let (local, own_hours) = match local {
            Some(local) if local.kind.is_none() => (None, Some(local)),
            local => (local, None),
        };
        let replaced = local.and_then(|local| local.kind);
        let status = match (local, special) {
            (Some(_), _) => DayStatus::Announced,
            (None, Some(special)) => special.status,
            (None, None) if date > built.announced_through => DayStatus::Estimated,
            (None, None) if self.file.announced_from.is_some_and(|from| date < from) => DayStatus::Derived,
            (None, None) => DayStatus::Announced,
        };
        let source = local.map(|local| &local.source).or_else(|| special.map(|special| &special.source));
        let mut reason = DayReason {
            date,
            weekday: text::weekday(date),
            kind,
            working: kind.is_working(),
            name: local.map(|local| local.reason.clone()).or_else(|| special.and_then(|special| special.name.clone())),
            pair: special.filter(|_| replaced.is_none()).and_then(|special| special.pair),
            instead_of: replaced.map(|_| overlay::kind(date, &self.file.weekly_days_off, &built.specials)),
            hours_source: own_hours.map(|local| local.source.clone()),
            hours: built.minutes.as_ref().map(|minutes| minutes.intervals(index).to_vec()),
            status,
            source: source.or_else(|| DatedCitation::at(&self.file.weekly_sources, date)).cloned().unwrap_or_default(),
            known_at: special.filter(|_| local.is_none()).and_then(|special| special.known_at),
            text: Text::default(),
        };
        reason.text = Text::build(|lang| reason.sentence(lang));
        Ok(reason)
    }

    /// The calendar's name with whose it is, so that two of them can be told apart.
    fn identity(&self) -> String {
        let sector = if self.view.sector == Sector::Enterprise { ["enterprise"].as_slice() } else { &[] };
        let agencies = self.view.layers.iter().filter_map(|layer| layer.agency.as_deref());
        let parts = std::iter::once(self.file.calendar.as_str()).chain(sector.iter().copied()).chain(agencies);
        parts.collect::<Vec<_>>().join(".")
    }

    /// Whether a day lies after the last announced year.
    pub(crate) fn is_estimated(&self, date: NaiveDate) -> bool {
        date > self.built.announced_through
    }

    fn minutes(&self) -> Result<&Minutes, Error> {
        self.built.minutes.as_ref().ok_or_else(|| Error::NoHours { what: self.file.calendar.clone() })
    }

    fn horizon_adding(&self, start: String, amount: u32, [vi, en]: [&str; 2]) -> Error {
        let limit = Text::new(format!("{amount} {vi}"), format!("{amount} {en}"));
        Error::CalendarHorizonAdding { start, limit, first: self.first(), last: self.last }
    }

    fn last_index(&self) -> u16 {
        self.last_index
    }

    fn index(&self, date: NaiveDate) -> Result<u16, Error> {
        let outside = || Error::CalendarHorizon { date, first: self.first(), last: self.last };
        if date > self.last {
            return Err(outside());
        }
        self.built.days.index(date).ok_or_else(outside)
    }
}

/// The last day of the last year that was announced by then: its holidays were, or it has begun.
fn announced_through(file: &CalendarFile, specials: &Specials, known_at: Option<NaiveDate>) -> NaiveDate {
    let Some(known_at) = known_at else { return file.announced_through };
    let by_notice =
        |special: &specials::Special| special.kind == DayKind::Holiday && special.status == DayStatus::Announced;
    let notices = specials.iter().filter(|(_, special)| by_notice(special)).map(|(date, _)| date.year());
    let year = notices.max().unwrap_or(i32::MIN).max(known_at.year());
    NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(NaiveDate::MAX).min(file.announced_through)
}

/// The minutes of every day; a working day without hours is refused.
fn work_out_minutes(
    file: &CalendarFile,
    hours: &OfficeHours,
    specials: &Specials,
    locals: &OwnDays,
    days: &Days,
) -> Result<Minutes, Error> {
    let mut intervals: Vec<&[Interval]> = Vec::new();
    for date in file.first.iter_days().take_while(|date| *date <= file.projected_through) {
        let index = days.index(date).unwrap_or_default();
        if !days.kind(index).is_working() {
            intervals.push(&[]);
            continue;
        }
        let own = locals.get(&date).map(|local| local.intervals.as_slice()).filter(|own| !own.is_empty());
        // A make-up day is worked with the hours of the weekday it replaces.
        let replaced = specials.get(&date).filter(|special| special.kind == DayKind::MakeUp);
        let weekday = replaced.and_then(|special| special.pair).unwrap_or(date).weekday();
        let of_day = own.unwrap_or_else(|| hours.of(weekday, date));
        if of_day.is_empty() {
            return Err(Error::NoHours { what: date.to_string() });
        }
        intervals.push(of_day);
    }
    Ok(Minutes::new(intervals.into_iter()))
}
