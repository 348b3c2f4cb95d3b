//! Khối lượng đo: seeded columns of receptions and limits, and the calendars they are measured on.
//!
//! The same seed gives the same columns on every machine, so that the three doors and their rivals
//! are measured on the same rows and their answers can be compared.

use cchc::calendar::CalendarUse;
use cchc::{Error, OfficeHours, Overlay, RuleSet, WorkCalendar, document};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use serde_json::json;

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

/// Bảng số liệu chấm điểm: indicators of many agencies, one column an indicator.
#[derive(Debug, Clone)]
pub struct Scores {
    /// The rule set of the values, and that of the ratios.
    pub banded: RuleSet,
    /// Ratios taken in proportion, to a target in every other indicator.
    pub proportional: RuleSet,
    /// The limits of the bands of an indicator, rising, in hundredths; each belongs to the band above.
    pub limits: Vec<Vec<i64>>,
    /// The points of its bands from the lowest, in hundredths; the last is the maximum.
    pub awards: Vec<Vec<i64>>,
    /// The target of an indicator in per cent; 100 where it has none.
    pub targets: Vec<i64>,
    /// Values in hundredths from 0 to 100.
    pub values: Vec<Vec<i64>>,
    /// Numerators, no more than the denominators.
    pub numerators: Vec<Vec<i64>>,
    /// Denominators, above zero.
    pub denominators: Vec<Vec<i64>>,
}

/// Draws the indicators of agencies: three to five bands each, maxima of 0.5 to 2.5 points.
///
/// ```
/// let scores = cchc_benches::workload::scores(10, 100, 1)?;
/// assert_eq!((scores.values.len(), scores.values[0].len()), (10, 100));
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// None, unless rule sets change their rules.
pub fn scores(indicators: usize, agencies: usize, seed: u64) -> Result<Scores, Error> {
    let mut rng = Pcg64::seed_from_u64(seed);
    let (mut limits, mut targets) = (Vec::new(), Vec::new());
    let mut awards: Vec<Vec<i64>> = Vec::new();
    for _ in 0..indicators {
        let count = rng.random_range(2..=4);
        let mut own: Vec<i64> = Vec::new();
        while own.len() < count {
            // Whole per cent, as texts have them.
            let limit = rng.random_range(20..=99) * 100;
            if !own.contains(&limit) {
                own.push(limit);
            }
        }
        own.sort_unstable();
        limits.push(own);
        let most = rng.random_range(2..=10) * 25;
        let parts = i64::try_from(count).unwrap_or(1);
        awards.push((0..=parts).map(|part| most * part / parts).collect());
        targets.push(if rng.random_bool(0.5) { 100 } else { rng.random_range(60..=95) });
    }
    let mut table = |draw: &mut dyn FnMut(&mut Pcg64) -> i64| -> Vec<Vec<i64>> {
        (0..indicators).map(|_| (0..agencies).map(|_| draw(&mut rng)).collect()).collect()
    };
    let values = table(&mut |rng| rng.random_range(0..=10_000));
    let denominators = table(&mut |rng| rng.random_range(1..=20_000));
    let shares = table(&mut |rng| rng.random_range(0..=1_000));
    let part = |(wholes, shares): (&Vec<i64>, &Vec<i64>)| -> Vec<i64> {
        wholes.iter().zip(shares).map(|(whole, share)| whole * share / 1_000).collect()
    };
    let numerators = denominators.iter().zip(&shares).map(part).collect();
    let banded = |indicator: usize| {
        let (limits, awards) = (limits.get(indicator)?, awards.get(indicator)?);
        let from =
            |place: usize| place.checked_sub(1).and_then(|below| limits.get(below)).map(|limit| hundredths(*limit));
        let bands = awards.iter().enumerate().rev().map(|(place, award)| {
            let to = limits.get(place).map(|limit| hundredths(*limit));
            json!({"from": from(place), "from_inclusive": from(place).is_some(), "to": to, "to_inclusive": false,
                   "award": {"points": hundredths(*award)}})
        });
        Some(json!({"kind": "bands", "of": "value", "bands": bands.collect::<Vec<_>>()}))
    };
    let proportional = |indicator: usize| {
        let target = targets.get(indicator).map(ToString::to_string);
        Some(json!({"kind": "proportional", "target_percent": target, "zero_denominator": "refused"}))
    };
    Ok(Scores {
        banded: rule_set(&awards, &banded)?,
        proportional: rule_set(&awards, &proportional)?,
        limits,
        awards,
        targets,
        values,
        numerators,
        denominators,
    })
}

fn hundredths(number: i64) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}

/// A rule set with a leaf for each of the maxima, ten to a group.
fn rule_set(awards: &[Vec<i64>], shape: &dyn Fn(usize) -> Option<serde_json::Value>) -> Result<RuleSet, Error> {
    let title = json!({"vi": "Khối lượng đo", "en": "Workload"});
    let source = json!({"document": "Khối lượng đo"});
    let most = |awards: &Vec<i64>| awards.last().copied().unwrap_or_default();
    let groups = awards.chunks(10).enumerate().map(|(group, leaves)| {
        let children = leaves.iter().enumerate().map(|(leaf, awards)| {
            json!({"code": format!("{}.{}", group + 1, leaf + 1), "title": title, "max_points": hundredths(most(awards)),
                   "source": source, "shape": shape(group * 10 + leaf)})
        });
        json!({"code": (group + 1).to_string(), "title": title, "source": source,
               "max_points": hundredths(leaves.iter().map(most).sum()), "children": children.collect::<Vec<_>>()})
    });
    let document = json!({
        "id": "workload", "series": "workload", "edition": "1", "known_at": "2026-01-01", "title": title,
        "levels": ["agency"], "status": "template", "notes": [], "issuer": "-", "years": {"from": 2026, "through": null},
        "legal_basis": [source], "max_points": hundredths(awards.iter().map(most).sum()),
        "rounding": {"leaf": {"half_up_places": 2}}, "criteria": groups.collect::<Vec<_>>(), "classes": [],
    });
    RuleSet::from_json(&document.to_string())
}
