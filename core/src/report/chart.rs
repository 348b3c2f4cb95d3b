//! Biểu đồ: the pictures of a report, drawn by the core as SVG, with the text that stands in for each.
//!
//! All is integers and exact decimals, and no font is asked for its widths, so the same chart is the same
//! bytes everywhere. Bars lie on their side: long Vietnamese names stand on lines of their own, and a chart as
//! narrow as a telephone is still read.

mod alternative;
mod bars;
mod drawing;
mod line;
mod palette;
mod scale;
mod words;

use crate::Error;
use crate::number::{self, Exact};
use crate::text::{Lang, Text};
use drawing::Drawing;
use rust_decimal::Decimal;
use serde::Serialize;
use words::Numbers;

/// Biểu đồ: checked when it is made, and drawn for either language by [`to_svg`](Self::to_svg).
///
/// ```
/// use cchc::report::{Chart, ChartKind, ChartSeries, Tone};
/// use cchc::{Lang, Text};
/// let months = ["01", "02", "03"].map(|month| Text::new(format!("Tháng {month}"), format!("Month {month}")));
/// let on_time = [Some(120.into()), None, Some(0.into())];
/// let late = [Some(3.into()), None, Some(1.into())];
/// let chart = Chart::new("q1.outcomes", ChartKind::StackedBars, Text::new("Kết quả giải quyết", "Outcomes"),
///     Text::new("hồ sơ", "dossiers"), months.to_vec(), vec![
///         ChartSeries::new(Text::new("Đúng hạn", "On time"), Tone::OnTime, on_time.to_vec()),
///         ChartSeries::new(Text::new("Trễ hạn", "Late"), Tone::Late, late.to_vec()),
///     ])?.with_source(Text::new("Hệ thống một cửa", "One-stop system"));
/// assert!(chart.alternative.vi.contains("Cao nhất: Tháng 01 (123)"));
/// assert!(chart.to_svg(Lang::Vi).contains("không có số liệu"));
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Chart {
    /// Mã biểu đồ, unique in its report: the ids in the picture start with it.
    pub id: String,
    /// Loại biểu đồ.
    pub kind: ChartKind,
    /// Tên biểu đồ.
    pub title: Text,
    /// Đơn vị tính, such as `hồ sơ` or `%`.
    pub unit: Text,
    /// Nguồn số liệu.
    pub source: Option<Text>,
    /// Các mục, from top to bottom: months, fields, units.
    pub categories: Vec<Text>,
    /// Các dãy số liệu, one value for each category.
    pub series: Vec<ChartSeries>,
    /// Văn bản thay thế: what the picture says, in sentences.
    pub alternative: Text,
}

/// Loại biểu đồ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ChartKind {
    /// Thanh chồng: parts of a whole by category, such as outcomes by month. At most 24 categories.
    StackedBars,
    /// Thanh nhóm: one bar for each series, on a faint track as long as its maximum, such as the points of
    /// fields this year and last. At most 24 categories.
    GroupedBars,
    /// Thứ hạng của nhiều đơn vị: bars, the best rank on top and longest. At most 63 units.
    Ranks,
    /// Thứ hạng của một đơn vị qua các năm: a line with rank 1 on top, or bars in the order of the years where
    /// there are too many for a line. At most 24 years.
    RankLine,
}

/// Dãy số liệu: one value for each category; nothing where there is no figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ChartSeries {
    /// Tên dãy, as the legend has it.
    pub name: Text,
    /// Màu và hoa văn, another for each series of a chart.
    pub tone: Tone,
    /// Giá trị: at least 0; ranks are whole numbers from 1.
    pub values: Vec<Option<Exact>>,
    /// Giá trị tối đa, or the number of units ranked; empty where there are none.
    pub of: Vec<Option<Exact>>,
}

impl ChartSeries {
    /// Dãy số liệu không có giá trị tối đa: a series without maxima.
    pub fn new(name: Text, tone: Tone, values: Vec<Option<Exact>>) -> Self {
        Self { name, tone, values, of: Vec::new() }
    }

    /// Thêm giá trị tối đa: the same series with the maximum of each value, or the number of units ranked.
    #[must_use]
    pub fn with_maxima(mut self, of: Vec<Option<Exact>>) -> Self {
        self.of = of;
        self
    }

    fn value(&self, place: usize) -> Option<Exact> {
        self.values.get(place).copied().flatten()
    }

    fn maximum(&self, place: usize) -> Option<Exact> {
        self.of.get(place).copied().flatten()
    }
}

/// Sắc thái: what a series stands for, from which its colour and its pattern follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Tone {
    /// Sớm hạn.
    Early,
    /// Đúng hạn.
    OnTime,
    /// Trễ hạn.
    Late,
    /// Đang xử lý, còn trong hạn.
    Running,
    /// Quá hạn chưa xong.
    Overdue,
    /// Kỳ này.
    Now,
    /// Kỳ trước.
    Before,
    /// Khác.
    Neutral,
}

impl Tone {
    /// The name in a document.
    fn code(self) -> &'static str {
        match self {
            Self::Early => "early",
            Self::OnTime => "on_time",
            Self::Late => "late",
            Self::Running => "running",
            Self::Overdue => "overdue",
            Self::Now => "now",
            Self::Before => "before",
            Self::Neutral => "neutral",
        }
    }
}

/// Far more than any figure of a report, and few enough digits to be added up and written in a picture.
const MOST: Decimal = Decimal::from_parts(0xA4C6_8000, 0x0003_8D7E, 0, false, 0);

impl Chart {
    /// Lập biểu đồ: checks the figures and writes the alternative text.
    ///
    /// Units of [`ChartKind::Ranks`] are brought into the order of the first series, the best rank first and
    /// those without one last; all else stays in the order given. Maxima of [`ChartKind::StackedBars`] are not
    /// drawn.
    ///
    /// # Errors
    /// `input.empty_list` without a category, a series or a single value; `input.out_of_range` for too many
    /// categories, a value below 0, above its maximum or 10^15, or a rank that is not whole or below 1;
    /// `columns.length` for a series with another number of values than there are categories;
    /// `input.duplicate_id` for two series of one tone.
    pub fn new(
        id: impl Into<String>,
        kind: ChartKind,
        title: Text,
        unit: Text,
        categories: Vec<Text>,
        series: Vec<ChartSeries>,
    ) -> Result<Self, Error> {
        let (id, source, alternative) = (id.into(), None, Text::default());
        let mut chart = Self { id, kind, title, unit, source, categories, series, alternative };
        chart.check()?;
        if kind == ChartKind::Ranks {
            chart.sort();
        }
        chart.alternative = Text::build(|lang| alternative::write(&chart, lang));
        Ok(chart)
    }

    /// Thêm nguồn số liệu, written under the picture.
    #[must_use]
    pub fn with_source(mut self, source: Text) -> Self {
        self.source = Some(source);
        self
    }

    /// Vẽ biểu đồ: an SVG element to be put into a page or a file as it is.
    ///
    /// It has no scripts, style sheets or references to anything outside it, keeps a white background of its
    /// own, and is named and described for those who do not see it by its title and its alternative text.
    pub fn to_svg(&self, lang: Lang) -> String {
        let mut drawing = Drawing::new(self, lang);
        match self.kind {
            ChartKind::StackedBars => bars::stacked(self, &mut drawing),
            ChartKind::GroupedBars => bars::grouped(self, &mut drawing),
            ChartKind::Ranks => bars::ranks(self, &mut drawing),
            ChartKind::RankLine => line::ranks(self, &mut drawing),
        }
        drawing.finish(self)
    }

    fn ranked(&self) -> bool {
        matches!(self.kind, ChartKind::Ranks | ChartKind::RankLine)
    }

    fn check(&self) -> Result<(), Error> {
        let most = if self.kind == ChartKind::Ranks { 63 } else { 24 };
        if self.categories.is_empty() || self.series.is_empty() {
            return Err(Error::EmptyList { what: "chart" });
        }
        if self.categories.len() > most {
            let got = self.categories.len().to_string();
            return Err(Error::OutOfRange { what: "number of cells", got, min: "1".to_owned(), max: most.to_string() });
        }
        for (place, series) in self.series.iter().enumerate() {
            for column in [&series.values, &series.of] {
                let missing = column.is_empty() && std::ptr::eq(column, &series.of);
                if column.len() != self.categories.len() && !missing {
                    let length = |length| u64::try_from(length).unwrap_or(u64::MAX);
                    let (expected, got) = (length(self.categories.len()), length(column.len()));
                    return Err(Error::ColumnLength { expected, got });
                }
            }
            if self.series.iter().take(place).any(|earlier| earlier.tone == series.tone) {
                return Err(Error::DuplicateId { id: series.tone.code().to_owned() });
            }
            for place in 0..self.categories.len() {
                self.check_value(series.value(place), series.maximum(place))?;
            }
        }
        if self.series.iter().all(|series| series.values.iter().all(Option::is_none)) {
            return Err(Error::EmptyList { what: "chart" });
        }
        Ok(())
    }

    fn check_value(&self, value: Option<Exact>, of: Option<Exact>) -> Result<(), Error> {
        let least = if self.ranked() { Decimal::ONE } else { Decimal::ZERO };
        let fits = |number: Exact, most: Decimal| {
            let whole = !self.ranked() || number.0.fract().is_zero();
            if number.0 < least || number.0 > most || !whole {
                let (got, min, max) = (number.to_string(), least.to_string(), most.to_string());
                return Err(Error::OutOfRange { what: "a value", got, min, max });
            }
            Ok(())
        };
        of.map_or(Ok(()), |of| fits(of, MOST))?;
        value.map_or(Ok(()), |value| fits(value, of.map_or(MOST, |of| of.0)))
    }

    fn sort(&mut self) {
        let Some(first) = self.series.first() else { return };
        let mut order: Vec<usize> = (0..self.categories.len()).collect();
        order.sort_by_key(|place| first.value(*place).map_or((true, Exact::default()), |rank| (false, rank)));
        self.categories = order.iter().filter_map(|place| self.categories.get(*place).cloned()).collect();
        for series in &mut self.series {
            series.values = order.iter().map(|place| series.value(*place)).collect();
            if !series.of.is_empty() {
                series.of = order.iter().map(|place| series.maximum(*place)).collect();
            }
        }
    }

    /// The known parts of a stack added up, and whether all parts are known; nothing where none is.
    fn total(&self, place: usize) -> Option<(Exact, bool)> {
        let parts: Vec<Option<Exact>> = self.series.iter().map(|series| series.value(place)).collect();
        let complete = parts.iter().all(Option::is_some);
        let known: Vec<Exact> = parts.into_iter().flatten().collect();
        if known.is_empty() { None } else { number::sum(known).map(|total| (total, complete)) }
    }

    /// The number of units ranked, where it is the same everywhere.
    fn same_maximum(&self) -> Option<Exact> {
        let mut maxima = self.series.iter().flat_map(|series| (0..self.categories.len()).map(|at| series.maximum(at)));
        let first = maxima.next().flatten()?;
        maxima.all(|maximum| maximum == Some(first)).then_some(first)
    }

    /// How its values are written: all with the decimals that one of them has, at most two.
    fn numbers(&self, lang: Lang) -> Numbers {
        let values = self.series.iter().flat_map(|series| series.values.iter().flatten());
        let places = values.map(|value| words::places(*value)).max().unwrap_or_default();
        let whole = (self.unit.get(lang).trim() == "%").then_some(Exact(Decimal::ONE_HUNDRED));
        Numbers { lang, places, whole }
    }
}

#[cfg(test)]
mod tests;
