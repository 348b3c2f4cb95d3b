//! Targets of a plan: a number to be reached, and what was measured.

use crate::error::Issue;
use crate::number::{self, Exact};
use crate::text::Text;
use crate::{Citation, Error};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// Chỉ tiêu của kế hoạch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Mã.
    pub id: String,
    /// Tên.
    pub title: Text,
    /// Đơn vị tính, such as `%`.
    pub unit: String,
    /// Chiều của chỉ tiêu.
    pub direction: Direction,
    /// Mức phải đạt.
    pub value: Exact,
    /// Các lần đo, in any order.
    #[serde(default)]
    pub measured: Vec<Measured>,
}

/// Chiều của chỉ tiêu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Direction {
    /// Từ mức đó trở lên.
    AtLeast,
    /// Từ mức đó trở xuống.
    AtMost,
    /// Đúng mức đó.
    Equal,
}

/// Kết quả một lần đo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// Ngày đo: from then on it is known.
    pub date: NaiveDate,
    /// Giá trị.
    pub value: Exact,
    /// Nguồn.
    pub source: Citation,
}

/// Tình trạng chỉ tiêu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TargetState {
    /// Đạt.
    Reached,
    /// Chưa đạt.
    NotReached,
    /// Chưa đo.
    NotMeasured,
}

/// Các chỉ tiêu on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TargetReport {
    /// Tổng số chỉ tiêu.
    pub total: u64,
    /// Mã các chỉ tiêu đạt.
    pub reached: Vec<String>,
    /// Mã các chỉ tiêu chưa đạt.
    pub not_reached: Vec<String>,
    /// Mã các chỉ tiêu chưa đo.
    pub not_measured: Vec<String>,
    /// Từng chỉ tiêu.
    pub rows: Vec<TargetStatus>,
}

/// Một chỉ tiêu on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TargetStatus {
    /// Mã.
    pub id: String,
    /// Tên.
    pub title: Text,
    /// Đơn vị tính.
    pub unit: String,
    /// Chiều.
    pub direction: Direction,
    /// Mức phải đạt.
    pub value: Exact,
    /// Tình trạng.
    pub state: TargetState,
    /// The newest measurement known then.
    pub measured: Option<Measured>,
    /// Measured less the value of the target.
    pub difference: Option<Exact>,
    /// Còn thiếu bao nhiêu: how far the measurement is from the target; 0 where it is reached.
    pub distance: Option<Exact>,
}

impl Target {
    fn on(&self, as_of: NaiveDate) -> TargetStatus {
        let known = self.measured.iter().filter(|measured| measured.date <= as_of);
        let measured = known.max_by_key(|measured| measured.date).cloned();
        let difference = measured.as_ref().and_then(|measured| number::difference(measured.value, self.value));
        let zero = Exact::default();
        let reached = difference.map(|difference| match self.direction {
            Direction::AtLeast => difference >= zero,
            Direction::AtMost => difference <= zero,
            Direction::Equal => difference == zero,
        });
        // Its decimals are those of the two values, like those of the difference.
        let nothing = difference.map(|difference| {
            let mut nothing = zero.0;
            nothing.rescale(difference.0.scale());
            Exact(nothing)
        });
        let distance = if reached == Some(true) { nothing } else { difference.map(|lacking| Exact(lacking.0.abs())) };
        TargetStatus {
            id: self.id.clone(),
            title: self.title.clone(),
            unit: self.unit.clone(),
            direction: self.direction,
            value: self.value,
            state: match reached {
                Some(true) => TargetState::Reached,
                Some(false) => TargetState::NotReached,
                None => TargetState::NotMeasured,
            },
            measured,
            difference,
            distance,
        }
    }
}

pub(super) fn report(targets: &[Target], as_of: NaiveDate) -> TargetReport {
    let rows: Vec<TargetStatus> = targets.iter().map(|target| target.on(as_of)).collect();
    let of = |state| rows.iter().filter(|row| row.state == state).map(|row| row.id.clone()).collect();
    TargetReport {
        total: u64::try_from(rows.len()).unwrap_or(u64::MAX),
        reached: of(TargetState::Reached),
        not_reached: of(TargetState::NotReached),
        not_measured: of(TargetState::NotMeasured),
        rows,
    }
}

/// Two ids that are one, and two values measured on one day, of which neither is the newest.
pub(super) fn check(targets: &[Target], issues: &mut Vec<Issue>) {
    let mut ids = HashSet::new();
    for (place, target) in targets.iter().enumerate() {
        if !ids.insert(&target.id) {
            let error = Error::DuplicateId { id: number::shorten(&target.id) };
            issues.push(Issue::at(format!("targets[{place}].id"), error));
        }
        let mut days = HashMap::new();
        for (at, measured) in target.measured.iter().enumerate() {
            if *days.entry(measured.date).or_insert(measured.value) != measured.value {
                let error = Error::DuplicateId { id: measured.date.to_string() };
                issues.push(Issue::at(format!("targets[{place}].measured[{at}].date"), error));
            }
        }
    }
}
