//! The rule of a leaf made ready for a column: limits and points as whole numbers.

use super::fraction::{Fraction, power};
use super::{Cells, LeafColumn, ScoreReason};
use crate::Error;
use crate::number::{Exact, Rounding};
use crate::rules::{Applicability, Award, Band, Criterion, OverOne, Quantity, Shape, ZeroDenominator};

/// Factors beyond this could leave the range of products of three numbers.
pub(super) const MOST_FACTOR: i128 = 1 << 60;

const OTHER: &str = "its rule takes more than a number, a ratio or a level";
pub(super) const ENDLESS: &str = "its points have no last decimal and no rounding is declared";
pub(super) const TOO_FINE: &str = "its numbers are too large or too fine";

/// A leaf, or a group given as points.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    pub(super) code: String,
    pub(super) min: Fraction,
    pub(super) max: Fraction,
    rounding: Option<u32>,
    rule: Rule,
}

#[derive(Debug, Clone)]
enum Rule {
    /// The points of each level.
    Levels(Vec<Fraction>),
    Pieces(Pieces),
    Steps {
        from: Fraction,
        base: Fraction,
        step: Fraction,
        points: Fraction,
        cap: Fraction,
        floor: Option<Fraction>,
    },
    /// Points as they are given.
    Given,
    /// A shape that takes more of a unit than a column can say.
    Other,
}

/// Points as a line in each of the intervals of a quantity, from the lowest.
#[derive(Debug, Clone)]
struct Pieces {
    /// Of a share of a whole, in per cent; else of the value itself.
    share: Option<Share>,
    pieces: Vec<Piece>,
    /// Where the next piece begins; one fewer than pieces.
    limits: Vec<Limit>,
    /// Where the lowest piece begins, and where nothing is any more.
    ends: (Option<Limit>, Option<Limit>),
    /// What a value outside them is.
    outside: ScoreReason,
    /// Rising to the maximum and level from there on, so that the lesser of the two is the answer.
    cut: bool,
}

#[derive(Debug, Clone, Copy)]
struct Share {
    zero: Zero,
    over_one: OverOne,
}

/// What a zero denominator is.
#[derive(Debug, Clone, Copy)]
enum Zero {
    Points(Fraction),
    Reason(ScoreReason),
}

/// start + slope x the quantity.
#[derive(Debug, Clone, Copy)]
struct Piece {
    slope: Fraction,
    start: Fraction,
}

impl Piece {
    fn level(points: Fraction) -> Self {
        Self { slope: Fraction::ZERO, start: points }
    }
}

#[derive(Debug, Clone, Copy)]
struct Limit {
    at: Fraction,
    /// Whether the limit itself lies above it.
    inclusive: bool,
}

impl Leaf {
    pub(super) fn of(criterion: &Criterion, rounding: Option<Rounding>) -> Self {
        let (min, max) = (Fraction::of(criterion.min_points), Fraction::of(criterion.max_points));
        let rule = criterion.shape.as_ref().map_or(Some(Rule::Given), |shape| rule(shape, max, criterion));
        Self {
            code: criterion.code.clone(),
            min,
            max,
            // Points published for a group stand as they are.
            rounding: rounding.filter(|_| criterion.shape.is_some()).map(Rounding::places),
            rule: rule.unwrap_or(Rule::Other),
        }
    }

    fn refused(&self, reason: &'static str) -> Error {
        Error::NoColumns { criterion: self.code.clone(), reason }
    }

    /// The decimals its points need, for a column of such cells.
    ///
    /// # Errors
    /// `scoring.no_columns`; `scoring.wrong_measure`.
    pub(super) fn places(&self, column: &LeafColumn<'_>) -> Result<u32, Error> {
        let wrong =
            |expected| Err(Error::WrongMeasure { criterion: self.code.clone(), expected, got: column.cells.kind() });
        let exact = match (&self.rule, column.cells) {
            // Rounded before anything is added, so no finer than that.
            (_, Cells::Points { places, .. }) => return Ok(self.rounding.map_or(places, |most| most.min(places))),
            (Rule::Levels(levels), Cells::Levels(_)) => most(levels.iter().map(|points| points.places())),
            (Rule::Pieces(pieces), Cells::Ratios { .. }) if pieces.share.is_some() => pieces.places(None),
            (Rule::Pieces(pieces), Cells::Values { places, .. }) if pieces.share.is_none() => {
                pieces.places(Some(places))
            }
            (Rule::Steps { base, points, cap, floor, .. }, Cells::Values { .. }) => {
                // Whole steps are added up before they are rounded.
                let places = most([base, points, cap].into_iter().chain(floor).map(|points| points.places()));
                return places.ok_or_else(|| self.refused(TOO_FINE));
            }
            (Rule::Levels(_), _) => return wrong("a level"),
            (Rule::Pieces(pieces), _) => return wrong(if pieces.share.is_some() { "a ratio" } else { "a value" }),
            (Rule::Steps { .. }, _) => return wrong("a value"),
            (Rule::Given, _) => return wrong("points"),
            (Rule::Other, _) => return Err(self.refused(OTHER)),
        };
        let exact = exact.map(|places| self.rounding.map_or(places, |most| most.min(places)));
        let zero = match &self.rule {
            Rule::Pieces(Pieces { share: Some(share), .. }) => match share.zero {
                Zero::Points(points) => {
                    points.places().map(|places| self.rounding.map_or(places, |most| most.min(places)))
                }
                Zero::Reason(_) => Some(0),
            },
            _ => Some(0),
        };
        most([exact.or(self.rounding), zero].into_iter()).ok_or_else(|| self.refused(ENDLESS))
    }

    /// The rule with its points scaled by 10^`places`.
    pub(super) fn scaled(&self, places: u32) -> Scale<'_> {
        Scale { leaf: self, places, rounded: self.rounding.map_or(places, |rounding| rounding.min(places)) }
    }
}

fn most(places: impl Iterator<Item = Option<u32>>) -> Option<u32> {
    places.into_iter().try_fold(0, |most: u32, places| Some(most.max(places?)))
}

fn rule(shape: &Shape, max: Fraction, criterion: &Criterion) -> Option<Rule> {
    let fixed = |award: &Award| match award {
        Award::Points(points) => Some(Fraction::of(*points)),
        Award::SharePercent(share) => max.times(Fraction::of(*share))?.over(Fraction::HUNDRED),
        _ => None,
    };
    let share = |zero: ZeroDenominator, over_one: OverOne| Share { zero: zero_points(zero, max, criterion), over_one };
    match shape {
        Shape::Levels { levels, .. } => {
            Some(Rule::Levels(levels.iter().map(|level| fixed(&level.award)).collect::<Option<_>>()?))
        }
        Shape::Bands { of, bands, zero_denominator, over_one, .. } => {
            let share = match of {
                Quantity::Percent => Some(share(*zero_denominator, *over_one)),
                Quantity::Value => None,
                _ => return None,
            };
            let piece = |band: &Band| match (&band.award, band.from, band.to) {
                (Award::Proportional, _, _) => {
                    Some(Piece { slope: max.over(Fraction::HUNDRED)?, start: Fraction::ZERO })
                }
                (Award::Linear { from, to }, Some(low), Some(high)) => {
                    let (from, low) = (Fraction::of(*from), Fraction::of(low));
                    let slope = Fraction::of(*to).less(from)?.over(Fraction::of(high).less(low)?)?;
                    Some(Piece { slope, start: from.less(slope.times(low)?)? })
                }
                (award, _, _) => fixed(award).map(Piece::level),
            };
            let limit = |at: Option<Exact>, inclusive| at.map(|at| Limit { at: Fraction::of(at), inclusive });
            // Listed from the top, each beginning where the one above ends.
            let lowest = bands.last()?;
            let ends = (
                limit(lowest.from, lowest.from_inclusive),
                bands.first().and_then(|highest| limit(highest.to, !highest.to_inclusive)),
            );
            Some(Rule::Pieces(Pieces {
                share,
                pieces: bands.iter().rev().map(piece).collect::<Option<_>>()?,
                limits: bands
                    .iter()
                    .rev()
                    .skip(1)
                    .map(|band| limit(band.from, band.from_inclusive))
                    .collect::<Option<_>>()?,
                // A share of a whole lies in the bands, which cover it.
                ends: if share.is_some() { (None, None) } else { ends },
                outside: ScoreReason::OutsideBands,
                cut: false,
            }))
        }
        Shape::Proportional { of: Quantity::Percent, target_percent, zero_denominator, over_one } => {
            let target = target_percent.map_or(Fraction::HUNDRED, Fraction::of);
            Some(Rule::Pieces(Pieces {
                share: Some(share(*zero_denominator, *over_one)),
                pieces: vec![Piece { slope: max.over(target)?, start: Fraction::ZERO }, Piece::level(max)],
                limits: vec![Limit { at: target, inclusive: true }],
                ends: (None, None),
                outside: ScoreReason::OutsideBands,
                cut: true,
            }))
        }
        Shape::Scaled { from, to } => {
            let (from, to) = (Fraction::of(*from), Fraction::of(*to));
            Some(Rule::Pieces(Pieces {
                share: None,
                pieces: vec![Piece { slope: max.over(to)?, start: Fraction::ZERO }],
                limits: Vec::new(),
                ends: (Some(Limit { at: from, inclusive: true }), Some(Limit { at: to, inclusive: false })),
                outside: ScoreReason::OutOfRange,
                cut: false,
            }))
        }
        Shape::Steps { from, base, step, points, cap, floor, .. } => {
            let [from, base, step, points, cap] = [from, base, step, points, cap].map(|number| Fraction::of(*number));
            Some(Rule::Steps { from, base, step, points, cap, floor: floor.map(Fraction::of) })
        }
        Shape::Given {} => Some(Rule::Given),
        _ => None,
    }
}

fn zero_points(zero: ZeroDenominator, max: Fraction, criterion: &Criterion) -> Zero {
    match (zero, criterion.not_applicable) {
        (ZeroDenominator::Max, _) => Zero::Points(max),
        // A column holds no stand-in, and without one there are no points.
        (ZeroDenominator::Zero | ZeroDenominator::StandIn, _) => Zero::Points(Fraction::ZERO),
        (ZeroDenominator::Refused, _) => Zero::Reason(ScoreReason::ZeroDenominator),
        (ZeroDenominator::NotApplicable, Some(Applicability::Full)) => Zero::Points(max),
        (ZeroDenominator::NotApplicable, Some(Applicability::Zero)) => Zero::Points(Fraction::ZERO),
        (ZeroDenominator::NotApplicable, _) => Zero::Reason(ScoreReason::NotApplicable),
    }
}

impl Pieces {
    /// The decimals its points need: of a value with so many decimals, or of a share, which has no last one.
    fn places(&self, of: Option<u32>) -> Option<u32> {
        most(self.pieces.iter().map(|piece| match (piece.slope.is_zero(), of) {
            (true, _) => piece.start.places(),
            (false, Some(of)) => Some(piece.start.places()?.max(piece.slope.places()?.checked_add(of)?)),
            (false, None) => None,
        }))
    }
}

/// A leaf with the decimals its points are wanted in.
pub(super) struct Scale<'l> {
    leaf: &'l Leaf,
    places: u32,
    /// The decimals left by the rounding of leaves.
    rounded: u32,
}

/// A line in whole numbers: (slope x quantity + start) / divisor, rounded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub(super) slope: i64,
    pub(super) start: i64,
    pub(super) divisor: i64,
}

/// What a piece gives.
#[derive(Debug, Clone, Copy)]
pub(super) enum Gives {
    Points(i64),
    /// To be taken times the unit of rounded points.
    Line(Line),
}

/// The pieces of a value: it has passed a limit from that number on.
#[derive(Debug)]
pub(super) struct ReadyValues {
    pub(super) pieces: Vec<Gives>,
    pub(super) limits: Vec<i64>,
    /// The least and the greatest number inside.
    pub(super) ends: (i64, i64),
    pub(super) outside: ScoreReason,
    /// One rounded unit, in units of the points.
    pub(super) unit: i64,
}

/// The pieces of a share: it has passed a limit where numerator x `whole` - denominator x limit is no
/// less than the number beside the limit.
#[derive(Debug)]
pub(super) struct ReadyRatios {
    pub(super) pieces: Vec<Gives>,
    pub(super) whole: i64,
    pub(super) limits: Vec<(i64, i64)>,
    pub(super) over_one: OverOne,
    pub(super) zero: Result<i64, ScoreReason>,
    pub(super) cut: bool,
    pub(super) unit: i64,
}

/// Points in the column's own unit, inside its ends, rounded by `divisor` and counted in `unit`.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReadyPoints {
    pub(super) ends: (i64, i64),
    pub(super) divisor: i64,
    pub(super) unit: i64,
}

/// Steps in whole numbers of one decimal unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReadySteps {
    pub(super) shift: i64,
    pub(super) from: i128,
    pub(super) step: i128,
    pub(super) base: i64,
    pub(super) points: i64,
    pub(super) cap: i64,
    pub(super) floor: i64,
    /// One rounded unit, in units of the points.
    pub(super) unit: i64,
}

#[derive(Debug)]
pub(super) enum Ready {
    /// The points of every level by its number; no level and those the rule does not have have none.
    Levels(Box<[i64; 256]>),
    Values(ReadyValues),
    Ratios(ReadyRatios),
    Points(ReadyPoints),
    Steps(ReadySteps),
}

impl Scale<'_> {
    /// # Errors
    /// `scoring.no_columns`.
    pub(super) fn for_cells(&self, cells: Cells<'_>) -> Result<Ready, Error> {
        let ready = match (&self.leaf.rule, cells) {
            (_, Cells::Points { places, .. }) => self.points(places).map(Ready::Points),
            (Rule::Levels(levels), _) => self.levels(levels).map(Ready::Levels),
            (Rule::Pieces(pieces), Cells::Values { places, .. }) => self.values(pieces, places).map(Ready::Values),
            (Rule::Pieces(pieces), _) => self.ratios(pieces).map(Ready::Ratios),
            (Rule::Steps { from, base, step, points, cap, floor }, Cells::Values { places, .. }) => {
                self.steps([*from, *step], [*base, *points, *cap], *floor, places).map(Ready::Steps)
            }
            _ => None,
        };
        ready.ok_or_else(|| self.leaf.refused(TOO_FINE))
    }

    /// The most its points can be away from zero.
    ///
    /// # Errors
    /// `scoring.no_columns`.
    pub(super) fn most(&self) -> Result<i64, Error> {
        let away = |end: Fraction| {
            let end = end.shifted(self.places.into())?;
            // Half a unit more by rounding.
            i64::try_from(end.ceiling().abs().max(end.floor().abs())).ok()?.checked_add(self.unit()?)
        };
        let most = [self.leaf.min, self.leaf.max].into_iter().try_fold(0, |most, end| Some(i64::max(most, away(end)?)));
        most.ok_or_else(|| self.leaf.refused(TOO_FINE))
    }

    fn unit(&self) -> Option<i64> {
        i64::try_from(power(self.places.checked_sub(self.rounded)?)?).ok()
    }

    /// Points in their unit, rounded as leaves are.
    fn fixed(&self, points: Fraction) -> Option<i64> {
        points.shifted(i64::from(self.rounded))?.rounded()?.checked_mul(self.unit()?)
    }

    fn exact(&self, points: Fraction) -> Option<i64> {
        points.shifted(i64::from(self.places))?.rounded()
    }

    fn levels(&self, levels: &[Fraction]) -> Option<Box<[i64; 256]>> {
        let mut points = Box::new([i64::MIN; 256]);
        if levels.len() >= points.len() {
            return None;
        }
        for (place, level) in points.iter_mut().skip(1).zip(levels) {
            *place = self.fixed(*level)?;
        }
        Some(points)
    }

    /// A piece of a quantity counted in units of 10^-`places`.
    fn gives(&self, piece: &Piece, places: i64) -> Option<Gives> {
        if piece.slope.is_zero() {
            return self.fixed(piece.start).map(Gives::Points);
        }
        let rounded = i64::from(self.rounded);
        let slope = piece.slope.shifted(rounded.checked_sub(places)?)?.parts();
        let start = piece.start.shifted(rounded)?.parts();
        let divisor = slope.1.checked_mul(start.1)?;
        let [slope, start] = [slope.0.checked_mul(start.1)?, start.0.checked_mul(slope.1)?];
        let narrow = |number: i128| i64::try_from(number).ok().filter(|_| number.abs() < MOST_FACTOR);
        Some(Gives::Line(Line { slope: narrow(slope)?, start: narrow(start)?, divisor: narrow(divisor)? }))
    }

    fn values(&self, pieces: &Pieces, places: u32) -> Option<ReadyValues> {
        let passed = |limit: &Limit| {
            let at = limit.at.shifted(places.into())?;
            // A limit finer than the column lies between two of its numbers.
            i64::try_from(if limit.inclusive { at.ceiling() } else { at.floor().checked_add(1)? }).ok()
        };
        let low = pieces.ends.0.as_ref().map_or(Some(i64::MIN + 1), passed)?;
        let high = match &pieces.ends.1 {
            Some(limit) => {
                // The end itself is inside where it is not said to be outside.
                passed(limit)?.checked_sub(1)?
            }
            None => i64::MAX,
        };
        Some(ReadyValues {
            pieces: pieces.pieces.iter().map(|piece| self.gives(piece, places.into())).collect::<Option<_>>()?,
            limits: pieces.limits.iter().map(passed).collect::<Option<_>>()?,
            ends: (low, high),
            outside: pieces.outside,
            unit: self.unit()?,
        })
    }

    fn ratios(&self, pieces: &Pieces) -> Option<ReadyRatios> {
        let Share { zero, over_one } = pieces.share?;
        let shares: Vec<_> =
            pieces.limits.iter().map(|limit| limit.at.over(Fraction::HUNDRED)).collect::<Option<_>>()?;
        let narrow = |number: i128| i64::try_from(number).ok().filter(|_| number.abs() < MOST_FACTOR);
        // One denominator for all limits.
        let whole = shares.iter().try_fold(Fraction::ONE, |whole, share| whole.common(*share))?;
        let limit = |(share, limit): (&Fraction, &Limit)| {
            let (at, _) = share.times(whole)?.parts();
            Some((narrow(at)?, i64::from(!limit.inclusive)))
        };
        Some(ReadyRatios {
            // A share in per cent is counted in hundredths.
            pieces: pieces.pieces.iter().map(|piece| self.gives(piece, -2)).collect::<Option<_>>()?,
            whole: narrow(whole.parts().0)?,
            limits: shares.iter().zip(&pieces.limits).map(limit).collect::<Option<_>>()?,
            over_one,
            zero: match zero {
                Zero::Points(points) => Ok(self.fixed(points)?),
                Zero::Reason(reason) => Err(reason),
            },
            cut: pieces.cut,
            unit: self.unit()?,
        })
    }

    fn points(&self, places: u32) -> Option<ReadyPoints> {
        let [min, max] = [self.leaf.min, self.leaf.max].map(|end| end.shifted(places.into()));
        // Points of fewer decimals than the rounding leaves are counted in a larger unit.
        let rounded = self.rounded.min(places);
        let unit = |places| i64::try_from(power(places)?).ok();
        Some(ReadyPoints {
            // An end too large to be reached is none.
            ends: (narrowed(min?.ceiling()), narrowed(max?.floor())),
            divisor: unit(places.checked_sub(rounded)?)?,
            unit: unit(self.places.checked_sub(rounded)?)?,
        })
    }

    fn steps(
        &self,
        lengths: [Fraction; 2],
        points: [Fraction; 3],
        floor: Option<Fraction>,
        places: u32,
    ) -> Option<ReadySteps> {
        let fine = most(lengths.iter().map(|length| length.places()))?.max(places);
        let [from, step] = lengths.map(|length| length.shifted(fine.into()).map(Fraction::floor));
        let [base, points, cap] = points.map(|points| self.exact(points));
        let (from, step) = (from?, step?);
        let floor = floor.map_or(Some(i64::MIN), |floor| self.exact(floor))?;
        // The product with any number of a column, and the difference, stay in range.
        if from.abs() >= MOST_FACTOR * MOST_FACTOR || fine > 18 {
            return None;
        }
        let shift = i64::try_from(power(fine.checked_sub(places)?)?).ok()?;
        Some(ReadySteps { shift, from, step, base: base?, points: points?, cap: cap?, floor, unit: self.unit()? })
    }
}

fn narrowed(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(if number < 0 { i64::MIN + 1 } else { i64::MAX })
}
