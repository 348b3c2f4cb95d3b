//! Whether decisions were announced and published in time, and what indicators are counted from.

use super::shapes::{Announcement, CatalogueProcedure};
use super::{Catalogue, UsedAct, online};
use crate::dossier::{ApplicantKind, tidy};
use crate::error::{Error, Issue};
use crate::number::{Exact, Ratio};
use crate::rules::{AgencyKind, Counted, RuleSet, TimeRule};
use crate::text::{self, Lang, Text};
use crate::{Citation, WorkCalendar};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeMap;

/// Công bố, công khai đúng hạn: every decision by the time limits of a rule set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Punctuality {
    /// Mã bộ chỉ số.
    pub rule_set: String,
    /// Cấp phải theo hạn.
    pub level: AgencyKind,
    /// Tại ngày.
    pub as_of: NaiveDate,
    /// Hạn công bố của cấp đó; none where the set has none for it.
    pub announce_rule: Option<TimeRule>,
    /// Hạn công khai của cấp đó.
    pub publish_rule: Option<TimeRule>,
    /// Căn cứ của hạn công bố.
    pub announce_source: Option<Citation>,
    /// Căn cứ của hạn công khai.
    pub publish_source: Option<Citation>,
    /// Từng quyết định đã ký, by day of signing.
    pub decisions: Vec<DecisionPunctuality>,
    /// Tổng hợp việc công bố, a decision counting once.
    pub announced: PunctualityTotals,
    /// Tổng hợp việc công khai, a decision counting once for each day on which it published.
    pub published: PunctualityTotals,
    /// Days that could not be counted.
    pub issues: Vec<Issue>,
}

/// Một quyết định.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DecisionPunctuality {
    /// Số, ký hiệu.
    pub decision: String,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Ngày ký: the day on which it announces.
    pub signed: NaiveDate,
    /// Ngày hiệu lực muộn nhất của các văn bản làm căn cứ, where all of them are known.
    pub basis_effective: Option<NaiveDate>,
    /// Mã các thủ tục được công bố mới, sửa đổi, thay thế; abolitions are none of them.
    pub codes: Vec<String>,
    /// Mã các thủ tục phải theo hạn công bố: of a province its own alone.
    pub announced_codes: Vec<String>,
    /// Hạn công bố: the last day on which signing was in time.
    pub announce_by: Option<NaiveDate>,
    /// Tình trạng công bố.
    pub announced: DutyState,
    /// Số ngày làm việc chậm.
    pub announced_late_by: Option<u32>,
    /// Việc công khai, by the day of it.
    pub publications: Vec<PublicationDuty>,
    /// The same in words.
    pub text: Text,
}

/// Việc công khai các thủ tục của một quyết định.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PublicationDuty {
    /// Mã các thủ tục.
    pub codes: Vec<String>,
    /// Hạn công khai.
    pub due: Option<NaiveDate>,
    /// Ngày công khai.
    pub done: Option<NaiveDate>,
    /// Tình trạng.
    pub state: DutyState,
    /// Số ngày làm việc chậm, until it was done or until the day asked about.
    pub late_by: Option<u32>,
}

/// Tình trạng so với hạn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DutyState {
    /// Đúng hạn.
    InTime,
    /// Chậm.
    Late,
    /// Chưa làm, còn hạn.
    Open,
    /// Chưa làm, hết hạn: its last day is past, or ends with the day asked about.
    Overdue,
    /// Không đủ dữ liệu.
    NotKnown,
    /// Không phải theo hạn này.
    NotApplicable,
}

impl DutyState {
    fn label(self) -> Text {
        match self {
            Self::InTime => Text::new("đúng hạn", "in time"),
            Self::Late => Text::new("chậm", "late"),
            Self::Open => Text::new("chưa làm, còn hạn", "not yet done, not yet due"),
            Self::Overdue => Text::new("chưa làm, hết hạn", "not done, overdue"),
            Self::NotKnown => Text::new("không đủ dữ liệu", "not known"),
            Self::NotApplicable => Text::new("không thuộc diện phải theo hạn", "not under the limit"),
        }
    }
}

/// Tổng hợp tình trạng so với hạn.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct PunctualityTotals {
    /// Đúng hạn.
    pub in_time: u64,
    /// Chậm.
    pub late: u64,
    /// Chưa làm, còn hạn.
    pub open: u64,
    /// Chưa làm, hết hạn.
    pub overdue: u64,
    /// Không đủ dữ liệu.
    pub not_known: u64,
    /// Không phải theo hạn này.
    pub not_applicable: u64,
    /// Tỷ lệ đúng hạn: in time over in time, late and overdue, per cent, half up at two decimals.
    pub in_time_percent: Option<Exact>,
}

impl PunctualityTotals {
    fn of(states: impl Iterator<Item = DutyState>) -> Self {
        let mut totals = Self::default();
        for state in states {
            *match state {
                DutyState::InTime => &mut totals.in_time,
                DutyState::Late => &mut totals.late,
                DutyState::Open => &mut totals.open,
                DutyState::Overdue => &mut totals.overdue,
                DutyState::NotKnown => &mut totals.not_known,
                DutyState::NotApplicable => &mut totals.not_applicable,
            } += 1;
        }
        let judged = totals.in_time.saturating_add(totals.late).saturating_add(totals.overdue);
        totals.in_time_percent = Ratio::of(totals.in_time, judged).percent();
        totals
    }
}

/// The last day on which something is in time by a rule.
///
/// # Errors
/// Those of counting working days.
pub(crate) fn last_day(calendar: &WorkCalendar, rule: &TimeRule, mark: NaiveDate) -> Result<NaiveDate, Error> {
    match rule.counted {
        Counted::Before => calendar.subtract_working_days(mark, rule.working_days),
        Counted::After => calendar.add_working_days(mark, rule.working_days),
    }
}

/// A decision put together from its acts.
#[derive(Default)]
struct Decision<'a> {
    acts: Vec<(&'a str, &'a UsedAct, Option<bool>)>,
}

struct Judge<'a> {
    calendar: &'a WorkCalendar,
    level: AgencyKind,
    as_of: NaiveDate,
    announce: Option<&'a TimeRule>,
    publish: Option<&'a TimeRule>,
    issues: Vec<Issue>,
}

impl Catalogue {
    /// Công bố, công khai đúng hạn: every decision signed by the end of `as_of`, by the limits that a rule set has for
    /// a level, such as those of QĐ 766/QĐ-TTg for a ministry and for a province's own procedures. A decision that does
    /// nothing but abolish announces no procedure and is left out.
    ///
    /// ```
    /// use cchc::{RuleSet, WorkCalendar, catalogue::Catalogue, rules::AgencyKind};
    /// let catalogue = Catalogue::from_json(r#"{"decisions": [{"number": "1/QĐ-UBND", "signed": "2026-03-16",
    ///     "basis": [{"document": "05/2026/NQ-HĐND", "effective": "2026-03-20"}], "published": "2026-03-23",
    ///     "acts": [{"act": "announced", "code": "1.000001",
    ///         "content": {"name": "A", "field": "B", "level": "province", "own": true}}]}]}"#)?;
    /// let rules = RuleSet::shipped("qd-766-2022")?;
    /// let found = catalogue.punctuality(&rules, AgencyKind::Province, WorkCalendar::vietnam(), "2026-03-31".parse().unwrap());
    /// let decision = &found.decisions[0];
    /// // Five working days before Friday 20/3 is Friday 13/3; Monday 16/3 is one working day late.
    /// assert_eq!(decision.announce_by.unwrap().to_string(), "2026-03-13");
    /// assert_eq!(decision.announced_late_by, Some(1));
    /// // Five working days after Monday 16/3 is Monday 23/3.
    /// assert_eq!((found.announced.late, found.published.in_time), (1, 1));
    /// # Ok::<(), cchc::Error>(())
    /// ```
    pub fn punctuality(
        &self,
        set: &RuleSet,
        level: AgencyKind,
        calendar: &WorkCalendar,
        as_of: NaiveDate,
    ) -> Punctuality {
        // Feedback has a limit to publish too: meant is the criterion whose limits are of nothing else.
        let limit = |id| {
            let mut criteria = set.criteria().iter().flat_map(|criterion| criterion.all());
            let meant = criteria.find(|criterion| {
                !criterion.time_limits.is_empty() && criterion.time_limits.iter().all(|rule| rule.id == id)
            })?;
            Some((meant.time_limit(id, level)?, &meant.source))
        };
        let (announce, publish) = (limit("announce"), limit("publish"));
        let rule = |found: Option<(&TimeRule, &Citation)>| found.map(|(rule, _)| rule.clone());
        let source = |found: Option<(&TimeRule, &Citation)>| found.map(|(_, source)| source.clone());
        let mut judge = Judge {
            calendar,
            level,
            as_of,
            announce: announce.map(|(rule, _)| rule),
            publish: publish.map(|(rule, _)| rule),
            issues: Vec::new(),
        };
        let mut decisions = BTreeMap::<_, Decision<'_>>::new();
        for (code, procedure) in &self.procedures {
            for act in procedure.acts.iter().filter(|act| act.source.signed <= as_of && act.version.is_some()) {
                let version = procedure.versions.iter().find(|version| Some(version.number) == act.version);
                let own = version.and_then(|version| version.content.own);
                let key = (act.source.signed, &act.source.decision, &act.issuer);
                decisions.entry(key).or_default().acts.push((code, act, own));
            }
        }
        let decisions: Vec<_> = decisions.values().filter_map(|decision| judge.decision(decision)).collect();
        let publications = decisions.iter().flat_map(|decision| &decision.publications);
        Punctuality {
            rule_set: set.id().to_owned(),
            level,
            as_of,
            announce_rule: rule(announce),
            publish_rule: rule(publish),
            announce_source: source(announce),
            publish_source: source(publish),
            announced: PunctualityTotals::of(decisions.iter().map(|decision| decision.announced)),
            published: PunctualityTotals::of(publications.map(|publication| publication.state)),
            decisions,
            issues: judge.issues,
        }
    }

    /// Danh mục cho việc tính chỉ số: the procedures as indicators ask for them on a day: those in force, and those
    /// announced by then that are not in force yet, as they will be. `agency`, where it is given, is one of their
    /// competent agencies.
    ///
    /// An announcement is a decision that announces, amends or replaces, signed by the end of the day. An abolition is
    /// none.
    pub fn indicator_procedures(&self, day: NaiveDate, agency: Option<&str>) -> Vec<CatalogueProcedure> {
        let agency = agency.map(tidy);
        let mut listed = Vec::new();
        for (code, procedure) in &self.procedures {
            let signed = |number: u32| {
                let mut acts = procedure.acts.iter().filter(|act| act.version == Some(number));
                acts.any(|act| act.source.signed <= day)
            };
            let coming = || procedure.versions.iter().find(|version| version.from > day && signed(version.number));
            let Some(version) = procedure.at(day).or_else(coming) else { continue };
            let content = &version.content;
            let asked = |agency: &_| content.agencies.iter().any(|name| tidy(name) == *agency);
            if !agency.as_ref().is_none_or(asked) {
                continue;
            }
            let announcements = procedure.acts.iter().filter(|act| act.version.is_some() && act.source.signed <= day);
            let announcements = announcements.map(|act| Announcement {
                decision: act.source.signed,
                effective: act.basis_effective(),
                public: act.public,
                published: act.published,
            });
            let paid = |amount: Option<Exact>| amount.is_none_or(|amount| amount.0 > Decimal::ZERO);
            listed.push(CatalogueProcedure {
                id: code.clone(),
                announcements: Some(announcements.collect()),
                own: content.own,
                parts: content.parts.clone(),
                limit: content.limit,
                has_fee: content.fees.as_ref().map(|fees| fees.iter().any(|fee| paid(fee.amount))),
                written_result: content.result.as_ref().and_then(|result| result.written),
                for_people: content.applicants.as_ref().map(|who| who.contains(&ApplicantKind::Citizen)),
                population_data: procedure.facts.population_data,
                eligible_online: procedure.facts.eligible_online,
                service: online::standing(&procedure.online, day).map(|standing| standing.service),
                posted: procedure.facts.posted,
                electronic: procedure.facts.electronic,
            });
        }
        listed
    }
}

impl UsedAct {
    /// The newest day of the basis texts; none without any, or where one of them has no known day.
    fn basis_effective(&self) -> Option<NaiveDate> {
        let days: Option<Vec<NaiveDate>> = self.basis.iter().copied().collect();
        days.unwrap_or_default().into_iter().max()
    }
}

impl Judge<'_> {
    fn decision(&mut self, decision: &Decision<'_>) -> Option<DecisionPunctuality> {
        let (_, first, _) = decision.acts.first()?;
        let basis_effective = first.basis_effective();
        let signed = first.source.signed;
        let (place, name) = (first.place, first.source.decision.clone());
        let codes: Vec<String> = decision.acts.iter().map(|(code, ..)| (*code).to_owned()).collect();
        // A province has the limit for its own procedures alone; it lists the others after their ministry.
        let narrow = self.level == AgencyKind::Province;
        let own = |state: Option<bool>| decision.acts.iter().filter(move |(.., own)| !narrow || *own == state);
        let announced_codes: Vec<String> = own(Some(true)).map(|(code, ..)| (*code).to_owned()).collect();
        let unsure = narrow && own(None).next().is_some();
        let (mut announce_by, mut announced, mut announced_late_by) = (None, DutyState::NotApplicable, None);
        if let Some(rule) = self.announce.filter(|_| unsure || !announced_codes.is_empty()) {
            announce_by = basis_effective.and_then(|mark| self.last_day(rule, mark, place));
            (announced, announced_late_by) = match announce_by.filter(|_| !announced_codes.is_empty()) {
                Some(due) => self.state(Some(due), Some(signed), Some(true), place),
                None => (DutyState::NotKnown, None),
            };
        }
        let due = self.publish.and_then(|rule| self.last_day(rule, signed, place));
        let mut groups = BTreeMap::<_, Vec<String>>::new();
        for (code, act, _) in &decision.acts {
            let done = act.published.filter(|day| *day <= self.as_of);
            // What was published later was surely not public on the day asked about.
            let public = if act.published.is_some() { Some(done.is_some()) } else { act.public };
            groups.entry((done, public)).or_default().push((*code).to_owned());
        }
        let publications = groups.into_iter().map(|((done, public), codes)| {
            let (state, late_by) = match self.publish {
                Some(_) => self.state(due, done, public, place),
                None => (DutyState::NotApplicable, None),
            };
            PublicationDuty { codes, due, done, state, late_by }
        });
        let publications: Vec<PublicationDuty> = publications.collect();
        let text = Text::build(|lang| {
            let late = |state: DutyState, days: Option<u32>| match (days, lang) {
                (Some(days), Lang::Vi) => {
                    format!("{} {} ngày làm việc", state.label().vi, text::count(days.into(), lang))
                }
                (Some(1), Lang::En) => format!("{} by 1 working day", state.label().en),
                (Some(days), Lang::En) => {
                    format!("{} by {} working days", state.label().en, text::count(days.into(), lang))
                }
                (None, _) => state.label().get(lang).to_owned(),
            };
            let due = |day: Option<NaiveDate>| match (day.map(|day| text::date(day, lang)), lang) {
                (Some(day), Lang::Vi) => format!(" (hạn {day})"),
                (Some(day), Lang::En) => format!(" (due {day})"),
                (None, _) => String::new(),
            };
            let told = publications.iter().map(|one| format!("{}{}", late(one.state, one.late_by), due(one.due)));
            let (told, day) = (told.collect::<Vec<_>>().join("; "), text::date(signed, lang));
            let announced = format!("{}{}", late(announced, announced_late_by), due(announce_by));
            match lang {
                Lang::Vi => format!("Quyết định {name} ngày {day}: công bố {announced}; công khai {told}"),
                Lang::En => format!("Decision {name} of {day}: announcement {announced}; publication {told}"),
            }
        });
        Some(DecisionPunctuality {
            decision: name,
            issuer: first.issuer.clone(),
            signed,
            basis_effective,
            codes,
            announced_codes,
            announce_by,
            announced,
            announced_late_by,
            publications,
            text,
        })
    }

    fn last_day(&mut self, rule: &TimeRule, mark: NaiveDate, decision: usize) -> Option<NaiveDate> {
        self.known(last_day(self.calendar, rule, mark), decision)
    }

    /// A day that was counted, or an issue in its place.
    fn known<T>(&mut self, counted: Result<T, Error>, decision: usize) -> Option<T> {
        counted.map_err(|error| self.issues.push(Issue::at(format!("decisions[{decision}]"), error))).ok()
    }

    fn state(
        &mut self,
        due: Option<NaiveDate>,
        done: Option<NaiveDate>,
        public: Option<bool>,
        decision: usize,
    ) -> (DutyState, Option<u32>) {
        let Some(due) = due else { return (DutyState::NotKnown, None) };
        let (state, end) = match (done, public) {
            (Some(done), _) if done <= due => return (DutyState::InTime, None),
            (Some(done), _) => (DutyState::Late, done),
            (None, Some(false)) if self.as_of < due => return (DutyState::Open, None),
            (None, Some(false)) => (DutyState::Overdue, self.as_of),
            // It is public, or may be; since when is not known.
            (None, _) => return (DutyState::NotKnown, None),
        };
        let late = self.calendar.count_working_days(due, end);
        (state, self.known(late, decision))
    }
}
