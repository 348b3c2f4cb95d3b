//! Nhịp tiếp nhận: how many dossiers come on which day, and at what hour.

use super::{DAY, Lots, out_of_range};
use cchc::{Error, WorkCalendar, lunar};
use chrono::{Datelike, NaiveDate};
use rand::RngExt;
use rand_pcg::Pcg64;

/// Reception of a month, of a hundred on average.
const MONTHS: [u64; 12] = [98, 92, 110, 104, 102, 103, 105, 108, 99, 101, 100, 103];
/// Of a weekday from Monday; a weekend day that is worked is a made-up one.
const WEEKDAYS: [u64; 7] = [126, 110, 102, 97, 88, 70, 70];
/// Of a day off: what is sent in online.
const OFF: u64 = 4;
/// How far the slump before Tết and the rush after it reach, in working days.
const REACH: u64 = 12;

/// A day that is drawn from.
#[derive(Debug, Clone, Copy)]
struct Arrival {
    number: i32,
    worked: bool,
    year: i32,
}

/// The days and the hours of reception.
#[derive(Debug)]
pub(super) struct Arrivals {
    /// The last day, since 1970-01-01.
    pub(super) last: i32,
    days: Lots<Arrival>,
    first: Option<Arrival>,
    /// Minutes of a day at the counter, on a Monday, and online.
    hours: [Lots<i32>; 3],
}

impl Arrivals {
    pub(super) fn weigh(from: NaiveDate, through: NaiveDate, calendar: &WorkCalendar) -> Result<Self, Error> {
        let all = from.iter_days().take_while(|day| *day <= through);
        let mut days: Vec<(Arrival, u64)> = Vec::new();
        for day in all {
            let worked = calendar.is_working_day(day)?;
            days.push((Arrival { number: number(day), worked, year: day.year() }, weight(day, worked, from)));
        }
        let Some(first) = days.first().map(|(day, _)| *day) else {
            return Err(out_of_range("days of reception", format!("{from} to {through}"), "1", "any"));
        };
        for year in from.year()..=through.year() + 1 {
            around_new_year(&mut days, number(lunar::new_year(year)?));
        }
        let lots = 256 * u64::try_from(days.len()).unwrap_or_default();
        let busy = |hour: u64| if (8..10).contains(&hour) { 3 } else { 2 };
        let minutes = |weight: &dyn Fn(u64) -> u64| {
            let each = (0..DAY).map(|minute| (minute, weight(u64::try_from(minute).unwrap_or_default())));
            Lots::of(each.collect::<Vec<_>>().into_iter(), 1 << 15)
        };
        let open = |minute: u64| matches!(minute, 450..690 | 810..1_020);
        let counter = |minute: u64| u64::from(open(minute)) * 10 * busy(minute / 60);
        let monday = |minute: u64| counter(minute) * if minute < 690 { 3 } else { 2 };
        let online = |minute: u64| match minute / 60 {
            0..6 => 1,
            6..19 => 14 * busy(minute / 60),
            _ => 10,
        };
        Ok(Self {
            last: number(through),
            days: Lots::of(days.iter().copied(), lots),
            first: Some(first),
            hours: [minutes(&counter), minutes(&monday), minutes(&online)],
        })
    }

    /// A day, whether it is worked, and its year.
    pub(super) fn day(&self, rng: &mut Pcg64) -> (i32, bool, i32) {
        self.days.draw(rng).or(self.first).map_or((0, false, 1970), |day| (day.number, day.worked, day.year))
    }

    /// The minute of the day.
    pub(super) fn minute(&self, rng: &mut Pcg64, day: i32, online: bool) -> i32 {
        let [counter, monday, sent] = &self.hours;
        // 1970-01-05 was a Monday.
        let hours = if online {
            sent
        } else if day.rem_euclid(7) == 4 {
            monday
        } else {
            counter
        };
        hours.draw(rng).unwrap_or(rng.random_range(480..1_020))
    }
}

fn number(day: NaiveDate) -> i32 {
    i32::try_from(day.signed_duration_since(NaiveDate::default()).num_days()).unwrap_or(i32::MAX)
}

/// Of a hundred on an average day of the first year; every year has a twentieth more.
fn weight(day: NaiveDate, worked: bool, from: NaiveDate) -> u64 {
    let weekday = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or_default();
    let month = usize::try_from(day.month0()).unwrap_or_default();
    let of_weekday = if worked { WEEKDAYS.get(weekday).copied().unwrap_or(100) } else { OFF };
    let grown = 20 + u64::try_from(day.year() - from.year()).unwrap_or_default();
    of_weekday * MONTHS.get(month).copied().unwrap_or(100) * grown
}

/// The slump before a Tết break and the rush after it: fewer every day before, from the second day after most.
fn around_new_year(days: &mut [(Arrival, u64)], new_year: i32) {
    let (before, after): (Vec<_>, Vec<_>) =
        days.iter_mut().filter(|(day, _)| day.worked).partition(|(day, _)| day.number < new_year);
    let near = |day: &Arrival| (day.number - new_year).abs() < 40;
    for (left, (day, weight)) in (1..=REACH).zip(before.into_iter().rev()) {
        if near(day) {
            *weight = *weight * (30 + 5 * left) / 100;
        }
    }
    for (since, (day, weight)) in (1..=REACH).zip(after) {
        if near(day) {
            let percent = if since == 1 { 95 } else { 190 - 7 * since };
            *weight = *weight * percent / 100;
        }
    }
}
