//! The sheet a chart is drawn on, from top to bottom: heading, legend, rows, axis, source.

use super::palette::{EDGE, GRID, QUIET, TEXT, TRACK, WHITE, ink};
use super::words::{BODY, Face, SMALL, TITLE, clean, escape, id};
use super::{Chart, Tone};
use crate::text::Lang;

/// Units across. A telephone of 360 points shows the smallest letters 13 points high.
pub(super) const WIDTH: i64 = 560;
pub(super) const MARGIN: i64 = 12;
/// What lies between the margins.
pub(super) const INNER: i64 = WIDTH - 2 * MARGIN;

/// Fonts with all Vietnamese letters.
const FONTS: &str = "system-ui,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',Arial,sans-serif";
const TONES: [Tone; 8] =
    [Tone::Early, Tone::OnTime, Tone::Late, Tone::Running, Tone::Overdue, Tone::Now, Tone::Before, Tone::Neutral];

/// Vị trí chữ: where the given point lies on the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Dấu chỉ: what stands before the words of a legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Fill(Tone),
    Track,
    /// A piece of the line of a series, the first or the second.
    Line(Tone, bool),
}

/// Mục chú thích: a mark and its words.
pub(super) struct Item {
    pub(super) mark: Mark,
    pub(super) words: String,
}

/// Bản vẽ.
pub(super) struct Drawing {
    pub(super) lang: Lang,
    /// What is drawn next starts here.
    pub(super) y: i64,
    id: String,
    body: String,
    /// Patterns that something is filled with.
    used: Vec<Tone>,
}

impl Drawing {
    pub(super) fn new(chart: &Chart, lang: Lang) -> Self {
        let language = if lang == Lang::Vi { "vi" } else { "en" };
        // Both languages may stand in one page.
        let id = format!("chart-{language}-{}", id(&chart.id));
        Self { lang, y: MARGIN, id, body: String::new(), used: Vec::new() }
    }

    /// Title, unit, note and legend.
    pub(super) fn heading(&mut self, chart: &Chart, note: &str, legend: &[Item]) {
        let lang = self.lang;
        self.lines(MARGIN, TITLE, TEXT, &TITLE.wrap(&clean(chart.title.get(lang)), INNER));
        let unit = clean(chart.unit.get(lang));
        let stop = if note.is_empty() { "" } else { "." };
        let unit = match lang {
            _ if unit.is_empty() => unit,
            Lang::Vi => format!("Đơn vị: {unit}{stop}"),
            Lang::En => format!("Unit: {unit}{stop}"),
        };
        self.lines(MARGIN, SMALL, QUIET, &SMALL.wrap(&format!("{unit} {note}"), INNER));
        self.y += 8;
        self.flow(MARGIN, INNER, legend);
        self.y += 12;
    }

    /// Lines of text under one another.
    pub(super) fn lines(&mut self, x: i64, face: Face, colour: &str, lines: &[String]) {
        for line in lines {
            self.text(x, self.y + face.leading() / 2, face, Anchor::Start, colour, line);
            self.y += face.leading();
        }
    }

    /// Marks and their words beside one another, on as many lines as they need.
    pub(super) fn flow(&mut self, x: i64, width: i64, items: &[Item]) {
        const APART: i64 = 22;
        let mut at = 0;
        for item in items {
            let before = if matches!(item.mark, Mark::Line(..)) { 48 } else { 26 };
            let wide = before + SMALL.width(&item.words);
            if at > 0 && at + wide > width {
                self.y += SMALL.leading();
                at = 0;
            }
            self.mark(x + at, self.y + SMALL.leading() / 2, item.mark);
            let lines = SMALL.wrap(&item.words, (width - before).max(SMALL.size));
            for (place, line) in lines.iter().enumerate() {
                if place > 0 {
                    self.y += SMALL.leading();
                }
                self.text(x + at + before, self.y + SMALL.leading() / 2, SMALL, Anchor::Start, TEXT, line);
            }
            // After words of several lines nothing more fits beside them.
            at = if lines.len() > 1 { width } else { at + wide + APART };
        }
        if !items.is_empty() {
            self.y += SMALL.leading();
        }
    }

    fn mark(&mut self, x: i64, middle: i64, mark: Mark) {
        match mark {
            Mark::Fill(tone) => self.bar(x, middle - 9, 18, 18, tone),
            Mark::Track => self.track(x, middle - 9, 18, 18),
            Mark::Line(tone, second) => {
                self.path(&format!("M{x} {middle}H{}", x + 40), tone, second);
                self.marker(x + 20, middle, tone, second);
            }
        }
    }

    /// Text whose middle is at the given height.
    pub(super) fn text(&mut self, x: i64, middle: i64, face: Face, anchor: Anchor, colour: &str, words: &str) {
        self.styled(x, middle, face, anchor, &format!("fill=\"{colour}\""), words);
    }

    /// Text with a white edge, legible over a line.
    pub(super) fn over(&mut self, x: i64, middle: i64, face: Face, anchor: Anchor, words: &str) {
        let edge = format!(
            "fill=\"{TEXT}\" stroke=\"{WHITE}\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\""
        );
        self.styled(x, middle, face, anchor, &edge, words);
    }

    /// Where a figure would stand, were there one.
    pub(super) fn gap(&mut self, x: i64, middle: i64, anchor: Anchor, words: &str) {
        self.styled(x, middle, SMALL, anchor, &format!("fill=\"{QUIET}\" font-style=\"italic\""), words);
    }

    fn styled(&mut self, x: i64, middle: i64, face: Face, anchor: Anchor, style: &str, words: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let bold = if face.bold { " font-weight=\"700\"" } else { "" };
        // Digits and small letters with a stem are centred a little over a third of the size above the line.
        let (line, size) = (middle + face.size * 9 / 25, face.size);
        let words = escape(&clean(words));
        self.body.push_str(&format!(
            "<text x=\"{x}\" y=\"{line}\" font-size=\"{size}\"{anchor}{bold} {style}>{words}</text>\n"
        ));
    }

    pub(super) fn rect(&mut self, x: i64, y: i64, width: i64, height: i64, colour: &str) {
        self.body.push_str(&format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{colour}\"/>\n"
        ));
    }

    /// A bar in the colour of a tone, with its pattern over it.
    pub(super) fn bar(&mut self, x: i64, y: i64, width: i64, height: i64, tone: Tone) {
        let ink = ink(tone);
        self.rect(x, y, width, height, ink.fill);
        if ink.pattern.is_some() {
            let pattern = format!("url(#{}-{})", self.id, tone.code());
            self.rect(x, y, width, height, &pattern);
            self.used.push(tone);
        }
    }

    /// As far as a bar could reach.
    pub(super) fn track(&mut self, x: i64, y: i64, width: i64, height: i64) {
        self.rect(x, y, width, height, TRACK);
        self.rect(x + width - 2, y, 2, height, EDGE);
    }

    /// The number of a part inside it, on a ground without pattern.
    pub(super) fn inside(&mut self, x: i64, y: i64, width: i64, height: i64, tone: Tone, words: &str) {
        let ink = ink(tone);
        if ink.pattern.is_some() {
            let wide = SMALL.width(words) + 6;
            self.rect(x + (width - wide) / 2, y, wide, height, ink.fill);
        }
        self.text(x + width / 2, y + height / 2, SMALL, Anchor::Middle, ink.on, words);
    }

    pub(super) fn path(&mut self, path: &str, tone: Tone, second: bool) {
        let dash = if second { " stroke-dasharray=\"9 6\"" } else { "" };
        let colour = ink(tone).fill;
        self.body
            .push_str(&format!("<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"3\"{dash}/>\n"));
    }

    /// A dot of the first line, a square of the second.
    pub(super) fn marker(&mut self, x: i64, y: i64, tone: Tone, second: bool) {
        let shape = if second {
            format!("rect x=\"{}\" y=\"{}\" width=\"14\" height=\"14\"", x - 7, y - 7)
        } else {
            format!("circle cx=\"{x}\" cy=\"{y}\" r=\"8\"")
        };
        let colour = ink(tone).fill;
        self.body.push_str(&format!("<{shape} fill=\"{colour}\" stroke=\"{WHITE}\" stroke-width=\"2\"/>\n"));
    }

    /// Where the drawing stands now, for what is to lie under all that follows.
    pub(super) fn place(&self) -> usize {
        self.body.len()
    }

    /// Draws lines of an axis under what was drawn since a place: `M10 20V300` and the like.
    pub(super) fn under(&mut self, place: usize, path: &str) {
        let grid = format!("<path d=\"{path}\" fill=\"none\" stroke=\"{GRID}\"/>\n");
        if self.body.is_char_boundary(place) {
            self.body.insert_str(place, &grid);
        }
    }

    /// The source, and all of it as one SVG element.
    pub(super) fn finish(mut self, chart: &Chart) -> String {
        let lang = self.lang;
        if let Some(source) = &chart.source {
            let source = clean(source.get(lang));
            let source = if lang == Lang::Vi { format!("Nguồn: {source}") } else { format!("Source: {source}") };
            self.y += 8;
            self.lines(MARGIN, SMALL, QUIET, &SMALL.wrap(&source, INNER));
        }
        let (id, height) = (&self.id, self.y + MARGIN);
        let language = if lang == Lang::Vi { "vi" } else { "en" };
        let title = escape(&clean(chart.title.get(lang)));
        let description = escape(&clean(chart.alternative.get(lang)));
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{id}\" lang=\"{language}\" xml:lang=\"{language}\" \
             viewBox=\"0 0 {WIDTH} {height}\" width=\"100%\" style=\"max-width:{WIDTH}px;height:auto\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-description\" font-family=\"{FONTS}\" font-weight=\"400\" \
             font-style=\"normal\" letter-spacing=\"0\" word-spacing=\"0\" text-anchor=\"start\" direction=\"ltr\">\n\
             <title id=\"{id}-title\">{title}</title>\n<desc id=\"{id}-description\">{description}</desc>\n"
        );
        let patterns: Vec<String> = TONES.iter().filter_map(|tone| self.pattern(*tone)).collect();
        if !patterns.is_empty() {
            out.push_str(&format!("<defs>\n{}</defs>\n", patterns.concat()));
        }
        out.push_str(&format!("<rect width=\"{WIDTH}\" height=\"{height}\" fill=\"{WHITE}\"/>\n"));
        out.push_str(&self.body);
        out.push_str("</svg>\n");
        out
    }

    fn pattern(&self, tone: Tone) -> Option<String> {
        let (side, shapes) = ink(tone).pattern?;
        let (id, name) = (&self.id, tone.code());
        self.used.contains(&tone).then(|| {
            format!(
                "<pattern id=\"{id}-{name}\" width=\"{side}\" height=\"{side}\" patternUnits=\"userSpaceOnUse\">{shapes}</pattern>\n"
            )
        })
    }
}

/// The widest of some words.
pub(super) fn widest<'a>(face: Face, words: impl IntoIterator<Item = &'a String>) -> i64 {
    words.into_iter().map(|words| face.width(words)).max().unwrap_or_default()
}

/// The names of the categories, as they are written.
pub(super) fn names(chart: &Chart, lang: Lang) -> Vec<String> {
    chart.categories.iter().map(|name| clean(name.get(lang))).collect()
}

/// The face of category names.
pub(super) const NAMES: Face = BODY;
