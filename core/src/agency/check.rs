//! Kiểm tra sổ cơ quan: all that does not go together in a register, each fault at its path.

use super::AgencyId;
use super::record::{AgencyRecord, RegisterDocument, Span, said};
use super::register::{held, parent_on, relevelled, unknown};
use super::{check_changes, standing_law};
use crate::Error;
use crate::error::{Issue, RecordError};
use crate::law::Citation;
use crate::number::shorten;
use crate::text::Text;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// What was found, and where.
#[derive(Default)]
pub(super) struct Found(Vec<Issue>);

impl Found {
    pub(super) fn push(&mut self, path: impl Into<String>, error: Error) {
        self.0.push(Issue::at(path, error));
    }

    pub(super) fn record(&mut self, path: impl Into<String>, error: RecordError) {
        self.push(path, Error::Records(error));
    }
}

/// The agencies by their keys, the first where a key stands twice.
pub(super) type ById<'d> = HashMap<&'d str, &'d AgencyRecord>;

/// Every fault of a register, in the order of its document.
pub(super) fn issues(document: &RegisterDocument) -> Vec<Issue> {
    let (mut found, mut by_id) = (Found::default(), ById::new());
    for (place, agency) in document.agencies.iter().enumerate() {
        if agency.id.trim().is_empty() {
            found.push(format!("agencies[{place}].id"), blank("id"));
        }
        if by_id.contains_key(agency.id.as_str()) {
            found.push(format!("agencies[{place}].id"), Error::DuplicateId { id: shorten(&agency.id) });
        }
        by_id.entry(&agency.id).or_insert(agency);
    }
    for (place, agency) in document.agencies.iter().enumerate() {
        let path = format!("agencies[{place}]");
        if reversed(&mut found, &path, agency.life()) {
            continue;
        }
        names(&mut found, &path, agency);
        parents(&mut found, &path, agency, document, &by_id);
        identifiers(&mut found, &path, agency);
        levels(&mut found, &path, agency, document);
    }
    shared_identifiers(&mut found, document);
    check_changes::changes(&mut found, document, &by_id);
    found.0
}

/// A text as each language cites it.
pub(super) fn cited(source: &Citation) -> Text {
    Text::build(|lang| source.label(lang))
}

fn blank(what: &str) -> Error {
    let reason = format!("an empty {what}");
    Error::InvalidDocument { path: what.to_owned(), reason }
}

/// Whether days run backwards, which is noted.
fn reversed(found: &mut Found, path: &str, span: Span) -> bool {
    let backwards = span.first > span.last;
    if backwards {
        let (after, through) = (span.first.to_string(), span.last.to_string());
        found.push(path, Error::ReversedDates { after, through });
    }
    backwards
}

/// Names or parents: no two on a day, and none missing on any day of the agency's own.
fn follow(found: &mut Found, path: &str, agency: &AgencyRecord, what: &Text, entries: &[(String, Span)]) {
    let life = agency.life();
    let mut spans: Vec<Span> = Vec::new();
    for (path, span) in entries {
        if reversed(found, path, *span) {
            return;
        }
        outside(found, path, agency, what, *span);
        spans.push(*span);
    }
    spans.sort_by_key(|span| span.first);
    // The first day that is not covered yet; none once the end of all days is reached.
    let mut next = Some(life.first);
    for span in spans {
        let Some(day) = next else {
            return overlapping(found, path, agency, what, span.first);
        };
        if span.first > day {
            gap(found, path, agency, what, day);
        } else if span.first < day && span.first >= life.first {
            overlapping(found, path, agency, what, span.first);
        }
        next = if span.last >= day { span.last.succ_opt() } else { next };
    }
    if let Some(day) = next.filter(|day| *day <= life.last) {
        gap(found, path, agency, what, day);
    }
}

fn gap(found: &mut Found, path: &str, agency: &AgencyRecord, what: &Text, day: NaiveDate) {
    let (id, what) = (agency.id.clone(), what.clone());
    found.record(path, RecordError::AgencyGap { id, what, day: said(day) });
}

fn overlapping(found: &mut Found, path: &str, agency: &AgencyRecord, what: &Text, day: NaiveDate) {
    let (id, what) = (agency.id.clone(), what.clone());
    found.record(path, RecordError::AgencyDatedTwice { id, what, day: said(day) });
}

fn outside(found: &mut Found, path: &str, agency: &AgencyRecord, what: &Text, span: Span) {
    let life = agency.life();
    if span.first < life.first || span.last > life.last {
        let (id, what, from, until) = (agency.id.clone(), what.clone(), agency.from, agency.until);
        found.record(path, RecordError::AgencyOutsideLife { id, what, from, until });
    }
}

fn names(found: &mut Found, path: &str, agency: &AgencyRecord) {
    let life = agency.life();
    for (place, _) in agency.names.iter().enumerate().filter(|(_, entry)| entry.name.trim().is_empty()) {
        found.push(format!("{path}.names[{place}].name"), blank("name"));
    }
    let entries = agency.names.iter().enumerate();
    let entries: Vec<_> = entries
        .map(|(place, entry)| (format!("{path}.names[{place}]"), life.within(entry.from, entry.until)))
        .collect();
    follow(found, &format!("{path}.names"), agency, &Text::new("tên", "name"), &entries);
}

fn parents(found: &mut Found, path: &str, agency: &AgencyRecord, document: &RegisterDocument, by_id: &ById<'_>) {
    if agency.parents.is_empty() {
        return;
    }
    let life = agency.life();
    let mut entries = Vec::new();
    for (place, entry) in agency.parents.iter().enumerate() {
        let (path, span) = (format!("{path}.parents[{place}]"), life.within(entry.from, entry.until));
        entries.push((path.clone(), span));
        let Some(id) = entry.parent.as_deref() else { continue };
        let Some(parent) = by_id.get(id) else {
            found.push(format!("{path}.parent"), unknown(document, id));
            continue;
        };
        let (own, above) = (span.common(life), parent.life());
        let missing = own.and_then(|own| {
            if own.first < above.first {
                return Some(own.first);
            }
            (own.last > above.last).then(|| above.last.succ_opt().map_or(own.first, |next| next.max(own.first)))
        });
        if let Some(day) = missing {
            let (id, parent) = (agency.id.clone(), id.to_owned());
            found.record(&path, RecordError::AgencyParentNotStanding { id, parent, day: said(day) });
        }
        // A circle closes on the day the last of its sides begins: looked for on each such day.
        if own.is_some_and(|own| turns(agency, own.first, by_id)) {
            found.push(format!("{path}.parent"), Error::AgencyCycle { id: agency.id.clone() });
        }
    }
    let what = Text::new("cơ quan cấp trên", "parent");
    follow(found, &format!("{path}.parents"), agency, &what, &entries);
}

/// Whether the parents of an agency lead back to it on a day.
fn turns(agency: &AgencyRecord, day: NaiveDate, by_id: &ById<'_>) -> bool {
    let (mut at, mut passed) = (agency, HashSet::new());
    while passed.insert(at.id.as_str()) {
        let above = parent_on(at, day).and_then(|id| by_id.get(id));
        let Some(parent) = above else { return false };
        at = parent;
    }
    at.id == agency.id
}

fn identifiers(found: &mut Found, path: &str, agency: &AgencyRecord) {
    let what = Text::new("mã định danh", "identifier");
    let mut spans: Vec<Span> = Vec::new();
    for (place, entry) in agency.identifiers.iter().enumerate() {
        let path = format!("{path}.identifiers[{place}]");
        let id: AgencyId = match entry.identifier.parse() {
            Ok(id) => id,
            Err(error) => {
                found.push(format!("{path}.identifier"), error);
                continue;
            }
        };
        let span = held(agency, entry);
        if reversed(found, &path, agency.life().within(entry.from, entry.until)) {
            continue;
        }
        outside(found, &path, agency, &what, agency.life().within(entry.from, entry.until));
        if let Some(form) = standing_law::form(&id) {
            let days = form.span();
            if span.first < days.first || span.last > days.last {
                let (identifier, source_text) = (entry.identifier.clone(), cited(&form.source));
                let (from, until) = (days.from(), days.until());
                found.record(&path, RecordError::AgencyIdentifierForm { identifier, from, until, source_text });
                continue;
            }
        }
        if let Some(both) = spans.iter().find_map(|other| span.common(*other)) {
            overlapping(found, &path, agency, &what, both.first);
        }
        spans.push(span);
    }
}

/// The levels an agency has had, each within the days of that level.
fn levels(found: &mut Found, path: &str, agency: &AgencyRecord, document: &RegisterDocument) {
    let life = agency.life();
    let mut turns = vec![(life.first, agency.level)];
    turns.extend(relevelled(document, &agency.id).into_iter().filter_map(|it| Some((it.on, it.level?))));
    for (place, (first, level)) in turns.iter().enumerate() {
        let last = turns.get(place + 1).and_then(|(next, _)| next.pred_opt()).unwrap_or(life.last);
        let Some(rule) = standing_law::level(*level).filter(|rule| last.min(life.last) > rule.span().last) else {
            continue;
        };
        if *first <= last {
            let (id, source_text) = (agency.id.clone(), cited(&rule.source));
            let (level, last) = (Box::new(level.label()), rule.span().last);
            found.record(path, RecordError::AgencyLevelEnded { id, level, last, source_text });
        }
    }
}

/// An identifier is one agency's at a time.
fn shared_identifiers(found: &mut Found, document: &RegisterDocument) {
    let mut holders: HashMap<&str, Vec<(&AgencyRecord, Span)>> = HashMap::new();
    for (place, agency) in document.agencies.iter().enumerate() {
        for (entry_place, entry) in agency.identifiers.iter().enumerate() {
            let span = held(agency, entry);
            let before = holders.entry(&entry.identifier).or_default();
            let other = before.iter().filter(|(other, _)| other.id != agency.id);
            let both = other.into_iter().find_map(|(other, days)| Some((*other, days.common(span)?)));
            if let Some((other, both)) = both {
                let path = format!("agencies[{place}].identifiers[{entry_place}]");
                let identifier = shorten(&entry.identifier);
                let (id, other, day) = (agency.id.clone(), other.id.clone(), said(both.first));
                found.record(path, RecordError::AgencyIdentifierShared { identifier, id, other, day });
            }
            before.push((agency, span));
        }
    }
}
