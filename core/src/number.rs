//! Con số để công bố: points, ratios and means as exact decimals, with rounding always declared.
//!
//! Numbers of record are never binary floats: they come in as text or whole numbers and go out as text,
//! so that 0.585 is 0.585 in every language.

mod float;

pub(crate) use float::{WHOLE_FLOAT, float_of};

use crate::Error;
use crate::text::{self, Lang};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Số thập phân chính xác: an exact decimal, read from text or a whole number, written as text.
///
/// A floating-point number in a JSON document is refused: by the time it arrives its last digits
/// are already a guess.
///
/// ```
/// use cchc::Exact;
/// let max: Exact = "2.50".parse()?;
/// assert_eq!(serde_json::to_string(&max).unwrap(), "\"2.50\"");
/// assert!(serde_json::from_str::<Exact>("2.5").is_err());
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Exact(pub Decimal);

impl FromStr for Exact {
    type Err = Error;

    /// # Errors
    /// `number.invalid` when the text is not a plain decimal with a point, such as `84.84`.
    fn from_str(text: &str) -> Result<Self, Error> {
        let digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let (whole, decimals) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
        let plain = digits(whole.strip_prefix('-').unwrap_or(whole)) && decimals.is_none_or(digits);
        let parsed = if plain { Decimal::from_str_exact(text).ok() } else { None };
        parsed.map(Self).ok_or_else(|| Error::InvalidNumber { text: shorten(text) })
    }
}

impl From<u64> for Exact {
    fn from(number: u64) -> Self {
        Self(number.into())
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// In a schema an exact decimal is text or a whole number.
#[cfg(feature = "schema")]
impl schemars::JsonSchema for Exact {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Exact".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "An exact decimal as text, such as \"84.84\", or a whole number.",
            "anyOf": [{ "type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?$" }, { "type": "integer" }],
        })
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Exact;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an exact decimal as text, such as \"84.84\", or a whole number")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Exact, E> {
                text.parse().map_err(E::custom)
            }
            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Exact, E> {
                Ok(number.into())
            }
            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Exact, E> {
                Ok(Exact(number.into()))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// Làm tròn: half away from zero (làm tròn nửa lên) at a number of decimal places.
///
/// The only mode seen in published reform results; others join the type when a text asks for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RoundingDocument", into = "RoundingDocument")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "RoundingDocument"))]
pub struct Rounding {
    places: u32,
}

impl Rounding {
    /// Two decimals, as points and percentages are published.
    pub const HUNDREDTHS: Self = Self { places: 2 };

    /// More decimals than any published figure has, few enough for a number of 18 digits.
    const MOST_PLACES: u32 = 10;

    /// Half up at `places` decimals.
    ///
    /// # Errors
    /// `input.out_of_range` for more than 10 places.
    pub fn half_up(places: u32) -> Result<Self, Error> {
        if places > Self::MOST_PLACES {
            let (got, max) = (places.to_string(), Self::MOST_PLACES.to_string());
            return Err(Error::OutOfRange { what: "places", got, min: "0".to_owned(), max });
        }
        Ok(Self { places })
    }

    /// Decimal places kept.
    pub fn places(self) -> u32 {
        self.places
    }

    /// Rounds and writes exactly the declared places, so `2` becomes `2.00`.
    ///
    /// ```
    /// use cchc::{Exact, Rounding};
    /// let half: Exact = "0.585".parse()?;
    /// assert_eq!(Rounding::half_up(2)?.apply(half).to_string(), "0.59");
    /// # Ok::<(), cchc::Error>(())
    /// ```
    #[must_use]
    pub fn apply(self, number: Exact) -> Exact {
        let mut rounded = number.0.round_dp_with_strategy(self.places, RoundingStrategy::MidpointAwayFromZero);
        rounded.rescale(self.places);
        Exact(rounded)
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct RoundingDocument {
    half_up_places: u32,
}

impl TryFrom<RoundingDocument> for Rounding {
    type Error = Error;
    fn try_from(document: RoundingDocument) -> Result<Self, Error> {
        Self::half_up(document.half_up_places)
    }
}

impl From<Rounding> for RoundingDocument {
    fn from(rounding: Rounding) -> Self {
        Self { half_up_places: rounding.places }
    }
}

/// Tỷ lệ: a numerator over a denominator, both kept.
///
/// The quotient is taken once, at 28 digits, when it is asked for: for counts below 10^12 that
/// is closer to the true quotient than any half at 10 decimals, so rounding it half up is exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ratio {
    /// Tử số.
    pub numerator: Exact,
    /// Mẫu số.
    pub denominator: Exact,
}

impl Ratio {
    /// A ratio of two counts.
    pub fn of(numerator: u64, denominator: u64) -> Self {
        Self { numerator: numerator.into(), denominator: denominator.into() }
    }

    /// The ratio times a factor, unrounded; `None` when the denominator is zero.
    pub fn times(self, factor: Decimal) -> Option<Exact> {
        let product = self.numerator.0.checked_mul(factor)?;
        product.checked_div(self.denominator.0).map(|quotient| Exact(quotient.normalize()))
    }

    /// The ratio in per cent as people read it. What is not all is never written as 100 %, nor what
    /// is not nothing as 0 %, however close; `None` when the denominator is zero.
    ///
    /// ```
    /// use cchc::{Lang, Ratio};
    /// assert_eq!(Ratio::of(17, 38).to_text(Lang::Vi).unwrap(), "44,74 %");
    /// assert_eq!(Ratio::of(38, 38).to_text(Lang::Vi).unwrap(), "100 %");
    /// assert_eq!(Ratio::of(99_999, 100_000).to_text(Lang::Vi).unwrap(), "> 99,99 %");
    /// assert_eq!(Ratio::of(1, 100_000).to_text(Lang::En).unwrap(), "< 0.01 %");
    /// ```
    pub fn to_text(self, lang: Lang) -> Option<String> {
        let percent = self.percent()?;
        let (sign, shown) = if percent.0 == Decimal::ONE_HUNDRED && self.numerator < self.denominator {
            ("> ", Decimal::new(9_999, 2))
        } else if percent.0.is_zero() && !self.numerator.0.is_zero() {
            ("< ", Decimal::new(1, 2))
        } else {
            ("", percent.0)
        };
        Some(format!("{sign}{}", text::percent(shown, lang)))
    }

    /// The ratio in per cent, half up at two decimals; `None` when the denominator is zero.
    ///
    /// ```
    /// use cchc::Ratio;
    /// assert_eq!(Ratio::of(17, 38).percent().unwrap().to_string(), "44.74");
    /// assert_eq!(Ratio::of(0, 0).percent(), None);
    /// ```
    pub fn percent(self) -> Option<Exact> {
        self.times(Decimal::ONE_HUNDRED).map(|exact| Rounding::HUNDREDTHS.apply(exact))
    }
}

/// Trung bình cộng: the unrounded arithmetic mean.
///
/// ```
/// use cchc::{number, Exact, Rounding};
/// let years: Vec<Exact> = ["74.85", "76.72", "84.31", "91.14"].iter().map(|t| t.parse()).collect::<Result<_, _>>()?;
/// let mean = number::mean(&years)?;
/// assert_eq!(mean.to_string(), "81.755");
/// assert_eq!(Rounding::HUNDREDTHS.apply(mean).to_string(), "81.76");
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `input.empty_list` of no values; `input.out_of_range` when their sum has more than 28 digits.
pub fn mean(values: &[Exact]) -> Result<Exact, Error> {
    if values.is_empty() {
        return Err(Error::EmptyList { what: "average" });
    }
    let total = sum(values.iter().copied()).ok_or_else(too_large)?;
    let count = u64::try_from(values.len()).unwrap_or(u64::MAX);
    total.0.checked_div(count.into()).map(|mean| Exact(mean.normalize())).ok_or_else(too_large)
}

/// The error for a sum or a product that an exact decimal cannot hold.
pub(crate) fn too_large() -> Error {
    Error::OutOfRange {
        what: "sum",
        got: "more than 28 digits".to_owned(),
        min: "0".to_owned(),
        max: "28 digits".to_owned(),
    }
}

/// Tổng: the exact sum, with as many decimals as the most precise value; `None` when it leaves the
/// decimal range.
pub fn sum(values: impl IntoIterator<Item = Exact>) -> Option<Exact> {
    values.into_iter().try_fold(Exact::default(), |total, value| with_scale(total, value, Decimal::checked_add))
}

/// Snaps a sum of quotients to the decimal it stands for.
///
/// A quotient is cut at 28 digits, so three thirds add up to 0.999...; twenty decimals are far more
/// than any figure is judged by, and far fewer than the cut could disturb.
///
/// ```
/// use cchc::{number, Ratio, Decimal};
/// let third = Ratio::of(401, 600).times(Decimal::ONE).unwrap();
/// let sum = number::sum([third, third, third]).unwrap();
/// assert_eq!(number::settled(sum).to_string(), "2.005");
/// ```
#[must_use]
pub fn settled(sum: Exact) -> Exact {
    const PLACES: u32 = 20;
    if sum.0.scale() <= PLACES {
        return sum;
    }
    Exact(sum.0.round_dp_with_strategy(PLACES, RoundingStrategy::MidpointAwayFromZero).normalize())
}

/// As [`settled`], where the sum does stand for a decimal; any other keeps all its digits, since it may still
/// be multiplied: a third of twenty digits, three times, would be no longer near enough to 1.
pub(crate) fn snapped(sum: Exact) -> Exact {
    let hair = Decimal::new(1, 23);
    let near = settled(sum);
    let apart = near.0.checked_sub(sum.0).map(|apart| apart.abs());
    if apart.is_some_and(|apart| apart <= hair) { near } else { sum }
}

/// Hiệu: the exact difference, with as many decimals as the more precise value.
///
/// ```
/// use cchc::number;
/// let lost = number::difference("6".parse()?, "0.00".parse()?).unwrap();
/// assert_eq!(lost.to_string(), "6.00");
/// # Ok::<(), cchc::Error>(())
/// ```
pub fn difference(from: Exact, less: Exact) -> Option<Exact> {
    with_scale(from, less, Decimal::checked_sub)
}

/// The operation drops decimals where one side is zero; written figures must not vary with that.
fn with_scale(a: Exact, b: Exact, operation: impl Fn(Decimal, Decimal) -> Option<Decimal>) -> Option<Exact> {
    let mut result = operation(a.0, b.0)?;
    result.rescale(a.0.scale().max(b.0.scale()));
    Some(Exact(result))
}

/// Enough of a user's text to recognise it in a message, however long it is.
pub(crate) fn shorten(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_owned();
    }
    text.chars().take(57).chain("...".chars()).collect()
}

/// Enough of a list to recognise it in a message, however many and however long they are.
pub(crate) fn shorten_list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    const MOST: usize = 50;
    let mut names: Vec<String> = names.take(MOST + 1).map(shorten).collect();
    if names.len() > MOST {
        names.truncate(MOST);
        names.push("...".to_owned());
    }
    names.join(", ")
}

/// A sum of counts that refuses to wrap.
pub(crate) fn count_sum(what: &'static str, counts: impl IntoIterator<Item = u64>) -> Result<u64, Error> {
    counts.into_iter().try_fold(0_u64, u64::checked_add).ok_or_else(|| Error::OutOfRange {
        what,
        got: "more than 2^64".to_owned(),
        min: "0".to_owned(),
        max: u64::MAX.to_string(),
    })
}

/// Số nguyên không âm: a whole number an outside caller gave, read from its text.
///
/// The doors to other languages use it, whose numbers may be negative, fractional or huge.
///
/// ```
/// use cchc::number;
/// assert_eq!(number::whole::<u32>("days", "3")?, 3);
/// assert_eq!(number::whole::<u64>("owed", "5000000000")?, 5_000_000_000);
/// assert_eq!(number::whole::<u32>("days", "-1").unwrap_err().code(), "input.out_of_range");
/// assert_eq!(number::whole::<u32>("days", "2.5").unwrap_err().code(), "input.out_of_range");
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `input.out_of_range` for anything but a whole number from 0 to the type's largest.
pub fn whole<T: TryFrom<u64>>(what: &'static str, text: &str) -> Result<T, Error> {
    let most = if size_of::<T>() < size_of::<u64>() { u64::from(u32::MAX) } else { u64::MAX };
    let whole = text.parse::<u64>().ok().and_then(|number| T::try_from(number).ok());
    whole.ok_or_else(|| Error::OutOfRange { what, got: shorten(text), min: "0".to_owned(), max: most.to_string() })
}
