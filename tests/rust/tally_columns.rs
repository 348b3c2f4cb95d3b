//! Tallies of columns: the way through the registers against the way row by row, spoiled rows, threads, and the
//! figures that departments published.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot set itself up should stop")]

use cchc::tally::{
    Codes, Counter, Dimension, DossierColumns, Moments, OneByOne, Policy, Selection, ViewRequest, Workers,
};
use cchc::{
    Error, Tally, TallySpec, WorkCalendar,
    calendar::{Reason, TimeUnit},
    document,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

const NONE: i32 = i32::MIN;
/// 2025-01-01.
const BASE: i32 = 20_089;

fn calendar() -> &'static WorkCalendar {
    WorkCalendar::vietnam()
}

/// Parts that are done last first, by as many workers as there are said to be.
struct Backwards(usize);

impl Workers for Backwards {
    fn count(&self) -> usize {
        self.0
    }

    fn map<P: Send, A: Send>(&self, parts: Vec<P>, work: impl Fn(P) -> A + Sync) -> Vec<A> {
        let mut answers: Vec<A> = parts.into_iter().rev().map(work).collect();
        answers.reverse();
        answers
    }
}

/// A row: its moments in minutes since 1970, as a day where it has no hour.
#[derive(Debug, Clone)]
struct Row {
    received: Option<(i32, i32)>,
    due: Option<(i32, i32)>,
    limit: Option<i32>,
    finished: Option<(i32, i32)>,
    paused: Option<(i32, i32)>,
    status: u8,
    channel: u8,
    agency: u16,
    procedure: i32,
}

/// A day, mostly of a year and sometimes of none that a dossier has, with its minute.
fn moment(from: i32, to: i32) -> impl Strategy<Value = Option<(i32, i32)>> {
    let day = prop_oneof![
        40 => (from..to).prop_map(|day| BASE + day),
        1 => prop_oneof![Just(-25_567), Just(2_932_896), Just(i32::MAX), Just(i32::MIN + 1), Just(0)],
    ];
    prop_oneof![12 => (day, prop_oneof![Just(0), 0..1440]).prop_map(Some), 1 => Just(None)]
}

prop_compose! {
    fn any_row()(
        received in moment(0, 300),
        due in moment(0, 360),
        limit in prop_oneof![20 => (1..70).prop_map(Some), 1 => Just(None), 1 => (-2..1).prop_map(Some), 1 => Just(Some(i32::MAX))],
        finished in prop_oneof![2 => moment(0, 420), 1 => Just(None)],
        paused in prop_oneof![4 => Just(None), 1 => moment(0, 360)],
        status in prop_oneof![6 => Just(9), 3 => Just(2), 4 => 0_u8..15, 1 => any::<u8>()],
        channel in prop_oneof![9 => 0_u8..4, 1 => any::<u8>()],
        agency in prop_oneof![12 => 0_u16..3, 1 => Just(u16::MAX), 1 => Just(7)],
        procedure in prop_oneof![12 => 0..5, 1 => Just(-1), 1 => Just(i32::MAX)],
    ) -> Row {
        // A finish mostly comes after the reception.
        let after = |moment: Option<(i32, i32)>| match (received, moment) {
            (Some((from, _)), Some((day, minute))) if (BASE..BASE + 500).contains(&day) => {
                Some((from.saturating_add((day - BASE) % 60), minute))
            }
            _ => moment,
        };
        Row { received, due: after(due), limit, finished: after(finished), paused, status, channel, agency, procedure }
    }
}

/// Which columns there are, and in which form.
#[derive(Debug, Clone, Copy)]
struct Form {
    hours: bool,
    due: bool,
    limit: bool,
    status: bool,
    paused: bool,
    channel: bool,
    /// So many more labels that no table could hold the cells.
    wide: bool,
}

fn any_form() -> impl Strategy<Value = Form> {
    any::<[bool; 7]>().prop_map(|[hours, due, limit, status, paused, channel, wide]| Form {
        hours,
        due,
        limit,
        status,
        paused,
        channel,
        wide,
    })
}

fn any_spec() -> impl Strategy<Value = TallySpec> {
    (proptest::collection::vec(1_i64..60, 1..7), 0_i64..80, proptest::option::of(0_i64..90), any::<bool>()).prop_map(
        |(lengths, start, late, by_reception)| {
            let day = |offset: i64| chrono::NaiveDate::default() + chrono::Duration::days(i64::from(BASE) + offset);
            let (mut from, mut periods) = (start, Vec::new());
            for length in lengths {
                periods.push(serde_json::json!({"from": day(from), "through": day(from + length - 1)}));
                from += length;
            }
            let last = periods.last().unwrap()["from"].as_str().unwrap().parse::<chrono::NaiveDate>().unwrap();
            let spec = serde_json::json!({
                "periods": periods, "as_of": late.map(|late| last + chrono::Duration::days(late)),
                "by": ["agency", "procedure"], "counted": if by_reception { "by_reception" } else { "in_period" },
            });
            document::from_json(&spec.to_string()).unwrap()
        },
    )
}

/// A moment of a row.
type When = fn(&Row) -> Option<(i32, i32)>;

/// The rows as columns.
fn ask<T>(rows: &[Row], form: Form, ask: impl FnOnce(&DossierColumns<'_>) -> T) -> T {
    let days = |of: When| -> Vec<i32> { rows.iter().map(|row| of(row).map_or(NONE, |moment| moment.0)).collect() };
    let instants = |of: When| -> Vec<i64> {
        let minute = |(day, minute): (i32, i32)| i64::from(day) * 1440 + i64::from(minute);
        rows.iter().map(|row| of(row).map_or(i64::MIN, minute)).collect()
    };
    let of: [When; 4] = [|row| row.received, |row| row.due, |row| row.finished, |row| row.paused];
    let (days, instants) = (of.map(days), of.map(instants));
    let column = |place: usize| match form.hours {
        true => Moments::Instants(&instants[place], TimeUnit::Minutes),
        false => Moments::Days(&days[place]),
    };
    let limit: Vec<i32> = rows.iter().map(|row| row.limit.unwrap_or(NONE)).collect();
    let status: Vec<u8> = rows.iter().map(|row| row.status).collect();
    let channel: Vec<u8> = rows.iter().map(|row| row.channel).collect();
    let agency: Vec<u16> = rows.iter().map(|row| row.agency).collect();
    let procedure: Vec<i32> = rows.iter().map(|row| row.procedure).collect();
    let more = |letter: &str, few: usize, many: usize| -> Vec<String> {
        // Not in order, so that codes are not places.
        let count = if form.wide { many } else { few };
        (0..count).map(|number| format!("{letter}{}", (number * 7919 + 5) % 1_000_003)).collect()
    };
    let (agencies, procedures) = (more("A", 3, 7), more("P", 5, 60_000));
    let by = [
        Dimension { name: "procedure", codes: Codes::I32(&procedure), labels: &procedures },
        Dimension { name: "agency", codes: Codes::U16(&agency), labels: &agencies },
    ];
    ask(&DossierColumns {
        due: form.due.then(|| column(1)),
        limit: form.limit.then_some(&limit),
        finished: Some(column(2)),
        status: form.status.then_some(&status),
        paused_since: form.paused.then(|| column(3)),
        channel: form.channel.then_some(&channel),
        by: &by,
        ..DossierColumns::received(column(0))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// With working times every row is looked at by itself; without them a block is looked at as a whole. Both say the
    /// same of every row, and so do any number of workers, and blocks counted one after the other with ids.
    #[test]
    fn every_way_of_counting_gives_the_same(
        rows in proptest::collection::vec(any_row(), 1..40), copies in 1_usize..120, form in any_form(), spec in any_spec(),
        workers in 1_usize..5,
    ) {
        let rows: Vec<Row> = (0..copies).flat_map(|_| rows.iter().cloned()).collect();
        let timed = TallySpec { working_time: Some(cchc::tally::WorkingTime::WorkingDays), ..spec.clone() };
        let found = ask(&rows, form, |columns| {
            let (mut reasons, mut slowly, mut side_by_side, mut with_ids) =
                (vec![99; rows.len()], vec![99; rows.len()], vec![99; rows.len()], vec![99; rows.len()]);
            let tally = Tally::count_by(columns, &spec, calendar(), &mut reasons, &OneByOne).unwrap();
            let slow = Tally::count(columns, &timed, calendar(), &mut slowly).unwrap();
            let many = Tally::count_by(columns, &spec, calendar(), &mut side_by_side, &Backwards(workers)).unwrap();
            let ids: Vec<u128> = (0..rows.len() as u128).collect();
            let mut counter = Counter::new(&spec, calendar()).unwrap();
            counter.add(columns, Some(&ids), &mut with_ids).unwrap();
            let members = Tally::members(columns, &spec, calendar(), &Selection::default()).unwrap();
            (tally, slow, many, counter.finish().unwrap().0, [reasons, slowly, side_by_side, with_ids], members)
        });
        let (tally, slow, many, identified, [reasons, slowly, side_by_side, with_ids], members) = found;
        prop_assert_eq!(&reasons, &slowly);
        prop_assert_eq!(&reasons, &side_by_side);
        prop_assert_eq!(&reasons, &with_ids);
        let bytes = tally.to_bytes();
        prop_assert_eq!(&many.to_bytes(), &bytes);
        prop_assert_eq!(&identified.to_bytes(), &bytes);
        let figures = |tally: &Tally| tally.figure_columns(&Policy::default(), &[]).unwrap();
        prop_assert_eq!(figures(&tally), figures(&slow));
        let side_by_side = tally.figure_columns_by(&Policy::default(), &[], &Backwards(workers)).unwrap();
        prop_assert_eq!(side_by_side, figures(&tally));
        // No row is lost.
        let view = tally.view(&ViewRequest::default()).unwrap();
        let records = serde_json::to_value(&view.records).unwrap();
        let left_out: u64 = records["left_out"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
        prop_assert_eq!(left_out, reasons.iter().filter(|reason| **reason != 0).count() as u64);
        let part = |name: &str| records[name].as_u64().unwrap();
        let stands = members.len() as u64;
        prop_assert_eq!(stands + part("not_accepted") + part("before") + part("after") + left_out, rows.len() as u64);
    }
}

/// Labels in another order, a column more or less, and the same again: whatever changes from block to block.
#[test]
fn blocks_that_are_not_alike_make_one_tally() {
    let spec: TallySpec = document::from_json(
        r#"{"periods": [{"from": "2025-01-01", "through": "2025-02-28"}], "by": ["agency"], "as_of": "2025-02-28"}"#,
    )
    .unwrap();
    let received: Vec<i32> = (0..3000).map(|row| BASE + row % 59).collect();
    let finished: Vec<i32> = received.iter().map(|day| if day % 3 == 0 { NONE } else { day + 2 }).collect();
    let codes: Vec<u8> = (0..3000_u32).map(|row| (row % 5) as u8).collect();
    let turned: Vec<u8> = codes.iter().map(|code| 4 - code).collect();
    let (labels, backwards) =
        (["E", "B", "D", "A", "C"].map(str::to_owned), ["C", "A", "D", "B", "E"].map(str::to_owned));
    let (statuses, channels) = (vec![0; 3000], vec![1; 3000]);
    let straight = [Dimension { name: "agency", codes: Codes::U8(&codes), labels: &labels }];
    let reversed = [Dimension { name: "agency", codes: Codes::U8(&turned), labels: &backwards }];
    let plain = DossierColumns {
        by: &straight,
        finished: Some(Moments::Days(&finished)),
        ..DossierColumns::received(Moments::Days(&received))
    };
    let blocks = [
        plain,
        DossierColumns { by: &reversed, ..plain },
        DossierColumns { by: &reversed, status: Some(&statuses), ..plain },
        DossierColumns { by: &reversed, status: Some(&statuses), ..plain },
        DossierColumns { channel: Some(&channels), ..plain },
        plain,
    ];
    let mut counter = Counter::new(&spec, calendar()).unwrap();
    let mut one_by_one = Vec::new();
    for block in &blocks {
        counter.add(block, None, &mut vec![0; 3000]).unwrap();
        one_by_one.push(Tally::count(block, &spec, calendar(), &mut vec![0; 3000]).unwrap());
    }
    let tally = counter.finish().unwrap().0;
    assert_eq!(tally.to_bytes(), Tally::merged(one_by_one).unwrap().to_bytes());
    let received = tally.figure_columns(&Policy::default(), &["received".to_owned()]).unwrap();
    let (_, places, labels) = &received.by[0];
    let counts: BTreeMap<&str, u64> = places
        .iter()
        .map(|place| labels[*place as usize].as_str())
        .zip(received.figures[0].1.iter().copied())
        .collect();
    assert_eq!(counts, ["A", "B", "C", "D", "E"].map(|label| (label, 3600)).into());
    // A block that does not fit is refused, and what was counted stays.
    let mut counter = Counter::new(&spec, calendar()).unwrap();
    counter.add(&plain, None, &mut vec![0; 3000]).unwrap();
    let short = DossierColumns { finished: Some(Moments::Days(&finished[1..])), ..plain };
    assert_eq!(counter.add(&short, None, &mut vec![0; 3000]).unwrap_err().code(), "columns.length");
    assert_eq!(counter.add(&plain, None, &mut vec![0; 2999]).unwrap_err().code(), "columns.length");
    assert_eq!(counter.add(&plain, Some(&[1]), &mut vec![0; 3000]).unwrap_err().code(), "columns.length");
    let again = counter.finish().unwrap().0;
    assert_eq!(again, Tally::count(&plain, &spec, calendar(), &mut vec![0; 3000]).unwrap());
}

/// However many dimensions have a code that no label gives, the row is told.
#[test]
fn codes_without_a_label_are_found_in_any_number_of_dimensions() {
    let names: Vec<String> = (0..16).map(|number| format!("d{number:02}")).collect();
    let spec: TallySpec = document::from_json(
        &serde_json::json!({"periods": [{"from": "2025-01-01", "through": "2025-01-31"}], "by": names}).to_string(),
    )
    .unwrap();
    let labels = ["only".to_owned()];
    for unknown in 0..=16 {
        let received = vec![BASE; 1024];
        let (good, bad) = (vec![0_u8; 1024], vec![7_u8; 1024]);
        let codes = |place: usize| Codes::U8(if place < unknown { &bad } else { &good });
        let by: Vec<_> = (names.iter().enumerate())
            .map(|(place, name)| Dimension { name, codes: codes(place), labels: &labels })
            .collect();
        let columns = DossierColumns { by: &by, ..DossierColumns::received(Moments::Days(&received)) };
        let mut reasons = vec![99; 1024];
        let tally = Tally::count(&columns, &spec, calendar(), &mut reasons).unwrap();
        let expected = if unknown == 0 { 0 } else { Reason::UnknownRule as u8 };
        assert_eq!(reasons, vec![expected; 1024], "{unknown} without a label");
        let total = tally.total(&Policy::default()).unwrap().received.total;
        assert_eq!(total, if unknown == 0 { 1024 } else { 0 });
    }
}

/// Cells past what 32 bits and a table number: keys are sorted then.
#[test]
fn many_wide_dimensions_are_counted_like_few() {
    let rows = 5000_usize;
    let received: Vec<i32> = (0..rows).map(|row| BASE + (row % 59) as i32).collect();
    let codes: Vec<Vec<u32>> =
        [3_usize, 7, 11].iter().map(|step| (0..rows).map(|row| (row * step % 40_000) as u32).collect()).collect();
    let labels: Vec<String> = (0..40_000).map(|number| format!("{number:05}")).collect();
    let names = ["a", "b", "c"];
    let by: Vec<Dimension<'_>> = names
        .iter()
        .zip(&codes)
        .map(|(name, codes)| Dimension { name, codes: Codes::U32(codes), labels: &labels })
        .collect();
    let columns = DossierColumns { by: &by, ..DossierColumns::received(Moments::Days(&received)) };
    let spec: TallySpec =
        document::from_json(r#"{"periods": [{"from": "2025-01-01", "through": "2025-02-28"}], "by": ["a", "b", "c"]}"#)
            .unwrap();
    let mut reasons = vec![0; rows];
    let tally = Tally::count_by(&columns, &spec, calendar(), &mut reasons, &Backwards(3)).unwrap();
    let mut expected: BTreeMap<[u32; 3], u64> = BTreeMap::new();
    for ((a, b), c) in codes[0].iter().zip(&codes[1]).zip(&codes[2]) {
        *expected.entry([*a, *b, *c]).or_default() += 1;
    }
    let figures = tally.figure_columns(&Policy::default(), &["received".to_owned()]).unwrap();
    let label = |dimension: usize, row: usize| {
        let (_, places, labels) = &figures.by[dimension];
        labels[places[row] as usize].parse::<u32>().unwrap()
    };
    let found: BTreeMap<[u32; 3], u64> = (0..figures.period.len())
        .map(|row| ([label(0, row), label(1, row), label(2, row)], figures.figures[0].1[row]))
        .collect();
    assert_eq!(found, expected);
}

/// One row in ten is spoiled in a way whose reason is known beforehand.
#[test]
fn each_spoiled_row_has_its_reason_and_every_other_row_counts() {
    type Spoil = (fn(&mut Row), &'static str);
    let spoilings: [Spoil; 14] = [
        (|row| row.received = None, "table.missing_field"),
        (|row| row.received = Some((-25_567, 0)), "dossier.implausible_date"), // 1900-01-01
        (|row| row.finished = Some((2_932_896, 0)), "dossier.implausible_date"), // 9999-12-31
        (|row| row.due = Some((i32::MAX, 0)), "dossier.implausible_date"),
        (|row| std::mem::swap(&mut row.received, &mut row.finished), "dossier.finish_before_reception"),
        (|row| row.due = row.received.map(|(day, _)| (day - 1, 0)), "dossier.due_before_reception"),
        (|row| row.status = 2, "dossier.finished_but_open"),
        (|row| row.finished = None, "dossier.no_finish_date"),
        (|row| row.status = 77, "table.unknown_value"),
        (|row| row.channel = 9, "table.unknown_value"),
        (|row| row.agency = 3, "input.unknown_id"),
        (|row| row.procedure = 5, "input.unknown_id"),
        (|row| row.paused = row.received.map(|(day, _)| (day - 3, 0)), "deadline.event_before_reception"),
        (|row| (row.due, row.limit) = (None, Some(-5)), "input.out_of_range"),
    ];
    let form = Form { hours: true, due: true, limit: true, status: true, paused: true, channel: true, wide: false };
    let mut expected: BTreeMap<String, u64> = BTreeMap::new();
    let mut whys = Vec::new();
    let rows: Vec<Row> = (0..20_000)
        .map(|number: i32| {
            let day = BASE + number % 80;
            let mut row = Row {
                received: Some((day, 480 + number % 400)),
                due: Some((day + 10, 0)),
                limit: Some(7),
                finished: Some((day + 2 + number % 15, 600)),
                paused: None,
                status: 9,
                channel: (number % 4) as u8,
                agency: (number % 3) as u16,
                procedure: number % 5,
            };
            let why = (number % 10 == 7).then(|| spoilings[(number / 10) as usize % spoilings.len()]);
            whys.push(why.map_or("", |(spoil, why)| {
                spoil(&mut row);
                *expected.entry(why.to_owned()).or_default() += 1;
                why
            }));
            row
        })
        .collect();
    let spec: TallySpec = document::from_json(
        r#"{"periods": [{"from": "2025-01-01", "through": "2025-06-30"}], "by": ["agency", "procedure"]}"#,
    )
    .unwrap();
    let mut reasons = vec![0; rows.len()];
    let tally = ask(&rows, form, |columns| Tally::count(columns, &spec, calendar(), &mut reasons)).unwrap();
    for (row, (reason, why)) in reasons.iter().zip(&whys).enumerate() {
        let found = cchc::calendar::Reason::ALL[usize::from(*reason)].code();
        assert_eq!(found, *why, "row {row}: {:?}", rows[row]);
    }
    let view = tally.view(&ViewRequest::default()).unwrap();
    assert_eq!(serde_json::to_value(&view.records).unwrap()["left_out"], serde_json::to_value(&expected).unwrap());
    assert_eq!(tally.total(&Policy::default()).unwrap().received.total, 18_000);
}

/// C5, nine months of 2018 in Tiền Giang, and C3, the first quarter of 2021 of a department: every dossier made and
/// counted, at once and as the sum of parts.
#[test]
fn the_published_figures_come_from_their_dossiers() -> Result<(), Error> {
    let cases = cchc_tests::casebook::records(calendar())?;
    let case = |id: &str| cases.iter().find(|case| case.id == id).unwrap();
    let tally_of = |id: &str, from: &str, through: &str| -> Result<Tally, Error> {
        let spec = format!(r#"{{"periods": [{{"from": "{from}", "through": "{through}"}}], "by": ["mechanism"]}}"#);
        let spec: TallySpec = document::from_json(&spec)?;
        let dossiers = &case(id).dossiers;
        let (whole, issues) = Tally::of_dossiers(dossiers, &spec, calendar())?;
        assert!(issues.is_empty(), "{issues:?}");
        let parts: Result<Vec<_>, _> = dossiers
            .chunks(9_973)
            .rev()
            .map(|part| Ok::<_, Error>(Tally::of_dossiers(part, &spec, calendar())?.0))
            .collect();
        assert_eq!(Tally::merged(parts?)?.to_bytes(), whole.to_bytes());
        Ok(whole)
    };
    let view = |tally: &Tally| -> Result<_, Error> {
        tally.view(&ViewRequest { by: vec!["mechanism".to_owned()], ..ViewRequest::default() })
    };
    let percent = |rate: &cchc::statistics::Rate| rate.percent.map(|percent| percent.to_string());

    let c5 = tally_of("c5", "2018-01-01", case("c5").as_of.to_string().as_str())?;
    let rows = view(&c5)?.rows;
    let row = |label: &str| rows.iter().find(|row| row.key[0].label == label).unwrap();
    let (one_stop, interlinked) = (row("one_stop"), row("interlinked"));
    let form = one_stop.form;
    assert_eq!((form.c3, form.c7, form.c10, form.c11, form.c12, form.c13), (85_020, 82_566, 0, 2_454, 2_454, 0));
    assert_eq!(percent(&one_stop.rates.on_time_of_resolved).as_deref(), Some("100.00"));
    assert_eq!(percent(&one_stop.rates.on_time_of_received).as_deref(), Some("97.11"));
    let form = interlinked.form;
    assert_eq!((form.c3, form.c7, form.c10, form.c12, form.c13), (3_677, 3_550, 0, 127, 0));
    assert_eq!(percent(&interlinked.rates.on_time_of_resolved).as_deref(), Some("100.00"));

    let c3 = view(&tally_of("c3", "2021-01-01", "2021-03-31")?)?;
    let total = &c3.totals[0];
    let form = total.form;
    assert_eq!((form.c3, form.c7, form.c8, form.c10, form.c11, form.c12, form.c13), (339, 330, 330, 0, 9, 9, 0));
    assert_eq!(percent(&total.rates.on_time_of_resolved).as_deref(), Some("100.00"));
    assert_eq!(percent(&total.rates.early_of_resolved).as_deref(), Some("100.00"));
    Ok(())
}
