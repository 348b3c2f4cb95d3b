//! Luật về cấp và mã: which levels there are on a day, and which form an identifier has (`core/data/agencies.json`).

use super::record::{AgencyLevel, Span};
use super::{AgencyId, is_level_1};
use crate::document;
use crate::law::Citation;
use chrono::NaiveDate;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    levels: Vec<LevelRule>,
    identifier_forms: Vec<FormRule>,
}

/// How a line of the data is known.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Known {
    Seen,
    Derived,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LevelRule {
    level: AgencyLevel,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    #[serde(rename = "certainty")]
    _certainty: Known,
    pub(super) source: Citation,
}

impl LevelRule {
    pub(super) fn span(&self) -> Span {
        Span::new(self.from, self.until)
    }
}

/// Where the group of level 1 stands.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum LevelOne {
    First,
    Last,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormRule {
    level_1: LevelOne,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    #[serde(rename = "certainty")]
    _certainty: Known,
    pub(super) source: Citation,
}

impl FormRule {
    pub(super) fn span(&self) -> Span {
        Span::new(self.from, self.until)
    }
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let shipped = document::from_json(include_str!("../../data/agencies.json"));
    #[expect(clippy::expect_used, reason = "a unit test loads the same embedded file")]
    shipped.expect("the embedded law on agencies is valid")
});

/// The days a level has, with the text that says so.
pub(super) fn level(level: AgencyLevel) -> Option<&'static LevelRule> {
    SHIPPED.levels.iter().find(|rule| rule.level == level)
}

/// The form an identifier has by the place of its level-1 group; one that shows none on the left is of the older form.
pub(super) fn form(identifier: &AgencyId) -> Option<&'static FormRule> {
    let first = identifier.level_1();
    let place = if is_level_1(first) || first.starts_with('Z') { LevelOne::First } else { LevelOne::Last };
    SHIPPED.identifier_forms.iter().find(|rule| rule.level_1 == place)
}

#[cfg(test)]
mod tests {
    use super::{AgencyLevel, form, level};
    use crate::Error;

    #[test]
    fn every_level_and_form_is_shipped_with_its_text() -> Result<(), Error> {
        for each in [AgencyLevel::Central, AgencyLevel::Province, AgencyLevel::District, AgencyLevel::Commune] {
            assert!(level(each).is_some_and(|rule| !rule.source.document.is_empty()));
        }
        let until = |id: &str| Ok::<_, Error>(form(&id.parse()?).and_then(|form| form.span().until()));
        assert_eq!(until("000.00.06.H56")?.map(|day| day.to_string()).as_deref(), Some("2020-09-14"));
        assert_eq!(until("H56.14")?, None);
        Ok(())
    }
}
