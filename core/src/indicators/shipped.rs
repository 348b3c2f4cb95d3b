//! Which criterion is counted how, from `core/data/indicators.json`.

use crate::text::Text;
use crate::{Citation, document};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Shipped {
    pub(super) last_year: LastYear,
    pub(super) online: OnlineLimits,
    /// How what no text settles is read, by name.
    readings: BTreeMap<String, Text>,
    series: Vec<Series>,
}

/// Periods of so many months take their part of last year's figure.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LastYear {
    pub(super) months: Vec<u32>,
    pub(super) source: Citation,
}

/// Ngưỡng của chỉ số 9, in per cent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OnlineLimits {
    pub(super) procedures_percent: u64,
    pub(super) dossiers_percent: u64,
    pub(super) dossiers_least_percent: u64,
    pub(super) source: Citation,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Series {
    series: Vec<String>,
    criteria: Vec<Counting>,
}

/// Cách đếm của một tiêu chí.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Counting {
    pub(super) criterion: String,
    pub(super) count: Count,
    /// The denominator's name.
    #[serde(default)]
    pub(super) of: Text,
    /// What is counted of it.
    #[serde(default)]
    pub(super) good: Text,
    /// Why it is never computed.
    #[serde(default)]
    pub(super) because: Text,
    /// The names of its readings.
    #[serde(default)]
    readings: Vec<String>,
}

impl Counting {
    /// How what no text settles is read here.
    pub(super) fn readings(&self) -> Vec<Text> {
        self.readings.iter().filter_map(|name| SHIPPED.readings.get(name)).cloned().collect()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Count {
    AnnouncedOnTime,
    PublishedOnTime,
    PublishedComplete,
    Synced,
    OnTime,
    Never,
    ProceduresWithFee,
    ProceduresPaidOnline,
    PaidOnline,
    FeedbackOnTime,
    FeedbackContent,
    ApplicantsContent,
    ElectronicResult,
    Digitised,
    Reused,
    FromStore,
    ProceduresConnected,
    PopulationData,
    TotalTime,
    OwnTime,
    Contacts,
    Bodies,
    Publicity,
    Attitude,
    FeedbackInTime,
    OnlineServices,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let shipped = document::from_json(include_str!("../../data/indicators.json"));
    #[expect(clippy::expect_used, reason = "a unit test loads the same embedded file")]
    shipped.expect("the embedded indicators are valid")
});

pub(super) fn shipped() -> &'static Shipped {
    &SHIPPED
}

/// How the criteria of a series are counted; `None` of a series nobody wrote down.
pub(super) fn of_series(series: &str) -> Option<&'static [Counting]> {
    let known = SHIPPED.series.iter().find(|known| known.series.iter().any(|name| name == series));
    known.map(|known| known.criteria.as_slice())
}

#[cfg(test)]
mod tests {
    use super::{Count, SHIPPED, of_series};
    use crate::Error;
    use crate::rules::{Criterion, RuleSet};

    #[test]
    fn every_leaf_of_the_sets_is_counted_or_says_why_not() -> Result<(), Error> {
        for id in ["qd-766-2022", "tt-01-2018-agencies", "tt-01-2018-officials"] {
            let set = RuleSet::shipped(id)?;
            let counted = of_series(set.series()).unwrap_or_default();
            for leaf in set.criteria().iter().flat_map(Criterion::all).filter(|leaf| leaf.shape.is_some()) {
                let found: Vec<_> = counted.iter().filter(|known| known.criterion == leaf.code).collect();
                assert_eq!(found.len(), 1, "{id} {}", leaf.code);
            }
        }
        for counting in SHIPPED.series.iter().flat_map(|series| &series.criteria) {
            let never = counting.count == Count::Never;
            assert_eq!((counting.of.vi.is_empty(), counting.because.vi.is_empty()), (never, !never));
            assert_eq!(counting.readings().len(), counting.readings.len(), "{}", counting.criterion);
        }
        Ok(())
    }
}
