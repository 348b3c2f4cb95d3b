//! Chế độ thời hạn: which text says by when a step is due, and for what. The shipped ones are in
//! `core/data/feedback.json`, each with what was read of it.

use super::record::{Feedback, FeedbackChannel, FeedbackClass};
use crate::procedure::TimeLimit;
use crate::text::Text;
use crate::{Citation, Error, document, law, number};
use chrono::NaiveDate;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::sync::LazyLock;

/// Chế độ thời hạn: the rules of one text on the handling of feedback.
///
/// A step that it has no rule for is left to the general decree in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeedbackRegime {
    /// Số, ký hiệu văn bản.
    pub id: String,
    /// Tên.
    pub title: Text,
    /// Whether the text was read, or is the user's own.
    #[serde(default)]
    pub certainty: RegimeCertainty,
    /// The first day it was in force, where that day was read.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// A day it was surely not in force before.
    #[serde(default)]
    pub not_before: Option<NaiveDate>,
    /// The last day it was in force.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// Kéo dài có dời hạn trả lời hay không: whether a prolongation moves the day the answer is due.
    #[serde(default)]
    pub prolongation_moves_due: bool,
    /// What a reader should know of it.
    #[serde(default)]
    pub note: Option<Text>,
    /// The rules; of one step the first whose conditions hold decides.
    pub rules: Vec<FeedbackRule>,
}

/// Mức chắc chắn của chế độ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RegimeCertainty {
    /// Đọc được trong văn bản.
    Seen,
    /// Của người dùng.
    #[default]
    Own,
}

/// Một quy định: by when a step is due, for what it applies to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeedbackRule {
    /// Bước.
    pub step: FeedbackStep,
    /// What it applies to; everything when it is left out.
    #[serde(default)]
    pub when: FeedbackCondition,
    /// Thời hạn; left out where the text asks for the step and states no time.
    #[serde(default)]
    pub limit: Option<TimeLimit>,
    /// Whether the step is owed at all.
    #[serde(default = "yes")]
    pub owed: bool,
    /// Tính từ khi nào: from reception, or for publication from the answer.
    #[serde(default)]
    pub after: CountedFrom,
    /// The text that says so.
    pub source: Citation,
}

fn yes() -> bool {
    true
}

/// Điều kiện; what is left out is not asked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FeedbackCondition {
    /// Nhóm nội dung.
    pub class: Option<FeedbackClass>,
    /// Thuộc thẩm quyền hay không.
    pub competent: Option<bool>,
    /// Các hình thức gửi.
    pub channels: Vec<FeedbackChannel>,
    /// Phức tạp hay không.
    pub complex: Option<bool>,
}

/// Bước xử lý.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FeedbackStep {
    /// Chuyển.
    Forward,
    /// Hướng dẫn gửi đúng nơi.
    Guide,
    /// Trả lời; a refusal is one.
    Answer,
    /// Công khai kết quả.
    Publish,
}

impl FeedbackStep {
    /// The steps in their order.
    pub const ALL: [Self; 4] = [Self::Forward, Self::Guide, Self::Answer, Self::Publish];

    /// Tên bước.
    pub fn label(self) -> Text {
        match self {
            Self::Forward => Text::new("chuyển", "passing on"),
            Self::Guide => Text::new("hướng dẫn", "guidance"),
            Self::Answer => Text::new("trả lời", "answer"),
            Self::Publish => Text::new("công khai", "publication"),
        }
    }
}

/// Tính từ khi nào.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CountedFrom {
    /// Từ ngày tiếp nhận.
    #[default]
    Received,
    /// Từ ngày trả lời.
    Answered,
}

/// Chế độ được chọn: the id of a shipped one, or a regime of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[expect(clippy::exhaustive_enums, reason = "a choice between a name and a document is complete")]
pub enum RegimeChoice {
    /// Tên, such as `18/2018/TT-BCT`.
    Named(String),
    /// Văn bản.
    Own(Box<FeedbackRegime>),
}

/// A name or a document; a derived reader of either could not say what is wrong inside the document.
impl<'de> Deserialize<'de> for RegimeChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = RegimeChoice;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the id of a shipped regime, or a document with id, title and rules")
            }
            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<RegimeChoice, E> {
                Ok(RegimeChoice::Named(name.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RegimeChoice, A::Error> {
                FeedbackRegime::deserialize(MapAccessDeserializer::new(map)).map(|own| RegimeChoice::Own(Box::new(own)))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    /// The texts that hold for every body, in the order of their dates.
    general: Vec<String>,
    regimes: Vec<FeedbackRegime>,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let shipped = document::from_json(include_str!("../../data/feedback.json"));
    #[expect(clippy::expect_used, reason = "a unit test loads the same embedded file")]
    shipped.expect("the embedded regimes are valid")
});

/// Các chế độ được cung cấp kèm: the regimes that were read, with their citations.
pub fn shipped_regimes() -> &'static [FeedbackRegime] {
    &SHIPPED.regimes
}

/// What decides for one piece of feedback: the regime asked for, and the general decree behind it.
#[derive(Clone, Copy)]
pub(super) struct Regimes<'a> {
    pub(super) asked: Option<&'a FeedbackRegime>,
    pub(super) general: Option<&'static FeedbackRegime>,
}

/// What a text says of a step.
pub(super) enum Said<'a> {
    /// No rule that was read has anything on it.
    Nothing,
    /// A rule decides.
    Rule(&'a FeedbackRule, &'a FeedbackRegime),
    /// Which rule decides hangs on what is not recorded.
    Unknown(Vec<&'static str>, &'a FeedbackRule, &'a FeedbackRegime),
}

impl FeedbackRegime {
    fn holds(&self, day: NaiveDate) -> bool {
        law::holds(self.from.or(self.not_before), self.until, day)
    }

    fn has(&self, step: FeedbackStep) -> bool {
        self.rules.iter().any(|rule| rule.step == step)
    }

    /// Whether an own document can be counted by.
    ///
    /// # Errors
    /// `table.missing_field` without an id; `input.empty_list` without rules; `calendar.reversed_dates`.
    fn check(&self) -> Result<(), Error> {
        if self.id.trim().is_empty() {
            return Err(Error::MissingField { field: "regime.id".to_owned() });
        }
        if self.rules.is_empty() {
            return Err(Error::EmptyList { what: "count feedback by" });
        }
        match (self.from.or(self.not_before), self.until) {
            (Some(from), Some(until)) if until < from => {
                Err(Error::ReversedDates { after: from.to_string(), through: until.to_string() })
            }
            _ => Ok(()),
        }
    }
}

impl<'a> Regimes<'a> {
    /// Whether the choice names a regime that is known, whatever the day.
    ///
    /// # Errors
    /// `input.unknown_id` for a name that is not shipped, and those of an own document.
    pub(super) fn check(choice: Option<&RegimeChoice>) -> Result<(), Error> {
        match choice {
            None => Ok(()),
            Some(RegimeChoice::Own(own)) => own.check(),
            Some(RegimeChoice::Named(name)) => named(name).map(|_| ()),
        }
    }

    /// # Errors
    /// `input.unknown_id` for a name that is not shipped; `law.not_in_force` where the regime was not in force on
    /// the day; and those of an own document.
    pub(super) fn of(choice: Option<&'a RegimeChoice>, day: NaiveDate) -> Result<Self, Error> {
        let asked: Option<&'a FeedbackRegime> = match choice {
            None => None,
            Some(RegimeChoice::Own(own)) => {
                own.check()?;
                Some(own)
            }
            Some(RegimeChoice::Named(name)) => Some(named(name)?),
        };
        if asked.is_some_and(|regime| !regime.holds(day)) {
            let what = Text::new("chế độ thời hạn phản ánh, kiến nghị", "the regime of feedback");
            return Err(Error::NotInForce { what, date: day });
        }
        let general = SHIPPED.regimes.iter().filter(|regime| SHIPPED.general.contains(&regime.id));
        Ok(Self { asked, general: general.rev().find(|regime| regime.holds(day)) })
    }

    /// What is said of a step of one piece of feedback.
    pub(super) fn say(self, step: FeedbackStep, record: &Feedback) -> Said<'a> {
        let asked = self.asked.filter(|regime| regime.has(step));
        let Some(regime) = asked.or(self.general) else { return Said::Nothing };
        for rule in regime.rules.iter().filter(|rule| rule.step == step) {
            match rule.when.holds(record) {
                Ok(true) => return Said::Rule(rule, regime),
                Ok(false) => {}
                Err(missing) => return Said::Unknown(missing, rule, regime),
            }
        }
        Said::Nothing
    }

    /// Whether a prolongation moves the day an answer is due.
    pub(super) fn prolongation_moves_due(self) -> bool {
        self.asked.is_some_and(|regime| regime.prolongation_moves_due)
    }
}

fn named(name: &str) -> Result<&'static FeedbackRegime, Error> {
    let found = SHIPPED.regimes.iter().find(|regime| regime.id == name);
    found.ok_or_else(|| {
        let known = SHIPPED.regimes.iter().map(|regime| regime.id.as_str()).collect::<Vec<_>>().join(", ");
        Error::UnknownId { id: number::shorten(name), known }
    })
}

impl FeedbackCondition {
    /// Whether it holds of a record; the fields that are not known where that cannot be said.
    fn holds(&self, record: &Feedback) -> Result<bool, Vec<&'static str>> {
        let class = self.class.map(|wanted| record.class().map(|class| class == wanted));
        let competent = self.competent.map(|wanted| record.competent.map(|competent| competent == wanted));
        let channel = record.channel.map(|channel| self.channels.contains(&channel));
        let asked =
            [("kind", class), ("competent", competent), ("channel", (!self.channels.is_empty()).then_some(channel))];
        let complex = self.complex.is_none_or(|wanted| record.complex == wanted);
        if !complex || asked.iter().any(|(_, state)| *state == Some(Some(false))) {
            return Ok(false);
        }
        let missing: Vec<&str> =
            asked.iter().filter(|(_, state)| *state == Some(None)).map(|(name, _)| *name).collect();
        if missing.is_empty() { Ok(true) } else { Err(missing) }
    }
}

#[cfg(test)]
mod tests {
    use super::{FeedbackStep, SHIPPED};

    #[test]
    fn every_regime_is_cited_dated_and_says_something_of_an_answer() {
        for regime in &SHIPPED.regimes {
            assert!(regime.from.or(regime.not_before).is_some(), "{}", regime.id);
            assert!(regime.rules.iter().all(|rule| rule.source.document == regime.id));
            assert!(regime.has(FeedbackStep::Answer), "{}", regime.id);
            assert!(regime.rules.iter().all(|rule| rule.owed || rule.limit.is_none()), "{}", regime.id);
            assert!(regime.check().is_ok());
        }
        assert!(SHIPPED.general.iter().all(|id| SHIPPED.regimes.iter().any(|regime| &regime.id == id)));
    }
}
