//! Lỗi và vấn đề: two kinds of bad news.
//!
//! An [`Error`] means the call could not be done. An [`Issue`] means it was done and this part of
//! the data is wrong; issues are returned beside the answer, never thrown. Both carry a stable
//! code, and a message that says what, where, what was got and expected, and what to do.

mod records;
mod vietnamese;

pub use records::RecordError;

use crate::text::{Lang, Text};
use chrono::NaiveDate;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::fmt;

/// Lỗi: why a call could not be done. The fields are the facts; the wording is in the message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each variant is described by its message, each field by its name")]
pub enum Error {
    #[error("'{text}' cannot be read as a day of the calendar; write {expected}{}", if expected.contains("month first") { "" } else { " (day/month/year)" })]
    InvalidDate { text: String, expected: &'static str },
    #[error("'{text}' is not an exact decimal; write digits with a point, such as 84.84")]
    InvalidNumber { text: String },
    #[error("{what} is {got}, outside {min} to {max}; give a value in that range")]
    OutOfRange { what: &'static str, got: String, min: String, max: String },
    #[error("language '{text}' is not known; use vi or en")]
    UnknownLanguage { text: String },
    #[error("document is not as expected at {path}: {reason}; correct it and load it again")]
    InvalidDocument { path: String, reason: String },
    #[error(
        "'{text}' is not an agency identifier; expected groups of A-Z and 0-9 joined by dots, at most 35 characters, such as H15.15"
    )]
    InvalidAgencyId { text: String },

    #[error(
        "{date} lies outside the days known to the calendar, {first} to {last}; load an edition that covers it, or ask for projected days where an estimate is enough"
    )]
    CalendarHorizon { date: NaiveDate, first: NaiveDate, last: NaiveDate },
    #[error(
        "{} after {start} lies outside the days known to the calendar, {first} to {last}; load an edition that covers it, or ask for projected days where an estimate is enough", limit.en
    )]
    CalendarHorizonAdding { start: String, limit: Text, first: NaiveDate, last: NaiveDate },
    #[error(
        "{days} working days before {end} lies outside the days known to the calendar, {first} to {last}; load an edition that covers it"
    )]
    CalendarHorizonSubtracting { end: NaiveDate, days: u64, first: NaiveDate, last: NaiveDate },
    #[error("cannot count from {after} through {through}: the dates are reversed; give the earlier one first")]
    ReversedDates { after: String, through: String },
    #[error(
        "nothing of the calendar was known on {known_at}, its first day is {first}; ask for a later day, or for projected days where an estimate is enough"
    )]
    CalendarNotKnown { known_at: NaiveDate, first: NaiveDate },
    #[error(
        "calendar {calendar} has no working day left; take away the overlay or the weekly days off that remove them all"
    )]
    NoWorkingDays { calendar: String },
    #[error("{what} has no office hours, so minutes cannot be counted; give the hours of every working day")]
    NoHours { what: String },
    #[error("'{text}' is not hours of a day; write from and to as 07:00 and 11:30, in order and apart, at most 24:00")]
    InvalidTime { text: String },
    #[error("a column has {got} rows where the first has {expected}; give columns of the same length")]
    ColumnLength { expected: u64, got: u64 },
    #[error("calendar {calendar} has {} problems; first: {}", issues.len(), first_issue(issues))]
    InvalidCalendar { calendar: String, issues: Vec<Issue> },
    #[error(
        "{} lies outside the lunar table, {first} to {last} (lunar years {first_year} to {last_year}); ask for a day or a year inside it", asked.en
    )]
    LunarOutOfRange { asked: Text, first: NaiveDate, last: NaiveDate, first_year: i32, last_year: i32 },
    #[error(
        "lunar year {year} has no day {day} of {}month {month}: {}; give a day that exists", if *leap { "leap " } else { "" }, lunar_exists(*days, *leap_month)
    )]
    LunarNoSuchDay { year: i32, month: u8, leap: bool, day: u8, days: Option<u8>, leap_month: Option<u8> },

    #[error("{moment} has no hour, and {what} is counted by the minute; give the hour as well")]
    TimeNeeded { moment: String, what: &'static str },
    #[error(
        "{} is part of a working day whose length is not declared; say minutes_per_day where an official process states it, such as 480", limit.en
    )]
    ConversionUndeclared { limit: Text },
    #[error("the limit counts no time, so nothing is due; it can only stand in a step of a process")]
    NotCounted,
    #[error(
        "the deadline rule does not say its {what}, and the law does not say it for every procedure; add it to the rule"
    )]
    Undeclared { what: &'static str },
    #[error(
        "{found} of the rule's pieces holds the count {count}; make the pieces follow one another without gap or overlap"
    )]
    NoPiece { count: u32, found: &'static str },
    #[error("{event} at {at} cannot happen while the clock is {state}; correct the events of the dossier")]
    EventOrder { event: &'static str, at: String, state: &'static str },
    #[error("{event} at {at} lies before the reception at {received}; correct one of the two")]
    EventBeforeReception { event: &'static str, at: String, received: String },
    #[error(
        "re-appointed again at {at}, where {allowed} is allowed; refuse it, or read the events as history to have it remarked on"
    )]
    SecondReAppointment { at: String, allowed: u64 },
    #[error("{0}")]
    IllegalEvent(Box<IllegalEvent>),
    #[error(
        "'{text}' is not a dossier code ({}); expected one to four groups joined by dots, six digits of a date and a number of at least four digits, joined by hyphens, such as H56.14-240823-0001", fault.en
    )]
    InvalidDossierCode { text: String, fault: Text },
    #[error(
        "'{text}' is not a procedure code ({}); expected a digit, a point and six digits, with or without an agency and a case behind, such as 1.012766 or 2.002409.H05", fault.en
    )]
    InvalidProcedureCode { text: String, fault: Text },
    #[error("'{text}' is not a sector code; expected a level-1 agency and the sector, such as G03-GD10")]
    InvalidSectorCode { text: String },
    #[error("no text on {} is known to be in force on {date}; name the regime of the procedure's group", what.en)]
    NotInForce { what: Text, date: NaiveDate },

    #[error("the table holds no dossier; export it again with its header row and its data")]
    EmptyTable,
    #[error("the file is not a CSV table in UTF-8 ({found}, line {line}); save it as \"CSV UTF-8\" and load it again")]
    TableEncoding { found: String, line: u64 },
    #[error("the table has no column for {}; name its columns {accepted}{}", fields.join(", "), other_columns(unknown, unread, ["columns not recognised", "columns known but not used"]))]
    MissingColumn { fields: Vec<String>, accepted: String, unknown: Vec<String>, unread: Vec<String> },
    #[error("columns {first} and {second} both hold {field}; keep one of them")]
    DuplicateColumn { field: String, first: String, second: String },
    #[error("column '{column}' is not a known field and was not read; rename it if it holds one of the known fields")]
    UnknownColumn { column: String },
    #[error("the row has {got} cells where the header has {expected}; check for a stray separator or quote")]
    RowLength { got: u64, expected: u64 },
    #[error(
        "a quote opened on this line is not closed; close it or remove it, the lines after it were read on their own"
    )]
    UnclosedQuote,
    #[error("field {field} is empty; fill it in")]
    MissingField { field: String },
    #[error("'{target}' at {path} is not a field that is read; map to one of {accepted}")]
    MapUnknownField { path: String, target: String, accepted: String },
    #[error("the table has no column {} that the map names; it has {present}", columns.join(", "))]
    MappedColumnMissing { columns: Vec<String>, present: String },
    #[error("agency '{agency}' is not among the {known} of the list given; correct the row or add it to the list")]
    UnknownAgency { agency: String, known: u64 },
    #[error("field {field} has {got} characters, at most {max} are read; shorten it or check for a missing separator")]
    TextTooLong { field: String, got: u64, max: u64 },
    #[error("field {field} holds the control character U+{code:04X}; take it out")]
    ControlCharacter { field: String, code: u32 },
    #[error("'{text}' is not a value of {field}; expected {}", expected.en)]
    UnknownValue { field: String, text: String, expected: Text },

    #[error(
        "dossier {dossier} finished on {finished}, before its reception on {received}; correct one of the two dates"
    )]
    FinishBeforeReception { dossier: String, received: NaiveDate, finished: NaiveDate },
    #[error(
        "{field} of dossier {dossier} is {date}, outside {first} to {last}, which looks like a placeholder; give the real date or leave it empty"
    )]
    ImplausibleDate { dossier: String, field: &'static str, date: NaiveDate, first: NaiveDate, last: NaiveDate },
    #[error("dossier {dossier} is due on {due}, before its reception on {received}; correct one of the two dates")]
    DueBeforeReception { dossier: String, received: NaiveDate, due: NaiveDate },
    #[error(
        "dossier {dossier} has neither an appointment date nor a time limit, so early, on time and late cannot be told apart; give NgayHenTra or ThoiHanNgayLamViec"
    )]
    NoDueDate { dossier: String },
    #[error(
        "dossier {dossier} is reported as finished (status {status}) without the date it was finished; give NgayKetThucXuLy"
    )]
    NoFinishDate { dossier: String, status: u8 },
    #[error(
        "dossier {dossier} has a finishing or refusal date {finished} but status {status}, which is not a finished one; correct one of the two"
    )]
    FinishedButOpen { dossier: String, status: u8, finished: NaiveDate },
    #[error(
        "dossier {dossier} was refused on {refused} and has no status, so a refusal at intake and one after appraisal cannot be told apart; give TrangThaiHoSo (3 or 13), or NgayKetThucXuLy"
    )]
    RefusalUndecided { dossier: String, refused: NaiveDate },
    #[error(
        "dossier {dossier} stands already on line {first_line}; each dossier counts once, remove or correct one of the two rows"
    )]
    DuplicateDossier { dossier: String, first_line: u64 },
    #[error("no dossier {dossier} is among those given; give its record, or leave the step out")]
    UnknownDossier { dossier: String },
    #[error("the step of dossier {dossier} started on {started} ends before it, at {acted}; correct one of the two")]
    StepReversed { dossier: String, started: String, acted: String },
    #[error("the same step of dossier {dossier} stands already on line {first_line}; remove one of the two")]
    DuplicateStep { dossier: String, first_line: u64 },
    #[error(
        "the counts do not reconcile: {total} dossiers came in, {accounted} are accounted for; a dossier was lost or counted twice"
    )]
    NotReconciled { total: u64, accounted: u64 },
    #[error("{apologised} apologies for {owed} overdue dossiers; count each overdue dossier once")]
    MoreApologiesThanOwed { owed: u64, apologised: u64 },

    #[error("no shipped rule set or series is called '{id}'; there are {shipped}")]
    UnknownRuleSet { id: String, shipped: String },
    #[error("rule set {set} has {} problems; first: {}", issues.len(), first_issue(issues))]
    InvalidRules { set: String, issues: Vec<Issue> },
    #[error("code {code} is used {times} times; give each criterion its own code")]
    DuplicateCode { code: String, times: u64 },
    #[error("the parts of {code} add up to {got}, its maximum is {expected}; correct the maxima")]
    SumMismatch { code: String, got: String, expected: String },
    #[error("{code} has no document in its citation; name the text it comes from")]
    NoCitation { code: String },
    #[error("{code} must either have parts or a rule, not {got}; correct the criterion")]
    ShapeAndChildren { code: String, got: &'static str },
    #[error("the bands leave {from} to {to} undecided or decided twice; make each band start where the one above ends")]
    BandGap { from: String, to: String },
    #[error("rule set {set} evaluates {years}, not {year}; load the edition of that year")]
    YearOutside { set: String, year: i32, years: String },
    #[error("no shipped edition of {series} evaluates {year}; shipped: {editions}")]
    NoEdition { series: String, year: i32, editions: String },
    #[error("the rule set has {got} {what}, more than {max}; split it, a set of that size is not a set of criteria")]
    RulesTooLarge { what: &'static str, got: u64, max: u64 },
    #[error("{code} lies {got} levels deep, at most {max} are read; flatten the tree")]
    RulesTooDeep { code: String, got: u64, max: u64 },
    #[error("the rules of {codes} depend on one another; break the circle")]
    RuleCycle { codes: String },
    #[error("{code} gives {award} points, outside its {min} to {max}; correct the points or the limits")]
    AwardOutside { code: String, award: String, min: String, max: String },
    #[error("the rule of {code} lists no {what}; give at least one")]
    EmptyShape { code: String, what: &'static str },
    #[error(
        "{code} is taken out and rescaled when it does not apply, but neither a group above nor the set says to what; add rescale_to"
    )]
    RescaleUndeclared { code: String },
    #[error("every step of {code} takes points away and its rule states no floor; add the least it can give as floor")]
    FloorUndeclared { code: String },
    #[error(
        "{code} can be rounded to {rounded}, past its limit {limit}: {places} decimals are kept; keep more of them, or correct the limit"
    )]
    RoundsPastLimit { code: String, limit: String, rounded: String, places: u32 },
    #[error("{code} says what happens when it does not apply in a place where that cannot hold: {reason}")]
    PolicyUndeclared { code: String, reason: &'static str },
    #[error("{code} has {got} {what}, the text states {expected}; the text contradicts itself or a part is missing")]
    CountMismatch { code: String, what: &'static str, got: u64, expected: u64 },
    #[error("no case of {code} gives more than {best} of its {max} points; the text gives away less than its maximum")]
    UnreachableMaximum { code: String, best: String, max: String },
    #[error("no class is stated for {points} points in {set}; its classes run from {lowest} to {highest}")]
    NoClass { set: String, points: String, lowest: String, highest: String },
    #[error("{code} refers to '{reference}', which is not there; it has {known}")]
    UnknownReference { code: String, reference: String, known: String },
    #[error("{code} can never be reached: {fault}; correct its limits or its conditions, or take it out")]
    UnreachableBand { code: String, fault: &'static str },
    #[error("{code} has no {end} limit, and what is open cannot include its end; write false there")]
    OpenEnd { code: String, end: &'static str },
    #[error("the quota of {class} {fault}; give either percent or count, of a class with one below it")]
    InvalidQuota { class: String, fault: &'static str },
    #[error(
        "{from} to {to} points without the conditions of {class} fall in no class as the text is written; expect class_undefined there"
    )]
    UndefinedCase { class: String, from: String, to: String },
    #[error(
        "{unit} with {points} points is in the band of {classes} but does not meet {unmet}, and no lower class covers those points; the text does not define this case, the authority decides"
    )]
    ClassUndefined { unit: String, points: String, classes: String, unmet: String },
    #[error(
        "{ids} are equal at {points} points for the last {places} places of the quota of {class}; the authority decides, give its decision"
    )]
    QuotaTie { ids: String, points: String, class: String, places: u64 },

    #[error("{criterion} is not a criterion of {set}; its criteria are {known}")]
    UnknownCriterion { set: String, criterion: String, known: String },
    #[error("{criterion} is given twice in the evidence; give each criterion one measure")]
    DuplicateEvidence { criterion: String },
    #[error("{criterion} needs {expected}, got {got}; give the measure its rule asks for")]
    WrongMeasure { criterion: String, expected: &'static str, got: &'static str },
    #[error(
        "{criterion} is given as published points together with its part {part}; give either the group or its parts"
    )]
    ConflictingEvidence { criterion: String, part: String },
    #[error("{criterion} is given a final measure together with scores of its appraisal; give one or the other")]
    ConflictingScores { criterion: String },
    #[error("{criterion} is scored by {by}, not by the unit itself; leave its self-score out")]
    NotSelfScored { criterion: String, by: &'static str },
    #[error(
        "{criterion} requires {documents} and none is given or explained; give the documents, or say why they are missing"
    )]
    EvidenceMissing { criterion: String, documents: String },
    #[error("{criterion} is said not to apply, and its rule set does not know that case; give its measure")]
    AlwaysApplies { criterion: String },
    #[error("{criterion} is measured in {expected}, got {got}; give the measure in that unit and name it")]
    WrongUnit { criterion: String, expected: String, got: String },
    #[error("{criterion} takes figures of {expected}, got {from} to {through}; give those of that year")]
    WrongPeriod { criterion: String, expected: i32, from: NaiveDate, through: NaiveDate },
    #[error("{criterion} has no {what} '{id}'; it has {known}")]
    UnknownPart { criterion: String, what: &'static str, id: String, known: String },
    #[error("{criterion} needs the {what} '{id}', which is not stated; state it")]
    PartMissing { criterion: String, what: &'static str, id: String },
    #[error("{criterion} is given the {what} '{id}' twice; give it once")]
    DuplicatePart { criterion: String, what: &'static str, id: String },
    #[error("{criterion} is {value}, which no band of its rule holds; check the value, or the bands")]
    OutsideBands { criterion: String, value: String },
    #[error("{criterion} is judged against {what}, which is not given; give it with the measure")]
    NoReference { criterion: String, what: &'static str },
    #[error(
        "{criterion} has the same lowest and highest value {value}, and its rule does not say what that scores; the authority decides"
    )]
    NoSpread { criterion: String, value: String },
    #[error("{criterion} has {numerator} out of {denominator}, more than the whole; correct the counts")]
    RatioAboveOne { criterion: String, numerator: String, denominator: String },
    #[error(
        "{criterion} has a zero denominator and its rule does not say what that scores; give the published points instead, or a rule set that says"
    )]
    ZeroDenominator { criterion: String },
    #[error(
        "{criterion} cannot be scored by columns: {reason}; give its points as its column, or score the units one by one"
    )]
    NoColumns { criterion: String, reason: &'static str },
    #[error(
        "{unit} has no evidence for {missing}, and a missing score is not a zero to rank by; give the rest, or leave the unit out of the ranking"
    )]
    IncompleteScore { unit: String, missing: String },
    #[error(
        "no criterion applies to {unit}, so there is nothing it could reach, which is not 0 points to rank by; leave it out of the ranking"
    )]
    NothingApplies { unit: String },
    #[error("{criterion} cannot gain {points} points: at most {possible} are left to gain there")]
    CannotGain { criterion: String, points: String, possible: String },
    #[error("the lever of {criterion} does not fit it: {}; correct the lever", reason.en)]
    LeverUnfit { criterion: String, reason: Text },
    #[error(
        "weighing every plan takes more than {max} steps; a part of the answer would be a guess, so ask for less: fewer levers, a longer step, a smaller at_most, or a higher limit"
    )]
    SearchTooLarge { max: u64 },
    #[error("the plan found comes to {found} points and {scored} when it is scored again; report this as a fault")]
    SearchMismatch { found: String, scored: String },

    #[error("questionnaire {questionnaire} has {} problems; first: {}", issues.len(), first_issue(issues))]
    InvalidQuestionnaire { questionnaire: String, issues: Vec<Issue> },
    #[error("factor {factor} has no question; give it one or remove it")]
    EmptyFactor { factor: String },
    #[error(
        "factor {factor} {}; give every factor a weight for a weighted overall index, and none otherwise", if *needed { "has no weight" } else { "has a weight that nothing uses" }
    )]
    FactorWeight { factor: String, needed: bool },
    #[error("option {option} has no weight while others have one; weigh every option that is counted, or none")]
    OptionUnweighted { option: String },
    #[error("option {option} is left out of the indices, so it can neither be satisfied nor have a weight")]
    OptionConflict { option: String },
    #[error(
        "no option counts as satisfied and none has a weight, so there is nothing to measure; declare one of the two"
    )]
    NothingMeasured,
    #[error("respondent {respondent} was counted already at {first}; remove or correct one of the two")]
    DuplicateRespondent { respondent: String, first: String },
    #[error("question {question} is answered twice; keep one answer")]
    AnsweredTwice { question: String },
    #[error("respondent {respondent} answered nothing; a blank form is not counted")]
    BlankResponse { respondent: String },
    #[error("question {question} has {answers} answers of {respondents} respondents; correct one of the two")]
    MoreAnswersThanRespondents { question: String, answers: String, respondents: u64 },
    #[error(
        "another count of question {question} cannot be used, and a share of the rest would be wrong; correct that one"
    )]
    IncompleteCounts { question: String },
    #[error(
        "nobody answered in stratum {stratum}, so its share of the population has no index to weigh; join it with another stratum or leave it out of the population"
    )]
    EmptyStratum { stratum: String },
    #[error(
        "{} is not a stratum of the population; its strata are {known}", stratum.as_deref().unwrap_or("a respondent's empty stratum")
    )]
    StratumOutside { stratum: Option<String>, known: String },
    #[error(
        "{draws} of {of} draws leave {index} without a counted answer, so it has no bootstrap interval; too few answered"
    )]
    DrawWithoutAnswers { index: String, draws: u64, of: u64 },
    #[error("no quantile is shipped for a confidence of {got} %; use 90, 95 or 99, or declare z")]
    UnknownConfidence { got: String },
    #[error(
        "the counts are of questionnaire {got}, not of {expected} with its questions and options; count with the same one"
    )]
    OtherQuestionnaire { expected: String, got: String },

    #[error("the specification of the tally is not usable at {path}: it {}; correct it", reason.en)]
    InvalidTallySpec { path: String, reason: Text },
    #[error(
        "the tally has no dimension {name}; it has {}; name one of them, and give each as a column once", if known.is_empty() { "none" } else { known }
    )]
    UnknownDimension { name: String, known: String },
    #[error(
        "two tallies cannot be added, their {what} differs: {left} and {right}; count both by the same specification and calendar"
    )]
    TallyMismatch { what: &'static str, left: String, right: String },
    #[error("the tally cannot be read: {what}; take it from where it was written again")]
    UnreadableTally { what: String },
    #[error("agency {id} stands twice from {}; let one end before the other begins", if day.is_empty() { "the beginning" } else { day })]
    AgencyOverlap { id: String, day: String },
    #[error("agency {id} stands under itself, over its parents; correct a parent")]
    AgencyCycle { id: String },
    #[error("the tree of agencies has {} problems; first: {}", issues.len(), first_issue(issues))]
    InvalidAgencyTree { issues: Vec<Issue> },

    #[error("nothing to {what}: the list is empty; give at least one entry")]
    EmptyList { what: &'static str },
    #[error("'{id}' stands twice in the list; give each entry its own id")]
    DuplicateId { id: String },
    #[error("'{id}' is not in the list; it holds {known}")]
    UnknownId { id: String, known: String },
    #[error(
        "{ids} are equal at {points} points and the tie rule leaves them undecided; the authority decides, or choose competition or dense ranks"
    )]
    TieUndecided { ids: String, points: String },
    #[error(
        "{ids} are equal at {points} points and do not all have the same number of tie-breakers; give each of them every tie-breaker"
    )]
    UnevenTieBreakers { ids: String, points: String },
    #[error(
        "{id} has no points, so no rank follows for it; give its points, or leave out the tie rule and give ranks as published"
    )]
    NoPoints { id: String },
    #[error("{id} is stated at rank {stated}, but its points and the rule give it {expected}; correct one of the two")]
    RankConflict { id: String, stated: u32, expected: String },
    #[error("the merger into {to} cannot be compared: {id} {fault}; correct the merger or the lists")]
    InvalidMerger { to: String, id: String, fault: &'static str },

    #[error("{setting} would change nothing: {reason}; correct the setting or take it out")]
    UnusedSetting { setting: String, reason: &'static str },
    #[error("{setting} is set twice for {code}; set it once")]
    OverlappingSetting { setting: &'static str, code: String },
    #[error("{criterion} does not say its {what}, which {method} needs; add it to the criterion")]
    MissingParameter { criterion: String, what: &'static str, method: &'static str },
    #[error(
        "every unit has {value} in {criterion}, so {method} has no range to spread it over; leave the criterion out, or choose goalposts or no normalisation"
    )]
    FlatCriterion { criterion: String, value: String, method: &'static str },
    #[error(
        "{criterion} can be {lowest} or less, and {method} needs values above 0; choose a normalisation that stays above 0, or another method"
    )]
    NotPositive { criterion: String, lowest: String, method: &'static str },
    #[error("{unit} has no sample for {criterion}, so its sampling error cannot be drawn; give satisfied and of")]
    NoSample { unit: String, criterion: String },
    #[error(
        "{unit} has {value} in {criterion}, and its sample gives {expected}; correct one of the two, or the value of the whole"
    )]
    SampleMismatch { unit: String, criterion: String, value: String, expected: String },
    #[error("without {criterion} no weight is left to rank by; keep it, or give another criterion a weight")]
    NothingLeft { criterion: String },
    #[error("the tallies do not cover each of the {expected} draws once, they hold {got}; tally every draw once")]
    DrawsNotCovered { expected: u64, got: u64 },
    #[error(transparent)]
    Records(RecordError),
}

/// Sự kiện không thể xảy ra: an event of a dossier, the state it met, and what it breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct IllegalEvent {
    /// Mã hồ sơ.
    pub dossier: String,
    /// The event's name in documents.
    pub event: &'static str,
    /// Its name in words.
    pub name: Text,
    /// When it is said to have happened.
    pub at: String,
    /// The state it met.
    pub state: Text,
    /// What may happen in that state.
    pub allowed: Vec<&'static str>,
    /// The rule it breaks, where there is more to say than that.
    pub breaks: Option<Text>,
}

impl fmt::Display for IllegalEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { dossier, event, at, state, allowed, breaks, .. } = self;
        let breaks = broken(breaks.as_ref().map(|breaks| breaks.en.as_str()));
        let next = next_events(allowed, "what may happen then is", "nothing may follow");
        let state = &state.en;
        write!(
            f,
            "{event} at {at} cannot happen to dossier {dossier}, which is: {state}{breaks}; {next}; correct its events"
        )
    }
}

/// Loại lỗi: what a caller can do about an error, whatever its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// A value, a row or a document is wrong: correct the input.
    InvalidInput,
    /// A name is not known: choose one of those listed.
    NotFound,
    /// The law or the calendar is not known that far: load more, or accept an estimate.
    OutOfCoverage,
    /// The rule leaves the case open: a person decides.
    Ambiguous,
    /// A shipped or own data file breaks its own rules.
    InvalidData,
}

macro_rules! codes {
    ($($variant:ident $code:literal $kind:ident,)*) => {
        const OWN_CODES: &[&str] = &[$($code),*];

        impl Error {
            /// The stable code: the room first, then the fault. Part of the public contract.
            pub fn code(&self) -> &'static str {
                match self {
                    Self::Records(error) => error.code(),
                    $(Self::$variant { .. } => $code,)*
                }
            }

            /// What a caller can do about it.
            pub fn kind(&self) -> ErrorKind {
                match self {
                    Self::Records(error) => error.kind(),
                    $(Self::$variant { .. } => ErrorKind::$kind,)*
                }
            }
        }
    };
}

codes! {
    InvalidDate "date.invalid" InvalidInput,
    InvalidNumber "number.invalid" InvalidInput,
    OutOfRange "input.out_of_range" InvalidInput,
    UnknownLanguage "text.unknown_language" NotFound,
    InvalidDocument "document.invalid" InvalidInput,
    InvalidAgencyId "agency.invalid_id" InvalidInput,
    CalendarHorizon "calendar.horizon" OutOfCoverage,
    CalendarHorizonAdding "calendar.horizon_adding" OutOfCoverage,
    CalendarHorizonSubtracting "calendar.horizon_subtracting" OutOfCoverage,
    ReversedDates "calendar.reversed_dates" InvalidInput,
    CalendarNotKnown "calendar.not_known" OutOfCoverage,
    NoWorkingDays "calendar.no_working_days" InvalidData,
    NoHours "calendar.no_hours" InvalidInput,
    InvalidTime "time.invalid" InvalidInput,
    ColumnLength "columns.length" InvalidInput,
    InvalidCalendar "calendar.invalid" InvalidData,
    LunarOutOfRange "lunar.out_of_range" OutOfCoverage,
    LunarNoSuchDay "lunar.no_such_day" InvalidInput,
    TimeNeeded "deadline.time_needed" InvalidInput,
    ConversionUndeclared "deadline.conversion_undeclared" Ambiguous,
    NotCounted "deadline.not_counted" InvalidInput,
    Undeclared "deadline.undeclared" Ambiguous,
    NoPiece "deadline.no_piece" InvalidData,
    EventOrder "deadline.event_order" InvalidInput,
    EventBeforeReception "deadline.event_before_reception" InvalidInput,
    SecondReAppointment "deadline.second_re_appointment" InvalidInput,
    IllegalEvent "history.illegal_event" InvalidInput,
    InvalidDossierCode "dossier.invalid_code" InvalidInput,
    InvalidProcedureCode "procedure.invalid_code" InvalidInput,
    InvalidSectorCode "procedure.invalid_sector_code" InvalidInput,
    NotInForce "law.not_in_force" OutOfCoverage,
    EmptyTable "table.empty" InvalidInput,
    TableEncoding "table.encoding" InvalidInput,
    MissingColumn "table.missing_column" InvalidInput,
    DuplicateColumn "table.duplicate_column" InvalidInput,
    UnknownColumn "table.unknown_column" InvalidInput,
    RowLength "table.row_length" InvalidInput,
    UnclosedQuote "table.unclosed_quote" InvalidInput,
    MissingField "table.missing_field" InvalidInput,
    UnknownValue "table.unknown_value" InvalidInput,
    MapUnknownField "table.map_unknown_field" InvalidInput,
    MappedColumnMissing "table.mapped_column_missing" InvalidInput,
    UnknownAgency "table.unknown_agency" InvalidInput,
    TextTooLong "table.text_too_long" InvalidInput,
    ControlCharacter "table.control_character" InvalidInput,
    FinishBeforeReception "dossier.finish_before_reception" InvalidInput,
    ImplausibleDate "dossier.implausible_date" InvalidInput,
    DueBeforeReception "dossier.due_before_reception" InvalidInput,
    NoDueDate "dossier.no_due_date" InvalidInput,
    NoFinishDate "dossier.no_finish_date" InvalidInput,
    FinishedButOpen "dossier.finished_but_open" InvalidInput,
    RefusalUndecided "dossier.refusal_undecided" InvalidInput,
    DuplicateDossier "dossier.duplicate" InvalidInput,
    UnknownDossier "dossier.unknown" NotFound,
    StepReversed "dossier.step_reversed" InvalidInput,
    DuplicateStep "dossier.duplicate_step" InvalidInput,
    NotReconciled "statistics.not_reconciled" InvalidData,
    MoreApologiesThanOwed "statistics.more_apologies_than_owed" InvalidInput,
    UnknownRuleSet "rules.unknown_set" NotFound,
    InvalidRules "rules.invalid" InvalidData,
    DuplicateCode "rules.duplicate_code" InvalidData,
    SumMismatch "rules.sum_mismatch" InvalidData,
    NoCitation "rules.no_citation" InvalidData,
    ShapeAndChildren "rules.shape_and_children" InvalidData,
    BandGap "rules.band_gap" InvalidData,
    NoClass "rules.no_class" OutOfCoverage,
    YearOutside "rules.year_outside" OutOfCoverage,
    NoEdition "rules.no_edition" OutOfCoverage,
    RulesTooLarge "rules.too_large" InvalidData,
    RulesTooDeep "rules.too_deep" InvalidData,
    UnknownReference "rules.unknown_reference" InvalidData,
    RuleCycle "rules.cycle" InvalidData,
    UnreachableBand "rules.unreachable_band" InvalidData,
    AwardOutside "rules.award_outside" InvalidData,
    EmptyShape "rules.empty_shape" InvalidData,
    RescaleUndeclared "rules.rescale_undeclared" InvalidData,
    FloorUndeclared "rules.floor_undeclared" InvalidData,
    RoundsPastLimit "rules.rounds_past_limit" InvalidData,
    PolicyUndeclared "rules.policy_undeclared" InvalidData,
    CountMismatch "rules.count_mismatch" InvalidData,
    UnreachableMaximum "rules.unreachable_max" InvalidData,
    OpenEnd "rules.open_end" InvalidData,
    InvalidQuota "rules.invalid_quota" InvalidData,
    UndefinedCase "rules.undefined_case" Ambiguous,
    ClassUndefined "rules.class_undefined" Ambiguous,
    QuotaTie "rules.quota_tie" Ambiguous,
    UnknownCriterion "scoring.unknown_criterion" NotFound,
    DuplicateEvidence "scoring.duplicate_evidence" InvalidInput,
    WrongMeasure "scoring.wrong_measure" InvalidInput,
    ConflictingEvidence "scoring.conflicting_evidence" InvalidInput,
    ConflictingScores "scoring.conflicting_scores" InvalidInput,
    NotSelfScored "scoring.not_self_scored" InvalidInput,
    EvidenceMissing "scoring.evidence_missing" InvalidInput,
    AlwaysApplies "scoring.always_applies" InvalidInput,
    WrongUnit "scoring.wrong_unit" InvalidInput,
    WrongPeriod "scoring.wrong_period" InvalidInput,
    UnknownPart "scoring.unknown_part" NotFound,
    PartMissing "scoring.part_missing" InvalidInput,
    DuplicatePart "scoring.duplicate_part" InvalidInput,
    OutsideBands "scoring.outside_bands" OutOfCoverage,
    NoReference "scoring.no_reference" InvalidInput,
    NoSpread "scoring.no_spread" Ambiguous,
    RatioAboveOne "scoring.ratio_above_one" InvalidInput,
    ZeroDenominator "scoring.zero_denominator" OutOfCoverage,
    NoColumns "scoring.no_columns" InvalidInput,
    IncompleteScore "scoring.incomplete" InvalidInput,
    NothingApplies "scoring.nothing_applies" OutOfCoverage,
    CannotGain "insight.cannot_gain" OutOfCoverage,
    InvalidQuestionnaire "survey.invalid" InvalidData,
    EmptyFactor "survey.empty_factor" InvalidData,
    FactorWeight "survey.factor_weight" InvalidData,
    OptionUnweighted "survey.option_unweighted" InvalidData,
    OptionConflict "survey.option_conflict" InvalidData,
    NothingMeasured "survey.nothing_measured" InvalidData,
    DuplicateRespondent "survey.duplicate_respondent" InvalidInput,
    AnsweredTwice "survey.answered_twice" InvalidInput,
    BlankResponse "survey.blank_response" InvalidInput,
    MoreAnswersThanRespondents "survey.more_answers_than_respondents" InvalidInput,
    IncompleteCounts "survey.incomplete_counts" InvalidInput,
    EmptyStratum "survey.empty_stratum" OutOfCoverage,
    StratumOutside "survey.stratum_outside" InvalidInput,
    DrawWithoutAnswers "survey.draw_without_answers" OutOfCoverage,
    UnknownConfidence "survey.unknown_confidence" NotFound,
    OtherQuestionnaire "survey.other_questionnaire" InvalidInput,
    LeverUnfit "insight.lever_unfit" InvalidInput,
    SearchTooLarge "insight.search_too_large" OutOfCoverage,
    SearchMismatch "insight.search_mismatch" InvalidData,
    InvalidTallySpec "tally.invalid_spec" InvalidInput,
    UnknownDimension "tally.unknown_dimension" NotFound,
    TallyMismatch "tally.mismatch" InvalidInput,
    UnreadableTally "tally.unreadable" InvalidInput,
    AgencyOverlap "agency.overlap" InvalidData,
    AgencyCycle "agency.cycle" InvalidData,
    InvalidAgencyTree "agency.invalid_tree" InvalidData,
    EmptyList "input.empty_list" InvalidInput,
    DuplicateId "input.duplicate_id" InvalidInput,
    UnknownId "input.unknown_id" NotFound,
    TieUndecided "ranking.tie_undecided" Ambiguous,
    UnevenTieBreakers "ranking.uneven_tie_breakers" InvalidInput,
    NoPoints "ranking.no_points" InvalidInput,
    RankConflict "ranking.rank_conflict" InvalidInput,
    InvalidMerger "ranking.invalid_merger" InvalidInput,
    UnusedSetting "robustness.unused_setting" InvalidInput,
    OverlappingSetting "robustness.overlapping_setting" InvalidInput,
    MissingParameter "robustness.missing_parameter" InvalidInput,
    FlatCriterion "robustness.no_spread" InvalidInput,
    NotPositive "robustness.not_positive" InvalidInput,
    NoSample "robustness.no_sample" InvalidInput,
    SampleMismatch "robustness.sample_mismatch" InvalidInput,
    NothingLeft "robustness.nothing_left" InvalidInput,
    DrawsNotCovered "robustness.draws_not_covered" InvalidInput,
}

#[expect(clippy::indexing_slicing, reason = "both places are below the lengths, and a fault would not compile")]
const ALL_CODES: [&str; OWN_CODES.len() + records::CODES.len()] = {
    let mut all = [""; OWN_CODES.len() + records::CODES.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = if at < OWN_CODES.len() { OWN_CODES[at] } else { records::CODES[at - OWN_CODES.len()] };
        at += 1;
    }
    all
};

/// Every code an [`Error`] or an [`Issue`] can carry, for documentation and coverage.
pub const ERROR_CODES: &[&str] = &ALL_CODES;

impl Error {
    /// The whole message in Vietnamese or in English; English is also what `Display` writes.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Vi => vietnamese::message(self),
            Lang::En => self.to_string(),
        }
    }

    /// The error as a plain document: `code`, `kind`, both messages and the facts behind them.
    ///
    /// ```
    /// let error = cchc::WorkCalendar::vietnam().is_working_day("2099-12-30".parse().unwrap()).unwrap_err();
    /// let document = error.to_document();
    /// assert_eq!(document["code"], "calendar.horizon");
    /// assert_eq!(document["details"]["last"], "2026-12-31");
    /// ```
    pub fn to_document(&self) -> serde_json::Value {
        serde_json::json!({
            "code": self.code(),
            "kind": self.kind(),
            "message": { "vi": self.message(Lang::Vi), "en": self.message(Lang::En) },
            "details": serde_json::to_value(self).unwrap_or_default(),
        })
    }
}

/// Vấn đề dữ liệu: something wrong at one place of the data; the rest was still used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Line of the table, counted from 1 at the header, where the data came as lines.
    pub line: Option<u64>,
    /// The field or the path inside the document, such as `criteria[2].children[1]`.
    pub path: String,
    /// What is wrong there.
    pub error: Error,
}

impl Issue {
    /// An issue at a path of a document.
    pub fn at(path: impl Into<String>, error: Error) -> Self {
        Self { line: None, path: path.into(), error }
    }

    /// An issue in a field of a line of a table.
    pub fn on_line(line: u64, field: impl Into<String>, error: Error) -> Self {
        Self { line: Some(line), path: field.into(), error }
    }
}

/// Written as the error's own document with `line` and `path` added.
impl Serialize for Issue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("line", &self.line)?;
        map.serialize_entry("path", &self.path)?;
        if let serde_json::Value::Object(document) = self.error.to_document() {
            for (key, value) in &document {
                map.serialize_entry(key, value)?;
            }
        }
        map.end()
    }
}

fn first_issue(issues: &[Issue]) -> String {
    issues.first().map(|issue| format!("{}: {}", issue.path, issue.error)).unwrap_or_default()
}

/// The rule an event breaks, in brackets.
fn broken(breaks: Option<&str>) -> String {
    breaks.map(|breaks| format!(" ({breaks})")).unwrap_or_default()
}

/// What may happen to a dossier, under the words a language has.
fn next_events(allowed: &[&str], some: &str, none: &str) -> String {
    if allowed.is_empty() { none.to_owned() } else { format!("{some} {}", allowed.join(", ")) }
}

/// What a lunar month or year holds, for a day it does not hold.
fn lunar_exists(days: Option<u8>, leap_month: Option<u8>) -> String {
    match (days, leap_month) {
        (Some(days), _) => format!("that month has {days} days"),
        (None, Some(leap)) => format!("it has 13 months, the leap one is month {leap}"),
        (None, None) => "it has 12 months and no leap month".to_owned(),
    }
}

/// The columns of a table that do not help, under the words a language has for each kind.
fn other_columns(unknown: &[String], unread: &[String], [not_recognised, not_used]: [&str; 2]) -> String {
    let list = |label: &str, columns: &[String]| match columns {
        [] => String::new(),
        columns => format!("; {label}: {}", columns.join(", ")),
    };
    list(not_recognised, unknown) + &list(not_used, unread)
}
