//! Ranks over the years as a line, rank 1 on top.

use super::bars;
use super::drawing::{Anchor, Drawing, INNER, Item, MARGIN, Mark, names, widest};
use super::palette::{EDGE, QUIET, TEXT, TRACK};
use super::scale::Scale;
use super::words::{self, SMALL, clean};
use super::{Chart, ChartSeries};
use crate::number::Exact;
use crate::text::{self, Lang};
use rust_decimal::Decimal;

const HEIGHT: i64 = 300;
/// Between a point and its label.
const LABEL: i64 = 24;

pub(super) fn ranks(chart: &Chart, drawing: &mut Drawing) {
    let (lang, numbers) = (drawing.lang, chart.numbers(drawing.lang));
    let names = names(chart, lang);
    let last = bars::last(chart);
    let same = chart.same_maximum();
    let label = |series: &ChartSeries, at: usize| {
        let of = if same.is_some() { None } else { series.maximum(at) };
        series.value(at).map(|value| numbers.write_of(value, of))
    };
    let labels: Vec<String> =
        chart.series.iter().flat_map(|series| (0..names.len()).filter_map(|at| label(series, at))).collect();
    let pieces: Vec<String> = names
        .iter()
        .map(String::as_str)
        .chain([words::missing(lang)])
        .flat_map(|name| name.split(' '))
        .map(str::to_owned)
        .collect();
    let left = MARGIN + SMALL.width(&text::decimal(last, 0, lang)) + 10;
    let count = i64::try_from(names.len()).unwrap_or(i64::MAX);
    let pitch = (INNER + MARGIN - left) / count.max(1);
    let needed = widest(SMALL, labels.iter().chain(&pieces)) + 8;
    // One point is no line; three lines cannot all be labelled where they cross.
    if count < 2 || chart.series.len() > 2 || pitch < needed {
        return bars::ranks(chart, drawing);
    }

    let mut legend: Vec<Item> = chart
        .series
        .iter()
        .enumerate()
        .map(|(place, series)| Item { mark: Mark::Line(series.tone, place > 0), words: clean(series.name.get(lang)) })
        .collect();
    // Where it is the same everywhere the note says it.
    let tracked = same.is_none();
    let of = |at: usize| chart.series.iter().filter_map(|series| series.maximum(at)).max().filter(|_| tracked);
    if (0..names.len()).any(|at| of(at).is_some()) {
        let words = if lang == Lang::Vi { "Số đơn vị được xếp hạng" } else { "Units ranked" };
        legend.push(Item { mark: Mark::Track, words: words.to_owned() });
    }
    drawing.heading(chart, &bars::note(chart, lang), &legend);

    let top = drawing.y + LABEL + 14;
    let down = Scale::new(last.saturating_sub(Decimal::ONE), HEIGHT);
    let y = |rank: Decimal| top + down.at(rank.saturating_sub(Decimal::ONE));
    let x = |at: usize| left + pitch * i64::try_from(at).unwrap_or_default() + pitch / 2;
    let place = drawing.place();
    let step = down.ticks(SMALL.size * 2, 0).get(1).copied().unwrap_or(Decimal::TEN);
    let mut ticks = vec![Decimal::ONE];
    let mut tick = step;
    while tick <= last && tick < Decimal::MAX {
        if y(tick) - top >= SMALL.size {
            ticks.push(tick);
        }
        tick = tick.saturating_add(step);
    }
    let right = INNER + MARGIN;
    let grid: Vec<String> = ticks.iter().map(|rank| format!("M{left} {}H{right}", y(*rank))).collect();
    for rank in &ticks {
        drawing.text(left - 10, y(*rank), SMALL, Anchor::End, QUIET, &text::decimal(*rank, 0, lang));
    }
    for at in 0..names.len() {
        if let Some(of) = of(at) {
            let reach = y(of.0) - top;
            drawing.rect(x(at) - 12, top, 24, reach.max(2), TRACK);
            drawing.rect(x(at) - 12, top + reach - 1, 24, 2, EDGE);
        }
    }
    drawing.under(place, &grid.concat());
    for (place, series) in chart.series.iter().enumerate() {
        line(drawing, series, place > 0, names.len(), &x, &y);
    }
    for (place, series) in chart.series.iter().enumerate() {
        for at in 0..names.len() {
            let (Some(rank), Some(words)) = (series.value(at), label(series, at)) else { continue };
            drawing.marker(x(at), y(rank.0), series.tone, place > 0);
            let above = above(chart, place, at, rank);
            let middle = if above { y(rank.0) - LABEL } else { y(rank.0) + LABEL };
            drawing.over(x(at), middle, SMALL, Anchor::Middle, &words);
        }
    }
    drawing.y = top + HEIGHT + LABEL + 14;
    foot(chart, drawing, &names, pitch, top, &x);
}

/// Whether the label of a point stands above it. Of two lines the better is labelled above, the other below; one
/// alone is labelled below where its line only leads up from there.
fn above(chart: &Chart, place: usize, at: usize, rank: Exact) -> bool {
    let rank_of = |place: usize, at: usize| chart.series.get(place).and_then(|series| series.value(at));
    if chart.series.len() > 1 {
        let other = rank_of(1 - place.min(1), at);
        return other.is_none_or(|other| rank < other || (rank == other && place == 0));
    }
    let beside = [at.checked_sub(1), at.checked_add(1)].map(|at| at.and_then(|at| rank_of(place, at)));
    let better = beside.iter().flatten().any(|other| *other < rank);
    let worse = beside.iter().flatten().any(|other| *other > rank);
    !better || worse
}

/// A line through the ranks of a series, broken where one is missing.
fn line(
    drawing: &mut Drawing,
    series: &ChartSeries,
    second: bool,
    count: usize,
    x: &dyn Fn(usize) -> i64,
    y: &dyn Fn(Decimal) -> i64,
) {
    let (mut path, mut joined) = (String::new(), false);
    for at in 0..count {
        let rank = series.value(at);
        if let Some(rank) = rank {
            path.push_str(&format!("{}{} {}", if joined { 'L' } else { 'M' }, x(at), y(rank.0)));
        }
        joined = rank.is_some();
    }
    if path.contains('L') {
        drawing.path(&path, series.tone, second);
    }
}

/// The years under the line, and what is missing where it is missing.
fn foot(chart: &Chart, drawing: &mut Drawing, names: &[String], pitch: i64, top: i64, x: &dyn Fn(usize) -> i64) {
    let start = drawing.y;
    let mut bottom = start;
    for (at, name) in names.iter().enumerate() {
        for (line, words) in SMALL.wrap(name, pitch - 4).iter().enumerate() {
            let y = start + SMALL.leading() * i64::try_from(line).unwrap_or_default();
            drawing.text(x(at), y + SMALL.leading() / 2, SMALL, Anchor::Middle, TEXT, words);
            bottom = bottom.max(y + SMALL.leading());
        }
        if chart.series.iter().all(|series| series.value(at).is_none()) {
            let lines = SMALL.wrap(words::missing(drawing.lang), pitch - 4);
            let height = SMALL.leading() * i64::try_from(lines.len()).unwrap_or_default();
            for (line, words) in lines.iter().enumerate() {
                let down = SMALL.leading() * i64::try_from(line).unwrap_or_default();
                drawing.gap(x(at), top + (HEIGHT - height) / 2 + down, Anchor::Middle, words);
            }
        }
    }
    drawing.y = bottom;
}
