//! The questionnaire: its serde shapes, and everything that can be wrong with one.

use crate::error::Issue;
use crate::number::{Exact, Rounding};
use crate::text::Text;
use crate::{Citation, Error, document, number};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Phiếu khảo sát: a checked questionnaire.
///
/// What a text must decide is declared in it and never assumed: which answers count as satisfied,
/// what an answer weighs, how a factor and the whole are put together, how small a group may be
/// shown, how figures are rounded.
///
/// ```
/// use cchc::survey::Questionnaire;
/// let questionnaire = Questionnaire::from_json(r#"{
///   "id": "mot-cua-2026", "title": {"vi": "Hài lòng tại Một cửa", "en": "Satisfaction at the one-stop shop"},
///   "source": {"document": "Phiếu khảo sát năm 2026"},
///   "options": [
///     {"id": "5", "title": {"vi": "Rất hài lòng", "en": "Very satisfied"}, "satisfied": true},
///     {"id": "4", "title": {"vi": "Hài lòng", "en": "Satisfied"}, "satisfied": true},
///     {"id": "3", "title": {"vi": "Bình thường", "en": "Neutral"}},
///     {"id": "2", "title": {"vi": "Không hài lòng", "en": "Dissatisfied"}},
///     {"id": "1", "title": {"vi": "Rất không hài lòng", "en": "Very dissatisfied"}}
///   ],
///   "questions": [{"id": "q1", "title": {"vi": "Thời gian chờ", "en": "Waiting time"}, "factor": "access"}],
///   "factors": [{"id": "access", "title": {"vi": "Tiếp cận", "en": "Access"}, "method": "pooled"}],
///   "overall": "mean_of_factors",
///   "suppression": {"fewest_respondents": 5, "reason": {"vi": "Không để lộ người trả lời", "en": "Nobody can be told apart"}},
///   "rounding": {"half_up_places": 2}
/// }"#)?;
/// assert_eq!(questionnaire.id(), "mot-cua-2026");
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Questionnaire {
    pub(super) document: QuestionnaireDocument,
    /// The decimals of the option weights, all brought to the same number.
    #[serde(skip)]
    pub(super) weight_places: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionnaireDocument {
    pub(super) id: String,
    pub(super) title: Text,
    pub(super) source: Citation,
    pub(super) options: Vec<AnswerOption>,
    pub(super) questions: Vec<Question>,
    pub(super) factors: Vec<Factor>,
    pub(super) overall: OverallMethod,
    pub(super) suppression: Suppression,
    pub(super) rounding: Rounding,
}

/// Phương án trả lời, one of the ordered list that every question offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AnswerOption {
    /// Mã.
    pub id: String,
    /// Tên.
    pub title: Text,
    /// Được tính là hài lòng.
    #[serde(default, skip_serializing_if = "is_false")]
    pub satisfied: bool,
    /// Trọng số, per cent from 0 to 100, where the questionnaire weighs its options.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_percent: Option<Exact>,
    /// Không tính vào mẫu số, such as "no opinion": counted and shown, but in no index.
    #[serde(default, skip_serializing_if = "is_false")]
    pub left_out: bool,
}

/// Câu hỏi.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Question {
    /// Mã.
    pub id: String,
    /// Nội dung.
    pub title: Text,
    /// Mã nhóm yếu tố it belongs to.
    pub factor: String,
}

/// Nhóm yếu tố.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Factor {
    /// Mã.
    pub id: String,
    /// Tên.
    pub title: Text,
    /// Cách tính chỉ số của nhóm.
    pub method: FactorMethod,
    /// Trọng số of the factor in [`OverallMethod::WeightedFactors`], relative to the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Exact>,
}

/// Cách tính chỉ số của một nhóm yếu tố.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FactorMethod {
    /// Gộp câu trả lời: all answers to its questions together.
    Pooled,
    /// Trung bình cộng chỉ số các câu hỏi, each question counting once however many answered it.
    MeanOfQuestions,
}

/// Cách tính chỉ số chung.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OverallMethod {
    /// Gộp mọi câu trả lời.
    Pooled,
    /// Trung bình cộng chỉ số các nhóm yếu tố.
    MeanOfFactors,
    /// Trung bình có trọng số của các nhóm yếu tố.
    WeightedFactors,
}

/// Ngưỡng ẩn số liệu: how few respondents may be shown, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suppression {
    /// The fewest respondents whose result is shown; 1 withholds nothing.
    pub fewest_respondents: u64,
    /// Why that many.
    pub reason: Text,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl Questionnaire {
    /// Reads a questionnaire and checks all of it.
    ///
    /// # Errors
    /// `document.invalid`; `survey.invalid` with every problem found and its path.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let document: QuestionnaireDocument = document::from_json(text)?;
        let issues = document.check();
        if !issues.is_empty() {
            return Err(Error::InvalidQuestionnaire { questionnaire: document.id, issues });
        }
        let scale = |option: &AnswerOption| option.weight_percent.map_or(0, |weight| weight.0.normalize().scale());
        let weight_places = document.options.iter().map(scale).max().unwrap_or(0);
        Ok(Self { document, weight_places })
    }

    /// Mã.
    pub fn id(&self) -> &str {
        &self.document.id
    }

    /// Tên.
    pub fn title(&self) -> &Text {
        &self.document.title
    }

    /// Where the questionnaire and its method come from.
    pub fn source(&self) -> &Citation {
        &self.document.source
    }

    /// Các phương án trả lời, in order.
    pub fn options(&self) -> &[AnswerOption] {
        &self.document.options
    }

    /// Các câu hỏi, in order.
    pub fn questions(&self) -> &[Question] {
        &self.document.questions
    }

    /// Các nhóm yếu tố, in order.
    pub fn factors(&self) -> &[Factor] {
        &self.document.factors
    }

    /// Cách tính chỉ số chung.
    pub fn overall(&self) -> OverallMethod {
        self.document.overall
    }

    /// Ngưỡng ẩn số liệu.
    pub fn suppression(&self) -> &Suppression {
        &self.document.suppression
    }

    /// Cách làm tròn.
    pub fn rounding(&self) -> Rounding {
        self.document.rounding
    }

    /// The places of a factor's questions among all questions.
    pub(super) fn questions_of<'a>(&'a self, factor: &'a str) -> impl Iterator<Item = usize> + 'a {
        let places = self.questions().iter().enumerate();
        places.filter(move |(_, question)| question.factor == factor).map(|(place, _)| place)
    }
}

/// More options or questions than any questionnaire has; keeps their places small numbers.
const MOST: usize = 1_000;
/// More decimals than any published weight has; keeps weighted counts inside 128 bits.
const MOST_WEIGHT_PLACES: u32 = 4;

impl QuestionnaireDocument {
    /// Every problem of the document; none when it can be counted with.
    fn check(&self) -> Vec<Issue> {
        let mut issues = Vec::new();
        check_filled("id", &self.id, &mut issues);
        if self.source.document.trim().is_empty() {
            issues.push(Issue::at("source", Error::NoCitation { code: self.id.clone() }));
        }
        let ids = |ids: Vec<&str>, list: &'static str, purpose: &'static str, issues: &mut Vec<Issue>| {
            check_ids(list, purpose, &ids, issues);
        };
        ids(self.options.iter().map(|option| option.id.as_str()).collect(), "options", "answer with", &mut issues);
        ids(self.questions.iter().map(|question| question.id.as_str()).collect(), "questions", "ask", &mut issues);
        ids(self.factors.iter().map(|factor| factor.id.as_str()).collect(), "factors", "group by", &mut issues);
        // What is longer than that is not compared one with another.
        if [self.options.len(), self.questions.len(), self.factors.len()].into_iter().all(|count| count <= MOST) {
            self.check_options(&mut issues);
            self.check_factors(&mut issues);
        }
        if self.suppression.fewest_respondents == 0 {
            let path = "suppression.fewest_respondents";
            issues.push(Issue::at(path, range("fewest_respondents", "0", "1", "any count")));
        }
        check_filled("suppression.reason.vi", &self.suppression.reason.vi, &mut issues);
        check_filled("suppression.reason.en", &self.suppression.reason.en, &mut issues);
        issues
    }

    fn check_options(&self, issues: &mut Vec<Issue>) {
        let weighted = self.options.iter().any(|option| option.weight_percent.is_some());
        for (place, option) in self.options.iter().enumerate() {
            let path = format!("options[{place}]");
            if option.left_out && (option.satisfied || option.weight_percent.is_some()) {
                issues.push(Issue::at(path, Error::OptionConflict { option: option.id.clone() }));
                continue;
            }
            if weighted && !option.left_out && option.weight_percent.is_none() {
                issues.push(Issue::at(&path, Error::OptionUnweighted { option: option.id.clone() }));
            }
            if let Some(weight) = option.weight_percent {
                let inside = (Exact::default()..=Exact::from(100)).contains(&weight);
                if !inside || weight.0.normalize().scale() > MOST_WEIGHT_PLACES {
                    let path = format!("{path}.weight_percent");
                    issues.push(Issue::at(path, range("weight_percent", weight, "0.0000", "100.0000")));
                }
            }
        }
        if !weighted && !self.options.is_empty() && !self.options.iter().any(|option| option.satisfied) {
            issues.push(Issue::at("options", Error::NothingMeasured));
        }
    }

    fn check_factors(&self, issues: &mut Vec<Issue>) {
        let known: BTreeSet<&str> = self.factors.iter().map(|factor| factor.id.as_str()).collect();
        let mut asked = BTreeSet::new();
        for (place, question) in self.questions.iter().enumerate() {
            asked.insert(question.factor.as_str());
            if !known.contains(question.factor.as_str()) {
                let known = number::shorten_list(self.factors.iter().map(|factor| factor.id.as_str()));
                let error = Error::UnknownId { id: number::shorten(&question.factor), known };
                issues.push(Issue::at(format!("questions[{place}].factor"), error));
            }
        }
        for (place, factor) in self.factors.iter().enumerate() {
            let path = format!("factors[{place}]");
            if !asked.contains(factor.id.as_str()) {
                issues.push(Issue::at(&path, Error::EmptyFactor { factor: factor.id.clone() }));
            }
            let needed = self.overall == OverallMethod::WeightedFactors;
            if needed != factor.weight.is_some() {
                issues.push(Issue::at(path, Error::FactorWeight { factor: factor.id.clone(), needed }));
            } else if factor.weight.is_some_and(|weight| weight <= Exact::default()) {
                let weight = factor.weight.unwrap_or_default();
                issues.push(Issue::at(format!("{path}.weight"), range("weight", weight, "above 0", "any count")));
            }
        }
    }
}

fn range(what: &'static str, got: impl ToString, min: &str, max: &str) -> Error {
    Error::OutOfRange { what, got: got.to_string(), min: min.to_owned(), max: max.to_owned() }
}

fn check_filled(path: &str, text: &str, issues: &mut Vec<Issue>) {
    if text.trim().is_empty() {
        issues.push(Issue::at(path, Error::MissingField { field: path.to_owned() }));
    }
}

fn check_ids(list: &'static str, purpose: &'static str, ids: &[&str], issues: &mut Vec<Issue>) {
    if ids.is_empty() {
        issues.push(Issue::at(list, Error::EmptyList { what: purpose }));
    }
    if ids.len() > MOST {
        issues.push(Issue::at(list, range(list, ids.len(), "1", &MOST.to_string())));
        return;
    }
    let mut seen = BTreeMap::new();
    for (place, id) in ids.iter().enumerate() {
        if id.trim().is_empty() {
            issues.push(Issue::at(format!("{list}[{place}].id"), Error::MissingField { field: "id".to_owned() }));
        } else if seen.insert(*id, place).is_some() {
            issues.push(Issue::at(format!("{list}[{place}].id"), Error::DuplicateId { id: (*id).to_owned() }));
        }
    }
}

/// The places of ids in a list, to look answers up by.
pub(super) fn places<'a>(ids: impl Iterator<Item = &'a str>) -> HashMap<&'a str, usize> {
    ids.zip(0..).collect()
}
