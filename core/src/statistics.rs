//! Thống kê đúng hạn: dossiers counted by outcome, with rates that say their denominator.
//!
//! Counts are whole numbers, and adding two of them is exact, so the counts of any parts add up to
//! the counts of the whole. A rate is `None` when its denominator is zero: never 0 %, never 100 %.

mod table;

pub use table::{AgencyStats, OnTimeTable, ProcedureStats};

use crate::dossier::{Classification, Dossier, Outcome, Seen, SetAside};
use crate::measure::Measure;
use crate::number::Ratio;
use crate::text::Text;
use crate::{Citation, Error, WorkCalendar, law, number};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Số hồ sơ theo kết quả: how many dossiers have each outcome, and how many were set aside.
///
/// ```
/// use cchc::OnTimeStats;
/// // Nine months of 2018, Tiền Giang: 82,566 finished on time, 2,454 not yet due.
/// let stats = OnTimeStats { on_time: 82_566, in_progress: 2_454, ..Default::default() };
/// assert_eq!(stats.counted()?, 85_020);
/// let rates = stats.rates()?;
/// assert_eq!(rates.on_time_of_resolved.percent().unwrap().to_string(), "100.00");
/// assert_eq!(rates.on_time_of_received.percent().unwrap().to_string(), "97.11");
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OnTimeStats {
    /// Trước hạn.
    pub early: u64,
    /// Đúng hạn.
    pub on_time: u64,
    /// Quá hạn.
    pub late: u64,
    /// Đang giải quyết, chưa đến hạn.
    pub in_progress: u64,
    /// Đang giải quyết, đã quá hạn.
    pub overdue: u64,
    /// Ngoài diện tính hạn.
    pub set_aside: SetAsideCounts,
}

/// Số hồ sơ ngoài diện tính hạn, by reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SetAsideCounts {
    /// Chưa hoặc không được tiếp nhận.
    pub not_accepted: u64,
    /// Chờ bổ sung, chờ nghĩa vụ tài chính, tạm dừng, chờ cơ quan khác.
    pub waiting: u64,
    /// Rút hồ sơ.
    pub withdrawn: u64,
    /// Dừng xử lý.
    pub stopped: u64,
    /// Đóng hồ sơ vì người nộp không hoàn thiện.
    pub closed: u64,
    /// Tiếp nhận sau ngày báo cáo.
    pub received_later: u64,
}

/// Các tỷ lệ: each with the denominator in its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Rates {
    /// Trước hạn và đúng hạn trên số đã giải quyết.
    pub on_time_of_resolved: Ratio,
    /// Trước hạn trên số đã giải quyết.
    pub early_of_resolved: Ratio,
    /// Quá hạn trên số đã giải quyết.
    pub late_of_resolved: Ratio,
    /// Trước hạn và đúng hạn trên tổng số tiếp nhận.
    pub on_time_of_received: Ratio,
    /// Đã quá hạn trên số đang giải quyết.
    pub overdue_of_pending: Ratio,
}

impl OnTimeStats {
    /// Counts dossiers one by one; the first that cannot be classified stops the count.
    ///
    /// For data that may hold bad rows use [`OnTimeTable`], which keeps a reason for each.
    ///
    /// # Errors
    /// Those of [`Dossier::classify`], and `dossier.duplicate`.
    pub fn of<'a>(
        dossiers: impl IntoIterator<Item = &'a Dossier>,
        as_of: NaiveDate,
        calendar: &WorkCalendar,
    ) -> Result<Self, Error> {
        let mut stats = Self::default();
        let mut seen = Seen::default();
        for (place, dossier) in (1_u64..).zip(dossiers) {
            stats.add(dossier.classify(as_of, calendar)?);
            seen.once(dossier, place)?;
        }
        Ok(stats)
    }

    /// Adds one classified dossier.
    pub fn add(&mut self, classification: Classification) {
        let aside = &mut self.set_aside;
        let count = match classification {
            Classification::Outcome(Outcome::Early) => &mut self.early,
            Classification::Outcome(Outcome::OnTime) => &mut self.on_time,
            Classification::Outcome(Outcome::Late) => &mut self.late,
            Classification::Outcome(Outcome::InProgress) => &mut self.in_progress,
            Classification::Outcome(Outcome::Overdue) => &mut self.overdue,
            Classification::SetAside(SetAside::NotAccepted) => &mut aside.not_accepted,
            Classification::SetAside(SetAside::Waiting) => &mut aside.waiting,
            Classification::SetAside(SetAside::Withdrawn) => &mut aside.withdrawn,
            Classification::SetAside(SetAside::Stopped) => &mut aside.stopped,
            Classification::SetAside(SetAside::Closed) => &mut aside.closed,
            Classification::SetAside(SetAside::ReceivedLater) => &mut aside.received_later,
        };
        *count = count.saturating_add(1);
    }

    /// The counts of two disjoint sets of dossiers together.
    #[must_use]
    pub fn merged(mut self, other: Self) -> Self {
        let mine = [
            &mut self.early,
            &mut self.on_time,
            &mut self.late,
            &mut self.in_progress,
            &mut self.overdue,
            &mut self.set_aside.not_accepted,
            &mut self.set_aside.waiting,
            &mut self.set_aside.withdrawn,
            &mut self.set_aside.stopped,
            &mut self.set_aside.closed,
            &mut self.set_aside.received_later,
        ];
        for (mine, theirs) in mine.into_iter().zip(other.all()) {
            *mine = mine.saturating_add(theirs);
        }
        self
    }

    fn all(&self) -> [u64; 11] {
        let aside = &self.set_aside;
        [
            self.early,
            self.on_time,
            self.late,
            self.in_progress,
            self.overdue,
            aside.not_accepted,
            aside.waiting,
            aside.withdrawn,
            aside.stopped,
            aside.closed,
            aside.received_later,
        ]
    }

    /// Đã giải quyết: finished early, on time or late.
    ///
    /// # Errors
    /// `input.out_of_range` when the sum is too large to be a count, here and below.
    pub fn resolved(&self) -> Result<u64, Error> {
        number::count_sum("dossiers", [self.early, self.on_time, self.late])
    }

    /// Đang giải quyết: not yet due, or overdue.
    ///
    /// # Errors
    /// As [`resolved`](Self::resolved).
    pub fn pending(&self) -> Result<u64, Error> {
        number::count_sum("dossiers", [self.in_progress, self.overdue])
    }

    /// Tổng số tính hạn: the dossiers that have one of the five outcomes.
    ///
    /// # Errors
    /// As [`resolved`](Self::resolved).
    pub fn counted(&self) -> Result<u64, Error> {
        number::count_sum("dossiers", [self.resolved()?, self.pending()?])
    }

    /// Tổng số tiếp nhận: counted, and those that wait, were withdrawn, stopped or closed.
    ///
    /// # Errors
    /// As [`resolved`](Self::resolved).
    pub fn received(&self) -> Result<u64, Error> {
        let aside = &self.set_aside;
        number::count_sum("dossiers", [self.counted()?, aside.waiting, aside.withdrawn, aside.stopped, aside.closed])
    }

    /// Tổng số hồ sơ: received, and those not accepted or received later.
    ///
    /// # Errors
    /// As [`resolved`](Self::resolved).
    pub fn total(&self) -> Result<u64, Error> {
        number::count_sum("dossiers", self.all())
    }

    /// Các tỷ lệ, each over the denominator its name says.
    ///
    /// # Errors
    /// As [`resolved`](Self::resolved).
    pub fn rates(&self) -> Result<Rates, Error> {
        let (resolved, pending, received) = (self.resolved()?, self.pending()?, self.received()?);
        let in_time = number::count_sum("dossiers", [self.early, self.on_time])?;
        Ok(Rates {
            on_time_of_resolved: Ratio::of(in_time, resolved),
            early_of_resolved: Ratio::of(self.early, resolved),
            late_of_resolved: Ratio::of(self.late, resolved),
            on_time_of_received: Ratio::of(in_time, received),
            overdue_of_pending: Ratio::of(self.overdue, pending),
        })
    }

    /// Đối chiếu: every dossier that came in is counted or set aside, none twice.
    ///
    /// # Errors
    /// `statistics.not_reconciled` with both totals.
    pub fn reconcile(&self, received: u64) -> Result<(), Error> {
        let accounted = self.total()?;
        if accounted == received { Ok(()) } else { Err(Error::NotReconciled { total: received, accounted }) }
    }

    /// The on-time rate of the resolved dossiers as a measure for scoring.
    ///
    /// ```
    /// use cchc::{MeasureValue, OnTimeStats, Ratio};
    /// let stats = OnTimeStats { early: 330, late: 2, in_progress: 9, ..Default::default() };
    /// let measure = stats.on_time_measure()?;
    /// assert_eq!(measure.value, MeasureValue::Ratio(Ratio::of(330, 332)));
    /// assert!(measure.source.is_some());
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`resolved`](Self::resolved).
    pub fn on_time_measure(&self) -> Result<Measure, Error> {
        Ok(Measure::ratio(self.rates()?.on_time_of_resolved).cited(law::shipped("outcome.by_finish_day")))
    }

    /// Nghĩa vụ xin lỗi: an apology is owed for every dossier late or overdue on a date.
    ///
    /// ```
    /// use cchc::OnTimeStats;
    /// let stats = OnTimeStats { early: 330, late: 2, overdue: 1, ..Default::default() };
    /// let duty = stats.apology(2, "2019-03-31".parse().unwrap())?;
    /// assert_eq!((duty.owed, duty.percent.unwrap().to_string().as_str()), (3, "66.67"));
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `statistics.more_apologies_than_owed`, and as [`resolved`](Self::resolved).
    pub fn apology(&self, apologised: u64, as_of: NaiveDate) -> Result<ApologyDuty, Error> {
        ApologyDuty::new(number::count_sum("dossiers", [self.late, self.overdue])?, apologised, as_of)
    }

    /// The counts with their totals and rates, as one plain document.
    ///
    /// # Errors
    /// As [`resolved`](Self::resolved).
    pub fn summary(&self) -> Result<StatsSummary, Error> {
        let rates = self.rates()?;
        let rate = |ratio: Ratio, vi: &str, en: &str| Rate::new(ratio, Text::new(vi, en));
        Ok(StatsSummary {
            counts: *self,
            resolved: self.resolved()?,
            pending: self.pending()?,
            counted: self.counted()?,
            received: self.received()?,
            total: self.total()?,
            on_time_of_resolved: rate(rates.on_time_of_resolved, "số đã giải quyết", "resolved"),
            early_of_resolved: rate(rates.early_of_resolved, "số đã giải quyết", "resolved"),
            late_of_resolved: rate(rates.late_of_resolved, "số đã giải quyết", "resolved"),
            on_time_of_received: rate(rates.on_time_of_received, "tổng số tiếp nhận", "received"),
            overdue_of_pending: rate(rates.overdue_of_pending, "số đang giải quyết", "pending"),
            rule: law::shipped("outcome.by_finish_day"),
        })
    }
}

/// Một tỷ lệ đã tính, with the name of its denominator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Rate {
    /// Tử số.
    pub numerator: number::Exact,
    /// Mẫu số.
    pub denominator: number::Exact,
    /// Per cent, half up at two decimals; empty when the denominator is zero.
    pub percent: Option<number::Exact>,
    /// What the denominator counts.
    pub of: Text,
}

impl Rate {
    /// A ratio with the name of its denominator.
    pub(crate) fn new(ratio: Ratio, of: Text) -> Self {
        Self { numerator: ratio.numerator, denominator: ratio.denominator, percent: ratio.percent(), of }
    }

    /// The rate as a ratio.
    pub fn ratio(&self) -> Ratio {
        Ratio { numerator: self.numerator, denominator: self.denominator }
    }
}

/// Tổng hợp: counts, totals and rates of one set of dossiers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are the totals and rates of OnTimeStats, described there")]
pub struct StatsSummary {
    #[serde(flatten)]
    pub counts: OnTimeStats,
    pub resolved: u64,
    pub pending: u64,
    pub counted: u64,
    pub received: u64,
    pub total: u64,
    pub on_time_of_resolved: Rate,
    pub early_of_resolved: Rate,
    pub late_of_resolved: Rate,
    pub on_time_of_received: Rate,
    pub overdue_of_pending: Rate,
    pub rule: Citation,
}

/// Nghĩa vụ xin lỗi khi quá hạn, and how far it was met.
///
/// Where no dossier was overdue the duty did not arise: that is neither 0 % nor 100 %.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ApologyDuty {
    /// Hồ sơ quá hạn phải xin lỗi.
    pub owed: u64,
    /// Đã xin lỗi bằng văn bản.
    pub apologised: u64,
    /// Whether the duty arose at all.
    pub applicable: bool,
    /// Per cent of those owed; empty when the duty did not arise.
    pub percent: Option<number::Exact>,
    /// The rule in force on the date.
    pub rule: Option<Citation>,
}

impl ApologyDuty {
    /// Apologies over those owed, as a ratio.
    pub fn ratio(&self) -> Ratio {
        Ratio::of(self.apologised, self.owed)
    }

    /// The duty from the number of overdue dossiers and of apologies made, by the text in force on a
    /// date; `rule` is empty where none is known for it.
    ///
    /// # Errors
    /// `statistics.more_apologies_than_owed`.
    pub fn new(owed: u64, apologised: u64, as_of: NaiveDate) -> Result<Self, Error> {
        if apologised > owed {
            return Err(Error::MoreApologiesThanOwed { owed, apologised });
        }
        let percent = Ratio::of(apologised, owed).percent();
        Ok(Self { owed, apologised, applicable: owed > 0, percent, rule: law::in_force("apology.duty", as_of) })
    }
}
