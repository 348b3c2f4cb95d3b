//! Phản ánh, kiến nghị của một kỳ: counted by what came and by what became of it.

use super::answer::{
    Counted, Disposition, FeedbackCase, FeedbackChain, FeedbackGroup, FeedbackReport, FeedbackTotals,
    RecordsOfFeedback, Satisfaction, StepCount, StepState,
};
use super::record::Feedback;
use super::regime::{FeedbackStep, RegimeChoice, Regimes};
use super::{check, steps};
use crate::document::word;
use crate::dossier::tidy;
use crate::error::{Error, Issue, RecordError};
use crate::measure::Period;
use crate::number::{Ratio, shorten, shorten_list};
use crate::statistics::Rate;
use crate::text::{self, Lang, Text};
use crate::{Moment, WorkCalendar};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashMap;

/// Số liệu phản ánh, kiến nghị: the list of one body and the period it is counted for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeedbackData {
    /// Kỳ.
    pub period: Period,
    /// Chế độ thời hạn; the general decree alone when it is left out.
    #[serde(default)]
    pub regime: Option<RegimeChoice>,
    /// Phản ánh, kiến nghị: all that were received or handled in the period; others may stand among them.
    pub records: Vec<Feedback>,
}

/// A row that counts.
struct Kept<'a> {
    id: Cow<'a, str>,
    record: &'a Feedback,
    case: FeedbackCase,
    /// Whether it was received in the period; else it was carried over.
    received: bool,
}

/// Tổng hợp phản ánh, kiến nghị của một kỳ.
///
/// ```
/// use cchc::feedback::{FeedbackData, feedback_report};
/// use cchc::{WorkCalendar, document};
/// let data: FeedbackData = document::from_json(r#"{"period": {"from": "2026-07-01", "through": "2026-07-31"},
///     "regime": "18/2018/TT-BCT", "records": [
///     {"id": "F0", "sent": "2026-06-25", "kind": "delay"},
///     {"id": "F1", "sent": "2026-07-01", "kind": "unsuitable", "competent": true, "channel": "online",
///      "processed": "2026-07-06"}]}"#)?;
/// let report = feedback_report(WorkCalendar::vietnam(), &data, "2026-08-03".parse().unwrap())?;
/// let totals = &report.totals;
/// assert_eq!((totals.carried_over.count, totals.received.count, totals.to_handle), (1, 1, 2));
/// assert_eq!((totals.answered.count, totals.open.ids.as_slice()), (1, ["F0".to_owned()].as_slice()));
/// assert_eq!(report.steps[2].in_time.ids, ["F1"]); // three working days over the online system
/// assert_eq!(report.steps[0].overdue.ids, ["F0"]); // conduct is passed on within two
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `calendar.reversed_dates` of a period that ends before it begins, and of data older than it;
/// `input.unknown_id` for a regime that is not shipped. What is wrong with one row is among the issues.
pub fn feedback_report(
    calendar: &WorkCalendar,
    data: &FeedbackData,
    as_of: NaiveDate,
) -> Result<FeedbackReport, Error> {
    let period = data.period;
    for end in [period.through, as_of] {
        if end < period.from {
            return Err(Error::ReversedDates { after: period.from.to_string(), through: end.to_string() });
        }
    }
    Regimes::check(data.regime.as_ref())?;
    let at = as_of.min(period.through);
    let mut issues = Vec::new();
    let mut records = RecordsOfFeedback { given: number(data.records.len()), ..RecordsOfFeedback::default() };
    let mut kept = Vec::new();
    let mut places: HashMap<Cow<'_, str>, usize> = HashMap::new();
    for (place, record) in data.records.iter().enumerate() {
        let path = format!("records[{place}]");
        let read = once(&mut places, record, place).and_then(|id| {
            check::order(record)?;
            Ok((id, steps::judge(calendar, record, at, data.regime.as_ref())?))
        });
        let (id, case) = match read {
            Ok(read) => read,
            Err(error) => {
                records.left_out = records.left_out.saturating_add(1);
                issues.push(Issue::at(path, error));
                continue;
            }
        };
        issues.extend(check::remarks(record, &path));
        let start = record.start().date();
        let ended_before = case.closed.is_some_and(|closed| closed.date() < period.from);
        if start > at || (start < period.from && ended_before) {
            records.outside = records.outside.saturating_add(1);
        } else {
            kept.push(Kept { id, record, case, received: start >= period.from });
        }
    }
    records.in_period = number(kept.len());
    let chains = chains(&data.records, &places, &kept, &mut issues);
    let in_period = |moment: Option<Moment>| moment.is_some_and(|at_| at_.date() >= period.from && at_.date() <= at);
    let totals = totals(&kept);
    let text = Text::build(|lang| sentence(&totals, at, lang));
    Ok(FeedbackReport {
        period,
        as_of,
        at,
        regime: data.regime.as_ref().map(|choice| match choice {
            RegimeChoice::Named(name) => name.clone(),
            RegimeChoice::Own(own) => own.id.clone(),
        }),
        records,
        totals,
        by_class: groups(&kept, |one| one.received, |one| Some((word(&one.case.class?), one.case.class?.label()))),
        by_kind: groups(&kept, |one| one.received, |one| Some((word(&one.record.kind?), one.record.kind?.label()))),
        by_channel: groups(
            &kept,
            |one| one.received,
            |one| Some((word(&one.record.channel?), one.record.channel?.label())),
        ),
        by_receiver: groups(&kept, |one| one.received, |one| named(one.record.received_by.as_deref())),
        by_destination: groups(
            &kept,
            |one| in_period(one.record.forwarded),
            |one| named(one.record.forwarded_to.as_deref()),
        ),
        outside_competence: given(&kept, |one| one.received && one.record.competent == Some(false)),
        found_false: given(&kept, |one| one.record.found_false == Some(true)),
        prolonged: given(&kept, |one| one.record.is_prolonged() == Some(true)),
        repeated: given(&kept, |one| one.received && one.record.repeats.is_some()),
        chains,
        published: given(&kept, |one| in_period(one.record.published)),
        satisfaction: satisfaction(&kept),
        steps: FeedbackStep::ALL.map(|step| count(step, &kept, period.from)).into(),
        issues,
        text,
    })
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// The id of a row, once in a list.
fn once<'a>(
    places: &mut HashMap<Cow<'a, str>, usize>,
    record: &'a Feedback,
    place: usize,
) -> Result<Cow<'a, str>, Error> {
    let id = tidy(&record.id);
    if id.is_empty() {
        return Err(Error::MissingField { field: "id".to_owned() });
    }
    if places.contains_key(&id) {
        return Err(Error::DuplicateId { id: shorten(&record.id) });
    }
    places.insert(id.clone(), place);
    Ok(id)
}

/// Those of a kind, with their ids.
fn given(kept: &[Kept<'_>], select: impl Fn(&Kept<'_>) -> bool) -> Counted {
    let mut counted = Counted::default();
    kept.iter().filter(|one| select(one)).for_each(|one| counted.add(&one.id));
    counted
}

fn totals(kept: &[Kept<'_>]) -> FeedbackTotals {
    let ended = |end: Disposition| given(kept, |one| one.case.disposition == end);
    let (carried_over, received) = (given(kept, |one| !one.received), given(kept, |one| one.received));
    let to_handle = carried_over.count.saturating_add(received.count);
    let (answered, refused, forwarded, guided, open) = (
        ended(Disposition::Answered),
        ended(Disposition::Refused),
        ended(Disposition::Forwarded),
        ended(Disposition::Guided),
        ended(Disposition::Open),
    );
    let identity = Text::build(|lang| {
        let n = |counted: &Counted| text::count(counted.count, lang);
        let left = format!("{} + {}", n(&carried_over), n(&received));
        let right = [&answered, &refused, &forwarded, &guided, &open].map(n).join(" + ");
        match lang {
            Lang::Vi => format!(
                "kỳ trước chuyển sang + tiếp nhận = đã trả lời + từ chối + chuyển đi + hướng dẫn + đang xử lý: {left} = {right}"
            ),
            Lang::En => {
                format!("carried over + received = answered + refused + passed on + guided + open: {left} = {right}")
            }
        }
    });
    let of = Text::new("số phải xử lý trong kỳ", "those to handle in the period");
    let answered_of_to_handle = Some(Rate::new(Ratio::of(answered.count, to_handle), of));
    FeedbackTotals {
        carried_over,
        received,
        to_handle,
        answered,
        refused,
        forwarded,
        guided,
        open,
        identity,
        answered_of_to_handle,
    }
}

fn satisfaction(kept: &[Kept<'_>]) -> Satisfaction {
    let judged = |wanted: Option<bool>| {
        given(kept, |one| {
            let content = one.record.dislikes.zip(one.record.likes).map(|(dislikes, likes)| dislikes <= likes);
            one.case.disposition == Disposition::Answered && content == wanted
        })
    };
    let (content, unhappy, not_known) = (judged(Some(true)), judged(Some(false)), judged(None));
    let rated = content.count.saturating_add(unhappy.count);
    let of = Text::new("kết quả có người đánh giá", "answers that were rated");
    let content_of_rated = Some(Rate::new(Ratio::of(content.count, rated), of));
    Satisfaction { content, unhappy, not_known, content_of_rated }
}
fn named(name: Option<&str>) -> Option<(String, Text)> {
    let name = tidy(name?).into_owned();
    (!name.is_empty()).then(|| (name.clone(), Text::same(name)))
}

/// Groups in the order met; last, under an empty id, those whose record does not say.
fn groups(
    kept: &[Kept<'_>],
    counted: impl Fn(&Kept<'_>) -> bool,
    of: impl Fn(&Kept<'_>) -> Option<(String, Text)>,
) -> Vec<FeedbackGroup> {
    let mut groups: Vec<FeedbackGroup> = Vec::new();
    let mut unsaid = FeedbackGroup {
        id: String::new(),
        title: Text::new("(không ghi)", "(not recorded)"),
        count: 0,
        ids: Vec::new(),
    };
    for one in kept.iter().filter(|one| counted(one)) {
        let group = match of(one) {
            None => &mut unsaid,
            Some((id, title)) => {
                let place = groups.iter().position(|group| group.id == id).unwrap_or_else(|| {
                    groups.push(FeedbackGroup { id, title, count: 0, ids: Vec::new() });
                    groups.len() - 1
                });
                match groups.get_mut(place) {
                    Some(group) => group,
                    None => continue,
                }
            }
        };
        group.count = group.count.saturating_add(1);
        group.ids.push(one.id.clone().into_owned());
    }
    groups.extend((unsaid.count > 0).then_some(unsaid));
    groups
}

fn count(step: FeedbackStep, kept: &[Kept<'_>], from: NaiveDate) -> StepCount {
    let mut by_state: [Counted; StepState::ALL.len()] = Default::default();
    for one in kept {
        let Some(report) = one.case.steps.iter().find(|report| report.step == step) else { continue };
        if report.done.is_some_and(|done| done.date() < from) {
            continue;
        }
        let place = StepState::ALL.iter().position(|state| *state == report.state);
        if let Some(counted) = place.and_then(|place| by_state.get_mut(place)) {
            counted.add(&one.id);
        }
    }
    let [in_time, late, running, overdue, not_owed, not_begun, not_stated, not_known] = by_state;
    let done = in_time.count.saturating_add(late.count);
    let judged = done.saturating_add(overdue.count);
    let of_done = Text::new("số đã thực hiện trong kỳ có thời hạn", "steps done in the period that have a time limit");
    let of_judged =
        Text::new("số đã thực hiện hoặc đã quá hạn", "steps done in the period or overdue at its end, by a time limit");
    StepCount {
        step,
        in_time_of_done: Rate::new(Ratio::of(in_time.count, done), of_done),
        in_time_of_judged: Rate::new(Ratio::of(in_time.count, judged), of_judged),
        in_time,
        late,
        running,
        overdue,
        not_owed,
        not_begun,
        not_stated,
        not_known,
    }
}

/// Follows every repetition back to its first, and tells of those that lead nowhere. Each row is walked over once.
fn chains<'a>(
    records: &'a [Feedback],
    places: &HashMap<Cow<'a, str>, usize>,
    kept: &[Kept<'a>],
    issues: &mut Vec<Issue>,
) -> Vec<FeedbackChain> {
    let repeats = |place: usize| records.get(place).and_then(|one| one.repeats.as_deref());
    let mut rows: Vec<usize> = places.values().copied().filter(|place| repeats(*place).is_some()).collect();
    rows.sort_unstable();
    // The first of the chain a repetition belongs to; none where there is no first.
    let mut firsts: HashMap<usize, Option<usize>> = HashMap::new();
    for start in &rows {
        let (mut at, mut path, mut on_path) = (*start, Vec::new(), HashMap::new());
        let first = loop {
            if let Some(first) = firsts.get(&at) {
                break *first;
            }
            if let Some(from) = on_path.insert(at, path.len()) {
                let circle: &[usize] = path.get(from..).unwrap_or_default();
                issues.extend(circle.iter().map(|place| in_circle(records, circle, *place)));
                break None;
            }
            let Some(name) = repeats(at) else { break Some(at) };
            path.push(at);
            match places.get(&tidy(name)) {
                Some(next) => at = *next,
                None => {
                    let known = shorten_list(records.iter().map(|one| one.id.as_str()));
                    let unknown = Error::UnknownId { id: shorten(name), known };
                    issues.push(Issue::at(format!("records[{at}].repeats"), unknown));
                    break None;
                }
            }
        };
        firsts.extend(path.into_iter().map(|place| (place, first)));
    }
    let mut chains: HashMap<usize, Vec<usize>> = HashMap::new();
    for row in rows {
        if let Some(Some(first)) = firsts.get(&row) {
            chains.entry(*first).or_default().push(row);
        }
    }
    let id = |place: usize| records.get(place).map(|one| tidy(&one.id).into_owned()).unwrap_or_default();
    let shown = kept.iter().filter(|one| one.received).filter_map(|one| {
        // Taken out once it is told.
        let first = (*firsts.get(places.get(&one.id)?)?)?;
        let mut repetitions = chains.remove(&first)?;
        repetitions.sort_by_key(|place| (records.get(*place).map(|one| one.start().date()), *place));
        Some(FeedbackChain { first: id(first), repetitions: repetitions.into_iter().map(id).collect() })
    });
    shown.collect()
}

fn in_circle(records: &[Feedback], circle: &[usize], place: usize) -> Issue {
    let ids = circle.iter().filter_map(|place| records.get(*place)).map(|one| one.id.as_str());
    let ids = shorten_list(ids);
    let error = match circle {
        [_] => RecordError::FeedbackRepeatsItself { id: ids },
        _ => RecordError::FeedbackRepeatCircle { ids },
    };
    Issue::at(format!("records[{place}].repeats"), Error::Records(error))
}

fn sentence(totals: &FeedbackTotals, at: NaiveDate, lang: Lang) -> String {
    let n = |count: u64| text::count(count, lang);
    let day = text::date(at, lang);
    match lang {
        Lang::Vi => format!(
            "{} phản ánh, kiến nghị phải xử lý ({} kỳ trước chuyển sang, {} tiếp nhận trong kỳ); đến ngày {day} đã trả lời {}, từ chối {}, chuyển đi {}, hướng dẫn {}, đang xử lý {}",
            n(totals.to_handle),
            n(totals.carried_over.count),
            n(totals.received.count),
            n(totals.answered.count),
            n(totals.refused.count),
            n(totals.forwarded.count),
            n(totals.guided.count),
            n(totals.open.count),
        ),
        Lang::En => format!(
            "{} pieces of feedback to handle ({} carried over, {} received in the period); by {day} {} answered, {} refused, {} passed on, {} guided elsewhere, {} open",
            n(totals.to_handle),
            n(totals.carried_over.count),
            n(totals.received.count),
            n(totals.answered.count),
            n(totals.refused.count),
            n(totals.forwarded.count),
            n(totals.guided.count),
            n(totals.open.count),
        ),
    }
}
