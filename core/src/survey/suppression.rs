//! Small groups withheld, and what would give them away by subtraction.

use super::index::{Formula, Item};
use super::questionnaire::Questionnaire;
use super::tally::{QuestionTally, StratumTally};
use crate::text::Text;
use serde::Serialize;
use std::collections::BTreeMap;

/// Tình trạng số liệu: whether a result is shown, and if not why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CellState {
    /// Được công bố.
    Shown,
    /// Không có câu trả lời: there is nothing to withhold and no index.
    NoAnswers,
    /// Ẩn: fewer respondents than the questionnaire allows to be shown.
    TooFew,
    /// Ẩn kèm: shown, it would give a withheld result away by subtraction.
    Complementary,
}

impl CellState {
    /// Whether the result is kept back.
    pub fn is_withheld(self) -> bool {
        matches!(self, Self::TooFew | Self::Complementary)
    }

    /// Why a result is not shown.
    pub(super) fn note(self, questionnaire: &Questionnaire) -> Option<Text> {
        let suppression = questionnaire.suppression();
        let (fewest, reason) = (suppression.fewest_respondents, &suppression.reason);
        match self {
            Self::Shown => None,
            Self::NoAnswers => Some(Text::new("không có câu trả lời được tính", "no answer to count")),
            Self::TooFew => Some(Text::new(
                format!("ẩn vì dưới {fewest} người trả lời ({})", reason.vi),
                format!("withheld, fewer than {fewest} respondents ({})", reason.en),
            )),
            Self::Complementary => Some(Text::new(
                "ẩn kèm vì nếu công bố thì tính ra được số liệu đã ẩn",
                "withheld too, because a withheld result could be worked out from it",
            )),
        }
    }
}

/// How many respondents stand behind a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Behind {
    /// Those with an answer that is counted.
    pub(super) counted: u64,
    /// Those with any answer, "no opinion" too.
    any: u64,
}

impl Behind {
    /// The group the cell tells something about.
    fn size(self) -> u64 {
        if self.counted > 0 { self.counted } else { self.any }
    }

    /// Withheld where nobody of a small group has an answer that is counted.
    fn silent(self, fewest: u64) -> CellState {
        if self.counted == 0 { self.state(fewest) } else { CellState::Shown }
    }

    fn state(self, fewest: u64) -> CellState {
        match self {
            Self { any: 0, .. } => CellState::NoAnswers,
            behind if behind.size() < fewest => CellState::TooFew,
            Self { counted: 0, .. } => CellState::NoAnswers,
            _ => CellState::Shown,
        }
    }
}

/// How many respondents stand behind each item of a table: questions, factors, the whole.
pub(super) fn behind(questionnaire: &Questionnaire, tally: &StratumTally) -> Vec<Behind> {
    let sum = |question: &QuestionTally, left_out: bool| {
        let options = question.counts.iter().zip(questionnaire.options());
        let taken = options.filter(|(_, option)| left_out || !option.left_out);
        taken.fold(0_u64, |sum, (count, _)| sum.saturating_add(count.count))
    };
    let questions =
        tally.questions.iter().map(|question| Behind { counted: sum(question, false), any: sum(question, true) });
    let asked = |factor: &str| {
        let any = questionnaire.questions_of(factor).filter_map(|place| tally.questions.get(place));
        any.map(|question| sum(question, true)).max().unwrap_or(0)
    };
    // Few people without an opinion on anything are a small group as well: to say that nobody there
    // has an index would tell what they answered.
    let group = |counted: u64, any: u64| Behind { counted, any: any.max(counted) };
    let factors = tally.factors.iter().map(|factor| group(factor.respondents, asked(&factor.factor)));
    questions.chain(factors).chain([group(tally.with_answers, tally.respondents)]).collect()
}

/// Which cells are shown. The tables are the total and then the strata, if any; the answer has the
/// items of each in the order of [`behind`].
///
/// Results that add up form a line: a total with its parts, which are the strata of one item, the
/// questions of a factor in one table, or the factors of the whole. A line is safe when it has no
/// withheld cell, or two or more of them whose parts together are no smaller than the threshold;
/// otherwise the smallest part still shown is withheld too, until every line is safe. This stops
/// whoever subtracts what is shown from a total, again and again; it is no proof against solving
/// several tables of one survey together.
pub(super) fn states(questionnaire: &Questionnaire, tables: &[Vec<Behind>]) -> Vec<Vec<CellState>> {
    let fewest = questionnaire.suppression().fewest_respondents;
    let formulas: Vec<Formula> = questionnaire.items().into_iter().map(|item| questionnaire.formula(item)).collect();
    let of_table = |table: &Vec<Behind>| {
        // A mean that lacks a question of which a few had no opinion would tell what they answered.
        let silent: Vec<CellState> = table.iter().map(|behind| behind.silent(fewest)).collect();
        let state = |(behind, formula): (&Behind, &Formula)| match behind.state(fewest) {
            CellState::Shown if questionnaire.hides_a_part(formula, &silent) => CellState::Complementary,
            state => state,
        };
        table.iter().zip(&formulas).map(state).collect()
    };
    let mut cells = Cells { behind: tables, states: tables.iter().map(of_table).collect(), fewest };
    let lines = lines(questionnaire, tables.len());
    let mut secured = true;
    while secured {
        secured = false;
        for line in &lines {
            secured |= cells.secure(line);
        }
    }
    cells.states
}

/// Whether a figure that weighs the strata in another way than the total may stand beside it. The two
/// are equations for what is withheld, and groups so small have few answers that solve both, also
/// where there are more of them than equations: three of up to four people were found in half of the
/// cases tried. So it stands only where no stratum is withheld.
pub(super) fn second_total(mut strata: impl Iterator<Item = CellState>) -> CellState {
    if strata.any(CellState::is_withheld) { CellState::Complementary } else { CellState::Shown }
}

/// A table and an item in it.
type Place = (usize, usize);

/// A total and the parts that add up to it.
struct Line {
    total: Place,
    parts: Vec<Place>,
}

fn lines(questionnaire: &Questionnaire, tables: usize) -> Vec<Line> {
    let items = questionnaire.items();
    let place: BTreeMap<(u8, usize), usize> = items.iter().map(|item| key(*item)).zip(0..).collect();
    let at = |item: Item| place.get(&key(item)).copied().unwrap_or(0);
    let mut lines = Vec::new();
    for item in 0..items.len() {
        if tables > 1 {
            lines.push(Line { total: (0, item), parts: (1..tables).map(|table| (table, item)).collect() });
        }
    }
    for table in 0..tables {
        for (factor, group) in questionnaire.factors().iter().enumerate() {
            let questions = questionnaire.questions_of(&group.id).map(|place| (table, at(Item::Question(place))));
            lines.push(Line { total: (table, at(Item::Factor(factor))), parts: questions.collect() });
        }
        let factors = (0..questionnaire.factors().len()).map(|place| (table, at(Item::Factor(place))));
        lines.push(Line { total: (table, at(Item::Overall)), parts: factors.collect() });
    }
    lines
}

fn key(item: Item) -> (u8, usize) {
    match item {
        Item::Question(place) => (0, place),
        Item::Factor(place) => (1, place),
        Item::Overall => (2, 0),
    }
}

struct Cells<'a> {
    behind: &'a [Vec<Behind>],
    states: Vec<Vec<CellState>>,
    fewest: u64,
}

impl Cells<'_> {
    fn state(&self, (table, item): Place) -> CellState {
        self.states.get(table).and_then(|states| states.get(item)).copied().unwrap_or(CellState::NoAnswers)
    }

    fn behind(&self, (table, item): Place) -> Option<Behind> {
        self.behind.get(table).and_then(|table| table.get(item)).copied()
    }

    fn size(&self, place: Place) -> u64 {
        self.behind(place).map_or(0, Behind::size)
    }

    /// Whether a cell shows something of somebody.
    fn tells(&self, place: Place) -> bool {
        !self.state(place).is_withheld() && self.size(place) > 0
    }

    fn withhold(&mut self, (table, item): Place) {
        if let Some(state) = self.states.get_mut(table).and_then(|states| states.get_mut(item)) {
            *state = CellState::Complementary;
        }
    }

    /// Withholds one more cell of a line that is not safe; whether it did.
    fn secure(&mut self, line: &Line) -> bool {
        let withheld: Vec<Place> = line.parts.iter().copied().filter(|part| self.state(*part).is_withheld()).collect();
        let hidden_total = self.state(line.total).is_withheld();
        // What subtraction leaves is the answers counted, where there are any: who has no opinion is no
        // company for who has one.
        let together = |of: &dyn Fn(Behind) -> u64| {
            withheld.iter().filter_map(|part| self.behind(*part)).fold(0_u64, |sum, part| sum.saturating_add(of(part)))
        };
        let (counted, any) = (together(&|part| part.counted), together(&|part| part.any));
        let enough = any >= self.fewest && (counted == 0 || counted >= self.fewest);
        let safe = match (hidden_total, withheld.len()) {
            (false, 0) => true,
            (false, parts) => parts > 1 && enough,
            (true, parts) => parts > 0,
        };
        if safe {
            return false;
        }
        let shown = line.parts.iter().copied().filter(|part| self.tells(*part));
        match shown.min_by_key(|part| self.size(*part)) {
            Some(part) => self.withhold(part),
            None if self.tells(line.total) => self.withhold(line.total),
            None => return false,
        }
        true
    }
}
