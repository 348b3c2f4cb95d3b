//! Cơ quan, đơn vị: who receives, handles and is scored; who they were on a day, and who followed whom.

mod check;
mod check_changes;
mod provinces;
mod record;
mod register;
mod series;
mod standing_law;
mod succession;

pub use provinces::{Province, ProvinceKind, ProvinceRef, Upgrade, province_of_code, province_of_name, provinces};
pub use record::{
    AgencyChange, AgencyLevel, AgencyRecord, BodyKind, Certainty, ChangeKind, ChangePart, DatedIdentifier, DatedName,
    DatedParent, RegisterDocument, Takes,
};
pub use register::{AgenciesAt, AgencyAt, AgencyRef, AgencyRegister, IdentifierAt, TreeKey};
pub use series::{Carried, CarriedSeries, CarryRule, Contribution, Series, SeriesValue};
pub use succession::{DecidedBy, Matter, Relative, Responsible, Succession, SuccessionStep};

use crate::error::Issue;
use crate::law::holds;
use crate::{Error, number};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Mã định danh cơ quan: groups of A-Z and 0-9 joined by dots, at most 35 characters.
///
/// The shape is that of QĐ 20/2020/QĐ-TTg; whether such an agency exists is not checked.
///
/// ```
/// use cchc::AgencyId;
/// let department: AgencyId = "H15.15".parse()?;
/// assert_eq!(department.level_1(), "H15");
/// assert!("H15..15".parse::<AgencyId>().is_err());
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgencyId(String);

impl AgencyId {
    /// The left-most group: the ministry, province or other body of level 1.
    pub fn level_1(&self) -> &str {
        self.0.split('.').next().unwrap_or_default()
    }

    /// The whole identifier.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AgencyId {
    type Err = Error;

    /// # Errors
    /// `agency.invalid_id` when the text does not have the shape.
    fn from_str(text: &str) -> Result<Self, Error> {
        let group =
            |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
        if text.len() <= 35 && text.split('.').all(group) {
            return Ok(Self(text.to_owned()));
        }
        Err(Error::InvalidAgencyId { text: number::shorten(text) })
    }
}

impl TryFrom<String> for AgencyId {
    type Error = Error;
    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<AgencyId> for String {
    fn from(id: AgencyId) -> Self {
        id.0
    }
}

impl fmt::Display for AgencyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Whether a group has the shape of a level-1 identifier of QĐ 20/2020/QĐ-TTg: a letter A to Y and two digits.
pub(crate) fn is_level_1(group: &str) -> bool {
    matches!(group.as_bytes(), [b'A'..=b'Y', b'0'..=b'9', b'0'..=b'9'])
}

/// Cơ quan, đơn vị: an identifier and a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Mã định danh.
    pub id: AgencyId,
    /// Tên.
    pub name: String,
}

/// Cây cơ quan: who stands under whom, and from when until when. An agency whose parent or name changes has a
/// node for each time.
///
/// ```
/// use cchc::agency::AgencyTree;
/// let tree: AgencyTree = serde_json::from_str(r#"[
///     {"id": "H15", "name": "Tỉnh"},
///     {"id": "H15.3", "name": "Sở LĐ-TB&XH", "parent": "H15", "until": "2025-02-28"},
///     {"id": "H15.3.1", "name": "Trung tâm BTXH", "parent": "H15.3", "until": "2025-02-28"},
///     {"id": "H15.3.1", "name": "Trung tâm BTXH", "parent": "H15.9", "from": "2025-03-01"},
///     {"id": "H15.9", "name": "Sở Y tế", "parent": "H15"}
/// ]"#).unwrap();
/// let path = tree.path("H15.3.1", "2025-03-01".parse().unwrap()).unwrap();
/// assert_eq!(path.iter().map(|node| node.id.as_str()).collect::<Vec<_>>(), ["H15", "H15.9", "H15.3.1"]);
/// assert!(tree.path("H15.3", "2025-03-01".parse().unwrap()).is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<AgencyNode>", into = "Vec<AgencyNode>")]
pub struct AgencyTree(Vec<AgencyNode>);

/// Một cơ quan trong cây, for as long as it stood so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyNode {
    /// Mã, as the dossiers give it.
    pub id: String,
    /// Tên.
    pub name: String,
    /// Mã cơ quan cấp trên; none at the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Từ ngày.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Đến hết ngày.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

impl AgencyNode {
    fn overlaps(&self, other: &Self) -> bool {
        let before = |a: &Self, b: &Self| a.until.zip(b.from).is_some_and(|(until, from)| until < from);
        !before(self, other) && !before(other, self)
    }
}

impl TryFrom<Vec<AgencyNode>> for AgencyTree {
    type Error = Error;

    /// # Errors
    /// `agency.invalid_tree` with every fault: `agency.overlap`, `agency.cycle`, `input.unknown_id` of a
    /// parent, `calendar.reversed_dates`.
    fn try_from(nodes: Vec<AgencyNode>) -> Result<Self, Error> {
        let mut by_id: std::collections::HashMap<&str, Vec<usize>> = std::collections::HashMap::new();
        for (place, node) in nodes.iter().enumerate() {
            by_id.entry(&node.id).or_default().push(place);
        }
        let mut issues = Vec::new();
        for (place, node) in nodes.iter().enumerate() {
            let mut fault = |error| issues.push(Issue::at(format!("agencies[{place}]"), error));
            if let Some((from, until)) = node.from.zip(node.until).filter(|(from, until)| from > until) {
                fault(Error::ReversedDates { after: from.to_string(), through: until.to_string() });
            }
            let same = by_id.get(node.id.as_str()).map(Vec::as_slice).unwrap_or_default();
            let earlier = same.iter().filter(|other| **other < place).filter_map(|other| nodes.get(*other));
            if let Some(other) = earlier.into_iter().find(|other| node.overlaps(other)) {
                let day = node.from.max(other.from).map_or_else(String::new, |day| day.to_string());
                fault(Error::AgencyOverlap { id: node.id.clone(), day });
            }
            if let Some(parent) = node.parent.as_deref().filter(|parent| !by_id.contains_key(parent)) {
                fault(Error::UnknownId { id: parent.to_owned(), known: known(&nodes) });
            }
        }
        let tree = Self(nodes);
        // A circle is one on some day: looked for on each day on which something changes.
        let mut days: Vec<NaiveDate> = tree.0.iter().filter_map(|node| node.from).collect();
        days.push(NaiveDate::MIN);
        days.sort_unstable();
        days.dedup();
        for (place, node) in tree.0.iter().enumerate() {
            let circle =
                days.iter().filter(|day| holds(node.from, node.until, **day)).any(|day| tree.turns(node, *day));
            if circle {
                issues.push(Issue::at(format!("agencies[{place}].parent"), Error::AgencyCycle { id: node.id.clone() }));
            }
        }
        if issues.is_empty() { Ok(tree) } else { Err(Error::InvalidAgencyTree { issues }) }
    }
}

fn known(nodes: &[AgencyNode]) -> String {
    let shown: Vec<&str> = nodes.iter().take(20).map(|node| node.id.as_str()).collect();
    let more = if nodes.len() > shown.len() { ", ..." } else { "" };
    format!("{}{more}", shown.join(", "))
}

impl From<AgencyTree> for Vec<AgencyNode> {
    fn from(tree: AgencyTree) -> Self {
        tree.0
    }
}

impl AgencyTree {
    /// The agency as it stood on a day; by its id, or else by its name.
    pub fn at(&self, label: &str, day: NaiveDate) -> Option<&AgencyNode> {
        let mut there = self.0.iter().filter(|node| holds(node.from, node.until, day));
        there.clone().find(|node| node.id == label).or_else(|| there.find(|node| node.name == label))
    }

    /// From the top down to an agency, as they stood on a day; none where the tree does not know it then.
    pub fn path(&self, label: &str, day: NaiveDate) -> Option<Vec<&AgencyNode>> {
        let mut path = vec![self.at(label, day)?];
        while let Some(parent) = path.last().and_then(|node| node.parent.as_deref()) {
            // A parent that no longer stands ends the path; the tree has no circles.
            let Some(parent) = self.0.iter().find(|node| node.id == parent && holds(node.from, node.until, day)) else {
                break;
            };
            path.push(parent);
        }
        path.reverse();
        Some(path)
    }

    /// Whether the parents of a node lead back to it on a day.
    fn turns(&self, node: &AgencyNode, day: NaiveDate) -> bool {
        let mut at = Some(node);
        for _ in 0..=self.0.len() {
            let parent = at.and_then(|node| node.parent.as_deref());
            let next = |parent: &str| self.0.iter().find(|node| node.id == parent && holds(node.from, node.until, day));
            at = parent.and_then(next);
            match at {
                None => return false,
                Some(at) if at.id == node.id => return true,
                Some(_) => {}
            }
        }
        false
    }
}
