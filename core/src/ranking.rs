//! Xếp hạng: ranks from unrounded points with a declared tie rule, and movement between years.

use crate::number::Exact;
use crate::{Error, number};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::HashSet;

/// Quy tắc đồng hạng: what equal points mean for the ranks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TieRule {
    /// 1, 2, 2, 4: equals share a rank and the next ranks are left out.
    #[default]
    Competition,
    /// 1, 2, 2, 3: equals share a rank and no rank is left out.
    Dense,
    /// Equal points are not decided here: an error that names them.
    Undecided,
}

/// Mục xếp hạng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Mã.
    pub id: String,
    /// Tên.
    #[serde(default)]
    pub name: String,
    /// Điểm, unrounded.
    pub points: Exact,
}

/// Bảng xếp hạng, best first; equals in the order they were given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Ranking {
    /// The tie rule applied.
    pub ties: TieRule,
    /// The entries with their ranks.
    pub entries: Vec<RankedEntry>,
}

/// Mục đã xếp hạng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RankedEntry {
    /// Mã.
    pub id: String,
    /// Tên.
    pub name: String,
    /// Điểm.
    pub points: Exact,
    /// Hạng, from 1.
    pub rank: u32,
    /// How many entries share the rank, this one included.
    pub sharing: u32,
}

impl Ranking {
    /// Ranks entries, most points first.
    ///
    /// ```
    /// use cchc::{Entry, Ranking, TieRule};
    /// let entry = |id: &str, points: &str| Entry { id: id.into(), name: id.into(), points: points.parse().unwrap() };
    /// let ranking = Ranking::of(&[entry("a", "65.47"), entry("b", "66.70"), entry("c", "65.470"), entry("d", "1")], TieRule::Competition)?;
    /// let ranks: Vec<_> = ranking.entries.iter().map(|e| (e.id.as_str(), e.rank)).collect();
    /// assert_eq!(ranks, [("b", 1), ("a", 2), ("c", 2), ("d", 4)]);
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `input.empty_list`, `input.duplicate_id`, and `ranking.tie_undecided` under
    /// [`TieRule::Undecided`].
    pub fn of(entries: &[Entry], ties: TieRule) -> Result<Self, Error> {
        if entries.is_empty() {
            return Err(Error::EmptyList { what: "rank" });
        }
        let mut ids = HashSet::new();
        if let Some(twice) = entries.iter().find(|entry| !ids.insert(&entry.id)) {
            return Err(Error::DuplicateId { id: twice.id.clone() });
        }
        let mut sorted: Vec<&Entry> = entries.iter().collect();
        sorted.sort_by_key(|entry| Reverse(entry.points));
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let mut ranked = Vec::with_capacity(sorted.len());
        for (groups_above, group) in sorted.chunk_by(|a, b| a.points == b.points).enumerate() {
            if let ([first, _, ..], TieRule::Undecided) = (group, ties) {
                let ids = group.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>().join(", ");
                return Err(Error::TieUndecided { ids, points: first.points.to_string() });
            }
            let above = match ties {
                TieRule::Dense => groups_above,
                TieRule::Competition | TieRule::Undecided => ranked.len(),
            };
            let rank = count(above).saturating_add(1);
            ranked.extend(group.iter().map(|entry| RankedEntry {
                id: entry.id.clone(),
                name: entry.name.clone(),
                points: entry.points,
                rank,
                sharing: count(group.len()),
            }));
        }
        Ok(Self { ties, entries: ranked })
    }

    /// One entry.
    ///
    /// # Errors
    /// `input.unknown_id`.
    pub fn entry(&self, id: &str) -> Result<&RankedEntry, Error> {
        self.entries.iter().find(|entry| entry.id == id).ok_or_else(|| Error::UnknownId {
            id: number::shorten(id),
            known: self.entries.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>().join(", "),
        })
    }
}

/// Vị trí của một đơn vị ở một năm: points and rank, each where it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Standing {
    /// Điểm hoặc chỉ số.
    pub points: Option<Exact>,
    /// Hạng.
    pub rank: Option<u32>,
    /// Số đơn vị được xếp hạng.
    pub of: Option<u32>,
}

/// Biến động: what changed from one year to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Movement {
    /// Tăng (+) giảm (-) điểm; points, not per cent of change.
    pub points: Option<Exact>,
    /// Tăng (+) giảm (-) bậc: positive is up, towards rank 1.
    pub places: Option<i64>,
}

impl Standing {
    /// The movement from an earlier standing to this one, for what both know.
    ///
    /// ```
    /// use cchc::Standing;
    /// let year = |rank| Standing { rank: Some(rank), of: Some(17), ..Default::default() };
    /// assert_eq!(year(8).movement_since(&year(15)).places, Some(7));
    /// ```
    pub fn movement_since(&self, earlier: &Self) -> Movement {
        let points = match (self.points, earlier.points) {
            (Some(now), Some(then)) => number::difference(now, then),
            _ => None,
        };
        let places = match (self.rank, earlier.rank) {
            (Some(now), Some(then)) => i64::from(then).checked_sub(now.into()),
            _ => None,
        };
        Movement { points, places }
    }

    /// The earlier standing from which a movement led to this one; `of` says how many were ranked
    /// then, which a merger may have changed.
    ///
    /// ```
    /// use cchc::{Movement, Standing};
    /// let now = Standing { points: Some("84.84".parse()?), rank: Some(20), of: Some(63) };
    /// let then = now.before(&Movement { points: Some("2.91".parse()?), places: Some(3) }, Some(63))?;
    /// assert_eq!((then.points.unwrap().to_string().as_str(), then.rank), ("81.93", Some(23)));
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `input.out_of_range` when the earlier rank would lie outside 1 to the number ranked then.
    pub fn before(&self, movement: &Movement, of: Option<u32>) -> Result<Self, Error> {
        let points = match (self.points, movement.points) {
            (Some(now), Some(change)) => number::difference(now, change),
            _ => None,
        };
        let rank = match (self.rank, movement.places) {
            (Some(now), Some(places)) => {
                let most = of.unwrap_or(u32::MAX);
                let then = i64::from(now).checked_add(places);
                let rank = then.and_then(|then| u32::try_from(then).ok()).filter(|rank| (1..=most).contains(rank));
                Some(rank.ok_or_else(|| Error::OutOfRange {
                    what: "rank",
                    got: then.map_or_else(|| "too large".to_owned(), |then| then.to_string()),
                    min: "1".to_owned(),
                    max: most.to_string(),
                })?)
            }
            _ => None,
        };
        Ok(Self { points, rank, of: rank.and(of) })
    }
}
