//! Căn cứ pháp lý: where a rule, a day or a figure comes from.
//!
//! Every fact the library ships carries a [`Citation`]; whatever computes with the fact hands the
//! citation on, so that an answer can name the text that decided it.

use crate::text::{Lang, Text};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Căn cứ: a document, the place in it, and what it says in our own words.
///
/// ```
/// use cchc::Citation;
/// let civil_code = Citation::new("91/2015/QH13").article("Điều 147 khoản 2");
/// assert_eq!(civil_code.label(cchc::Lang::Vi), "91/2015/QH13, Điều 147 khoản 2");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Số, ký hiệu văn bản, or the published source where there is no document number.
    pub document: String,
    /// Điều, khoản, or the table of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// What the place says, in our own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<Text>,
}

impl Citation {
    /// A citation of a whole document.
    pub fn new(document: impl Into<String>) -> Self {
        Self { document: document.into(), ..Self::default() }
    }

    /// The same citation, narrowed to an article.
    #[must_use]
    pub fn article(mut self, article: impl Into<String>) -> Self {
        self.article = Some(article.into());
        self
    }

    /// The same citation, with what the place says.
    #[must_use]
    pub fn says(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.says = Some(Text::new(vi, en));
        self
    }

    /// The document and the article, and what it says where that is known.
    pub fn label(&self, lang: Lang) -> String {
        let mut label = self.document.clone();
        if let Some(article) = &self.article {
            label.push_str(", ");
            label.push_str(article);
        }
        if let Some(says) = &self.says {
            label.push_str(" (");
            label.push_str(says.get(lang));
            label.push(')');
        }
        label
    }
}

/// Trích dẫn có ngày: a citation and the first day it decides; the next one in a list replaces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatedCitation {
    /// The first day it decides.
    pub from: NaiveDate,
    /// The citation.
    pub source: Citation,
}

impl DatedCitation {
    /// The citation in force on a day, from a list in the order of its dates.
    pub(crate) fn at(list: &[Self], date: NaiveDate) -> Option<&Citation> {
        list.iter().rev().find(|dated| dated.from <= date).map(|dated| &dated.source)
    }
}

#[derive(Deserialize)]
struct Shipped {
    id: String,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    #[serde(flatten)]
    citation: Citation,
}

static SHIPPED: LazyLock<Vec<Shipped>> = LazyLock::new(|| {
    let shipped = crate::document::from_json(include_str!("../data/citations.json"));
    #[expect(clippy::expect_used, reason = "the unit test below loads the same embedded file")]
    shipped.expect("the embedded citations are valid")
});

/// The newest citation under a name in `core/data/citations.json`.
pub(crate) fn shipped(id: &str) -> Citation {
    let found = SHIPPED.iter().rev().find(|shipped| shipped.id == id);
    found.map(|shipped| shipped.citation.clone()).unwrap_or_default()
}

/// Whether a text in force from a day until another, both included, was so on a day.
pub(crate) fn holds(from: Option<NaiveDate>, until: Option<NaiveDate>, date: NaiveDate) -> bool {
    from.is_none_or(|from| from <= date) && until.is_none_or(|until| date <= until)
}

/// The citation under a name that was in force on a day; `None` where none is known for it.
pub(crate) fn in_force(id: &str, date: NaiveDate) -> Option<Citation> {
    let applies = |shipped: &&Shipped| shipped.id == id && holds(shipped.from, shipped.until, date);
    SHIPPED.iter().find(applies).map(|shipped| shipped.citation.clone())
}

#[cfg(test)]
mod tests {
    use super::{in_force, shipped};

    #[test]
    fn every_citation_used_in_the_code_is_shipped() {
        let used = [
            "civil_code.first_day",
            "civil_code.last_day",
            "civil_code.first_moment",
            "civil_code.weeks",
            "civil_code.months",
            "civil_code.years",
            "civil_code.roll",
            "conversion.declared",
            "supplement.restart",
            "supplement.once",
            "cut_off.day_off",
            "reception.received",
            "outcome.by_finish_day",
            "apology.duty",
            "reception.competent",
            "reception.arrival",
            "re_appointment.once",
            "refusal.within_deadline",
            "withdrawal.before_result",
        ];
        for id in used {
            assert_ne!(shipped(id).document, "", "{id}");
        }
    }

    #[test]
    fn a_text_is_cited_only_for_the_days_it_was_in_force() {
        let cited = |id, day: &str| in_force(id, day.parse().ok()?).map(|citation| citation.document);
        assert_eq!(cited("civil_code.first_day", "2016-12-31").as_deref(), Some("Bộ luật Dân sự 2005"));
        assert_eq!(cited("civil_code.first_day", "2017-01-01").as_deref(), Some("91/2015/QH13"));
        assert_eq!(cited("reception.received", "2026-08-04"), None);
        assert_eq!(cited("reception.received", "2026-08-05").as_deref(), Some("309/2026/NĐ-CP"));
    }
}
