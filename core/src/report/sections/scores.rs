//! The sections written from scores: many units side by side, and one unit in full.

use crate::insight;
use crate::measure::MeasureValue;
use crate::number::{self, Exact, Rounding};
use crate::ranking::{Entry, Ranking, TieRule};
use crate::report::chart::{Chart, ChartKind, ChartSeries, Tone};
use crate::report::figures::{Lineage, Name, Unit};
use crate::report::layout::{Align, Block, Cell, Column, Table};
use crate::report::records::{League, Records, ScoredUnit};
use crate::report::writer::{Piece, Writer, day, joined, n};
use crate::rules::{RuleSet, RuleSetStatus};
use crate::scoring::{ScoreNode, ScoreSheet};
use crate::text::{self, Lang, Text};
use crate::{AgencyId, Error};
use chrono::{Datelike, NaiveDate};

/// The points one unit of a league lacks for the next place, to be sought in its own sheet.
pub(in crate::report) struct Goal {
    unit: AgencyId,
    points: Exact,
    date: NaiveDate,
}

/// The caller's own set of that id, else the shipped one.
pub(super) fn rule_set(own: &[RuleSet], id: &str) -> Result<RuleSet, Error> {
    match own.iter().find(|rules| rules.id() == id) {
        Some(rules) => Ok(rules.clone()),
        None => RuleSet::shipped(id),
    }
}

/// What a figure of a league or a sheet is, and whose.
fn named(id: String, whose: &str, what: &Text, lineage: Lineage) -> Name {
    Name::new(id, Text::build(|lang| format!("{whose}: {}", what.get(lang))), lineage)
}

/// The units of a league scored and ranked.
///
/// # Errors
/// `scoring.incomplete` for a unit without a score: it cannot be ranked, and is not zero.
fn scored(league: &League, rules: &RuleSet) -> Result<(Vec<ScoreSheet>, Ranking), Error> {
    let sheets = league
        .units
        .iter()
        .map(|unit| rules.score(league.date.year(), Some(unit.unit.clone()), &unit.evidence))
        .collect::<Result<Vec<_>, Error>>()?;
    if let Some((unit, sheet)) = league.units.iter().zip(&sheets).find(|(_, sheet)| !sheet.complete) {
        return Err(Error::IncompleteScore { unit: unit.unit.id.to_string(), missing: sheet.missing.join(", ") });
    }
    let total = rank(&league.units, sheets.iter().map(|sheet| sheet.points))?;
    Ok((sheets, total))
}

/// What the unit in focus lacks for the next place, wherever the outline tells of the league and of its sheet.
pub(in crate::report) fn goal_of(records: &Records) -> Result<Option<Goal>, Error> {
    let Some((league, unit)) = records.league.as_ref().and_then(|league| Some((league, league.focus.as_ref()?))) else {
        return Ok(None);
    };
    let (_, total) = scored(league, &rule_set(&records.rule_sets, &league.rule_set)?)?;
    let next = insight::next_place(&total, unit.as_str())?;
    Ok(next.map(|next| Goal { unit: unit.clone(), points: next.points_needed, date: league.date }))
}

pub(in crate::report) fn league(writer: &mut Writer<'_>, league: &League, own: &[RuleSet]) -> Result<Piece, Error> {
    let rules = rule_set(own, &league.rule_set)?;
    let (sheets, total) = scored(league, &rules)?;
    let groups = rules
        .criteria()
        .iter()
        .map(|group| {
            let points =
                sheets.iter().map(|sheet| sheet.node(&group.code).and_then(|node| node.points).unwrap_or_default());
            rank(&league.units, points)
        })
        .collect::<Result<Vec<_>, Error>>()?;

    let title = rules.title();
    let mut piece = Piece::new(
        "league",
        format!("{} – {} đơn vị, ngày {}", title.vi, league.units.len(), text::date(league.date, Lang::Vi)),
        format!("{} – {} units, {}", title.en, league.units.len(), text::date(league.date, Lang::En)),
    );
    piece.sentence(basis(writer, &rules));
    let columns = [("", ">Hạng", "Rank"), ("", "Đơn vị", "Unit"), ("", ">Tổng điểm", "Total")];
    let mut table = Table::new("league", piece.title.clone(), &columns);
    for group in rules.criteria() {
        let short = Text::build(|lang| {
            let max = text::decimal(group.max_points.0, 0, lang);
            let rank = Text::new("hạng", "rank");
            format!("{} /{max} ({})", group.code, rank.get(lang))
        });
        table.columns.push(Column { name: String::new(), title: short, align: Align::Right, of: None, formula: None });
    }
    for entry in &total.entries {
        let mut cells = vec![Cell::Count(entry.rank.into()), Cell::same(&entry.name), Cell::Points(entry.points)];
        for group in &groups {
            let group = group.entry(&entry.id)?;
            cells.push(Cell::Words(Text::build(|lang| {
                format!("{} ({})", text::decimal(group.points.0, 2, lang), group.rank)
            })));
        }
        table.row("", cells);
    }
    piece.table(writer, table, |_, _| Lineage::default());
    piece.blocks.extend(ranks_of(league, &total)?.map(Block::Chart));
    let names =
        rules.criteria().iter().map(|group| Text::build(|lang| format!("{} = {}", group.code, group.title.get(lang))));
    let names = joined(&names.collect::<Vec<_>>(), "; ");
    piece.sentence(Text::build(|lang| format!("{}.", names.get(lang))));
    let lineage = |id: &str| Lineage::of("league").ids([id]).source(&league.source);
    for entry in &total.entries {
        let points = Text::new("tổng điểm", "total");
        let name = named(format!("league.{}.total", entry.id), &entry.name, &points, lineage(&entry.id));
        writer.figure(name, Unit::Points, entry.points, None);
        let rank = Text::new("hạng", "rank");
        let name = named(format!("league.{}.rank", entry.id), &entry.name, &rank, lineage(&entry.id));
        writer.figure(name, Unit::Rank, entry.rank, None);
    }
    for (group, ranking) in rules.criteria().iter().zip(&groups) {
        let what = Text::build(|lang| format!("{} {}", Text::new("hạng", "rank").get(lang), group.code));
        for entry in &ranking.entries {
            let id = format!("league.{}.rank_{}", entry.id, group.code);
            writer.figure(named(id, &entry.name, &what, lineage(&entry.id)), Unit::Rank, entry.rank, None);
        }
    }
    piece.sentence(ties(writer, &total, league.units.len()));
    means(writer, &mut piece, league, &rules, &total, &groups)?;
    next_place(writer, &mut piece, league, &total)?;
    let source = Text::build(|lang| league.source.label(lang));
    piece.sentence(writer.say("source", &[("source", source)]));
    Ok(piece)
}

/// Every unit by its rank, where they are not more than a picture holds.
fn ranks_of(league: &League, total: &Ranking) -> Result<Option<Chart>, Error> {
    let whole = |count: usize| Some(Exact::from(u64::try_from(count).unwrap_or(u64::MAX)));
    if !(2..=MOST_RANKED).contains(&total.entries.len()) {
        return Ok(None);
    }
    let categories = total.entries.iter().map(|entry| Text::same(&entry.name)).collect();
    let ranks = total.entries.iter().map(|entry| Some(u64::from(entry.rank).into())).collect();
    let of = vec![whole(total.entries.len()); total.entries.len()];
    let series = ChartSeries::new(Text::new("Hạng", "Rank"), Tone::Now, ranks).with_maxima(of);
    let title = Text::build(|lang| {
        let title = Text::new("Thứ hạng các đơn vị, ngày", "Ranks of the units,");
        format!("{} {}", title.get(lang), text::date(league.date, lang))
    });
    let unit = Text::new("hạng", "rank");
    let chart = Chart::new("league.ranks", ChartKind::Ranks, title, unit, categories, vec![series])?;
    Ok(Some(chart.with_source(Text::build(|lang| league.source.label(lang)))))
}

/// As many units as a chart of ranks takes.
const MOST_RANKED: usize = 63;

fn rank(units: &[ScoredUnit], points: impl Iterator<Item = Exact>) -> Result<Ranking, Error> {
    let entry = |(unit, points): (&ScoredUnit, Exact)| Entry {
        id: unit.unit.id.to_string(),
        name: unit.unit.name.clone(),
        points,
        ..Entry::default()
    };
    Ranking::of(&units.iter().zip(points).map(entry).collect::<Vec<_>>(), TieRule::Competition)
}

fn ties(writer: &Writer<'_>, total: &Ranking, units: usize) -> Text {
    let tied: Vec<_> = total.entries.chunk_by(|a, b| a.rank == b.rank).filter(|group| group.len() > 1).collect();
    let groups = tied.iter().filter_map(|group| {
        let first = group.first()?;
        let names = group.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>().join(", ");
        Some(Text::build(|lang| format!("{} ({}: {names})", text::decimal(first.points.0, 2, lang), first.rank)))
    });
    let groups: Vec<Text> = groups.collect();
    let groups = if groups.is_empty() { writer.say("league.no_ties", &[]) } else { joined(&groups, "; ") };
    writer.say("league.ties", &[("units", Text::same(units.to_string())), ("groups", groups)])
}

/// The publisher prints some groups' means together, and its national total is the sum of the
/// rounded means, which need not equal the mean of the totals: both are written.
fn means(
    writer: &mut Writer<'_>,
    piece: &mut Piece,
    league: &League,
    rules: &RuleSet,
    total: &Ranking,
    groups: &[Ranking],
) -> Result<(), Error> {
    let mean = |rankings: &[&Ranking]| -> Result<Exact, Error> {
        let means = rankings
            .iter()
            .map(|ranking| number::mean(&ranking.entries.iter().map(|entry| entry.points).collect::<Vec<_>>()));
        let together = number::sum(means.collect::<Result<Vec<_>, Error>>()?).ok_or_else(number::too_large)?;
        Ok(Rounding::HUNDREDTHS.apply(together))
    };
    let by_code: Vec<(&str, &Ranking)> = rules.criteria().iter().map(|group| group.code.as_str()).zip(groups).collect();
    let mut blocks: Vec<Vec<(&str, &Ranking)>> = Vec::new();
    for (code, ranking) in &by_code {
        let together = league.mean_together.iter().find(|codes| codes.iter().any(|other| other == code));
        match together {
            Some(codes) if codes.first().is_some_and(|first| first == code) => {
                blocks.push(
                    by_code.iter().filter(|(other, _)| codes.iter().any(|code| code == other)).copied().collect(),
                );
            }
            Some(_) => {}
            None => blocks.push(vec![(*code, *ranking)]),
        }
    }
    let title = Text::new("Trung bình các nhóm", "Means of the groups");
    let mut table = Table::new("league.means", title, &[("", "Nhóm", "Group"), ("", ">Trung bình", "Mean")]);
    let lineage = || Lineage::of("league").ids(total.entries.iter().map(|entry| entry.id.as_str()));
    let mean_of = |codes: &str| Text::new(format!("Trung bình nhóm {codes}"), format!("Mean of group {codes}"));
    let mut rounded = Vec::new();
    for block in &blocks {
        let codes = block.iter().map(|(code, _)| *code).collect::<Vec<_>>().join("+");
        let rankings: Vec<&Ranking> = block.iter().map(|(_, ranking)| *ranking).collect();
        let mean = mean(&rankings)?;
        rounded.push(mean);
        let name = Name::new(format!("league.mean.{codes}"), mean_of(&codes), lineage());
        writer.figure(name, Unit::Points, mean, None);
        table.row("", vec![Cell::same(codes), Cell::Points(mean)]);
    }
    let sum = number::sum(rounded).unwrap_or_default();
    let of_totals = mean(&[total])?;
    let together = Text::new("Tổng các trung bình đã làm tròn", "Sum of the rounded means");
    let whole = Text::new("Trung bình của tổng điểm", "Mean of the totals");
    let sums = [("league.mean.sum_of_rounded", &together, sum), ("league.mean.of_totals", &whole, of_totals)];
    for (id, label, value) in sums {
        writer.figure(Name::new(id, label.clone(), lineage()), Unit::Points, value, None);
    }
    // Means add up to no total of the column: the row says itself what it is.
    table.row("", vec![Cell::Words(together), Cell::Points(sum)]);
    table.row("", vec![Cell::Words(whole), Cell::Points(of_totals)]);
    piece.table(writer, table, |_, _| Lineage::default());
    Ok(())
}

fn next_place(writer: &mut Writer<'_>, piece: &mut Piece, league: &League, total: &Ranking) -> Result<(), Error> {
    let Some(unit) = &league.focus else { return Ok(()) };
    let focus = unit.as_str();
    let Some(next) = insight::next_place(total, focus)? else { return Ok(()) };
    let names = next.level_with.iter().map(|id| total.entry(id).map(|entry| entry.name.as_str()));
    let names = names.collect::<Result<Vec<_>, Error>>()?.join(", ");
    let name = &total.entry(focus)?.name;
    let points = Text::build(|lang| text::decimal(next.points_needed.0, 2, lang));
    let slots = [
        ("name", Text::same(name)),
        ("rank", Text::same(next.rank.to_string())),
        ("points", points),
        ("names", Text::same(names)),
        ("rank_then", Text::same(next.rank_then.to_string())),
    ];
    piece.sentence(writer.say("league.next", &slots));
    let lineage = || Lineage::of("league").ids([focus]).source(&league.source);
    let needed = Text::new("điểm còn thiếu để lên hạng", "points lacking for the next place");
    let id = "league.focus.points_needed".to_owned();
    writer.figure(named(id, name, &needed, lineage()), Unit::Points, next.points_needed, None);
    let then = Text::new("hạng khi đó", "rank then");
    let id = "league.focus.rank_then".to_owned();
    writer.figure(named(id, name, &then, lineage()), Unit::Rank, next.rank_then, None);
    Ok(())
}

pub(in crate::report) fn sheet(
    writer: &mut Writer<'_>,
    scored: &ScoredUnit,
    records: &Records,
) -> Result<Piece, Error> {
    let Some(id) = &scored.rule_set else {
        return Err(Error::MissingField { field: "rule_set".to_owned() });
    };
    let rules = rule_set(&records.rule_sets, id)?;
    let sheet = rules.score(writer.report.as_of.year(), Some(scored.unit.clone()), &scored.evidence)?;
    let unit = &scored.unit;
    let period =
        |lang: Lang| scored.period.as_ref().map(|period| format!(", {}", period.get(lang))).unwrap_or_default();
    let mut piece = Piece::new(
        format!("sheet.{}", unit.id),
        format!("{} ({}{})", unit.name, rules.id(), period(Lang::Vi)),
        format!("{} ({}{})", unit.name, rules.id(), period(Lang::En)),
    );
    let columns = [
        ("", "Mã", "Code"),
        ("", "Chỉ số", "Indicator"),
        ("", ">Tử số", "Numerator"),
        ("", ">Mẫu số", "Denominator"),
        ("", ">Tỷ lệ", "Ratio"),
        ("", ">Điểm", "Points"),
        ("", ">Tối đa", "Maximum"),
        ("", ">Mất", "Lost"),
        ("", "Quy tắc", "Rule"),
    ];
    let mut table = Table::new(piece.id.clone(), piece.title.clone(), &columns);
    for group in &sheet.criteria {
        table.row("", node_cells(group));
        for leaf in &group.children {
            table.part("", node_cells(leaf));
        }
    }
    let lost = number::difference(sheet.max_points, sheet.points).unwrap_or_default();
    table.total(
        "",
        vec![
            Cell::same(""),
            Cell::Words(Text::new("Tổng điểm", "Total")),
            Cell::same(""),
            Cell::same(""),
            Cell::same(""),
            Cell::Points(sheet.points),
            Cell::Points(sheet.max_points),
            Cell::Points(lost),
            Cell::Words(class_words(writer, &sheet)),
        ],
    );
    piece.table(writer, table, |_, _| Lineage::default());
    let prefix = format!("sheet.{}", unit.id);
    let lineage = |node: &ScoreNode| {
        let mut lineage = Lineage::of("sheets").rule(Some(node.source.clone()));
        if let Some(measure) = &node.measure {
            // A measure that names no records says nothing of how many there were.
            if !measure.lineage.is_empty() {
                lineage = lineage.ids(measure.lineage.iter().map(String::as_str));
            }
            lineage.sources.extend(measure.source.clone());
        }
        lineage
    };
    for node in sheet.criteria.iter().chain(sheet.criteria.iter().flat_map(|group| &group.children)) {
        let points = node.points.map(|points| points.to_string()).unwrap_or_default();
        let what = Text::build(|lang| format!("{} {}", node.code, node.title.get(lang)));
        let name = named(format!("{prefix}.{}", node.code), &unit.name, &what, lineage(node));
        writer.figure(name, Unit::Points, points, None);
    }
    let what = Text::new("tổng điểm", "total");
    let name = named(format!("{prefix}.total"), &unit.name, &what, Lineage::of("sheets"));
    writer.figure(name, Unit::Points, sheet.points, None);
    if let Some(class) = &sheet.class {
        let what = Text::new("xếp loại", "class");
        let name = named(format!("{prefix}.class"), &unit.name, &what, Lineage::of("sheets"));
        writer.figure(name, Unit::Word, &class.title.vi, None);
    }
    piece.blocks.extend(by_field(scored, &sheet, records)?.map(Block::Chart));
    losses(writer, &mut piece, &prefix, &sheet, &unit.name);
    if let Some(goal) = writer.goal.take_if(|goal| goal.unit == unit.id) {
        ways_up(writer, &mut piece, &prefix, &rules, &sheet, &goal)?;
        writer.goal = Some(goal);
    }
    piece.sentence(basis(writer, &rules));
    Ok(piece)
}

/// The points of each field against their maximum, beside those of the same unit last year where it was scored by
/// the same rule set.
fn by_field(scored: &ScoredUnit, sheet: &ScoreSheet, records: &Records) -> Result<Option<Chart>, Error> {
    if !(2..=24).contains(&sheet.criteria.len()) {
        return Ok(None);
    }
    let before = records.last_year.as_ref().and_then(|year| year.records.as_deref()).and_then(|earlier| {
        let same = |other: &&ScoredUnit| other.unit.id == scored.unit.id && other.rule_set == scored.rule_set;
        Some((earlier, earlier.sheets.iter().find(same)?))
    });
    let before = before.map(|(earlier, unit)| {
        let own = if earlier.rule_sets.is_empty() { &records.rule_sets } else { &earlier.rule_sets };
        let rules = rule_set(own, unit.rule_set.as_deref().unwrap_or_default())?;
        rules.score(earlier.as_of.year(), Some(unit.unit.clone()), &unit.evidence)
    });
    let before = before.transpose()?;
    let of: Vec<Option<Exact>> = sheet.criteria.iter().map(|node| Some(node.max_points)).collect();
    let points = |of: &ScoreSheet| sheet.criteria.iter().map(|node| of.node(&node.code)?.points).collect::<Vec<_>>();
    let now = ChartSeries::new(Text::new("Kỳ này", "This period"), Tone::Now, points(sheet)).with_maxima(of.clone());
    let mut series = vec![now];
    if let Some(before) = &before {
        let name = Text::new("Cùng kỳ năm trước", "Last year");
        series.push(ChartSeries::new(name, Tone::Before, points(before)).with_maxima(of));
    }
    let known = |series: &ChartSeries| series.values.iter().any(Option::is_some);
    if !series.iter().any(known) {
        return Ok(None);
    }
    let categories =
        sheet.criteria.iter().map(|node| Text::build(|lang| format!("{} {}", node.code, node.title.get(lang))));
    let title = Text::new(
        format!("{}: điểm theo lĩnh vực", scored.unit.name),
        format!("{}: points by field", scored.unit.name),
    );
    let unit = Text::new("điểm", "points");
    let id = format!("sheet.{}.fields", scored.unit.id);
    let chart = Chart::new(id, ChartKind::GroupedBars, title, unit, categories.collect(), series)?;
    Ok(Some(super::dossiers::with_sources(chart, records)))
}

fn node_cells(node: &ScoreNode) -> Vec<Cell> {
    let ratio = match node.measure.as_ref().map(|measure| &measure.value) {
        Some(MeasureValue::Ratio(ratio)) => Some(*ratio),
        _ => None,
    };
    let count = |number: Exact| Cell::Words(Text::build(|lang| text::decimal(number.0, number.0.scale(), lang)));
    let lost = node.points.and_then(|points| number::difference(node.max_points, points));
    let rule = match &node.rule {
        Some(rule) => Cell::Words(rule.text.clone()),
        None if node.points.is_none() => Cell::Words(Text::new("thiếu số liệu", "no evidence")),
        None if node.children.is_empty() => Cell::Words(Text::new("điểm công bố", "published points")),
        None => Cell::Words(Text::new("tổng các chỉ số", "sum of the indicators")),
    };
    let blank = || if node.children.is_empty() { Cell::Empty } else { Cell::same("") };
    vec![
        Cell::same(&node.code),
        Cell::Words(node.title.clone()),
        ratio.map_or_else(blank, |ratio| count(ratio.numerator)),
        ratio.map_or_else(blank, |ratio| count(ratio.denominator)),
        ratio.map_or_else(blank, Cell::Ratio),
        node.points.map_or(Cell::Empty, Cell::Points),
        Cell::Points(node.max_points),
        lost.map_or(Cell::Empty, Cell::Points),
        rule,
    ]
}

fn class_words(writer: &Writer<'_>, sheet: &ScoreSheet) -> Text {
    match &sheet.class {
        Some(class) => writer.say("sheet.class", &[("name", class.title.clone())]),
        None if !sheet.complete => writer.say("sheet.incomplete", &[("missing", Text::same(sheet.missing.join(", ")))]),
        None => Text::new("chưa có căn cứ xếp loại", "no class stated"),
    }
}

fn losses(writer: &mut Writer<'_>, piece: &mut Piece, prefix: &str, sheet: &ScoreSheet, unit: &str) {
    let losses = insight::losses(sheet);
    if losses.is_empty() {
        return;
    }
    let items =
        losses.iter().map(|loss| Text::build(|lang| format!("{} {}", loss.code, text::decimal(loss.lost.0, 2, lang))));
    let items = joined(&items.collect::<Vec<_>>(), "; ");
    piece.sentence(writer.say("sheet.losses", &[("items", items)]));
    for loss in &losses {
        let what = Text::build(|lang| format!("{} {}", Text::new("điểm mất ở", "points lost in").get(lang), loss.code));
        let name = named(format!("{prefix}.lost.{}", loss.code), unit, &what, Lineage::of("sheets"));
        writer.figure(name, Unit::Points, loss.lost, None);
    }
}

/// The least change in each indicator that alone gains the points.
fn ways_up(
    writer: &mut Writer<'_>,
    piece: &mut Piece,
    prefix: &str,
    rules: &RuleSet,
    sheet: &ScoreSheet,
    goal: &Goal,
) -> Result<(), Error> {
    let points = goal.points;
    let mut ways = Vec::new();
    for leaf in sheet.leaves() {
        let Some(measure) = leaf.measure.as_ref().filter(|measure| matches!(measure.value, MeasureValue::Ratio(_)))
        else {
            continue;
        };
        match rules.least_increase(&leaf.code, measure, points) {
            Ok(way) => ways.push(way),
            Err(Error::CannotGain { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    if ways.is_empty() {
        return Ok(());
    }
    let items = ways.iter().map(|way| {
        let [increase, numerator, denominator] = [way.increase, way.numerator, way.denominator].map(n);
        let count = |lang: Lang| [&increase, &numerator, &denominator].map(|count| count.get(lang).to_owned());
        Text::build(|lang| {
            let [increase, numerator, denominator] = count(lang);
            format!("{} +{increase} ({numerator}/{denominator})", way.criterion)
        })
    });
    let slots = [
        ("points", Text::build(|lang| text::decimal(points.0, 2, lang))),
        ("date", day(goal.date)),
        ("items", joined(&items.collect::<Vec<_>>(), "; ")),
    ];
    piece.sentence(writer.say("sheet.ways_up", &slots));
    for way in &ways {
        let vi = format!("{}: số cần thêm vào tử số", way.criterion);
        let label = Text::new(vi, format!("{}: addition to the numerator", way.criterion));
        let name = Name::new(format!("{prefix}.way_up.{}", way.criterion), label, Lineage::of("sheets"));
        writer.figure(name, Unit::Count, way.increase, None);
    }
    Ok(())
}

fn basis(writer: &Writer<'_>, rules: &RuleSet) -> Text {
    let status = match rules.status() {
        RuleSetStatus::Official => Text::new("nguyên văn", "official"),
        RuleSetStatus::Reconstructed => Text::new("tái dựng, không phải văn bản", "reconstructed, not the text"),
        RuleSetStatus::Template => Text::new("mẫu, không phải văn bản", "template, not law"),
    };
    let texts = rules.legal_basis().iter().map(|citation| citation.document.as_str()).collect::<Vec<_>>().join("; ");
    let slots = [
        ("id", Text::same(rules.id())),
        ("edition", Text::same(rules.edition())),
        ("status", status),
        ("texts", Text::same(texts)),
    ];
    writer.say("rules.basis", &slots)
}
