//! What the source says in words.

use crate::report::records::Fact;
use crate::report::writer::Piece;
use crate::text::{Lang, Text};

fn item(fact: &Fact) -> Text {
    let words = |lang: Lang| {
        let text = if lang == Lang::Vi { &fact.vi } else { &fact.en };
        let source = fact.source.as_ref().map(|source| format!(" [{}]", source.label(lang)));
        format!("{text}{}", source.unwrap_or_default())
    };
    Text::build(words)
}

fn piece(facts: &[&Fact]) -> Option<Piece> {
    let mut piece = Piece::new("facts", "Thông tin chung", "In general");
    for fact in facts {
        piece.item(item(fact));
    }
    (!facts.is_empty()).then_some(piece)
}

/// The facts about a subject, or about none.
pub(in crate::report) fn facts(facts: &[Fact], subject: Option<&str>) -> Option<Piece> {
    piece(&facts.iter().filter(|fact| fact.subject.as_deref() == subject).collect::<Vec<_>>())
}

/// The facts about what no section is about.
pub(in crate::report) fn other_facts(facts: &[Fact], untold: impl Fn(Option<&str>) -> bool) -> Option<Piece> {
    let mut piece = piece(&facts.iter().filter(|fact| untold(fact.subject.as_deref())).collect::<Vec<_>>())?;
    piece.id = "other_facts".to_owned();
    piece.title = Text::new("Thông tin khác", "Further facts");
    Some(piece)
}
