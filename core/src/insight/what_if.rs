//! Nếu như: what a score would be with other figures.

use super::league::League;
use crate::Error;
use crate::number::{self, Exact};
use crate::ranking::Entry;
use crate::rules::{ClassBand, RuleSet};
use crate::scoring::{Evidence, ScoreNode, ScoreSheet};
use crate::text::{self, Lang, Text};
use serde::Serialize;
use std::collections::HashSet;

/// Nếu như: a score before and after some figures are replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WhatIf {
    /// Trước.
    pub before: Outlook,
    /// Sau.
    pub after: Outlook,
    /// Thay đổi của tổng điểm.
    pub change: Exact,
    /// Số bậc tăng (+) giảm (-), where both ranks are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places: Option<i64>,
    /// The criteria whose points change, groups before their parts.
    pub criteria: Vec<NodeChange>,
    /// The change in a sentence.
    pub text: Text,
}

/// Kết quả theo một bộ số liệu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Outlook {
    /// Tổng điểm.
    pub points: Exact,
    /// Tổng điểm chưa làm tròn, by which ranks are taken.
    pub unrounded: Exact,
    /// Points in per cent of the applicable maximum.
    pub percent: Option<Exact>,
    /// Whether every leaf has evidence or does not apply.
    pub complete: bool,
    /// Xếp loại by the total alone.
    pub class: Option<ClassBand>,
    /// Hạng among the others; empty while incomplete, and where no others were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u64>,
}

/// Thay đổi ở một tiêu chí.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NodeChange {
    /// Mã.
    pub code: String,
    /// Tên.
    pub title: Text,
    /// Điểm trước.
    pub before: Option<Exact>,
    /// Điểm sau.
    pub after: Option<Exact>,
    /// Thay đổi; a side without points counts as none.
    pub change: Exact,
    /// Whether its own figures were replaced.
    pub replaced: bool,
}

impl RuleSet {
    /// What the score of a unit would be with some evidence replaced or added.
    ///
    /// `changes` replace the evidence for the same criteria. `league` holds the totals of the other
    /// units, unrounded; the unit itself is not among them, and who is excluded from ranking is passed
    /// over. Who is level shares a rank, or has the place it is sure of where the tie rule of the set
    /// ranks no equals together. Without a league there are no ranks.
    ///
    /// ```
    /// use cchc::{Entry, Evidence, Measure, Ratio, RuleSet};
    /// let rules = RuleSet::shipped("qd-766-2022")?;
    /// let ratio = |part| Evidence::new("4.3", Measure::ratio(Ratio::of(part, 100)));
    /// let answer = rules.what_if(2026, &[ratio(20)], &[ratio(60)], &[])?;
    /// assert_eq!(answer.change.to_string(), "1.00");
    /// assert_eq!(answer.text.vi, "tổng điểm tăng 1,00, từ 0,50 lên 1,50");
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`RuleSet::score`]; of a league `input.duplicate_id`, and `input.empty_list` where
    /// nobody in it is ranked.
    pub fn what_if(
        &self,
        year: i32,
        evidence: &[Evidence],
        changes: &[Evidence],
        league: &[Entry],
    ) -> Result<WhatIf, Error> {
        let replaced: HashSet<&str> = changes.iter().map(|change| change.criterion.as_str()).collect();
        let kept = evidence.iter().filter(|given| !replaced.contains(given.criterion.as_str()));
        let changed: Vec<Evidence> = kept.chain(changes).cloned().collect();
        let before = self.score(year, None, evidence)?;
        let after = self.score(year, None, &changed)?;
        let mut criteria = Vec::new();
        for (old, new) in nodes(&before).into_iter().zip(nodes(&after)) {
            collect(Some(old), Some(new), &replaced, &mut criteria)?;
        }
        let league = (!league.is_empty()).then(|| League::of(league, self.ties().rule)).transpose()?;
        let (then, now) = (self.outlook(&before, league.as_ref()), self.outlook(&after, league.as_ref()));
        let ranks = then.rank.zip(now.rank);
        let places = ranks.and_then(|(then, now)| i64::try_from(then).ok().zip(i64::try_from(now).ok()));
        let change = number::difference(after.points, before.points).ok_or_else(number::too_large)?;
        Ok(WhatIf {
            change,
            places: places.and_then(|(then, now)| then.checked_sub(now)),
            criteria,
            text: sentence(before.points, after.points, change, ranks),
            before: then,
            after: now,
        })
    }

    fn outlook(&self, sheet: &ScoreSheet, league: Option<&League>) -> Outlook {
        Outlook {
            points: sheet.points,
            unrounded: sheet.unrounded,
            percent: sheet.percent,
            complete: sheet.complete,
            class: sheet.class.clone(),
            rank: league.filter(|_| sheet.complete).map(|league| league.rank(sheet.unrounded).into()),
        }
    }
}

fn nodes(sheet: &ScoreSheet) -> Vec<&ScoreNode> {
    let adjustments = sheet.bonus.iter().chain(&sheet.penalty).flat_map(|adjustment| &adjustment.criteria);
    sheet.criteria.iter().chain(adjustments).collect()
}

/// The nodes whose points differ. Both sheets are of one rule set; only where a group's points stand
/// in for its parts does one side lack nodes of the other.
fn collect(
    old: Option<&ScoreNode>,
    new: Option<&ScoreNode>,
    replaced: &HashSet<&str>,
    found: &mut Vec<NodeChange>,
) -> Result<(), Error> {
    let Some(node) = new.or(old) else { return Ok(()) };
    let points = |node: Option<&ScoreNode>| node.and_then(|node| node.points);
    let (before, after) = (points(old), points(new));
    let own = replaced.contains(node.code.as_str());
    if before != after {
        let change = number::difference(after.unwrap_or_default(), before.unwrap_or_default());
        found.push(NodeChange {
            code: node.code.clone(),
            title: node.title.clone(),
            before,
            after,
            change: change.ok_or_else(number::too_large)?,
            replaced: own,
        });
    }
    for position in 0..parts(old).max(parts(new)) {
        collect(child(old, position), child(new, position), replaced, found)?;
    }
    Ok(())
}

fn parts(node: Option<&ScoreNode>) -> usize {
    node.map_or(0, |node| node.children.len())
}

fn child(node: Option<&ScoreNode>, position: usize) -> Option<&ScoreNode> {
    node.and_then(|node| node.children.get(position))
}

fn sentence(before: Exact, after: Exact, change: Exact, ranks: Option<(u64, u64)>) -> Text {
    Text::build(|lang| {
        // Two decimals, or as many as show that there is a change.
        let places = (2..=change.0.scale()).find(|places| !change.0.round_dp(*places).is_zero()).unwrap_or(2);
        let [from, to] = [before, after].map(|points| text::decimal(points.0, places, lang));
        let size = text::decimal(change.0.abs(), places, lang);
        let total = match (change.cmp(&Exact::default()), lang) {
            (std::cmp::Ordering::Greater, Lang::Vi) => format!("tổng điểm tăng {size}, từ {from} lên {to}"),
            (std::cmp::Ordering::Greater, Lang::En) => format!("the total rises by {size}, from {from} to {to}"),
            (std::cmp::Ordering::Less, Lang::Vi) => format!("tổng điểm giảm {size}, từ {from} xuống {to}"),
            (std::cmp::Ordering::Less, Lang::En) => format!("the total falls by {size}, from {from} to {to}"),
            (std::cmp::Ordering::Equal, Lang::Vi) => format!("tổng điểm giữ nguyên {from}"),
            (std::cmp::Ordering::Equal, Lang::En) => format!("the total stays at {from}"),
        };
        match (ranks, lang) {
            (Some((then, now)), Lang::Vi) => format!("{total}; hạng {then} → {now}"),
            (Some((then, now)), Lang::En) => format!("{total}; rank {then} → {now}"),
            (None, _) => total,
        }
    })
}
