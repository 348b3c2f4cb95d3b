//! Columns of dossiers as they come in.

use crate::Error;
use crate::calendar::{NO_DAY, TimeUnit, check_lengths};
use num_traits::WrappingAdd;
use std::ops::Range;

/// Cột thời điểm: days since 1970-01-01, or instants since then in civil time of Việt Nam. The least
/// number of the type is a missing one. An instant at midnight is its day, as exports write a day.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::exhaustive_enums, reason = "callers write it out")]
pub enum Moments<'a> {
    /// Ngày.
    Days(&'a [i32]),
    /// Giờ.
    Instants(&'a [i64], TimeUnit),
}

impl<'a> Moments<'a> {
    /// How many rows.
    #[expect(clippy::len_without_is_empty, reason = "a column of no rows is as good as any")]
    pub fn len(&self) -> usize {
        match self {
            Self::Days(days) => days.len(),
            Self::Instants(instants, _) => instants.len(),
        }
    }

    fn slice(self, rows: Range<usize>) -> Self {
        match self {
            Self::Days(days) => Self::Days(days.get(rows).unwrap_or_default()),
            Self::Instants(instants, unit) => Self::Instants(instants.get(rows).unwrap_or_default(), unit),
        }
    }

    /// The days of rows and their minutes, below zero where there is none, from a row on.
    #[inline]
    pub(super) fn fill(&self, from: usize, days: &mut [i32], minutes: &mut [i32]) {
        match self {
            Self::Days(column) => {
                let column = column.get(from..).unwrap_or_default();
                days.iter_mut().zip(column).for_each(|(day, given)| *day = *given);
                minutes.fill(-1);
            }
            Self::Instants(column, unit) => {
                let column = column.get(from..).unwrap_or_default();
                let rows = days.iter_mut().zip(minutes).zip(column);
                match unit {
                    TimeUnit::Minutes => rows.for_each(split::<1>),
                    TimeUnit::Seconds => rows.for_each(split::<60>),
                    TimeUnit::Milliseconds => rows.for_each(split::<60_000>),
                    TimeUnit::Microseconds => rows.for_each(split::<60_000_000>),
                    TimeUnit::Nanoseconds => rows.for_each(split::<60_000_000_000>),
                }
            }
        }
    }
}

/// Seconds are dropped; what lies past 32-bit days is the furthest of them, which no dossier has.
#[inline(always)]
fn split<const TICKS: i64>(((day, minute), instant): ((&mut i32, &mut i32), &i64)) {
    if *instant == i64::MIN {
        (*day, *minute) = (NO_DAY, -1);
        return;
    }
    let minutes = instant.div_euclid(TICKS);
    *day = i32::try_from(minutes.div_euclid(1440)).unwrap_or(i32::MAX);
    let of_day = minutes.rem_euclid(1440) as i32;
    *minute = if of_day == 0 { -1 } else { of_day };
}

/// Mã của một chiều: the place of each row's label; the greatest number of the type, and for `I32` any
/// below zero, names none.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::exhaustive_enums, reason = "callers write it out")]
pub enum Codes<'a> {
    /// One byte.
    U8(&'a [u8]),
    /// Two bytes.
    U16(&'a [u16]),
    /// Four bytes.
    U32(&'a [u32]),
    /// Four bytes with a sign, as Arrow's dictionaries have them.
    I32(&'a [i32]),
}

impl Codes<'_> {
    fn len(&self) -> usize {
        match self {
            Self::U8(codes) => codes.len(),
            Self::U16(codes) => codes.len(),
            Self::U32(codes) => codes.len(),
            Self::I32(codes) => codes.len(),
        }
    }

    fn slice(self, rows: Range<usize>) -> Self {
        match self {
            Self::U8(codes) => Self::U8(codes.get(rows).unwrap_or_default()),
            Self::U16(codes) => Self::U16(codes.get(rows).unwrap_or_default()),
            Self::U32(codes) => Self::U32(codes.get(rows).unwrap_or_default()),
            Self::I32(codes) => Self::I32(codes.get(rows).unwrap_or_default()),
        }
    }

    /// Adds what a row's code stands for to its key, from a row on; the first of `values` is that of rows that
    /// name none. Says whether all codes are among the others.
    #[inline]
    pub(super) fn add<K: WrappingAdd>(&self, from: usize, values: &[K], keys: &mut [K]) -> bool {
        // The greatest number of a type wraps around to the first place.
        match self {
            Self::U8(codes) => add(codes, from, values, keys, |code| code.wrapping_add(1).into()),
            Self::U16(codes) => add(codes, from, values, keys, |code| code.wrapping_add(1).into()),
            Self::U32(codes) => add(codes, from, values, keys, |code| code.wrapping_add(1) as usize),
            Self::I32(codes) => add(codes, from, values, keys, |code| usize::try_from(code).map_or(0, |code| code + 1)),
        }
    }

    /// The place of a row's label.
    pub(super) fn get(&self, row: usize) -> Option<usize> {
        match self {
            Self::U8(codes) => codes.get(row).filter(|code| **code != u8::MAX).map(|code| usize::from(*code)),
            Self::U16(codes) => codes.get(row).filter(|code| **code != u16::MAX).map(|code| usize::from(*code)),
            Self::U32(codes) => codes.get(row).filter(|code| **code != u32::MAX).map(|code| *code as usize),
            Self::I32(codes) => codes.get(row).and_then(|code| usize::try_from(*code).ok()),
        }
    }
}

#[inline(always)]
fn add<T: Copy, K: WrappingAdd>(
    codes: &[T],
    from: usize,
    values: &[K],
    keys: &mut [K],
    place: impl Fn(T) -> usize,
) -> bool {
    let mut known = true;
    for (key, code) in keys.iter_mut().zip(codes.get(from..).unwrap_or_default()) {
        match values.get(place(*code)) {
            Some(value) => *key = key.wrapping_add(value),
            None => known = false,
        }
    }
    known
}

/// Một chiều: what the rows are told apart by, as codes and the labels they stand for.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::exhaustive_structs, reason = "callers write it out")]
pub struct Dimension<'a> {
    /// Tên chiều, as in the specification.
    pub name: &'a str,
    /// Mã từng dòng.
    pub codes: Codes<'a>,
    /// Nhãn.
    pub labels: &'a [String],
}

/// Cột hồ sơ: one dossier a row.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::exhaustive_structs, reason = "callers write it out")]
pub struct DossierColumns<'a> {
    /// Ngày tiếp nhận.
    pub received: Moments<'a>,
    /// Ngày hẹn trả, as printed; missing where the limit is to give it, or there is none.
    pub due: Option<Moments<'a>>,
    /// Thời hạn in working days, from which the due day follows where none is printed; [`NO_DAY`] is a
    /// missing one.
    pub limit: Option<&'a [i32]>,
    /// Ngày kết thúc: finished, refused, withdrawn, stopped or closed; missing for open dossiers.
    pub finished: Option<Moments<'a>>,
    /// Trạng thái: the number of a [`DossierState`](crate::DossierState); 0 is not known, and then a
    /// dossier with an end is finished and one without is pending.
    pub status: Option<&'a [u8]>,
    /// Từ khi nào chờ hay tạm dừng; missing where only the day of the data knows of it.
    pub paused_since: Option<Moments<'a>>,
    /// Kênh: 1 counter, 2 online, 3 public post; 0 is not known.
    pub channel: Option<&'a [u8]>,
    /// Thời gian giải quyết already counted, in the specification's unit; without it the working days
    /// from the reception to the end. [`NO_DAY`] is a missing one.
    pub worked: Option<&'a [i32]>,
    /// Các chiều, in any order.
    pub by: &'a [Dimension<'a>],
}

impl<'a> DossierColumns<'a> {
    /// Receptions, with nothing else known.
    pub fn received(received: Moments<'a>) -> Self {
        Self {
            received,
            due: None,
            limit: None,
            finished: None,
            status: None,
            paused_since: None,
            channel: None,
            worked: None,
            by: &[],
        }
    }

    /// How many rows.
    #[expect(clippy::len_without_is_empty, reason = "columns of no rows are as good as any")]
    pub fn len(&self) -> usize {
        self.received.len()
    }

    /// A part of the rows, without its dimensions, which [`dimensions`](Self::dimensions) gives.
    #[must_use]
    pub fn rows(&self, rows: Range<usize>) -> Self {
        let part = |column: &'a [i32]| column.get(rows.clone()).unwrap_or_default();
        let bytes = |column: &'a [u8]| column.get(rows.clone()).unwrap_or_default();
        let moments = |column: Moments<'a>| column.slice(rows.clone());
        Self {
            received: self.received.slice(rows.clone()),
            due: self.due.map(moments),
            limit: self.limit.map(part),
            finished: self.finished.map(moments),
            status: self.status.map(bytes),
            paused_since: self.paused_since.map(moments),
            channel: self.channel.map(bytes),
            worked: self.worked.map(part),
            by: &[],
        }
    }

    /// The dimensions of a part of the rows.
    pub fn dimensions(&self, rows: &Range<usize>) -> Vec<Dimension<'a>> {
        self.by.iter().map(|by| Dimension { codes: by.codes.slice(rows.clone()), ..*by }).collect()
    }

    /// Whether a row's codes are all among the labels.
    pub(super) fn is_labelled(&self, row: usize) -> bool {
        self.by.iter().all(|by| by.codes.get(row).is_none_or(|code| code < by.labels.len()))
    }

    /// Whether a due date can have an hour.
    pub(super) fn has_hours(&self) -> bool {
        self.due.is_some_and(|due| !matches!(due, Moments::Days(_)))
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        let lengths = [
            self.due.map(|column| column.len()),
            self.limit.map(<[_]>::len),
            self.finished.map(|column| column.len()),
            self.status.map(<[_]>::len),
            self.paused_since.map(|column| column.len()),
            self.channel.map(<[_]>::len),
            self.worked.map(<[_]>::len),
        ];
        check_lengths(self.len(), &lengths)?;
        self.by.iter().try_for_each(|by| check_lengths(self.len(), &[Some(by.codes.len())]))
    }
}

/// What the counts of columns are numbered by: those of columns of one shape can be added as they are.
#[derive(Debug)]
pub(super) struct Shape {
    hours: bool,
    status: bool,
    channel: bool,
    by: Vec<(String, Vec<String>)>,
}

impl Shape {
    pub(super) fn of(columns: &DossierColumns<'_>) -> Self {
        let by = columns.by.iter().map(|by| (by.name.to_owned(), by.labels.to_vec())).collect();
        Self { hours: columns.has_hours(), status: columns.status.is_some(), channel: columns.channel.is_some(), by }
    }

    pub(super) fn is_of(&self, columns: &DossierColumns<'_>) -> bool {
        let own = (self.hours, self.status, self.channel);
        own == (columns.has_hours(), columns.status.is_some(), columns.channel.is_some())
            && self.by.len() == columns.by.len()
            && self.by.iter().zip(columns.by).all(|((name, labels), by)| name == by.name && labels == by.labels)
    }
}
