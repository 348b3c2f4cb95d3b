//! Hồ sơ sinh theo hạt giống: dossiers whose outcomes add up to given totals, one record each.
//!
//! Reception days, time limits and finishing days are drawn at random over the working calendar;
//! only the outcome of each dossier is prescribed. The same seed gives the same dossiers on every
//! machine.

use cchc::{Dossier, Error, Mechanism, Outcome, TimeLimit, WorkCalendar};
use chrono::NaiveDate;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

/// Tổng số cần sinh: how many dossiers of each outcome, received from a day on.
#[derive(Debug, Clone, Copy)]
pub struct Totals {
    /// Một cửa hay liên thông, where the source says.
    pub mechanism: Option<Mechanism>,
    /// The first day of reception.
    pub from: NaiveDate,
    /// The date on which the outcomes hold.
    pub as_of: NaiveDate,
    /// Số hồ sơ của từng kết quả.
    pub outcomes: [(Outcome, u64); 5],
}

/// How often a draw is repeated before the totals are called impossible.
const TRIES: u32 = 100_000;

/// Dossiers with exactly these totals, in a random order.
///
/// ```
/// use cchc::{Mechanism, OnTimeStats, Outcome, WorkCalendar};
/// use cchc_benches::dossiers::{Totals, generate};
/// let totals = Totals {
///     mechanism: Some(Mechanism::OneStop),
///     from: "2018-01-01".parse().unwrap(),
///     as_of: "2018-09-30".parse().unwrap(),
///     outcomes: [(Outcome::Early, 3), (Outcome::OnTime, 5), (Outcome::Late, 1), (Outcome::InProgress, 2), (Outcome::Overdue, 1)],
/// };
/// let dossiers = generate(&totals, WorkCalendar::vietnam(), 2018)?;
/// let stats = OnTimeStats::of(&dossiers, totals.as_of, WorkCalendar::vietnam())?;
/// assert_eq!((stats.early, stats.on_time, stats.late, stats.in_progress, stats.overdue), (3, 5, 1, 2, 1));
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `calendar.horizon` when the period lies outside the calendar; `input.out_of_range` when it is
/// too short to hold an outcome.
pub fn generate(totals: &Totals, calendar: &WorkCalendar, seed: u64) -> Result<Vec<Dossier>, Error> {
    let mut rng = Pcg64::seed_from_u64(seed);
    let mut dossiers = Vec::new();
    for (outcome, count) in totals.outcomes {
        for _ in 0..count {
            dossiers.push(draw(&mut rng, totals, outcome, calendar)?);
        }
    }
    dossiers.shuffle(&mut rng);
    for (number, dossier) in (1_u64..).zip(&mut dossiers) {
        let day = dossier.received.map(|received| received.date().to_string().replace('-', "")).unwrap_or_default();
        let kind = match totals.mechanism {
            Some(Mechanism::Interlinked) => "LT",
            _ => "MC",
        };
        dossier.id = format!("MAU.{kind}-{day}-{number:06}");
    }
    Ok(dossiers)
}

fn draw(rng: &mut Pcg64, totals: &Totals, outcome: Outcome, calendar: &WorkCalendar) -> Result<Dossier, Error> {
    let days = totals.as_of.signed_duration_since(totals.from).num_days();
    // Open dossiers that are not yet due were received lately; drawing them there saves tries.
    let reach = if outcome == Outcome::InProgress { days.min(30) } else { days };
    for _ in 0..TRIES {
        let received = totals.as_of - chrono::Duration::days(rng.random_range(0..=reach.max(0)));
        if received < totals.from || !calendar.is_working_day(received)? {
            continue;
        }
        let limit = rng.random_range(1..=20_u32);
        let due = calendar.add_working_days(received, limit)?;
        let finished = match outcome {
            Outcome::Early if limit > 1 => Some(calendar.add_working_days(received, rng.random_range(1..limit))?),
            Outcome::OnTime => Some(due),
            Outcome::Late => Some(calendar.add_working_days(due, rng.random_range(1..=10_u32))?),
            _ => None,
        };
        let holds = match outcome {
            Outcome::InProgress => due >= totals.as_of,
            Outcome::Overdue => due < totals.as_of,
            _ => finished.is_some_and(|finished| finished <= totals.as_of),
        };
        if holds {
            let mut dossier = Dossier::new("", "", "", received);
            dossier.mechanism = totals.mechanism;
            dossier.limit = Some(TimeLimit::WorkingDays(limit));
            dossier.due = Some(due.into());
            dossier.finished = finished.map(Into::into);
            return Ok(dossier);
        }
    }
    Err(Error::OutOfRange {
        what: "days in the period",
        got: days.to_string(),
        min: "enough for every outcome".to_owned(),
        max: "any".to_owned(),
    })
}
