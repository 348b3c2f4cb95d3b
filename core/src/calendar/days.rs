//! The day table: one kind a day, and rank and select over the working days.
//!
//! `ranks[i]` is how many days are worked from the first day through day `i`, `working[k]` is the
//! `(k + 1)`-th worked day. Both are indexed by 16-bit numbers into arrays of 65,536, so that no
//! look-up can leave its table and the loops over columns stay free of checks.

use super::DayKind;
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// The days since 1970-01-01 of a day: its number in columns.
pub(crate) fn number(date: NaiveDate) -> i32 {
    i32::try_from(date.signed_duration_since(NaiveDate::default()).num_days()).unwrap_or(i32::MAX)
}

/// The day of a number; the last there is for numbers past it.
pub(crate) fn date(number: i64) -> NaiveDate {
    let since = Duration::try_days(number).and_then(|since| NaiveDate::default().checked_add_signed(since));
    since.unwrap_or(NaiveDate::MAX)
}

/// The minutes since 1970-01-01T00:00 of an instant, seconds dropped.
pub(crate) fn minute(instant: NaiveDateTime) -> i64 {
    let of_day = i64::from(instant.hour()) * 60 + i64::from(instant.minute());
    i64::from(number(instant.date())) * 1440 + of_day
}

/// The instant of a number of minutes; the last there is for numbers past it.
pub(crate) fn instant(minute: i64) -> NaiveDateTime {
    let midnight = date(minute.div_euclid(1440)).and_time(NaiveTime::MIN);
    midnight.checked_add_signed(Duration::minutes(minute.rem_euclid(1440))).unwrap_or(NaiveDateTime::MAX)
}

/// As many entries as a 16-bit number can tell apart.
const REACH: usize = 1 << 16;

type Table = Box<[u16; REACH]>;

#[derive(Debug)]
pub(super) struct Days {
    first: NaiveDate,
    first_number: i32,
    kinds: Vec<DayKind>,
    ranks: Table,
    working: Table,
}

impl Days {
    /// The table of the days from `first`; the file's check keeps them below 65,536.
    pub(super) fn new(first: NaiveDate, kinds: Vec<DayKind>) -> Self {
        let (mut ranks, mut working) = (Vec::with_capacity(REACH), Vec::with_capacity(REACH));
        for (index, kind) in (0_u16..).zip(&kinds) {
            if kind.is_working() {
                working.push(index);
            }
            ranks.push(u16::try_from(working.len()).unwrap_or(u16::MAX));
        }
        Self { first, first_number: number(first), kinds, ranks: table(ranks), working: table(working) }
    }

    #[inline]
    pub(super) fn first_number(&self) -> i32 {
        self.first_number
    }

    pub(super) fn index(&self, date: NaiveDate) -> Option<u16> {
        let index = usize::try_from(date.signed_duration_since(self.first).num_days()).ok()?;
        self.kinds.get(index)?;
        u16::try_from(index).ok()
    }

    pub(super) fn date(&self, index: u16) -> NaiveDate {
        self.first.checked_add_signed(Duration::days(index.into())).unwrap_or(NaiveDate::MAX)
    }

    pub(super) fn kind(&self, index: u16) -> DayKind {
        self.kinds.get(usize::from(index)).copied().unwrap_or(DayKind::Weekend)
    }

    /// Working days from the first day through the day.
    #[inline]
    pub(super) fn rank(&self, index: u16) -> u16 {
        look(&self.ranks, index)
    }

    /// The day worked after `rank` others: the counterpart of [`rank`](Self::rank). What lies past
    /// the last worked day is 0, so a caller compares with [`rank`](Self::rank) of its horizon first.
    #[inline]
    pub(super) fn select(&self, rank: u16) -> u16 {
        look(&self.working, rank)
    }
}

#[inline]
fn look(table: &Table, index: u16) -> u16 {
    table.get(usize::from(index)).copied().unwrap_or_default()
}

fn table(mut entries: Vec<u16>) -> Table {
    entries.resize(REACH, entries.last().copied().unwrap_or_default());
    #[expect(clippy::expect_used, reason = "the line above makes it this long")]
    entries.into_boxed_slice().try_into().expect("65,536 entries")
}
