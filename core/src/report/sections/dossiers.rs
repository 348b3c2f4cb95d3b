//! Hồ sơ: by mechanism, by month, by agency and procedure, and the rows of a table that were left out.

use super::counted::nameless;
use crate::deadline::Outcome;
use crate::dossier::{Classification, Dossier, Mechanism};
use crate::error::{Error, Issue};
use crate::number::Ratio;
use crate::period::{Period, PeriodKind, PeriodRule};
use crate::report::chart::{Chart, ChartKind, ChartSeries, Tone};
use crate::report::figures::{Lineage, NAMED, Name};
use crate::report::layout::{Block, Cell, Formula, Table};
use crate::report::records::Records;
use crate::report::writer::{Piece, Writer, n, once};
use crate::statistics::{OnTimeTable, Rate, StatsSummary};
use crate::text::{Lang, Text};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::rc::Rc;

const COUNTS: [(&str, &str, &str); 9] = [
    ("received", ">Tiếp nhận", "Received"),
    ("early", ">Trước hạn", "Early"),
    ("on_time", ">Đúng hạn", "On time"),
    ("late", ">Quá hạn", "Late"),
    ("in_progress", ">Chưa đến hạn", "Not yet due"),
    ("overdue", ">Đang xử lý quá hạn", "Pending overdue"),
    ("aside", ">Chờ, rút, dừng", "Waiting, withdrawn, stopped"),
    ("on_time_of_resolved", ">Đúng hạn trên đã giải quyết", "On time of resolved"),
    ("on_time_of_received", ">Đúng hạn trên tiếp nhận", "On time of received"),
];

fn count_cells(stats: &StatsSummary) -> Vec<Cell> {
    vec![
        Cell::Count(stats.received),
        Cell::Count(stats.counts.early),
        Cell::Count(stats.counts.on_time),
        Cell::Count(stats.counts.late),
        Cell::Count(stats.counts.in_progress),
        Cell::Count(stats.counts.overdue),
        Cell::Count(stats.received.saturating_sub(stats.counted)),
        Cell::Ratio(stats.on_time_of_resolved.ratio()),
        Cell::Ratio(stats.on_time_of_received.ratio()),
    ]
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn count_table(id: &str, title: Text, first: (&str, &str, &str), total: &StatsSummary) -> Table {
    let columns: Vec<_> = std::iter::once(first).chain(COUNTS).collect();
    let mut table = Table::new(id, title, &columns).unit("hồ sơ", "dossiers");
    let all = names(&["early", "on_time", "late", "in_progress", "overdue", "aside"]);
    table.formula("received", Formula::Sum(all));
    let (of, over) = (names(&["early", "on_time"]), names(&["early", "on_time", "late"]));
    table.formula("on_time_of_resolved", Formula::Ratio { of: of.clone(), over });
    table.formula("on_time_of_received", Formula::Ratio { of, over: names(&["received"]) });
    table.share("on_time_of_resolved", &total.on_time_of_resolved.of);
    table.share("on_time_of_received", &total.on_time_of_received.of);
    table
}

/// The records behind a count, as many as are named: by mechanism and outcome.
#[derive(Default)]
struct Behind(BTreeMap<(Option<Mechanism>, &'static str), Vec<String>>);

fn column(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Early => "early",
        Outcome::OnTime => "on_time",
        Outcome::Late => "late",
        Outcome::InProgress => "in_progress",
        Outcome::Overdue => "overdue",
    }
}

impl Behind {
    fn of(dossiers: &[Dossier], as_of: NaiveDate, writer: &Writer<'_>) -> Result<Self, Error> {
        let mut behind = Self::default();
        for dossier in dossiers {
            let Classification::Outcome(outcome) = dossier.classify(as_of, writer.calendar)? else { continue };
            let ids = behind.0.entry((dossier.mechanism, column(outcome))).or_default();
            if ids.len() < NAMED {
                ids.push(dossier.id.clone());
            }
        }
        Ok(behind)
    }

    fn lineage(&self, mechanism: Option<Option<Mechanism>>, column: &str) -> Lineage {
        let of_it = |wanted: Option<Mechanism>| mechanism.is_none_or(|mechanism| mechanism == wanted);
        let found = self.0.iter().filter(|((mechanism, name), _)| of_it(*mechanism) && *name == column);
        let mut lineage = Lineage::of("dossiers");
        lineage.ids = found.flat_map(|(_, ids)| ids).take(NAMED).cloned().collect();
        lineage
    }
}

/// The dossiers of the records counted; a report of records is a statement, and one that cannot be counted is not
/// left out of it.
///
/// # Errors
/// That of the first dossier that cannot be classified.
fn counted(writer: &mut Writer<'_>, records: &Records) -> Result<Option<Rc<OnTimeTable>>, Error> {
    let calendar = writer.calendar;
    once(&mut writer.answers.dossiers, || {
        if records.dossiers.is_empty() {
            return Ok(None);
        }
        let mut table = OnTimeTable::new(records.as_of);
        for dossier in &records.dossiers {
            table.add(dossier, calendar, None);
        }
        match table.issues().first() {
            Some(issue) => Err(issue.error.clone()),
            None => Ok(Some(table)),
        }
    })
}

pub(in crate::report) fn dossiers_of(writer: &mut Writer<'_>, records: &Records) -> Result<Option<Piece>, Error> {
    let Some(table) = counted(writer, records)? else { return Ok(None) };
    let behind = Behind::of(&records.dossiers, records.as_of, writer)?;
    dossiers(writer, &table, &behind).map(Some)
}

pub(in crate::report) fn table_of(writer: &mut Writer<'_>, table: &OnTimeTable) -> Result<Piece, Error> {
    dossiers(writer, table, &Behind::default())
}

fn row_id(mechanism: Option<Mechanism>) -> &'static str {
    match mechanism {
        Some(Mechanism::OneStop) => "dossiers.one_stop",
        Some(Mechanism::Interlinked) => "dossiers.interlinked",
        None => "dossiers.unstated",
    }
}

fn label(mechanism: Option<Mechanism>) -> Text {
    mechanism.map_or_else(|| Text::new("Không nêu cơ chế", "Mechanism not stated"), Mechanism::label)
}

fn dossiers(writer: &mut Writer<'_>, table: &OnTimeTable, behind: &Behind) -> Result<Piece, Error> {
    table.reconcile()?;
    let mut piece = Piece::new("dossiers", "Kết quả giải quyết hồ sơ", "Results of handling dossiers");
    let total = table.total().summary()?;
    let title = Text::new("Kết quả giải quyết hồ sơ theo cơ chế", "Results by mechanism");
    let mut counts = count_table("dossiers", title, ("", "Cơ chế", "Mechanism"), &total);
    let mechanisms: Vec<(Option<Mechanism>, StatsSummary)> = table
        .by_mechanism()
        .map(|(mechanism, stats)| Ok((mechanism, stats.summary()?)))
        .collect::<Result<_, Error>>()?;
    for (mechanism, stats) in &mechanisms {
        counts.row(row_id(*mechanism), [vec![Cell::Words(label(*mechanism))], count_cells(stats)].concat());
    }
    if mechanisms.len() != 1 {
        let label = Text::new("Tổng số hồ sơ", "All dossiers");
        counts.total("dossiers.total", [vec![Cell::Words(label)], count_cells(&total)].concat());
    }
    let rule = Some(total.rule.clone());
    let of_row = |row: &str| {
        let mechanism = mechanisms.iter().find(|(mechanism, _)| row_id(*mechanism) == row);
        mechanism.map(|(mechanism, _)| *mechanism)
    };
    piece.table(writer, counts, |row, column| behind.lineage(of_row(row), column).rule(rule.clone()));
    for (mechanism, stats) in &mechanisms {
        piece.sentence(sentence(writer, &label(*mechanism), stats));
        figures(writer, row_id(*mechanism), &label(*mechanism), stats);
    }
    let [aside, outside] = [(total.received, total.counted), (total.total, total.received)];
    let rule = Text::build(|lang| total.rule.label(lang));
    piece.sentence(writer.say(
        "dossiers.reconciled",
        &[
            ("received", n(total.received)),
            ("resolved", n(total.resolved)),
            ("pending", n(total.pending)),
            ("aside", n(aside.0.saturating_sub(aside.1))),
            ("outside", n(outside.0.saturating_sub(outside.1))),
            ("rule", rule),
        ],
    ));
    figures(writer, "dossiers.total", &Text::new("Tổng số hồ sơ", "All dossiers"), &total);
    Ok(piece)
}

fn sentence(writer: &Writer<'_>, name: &Text, stats: &StatsSummary) -> Text {
    let rate = |rate: &Rate| match (rate.ratio().to_text(Lang::Vi), rate.ratio().to_text(Lang::En)) {
        (Some(vi), Some(en)) => Text::new(vi, en),
        _ => writer.say("dossiers.no_rate", &[]),
    };
    // Many reports do not tell early from on time; a share of none says nothing there.
    let early = match stats.counts.early {
        0 => Text::default(),
        _ => writer.say("dossiers.early", &[("rate", rate(&stats.early_of_resolved))]),
    };
    writer.say(
        "dossiers.mechanism",
        &[
            ("name", name.clone()),
            ("received", n(stats.received)),
            ("resolved", n(stats.resolved)),
            ("in_time", n(stats.counts.early.saturating_add(stats.counts.on_time))),
            ("late", n(stats.counts.late)),
            ("waiting", n(stats.counts.in_progress)),
            ("overdue", n(stats.counts.overdue)),
            ("of_resolved", rate(&stats.on_time_of_resolved)),
            ("early", early),
            ("of_received", rate(&stats.on_time_of_received)),
        ],
    )
}

/// What the table of counts has no column for, and the whole where it has no row for it.
fn figures(writer: &mut Writer<'_>, row: &str, name: &Text, stats: &StatsSummary) {
    let lineage = || Lineage::of("dossiers").rule(Some(stats.rule.clone()));
    let titles = COUNTS.map(|(column, vi, en)| (column, Text::new(vi.trim_start_matches('>'), en)));
    let named = |column: &str, title: &Text| {
        let label = Text::build(|lang| format!("{}: {}", name.get(lang), title.get(lang)));
        Name::new(format!("{row}.{column}"), label, lineage())
    };
    for ((column, title), cell) in titles.iter().zip(count_cells(stats)) {
        if let Cell::Count(count) = cell {
            writer.count(named(column, title), count);
        }
    }
    writer.count(named("resolved", &Text::new("Đã giải quyết", "Resolved")), stats.resolved);
    let rates = [
        ("on_time_of_resolved", "Tỷ lệ đúng hạn", "On-time rate", &stats.on_time_of_resolved),
        ("early_of_resolved", "Tỷ lệ trước hạn", "Early rate", &stats.early_of_resolved),
        (
            "on_time_of_received",
            "Tỷ lệ đúng hạn trên tiếp nhận",
            "On-time rate of received",
            &stats.on_time_of_received,
        ),
    ];
    for (column, vi, en, rate) in rates {
        writer.percent(named(column, &Text::new(vi, en)), rate.percent, rate.of.clone());
    }
}

/// What a reader must know of the data before the numbers: columns passed over, statuses missing.
pub(in crate::report) fn cautions(writer: &Writer<'_>, table: &OnTimeTable) -> Option<Piece> {
    let mut piece = Piece::new("cautions", "Lưu ý về dữ liệu", "About the data");
    if !table.has_status() {
        piece.item(writer.say("cautions.no_status", &[]));
    }
    for issue in table.column_issues() {
        let message = Text::build(|lang| issue.error.message(lang));
        let slots = [("message", message), ("code", Text::same(issue.error.code()))];
        piece.item(writer.say("cautions.column", &slots));
    }
    (!piece.blocks.is_empty()).then_some(piece)
}

pub(in crate::report) fn dossiers_by_agency(
    writer: &mut Writer<'_>,
    records: &Records,
) -> Result<Option<Piece>, Error> {
    let told = |dossier: &Dossier| !dossier.agency.is_empty() || !dossier.procedure.is_empty();
    if !records.dossiers.iter().any(told) {
        return Ok(None);
    }
    counted(writer, records)?.map(|table| table_by_agency(writer, &table)).transpose()
}

pub(in crate::report) fn table_by_agency(writer: &mut Writer<'_>, table: &OnTimeTable) -> Result<Piece, Error> {
    let mut piece = Piece::new("agencies", "Theo đơn vị và thủ tục", "By agency and procedure");
    let title = Text::new("Kết quả giải quyết hồ sơ theo đơn vị và thủ tục", "Results by agency and procedure");
    let first = ("", "Đơn vị / thủ tục", "Agency / procedure");
    let mut counts = count_table("agencies", title, first, &table.total().summary()?);
    let name = |name: &str, vi: &str, en: &str| {
        if name.is_empty() { Text::new(vi, en) } else { Text::same(name) }
    };
    let agencies = table.by_agency()?;
    let nobody = nameless(agencies.iter().map(|agency| &agency.agency));
    for agency in agencies {
        let label = name(&agency.agency, "(không nêu đơn vị)", "(no agency named)");
        let id = if agency.agency.is_empty() { &nobody } else { &agency.agency };
        counts.row(format!("agencies.{id}"), [vec![Cell::Words(label)], count_cells(&agency.stats)].concat());
        for procedure in agency.procedures {
            let mut label = name(&procedure.procedure, "(không nêu thủ tục)", "(no procedure named)");
            if let Some(title) = &procedure.title {
                label = Text::build(|lang| format!("{} {title}", label.get(lang)));
            }
            // A table of an export may have thousands of these; the agency's own figures are enough to check.
            counts.part("", [vec![Cell::Words(label)], count_cells(&procedure.stats)].concat());
        }
    }
    piece.table(writer, counts, |_, _| Lineage::of("dossiers"));
    Ok(piece)
}

/// How many months a table shows before it shows years.
const MONTHS: usize = 24;

#[derive(Clone, Default, PartialEq, Eq)]
struct Month {
    received: u64,
    early: u64,
    on_time: u64,
    late: u64,
}

/// Kết quả theo tháng: received and resolved in each month of the calendar.
pub(in crate::report) fn dossiers_by_month(writer: &mut Writer<'_>, records: &Records) -> Result<Option<Piece>, Error> {
    let received = |dossier: &Dossier| dossier.received.map(|received| received.date());
    let days = records.dossiers.iter().filter_map(received).filter(|day| *day <= records.as_of);
    let Some(first) = records.period.as_ref().map(|period| period.from).or_else(|| days.min()) else { return Ok(None) };
    let cover = |kind| Period::covering(PeriodRule::Calendar, kind, first, records.as_of.max(first));
    let mut periods = cover(PeriodKind::Month)?;
    if periods.len() > MONTHS {
        periods = cover(PeriodKind::Year)?;
    }
    if periods.len() < 2 || records.dossiers.is_empty() {
        return Ok(None);
    }
    // The first of them is what lies before the period.
    let mut months = vec![Month::default(); periods.len().saturating_add(1)];
    let place = |day: Option<NaiveDate>| {
        let day = day.filter(|day| *day <= records.as_of)?;
        Some(periods.partition_point(|period| period.from <= day))
    };
    for dossier in &records.dossiers {
        let Classification::Outcome(outcome) = dossier.classify(records.as_of, writer.calendar)? else { continue };
        if let Some(month) = place(received(dossier)).and_then(|place| months.get_mut(place)) {
            month.received = month.received.saturating_add(1);
        }
        let finished = dossier.finished.map(|finished| finished.date());
        let Some(month) = place(finished).and_then(|place| months.get_mut(place)) else { continue };
        let count = match outcome {
            Outcome::Early => &mut month.early,
            Outcome::OnTime => &mut month.on_time,
            Outcome::Late => &mut month.late,
            Outcome::InProgress | Outcome::Overdue => continue,
        };
        *count = count.saturating_add(1);
    }
    by_month(writer, records, &periods, months).map(Some)
}

fn by_month(
    writer: &mut Writer<'_>,
    records: &Records,
    periods: &[Period],
    months: Vec<Month>,
) -> Result<Piece, Error> {
    let mut piece = Piece::new("months", "Theo tháng", "By month");
    let title = Text::new("Hồ sơ tiếp nhận và giải quyết theo tháng", "Dossiers received and resolved by month");
    let columns = [
        ("", "Tháng", "Month"),
        ("received", ">Tiếp nhận trong tháng", "Received in the month"),
        ("early", ">Giải quyết trước hạn", "Resolved early"),
        ("on_time", ">Giải quyết đúng hạn", "Resolved on time"),
        ("late", ">Giải quyết quá hạn", "Resolved late"),
        ("resolved", ">Đã giải quyết", "Resolved"),
    ];
    let mut table = Table::new("months", title, &columns).unit("hồ sơ", "dossiers");
    table.formula("resolved", Formula::Sum(names(&["early", "on_time", "late"])));
    let cells = |label: Text, month: &Month| {
        let resolved = month.early.saturating_add(month.on_time).saturating_add(month.late);
        let counts = [month.received, month.early, month.on_time, month.late, resolved];
        std::iter::once(Cell::Words(label)).chain(counts.map(Cell::Count)).collect::<Vec<_>>()
    };
    let mut total = Month::default();
    let chart = outcomes(records, periods, &months)?;
    let before = ("months.before".to_owned(), Text::new("trước kỳ", "before the period"));
    let named = periods.iter().map(|period| {
        let of_year = period.kind == PeriodKind::Year;
        let id = if of_year { period.year.to_string() } else { format!("{}-{:02}", period.year, period.number) };
        (format!("months.{id}"), period.label.clone())
    });
    let rows = std::iter::once(before).chain(named).zip(months).enumerate();
    let rows = rows.filter(|(place, (_, month))| *place > 0 || *month != Month::default());
    for (_, ((id, label), month)) in rows {
        let add = |sum: &mut u64, more: u64| *sum = sum.saturating_add(more);
        add(&mut total.received, month.received);
        add(&mut total.early, month.early);
        add(&mut total.on_time, month.on_time);
        add(&mut total.late, month.late);
        table.row(id, cells(label, &month));
    }
    table.total("months.total", cells(Text::new("Cộng", "Together"), &total));
    piece.table(writer, table, |_, _| Lineage::of("dossiers"));
    piece.blocks.extend(chart.map(Block::Chart));
    Ok(piece)
}

/// The dossiers resolved in each month, early, on time and late; nothing where none was.
fn outcomes(records: &Records, periods: &[Period], months: &[Month]) -> Result<Option<Chart>, Error> {
    if periods.len() > MONTHS || months.iter().all(|month| month.early == 0 && month.on_time == 0 && month.late == 0) {
        return Ok(None);
    }
    let series = |vi: &str, en: &str, tone: Tone, of: fn(&Month) -> u64| {
        let values = months.iter().skip(1).map(|month| Some(of(month).into())).collect();
        ChartSeries::new(Text::new(vi, en), tone, values)
    };
    let series = vec![
        series("Trước hạn", "Early", Tone::Early, |month| month.early),
        series("Đúng hạn", "On time", Tone::OnTime, |month| month.on_time),
        series("Quá hạn", "Late", Tone::Late, |month| month.late),
    ];
    let categories = periods.iter().map(|period| period.label.clone()).collect();
    let title = Text::new("Hồ sơ giải quyết theo tháng", "Dossiers resolved by month");
    let unit = Text::new("hồ sơ", "dossiers");
    let chart = Chart::new("outcomes", ChartKind::StackedBars, title, unit, categories, series)?;
    Ok(Some(with_sources(chart, records)))
}

/// A chart under which the sources of the report stand, where it has any.
pub(super) fn with_sources(chart: Chart, records: &Records) -> Chart {
    let sources = |lang: Lang| records.sources.iter().map(|source| source.label(lang)).collect::<Vec<_>>().join("; ");
    if records.sources.is_empty() { chart } else { chart.with_source(Text::build(sources)) }
}

/// How many rows are listed one by one; past that a person corrects the cause, not the rows.
const LISTED: usize = 100;

/// The rows left out, counted by field and reason.
fn reasons_together(issues: &[Issue]) -> Table {
    let mut counts: BTreeMap<(&str, &str), (u64, Option<u64>)> = BTreeMap::new();
    for issue in issues {
        let entry = counts.entry((issue.error.code(), &issue.path)).or_insert((0, issue.line));
        entry.0 = entry.0.saturating_add(1);
    }
    let title = Text::new("Dòng không tính được theo lý do", "Rows left out by reason");
    let columns = [
        ("", "Mã lỗi", "Code"),
        ("", "Trường", "Field"),
        ("rows", ">Số dòng", "Rows"),
        ("", ">Dòng đầu", "First line"),
    ];
    let mut table = Table::new("reasons", title, &columns);
    for ((code, field), (rows, first)) in counts {
        let first = first.map_or(Cell::Empty, Cell::Count);
        table.row("", vec![Cell::same(code), Cell::same(field), Cell::Count(rows), first]);
    }
    table
}

pub(in crate::report) fn left_out(writer: &mut Writer<'_>, table: &OnTimeTable) -> Piece {
    let mut piece = Piece::new("left_out", "Dòng không tính được", "Rows left out");
    let counted = table.rows().saturating_sub(u64::try_from(table.issues().len()).unwrap_or(u64::MAX));
    let out = table.rows().saturating_sub(counted);
    let slots = [("rows", table.rows()), ("counted", counted), ("out", out), ("blank", table.blank_rows())];
    piece.sentence(writer.say("left_out.rows", &slots.map(|(name, count)| (name, n(count)))));
    if !table.issues().is_empty() {
        piece.table(writer, reasons_together(table.issues()), |_, _| Lineage::of("rows"));
        let title = Text::new("Từng dòng không tính được", "Each row left out");
        let columns = [
            ("", ">Dòng", "Line"),
            ("", "Trường", "Field"),
            ("", "Mã lỗi", "Code"),
            ("", "Lý do và cách sửa", "Reason and remedy"),
        ];
        let mut reasons = Table::new("left_out", title, &columns);
        for issue in table.issues().iter().take(LISTED) {
            let cells = vec![
                issue.line.map_or(Cell::Empty, Cell::Count),
                Cell::same(&issue.path),
                Cell::same(issue.error.code()),
                Cell::Words(Text::build(|lang| issue.error.message(lang))),
            ];
            reasons.row("", cells);
        }
        piece.table(writer, reasons, |_, _| Lineage::of("rows"));
    }
    let unlisted = u64::try_from(table.issues().len().saturating_sub(LISTED)).unwrap_or(u64::MAX);
    if unlisted > 0 {
        piece.sentence(writer.say("left_out.more", &[("unlisted", n(unlisted))]));
    }
    let counts = [
        ("rows", "Dòng vào", "Rows in", table.rows()),
        ("rows_counted", "Dòng được tính", "Rows counted", counted),
        ("rows_left_out", "Dòng không tính được", "Rows left out", out),
    ];
    for (id, vi, en, count) in counts {
        writer.count(Name::new(id, Text::new(vi, en), Lineage::of("rows")), count);
    }
    piece
}

/// A ratio that is written even where it has no value.
pub(super) fn ratio_text(ratio: Ratio) -> Text {
    Text::build(|lang| ratio.to_text(lang).unwrap_or_default())
}
