//! Answers counted: from the responses one by one, or from counts somebody else made.

use super::questionnaire::{Questionnaire, places};
use crate::Error;
use crate::error::Issue;
use crate::number::{self, shorten};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Số liệu khảo sát: what was answered, as it came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SurveyData {
    /// Từng phiếu trả lời.
    Responses(Vec<Response>),
    /// Số đếm đã tổng hợp.
    Counts(Vec<StratumCounts>),
}

/// Phiếu trả lời: what one respondent answered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// Mã phiếu hoặc mã người trả lời.
    pub respondent: String,
    /// Tầng, khối, địa bàn, where the survey has them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stratum: Option<String>,
    /// Các câu trả lời; a question left empty is simply not there.
    pub answers: Vec<Answer>,
}

/// Câu trả lời.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Mã câu hỏi.
    pub question: String,
    /// Mã phương án.
    pub option: String,
}

/// Số đếm của một tầng, as a table somebody published gives them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StratumCounts {
    /// Tầng; none for a survey without strata.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stratum: Option<String>,
    /// Số phiếu trả lời: respondents, not answers.
    pub respondents: u64,
    /// Số câu trả lời theo câu hỏi và phương án; what is not listed is 0.
    pub answers: Vec<AnswerCount>,
}

/// Một số đếm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerCount {
    /// Mã câu hỏi.
    pub question: String,
    /// Mã phương án.
    pub option: String,
    /// How many chose it.
    pub count: u64,
}

/// Bảng đếm: every answer counted, nothing withheld yet.
///
/// A working document: it shows groups of any size, so what is published is
/// [`SurveyResults`](super::SurveyResults). Rows are the responses, or the counts where counts came
/// in; `rows_in` is always `rows_used` plus `rows_refused`, and every refused row has its issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Tally {
    /// Mã phiếu khảo sát.
    pub questionnaire: String,
    /// Rows that came in.
    pub rows_in: u64,
    /// Rows counted.
    pub rows_used: u64,
    /// Rows not counted, each explained in the issues.
    pub rows_refused: u64,
    /// Từng tầng, in the order of their names; first, under no name, what has no stratum.
    pub strata: Vec<StratumTally>,
    /// What was wrong, and where.
    pub issues: Vec<Issue>,
    /// A stratum of zeros: what the questionnaire asks, to tell two questionnaires apart.
    #[serde(skip)]
    form: StratumTally,
}

/// Bảng đếm của một tầng.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct StratumTally {
    /// Tầng.
    pub stratum: Option<String>,
    /// Số người trả lời.
    pub respondents: u64,
    /// Số người có ít nhất một câu trả lời được tính. Of counts, the fewest it can be.
    pub with_answers: u64,
    /// Theo câu hỏi, in the order of the questionnaire.
    pub questions: Vec<QuestionTally>,
    /// Theo nhóm yếu tố.
    pub factors: Vec<FactorTally>,
}

/// Số đếm của một câu hỏi.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct QuestionTally {
    /// Mã câu hỏi.
    pub question: String,
    /// Theo phương án, in the order of the questionnaire.
    pub counts: Vec<OptionCount>,
}

/// Số người chọn một phương án.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OptionCount {
    /// Mã phương án.
    pub option: String,
    /// How many chose it.
    pub count: u64,
}

/// Số người trả lời của một nhóm yếu tố.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FactorTally {
    /// Mã nhóm.
    pub factor: String,
    /// Respondents with a counted answer to one of its questions. Of counts, the fewest it can be.
    pub respondents: u64,
}

/// More respondents than any survey has; below it every ratio of counts rounds exactly.
pub(super) const MOST_RESPONDENTS: u64 = 1_000_000_000_000;

/// The rows read and what was wrong with the others.
pub(super) struct Forms<'a> {
    pub(super) forms: Vec<Form<'a>>,
    pub(super) refused: u64,
    pub(super) issues: Vec<Issue>,
}

/// One response with its ids looked up.
pub(super) struct Form<'a> {
    pub(super) respondent: &'a str,
    pub(super) stratum: Option<&'a str>,
    /// Places of the question and of the option.
    pub(super) answers: Vec<(usize, usize)>,
}

impl StratumTally {
    /// Every count, option by option within question by question.
    pub(super) fn flat(&self) -> Vec<u64> {
        self.questions.iter().flat_map(|question| question.counts.iter().map(|count| count.count)).collect()
    }

    fn add(&mut self, question: usize, option: usize, more: u64) {
        let counts = self.questions.get_mut(question).map(|question| &mut question.counts);
        if let Some(count) = counts.and_then(|counts| counts.get_mut(option)) {
            count.count = count.count.saturating_add(more);
        }
    }

    /// Adds another stratum's numbers to this one's; both are of one questionnaire.
    fn absorb(&mut self, other: &Self) {
        let add = |mine: &mut u64, theirs: u64| *mine = mine.saturating_add(theirs);
        add(&mut self.respondents, other.respondents);
        add(&mut self.with_answers, other.with_answers);
        for (mine, theirs) in self.factors.iter_mut().zip(&other.factors) {
            add(&mut mine.respondents, theirs.respondents);
        }
        for (mine, theirs) in self.questions.iter_mut().zip(&other.questions) {
            for (mine, theirs) in mine.counts.iter_mut().zip(&theirs.counts) {
                add(&mut mine.count, theirs.count);
            }
        }
    }
}

impl Tally {
    /// Toàn bộ: all strata together.
    pub fn total(&self) -> StratumTally {
        let mut total = self.form.clone();
        for stratum in &self.strata {
            total.absorb(stratum);
        }
        total
    }

    /// Whether any row has a stratum.
    pub(super) fn has_strata(&self) -> bool {
        self.strata.iter().any(|stratum| stratum.stratum.is_some())
    }

    pub(super) fn asks_as(&self, questionnaire: &Questionnaire) -> bool {
        self.questionnaire == questionnaire.id() && self.form == questionnaire.form()
    }

    /// The counts of two disjoint sets of respondents together.
    ///
    /// # Errors
    /// `survey.other_questionnaire` where the two do not count the same questions and options;
    /// `input.out_of_range` for more than 10^12 respondents.
    pub fn merged(mut self, other: Self) -> Result<Self, Error> {
        if self.questionnaire != other.questionnaire || self.form != other.form {
            let (expected, got) = (self.questionnaire, other.questionnaire);
            return Err(Error::OtherQuestionnaire { expected, got });
        }
        let mut strata: BTreeMap<Option<String>, StratumTally> = BTreeMap::new();
        for stratum in self.strata.iter().chain(&other.strata) {
            let merged = strata.entry(stratum.stratum.clone()).or_insert_with(|| self.form.clone());
            merged.stratum.clone_from(&stratum.stratum);
            merged.absorb(stratum);
        }
        check_respondents(number::count_sum("respondents", strata.values().map(|stratum| stratum.respondents))?)?;
        self.strata = strata.into_values().collect();
        self.rows_in = number::count_sum("rows", [self.rows_in, other.rows_in])?;
        self.rows_used = number::count_sum("rows", [self.rows_used, other.rows_used])?;
        self.rows_refused = number::count_sum("rows", [self.rows_refused, other.rows_refused])?;
        self.issues.extend(other.issues);
        Ok(self)
    }
}

fn check_respondents(respondents: u64) -> Result<(), Error> {
    if respondents <= MOST_RESPONDENTS {
        return Ok(());
    }
    Err(Error::OutOfRange {
        what: "respondents",
        got: respondents.to_string(),
        min: "0".to_owned(),
        max: MOST_RESPONDENTS.to_string(),
    })
}

fn blank(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.trim().is_empty())
}

fn count_of(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}

impl Questionnaire {
    /// A stratum of zeros.
    pub(super) fn form(&self) -> StratumTally {
        let counts: Vec<OptionCount> =
            self.options().iter().map(|option| OptionCount { option: option.id.clone(), count: 0 }).collect();
        let question = |id: &String| QuestionTally { question: id.clone(), counts: counts.clone() };
        let factor = |id: &String| FactorTally { factor: id.clone(), respondents: 0 };
        StratumTally {
            questions: self.questions().iter().map(|asked| question(&asked.id)).collect(),
            factors: self.factors().iter().map(|group| factor(&group.id)).collect(),
            ..StratumTally::default()
        }
    }

    /// Tổng hợp phiếu: counts the answers; a bad row is left out with its issue, the rest is used.
    ///
    /// A response is refused whole: its respondent is empty or already counted, it answers nothing,
    /// or one of its answers names an unknown question or option or answers a question again. Of
    /// counts, a bad one takes the other counts of its question with it, because a share of what
    /// is left would be wrong.
    ///
    /// # Errors
    /// `input.out_of_range` for more than 10^12 respondents.
    pub fn tally(&self, data: &SurveyData) -> Result<Tally, Error> {
        match data {
            SurveyData::Responses(responses) => Ok(self.tally_of(&self.read(responses))),
            SurveyData::Counts(counts) => self.tally_counts(counts),
        }
    }

    /// The strata of forms that were read, counted.
    fn count(&self, forms: &[Form<'_>]) -> Vec<StratumTally> {
        let form = self.form();
        let factors = places(self.factors().iter().map(|factor| factor.id.as_str()));
        let factor_of: Vec<Option<usize>> =
            self.questions().iter().map(|question| factors.get(question.factor.as_str()).copied()).collect();
        let mut strata: BTreeMap<Option<&str>, StratumTally> = BTreeMap::new();
        for row in forms {
            let stratum = strata.entry(row.stratum).or_insert_with(|| form.clone());
            stratum.stratum = row.stratum.map(str::to_owned);
            stratum.respondents = stratum.respondents.saturating_add(1);
            let mut reached = BTreeSet::new();
            for &(question, option) in &row.answers {
                stratum.add(question, option, 1);
                if self.options().get(option).is_some_and(|option| !option.left_out) {
                    reached.extend(factor_of.get(question).copied().flatten());
                }
            }
            if !reached.is_empty() {
                stratum.with_answers = stratum.with_answers.saturating_add(1);
            }
            for factor in reached {
                if let Some(factor) = stratum.factors.get_mut(factor) {
                    factor.respondents = factor.respondents.saturating_add(1);
                }
            }
        }
        strata.into_values().collect()
    }

    /// The tally of responses that were read.
    pub(super) fn tally_of(&self, read: &Forms<'_>) -> Tally {
        let used = count_of(read.forms.len());
        let rows = [used.saturating_add(read.refused), used, read.refused];
        self.finished(self.form(), self.count(&read.forms), rows, read.issues.clone())
    }

    fn finished(&self, form: StratumTally, strata: Vec<StratumTally>, rows: [u64; 3], issues: Vec<Issue>) -> Tally {
        let [rows_in, rows_used, rows_refused] = rows;
        Tally { questionnaire: self.id().to_owned(), rows_in, rows_used, rows_refused, strata, issues, form }
    }

    /// The responses with their ids looked up, the bad ones left out.
    pub(super) fn read<'a>(&self, responses: &'a [Response]) -> Forms<'a> {
        let lookup = Lookup::of(self);
        let mut seen: HashMap<&str, usize> = HashMap::with_capacity(responses.len());
        let mut read = Forms { forms: Vec::with_capacity(responses.len()), refused: 0, issues: Vec::new() };
        for (row, response) in responses.iter().enumerate() {
            let path = format!("responses[{row}]");
            let before = read.issues.len();
            let respondent = response.respondent.trim();
            if respondent.is_empty() {
                let error = Error::MissingField { field: "respondent".to_owned() };
                read.issues.push(Issue::at(format!("{path}.respondent"), error));
            } else if let Some(first) = seen.get(respondent) {
                let first = format!("responses[{first}]");
                let error = Error::DuplicateRespondent { respondent: shorten(respondent), first };
                read.issues.push(Issue::at(format!("{path}.respondent"), error));
            }
            if blank(response.stratum.as_deref()) {
                let error = Error::MissingField { field: "stratum".to_owned() };
                read.issues.push(Issue::at(format!("{path}.stratum"), error));
            }
            if response.answers.is_empty() {
                let error = Error::BlankResponse { respondent: shorten(respondent) };
                read.issues.push(Issue::at(format!("{path}.answers"), error));
            }
            let answers = lookup.answers(&path, response, &mut read.issues);
            if read.issues.len() > before {
                read.refused = read.refused.saturating_add(1);
                continue;
            }
            seen.insert(respondent, row);
            read.forms.push(Form { respondent, stratum: response.stratum.as_deref().map(str::trim), answers });
        }
        read
    }

    fn tally_counts(&self, counts: &[StratumCounts]) -> Result<Tally, Error> {
        let lookup = Lookup::of(self);
        let form = self.form();
        let mut issues = Vec::new();
        let mut strata: BTreeMap<Option<&str>, StratumTally> = BTreeMap::new();
        let (mut rows_in, mut rows_used) = (0_u64, 0_u64);
        for (place, given) in counts.iter().enumerate() {
            let path = format!("counts[{place}]");
            rows_in = rows_in.saturating_add(count_of(given.answers.len()));
            let name = given.stratum.as_deref().map(str::trim);
            let refusal = if blank(name) {
                Some(("stratum", Error::MissingField { field: "stratum".to_owned() }))
            } else if strata.contains_key(&name) {
                Some(("stratum", Error::DuplicateId { id: shorten(name.unwrap_or_default()) }))
            } else {
                check_respondents(given.respondents).err().map(|error| ("respondents", error))
            };
            if let Some((field, error)) = refusal {
                issues.push(Issue::at(format!("{path}.{field}"), error));
                continue;
            }
            let mut stratum =
                StratumTally { stratum: name.map(str::to_owned), respondents: given.respondents, ..form.clone() };
            rows_used = rows_used.saturating_add(lookup.counts(&path, given, &mut stratum, &mut issues));
            self.fewest_respondents(&mut stratum);
            strata.insert(name, stratum);
        }
        check_respondents(number::count_sum("respondents", strata.values().map(|stratum| stratum.respondents))?)?;
        let rows = [rows_in, rows_used, rows_in.saturating_sub(rows_used)];
        Ok(self.finished(form, strata.into_values().collect(), rows, issues))
    }

    /// Counts do not say who answered several questions: at least as many as answered the one
    /// question most answered.
    fn fewest_respondents(&self, stratum: &mut StratumTally) {
        let counted = |question: &QuestionTally| {
            let options = question.counts.iter().zip(self.options());
            options
                .filter(|(_, option)| !option.left_out)
                .fold(0_u64, |sum, (count, _)| sum.saturating_add(count.count))
        };
        let answered: Vec<u64> = stratum.questions.iter().map(counted).collect();
        stratum.with_answers = answered.iter().copied().max().unwrap_or(0);
        for factor in &mut stratum.factors {
            let of_factor = self.questions_of(&factor.factor).filter_map(|question| answered.get(question).copied());
            factor.respondents = of_factor.max().unwrap_or(0);
        }
    }
}

/// The places of the ids of a questionnaire, and the ids themselves for messages.
struct Lookup<'q> {
    questions: HashMap<&'q str, usize>,
    options: HashMap<&'q str, usize>,
    known_questions: String,
    known_options: String,
}

impl<'q> Lookup<'q> {
    fn of(questionnaire: &'q Questionnaire) -> Self {
        let questions: Vec<&str> = questionnaire.questions().iter().map(|question| question.id.as_str()).collect();
        let options: Vec<&str> = questionnaire.options().iter().map(|option| option.id.as_str()).collect();
        Self {
            known_questions: number::shorten_list(questions.iter().copied()),
            known_options: number::shorten_list(options.iter().copied()),
            questions: places(questions.into_iter()),
            options: places(options.into_iter()),
        }
    }

    fn place(&self, path: &str, question: &str, option: &str, issues: &mut Vec<Issue>) -> Option<(usize, usize)> {
        let unknown = |id: &str, known: &String| Error::UnknownId { id: shorten(id), known: known.clone() };
        let asked = self.questions.get(question).copied();
        if asked.is_none() {
            issues.push(Issue::at(format!("{path}.question"), unknown(question, &self.known_questions)));
        }
        let chosen = self.options.get(option).copied();
        if chosen.is_none() {
            issues.push(Issue::at(format!("{path}.option"), unknown(option, &self.known_options)));
        }
        asked.zip(chosen)
    }

    fn answers(&self, path: &str, response: &Response, issues: &mut Vec<Issue>) -> Vec<(usize, usize)> {
        let mut answers: Vec<(usize, usize)> = Vec::with_capacity(response.answers.len());
        let mut answered = BTreeSet::new();
        for (place, answer) in response.answers.iter().enumerate() {
            let path = format!("{path}.answers[{place}]");
            let Some(found) = self.place(&path, &answer.question, &answer.option, issues) else { continue };
            if !answered.insert(found.0) {
                issues.push(Issue::at(path, Error::AnsweredTwice { question: answer.question.clone() }));
            }
            answers.push(found);
        }
        answers
    }

    /// Adds the counts of a stratum, and says how many rows were used.
    fn counts(&self, path: &str, given: &StratumCounts, into: &mut StratumTally, issues: &mut Vec<Issue>) -> u64 {
        let mut rows: BTreeMap<usize, Vec<(usize, usize, u64)>> = BTreeMap::new();
        let mut chosen = BTreeSet::new();
        let mut bad: BTreeSet<usize> = BTreeSet::new();
        for (place, row) in given.answers.iter().enumerate() {
            let path = format!("{path}.answers[{place}]");
            match self.place(&path, &row.question, &row.option, issues) {
                Some((question, option)) if chosen.insert((question, option)) => {
                    rows.entry(question).or_default().push((place, option, row.count));
                }
                Some((question, _)) => {
                    bad.insert(question);
                    let id = format!("{}, {}", row.question, row.option);
                    issues.push(Issue::at(path, Error::DuplicateId { id }));
                }
                None => bad.extend(self.questions.get(row.question.as_str())),
            }
        }
        let mut used = 0_u64;
        for (question, rows) in rows {
            let answers = rows.iter().try_fold(0_u64, |sum, (_, _, count)| sum.checked_add(*count));
            let fits = answers.is_some_and(|answers| answers <= given.respondents);
            for (place, option, count) in rows {
                let id = || into.questions.get(question).map(|question| question.question.clone()).unwrap_or_default();
                let error = if bad.contains(&question) {
                    Error::IncompleteCounts { question: id() }
                } else if !fits {
                    let answers = answers.map_or_else(|| "more than 2^64".to_owned(), |answers| answers.to_string());
                    Error::MoreAnswersThanRespondents { question: id(), answers, respondents: given.respondents }
                } else {
                    into.add(question, option, count);
                    used = used.saturating_add(1);
                    continue;
                };
                issues.push(Issue::at(format!("{path}.answers[{place}]"), error));
            }
        }
        used
    }
}
