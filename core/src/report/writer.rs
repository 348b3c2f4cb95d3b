//! From records to sections: the outline walked once, every content written where it stands.

use super::Report;
use super::figures::Lineage;
use super::layout::{Block, Section, Table};
use super::outline::{Content, ContentEntry, Outline, OutlineSection};
use super::phrases::{Phrases, Slot};
use super::records::Records;
use super::sections::{self, Goal};
use crate::ledger::LedgerReport;
use crate::plan::PlanReport;
use crate::review::ReviewSummary;
use crate::statistics::OnTimeTable;
use crate::text::{self, Lang, Text};
use crate::{Error, WorkCalendar};
use std::collections::HashSet;
use std::rc::Rc;

/// A report as it is being written.
pub(super) struct Writer<'a> {
    pub(super) report: Report,
    pub(super) calendar: &'a WorkCalendar,
    /// The names of the figures there are.
    pub(super) known: HashSet<String>,
    /// What one unit of a league lacks, to be sought in its own sheet.
    pub(super) goal: Option<Goal>,
    /// What several contents tell of, asked of its room once.
    pub(super) answers: Answers,
    phrases: Phrases,
}

/// The answers of rooms that more than one content tells of, as far as one has asked.
#[derive(Default)]
pub(super) struct Answers {
    pub(super) dossiers: Option<Rc<OnTimeTable>>,
    pub(super) plan: Option<Rc<PlanReport>>,
    pub(super) review: Option<Rc<ReviewSummary>>,
    pub(super) ledger: Option<Rc<LedgerReport>>,
}

/// The answer that is there, or the one that is asked for now and kept.
///
/// # Errors
/// Those of asking.
pub(super) fn once<T>(
    kept: &mut Option<Rc<T>>,
    ask: impl FnOnce() -> Result<Option<T>, Error>,
) -> Result<Option<Rc<T>>, Error> {
    if kept.is_none() {
        *kept = ask()?.map(Rc::new);
    }
    Ok(kept.clone())
}

/// A content as it was written: what one section tells.
pub(super) struct Piece {
    pub(super) id: String,
    pub(super) title: Text,
    pub(super) blocks: Vec<Block>,
}

impl Piece {
    pub(super) fn new(id: impl Into<String>, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { id: id.into(), title: Text::new(vi, en), blocks: Vec::new() }
    }

    pub(super) fn sentence(&mut self, text: Text) {
        // What other rooms say of themselves in a line has no stop at its end; in a report it is a sentence.
        let ended = |text: String| if text.ends_with(['.', ':', ';', '!', '?']) { text } else { format!("{text}.") };
        self.blocks.push(Block::Sentence(Text::new(ended(text.vi), ended(text.en))));
    }

    pub(super) fn item(&mut self, text: Text) {
        self.blocks.push(Block::Item(text));
    }

    /// A table, whose numbers become figures.
    pub(super) fn table(&mut self, writer: &mut Writer<'_>, table: Table, lineage: impl Fn(&str, &str) -> Lineage) {
        writer.figures_of(&table, lineage);
        self.blocks.push(Block::Table(table));
    }

    fn into_section(self, level: u32) -> Section {
        Section { id: self.id, number: String::new(), level, title: self.title, blocks: self.blocks }
    }
}

impl<'a> Writer<'a> {
    pub(super) fn new(report: Report, phrases: Phrases, calendar: &'a WorkCalendar) -> Self {
        Self { report, calendar, known: HashSet::new(), goal: None, answers: Answers::default(), phrases }
    }

    /// A phrase with its places filled.
    pub(super) fn say(&self, id: &str, filled: &[Slot]) -> Text {
        self.phrases.say(id, filled)
    }

    /// Walks the outline; what the records have and it does not name comes at the end, so that nothing is lost.
    pub(super) fn write(&mut self, outline: &Outline, records: &Records) -> Result<(), Error> {
        self.goal = sections::goal_of(records)?;
        let mut sections = Vec::new();
        for section in &outline.sections {
            sections.extend(self.section(section, 1, records)?);
        }
        let mut rest = Vec::new();
        for content in Content::ALL.into_iter().filter(|content| !content.is_by_subject() && !outline.has(*content)) {
            rest.extend(self.content(content, None, records)?);
        }
        let untold = |content: Content| move |subject: Option<&str>| !outline.has_subject(content, subject);
        if !records.omit.contains(&Content::Facts) {
            rest.extend(sections::other_facts(&records.facts, untold(Content::Facts)));
        }
        if !records.omit.contains(&Content::Ledger) {
            rest.extend(sections::ledger(self, records, "other_figures", untold(Content::Ledger))?);
        }
        let titled = outline.sections.iter().any(|section| section.title.is_some());
        if titled && !rest.is_empty() {
            sections.push(Piece::new("other", "Nội dung khác", "Other").into_section(1));
        }
        sections.extend(rest.into_iter().map(|piece| piece.into_section(if titled { 2 } else { 1 })));
        self.report.sections = sections;
        sections::fill_comparison(self, outline, records)?;
        number(&mut self.report.sections);
        Ok(())
    }

    /// The report of a table of dossiers, which has no records beside it.
    pub(super) fn write_table(&mut self, table: &OnTimeTable) -> Result<(), Error> {
        let mut pieces: Vec<Piece> = sections::cautions(self, table).into_iter().collect();
        pieces.push(sections::table_of(self, table)?);
        pieces.push(sections::table_by_agency(self, table)?);
        pieces.push(sections::left_out(self, table));
        self.report.sections = pieces.into_iter().map(|piece| piece.into_section(1)).collect();
        number(&mut self.report.sections);
        Ok(())
    }

    /// The report as it is written, with its first line.
    pub(super) fn done(mut self) -> Report {
        let as_of = ("as_of", day(self.report.as_of));
        self.report.opening = match &self.report.period {
            Some(period) => {
                let period = Text::build(|lang| period.to_text(lang));
                self.say("period", &[("period", period), as_of])
            }
            None => self.say("as_of", &[as_of]),
        };
        self.report
    }

    /// A section and those under it, or nothing where the records have nothing for it.
    fn section(&mut self, section: &OutlineSection, level: u32, records: &Records) -> Result<Vec<Section>, Error> {
        let (mut own, mut under) = (Vec::new(), Vec::new());
        let below = if section.title.is_some() { level.saturating_add(1) } else { level };
        for ContentEntry { content, title } in &section.contents {
            for mut piece in self.content(*content, section.subject.as_deref(), records)? {
                if let Some(title) = title {
                    piece.title = title.clone();
                }
                // What is told by subject is the section's own; everything else stands under its own title.
                if let Some(title) = section.title.as_ref().filter(|_| content.is_by_subject()) {
                    own.extend(piece.blocks.into_iter().map(|block| about(block, title)));
                } else {
                    under.push(piece.into_section(below));
                }
            }
        }
        for child in &section.sections {
            under.extend(self.section(child, below, records)?);
        }
        let Some(title) = &section.title else { return Ok(under) };
        if own.is_empty() && under.is_empty() {
            if !section.required {
                return Ok(Vec::new());
            }
            own.push(Block::Sentence(self.say("nothing", &[])));
        }
        let head = Section { id: section.id.clone(), number: String::new(), level, title: title.clone(), blocks: own };
        Ok(std::iter::once(head).chain(under).collect())
    }

    fn content(&mut self, content: Content, subject: Option<&str>, records: &Records) -> Result<Vec<Piece>, Error> {
        let one = |piece: Option<Piece>| piece.into_iter().collect();
        if records.omit.contains(&content) {
            return Ok(Vec::new());
        }
        Ok(match content {
            Content::Facts => one(sections::facts(&records.facts, subject)),
            Content::Dossiers => one(sections::dossiers_of(self, records)?),
            Content::DossiersByMonth => one(sections::dossiers_by_month(self, records)?),
            Content::DossiersByAgency => one(sections::dossiers_by_agency(self, records)?),
            Content::Procedures => one(sections::procedures(self, &records.procedures)?),
            Content::Catalogue => one(sections::catalogue(self, records)?),
            Content::ReviewProcedures => one(sections::review_procedures(self, records)?),
            Content::ReviewDocuments => one(sections::review_documents(self, records)?),
            Content::Feedback => one(sections::feedback(self, records)?),
            Content::Ledger => {
                let id = format!("ledger.{}", subject.unwrap_or("general"));
                one(sections::ledger(self, records, &id, |of| of == subject)?)
            }
            Content::Targets => one(sections::targets(self, records)?),
            Content::Tasks => one(sections::tasks(self, records)?),
            Content::Inspections => one(sections::inspections(self, records)?),
            Content::Handover => one(sections::handover(self, records)?),
            Content::Inspection => one(sections::inspection(self, &records.inspection)?),
            Content::Apology => one(sections::apology(self, records.apology.as_ref())?),
            Content::Standings => one(sections::standings(self, &records.standings)?),
            Content::League => match &records.league {
                Some(league) => vec![sections::league(self, league, &records.rule_sets)?],
                None => Vec::new(),
            },
            Content::Sheets => {
                let sheet = |unit| sections::sheet(self, unit, records);
                records.sheets.iter().map(sheet).collect::<Result<_, Error>>()?
            }
            // Compared at the end, when all figures are there.
            Content::Comparison => one(records.last_year.as_ref().map(|_| sections::comparison_to_come())),
        })
    }
}

/// A table of a section, told apart by its title from those of other sections.
fn about(block: Block, section: &Text) -> Block {
    match block {
        Block::Table(mut table) => {
            table.title = Text::build(|lang| format!("{}: {}", table.title.get(lang), section.get(lang)));
            Block::Table(table)
        }
        other => other,
    }
}

/// Numbers the sections: I, 1, a where they stand under one another, else 1, 2, 3.
fn number(sections: &mut [Section]) {
    let nested = sections.iter().any(|section| section.level > 1);
    let mut counts: Vec<usize> = Vec::new();
    for section in sections {
        let level = usize::try_from(section.level).unwrap_or(1).max(1);
        counts.truncate(level);
        counts.resize(level, 0);
        let Some(count) = counts.last_mut() else { continue };
        *count = count.saturating_add(1);
        section.number = match (level, nested) {
            (1, true) => roman(*count),
            (1, false) | (2, _) => count.to_string(),
            _ => letter(*count),
        };
    }
}

fn roman(mut number: usize) -> String {
    let signs = [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut text = String::new();
    for (value, sign) in signs {
        while number >= value {
            text.push_str(sign);
            number = number.saturating_sub(value);
        }
    }
    text
}

/// a, b, c, d, đ, e, as lists of Vietnamese documents go; past them the number.
fn letter(number: usize) -> String {
    let letters = ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q"];
    letters.get(number.saturating_sub(1)).map_or_else(|| number.to_string(), |letter| (*letter).to_owned())
}

/// A count, as each language writes it.
pub(super) fn n(count: u64) -> Text {
    Text::build(|lang| text::count(count, lang))
}

/// A day, as each language writes it.
pub(super) fn day(date: chrono::NaiveDate) -> Text {
    Text::build(|lang| text::date(date, lang))
}

/// Items one after the other, each as its language has it.
pub(super) fn joined(items: &[Text], separator: &str) -> Text {
    let join = |lang: Lang| items.iter().map(|item| item.get(lang)).collect::<Vec<_>>().join(separator);
    Text::build(join)
}

#[cfg(test)]
mod tests {
    use super::{letter, roman};

    #[test]
    fn sections_are_numbered_as_vietnamese_documents_are() {
        assert_eq!([1, 4, 9, 14, 40].map(roman), ["I", "IV", "IX", "XIV", "XL"]);
        assert_eq!([1, 5, 6, 17].map(letter), ["a", "đ", "e", "17"]);
    }
}
