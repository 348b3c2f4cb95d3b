//! Mức độ trực tuyến: which words hold when, and what an old word is by a newer text.

use super::shapes::{ConditionalPart, OnlineClaim, OnlineLevel, ProcedurePart, ServiceLevel};
use crate::error::{Error, Issue, RecordError};
use crate::text::{self, Text};
use crate::{Citation, document, law};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// Mức chắc chắn: how a shipped fact was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CatalogueCertainty {
    /// Đọc được trong văn bản.
    Seen,
    /// Đọc được ở nguồn khác.
    Secondary,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    parts: Parts<ProcedurePart>,
    conditional_parts: Parts<ConditionalPart>,
    online_levels: Vec<Regime>,
    online_mapping: Mapping,
}

/// Bộ phận của thủ tục mà văn bản nêu.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parts<T> {
    pub(crate) of: Vec<T>,
    pub(crate) source: Citation,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Regime {
    levels: Vec<OnlineLevel>,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    certainty: CatalogueCertainty,
    source: Citation,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mapping {
    of: Vec<Mapped>,
    certainty: CatalogueCertainty,
    source: Citation,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mapped {
    level: OnlineLevel,
    is: ServiceLevel,
}

static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
    let shipped = document::from_json(include_str!("../../data/catalogue.json"));
    #[expect(clippy::expect_used, reason = "a unit test loads the same embedded file")]
    shipped.expect("the embedded catalogue data are valid")
});

/// Bộ phận bắt buộc của thủ tục.
pub(crate) fn obligatory_parts() -> &'static Parts<ProcedurePart> {
    &SHIPPED.parts
}

/// Bộ phận chỉ có khi cần.
pub(super) fn conditional_parts() -> &'static Parts<ConditionalPart> {
    &SHIPPED.conditional_parts
}

/// Mức độ trực tuyến tại một ngày: as it was claimed, and in the words of that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OnlineStanding {
    /// Mức độ đã công bố.
    pub claimed: OnlineLevel,
    /// Từ ngày.
    pub since: NaiveDate,
    /// Mức độ theo văn bản của ngày được hỏi.
    pub level: OnlineLevel,
    /// Mức độ dịch vụ công, as portals and indicators know it.
    pub service: ServiceLevel,
    /// How sure the words and their mapping are.
    pub certainty: CatalogueCertainty,
    /// The text of the day, or the mapping where the claim is in older words.
    pub source: Citation,
}

impl Regime {
    fn holds(&self, day: NaiveDate) -> bool {
        law::holds(self.from, self.until, day)
    }
}

fn service(level: OnlineLevel) -> Option<ServiceLevel> {
    let of_today = [ServiceLevel::Information, ServiceLevel::Partial, ServiceLevel::Full];
    let same = of_today.into_iter().find(|service| OnlineLevel::from(*service) == level);
    same.or_else(|| SHIPPED.online_mapping.of.iter().find(|mapped| mapped.level == level).map(|mapped| mapped.is))
}

/// Where a procedure stands on a day by its claims, which are in the order of their days.
pub(super) fn standing(claims: &[OnlineClaim], day: NaiveDate) -> Option<OnlineStanding> {
    let claim = claims.iter().rev().find(|claim| claim.from <= day)?;
    let service = service(claim.level)?;
    let regime = SHIPPED.online_levels.iter().find(|regime| regime.holds(day))?;
    let (level, certainty, source) = if regime.levels.contains(&claim.level) {
        (claim.level, regime.certainty, &regime.source)
    } else {
        (service.into(), SHIPPED.online_mapping.certainty, &SHIPPED.online_mapping.source)
    };
    Some(OnlineStanding { claimed: claim.level, since: claim.from, level, service, certainty, source: source.clone() })
}

/// The claims that can stand, in the order of their days; a word that was not in use on its day is an issue.
pub(super) fn checked(claims: &[OnlineClaim], path: &str, issues: &mut Vec<Issue>) -> Vec<OnlineClaim> {
    let mut kept: Vec<OnlineClaim> = Vec::new();
    for (place, claim) in claims.iter().enumerate() {
        let path = format!("{path}.online[{place}]");
        let regime = SHIPPED.online_levels.iter().find(|regime| regime.holds(claim.from));
        if let Some(regime) = regime.filter(|regime| !regime.levels.contains(&claim.level)) {
            let error = RecordError::OnlineLevelTime {
                level: claim.level.label(),
                day: claim.from,
                because: Text::build(|lang| regime.source.label(lang)),
            };
            issues.push(Issue::at(format!("{path}.level"), Error::Records(error)));
        } else if kept.iter().any(|other| other.from == claim.from) {
            let id = text::date(claim.from, text::Lang::En);
            issues.push(Issue::at(format!("{path}.from"), Error::DuplicateId { id }));
        } else {
            kept.push(claim.clone());
        }
    }
    kept.sort_by_key(|claim| claim.from);
    kept
}

/// The levels of the text in force on a day, in its order.
pub(super) fn levels_on(day: NaiveDate) -> &'static [OnlineLevel] {
    let regime = SHIPPED.online_levels.iter().find(|regime| regime.holds(day));
    regime.map(|regime| regime.levels.as_slice()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{SHIPPED, service};

    #[test]
    fn every_level_has_its_place_today_and_the_texts_follow_one_another() {
        let levels: Vec<_> = SHIPPED.online_levels.iter().flat_map(|regime| &regime.levels).collect();
        assert_eq!(levels.len(), 7);
        assert!(levels.iter().all(|level| service(**level).is_some()));
        let regimes = &SHIPPED.online_levels;
        for (earlier, later) in regimes.iter().zip(regimes.iter().skip(1)) {
            assert_eq!(earlier.until.and_then(|day| day.succ_opt()), later.from);
        }
        assert_eq!(SHIPPED.parts.of.len(), 7);
    }
}
