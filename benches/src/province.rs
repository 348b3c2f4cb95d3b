//! Hồ sơ của các tỉnh: a stream of dossiers as provinces receive them, drawn by a seed, in columns.
//!
//! Where [`dossiers`](crate::dossiers) makes records whose outcomes add up to given totals, this makes as
//! many rows as are asked for with the rhythm of real reception: Mondays and mornings, the slump before Tết
//! and the rush after it, a few large agencies and many small ones, limits by procedure, times of waiting,
//! a share that is late and a few that are very late. The rates are invented; no figure of it is a statistic
//! of any province.
//!
//! Rows come in blocks of [`BLOCK`]. A block depends on the plan and its number alone, so any block can be made
//! anywhere and in any order, and a hundred million rows never stand in memory at once. Everything is
//! drawn in whole numbers: the same plan gives the same bytes on every machine.

mod arrivals;
mod bodies;

pub use bodies::{Agency, AgencyLevel, Procedure};

use arrivals::Arrivals;
use bodies::Bodies;
use cchc::calendar::Amounts;
use cchc::{DossierState, Error, WorkCalendar};
use chrono::NaiveDate;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

/// Rows of every block but the last.
pub const BLOCK: usize = 65_536;

/// An instant that is not there: open, not waiting.
pub const NO_INSTANT: i32 = i32::MIN;

/// The minutes of a day.
const DAY: i32 = 1440;

/// Kế hoạch sinh: what is to be drawn.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Hạt giống.
    pub seed: u64,
    /// The first day of reception.
    pub from: NaiveDate,
    /// The last one; dossiers stand as they do at its end.
    pub as_of: NaiveDate,
    /// Số hồ sơ.
    pub rows: u64,
    /// Số cơ quan.
    pub agencies: u16,
    /// Số thủ tục.
    pub procedures: u16,
}

impl Plan {
    /// A year of 10,000 agencies with 150 procedures; `None` for a year without a calendar date.
    pub fn year(year: i32, rows: u64, seed: u64) -> Option<Self> {
        let (from, as_of) = (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?);
        Some(Self { seed, from, as_of, rows, agencies: 10_000, procedures: 150 })
    }
}

/// Cột hồ sơ: the rows of a block. Instants are minutes since 1970-01-01T00:00 in civil time of Việt Nam.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Số hồ sơ, counted from 1 over all blocks.
    pub id: Vec<u64>,
    /// The place of the agency among [`Stream::agencies`].
    pub agency: Vec<u16>,
    /// The place of the procedure among [`Stream::procedures`].
    pub procedure: Vec<u16>,
    /// Kênh thực hiện as the portal numbers it: 1 counter, 2 online, 3 post.
    pub channel: Vec<u8>,
    /// Trạng thái: the number of a [`DossierState`].
    pub status: Vec<u8>,
    /// Thời hạn, working days.
    pub limit: Vec<u8>,
    /// Tiếp nhận; of a dossier that was never accepted, when it came in.
    pub received: Vec<i32>,
    /// Ngày hẹn trả as first printed, days since 1970-01-01: the limit from the day of reception.
    pub due: Vec<i32>,
    /// Kết thúc xử lý; [`NO_INSTANT`] while it is open.
    pub finished: Vec<i32>,
    /// Since when an open dossier waits; [`NO_INSTANT`] when it does not.
    pub paused_since: Vec<i32>,
    /// Row `i` waited in the times from `pause_offsets[i]` up to `pause_offsets[i + 1]`, as in an Arrow list.
    pub pause_offsets: Vec<i32>,
    /// From when.
    pub pause_from: Vec<i32>,
    /// Until when; [`NO_INSTANT`] for one that lasts.
    pub pause_to: Vec<i32>,
}

impl Columns {
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.id.len()
    }
}

/// Dòng hồ sơ: a plan with the agencies, the procedures and the days it draws from.
///
/// ```
/// use cchc::WorkCalendar;
/// use cchc_benches::province::{Plan, Stream};
/// let plan = Plan::year(2025, 100_000, 1).unwrap();
/// let stream = Stream::new(plan, WorkCalendar::vietnam())?;
/// assert_eq!((stream.blocks(), stream.agencies().len()), (2, 10_000));
/// let second = stream.block(1)?; // the first one need not have been made
/// assert_eq!((second.rows(), second.id[0]), (34_464, 65_537));
/// assert_eq!(second, stream.iter().nth(1).unwrap()?);
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug)]
pub struct Stream {
    plan: Plan,
    bodies: Bodies,
    arrivals: Arrivals,
    /// With its estimated years, because work goes on after the last day of reception.
    calendar: WorkCalendar,
}

/// What is drawn of a row before its days are counted.
#[derive(Debug, Default)]
struct Drawn {
    /// Working days from the reception to the end.
    took: Vec<i32>,
    /// The minute of the day at which it ended.
    ended: Vec<i32>,
    /// The state it ends in.
    end: Vec<u8>,
    /// The state it is in while it waits.
    waits: Vec<u8>,
    /// Of every pause: the day of its reception, the working days from there to its begin and to its end.
    pause_base: Vec<i32>,
    pause_begin: Vec<i32>,
    pause_end: Vec<i32>,
}

impl Stream {
    /// Draws the agencies and procedures and weighs the days.
    ///
    /// # Errors
    /// `calendar.horizon` when the plan's days lie outside the calendar; `input.out_of_range` when they run
    /// backwards, or there is no agency or no procedure.
    pub fn new(plan: Plan, calendar: &WorkCalendar) -> Result<Self, Error> {
        let mut rng = Pcg64::seed_from_u64(plan.seed);
        let bodies = Bodies::draw(&mut rng, plan.agencies, plan.procedures)?;
        let arrivals = Arrivals::weigh(plan.from, plan.as_of, calendar)?;
        Ok(Self { plan, bodies, arrivals, calendar: calendar.projected() })
    }

    /// Các cơ quan.
    pub fn agencies(&self) -> &[Agency] {
        &self.bodies.agencies
    }

    /// Các thủ tục.
    pub fn procedures(&self) -> &[Procedure] {
        &self.bodies.procedures
    }

    /// How many blocks there are.
    pub fn blocks(&self) -> u64 {
        self.plan.rows.div_ceil(BLOCK as u64)
    }

    /// All blocks in order, each made when it is asked for.
    pub fn iter(&self) -> impl Iterator<Item = Result<Columns, Error>> + '_ {
        (0..self.blocks()).map(|number| self.block(number))
    }

    /// Block `number`, the same whatever was made before; without rows behind the last one.
    ///
    /// # Errors
    /// None, unless work goes on after the last year of the calendar.
    pub fn block(&self, number: u64) -> Result<Columns, Error> {
        let first = number.saturating_mul(BLOCK as u64);
        let rows = self.plan.rows.saturating_sub(first).min(BLOCK as u64);
        // Numbers that follow each other must not give generators that do.
        let mut rng = Pcg64::seed_from_u64(self.plan.seed ^ (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut columns = Columns { pause_offsets: vec![0], ..Columns::default() };
        let mut drawn = Drawn::default();
        for row in 0..rows {
            columns.id.push(first + row + 1);
            self.draw(&mut rng, &mut columns, &mut drawn);
        }
        self.count_days(&mut columns, &drawn)?;
        Ok(columns)
    }

    fn draw(&self, rng: &mut Pcg64, columns: &mut Columns, drawn: &mut Drawn) {
        let (place, agency, procedure_place, procedure) = self.bodies.one(rng);
        let (day, worked, year) = self.arrivals.day(rng);
        let channel = channel(rng, worked, year, agency.level);
        let minute = self.arrivals.minute(rng, day, channel == 2);
        columns.agency.push(place);
        columns.procedure.push(procedure_place);
        columns.channel.push(channel);
        columns.limit.push(procedure.limit);
        columns.received.push(day * DAY + minute);

        let limit = i32::from(procedure.limit);
        let mut took = worked_days(rng, limit, agency.late_per_mille);
        if took == 0 && (!worked || minute >= 16 * 60) {
            took = 1;
        }
        let (end, waits) = self.pauses(rng, procedure, day, &mut took, drawn);
        columns.pause_offsets.push(i32::try_from(drawn.pause_base.len()).unwrap_or(i32::MAX));
        drawn.took.push(took);
        drawn.ended.push(match took {
            0 => minute + rng.random_range(5..=55),
            _ => {
                let hours = rng.random_range(0..8);
                let noon = if hours < 4 { 0 } else { 2 };
                rng.random_range(16 * 60 + 30..17 * 60) - (hours + noon) * 60
            }
        });
        drawn.end.push(end);
        drawn.waits.push(waits);
    }

    /// Draws how a dossier ends and when it waits, which delays its end.
    fn pauses(&self, rng: &mut Pcg64, procedure: &Procedure, day: i32, took: &mut i32, drawn: &mut Drawn) -> (u8, u8) {
        use DossierState as State;
        let end = match rng.random_range(0..1_000) {
            0..8 => return (State::NotAccepted as u8, State::NotAccepted as u8),
            8..16 => State::Withdrawn,
            16..19 => State::Stopped,
            19..34 => State::Refused,
            // What has ended is handed over the same day or waits at the counter.
            34..150 => State::Finished,
            _ => State::HandedOver,
        };
        let chance = rng.random_range(0..1_000);
        let waits = match procedure.waits_per_mille {
            [supplement, _, _] if chance < supplement => State::WaitingSupplement,
            [supplement, payment, _] if chance < supplement + payment => State::WaitingPayment,
            [supplement, payment, agency] if chance < supplement + payment + agency => State::WaitingAgency,
            _ if chance >= 985 => State::Suspended,
            _ => return (end as u8, State::InProgress as u8),
        };
        // A dossier waits from the second day on, and ends on a later day than it was taken up again.
        let (mut begin, mut waited) = (1, 0);
        let times = 1 + i32::from(rng.random_range(0..8) == 0);
        for _ in 0..times {
            if begin >= *took {
                break;
            }
            begin = rng.random_range(begin..*took);
            let length = long_tail(rng, 4);
            drawn.pause_base.push(day);
            drawn.pause_begin.push(begin + waited);
            waited += length;
            drawn.pause_end.push(begin + waited);
            begin += 1;
        }
        // Closed because nothing came for a month: the last pause is its last time.
        if waits == State::WaitingSupplement && waited > 0 && rng.random_range(0..12) == 0 {
            if let Some(last) = drawn.pause_end.last_mut() {
                *last += 20;
                *took = *last + 1;
            }
            return (State::Closed as u8, waits as u8);
        }
        *took += waited;
        (end as u8, waits as u8)
    }

    /// From working days to days, and from these to what is known at the end of the plan.
    fn count_days(&self, columns: &mut Columns, drawn: &Drawn) -> Result<(), Error> {
        let days: Vec<i32> = columns.received.iter().map(|minute| minute.div_euclid(DAY)).collect();
        let limits: Vec<i32> = columns.limit.iter().map(|limit| i32::from(*limit)).collect();
        columns.due = self.after(&days, &limits)?;
        let ended = self.after(&days, &drawn.took)?;
        let begins = self.after(&drawn.pause_base, &drawn.pause_begin)?;
        let ends = self.after(&drawn.pause_base, &drawn.pause_end)?;
        let known = (self.arrivals.last + 1) * DAY;

        let mut kept = vec![0];
        let offsets = columns.pause_offsets.iter().zip(columns.pause_offsets.iter().skip(1));
        let times: Vec<(i32, i32)> = begins.into_iter().zip(ends).collect();
        let rows = columns.received.iter().zip(ended).zip(&drawn.ended).zip(&drawn.end).zip(&drawn.waits).zip(offsets);
        for (((((received, day), minute), end), waits), (from, to)) in rows {
            let finished = (day * DAY + minute).max(received + 1);
            let (from, to) = (usize::try_from(*from).unwrap_or_default(), usize::try_from(*to).unwrap_or_default());
            let (mut since, mut state) = (NO_INSTANT, *end);
            for (place, (begin, end)) in times.get(from..to).unwrap_or_default().iter().enumerate() {
                let place = i32::try_from(place).unwrap_or_default();
                // In the morning something is asked for, in the afternoon of another day it comes.
                let (begin, end) = (begin * DAY + 8 * 60 + 7 * place, end * DAY + 13 * 60 + 30);
                if begin < known {
                    columns.pause_from.push(begin);
                    columns.pause_to.push(if end < known { end } else { NO_INSTANT });
                    since = if end < known { NO_INSTANT } else { begin };
                }
            }
            kept.push(i32::try_from(columns.pause_from.len()).unwrap_or(i32::MAX));
            let never = *end == DossierState::NotAccepted as u8;
            let open = never || finished >= known;
            if open && !never {
                state = match received + DAY > known {
                    _ if since != NO_INSTANT => *waits,
                    true if received & 3 == 0 => DossierState::Registered as u8,
                    true => DossierState::Accepted as u8,
                    false => DossierState::InProgress as u8,
                };
            }
            columns.status.push(state);
            columns.finished.push(if open { NO_INSTANT } else { finished });
            columns.paused_since.push(since);
        }
        columns.pause_offsets = kept;
        Ok(())
    }

    fn after(&self, start: &[i32], days: &[i32]) -> Result<Vec<i32>, Error> {
        let (mut due, mut reasons) = (vec![0; start.len()], vec![0; start.len()]);
        match self.calendar.add_working_days_column(start, Amounts::Each(days), &mut due, &mut reasons)? {
            0 => Ok(due),
            rows => Err(out_of_range("rows that end after the calendar", rows, "0", "0")),
        }
    }
}

fn out_of_range(what: &'static str, got: impl ToString, min: &str, max: &str) -> Error {
    Error::OutOfRange { what, got: got.to_string(), min: min.to_owned(), max: max.to_owned() }
}

/// Online reception grew from a tenth in 2018 by a tenth a year, and faster where departments are.
fn channel(rng: &mut Pcg64, worked: bool, year: i32, level: AgencyLevel) -> u8 {
    if !worked {
        return 2;
    }
    let online = (100 + (year - 2018) * 100 + if level == AgencyLevel::Department { 80 } else { 0 }).clamp(20, 930);
    match rng.random_range(0..1_000) {
        chance if chance < online => 2,
        chance if chance >= 975 => 3,
        _ => 1,
    }
}

/// How many working days a dossier takes without the times it waits.
fn worked_days(rng: &mut Pcg64, limit: i32, late_per_mille: u16) -> i32 {
    match rng.random_range(0..1_000) {
        chance if chance < late_per_mille => limit + long_tail(rng, 7),
        // A quarter is done on the very day it is due, more of those with little time.
        chance if chance >= 750 - 120 / u16::try_from(limit).unwrap_or(1).max(1) => limit,
        _ => rng.random_range(0..limit).max(rng.random_range(0..limit)),
    }
}

/// At least one; every doubling is half as likely, up to `2^doublings`.
fn long_tail(rng: &mut Pcg64, doublings: u32) -> i32 {
    let doubled = rng.random_range(0..1_u32 << doublings).leading_zeros() - (32 - doublings);
    rng.random_range(1..=1 << doubled.min(doublings))
}

/// Các lá thăm: a lottery by weights. Every weight above zero has at least one lot.
#[derive(Debug, Clone, Default)]
struct Lots<T>(Vec<T>);

impl<T: Copy> Lots<T> {
    /// About `lots` in all.
    fn of(weights: impl Iterator<Item = (T, u64)> + Clone, lots: u64) -> Self {
        let total: u64 = weights.clone().map(|(_, weight)| weight).sum();
        let share = |weight: u64| if weight == 0 { 0 } else { (weight * lots / total.max(1)).max(1) };
        let each = weights.flat_map(|(item, weight)| (0..share(weight)).map(move |_| item));
        Self(each.collect())
    }

    fn draw(&self, rng: &mut Pcg64) -> Option<T> {
        let place = rng.random_range(0..self.0.len().max(1));
        self.0.get(place).copied()
    }
}

/// The numbers from zero in a drawn order.
fn shuffled(rng: &mut Pcg64, count: u16) -> Vec<u16> {
    let mut numbers: Vec<u16> = (0..count).collect();
    numbers.shuffle(rng);
    numbers
}

#[cfg(test)]
mod tests;
