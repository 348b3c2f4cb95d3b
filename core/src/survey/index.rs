//! Indices: how a question, a factor and the whole come out of the counts.
//!
//! Every index is a sum of terms, each a fixed coefficient times answers over answers. The terms
//! follow from the questionnaire alone, so the same ones give the published figure, a stratum's and
//! a resampled one's.

use super::fraction;
use super::questionnaire::{FactorMethod, OverallMethod, Questionnaire};
use super::suppression::CellState;
use crate::Citation;
use crate::measure::Measure;
use crate::number::{Exact, Ratio};
use crate::text::{self, Lang, Text};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};
use rust_decimal::Decimal;
use serde::Serialize;

/// Chỉ số: from 0 to 1 as a ratio, from 0 to 100 per cent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SurveyFigure {
    /// The exact value. Of one question or of pooled answers: the satisfied, or the weights added
    /// up, over the answers counted. Of a mean: its own lowest terms, or the quotient to 28
    /// decimals where those are longer; the published per cent over 100 where a part of the mean is
    /// withheld, because the exact value would give the part away.
    pub ratio: Ratio,
    /// Per cent, rounded once from the exact value as the questionnaire declares.
    pub percent: Exact,
    /// How it came about.
    pub how: Text,
}

impl SurveyFigure {
    /// The figure as a ratio for scoring, with its source.
    ///
    /// ```
    /// # use cchc::survey::SurveyResults;
    /// # fn points(results: &SurveyResults) -> Option<cchc::Measure> {
    /// let satisfied = results.total.overall.satisfied.as_ref()?;
    /// Some(satisfied.measure(results.source.clone()))
    /// # }
    /// ```
    pub fn measure(&self, source: Citation) -> Measure {
        Measure::ratio(self.ratio).cited(source)
    }
}

/// What is measured of the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Satisfied,
    OptionScore,
}

impl Kind {
    /// The field of a result that holds it.
    pub(super) fn field(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::OptionScore => "option_score",
        }
    }
}

/// Whose index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    Question(usize),
    Factor(usize),
    Overall,
}

/// The numbers of one group of respondents, question by question.
pub(super) struct Column {
    answered: Vec<u64>,
    satisfied: Vec<u64>,
    /// Weights added up, in units of the last decimal of a weight.
    score: Vec<u128>,
    /// The units of a whole.
    unit: u128,
}

/// A coefficient times the answers of some questions over the answers counted there.
struct Term {
    coefficient: BigRational,
    /// The coefficient in units of 10^-18, rounded down.
    key: u128,
    questions: Vec<usize>,
}

/// The index of an item, as a sum of terms.
pub(super) struct Formula {
    terms: Vec<Term>,
}

const KEY: u128 = 1_000_000_000_000_000_000;

/// A fraction from 0 to 1 in units of 10^-18, rounded down.
pub(super) fn key_of(fraction: &BigRational) -> u128 {
    (fraction * BigInt::from(KEY)).to_integer().to_u128().unwrap_or(0)
}

/// A product of two numbers in units of 10^-18.
pub(super) fn key_times(a: u128, b: u128) -> Option<u128> {
    a.checked_mul(b)?.checked_div(KEY)
}

impl Column {
    /// From every count, option by option within question by question.
    pub(super) fn of(questionnaire: &Questionnaire, flat: &[u64]) -> Self {
        let places = questionnaire.weight_places;
        let weight = |weight: Option<Exact>| {
            let units = weight.map(|weight| {
                let mut weight = weight.0;
                weight.rescale(places);
                weight.mantissa()
            });
            units.and_then(|units| u128::try_from(units).ok()).unwrap_or(0)
        };
        let options = questionnaire.options();
        let weights: Vec<u128> = options.iter().map(|option| weight(option.weight_percent)).collect();
        let mut column = Self {
            answered: Vec::with_capacity(questionnaire.questions().len()),
            satisfied: Vec::with_capacity(questionnaire.questions().len()),
            score: Vec::with_capacity(questionnaire.questions().len()),
            unit: 100 * 10_u128.pow(places),
        };
        for counts in flat.chunks(options.len().max(1)) {
            let (mut answered, mut satisfied, mut score) = (0_u64, 0_u64, 0_u128);
            for ((count, option), weight) in counts.iter().zip(options).zip(&weights) {
                if !option.left_out {
                    answered = answered.saturating_add(*count);
                    score = score.saturating_add(u128::from(*count).saturating_mul(*weight));
                }
                if option.satisfied {
                    satisfied = satisfied.saturating_add(*count);
                }
            }
            column.answered.push(answered);
            column.satisfied.push(satisfied);
            column.score.push(score);
        }
        column
    }

    /// Answers counted to a question.
    pub(super) fn answered(&self, question: usize) -> u64 {
        self.answered.get(question).copied().unwrap_or(0)
    }

    /// The numerator and the denominator of pooled questions, in units of the kind.
    fn pooled(&self, questions: &[usize], kind: Kind) -> (u128, u128) {
        let sum =
            |of: &dyn Fn(usize) -> u128| questions.iter().fold(0_u128, |sum, place| sum.saturating_add(of(*place)));
        let answered = sum(&|place| self.answered(place).into());
        match kind {
            Kind::Satisfied => (sum(&|place| self.satisfied.get(place).copied().unwrap_or(0).into()), answered),
            Kind::OptionScore => {
                (sum(&|place| self.score.get(place).copied().unwrap_or(0)), answered.saturating_mul(self.unit))
            }
        }
    }
}

impl Questionnaire {
    /// What the questionnaire measures.
    pub(super) fn measures(&self, kind: Kind) -> bool {
        self.options().iter().any(|option| match kind {
            Kind::Satisfied => option.satisfied,
            Kind::OptionScore => option.weight_percent.is_some(),
        })
    }

    /// Questions, then factors, then the whole.
    pub(super) fn items(&self) -> Vec<Item> {
        let questions = (0..self.questions().len()).map(Item::Question);
        questions.chain((0..self.factors().len()).map(Item::Factor)).chain([Item::Overall]).collect()
    }

    pub(super) fn formula(&self, item: Item) -> Formula {
        let terms = self.terms(item, &BigRational::one());
        Formula { terms: terms.into_iter().map(|(coefficient, questions)| Term::new(coefficient, questions)).collect() }
    }

    fn terms(&self, item: Item, times: &BigRational) -> Vec<(BigRational, Vec<usize>)> {
        match item {
            Item::Question(place) => vec![(times.clone(), vec![place])],
            Item::Factor(place) => {
                let Some(factor) = self.factors().get(place) else { return Vec::new() };
                let questions: Vec<usize> = self.questions_of(&factor.id).collect();
                match factor.method {
                    FactorMethod::Pooled => vec![(times.clone(), questions)],
                    FactorMethod::MeanOfQuestions => {
                        let each = times / BigInt::from(questions.len().max(1));
                        questions.into_iter().map(|question| (each.clone(), vec![question])).collect()
                    }
                }
            }
            Item::Overall => {
                let weight = |weight: Option<Exact>| weight.map_or_else(BigRational::one, fraction::of_exact);
                let weights: Vec<BigRational> = match self.overall() {
                    OverallMethod::Pooled => return vec![(times.clone(), (0..self.questions().len()).collect())],
                    OverallMethod::MeanOfFactors => self.factors().iter().map(|_| BigRational::one()).collect(),
                    OverallMethod::WeightedFactors => {
                        self.factors().iter().map(|factor| weight(factor.weight)).collect()
                    }
                };
                let all: BigRational = weights.iter().sum();
                let part = |weight: &BigRational| if all.is_zero() { all.clone() } else { times * weight / &all };
                let parts = weights.iter().enumerate();
                parts.flat_map(|(place, weight)| self.terms(Item::Factor(place), &part(weight))).collect()
            }
        }
    }

    /// The place of the first question whose lack of answers leaves an item without an index.
    pub(super) fn unanswered(&self, formula: &Formula, column: &Column) -> Option<usize> {
        let empty = |term: &&Term| term.questions.iter().all(|question| column.answered(*question) == 0);
        formula.terms.iter().find(empty)?.questions.first().copied()
    }

    /// Whether an item is a mean of which a part is withheld, by the states of its table.
    ///
    /// The exact value of a mean gives its parts away whatever else is withheld: the denominators of
    /// the parts stand in its own.
    pub(super) fn hides_a_part(&self, formula: &Formula, states: &[CellState]) -> bool {
        let withheld = |place: usize| states.get(place).is_some_and(|state| state.is_withheld());
        let part = |term: &Term| match term.questions.as_slice() {
            [question] => withheld(*question),
            [question, ..] => {
                let factor = self.questions().get(*question).map(|question| question.factor.as_str());
                let place = self.factors().iter().position(|one| Some(one.id.as_str()) == factor);
                place.is_some_and(|place| withheld(self.questions().len().saturating_add(place)))
            }
            [] => false,
        };
        formula.terms.len() > 1 && formula.terms.iter().any(part)
    }

    /// A figure of the counts; `None` where a question it needs has no answer.
    pub(super) fn figure(&self, item: Item, formula: &Formula, column: &Column, kind: Kind) -> Option<SurveyFigure> {
        let exact = formula.exact(column, kind)?;
        let counts = match formula.terms.as_slice() {
            [only] if only.coefficient.is_one() => Some(column.pooled(&only.questions, kind)),
            _ => None,
        };
        let ratio = match counts {
            Some((numerator, denominator)) => column.ratio(numerator, denominator, kind, self.weight_places)?,
            None => fraction::ratio(&exact)?,
        };
        let how = Text::build(|lang| self.how(item, formula, ratio, kind, lang));
        self.figure_of(&exact, ratio, how)
    }

    /// A figure of an exact value that is no longer a ratio of counts.
    pub(super) fn figure_of(&self, exact: &BigRational, ratio: Ratio, how: Text) -> Option<SurveyFigure> {
        Some(SurveyFigure { ratio, percent: self.percent(exact)?, how })
    }

    /// The same figure no finer than it is published.
    pub(super) fn coarse(&self, figure: SurveyFigure) -> SurveyFigure {
        let ratio = Ratio { numerator: figure.percent, denominator: Exact::from(100) };
        let how = Text::build(|lang| match lang {
            Lang::Vi => format!("{}; chỉ nêu đến số lẻ công bố vì có phần bị ẩn", figure.how.vi),
            Lang::En => format!("{}; no finer than published, because a part is withheld", figure.how.en),
        });
        SurveyFigure { ratio, how, ..figure }
    }

    /// An exact index per cent, rounded as declared.
    pub(super) fn percent(&self, exact: &BigRational) -> Option<Exact> {
        fraction::rounded(&(exact * BigInt::from(100)), self.rounding())
    }

    fn how(&self, item: Item, formula: &Formula, ratio: Ratio, kind: Kind, lang: Lang) -> String {
        let vi = lang == Lang::Vi;
        let counted = |number: Exact| {
            let number = number.0.normalize();
            text::decimal(number, number.scale(), lang)
        };
        let pooled = match (kind, vi) {
            (Kind::Satisfied, true) => "câu trả lời hài lòng trên số câu trả lời được tính",
            (Kind::Satisfied, false) => "satisfied answers over answers counted",
            (Kind::OptionScore, true) => "tổng trọng số phương án trên số câu trả lời được tính",
            (Kind::OptionScore, false) => "option weights added up over answers counted",
        };
        let pooled = format!("{pooled}: {}/{}", counted(ratio.numerator), counted(ratio.denominator));
        let together = |questions: usize| match vi {
            true => format!("gộp {questions} câu hỏi; {pooled}"),
            false => format!("{questions} questions pooled; {pooled}"),
        };
        let questions = formula.terms.iter().map(|term| term.questions.len()).sum();
        let factors = self.factors().len();
        match item {
            Item::Question(_) => pooled,
            Item::Factor(place) => match self.factors().get(place).map(|factor| factor.method) {
                Some(FactorMethod::MeanOfQuestions) if vi => format!("trung bình cộng chỉ số của {questions} câu hỏi"),
                Some(FactorMethod::MeanOfQuestions) => format!("mean of the indices of {questions} questions"),
                _ => together(questions),
            },
            Item::Overall => match (self.overall(), vi) {
                (OverallMethod::Pooled, _) => together(questions),
                (OverallMethod::MeanOfFactors, true) => format!("trung bình cộng chỉ số của {factors} nhóm yếu tố"),
                (OverallMethod::MeanOfFactors, false) => format!("mean of the indices of {factors} factors"),
                (OverallMethod::WeightedFactors, true) => {
                    format!("trung bình có trọng số chỉ số của {factors} nhóm yếu tố")
                }
                (OverallMethod::WeightedFactors, false) => format!("weighted mean of the indices of {factors} factors"),
            },
        }
    }
}

impl Column {
    fn ratio(&self, numerator: u128, denominator: u128, kind: Kind, weight_places: u32) -> Option<Ratio> {
        let exact = |number: u128, places: u32| {
            Some(Exact(Decimal::try_from_i128_with_scale(number.try_into().ok()?, places).ok()?.normalize()))
        };
        match kind {
            Kind::Satisfied => Some(Ratio { numerator: exact(numerator, 0)?, denominator: exact(denominator, 0)? }),
            Kind::OptionScore => {
                let denominator = exact(denominator.checked_div(self.unit)?, 0)?;
                Some(Ratio { numerator: exact(numerator, weight_places.saturating_add(2))?, denominator })
            }
        }
    }
}

impl Term {
    fn new(coefficient: BigRational, questions: Vec<usize>) -> Self {
        Self { key: key_of(&coefficient), coefficient, questions }
    }
}

impl Formula {
    /// The exact index, from 0 to 1; `None` where a question it needs has no answer.
    pub(super) fn exact(&self, column: &Column, kind: Kind) -> Option<BigRational> {
        fraction::sum(self.terms.iter().map(|term| {
            let (numerator, denominator) = column.pooled(&term.questions, kind);
            Some(fraction::of(numerator, denominator)? * &term.coefficient)
        }))
    }

    /// The index in units of 10^-18, rounded down term by term: enough to put indices in order.
    pub(super) fn key(&self, column: &Column, kind: Kind) -> Option<u128> {
        self.terms.iter().try_fold(0_u128, |sum, term| {
            let (numerator, denominator) = column.pooled(&term.questions, kind);
            let quotient = numerator.checked_mul(KEY)?.checked_div(denominator)?;
            sum.checked_add(key_times(term.key, quotient)?)
        })
    }
}
