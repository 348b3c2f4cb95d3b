//! Chỉ số từ hồ sơ: the evidence of indicators, counted from dossiers, feedback and the catalogue.
//!
//! **What.** [`indicators`] goes through the lists of one body for a period and fills the criteria of QĐ 766/QĐ-TTg
//! and of TT 01/2018/TT-VPCP with what they count, ready for [`RuleSet::score`]. Every figure names its
//! denominator, its text, and the records that did not earn; [`indicator_sheet`] scores it and says for every
//! criterion which records its points were lost by.
//!
//! **What is not known is not computed.** A list that was not given, a field a record leaves out, a case no row
//! of a table covers: the criterion is named among those not computed, with the reason and the ids. It is never
//! zero, and never a guess.
//!
//! **Which dossiers.** Those of QĐ 766 are the dossiers received or processed in the period, those that lay open
//! through it among them; those of TT 01/2018 are the dossiers settled in it. What is open is judged on the last
//! day of the period, or on the day of the data where that is earlier.
//!
//! **What no text settles** is read in one way, and the figure says which: [`Lineage::readings`].
//!
//! **When not.** How many dossiers were early, on time and late in a report is another question, with its own
//! rules on who waits for whom: that is [`statistics`](crate::statistics) and [`tally`](crate::tally).

mod answer;
mod counting;
mod data;
mod feedback;
mod frame;
mod handling;
mod life;
mod service;
mod shipped;
mod sorted;
mod trace;

pub use crate::catalogue::{Announcement, CatalogueProcedure, ProcedurePart, ServiceLevel};
pub use answer::{
    IndicatorEvidence, IndicatorSheet, LevelCount, Lineage, NotComputed, NotComputedReason, PointsBehind, RecordCount,
    RecordIds, RecordKind,
};
pub use data::{BodiesContacted, Contact, IndicatorData, OwnPart, SyncFigures};
pub use trace::indicator_sheet;

pub use crate::feedback::{Feedback, FeedbackSubject};

use crate::WorkCalendar;
use crate::error::Error;
use crate::measure::{Case, Measure, MeasureValue};
use crate::rules::{AgencyKind, Criterion, RuleSet};
use crate::scoring::Evidence;
use crate::text::{Lang, Text};
use crate::{document, text};
use chrono::{Datelike, NaiveDate};
use counting::{Figure, Form, Records, Refusal};
use frame::{FeedbackLimits, Frame};
use shipped::{Count, Counting};

/// Tính số liệu cho các chỉ số của một bộ.
///
/// ```
/// use cchc::indicators::{IndicatorData, indicators};
/// use cchc::{RuleSet, WorkCalendar, document};
/// let data: IndicatorData = document::from_json(r#"{"level": "commune",
///     "period": {"from": "2026-07-01", "through": "2026-07-31"},
///     "dossiers": [{"id": "A", "received": "2026-07-01", "due": "2026-07-06", "finished": "2026-07-03", "status": 9},
///                  {"id": "B", "received": "2026-07-02", "due": "2026-07-07", "finished": "2026-07-08", "status": 10}]}"#)?;
/// let rules = RuleSet::shipped("qd-766-2022")?;
/// let found = indicators(&rules, &data, WorkCalendar::vietnam(), "2026-08-03".parse().unwrap())?;
/// let progress = &found.lineage[0];
/// assert_eq!((progress.criterion.as_str(), progress.counted, progress.of), ("2.1", 1, 2));
/// assert_eq!(progress.behind, ["B"]);
/// assert_eq!(rules.score(2026, None, &found.evidence)?.node("2.1").unwrap().points, Some("10.00".parse()?));
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `rules.year_outside` for a period that ends in a year the set does not evaluate; `input.unknown_id` for a
/// level it does not score; `calendar.reversed_dates` of a period that ends before it begins, and of data older
/// than it. What is wrong with one record is among the issues of the answer.
pub fn indicators(
    set: &RuleSet,
    data: &IndicatorData,
    calendar: &WorkCalendar,
    as_of: NaiveDate,
) -> Result<IndicatorEvidence, Error> {
    let year = data.period.through.year();
    set.check_year(year)?;
    check(set, data, as_of)?;
    let (period, level) = (data.period, data.level);
    let frame = Frame { calendar, period, at: as_of.min(period.through), as_of, level };
    let countings = shipped::of_series(set.series());
    let leaves = set.criteria().iter().flat_map(Criterion::all).filter(|criterion| criterion.shape.is_some());
    let counted = leaves.map(|leaf| {
        let counting = countings.into_iter().flatten().find(|counting| counting.criterion == leaf.code);
        (leaf, counting)
    });
    let counted: Vec<(&Criterion, Option<&Counting>)> = counted.collect();
    let on_time = counted.iter().find(|(_, counting)| counting.is_some_and(|one| one.count == Count::FeedbackOnTime));
    let limits = on_time.and_then(|(leaf, _)| FeedbackLimits::of(leaf, level));
    let records = Records::of(frame, data, limits.as_ref());
    let mut found = IndicatorEvidence {
        rule_set: set.id().to_owned(),
        edition: set.edition().to_owned(),
        status: set.status(),
        level,
        period,
        as_of,
        evidence: Vec::new(),
        lineage: Vec::new(),
        not_computed: Vec::new(),
        records: Vec::new(),
        issues: Vec::new(),
    };
    for (leaf, counting) in counted {
        let figure = match counting {
            Some(counting) => records.count(counting.count, leaf),
            None => Err(Refusal::new(NotComputedReason::NoCounting)),
        };
        let accepted = figure.and_then(|figure| accepted(set, year, leaf, figure, data));
        match (accepted, counting) {
            (Ok((figure, evidence)), Some(counting)) => {
                found.lineage.push(lineage(leaf, counting, figure, data.list_earned));
                found.evidence.push(evidence);
            }
            (Err(refusal), counting) => found.not_computed.push(not_computed(leaf, counting, refusal)),
            (Ok(_), None) => {}
        }
    }
    found.records.clone_from(&records.counts);
    found.issues = records.issues.take();
    Ok(found)
}

fn check(set: &RuleSet, data: &IndicatorData, as_of: NaiveDate) -> Result<(), Error> {
    let period = data.period;
    let reversed = |after: NaiveDate, through: NaiveDate| {
        Err(Error::ReversedDates { after: after.to_string(), through: through.to_string() })
    };
    if period.through < period.from {
        return reversed(period.from, period.through);
    }
    if as_of < period.from {
        return reversed(period.from, as_of);
    }
    let levels = &set.document().levels;
    if !levels.contains(&data.level) {
        let word = |level: &AgencyKind| document::to_json(level).map(|word| word.trim_matches('"').to_owned());
        let known = levels.iter().map(word).collect::<Result<Vec<_>, _>>()?.join(", ");
        return Err(Error::UnknownId { id: word(&data.level)?, known });
    }
    Ok(())
}

/// The figure with its evidence, once the rule has taken it: what it refuses is never handed on.
fn accepted(
    set: &RuleSet,
    year: i32,
    leaf: &Criterion,
    figure: Figure,
    data: &IndicatorData,
) -> Result<(Figure, Evidence), Refusal> {
    let value = match &figure.form {
        Form::Ratio(ratio, _) => MeasureValue::Ratio(*ratio),
        Form::Level(level) => MeasureValue::Levels(vec![(*level).to_owned()]),
        Form::Cases(levels) => {
            let cases = levels.iter().filter(|level| level.count > 0);
            MeasureValue::Cases(
                cases.map(|one| Case { count: one.count, measure: Measure::level(&one.level) }).collect(),
            )
        }
    };
    let mut measure = Measure::new(value);
    if let Form::Ratio(_, conditions) = &figure.form {
        measure.conditions.clone_from(conditions);
    }
    measure.period = Some(data.period);
    measure.source = Some(leaf.source.clone());
    measure.lineage.clone_from(&figure.sorted.lost);
    let evidence = Evidence::new(&leaf.code, measure);
    match set.score(year, None, std::slice::from_ref(&evidence)) {
        Ok(_) => Ok((figure, evidence)),
        Err(error) => {
            let note = Text::build(|lang| error.message(lang));
            Err(Refusal { note: Some(note), ..Refusal::new(NotComputedReason::RuleRefuses) })
        }
    }
}

fn lineage(leaf: &Criterion, counting: &Counting, figure: Figure, list_earned: bool) -> Lineage {
    let (of, counted) = (figure.of(), counting::count(&figure.sorted.earned));
    let (ratio, mut levels, level) = match figure.form {
        Form::Ratio(ratio, _) => (Some(ratio), Vec::new(), None),
        Form::Cases(levels) => (None, levels, None),
        Form::Level(level) => (None, Vec::new(), Some(level.to_owned())),
    };
    if let Some(best) = levels.first_mut().filter(|_| !list_earned) {
        best.ids = Vec::new();
    }
    let source = Text::build(|lang| leaf.source.label(lang));
    let sentence = Text::build(|lang| {
        let (n, m) = (text::count(counted, lang), text::count(of, lang));
        let (good, denominator, source) = (counting.good.get(lang), counting.of.get(lang), source.get(lang));
        let note = figure.note.as_ref().map(|note| format!("; {}", note.get(lang))).unwrap_or_default();
        match lang {
            Lang::Vi => format!("{n} trên {m} {denominator}: {good}{note} ({source})"),
            Lang::En => format!("{n} of {m} {denominator}: {good}{note} ({source})"),
        }
    });
    Lineage {
        criterion: leaf.code.clone(),
        title: leaf.title.clone(),
        kind: figure.kind,
        denominator: counting.of.clone(),
        of,
        counted,
        lost: counting::count(&figure.sorted.lost),
        ratio,
        levels,
        level,
        behind: figure.sorted.lost,
        earned: list_earned.then_some(figure.sorted.earned),
        source: leaf.source.clone(),
        also: figure.also.cloned(),
        readings: counting.readings(),
        text: sentence,
    }
}

fn not_computed(leaf: &Criterion, counting: Option<&Counting>, refusal: Refusal) -> NotComputed {
    use NotComputedReason as Reason;
    let missing = refusal.missing.as_deref().unwrap_or_default();
    let records = Text::build(|lang| {
        let listed = refusal.unknown.iter().map(|records| {
            format!("{} {}", text::count(counting::count(&records.ids), lang), records.kind.label().get(lang))
        });
        listed.collect::<Vec<_>>().join(", ")
    });
    let note = refusal.note.unwrap_or_default();
    let text = match refusal.because {
        Reason::NoFormula => counting.map(|counting| counting.because.clone()).unwrap_or_default(),
        Reason::MissingList => Text::new(
            format!("chưa có {missing} nên không tính; thiếu không phải là bằng 0"),
            format!("{missing} was not given, so it is not computed; missing is not zero"),
        ),
        Reason::NotKnown => Text::new(
            format!("{} thiếu {missing} nên không tính", records.vi),
            format!("{missing} is not known of {}, so it is not computed", records.en),
        ),
        Reason::NoLimit => Text::new(
            "bộ chỉ số không nêu thời hạn cho cấp này, nên không phân biệt được đúng hạn",
            "the set states no time limit for this level, so on time cannot be told from late",
        ),
        Reason::Undefined | Reason::RuleRefuses => note,
        Reason::NoCounting => Text::new(
            "chưa biết chỉ số này của bộ được đếm từ hồ sơ thế nào; hãy đưa số liệu trực tiếp",
            "how this criterion of the set is counted from records is not known; give its figures directly",
        ),
    };
    NotComputed {
        criterion: leaf.code.clone(),
        title: leaf.title.clone(),
        because: refusal.because,
        missing: refusal.missing,
        unknown: refusal.unknown,
        text,
    }
}
