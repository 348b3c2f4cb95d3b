//! Rows of a report out of a tally: by some of its dimensions, period by period or over all of them.

use super::figures::{Figures, FormRow, Identities, TallyRates};
use super::policy::Policy;
use super::times::WorkingTimes;
use super::{Counted, Span, Tally, WorkingTime};
use crate::agency::{AgencyNode, AgencyTree};
use crate::text::Text;
use crate::{Error, document, number};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Yêu cầu bảng: which rows, by which policy.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ViewRequest {
    /// Các chiều: a row for each of their labels met; one row for all where there are none.
    pub by: Vec<String>,
    /// Từng kỳ: a row for each period; without it one over all of them.
    pub each_period: bool,
    /// Lọc: only these labels of a dimension.
    pub only: BTreeMap<String, Vec<String>>,
    /// Cách tính.
    pub policy: Policy,
    /// Cây cơ quan: agencies stand with their subordinates, as the tree was on the last day of the row.
    pub tree: Option<AgencyTree>,
}

/// A request as it is written; what is wrong with its tree is told by the tree.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RequestDocument {
    by: Vec<String>,
    each_period: bool,
    only: BTreeMap<String, Vec<String>>,
    policy: Policy,
    tree: Option<Vec<AgencyNode>>,
}

impl ViewRequest {
    /// Reads a request from JSON text.
    ///
    /// # Errors
    /// `document.invalid`, and `agency.invalid_tree` with all that is wrong with the tree.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let RequestDocument { by, each_period, only, policy, tree } = document::from_json(text)?;
        Ok(Self { by, each_period, only, policy, tree: tree.map(AgencyTree::try_from).transpose()? })
    }
}

/// Bảng số liệu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TallyView {
    /// Các chiều của bảng.
    pub by: Vec<String>,
    /// Cách tính.
    pub policy: Policy,
    /// Cách tính, bằng lời.
    pub policy_text: Text,
    /// The rows, in the order of their labels and periods.
    pub rows: Vec<ViewRow>,
    /// All together, one row a period where they were asked for, else one.
    pub totals: Vec<ViewRow>,
    /// Đối chiếu số dòng.
    pub records: Records,
    /// Cơ quan không có trong cây: labels that the tree does not know on their day; they stand by themselves.
    pub outside_tree: Vec<String>,
}

/// Một dòng của bảng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ViewRow {
    /// Nhãn của từng chiều; empty where the dossiers name none.
    pub key: Vec<RowKey>,
    /// Kỳ, or from the first day of the first through the last of the last.
    pub period: Span,
    /// Số liệu.
    pub figures: Figures,
    /// Biểu II.06a.
    pub form: FormRow,
    /// Đối chiếu.
    pub identities: Identities,
    /// Các tỷ lệ.
    pub rates: TallyRates,
    /// Thời gian giải quyết, where the tally keeps it.
    pub working_time: Option<WorkingTimes>,
}

/// Nhãn của một chiều.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct RowKey {
    /// Chiều.
    pub dimension: String,
    /// Nhãn.
    pub label: String,
    /// Tên cơ quan trong cây, where there is one.
    pub name: Option<String>,
    /// How deep in the tree of agencies, from 0; none elsewhere.
    pub depth: Option<usize>,
}

/// Đối chiếu số dòng: what became of every record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Records {
    /// Số dòng vào.
    pub rows: u64,
    /// Đã tính vào ít nhất một kỳ.
    pub counted: u64,
    /// Chưa hoặc không được tiếp nhận.
    pub not_accepted: u64,
    /// Đã kết thúc trước kỳ đầu.
    pub before: u64,
    /// Tiếp nhận sau kỳ cuối hoặc sau ngày lấy số liệu.
    pub after: u64,
    /// Không tính được, by the code of the reason.
    pub left_out: BTreeMap<String, u64>,
}

/// What is summed for a row.
#[derive(Default)]
struct Sum {
    figures: Figures,
    times: BTreeMap<u32, u64>,
}

/// A label with the name and the depth a tree gives it.
type Label = (String, Option<(String, usize)>);
type Key = (Vec<Label>, usize);
/// The rows a cell belongs to, several where an agency stands under others; the row of the totals; the period.
type Shown = (Vec<Key>, usize, usize);

impl Tally {
    /// Bảng số liệu of a request.
    ///
    /// # Errors
    /// `tally.unknown_dimension` for one the tally was not counted by, and for a tree where none is
    /// `agency`; `input.out_of_range` when a sum is too large to be a count.
    pub fn view(&self, request: &ViewRequest) -> Result<TallyView, Error> {
        let mut rows: BTreeMap<Key, Sum> = BTreeMap::new();
        let mut totals: BTreeMap<usize, Sum> = BTreeMap::new();
        let by = request.by.iter().map(|name| self.dimension(name)).collect::<Result<Vec<usize>, _>>()?;
        let only = request.only.iter().map(|(name, labels)| Ok((self.dimension(name)?, labels)));
        let only = only.collect::<Result<Vec<_>, Error>>()?;
        let agency = match &request.tree {
            Some(_) => Some(self.dimension("agency")?),
            None => None,
        };
        let mut outside: Vec<String> = Vec::new();
        let mut cache: Option<(u64, Option<Shown>)> = None;
        let mut keys_of = |cell: u64| -> Option<Shown> {
            let (places, period) = self.place(cell);
            let label = |dimension: usize| {
                let place = places.get(dimension).copied().unwrap_or_default();
                self.labels.get(dimension).and_then(|labels| labels.get(place)).map_or("", String::as_str)
            };
            if only.iter().any(|(dimension, labels)| !labels.iter().any(|known| known == label(*dimension))) {
                return None;
            }
            let shown = if request.each_period { period } else { 0 };
            let mut keys: Vec<Vec<Label>> = vec![Vec::new()];
            for dimension in &by {
                let chain = match request.tree.as_ref().filter(|_| agency == Some(*dimension)) {
                    None => vec![(label(*dimension).to_owned(), None)],
                    Some(tree) => {
                        let last = if request.each_period { period } else { self.frame.periods().saturating_sub(1) };
                        let day = self.frame.spec.periods.get(last).map(|span| span.through);
                        match day.and_then(|day| tree.path(label(*dimension), day)) {
                            Some(path) => {
                                let label = |(depth, node): (usize, &AgencyNode)| {
                                    (node.id.clone(), Some((node.name.clone(), depth)))
                                };
                                path.into_iter().enumerate().map(label).collect()
                            }
                            None => {
                                outside.push(label(*dimension).to_owned());
                                vec![(label(*dimension).to_owned(), None)]
                            }
                        }
                    }
                };
                keys = keys
                    .iter()
                    .flat_map(|key| {
                        chain.iter().map(move |label| [key.as_slice(), std::slice::from_ref(label)].concat())
                    })
                    .collect();
            }
            Some((keys.into_iter().map(|key| (key, shown)).collect(), shown, period))
        };
        let mut cached = |cell: u64| -> Option<Shown> {
            match &cache {
                Some((last, keys)) if *last == cell => keys.clone(),
                _ => {
                    let keys = keys_of(cell);
                    cache = Some((cell, keys.clone()));
                    keys
                }
            }
        };
        let last = self.frame.periods().saturating_sub(1);
        for entry in self.entries.iter() {
            let Some((keys, shown, period)) = cached(entry.cell()) else { continue };
            let Some(code) = entry.code() else { continue };
            // Over all periods a dossier is carried over once, into the first, and open once, after the last.
            let over = !request.each_period && self.frame.spec.counted == Counted::InPeriod;
            let comes = !over || !code.carried || period == 0;
            let stands = !over || code.standing.is_ended() || period == last;
            let add = |sum: &mut Sum| {
                if comes {
                    sum.figures.add_received(code, entry.count);
                }
                if stands {
                    sum.figures.add_standing(code, entry.count, &request.policy);
                }
            };
            keys.into_iter().for_each(|key| add(rows.entry(key).or_default()));
            add(totals.entry(shown).or_default());
        }
        for time in &self.times {
            let Some((keys, shown, _)) = cached(time.cell) else { continue };
            let Ok(worked) = u32::try_from(time.worked) else { continue };
            let add = |sum: &mut Sum| {
                let count = sum.times.entry(worked).or_default();
                *count = count.saturating_add(time.count);
            };
            keys.into_iter().for_each(|key| add(rows.entry(key).or_default()));
            add(totals.entry(shown).or_default());
        }
        if rows.is_empty() && by.is_empty() && !request.each_period {
            rows.insert((Vec::new(), 0), Sum::default());
        }
        if totals.is_empty() {
            totals.insert(0, Sum::default());
        }
        outside.sort_unstable();
        outside.dedup();
        let row = |labels: Vec<Label>, shown: usize, sum: Sum| -> Result<ViewRow, Error> {
            let named = request.by.iter().zip(labels);
            let key = named.map(|(dimension, (label, place))| {
                let (name, depth) = place.unzip();
                RowKey { dimension: dimension.clone(), label, name, depth }
            });
            let form = sum.figures.form_by(&request.policy);
            Ok(ViewRow {
                key: key.collect(),
                period: self.span(request.each_period.then_some(shown)),
                form,
                identities: sum.figures.identities(&form)?,
                rates: sum.figures.rates()?,
                working_time: self.frame.spec.working_time.map(|unit: WorkingTime| WorkingTimes::of(unit, sum.times)),
                figures: sum.figures,
            })
        };
        Ok(TallyView {
            by: request.by.clone(),
            policy: request.policy.clone(),
            policy_text: request.policy.text(),
            rows: rows.into_iter().map(|((labels, shown), sum)| row(labels, shown, sum)).collect::<Result<_, _>>()?,
            totals: totals.into_iter().map(|(shown, sum)| row(Vec::new(), shown, sum)).collect::<Result<_, _>>()?,
            records: self.records(),
            outside_tree: outside,
        })
    }

    /// The figures of everything counted, over all periods.
    ///
    /// # Errors
    /// As [`view`](Self::view).
    pub fn total(&self, policy: &Policy) -> Result<Figures, Error> {
        let view = self.view(&ViewRequest { policy: policy.clone(), ..ViewRequest::default() })?;
        Ok(view.totals.first().map(|row| row.figures).unwrap_or_default())
    }

    /// Đối chiếu: every record is counted, set aside or left out, none twice.
    ///
    /// # Errors
    /// `statistics.not_reconciled`.
    pub fn reconcile(&self) -> Result<(), Error> {
        let records = self.records();
        let left_out = records.left_out.values().copied();
        let parts = [records.counted, records.not_accepted, records.before, records.after].into_iter().chain(left_out);
        let accounted = number::count_sum("rows", parts)?;
        if accounted == records.rows { Ok(()) } else { Err(Error::NotReconciled { total: records.rows, accounted }) }
    }

    fn records(&self) -> Records {
        let rows = &self.rows;
        Records {
            rows: rows.total,
            counted: self.counted(),
            not_accepted: rows.not_accepted,
            before: rows.before,
            after: rows.after,
            left_out: rows.left_out.iter().map(|(code, count)| (code.clone().into_owned(), *count)).collect(),
        }
    }

    /// Dossiers counted: each comes in once, new in a period or carried over into the first it stands in.
    fn counted(&self) -> u64 {
        let mut sum: u64 = 0;
        for entry in self.entries.iter() {
            let (_, period) = self.place(entry.cell());
            if entry.code().is_some_and(|code| !code.carried || period == 0) {
                sum = sum.saturating_add(entry.count);
            }
        }
        sum
    }

    pub(super) fn dimension(&self, name: &str) -> Result<usize, Error> {
        let place = self.frame.by.iter().position(|known| known == name);
        place.ok_or_else(|| Error::UnknownDimension { name: name.to_owned(), known: self.frame.by.join(", ") })
    }

    fn span(&self, period: Option<usize>) -> Span {
        let periods = &self.frame.spec.periods;
        let whole = periods.first().zip(periods.last()).map(|(first, last)| Span { from: first.from, ..*last });
        let span = period.and_then(|period| periods.get(period).copied()).or(whole);
        span.unwrap_or(Span { from: chrono::NaiveDate::MIN, through: chrono::NaiveDate::MIN })
    }
}
