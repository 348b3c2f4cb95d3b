//! What another policy would make of the same dossiers.

use super::figures::FormRow;
use super::policy::{Policy, Slot};
use super::standing::{Relation, Standing};
use super::view::{RowKey, ViewRequest};
use super::{Counted, Span, Tally};
use crate::Error;
use crate::text::Text;
use serde::Serialize;
use std::collections::BTreeMap;

/// Tác động của cách tính: which figures differ under another policy, and which dossiers move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PolicyEffect {
    /// The rows whose form differs.
    pub rows: Vec<EffectRow>,
    /// All together, before and after.
    pub total: EffectRow,
    /// The dossiers that another column holds, by how they stood.
    pub shifts: Vec<PolicyShift>,
}

/// Một dòng trước và sau.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EffectRow {
    /// Nhãn.
    pub key: Vec<RowKey>,
    /// Kỳ.
    pub period: Span,
    /// By the first policy.
    pub before: FormRow,
    /// By the other.
    pub after: FormRow,
    /// The columns that differ, by how much.
    pub changes: BTreeMap<&'static str, i64>,
}

/// Hồ sơ chuyển cột.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PolicyShift {
    /// Tình trạng.
    pub standing: Standing,
    /// So với hạn.
    pub relation: Relation,
    /// Where the first policy has them.
    pub from: &'static str,
    /// Where the other has them.
    pub to: &'static str,
    /// Số hồ sơ.
    pub dossiers: u64,
    /// In words.
    pub text: Text,
}

impl Slot {
    fn name(self) -> (&'static str, Text) {
        match self {
            Self::Early => ("early", Text::new("trước hạn", "early")),
            Self::OnTime => ("on_time", Text::new("đúng hạn", "on time")),
            Self::Late => ("late", Text::new("quá hạn", "late")),
            Self::InTime => ("in_time", Text::new("đang giải quyết trong hạn", "pending in time")),
            Self::Overdue => ("overdue", Text::new("đang giải quyết quá hạn", "pending and overdue")),
            Self::Apart => ("apart", Text::new("để riêng", "apart")),
        }
    }
}

impl Tally {
    /// Tác động của cách tính: the rows of a request by its policy and by another.
    ///
    /// # Errors
    /// Those of [`view`](Self::view).
    pub fn policy_effect(&self, request: &ViewRequest, other: &Policy) -> Result<PolicyEffect, Error> {
        let before = self.view(request)?;
        let after = self.view(&ViewRequest { policy: other.clone(), ..request.clone() })?;
        let pair = |(before, after): (super::ViewRow, super::ViewRow)| EffectRow {
            changes: changes(&before.form, &after.form),
            key: before.key,
            period: before.period,
            before: before.form,
            after: after.form,
        };
        let whole = ViewRequest { by: Vec::new(), each_period: false, ..request.clone() };
        let total = [self.view(&whole)?, self.view(&ViewRequest { policy: other.clone(), ..whole.clone() })?];
        let [first, second] = total.map(|view| view.totals.into_iter().next());
        let total = first.zip(second).map(pair).ok_or(Error::EmptyList { what: "compare" })?;
        let rows = before.rows.into_iter().zip(after.rows).map(pair).filter(|row| !row.changes.is_empty()).collect();
        Ok(PolicyEffect { rows, total, shifts: self.shifts(request, other)? })
    }

    /// Each dossier once: as it stood at the last end it has in the tally.
    fn shifts(&self, request: &ViewRequest, other: &Policy) -> Result<Vec<PolicyShift>, Error> {
        let only = request.only.iter().map(|(name, labels)| Ok((self.dimension(name)?, labels)));
        let only = only.collect::<Result<Vec<_>, Error>>()?;
        let last = self.frame.periods().saturating_sub(1);
        let mut moved: BTreeMap<(Standing, Relation), u64> = BTreeMap::new();
        for entry in self.entries.iter() {
            let (places, period) = self.place(entry.cell());
            let Some(code) = entry.code() else { continue };
            let shown = only.iter().all(|(dimension, labels)| {
                let place = places.get(*dimension).copied().unwrap_or_default();
                self.labels.get(*dimension).and_then(|own| own.get(place)).is_some_and(|label| labels.contains(label))
            });
            let once = self.frame.spec.counted == Counted::ByReception || code.standing.is_ended() || period == last;
            if shown && once {
                let count = moved.entry((code.standing, code.relation)).or_default();
                *count = count.saturating_add(entry.count);
            }
        }
        let shift = |((standing, relation), dossiers)| {
            let (from, to) = (request.policy.slot(standing, relation), other.slot(standing, relation));
            let ((from, from_text), (to, to_text)) = (from.name(), to.name());
            let label = standing.label();
            let text = Text::build(|lang| {
                let count = crate::text::count(dossiers, lang);
                let (label, from, to) = (label.get(lang), from_text.get(lang), to_text.get(lang));
                match lang {
                    crate::text::Lang::Vi => format!("{label}: {count} hồ sơ chuyển từ {from} sang {to}"),
                    crate::text::Lang::En => format!("{label}: {count} dossiers move from {from} to {to}"),
                }
            });
            PolicyShift { standing, relation, from, to, dossiers, text }
        };
        Ok(moved.into_iter().map(shift).filter(|shift| shift.from != shift.to).collect())
    }
}

fn changes(before: &FormRow, after: &FormRow) -> BTreeMap<&'static str, i64> {
    let difference = |((name, before), (_, after)): ((&'static str, u64), (&'static str, u64))| {
        let change = i128::from(after) - i128::from(before);
        (change != 0).then(|| (name, i64::try_from(change).unwrap_or(if change < 0 { i64::MIN } else { i64::MAX })))
    };
    before.columns().into_iter().zip(after.columns()).filter_map(difference).collect()
}
