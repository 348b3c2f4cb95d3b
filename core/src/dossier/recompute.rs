//! Tính lại khi lịch thay đổi: whose due day or class differs between two calendars.

use super::{Classification, Dossier};
use crate::error::Issue;
use crate::{Error, WorkCalendar};
use chrono::NaiveDate;
use serde::Serialize;

/// Kết quả tính lại: the dossiers that a new calendar changes, and those that could not be judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Recomputed {
    /// Dossiers whose due day or class changes, in the order given.
    pub changed: Vec<Change>,
    /// How many stay as they were.
    pub unchanged: u64,
    /// Dossiers that one of the calendars cannot judge, with the reason; the path is their place.
    pub issues: Vec<Issue>,
}

/// Hồ sơ bị thay đổi.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// Mã hồ sơ.
    pub dossier: String,
    /// The due day by the old calendar.
    pub due_before: Option<NaiveDate>,
    /// The due day by the new one.
    pub due_after: Option<NaiveDate>,
    /// The class by the old calendar.
    pub class_before: Classification,
    /// The class by the new one.
    pub class_after: Classification,
    /// The printed due date, where there is one: it stays on the slip and in both classes, and
    /// `due_after` says what the limit would give.
    pub printed: Option<NaiveDate>,
}

/// Judges every dossier by two calendars at the end of a day, and tells which of them differ.
///
/// A dossier with a time limit is counted anew even when its slip has a printed date, so that an office
/// sees whose date was computed with a calendar that has changed since.
///
/// ```
/// use cchc::{dossier, Dossier, TimeLimit, WorkCalendar};
/// // The notice of 25/12/2025 swapped Friday 2/1/2026 off.
/// let new = WorkCalendar::vietnam();
/// let old = new.known_at("2025-12-24".parse().unwrap())?;
/// let mut dossier = Dossier::new("H15-251230-0001", "Sở Nội vụ", "1.012766", "2025-12-30".parse().unwrap());
/// dossier.limit = Some(TimeLimit::WorkingDays(2));
/// let answer = dossier::recompute(&old, new, &[dossier], "2026-01-03".parse().unwrap());
/// assert_eq!(answer.changed[0].due_before.unwrap().to_string(), "2026-01-02");
/// assert_eq!(answer.changed[0].due_after.unwrap().to_string(), "2026-01-05");
/// # Ok::<(), cchc::Error>(())
/// ```
pub fn recompute(old: &WorkCalendar, new: &WorkCalendar, dossiers: &[Dossier], as_of: NaiveDate) -> Recomputed {
    let mut answer = Recomputed { changed: Vec::new(), unchanged: 0, issues: Vec::new() };
    for (place, dossier) in dossiers.iter().enumerate() {
        match compare(old, new, dossier, as_of) {
            Ok(change) if change.due_before == change.due_after && change.class_before == change.class_after => {
                answer.unchanged += 1;
            }
            Ok(change) => answer.changed.push(change),
            Err(error) => answer.issues.push(Issue::at(format!("[{place}]"), error)),
        }
    }
    answer
}

fn compare(old: &WorkCalendar, new: &WorkCalendar, dossier: &Dossier, as_of: NaiveDate) -> Result<Change, Error> {
    let due = |calendar| match dossier.limit {
        Some(_) => Dossier { due: None, ..dossier.clone() }.due_day(calendar),
        None => dossier.due_day(calendar),
    };
    Ok(Change {
        dossier: dossier.id.clone(),
        due_before: due(old)?,
        due_after: due(new)?,
        class_before: dossier.classify(as_of, old)?,
        class_after: dossier.classify(as_of, new)?,
        printed: dossier.due.map(crate::Moment::date),
    })
}
