//! Mẫu câu: the sentences of a report as data, and the user's own before ours.
//!
//! A phrase is a template with named places, such as `{received}`, that a section fills with values already
//! written as each language writes them. Whoever brings a phrase of his own may leave places out and put
//! them in another order; a place that the section does not know is refused before anything is written.

use crate::error::{Error, RecordError};
use crate::text::{Lang, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Mẫu câu của báo cáo: its name, the places it may fill and its wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// Mã mẫu câu, such as `tasks.progress`.
    pub id: String,
    /// Các chỗ điền được, in the order of the alphabet.
    pub slots: Vec<String>,
    /// Câu tiếng Việt.
    pub vi: String,
    /// The English sentence.
    pub en: String,
}

/// Mẫu câu riêng: other wording under the name of a shipped phrase; a language left out keeps its own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnPhrase {
    /// Mã mẫu câu được thay.
    pub id: String,
    /// Câu tiếng Việt.
    #[serde(default)]
    pub vi: Option<String>,
    /// The English sentence.
    #[serde(default)]
    pub en: Option<String>,
}

static SHIPPED: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let shipped = crate::document::from_json(include_str!("../../data/phrases.json"));
    #[expect(clippy::expect_used, reason = "a unit test loads the same embedded file")]
    shipped.expect("the embedded phrases are valid")
});

/// The phrases of one report.
pub(super) struct Phrases(BTreeMap<&'static str, [String; 2]>);

/// A place of a phrase, and what fills it.
pub(super) type Slot = (&'static str, Text);

impl Phrases {
    /// The shipped phrases, some of them in other words.
    ///
    /// # Errors
    /// `report.unknown_phrase` and `report.unknown_slot`; `input.duplicate_id` of two for the same phrase.
    pub(super) fn with(own: &[OwnPhrase]) -> Result<Self, Error> {
        let mut phrases: BTreeMap<&'static str, [String; 2]> =
            SHIPPED.iter().map(|phrase| (phrase.id.as_str(), [phrase.vi.clone(), phrase.en.clone()])).collect();
        for (place, phrase) in own.iter().enumerate() {
            if own.iter().take(place).any(|other| other.id == phrase.id) {
                return Err(Error::DuplicateId { id: phrase.id.clone() });
            }
            let shipped = SHIPPED.iter().find(|shipped| shipped.id == phrase.id);
            let shipped =
                shipped.ok_or_else(|| Error::Records(RecordError::UnknownPhrase { id: phrase.id.clone() }))?;
            let own = [phrase.vi.as_deref().unwrap_or(&shipped.vi), phrase.en.as_deref().unwrap_or(&shipped.en)];
            for slot in own.iter().flat_map(|text| slots(text)) {
                if !shipped.slots.iter().any(|known| known == slot) {
                    let (phrase, slot, slots) = (phrase.id.clone(), slot.to_owned(), shipped.slots.join(", "));
                    return Err(Error::Records(RecordError::UnknownSlot { phrase, slot, slots }));
                }
            }
            phrases.insert(&shipped.id, own.map(str::to_owned));
        }
        Ok(Self(phrases))
    }

    /// A phrase with its places filled, in both languages.
    pub(super) fn say(&self, id: &str, filled: &[Slot]) -> Text {
        Text::build(|lang| {
            let Some([vi, en]) = self.0.get(id) else { return id.to_owned() };
            let mut text = String::new();
            for piece in pieces(if lang == Lang::Vi { vi } else { en }) {
                match piece {
                    Piece::Words(words) => text.push_str(words),
                    Piece::Slot(slot) => {
                        let value = filled.iter().find(|(name, _)| *name == slot);
                        text.push_str(value.map_or("", |(_, value)| value.get(lang)));
                    }
                }
            }
            text
        })
    }
}

/// Các mẫu câu của báo cáo: every phrase that can be worded otherwise, with its places.
pub fn phrases() -> &'static [Phrase] {
    &SHIPPED
}

enum Piece<'a> {
    Words(&'a str),
    Slot(&'a str),
}

/// The words and places of a template. A brace that names no place stays a brace.
fn pieces(template: &str) -> Vec<Piece<'_>> {
    let (mut found, mut rest) = (Vec::new(), template);
    while let Some((words, after)) = rest.split_once('{') {
        let place = after
            .split_once('}')
            .filter(|(name, _)| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
        let Some((name, after)) = place else {
            let end = words.len().saturating_add(1);
            found.push(Piece::Words(rest.get(..end).unwrap_or(rest)));
            rest = rest.get(end..).unwrap_or_default();
            continue;
        };
        found.extend([Piece::Words(words), Piece::Slot(name)]);
        rest = after;
    }
    found.push(Piece::Words(rest));
    found
}

fn slots(template: &str) -> impl Iterator<Item = &str> {
    pieces(template).into_iter().filter_map(|piece| match piece {
        Piece::Slot(slot) => Some(slot),
        Piece::Words(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::{OwnPhrase, Phrases, SHIPPED, slots};
    use crate::{Error, Text};
    use std::collections::BTreeSet;

    #[test]
    fn every_shipped_phrase_names_the_places_it_has() {
        let mut ids = BTreeSet::new();
        for phrase in SHIPPED.iter() {
            assert!(ids.insert(&phrase.id), "{} stands twice", phrase.id);
            let used: BTreeSet<&str> = slots(&phrase.vi).chain(slots(&phrase.en)).collect();
            assert_eq!(used, phrase.slots.iter().map(String::as_str).collect(), "{}", phrase.id);
            let [vi, en] = [&phrase.vi, &phrase.en].map(|text| slots(text).collect::<BTreeSet<_>>());
            assert_eq!(vi, en, "{} says other things in English", phrase.id);
        }
    }

    #[test]
    fn a_brace_that_names_no_place_stays() -> Result<(), Error> {
        let own = OwnPhrase { id: "source".into(), vi: Some("{ {source} {} {A} }".into()), ..OwnPhrase::default() };
        let phrases = Phrases::with(&[own])?;
        assert_eq!(phrases.say("source", &[("source", Text::same("X"))]).vi, "{ X {} {A} }");
        Ok(())
    }
}
