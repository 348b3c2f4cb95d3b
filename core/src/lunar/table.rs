//! The lunar table: the serde shapes of its file, its checks, and finding a day in it.

use crate::text::Text;
use crate::{Citation, Error};
use chrono::{Datelike, Days, NaiveDate};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "calendar")]
    _calendar: String,
    #[serde(rename = "meridian")]
    _meridian: Meridian,
    sources: Sources,
    years: Vec<YearRow>,
    last: NaiveDate,
    uncertain: Uncertain,
    differs_from_utc8: Differs,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Meridian {
    #[serde(rename = "degrees_east")]
    _degrees_east: u16,
    #[serde(rename = "utc_offset_hours")]
    _utc_offset_hours: u8,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sources {
    pub(super) rules: Citation,
    pub(super) computation: Citation,
    pub(super) before_1968: Citation,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct YearRow {
    year: i32,
    new_year: NaiveDate,
    /// The number of the leap month; 0 where the year has none.
    leap: u8,
    /// One letter a month: D (đủ) has 30 days, T (thiếu) 29.
    lengths: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Uncertain {
    #[serde(rename = "criterion")]
    _criterion: Text,
    months: Vec<UncertainMonth>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UncertainMonth {
    year: i32,
    month: u8,
    leap: bool,
    /// The first day in doubt: the eve of the month where it may begin a day earlier.
    from: NaiveDate,
    reason: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Differs {
    before: NaiveDate,
    months: Vec<MonthName>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MonthName {
    year: i32,
    month: u8,
    leap: bool,
}

/// The checked table, ready for look-ups.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    pub(super) sources: Sources,
    years: Vec<Year>,
    uncertain: Vec<Doubt>,
    differs: Vec<Doubt>,
}

#[derive(Debug)]
pub(super) struct Year {
    pub(super) year: i32,
    pub(super) new_year: NaiveDate,
    pub(super) leap: Option<u8>,
    months: Vec<Month>,
}

#[derive(Debug)]
pub(super) struct Month {
    pub(super) number: u8,
    pub(super) leap: bool,
    pub(super) first: NaiveDate,
    pub(super) days: u8,
}

#[derive(Debug)]
struct Doubt {
    first: NaiveDate,
    last: NaiveDate,
    reason: Text,
}

impl Table {
    pub(super) fn load(text: &str) -> Result<Self, Error> {
        let file: File = crate::document::from_json(text)?;
        let mut years: Vec<Year> = Vec::with_capacity(file.years.len());
        for (index, row) in file.years.iter().enumerate() {
            let wrong = |reason: &str| invalid(format!("years[{index}]"), reason);
            if years.last().is_some_and(|before| before.year.checked_add(1) != Some(row.year)) {
                return Err(wrong("the year does not follow the one before"));
            }
            // Only then can a day be looked up by the year of its date.
            if row.new_year.year() != row.year {
                return Err(wrong("the new year falls outside its year"));
            }
            let (year, end) = row.read().map_err(wrong)?;
            let next = file.years.get(index.saturating_add(1)).map(|next| next.new_year);
            if Some(end) != next.or_else(|| file.last.succ_opt()) {
                return Err(wrong("the months do not end where the next year begins"));
            }
            years.push(year);
        }
        let first = years.first().map(|year| year.new_year).ok_or_else(|| invalid("years".to_owned(), "no years"))?;
        let mut table =
            Self { first, last: file.last, sources: file.sources, years, uncertain: Vec::new(), differs: Vec::new() };
        for (index, named) in file.uncertain.months.into_iter().enumerate() {
            let wrong = |reason: &str| invalid(format!("uncertain.months[{index}]"), reason);
            let month = table.month(named.year, named.month, named.leap).ok_or_else(|| wrong("no such month"))?;
            if named.from != month.first && Some(named.from) != month.first.pred_opt() {
                return Err(wrong("the doubt must begin on the first day of the month or on its eve"));
            }
            let doubt = Doubt { first: named.from, last: month.last(), reason: named.reason };
            table.uncertain.push(doubt);
        }
        for (index, named) in file.differs_from_utc8.months.into_iter().enumerate() {
            let wrong = |reason: &str| invalid(format!("differs_from_utc8.months[{index}]"), reason);
            let month = table.month(named.year, named.month, named.leap).ok_or_else(|| wrong("no such month"))?;
            if month.first >= file.differs_from_utc8.before {
                return Err(wrong("the month begins too late to be listed"));
            }
            let doubt = Doubt { first: month.first, last: month.last(), reason: Text::default() };
            table.differs.push(doubt);
        }
        Ok(table)
    }

    pub(super) fn first_year(&self) -> i32 {
        self.years.first().map_or(0, |year| year.year)
    }

    pub(super) fn last_year(&self) -> i32 {
        self.years.last().map_or(0, |year| year.year)
    }

    pub(super) fn year(&self, year: i32) -> Option<&Year> {
        self.years.get(usize::try_from(year.checked_sub(self.first_year())?).ok()?)
    }

    /// The month a day lies in, and the number of the day there.
    pub(super) fn find(&self, date: NaiveDate) -> Option<(&Year, &Month, u8)> {
        if date < self.first || date > self.last {
            return None;
        }
        // The lunar year begins in January or February of its own year, so the days before it
        // belong to the year before.
        let own = self.year(date.year()).filter(|year| year.new_year <= date);
        let year = own.or_else(|| self.year(date.year().checked_sub(1)?))?;
        let month = year.months.iter().rev().find(|month| month.first <= date)?;
        let day = date.signed_duration_since(month.first).num_days().checked_add(1)?;
        Some((year, month, u8::try_from(day).ok()?))
    }

    pub(super) fn month(&self, year: i32, number: u8, leap: bool) -> Option<&Month> {
        self.year(year)?.months.iter().find(|month| month.number == number && month.leap == leap)
    }

    /// Why the computation leaves the day in doubt, where it does.
    pub(super) fn uncertain(&self, date: NaiveDate) -> Option<&Text> {
        self.uncertain.iter().find(|doubt| doubt.covers(date)).map(|doubt| &doubt.reason)
    }

    pub(super) fn differs_from_utc8(&self, date: NaiveDate) -> bool {
        self.differs.iter().any(|doubt| doubt.covers(date))
    }
}

impl Month {
    fn last(&self) -> NaiveDate {
        self.date(self.days).unwrap_or(self.first)
    }

    /// The date of a day of this month; `None` when the month has no such day.
    pub(super) fn date(&self, day: u8) -> Option<NaiveDate> {
        let after_first = day.checked_sub(1).filter(|_| day <= self.days)?;
        self.first.checked_add_days(Days::new(after_first.into()))
    }
}

impl Doubt {
    fn covers(&self, date: NaiveDate) -> bool {
        self.first <= date && date <= self.last
    }
}

impl YearRow {
    /// The months of the row, and the first day after them.
    fn read(&self) -> Result<(Year, NaiveDate), &'static str> {
        let leap = Some(self.leap).filter(|leap| *leap != 0);
        let mut names = Vec::with_capacity(13);
        for number in 1..=12 {
            names.push((number, false));
            if leap == Some(number) {
                names.push((number, true));
            }
        }
        if leap.is_some_and(|leap| leap > 12) {
            return Err("the leap month is not 0 to 12");
        }
        if self.lengths.chars().count() != names.len() {
            return Err("expected one length for each of 12 months, or 13 with a leap month");
        }
        let mut months = Vec::with_capacity(names.len());
        let mut first = self.new_year;
        for ((number, leap), letter) in names.into_iter().zip(self.lengths.chars()) {
            let days: u8 = match letter {
                'D' => 30,
                'T' => 29,
                _ => return Err("a length is D (30 days) or T (29 days)"),
            };
            months.push(Month { number, leap, first, days });
            first = first.checked_add_days(Days::new(days.into())).ok_or("the date is too large")?;
        }
        Ok((Year { year: self.year, new_year: self.new_year, leap, months }, first))
    }
}

fn invalid(path: String, reason: &str) -> Error {
    Error::InvalidDocument { path, reason: reason.to_owned() }
}
