//! Lịch riêng của cơ quan: local days laid over the national calendar.

use super::explain::DayKind;
use super::hours::{Interval, check_intervals, weekday_name};
use super::specials::Specials;
use crate::error::Issue;
use crate::text::Text;
use crate::{Citation, Error};
use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Lịch riêng: days off, extra working days and hours of single dates, of one agency or of all.
///
/// The days a body *receives* on and the days it *counts* by may be two calendars: an office that
/// receives on Saturday mornings does not shorten its deadlines by that.
///
/// ```
/// use cchc::calendar::{CalendarUse, Overlay};
/// use cchc::WorkCalendar;
/// let overlays: Vec<Overlay> = serde_json::from_str(r#"[{
///     "agency": "H15.15", "source": {"document": "Thông báo nghỉ bão"},
///     "days_off": [{"from": "2026-09-24", "reason": {"vi": "bão số 9", "en": "storm no. 9"}}]
/// }]"#).unwrap();
/// let calendar = WorkCalendar::vietnam().overlaid(&overlays, Some("H15.15"), CalendarUse::Counting)?;
/// assert!(!calendar.is_working_day("2026-09-24".parse().unwrap())?);
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlay {
    /// Mã cơ quan; every agency's when it is left out.
    #[serde(default)]
    pub agency: Option<String>,
    /// For counting, for receiving, or for both when it is left out.
    #[serde(default, rename = "use")]
    pub purpose: Option<CalendarUse>,
    /// The text that orders it.
    pub source: Citation,
    /// Ngày nghỉ riêng.
    #[serde(default)]
    pub days_off: Vec<LocalDays>,
    /// Ngày làm việc thêm.
    #[serde(default)]
    pub extra_days: Vec<LocalDays>,
    /// Weekdays worked besides the national ones, such as Saturday mornings; holidays stay off.
    #[serde(default)]
    pub weekly_days: Vec<LocalWeekday>,
    /// Giờ làm việc của một ngày: other hours on days that are worked.
    #[serde(default)]
    pub hours: Vec<LocalDays>,
}

/// Dùng lịch để: what a calendar is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CalendarUse {
    /// Tính thời hạn.
    Counting,
    /// Tiếp nhận, trả kết quả.
    Reception,
}

/// Những ngày riêng: from one day through another, both included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalDays {
    /// The first day.
    pub from: NaiveDate,
    /// The last day; `from` alone when it is left out.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// Why.
    pub reason: Text,
    /// The hours, where these days have their own.
    #[serde(default)]
    pub intervals: Vec<Interval>,
}

/// Ngày làm việc hằng tuần thêm: one weekday, with its hours where they are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalWeekday {
    /// `monday` to `sunday`.
    #[serde(serialize_with = "name")]
    pub weekday: Weekday,
    /// The first day it holds; from the beginning when it is left out.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// The last day it holds; without end when it is left out.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// Why.
    pub reason: Text,
    /// The hours of that weekday.
    #[serde(default)]
    pub intervals: Vec<Interval>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn name<S: serde::Serializer>(weekday: &Weekday, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(weekday_name(*weekday))
}

/// What an agency does on a day in place of the national calendar.
#[derive(Debug, Clone)]
pub(super) struct OwnDay {
    /// `LocalOff`, `LocalWork`, or `None` where only the hours differ.
    pub(super) kind: Option<DayKind>,
    pub(super) reason: Text,
    pub(super) intervals: Vec<Interval>,
    pub(super) source: Citation,
}

pub(super) type OwnDays = BTreeMap<NaiveDate, OwnDay>;

/// Overlays, and whose of them hold for what.
#[derive(Debug, Clone)]
pub(super) struct Layer {
    pub(super) overlays: Arc<[Overlay]>,
    pub(super) agency: Option<Arc<str>>,
    pub(super) purpose: CalendarUse,
}

impl Layer {
    fn holding(&self) -> impl Iterator<Item = (String, &Overlay)> {
        let holds = |overlay: &Overlay| {
            let of_agency = overlay.agency.is_none() || overlay.agency.as_deref() == self.agency.as_deref();
            of_agency && overlay.purpose.is_none_or(|only| only == self.purpose)
        };
        let placed = self.overlays.iter().enumerate().map(|(position, overlay)| (format!("[{position}]"), overlay));
        placed.filter(move |(_, overlay)| holds(overlay))
    }
}

/// The local days of the layers, in each those that hold for its agency and its use.
///
/// # Errors
/// `calendar.invalid` with every issue.
pub(super) fn lay(layers: &[Layer], base: &Base<'_>) -> Result<OwnDays, Error> {
    let mut laying =
        Laying { base, days: BTreeMap::new(), off: BTreeSet::new(), extra: BTreeSet::new(), issues: Vec::new() };
    for (path, overlay) in layers.iter().flat_map(Layer::holding) {
        laying.add(&path, overlay);
    }
    // Days off or worked by name go before the weekly habit, whichever stands first.
    for (path, overlay) in layers.iter().flat_map(Layer::holding) {
        for (position, weekday) in overlay.weekly_days.iter().enumerate() {
            laying.weekday(&format!("{path}.weekly_days[{position}]"), weekday, &overlay.source);
        }
    }
    for date in laying.off.intersection(&laying.extra).take(MOST_ISSUES) {
        laying.issues.push(Issue::at("extra_days", Error::DuplicateId { id: date.to_string() }));
    }
    let Laying { days, issues, .. } = laying;
    if issues.is_empty() {
        return Ok(days);
    }
    let agency = layers.last().and_then(|layer| layer.agency.as_deref());
    let calendar = agency.map_or_else(|| base.name.to_owned(), |agency| format!("{} + {agency}", base.name));
    Err(Error::InvalidCalendar { calendar, issues })
}

/// As many contradicting days are told of.
const MOST_ISSUES: usize = 100;

/// The calendar laid over: its range and its days.
pub(super) struct Base<'a> {
    pub(super) name: &'a str,
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    pub(super) weekly_days_off: &'a [Weekday],
    pub(super) specials: &'a Specials,
}

struct Laying<'a> {
    base: &'a Base<'a>,
    days: OwnDays,
    /// Days named as off, and as worked, also those that are so anyway.
    off: BTreeSet<NaiveDate>,
    extra: BTreeSet<NaiveDate>,
    issues: Vec<Issue>,
}

impl Laying<'_> {
    fn add(&mut self, path: &str, overlay: &Overlay) {
        let source = &overlay.source;
        if source.document.trim().is_empty() {
            self.issues.push(Issue::at(path, Error::NoCitation { code: "overlay".to_owned() }));
        }
        for (position, days) in overlay.days_off.iter().enumerate() {
            let path = format!("{path}.days_off[{position}]");
            if !days.intervals.is_empty() {
                self.issues
                    .push(Issue::at(&path, Error::ShapeAndChildren { code: "intervals".to_owned(), got: "both" }));
            }
            for date in self.dates(&path, days) {
                self.off.insert(date);
                if self.base_kind(date).is_working() {
                    self.insert(&path, date, Some(DayKind::LocalOff), &days.reason, &[], source);
                }
            }
        }
        for (position, days) in overlay.extra_days.iter().enumerate() {
            let path = format!("{path}.extra_days[{position}]");
            self.optional_intervals(&path, &days.intervals);
            for date in self.dates(&path, days) {
                self.extra.insert(date);
                // A day that is worked anyway keeps its reason and its hours.
                if !self.base_kind(date).is_working() {
                    self.insert(&path, date, Some(DayKind::LocalWork), &days.reason, &days.intervals, source);
                }
            }
        }
        for (position, days) in overlay.hours.iter().enumerate() {
            let path = format!("{path}.hours[{position}]");
            check_intervals(&path, &days.intervals, &mut self.issues);
            let dates = self.dates(&path, days);
            if let [date] = dates.as_slice() {
                if !self.base_kind(*date).is_working() {
                    let expected = Text::new(
                        "một ngày làm việc; ngày nghỉ đi làm thì ghi extra_days",
                        "a working day; for a day off that is worked write extra_days",
                    );
                    let (field, text) = ("hours".to_owned(), date.to_string());
                    self.issues.push(Issue::at(&path, Error::UnknownValue { field, text, expected }));
                }
            }
            for date in dates {
                if self.base_kind(date).is_working() {
                    self.insert(&path, date, None, &days.reason, &days.intervals, source);
                }
            }
        }
    }

    fn optional_intervals(&mut self, path: &str, intervals: &[Interval]) {
        if !intervals.is_empty() {
            check_intervals(path, intervals, &mut self.issues);
        }
    }

    /// The days of a range inside the calendar.
    fn dates(&mut self, path: &str, days: &LocalDays) -> Vec<NaiveDate> {
        let to = days.to.unwrap_or(days.from);
        let (first, last) = (self.base.first, self.base.last);
        if let Some(date) = [days.from, to].into_iter().find(|date| *date < first || *date > last) {
            self.issues.push(Issue::at(path, Error::CalendarHorizon { date, first, last }));
            return Vec::new();
        }
        self.check_order(path, days.from, to);
        days.from.iter_days().take_while(|date| *date <= to).collect()
    }

    fn check_order(&mut self, path: &str, from: NaiveDate, to: NaiveDate) {
        if to < from {
            self.issues
                .push(Issue::at(path, Error::ReversedDates { after: from.to_string(), through: to.to_string() }));
        }
    }

    fn weekday(&mut self, path: &str, weekday: &LocalWeekday, source: &Citation) {
        self.optional_intervals(path, &weekday.intervals);
        if !self.base.weekly_days_off.contains(&weekday.weekday) {
            let expected = Text::new(
                "một ngày nghỉ hằng tuần; giờ khác của ngày làm việc thì ghi hours",
                "a weekly day off; for other hours of a working day write hours",
            );
            let (field, text) = ("weekday".to_owned(), weekday_name(weekday.weekday).to_owned());
            self.issues.push(Issue::at(path, Error::UnknownValue { field, text, expected }));
        }
        let from = weekday.from.unwrap_or(self.base.first);
        let to = weekday.to.unwrap_or(self.base.last);
        self.check_order(path, from, to);
        let (from, to) = (from.max(self.base.first), to.min(self.base.last));
        for date in from.iter_days().take_while(|date| *date <= to) {
            let plain = date.weekday() == weekday.weekday && self.base_kind(date) == DayKind::Weekend;
            if plain && !self.off.contains(&date) && !self.extra.contains(&date) {
                self.insert(path, date, Some(DayKind::LocalWork), &weekday.reason, &weekday.intervals, source);
            }
        }
    }

    fn insert(
        &mut self,
        path: &str,
        date: NaiveDate,
        kind: Option<DayKind>,
        reason: &Text,
        intervals: &[Interval],
        source: &Citation,
    ) {
        let local = OwnDay { kind, reason: reason.clone(), intervals: intervals.to_vec(), source: source.clone() };
        match self.days.get(&date) {
            // The same day off ordered twice is one day off.
            Some(earlier) if earlier.kind == kind && earlier.intervals == local.intervals => {}
            // A range that contradicts another does so on every day; some say enough.
            Some(_) if self.issues.len() < MOST_ISSUES => {
                self.issues.push(Issue::at(path, Error::DuplicateId { id: date.to_string() }));
            }
            Some(_) => {}
            None => {
                self.days.insert(date, local);
            }
        }
    }

    fn base_kind(&self, date: NaiveDate) -> DayKind {
        kind(date, self.base.weekly_days_off, self.base.specials)
    }
}

/// What a day is by the national calendar.
pub(super) fn kind(date: NaiveDate, weekly_days_off: &[Weekday], specials: &Specials) -> DayKind {
    match specials.get(&date) {
        Some(special) => special.kind,
        None if weekly_days_off.contains(&date.weekday()) => DayKind::Weekend,
        None => DayKind::Working,
    }
}
