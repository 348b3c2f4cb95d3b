//! Giờ chốt: from which moment the clock of a reception runs.

use super::clock::{ClockUnit, Point};
use crate::calendar::{Interval, Reason, TimeOfDay};
use crate::procedure::TimeLimit;
use crate::text::Text;
use crate::{Citation, Error, Moment, WorkCalendar, law};
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::sync::LazyLock;

/// Giờ chốt tiếp nhận: what the hour of reception does to the clock, and the text that says so.
///
/// In a rule it is the name of a shipped one, such as `"63/2024/NĐ-CP"`, or written out:
/// `{"effect": "clock", "at": "15:00", "source": {"document": "..."}}`.
///
/// A dossier moved to the next working day counts as received when that day begins: the day itself is
/// then the day of reception and is not counted. With a cut-off that moves the clock a reception on a
/// day off counts as the next working day's too, so that a later reception is never due earlier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CutOffDocument", into = "CutOffDocument")]
pub struct CutOff {
    id: Option<String>,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    effect: Effect,
    source: Citation,
}

/// Tác dụng của giờ chốt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Only the transfer to the handling body moves to the next working day; the clock does not.
    Transfer { at: TimeOfDay },
    /// After this time the reception counts as the next working day's.
    Clock { at: TimeOfDay },
    /// The same, for results due in the day.
    SameDay { at: TimeOfDay },
    /// After this time or on a day off the clock starts at an hour of the next working day.
    NextMorning { at: TimeOfDay, resume: TimeOfDay },
    /// Within so many minutes before office hours end, or after, the reception counts as the next
    /// working day's.
    LastMinutes { minutes: u16 },
}

#[derive(Serialize)]
#[serde(untagged)]
enum CutOffDocument {
    Named(String),
    Written(Written),
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    effect: EffectName,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<TimeOfDay>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    resume: Option<TimeOfDay>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    minutes: Option<u16>,
    source: Citation,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum EffectName {
    Transfer,
    Clock,
    SameDay,
    NextMorning,
    LastMinutes,
}

impl Written {
    fn effect(&self) -> Result<Effect, Error> {
        let effect = match (self.effect, self.at, self.resume, self.minutes) {
            (EffectName::Transfer, Some(at), None, None) => Effect::Transfer { at },
            (EffectName::Clock, Some(at), None, None) => Effect::Clock { at },
            (EffectName::SameDay, Some(at), None, None) => Effect::SameDay { at },
            (EffectName::NextMorning, Some(at), Some(resume), None) => Effect::NextMorning { at, resume },
            (EffectName::LastMinutes, None, None, Some(minutes)) => Effect::LastMinutes { minutes },
            _ => {
                let expected =
                    "at for transfer, clock, same_day; at and resume for next_morning; minutes for last_minutes";
                let (field, text) = ("cut_off".to_owned(), "the hours given".to_owned());
                return Err(Error::UnknownValue { field, text, expected: Text::same(expected) });
            }
        };
        if self.source.document.trim().is_empty() {
            return Err(Error::NoCitation { code: "cut_off".to_owned() });
        }
        Ok(effect)
    }

    fn of(effect: Effect, source: Citation) -> Self {
        let (effect, at, resume, minutes) = match effect {
            Effect::Transfer { at } => (EffectName::Transfer, Some(at), None, None),
            Effect::Clock { at } => (EffectName::Clock, Some(at), None, None),
            Effect::SameDay { at } => (EffectName::SameDay, Some(at), None, None),
            Effect::NextMorning { at, resume } => (EffectName::NextMorning, Some(at), Some(resume), None),
            Effect::LastMinutes { minutes } => (EffectName::LastMinutes, None, None, Some(minutes)),
        };
        Self { effect, at, resume, minutes, source }
    }
}

/// A name or a document; a derived reader of either could not say what is wrong inside the document.
impl<'de> Deserialize<'de> for CutOffDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = CutOffDocument;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the name of a shipped cut-off, or a document with effect, its hours and source")
            }
            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<CutOffDocument, E> {
                Ok(CutOffDocument::Named(name.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<CutOffDocument, A::Error> {
                Written::deserialize(MapAccessDeserializer::new(map)).map(CutOffDocument::Written)
            }
        }
        deserializer.deserialize_any(Either)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    id: String,
    /// The first day it was in force, where that day was read.
    from: Option<NaiveDate>,
    /// A day it was surely not in force before: the first of the text's own year.
    not_before: Option<NaiveDate>,
    until: Option<NaiveDate>,
    rule: Written,
}

static SHIPPED: LazyLock<Vec<Shipped>> = LazyLock::new(|| {
    let shipped = crate::document::from_json(include_str!("../../data/cut_offs.json"));
    #[expect(clippy::expect_used, reason = "a unit test loads the same embedded file")]
    shipped.expect("the embedded cut-offs are valid")
});

impl TryFrom<CutOffDocument> for CutOff {
    type Error = Error;
    fn try_from(document: CutOffDocument) -> Result<Self, Error> {
        match document {
            CutOffDocument::Named(id) => Self::shipped(&id),
            CutOffDocument::Written(written) => {
                let effect = written.effect()?;
                Ok(Self { id: None, from: None, until: None, effect, source: written.source })
            }
        }
    }
}

impl From<CutOff> for CutOffDocument {
    fn from(cut_off: CutOff) -> Self {
        match cut_off {
            CutOff { id: Some(id), .. } => Self::Named(id),
            CutOff { id: None, effect, source, .. } => Self::Written(Written::of(effect, source)),
        }
    }
}

/// Bắt đầu tính: the moment a reception counts as, and when the dossier must be handed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ClockStart {
    /// The moment it counts as.
    pub at: Moment,
    /// Whether that is later than the reception.
    pub moved: bool,
    /// By when it must be handed to the body that handles it, where a text says.
    pub transfer_by: Option<NaiveDate>,
    /// The text that moves it.
    pub source: Option<Citation>,
}

impl CutOff {
    /// A cut-off shipped with the library.
    ///
    /// ```
    /// use cchc::deadline::CutOff;
    /// assert!(CutOff::shipped_ids().any(|id| id == "63/2024/NĐ-CP"));
    /// ```
    ///
    /// # Errors
    /// `input.unknown_id` naming those that are shipped.
    pub fn shipped(id: &str) -> Result<Self, Error> {
        match SHIPPED.iter().find(|shipped| shipped.id == id) {
            Some(Shipped { id, from, not_before, until, rule }) => Ok(Self {
                id: Some(id.clone()),
                from: from.or(*not_before),
                until: *until,
                effect: rule.effect()?,
                source: rule.source.clone(),
            }),
            None => {
                Err(Error::UnknownId { id: id.to_owned(), known: Self::shipped_ids().collect::<Vec<_>>().join(", ") })
            }
        }
    }

    /// The names of the shipped cut-offs.
    pub fn shipped_ids() -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|shipped| shipped.id.as_str())
    }

    /// The text that sets it.
    pub fn source(&self) -> &Citation {
        &self.source
    }
}

/// The moment a reception counts as under a cut-off, and when it must be handed on.
///
/// # Errors
/// `law.not_in_force` for a shipped cut-off on a day its text was not in force; `deadline.time_needed`
/// when the cut-off needs an hour and the reception has none; `calendar.no_hours` when it needs office hours; `calendar.horizon`, `calendar.horizon_adding`.
pub(super) fn start(
    calendar: &WorkCalendar,
    received: Moment,
    limit: TimeLimit,
    cut_off: Option<&CutOff>,
) -> Result<ClockStart, Error> {
    calendar.is_working_day(received.date())?;
    let mut start = ClockStart { at: received, moved: false, transfer_by: None, source: None };
    let Some(cut_off) = cut_off.filter(|cut_off| cut_off.concerns(limit)) else { return Ok(start) };
    let date = received.date();
    if !cut_off.in_force(date) {
        return Err(Error::NotInForce { what: Text::same(cut_off.source.document.clone()), date });
    }
    start.source = Some(cut_off.source.clone());
    let Some(time) = received.time() else {
        let transfer = matches!(cut_off.effect, Effect::Transfer { .. });
        let needed = || Error::TimeNeeded { moment: received.to_string(), what: "cut_off" };
        return if transfer { Ok(start) } else { Err(needed()) };
    };
    let instant = received.date().and_time(time);
    let fail = |reason| super::clock::error(calendar, reason, Point::of(received), limit);
    let next = cut_off.next(calendar, instant).map_err(fail)?;
    if let Effect::Transfer { .. } = cut_off.effect {
        start.transfer_by = Some(next.map_or(received.date(), |(date, _)| date));
    } else if matches!(next, Some((_, None))) && ClockUnit::of(limit).is_ok_and(ClockUnit::by_the_minute) {
        return Err(fail(Reason::NoHours));
    } else if let Some((date, opening)) = next {
        (start.at, start.moved) = (opening.map_or_else(|| date.into(), |opening| date.and_time(opening).into()), true);
        // Only one of the texts says that a day off counts like a late hour.
        let said = matches!(cut_off.effect, Effect::NextMorning { .. });
        if !said && !calendar.is_working_day(received.date())? {
            start.source = law::in_force("cut_off.day_off", received.date());
        }
    }
    Ok(start)
}

/// The instant a reception counts as; the midnight of a day whose opening is not known.
pub(super) fn counted_from(
    calendar: &WorkCalendar,
    received: Point,
    seconds: u32,
    limit: TimeLimit,
    cut_off: Option<&CutOff>,
) -> Result<Point, Reason> {
    calendar.is_worked(received.day())?;
    let next = match cut_off.filter(|cut_off| cut_off.concerns(limit)) {
        Some(cut_off) if !cut_off.in_force(received.date()) => return Err(Reason::NotInForce),
        Some(CutOff { effect: Effect::Transfer { .. }, .. }) => None,
        // An hour is past a second after it.
        Some(cut_off) => cut_off.next(calendar, received.instant() + Duration::seconds(seconds.into()))?,
        None => None,
    };
    if matches!(next, Some((_, None))) && ClockUnit::of(limit)?.by_the_minute() {
        return Err(Reason::NoHours);
    }
    Ok(next.map_or(received, |(date, opening)| Point::of(date.and_time(opening.unwrap_or(NaiveTime::MIN)).into())))
}

impl CutOff {
    fn in_force(&self, date: NaiveDate) -> bool {
        law::holds(self.from, self.until, date)
    }

    /// A cut-off for results in the day says nothing of longer limits.
    fn concerns(&self, limit: TimeLimit) -> bool {
        limit == TimeLimit::InTheDay || !matches!(self.effect, Effect::SameDay { .. })
    }

    /// The next working day and its opening, when a reception falls to it.
    fn next(
        &self,
        calendar: &WorkCalendar,
        received: NaiveDateTime,
    ) -> Result<Option<(NaiveDate, Option<NaiveTime>)>, Reason> {
        let (day, time) = (received.date(), received.time());
        let hours = |date| calendar.intervals(date).map_err(|_| Reason::NoHours);
        let late = match self.effect {
            Effect::Transfer { at }
            | Effect::Clock { at }
            | Effect::SameDay { at }
            | Effect::NextMorning { at, .. } => time > at.time(),
            Effect::LastMinutes { minutes } => {
                let end = hours(day)?.last().map_or(0, |last| last.to());
                time.hour() * 60 + time.minute() >= u32::from(end.saturating_sub(minutes))
            }
        };
        let worked = calendar.is_working_day(day).map_err(|_| Reason::Horizon)?;
        if worked && !late {
            return Ok(None);
        }
        let opening = |date| match self.effect {
            Effect::NextMorning { resume, .. } => Some(resume.time()),
            _ => hours(date).ok().and_then(<[Interval]>::first).and_then(|first| {
                NaiveTime::from_hms_opt(u32::from(first.from()) / 60, u32::from(first.from()) % 60, 0)
            }),
        };
        let next = calendar.add_working_days(day, 1).map_err(|_| Reason::HorizonAdding)?;
        Ok(Some((next, opening(next))))
    }
}

#[cfg(test)]
mod tests {
    use super::CutOff;

    #[test]
    fn every_shipped_cut_off_is_cited() {
        assert!(
            CutOff::shipped_ids()
                .all(|id| CutOff::shipped(id).is_ok_and(|cut_off| !cut_off.source.document.is_empty()))
        );
    }
}
