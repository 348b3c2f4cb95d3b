//! The report as Markdown (CommonMark with tables).

use super::Report;
use super::layout::{Align, Block, Table};
use crate::text::Lang;

/// Characters that Markdown would take for its own get a backslash; what would start a line of HTML, a list or a
/// new line does not survive as such.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' | '{' | '}' => {
                out.push('\\');
                out.push(character);
            }
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// A paragraph; its first characters must not make a list or a heading of it.
fn paragraph(text: &str) -> String {
    let text = escaped(text.trim());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits).unwrap_or(("", &text));
    match rest.chars().next() {
        Some(mark @ ('.' | ')')) if !number.is_empty() => {
            format!("{number}\\{mark}{}", rest.get(1..).unwrap_or_default())
        }
        Some('-' | '+' | '=') if number.is_empty() => format!("\\{text}"),
        _ => text,
    }
}

fn table(table: &Table, lang: Lang, out: &mut String) {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out.push_str(&row(table.columns.iter().map(|column| escaped(column.title.get(lang))).collect()));
    let rule = |align: Align| if align == Align::Right { "--:" } else { "---" }.to_owned();
    out.push_str(&row(table.columns.iter().map(|column| rule(column.align)).collect()));
    for line in &table.rows {
        let cells = line.cells.iter().enumerate().map(|(place, cell)| {
            let text = escaped(&cell.to_text(lang));
            let text = if place == 0 && line.level > 0 { format!("– {text}") } else { text };
            if line.total && !text.trim().is_empty() { format!("**{}**", text.trim()) } else { text }
        });
        out.push_str(&row(cells.collect()));
    }
    out.push('\n');
}

pub(super) fn render(report: &Report, lang: Lang) -> String {
    let mut out = format!("# {}\n\n", escaped(report.title.get(lang)));
    for line in report.agency.iter().chain([&report.opening]) {
        out.push_str(&format!("{}\n\n", paragraph(line.get(lang))));
    }
    for section in &report.sections {
        let marks = "#".repeat(usize::try_from(section.level).unwrap_or(1).clamp(1, 5).saturating_add(1));
        out.push_str(&format!("{marks} {}\n\n", escaped(&section.heading(lang))));
        let mut in_list = false;
        for block in &section.blocks {
            let item = matches!(block, Block::Item(_));
            if in_list && !item {
                out.push('\n');
            }
            in_list = item;
            match block {
                Block::Sentence(text) => out.push_str(&format!("{}\n\n", paragraph(text.get(lang)))),
                Block::Item(text) => out.push_str(&format!("- {}\n", paragraph(text.get(lang)))),
                Block::Table(content) => {
                    out.push_str(&format!("*{}*\n\n", escaped(&content.caption(lang))));
                    table(content, lang, &mut out);
                }
                Block::Chart(chart) => {
                    let (title, alternative) = (escaped(chart.title.get(lang)), escaped(chart.alternative.get(lang)));
                    out.push_str(&format!("*{title}*: {alternative}\n\n"));
                }
            }
        }
        if in_list {
            out.push('\n');
        }
    }
    if !report.sources.is_empty() {
        out.push_str(match lang {
            Lang::Vi => "## Nguồn số liệu\n\n",
            Lang::En => "## Sources\n\n",
        });
        for source in &report.sources {
            out.push_str(&format!("- {}\n", paragraph(&source.label(lang))));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, paragraph};

    #[test]
    fn what_markdown_would_take_for_its_own_stays_text() {
        assert_eq!(escaped("<script>a|b</script>"), "\\<script\\>a\\|b\\</script\\>");
        assert_eq!(paragraph("12. Sở"), "12\\. Sở");
        assert_eq!(paragraph("- Sở"), "\\- Sở");
        assert_eq!(paragraph("Sở\n# A"), "Sở \\# A");
    }
}
