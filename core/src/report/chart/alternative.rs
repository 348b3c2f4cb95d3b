//! The text that stands in for a picture: the figures one would read from it, in sentences.

use super::words::{Numbers, clean, missing, places};
use super::{Chart, ChartKind, ChartSeries, Tone};
use crate::number::{self as numbers, Exact, Ratio};
use crate::text::Lang;

/// Names written out in one place; more are counted.
const NAMED: usize = 4;

pub(super) fn write(chart: &Chart, lang: Lang) -> String {
    let writer = Writer { chart, lang, numbers: chart.numbers(lang) };
    let mut sentences = vec![writer.opening()];
    match chart.kind {
        ChartKind::StackedBars => writer.stacked(&mut sentences),
        ChartKind::GroupedBars => writer.grouped(&mut sentences),
        ChartKind::Ranks | ChartKind::RankLine => writer.ranks(&mut sentences),
    }
    sentences.extend(writer.gaps());
    sentences.join(" ")
}

struct Writer<'a> {
    chart: &'a Chart,
    lang: Lang,
    numbers: Numbers,
}

impl Writer<'_> {
    fn vi(&self) -> bool {
        self.lang == Lang::Vi
    }

    fn pick(&self, vi: &'static str, en: &'static str) -> &'static str {
        if self.vi() { vi } else { en }
    }

    fn name(&self, place: usize) -> String {
        self.chart.categories.get(place).map(|name| clean(name.get(self.lang))).unwrap_or_default()
    }

    fn series(&self, series: &ChartSeries) -> String {
        clean(series.name.get(self.lang))
    }

    fn number(&self, value: Exact) -> String {
        self.numbers.write(value)
    }

    fn names(&self, places: &[usize]) -> String {
        let named: Vec<String> = places.iter().take(NAMED).map(|place| self.name(*place)).collect();
        let (named, more) = (named.join(", "), places.len().saturating_sub(NAMED));
        match (more, self.vi()) {
            (0, _) => named,
            (more, true) => format!("{named} và {more} mục khác"),
            (more, false) => format!("{named} and {more} more"),
        }
    }

    fn opening(&self) -> String {
        let kind = match self.chart.kind {
            ChartKind::StackedBars => self.pick("Biểu đồ thanh chồng", "Stacked bars"),
            ChartKind::GroupedBars => self.pick("Biểu đồ thanh", "Bars"),
            ChartKind::Ranks => self.pick("Biểu đồ thứ hạng", "Ranks"),
            ChartKind::RankLine => self.pick("Biểu đồ thứ hạng qua các kỳ", "Ranks over time"),
        };
        let count = self.chart.categories.len();
        let (first, last) = (self.name(0), self.name(count.saturating_sub(1)));
        let unit = clean(self.chart.unit.get(self.lang));
        let unit = if unit.is_empty() { unit } else { format!("; {}: {unit}", self.pick("đơn vị", "unit")) };
        let ordered = self.chart.kind != ChartKind::Ranks;
        match (count, self.vi()) {
            (1, _) => format!("{kind}: {first}{unit}."),
            (_, true) if ordered => format!("{kind}: {count} mục, từ {first} đến {last}{unit}."),
            (_, false) if ordered => format!("{kind}: {count} items, from {first} to {last}{unit}."),
            (_, true) => format!("{kind}: {count} mục{unit}."),
            (_, false) => format!("{kind}: {count} items{unit}."),
        }
    }

    fn stacked(&self, sentences: &mut Vec<String>) {
        let count = self.chart.categories.len();
        let parts: Vec<(String, Option<Exact>)> = self
            .chart
            .series
            .iter()
            .map(|series| (self.series(series), known_sum(series.values.iter().flatten().copied())))
            .collect();
        let complete = (0..count).all(|place| self.chart.total(place).is_some_and(|(_, complete)| complete));
        if let Some(total) = known_sum(parts.iter().filter_map(|(_, sum)| *sum)) {
            let part = |(name, sum): &(String, Option<Exact>)| {
                let Some(sum) = *sum else { return format!("{name} {}", missing(self.lang)) };
                let share = Ratio { numerator: sum, denominator: total }.to_text(self.lang);
                let share = share.map(|share| format!(" ({share})")).unwrap_or_default();
                format!("{name} {}{share}", self.number(sum))
            };
            let parts: Vec<String> = parts.iter().map(part).collect();
            let all = match complete {
                true => self.pick("Tổng cộng", "In all"),
                false => self.pick("Tổng của số liệu hiện có", "In all of the data there are"),
            };
            sentences.push(format!("{all} {}: {}.", self.number(total), parts.join("; ")));
        }
        let totals: Vec<Option<Exact>> = (0..count)
            .map(|place| self.chart.total(place).and_then(|(total, complete)| complete.then_some(total)))
            .collect();
        self.extremes(&totals, sentences);
        let end = |place: usize| {
            let total = totals.get(place).copied().flatten()?;
            Some(format!("{} ({})", self.name(place), self.number(total)))
        };
        if let (Some(first), Some(last), true) = (end(0), end(count.saturating_sub(1)), count > 1) {
            sentences.push(match self.vi() {
                true => format!("Mục đầu: {first}; mục cuối: {last}."),
                false => format!("First: {first}; last: {last}."),
            });
        }
    }

    /// The highest and the lowest of some values.
    fn extremes(&self, values: &[Option<Exact>], sentences: &mut Vec<String>) {
        let known = || values.iter().flatten().copied();
        let (Some(highest), Some(lowest)) = (known().max(), known().min()) else { return };
        if known().count() < 2 {
            return;
        }
        let of = |value: Exact| self.names(&places_of(values, value));
        sentences.push(match (highest == lowest, self.vi()) {
            (true, true) => format!("Mọi mục có số liệu đều bằng {}.", self.number(highest)),
            (true, false) => format!("All items with data are {}.", self.number(highest)),
            (false, true) => format!(
                "Cao nhất: {} ({}); thấp nhất: {} ({}).",
                of(highest),
                self.number(highest),
                of(lowest),
                self.number(lowest)
            ),
            (false, false) => format!(
                "Highest: {} ({}); lowest: {} ({}).",
                of(highest),
                self.number(highest),
                of(lowest),
                self.number(lowest)
            ),
        });
    }

    fn grouped(&self, sentences: &mut Vec<String>) {
        for series in &self.chart.series {
            sentences.extend(self.group(series));
        }
        let tone = |tone| self.chart.series.iter().find(|series| series.tone == tone);
        if let (Some(now), Some(before)) = (tone(Tone::Now), tone(Tone::Before)) {
            sentences.extend(self.change(now, before));
        }
    }

    /// What one series says. Where all maxima are known the items are compared by their share of them, since
    /// points of 12 and points of 8 are not alike.
    fn group(&self, series: &ChartSeries) -> Option<String> {
        let count = self.chart.categories.len();
        let places: Vec<usize> = (0..count).filter(|place| series.value(*place).is_some()).collect();
        let whole = |place: &usize| series.maximum(*place).is_some_and(|of| !of.0.is_zero());
        let shares = !places.is_empty() && places.iter().all(whole);
        let height = |place: usize| {
            let value = series.value(place)?;
            let of = if shares { series.maximum(place)? } else { return Some(value) };
            value.0.checked_div(of.0).map(Exact)
        };
        let heights: Vec<Option<Exact>> = (0..count).map(height).collect();
        let highest = heights.iter().flatten().copied().max()?;
        let lowest = heights.iter().flatten().copied().min()?;
        let one = |height: Exact| {
            let places = places_of(&heights, height);
            let place = places.first().copied().unwrap_or_default();
            let share = if shares {
                Ratio { numerator: series.value(place)?, denominator: series.maximum(place)? }.to_text(self.lang)
            } else {
                series.value(place).map(|value| self.number(value))
            };
            Some(match (places.len(), shares) {
                (1, true) => {
                    let points = self.numbers.write_of(series.value(place)?, series.maximum(place));
                    format!("{} ({points}, {})", self.name(place), share?)
                }
                _ => format!("{} ({})", self.names(&places), share?),
            })
        };
        let mut sentence = match (shares, self.vi()) {
            (true, true) => format!(
                "{}: so với tối đa, cao nhất là {}, thấp nhất là {}",
                self.series(series),
                one(highest)?,
                one(lowest)?
            ),
            (true, false) => format!(
                "{}: as a share of the maximum, highest is {}, lowest is {}",
                self.series(series),
                one(highest)?,
                one(lowest)?
            ),
            (false, true) => {
                format!("{}: cao nhất là {}, thấp nhất là {}", self.series(series), one(highest)?, one(lowest)?)
            }
            (false, false) => {
                format!("{}: highest is {}, lowest is {}", self.series(series), one(highest)?, one(lowest)?)
            }
        };
        // Only points of stated maxima add up; percentages do not.
        if shares && places.len() == count && count > 1 {
            let value = known_sum(series.values.iter().flatten().copied())?;
            let of = known_sum(series.of.iter().flatten().copied())?;
            let total = self.numbers.write_of(value, Some(of));
            sentence.push_str(&format!("; {} {total}", self.pick("tổng", "total")));
        }
        sentence.push('.');
        Some(sentence)
    }

    fn change(&self, now: &ChartSeries, before: &ChartSeries) -> Option<String> {
        let count = self.chart.categories.len();
        let changes: Vec<Option<Exact>> =
            (0..count).map(|place| numbers::difference(now.value(place)?, before.value(place)?)).collect();
        let known = || changes.iter().flatten();
        if known().count() == 0 {
            return None;
        }
        let up = known().filter(|change| change.0.is_sign_positive() && !change.0.is_zero()).count();
        let same = known().filter(|change| change.0.is_zero()).count();
        let down = known().count() - up - same;
        let (now, before) = (self.series(now), self.series(before));
        let mut sentence = match self.vi() {
            true => format!("{now} so với {before}: tăng {up} mục, giảm {down} mục, giữ nguyên {same} mục"),
            false => format!("{now} against {before}: {up} up, {down} down, {same} unchanged"),
        };
        let decimals = known().map(|change| places(*change)).max().unwrap_or_default();
        let changed = Numbers { places: decimals, whole: None, ..self.numbers };
        if let (true, Some(most)) = (up > 0, known().max()) {
            let (names, by) = (self.names(&places_of(&changes, *most)), changed.write(*most));
            sentence.push_str(&format!("; {}: {names} (+{by})", self.pick("tăng nhiều nhất", "most gained")));
        }
        if let (true, Some(least)) = (down > 0, known().min()) {
            let by = changed.write(Exact(least.0.abs()));
            let names = self.names(&places_of(&changes, *least));
            sentence.push_str(&format!("; {}: {names} (−{by})", self.pick("giảm nhiều nhất", "most lost")));
        }
        sentence.push('.');
        Some(sentence)
    }

    fn ranks(&self, sentences: &mut Vec<String>) {
        for series in &self.chart.series {
            let places: Vec<usize> =
                (0..self.chart.categories.len()).filter(|place| series.value(*place).is_some()).collect();
            let (Some(first), Some(last)) = (places.first(), places.last()) else { continue };
            let values = series.values.iter().flatten().copied();
            let (Some(best), Some(worst)) = (values.clone().min(), values.max()) else { continue };
            let rank = |place: usize| {
                let value = series.value(place).unwrap_or_default();
                format!("{} {}", self.pick("hạng", "rank"), self.numbers.write_of(value, series.maximum(place)))
            };
            let at = |value: Exact| {
                let places = places_of(&series.values, value);
                let place = places.first().copied().unwrap_or_default();
                format!("{} ({})", self.names(&places), rank(place))
            };
            let name = self.series(series);
            let mut sentence = match (self.chart.kind, self.vi()) {
                (ChartKind::RankLine, _) if first == last => {
                    format!("{name}: {} ({})", rank(*first), self.name(*first))
                }
                (ChartKind::RankLine, true) => format!(
                    "{name}: từ {} ({}) đến {} ({}); cao nhất: {}; thấp nhất: {}",
                    rank(*first),
                    self.name(*first),
                    rank(*last),
                    self.name(*last),
                    at(best),
                    at(worst)
                ),
                (ChartKind::RankLine, false) => format!(
                    "{name}: from {} ({}) to {} ({}); best: {}; lowest: {}",
                    rank(*first),
                    self.name(*first),
                    rank(*last),
                    self.name(*last),
                    at(best),
                    at(worst)
                ),
                (_, true) => format!("{name}: cao nhất: {}; thấp nhất: {}", at(best), at(worst)),
                (_, false) => format!("{name}: best: {}; lowest: {}", at(best), at(worst)),
            };
            sentence.push('.');
            sentences.push(sentence);
        }
    }

    /// Which figures are missing.
    fn gaps(&self) -> Option<String> {
        let mut gaps = Vec::new();
        for place in 0..self.chart.categories.len() {
            let missing = |series: &&ChartSeries| series.value(place).is_none();
            let without: Vec<String> = self.chart.series.iter().filter(missing).map(|one| self.series(one)).collect();
            if without.len() == self.chart.series.len() {
                gaps.push(self.name(place));
            } else if !without.is_empty() {
                gaps.push(format!("{} ({})", self.name(place), without.join(", ")));
            }
        }
        let head = self.pick("Không có số liệu", "No data");
        if gaps.is_empty() { None } else { Some(format!("{head}: {}.", gaps.join("; "))) }
    }
}

fn places_of(values: &[Option<Exact>], value: Exact) -> Vec<usize> {
    values.iter().enumerate().filter(|(_, one)| **one == Some(value)).map(|(place, _)| place).collect()
}

/// The sum of what there is; nothing of nothing.
fn known_sum(values: impl Iterator<Item = Exact>) -> Option<Exact> {
    let values: Vec<Exact> = values.collect();
    if values.is_empty() { None } else { numbers::sum(values) }
}
