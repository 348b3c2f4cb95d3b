//! Laws of the report: whatever words and outlines users bring, nothing is lost, told twice or taken for markup.

#![allow(missing_docs, reason = "a test program has no public items")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on should stop")]

use cchc::report::{Block, Cell, phrases};
use cchc::{Error, Lang, RecordError, Records, Report, WorkCalendar, document};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn records(value: &Value) -> Records {
    document::from_json(&value.to_string()).unwrap()
}

fn write(value: &Value) -> Result<Report, Error> {
    Report::write(&records(value), WorkCalendar::vietnam())
}

/// What a user may have typed, pasted or meant.
fn any_words() -> impl Strategy<Value = String> {
    let hostile = select(vec![
        "<script>alert(1)</script>",
        "</style><SCRIPT src=x>",
        "<!--",
        "-->",
        "]]>",
        "</title>",
        "\" onload=\"x",
        "'",
        "&lt;",
        "&",
        "<",
        ">",
        "|",
        "||\n|-|",
        "{",
        "}",
        "{done}",
        "{{x}}",
        "`",
        "\\",
        "\u{0}",
        "\u{7}",
        "\u{1b}[31m",
        "\r\n",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{feff}",
        "ệ",
        "e\u{0323}\u{0302}",
        "𝕏",
        "👩‍👩‍👧",
        "none",
        "=1+1",
        "# x",
        "- x",
        "1. x",
        "",
        " ",
        "Sở Nội vụ",
    ]);
    let any = prop_oneof![6 => hostile.prop_map(str::to_owned), 1 => ".{0,12}".prop_map(|text: String| text)];
    vec(any, 0..4).prop_map(|parts| parts.concat())
}

fn text(words: &str) -> Value {
    json!({"vi": words, "en": words})
}

const AS_OF: &str = "2026-03-31";

/// Records of all kinds that need few words of their own, with the words of a user in them.
fn with_words(words: &[String]) -> Value {
    let at = |place: usize| words[place % words.len()].as_str();
    let dossiers: Vec<Value> = (0..6)
        .map(|place: usize| {
            let agency = if place == 5 { "" } else { at(place) };
            let finished = place.is_multiple_of(2).then_some("2026-02-10");
            json!({"id": format!("{}{place}", at(place)), "agency": agency, "procedure": at(place + 1),
                "received": "2026-01-12",
                "due": "2026-02-10", "finished": finished})
        })
        .collect();
    let tasks: Vec<Value> = (0..4)
        .map(|place: usize| {
            json!({"id": place.to_string(), "title": at(place + 2), "field": at(place),
            "lead": at(place + 1), "due": "2026-03-01"})
        })
        .collect();
    let entries: Vec<Value> = (0..3)
        .map(|place: usize| {
            json!({"id": format!("e{place}"), "name": format!("x{}", at(place).trim()), "agency": at(place + 1),
                "item": place.to_string(), "date": "2026-03-01",
                "value": place + 1, "nature": "flow", "unit": "u", "source": {"document": at(place),
                    "article": at(place + 1)}})
        })
        .collect();
    json!({"id": at(0), "title": text(at(1)), "as_of": AS_OF, "agency": text(at(2)),
        "facts": [{"vi": at(3), "en": at(4), "source": {"document": at(5)}}, {"vi": at(4), "en": at(3),
            "subject": at(1)}],
        "sources": [{"document": at(2), "article": at(3), "says": text(at(4))}],
        "dossiers": dossiers, "tasks": tasks,
        "inspections": {"inspections": [{"id": at(1), "units": [{"name": at(0), "inspected": "2026-01-20"}],
            "findings": [
            {"id": "1", "unit": at(0), "subjects": [], "statement": text(at(2)), "evidence": at(3)},
            {"id": "2", "unit": "", "subjects": [], "statement": text(at(3))}]}]},
        "procedures": [{"level": "province", "procedures": 3, "source": {"document": at(1)}}],
        "feedback": {"period": {"from": "2026-01-01", "through": "2026-03-31"}, "records": [
            {"id": format!("F{}", at(1)), "sent": "2026-02-01", "received_by": at(2), "forwarded_to": at(3),
                "forwarded": "2026-02-02"}]},
        "ledger": {"period": {"from": "2026-01-01", "through": "2026-03-31"}, "entries": entries}})
}

/// The tags of a page open and close in order; what is between them has no sign of markup left.
fn balanced(page: &str) -> Result<(), String> {
    let page = page.strip_prefix("<!doctype html>").ok_or("no doctype")?;
    let (before, after) = page.split_once("<style>").ok_or("no style")?;
    let (_, after) = after.split_once("</style>").ok_or("an open style")?;
    let (page, mut open) = (format!("{before}{after}"), Vec::new());
    let mut rest = page.as_str();
    while let Some((words, tag)) = rest.split_once('<') {
        if words.contains('>') {
            return Err(format!("a stray sign in {words:?}"));
        }
        // The signs inside of a tag are all written as entities, so that the next one is its end.
        let (tag, after) = tag.split_once('>').ok_or("an open tag")?;
        if tag.matches('"').count() % 2 == 1 || tag.contains('<') {
            return Err(format!("a broken tag {tag:?}"));
        }
        let name = |tag: &str| tag.split([' ', '\n', '/']).next().unwrap_or_default().to_owned();
        if let Some(closed) = tag.strip_prefix('/') {
            if open.pop().as_deref() != Some(closed) {
                return Err(format!("</{closed}> closes nothing"));
            }
        } else if !tag.ends_with('/') && name(tag) != "meta" {
            open.push(name(tag));
        }
        rest = after;
    }
    if open.is_empty() { Ok(()) } else { Err(format!("left open: {open:?}")) }
}

/// What a cell stands for, as its figure has it.
fn worth(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Count(count) => Some(count.to_string()),
        Cell::Points(value) | Cell::Number { value, .. } => Some(value.to_string()),
        Cell::Ratio(ratio) => Some(ratio.percent().map(|percent| percent.to_string()).unwrap_or_default()),
        Cell::Date(date) => Some(date.to_string()),
        _ => None,
    }
}

/// Names of figures stand once, and every number of a table is found by its own.
fn figures_of_tables(report: &Report) {
    let names: BTreeSet<&str> = report.figures.iter().map(|figure| figure.id.as_str()).collect();
    assert_eq!(names.len(), report.figures.len());
    for table in blocks(report).filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None }) {
        for row in table.rows.iter().filter(|row| !row.id.is_empty()) {
            for (cell, column) in row.cells.iter().zip(&table.columns).filter(|(_, column)| !column.name.is_empty()) {
                let Some(worth) = worth(cell) else { continue };
                let id = format!("{}.{}.{}", report.id, row.id, column.name);
                assert_eq!(report.figure(&id).map(|figure| figure.value.as_str()), Some(worth.as_str()), "{id}");
            }
        }
    }
}

fn blocks(report: &Report) -> impl Iterator<Item = &Block> {
    report.sections.iter().flat_map(|section| &section.blocks)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn words_of_users_stay_words(words in vec(any_words(), 1..7), phrase in option::of((any::<Index>(), any_words()))) {
        let mut given = with_words(&words);
        if let Some((which, words)) = phrase {
            given["phrases"] = json!([{"id": phrases()[which.index(phrases().len())].id, "vi": words, "en": words}]);
        }
        let report = match write(&given) {
            Ok(report) => report,
            // A phrase that names a place it does not have.
            Err(error) => {
                prop_assert_eq!(error.code(), "report.unknown_slot");
                return Ok(());
            }
        };
        for lang in [Lang::Vi, Lang::En] {
            let page = report.to_html(lang);
            prop_assert!(!page.to_ascii_lowercase().contains("<script"), "{}", page);
            prop_assert_eq!(balanced(&page), Ok(()));
            prop_assert!(!report.to_text(lang).is_empty());
            prop_assert!(!report.to_markdown(lang).is_empty());
            for chart in report.charts() {
                prop_assert!(report.chart_svg(&chart.id, lang).unwrap().contains("<svg"));
            }
        }
    }

    #[test]
    fn every_number_of_a_table_is_a_figure_of_its_own(words in vec(any_words(), 1..7)) {
        figures_of_tables(&write(&with_words(&words)).unwrap());
    }

    #[test]
    fn a_phrase_is_taken_or_refused(
        which in any::<Index>(),
        parts in vec(prop_oneof![any_words(), "\\{?[a-z_]{0,6}\\}?", any::<Index>().prop_map(|at| format!("\u{1}{}",
            at.index(1000)))], 0..6),
        known in proptest::bool::weighted(0.9),
    ) {
        let phrase = &phrases()[which.index(phrases().len())];
        // Now and then a place the phrase does have.
        let words: String = parts
            .iter()
            .map(|part| match part.strip_prefix('\u{1}').and_then(|at| at.parse::<usize>().ok()) {
                Some(at) if !phrase.slots.is_empty() => format!("{{{}}}", phrase.slots[at % phrase.slots.len()]),
                _ => part.clone(),
            })
            .collect();
        let letters: Vec<char> = words.chars().collect();
        let places = letters.iter().enumerate().filter(|(_, letter)| **letter == '{').filter_map(|(at, _)| {
            let name: String =
                letters[at + 1..].iter().take_while(|letter| letter.is_ascii_lowercase() || **letter == '_').collect();
            (!name.is_empty() && letters.get(at + 1 + name.len()) == Some(&'}')).then_some(name)
        });
        let taken = known && places.into_iter().all(|name| phrase.slots.contains(&name));
        let id = if known { phrase.id.as_str() } else { "no.such_phrase" };
        let mut given = with_words(&["x".to_owned()]);
        given["phrases"] = json!([{"id": id, "vi": words}]);
        match write(&given) {
            Ok(report) => {
                prop_assert!(taken);
                prop_assert!(!report.to_text(Lang::Vi).is_empty());
            }
            Err(error) => {
                prop_assert!(!taken, "{}", error);
                prop_assert_eq!(error.code(), if known { "report.unknown_slot" } else { "report.unknown_phrase" });
            }
        }
    }
}

const CONTENTS: [&str; 20] = [
    "facts",
    "dossiers",
    "dossiers_by_month",
    "dossiers_by_agency",
    "procedures",
    "catalogue",
    "review_procedures",
    "review_documents",
    "feedback",
    "ledger",
    "targets",
    "tasks",
    "inspection",
    "inspections",
    "handover",
    "apology",
    "standings",
    "league",
    "sheets",
    "comparison",
];

/// The contents that the records of this law have, by the ids of what is told of them.
const TOLD: [(&str, &str); 10] = [
    ("dossiers", "dossiers"),
    ("dossiers_by_month", "months"),
    ("dossiers_by_agency", "agencies"),
    ("procedures", "procedures"),
    ("catalogue", "catalogue"),
    ("review_documents", "review_documents"),
    ("feedback", "feedback"),
    ("tasks", "tasks"),
    ("inspections", "inspections"),
    ("apology", "apology"),
];

fn full_records() -> Value {
    let mut given = with_words(&["x".to_owned()]);
    given["id"] = json!("r");
    given["apology"] = json!({"overdue_dossiers": 4, "apologised": 3, "source": {"document": "BC"}});
    given["catalogue"] = json!({"decisions": [{"number": "1/QĐ", "signed": "2026-01-05",
        "acts": [{"act": "announced", "code": "1.000001",
        "content": {"name": "x", "field": "y", "level": "province"}}]}]});
    given["review"] = json!({"documents": [{"number": "5/QĐ", "result": {"is": "in_force", "day": "2026-02-01"}}]});
    given["inspections"] = json!({"inspections": [{"id": "i", "units": [{"name": "a", "inspected": "2026-02-02"}]}]});
    let subjects = [None, Some("s"), Some("t"), Some("u")];
    given["facts"] = subjects
        .iter()
        .enumerate()
        .map(|(at, subject)| json!({"vi": format!("[fact {at}]"), "en": "-", "subject": subject}))
        .collect();
    let entry = |(at, subject): (usize, &Option<&str>)| {
        json!({"id": format!("e{at}"), "name": format!("n{at}"), "date": "2026-03-01", "value": at, "nature": "flow",
            "unit": "u", "subject": subject,
            "source": {"document": "BC"}})
    };
    given["ledger"]["entries"] = subjects.iter().enumerate().map(entry).collect();
    given
}

prop_compose! {
    fn any_section()(
        titled in proptest::bool::weighted(0.7),
        subject in select(vec![None, None, Some("s"), Some("t"), Some("v")]),
        contents in vec((0_usize..20, proptest::bool::weighted(0.2)), 0..4),
        required in proptest::bool::ANY,
    ) -> Value {
        let contents: Vec<Value> = contents
            .into_iter()
            .map(|(content, title)| json!({"content": CONTENTS[content], "title": title.then(|| text("named"))}))
            .collect();
        json!({"title": titled.then(|| text("T")), "subject": subject, "contents": contents, "required": required})
    }
}

prop_compose! {
    fn any_outline()(sections in vec((any_section(), vec(any_section(), 0..3)), 0..5), twice in 0_u8..12) -> Value {
        let mut number = 0;
        let mut name = |mut section: Value| {
            number += 1;
            section["id"] = json!(format!("sec{}", if twice == 0 { 1 } else { number }));
            section
        };
        let sections: Vec<Value> = sections
            .into_iter()
            .map(|(section, under)| {
                let mut section = name(section);
                section["sections"] = under.into_iter().map(&mut name).collect();
                section
            })
            .collect();
        json!({"id": "own", "title": text("own"), "sections": sections})
    }
}

/// Whether an outline has an id twice or tells something twice.
fn repeats(outline: &Value) -> bool {
    let (mut ids, mut told) = (BTreeSet::new(), BTreeSet::new());
    let top = outline["sections"].as_array().unwrap().iter();
    let all = top.flat_map(|section| std::iter::once(section).chain(section["sections"].as_array().unwrap()));
    let mut twice = false;
    for section in all {
        twice |= !ids.insert(section["id"].to_string());
        for content in section["contents"].as_array().unwrap() {
            let by_subject = content["content"] == "facts" || content["content"] == "ledger";
            let subject = if by_subject { section["subject"].to_string() } else { String::new() };
            twice |= !told.insert((content["content"].to_string(), subject));
        }
    }
    twice
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn an_outline_is_refused_or_loses_nothing(outline in any_outline()) {
        let plain = {
            let mut given = full_records();
            given["own_outline"] = json!({"id": "none", "title": text("none"), "sections": []});
            write(&given).unwrap()
        };
        let mut given = full_records();
        given["own_outline"] = outline.clone();
        let report = match write(&given) {
            Err(error) => {
                prop_assert!(repeats(&outline), "{}", error);
                prop_assert_eq!(error.code(), "records.invalid");
                return Ok(());
            }
            Ok(report) => report,
        };
        prop_assert!(!repeats(&outline));
        for (content, id) in TOLD {
            let times = report.sections.iter().filter(|section| section.id == id).count();
            prop_assert_eq!(times, 1, "{}", content);
        }
        for fact in 0..4 {
            let fact = format!("[fact {fact}]");
            let times =
                blocks(&report).filter(|block| matches!(block, Block::Item(item) if item.vi.contains(&fact))).count();
            prop_assert_eq!(times, 1, "{}", fact);
        }
        for entry in 0..4 {
            let row = format!("ledger.n{entry}");
            let tables =
                blocks(&report).filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
            prop_assert_eq!(tables.flat_map(|table| &table.rows).filter(|other| other.id == row).count(), 1, "{}", row);
        }
        let figures = |report: &Report| {
            report.figures.iter().map(|figure| (figure.id.clone(), figure.value.clone())).collect::<BTreeMap<_, _>>()
        };
        prop_assert_eq!(figures(&report), figures(&plain));
        prop_assert_eq!(balanced(&report.to_html(Lang::Vi)), Ok(()));
    }
}

#[test]
fn an_outline_that_tells_something_twice_is_refused_at_its_place() {
    let section = |id: &str| json!({"id": id, "contents": [{"content": "tasks"}]});
    let mut given = full_records();
    given["own_outline"] = json!({"id": "own", "title": text("own"), "sections": [section("a"), section("b")]});
    let Err(Error::Records(RecordError::Invalid { issues, .. })) = write(&given) else { panic!("it was not refused") };
    let found: Vec<(&str, &str)> = issues.iter().map(|issue| (issue.error.code(), issue.path.as_str())).collect();
    assert_eq!(found, [("report.content_twice", "sections[1].contents[0]")]);
}

#[test]
fn figures_whose_names_would_be_alike_are_told_apart() {
    let mut given = full_records();
    let entry = |(at, (agency, name)): (usize, &(&str, &str))| {
        json!({"id": at.to_string(), "agency": agency, "name": name, "subject": if at == 2 { "s" } else { "t" },
            "date": "2026-03-01",
            "value": at + 1, "nature": "flow", "unit": "u", "source": {"document": "BC"}})
    };
    given["ledger"]["entries"] = [("a", "b.c"), ("a.b", "c"), ("", "a.b.c")].iter().enumerate().map(entry).collect();
    given["own_outline"] = json!({"id": "own", "title": text("own"), "sections": [
        {"id": "a", "subject": "s", "contents": [{"content": "ledger"}]}]});
    let report = write(&given).unwrap();
    let figures =
        report.figures.iter().filter(|figure| figure.id.starts_with("r.ledger.") && figure.id.ends_with(".now"));
    let values: BTreeSet<&str> = figures.map(|figure| figure.value.as_str()).collect();
    assert_eq!(values, BTreeSet::from(["1", "2", "3"]));
    figures_of_tables(&report);
    // What names nobody is called "none", as an agency may be.
    figures_of_tables(&write(&with_words(&[String::new(), "none".to_owned(), "none_".to_owned()])).unwrap());
}

#[test]
fn the_checker_of_pages_can_fail() {
    let page = |body: &str| format!("<!doctype html><html><style>a > b {{}}</style>{body}</html>");
    assert_eq!(balanced(&page("<p class=\"x\">a</p><path d=\"M0\"/>")), Ok(()));
    for broken in ["<p>", "</p>", "<p></b>", "a > b", "<p title=\"x>a</p>", "<p", "<<p>x</p>"] {
        assert!(balanced(&page(broken)).is_err(), "{broken}");
    }
}
