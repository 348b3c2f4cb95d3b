//! Intervals by drawing the respondents again.

use super::index::{Column, Formula, Item, Kind, key_of, key_times};
use super::questionnaire::Questionnaire;
use super::results::{PopulationStratum, Shares};
use super::suppression::{CellState, behind, second_total, states};
use super::tally::{Form, Forms, Response};
use crate::Error;
use crate::error::Issue;
use crate::number::Exact;
use crate::random;
use crate::text::{self, Lang, Text};
use num_rational::BigRational;
use num_traits::{One, ToPrimitive};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Cách lấy mẫu lại: everything the drawing depends on, so that anybody can repeat it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BootstrapPlan {
    /// Hạt giống: the same seed draws the same respondents, everywhere.
    pub seed: u64,
    /// Số lần lấy mẫu lại, 100 to 100,000.
    pub draws: u64,
    /// Độ tin cậy, per cent, both sides together.
    pub confidence_percent: Exact,
}

/// Khoảng tin cậy bootstrap of every index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BootstrapResults {
    /// Mã phiếu khảo sát.
    pub questionnaire: String,
    /// How it was drawn.
    pub plan: BootstrapPlan,
    /// Which of the draws in order is the lower bound, counted from 1.
    pub lower_rank: u64,
    /// Which is the upper bound.
    pub upper_rank: u64,
    /// Rows that came in.
    pub rows_in: u64,
    /// Rows drawn from.
    pub rows_used: u64,
    /// Rows not used, each explained in the issues.
    pub rows_refused: u64,
    /// Theo câu hỏi.
    pub questions: Vec<BootstrapCell>,
    /// Theo nhóm yếu tố.
    pub factors: Vec<BootstrapCell>,
    /// Chỉ số chung.
    pub overall: BootstrapCell,
    /// The issues of the rows, and the indices without an interval.
    pub issues: Vec<Issue>,
    /// What the intervals say and rest on.
    pub how: Text,
}

/// Khoảng tin cậy của một câu hỏi, một nhóm yếu tố hoặc chung.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BootstrapCell {
    /// Mã; `overall` for the whole.
    pub id: String,
    /// Tên.
    pub title: Text,
    /// Whether it is shown.
    pub state: CellState,
    /// Why it is not shown.
    pub note: Option<Text>,
    /// Tỷ lệ hài lòng.
    pub satisfied: Option<BootstrapInterval>,
    /// Chỉ số theo trọng số phương án.
    pub option_score: Option<BootstrapInterval>,
}

/// Khoảng tin cậy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BootstrapInterval {
    /// The index of the respondents themselves, per cent; post-stratified where the population is
    /// given. Rounded as the questionnaire declares, as are the bounds.
    pub percent: Exact,
    /// Cận dưới.
    pub lower_percent: Exact,
    /// Cận trên.
    pub upper_percent: Exact,
}

impl BootstrapPlan {
    const DRAWS: [u64; 2] = [100, 100_000];

    /// The ranks of the bounds by the nearest-rank rule: of B draws in order, the lower is number
    /// B × (100 - confidence) / 200 and the upper number B × (100 + confidence) / 200, rounded up.
    fn ranks(&self) -> Result<(u64, u64), Error> {
        let out_of_range = |what, got: String, min: &str, max: &str| {
            Err(Error::OutOfRange { what, got, min: min.to_owned(), max: max.to_owned() })
        };
        let [fewest, most] = Self::DRAWS;
        if !(fewest..=most).contains(&self.draws) {
            return out_of_range("draws", self.draws.to_string(), &fewest.to_string(), &most.to_string());
        }
        let confidence = super::fraction::of_exact(self.confidence_percent);
        let whole = BigRational::from_integer(100.into());
        if self.confidence_percent <= Exact::default() || confidence >= whole {
            return out_of_range("confidence_percent", self.confidence_percent.to_string(), "above 0", "below 100");
        }
        let each = BigRational::new(self.draws.into(), 200.into());
        let rank = |part: BigRational| (part * &each).ceil().to_integer().to_u64().unwrap_or(self.draws);
        Ok((rank(&whole - &confidence), rank(&whole + &confidence)))
    }
}

/// The respondents to draw from, group by group.
struct Sample<'q> {
    questionnaire: &'q Questionnaire,
    /// The places of the counts each respondent adds to.
    forms: Vec<Vec<usize>>,
    /// How many respondents each group has; the groups follow one another.
    groups: Vec<u64>,
    /// The share of each group.
    shares: Shares,
}

impl<'q> Sample<'q> {
    /// In the order of strata and respondents, so that the order of the rows changes nothing.
    fn of(
        questionnaire: &'q Questionnaire,
        mut forms: Vec<Form<'_>>,
        population: Option<&[PopulationStratum]>,
    ) -> Result<Self, Error> {
        forms.sort_by(|a, b| (population.and(a.stratum), a.respondent).cmp(&(population.and(b.stratum), b.respondent)));
        let mut met: BTreeMap<Option<&str>, u64> = BTreeMap::new();
        for form in &forms {
            let group = met.entry(population.and(form.stratum)).or_default();
            *group = group.saturating_add(1);
        }
        let met: Vec<(Option<&str>, u64)> = met.into_iter().collect();
        let shares = match population {
            Some(population) => Shares::of(population, &met)?,
            None => Shares { shares: vec![BigRational::one()] },
        };
        let options = questionnaire.options().len();
        let places = |form: &Form<'_>| {
            form.answers
                .iter()
                .map(|(question, option)| question.saturating_mul(options).saturating_add(*option))
                .collect()
        };
        let groups = met.iter().map(|(_, respondents)| *respondents).collect();
        Ok(Self { questionnaire, forms: forms.iter().map(places).collect(), groups, shares })
    }

    /// The counts of each group with its respondents chosen by their place in it.
    fn columns(&self, mut choose: impl FnMut(u64, u64) -> u64) -> Vec<Column> {
        let cells = self.questionnaire.questions().len().saturating_mul(self.questionnaire.options().len());
        let (mut index, mut first) = (0_u64, 0_u64);
        let mut columns = Vec::with_capacity(self.groups.len());
        for respondents in &self.groups {
            let mut counts = vec![0_u64; cells];
            for _ in 0..*respondents {
                let chosen = first.saturating_add(choose(index, *respondents));
                index = index.saturating_add(1);
                let form = usize::try_from(chosen).ok().and_then(|chosen| self.forms.get(chosen));
                for place in form.into_iter().flatten() {
                    if let Some(count) = counts.get_mut(*place) {
                        *count = count.saturating_add(1);
                    }
                }
            }
            first = first.saturating_add(*respondents);
            columns.push(Column::of(self.questionnaire, &counts));
        }
        columns
    }

    fn drawn(&self, seed: u64, draw: u64) -> Vec<Column> {
        self.columns(|index, respondents| random::below(random::word(seed, draw, index), respondents))
    }

    fn observed(&self) -> Vec<Column> {
        let mut first = 0_u64;
        let mut left = 0_u64;
        self.columns(|index, respondents| {
            if left == 0 {
                (first, left) = (index, respondents);
            }
            left = left.saturating_sub(1);
            index.saturating_sub(first)
        })
    }

    fn percent(&self, formula: &Formula, columns: &[Column], kind: Kind) -> Option<Exact> {
        let exact = self.shares.weighted(formula, columns, kind)?;
        self.questionnaire.percent(&exact)
    }
}

/// One index to find the bounds of, with its draws put in order.
struct Wanted {
    item: usize,
    kind: Kind,
    /// Where the draws stand and which they are; draws in which the index does not exist are left out.
    keys: Vec<(u128, u64)>,
}

impl Questionnaire {
    /// Khoảng tin cậy bootstrap: percentile intervals of every index, by drawing as many
    /// respondents again with replacement; within each stratum where the population is given, of the
    /// post-stratified indices.
    ///
    /// Respondents are drawn whole, so answers of one person to several questions stay together. The
    /// number in `draw` at place `i` is the same whoever computes it and in whatever order. Draws are
    /// put in order at 18 decimals; the two bounds are then the exact indices of their draws. What
    /// the results withhold has no interval, and neither has an index that some draw leaves without
    /// answers.
    ///
    /// # Errors
    /// `input.out_of_range` for the number of draws or the confidence; `input.empty_list` where no
    /// row can be used; those of [`results`](Self::results) for the population.
    pub fn bootstrap(
        &self,
        responses: &[Response],
        population: Option<&[PopulationStratum]>,
        plan: &BootstrapPlan,
    ) -> Result<BootstrapResults, Error> {
        let (lower_rank, upper_rank) = plan.ranks()?;
        let read = self.read(responses);
        let states = self.states_drawn(&read, population.is_some());
        let Forms { forms, refused, issues } = read;
        if forms.is_empty() {
            return Err(Error::EmptyList { what: "draw from" });
        }
        let rows_used = u64::try_from(forms.len()).unwrap_or(u64::MAX);
        let sample = Sample::of(self, forms, population)?;
        let items = self.items();
        let formulas: Vec<Formula> = items.iter().map(|item| self.formula(*item)).collect();
        let mut wanted = self.wanted(&states);
        let shares: Vec<u128> = sample.shares.shares.iter().map(key_of).collect();
        for draw in 0..plan.draws {
            let columns = sample.drawn(plan.seed, draw);
            for index in &mut wanted {
                let Some(formula) = formulas.get(index.item) else { continue };
                let mut parts = shares.iter().zip(&columns);
                let key = parts.try_fold(0_u128, |sum, (share, column)| {
                    sum.checked_add(key_times(*share, formula.key(column, index.kind)?)?)
                });
                index.keys.extend(key.map(|key| (key, draw)));
            }
        }
        let mut cells: Vec<BootstrapCell> =
            items.iter().zip(&states).map(|(item, state)| self.bare(*item, *state)).collect();
        let mut results = BootstrapResults {
            questionnaire: self.id().to_owned(),
            plan: *plan,
            lower_rank,
            upper_rank,
            rows_in: rows_used.saturating_add(refused),
            rows_used,
            rows_refused: refused,
            questions: Vec::new(),
            factors: Vec::new(),
            overall: self.bare(Item::Overall, CellState::NoAnswers),
            issues,
            how: how(plan, rows_used, population.map(<[_]>::len)),
        };
        self.bounds(&sample, &formulas, wanted, &mut cells, &mut results);
        results.overall = cells.pop().unwrap_or(results.overall);
        results.factors = cells.split_off(self.questions().len().min(cells.len()));
        results.questions = cells;
        Ok(results)
    }

    /// What of the whole is shown, the strata taken into account.
    fn states_drawn(&self, read: &Forms<'_>, weighted: bool) -> Vec<CellState> {
        let tally = self.tally_of(read);
        let strata = tally.strata.iter().filter(|_| tally.has_strata()).map(|stratum| behind(self, stratum));
        let tables: Vec<_> = std::iter::once(behind(self, &tally.total())).chain(strata).collect();
        let mut states = states(self, &tables).into_iter();
        let mut total = states.next().unwrap_or_default();
        let strata: Vec<Vec<CellState>> = states.filter(|_| weighted).collect();
        for (item, state) in total.iter_mut().enumerate().filter(|(_, state)| **state == CellState::Shown) {
            *state = second_total(strata.iter().filter_map(|table| table.get(item).copied()));
        }
        total
    }

    fn wanted(&self, states: &[CellState]) -> Vec<Wanted> {
        let shown = (0..states.len()).filter(|item| states.get(*item) == Some(&CellState::Shown));
        let kinds = [Kind::Satisfied, Kind::OptionScore].into_iter().filter(|kind| self.measures(*kind));
        let kinds: Vec<Kind> = kinds.collect();
        shown.flat_map(|item| kinds.iter().map(move |kind| Wanted { item, kind: *kind, keys: Vec::new() })).collect()
    }

    fn bare(&self, item: Item, state: CellState) -> BootstrapCell {
        let (id, title) = self.name(item);
        BootstrapCell { id, title, state, note: state.note(self), satisfied: None, option_score: None }
    }

    /// Puts the draws of each index in order and computes the two that are its bounds again, exactly.
    fn bounds(
        &self,
        sample: &Sample<'_>,
        formulas: &[Formula],
        wanted: Vec<Wanted>,
        cells: &mut [BootstrapCell],
        results: &mut BootstrapResults,
    ) {
        let plan = results.plan;
        let observed = sample.observed();
        let mut exact: BTreeMap<u64, Vec<Column>> = BTreeMap::new();
        for mut index in wanted {
            let (Some(formula), Some(cell)) = (formulas.get(index.item), cells.get_mut(index.item)) else { continue };
            let existing = u64::try_from(index.keys.len()).unwrap_or(u64::MAX);
            if existing < plan.draws {
                let draws = plan.draws.saturating_sub(existing);
                let error = Error::DrawWithoutAnswers { index: cell.id.clone(), draws, of: plan.draws };
                let path = format!("{}.{}", cell.id, index.kind.field());
                results.issues.push(Issue::at(path, error));
                continue;
            }
            index.keys.sort_unstable();
            let mut at = |rank: u64| {
                let place = usize::try_from(rank.saturating_sub(1)).ok()?;
                let (_, draw) = *index.keys.get(place)?;
                let columns = exact.entry(draw).or_insert_with(|| sample.drawn(plan.seed, draw));
                sample.percent(formula, columns, index.kind)
            };
            let bounds = at(results.lower_rank).zip(at(results.upper_rank));
            let percent = sample.percent(formula, &observed, index.kind);
            let interval = percent.zip(bounds).map(|(percent, (lower_percent, upper_percent))| BootstrapInterval {
                percent,
                lower_percent,
                upper_percent,
            });
            match index.kind {
                Kind::Satisfied => cell.satisfied = interval,
                Kind::OptionScore => cell.option_score = interval,
            }
        }
    }
}

fn how(plan: &BootstrapPlan, respondents: u64, strata: Option<usize>) -> Text {
    Text::build(|lang| {
        let (draws, respondents) = (text::count(plan.draws, lang), text::count(respondents, lang));
        let (confidence, seed) = (text::percent(plan.confidence_percent.0, lang), plan.seed);
        match (lang, strata) {
            (Lang::Vi, None) => format!(
                "bootstrap phân vị {confidence}: {draws} lần lấy lại {respondents} người trả lời, hạt giống {seed}"
            ),
            (Lang::Vi, Some(strata)) => format!(
                "bootstrap phân vị {confidence}: {draws} lần lấy lại {respondents} người trả lời trong {strata} tầng, hạt giống {seed}"
            ),
            (Lang::En, None) => format!(
                "percentile bootstrap, {confidence}: {respondents} respondents drawn again {draws} times, seed {seed}"
            ),
            (Lang::En, Some(strata)) => format!(
                "percentile bootstrap, {confidence}: {respondents} respondents drawn again {draws} times within {strata} strata, seed {seed}"
            ),
        }
    })
}
