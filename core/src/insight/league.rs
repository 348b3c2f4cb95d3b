//! Các đơn vị khác: whose points a rank is taken among.

use crate::Error;
use crate::number::Exact;
use crate::ranking::{Entry, TieRule};
use std::collections::HashSet;

/// The points of the others, best first, and whether a place can be shared.
pub(super) struct League {
    points: Vec<Exact>,
    pub(super) shared: bool,
}

impl League {
    pub(super) fn of(league: &[Entry], ties: TieRule) -> Result<Self, Error> {
        let mut ids = HashSet::new();
        if let Some(twice) = league.iter().find(|entry| !ids.insert(&entry.id)) {
            return Err(Error::DuplicateId { id: twice.id.clone() });
        }
        // Who is scored but not ranked is ahead of nobody.
        let ranked = league.iter().filter(|entry| entry.excluded.is_none());
        let mut points: Vec<Exact> = ranked.map(|entry| entry.points).collect();
        if points.is_empty() {
            return Err(Error::EmptyList { what: "rank" });
        }
        points.sort_by(|a, b| b.cmp(a));
        if ties == TieRule::Dense {
            points.dedup();
        }
        // Where equals are not ranked together, only more points than the others are sure of a place.
        Ok(Self { points, shared: matches!(ties, TieRule::Competition | TieRule::Dense) })
    }

    pub(super) fn rank(&self, total: Exact) -> u32 {
        let ahead = |other: &&Exact| if self.shared { **other > total } else { **other >= total };
        let ahead = self.points.iter().take_while(ahead).count();
        u32::try_from(ahead).unwrap_or(u32::MAX).saturating_add(1)
    }

    pub(super) fn last(&self) -> u32 {
        u32::try_from(self.points.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// The points now at a place, of which at least as many are needed.
    pub(super) fn at(&self, rank: u32) -> Option<Exact> {
        let before = usize::try_from(rank).unwrap_or(usize::MAX).checked_sub(1)?;
        self.points.get(before).copied()
    }
}
