//! Đóng góp của từng tiêu chí: what makes up a total, line by line and without a rest.

use super::exact::{Carried, Portion, beyond};
use crate::Error;
use crate::number::{self, Exact, Ratio, too_large};
use crate::rules::Combine;
use crate::scoring::{AdjustmentScore, Combination, ScoreNode, ScoreSheet};
use crate::text::{Lang, Text};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// Phần của tổng điểm mà một dòng thuộc về.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ScorePart {
    /// Điểm các tiêu chí.
    Base,
    /// Điểm thưởng.
    Bonus,
    /// Điểm trừ.
    Penalty,
    /// The set as a whole.
    Total,
}

/// Dòng này là gì: points of a criterion, or what a rule of the set made of the sum of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum LineKind {
    /// Điểm của tiêu chí: a leaf, or a group whose parts are not known.
    Criterion,
    /// Trần: what is over the maximum of a group, or the cap of bonus or penalty.
    Cap,
    /// Quy về điểm tối đa của nhóm, in proportion.
    Scale,
    /// Quy đổi vì có phần không áp dụng.
    Rescale,
    /// Làm tròn of a group or of the total.
    Rounding,
    /// Giới hạn của tổng điểm.
    Limit,
}

/// Một dòng của tổng điểm. Penalties count with a minus; the lines add up to the total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ContributionLine {
    /// Which part of the total it belongs to.
    pub part: ScorePart,
    /// What the line is.
    pub kind: LineKind,
    /// Mã tiêu chí; `bonus`, `penalty` or `total` where the line is of the whole of these.
    pub code: String,
    /// Tên.
    pub title: Text,
    /// Điểm góp vào tổng.
    pub points: Exact,
}

/// Đóng góp của một tiêu chí, group or leaf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CriterionContribution {
    /// Which part of the total it belongs to.
    pub part: ScorePart,
    /// Mã.
    pub code: String,
    /// The group it is in.
    pub parent: Option<String>,
    /// Tên.
    pub title: Text,
    /// Whether points of parts of it are known.
    pub group: bool,
    /// Điểm đạt; empty without evidence, or where the criterion is out.
    pub points: Option<Exact>,
    /// Điểm tối đa.
    pub max_points: Exact,
    /// Its points in per cent of the total, half up at two decimals; empty where the total is zero.
    pub percent_of_total: Option<Exact>,
    /// Its points in per cent of its maximum, half up at two decimals.
    pub percent_of_max: Option<Exact>,
}

/// Đóng góp của từng tiêu chí vào tổng điểm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Contributions {
    /// Tổng điểm, as the sheet states it.
    pub points: Exact,
    /// Whether every leaf has evidence or does not apply.
    pub complete: bool,
    /// The lines of the total; with `beyond` they add up to it exactly.
    pub lines: Vec<ContributionLine>,
    /// What lies beyond the 18 decimals that lines are carried to; left out where nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beyond: Option<Exact>,
    /// Every criterion, group and leaf, in the order of the rule set.
    pub criteria: Vec<CriterionContribution>,
}

/// What makes up the total of a sheet: every criterion's points and share, and the lines that add up
/// to the total exactly, caps, rescaling, rounding, bonus, penalty and limits included.
///
/// ```
/// use cchc::{Evidence, Measure, Ratio, RuleSet, insight};
/// let rules = RuleSet::shipped("qd-766-2022")?;
/// let evidence = [Evidence::new("1.2", Measure::ratio(Ratio::of(79, 82))), Evidence::new("1.1", Measure::ratio(Ratio::of(0, 82)))];
/// let made = insight::contributions(&rules.score(2026, None, &evidence)?)?;
/// let line = made.lines.iter().find(|line| line.code == "1.2").unwrap();
/// assert_eq!((line.points.to_string().as_str(), made.points.to_string().as_str()), ("3.85", "3.85"));
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `input.out_of_range` for points of more than ten digits.
pub fn contributions(sheet: &ScoreSheet) -> Result<Contributions, Error> {
    let table = Table::of(&[sheet])?;
    let lines = table.rows.iter().map(|row| ContributionLine {
        part: row.key.part,
        kind: row.key.kind,
        code: row.key.code.to_owned(),
        title: row.title.clone(),
        points: row.values.first().copied().unwrap_or_default().exact(),
    });
    let mut criteria = Vec::new();
    for (part, nodes) in parts(sheet) {
        nodes.iter().for_each(|node| every(part, None, node, sheet.points, &mut criteria));
    }
    let rest = table.beyond.first().copied().unwrap_or_default();
    Ok(Contributions {
        points: sheet.points,
        complete: sheet.complete,
        lines: lines.collect(),
        beyond: (!rest.0.is_zero()).then_some(rest),
        criteria,
    })
}

/// The trees of a sheet, each with the part of the total it makes.
fn parts(sheet: &ScoreSheet) -> [(ScorePart, &[ScoreNode]); 3] {
    [
        (ScorePart::Base, sheet.criteria.as_slice()),
        (ScorePart::Bonus, sheet.bonus.as_ref().map_or(&[], |bonus| bonus.criteria.as_slice())),
        (ScorePart::Penalty, sheet.penalty.as_ref().map_or(&[], |penalty| penalty.criteria.as_slice())),
    ]
}

fn every(
    part: ScorePart,
    parent: Option<&str>,
    node: &ScoreNode,
    total: Exact,
    found: &mut Vec<CriterionContribution>,
) {
    let percent = |of: Exact| Ratio { numerator: node.points?, denominator: of }.percent();
    found.push(CriterionContribution {
        part,
        code: node.code.clone(),
        parent: parent.map(str::to_owned),
        title: node.title.clone(),
        group: !node.children.is_empty(),
        points: node.points,
        max_points: node.max_points,
        percent_of_total: percent(total),
        percent_of_max: percent(node.max_points),
    });
    node.children.iter().for_each(|child| every(part, Some(&node.code), child, total, found));
}

/// What a line is the line of, the same in every sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key<'a> {
    pub(super) part: ScorePart,
    pub(super) kind: LineKind,
    pub(super) code: &'a str,
}

impl Key<'_> {
    /// The line in a sentence: `4.4`, `trần của nhóm A`.
    pub(super) fn name(&self, lang: Lang) -> String {
        let code = self.code;
        let whole = match (self.code, lang) {
            ("bonus", Lang::Vi) => "điểm thưởng",
            ("bonus", Lang::En) => "the bonus",
            ("penalty", Lang::Vi) => "điểm trừ",
            ("penalty", Lang::En) => "the penalty",
            ("total", Lang::Vi) => "tổng điểm",
            ("total", Lang::En) => "the total",
            _ => code,
        };
        match (self.kind, lang) {
            (LineKind::Criterion, _) => code.to_owned(),
            (LineKind::Cap, Lang::Vi) => format!("mức trần của {whole}"),
            (LineKind::Cap, Lang::En) => format!("the cap of {whole}"),
            (LineKind::Scale, Lang::Vi) => format!("quy về điểm tối đa của {whole}"),
            (LineKind::Scale, Lang::En) => format!("scaling of {whole} to its maximum"),
            (LineKind::Rescale, Lang::Vi) => format!("quy đổi phần không áp dụng của {whole}"),
            (LineKind::Rescale, Lang::En) => format!("rescaling of {whole} for what does not apply"),
            (LineKind::Rounding, Lang::Vi) => format!("làm tròn {whole}"),
            (LineKind::Rounding, Lang::En) => format!("rounding of {whole}"),
            (LineKind::Limit, Lang::Vi) => format!("giới hạn của {whole}"),
            (LineKind::Limit, Lang::En) => format!("the limit of {whole}"),
        }
    }
}

/// A line over several sheets.
pub(super) struct Row<'a> {
    pub(super) key: Key<'a>,
    pub(super) title: &'a Text,
    /// One value for each sheet; zero where a sheet has no such line.
    pub(super) values: Vec<Carried>,
}

/// The lines of several sheets side by side: what is a leaf in one and a group in another is one line.
pub(super) struct Table<'a> {
    pub(super) rows: Vec<Row<'a>>,
    /// The totals, which the rows add up to.
    pub(super) totals: Vec<Carried>,
    /// What the points of each sheet have beyond the decimals carried.
    pub(super) beyond: Vec<Exact>,
}

static TOTAL: std::sync::LazyLock<[Text; 3]> = std::sync::LazyLock::new(|| {
    [Text::new("Tổng điểm", "Total"), Text::new("Điểm thưởng", "Bonus"), Text::new("Điểm trừ", "Penalty")]
});

impl<'a> Table<'a> {
    pub(super) fn of(sheets: &[&'a ScoreSheet]) -> Result<Self, Error> {
        let (mut with_parts, mut without) = (HashSet::new(), HashSet::new());
        for sheet in sheets {
            for (_, nodes) in parts(sheet) {
                nodes.iter().for_each(|node| divide(node, &mut with_parts, &mut without));
            }
        }
        let whole: HashSet<&str> = with_parts.intersection(&without).copied().collect();
        let mut table = Self {
            rows: Vec::new(),
            totals: Vec::with_capacity(sheets.len()),
            beyond: Vec::with_capacity(sheets.len()),
        };
        let mut places: HashMap<Key<'a>, usize> = HashMap::new();
        for (column, sheet) in sheets.iter().enumerate() {
            let mut lines = Lines { whole: &whole, lines: Vec::new() };
            lines.sheet(sheet)?;
            let total = Carried::sum(lines.lines.iter().map(|(.., points)| *points))?;
            table.beyond.push(beyond(sheet.points, total)?);
            table.totals.push(total);
            for (key, title, points) in lines.lines {
                let place = *places.entry(key).or_insert_with(|| {
                    let values = vec![Carried::default(); sheets.len()];
                    table.rows.push(Row { key, title, values });
                    table.rows.len() - 1
                });
                if let Some(value) = table.rows.get_mut(place).and_then(|row| row.values.get_mut(column)) {
                    *value = value.plus(points)?;
                }
            }
        }
        Ok(table)
    }

    /// For each row a whole-number combination of its values over a denominator; rows of criteria
    /// all, those of effects only where the combination is not zero.
    pub(super) fn combined(
        &self,
        denominator: u32,
        combine: impl Fn(&[Carried]) -> Result<Carried, Error>,
    ) -> Result<Vec<(&Row<'a>, Carried, Portion)>, Error> {
        let mut found = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let value = combine(&row.values)?;
            if row.key.kind == LineKind::Criterion || !value.is_zero() {
                found.push((row, value, value.over(denominator)));
            }
        }
        Ok(found)
    }
}

/// Which codes have known parts in a sheet, and which have not.
fn divide<'a>(node: &'a ScoreNode, with_parts: &mut HashSet<&'a str>, without: &mut HashSet<&'a str>) {
    if node.children.is_empty() { &mut *without } else { &mut *with_parts }.insert(node.code.as_str());
    node.children.iter().for_each(|child| divide(child, with_parts, without));
}

struct Lines<'s, 'a> {
    /// Groups that are not opened.
    whole: &'s HashSet<&'a str>,
    lines: Vec<(Key<'a>, &'a Text, Carried)>,
}

impl<'a> Lines<'_, 'a> {
    fn sheet(&mut self, sheet: &'a ScoreSheet) -> Result<(), Error> {
        let [total, bonus_title, penalty_title] = &*TOTAL;
        for node in &sheet.criteria {
            self.node(ScorePart::Base, node)?;
        }
        if let Some(combination) = sheet.combination {
            let rescaled = Carried::of(sheet.base_points)?.minus(Carried::of(combination.combined)?)?;
            self.effect(ScorePart::Total, LineKind::Rescale, "total", total, rescaled);
        }
        let bonus = self.adjustment(ScorePart::Bonus, "bonus", bonus_title, &sheet.bonus)?;
        let penalty = self.adjustment(ScorePart::Penalty, "penalty", penalty_title, &sheet.penalty)?;
        let with_bonus = number::sum([sheet.base_points, bonus]).ok_or_else(too_large)?;
        let unlimited = number::difference(with_bonus, penalty).ok_or_else(too_large)?;
        let unrounded = Carried::of(sheet.unrounded)?;
        let limited = unrounded.minus(Carried::of(unlimited)?)?;
        self.effect(ScorePart::Total, LineKind::Limit, "total", total, limited);
        let rounded = Carried::of(sheet.points)?.minus(unrounded)?;
        self.effect(ScorePart::Total, LineKind::Rounding, "total", total, rounded);
        Ok(())
    }

    fn adjustment(
        &mut self,
        part: ScorePart,
        code: &'a str,
        title: &'a Text,
        adjustment: &'a Option<AdjustmentScore>,
    ) -> Result<Exact, Error> {
        let Some(adjustment) = adjustment else { return Ok(Exact::default()) };
        for node in &adjustment.criteria {
            self.node(part, node)?;
        }
        let cut = Carried::of(adjustment.points)?.minus(Carried::of(adjustment.uncapped)?)?;
        self.effect(part, LineKind::Cap, code, title, signed(part, cut)?);
        Ok(adjustment.points)
    }

    /// The lines of a node, which add up to its points.
    fn node(&mut self, part: ScorePart, node: &'a ScoreNode) -> Result<(), Error> {
        let points = Carried::of(node.points.unwrap_or_default())?;
        if node.children.is_empty() || self.whole.contains(node.code.as_str()) {
            let points = signed(part, points)?;
            let key = Key { part, kind: LineKind::Criterion, code: node.code.as_str() };
            self.lines.push((key, &node.title, points));
            return Ok(());
        }
        for child in &node.children {
            self.node(part, child)?;
        }
        let unrounded = Carried::of(node.unrounded.unwrap_or_default())?;
        if let Some(Combination { how, sum, combined, .. }) = node.combination {
            let kind = if how == Combine::ScaledSum { LineKind::Scale } else { LineKind::Cap };
            let (sum, combined) = (Carried::of(sum)?, Carried::of(combined)?);
            self.effect(part, kind, &node.code, &node.title, signed(part, combined.minus(sum)?)?);
            self.effect(part, LineKind::Rescale, &node.code, &node.title, signed(part, unrounded.minus(combined)?)?);
        }
        self.effect(part, LineKind::Rounding, &node.code, &node.title, signed(part, points.minus(unrounded)?)?);
        Ok(())
    }

    fn effect(&mut self, part: ScorePart, kind: LineKind, code: &'a str, title: &'a Text, points: Carried) {
        if !points.is_zero() {
            self.lines.push((Key { part, kind, code }, title, points));
        }
    }
}

fn signed(part: ScorePart, points: Carried) -> Result<Carried, Error> {
    if part == ScorePart::Penalty { Carried::default().minus(points) } else { Ok(points) }
}
