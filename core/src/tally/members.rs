//! Which dossiers stand behind a figure.

use super::block::Block;
use super::cells::Cells;
use super::columns::DossierColumns;
use super::frame::Frame;
use super::kernel::Kernel;
use super::policy::{Policy, Slot};
use super::standing::{Code, Standing};
use super::{Tally, TallySpec};
use crate::dossier::tidy;
use crate::{Error, WorkCalendar};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Chọn hồ sơ: the conditions a dossier meets; those left out are met by all.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Selection {
    /// Nhãn của các chiều: any of these labels.
    pub only: BTreeMap<String, Vec<String>>,
    /// Kỳ, by its place; any when left out.
    pub period: Option<usize>,
    /// Từ kỳ trước chuyển sang, or new.
    pub carried_over: Option<bool>,
    /// Tình trạng.
    pub standings: Vec<Standing>,
    /// Where the policy has them: `early`, `on_time`, `late`, `in_time`, `overdue` or `apart`.
    pub places: Vec<FormPlace>,
    /// Cách tính.
    pub policy: Policy,
}

/// Cột của biểu mà hồ sơ đứng.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the columns of the form by their names")]
pub enum FormPlace {
    Early,
    OnTime,
    Late,
    InTime,
    Overdue,
    Apart,
}

impl FormPlace {
    fn slot(self) -> Slot {
        match self {
            Self::Early => Slot::Early,
            Self::OnTime => Slot::OnTime,
            Self::Late => Slot::Late,
            Self::InTime => Slot::InTime,
            Self::Overdue => Slot::Overdue,
            Self::Apart => Slot::Apart,
        }
    }
}

impl Tally {
    /// Hồ sơ đứng sau một con số: the places of the rows that meet a selection, in order. Counting the same
    /// rows gives as many.
    ///
    /// # Errors
    /// Those of [`Tally::count`], and `tally.unknown_dimension` in the selection.
    #[inline]
    pub fn members(
        columns: &DossierColumns<'_>,
        spec: &TallySpec,
        calendar: &WorkCalendar,
        selection: &Selection,
    ) -> Result<Vec<usize>, Error> {
        columns.check()?;
        let frame = Frame::new(spec, calendar)?;
        let mut allowed = Vec::new();
        for (name, labels) in &selection.only {
            let by = columns.by.iter().find(|by| by.name == name);
            let by = by
                .filter(|_| frame.by.contains(name))
                .ok_or_else(|| Error::UnknownDimension { name: name.clone(), known: frame.by.join(", ") })?;
            let wanted: Vec<_> = labels.iter().map(|label| tidy(label)).collect();
            let among = |label: &String| wanted.contains(&tidy(label));
            let there: Vec<bool> = by.labels.iter().map(among).collect();
            allowed.push((by.codes, there, wanted.iter().any(|label| label.is_empty())));
        }
        Cells::new(columns, &frame)?;
        let named = |row: usize| {
            // As counting leaves out what no label gives.
            columns.is_labelled(row)
                && allowed.iter().all(|(codes, there, none)| match codes.get(row) {
                    Some(code) => there.get(code).copied().unwrap_or_default(),
                    None => *none,
                })
        };
        let meets = |period, code: Code| {
            let slot = selection.policy.slot(code.standing, code.relation);
            selection.period.is_none_or(|wanted| wanted == period)
                && selection.carried_over.is_none_or(|carried| carried == code.carried)
                && (selection.standings.is_empty() || selection.standings.contains(&code.standing))
                && (selection.places.is_empty() || selection.places.iter().any(|place| place.slot() == slot))
        };
        let kernel = Kernel::new(&frame, calendar);
        let (mut block, mut members) = (Block::new(), Vec::new());
        for from in (0..columns.len()).step_by(Block::ROWS) {
            let rows = Block::ROWS.min(columns.len() - from);
            let lanes = block.lanes(columns, calendar, (from, rows));
            for row in (from..from + rows).filter(|row| named(*row)) {
                let Ok(own) = lanes.row(columns, calendar, (from, row - from)) else { continue };
                let mut met = false;
                let found = kernel.row(own, || Ok(()), |period, code, _| met |= meets(period, code));
                if found.is_ok() && met {
                    members.push(row);
                }
            }
        }
        Ok(members)
    }
}
