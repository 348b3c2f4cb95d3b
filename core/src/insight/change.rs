//! Biến động giữa hai năm: how much of it is performance, how much the rules, how much applicability.

use super::contribution::{LineKind, ScorePart, Table};
use super::exact::{Carried, Portion};
use crate::Error;
use crate::number::{Exact, Ratio, too_large};
use crate::rules::{Codes, Criterion, RuleSet};
use crate::scoring::{Evidence, ScoreBasis, ScoreSheet};
use crate::text::{Lang, Text};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Một năm: the rule set, the year and what the unit handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearData {
    /// Bộ chỉ số của năm.
    pub rules: RuleSet,
    /// Năm đánh giá.
    pub year: i32,
    /// Số liệu của năm.
    pub evidence: Vec<Evidence>,
}

/// Năm cũ hay năm mới.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Side {
    /// Năm cũ.
    Old,
    /// Năm mới.
    New,
}

/// Biến động của tổng điểm giữa hai năm, chia theo nguyên nhân.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// Tổng điểm năm cũ.
    pub old_points: Exact,
    /// Tổng điểm năm mới.
    pub new_points: Exact,
    /// The change and its three causes.
    #[serde(flatten)]
    pub split: Split,
    /// What lies beyond the 18 decimals the lines are carried to; left out where nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beyond: Option<Ratio>,
    /// Whether the sheets of both years are complete; a leaf without evidence counts as no points.
    pub complete: bool,
    /// The lines, which add up to the change and to each cause exactly; the largest change first.
    pub lines: Vec<ChangeLine>,
    /// Totals of the eight combinations of rules, performance and applicability.
    pub corners: Vec<Corner>,
    /// Codes that stand only in the older set.
    pub only_old: Vec<String>,
    /// Codes that stand only in the newer set.
    pub only_new: Vec<String>,
    /// Codes that stand in both, but what one year measured cannot be scored by the other's rule.
    pub not_comparable: Vec<String>,
    /// The change in a sentence.
    pub text: Text,
}

/// Một thay đổi và ba nguyên nhân của nó, which add up to it exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Split {
    /// Thay đổi.
    pub change: Portion,
    /// Do kết quả thực hiện: what was measured.
    pub performance: Portion,
    /// Do thay đổi quy định.
    pub rules: Portion,
    /// Do tiêu chí áp dụng hay không áp dụng.
    pub applicability: Portion,
}

/// Phần của một tiêu chí trong biến động.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ChangeLine {
    /// Which part of the total it belongs to.
    pub part: ScorePart,
    /// What the line is.
    pub kind: LineKind,
    /// Mã tiêu chí ở bộ mới; `bonus`, `penalty` or `total` where the line is of the whole of these. An
    /// old criterion whose code now means another one has its set beside its code, as `3 (qd-1-2020)`.
    pub code: String,
    /// Tên.
    pub title: Text,
    /// Điểm năm cũ.
    pub old_points: Exact,
    /// Điểm năm mới.
    pub new_points: Exact,
    /// The change and its three causes.
    #[serde(flatten)]
    pub split: Split,
}

/// Một tổ hợp: whose rules, whose figures and whose applicability, and the total they give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Corner {
    /// Bộ chỉ số của năm nào.
    pub rules: Side,
    /// Kết quả của năm nào.
    pub performance: Side,
    /// Áp dụng theo năm nào.
    pub applicability: Side,
    /// Tổng điểm.
    pub points: Exact,
}

/// Rules, performance and applicability of every combination, the two real years first and last.
const CORNERS: [[Side; 3]; 8] = {
    use Side::{New, Old};
    [
        [Old, Old, Old],
        [New, Old, Old],
        [Old, New, Old],
        [Old, Old, New],
        [New, New, Old],
        [New, Old, New],
        [Old, New, New],
        [New, New, New],
    ]
};
/// All orders of three causes: the denominator of the split.
const ORDERS: u32 = 6;

/// Chia biến động: the change of a unit's total from one year to another, split into performance, rules
/// and applicability.
///
/// Each cause has its Shapley value: the mean of what it changes over all orders in which the three
/// can be brought in. No order is preferred, and the three add up to the change exactly; parts are
/// sixths, so they are answered as quotients over 6 and rounded beside them. The split is made line
/// by line as well.
///
/// A combination scores one year's figures by the other year's rules, so neither the years of the
/// sets nor the periods of the measures are held against it. In it
/// - a criterion that does not apply in the year of the applicability does not apply, and one that
///   does takes the figures of the year of the performance, or, where it did not apply in that year,
///   those of the other one;
/// - a criterion that stands only in one set, or in both where what was measured one year cannot be
///   scored by the other's rule, has the figures that belong to the rules, and so its change belongs
///   to them too. These are named in the answer;
/// - a criterion of both sets without evidence in one year has none in that year's performance.
///
/// `codes` says which criteria of the older set have another code in the newer one.
///
/// ```
/// use cchc::{Evidence, Measure, Ratio, RuleSet, insight, rules::Codes};
/// let rules = RuleSet::shipped("qd-766-2022")?;
/// let year = |year, part| {
///     let evidence = vec![Evidence::new("4.3", Measure::ratio(Ratio::of(part, 100)))];
///     insight::YearData { rules: rules.clone(), year, evidence }
/// };
/// let change = insight::change_between(&year(2025, 20), &year(2026, 60), &Codes::new())?;
/// assert_eq!(change.split.performance.rounded.to_string(), "1.00");
/// assert_eq!(change.split.rules.rounded.to_string(), "0.00");
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// Those of [`RuleSet::score`] for the two real years; `scoring.unknown_criterion` and
/// `input.duplicate_id` of `codes`; a `scoring.*` code of a combination that cannot be scored.
pub fn change_between(old: &YearData, new: &YearData, codes: &Codes) -> Result<Change, Error> {
    let renaming = old.rules.renaming(&new.rules, codes)?;
    // The older set in the codes of the newer one: from here on equal codes are the same criterion.
    old.rules.score(old.year, None, &old.evidence)?;
    let renamed = |given: &Evidence| Evidence { criterion: renaming.of(&given.criterion), ..given.clone() };
    let old = Year::of(old.rules.renamed(&renaming), old.year, old.evidence.iter().map(renamed).collect())?;
    let new = Year::of(new.rules.clone(), new.year, new.evidence.clone())?;
    let pair = Pair { modes: modes(&old, &new), old, new };
    let mut sheets = Vec::with_capacity(CORNERS.len());
    for corner in CORNERS {
        sheets.push(pair.sheet(corner)?);
    }
    answer(&pair, &sheets)
}

/// A real year, scored.
struct Year {
    rules: RuleSet,
    year: i32,
    evidence: Vec<Evidence>,
    given: BTreeMap<String, Given>,
    sheet: ScoreSheet,
}

/// What a year says of a criterion.
enum Given {
    Figures(Evidence),
    /// It does not apply, as was said or as a zero denominator decides.
    Out(Evidence),
}

impl Given {
    fn evidence(&self) -> &Evidence {
        match self {
            Self::Figures(evidence) | Self::Out(evidence) => evidence,
        }
    }
}

/// Where a combination takes the evidence for a criterion from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// From the year of the rules.
    Rules,
    /// From the year of the performance, applicability included: points of a whole group.
    Performance,
    /// Figures from the year of the performance, applicability from its own year.
    Both,
}

impl Year {
    fn of(rules: RuleSet, year: i32, evidence: Vec<Evidence>) -> Result<Self, Error> {
        let sheet = rules.score(year, None, &evidence)?;
        let given = evidence.iter().map(|given| {
            let node = sheet.node(&given.criterion).filter(|node| node.basis == ScoreBasis::NotApplicable);
            let reason = node.and_then(|node| node.not_applicable.as_ref()).map(|out| out.reason.clone());
            let said = reason.map_or_else(
                || Given::Figures(given.clone()),
                |reason| Given::Out(Evidence::not_applicable(&given.criterion, reason)),
            );
            (given.criterion.clone(), said)
        });
        let given = given.collect();
        Ok(Self { rules, year, given, evidence, sheet })
    }

    /// Whether the rules of this year can score what another year says of a criterion, all else
    /// being as this year has it.
    fn takes(&self, given: &Given) -> bool {
        let other = given.evidence();
        let Some(criterion) = self.rules.criterion(&other.criterion) else { return false };
        let near = |own: &Evidence| {
            let below = criterion.find(&own.criterion).is_some();
            let above = self.rules.criterion(&own.criterion).is_some_and(|own| own.find(&other.criterion).is_some());
            below || above
        };
        let rest = self.evidence.iter().filter(|own| !near(own));
        let evidence: Vec<Evidence> = rest.chain([other]).cloned().collect();
        self.rules.score_hypothetically(self.year, &evidence).is_ok()
    }
}

/// How each criterion that has evidence is combined.
fn modes(old: &Year, new: &Year) -> BTreeMap<String, Mode> {
    let all: BTreeSet<&String> = old.given.keys().chain(new.given.keys()).collect();
    let comparable = |code: &String| {
        let both = old.rules.criterion(code).is_some() && new.rules.criterion(code).is_some();
        let taken = |by: &Year, from: &Year| from.given.get(code).is_none_or(|given| by.takes(given));
        both && taken(new, old) && taken(old, new)
    };
    let mode = |code: &&String| if comparable(code) { Mode::Both } else { Mode::Rules };
    let mut modes: BTreeMap<String, Mode> = all.iter().map(|code| ((*code).clone(), mode(code))).collect();
    // Points of a whole group exclude those of its parts, so they are taken together.
    let groups: Vec<&Criterion> = [old, new]
        .into_iter()
        .flat_map(|year| year.given.keys().filter_map(|code| year.rules.criterion(code)))
        .filter(|criterion| criterion.shape.is_none())
        .collect();
    for group in groups {
        let mut family: BTreeSet<&str> = BTreeSet::new();
        for year in [old, new] {
            family.extend(year.rules.criterion(&group.code).into_iter().flat_map(Criterion::codes));
        }
        let apart = modes.iter().any(|(code, mode)| family.contains(code.as_str()) && *mode == Mode::Rules);
        let together = if apart { Mode::Rules } else { Mode::Performance };
        modes.iter_mut().filter(|(code, _)| family.contains(code.as_str())).for_each(|(_, mode)| *mode = together);
    }
    modes
}

struct Pair {
    old: Year,
    new: Year,
    modes: BTreeMap<String, Mode>,
}

impl Pair {
    fn year(&self, side: Side) -> &Year {
        match side {
            Side::Old => &self.old,
            Side::New => &self.new,
        }
    }

    fn sheet(&self, [rules, performance, applicability]: [Side; 3]) -> Result<ScoreSheet, Error> {
        let year = self.year(rules);
        if rules == performance && rules == applicability {
            return Ok(year.sheet.clone());
        }
        let evidence: Vec<Evidence> = self
            .modes
            .iter()
            .filter(|(code, _)| year.rules.criterion(code).is_some())
            .filter_map(|(code, mode)| match mode {
                Mode::Rules => year.given.get(code).map(Given::evidence),
                Mode::Performance => self.year(performance).given.get(code).map(Given::evidence),
                Mode::Both => self.both(code, performance, applicability),
            })
            .cloned()
            .collect();
        year.rules.score_hypothetically(year.year, &evidence)
    }

    fn both(&self, code: &str, performance: Side, applicability: Side) -> Option<&Evidence> {
        let [figures, applies] = [performance, applicability].map(|side| self.year(side).given.get(code));
        match (applies, figures) {
            (Some(Given::Out(evidence)), _) | (_, Some(Given::Figures(evidence))) => Some(evidence),
            (Some(Given::Figures(evidence)), Some(Given::Out(_))) => Some(evidence),
            (_, None) | (None, Some(Given::Out(_))) => None,
        }
    }

    /// Codes of one set that the other does not have, in the order of the set.
    fn only(one: &RuleSet, other: &RuleSet) -> Vec<String> {
        let places = one.document().places();
        let codes = places.into_iter().flat_map(|(_, criteria)| criteria).flat_map(Criterion::codes);
        codes.filter(|code| other.criterion(code).is_none()).map(str::to_owned).collect()
    }
}

/// Six times the Shapley value of each cause, of values in the order of [`CORNERS`].
fn sixths(values: &[Carried]) -> Result<[Carried; 4], Error> {
    let at = |corner: [Side; 3]| {
        let position = CORNERS.iter().position(|known| *known == corner);
        position.and_then(|position| values.get(position)).copied().unwrap_or_default()
    };
    let cause = |cause: usize| {
        let mut sum = Carried::default();
        for corner in CORNERS.into_iter().filter(|corner| corner.get(cause) == Some(&Side::Old)) {
            let mut with = corner;
            if let Some(side) = with.get_mut(cause) {
                *side = Side::New;
            }
            // Of six orders, two bring a cause in first, two last and one after each of the others.
            let others = with.iter().filter(|side| **side == Side::New).count().saturating_sub(1);
            let weight = if others == 1 { 1 } else { 2 };
            sum = sum.plus(at(with).minus(at(corner))?.times(weight)?)?;
        }
        Ok(sum)
    };
    let change = match (values.first(), values.last()) {
        (Some(old), Some(new)) => new.minus(*old)?.times(ORDERS)?,
        _ => Carried::default(),
    };
    Ok([change, cause(1)?, cause(0)?, cause(2)?])
}

impl Split {
    fn of(values: &[Carried]) -> Result<(Carried, Self), Error> {
        let [change, performance, rules, applicability] = sixths(values)?;
        let split = Self {
            change: change.over(ORDERS),
            performance: performance.over(ORDERS),
            rules: rules.over(ORDERS),
            applicability: applicability.over(ORDERS),
        };
        Ok((change, split))
    }
}

fn answer(pair: &Pair, sheets: &[ScoreSheet]) -> Result<Change, Error> {
    // The new year first, so that titles are those of the newer set.
    let all: Vec<&ScoreSheet> = sheets.iter().rev().collect();
    let mut table = Table::of(&all)?;
    table.totals.reverse();
    table.beyond.reverse();
    let mut lines = Vec::with_capacity(table.rows.len());
    for row in &mut table.rows {
        row.values.reverse();
        let value = |value: Option<&Carried>| value.copied().unwrap_or_default().exact();
        if row.key.kind != LineKind::Criterion && row.values.iter().all(|value| value.is_zero()) {
            continue;
        }
        let (change, split) = Split::of(&row.values)?;
        let line = ChangeLine {
            part: row.key.part,
            kind: row.key.kind,
            code: row.key.code.to_owned(),
            title: row.title.clone(),
            old_points: value(row.values.first()),
            new_points: value(row.values.last()),
            split,
        };
        lines.push((change.size(), line));
    }
    lines.sort_by_key(|(size, _)| Reverse(*size));
    let (_, split) = Split::of(&table.totals)?;
    let corner = |([rules, performance, applicability], sheet): ([Side; 3], &ScoreSheet)| Corner {
        rules,
        performance,
        applicability,
        points: sheet.points,
    };
    let not_comparable = pair.modes.iter().filter(|(code, mode)| {
        let both = [&pair.old, &pair.new].into_iter().all(|year| year.rules.criterion(code).is_some());
        **mode == Mode::Rules && both
    });
    Ok(Change {
        old_points: pair.old.sheet.points,
        new_points: pair.new.sheet.points,
        split,
        beyond: rest(&table.beyond)?,
        complete: pair.old.sheet.complete && pair.new.sheet.complete,
        lines: lines.into_iter().map(|(_, line)| line).collect(),
        corners: CORNERS.into_iter().zip(sheets).map(corner).collect(),
        only_old: Pair::only(&pair.old.rules, &pair.new.rules),
        only_new: Pair::only(&pair.new.rules, &pair.old.rules),
        not_comparable: not_comparable.map(|(code, _)| code.clone()).collect(),
        text: sentence(&split),
    })
}

/// What the change has beyond the decimals carried.
fn rest(beyond: &[Exact]) -> Result<Option<Ratio>, Error> {
    let (Some(old), Some(new)) = (beyond.first(), beyond.last()) else { return Ok(None) };
    let difference = new.0.checked_sub(old.0).ok_or_else(too_large)?;
    let numerator = Exact(difference.normalize());
    Ok((!difference.is_zero()).then_some(Ratio { numerator, denominator: Exact(Decimal::ONE) }))
}

fn sentence(split: &Split) -> Text {
    Text::build(|lang| {
        let signed = |portion: Portion| {
            let sign = if portion.rounded.0.is_sign_negative() || portion.rounded.0.is_zero() { "" } else { "+" };
            format!("{sign}{}", portion.text(lang))
        };
        let [change, performance, rules, applicability] =
            [split.change, split.performance, split.rules, split.applicability].map(signed);
        match lang {
            Lang::Vi => format!(
                "tổng điểm thay đổi {change}: do kết quả thực hiện {performance}, do thay đổi quy định {rules}, do tiêu chí áp dụng {applicability}"
            ),
            Lang::En => format!(
                "the total changes by {change}: performance {performance}, rules {rules}, applicability {applicability}"
            ),
        }
    })
}
