//! Laws that hold for any input, and small domains exhausted.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop")]

use cchc::statistics::ApologyDuty;
use cchc::{
    Deadline, Dossier, DossierReader, Entry, Evidence, Exact, Lang, Measure, Moment, OnTimeStats, OnTimeTable, Ranking,
    Ratio, Records, Report, RuleSet, TieRule, TimeLimit, WorkCalendar, document, insight,
};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::sample::Index;
use rust_decimal::Decimal;

fn calendar() -> &'static WorkCalendar {
    WorkCalendar::vietnam()
}

prop_compose! {
    /// Days that leave room for a year of working days before the horizon.
    fn any_day()(offset in 0_u64..6_500) -> NaiveDate {
        calendar().first().checked_add_days(Days::new(offset)).unwrap()
    }
}

prop_compose! {
    fn any_dossier()(
        number in any::<u32>(),
        agency in "[a-c]{0,1}",
        procedure in "[1-3]{0,1}",
        received in proptest::option::weighted(0.95, any_day()),
        due_after in proptest::option::weighted(0.8, 0_u64..40),
        limit in proptest::option::of(0_u32..30),
        finished_after in proptest::option::of(-3_i64..60),
        status in proptest::option::of(0_u8..12),
    ) -> Dossier {
        let base = received.unwrap_or(calendar().first());
        let finished = finished_after.map(|days| base + chrono::Duration::days(days));
        Dossier {
            received: received.map(Moment::from),
            due: due_after.map(|days| base.checked_add_days(Days::new(days)).unwrap().into()),
            limit: limit.map(TimeLimit::WorkingDays),
            finished: finished.map(Moment::from),
            status,
            ..Dossier::new(number.to_string(), agency, procedure, base)
        }
    }
}

/// Evidence for every leaf of the shipped set, each ratio at most one.
fn any_evidence() -> impl Strategy<Value = Vec<Evidence>> {
    let rules = RuleSet::shipped("qd-766-2022").unwrap();
    let codes: Vec<String> = rules
        .criteria()
        .iter()
        .flat_map(|group| group.children.iter().map(|leaf| leaf.code.clone()).collect::<Vec<_>>())
        .collect();
    let count = codes.len();
    proptest::collection::vec((1_u64..1_000_000, any::<Index>()), count).prop_map(move |counts| {
        let measure = |(whole, part): &(u64, Index)| {
            let part = u64::try_from(part.index(usize::try_from(*whole).unwrap() + 1)).unwrap();
            Measure::ratio(Ratio::of(part, *whole))
        };
        codes.iter().zip(&counts).map(|(code, counts)| Evidence::new(code, measure(counts))).collect()
    })
}

proptest! {
    #[test]
    fn more_days_are_never_due_earlier(start in any_day(), days in 0_u32..200) {
        let due = calendar().add_working_days(start, days).unwrap();
        prop_assert!(calendar().add_working_days(start, days + 1).unwrap() > due);
        let next = start.succ_opt().unwrap();
        prop_assert!(calendar().add_working_days(next, days.max(1)).unwrap() >= calendar().add_working_days(start, days.max(1)).unwrap());
    }

    #[test]
    fn a_count_splits_anywhere(a in any_day(), b in 0_u64..200, c in 0_u64..200) {
        let (middle, end) = (a + Days::new(b), a + Days::new(b + c));
        let count = |from, to| calendar().count_working_days(from, to).unwrap();
        prop_assert_eq!(count(a, middle) + count(middle, end), count(a, end));
    }

    #[test]
    fn a_deadline_accounts_for_every_day(received in any_day(), days in 1_u32..60) {
        let deadline = Deadline::compute(calendar(), received.into(), TimeLimit::WorkingDays(days)).unwrap();
        prop_assert_eq!(deadline.counted.len(), days as usize);
        let due = deadline.due.unwrap();
        let span = due.signed_duration_since(received).num_days();
        prop_assert_eq!(i64::try_from(deadline.counted.len() + deadline.skipped.len()).unwrap(), span);
        prop_assert_eq!(deadline.counted.last().unwrap().date, due);
    }

    #[test]
    fn statistics_of_parts_add_up_and_nothing_is_lost(dossiers in proptest::collection::vec(any_dossier(), 1..60), as_of in any_day(), cut in any::<Index>()) {
        let count = |dossiers: &[Dossier]| {
            let mut table = OnTimeTable::new(as_of);
            for dossier in dossiers {
                table.add(dossier, calendar(), None);
            }
            table
        };
        let whole = count(&dossiers);
        prop_assert!(whole.reconcile().is_ok());
        prop_assert_eq!(whole.rows(), dossiers.len() as u64);
        prop_assert_eq!(whole.total().total().unwrap() + whole.issues().len() as u64, whole.rows());
        let (left, right) = dossiers.split_at(cut.index(dossiers.len()));
        prop_assert_eq!(count(left).total().merged(count(right).total()), whole.total());
        let reversed: Vec<Dossier> = dossiers.iter().rev().cloned().collect();
        prop_assert_eq!(count(&reversed).by_agency().unwrap(), whole.by_agency().unwrap());
        for issue in whole.issues() {
            prop_assert!(cchc::ERROR_CODES.contains(&issue.error.code()));
        }
    }

    #[test]
    fn rates_stay_within_0_and_100_or_do_not_exist(early in 0_u64..1000, on_time in 0_u64..1000, late in 0_u64..1000, open in 0_u64..1000) {
        let stats = OnTimeStats { early, on_time, late, in_progress: open, ..Default::default() };
        let rate = stats.rates().unwrap().on_time_of_resolved.percent();
        prop_assert_eq!(rate.is_none(), early + on_time + late == 0);
        if let Some(rate) = rate {
            prop_assert!(rate >= Exact::from(0) && rate <= Exact::from(100));
        }
        let duty = ApologyDuty::new(late, late.min(1), calendar().last()).unwrap();
        prop_assert_eq!(duty.applicable, duty.percent.is_some());
    }

    #[test]
    fn scores_stay_within_their_bounds_and_add_up(evidence in any_evidence()) {
        let rules = RuleSet::shipped("qd-766-2022").unwrap();
        let sheet = rules.score(2026, None, &evidence).unwrap();
        for group in &sheet.criteria {
            for leaf in &group.children {
                let points = leaf.points.unwrap();
                prop_assert!(points >= Exact::from(0) && points <= leaf.max_points, "{}", leaf.code);
            }
            let sum = cchc::number::sum(group.children.iter().filter_map(|leaf| leaf.points)).unwrap();
            prop_assert!(group.children.is_empty() || group.points == Some(sum));
        }
        let lost = cchc::number::sum(insight::losses(&sheet).iter().map(|loss| loss.lost)).unwrap();
        prop_assert_eq!(lost.0 + sheet.points.0 + Exact::from(12).0, sheet.max_points.0);
    }

    #[test]
    fn evidence_for_one_criterion_leaves_the_others_alone(evidence in any_evidence(), without in any::<Index>()) {
        let rules = RuleSet::shipped("qd-766-2022").unwrap();
        let whole = rules.score(2026, None, &evidence).unwrap();
        let mut less = evidence.clone();
        let removed = less.remove(without.index(evidence.len()));
        let partial = rules.score(2026, None, &less).unwrap();
        prop_assert!(partial.missing.contains(&removed.criterion));
        prop_assert!(!partial.complete && partial.class.is_none());
        for kept in &less {
            prop_assert_eq!(partial.node(&kept.criterion), whole.node(&kept.criterion));
        }
    }

    #[test]
    fn more_of_a_numerator_never_scores_less(whole in 1_u64..100_000, part in any::<Index>(), code in prop::sample::select(vec!["1.1", "2.1", "3.5a", "4.3", "5.4"])) {
        let rules = RuleSet::shipped("qd-766-2022").unwrap();
        let part = part.index(usize::try_from(whole).unwrap()) as u64;
        let points = |part| {
            let sheet = rules.score(2026, None, &[Evidence::new(code, Measure::ratio(Ratio::of(part, whole)))]).unwrap();
            sheet.node(code).unwrap().points.unwrap()
        };
        prop_assert!(points(part + 1) >= points(part));
        prop_assert_eq!(points(whole), rules.criterion(code).unwrap().max_points);
    }

    #[test]
    fn the_least_increase_is_enough_and_one_less_is_not(whole in 2_u64..5_000, part in any::<Index>(), hundredths in 1_u64..200) {
        let rules = RuleSet::shipped("qd-766-2022").unwrap();
        let part = part.index(usize::try_from(whole).unwrap()) as u64;
        let measure = Measure::ratio(Ratio::of(part, whole));
        let wanted: Exact = format!("{}.{:02}", hundredths / 100, hundredths % 100).parse().unwrap();
        let points = |numerator| {
            let sheet = rules.score(2026, None, &[Evidence::new("3.6", Measure::ratio(Ratio::of(numerator, whole)))]).unwrap();
            sheet.node("3.6").unwrap().points.unwrap().0
        };
        match rules.least_increase("3.6", &measure, wanted) {
            Ok(way) => {
                prop_assert!(points(way.numerator_needed) >= points(part) + wanted.0);
                prop_assert!(points(way.numerator_needed - 1) < points(part) + wanted.0);
            }
            Err(error) => {
                prop_assert_eq!(error.code(), "insight.cannot_gain");
                prop_assert!(points(whole) < points(part) + wanted.0);
            }
        }
    }

    #[test]
    fn a_rank_is_one_more_than_the_number_above(points in proptest::collection::vec(0_u64..20, 1..40), turn in any::<Index>()) {
        let entries: Vec<Entry> = points.iter().enumerate()
            .map(|(id, points)| Entry::new(id.to_string(), (*points).into()))
            .collect();
        let ranking = Ranking::of(&entries, TieRule::Competition).unwrap();
        for entry in &entries {
            let above = entries.iter().filter(|other| other.points > entry.points).count();
            prop_assert_eq!(ranking.entry(&entry.id).unwrap().rank as usize, above + 1);
        }
        let mut turned = entries.clone();
        turned.rotate_left(turn.index(entries.len()));
        let again = Ranking::of(&turned, TieRule::Competition).unwrap();
        for entry in &entries {
            prop_assert_eq!(again.entry(&entry.id).unwrap().rank, ranking.entry(&entry.id).unwrap().rank);
        }
        let dense = Ranking::of(&entries, TieRule::Dense).unwrap();
        let distinct: std::collections::BTreeSet<_> = entries.iter().map(|entry| entry.points).collect();
        prop_assert_eq!(dense.entries.last().unwrap().rank as usize, distinct.len());
    }

    #[test]
    fn what_is_printed_is_read_back(day in any_day(), seconds in proptest::option::of(0_u32..86_400), cents in any::<i64>()) {
        let moment = match seconds {
            None => Moment::from(day),
            Some(seconds) => Moment::from(day.and_hms_opt(seconds / 3600, seconds / 60 % 60, seconds % 60).unwrap()),
        };
        prop_assert_eq!(moment.to_string().parse::<Moment>().unwrap(), moment);
        let exact = Exact(Decimal::new(cents, 2));
        prop_assert_eq!(exact.to_string().parse::<Exact>().unwrap(), exact);
    }

    #[test]
    fn any_text_into_any_loader_returns(text in "\\PC{0,200}") {
        let _ = text.parse::<Moment>();
        let _ = text.parse::<Exact>();
        let _ = text.parse::<cchc::AgencyId>();
        let _ = WorkCalendar::from_json(&text);
        let _ = RuleSet::from_json(&text);
        let _ = document::from_json::<Records>(&text);
        let _ = Lang::parse(&text);
    }

    #[test]
    fn any_bytes_as_a_table_return_with_every_row_accounted_for(bytes in proptest::collection::vec(any::<u8>(), 0..200), rows in "([a-z0-9/,;\"\\-\n ]|NgayHenTra){0,200}") {
        let _ = DossierReader::new(&bytes).map(|reader| reader.count());
        let table = format!("MaHoSo,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy\n{rows}");
        if let Ok(table) = OnTimeTable::from_csv(table.as_bytes(), calendar().last(), calendar(), |_| ()) {
            prop_assert!(table.reconcile().is_ok());
            prop_assert!(Report::of_dossiers(&table).is_ok());
        }
    }

    #[test]
    fn a_line_is_a_row_whatever_quotes_are_left_open(lines in proptest::collection::vec(("[a-z]{0,3}", "[a-z\"]{0,4}[a-z]"), 1..40)) {
        let rows: String = lines
            .iter()
            .enumerate()
            .map(|(line, (agency, text))| format!("H{line},2026-03-02,2026-03-06,2026-03-05,{agency},{text}\n"))
            .collect();
        let csv = format!("MaHoSo,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy,DonViXuLy,TrichYeuHoSo\n{rows}");
        let table = OnTimeTable::from_csv(csv.as_bytes(), calendar().last(), calendar(), |_| ()).unwrap();
        prop_assert_eq!(table.rows(), lines.len() as u64);
        prop_assert!(table.reconcile().is_ok());
        for issue in table.issues() {
            prop_assert_eq!(issue.error.code(), "table.unclosed_quote");
        }
    }

    #[test]
    fn a_users_text_keeps_a_report_in_its_lines(name in "\\PC{0,40}", control in "[\u{0}-\u{1f}]{0,5}") {
        let mut table = OnTimeTable::new(calendar().last());
        let mut dossier = Dossier::new("1", format!("{name}{control}"), control, calendar().first());
        dossier.due = dossier.received;
        table.add(&dossier, calendar(), None);
        let text = Report::of_dossiers(&table).unwrap().to_text(Lang::Vi);
        prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
    }
}
