//! Which units were planned and inspected: of a year's plan, and over the years.

use super::{Count, InspectionCertainty, InspectionPlan, Inspections, Threshold, shipped};
use crate::plan::Share;
use crate::text::Text;
use crate::{Citation, Exact};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Mức độ bao phủ của kế hoạch một năm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PlanCoverage {
    /// Năm.
    pub year: i32,
    /// Số, ký hiệu.
    pub number: String,
    /// Đơn vị trực thuộc được đưa vào kế hoạch.
    pub own_planned: Coverage,
    /// Đơn vị trực thuộc đã kiểm tra in the inspections of the year.
    pub own_inspected: Coverage,
    /// Đơn vị trong kế hoạch đã kiểm tra in the inspections of the year.
    pub planned_inspected: Coverage,
    /// Đơn vị đã kiểm tra ngoài kế hoạch.
    pub outside_plan: Vec<String>,
    /// Số đơn vị trong kế hoạch theo loại, for its own units; others under an empty id.
    pub planned_by_kind: Vec<Count>,
    /// So với tỷ lệ tối thiểu; none where the plan names none.
    pub threshold: Option<ThresholdResult>,
}

/// Bao phủ: a share, with the units in it and those left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Coverage {
    /// Tỷ lệ.
    pub share: Share,
    /// Các đơn vị được tính.
    pub units: Vec<String>,
    /// Các đơn vị còn lại.
    pub rest: Vec<String>,
}

/// So với tỷ lệ tối thiểu; none of nothing to compare.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ThresholdResult {
    /// Tỷ lệ tối thiểu, per cent of its own units.
    pub percent: Exact,
    /// Kế hoạch đạt tỷ lệ.
    pub planned: Option<bool>,
    /// Đã kiểm tra đạt tỷ lệ.
    pub inspected: Option<bool>,
    /// Căn cứ.
    pub source: Citation,
    /// How sure the threshold is.
    pub certainty: InspectionCertainty,
}

/// Một đơn vị trực thuộc qua các năm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnitCoverage {
    /// Tên đơn vị.
    pub unit: String,
    /// Loại đơn vị, of the newest plan.
    pub kind: String,
    /// Các năm có tên trong kế hoạch là đơn vị trực thuộc.
    pub years: Vec<i32>,
    /// Số lần kiểm tra.
    pub visits: u64,
    /// Ngày kiểm tra gần nhất; none where it was never inspected.
    pub last: Option<NaiveDate>,
    /// Mã các cuộc kiểm tra.
    pub inspections: Vec<String>,
}

/// The units visited in the inspections of a year, by the end of a day.
fn visited(all: &Inspections, year: i32, as_of: NaiveDate) -> HashSet<&str> {
    let of_year = all.inspections.iter().filter(|inspection| inspection.in_year() == Some(year));
    let visits = of_year.flat_map(|inspection| inspection.visited());
    visits.filter(|(_, _, date)| *date <= as_of).map(|(_, unit, _)| unit).collect()
}

pub(super) fn of_plan(all: &Inspections, plan: &InspectionPlan, as_of: NaiveDate) -> PlanCoverage {
    let visited = visited(all, plan.year, as_of);
    let own = distinct(plan.own_units.iter().map(|unit| unit.name.as_str()));
    let planned = distinct(plan.planned.iter().map(String::as_str));
    let in_plan: HashSet<&str> = planned.iter().copied().collect();
    let own_units = || Text::new("phòng và đơn vị trực thuộc", "its own divisions and units");
    let own_planned = covered(&own, &in_plan, own_units());
    let own_inspected = covered(&own, &visited, own_units());
    let kinds: HashMap<&str, &str> =
        plan.own_units.iter().map(|unit| (unit.name.as_str(), unit.kind.as_str())).collect();
    let mut planned_by_kind: Vec<Count> = Vec::new();
    for unit in &planned {
        let kind = kinds.get(unit).copied().unwrap_or_default();
        match planned_by_kind.iter_mut().find(|count| count.id == kind) {
            Some(count) => count.count += 1,
            None => {
                let none = || {
                    Text::new(
                        "(không phải đơn vị trực thuộc hoặc không nêu loại)",
                        "(not its own, or of no kind named)",
                    )
                };
                let title = if kind.is_empty() { none() } else { Text::same(kind) };
                planned_by_kind.push(Count { id: kind.to_owned(), title, count: 1 });
            }
        }
    }
    let mut outside_plan: Vec<String> =
        visited.iter().filter(|unit| !in_plan.contains(**unit)).map(|unit| (*unit).to_owned()).collect();
    outside_plan.sort_unstable();
    PlanCoverage {
        year: plan.year,
        number: plan.number.clone(),
        threshold: threshold(plan, &own_planned.share, &own_inspected.share),
        planned_inspected: covered(&planned, &visited, Text::new("đơn vị theo kế hoạch", "planned units")),
        own_planned,
        own_inspected,
        outside_plan,
        planned_by_kind,
    }
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut met = HashSet::new();
    names.filter(|name| met.insert(*name)).collect()
}

fn covered(units: &[&str], among: &HashSet<&str>, of: Text) -> Coverage {
    let (inside, rest): (Vec<&str>, Vec<&str>) = units.iter().copied().partition(|unit| among.contains(unit));
    let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    Coverage {
        share: Share::new(number(inside.len()), number(units.len()), of),
        units: owned(inside),
        rest: owned(rest),
    }
}

fn threshold(plan: &InspectionPlan, planned: &Share, inspected: &Share) -> Option<ThresholdResult> {
    let (percent, source, certainty) = match plan.threshold.as_ref()? {
        Threshold::Shipped(id) => {
            let shipped = shipped::threshold(id).ok()?;
            (shipped.percent, shipped.source.clone(), shipped.certainty)
        }
        Threshold::Own(own) => (own.percent, own.source.clone(), InspectionCertainty::Own),
    };
    // Compared as counts: a rate rounded for print may reach what the counts do not.
    let reached = |share: &Share| {
        let (part, whole) = (Decimal::from(share.count), Decimal::from(share.total));
        let sides = part.checked_mul(Decimal::ONE_HUNDRED).zip(percent.0.checked_mul(whole));
        sides.filter(|_| share.total > 0).map(|(got, needed)| got >= needed)
    };
    Some(ThresholdResult { percent, planned: reached(planned), inspected: reached(inspected), source, certainty })
}

/// Every unit that any plan names as the body's own, in the order met from the earliest plan on.
pub(super) fn over_years(all: &Inspections, as_of: NaiveDate) -> Vec<UnitCoverage> {
    let mut plans: Vec<&InspectionPlan> = all.plans.iter().collect();
    plans.sort_by_key(|plan| plan.year);
    let mut order: Vec<UnitCoverage> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for plan in plans {
        for unit in &plan.own_units {
            let place = *places.entry(&unit.name).or_insert_with(|| {
                let (visits, last, years, inspections) = (0, None, Vec::new(), Vec::new());
                order.push(UnitCoverage {
                    unit: unit.name.clone(),
                    kind: String::new(),
                    years,
                    visits,
                    last,
                    inspections,
                });
                order.len() - 1
            });
            if let Some(row) = order.get_mut(place) {
                row.kind.clone_from(&unit.kind);
                if row.years.last() != Some(&plan.year) {
                    row.years.push(plan.year);
                }
            }
        }
    }
    // By day, so that the inspections stand in the order they were made.
    let mut visits: BTreeMap<NaiveDate, Vec<(&str, &str)>> = BTreeMap::new();
    for inspection in &all.inspections {
        for (_, unit, date) in inspection.visited().filter(|(_, _, date)| *date <= as_of) {
            visits.entry(date).or_default().push((unit, &inspection.id));
        }
    }
    for (date, visits) in visits {
        for (unit, inspection) in visits {
            if let Some(row) = places.get(unit).and_then(|place| order.get_mut(*place)) {
                row.visits += 1;
                row.last = Some(date);
                if !row.inspections.iter().any(|id| id == inspection) {
                    row.inspections.push(inspection.to_owned());
                }
            }
        }
    }
    order
}
