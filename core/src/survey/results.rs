//! What is published: indices with their denominators, weighted beside unweighted, small groups
//! withheld.

use super::fraction;
use super::index::{Column, Formula, Item, Kind, SurveyFigure};
use super::questionnaire::{Questionnaire, Suppression};
use super::suppression::{Behind, CellState, behind, second_total, states};
use super::tally::{OptionCount, StratumTally, Tally};
use crate::error::Issue;
use crate::number::{Exact, Ratio, Rounding};
use crate::text::Text;
use crate::{Citation, Error};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Quy mô tổng thể của một tầng, for post-stratification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PopulationStratum {
    /// Tầng.
    pub stratum: String,
    /// Its people, or its share; only the proportions between strata matter.
    pub population: Exact,
}

/// Kết quả khảo sát.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SurveyResults {
    /// Mã phiếu khảo sát.
    pub questionnaire: String,
    /// Tên.
    pub title: Text,
    /// Where the questionnaire and its method come from.
    pub source: Citation,
    /// Rows that came in.
    pub rows_in: u64,
    /// Rows counted.
    pub rows_used: u64,
    /// Rows not counted, each explained in the issues.
    pub rows_refused: u64,
    /// Cỡ mẫu hiệu quả (Kish) of the post-stratification weights, rounded as declared: how many
    /// respondents drawn alike would tell as much. None where a stratum is withheld, because it would
    /// tell how many answered there.
    pub effective_respondents: Option<Exact>,
    /// Ngưỡng ẩn số liệu.
    pub suppression: Suppression,
    /// Cách làm tròn.
    pub rounding: Rounding,
    /// Toàn bộ.
    pub total: SurveyTable,
    /// Từng tầng, in the order of their names; empty where no row has a stratum.
    pub strata: Vec<SurveyTable>,
    /// What was wrong with the rows.
    pub issues: Vec<Issue>,
}

/// Bảng kết quả of the whole or of a stratum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SurveyTable {
    /// Tầng; none for the whole, and for what has no stratum.
    pub stratum: Option<String>,
    /// Tỷ trọng trong tổng thể, where the population is given.
    pub population_share: Option<Ratio>,
    /// Số người trả lời; none where the overall result is withheld.
    pub respondents: Option<u64>,
    /// Theo câu hỏi.
    pub questions: Vec<SurveyCell>,
    /// Theo nhóm yếu tố.
    pub factors: Vec<SurveyCell>,
    /// Chỉ số chung.
    pub overall: SurveyCell,
}

/// Kết quả của một câu hỏi, một nhóm yếu tố hoặc chung.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SurveyCell {
    /// Mã; `overall` for the whole.
    pub id: String,
    /// Tên.
    pub title: Text,
    /// Whether it is shown.
    pub state: CellState,
    /// Why it is not shown, or has no index.
    pub note: Option<Text>,
    /// Số người có câu trả lời được tính: those who answered, not those who were asked.
    pub respondents: Option<u64>,
    /// Of a question, how many chose each option; empty for factors and the whole.
    pub counts: Vec<OptionCount>,
    /// Tỷ lệ hài lòng, where the questionnaire says which options count.
    pub satisfied: Option<SurveyFigure>,
    /// Chỉ số theo trọng số phương án, where the questionnaire weighs them.
    pub option_score: Option<SurveyFigure>,
    /// The same two with every stratum counting by its share of the population.
    pub post_stratified: Option<PostStratified>,
}

/// Chỉ số sau khi gia quyền theo tầng: the index of each stratum times its share of the population.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PostStratified {
    /// Whether it is shown: not where a stratum is withheld, which the total and it would give away.
    pub state: CellState,
    /// Why it is not shown, or does not exist.
    pub note: Option<Text>,
    /// Tỷ lệ hài lòng.
    pub satisfied: Option<SurveyFigure>,
    /// Chỉ số theo trọng số phương án.
    pub option_score: Option<SurveyFigure>,
}

/// The strata of a population with their exact shares, in the order of a tally's strata.
pub(super) struct Shares {
    pub(super) shares: Vec<BigRational>,
}

impl Shares {
    /// Checks that the population and the strata met are the same.
    pub(super) fn of(population: &[PopulationStratum], met: &[(Option<&str>, u64)]) -> Result<Self, Error> {
        if population.is_empty() {
            return Err(Error::EmptyList { what: "weight by" });
        }
        let mut sizes: BTreeMap<&str, BigRational> = BTreeMap::new();
        for stratum in population {
            if stratum.population <= Exact::default() {
                let (got, min) = (stratum.population.to_string(), "above 0".to_owned());
                return Err(Error::OutOfRange { what: "population", got, min, max: "any count".to_owned() });
            }
            if sizes.insert(stratum.stratum.trim(), fraction::of_exact(stratum.population)).is_some() {
                return Err(Error::DuplicateId { id: stratum.stratum.clone() });
            }
        }
        for stratum in sizes.keys() {
            let respondents = met.iter().find(|(name, _)| *name == Some(*stratum)).map_or(0, |(_, count)| *count);
            if respondents == 0 {
                return Err(Error::EmptyStratum { stratum: (*stratum).to_owned() });
            }
        }
        let all: BigRational = sizes.values().sum();
        let share = |(name, _): &(Option<&str>, u64)| {
            let size = name.and_then(|name| sizes.get(name));
            let known = || sizes.keys().copied().collect::<Vec<_>>().join(", ");
            let outside = || Error::StratumOutside { stratum: name.map(str::to_owned), known: known() };
            size.map(|size| size / &all).ok_or_else(outside)
        };
        Ok(Self { shares: met.iter().map(share).collect::<Result<_, _>>()? })
    }

    /// The exact weighted index; `None` where a stratum has none.
    pub(super) fn weighted(&self, formula: &Formula, columns: &[Column], kind: Kind) -> Option<BigRational> {
        fraction::sum(self.shares.iter().zip(columns).map(|(share, column)| Some(formula.exact(column, kind)? * share)))
    }

    /// Kish: the square of the weights' sum over the sum of their squares. The respondents of a
    /// stratum share its part of the population, so each weighs that part over their number.
    fn effective(&self, met: &[(Option<&str>, u64)]) -> Option<BigRational> {
        let parts =
            self.shares.iter().zip(met).map(|(share, (_, respondents))| {
                (*respondents > 0).then(|| share * share / BigInt::from(*respondents))
            });
        let squares = fraction::sum(parts)?;
        (!squares.is_zero()).then(|| squares.recip())
    }
}

impl Questionnaire {
    /// Kết quả khảo sát: the indices of a tally, with what may not be shown withheld.
    ///
    /// With a `population` every index stands beside its post-stratified one.
    ///
    /// # Errors
    /// `survey.other_questionnaire` for a tally of another questionnaire. Of the population:
    /// `input.empty_list`, `input.duplicate_id`, `input.out_of_range` for a size not above 0,
    /// `survey.empty_stratum` where nobody answered, `survey.stratum_outside` where somebody
    /// answered who belongs to none of its strata.
    pub fn results(&self, tally: &Tally, population: Option<&[PopulationStratum]>) -> Result<SurveyResults, Error> {
        if !tally.asks_as(self) {
            let (expected, got) = (self.id().to_owned(), tally.questionnaire.clone());
            return Err(Error::OtherQuestionnaire { expected, got });
        }
        let met: Vec<(Option<&str>, u64)> =
            tally.strata.iter().map(|stratum| (stratum.stratum.as_deref(), stratum.respondents)).collect();
        let shares = population.map(|population| Shares::of(population, &met)).transpose()?;
        let total = tally.total();
        let shown: Vec<&StratumTally> = if tally.has_strata() { tally.strata.iter().collect() } else { Vec::new() };
        let tallies = || std::iter::once(&total).chain(shown.iter().copied());
        let sizes: Vec<Vec<Behind>> = tallies().map(|table| behind(self, table)).collect();
        let states = states(self, &sizes);
        let mut tables =
            tallies().zip(sizes.iter().zip(&states)).map(|(tally, (sizes, states))| self.table(tally, sizes, states));
        let mut whole = tables.next().unwrap_or_else(|| self.table(&total, &[], &[]));
        let mut strata: Vec<SurveyTable> = tables.collect();
        let mut effective = None;
        if let Some(shares) = &shares {
            self.post_stratify(&mut whole, shares, tally, &states);
            for (table, share) in strata.iter_mut().zip(&shares.shares) {
                table.population_share = fraction::ratio(share);
            }
            let beside = second_total(strata.iter().map(|table| table.overall.state));
            effective = shares.effective(&met).filter(|_| !beside.is_withheld());
        }
        Ok(SurveyResults {
            questionnaire: self.id().to_owned(),
            title: self.title().clone(),
            source: self.source().clone(),
            rows_in: tally.rows_in,
            rows_used: tally.rows_used,
            rows_refused: tally.rows_refused,
            effective_respondents: effective.and_then(|effective| fraction::rounded(&effective, self.rounding())),
            suppression: self.suppression().clone(),
            rounding: self.rounding(),
            total: whole,
            strata,
            issues: tally.issues.clone(),
        })
    }

    fn table(&self, tally: &StratumTally, sizes: &[Behind], states: &[CellState]) -> SurveyTable {
        let column = Column::of(self, &tally.flat());
        let counts = tally.questions.iter().map(|question| question.counts.clone()).map(Some);
        let counts = counts.chain(std::iter::repeat(None));
        let mut cells: Vec<SurveyCell> = Vec::new();
        for (((item, size), state), counts) in self.items().into_iter().zip(sizes).zip(states).zip(counts) {
            let mut cell = self.cell(item, &column, size.counted, *state, counts.unwrap_or_default());
            self.keep_apart(&mut cell, item, &column, states);
            cells.push(cell);
        }
        let overall =
            cells.pop().unwrap_or_else(|| self.cell(Item::Overall, &column, 0, CellState::NoAnswers, Vec::new()));
        let factors = cells.split_off(self.questions().len().min(cells.len()));
        SurveyTable {
            stratum: tally.stratum.clone(),
            population_share: None,
            respondents: (!overall.state.is_withheld()).then_some(tally.respondents),
            questions: cells,
            factors,
            overall,
        }
    }

    /// The id and the name of an item.
    pub(super) fn name(&self, item: Item) -> (String, Text) {
        let question =
            |place: usize| self.questions().get(place).map(|question| (question.id.clone(), question.title.clone()));
        let factor = |place: usize| self.factors().get(place).map(|factor| (factor.id.clone(), factor.title.clone()));
        let named = match item {
            Item::Question(place) => question(place),
            Item::Factor(place) => factor(place),
            Item::Overall => Some(("overall".to_owned(), Text::new("Chỉ số chung", "Overall index"))),
        };
        named.unwrap_or_default()
    }

    fn cell(
        &self,
        item: Item,
        column: &Column,
        respondents: u64,
        state: CellState,
        counts: Vec<OptionCount>,
    ) -> SurveyCell {
        let (id, title) = self.name(item);
        let mut cell = SurveyCell {
            id,
            title,
            state,
            note: state.note(self),
            respondents: None,
            counts: Vec::new(),
            satisfied: None,
            option_score: None,
            post_stratified: None,
        };
        if state.is_withheld() {
            return cell;
        }
        cell.respondents = Some(respondents);
        cell.counts = counts;
        let formula = self.formula(item);
        if let Some(question) = self.unanswered(&formula, column) {
            cell.state = CellState::NoAnswers;
            if respondents > 0 {
                let question = self.name(Item::Question(question)).0;
                cell.note = Some(Text::new(
                    format!("câu hỏi {question} không có câu trả lời được tính nên không tính được trung bình"),
                    format!("question {question} has no answer to count, so there is no mean"),
                ));
            }
            return cell;
        }
        let figure = |kind| self.measures(kind).then(|| self.figure(item, &formula, column, kind)).flatten();
        cell.satisfied = figure(Kind::Satisfied);
        cell.option_score = figure(Kind::OptionScore);
        cell
    }

    /// Keeps what a mean would tell of a part that is withheld in the same table.
    fn keep_apart(&self, cell: &mut SurveyCell, item: Item, column: &Column, states: &[CellState]) {
        let formula = self.formula(item);
        let unanswered = self.unanswered(&formula, column).and_then(|question| states.get(question));
        if cell.state == CellState::NoAnswers && unanswered.is_some_and(|state| state.is_withheld()) {
            cell.note = cell.state.note(self);
        } else if self.hides_a_part(&formula, states) {
            cell.satisfied = cell.satisfied.take().map(|figure| self.coarse(figure));
            cell.option_score = cell.option_score.take().map(|figure| self.coarse(figure));
        }
    }

    fn post_stratify(&self, table: &mut SurveyTable, shares: &Shares, tally: &Tally, states: &[Vec<CellState>]) {
        let columns: Vec<Column> = tally.strata.iter().map(|stratum| Column::of(self, &stratum.flat())).collect();
        let cells = table.questions.iter_mut().chain(&mut table.factors).chain([&mut table.overall]);
        for (place, (cell, item)) in cells.zip(self.items()).enumerate() {
            if cell.state != CellState::Shown {
                continue;
            }
            let formula = self.formula(item);
            let state = second_total(states.iter().skip(1).filter_map(|table| table.get(place).copied()));
            let mut weighted = PostStratified { state, note: state.note(self), satisfied: None, option_score: None };
            let strata = || tally.strata.iter().zip(&columns).zip(states.iter().skip(1));
            let unanswered = strata().find_map(|((stratum, column), states)| {
                let question = self.unanswered(&formula, column)?;
                let kept = states.get(question).is_some_and(|state| state.is_withheld());
                Some((stratum.stratum.as_deref().unwrap_or_default(), self.name(Item::Question(question)).0, kept))
            });
            if let (CellState::Shown, Some((stratum, question, kept))) = (state, unanswered) {
                weighted.state = if kept { CellState::Complementary } else { CellState::NoAnswers };
                weighted.note = if kept {
                    weighted.state.note(self)
                } else {
                    Some(Text::new(
                        format!("câu hỏi {question} không có câu trả lời được tính trong tầng {stratum}"),
                        format!("question {question} has no answer to count in stratum {stratum}"),
                    ))
                };
            }
            if weighted.state == CellState::Shown {
                let hidden = strata().any(|(_, states)| self.hides_a_part(&formula, states));
                let figure = |kind| {
                    let figure = self.measures(kind).then(|| self.weighted(&formula, shares, &columns, kind)).flatten();
                    figure.map(|figure| if hidden { self.coarse(figure) } else { figure })
                };
                weighted.satisfied = figure(Kind::Satisfied);
                weighted.option_score = figure(Kind::OptionScore);
            }
            cell.post_stratified = Some(weighted);
        }
    }

    fn weighted(&self, formula: &Formula, shares: &Shares, columns: &[Column], kind: Kind) -> Option<SurveyFigure> {
        let exact = shares.weighted(formula, columns, kind)?;
        let strata = columns.len();
        let how = Text::new(
            format!("chỉ số của {strata} tầng, mỗi tầng theo tỷ trọng trong tổng thể"),
            format!("indices of {strata} strata, each by its share of the population"),
        );
        self.figure_of(&exact, fraction::ratio(&exact)?, how)
    }
}
