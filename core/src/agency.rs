//! Cơ quan, đơn vị: who receives, handles and is scored.

use crate::{Error, number};
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

/// Cơ quan, đơn vị: an identifier and a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// Mã định danh.
    pub id: AgencyId,
    /// Tên.
    pub name: String,
}
