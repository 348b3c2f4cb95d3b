//! Tổng hợp hồ sơ: how many dossiers came in, were settled and are open, in counts that merge.
//!
//! **What.** A [`Tally`] counts dossiers by whatever they are told apart by (agency, field, procedure,
//! level, mechanism, channel, ...) and by period. Each dossier stands in every period it lives in
//! with how it came in (new or carried over, by which channel) and how it stood when the period
//! ended: finished, open, waiting, withdrawn, ..., and where that lies against its due date. From
//! this one count follow the form II.06a, the rates, and both under any declared [`Policy`].
//!
//! **How.** A tally is a commutative monoid: [`Tally::merge`] adds two of them, in any order and
//! however the dossiers were parted, and [`Tally::to_bytes`] of the result is the same bytes. A
//! cluster's workers send those.
//!
//! **When not.** A tally holds no dossier. Which dossiers stand behind a figure is asked of the
//! records again, with [`Tally::members`]; that an id stands twice is found where the ids are, by
//! [`Counter`].

mod binary;
mod block;
mod cells;
mod columns;
mod count;
mod counter;
mod effect;
mod entries;
mod figures;
mod frame;
mod gather;
mod json;
mod kernel;
mod members;
mod policy;
mod standing;
mod table;
mod times;
mod view;
mod workers;

pub use columns::{Codes, Dimension, DossierColumns, Moments};
pub use counter::{Counter, DIMENSIONS};
pub use effect::{EffectRow, PolicyEffect, PolicyShift};
pub use figures::{Apart, Figures, FormRow, Identities, Identity, Pending, Received, Resolved, Standings, TallyRates};
pub use members::{FormPlace, Selection};
pub use policy::{Compare, Placement, Policy};
pub use standing::{Relation, Standing};
pub use table::FigureColumns;
pub use times::{TimeCount, WorkingTimes};
pub use view::{Records, RowKey, TallyView, ViewRequest, ViewRow};
pub use workers::{OneByOne, Workers};

use crate::dossier::{Dossier, DossierReader};
use crate::error::Issue;
use crate::{Error, WorkCalendar};
use chrono::NaiveDate;
use entries::Entries;
use frame::Frame;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Cách tổng hợp: what a tally counts by. Tallies merge only when theirs are the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TallySpec {
    /// Các kỳ, in order and apart; one or many.
    pub periods: Vec<Span>,
    /// Ngày lấy số liệu: the day the statuses were read; the end of the last period when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<NaiveDate>,
    /// Whether a dossier stands in each period it lives in, or in that of its reception alone.
    #[serde(default)]
    pub counted: Counted,
    /// Các chiều: what dossiers are told apart by, such as `agency` and `procedure`, in order.
    #[serde(default)]
    pub by: Vec<String>,
    /// Thời gian giải quyết: the unit its distribution is kept in, where it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_time: Option<WorkingTime>,
}

/// Khoảng ngày, both days included; a period's answer can be given as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "SpanDocument")]
pub struct Span {
    /// Từ ngày.
    pub from: NaiveDate,
    /// Đến ngày.
    pub through: NaiveDate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpanDocument {
    from: NaiveDate,
    through: NaiveDate,
    #[serde(default, rename = "rule")]
    _rule: Option<IgnoredAny>,
    #[serde(default, rename = "kind")]
    _kind: Option<IgnoredAny>,
    #[serde(default, rename = "year")]
    _year: Option<IgnoredAny>,
    #[serde(default, rename = "number")]
    _number: Option<IgnoredAny>,
    #[serde(default, rename = "send_by")]
    _send_by: Option<IgnoredAny>,
    #[serde(default, rename = "label")]
    _label: Option<IgnoredAny>,
    #[serde(default, rename = "certainty")]
    _certainty: Option<IgnoredAny>,
    #[serde(default, rename = "source")]
    _source: Option<IgnoredAny>,
}

impl From<SpanDocument> for Span {
    fn from(document: SpanDocument) -> Self {
        Self { from: document.from, through: document.through }
    }
}

/// Cách đưa hồ sơ vào kỳ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Counted {
    /// Theo kỳ báo cáo: in each period it lives in, as new or carried over, as it stood when the period
    /// ended. What the form II.06a asks for.
    #[default]
    InPeriod,
    /// Theo ngày tiếp nhận: in the period of its reception alone, as it stands on the day of the data.
    ByReception,
}

/// Đơn vị thời gian giải quyết.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WorkingTime {
    /// Ngày làm việc.
    WorkingDays,
    /// Phút làm việc, which the rows give themselves.
    WorkingMinutes,
}

/// Bảng tổng hợp: counts of dossiers that merge.
///
/// ```
/// use cchc::tally::{Codes, Dimension, DossierColumns, Moments, Policy, Tally, TallySpec};
/// use cchc::WorkCalendar;
/// let spec: TallySpec = serde_json::from_str(
///     r#"{"periods": [{"from": "2026-03-01", "through": "2026-03-31"}], "by": ["agency"]}"#,
/// ).unwrap();
/// let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap().signed_duration_since(Default::default()).num_days() as i32;
/// let (received, finished) = ([day("2026-03-02"), day("2026-02-27")], [day("2026-03-05"), i32::MIN]);
/// let agencies = ["Sở Nội vụ".to_owned()];
/// let columns = DossierColumns {
///     limit: Some(&[5, 3]), // working days
///     finished: Some(Moments::Days(&finished)),
///     by: &[Dimension { name: "agency", codes: Codes::U8(&[0, 0]), labels: &agencies }],
///     ..DossierColumns::received(Moments::Days(&received))
/// };
/// let tally = Tally::count(&columns, &spec, WorkCalendar::vietnam(), &mut [0; 2])?;
/// let form = tally.total(&Policy::default())?.form();
/// assert_eq!((form.c3, form.c6, form.c8, form.c13), (2, 1, 1, 1)); // received, carried over, early, overdue
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Tally {
    frame: Frame,
    /// The labels of each dimension, sorted; the empty one stands for rows that name none.
    labels: Vec<Vec<String>>,
    /// Counts by cell and standing, in order.
    entries: Entries,
    /// Counts by cell and working time, in order.
    times: Vec<times::Time>,
    rows: Rows,
}

/// Số dòng: what became of every row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Rows {
    /// Rows that came in.
    total: u64,
    /// Chưa hoặc không được tiếp nhận.
    not_accepted: u64,
    /// Ended before the first period.
    before: u64,
    /// Received after the last period, or after the day of the data.
    after: u64,
    /// Left out, by the code of the reason.
    left_out: BTreeMap<Cow<'static, str>, u64>,
}

impl Rows {
    fn merged(mut self, other: &Self) -> Self {
        for (mine, theirs) in [
            (&mut self.total, other.total),
            (&mut self.not_accepted, other.not_accepted),
            (&mut self.before, other.before),
            (&mut self.after, other.after),
        ] {
            *mine = mine.saturating_add(theirs);
        }
        for (code, count) in &other.left_out {
            self.leave_out(code.clone(), *count);
        }
        self
    }

    fn leave_out(&mut self, code: impl Into<Cow<'static, str>>, rows: u64) {
        let count = self.left_out.entry(code.into()).or_default();
        *count = count.saturating_add(rows);
    }
}

impl Tally {
    /// A tally of nothing, which merging leaves another as it is.
    ///
    /// # Errors
    /// `tally.invalid_spec`.
    pub fn empty(spec: &TallySpec, calendar: &WorkCalendar) -> Result<Self, Error> {
        let frame = Frame::new(spec, calendar)?;
        let labels = vec![Vec::new(); frame.by.len()];
        Ok(Self { frame, labels, entries: Entries::default(), times: Vec::new(), rows: Rows::default() })
    }

    /// Counts the rows of columns; `reasons` says of each row why it is left out, 0 where it is not.
    ///
    /// # Errors
    /// `tally.invalid_spec`; `columns.length` when the columns do not fit each other;
    /// `tally.unknown_dimension` when they lack one of the specification's, or have another;
    /// `input.out_of_range` for more cells than can be numbered.
    #[inline]
    pub fn count(
        columns: &DossierColumns<'_>,
        spec: &TallySpec,
        calendar: &WorkCalendar,
        reasons: &mut [u8],
    ) -> Result<Self, Error> {
        Self::count_by(columns, spec, calendar, reasons, &OneByOne)
    }

    /// [`count`](Self::count) in parts that go on side by side.
    ///
    /// # Errors
    /// Those of [`count`](Self::count).
    pub fn count_by(
        columns: &DossierColumns<'_>,
        spec: &TallySpec,
        calendar: &WorkCalendar,
        reasons: &mut [u8],
        workers: &impl Workers,
    ) -> Result<Self, Error> {
        count::count(columns, (&Frame::new(spec, calendar)?, calendar), reasons, count::NO_IDS, workers)
    }

    /// Counts dossiers, each id once; with a reason for every one left out, by its place from 1.
    ///
    /// # Errors
    /// `tally.invalid_spec`, and `tally.unknown_dimension` for one that is not among [`DIMENSIONS`].
    pub fn of_dossiers(
        dossiers: &[Dossier],
        spec: &TallySpec,
        calendar: &WorkCalendar,
    ) -> Result<(Self, Vec<Issue>), Error> {
        let mut counter = Counter::of_records(spec, calendar)?;
        dossiers.iter().for_each(|dossier| counter.add_dossier(dossier, None));
        counter.finish()
    }

    /// Counts the dossiers of an export as they are read, with a reason for every line left out; `progress` is
    /// told the bytes read so far.
    ///
    /// # Errors
    /// As [`of_dossiers`](Self::of_dossiers).
    pub fn of_export(
        reader: &mut DossierReader<'_>,
        spec: &TallySpec,
        calendar: &WorkCalendar,
        progress: impl FnMut(u64),
    ) -> Result<(Self, Vec<Issue>), Error> {
        let mut counter = Counter::of_records(spec, calendar)?;
        counter.read(reader, progress);
        counter.finish()
    }

    /// What the tally counts by.
    pub fn spec(&self) -> &TallySpec {
        &self.frame.spec
    }

    /// Rows that came in.
    pub fn rows(&self) -> u64 {
        self.rows.total
    }

    /// Adds another tally of other dossiers.
    ///
    /// # Errors
    /// `tally.mismatch` when the two were not counted by the same specification and calendar.
    pub fn merge(self, other: Self) -> Result<Self, Error> {
        self.frame.matches(&other.frame)?;
        Ok(entries::merge(self, other))
    }

    /// Adds any number of tallies, the small ones first so that no count is copied often.
    ///
    /// # Errors
    /// `input.empty_list` of none; `tally.mismatch`.
    pub fn merged(tallies: impl IntoIterator<Item = Self>) -> Result<Self, Error> {
        let mut stack = counter::Stack::default();
        for tally in tallies {
            stack.push(tally)?;
        }
        stack.finish()?.ok_or(Error::EmptyList { what: "merge" })
    }
}

/// Equal when they hold the same counts, whatever labels stand in them unused.
impl PartialEq for Tally {
    fn eq(&self, other: &Self) -> bool {
        self.to_bytes() == other.to_bytes()
    }
}

impl Eq for Tally {}
