//! Chuỗi số liệu qua các lần sắp xếp: figures of agencies as they were, put together as the agencies stand on a day.

use super::check::cited;
use super::record::{AgencyChange, Span};
use super::register::{AgencyRef, AgencyRegister, not_standing, reference};
use crate::error::{Issue, RecordError};
use crate::number::{self, Exact, Ratio, Rounding};
use crate::text::{Text, date};
use crate::{Error, Lang};
use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Cách gộp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CarryRule {
    /// Cộng: counts of dossiers, money, people.
    Sum,
    /// Trung bình có trọng số: rates and means, each with the weight it is a mean of.
    WeightedMean,
    /// Không gộp: ranks, and indices without weights. Agencies nothing was put into keep theirs.
    Refused,
}

/// Chuỗi số liệu theo cơ quan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Cách gộp.
    pub how: CarryRule,
    /// Ngày whose agencies the figures are put together for.
    pub onto: NaiveDate,
    /// Số liệu.
    pub values: Vec<SeriesValue>,
    /// How carried values are shown; two decimals where it is left out. Values themselves are not rounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<Rounding>,
}

/// Số liệu của một cơ quan trong một năm hoặc quý, by the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesValue {
    /// Khóa cơ quan, as it stood then.
    pub agency: String,
    /// Năm.
    pub year: i32,
    /// Quý, 1 to 4; left out for a whole year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarter: Option<u32>,
    /// Số liệu; left out where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Exact>,
    /// Trọng số, of a weighted mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Exact>,
    /// Chỉ một phần kỳ: of an agency that ended within the period, the days until then, which are in no other figure.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
}

/// Chuỗi số liệu đã gộp.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CarriedSeries {
    /// Cách gộp.
    pub how: CarryRule,
    /// Ngày.
    pub onto: NaiveDate,
    /// By agency in the order of the register, then by year and quarter.
    pub values: Vec<Carried>,
    /// What could not be carried, and why.
    pub issues: Vec<Issue>,
}

/// Một số liệu đã gộp.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Carried {
    /// Khóa cơ quan.
    pub agency: String,
    /// Tên on the day the figures are put together for.
    pub name: String,
    /// Năm.
    pub year: i32,
    /// Quý; none for a whole year.
    pub quarter: Option<u32>,
    /// Số liệu, not rounded; a mean that does not end is cut at 28 digits. None where a part is missing.
    pub value: Option<Exact>,
    /// Số liệu để trình bày, by the rounding declared.
    pub shown: Option<Exact>,
    /// Tử số và mẫu số of a weighted mean.
    pub ratio: Option<Ratio>,
    /// What it is made of.
    pub parts: Vec<Contribution>,
    /// Ghi chú: which predecessors were put together by which change.
    pub note: Text,
}

/// Phần đóng góp of one agency as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Contribution {
    /// Khóa cơ quan.
    pub agency: String,
    /// Tên at the end of the period.
    pub name: String,
    /// Số liệu, as given.
    pub value: Option<Exact>,
    /// Trọng số, as given.
    pub weight: Option<Exact>,
    /// Phần được giao: which share of the figure; none for the whole.
    pub share: Option<Exact>,
    /// Các lần sắp xếp it went through.
    pub changes: Vec<String>,
}

type Period = (i32, Option<u32>);

/// A figure put together, and the two sums of a mean.
type Figure = (Option<Exact>, Option<Ratio>);

/// The ways of a figure, and why a part of it goes nowhere.
type Routes<'r> = (Vec<Route<'r>>, Option<Error>);

/// Where a figure of an agency goes: to whom, which share of it, through what.
struct Route<'r> {
    to: &'r str,
    share: Option<Exact>,
    changes: Vec<&'r AgencyChange>,
    /// Why it does not arrive: a split on the way gives no shares.
    fault: Option<Error>,
}

impl AgencyRegister {
    /// Gộp chuỗi số liệu: yearly or quarterly figures as the agencies stand on a day, each with a note of who was put
    /// together by which change. What is missing is an issue and no zero; a split divides by its shares or not at all.
    ///
    /// Every agency that stood at the end of a period is expected to have a figure for it, as soon as one of those it is
    /// put together with has. The figure of one that ended within the period counts only where it says it is partial.
    ///
    /// ```
    /// use cchc::agency::AgencyRegister;
    /// let series = serde_json::from_str(r#"{"how": "sum", "onto": "2025-07-01", "values": [
    ///     {"agency": "ha-giang", "year": 2024, "value": "12"}, {"agency": "tuyen-quang", "year": 2024, "value": "30"}]}"#).unwrap();
    /// let carried = AgencyRegister::provinces().carry(&series);
    /// assert_eq!((carried.values[0].agency.as_str(), carried.values[0].value), ("tuyen-quang-2025", Some("42".parse()?)));
    /// # Ok::<(), cchc::Error>(())
    /// ```
    pub fn carry(&self, series: &Series) -> CarriedSeries {
        let (mut issues, mut given, mut periods) = (Vec::new(), HashMap::new(), BTreeSet::new());
        for (place, row) in series.values.iter().enumerate() {
            match self.row_fault(row, series.onto) {
                Some(error) => issues.push(Issue::at(format!("values[{place}]"), error)),
                None if given.contains_key(&(row.agency.as_str(), (row.year, row.quarter))) => {
                    let id = format!("{}, {}", row.agency, label((row.year, row.quarter)));
                    issues.push(Issue::at(format!("values[{place}]"), Error::DuplicateId { id }));
                }
                None => {
                    given.insert((row.agency.as_str(), (row.year, row.quarter)), (place, row));
                    periods.insert((row.year, row.quarter));
                }
            }
        }
        let mut values: BTreeMap<(usize, Period), Carried> = BTreeMap::new();
        for period in periods {
            for (to, parts) in self.parts_of(series.onto, period, &given, &mut issues) {
                if let Some(carried) = self.put_together(series, period, to, &parts, &given, &mut issues) {
                    values.insert((self.place(to), period), carried);
                }
            }
        }
        CarriedSeries { how: series.how, onto: series.onto, values: values.into_values().collect(), issues }
    }

    /// Why a row cannot be used at all.
    fn row_fault(&self, row: &SeriesValue, onto: NaiveDate) -> Option<Error> {
        let record = match self.record(&row.agency) {
            Ok(record) => record,
            Err(error) => return Some(error),
        };
        let outside = |what, got: String, min: i32, max: i32| {
            Some(Error::OutOfRange { what, got, min: min.to_string(), max: max.to_string() })
        };
        let Some(days) = days_of((row.year, row.quarter)) else {
            return match row.quarter {
                Some(quarter) if !(1..=4).contains(&quarter) => outside("quarter", quarter.to_string(), 1, 4),
                _ => outside("year", row.year.to_string(), 1900, 9999),
            };
        };
        if row.weight.is_some_and(|weight| weight.0 < Decimal::ZERO) {
            return outside("weight", row.weight.map(|it| it.to_string()).unwrap_or_default(), 0, i32::MAX);
        }
        let life = record.life();
        let Some(common) = life.common(days) else { return Some(not_standing(record, days.last)) };
        if life.first > onto {
            return Some(not_standing(record, onto));
        }
        let (id, period, last) = (record.id.clone(), label((row.year, row.quarter)), common.last);
        // One that stands only after the day asked for is carried no further than that day.
        let ended = last < days.last && last < onto && !row.partial;
        ended.then_some(Error::Records(RecordError::AgencyEndedInPeriod { id, period, last }))
    }

    /// Of a period, for each agency of the day asked for, whose figures are put together in its.
    fn parts_of<'r>(
        &'r self,
        onto: NaiveDate,
        period: Period,
        given: &HashMap<(&str, Period), (usize, &SeriesValue)>,
        issues: &mut Vec<Issue>,
    ) -> BTreeMap<&'r str, Vec<(&'r str, Route<'r>)>> {
        let mut parts: BTreeMap<&str, Vec<(&str, Route<'_>)>> = BTreeMap::new();
        let Some(days) = days_of(period) else { return parts };
        for record in &self.document().agencies {
            let row = given.get(&(record.id.as_str(), period));
            // Those that stood at the end of the period, and who besides has a figure.
            let expected = record.life().holds(days.last.min(onto));
            if !expected && row.is_none() {
                continue;
            }
            let since = record.life().last.min(days.last);
            let Ok((routes, ended)) = self.routes(&record.id, since, onto, &label(period)) else { continue };
            for route in routes {
                parts.entry(route.to).or_default().push((&record.id, route));
            }
            let lost = row.zip(ended);
            issues.extend(lost.map(|((place, _), error)| Issue::at(format!("values[{place}]"), error)));
        }
        parts
    }

    /// The ways of a figure from the end of its period to a day, and where a way ends without a successor.
    ///
    /// # Errors
    /// `input.unknown_id`.
    fn routes(&self, id: &str, since: NaiveDate, onto: NaiveDate, period: &str) -> Result<Routes<'_>, Error> {
        let record = self.record(id)?;
        // Taken in the order of days, agencies that are reached in several ways are left once, with what all bring.
        let mut waiting = BTreeMap::from([((since, record.id.as_str()), (None, Vec::new()))]);
        let (mut arrived, mut ended): Routes<'_> = (Vec::new(), None);
        while let Some(((since, at), (share, changes))) = waiting.pop_first() {
            let Some(change) = self.leaving(at).find(|it| it.on > since && it.on <= onto) else {
                match arrived.iter_mut().find(|route| route.to == at) {
                    Some(route) => gather(&mut route.share, &mut route.changes, share, &changes),
                    None => arrived.push(Route { to: at, share, changes, fault: None }),
                }
                continue;
            };
            let shared = change.into.iter().all(|part| part.share.is_some());
            if change.into.is_empty() || (change.into.len() > 1 && !shared) {
                let (id, day, cut) = (id.to_owned(), change.on, change.id.clone());
                if change.into.is_empty() {
                    let source_text = cited(&change.source);
                    ended = Some(Error::Records(RecordError::AgencyNoSuccessor { id, day, change: cut, source_text }));
                    continue;
                }
                // Whoever might have had a part of it has no whole figure either.
                let fault = RecordError::AgencySplitUnshared { id, period: period.to_owned(), change: cut };
                let unsure = self.successors(&record.id, onto)?.found.into_iter().filter_map(|relative| {
                    let to = self.record(&relative.agency.id).ok()?.id.as_str();
                    let fault = Some(Error::Records(fault.clone()));
                    Some(Route { to, share: None, changes: vec![change], fault })
                });
                return Ok((unsure.collect(), ended));
            }
            for part in &change.into {
                // Shares are at most 1, so that their product is in range.
                let share = match (share, part.share) {
                    (Some(so_far), Some(share)) => so_far.0.checked_mul(share.0).map(Exact),
                    (so_far, share) => share.or(so_far),
                };
                let mut through = changes.clone();
                through.push(change);
                match waiting.entry((change.on, part.agency.as_str())) {
                    Entry::Vacant(entry) => {
                        entry.insert((share, through));
                    }
                    Entry::Occupied(mut entry) => {
                        let (known, changes) = entry.get_mut();
                        gather(known, changes, share, &through);
                    }
                }
            }
        }
        Ok((arrived, ended))
    }

    fn put_together(
        &self,
        series: &Series,
        period: Period,
        to: &str,
        parts: &[(&str, Route<'_>)],
        given: &HashMap<(&str, Period), (usize, &SeriesValue)>,
        issues: &mut Vec<Issue>,
    ) -> Option<Carried> {
        if !parts.iter().any(|(id, _)| given.contains_key(&(*id, period))) {
            return None;
        }
        let (record, end) = (self.record(to).ok()?, days_of(period)?.last);
        let parts: Vec<(Contribution, &Route<'_>)> = parts
            .iter()
            .filter_map(|(id, route)| {
                let AgencyRef { id: agency, name } = reference(self.record(id).ok()?, end);
                let row = given.get(&(*id, period)).map(|(_, row)| *row);
                let changes = route.changes.iter().map(|change| change.id.clone()).collect();
                let (value, weight) = (row.and_then(|row| row.value), row.and_then(|row| row.weight));
                Some((Contribution { agency, name, value, weight, share: route.share, changes }, route))
            })
            .collect();
        let (value, ratio) = match self.figure(series.how, &parts, to, &label(period)) {
            Ok(figure) => figure,
            Err(errors) => {
                for (id, error) in errors {
                    let place = given.get(&(id.as_str(), period)).map(|(place, _)| *place);
                    let path = place.map_or_else(|| "values".to_owned(), |place| format!("values[{place}]"));
                    // One figure that cannot be divided is told once, not for every part.
                    let issue = Issue::at(path, error);
                    if !issues.contains(&issue) {
                        issues.push(issue);
                    }
                }
                (None, None)
            }
        };
        let note = self.note(&parts, value.is_some());
        Some(Carried {
            agency: to.to_owned(),
            name: reference(record, series.onto).name,
            year: period.0,
            quarter: period.1,
            value,
            shown: value.map(|value| series.rounding.unwrap_or(Rounding::HUNDREDTHS).apply(value)),
            ratio,
            parts: parts.into_iter().map(|(part, _)| part).collect(),
            note,
        })
    }

    /// The figure of several parts, or why there is none, by the agency at fault.
    fn figure(
        &self,
        how: CarryRule,
        parts: &[(Contribution, &Route<'_>)],
        to: &str,
        period: &str,
    ) -> Result<Figure, Vec<(String, Error)>> {
        let undivided: Vec<(String, Error)> =
            parts.iter().filter_map(|(part, route)| Some((part.agency.clone(), route.fault.clone()?))).collect();
        if !undivided.is_empty() {
            return Err(undivided);
        }
        let missing = |part: &Contribution, weight| {
            let (id, period, into) = (part.agency.clone(), period.to_owned(), to.to_owned());
            (part.agency.clone(), Error::Records(RecordError::AgencyMissingValue { id, period, into, weight }))
        };
        let alone = matches!(parts, [(part, _)] if part.share.is_none());
        if how == CarryRule::Refused && !alone {
            let refused = parts.iter().map(|(part, _)| {
                let (into, from, period) = (to.to_owned(), part.agency.clone(), period.to_owned());
                (part.agency.clone(), Error::Records(RecordError::AgencySeriesRefused { into, from, period }))
            });
            return Err(refused.collect());
        }
        let weighs = how == CarryRule::WeightedMean && !alone;
        let mut faults: Vec<(String, Error)> = Vec::new();
        let (mut sum, mut weights) = (Some(Exact::default()), Some(Exact::default()));
        for (part, _) in parts {
            if part.value.is_none() {
                faults.push(missing(part, false));
            }
            if weighs && part.weight.is_none() {
                faults.push(missing(part, true));
            }
            let shared =
                |number: Exact| part.share.map_or(Some(number), |share| number.0.checked_mul(share.0).map(Exact));
            let value = part.value.unwrap_or_default();
            let weight = if weighs { part.weight.and_then(shared) } else { Some(Exact::from(1)) };
            let weighted =
                if weighs { weight.and_then(|weight| value.0.checked_mul(weight.0).map(Exact)) } else { shared(value) };
            sum = sum.zip(weighted).and_then(|(sum, it)| number::sum([sum, it]));
            weights = weights.zip(weight).and_then(|(sum, it)| number::sum([sum, it]));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let too_large = || vec![(to.to_owned(), number::too_large())];
        let (sum, weights) = sum.zip(weights).ok_or_else(too_large)?;
        if !weighs {
            return Ok((Some(sum), None));
        }
        let ratio = Ratio { numerator: sum, denominator: weights };
        let mean = ratio.times(Decimal::ONE);
        mean.map(|mean| (Some(mean), Some(ratio)))
            .ok_or_else(|| parts.iter().map(|(part, _)| missing(part, true)).collect())
    }

    fn note(&self, parts: &[(Contribution, &Route<'_>)], whole: bool) -> Text {
        let mut changes: Vec<&AgencyChange> = Vec::new();
        for change in parts.iter().flat_map(|(_, route)| &route.changes) {
            if !changes.iter().any(|known| known.id == change.id) {
                changes.push(change);
            }
        }
        changes.sort_by_key(|change| change.on);
        Text::build(|lang| {
            let of = |(part, _): &(Contribution, &Route<'_>)| match part.share {
                Some(share) => format!("{} × {share}", part.name),
                None => part.name.clone(),
            };
            let names = parts.iter().map(of).collect::<Vec<_>>().join(" + ");
            let by = changes.iter().map(|it| format!("{}, {}", date(it.on, lang), it.source.label(lang)));
            let by = by.collect::<Vec<_>>().join("; ");
            let (of, none, through) = match lang {
                Lang::Vi => ("gộp từ", "không gộp được từ", "theo"),
                Lang::En => ("of", "cannot be put together of", "by"),
            };
            match (changes.is_empty(), whole) {
                (true, true) => names,
                (true, false) => format!("{none} {names}"),
                (false, true) => format!("{of} {names} ({through} {by})"),
                (false, false) => format!("{none} {names} ({through} {by})"),
            }
        })
    }
}

/// What another way brings to the same agency: its share besides, and the changes it went through.
fn gather<'r>(
    share: &mut Option<Exact>,
    changes: &mut Vec<&'r AgencyChange>,
    more: Option<Exact>,
    through: &[&'r AgencyChange],
) {
    *share = share.zip(more).and_then(|(share, more)| number::sum([share, more]));
    for change in through {
        if !changes.iter().any(|known| known.id == change.id) {
            changes.push(change);
        }
    }
}

/// The days of a calendar year or quarter; none outside 1900 to 9999 or for another quarter.
fn days_of((year, quarter): Period) -> Option<Span> {
    let (first, next) = match quarter {
        None => (1, 13),
        Some(quarter) if (1..=4).contains(&quarter) => (quarter * 3 - 2, quarter * 3 + 1),
        Some(_) => return None,
    };
    let day = |month| {
        let (year, month) = if month > 12 { (year.checked_add(1)?, month - 12) } else { (year, month) };
        NaiveDate::from_ymd_opt(year, month, 1)
    };
    let (first, last) = (day(first)?, day(next)?.checked_sub_days(Days::new(1))?);
    (1900..=9999).contains(&first.year()).then_some(Span { first, last })
}

/// Such as `2024` or `2024-Q1`.
fn label((year, quarter): Period) -> String {
    quarter.map_or_else(|| year.to_string(), |quarter| format!("{year}-Q{quarter}"))
}
