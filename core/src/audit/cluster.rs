//! Results crowded at the last: in the last stretch before they were due, or on the last day of a period.

use super::{AuditSettings, ClusterBy, Compared, Finding, FindingKind};
use crate::Moment;
use crate::text::Text;
use chrono::{NaiveDateTime, TimeDelta};
use std::collections::BTreeMap;

/// A result, whose it is, and the minute it was due.
pub(super) struct Finish {
    pub(super) agency: Option<String>,
    pub(super) who: Option<String>,
    pub(super) at: Moment,
    pub(super) due: Option<NaiveDateTime>,
}

/// How many of the results that could have been in the last stretch were.
#[derive(Default)]
struct Crowd {
    within: u64,
    of: u64,
}

impl Crowd {
    fn add(&mut self, within: bool) {
        self.of += 1;
        self.within += u64::from(within);
    }

    fn is_cluster(&self, settings: &AuditSettings) -> bool {
        let share = u128::from(self.within) * 100 >= u128::from(self.of) * u128::from(settings.cluster_percent);
        self.within >= settings.cluster_least.max(1).into() && share
    }
}

/// The clusters, in the order of agencies and officials.
pub(super) fn clusters(finishes: &[Finish], settings: &AuditSettings) -> Vec<Finding> {
    let mut hours: BTreeMap<(Option<&str>, Option<&str>), Crowd> = BTreeMap::new();
    let mut days: BTreeMap<(Option<&str>, Option<&str>), Crowd> = BTreeMap::new();
    for finish in finishes {
        let who = match settings.cluster_by {
            ClusterBy::Agency => None,
            // Results of nobody in particular are no cluster of an official.
            ClusterBy::Official => match &finish.who {
                Some(who) => Some(who.as_str()),
                None => continue,
            },
        };
        let key = (finish.agency.as_deref(), who);
        if let Some((due, at)) = finish.due.zip(finish.at.instant().ok()) {
            let left = due - at;
            let last = left >= TimeDelta::zero() && left <= TimeDelta::minutes(settings.cluster_minutes.into());
            hours.entry(key).or_default().add(last);
        }
        let day = finish.at.date();
        if let Some(period) = settings.period.filter(|period| period.from <= day && day <= period.to) {
            days.entry(key).or_default().add(day == period.to);
        }
    }
    let last = |crowds: BTreeMap<_, Crowd>, basis: &'static str, vi: &str, en: &str| -> Vec<Finding> {
        let clusters = crowds.into_iter().filter(|(_, crowd)| crowd.is_cluster(settings));
        let told = clusters.map(|((agency, who), crowd): ((Option<&str>, Option<&str>), Crowd)| {
            let Crowd { within, of } = crowd;
            let number = |name, value: u64| Compared { name, value: value.to_string() };
            Finding {
                kind: FindingKind::LastHourCluster,
                basis,
                dossier: None,
                agency: agency.map(str::to_owned),
                who: who.map(str::to_owned),
                event: None,
                at: None,
                recorded_at: None,
                compared: vec![
                    number("within", within),
                    number("of", of),
                    number("least", settings.cluster_least.into()),
                    number("least_percent", settings.cluster_percent.into()),
                ],
                source: None,
                text: Text::new(format!("{within} trong {of} kết quả {vi}"), format!("{within} of {of} results {en}")),
            }
        });
        told.collect()
    };
    let minutes = settings.cluster_minutes;
    let mut found = last(
        hours,
        "before_due",
        &format!("có trong {minutes} phút cuối trước hạn"),
        &format!("came in the last {minutes} minutes before they were due"),
    );
    found.extend(last(days, "last_day", "có vào ngày cuối kỳ", "came on the last day of the period"));
    found
}
