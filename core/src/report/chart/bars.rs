//! Bars that lie on their side: stacks, groups and ranks.

use super::drawing::{Anchor, Drawing, INNER, Item, MARGIN, Mark, NAMES, WIDTH, names, widest};
use super::palette::{EDGE, QUIET, TEXT};
use super::scale::Scale;
use super::words::{self, Face, SMALL, clean};
use super::{Chart, Tone};
use crate::number::Exact;
use crate::text::{self, Lang};
use rust_decimal::Decimal;

/// The thinnest part of a stack, with the white line behind it: what is there is seen.
const THIN: i64 = 5;
/// White between two parts.
const BETWEEN: i64 = 2;
/// From the end of a bar to its number.
const AFTER: i64 = 8;
/// The least from one label of an axis to the next.
const APART: i64 = 24;
const TOTAL: Face = Face { size: 20, bold: true };

/// Names stand beside their bars where all are short, else above them.
fn gutter(names: &[String], most: i64) -> i64 {
    let wide = widest(NAMES, names);
    if wide <= most { wide + 12 } else { 0 }
}

pub(super) fn stacked(chart: &Chart, drawing: &mut Drawing) {
    const BAR: i64 = 32;
    let (lang, numbers) = (drawing.lang, chart.numbers(drawing.lang));
    let names = names(chart, lang);
    let totals: Vec<Option<(Exact, bool)>> = (0..names.len()).map(|place| chart.total(place)).collect();
    let labels: Vec<String> = totals
        .iter()
        .map(|total| match total {
            Some((total, true)) => numbers.write(*total),
            // What is known is no total; its parts are written.
            _ => String::new(),
        })
        .collect();
    let left = MARGIN + gutter(&names, 130);
    let thin = THIN * i64::try_from(chart.series.len()).unwrap_or_default();
    let room = INNER + MARGIN - left - widest(TOTAL, &labels) - AFTER - thin;
    let most = totals.iter().flatten().map(|(total, _)| total.0).max().unwrap_or_default();
    let scale = Scale::new(most, room);

    let legend: Vec<Item> = chart.series.iter().map(|series| fill(series.tone, series.name.get(lang))).collect();
    drawing.heading(chart, "", &legend);
    let (place, top) = (drawing.place(), drawing.y);
    for (at, (name, label)) in names.iter().zip(&labels).enumerate() {
        title(drawing, name, left, BAR);
        let y = drawing.y;
        let middle = y + BAR / 2;
        drawing.rect(left - 2, y, 2, BAR, EDGE);
        drawing.y += BAR;
        if totals.get(at).is_none_or(Option::is_none) {
            drawing.gap(left + AFTER, middle, Anchor::Start, words::missing(lang));
            drawing.y += 14;
            continue;
        }
        // What has no room in its part, or has no part, is written below, by its mark in the legend.
        let (mut x, mut sum, mut beside) = (left, Decimal::ZERO, Vec::new());
        for series in &chart.series {
            let Some(value) = series.value(at) else {
                beside.push(fill(series.tone, words::missing(lang)));
                continue;
            };
            let number = numbers.write(value);
            sum = sum.checked_add(value.0).unwrap_or(sum);
            let wide = (left + scale.at(sum) - x).max(THIN) - BETWEEN;
            if !value.0.is_zero() {
                drawing.bar(x, y, wide, BAR, series.tone);
            }
            if !value.0.is_zero() && SMALL.width(&number) + 10 <= wide {
                drawing.inside(x, y, wide, BAR, series.tone, &number);
            } else {
                beside.push(fill(series.tone, &number));
            }
            if !value.0.is_zero() {
                x += wide + BETWEEN;
            }
        }
        drawing.over(x + AFTER - BETWEEN, middle, TOTAL, Anchor::Start, label);
        drawing.y += 4;
        drawing.flow(left, INNER + MARGIN - left, &beside);
        drawing.y += 12;
    }
    axis(drawing, chart, place, top, left, scale);
}

pub(super) fn grouped(chart: &Chart, drawing: &mut Drawing) {
    let values = chart.series.iter().flat_map(|series| series.values.iter().chain(&series.of).flatten());
    let most = values.map(|value| value.0).max().unwrap_or_default();
    bars(chart, drawing, most, &|value, _| value);
}

pub(super) fn ranks(chart: &Chart, drawing: &mut Drawing) {
    let most = last(chart);
    bars(chart, drawing, most, &|rank, most| most.saturating_sub(rank).saturating_add(Decimal::ONE));
}

/// The last rank there is, of all the series.
pub(super) fn last(chart: &Chart) -> Decimal {
    let values = chart.series.iter().flat_map(|series| series.values.iter().chain(&series.of).flatten());
    values.map(|value| value.0).max().unwrap_or(Decimal::ONE)
}

/// Bars under one another, one of each series in a category.
fn bars(chart: &Chart, drawing: &mut Drawing, most: Decimal, length: &dyn Fn(Decimal, Decimal) -> Decimal) {
    let (lang, numbers, ranked) = (drawing.lang, chart.numbers(drawing.lang), chart.ranked());
    let names = names(chart, lang);
    let same = if ranked { chart.same_maximum() } else { None };
    let label = |series: &super::ChartSeries, at: usize| {
        let of = if same.is_some() { None } else { series.maximum(at) };
        series.value(at).map(|value| numbers.write_of(value, of))
    };
    let labels: Vec<Vec<Option<String>>> =
        (0..names.len()).map(|at| chart.series.iter().map(|series| label(series, at)).collect()).collect();
    let series_names: Vec<String> = chart.series.iter().map(|series| clean(series.name.get(lang))).collect();

    // Units stand beside their rank, on two lines where they must; fields stand above their points, and the
    // year beside each bar.
    let beside = if ranked { widest(NAMES, &names).min(240) + 12 } else { 0 };
    let several = chart.series.len() > 1;
    let year = if several && widest(SMALL, &series_names) <= 110 { widest(SMALL, &series_names) + 10 } else { 0 };
    let left = MARGIN + beside + year;
    let room = INNER + MARGIN - left - AFTER - widest(SMALL, labels.iter().flatten().flatten());
    let scale = Scale::new(most, room);
    let (bar, between) = if several { (24, 4) } else { (26, 0) };

    let mut legend: Vec<Item> =
        chart.series.iter().zip(&series_names).map(|(series, name)| fill(series.tone, name)).collect();
    let tracked = !ranked && chart.series.iter().any(|series| series.of.iter().any(Option::is_some));
    if tracked {
        legend
            .push(Item { mark: Mark::Track, words: if lang == Lang::Vi { "Tối đa" } else { "Maximum" }.to_owned() });
    }
    drawing.heading(chart, &note(chart, lang), &legend);
    let (place, top) = (drawing.place(), drawing.y);
    for (at, (name, labels)) in names.iter().zip(&labels).enumerate() {
        let lines = if ranked { NAMES.wrap(name, 240) } else { Vec::new() };
        let text = NAMES.leading() * i64::try_from(lines.len()).unwrap_or_default();
        let group = (bar + between) * i64::try_from(chart.series.len()).unwrap_or_default() - between;
        if ranked {
            let y = drawing.y;
            drawing.y += (group - text).max(0) / 2;
            drawing.lines(MARGIN, NAMES, TEXT, &lines);
            drawing.y = y + (text - group).max(0) / 2;
        } else {
            title(drawing, name, MARGIN, 0);
        }
        let bottom = drawing.y + group + (text - group).max(0) / 2;
        drawing.rect(left - 2, drawing.y, 2, group, EDGE);
        for ((series, label), series_name) in chart.series.iter().zip(labels).zip(&series_names) {
            let (y, middle) = (drawing.y, drawing.y + bar / 2);
            drawing.y += bar + between;
            if year > 0 {
                drawing.text(left - 10, middle, SMALL, Anchor::End, QUIET, series_name);
            }
            let (Some(value), Some(label)) = (series.value(at), label) else {
                drawing.gap(left + AFTER, middle, Anchor::Start, words::missing(lang));
                continue;
            };
            let wide = scale.at(length(value.0, most));
            let reach = if tracked { series.maximum(at).map_or(0, |of| scale.at(of.0)) } else { 0 };
            if reach > 2 {
                drawing.track(left, y, reach, bar);
            }
            if !value.0.is_zero() {
                drawing.bar(left, y, wide.max(3), bar, series.tone);
            }
            drawing.over(left + wide.max(reach).max(3) + AFTER, middle, SMALL, Anchor::Start, label);
        }
        drawing.y = bottom + if ranked { 8 } else { 16 };
    }
    axis(drawing, chart, place, top, left, scale);
}

/// How ranks are to be read.
pub(super) fn note(chart: &Chart, lang: Lang) -> String {
    if !chart.ranked() {
        return String::new();
    }
    let of = chart.same_maximum().map(|of| chart.numbers(lang).write(of));
    match (lang, of) {
        (Lang::Vi, None) => "Hạng 1 là cao nhất.".to_owned(),
        (Lang::Vi, Some(of)) => format!("Hạng 1 là cao nhất, trong {of} đơn vị."),
        (Lang::En, None) => "Rank 1 is the best.".to_owned(),
        (Lang::En, Some(of)) => format!("Rank 1 is the best, of {of} units."),
    }
}

/// The name of a category: beside its bar, or on lines above it.
fn title(drawing: &mut Drawing, name: &str, left: i64, bar: i64) {
    if left > MARGIN {
        drawing.text(left - 12, drawing.y + bar / 2, NAMES, Anchor::End, TEXT, name);
    } else {
        drawing.lines(MARGIN, NAMES, TEXT, &NAMES.wrap(name, INNER));
        drawing.y += 3;
    }
}

fn fill(tone: Tone, words: &str) -> Item {
    Item { mark: Mark::Fill(tone), words: clean(words) }
}

/// The lines of an axis under the bars, and its labels below them.
fn axis(drawing: &mut Drawing, chart: &Chart, place: usize, top: i64, left: i64, scale: Scale) {
    let (lang, bottom) = (drawing.lang, drawing.y - 4);
    let written = |tick: Decimal| text::decimal(tick, tick.normalize().scale().min(2), lang);
    let ticks: Vec<(i64, String)> = if chart.ranked() {
        let most = last(chart);
        let apart = SMALL.width(&written(most)) + APART;
        let at = |rank: Decimal| scale.at(most.saturating_sub(rank).saturating_add(Decimal::ONE));
        let best = at(Decimal::ONE);
        let others = scale.ticks(apart, 0).into_iter().filter(|rank| *rank > Decimal::ONE);
        let others = others.map(|rank| (at(rank), written(rank))).filter(|(x, _)| best - x >= apart);
        std::iter::once((best, written(Decimal::ONE))).chain(others).collect()
    } else {
        let places = chart.numbers(lang).places;
        // A finer step may need longer labels than the coarser one before it.
        let mut ticks = scale.ticks(SMALL.width("0") + APART, places);
        loop {
            let wide = ticks.iter().map(|tick| SMALL.width(&written(*tick))).max().unwrap_or_default();
            let step = ticks.get(1).map_or(i64::MAX, |step| scale.at(*step));
            if step >= wide + APART / 2 {
                break;
            }
            let fewer = scale.ticks(wide + APART, places);
            if fewer.len() >= ticks.len() {
                ticks.truncate(1);
            } else {
                ticks = fewer;
            }
        }
        ticks.into_iter().map(|tick| (scale.at(tick), written(tick))).collect()
    };
    let grid: Vec<String> = ticks.iter().map(|(x, _)| format!("M{} {top}V{bottom}", left + x)).collect();
    drawing.under(place, &grid.concat());
    let middle = bottom + SMALL.leading() / 2 + 4;
    for (x, label) in &ticks {
        let half = SMALL.width(label) / 2;
        let x = (left + x).clamp(half.min(WIDTH / 2), (WIDTH - half).max(WIDTH / 2));
        drawing.text(x, middle, SMALL, Anchor::Middle, QUIET, label);
    }
    drawing.y = bottom + SMALL.leading() + 6;
}
