//! How many to ask, and how far a share may be off.

use super::fraction::{decimal, of_exact, ten_to};
use super::tally::MOST_RESPONDENTS;
use crate::Error;
use crate::number::{Exact, Ratio, Rounding};
use crate::text::{self, Lang, Text};
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Cỡ mẫu: how many of a population to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SampleSize {
    /// Số phần tử của tổng thể (N).
    pub population: u64,
    /// Sai số cho phép (e), a share.
    pub margin: Exact,
    /// N over 1 + N e², exact.
    pub exact: Ratio,
    /// The same as a decimal, half up at four decimals, to be shown.
    pub unrounded: Exact,
    /// Cỡ mẫu: rounded up to a whole respondent.
    pub size: u64,
    /// The formula with its numbers.
    pub how: Text,
}

/// Sai số của một cỡ mẫu, the formula of [`sample_size`] the other way round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Margin {
    /// Số phần tử của tổng thể (N).
    pub population: u64,
    /// Cỡ mẫu (n).
    pub sample: u64,
    /// Sai số (e), a share: the square root of (N - n) / (n N), half up at the places asked for.
    pub margin: Exact,
}

/// Độ tin cậy: a level with its quantile of the normal distribution, or a declared quantile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Confidence {
    /// 90, 95 or 99 per cent, both sides together.
    Percent(Exact),
    /// The quantile itself, such as the 1.96 a text prescribes.
    Z(Exact),
}

/// Khoảng tin cậy Wilson of a share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WilsonInterval {
    /// The share observed.
    pub share: Ratio,
    /// The confidence asked for.
    pub confidence: Confidence,
    /// The quantile used.
    pub z: Exact,
    /// The share per cent, half up at the places asked for, as are the bounds.
    pub percent: Exact,
    /// Cận dưới.
    pub lower_percent: Exact,
    /// Cận trên.
    pub upper_percent: Exact,
    /// What the interval says and rests on.
    pub how: Text,
}

/// Upper quantiles of the standard normal distribution at 95, 97.5 and 99.5 per cent, which leave 10,
/// 5 and 1 per cent outside on both sides together: mathematical constants, rounded to 20 decimals.
const QUANTILES: [(i64, &str); 3] =
    [(90, "1.64485362695147271486"), (95, "1.95996398454005423552"), (99, "2.57582930354890076098")];

impl Confidence {
    /// The quantile of the normal distribution.
    ///
    /// # Errors
    /// `survey.unknown_confidence` for a level without a shipped quantile; `input.out_of_range` for
    /// a declared one not above 0 or above 10, or with more than 20 decimals.
    pub fn z(self) -> Result<Exact, Error> {
        match self {
            Self::Percent(level) => {
                let known = QUANTILES.iter().find(|(percent, _)| Decimal::from(*percent) == level.0);
                known.map_or_else(|| Err(Error::UnknownConfidence { got: level.to_string() }), |(_, z)| z.parse())
            }
            Self::Z(z) if z > Exact::default() && z <= Exact::from(10) && z.0.scale() <= 20 => Ok(z),
            Self::Z(z) => Err(out_of_range("z", z, "above 0", "10")),
        }
    }
}

fn out_of_range(what: &'static str, got: impl ToString, min: impl ToString, max: impl ToString) -> Error {
    Error::OutOfRange { what, got: got.to_string(), min: min.to_string(), max: max.to_string() }
}

fn check_count(what: &'static str, count: u64, min: u64, max: u64) -> Result<(), Error> {
    if (min..=max).contains(&count) { Ok(()) } else { Err(out_of_range(what, count, min, max)) }
}

/// Cỡ mẫu theo n = N / (1 + N e²), where nothing is known of the answers in advance.
///
/// ```
/// use cchc::survey::sample_size;
/// let sample = sample_size(1_000, "0.05".parse()?)?;
/// assert_eq!((sample.unrounded.to_string().as_str(), sample.size), ("285.7143", 286));
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `input.out_of_range` for a population of 0 or above 10^12, or a margin that is not a share
/// between 0 and 1 with at most 6 decimals.
pub fn sample_size(population: u64, margin: Exact) -> Result<SampleSize, Error> {
    check_count("population", population, 1, MOST_RESPONDENTS)?;
    let share = margin.0.normalize();
    if share <= Decimal::ZERO || share >= Decimal::ONE || share.scale() > 6 {
        return Err(out_of_range("margin", margin, "above 0", "0.999999"));
    }
    // At most 12 + 12 digits: nothing is rounded here.
    let denominator = Exact((Decimal::ONE + Decimal::from(population) * share * share).normalize());
    let exact = Ratio { numerator: population.into(), denominator };
    let value = of_exact(exact.numerator) / of_exact(denominator);
    let too_large = || out_of_range("population", population, 1, MOST_RESPONDENTS);
    let size = value.ceil().to_integer().to_u64().ok_or_else(too_large)?;
    let unrounded = super::fraction::rounded(&value, Rounding::half_up(4)?).ok_or_else(too_large)?;
    let how = Text::build(|lang| {
        let shown = |number: Exact| text::decimal(number.0, number.0.scale(), lang);
        let (all, e) = (text::count(population, lang), shown(Exact(share)));
        format!("n = N/(1 + N·e²) = {all}/(1 + {all} × {e}²) = {} → {}", shown(unrounded), text::count(size, lang))
    });
    Ok(SampleSize { population, margin, exact, unrounded, size, how })
}

/// Sai số của cỡ mẫu: the e for which n = N / (1 + N e²).
///
/// ```
/// use cchc::{Rounding, survey};
/// let margin = survey::margin(1_000, 286, Rounding::half_up(4)?)?;
/// assert_eq!(margin.margin.to_string(), "0.0500");
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `input.out_of_range` for a population of 0 or above 10^12, or a sample of 0 or above it.
pub fn margin(population: u64, sample: u64, rounding: Rounding) -> Result<Margin, Error> {
    check_count("population", population, 1, MOST_RESPONDENTS)?;
    check_count("sample", sample, 1, population)?;
    // Half up of a root r: half of (the whole part of 2r, plus 1), rounded down.
    let twice = BigInt::from(4) * (population - sample) * ten_to(rounding.places()).pow(2);
    let root = (twice / (BigInt::from(population) * sample)).sqrt();
    let margin = decimal(&((root + 1) / 2), rounding.places());
    let margin = margin.ok_or_else(|| out_of_range("sample", sample, 1, population))?;
    Ok(Margin { population, sample, margin })
}

/// Khoảng tin cậy Wilson of a share: the shares that the score test does not reject.
///
/// It stays inside 0 to 100 per cent and never has no width, also for few answers and for shares of
/// 0 or 100 per cent. It is made for answers that do not depend on one another: for one question, not
/// for the pooled answers of the same people to several; for those see
/// [`Questionnaire::bootstrap`](super::Questionnaire::bootstrap).
///
/// ```
/// use cchc::{Rounding, survey::{Confidence, wilson}};
/// let interval = wilson(8, 10, Confidence::Percent(95.into()), Rounding::HUNDREDTHS)?;
/// assert_eq!(interval.lower_percent.to_string(), "49.02");
/// assert_eq!(interval.upper_percent.to_string(), "94.33");
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `input.out_of_range` for nobody answering, more satisfied than answered, or more than 10^12;
/// those of [`Confidence::z`].
pub fn wilson(
    satisfied: u64,
    answered: u64,
    confidence: Confidence,
    rounding: Rounding,
) -> Result<WilsonInterval, Error> {
    check_count("answered", answered, 1, MOST_RESPONDENTS)?;
    check_count("satisfied", satisfied, 0, answered)?;
    let z = confidence.z()?;
    // With z = Z / D the bounds are (a ± √b) / c in whole numbers.
    let (n, s) = (BigInt::from(answered), BigInt::from(satisfied));
    let z2 = BigInt::from(z.0.mantissa()).pow(2);
    let d2 = ten_to(z.0.scale()).pow(2);
    let a = &n * (BigInt::from(2) * &s * &d2 + &z2);
    let b = &n * &n * &z2 * &z2 + BigInt::from(4) * &n * &z2 * &s * (&n - &s) * &d2;
    let c = BigInt::from(2) * &n * (&n * &d2 + &z2);
    // Half up of 100 × 10^places times the bound: the whole part of (2 × scale × bound + 1) / 2. All
    // but the root is whole, so the root may be cut to a whole number on its safe side first.
    let scale = BigInt::from(200) * ten_to(rounding.places());
    let square = &b * &scale * &scale;
    let below = square.sqrt();
    let above = if &below * &below == square { below.clone() } else { &below + 1 };
    let half_up =
        |root: BigInt, of: &BigInt| decimal(&((of * &scale + root + &c) / (BigInt::from(2) * &c)), rounding.places());
    let bounds = half_up(-above, &a).zip(half_up(below, &a));
    let (lower_percent, upper_percent) =
        bounds.ok_or_else(|| out_of_range("answered", answered, 1, MOST_RESPONDENTS))?;
    let share = Ratio::of(satisfied, answered);
    let percent = share.times(Decimal::ONE_HUNDRED).map(|percent| rounding.apply(percent)).unwrap_or_default();
    let how = Text::build(|lang| {
        let shown = |number: Exact| text::decimal(number.0, rounding.places(), lang);
        let (lower, upper, n) = (shown(lower_percent), shown(upper_percent), text::count(answered, lang));
        let z = text::decimal(z.0, z.0.normalize().scale().min(4), lang);
        match lang {
            Lang::Vi => format!("khoảng Wilson với z = {z}: từ {lower} % đến {upper} %, {n} câu trả lời"),
            Lang::En => format!("Wilson interval with z = {z}: {lower} % to {upper} %, {n} answers"),
        }
    });
    Ok(WilsonInterval { share, confidence, z, percent, lower_percent, upper_percent, how })
}
