//! Xếp hạng: ranks from unrounded points with a declared tie rule, and movement between years.

mod columns;
mod movements;

pub use columns::ranks;
pub use movements::{
    Extreme, Figure, GroupComparison, MergedBy, MergedFrom, Merger, MovementCase, Movements, StandingEntry,
    UnitMovement, movements,
};

use crate::number::Exact;
use crate::{Error, number};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

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
    /// 1, 2, 3, 4: no rank is shared; entries still equal after every tie-breaker are an error that
    /// names them.
    Position,
    /// Equal points are not decided here, whatever the tie-breakers: an error that names them.
    Undecided,
}

/// Mục xếp hạng.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Mã.
    pub id: String,
    /// Tên.
    #[serde(default)]
    pub name: String,
    /// Điểm, unrounded.
    pub points: Exact,
    /// Tiêu chí phụ: what decides between equal points, in order, the higher first. Entries with
    /// equal points need equally many.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tie_breakers: Vec<Exact>,
    /// Lý do không xếp hạng: scored, but listed apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excluded: Option<String>,
    /// Khối, cụm, vùng: where the entry is ranked a second time, among its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
}

impl Entry {
    /// An entry known by its identifier alone.
    pub fn new(id: impl Into<String>, points: Exact) -> Self {
        Self { id: id.into(), points, ..Self::default() }
    }

    fn key(&self) -> Key<'_> {
        (self.points, &self.tie_breakers)
    }
}

/// Bảng xếp hạng, best first; equals in the order they were given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Ranking {
    /// The tie rule applied.
    pub ties: TieRule,
    /// The entries with their ranks.
    pub entries: Vec<RankedEntry>,
    /// Không xếp hạng: those scored but left out, by points.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unranked: Vec<UnrankedEntry>,
    /// The ranks within each block, blocks in the order of their names. An entry without a block
    /// stands in none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by_block: Vec<BlockRanking>,
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
    /// Tiêu chí phụ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tie_breakers: Vec<Exact>,
    /// Khối.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
}

/// Mục được chấm điểm nhưng không xếp hạng.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnrankedEntry {
    /// Mã.
    pub id: String,
    /// Tên.
    pub name: String,
    /// Điểm.
    pub points: Exact,
    /// Lý do.
    pub reason: String,
    /// The rank it would have, alone of the unranked, among those ranked: that of its equals, else
    /// the one it would push down.
    pub would_rank: u32,
    /// Khối.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
}

/// Xếp hạng trong một khối.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BlockRanking {
    /// Khối.
    pub block: String,
    /// The block's entries with their ranks inside it.
    pub entries: Vec<RankedEntry>,
    /// The block's entries that are not ranked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unranked: Vec<UnrankedEntry>,
}

impl Ranking {
    /// Ranks entries, most points first; tie-breakers, where they are given, decide between equals.
    ///
    /// ```
    /// use cchc::{Entry, Ranking, TieRule};
    /// let entry = |id: &str, points: &str| Entry::new(id, points.parse().unwrap());
    /// let ranking = Ranking::of(&[entry("a", "65.47"), entry("b", "66.70"), entry("c", "65.470"), entry("d", "1")], TieRule::Competition)?;
    /// let ranks: Vec<_> = ranking.entries.iter().map(|e| (e.id.as_str(), e.rank)).collect();
    /// assert_eq!(ranks, [("b", 1), ("a", 2), ("c", 2), ("d", 4)]);
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `input.empty_list` also where every entry is excluded; `input.duplicate_id`;
    /// `ranking.tie_undecided` under [`TieRule::Undecided`] and [`TieRule::Position`];
    /// `ranking.uneven_tie_breakers`.
    pub fn of(entries: &[Entry], ties: TieRule) -> Result<Self, Error> {
        let mut ids = HashSet::new();
        if let Some(twice) = entries.iter().find(|entry| !ids.insert(&entry.id)) {
            return Err(Error::DuplicateId { id: twice.id.clone() });
        }
        let all: Vec<&Entry> = entries.iter().collect();
        let (ranked, unranked) = rank(&all, ties)?;
        if ranked.is_empty() {
            return Err(Error::EmptyList { what: "rank" });
        }
        let mut blocks: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in entries {
            if let Some(block) = &entry.block {
                blocks.entry(block).or_default().push(entry);
            }
        }
        let by_block = blocks.into_iter().map(|(block, entries)| {
            let (entries, unranked) = rank(&entries, ties)?;
            Ok(BlockRanking { block: block.to_owned(), entries, unranked })
        });
        Ok(Self { ties, entries: ranked, unranked, by_block: by_block.collect::<Result<_, Error>>()? })
    }

    /// The rank of points and tie-breakers among the entries, were they one of them.
    pub(crate) fn rank_at(&self, points: Exact, tie_breakers: &[Exact]) -> u32 {
        place(&self.entries, (points, tie_breakers), self.ties)
    }

    /// One ranked entry.
    ///
    /// # Errors
    /// `input.unknown_id`, also of one that is not ranked.
    pub fn entry(&self, id: &str) -> Result<&RankedEntry, Error> {
        self.entries.iter().find(|entry| entry.id == id).ok_or_else(|| Error::UnknownId {
            id: number::shorten(id),
            known: self.entries.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>().join(", "),
        })
    }
}

type Key<'a> = (Exact, &'a [Exact]);

impl RankedEntry {
    fn key(&self) -> Key<'_> {
        (self.points, &self.tie_breakers)
    }
}

fn rank(entries: &[&Entry], ties: TieRule) -> Result<(Vec<RankedEntry>, Vec<UnrankedEntry>), Error> {
    let mut sorted = entries.to_vec();
    sorted.sort_by(|a, b| b.key().cmp(&a.key()));
    let (excluded, sorted): (Vec<&Entry>, Vec<&Entry>) = sorted.into_iter().partition(|entry| entry.excluded.is_some());
    for level in sorted.chunk_by(|a, b| a.points == b.points) {
        let [first, second, ..] = level else { continue };
        if ties == TieRule::Undecided {
            return Err(undecided(level, first));
        }
        if level.iter().any(|entry| entry.tie_breakers.len() != second.tie_breakers.len()) {
            return Err(Error::UnevenTieBreakers { ids: names(level), points: first.points.to_string() });
        }
    }
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let mut ranked: Vec<RankedEntry> = Vec::with_capacity(sorted.len());
    for (groups_above, group) in sorted.chunk_by(|a, b| a.key() == b.key()).enumerate() {
        if let ([first, _, ..], TieRule::Position) = (group, ties) {
            return Err(undecided(group, first));
        }
        let above = if ties == TieRule::Dense { groups_above } else { ranked.len() };
        ranked.extend(group.iter().map(|entry| RankedEntry {
            id: entry.id.clone(),
            name: entry.name.clone(),
            points: entry.points,
            rank: count(above).saturating_add(1),
            sharing: count(group.len()),
            tie_breakers: entry.tie_breakers.clone(),
            block: entry.block.clone(),
        }));
    }
    let unranked = excluded.into_iter().map(|entry| UnrankedEntry {
        id: entry.id.clone(),
        name: entry.name.clone(),
        points: entry.points,
        reason: entry.excluded.clone().unwrap_or_default(),
        would_rank: place(&ranked, entry.key(), ties),
        block: entry.block.clone(),
    });
    let unranked = unranked.collect();
    Ok((ranked, unranked))
}

/// One more than the entries (under dense ranks: the ranks) above a place.
fn place(ranked: &[RankedEntry], key: Key<'_>, ties: TieRule) -> u32 {
    let above = ranked.iter().take_while(|entry| entry.key() > key);
    let ranks = match ties {
        TieRule::Dense => above.last().map_or(0, |last| last.rank),
        TieRule::Competition | TieRule::Position | TieRule::Undecided => {
            u32::try_from(above.count()).unwrap_or(u32::MAX)
        }
    };
    ranks.saturating_add(1)
}

fn names(entries: &[&Entry]) -> String {
    entries.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>().join(", ")
}

fn undecided(equals: &[&Entry], first: &Entry) -> Error {
    Error::TieUndecided { ids: names(equals), points: first.points.to_string() }
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
