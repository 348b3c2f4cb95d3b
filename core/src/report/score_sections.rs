//! The sections written from scores: many units side by side, and one unit in full.

use super::figures::Unit;
use super::layout::{Cell, Section, Table};
use super::{League, Report, ScoredUnit};
use crate::insight;
use crate::measure::MeasureValue;
use crate::number::{self, Exact, Rounding};
use crate::ranking::{Entry, Ranking, TieRule};
use crate::rules::{RuleSet, RuleSetStatus};
use crate::scoring::{ScoreNode, ScoreSheet};
use crate::text::{self, Lang, Text};
use crate::{AgencyId, Citation, Error};
use chrono::{Datelike, NaiveDate};

/// The points one unit of a league lacks for the next place, to be sought in its own sheet.
pub(super) struct Goal {
    unit: AgencyId,
    points: Exact,
    date: NaiveDate,
}

/// The caller's own set of that id, else the shipped one.
fn rule_set(own: &[RuleSet], id: &str) -> Result<RuleSet, Error> {
    match own.iter().find(|rules| rules.id() == id) {
        Some(rules) => Ok(rules.clone()),
        None => RuleSet::shipped(id),
    }
}

pub(super) fn league(report: &mut Report, league: &League, own: &[RuleSet]) -> Result<Option<Goal>, Error> {
    let rules = rule_set(own, &league.rule_set)?;
    let sheets = league
        .units
        .iter()
        .map(|unit| rules.score(league.date.year(), Some(unit.unit.clone()), &unit.evidence))
        .collect::<Result<Vec<_>, Error>>()?;
    if let Some((unit, sheet)) = league.units.iter().zip(&sheets).find(|(_, sheet)| !sheet.complete) {
        return Err(Error::IncompleteScore { unit: unit.unit.id.to_string(), missing: sheet.missing.join(", ") });
    }
    let total = rank(&league.units, sheets.iter().map(|sheet| sheet.points))?;
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
    let mut section = Section::new(
        "league",
        format!("{} – {} đơn vị, ngày {}", title.vi, league.units.len(), text::date(league.date, Lang::Vi)),
        format!("{} – {} units, {}", title.en, league.units.len(), text::date(league.date, Lang::En)),
    );
    section.sentence(|lang| basis(&rules, lang));
    let mut table = Table::of(&[(">Hạng", "Rank"), ("Đơn vị", "Unit"), (">Tổng điểm", "Total")]);
    for group in rules.criteria() {
        let short = Text::build(|lang| {
            let max = text::decimal(group.max_points.0, 0, lang);
            let rank = Text::new("hạng", "rank");
            format!("{} /{max} ({})", group.code, rank.get(lang))
        });
        table.columns.push(super::Column { title: short, align: super::Align::Right });
    }
    for entry in &total.entries {
        let mut cells = vec![Cell::Count(entry.rank.into()), Cell::same(&entry.name), Cell::Points(entry.points)];
        for group in &groups {
            let group = group.entry(&entry.id)?;
            cells.push(Cell::Words(Text::build(|lang| {
                format!("{} ({})", text::decimal(group.points.0, 2, lang), group.rank)
            })));
        }
        table.row(cells);
    }
    section.table(table);
    section.sentence(|lang| {
        let names = rules.criteria().iter().map(|group| format!("{} = {}", group.code, group.title.get(lang)));
        format!("{}.", names.collect::<Vec<_>>().join("; "))
    });
    for entry in &total.entries {
        report.add_figure(format!("league.{}.total", entry.id), Unit::Points, entry.points, None);
        report.add_figure(format!("league.{}.rank", entry.id), Unit::Rank, entry.rank, None);
    }
    for (group, ranking) in rules.criteria().iter().zip(&groups) {
        for entry in &ranking.entries {
            report.add_figure(format!("league.{}.rank_{}", entry.id, group.code), Unit::Rank, entry.rank, None);
        }
    }
    ties(&mut section, &total, league.units.len());
    means(report, &mut section, league, &rules, &total, &groups)?;
    let goal = next_place(report, &mut section, league, &total)?;
    section.sentence(|lang| source(&league.source, lang));
    report.sections.push(section);
    Ok(goal)
}

fn rank(units: &[ScoredUnit], points: impl Iterator<Item = Exact>) -> Result<Ranking, Error> {
    let entry = |(unit, points): (&ScoredUnit, Exact)| Entry {
        id: unit.unit.id.to_string(),
        name: unit.unit.name.clone(),
        points,
        ..Entry::default()
    };
    Ranking::of(&units.iter().zip(points).map(entry).collect::<Vec<_>>(), TieRule::Competition)
}

fn ties(section: &mut Section, total: &Ranking, units: usize) {
    let tied: Vec<_> = total.entries.chunk_by(|a, b| a.rank == b.rank).filter(|group| group.len() > 1).collect();
    section.sentence(|lang| {
        let groups = tied.iter().filter_map(|group| {
            let first = group.first()?;
            let names = group.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>().join(", ");
            Some(format!("{} ({}: {names})", text::decimal(first.points.0, 2, lang), first.rank))
        });
        let groups = match (groups.collect::<Vec<_>>().join("; "), lang) {
            (none, Lang::Vi) if none.is_empty() => "không có".to_owned(),
            (none, Lang::En) if none.is_empty() => "none".to_owned(),
            (groups, _) => groups,
        };
        match lang {
            Lang::Vi => format!(
                "Xếp hạng {units} đơn vị theo điểm chưa làm tròn thêm; cùng điểm cùng hạng, bỏ các hạng kế tiếp (1, 2, 2, 4). Đồng hạng: {groups}."
            ),
            Lang::En => format!(
                "{units} units ranked from points not rounded further; equals share a rank and the next ranks are left out (1, 2, 2, 4). Ties: {groups}."
            ),
        }
    });
}

/// The publisher prints some groups' means together, and its national total is the sum of the
/// rounded means, which need not equal the mean of the totals: both are written.
fn means(
    report: &mut Report,
    section: &mut Section,
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
    let mut table = Table::of(&[("Nhóm", "Group"), (">Trung bình", "Mean")]);
    let mut rounded = Vec::new();
    for block in &blocks {
        let codes = block.iter().map(|(code, _)| *code).collect::<Vec<_>>().join("+");
        let rankings: Vec<&Ranking> = block.iter().map(|(_, ranking)| *ranking).collect();
        let mean = mean(&rankings)?;
        rounded.push(mean);
        report.add_figure(format!("league.mean.{codes}"), Unit::Points, mean, None);
        table.row(vec![Cell::same(codes), Cell::Points(mean)]);
    }
    let sum = number::sum(rounded).unwrap_or_default();
    let of_totals = mean(&[total])?;
    report.add_figure("league.mean.sum_of_rounded", Unit::Points, sum, None);
    report.add_figure("league.mean.of_totals", Unit::Points, of_totals, None);
    table.total(vec![
        Cell::Words(Text::new("Tổng các trung bình đã làm tròn", "Sum of the rounded means")),
        Cell::Points(sum),
    ]);
    table.row(vec![Cell::Words(Text::new("Trung bình của tổng điểm", "Mean of the totals")), Cell::Points(of_totals)]);
    section.table(table);
    Ok(())
}

fn next_place(
    report: &mut Report,
    section: &mut Section,
    league: &League,
    total: &Ranking,
) -> Result<Option<Goal>, Error> {
    let Some(unit) = &league.focus else { return Ok(None) };
    let focus = unit.as_str();
    let Some(next) = insight::next_place(total, focus)? else { return Ok(None) };
    let names = next.level_with.iter().map(|id| total.entry(id).map(|entry| entry.name.as_str()));
    let names = names.collect::<Result<Vec<_>, Error>>()?.join(", ");
    let name = &total.entry(focus)?.name;
    section.sentence(|lang| {
        let points = text::decimal(next.points_needed.0, 2, lang);
        match lang {
            Lang::Vi => format!(
                "{name} đang ở hạng {}; thêm {points} điểm thì bằng {names}, cùng hạng {}.",
                next.rank, next.rank_then
            ),
            Lang::En => format!(
                "{name} ranks {}; {points} points more would equal {names}, at rank {}.",
                next.rank, next.rank_then
            ),
        }
    });
    report.add_figure("league.focus.points_needed", Unit::Points, next.points_needed, None);
    report.add_figure("league.focus.rank_then", Unit::Rank, next.rank_then, None);
    Ok(Some(Goal { unit: unit.clone(), points: next.points_needed, date: league.date }))
}

pub(super) fn sheet(
    report: &mut Report,
    scored: &ScoredUnit,
    goal: Option<&Goal>,
    own: &[RuleSet],
) -> Result<(), Error> {
    let Some(id) = &scored.rule_set else {
        return Err(Error::MissingField { field: "rule_set".to_owned() });
    };
    let rules = rule_set(own, id)?;
    let sheet = rules.score(report.as_of.year(), Some(scored.unit.clone()), &scored.evidence)?;
    let unit = &scored.unit;
    let period =
        |lang: Lang| scored.period.as_ref().map(|period| format!(", {}", period.get(lang))).unwrap_or_default();
    let mut section = Section::new(
        &format!("sheet.{}", unit.id),
        format!("{} ({}{})", unit.name, rules.id(), period(Lang::Vi)),
        format!("{} ({}{})", unit.name, rules.id(), period(Lang::En)),
    );
    let mut table = Table::of(&[
        ("Mã", "Code"),
        ("Chỉ số", "Indicator"),
        (">Tử số", "Numerator"),
        (">Mẫu số", "Denominator"),
        (">Tỷ lệ", "Ratio"),
        (">Điểm", "Points"),
        (">Tối đa", "Maximum"),
        (">Mất", "Lost"),
        ("Quy tắc", "Rule"),
    ]);
    for group in &sheet.criteria {
        let cells = node_cells(group, "");
        if group.children.is_empty() {
            table.row(cells)
        } else {
            table.total(cells)
        }
        for leaf in &group.children {
            table.row(node_cells(leaf, "  "));
        }
    }
    let lost = number::difference(sheet.max_points, sheet.points).unwrap_or_default();
    table.total(vec![
        Cell::same(""),
        Cell::Words(Text::new("Tổng điểm", "Total")),
        Cell::same(""),
        Cell::same(""),
        Cell::same(""),
        Cell::Points(sheet.points),
        Cell::Points(sheet.max_points),
        Cell::Points(lost),
        Cell::Words(class_words(&sheet)),
    ]);
    section.table(table);
    let prefix = format!("sheet.{}", unit.id);
    for node in sheet.criteria.iter().chain(sheet.criteria.iter().flat_map(|group| &group.children)) {
        let points = node.points.map(|points| points.to_string()).unwrap_or_default();
        report.add_figure(format!("{prefix}.{}", node.code), Unit::Points, points, None);
    }
    report.add_figure(format!("{prefix}.total"), Unit::Points, sheet.points, None);
    if let Some(class) = &sheet.class {
        report.add_figure(format!("{prefix}.class"), Unit::Word, &class.title.vi, None);
    }
    losses(report, &mut section, &prefix, &sheet);
    if let Some(goal) = goal.filter(|goal| goal.unit == unit.id) {
        ways_up(report, &mut section, &prefix, &rules, &sheet, goal)?;
    }
    section.sentence(|lang| basis(&rules, lang));
    report.sections.push(section);
    Ok(())
}

fn node_cells(node: &ScoreNode, indent: &str) -> Vec<Cell> {
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
        Cell::same(format!("{indent}{}", node.code)),
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

fn class_words(sheet: &ScoreSheet) -> Text {
    let missing = sheet.missing.join(", ");
    match &sheet.class {
        Some(class) => Text::new(format!("xếp loại {}", class.title.vi), format!("class {}", class.title.en)),
        None if !sheet.complete => Text::new(format!("chưa đủ số liệu: {missing}"), format!("incomplete: {missing}")),
        None => Text::new("chưa có căn cứ xếp loại", "no class stated"),
    }
}

fn losses(report: &mut Report, section: &mut Section, prefix: &str, sheet: &ScoreSheet) {
    let losses = insight::losses(sheet);
    if losses.is_empty() {
        return;
    }
    section.sentence(|lang| {
        let items = losses.iter().map(|loss| format!("{} {}", loss.code, text::decimal(loss.lost.0, 2, lang)));
        let items = items.collect::<Vec<_>>().join("; ");
        match lang {
            Lang::Vi => format!("Điểm mất theo chỉ số, nhiều nhất trước: {items}."),
            Lang::En => format!("Points lost by indicator, most first: {items}."),
        }
    });
    for loss in &losses {
        report.add_figure(format!("{prefix}.lost.{}", loss.code), Unit::Points, loss.lost, None);
    }
}

/// The least change in each indicator that alone gains the points.
fn ways_up(
    report: &mut Report,
    section: &mut Section,
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
    section.sentence(|lang| {
        let items = ways.iter().map(|way| {
            let [increase, numerator, denominator] =
                [way.increase, way.numerator, way.denominator].map(|count| text::count(count, lang));
            format!("{} +{increase} ({numerator}/{denominator})", way.criterion)
        });
        let items = items.collect::<Vec<_>>().join("; ");
        let points = text::decimal(points.0, 2, lang);
        let date = text::date(goal.date, lang);
        match lang {
            Lang::Vi => format!("Riêng mỗi cách sau, tính trên số liệu của bảng này, thêm được {points} điểm còn thiếu ngày {date} (số cần thêm vào tử số): {items}."),
            Lang::En => format!("Each of these alone, on the figures of this sheet, gains the {points} points lacking on {date} (addition to the numerator): {items}."),
        }
    });
    for way in &ways {
        report.add_count(format!("{prefix}.way_up.{}", way.criterion), way.increase);
    }
    Ok(())
}

fn basis(rules: &RuleSet, lang: Lang) -> String {
    let status = match rules.status() {
        RuleSetStatus::Official => Text::new("nguyên văn", "official"),
        RuleSetStatus::Reconstructed => Text::new("tái dựng, không phải văn bản", "reconstructed, not the text"),
        RuleSetStatus::Template => Text::new("mẫu, không phải văn bản", "template, not law"),
    };
    let texts = rules.legal_basis().iter().map(|citation| citation.document.as_str()).collect::<Vec<_>>().join("; ");
    match lang {
        Lang::Vi => format!("Bộ chỉ số {} ấn bản {} ({}); căn cứ: {texts}.", rules.id(), rules.edition(), status.vi),
        Lang::En => format!("Rule set {} edition {} ({}); basis: {texts}.", rules.id(), rules.edition(), status.en),
    }
}

fn source(citation: &Citation, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("Nguồn: {}.", citation.label(lang)),
        Lang::En => format!("Source: {}.", citation.label(lang)),
    }
}
