//! From the calendar file to the days that are not what their weekday says, each with its reason.

use super::file::{CalendarFile, HolidayRule, MonthDay, Source};
use super::{DayKind, DayStatus, Sector};
use crate::error::Issue;
use crate::law::DatedCitation;
use crate::lunar::{self, LunarCertainty, LunarDate};
use crate::text::Text;
use crate::{Citation, Error};
use chrono::{Datelike, Days as ChronoDays, Duration, NaiveDate};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A day that is not what its weekday says, and why.
#[derive(Debug, Clone)]
pub(super) struct Special {
    pub(super) kind: DayKind,
    pub(super) name: Option<Text>,
    pub(super) pair: Option<NaiveDate>,
    pub(super) status: DayStatus,
    pub(super) source: Citation,
    pub(super) known_at: Option<NaiveDate>,
}

pub(super) type Specials = BTreeMap<NaiveDate, Special>;

/// Works out the special days of a file for a sector, as they were known on a day.
///
/// # Errors
/// `calendar.invalid` with every issue.
pub(super) fn work_out(file: &CalendarFile, sector: Sector, known_at: Option<NaiveDate>) -> Result<Specials, Error> {
    let mut builder = Builder { file, sector, known_at, specials: BTreeMap::new(), issues: Vec::new() };
    builder.check_range();
    // Days are not worked out over a range that is wrong: it may be as long as the calendar of chrono.
    if builder.issues.is_empty() {
        builder.check_sources();
        builder.rules();
        builder.holidays();
        builder.compensation();
        builder.swaps();
    }
    let Builder { specials, issues, .. } = builder;
    if issues.is_empty() {
        return Ok(specials);
    }
    Err(Error::InvalidCalendar { calendar: file.calendar.clone(), issues })
}

struct Builder<'a> {
    file: &'a CalendarFile,
    sector: Sector,
    known_at: Option<NaiveDate>,
    specials: Specials,
    issues: Vec<Issue>,
}

impl<'a> Builder<'a> {
    fn check_range(&mut self) {
        let file = self.file;
        // The tables number the days of a calendar in 16 bits: 179 years.
        let longest = file.first.checked_add_signed(Duration::days(i64::from(u16::MAX) - 1));
        let ordered = file.first <= file.announced_through && file.announced_through <= file.projected_through;
        if !ordered || longest.is_none_or(|longest| file.projected_through > longest) {
            self.issues.push(Issue::at(
                "projected_through",
                Error::OutOfRange {
                    what: "projected_through",
                    got: file.projected_through.to_string(),
                    min: file.announced_through.max(file.first).to_string(),
                    max: longest.unwrap_or(file.first).to_string(),
                },
            ));
        }
    }

    /// Every day must have a text behind it, so the dated citations begin with the calendar.
    fn check_sources(&mut self) {
        let file = self.file;
        for (path, list) in
            [("weekly_sources", &file.weekly_sources), ("compensation_sources", &file.compensation_sources)]
        {
            let ordered = list.is_sorted_by(|earlier, later| earlier.from < later.from);
            let starts = list.first().is_some_and(|dated| dated.from <= file.first);
            let cited = list.iter().all(|dated| !dated.source.document.trim().is_empty());
            if !(ordered && starts && cited) {
                self.issues.push(Issue::at(path, Error::NoCitation { code: file.first.to_string() }));
            }
        }
    }

    /// The holidays of every year by the law then in force, on the days a notice chose where one did.
    fn rules(&mut self) {
        let mut used = vec![false; self.file.choices.len()];
        for (position, rule) in self.file.rules.iter().enumerate() {
            let path = format!("rules[{position}]");
            let (Some(law), Some(name)) = (self.source(&path, &rule.source), self.name(&path, &rule.name)) else {
                continue;
            };
            if rule.solar.is_some() == rule.lunar.is_some() || rule.days == 0 {
                let got = if rule.solar.is_some() { "both" } else { "neither" };
                self.issues.push(Issue::at(path, Error::ShapeAndChildren { code: rule.name.clone(), got }));
                continue;
            }
            if !self.is_known(law) {
                continue;
            }
            for year in self.file.first.year()..=self.file.projected_through.year() {
                let Some((anchor, certain)) = self.anchor(&path, rule, year) else { continue };
                let in_force = rule.from.is_none_or(|from| from <= anchor) && rule.until.is_none_or(|to| anchor <= to);
                if !in_force {
                    continue;
                }
                let (first, source) = match self.choice(rule, anchor, &mut used) {
                    Some(choice) => choice,
                    None => {
                        let before = ChronoDays::new(rule.before.on(anchor.weekday()).into());
                        (anchor.checked_sub_days(before).unwrap_or(anchor), law)
                    }
                };
                let status = if certain { source.status } else { DayStatus::Estimated };
                for date in first.iter_days().take(rule.days.into()) {
                    // The days around a holiday at either end of the calendar may lie outside it.
                    if date >= self.file.first && date <= self.file.projected_through {
                        let special = Special { status, ..special(DayKind::Holiday, source, Some(name.clone()), None) };
                        self.insert(&path, date, special);
                    }
                }
            }
        }
        let unused = used.iter().enumerate().filter(|(_, used)| !**used).map(|(position, _)| position);
        for position in unused.collect::<Vec<_>>() {
            let Some(choice) = self.file.choices.get(position) else { continue };
            let path = format!("choices[{position}]");
            if self.source(&path, &choice.source).is_some() {
                let expected = Text::new(
                    "các ngày gồm chính ngày lễ của một quy tắc đang có hiệu lực",
                    "days that hold the holiday of a rule in force",
                );
                let (field, text) = ("choices".to_owned(), format!("{} {}", choice.name, choice.first));
                self.issues.push(Issue::at(path, Error::UnknownValue { field, text, expected }));
            }
        }
    }

    /// The day itself in a year, and whether it is certain; `None` where that year has no such day.
    fn anchor(&mut self, path: &str, rule: &HolidayRule, year: i32) -> Option<(NaiveDate, bool)> {
        if let Some(MonthDay { month, day }) = rule.solar {
            return NaiveDate::from_ymd_opt(year, month.into(), day.into()).map(|date| (date, true));
        }
        let MonthDay { month, day } = rule.lunar?;
        let found = lunar::to_solar(LunarDate { year, month, leap: false, day }).and_then(lunar::explain);
        match found {
            Ok(found) => Some((found.solar, found.certainty == LunarCertainty::Certain)),
            Err(Error::LunarNoSuchDay { .. }) => None,
            Err(error) => {
                self.issues.push(Issue::at(path, error));
                None
            }
        }
    }

    /// The first day a notice chose for a holiday, where one known by then did.
    fn choice(&self, rule: &HolidayRule, anchor: NaiveDate, used: &mut [bool]) -> Option<(NaiveDate, &'a Source)> {
        for (choice, used) in self.file.choices.iter().zip(used) {
            let day = anchor.signed_duration_since(choice.first).num_days();
            if choice.name != rule.name || !(0..rule.days.into()).contains(&day) {
                continue;
            }
            *used = true;
            let source = self.file.sources.iter().find(|source| source.id == choice.source)?;
            return self.is_known(source).then_some((choice.first, source));
        }
        None
    }

    fn holidays(&mut self) {
        for (position, holiday) in self.file.holidays.iter().enumerate() {
            let path = format!("holidays[{position}]");
            let (Some(source), Some(name)) = (self.source(&path, &holiday.source), self.name(&path, &holiday.name))
            else {
                continue;
            };
            if self.is_known(source) {
                self.insert(&path, holiday.date, special(DayKind::Holiday, source, Some(name), None));
            }
        }
    }

    /// In order, each holiday on a weekly day off gives the next day that is neither a weekly day
    /// off, nor a holiday, nor compensatory already.
    fn compensation(&mut self) {
        let on_weekend: Vec<(NaiveDate, Special)> = self
            .specials
            .iter()
            .filter(|(date, _)| self.is_weekend(**date))
            .map(|(date, special)| (*date, special.clone()))
            .collect();
        for (holiday, special) in on_weekend {
            let next = (1..=60)
                .filter_map(|step| holiday.checked_add_days(ChronoDays::new(step)))
                .find(|date| !self.is_weekend(*date) && !self.specials.contains_key(date));
            let Some(next) = next.filter(|next| *next <= self.file.projected_through) else { continue };
            let compensatory = Special {
                kind: DayKind::Compensatory,
                pair: Some(holiday),
                status: special.status.max(DayStatus::Derived),
                source: DatedCitation::at(&self.file.compensation_sources, next).cloned().unwrap_or_default(),
                known_at: None,
                ..special
            };
            self.specials.insert(next, compensatory);
        }
    }

    fn swaps(&mut self) {
        let bound = self.file.swaps_bind.as_ref().is_none_or(|bind| bind.sector == self.sector);
        for (position, swap) in self.file.swaps.iter().enumerate() {
            let path = format!("swaps[{position}]");
            let Some(source) = self.source(&path, &swap.source) else { continue };
            if self.is_weekend(swap.off) || !self.is_weekend(swap.work) {
                self.issues.push(Issue::at(
                    path,
                    Error::UnknownValue {
                        field: "swaps".to_owned(),
                        text: format!("{} / {}", swap.off, swap.work),
                        expected: Text::new(
                            "một ngày vốn làm việc, và một ngày nghỉ hằng tuần để làm bù",
                            "a day otherwise worked, and a weekly day off to work instead",
                        ),
                    },
                ));
                continue;
            }
            if !bound || !self.is_known(source) {
                continue;
            }
            for (date, pair, kind) in
                [(swap.off, swap.work, DayKind::SwappedOff), (swap.work, swap.off, DayKind::MakeUp)]
            {
                self.insert(&path, date, special(kind, source, None, Some(pair)));
            }
        }
    }

    fn insert(&mut self, path: &str, date: NaiveDate, special: Special) {
        let (first, last) = (self.file.first, self.file.projected_through);
        let error = if date < first || date > last {
            Error::CalendarHorizon { date, first, last }
        } else if let Entry::Vacant(vacant) = self.specials.entry(date) {
            vacant.insert(special);
            return;
        } else {
            Error::DuplicateId { id: date.to_string() }
        };
        self.issues.push(Issue::at(path, error));
    }

    /// Whether a source was known on the day asked for. A notice without a date is taken as known
    /// on the first day it changes: nothing says that it was known before.
    fn is_known(&self, source: &Source) -> bool {
        let Some(at) = self.known_at else { return true };
        source.known_at.or_else(|| self.first_changed(&source.id)).is_none_or(|known| known <= at)
    }

    fn first_changed(&self, id: &str) -> Option<NaiveDate> {
        let choices = self.file.choices.iter().filter(|choice| choice.source == id).map(|choice| choice.first);
        let swaps = self.file.swaps.iter().filter(|swap| swap.source == id).map(|swap| swap.off.min(swap.work));
        let holidays = self.file.holidays.iter().filter(|holiday| holiday.source == id).map(|holiday| holiday.date);
        choices.chain(swaps).chain(holidays).min()
    }

    fn source(&mut self, path: &str, id: &str) -> Option<&'a Source> {
        let file = self.file;
        let found = file.sources.iter().find(|source| source.id == id);
        if found.is_none() {
            let known = file.sources.iter().map(|source| source.id.as_str()).collect::<Vec<_>>().join(", ");
            self.issues.push(Issue::at(path, Error::UnknownId { id: id.to_owned(), known }));
        }
        found
    }

    fn name(&mut self, path: &str, id: &str) -> Option<Text> {
        let found = self.file.names.iter().find(|name| name.id == id);
        if found.is_none() {
            let known = self.file.names.iter().map(|name| name.id.as_str()).collect::<Vec<_>>().join(", ");
            self.issues.push(Issue::at(path, Error::UnknownId { id: id.to_owned(), known }));
        }
        found.map(|name| Text::new(&name.vi, &name.en))
    }

    fn is_weekend(&self, date: NaiveDate) -> bool {
        self.file.weekly_days_off.contains(&date.weekday())
    }
}

fn special(kind: DayKind, source: &Source, name: Option<Text>, pair: Option<NaiveDate>) -> Special {
    let Source { document, article, says, known_at, status, .. } = source;
    let citation = Citation { document: document.clone(), article: article.clone(), says: Some(says.clone()) };
    Special { kind, name, pair, status: *status, source: citation, known_at: *known_at }
}
