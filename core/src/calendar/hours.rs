//! Giờ hành chính: the working hours of the day, and rank and select over working minutes.

use super::file::MonthDay;
use crate::error::Issue;
use crate::{Citation, Error, number};
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};
use serde::{Deserialize, Serialize, Serializer};

/// Giờ hành chính: when the body works on each weekday, by season where the hours change.
///
/// Times are minutes of civil time in Việt Nam, written `07:00`. A make-up day has the hours of the
/// weekday it replaces.
///
/// ```
/// use cchc::{OfficeHours, WorkCalendar};
/// let hours: OfficeHours = serde_json::from_str(
///     r#"{"weekly": [{"days": ["monday", "tuesday", "wednesday", "thursday", "friday"],
///                     "intervals": [["07:00", "11:30"], ["13:30", "17:00"]]}],
///         "source": {"document": "Quy chế làm việc"}}"#,
/// ).unwrap();
/// let calendar = WorkCalendar::vietnam().with_hours(hours)?;
/// let received = "2026-03-02T11:00:00".parse().unwrap();
/// assert_eq!(calendar.add_working_minutes(received, 60)?.to_string(), "2026-03-02 14:00:00"); // over lunch
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeHours {
    /// The hours of the weekdays worked.
    pub weekly: Vec<WeekdayHours>,
    /// Hours that hold in a part of every year in place of the weekly ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seasons: Vec<Season>,
    /// The text that sets them.
    pub source: Citation,
}

/// Giờ làm việc theo thứ: the same intervals on several weekdays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeekdayHours {
    /// `monday` to `sunday`.
    #[serde(serialize_with = "names")]
    pub days: Vec<Weekday>,
    /// In order and apart.
    pub intervals: Vec<Interval>,
}

/// Weekdays as they are written in documents; chrono writes them short.
fn names<S: Serializer>(days: &[Weekday], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(days.iter().map(|day| weekday_name(*day)))
}

/// A weekday as it is written in documents.
pub(super) fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "monday",
        Weekday::Tue => "tuesday",
        Weekday::Wed => "wednesday",
        Weekday::Thu => "thursday",
        Weekday::Fri => "friday",
        Weekday::Sat => "saturday",
        Weekday::Sun => "sunday",
    }
}

/// Giờ làm việc theo mùa: from one day of the year through another, both included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Season {
    /// The first day, written `04-15`.
    pub from: String,
    /// The last day; before `from` it lies in the next year.
    pub until: String,
    /// The hours of the weekdays worked.
    pub weekly: Vec<WeekdayHours>,
}

/// Khoảng giờ: from a minute of the day up to, not including, another; written `["07:00", "11:30"]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "[String; 2]", into = "[String; 2]")]
pub struct Interval {
    from: u16,
    to: u16,
}

impl Interval {
    /// The interval from one minute mark of the day to a later one.
    pub(crate) fn between(from: u16, to: u16) -> Option<Self> {
        (from < to && to <= MINUTES_OF_DAY).then_some(Self { from, to })
    }

    /// The first minute, counted from midnight.
    pub fn from(self) -> u16 {
        self.from
    }

    /// The minute it ends before, at most 1440.
    pub fn to(self) -> u16 {
        self.to
    }

    /// Its length in minutes.
    pub fn minutes(self) -> u16 {
        self.to.saturating_sub(self.from)
    }
}

impl TryFrom<[String; 2]> for Interval {
    type Error = Error;
    fn try_from([from, to]: [String; 2]) -> Result<Self, Error> {
        let interval = Self { from: minute_of_day(&from)?, to: minute_of_day(&to)? };
        let text = || format!("{from}-{to}");
        if interval.from < interval.to { Ok(interval) } else { Err(invalid(&text())) }
    }
}

impl From<Interval> for [String; 2] {
    fn from(interval: Interval) -> Self {
        [interval.from, interval.to].map(clock)
    }
}

/// Giờ trong ngày: an hour and minute, written `15:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeOfDay(NaiveTime);

impl TimeOfDay {
    /// As the time it is.
    pub fn time(self) -> NaiveTime {
        self.0
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = Error;
    fn try_from(text: String) -> Result<Self, Error> {
        let minute = minute_of_day(&text)?;
        let time = NaiveTime::from_hms_opt((minute / 60).into(), (minute % 60).into(), 0);
        time.map(Self).ok_or_else(|| invalid(&text))
    }
}

impl From<TimeOfDay> for String {
    fn from(TimeOfDay(time): TimeOfDay) -> Self {
        format!("{:02}:{:02}", time.hour(), time.minute())
    }
}

/// The minute of the day of a text such as `07:00`; `24:00` is the end of the day.
fn minute_of_day(text: &str) -> Result<u16, Error> {
    let (hours, minutes) = text.split_once(':').ok_or_else(|| invalid(text))?;
    let digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    let read = |part: &str| digits(part).then(|| part.parse::<u16>().ok()).flatten();
    match (read(hours), read(minutes)) {
        (Some(hours), Some(minutes)) if hours < 24 && minutes < 60 => Ok(hours * 60 + minutes),
        (Some(24), Some(0)) => Ok(MINUTES_OF_DAY),
        _ => Err(invalid(text)),
    }
}

/// A minute of the day as it is written: `07:00`.
fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn invalid(text: &str) -> Error {
    Error::InvalidTime { text: number::shorten(text) }
}

pub(super) const MINUTES_OF_DAY: u16 = 1440;

/// Intervals in order and apart, or the issue.
pub(super) fn check_intervals(path: &str, intervals: &[Interval], issues: &mut Vec<Issue>) {
    let ordered = intervals.windows(2).all(|pair| matches!(pair, [one, next] if one.to <= next.from));
    if intervals.is_empty() || !ordered {
        let text = intervals.iter().map(|interval| <[String; 2]>::from(*interval).join("-"));
        issues.push(Issue::at(path, invalid(&text.collect::<Vec<_>>().join(", "))));
    }
}

impl OfficeHours {
    /// What is wrong with the hours, each with its place.
    pub(super) fn check(&self) -> Vec<Issue> {
        let mut issues = Vec::new();
        if self.source.document.trim().is_empty() {
            issues.push(Issue::at("source", Error::NoCitation { code: "hours".to_owned() }));
        }
        // Every day of a leap year stands in one season at most.
        let days = NaiveDate::from_ymd_opt(2000, 1, 1).into_iter().flat_map(|first| first.iter_days().take(366));
        if let Some(twice) =
            days.into_iter().find(|day| self.seasons.iter().filter(|season| season.holds(*day)).count() > 1)
        {
            let id = format!("{:02}-{:02}", twice.month(), twice.day());
            issues.push(Issue::at("seasons", Error::DuplicateId { id }));
        }
        let mut lists = vec![("weekly".to_owned(), &self.weekly)];
        for (position, season) in self.seasons.iter().enumerate() {
            lists.push((format!("seasons[{position}].weekly"), &season.weekly));
            if let Err(error) = season.days() {
                issues.push(Issue::at(format!("seasons[{position}]"), error));
            }
        }
        for (path, list) in lists {
            let mut seen = Vec::new();
            for (position, hours) in list.iter().enumerate() {
                check_intervals(&format!("{path}[{position}].intervals"), &hours.intervals, &mut issues);
                for day in &hours.days {
                    if seen.contains(day) {
                        issues.push(Issue::at(
                            format!("{path}[{position}]"),
                            Error::DuplicateId { id: weekday_name(*day).to_owned() },
                        ));
                    }
                    seen.push(*day);
                }
            }
        }
        issues
    }

    /// The intervals of a weekday at a time of the year; empty where none are set.
    pub(super) fn of(&self, weekday: Weekday, date: NaiveDate) -> &[Interval] {
        let season = self.seasons.iter().find(|season| season.holds(date));
        let weekly = season.map_or(&self.weekly, |season| &season.weekly);
        let hours = weekly.iter().find(|hours| hours.days.contains(&weekday));
        hours.map_or(&[], |hours| hours.intervals.as_slice())
    }
}

impl Season {
    fn days(&self) -> Result<(MonthDay, MonthDay), Error> {
        Ok((MonthDay::try_from(self.from.clone())?, MonthDay::try_from(self.until.clone())?))
    }

    fn holds(&self, date: NaiveDate) -> bool {
        let Ok((from, until)) = self.days() else { return false };
        let narrow = |part: u32| u8::try_from(part).unwrap_or_default();
        let day = MonthDay { month: narrow(date.month()), day: narrow(date.day()) };
        if from <= until { from <= day && day <= until } else { from <= day || day <= until }
    }
}

/// Minutes worked before each day, and the way back from a number of minutes to its day.
#[derive(Debug)]
pub(super) struct Minutes {
    patterns: Vec<Vec<Interval>>,
    /// For each pattern, minutes worked from midnight up to each of its 1,441 minute marks.
    done: Vec<u16>,
    /// For each pattern, the minute mark at which the n-th minute of the day is done.
    mark: Vec<u16>,
    days: Vec<Day>,
    /// The days with any minutes, and a last one that no minute lies behind.
    worked: Vec<Worked>,
    /// For the first minute of every 2^`shift` the place in `worked` of the day it is worked on.
    buckets: Vec<u16>,
    shift: u32,
}

/// A day of the table: minutes worked before it, and where its pattern begins.
#[derive(Debug, Clone, Copy)]
struct Day {
    before: u32,
    pattern: u32,
}

/// A day with any minutes, the same and which day it is.
#[derive(Debug, Clone, Copy)]
struct Worked {
    before: u32,
    pattern: u16,
    day: u16,
}

const MARKS: usize = MINUTES_OF_DAY as usize + 1;
const NO_DAY: Day = Day { before: u32::MAX, pattern: 0 };
const NONE_WORKED: Worked = Worked { before: u32::MAX, pattern: 0, day: 0 };

impl Minutes {
    /// The tables of days with these intervals, in the order of the days.
    pub(super) fn new<'a>(days: impl Iterator<Item = &'a [Interval]>) -> Self {
        let mut tables = Self {
            patterns: Vec::new(),
            done: Vec::new(),
            mark: Vec::new(),
            days: Vec::new(),
            worked: Vec::new(),
            buckets: Vec::new(),
            shift: 0,
        };
        let (mut total, mut shortest) = (0_u32, u32::from(MINUTES_OF_DAY));
        for (day, intervals) in (0_u16..).zip(days) {
            let known = tables.patterns.iter().position(|pattern| pattern == intervals);
            let pattern = known.unwrap_or_else(|| tables.add_pattern(intervals));
            let minutes = intervals.iter().map(|interval| u32::from(interval.minutes())).sum();
            tables.days.push(Day { before: total, pattern: u32::try_from(pattern).unwrap_or_default() });
            if minutes > 0 {
                let pattern = u16::try_from(pattern).unwrap_or_default();
                tables.worked.push(Worked { before: total, pattern, day });
                shortest = shortest.min(minutes);
            }
            total = total.saturating_add(minutes);
        }
        // A bucket no longer than the shortest day holds at most one change of day. Very short days
        // would make a large table; those are walked over.
        tables.shift = shortest.ilog2().max(5);
        for (place, worked) in (0_u16..).zip(&tables.worked) {
            let next = tables.worked.get(usize::from(place) + 1).map_or(total, |next| next.before);
            // The bucket of minute t, counted from 1, is (t - 1) >> shift; it starts on this day when
            // its first minute does.
            while u32::try_from(tables.buckets.len()).unwrap_or(u32::MAX) << tables.shift < next {
                debug_assert!(worked.before < next, "worked days have minutes");
                tables.buckets.push(place);
            }
        }
        tables.worked.push(Worked { before: u32::MAX, ..NONE_WORKED });
        tables
    }

    fn add_pattern(&mut self, intervals: &[Interval]) -> usize {
        let mut done = 0_u16;
        let mut marks = vec![0_u16];
        for minute in 0..MINUTES_OF_DAY {
            self.done.push(done);
            if intervals.iter().any(|interval| interval.from <= minute && minute < interval.to) {
                done += 1;
                marks.push(minute + 1);
            }
        }
        self.done.push(done);
        marks.resize(MARKS, MINUTES_OF_DAY);
        self.mark.extend(marks);
        self.patterns.push(intervals.to_vec());
        self.patterns.len() - 1
    }

    pub(super) fn intervals(&self, day: u16) -> &[Interval] {
        let pattern = self.days.get(usize::from(day)).map_or(0, |day| day.pattern);
        usize::try_from(pattern).ok().and_then(|pattern| self.patterns.get(pattern)).map_or(&[], Vec::as_slice)
    }

    /// Minutes worked before a minute mark of a day.
    #[inline]
    pub(super) fn rank(&self, day: u16, minute: u16) -> u32 {
        let day = self.days.get(usize::from(day)).copied().unwrap_or(NO_DAY);
        let place = (day.pattern as usize).wrapping_mul(MARKS).wrapping_add(minute.into());
        let done = self.done.get(place).copied().unwrap_or_default();
        day.before.wrapping_add(done.into())
    }

    /// The day and the minute mark at which minute number `target`, counted from 1, is done; the
    /// target must not pass the minutes of the table.
    #[inline]
    pub(super) fn select(&self, target: u32) -> (u16, u16) {
        let bucket = (target.wrapping_sub(1) >> self.shift) as usize;
        let mut place = usize::from(self.buckets.get(bucket).copied().unwrap_or_default());
        let worked = |place: usize| self.worked.get(place).copied().unwrap_or(NONE_WORKED);
        // Most often there is one step or none, taken without a branch.
        place = place.wrapping_add((worked(place.wrapping_add(1)).before < target).into());
        while worked(place.wrapping_add(1)).before < target {
            place = place.wrapping_add(1);
        }
        let found = worked(place);
        let offset = target.wrapping_sub(found.before) as usize;
        let mark = self.mark.get(usize::from(found.pattern).wrapping_mul(MARKS).wrapping_add(offset));
        (found.day, mark.copied().unwrap_or_default())
    }
}
