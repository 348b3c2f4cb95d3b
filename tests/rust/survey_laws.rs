//! Laws of the survey room that hold for any answers, and what only Rust can reach.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use cchc::survey::{
    Answer, BootstrapPlan, CellState, Confidence, PopulationStratum, Questionnaire, Response, SurveyCell, SurveyData,
    SurveyResults, SurveyTable, Tally, margin, sample_size, wilson,
};
use cchc::{Error, Exact, MeasureValue, Rounding, document};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

fn example() -> Value {
    serde_json::from_str(include_str!("../cases/survey_five_point.json")).unwrap()
}

/// The example with every option weighed as well, its factors weighted or not, and a threshold.
fn questionnaire(fewest: u64, overall: &str) -> Questionnaire {
    let mut document = example();
    for (option, weight) in document["options"].as_array_mut().unwrap().iter_mut().zip(["100", "60.5", "20", "7", "0"])
    {
        option["weight_percent"] = json!(weight);
    }
    if overall == "weighted_factors" {
        for (factor, weight) in document["factors"].as_array_mut().unwrap().iter_mut().zip(["3", "0.7"]) {
            factor["weight"] = json!(weight);
        }
    }
    document["overall"] = json!(overall);
    document["suppression"]["fewest_respondents"] = json!(fewest);
    Questionnaire::from_json(&document.to_string()).unwrap()
}

const QUESTIONS: [&str; 4] = ["a1", "a2", "s1", "s2"];
const OPTIONS: [&str; 6] = ["5", "4", "3", "2", "1", "x"];

fn any_overall() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec!["pooled", "mean_of_factors", "weighted_factors"])
}

/// Valid responses with unequal strata and answers missing.
fn any_responses(most: usize) -> impl Strategy<Value = Vec<Response>> {
    let answers = proptest::array::uniform4(proptest::option::weighted(0.8, 0_usize..6));
    proptest::collection::vec((answers, 0_u32..10), 1..most).prop_map(|rows| {
        let row = |(number, (answers, stratum)): (usize, ([Option<usize>; 4], u32))| {
            let given =
                QUESTIONS.iter().zip(answers).filter_map(|(question, option)| Some((question, OPTIONS[option?])));
            let answers: Vec<Answer> = given
                .map(|(question, option)| Answer { question: (*question).into(), option: option.into() })
                .collect();
            // Stratum 0 takes six of ten, so sizes differ.
            let stratum = Some(format!("s{}", stratum.saturating_sub(6)));
            Response { respondent: format!("r{number}"), stratum, answers }
        };
        rows.into_iter().enumerate().map(row).filter(|row| !row.answers.is_empty()).collect()
    })
}

fn tally(questionnaire: &Questionnaire, responses: &[Response]) -> Tally {
    let tally = questionnaire.tally(&SurveyData::Responses(responses.to_vec())).unwrap();
    assert_eq!(tally.rows_in, tally.rows_used + tally.rows_refused);
    tally
}

fn cells(table: &SurveyTable) -> impl Iterator<Item = &SurveyCell> {
    table.questions.iter().chain(&table.factors).chain([&table.overall])
}

fn tables(results: &SurveyResults) -> impl Iterator<Item = &SurveyTable> {
    std::iter::once(&results.total).chain(&results.strata)
}

fn json_of(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

proptest! {
    #[test]
    fn the_order_of_the_forms_changes_nothing(responses in any_responses(40), overall in any_overall(), by in any::<Index>()) {
        let questionnaire = questionnaire(3, overall);
        let mut other = responses.clone();
        let middle = by.index(responses.len().max(1));
        other.rotate_left(middle);
        other.reverse();
        let (tally, other_tally) = (tally(&questionnaire, &responses), tally(&questionnaire, &other));
        prop_assert_eq!(&tally, &other_tally);
        prop_assert_eq!(questionnaire.results(&tally, None), questionnaire.results(&other_tally, None));
        let plan = BootstrapPlan { seed: 9, draws: 100, confidence_percent: 90.into() };
        let drawn = |responses: &[Response]| questionnaire.bootstrap(responses, None, &plan);
        prop_assert_eq!(drawn(&responses), drawn(&other));
    }

    #[test]
    fn tallies_of_parts_merge_to_the_tally_of_all(responses in any_responses(60), at in any::<Index>()) {
        let questionnaire = questionnaire(1, "pooled");
        let (first, second) = responses.split_at(at.index(responses.len() + 1));
        let merged = tally(&questionnaire, first).merged(tally(&questionnaire, second)).unwrap();
        prop_assert_eq!(&merged, &tally(&questionnaire, &responses));
        let empty = tally(&questionnaire, &[]);
        prop_assert_eq!(&merged.clone().merged(empty).unwrap(), &merged);
    }

    #[test]
    fn indices_lie_between_their_parts(responses in any_responses(60), overall in any_overall()) {
        let questionnaire = questionnaire(1, overall);
        let results = questionnaire.results(&tally(&questionnaire, &responses), None).unwrap();
        for table in tables(&results) {
            let of = |cell: &SurveyCell| cell.satisfied.as_ref().map(|figure| figure.percent);
            for cell in cells(table) {
                for figure in cell.satisfied.iter().chain(&cell.option_score) {
                    prop_assert!((Exact::default()..=Exact::from(100)).contains(&figure.percent));
                    prop_assert_eq!(figure.ratio.percent(), Some(figure.percent));
                }
                prop_assert_eq!(cell.state == CellState::Shown, cell.satisfied.is_some());
                prop_assert_eq!(cell.satisfied.is_some(), cell.option_score.is_some());
            }
            for factor in &table.factors {
                let questions = table.questions.iter().zip(questionnaire.questions());
                let parts: Vec<Exact> =
                    questions.filter(|(_, asked)| asked.factor == factor.id).filter_map(|(cell, _)| of(cell)).collect();
                if let Some(index) = of(factor) {
                    prop_assert!(parts.iter().any(|part| *part <= index) && parts.iter().any(|part| *part >= index));
                }
            }
        }
    }

    /// What the sample already has right needs no weighting.
    #[test]
    fn weights_of_the_samples_own_shares_change_nothing(answers in proptest::collection::vec((0_usize..5, 0_u32..3), 3..50)) {
        let questionnaire = questionnaire(1, "mean_of_factors");
        let complete = |(number, (option, stratum)): (usize, &(usize, u32))| Response {
            respondent: number.to_string(),
            stratum: Some(stratum.to_string()),
            answers: QUESTIONS.iter().enumerate().map(|(place, question)| Answer {
                question: (*question).into(),
                option: OPTIONS[(option + place) % 5].into(),
            }).collect(),
        };
        let responses: Vec<Response> = answers.iter().enumerate().map(complete).collect();
        let tally = tally(&questionnaire, &responses);
        let population: Vec<PopulationStratum> = tally.strata.iter().map(|stratum| PopulationStratum {
            stratum: stratum.stratum.clone().unwrap(),
            population: stratum.respondents.into(),
        }).collect();
        let results = questionnaire.results(&tally, Some(&population)).unwrap();
        for cell in cells(&results.total) {
            let weighted = cell.post_stratified.as_ref().unwrap();
            let percent = |figure: &Option<cchc::survey::SurveyFigure>| figure.as_ref().map(|figure| figure.percent);
            prop_assert_eq!(percent(&weighted.satisfied), percent(&cell.satisfied));
            prop_assert_eq!(percent(&weighted.option_score), percent(&cell.option_score));
        }
        let all = Exact(rust_decimal::Decimal::from(responses.len()));
        prop_assert_eq!(results.effective_respondents, Some(Rounding::HUNDREDTHS.apply(all)));
    }

    #[test]
    fn unequal_weights_never_add_respondents(responses in any_responses(60), sizes in proptest::array::uniform4(1_u64..1000)) {
        let questionnaire = questionnaire(1, "pooled");
        let tally = tally(&questionnaire, &responses);
        let population: Vec<PopulationStratum> = tally.strata.iter().zip(sizes).map(|(stratum, size)| PopulationStratum {
            stratum: stratum.stratum.clone().unwrap(),
            population: size.into(),
        }).collect();
        if !population.is_empty() {
            let results = questionnaire.results(&tally, Some(&population)).unwrap();
            prop_assert!(results.effective_respondents.unwrap() <= Exact::from(tally.total().respondents));
        }
    }

    /// Whoever subtracts what is shown from the totals that are shown, however often, finds no cell
    /// below the threshold, nor a sum of some.
    #[test]
    fn nothing_withheld_follows_by_subtraction(responses in any_responses(60), fewest in 2_u64..8) {
        let questionnaire = questionnaire(fewest, "pooled");
        let counted = tally(&questionnaire, &responses);
        let results = questionnaire.results(&counted, None).unwrap();
        let bare = self::questionnaire(1, "pooled");
        let open = bare.results(&counted, None).unwrap();
        for (shown, all) in tables(&results).zip(tables(&open)) {
            for (cell, true_cell) in cells(shown).zip(cells(all)) {
                let behind = true_cell.respondents.unwrap();
                if (1..fewest).contains(&behind) {
                    prop_assert_eq!(cell.state, CellState::TooFew);
                }
                if cell.state.is_withheld() {
                    prop_assert!(cell.respondents.is_none() && cell.satisfied.is_none() && cell.option_score.is_none());
                    prop_assert!(cell.counts.is_empty() && cell.note.is_some());
                }
            }
        }
        let items = cells(&results.total).count();
        let withheld = |table: &SurveyTable, item: usize| cells(table).nth(item).unwrap().state.is_withheld();
        for item in 0..items {
            let hidden: Vec<usize> = (0..results.strata.len()).filter(|place| withheld(&results.strata[*place], item)).collect();
            // Where nobody's answer counts, those who were asked and had no opinion: of a factor or the whole the cell
            // does not say how many.
            let asked: Vec<&str> = match item.checked_sub(questionnaire.questions().len()) {
                None => vec![questionnaire.questions()[item].id.as_str()],
                Some(factor) => {
                    let factor = questionnaire.factors().get(factor).map(|factor| &factor.id);
                    let of = questionnaire.questions().iter().filter(|asked| factor.is_none_or(|id| *id == asked.factor));
                    of.map(|asked| asked.id.as_str()).collect()
                }
            };
            let any = |table: &SurveyTable| {
                let here = responses.iter().filter(|given| table.stratum.is_none() || given.stratum == table.stratum);
                let answers = |given: &&Response| given.answers.iter().any(|own| asked.contains(&own.question.as_str()));
                here.filter(answers).count() as u64
            };
            let behind = |table: &SurveyTable| match cells(table).nth(item).unwrap().respondents.unwrap() {
                0 => any(table),
                counted => counted,
            };
            if hidden.is_empty() {
                prop_assert!(!withheld(&results.total, item) || results.strata.is_empty());
            } else if !withheld(&results.total, item) && behind(&open.total) > 0 {
                prop_assert!(hidden.len() > 1);
                let together: u64 = hidden.iter().map(|place| behind(&open.strata[*place])).sum();
                prop_assert!(together >= fewest);
            }
        }
        for table in tables(&results) {
            for factor in &table.factors {
                let parts = table.questions.iter().zip(questionnaire.questions());
                let parts: Vec<&SurveyCell> =
                    parts.filter(|(_, asked)| asked.factor == factor.id).map(|(cell, _)| cell).collect();
                let hidden = parts.iter().filter(|cell| cell.state.is_withheld()).count();
                prop_assert!(factor.state != CellState::Shown || hidden != 1);
            }
        }
    }

    #[test]
    fn a_wilson_interval_holds_its_share_and_mirrors(answered in 1_u64..100_000, part in any::<Index>(), places in 0_u32..=10) {
        let satisfied = u64::try_from(part.index(usize::try_from(answered).unwrap() + 1)).unwrap();
        let rounding = Rounding::half_up(places).unwrap();
        let of = |satisfied, level: u64| wilson(satisfied, answered, Confidence::Percent(level.into()), rounding).unwrap();
        let (narrow, wide, mirror) = (of(satisfied, 90), of(satisfied, 99), of(answered - satisfied, 90));
        for interval in [&narrow, &wide] {
            prop_assert!(Exact::default() <= interval.lower_percent && interval.lower_percent <= interval.percent);
            prop_assert!(interval.percent <= interval.upper_percent && interval.upper_percent <= Exact::from(100));
        }
        prop_assert!(wide.lower_percent <= narrow.lower_percent && narrow.upper_percent <= wide.upper_percent);
        // Half up on both sides of an exact half would differ by one unit; no bound but 0 and 100 is rational.
        let whole = Exact(narrow.lower_percent.0 + mirror.upper_percent.0);
        let unit = Exact(rust_decimal::Decimal::new(1, places));
        prop_assert!(whole >= Exact(rust_decimal::Decimal::ONE_HUNDRED - unit.0));
        prop_assert!(whole <= Exact(rust_decimal::Decimal::ONE_HUNDRED + unit.0));
    }

    #[test]
    fn the_margin_of_a_sample_size_is_within_the_margin_asked_for(population in 1_u64..1_000_000_000, thousandths in 1_i64..999) {
        let asked = Exact(rust_decimal::Decimal::new(thousandths, 3));
        let sample = sample_size(population, asked).unwrap();
        prop_assert!(sample.size >= 1 && sample.size <= population);
        prop_assert!(margin(population, sample.size, Rounding::half_up(8).unwrap()).unwrap().margin <= asked);
        if sample.size > 1 {
            prop_assert!(margin(population, sample.size - 1, Rounding::half_up(10).unwrap()).unwrap().margin >= asked);
        }
    }

    #[test]
    fn bootstrap_bounds_are_in_order(responses in any_responses(30), seed in any::<u64>()) {
        let questionnaire = questionnaire(1, "mean_of_factors");
        let plan = |confidence: u64| BootstrapPlan { seed, draws: 100, confidence_percent: confidence.into() };
        let Ok(wide) = questionnaire.bootstrap(&responses, None, &plan(95)) else { return Ok(()) };
        let narrow = questionnaire.bootstrap(&responses, None, &plan(80)).unwrap();
        for (wide, narrow) in wide.questions.iter().zip(&narrow.questions) {
            let Some((wide, narrow)) = wide.satisfied.as_ref().zip(narrow.satisfied.as_ref()) else { continue };
            prop_assert!(wide.lower_percent <= narrow.lower_percent && narrow.lower_percent <= narrow.upper_percent);
            prop_assert!(narrow.upper_percent <= wide.upper_percent);
        }
    }
}

#[test]
fn every_problem_of_a_questionnaire_is_named_at_once() {
    let mut document = example();
    document["source"]["document"] = json!(" ");
    document["options"][0]["weight_percent"] = json!("100.5");
    document["options"][1]["weight_percent"] = json!("0.12345");
    document["options"][4]["id"] = json!("5");
    document["options"][5]["satisfied"] = json!(true);
    document["questions"][0]["factor"] = json!("nowhere");
    document["questions"][1]["id"] = json!("");
    document["questions"][3]["id"] = json!("s1");
    document["factors"][0]["weight"] = json!("1");
    document["factors"].as_array_mut().unwrap().push(json!({
        "id": "result", "title": {"vi": "Kết quả", "en": "Result"}, "method": "pooled"
    }));
    document["suppression"] = json!({"fewest_respondents": 0, "reason": {"vi": "", "en": "none"}});
    let Err(Error::InvalidQuestionnaire { issues, .. }) = Questionnaire::from_json(&document.to_string()) else {
        unreachable!("the questionnaire has problems")
    };
    let found: Vec<(&str, &str)> = issues.iter().map(|issue| (issue.path.as_str(), issue.error.code())).collect();
    let expected = [
        ("source", "rules.no_citation"),
        ("options[4].id", "input.duplicate_id"),
        ("questions[1].id", "table.missing_field"),
        ("questions[3].id", "input.duplicate_id"),
        ("options[0].weight_percent", "input.out_of_range"),
        ("options[1].weight_percent", "input.out_of_range"),
        ("options[2]", "survey.option_unweighted"),
        ("options[3]", "survey.option_unweighted"),
        ("options[4]", "survey.option_unweighted"),
        ("options[5]", "survey.option_conflict"),
        ("questions[0].factor", "input.unknown_id"),
        ("factors[0]", "survey.factor_weight"),
        ("factors[2]", "survey.empty_factor"),
        ("suppression.fewest_respondents", "input.out_of_range"),
        ("suppression.reason.vi", "table.missing_field"),
    ];
    assert_eq!(found, expected);

    let refused = |change: &dyn Fn(&mut Value)| {
        let mut document = example();
        change(&mut document);
        match Questionnaire::from_json(&document.to_string()) {
            Err(Error::InvalidQuestionnaire { issues, .. }) => {
                issues.into_iter().map(|issue| issue.error.code()).collect()
            }
            _ => Vec::new(),
        }
    };
    let without = |key: &'static str| refused(&|document| document[key] = json!([]));
    assert_eq!(without("options"), ["input.empty_list"]);
    assert_eq!(without("questions"), ["input.empty_list", "survey.empty_factor", "survey.empty_factor"]);
    assert_eq!(refused(&|document| document["overall"] = json!("weighted_factors")), ["survey.factor_weight"; 2]);
    let unmeasured = refused(&|document| {
        document["options"].as_array_mut().unwrap().drain(..2);
    });
    assert_eq!(unmeasured, ["survey.nothing_measured"]);
}

#[test]
fn counts_of_another_questionnaire_are_refused() {
    let mine = questionnaire(1, "pooled");
    let mut document = example();
    document["options"].as_array_mut().unwrap().pop();
    let other = Questionnaire::from_json(&document.to_string()).unwrap();
    let (mine_tally, other_tally) = (tally(&mine, &[]), tally(&other, &[]));
    assert_eq!(other.id(), mine.id());
    assert_eq!(mine.results(&other_tally, None).unwrap_err().code(), "survey.other_questionnaire");
    assert_eq!(mine_tally.merged(other_tally).unwrap_err().code(), "survey.other_questionnaire");
}

#[test]
fn more_respondents_than_there_can_be_are_refused() {
    let questionnaire = questionnaire(1, "pooled");
    let counts = |stratum: &str, respondents: u64| json!({"stratum": stratum, "respondents": respondents, "answers": [{"question": "a1", "option": "5", "count": 1}]});
    let tally = |counts: Value| {
        let data: SurveyData = document::from_json(&json!({ "counts": counts }).to_string()).unwrap();
        questionnaire.tally(&data)
    };
    let most = 1_000_000_000_000;
    let one = tally(json!([counts("a", most + 1), counts("b", 1)])).unwrap();
    assert_eq!((one.rows_in, one.rows_used, one.rows_refused), (2, 1, 1));
    assert_eq!(one.issues[0].path, "counts[0].respondents");
    assert_eq!(tally(json!([counts("a", most), counts("b", 1)])).unwrap_err().code(), "input.out_of_range");
    let full = tally(json!([counts("a", most)])).unwrap();
    assert_eq!(full.merged(one).unwrap_err().code(), "input.out_of_range");
}

/// SIPAS of 91.17 % was worth 9.117 of 10 points (Hà Tĩnh 2021), published as 9.12.
#[test]
fn a_share_satisfied_goes_into_scoring_unrounded() {
    let questionnaire = Questionnaire::from_json(&example().to_string()).unwrap();
    let data = json!({"counts": [{"respondents": 10_000, "answers": [
        {"question": "a1", "option": "4", "count": 9_117}, {"question": "a1", "option": "3", "count": 883}
    ]}]});
    let data: SurveyData = document::from_json(&data.to_string()).unwrap();
    let results = questionnaire.results(&questionnaire.tally(&data).unwrap(), None).unwrap();
    let measure = results.total.questions[0].satisfied.as_ref().unwrap().measure(results.source.clone());
    assert_eq!(measure.source.as_ref().unwrap().document, "Phiếu khảo sát ví dụ");
    let MeasureValue::Ratio(ratio) = measure.value else { unreachable!("a share is a ratio") };
    let points = ratio.times(10.into()).unwrap();
    assert_eq!(
        (points.to_string().as_str(), Rounding::HUNDREDTHS.apply(points).to_string().as_str()),
        ("9.117", "9.12")
    );
}

#[test]
fn a_questionnaire_and_its_answers_are_plain_documents() {
    let questionnaire = questionnaire(3, "weighted_factors");
    let again = Questionnaire::from_json(&json_of(&questionnaire).to_string()).unwrap();
    assert_eq!(json_of(&again), json_of(&questionnaire));
    assert_eq!(again, questionnaire);
    let confidence: Confidence = document::from_json(r#"{"z": "1.96"}"#).unwrap();
    assert_eq!(json_of(&confidence), json!({"z": "1.96"}));
}
