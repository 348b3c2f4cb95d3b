//! Findings that came again.

use super::{Finding, FollowUp, Inspection, Inspections};
use crate::WorkCalendar;
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// Phát hiện lặp lại: the same finding in inspections one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RepeatedFinding {
    /// Tên đơn vị, of the newest finding.
    pub unit: String,
    /// Mã các nội dung, of the newest finding.
    pub subjects: Vec<String>,
    /// Từ khóa phân loại, of the newest finding.
    pub kind: String,
    /// Các năm, the earliest first.
    pub years: Vec<i32>,
    /// Các phát hiện, the earliest first.
    pub findings: Vec<RepeatLink>,
}

/// Một lần phát hiện.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RepeatLink {
    /// Mã cuộc kiểm tra.
    pub inspection: String,
    /// Mã phát hiện.
    pub finding: String,
    /// Năm.
    pub year: Option<i32>,
    /// `named` where the record says what it repeats, `matched` by unit, subject and kind; none for the first.
    pub linked_by: Option<&'static str>,
    /// The finding it repeats, as inspection and finding; none for the first.
    pub repeats: Option<[String; 2]>,
    /// Whether every recommendation on the earlier finding had been reported remedied by the day this inspection
    /// began; none for the first, and where nothing was recommended or no day is known.
    pub earlier_remedied: Option<bool>,
}

type Key = (usize, usize);

struct Found<'a> {
    inspection: &'a Inspection,
    finding: &'a Finding,
}

/// Chains of what was known at the end of a day.
pub(super) fn chains(all: &Inspections, as_of: NaiveDate, calendar: &WorkCalendar) -> Vec<RepeatedFinding> {
    let mut found: BTreeMap<Key, Found<'_>> = BTreeMap::new();
    for (place, inspection) in all.inspections.iter().enumerate().filter(|(_, one)| one.known(as_of)) {
        for (at, finding) in inspection.findings.iter().enumerate() {
            found.insert((place, at), Found { inspection, finding });
        }
    }
    let mut earlier: BTreeMap<Key, (Key, &'static str)> = BTreeMap::new();
    let by_words = by_words(&found);
    let by_id: HashMap<(&str, &str), Key> =
        found.iter().map(|(key, one)| ((one.inspection.id.as_str(), one.finding.id.as_str()), *key)).collect();
    for (key, one) in &found {
        let named = one.finding.repeats.as_ref().and_then(|repeats| {
            let key = *by_id.get(&(repeats.inspection.as_str(), repeats.finding.as_str()))?;
            found.get(&key).filter(|other| other.inspection.before(one.inspection)).map(|_| key)
        });
        let matched = || {
            let words = words(one.finding);
            let same = words.filter_map(|words| by_words.get(&words)).flatten();
            let before = same.filter_map(|key| Some((*key, found.get(key)?)));
            let before = before.filter(|(_, other)| other.inspection.before(one.inspection));
            // The newest of the earlier ones; what else was found before stands further up its chain.
            let newest =
                before.reduce(|best, other| if best.1.inspection.before(other.1.inspection) { other } else { best });
            newest.map(|(key, _)| key)
        };
        match named {
            Some(before) => earlier.insert(*key, (before, "named")),
            None => matched().and_then(|before| earlier.insert(*key, (before, "matched"))),
        };
    }
    let mut groups: BTreeMap<Key, Vec<Key>> = BTreeMap::new();
    for key in found.keys().filter(|key| earlier.contains_key(key)) {
        let mut root = *key;
        // Each step leads to an earlier inspection, so this ends.
        while let Some((before, _)) = earlier.get(&root) {
            root = *before;
        }
        groups.entry(root).or_insert_with(|| vec![root]).push(*key);
    }
    let chain = |mut keys: Vec<Key>| {
        keys.sort_by(|a, b| match (found.get(a), found.get(b)) {
            (Some(a), Some(b)) if a.inspection.before(b.inspection) => std::cmp::Ordering::Less,
            (Some(a), Some(b)) if b.inspection.before(a.inspection) => std::cmp::Ordering::Greater,
            _ => a.cmp(b),
        });
        let newest = keys.last().and_then(|key| found.get(key)).map(|found| found.finding);
        let mut years: Vec<i32> = keys.iter().filter_map(|key| found.get(key)?.inspection.in_year()).collect();
        years.sort_unstable();
        years.dedup();
        let link = |key: &Key| {
            let one = found.get(key)?;
            let before = earlier.get(key).and_then(|(before, by)| Some((found.get(before)?, *by)));
            let day = one.inspection.first_visit().or(one.inspection.conclusion.as_ref().map(|notice| notice.date));
            Some(RepeatLink {
                inspection: one.inspection.id.clone(),
                finding: one.finding.id.clone(),
                year: one.inspection.in_year(),
                linked_by: before.as_ref().map(|(_, by)| *by),
                repeats: before.as_ref().map(|(other, _)| [other.inspection.id.clone(), other.finding.id.clone()]),
                earlier_remedied: before.zip(day).and_then(|((other, _), day)| remedied(other, day, calendar)),
            })
        };
        RepeatedFinding {
            unit: newest.map(|finding| finding.unit.clone()).unwrap_or_default(),
            subjects: newest.map(|finding| finding.subjects.clone()).unwrap_or_default(),
            kind: newest.map(|finding| finding.kind.clone()).unwrap_or_default(),
            years,
            findings: keys.iter().filter_map(link).collect(),
        }
    };
    groups.into_values().map(chain).collect()
}

/// Unit, subject and kind: what makes two findings one where the record does not say so.
fn words(finding: &Finding) -> impl Iterator<Item = (&str, &str, &str)> {
    let named = !finding.unit.is_empty() && !finding.kind.is_empty();
    let subjects = finding.subjects.iter().filter(move |_| named);
    subjects.map(|subject| (finding.unit.as_str(), subject.as_str(), finding.kind.as_str()))
}

fn by_words<'a>(found: &BTreeMap<Key, Found<'a>>) -> HashMap<(&'a str, &'a str, &'a str), Vec<Key>> {
    let mut by_words: HashMap<_, Vec<Key>> = HashMap::new();
    for (key, one) in found {
        for words in words(one.finding) {
            by_words.entry(words).or_default().push(*key);
        }
    }
    by_words
}

fn remedied(found: &Found<'_>, day: NaiveDate, calendar: &WorkCalendar) -> Option<bool> {
    let items = found.inspection.recommendations.iter();
    let mut items = items.filter(|item| item.on().any(|id| id == found.finding.id)).peekable();
    items.peek()?;
    let conclusion = found.inspection.conclusion.as_ref();
    Some(items.all(|item| {
        let due = item.deadline(conclusion, calendar).ok().and_then(|due| due.day);
        matches!(item.standing(due, conclusion, day).state, FollowUp::Remedied | FollowUp::RemediedLate)
    }))
}
