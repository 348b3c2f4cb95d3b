//! What a goal asks of the total.

use super::Goal;
use crate::Error;
use crate::insight::league::League;
use crate::number::{self, Exact, Ratio, too_large};
use crate::ranking::{Entry, TieRule};
use crate::rules::{ClassBasis, RuleSet};
use crate::scoring::{ScoreSheet, rounded};
use rust_decimal::Decimal;

/// Which total the goal is about.
#[derive(Clone, Copy)]
enum Scale {
    Published,
    Unrounded,
    /// In per cent of this applicable maximum.
    Percent(Exact),
}

/// The least total that reaches a goal.
pub(super) struct Target {
    scale: Scale,
    /// None where any total does.
    pub(super) least: Option<Exact>,
    /// Whether the total has to be above it.
    pub(super) above: bool,
    league: Option<League>,
}

impl Target {
    pub(super) fn of(rules: &RuleSet, sheet: &ScoreSheet, goal: &Goal) -> Result<Self, Error> {
        let published = |least| Self { scale: Scale::Published, least: Some(least), above: false, league: None };
        let ranked = |rank: i64, league: League| {
            let last = league.last();
            let rank = u32::try_from(rank).ok().filter(|rank| (1..=last).contains(rank)).ok_or_else(|| {
                let (min, max) = ("1".to_owned(), last.to_string());
                Error::OutOfRange { what: "rank", got: rank.to_string(), min, max }
            })?;
            let (least, above) = (league.at(rank), !league.shared);
            Ok(Self { scale: Scale::Unrounded, least, above, league: Some(league) })
        };
        let league = |entries: &[Entry], ties: &Option<TieRule>| {
            sheet.complete_or("?")?;
            League::of(entries, ties.unwrap_or(rules.ties().rule))
        };
        match goal {
            Goal::Points(points) => {
                if *points < Exact::default() {
                    let (min, max) = ("0".to_owned(), rules.max_points().to_string());
                    return Err(Error::OutOfRange { what: "points", got: points.to_string(), min, max });
                }
                number::sum([sheet.points, *points]).map(published).ok_or_else(too_large)
            }
            Goal::Total(total) => Ok(published(*total)),
            Goal::Places { places, league: entries, ties } => {
                let league = league(entries, ties)?;
                ranked(i64::from(league.rank(sheet.unrounded)).saturating_sub((*places).into()), league)
            }
            Goal::Rank { rank, league: entries, ties } => ranked((*rank).into(), league(entries, ties)?),
            Goal::Class(id) => {
                let classes = &rules.document().classes;
                let class = classes.iter().find(|class| class.id == *id).ok_or_else(|| Error::UnknownReference {
                    code: rules.id().to_owned(),
                    reference: number::shorten(id),
                    known: number::shorten_list(classes.iter().map(|class| class.id.as_str())),
                })?;
                let scale = match rules.document().class_basis {
                    ClassBasis::Points => Scale::Published,
                    ClassBasis::Percent => Scale::Percent(sheet.applicable_max),
                };
                Ok(Self {
                    scale,
                    least: class.from,
                    above: class.from.is_some() && !class.from_inclusive,
                    league: None,
                })
            }
        }
    }

    /// The figure the goal is about, of a total before rounding.
    fn figure(&self, rules: &RuleSet, unrounded: Exact) -> Result<Exact, Error> {
        let points = rounded(rules.rounding().total, unrounded);
        match self.scale {
            Scale::Unrounded => Ok(unrounded),
            Scale::Published => Ok(points),
            Scale::Percent(max) => {
                Ratio { numerator: points, denominator: max }.times(Decimal::ONE_HUNDRED).ok_or_else(too_large)
            }
        }
    }

    pub(super) fn reached(&self, rules: &RuleSet, unrounded: Exact) -> Result<bool, Error> {
        let Some(least) = self.least else { return Ok(true) };
        let figure = self.figure(rules, unrounded)?;
        Ok(if self.above { figure > least } else { figure >= least })
    }

    /// The error for a goal that nothing reaches, the best being this total.
    pub(super) fn out_of_reach(&self, rules: &RuleSet, now: Exact, best: Exact) -> Error {
        let gain = |to: Exact| {
            let now = self.figure(rules, now).ok()?;
            number::difference(to, now).map(|gain| gain.to_string())
        };
        let possible = self.figure(rules, best).ok().and_then(gain).unwrap_or_default();
        let points = self.least.and_then(gain).unwrap_or_default();
        // Where equal is not enough, the most that is possible may be just that.
        let points = if self.above { format!("more than {points}") } else { points };
        Error::CannotGain { criterion: rules.id().to_owned(), points, possible }
    }

    pub(super) fn rank(&self, unrounded: Exact) -> Option<u32> {
        self.league.as_ref().map(|league| league.rank(unrounded))
    }
}
