//! Biến động giữa hai năm: every unit, the new and the gone, mergers, and groups compared.

use super::{Entry, Movement, Ranking, Standing, TieRule};
use crate::number::{Exact, Ratio, Rounding};
use crate::{Error, number};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Một đơn vị ở một năm: its points, its rank, or both, as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StandingEntry {
    /// Mã.
    pub id: String,
    /// Tên.
    pub name: String,
    /// Điểm, unrounded where it is known so.
    pub points: Option<Exact>,
    /// Hạng as published.
    pub rank: Option<u32>,
    /// Số đơn vị được xếp hạng as published.
    pub of: Option<u32>,
    /// Tiêu chí phụ, for ranks that follow from the points.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tie_breakers: Vec<Exact>,
    /// Lý do không xếp hạng: its points are compared, but it has no rank and is in no mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excluded: Option<String>,
    /// Khối, cụm, vùng.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
}

impl StandingEntry {
    fn standing(&self) -> Standing {
        Standing { points: self.points, rank: self.rank, of: self.of }
    }
}

/// Sáp nhập: units of the earlier year that are one unit now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Merger {
    /// The units then.
    pub from: Vec<String>,
    /// The unit now, which may bear the identifier of one of them.
    pub to: String,
    /// What its earlier value is.
    pub merged: MergedBy,
}

/// Giá trị năm trước của đơn vị sáp nhập.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MergedBy {
    /// The plain mean of the points of those merged; no rank.
    Mean,
    /// None: points and places of the two years are not comparable.
    NotComparable,
}

/// So sánh hai năm: the lists of both, and how they are to be read.
///
/// With `ties` the lists are complete and the ranks follow from the points; a stated rank must then
/// agree. Without, ranks are taken as published and the lists may be partial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MovementCase {
    /// This year's units.
    pub now: Vec<StandingEntry>,
    /// The earlier year's units.
    pub earlier: Vec<StandingEntry>,
    /// The tie rule of both years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ties: Option<TieRule>,
    /// Sáp nhập giữa hai năm.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mergers: Vec<Merger>,
}

impl MovementCase {
    /// The movements between the two years.
    ///
    /// # Errors
    /// Those of [`movements`].
    pub fn movements(&self) -> Result<Movements, Error> {
        movements(&self.now, &self.earlier, self.ties, &self.mergers)
    }
}

/// Kết quả so sánh hai năm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Movements {
    /// The units with an earlier value or a declared merger: by rank where ranks follow from the
    /// points, else in the order of this year's list.
    pub units: Vec<UnitMovement>,
    /// Đơn vị mới: only in this year's list.
    pub new: Vec<StandingEntry>,
    /// Đơn vị không còn: only in the earlier list, and in no merger.
    pub gone: Vec<StandingEntry>,
    /// All units together.
    pub overall: GroupComparison,
    /// Each block, in the order of their names.
    pub blocks: Vec<GroupComparison>,
}

/// Biến động của một đơn vị.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnitMovement {
    /// Mã.
    pub id: String,
    /// Tên.
    pub name: String,
    /// Khối.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// This year.
    pub now: Standing,
    /// The earlier year.
    pub earlier: Standing,
    /// The change, for what both years know.
    pub movement: Movement,
    /// Where the earlier value is that of units merged since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged: Option<MergedFrom>,
}

/// Các đơn vị hợp thành.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MergedFrom {
    /// The units of the earlier year.
    pub from: Vec<String>,
    /// What was taken as the earlier value.
    pub by: MergedBy,
}

/// So sánh nhóm: a block, or all units, in the two years. Units excluded from ranking are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct GroupComparison {
    /// Khối; none for all units together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// Số đơn vị now.
    pub count_now: u64,
    /// Số đơn vị then.
    pub count_then: u64,
    /// Điểm trung bình now; none where a unit's points are not known.
    pub mean_now: Option<Figure>,
    /// Điểm trung bình then.
    pub mean_then: Option<Figure>,
    /// The change of the mean, from the unrounded means.
    pub change: Option<Figure>,
    /// Cao nhất now.
    pub best: Option<Extreme>,
    /// Thấp nhất now.
    pub worst: Option<Extreme>,
    /// Tăng nhiều nhất, where any rose.
    pub largest_rise: Option<Extreme>,
    /// Giảm nhiều nhất, where any fell.
    pub largest_fall: Option<Extreme>,
}

/// Số trước và sau làm tròn: as computed, and half up at two decimals as published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Figure {
    /// Chưa làm tròn.
    pub unrounded: Exact,
    /// Làm tròn hai chữ số.
    pub rounded: Exact,
}

impl Figure {
    fn of(unrounded: Exact) -> Self {
        Self { unrounded, rounded: Rounding::HUNDREDTHS.apply(unrounded) }
    }
}

/// Giá trị cao nhất hoặc thấp nhất, and all units that have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Extreme {
    /// The units, in the order of [`Movements::units`].
    pub ids: Vec<String>,
    /// Their points, or their change of points.
    pub points: Exact,
}

/// Compares two years: points and places per unit, units new and gone, and groups.
///
/// ```
/// use cchc::ranking::{StandingEntry, movements};
/// let year = |points: &str, rank| StandingEntry {
///     id: "Sơn La".into(), points: points.parse().ok(), rank: Some(rank), ..StandingEntry::default()
/// };
/// let moved = movements(&[year("84.84", 20)], &[year("81.93", 23)], None, &[])?;
/// assert_eq!(moved.units[0].movement.points.unwrap().to_string(), "2.91");
/// assert_eq!(moved.units[0].movement.places, Some(3));
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `input.empty_list` and `input.duplicate_id` of either list; with a tie rule those of
/// [`Ranking::of`], `ranking.no_points` and `ranking.rank_conflict`; `input.out_of_range` for a
/// published rank outside 1 to the number ranked; `ranking.invalid_merger`.
pub fn movements(
    now: &[StandingEntry],
    earlier: &[StandingEntry],
    ties: Option<TieRule>,
    mergers: &[Merger],
) -> Result<Movements, Error> {
    let (now, earlier) = (settled(now, ties)?, settled(earlier, ties)?);
    let then: HashMap<&str, &StandingEntry> = earlier.iter().map(|entry| (entry.id.as_str(), entry)).collect();
    check_mergers(&now, &then, mergers)?;
    let merged_away: HashMap<&str, &str> =
        mergers.iter().flat_map(|merger| merger.from.iter().map(|id| (id.as_str(), merger.to.as_str()))).collect();
    let (mut units, mut new) = (Vec::new(), Vec::new());
    for entry in &now {
        let merger = mergers.iter().find(|merger| merger.to == entry.id);
        let earlier = match merger {
            Some(merger) => merged_standing(merger, &then)?,
            // An identifier that went into another unit's merger was refused above.
            None => match then.get(entry.id.as_str()) {
                Some(earlier) => earlier.standing(),
                None => {
                    new.push(entry.clone());
                    continue;
                }
            },
        };
        units.push(UnitMovement {
            id: entry.id.clone(),
            name: entry.name.clone(),
            block: entry.block.clone(),
            now: entry.standing(),
            earlier,
            movement: entry.standing().movement_since(&earlier),
            merged: merger.map(|merger| MergedFrom { from: merger.from.clone(), by: merger.merged }),
        });
    }
    let still: HashMap<&str, &StandingEntry> = now.iter().map(|entry| (entry.id.as_str(), entry)).collect();
    let gone =
        |entry: &&StandingEntry| !merged_away.contains_key(entry.id.as_str()) && !still.contains_key(entry.id.as_str());
    // A year that states no block belongs where the unit, or the one it went into, belongs now.
    let block_then = |entry: &StandingEntry| {
        let heir = merged_away.get(entry.id.as_str()).copied().unwrap_or(&entry.id);
        entry.block.clone().or_else(|| still.get(heir)?.block.clone())
    };
    let compare = |block: Option<&str>| {
        let within = |of: Option<String>| block.is_none() || of.as_deref() == block;
        let counted = |entry: &&StandingEntry| entry.excluded.is_none();
        let now: Vec<&StandingEntry> = now.iter().filter(counted).filter(|entry| within(entry.block.clone())).collect();
        let then: Vec<&StandingEntry> =
            earlier.iter().filter(counted).filter(|entry| within(block_then(entry))).collect();
        group(block, &now, &then, &units)
    };
    let blocks: BTreeSet<String> =
        now.iter().filter_map(|entry| entry.block.clone()).chain(earlier.iter().filter_map(block_then)).collect();
    Ok(Movements {
        overall: compare(None)?,
        blocks: blocks.iter().map(|block| compare(Some(block))).collect::<Result<_, _>>()?,
        gone: earlier.iter().filter(gone).cloned().collect(),
        units,
        new,
    })
}

/// The list with its ranks: those that follow from the points, or as published.
fn settled(list: &[StandingEntry], ties: Option<TieRule>) -> Result<Vec<StandingEntry>, Error> {
    if list.is_empty() {
        return Err(Error::EmptyList { what: "compare" });
    }
    let mut ids = HashSet::new();
    if let Some(twice) = list.iter().find(|entry| !ids.insert(&entry.id)) {
        return Err(Error::DuplicateId { id: twice.id.clone() });
    }
    let conflict = |entry: &StandingEntry, stated: u32, expected: String| Error::RankConflict {
        id: entry.id.clone(),
        stated,
        expected,
    };
    for entry in list {
        if let (Some(rank), Some(_)) = (entry.rank, &entry.excluded) {
            return Err(conflict(entry, rank, "no rank".to_owned()));
        }
        let most = entry.of.unwrap_or(u32::MAX);
        if let Some(rank) = entry.rank.filter(|rank| !(1..=most).contains(rank)) {
            let (min, max) = ("1".to_owned(), most.to_string());
            return Err(Error::OutOfRange { what: "rank", got: rank.to_string(), min, max });
        }
    }
    let Some(ties) = ties else { return Ok(list.to_vec()) };
    let entry = |entry: &StandingEntry| {
        Ok(Entry {
            points: entry.points.ok_or_else(|| Error::NoPoints { id: entry.id.clone() })?,
            id: entry.id.clone(),
            name: entry.name.clone(),
            tie_breakers: entry.tie_breakers.clone(),
            excluded: entry.excluded.clone(),
            block: None,
        })
    };
    let ranking = Ranking::of(&list.iter().map(entry).collect::<Result<Vec<_>, Error>>()?, ties)?;
    let of = u32::try_from(ranking.entries.len()).unwrap_or(u32::MAX);
    let by_id: HashMap<&str, &StandingEntry> = list.iter().map(|entry| (entry.id.as_str(), entry)).collect();
    let ranks = ranking.entries.iter().map(|ranked| (ranked.id.as_str(), Some(ranked.rank)));
    let ranks = ranks.chain(ranking.unranked.iter().map(|unranked| (unranked.id.as_str(), None)));
    let mut settled = Vec::with_capacity(list.len());
    for (id, rank) in ranks {
        let Some(entry) = by_id.get(id) else { continue };
        if let (Some(stated), Some(rank)) = (entry.rank, rank) {
            if stated != rank {
                return Err(conflict(entry, stated, rank.to_string()));
            }
        }
        settled.push(StandingEntry { rank, of: rank.and(Some(of)), ..StandingEntry::clone(entry) });
    }
    Ok(settled)
}

fn check_mergers(now: &[StandingEntry], then: &HashMap<&str, &StandingEntry>, mergers: &[Merger]) -> Result<(), Error> {
    let still: HashSet<&str> = now.iter().map(|entry| entry.id.as_str()).collect();
    let (mut taken, mut made) = (HashSet::new(), HashSet::new());
    for merger in mergers {
        let fault = |id: &str, fault| Error::InvalidMerger { to: merger.to.clone(), id: number::shorten(id), fault };
        if merger.from.is_empty() {
            return Err(fault(&merger.to, "has nothing merged into it"));
        }
        if !still.contains(merger.to.as_str()) {
            return Err(fault(&merger.to, "is not in this year's list"));
        }
        if !made.insert(merger.to.as_str()) {
            return Err(fault(&merger.to, "has two mergers"));
        }
        for id in &merger.from {
            if !then.contains_key(id.as_str()) {
                return Err(fault(id, "is not in the earlier list"));
            }
            if !taken.insert(id.as_str()) {
                return Err(fault(id, "is merged twice"));
            }
        }
    }
    // A unit merged away is not there any more, unless it is itself made by a merger.
    for merger in mergers {
        if let Some(id) = merger.from.iter().find(|id| still.contains(id.as_str()) && !made.contains(id.as_str())) {
            let fault = "is merged away but still in this year's list";
            return Err(Error::InvalidMerger { to: merger.to.clone(), id: number::shorten(id), fault });
        }
    }
    Ok(())
}

fn merged_standing(merger: &Merger, then: &HashMap<&str, &StandingEntry>) -> Result<Standing, Error> {
    if merger.merged == MergedBy::NotComparable {
        return Ok(Standing::default());
    }
    let points: Option<Vec<Exact>> =
        merger.from.iter().map(|id| then.get(id.as_str()).and_then(|entry| entry.points)).collect();
    Ok(Standing { points: points.map(|points| number::mean(&points)).transpose()?, ..Standing::default() })
}

fn group(
    block: Option<&str>,
    now: &[&StandingEntry],
    then: &[&StandingEntry],
    units: &[UnitMovement],
) -> Result<GroupComparison, Error> {
    let (total_now, total_then) = (total(now)?, total(then)?);
    let quotient = |total: Ratio| total.times(Decimal::ONE).map(Figure::of).ok_or_else(number::too_large);
    let change = match (total_now, total_then) {
        (Some(now), Some(then)) => Some(quotient(ratio_difference(now, then).ok_or_else(number::too_large)?)?),
        _ => None,
    };
    let points = || now.iter().filter_map(|entry| Some((entry.id.as_str(), entry.points?)));
    let ranked: HashSet<&str> = now.iter().map(|entry| entry.id.as_str()).collect();
    let changes = || {
        let within = units.iter().filter(|unit| ranked.contains(unit.id.as_str()));
        within.filter_map(|unit| Some((unit.id.as_str(), unit.movement.points?)))
    };
    let none = Exact::default();
    Ok(GroupComparison {
        block: block.map(str::to_owned),
        count_now: u64::try_from(now.len()).unwrap_or(u64::MAX),
        count_then: u64::try_from(then.len()).unwrap_or(u64::MAX),
        mean_now: total_now.map(quotient).transpose()?,
        mean_then: total_then.map(quotient).transpose()?,
        change,
        best: extreme(points().map(|(_, points)| points).max(), points()),
        worst: extreme(points().map(|(_, points)| points).min(), points()),
        largest_rise: extreme(changes().map(|(_, change)| change).max().filter(|most| *most > none), changes()),
        largest_fall: extreme(changes().map(|(_, change)| change).min().filter(|least| *least < none), changes()),
    })
}

/// The sum of the points over their number; none where one is not known or there are none.
fn total(entries: &[&StandingEntry]) -> Result<Option<Ratio>, Error> {
    let points: Option<Vec<Exact>> = entries.iter().map(|entry| entry.points).collect();
    let Some(points) = points.filter(|points| !points.is_empty()) else { return Ok(None) };
    let count = u64::try_from(points.len()).unwrap_or(u64::MAX);
    let numerator = number::sum(points).ok_or_else(number::too_large)?;
    Ok(Some(Ratio { numerator, denominator: count.into() }))
}

/// Over the common denominator, so that the division is done once.
fn ratio_difference(now: Ratio, then: Ratio) -> Option<Ratio> {
    let cross = |a: Exact, b: Exact| a.0.checked_mul(b.0);
    let numerator = cross(now.numerator, then.denominator)?.checked_sub(cross(then.numerator, now.denominator)?)?;
    Some(Ratio { numerator: Exact(numerator), denominator: Exact(cross(now.denominator, then.denominator)?) })
}

fn extreme<'a>(points: Option<Exact>, all: impl Iterator<Item = (&'a str, Exact)>) -> Option<Extreme> {
    let most = points?;
    let mut extreme = Extreme { ids: Vec::new(), points: most };
    for (id, equal) in all.filter(|(_, other)| *other == most) {
        extreme.ids.push(id.to_owned());
        // Written with the decimals of the most precise of the equals, whatever their order.
        if equal.0.scale() > extreme.points.0.scale() {
            extreme.points = equal;
        }
    }
    Some(extreme)
}
