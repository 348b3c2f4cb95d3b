//! The day table: one kind a day, and rank and select over the working days.

use super::file::{CalendarFile, Source};
use super::{DayKind, DayStatus};
use crate::error::Issue;
use crate::law::DatedCitation;
use crate::text::Text;
use crate::{Citation, Error};
use chrono::{Datelike, Days as ChronoDays, NaiveDate};
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

#[derive(Debug)]
pub(super) struct Days {
    pub(super) edition: String,
    pub(super) first: NaiveDate,
    pub(super) announced_from: Option<NaiveDate>,
    pub(super) announced_through: NaiveDate,
    pub(super) projected_through: NaiveDate,
    pub(super) weekly: Vec<DatedCitation>,
    kinds: Vec<DayKind>,
    specials: BTreeMap<NaiveDate, Special>,
    /// `ranks[i]`: working days from `first` through day `i`.
    ranks: Vec<u32>,
    /// `working[k]`: the (k + 1)-th working day since `first`.
    working: Vec<NaiveDate>,
}

impl Days {
    pub(super) fn build(file: &CalendarFile) -> Result<Self, Error> {
        let mut builder = Builder { file, specials: BTreeMap::new(), issues: Vec::new() };
        builder.check_range();
        builder.check_sources();
        builder.holidays();
        builder.compensation();
        builder.swaps();
        let Builder { specials, issues, .. } = builder;
        if !issues.is_empty() {
            return Err(Error::InvalidCalendar { calendar: file.calendar.clone(), issues });
        }
        let mut days = Self {
            edition: file.edition.clone(),
            first: file.first,
            announced_from: file.announced_from,
            announced_through: file.announced_through,
            projected_through: file.projected_through,
            weekly: file.weekly_sources.clone(),
            kinds: Vec::new(),
            specials,
            ranks: Vec::new(),
            working: Vec::new(),
        };
        for date in file.first.iter_days().take_while(|date| *date <= file.projected_through) {
            let kind = match days.specials.get(&date) {
                Some(special) => special.kind,
                None if file.weekly_days_off.contains(&date.weekday()) => DayKind::Weekend,
                None => DayKind::Working,
            };
            if kind.is_working() {
                days.working.push(date);
            }
            days.kinds.push(kind);
            days.ranks.push(u32::try_from(days.working.len()).unwrap_or(u32::MAX));
        }
        Ok(days)
    }

    pub(super) fn index(&self, date: NaiveDate) -> Option<usize> {
        let index = usize::try_from(date.signed_duration_since(self.first).num_days()).ok()?;
        (index < self.kinds.len()).then_some(index)
    }

    pub(super) fn kind(&self, index: usize) -> DayKind {
        self.kinds.get(index).copied().unwrap_or(DayKind::Weekend)
    }

    pub(super) fn rank(&self, index: usize) -> u32 {
        self.ranks.get(index).copied().unwrap_or(u32::MAX)
    }

    /// The `nth` working day since `first`, counted from 1.
    pub(super) fn select(&self, nth: u64) -> Option<NaiveDate> {
        let index = usize::try_from(nth.checked_sub(1)?).ok()?;
        self.working.get(index).copied()
    }

    pub(super) fn special(&self, date: NaiveDate) -> Option<&Special> {
        self.specials.get(&date)
    }
}

struct Builder<'a> {
    file: &'a CalendarFile,
    specials: BTreeMap<NaiveDate, Special>,
    issues: Vec<Issue>,
}

impl<'a> Builder<'a> {
    fn check_range(&mut self) {
        let file = self.file;
        // 200 years is more than any lunar table reaches; it bounds the table's memory.
        let longest = file.first.checked_add_signed(chrono::Duration::days(200 * 366));
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

    fn holidays(&mut self) {
        for (position, holiday) in self.file.holidays.iter().enumerate() {
            let path = format!("holidays[{position}]");
            let Some(source) = self.source(&path, &holiday.source) else { continue };
            let Some(name) = self.file.names.iter().find(|name| name.id == holiday.name) else {
                let known = self.file.names.iter().map(|name| name.id.as_str()).collect::<Vec<_>>().join(", ");
                self.issues.push(Issue::at(path, Error::UnknownId { id: holiday.name.clone(), known }));
                continue;
            };
            let special = Special {
                kind: DayKind::Holiday,
                name: Some(Text::new(&name.vi, &name.en)),
                pair: None,
                status: source.status,
                source: cite(source),
                known_at: source.known_at,
            };
            self.insert(&path, holiday.date, special);
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
            for (date, pair, kind) in
                [(swap.off, swap.work, DayKind::SwappedOff), (swap.work, swap.off, DayKind::MakeUp)]
            {
                let special = Special {
                    kind,
                    name: None,
                    pair: Some(pair),
                    status: source.status,
                    source: cite(source),
                    known_at: source.known_at,
                };
                self.insert(&path, date, special);
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

    fn source(&mut self, path: &str, id: &str) -> Option<&'a Source> {
        let file = self.file;
        let found = file.sources.iter().find(|source| source.id == id);
        if found.is_none() {
            let known = file.sources.iter().map(|source| source.id.as_str()).collect::<Vec<_>>().join(", ");
            self.issues.push(Issue::at(path, Error::UnknownId { id: id.to_owned(), known }));
        }
        found
    }

    fn is_weekend(&self, date: NaiveDate) -> bool {
        self.file.weekly_days_off.contains(&date.weekday())
    }
}

fn cite(source: &Source) -> Citation {
    Citation { document: source.document.clone(), article: source.article.clone(), says: Some(source.says.clone()) }
}
