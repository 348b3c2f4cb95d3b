//! Khối lượng đo: seeded columns of receptions and limits, and the calendars they are measured on.
//!
//! The same seed gives the same columns on every machine, so that the three doors and their rivals
//! are measured on the same rows and their answers can be compared.

use cchc::calendar::CalendarUse;
use cchc::{Error, OfficeHours, Overlay, WorkCalendar, document};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

/// Cột hồ sơ: receptions of 2018 to 2025 with limits of 1 to 60 working days, and of 1 to 40 hours.
#[derive(Debug, Clone)]
pub struct Workload {
    /// Days since 1970-01-01.
    pub start_days: Vec<i32>,
    /// Working days.
    pub limits: Vec<i32>,
    /// Minutes since 1970-01-01, at any hour.
    pub start_minutes: Vec<i32>,
    /// Working minutes.
    pub minutes: Vec<i32>,
}

/// Draws a workload.
///
/// ```
/// let workload = cchc_benches::workload::draw(1_000, 1);
/// assert_eq!(workload.start_days.len(), 1_000);
/// assert_eq!(workload.limits, cchc_benches::workload::draw(1_000, 1).limits);
/// ```
pub fn draw(rows: usize, seed: u64) -> Workload {
    let mut rng = Pcg64::seed_from_u64(seed);
    // 2018-01-01 to 2025-12-31.
    let day = |rng: &mut Pcg64| rng.random_range(17_532..=20_453);
    Workload {
        start_days: (0..rows).map(|_| day(&mut rng)).collect(),
        limits: (0..rows).map(|_| rng.random_range(1..=60)).collect(),
        start_minutes: (0..rows).map(|_| day(&mut rng) * 1440 + rng.random_range(0..1440)).collect(),
        minutes: (0..rows).map(|_| rng.random_range(1..=2400)).collect(),
    }
}

/// The calendar of public bodies with 07:00-11:30 and 13:30-17:00 on every working day.
///
/// # Errors
/// None, unless the calendar changes its rules.
pub fn office_hours() -> Result<WorkCalendar, Error> {
    let hours: OfficeHours = document::from_json(
        r#"{"weekly": [{"days": ["monday", "tuesday", "wednesday", "thursday", "friday"],
            "intervals": [["07:00", "11:30"], ["13:30", "17:00"]]}], "source": {"document": "Quy chế làm việc"}}"#,
    )?;
    WorkCalendar::vietnam().with_hours(hours)
}

/// The same with hours that differ by season and weekday, Saturday mornings, short days and a storm.
///
/// # Errors
/// None, unless the calendar changes its rules.
pub fn varied_hours() -> Result<WorkCalendar, Error> {
    #[derive(serde::Deserialize)]
    struct Varied {
        hours: OfficeHours,
        overlays: Vec<Overlay>,
    }
    // The benchmarks of the other languages read the same file.
    let varied: Varied = document::from_json(include_str!("../varied_hours.json"))?;
    WorkCalendar::vietnam().with_hours(varied.hours)?.overlaid(&varied.overlays, None, CalendarUse::Counting)
}
