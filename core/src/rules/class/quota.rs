//! Tỷ lệ, số lượng tối đa: how many units a class may hold, the best first.

use super::{ClassRules, ClassStage, ClassStep, Quota, UnitClass, shown};
use crate::Error;
use crate::error::Issue;
use crate::number::{Exact, shorten_list};
use crate::text::{Lang, Text};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Một chỉ tiêu tối đa đã áp dụng: what it allowed, and who lost the class to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct QuotaUse {
    /// Mức.
    pub class: String,
    /// Khối, where it holds within each.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// Số đơn vị to be rated, those unresolved included: what a percentage is taken of.
    pub of: u64,
    /// The most units the class may hold; a percentage is rounded down.
    pub limit: u64,
    /// The units that had the class before the quota.
    pub members: u64,
    /// Those moved to the next lower class, the best first.
    pub moved: Vec<String>,
    /// Those equal across the limit, whom the authority decides about.
    pub undecided: Vec<String>,
    /// Units without a class for another reason: what comes of them may change this quota.
    pub unresolved: Vec<String>,
}

/// The position of a unit's class before each quota, `None` while it has none.
pub(super) struct Rated<'a> {
    pub(super) unit: &'a mut UnitClass,
    pub(super) class: Option<usize>,
}

impl ClassRules {
    /// Applies the quotas from the best class down, so that whoever moves is counted one class below.
    pub(super) fn apply_quotas(&self, rated: &mut [Rated<'_>], decided: &HashMap<&str, usize>) -> Vec<QuotaUse> {
        let mut quotas: Vec<(usize, &Quota)> =
            self.quotas.iter().filter_map(|quota| Some((self.position(&quota.class)?, quota))).collect();
        quotas.sort_by_key(|(class, _)| *class);
        let mut uses = Vec::new();
        for (class, quota) in quotas {
            let mut scopes: BTreeMap<Option<String>, Vec<usize>> = BTreeMap::new();
            for (position, one) in rated.iter().enumerate().filter(|(_, one)| one.unit.not_rated.is_none()) {
                // A unit without the block it needs was refused before.
                let block = if quota.per_block { one.unit.block.clone() } else { None };
                if block.is_some() || !quota.per_block {
                    scopes.entry(block).or_default().push(position);
                }
            }
            let homeless =
                |one: &&Rated<'_>| quota.per_block && one.unit.block.is_none() && one.unit.not_rated.is_none();
            let homeless: Vec<String> = rated.iter().filter(homeless).map(|one| one.unit.id.clone()).collect();
            for (block, scope) in scopes {
                let mut used = self.apply(quota, class, block, &scope, rated, decided);
                used.unresolved.extend(homeless.iter().cloned());
                uses.push(used);
            }
        }
        uses
    }

    fn apply(
        &self,
        quota: &Quota,
        class: usize,
        block: Option<String>,
        scope: &[usize],
        rated: &mut [Rated<'_>],
        decided: &HashMap<&str, usize>,
    ) -> QuotaUse {
        let of = u64::try_from(scope.len()).unwrap_or(u64::MAX);
        let limit = quota.limit(of);
        let at = |position: &usize| rated.get(*position);
        let mut members: Vec<(Exact, usize, usize)> = scope
            .iter()
            .filter_map(|position| Some((*position, at(position).filter(|one| one.class == Some(class))?)))
            .map(|(position, one)| {
                let turn = decided.get(one.unit.id.as_str()).copied().unwrap_or(usize::MAX);
                (one.unit.points, turn, position)
            })
            .collect();
        members.sort_by_key(|(points, turn, position)| (Reverse(*points), *turn, *position));
        let unresolved = scope.iter().filter_map(at).filter(|one| one.class.is_none()).map(|one| one.unit.id.clone());
        let mut used = QuotaUse {
            class: quota.class.clone(),
            block,
            of,
            limit,
            members: u64::try_from(members.len()).unwrap_or(u64::MAX),
            moved: Vec::new(),
            undecided: Vec::new(),
            unresolved: unresolved.collect(),
        };
        let seats = usize::try_from(limit).unwrap_or(usize::MAX).min(members.len());
        let (kept, over) = members.split_at(seats);
        // Equal points across the limit, and no decision that tells the two sides apart.
        let tie = match (kept.last(), over.first()) {
            (Some((points, turn, _)), Some((next, next_turn, _))) if points == next && turn == next_turn => {
                Some((*points, *turn))
            }
            _ => None,
        };
        let tied = |member: &&(Exact, usize, usize)| tie == Some((member.0, member.1));
        let places = u64::try_from(kept.iter().filter(tied).count()).unwrap_or(u64::MAX);
        let equals: Vec<usize> = members.iter().filter(tied).map(|member| member.2).collect();
        used.undecided = equals.iter().filter_map(at).map(|one| one.unit.id.clone()).collect();
        for position in &equals {
            let Some(one) = rated.get_mut(*position) else { continue };
            let ids = shorten_list(used.undecided.iter().map(String::as_str));
            let points = one.unit.points.to_string();
            one.class = None;
            one.unit
                .issues
                .push(Issue::at("points", Error::QuotaTie { ids, points, class: quota.class.clone(), places }));
        }
        let below = class.saturating_add(1);
        for (_, _, position) in over.iter().filter(|member| !tied(member)) {
            let (Some(one), Some(lower)) = (rated.get_mut(*position), self.classes.get(below)) else { continue };
            one.class = Some(below);
            used.moved.push(one.unit.id.clone());
            let reason = Text::build(|lang| quota.reason(&used, &self.title(class, lang), &lower.title, lang));
            let class = Some(lower.id.clone());
            one.unit.steps.push(ClassStep { stage: ClassStage::Quota, class, reason, source: quota.source.clone() });
        }
        used
    }

    fn title(&self, class: usize, lang: Lang) -> String {
        self.classes.get(class).map(|band| band.title.get(lang).to_owned()).unwrap_or_default()
    }
}

impl Quota {
    fn limit(&self, of: u64) -> u64 {
        let share = self.percent.and_then(|percent| {
            let share = Decimal::from(of).checked_mul(percent.0)?.checked_div(Decimal::ONE_HUNDRED)?;
            share.floor().to_u64()
        });
        share.or(self.count.map(u64::from)).unwrap_or(u64::MAX)
    }

    fn reason(&self, used: &QuotaUse, title: &str, lower: &Text, lang: Lang) -> String {
        let lower = lower.get(lang);
        let (QuotaUse { limit, of, members, .. }, block) = (used, used.block.as_deref());
        match lang {
            Lang::Vi => {
                let within = block.map(|block| format!(" của khối {block}")).unwrap_or_default();
                let share = self.percent.map(|percent| format!(" ({} % của {of}, bỏ phần lẻ)", shown(percent, lang)));
                let share = share.unwrap_or_default();
                format!("mức {title}{within} tối đa {limit} đơn vị{share}, có {members}: xuống mức {lower}")
            }
            Lang::En => {
                let within = block.map(|block| format!(" in block {block}")).unwrap_or_default();
                let share = self.percent.map(|percent| format!(" ({} % of {of}, rounded down)", shown(percent, lang)));
                let share = share.unwrap_or_default();
                format!("at most {limit} units may be {title}{within}{share}, {members} were: moved to {lower}")
            }
        }
    }
}
