//! The report as one page of HTML: its style and its charts inside it, no script, nothing fetched.

use super::Report;
use super::figures::{Figure, Lineage};
use super::layout::{Align, Block, Cell, Section, Table};
use crate::text::{Lang, Text};

/// Text for an element or a quoted attribute; control characters become spaces.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// A name as an id of the page: letters and digits stay, everything else is written as its number.
fn anchor(prefix: &str, name: &str) -> String {
    let mut id = format!("{prefix}-");
    for character in name.chars() {
        match character {
            '.' | '-' => id.push(character),
            letter if letter.is_ascii_alphanumeric() => id.push(letter),
            other => id.push_str(&format!("_{:x}", u32::from(other))),
        }
    }
    id
}

const STYLE: &str = include_str!("../../data/report.css");

fn pick(lang: Lang, vi: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

pub(super) fn render(report: &Report, lang: Lang) -> String {
    let title = escaped(report.title.get(lang));
    let code = pick(lang, "vi", "en");
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n"
    );
    if let Some(agency) = &report.agency {
        out.push_str(&format!("<p class=\"agency\">{}</p>\n", escaped(agency.get(lang))));
    }
    out.push_str(&format!("<h1>{title}</h1>\n<p>{}</p>\n</header>\n", escaped(report.opening.get(lang))));
    contents(&report.sections, lang, &mut out);
    out.push_str("<main>\n");
    for section in &report.sections {
        self::section(report, section, lang, &mut out);
    }
    sources(report, lang, &mut out);
    figures(report, lang, &mut out);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// The list of sections, where there are enough of them to need one.
fn contents(sections: &[Section], lang: Lang, out: &mut String) {
    if sections.len() < 4 {
        return;
    }
    let label = pick(lang, "Mục lục", "Contents");
    out.push_str(&format!("<nav aria-label=\"{label}\">\n<h2>{label}</h2>\n<ul>\n"));
    for section in sections.iter().filter(|section| section.level < 3) {
        let (id, heading) = (anchor("s", &section.id), escaped(&section.heading(lang)));
        out.push_str(&format!("<li class=\"level-{}\"><a href=\"#{id}\">{heading}</a></li>\n", section.level));
    }
    out.push_str("</ul>\n</nav>\n");
}

fn section(report: &Report, section: &Section, lang: Lang, out: &mut String) {
    let level = section.level.clamp(1, 5).saturating_add(1);
    let (id, heading) = (anchor("s", &section.id), escaped(&section.heading(lang)));
    out.push_str(&format!("<section aria-labelledby=\"{id}\">\n<h{level} id=\"{id}\">{heading}</h{level}>\n"));
    let mut in_list = false;
    for block in &section.blocks {
        let item = matches!(block, Block::Item(_));
        if item != in_list {
            out.push_str(if item { "<ul>\n" } else { "</ul>\n" });
        }
        in_list = item;
        match block {
            Block::Sentence(text) => out.push_str(&format!("<p>{}</p>\n", escaped(text.get(lang)))),
            Block::Item(text) => out.push_str(&format!("<li>{}</li>\n", escaped(text.get(lang)))),
            Block::Table(content) => table(report, content, lang, out),
            Block::Chart(chart) => {
                out.push_str(&format!("<figure class=\"chart\">\n{}\n</figure>\n", chart.to_svg(lang)));
            }
        }
    }
    out.push_str(if in_list { "</ul>\n</section>\n" } else { "</section>\n" });
}

/// A table in a box of its own that scrolls where the page is too narrow, and can be reached by keyboard.
fn table(report: &Report, table: &Table, lang: Lang, out: &mut String) {
    let caption = escaped(&table.caption(lang));
    // Two or three columns read badly when they are drawn apart.
    let few = if table.columns.len() < 4 { " class=\"few\"" } else { "" };
    out.push_str(&format!(
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{caption}\">\n<table{few}>\n\
         <caption><span>{caption}</span></caption>\n<thead>\n<tr>"
    ));
    for column in &table.columns {
        let number = if column.align == Align::Right { " class=\"number\"" } else { "" };
        out.push_str(&format!("<th scope=\"col\"{number}>{}</th>", escaped(column.title.get(lang))));
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    let parts = table.has_parts();
    for row in &table.rows {
        let class = match (row.total, row.level) {
            (true, _) => " class=\"total\"",
            (false, 0) if parts => " class=\"whole\"",
            (false, 0) => "",
            (false, _) => " class=\"part\"",
        };
        out.push_str(&format!("<tr{class}>"));
        let mut headed = false;
        for (cell, column) in row.cells.iter().zip(&table.columns) {
            let text = escaped(&cell.to_text(lang));
            let number = if column.align == Align::Right { " class=\"number\"" } else { "" };
            // The first cell of words says what the row is.
            if !headed && column.align == Align::Left && matches!(cell, Cell::Words(_)) && !text.trim().is_empty() {
                headed = true;
                out.push_str(&format!("<th scope=\"row\">{text}</th>"));
                continue;
            }
            let id = format!("{}.{}.{}", report.id, row.id, column.name);
            let figure = if row.id.is_empty() || column.name.is_empty() { None } else { report.figure(&id) };
            let about = figure.map(|figure| format!(" data-figure=\"{}\"", escaped(&figure.id))).unwrap_or_default();
            out.push_str(&format!("<td{number}{about}>{text}</td>"));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

fn sources(report: &Report, lang: Lang, out: &mut String) {
    if report.sources.is_empty() {
        return;
    }
    let heading = pick(lang, "Nguồn số liệu", "Sources");
    out.push_str(&format!("<section aria-labelledby=\"sources\">\n<h2 id=\"sources\">{heading}</h2>\n<ul>\n"));
    for source in &report.sources {
        out.push_str(&format!("<li>{}</li>\n", escaped(&source.label(lang))));
    }
    out.push_str("</ul>\n</section>\n");
}

/// Every figure with where it comes from, for whoever checks the report; folded away for the others.
fn figures(report: &Report, lang: Lang, out: &mut String) {
    if report.figures.is_empty() {
        return;
    }
    let heading = pick(lang, "Mọi con số và nguồn gốc", "Every figure and where it comes from");
    let columns = match lang {
        Lang::Vi => ["Con số", "Nhãn", "Giá trị", "Đơn vị", "Mẫu số", "Tính từ", "Quy tắc, nguồn"],
        Lang::En => ["Figure", "What it is", "Value", "Unit", "Share of", "Taken from", "Rule, source"],
    };
    out.push_str(&format!(
        "<details>\n<summary>{heading}</summary>\n<div class=\"table\" role=\"region\" tabindex=\"0\" \
         aria-label=\"{heading}\">\n<table>\n<caption>{heading}</caption>\n<thead>\n<tr>"
    ));
    for column in columns {
        out.push_str(&format!("<th scope=\"col\">{column}</th>"));
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for figure in &report.figures {
        let cells = [
            figure.label.get(lang).to_owned(),
            figure.value.clone(),
            figure.unit.label().get(lang).to_owned(),
            figure.of.as_ref().map(|of: &Text| of.get(lang).to_owned()).unwrap_or_default(),
            taken_from(&figure.lineage, lang),
            decided_by(figure, lang),
        ];
        out.push_str(&format!("<tr><th scope=\"row\"><code>{}</code></th>", escaped(&figure.id)));
        for cell in cells {
            out.push_str(&format!("<td>{}</td>", escaped(&cell)));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n</details>\n");
}

/// The list a figure was taken from, with the first ids.
fn taken_from(lineage: &Lineage, lang: Lang) -> String {
    let ids = lineage.ids.join(", ");
    let named = u64::try_from(lineage.ids.len()).unwrap_or(u64::MAX);
    let more = match lineage.counted {
        Some(counted) if counted > named => format!(", ... ({})", crate::text::count(counted, lang)),
        _ => String::new(),
    };
    if ids.is_empty() { lineage.records.clone() } else { format!("{}: {ids}{more}", lineage.records) }
}

fn decided_by(figure: &Figure, lang: Lang) -> String {
    let citations = figure.lineage.rule.iter().chain(&figure.lineage.sources);
    citations.map(|citation| citation.label(lang)).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::{anchor, escaped};

    #[test]
    fn text_of_the_user_stays_text() {
        assert_eq!(escaped("<script>\"a\" & 'b'\n"), "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39; ");
        assert_eq!(anchor("s", "sheet.H15 <x>"), "s-sheet.H15_20_3cx_3e");
    }
}
