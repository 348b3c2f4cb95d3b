//! Runs the shared vectors on the core, and writes every full answer for the comparison of doors.

#![allow(missing_docs, reason = "a test program has no public items")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failing vector stops its own case"
)]

use cchc::agency::{self, AgencyRegister, TreeKey};
use cchc::calendar::{CalendarUse, Interval, Overlay};
use cchc::catalogue::Catalogue;
use cchc::deadline::StageFlow;
use cchc::deadline::duties::{self, ApologyCase};
use cchc::dossier::{CodeRegime, ColumnMap};
use cchc::feedback::{self, RegimeChoice};
use cchc::ledger;
use cchc::period::Period;
use cchc::procedure::{self, PublishedProcedures};
use cchc::ranking::MovementCase;
use cchc::report::{self, Outline};
use cchc::review;
use cchc::rules::{ClassCase, ClassRules, ClassifiedUnit, Codes};
use cchc::scoring::{LeagueCase, UnitEvidence};
use cchc::statistics::ApologyDuty;
use cchc::survey::{self, PopulationStratum, Questionnaire, Response};
use cchc::tally::{Counter, ViewRequest};
use cchc::{
    Deadline, Dossier, DossierCode, DossierReader, Entry, Error, Evidence, Exact, History, Lang, LunarDate, Measure,
    Moment, Movement, OnTimeStats, OnTimeTable, ProcedureCode, Ranking, RecordError, Records, Report, Rounding,
    RuleSet, ScoreSheet, SectorCode, Standing, Tally, TallySpec, TieRule, TimeLimit, WorkCalendar, audit, document,
    dossier, handover, history, indicators, insight, inspection, lunar, number, plan, robustness,
};
use cchc_tests::expand::expand;
use cchc_tests::table::Table;
use chrono::{NaiveDate, NaiveDateTime};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VectorFile {
    room: String,
    #[serde(rename = "about")]
    _about: String,
    #[serde(rename = "source")]
    _source: cchc::Citation,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    id: String,
    why: String,
    call: String,
    #[serde(rename = "in")]
    input: Value,
    #[serde(default, deserialize_with = "given")]
    out: Option<Value>,
    error: Option<String>,
    #[serde(rename = "source")]
    _source: Option<cchc::Citation>,
}

/// Tells `"out": null` from no `out` at all.
fn given<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

fn main() -> ExitCode {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let load = |name: &str| -> Result<Value, String> {
        let text = fs::read_to_string(tests.join(name)).map_err(|error| format!("{name}: {error}"))?;
        serde_json::from_str(&text).map_err(|error| format!("{name}: {error}"))
    };
    let mut answers: BTreeMap<String, Value> = BTreeMap::new();
    let (mut ran, mut skipped, mut failures) = (0_u32, 0_u32, Vec::new());
    for path in vector_files(&tests.join("vectors")) {
        let file: VectorFile = match serde_json::from_str(&fs::read_to_string(&path).unwrap()) {
            Ok(file) => file,
            Err(error) => {
                failures.push(format!("{}: {error}", path.display()));
                continue;
            }
        };
        for case in file.cases {
            let fail = |reason: String| format!("{}/{}: {reason}\n    {}", file.room, case.id, case.why);
            let answer = expand(&case.input, &load).map(|input| call(&case.call, &input));
            let answer = match answer {
                Ok(Some(answer)) => answer,
                Ok(None) => {
                    skipped += 1;
                    continue;
                }
                Err(reason) => {
                    failures.push(fail(reason));
                    continue;
                }
            };
            ran += 1;
            let (full, difference) = match (&answer, &case.out, &case.error) {
                (Ok(full), Some(out), None) => (full.clone(), difference("out", out, &shown(&case.call, full))),
                (Err(error), None, Some(code)) if error.code() == code => (json!({ "error": error.code() }), None),
                (Ok(full), None, Some(code)) => (full.clone(), Some(format!("expected the error {code}, got {full}"))),
                (Err(error), _, _) => (json!({ "error": error.code() }), Some(format!("{}: {error}", error.code()))),
                (Ok(full), _, _) => (full.clone(), Some("give exactly one of out and error".to_owned())),
            };
            failures.extend(difference.map(fail));
            if answers.insert(case.id.clone(), full).is_some() {
                failures.push(fail("the id is used twice".to_owned()));
            }
        }
    }
    let written = tests.join("../target/vectors");
    fs::create_dir_all(&written).unwrap();
    fs::write(written.join("rust.json"), serde_json::to_string(&answers).unwrap()).unwrap();
    println!("vectors rust: {ran} cases ran, {skipped} skipped");
    for failure in &failures {
        println!("FAILED {failure}");
    }
    if failures.is_empty() && ran > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn vector_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    files
}

/// What a case is compared with: for a report its figures by name, else the whole answer.
fn shown(call: &str, full: &Value) -> Value {
    if full.get("figures").is_none() || !call.starts_with("report") {
        return full.clone();
    }
    let figures = full["figures"].as_array().unwrap().iter();
    let by_id = figures.map(|figure| (figure["id"].as_str().unwrap().to_owned(), figure["value"].clone()));
    json!({ "figures": by_id.collect::<serde_json::Map<_, _>>() })
}

/// Objects are compared on the keys expected, arrays element by element, all else exactly.
fn difference(path: &str, expected: &Value, got: &Value) -> Option<String> {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => expected.iter().find_map(|(key, value)| {
            let path = format!("{path}.{key}");
            got.get(key).map_or_else(|| Some(format!("{path} is missing")), |got| difference(&path, value, got))
        }),
        (Value::Array(expected), Value::Array(got)) if expected.len() == got.len() => {
            let mut pairs = expected.iter().zip(got).enumerate();
            pairs.find_map(|(index, (expected, got))| difference(&format!("{path}[{index}]"), expected, got))
        }
        _ if expected == got => None,
        _ => Some(format!("{path}: expected {expected}, got {got}")),
    }
}

/// Runs one call; `None` when this runner does not know it.
fn call(name: &str, input: &Value) -> Option<Result<Value, Error>> {
    let input = &Input(input);
    let answer = match name {
        "calendar.is_working_day" => calendar_call(input, |calendar| calendar.is_working_day(input.date("date")?)),
        "calendar.add_working_days" => calendar_call(input, |calendar| {
            let start = input.date("start")?;
            calendar.add_working_days(start, number::whole::<u32>("days", &input.text("days"))?)
        }),
        "calendar.subtract_working_days" => calendar_call(input, |calendar| {
            let end = input.date("end")?;
            calendar.subtract_working_days(end, number::whole::<u32>("days", &input.text("days"))?)
        }),
        "calendar.add_working_minutes" => calendar_call(input, |calendar| {
            let start = input.instant("start")?;
            calendar.add_working_minutes(start, number::whole::<u32>("minutes", &input.text("minutes"))?)
        }),
        "calendar.count_working_minutes" => calendar_call(input, |calendar| {
            calendar.count_working_minutes(input.instant("from")?, input.instant("to")?)
        }),
        "calendar.intervals" => {
            calendar_call(input, |calendar| calendar.intervals(input.date("date")?).map(<[Interval]>::to_vec))
        }
        "calendar.to_ics" => calendar_call(input, |calendar| {
            calendar.to_ics(input.date("from")?, input.date("to")?, Lang::parse(&input.text("lang"))?)
        }),
        "calendar.count_working_days" => {
            calendar_call(input, |calendar| calendar.count_working_days(input.date("after")?, input.date("through")?))
        }
        "calendar.explain" => calendar_call(input, |calendar| calendar.explain(input.date("date")?)),
        "calendar.load" => {
            WorkCalendar::from_json(&input.text("text")).map(|calendar| json!({ "edition": calendar.edition() }))
        }
        "lunar.explain" => run(|| lunar::explain(input.date("date")?)),
        "lunar.to_solar" => run(|| lunar::to_solar(input.get::<LunarDate>("date")?)),
        "deadline" => calendar_call(input, |calendar| {
            Deadline::compute(calendar, input.text("received").parse()?, input.get::<TimeLimit>("limit")?)
        }),
        "deadline_case" => calendar_call(input, |calendar| Deadline::of_case(calendar, &input.get("case")?)),
        "stage_report" => calendar_call(input, |calendar| input.get::<StageFlow>("flow")?.report(calendar)),
        "apology" => {
            calendar_call(input, |calendar| duties::apology(calendar, &input.get("case")?, input.date("as_of")?))
        }
        "apology_compliance" => calendar_call(input, |calendar| {
            duties::apology_compliance(calendar, &input.get::<Vec<ApologyCase>>("cases")?, input.date("as_of")?)
        }),
        "notices" => calendar_call(input, |calendar| {
            let group: Option<String> = input.optional("group")?;
            let submitted = input.text("submitted").parse()?;
            duties::notices(calendar, submitted, input.get("channel")?, group.as_deref())
        }),
        "replay" => {
            calendar_call(input, |calendar| input.get::<History>("history")?.replay(calendar, input.get("as_of")?))
        }
        "replay_all" => calendar_call(input, |calendar| {
            history::replay_all_json(calendar, &input.value("histories").to_string(), input.get("as_of")?)
        }),
        "audit" => calendar_call(input, |calendar| {
            let settings = input.optional("settings")?.unwrap_or_default();
            audit::audit_json(calendar, &input.value("histories").to_string(), &settings, input.get("as_of")?)
        }),
        "audit_dossiers" => calendar_call(input, |calendar| {
            let settings = input.optional("settings")?.unwrap_or_default();
            audit::audit_dossiers_json(calendar, &input.value("dossiers").to_string(), &settings, input.get("as_of")?)
        }),
        "indicators" => calendar_call(input, |calendar| {
            indicators::indicators(&input.rules()?, &input.get("data")?, calendar, input.date("as_of")?)
        }),
        "indicator_sheet" => calendar_call(input, |calendar| {
            let besides: Vec<Evidence> = input.optional("evidence")?.unwrap_or_default();
            let (rules, data) = (input.rules()?, input.get("data")?);
            indicators::indicator_sheet(&rules, &data, &besides, calendar, input.date("as_of")?)
        }),
        "feedback_case" => calendar_call(input, |calendar| {
            let regime: Option<RegimeChoice> = input.optional("regime")?;
            feedback::feedback_case(calendar, &input.get("record")?, input.date("as_of")?, regime.as_ref())
        }),
        "feedback_report" => calendar_call(input, |calendar| {
            feedback::feedback_report(calendar, &input.get("data")?, input.date("as_of")?)
        }),
        "feedback_regimes" => run(|| Ok(feedback::shipped_regimes())),
        "ledger_report" => run(|| ledger::ledger_report(&input.get("data")?)),
        "ledger_names" => run(|| Ok(ledger::shipped_names())),
        "dossier_code" => {
            run(|| input.text("code").parse::<DossierCode>()?.parts(input.optional::<CodeRegime>("regime")?))
        }
        "procedure_code" => run(|| Ok(input.text("code").parse::<ProcedureCode>()?.parts())),
        "sector_code" => run(|| Ok(input.text("code").parse::<SectorCode>()?.parts())),
        "recompute" => run(|| {
            let (old, new) = (calendar(input.0.get("old"))?, calendar(input.0.get("new"))?);
            Ok(dossier::recompute(&old, &new, &input.get::<Vec<Dossier>>("dossiers")?, input.date("as_of")?))
        }),
        "classify" => {
            calendar_call(input, |calendar| input.get::<Dossier>("dossier")?.classify(input.date("as_of")?, calendar))
        }
        "on_time_stats" => calendar_call(input, |calendar| {
            OnTimeStats::of(&input.get::<Vec<Dossier>>("dossiers")?, input.date("as_of")?, calendar)?.summary()
        }),
        "stats_summary" => run(|| input.get::<OnTimeStats>("counts")?.summary()),
        "dossier_table" => calendar_call(input, |calendar| input.table(calendar)),
        "read_dossiers" => {
            run(|| dossier::read_dossiers(&input.bytes(), &input.optional("columns")?.unwrap_or_default()))
        }
        "read_progress" => calendar_call(input, |calendar| {
            let map: ColumnMap = input.optional("columns")?.unwrap_or_default();
            let dossiers: Vec<Dossier> = input.get("dossiers")?;
            dossier::read_progress(&input.bytes(), &map, &dossiers, input.date("as_of")?, calendar)
        }),
        "apology_duty" => run(|| {
            let owed = number::whole("owed", &input.text("owed"))?;
            let apologised = number::whole("apologised", &input.text("apologised"))?;
            ApologyDuty::new(owed, apologised, input.date("as_of")?)
        }),
        "rules.shipped" => RuleSet::shipped(&input.text("id")).map(|rules| about(&rules)),
        "rules.shipped_for" => run(|| Ok(about(&RuleSet::shipped_for(&input.text("series"), input.get("year")?)?))),
        "rules.load" => {
            let text = input.0.get("document").map_or_else(|| input.text("text"), Value::to_string);
            RuleSet::from_json(&text).map(|rules| about(&rules))
        }
        "rules.check" => {
            let text = input.0.get("document").map_or_else(|| input.text("text"), Value::to_string);
            run(|| RuleSet::check(&text))
        }
        "score" => run(|| input.sheet()),
        "score_all" => run(|| input.rules()?.score_all(input.get("year")?, &input.get::<Vec<UnitEvidence>>("units")?)),
        "league" => run(|| {
            let decided = input.optional("decided")?.unwrap_or_default();
            input.rules()?.league(input.get("year")?, &LeagueCase { units: input.get("units")?, decided })
        }),
        "class_of" => run(|| Ok(input.rules()?.class_of(input.exact("points")?)?.clone())),
        "losses" => run(|| Ok(insight::losses(&input.sheet()?))),
        "target_search" => run(|| input.rules()?.target_search(&input.get("request")?)),
        "bottlenecks" => run(|| {
            let levers: Vec<insight::Lever> = input.optional("levers")?.unwrap_or_default();
            Ok(insight::bottlenecks(&input.sheet()?, &levers))
        }),
        "least_increase" => run(|| {
            let measure: Measure = input.get("measure")?;
            input.rules()?.least_increase(&input.text("criterion"), &measure, input.exact("points")?)
        }),
        "contributions" => run(|| insight::contributions(&input.sheet()?)),
        "gap" => run(|| insight::gap(&input.sheet()?, &Input(input.value("other")).sheet()?)),
        "gap_to_mean" => run(|| {
            let (rules, year) = (input.rules()?, input.get("year")?);
            let sheets = input.get::<Vec<Vec<Evidence>>>("others")?;
            let sheets = sheets.iter().map(|evidence| rules.score(year, None, evidence));
            insight::gap_to_mean(&input.sheet()?, &sheets.collect::<Result<Vec<_>, Error>>()?)
        }),
        "change_between" => run(|| {
            let (old, new) = (Input(input.value("old")).year_data()?, Input(input.value("new")).year_data()?);
            insight::change_between(&old, &new, &input.codes()?)
        }),
        "what_if" => run(|| {
            let (evidence, changes) = (input.get::<Vec<Evidence>>("evidence")?, input.get::<Vec<Evidence>>("changes")?);
            let league: Option<Vec<Entry>> = input.optional("league")?;
            input.rules()?.what_if(input.get("year")?, &evidence, &changes, &league.unwrap_or_default())
        }),
        "applicability_effect" => run(|| {
            let units: Vec<UnitEvidence> = input.get("units")?;
            insight::applicability_effect(&input.rules()?, input.get("year")?, &units)
        }),
        "rules.diff" => run(|| {
            let (old, new) = (Input(input.value("old")).rules()?, Input(input.value("new")).rules()?);
            old.diff(&new, &input.codes()?)
        }),
        "diff_scores" => run(|| {
            let (old, new) = (Input(input.value("old")).rules()?, Input(input.value("new")).rules()?);
            insight::diff_scores(&old, &new, &input.get::<Vec<UnitEvidence>>("units")?, &input.codes()?)
        }),
        "rank" => run(|| input.ranking()),
        "robustness" => run(|| robustness::analyse(&input.get("document")?)),
        "next_place" => run(|| insight::next_place(&input.ranking()?, &input.text("id"))),
        "movement" => run(|| Ok(input.get::<Standing>("now")?.movement_since(&input.get::<Standing>("earlier")?))),
        "standing_before" => run(|| {
            let movement: Movement = input.get("movement")?;
            input.get::<Standing>("now")?.before(&movement, input.optional("of")?)
        }),
        "movements" => run(|| document::from_json::<MovementCase>(&input.0.to_string())?.movements()),
        "rules.classify" => run(|| {
            let decided: Vec<String> = input.optional("decided")?.unwrap_or_default();
            input.rules()?.classify(&input.get::<Vec<ClassifiedUnit>>("units")?, &decided)
        }),
        "rules.from_csv" => {
            RuleSet::from_csv(&input.value("header").to_string(), &input.bytes()).map(|rules| about(&rules))
        }
        "classify_units" => run(|| document::from_json::<ClassCase>(&input.0.to_string())?.classify()),
        "check_classes" => run(|| Ok(input.get::<ClassRules>("classes")?.checked())),
        "mean" => run(|| {
            let mean = number::mean(&input.get::<Vec<Exact>>("values")?)?;
            Ok(input.rounding()?.apply(mean))
        }),
        "procedures_total" => run(|| procedure::total(&input.get::<Vec<PublishedProcedures>>("published")?)),
        "catalogue.issues" => run(|| Ok(input.get::<Catalogue>("catalogue")?.issues().to_vec())),
        "catalogue.version_at" => run(|| {
            Ok(input.get::<Catalogue>("catalogue")?.version_at(&input.text("code"), input.date("day")?)?.clone())
        }),
        "catalogue.version_for" => run(|| input.get::<Catalogue>("catalogue")?.version_for(&input.get("dossier")?)),
        "catalogue.online_at" => {
            run(|| input.get::<Catalogue>("catalogue")?.online_at(&input.text("code"), input.date("day")?))
        }
        "catalogue.counts" => run(|| Ok(input.get::<Catalogue>("catalogue")?.counts(input.date("day")?))),
        "catalogue.incomplete" => run(|| Ok(input.get::<Catalogue>("catalogue")?.incomplete(input.date("day")?))),
        "catalogue.history" => run(|| input.get::<Catalogue>("catalogue")?.history(&input.text("code"))),
        "catalogue.acts" => run(|| {
            let catalogue: Catalogue = input.get("catalogue")?;
            catalogue.acts(input.date("from")?, input.date("through")?, input.get("by")?)
        }),
        "catalogue.punctuality" => calendar_call(input, |calendar| {
            let catalogue: Catalogue = input.get("catalogue")?;
            Ok(catalogue.punctuality(&input.rules()?, input.get("level")?, calendar, input.date("as_of")?))
        }),
        "catalogue.indicator_procedures" => run(|| {
            let agency: Option<String> = input.optional("agency")?;
            Ok(input.get::<Catalogue>("catalogue")?.indicator_procedures(input.date("day")?, agency.as_deref()))
        }),
        "catalogue.indicators" => calendar_call(input, |calendar| {
            let procedures = input.get::<Catalogue>("catalogue")?.indicator_procedures(input.date("as_of")?, None);
            let (level, period) = (input.value("level"), input.value("period"));
            let data = json!({ "level": level, "period": period, "procedures": procedures });
            let data = document::from_json(&data.to_string())?;
            indicators::indicators(&input.rules()?, &data, calendar, input.date("as_of")?)
        }),
        "review_summary" => run(|| input.get::<review::Review>("review")?.summary(input.date("as_of")?)),
        "plan_progress" => run(|| plan::progress(&input.get::<Vec<plan::Task>>("tasks")?, input.date("as_of")?)),
        "inspection_summary" => {
            run(|| input.get::<inspection::Inspection>("inspection")?.summary(input.date("as_of")?))
        }
        "plan_report" => run(|| {
            let days = input.0.get("due_within").map(|_| number::whole("days", &input.text("due_within")));
            let days = days.transpose()?;
            input.get::<plan::Plan>("plan")?.report(input.date("as_of")?, days)
        }),
        "plan_movement" => {
            run(|| input.get::<plan::Plan>("plan")?.movement(input.date("since")?, input.date("as_of")?))
        }
        "plan_carry_over" => run(|| {
            let into = number::whole("year", &input.text("into"))?;
            input.get::<plan::Plan>("plan")?.carry_over(into, input.date("as_of")?)
        }),
        "inspection_report" => calendar_call(input, |calendar| {
            Ok(input.get::<inspection::Inspections>("inspections")?.report(input.date("as_of")?, calendar))
        }),
        "survey.questionnaire" => run(|| input.questionnaire("document")),
        "survey.tally" => run(|| input.questionnaire("questionnaire")?.tally(&input.get("data")?)),
        "survey.results" => run(|| {
            let questionnaire = input.questionnaire("questionnaire")?;
            let population: Option<Vec<PopulationStratum>> = input.optional("population")?;
            questionnaire.results(&questionnaire.tally(&input.get("data")?)?, population.as_deref())
        }),
        "survey.bootstrap" => run(|| {
            let population: Option<Vec<PopulationStratum>> = input.optional("population")?;
            let (responses, plan) = (input.get::<Vec<Response>>("responses")?, input.get("plan")?);
            input.questionnaire("questionnaire")?.bootstrap(&responses, population.as_deref(), &plan)
        }),
        "survey.sample_size" => run(|| {
            survey::sample_size(number::whole("population", &input.text("population"))?, input.text("margin").parse()?)
        }),
        "survey.margin" => run(|| {
            let population = number::whole("population", &input.text("population"))?;
            survey::margin(population, number::whole("sample", &input.text("sample"))?, input.rounding()?)
        }),
        "survey.wilson" => run(|| {
            let satisfied = number::whole("satisfied", &input.text("satisfied"))?;
            let answered = number::whole("answered", &input.text("answered"))?;
            survey::wilson(satisfied, answered, input.get("confidence")?, input.rounding()?)
        }),
        "period" => run(|| {
            let number = number::whole("number of the period", &input.text("number"))?;
            Period::of(input.get("rule")?, input.get("kind")?, number::whole("year", &input.text("year"))?, number)
        }),
        "periods" => run(|| {
            Period::covering(input.get("rule")?, input.get("kind")?, input.date("from")?, input.date("through")?)
        }),
        "year_before" => run(|| input.get::<Period>("period")?.year_before()),
        "agency.issues" => run(|| match AgencyRegister::from_json(&input.value("register").to_string()) {
            Err(Error::Records(RecordError::Invalid { issues, .. })) => Ok(issues),
            other => other.map(|_| Vec::new()),
        }),
        "agency.agency_at" => run(|| input.register()?.agency_at(&input.text("id"), input.date("day")?)),
        "agency.tree_at" => run(|| Ok(input.register()?.tree_at(input.date("day")?))),
        "agency.tree" => run(|| input.register()?.tree(input.optional::<TreeKey>("key")?.unwrap_or_default())),
        "agency.successors" => run(|| input.register()?.successors(&input.text("id"), input.date("day")?)),
        "agency.predecessors" => run(|| input.register()?.predecessors(&input.text("id"), input.date("day")?)),
        "agency.responsible" => run(|| {
            let matter = input.optional("matter")?.unwrap_or_default();
            input.register()?.responsible(&input.text("id"), input.date("day")?, &matter)
        }),
        "agency.carry" => run(|| Ok(input.register()?.carry(&input.get("series")?))),
        "handover" => run(|| handover::handover(&input.register()?, &input.get("case")?)),
        "province_of_code" => run(|| agency::province_of_code(&input.text("code"), input.day()?)),
        "province_of_name" => run(|| agency::province_of_name(&input.text("name"), input.day()?)),
        "provinces" => run(|| Ok(agency::provinces(input.date("day")?))),
        "tally.spec" => {
            calendar_call(input, |calendar| Ok(Tally::empty(&input.get("spec")?, calendar)?.spec().clone()))
        }
        "tally.view" => calendar_call(input, |calendar| input.tally(calendar)?.view(&input.request()?)),
        "tally.from_csv" => calendar_call(input, |calendar| {
            let bytes = input.bytes();
            let mut reader = DossierReader::new(&bytes)?;
            Tally::of_export(&mut reader, &input.get("spec")?, calendar, |_| ())?.0.view(&input.request()?)
        }),
        "tally.issues" => calendar_call(input, |calendar| {
            Ok(Tally::of_dossiers(&input.get::<Vec<Dossier>>("dossiers")?, &input.get("spec")?, calendar)?.1)
        }),
        "tally.policy_effect" => calendar_call(input, |calendar| {
            input.tally(calendar)?.policy_effect(&input.request()?, &input.get("policy")?)
        }),
        "tally.merged" => calendar_call(input, |calendar| {
            let part = |part: &Value| {
                let spec = part.get("spec").unwrap_or(input.value("spec"));
                Input(&json!({ "dossiers": part["dossiers"], "spec": spec })).tally(calendar)
            };
            let parts = input.value("parts").as_array().unwrap().iter().map(part);
            Tally::merged(parts.collect::<Result<Vec<_>, _>>()?)?.view(&input.request()?)
        }),
        "tally.tree" => run(|| {
            let request = json!({ "tree": input.value("tree") }).to_string();
            match ViewRequest::from_json(&request) {
                Err(Error::InvalidAgencyTree { issues }) => Ok(issues),
                other => other.map(|_| Vec::new()),
            }
        }),
        "tally.to_bytes" => calendar_call(input, |calendar| {
            Ok(input.tally(calendar)?.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect::<String>())
        }),
        "tally.from_bytes" => run(|| {
            let hex = input.text("hex");
            let bytes = (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap());
            Tally::from_bytes(&bytes.collect::<Vec<_>>())?.view(&input.request()?)
        }),
        "tally.from_json" => run(|| Tally::from_json(&input.value("document").to_string())?.view(&input.request()?)),
        "tally.of_columns" => calendar_call(input, |calendar| {
            Table::of(input.value("table")).count(&input.get("spec")?, calendar)?.0.view(&input.request()?)
        }),
        "tally.of_tables" => calendar_call(input, |calendar| {
            let mut counter = Counter::new(&input.get("spec")?, calendar)?;
            for table in input.value("tables").as_array().unwrap() {
                Table::of(table).add_to(&mut counter)?;
            }
            counter.finish()?.0.view(&input.request()?)
        }),
        "tally.reasons" => {
            calendar_call(input, |calendar| Ok(Table::of(input.value("table")).count(&input.get("spec")?, calendar)?.1))
        }
        "tally.members" => calendar_call(input, |calendar| {
            let (spec, selection) = (input.get("spec")?, input.get("selection")?);
            Table::of(input.value("table")).ask(|columns| Tally::members(columns, &spec, calendar, &selection))
        }),
        "report" => calendar_call(input, |calendar| Report::write(&input.get::<Records>("records")?, calendar)),
        "report.written" => calendar_call(input, |calendar| {
            let report = Report::write(&input.get::<Records>("records")?, calendar)?;
            let (lang, form) = (Lang::parse(&input.text("lang"))?, input.text("form"));
            let text = match form.as_str() {
                "text" => report.to_text(lang),
                "markdown" => report.to_markdown(lang),
                "html" => report.to_html(lang),
                chart => report.chart_svg(chart, lang).unwrap_or_default(),
            };
            let looked_for: Vec<String> = input.get("look_for")?;
            let found = looked_for.into_iter().map(|part| (part.clone(), text.contains(&part).into()));
            Ok(json!({ "found": found.collect::<serde_json::Map<_, _>>(), "text": text }))
        }),
        "report.outlines" => run(|| Ok(Outline::all())),
        "report.phrases" => run(|| Ok(report::phrases())),
        "report.of_dossiers" => calendar_call(input, |calendar| Report::of_dossiers(&input.table(calendar)?)),
        _ => return None,
    };
    Some(answer)
}

fn run<T: serde::Serialize>(call: impl FnOnce() -> Result<T, Error>) -> Result<Value, Error> {
    call().map(|answer| serde_json::to_value(answer).expect("answers are plain documents"))
}

fn calendar_call<T: serde::Serialize>(
    input: &Input<'_>,
    call: impl FnOnce(&WorkCalendar) -> Result<T, Error>,
) -> Result<Value, Error> {
    let calendar = calendar(input.0.get("calendar"))?;
    run(|| call(&calendar))
}

/// The calendar a case asks for: the shipped one, its projection, or a view with several things changed.
fn calendar(view: Option<&Value>) -> Result<WorkCalendar, Error> {
    let mut calendar = WorkCalendar::vietnam().clone();
    let view = match view {
        None => return Ok(calendar),
        Some(Value::String(name)) if name == "projected" => return Ok(calendar.projected()),
        Some(Value::Object(view)) => view,
        Some(other) => panic!("unknown calendar {other}"),
    };
    let known = ["sector", "known_at", "hours", "overlays", "agency", "use", "projected"];
    assert!(view.keys().all(|key| known.contains(&key.as_str())), "unknown key of a calendar");
    let text = |key: &str| view.get(key).map(|value| value.as_str().unwrap());
    if let Some(sector) = view.get("sector") {
        calendar = calendar.for_sector(document::from_json(&sector.to_string())?)?;
    }
    if let Some(date) = text("known_at") {
        calendar = calendar.known_at(date.parse::<Moment>()?.date())?;
    }
    if let Some(hours) = view.get("hours") {
        calendar = calendar.with_hours(document::from_json(&hours.to_string())?)?;
    }
    if let Some(overlays) = view.get("overlays") {
        let purpose =
            view.get("use").map_or(Ok(CalendarUse::Counting), |value| document::from_json(&value.to_string()))?;
        let overlays: Vec<Overlay> = document::from_json(&overlays.to_string())?;
        calendar = calendar.overlaid(&overlays, text("agency"), purpose)?;
    }
    Ok(if view.get("projected").is_some_and(|value| value == true) { calendar.projected() } else { calendar })
}

fn about(rules: &RuleSet) -> Value {
    json!({ "id": rules.id(), "edition": rules.edition(), "status": rules.status() })
}

/// The input of a case, read the way the doors read their arguments.
struct Input<'a>(&'a Value);

impl Input<'_> {
    fn value(&self, key: &str) -> &Value {
        self.0.get(key).unwrap_or_else(|| panic!("the case gives no {key}"))
    }

    fn text(&self, key: &str) -> String {
        match self.value(key) {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }

    fn date(&self, key: &str) -> Result<NaiveDate, Error> {
        Ok(self.text(key).parse::<Moment>()?.date())
    }

    fn instant(&self, key: &str) -> Result<NaiveDateTime, Error> {
        self.text(key).parse::<Moment>()?.instant()
    }

    fn get<T: DeserializeOwned>(&self, key: &str) -> Result<T, Error> {
        document::from_json(&self.value(key).to_string())
    }

    /// An exact number given by itself is its text; any other value goes through the document.
    fn exact(&self, key: &str) -> Result<Exact, Error> {
        self.value(key).as_str().map_or_else(|| self.get(key), str::parse)
    }

    fn optional<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, Error> {
        if self.0.get(key).is_some() { self.get(key).map(Some) } else { Ok(None) }
    }

    fn bytes(&self) -> Vec<u8> {
        match self.0.get("bytes") {
            Some(bytes) => serde_json::from_value(bytes.clone()).expect("bytes are numbers up to 255"),
            None => self.text("csv").into_bytes(),
        }
    }

    fn table(&self, calendar: &WorkCalendar) -> Result<OnTimeTable, Error> {
        let map: ColumnMap = self.optional("columns")?.unwrap_or_default();
        OnTimeTable::from_csv_with(&self.bytes(), self.date("as_of")?, calendar, &map, |_| ())
    }

    /// The rule set of a case: a shipped one, or a document of its own.
    fn rules(&self) -> Result<RuleSet, Error> {
        match self.0.get("rules") {
            Some(document) => RuleSet::from_json(&document.to_string()),
            None => RuleSet::shipped(&self.text("rule_set")),
        }
    }

    /// The register of a case: its own, or that of the provinces.
    fn register(&self) -> Result<AgencyRegister, Error> {
        match self.0.get("register") {
            Some(document) => AgencyRegister::from_json(&document.to_string()),
            None => Ok(AgencyRegister::provinces().clone()),
        }
    }

    /// The day of a case that may leave it out.
    fn day(&self) -> Result<Option<NaiveDate>, Error> {
        self.0.get("day").map(|_| self.date("day")).transpose()
    }

    fn sheet(&self) -> Result<ScoreSheet, Error> {
        self.rules()?.score(self.get("year")?, self.optional("unit")?, &self.get::<Vec<Evidence>>("evidence")?)
    }

    fn questionnaire(&self, key: &str) -> Result<Questionnaire, Error> {
        Questionnaire::from_json(&self.value(key).to_string())
    }

    fn rounding(&self) -> Result<Rounding, Error> {
        Rounding::half_up(number::whole("places", &self.text("places"))?)
    }

    /// One of the two years of a change.
    fn year_data(&self) -> Result<insight::YearData, Error> {
        Ok(insight::YearData { rules: self.rules()?, year: self.get("year")?, evidence: self.get("evidence")? })
    }

    fn tally(&self, calendar: &WorkCalendar) -> Result<Tally, Error> {
        let (dossiers, spec): (Vec<Dossier>, TallySpec) = (self.get("dossiers")?, self.get("spec")?);
        Ok(Tally::of_dossiers(&dossiers, &spec, calendar)?.0)
    }

    fn request(&self) -> Result<ViewRequest, Error> {
        let request = self.0.get("request").map(|request| ViewRequest::from_json(&request.to_string()));
        Ok(request.transpose()?.unwrap_or_default())
    }

    fn codes(&self) -> Result<Codes, Error> {
        Ok(self.optional("codes")?.unwrap_or_default())
    }

    fn ranking(&self) -> Result<Ranking, Error> {
        Ranking::of(&self.get::<Vec<Entry>>("entries")?, self.optional::<TieRule>("ties")?.unwrap_or_default())
    }
}
