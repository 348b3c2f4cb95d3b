//! From the points of a sheet back to records.

use super::answer::{IndicatorEvidence, IndicatorSheet, PointsBehind, RecordIds, RecordKind};
use super::data::IndicatorData;
use super::indicators;
use crate::WorkCalendar;
use crate::error::Error;
use crate::number::{self, Exact};
use crate::rules::RuleSet;
use crate::scoring::{Evidence, ScoreNode};
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// Bảng điểm có nguồn: counts the indicators, scores them with what else is given, and says behind every
/// criterion which records cost its points.
///
/// `besides` is evidence for criteria that are not computed, such as published points; where it names one that
/// is, it stands instead.
///
/// # Errors
/// Those of [`indicators`](super::indicators) and [`RuleSet::score`].
pub fn indicator_sheet(
    set: &RuleSet,
    data: &IndicatorData,
    besides: &[Evidence],
    calendar: &WorkCalendar,
    as_of: NaiveDate,
) -> Result<IndicatorSheet, Error> {
    let found = indicators(set, data, calendar, as_of)?;
    let replaced = |evidence: &&Evidence| besides.iter().all(|other| other.criterion != evidence.criterion);
    let evidence: Vec<Evidence> = found.evidence.iter().filter(replaced).chain(besides).cloned().collect();
    let sheet = set.score(data.period.through.year(), None, &evidence)?;
    let replaced = besides.iter().map(|evidence| evidence.criterion.as_str()).collect();
    let mut points = Vec::new();
    sheet.criteria.iter().for_each(|node| {
        behind(node, &found, &replaced, &mut points);
    });
    Ok(IndicatorSheet { sheet, points, indicators: found })
}

type Behind<'a> = BTreeMap<RecordKind, BTreeSet<&'a str>>;

/// Adds a node and all below it in order; what its points were lost by.
fn behind<'a>(
    node: &ScoreNode,
    found: &'a IndicatorEvidence,
    replaced: &BTreeSet<&str>,
    points: &mut Vec<PointsBehind>,
) -> (Option<Exact>, Behind<'a>) {
    let (mut lost, mut records) = (None, Behind::new());
    if node.children.is_empty() {
        lost = node.points.and_then(|points| number::difference(node.applicable_max, points));
        let lineage = found.lineage.iter().find(|lineage| lineage.criterion == node.code);
        let lineage = lineage.filter(|_| !replaced.contains(node.code.as_str()));
        let cost = lost.is_some_and(|lost| lost > Exact::default());
        if let Some(lineage) = lineage.filter(|lineage| cost && !lineage.behind.is_empty()) {
            records.entry(lineage.kind).or_default().extend(lineage.behind.iter().map(String::as_str));
        }
    }
    let mut below = Vec::new();
    for child in &node.children {
        let (child_lost, child_records) = behind(child, found, replaced, &mut below);
        lost = match (lost, child_lost) {
            (Some(lost), Some(more)) => number::sum([lost, more]),
            (lost, more) => lost.or(more),
        };
        for (kind, ids) in child_records {
            records.entry(kind).or_default().extend(ids);
        }
    }
    points.push(PointsBehind {
        criterion: node.code.clone(),
        points: node.points,
        max_points: node.applicable_max,
        lost_points: lost,
        behind: records.iter().map(|(kind, ids)| listed(*kind, ids)).collect(),
    });
    points.append(&mut below);
    (lost, records)
}

fn listed(kind: RecordKind, ids: &BTreeSet<&str>) -> RecordIds {
    RecordIds { kind, ids: ids.iter().map(|id| (*id).to_owned()).collect() }
}
