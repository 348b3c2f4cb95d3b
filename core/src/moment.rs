//! Thời điểm: a point in a dossier's life, as precise as the record is.

use crate::Error;
use crate::number::shorten;
use crate::text::{self, Lang};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Thời điểm: a day, with the time of day where the record has one. Civil time in Việt Nam.
///
/// ```
/// use cchc::Moment;
/// for text in ["20260820093000", "2026-08-20T09:30:00", "2026-08-20T02:30:00Z", "20/08/2026 09:30", "09:30 20-08-2026"] {
///     assert_eq!(text.parse::<Moment>()?.to_string(), "2026-08-20T09:30:00");
/// }
/// assert_eq!("20/08/2026".parse::<Moment>()?.to_string(), "2026-08-20");
/// assert_eq!("31/02/2026".parse::<Moment>().unwrap_err().code(), "date.invalid");
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment {
    date: NaiveDate,
    time: Option<NaiveTime>,
}

const EXPECTED: &str = "yyyyMMddHHmmss, 2026-08-20, 2026-08-20T09:30:00 or 20/08/2026";

impl Moment {
    /// The day.
    pub fn date(self) -> NaiveDate {
        self.date
    }

    /// The time of day, where the record has one.
    pub fn time(self) -> Option<NaiveTime> {
        self.time
    }

    /// The instant, where the record has a time of day.
    ///
    /// # Errors
    /// `date.invalid` for a day alone.
    pub fn instant(self) -> Result<NaiveDateTime, Error> {
        let missing = || Error::InvalidDate { text: self.to_string(), expected: "2026-08-20T09:30:00" };
        self.time.map(|time| self.date.and_time(time)).ok_or_else(missing)
    }

    /// As it is written in a sentence, to the minute: `14:00 ngày 02/03/2026`, `2026-03-02 14:00`.
    pub fn to_text(self, lang: Lang) -> String {
        let date = text::date(self.date, lang);
        let time = self.time.map(|time| format!("{:02}:{:02}", time.hour(), time.minute()));
        match (lang, time) {
            (Lang::Vi, None) => format!("ngày {date}"),
            (Lang::Vi, Some(time)) => format!("{time} ngày {date}"),
            (Lang::En, None) => date,
            (Lang::En, Some(time)) => format!("{date} {time}"),
        }
    }
}

impl From<NaiveDate> for Moment {
    fn from(date: NaiveDate) -> Self {
        Self { date, time: None }
    }
}

impl From<NaiveDateTime> for Moment {
    fn from(moment: NaiveDateTime) -> Self {
        Self { date: moment.date(), time: Some(moment.time()) }
    }
}

impl FromStr for Moment {
    type Err = Error;

    /// Reads the portal's `yyyyMMddHHmmss`, ISO 8601 (an offset is turned into UTC+7), and dates
    /// with the day first as they are written in Việt Nam, the time before or after the date.
    ///
    /// # Errors
    /// `date.invalid` for anything else and for days that do not exist.
    fn from_str(text: &str) -> Result<Self, Error> {
        let invalid = || Error::InvalidDate { text: shorten(text), expected: EXPECTED };
        let trimmed = text.trim();
        if trimmed.len() > 40 || !trimmed.is_ascii() {
            return Err(invalid());
        }
        if trimmed.bytes().all(|b| b.is_ascii_digit()) {
            return digits(trimmed).ok_or_else(invalid);
        }
        let iso = trimmed.replacen(' ', "T", 1);
        // An offset in whole hours, as databases write it.
        let short = iso.len() > 13 && matches!(iso.as_bytes().get(iso.len().wrapping_sub(3)), Some(b'+' | b'-'));
        let iso = if short && iso.contains(':') { format!("{iso}:00") } else { iso };
        if let Ok(instant) = DateTime::parse_from_rfc3339(&iso) {
            let vietnam = FixedOffset::east_opt(7 * 3600).ok_or_else(invalid)?;
            return Ok(instant.with_timezone(&vietnam).naive_local().into());
        }
        if trimmed.starts_with('T') || trimmed.ends_with('T') {
            return Err(invalid());
        }
        let (mut date, mut time) = (None, None);
        for part in trimmed.split([' ', 'T']).filter(|part| !matches!(*part, "" | "-")) {
            let place = if part.contains(':') { time.is_none().then(|| time = clock(part)) } else { None };
            let place = place.or_else(|| date.is_none().then(|| date = calendar_day(part)));
            if place.is_none() || (date.is_none() && time.is_none()) {
                return Err(invalid());
            }
        }
        let with_time = trimmed.contains(':');
        match (date, time) {
            (Some(date), time) if with_time == time.is_some() => Ok(Self { date, time }),
            _ => Err(invalid()),
        }
    }
}

/// A date in four-digit years, the year or the day first.
fn calendar_day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split(['-', '/', '.']);
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if parts.next().is_some() || year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(number(year)?).ok()?, number(month)?, number(day)?)
}

/// Digits alone; `parse` would also take a sign.
fn number(digits: &str) -> Option<u32> {
    let digits = digits.get(..digits.len().min(9)).filter(|_| digits.bytes().all(|b| b.is_ascii_digit()))?;
    digits.parse().ok()
}

/// A time of day on the 24-hour clock; parts of a second are dropped.
fn clock(text: &str) -> Option<NaiveTime> {
    let mut parts = text.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next().unwrap_or("0"));
    let (second, fraction) = second.split_once('.').unwrap_or((second, "0"));
    if parts.next().is_some() || [hour, minute, second].iter().any(|part| part.len() > 2) || number(fraction).is_none()
    {
        return None;
    }
    NaiveTime::from_hms_opt(number(hour)?, number(minute)?, number(second)?)
}

/// `yyyyMMdd` or `yyyyMMddHHmmss`, read by place: a format string is much slower, and
/// an export holds three of these a row.
fn digits(text: &str) -> Option<Moment> {
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let date = NaiveDate::from_ymd_opt(i32::try_from(part(0, 4)?).ok()?, part(4, 6)?, part(6, 8)?)?;
    let time = match text.len() {
        8 => None,
        14 => Some(NaiveTime::from_hms_opt(part(8, 10)?, part(10, 12)?, part(12, 14)?)?),
        _ => return None,
    };
    Some(Moment { date, time })
}

impl TryFrom<String> for Moment {
    type Error = Error;
    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.to_string()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.time {
            Some(time) => {
                write!(f, "{}T{:02}:{:02}:{:02}", self.date, time.hour(), time.minute(), time.second())
            }
            None => self.date.fmt(f),
        }
    }
}
