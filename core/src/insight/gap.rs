//! Khoảng cách: which criteria make the gap to another unit, another year or the mean.

use super::contribution::{LineKind, ScorePart, Table};
use super::exact::{Carried, Portion};
use crate::Error;
use crate::number::{Exact, Ratio, too_large};
use crate::scoring::ScoreSheet;
use crate::text::{Lang, Text};
use serde::Serialize;
use std::cmp::Reverse;

/// Khoảng cách điểm: a total against another one, and the lines it is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Gap {
    /// Tổng điểm.
    pub points: Exact,
    /// Tổng điểm được so: of the other sheet, or the mean.
    pub against: Portion,
    /// Khoảng cách: positive where the sheet is ahead.
    pub difference: Portion,
    /// What lies beyond the 18 decimals the lines are carried to; left out where nothing does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beyond: Option<Ratio>,
    /// Whether all sheets are complete; a leaf without evidence counts as no points.
    pub complete: bool,
    /// The lines, which add up to the difference exactly; the largest first, whichever way they go.
    pub lines: Vec<GapLine>,
    /// The gap in a sentence.
    pub text: Text,
}

/// Phần của một tiêu chí trong khoảng cách.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct GapLine {
    /// Which part of the total it belongs to.
    pub part: ScorePart,
    /// What the line is.
    pub kind: LineKind,
    /// Mã tiêu chí; `bonus`, `penalty` or `total` where the line is of the whole of these.
    pub code: String,
    /// Tên.
    pub title: Text,
    /// Điểm của bên so.
    pub points: Exact,
    /// Điểm của bên được so.
    pub against: Portion,
    /// Điểm góp vào khoảng cách.
    pub difference: Portion,
    /// The line in a sentence: `4.4 góp 3,91 điểm vào khoảng cách`.
    pub text: Text,
}

/// The gap of one sheet to another, of the same year or another one.
///
/// The two may come from different rule sets; a criterion one of them does not have counts as no
/// points there. Where one sheet knows only a group's points and the other its parts, the group is
/// one line.
///
/// ```
/// use cchc::{Evidence, Measure, Ratio, RuleSet, insight};
/// let rules = RuleSet::shipped("qd-766-2022")?;
/// let sheet = |part| rules.score(2026, None, &[Evidence::new("4.3", Measure::ratio(Ratio::of(part, 100)))]);
/// let gap = insight::gap(&sheet(20)?, &sheet(60)?)?;
/// assert_eq!(gap.difference.rounded.to_string(), "-1.00"); // 0.50 against 1.50
/// assert_eq!(gap.lines[0].text.vi, "4.3 góp -1,00 điểm vào khoảng cách");
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `input.out_of_range` for points of more than ten digits.
pub fn gap(sheet: &ScoreSheet, other: &ScoreSheet) -> Result<Gap, Error> {
    against(sheet, &[other])
}

/// The gap of a sheet to the mean of some, itself among them where it is given with them.
///
/// # Errors
/// `input.empty_list`; `input.out_of_range` for points of more than ten digits.
pub fn gap_to_mean(sheet: &ScoreSheet, sheets: &[ScoreSheet]) -> Result<Gap, Error> {
    if sheets.is_empty() {
        return Err(Error::EmptyList { what: "average" });
    }
    against(sheet, &sheets.iter().collect::<Vec<_>>())
}

fn against(sheet: &ScoreSheet, others: &[&ScoreSheet]) -> Result<Gap, Error> {
    let all: Vec<&ScoreSheet> = std::iter::once(sheet).chain(others.iter().copied()).collect();
    let table = Table::of(&all)?;
    let count = u32::try_from(others.len()).map_err(|_| too_large())?;
    let other = |values: &[Carried]| Carried::sum(values.iter().skip(1).copied());
    let own = |values: &[Carried]| values.first().copied().unwrap_or_default();
    let difference = |values: &[Carried]| own(values).times(count)?.minus(other(values)?);
    let mut rows = table.combined(count, difference)?;
    rows.sort_by_key(|(_, difference, _)| Reverse(difference.size()));
    let mut lines = Vec::with_capacity(rows.len());
    for (row, _, difference) in rows {
        lines.push(GapLine {
            part: row.key.part,
            kind: row.key.kind,
            code: row.key.code.to_owned(),
            title: row.title.clone(),
            points: own(&row.values).exact(),
            against: other(&row.values)?.over(count),
            difference,
            text: Text::build(|lang| {
                let (name, points) = (row.key.name(lang), difference.text(lang));
                match lang {
                    Lang::Vi => format!("{name} góp {points} điểm vào khoảng cách"),
                    Lang::En => format!("{name} makes {points} points of the gap"),
                }
            }),
        });
    }
    let mut rest = rust_decimal::Decimal::ZERO;
    for (position, beyond) in table.beyond.iter().enumerate() {
        let times = if position == 0 { i64::from(count) } else { -1 };
        let part = beyond.0.checked_mul(times.into()).ok_or_else(too_large)?;
        rest = rest.checked_add(part).ok_or_else(too_large)?;
    }
    let denominator = Exact::from(u64::from(count));
    let beyond = Ratio { numerator: Exact(rest.normalize()), denominator };
    let total = difference(&table.totals)?;
    let whole = total.over(count);
    Ok(Gap {
        points: sheet.points,
        against: other(&table.totals)?.over(count),
        difference: whole,
        beyond: (!rest.is_zero()).then_some(beyond),
        complete: all.iter().all(|sheet| sheet.complete),
        lines,
        text: Text::build(|lang| {
            let points = whole.size_text(lang);
            match (total.is_zero(), total.is_negative(), lang) {
                (true, _, Lang::Vi) => "bằng điểm".to_owned(),
                (true, _, Lang::En) => "level".to_owned(),
                (_, true, Lang::Vi) => format!("kém {points} điểm"),
                (_, true, Lang::En) => format!("{points} points behind"),
                (_, false, Lang::Vi) => format!("hơn {points} điểm"),
                (_, false, Lang::En) => format!("{points} points ahead"),
            }
        }),
    })
}
