//! So sánh hai bộ chỉ số: what changed from one edition to another, criterion by criterion.

use super::variant::Codes;
use super::{Criterion, RuleSet};
use crate::Error;
use crate::number::Exact;
use crate::text::{Lang, Text};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Khác nhau giữa hai bộ chỉ số.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RuleSetDiff {
    /// Bộ cũ.
    pub old: EditionName,
    /// Bộ mới.
    pub new: EditionName,
    /// What changed for the set as a whole: rounding, ties, classes, the maximum, the years.
    pub set: Vec<FieldChange>,
    /// Tiêu chí thêm, in the order of the newer set.
    pub added: Vec<CriterionName>,
    /// Tiêu chí bỏ, in the order of the older set, by their codes there.
    pub removed: Vec<CriterionName>,
    /// Tiêu chí đổi, in the order of the newer set.
    pub changed: Vec<CriterionDiff>,
    /// How much changed, in a sentence.
    pub text: Text,
}

/// Bộ chỉ số và phiên bản.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EditionName {
    /// The rule set.
    pub rule_set: String,
    /// Its edition.
    pub edition: String,
}

/// Một tiêu chí được thêm hoặc bỏ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CriterionName {
    /// Mã.
    pub code: String,
    /// Tên.
    pub title: Text,
    /// Điểm tối đa.
    pub max_points: Exact,
    /// The group it is in; none for a group at the top.
    pub parent: Option<String>,
    /// Whether it has parts.
    pub group: bool,
}

/// Một tiêu chí có ở cả hai bộ và đã đổi.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CriterionDiff {
    /// Mã ở bộ mới.
    pub code: String,
    /// Mã ở bộ cũ.
    pub old_code: String,
    /// Tên ở bộ mới.
    pub title: Text,
    /// What changed.
    pub changes: Vec<FieldChange>,
}

/// Một mục đã đổi.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FieldChange {
    /// Which key of the format of rule sets, such as `max_points` or `shape`; `parent` is the group a
    /// criterion is in and `place` whether it counts in the base, the bonus or the penalty.
    pub what: String,
    /// Its old value; null where the older set leaves it out.
    pub old: Value,
    /// Its new value; null where the newer set leaves it out.
    pub new: Value,
}

/// What names an edition and is no change of its rules.
const NAMES: [&str; 3] = ["id", "edition", "known_at"];

impl RuleSet {
    /// What a newer edition changes: criteria added, removed and changed, and the set as a whole.
    ///
    /// Criteria are the same where their codes are, or where `codes` says so. A removed criterion of
    /// a code that the newer set uses for another one is removed and added, not changed, once `codes`
    /// says what that one was called before.
    ///
    /// ```
    /// use cchc::{RuleSet, rules::Codes};
    /// let rules = RuleSet::shipped("qd-766-2022")?;
    /// let newer = rules.to_json()?.replacen(r#""half_up_places":2"#, r#""half_up_places":3"#, 1);
    /// let diff = rules.diff(&RuleSet::from_json(&newer)?, &Codes::new())?;
    /// assert_eq!(diff.set[0].what, "rounding");
    /// assert!(diff.added.is_empty() && diff.removed.is_empty() && diff.changed.is_empty());
    /// # Ok::<(), cchc::Error>(())
    /// ```
    ///
    /// # Errors
    /// `scoring.unknown_criterion` and `input.duplicate_id` of `codes`.
    pub fn diff(&self, newer: &Self, codes: &Codes) -> Result<RuleSetDiff, Error> {
        let renaming = self.renaming(newer, codes)?;
        let renamed = self.renamed(&renaming);
        // The codes of the older set by those they have in the newer one.
        let places = self.document.places();
        let own = places.into_iter().flat_map(|(_, criteria)| criteria).flat_map(Criterion::codes);
        let own: BTreeMap<String, &str> = own.map(|code| (renaming.of(code), code)).collect();
        let original = |code: &str| own.get(code).map_or_else(|| code.to_owned(), |code| (*code).to_owned());
        let (mut old, mut new) = (renamed.flat()?, newer.flat()?);
        let mut diff = RuleSetDiff {
            old: EditionName::of(self),
            new: EditionName::of(newer),
            set: changes(&old.set, &new.set),
            added: Vec::new(),
            removed: Vec::new(),
            changed: Vec::new(),
            text: Text::default(),
        };
        let before: BTreeMap<String, Map<String, Value>> = old.criteria.iter().cloned().collect();
        for (code, fields) in &new.criteria {
            match before.get(code) {
                None => diff.added.extend(newer.name(code, code.clone(), fields, Some)),
                Some(then) => {
                    let changes = changes(then, fields);
                    if let (Some(criterion), false) = (newer.criterion(code), changes.is_empty()) {
                        let (code, old_code) = (code.clone(), original(code));
                        diff.changed.push(CriterionDiff { code, old_code, title: criterion.title.clone(), changes });
                    }
                }
            }
        }
        let after: BTreeSet<String> = new.criteria.drain(..).map(|(code, _)| code).collect();
        for (code, fields) in old.criteria.drain(..).filter(|(code, _)| !after.contains(code)) {
            diff.removed
                .extend(self.name(&original(&code), original(&code), &fields, |parent| Some(original(&parent))));
        }
        diff.text = diff.sentence();
        Ok(diff)
    }

    fn name(
        &self,
        found: &str,
        code: String,
        fields: &Map<String, Value>,
        parent: impl Fn(String) -> Option<String>,
    ) -> Option<CriterionName> {
        let criterion = self.criterion(found)?;
        Some(CriterionName {
            code,
            title: criterion.title.clone(),
            max_points: criterion.max_points,
            parent: fields.get("parent").and_then(Value::as_str).map(str::to_owned).and_then(parent),
            group: criterion.shape.is_none(),
        })
    }

    /// The document as the keys of the set and the keys of every criterion.
    fn flat(&self) -> Result<Flat, Error> {
        let invalid = |reason: String| Error::InvalidDocument { path: ".".to_owned(), reason };
        let value = serde_json::to_value(self.document()).map_err(|error| invalid(error.to_string()))?;
        let Value::Object(mut set) = value else { return Err(invalid("not an object".to_owned())) };
        NAMES.into_iter().for_each(|name| {
            set.remove(name);
        });
        let mut flat = Flat { set: Map::new(), criteria: Vec::new() };
        if let Some(criteria) = set.remove("criteria") {
            flat.add(criteria, "criteria", None);
        }
        for place in ["bonus", "penalty"] {
            let adjustment = set.get_mut(place).and_then(Value::as_object_mut);
            if let Some(criteria) = adjustment.and_then(|adjustment| adjustment.remove("criteria")) {
                flat.add(criteria, place, None);
            }
        }
        flat.set = set;
        Ok(flat)
    }
}

struct Flat {
    set: Map<String, Value>,
    criteria: Vec<(String, Map<String, Value>)>,
}

impl Flat {
    fn add(&mut self, criteria: Value, place: &str, parent: Option<&str>) {
        let Value::Array(criteria) = criteria else { return };
        for criterion in criteria {
            let Value::Object(mut fields) = criterion else { continue };
            let Some(Value::String(code)) = fields.remove("code") else { continue };
            let children = fields.remove("children");
            fields.insert("place".to_owned(), place.into());
            fields.extend(parent.map(|parent| ("parent".to_owned(), parent.into())));
            self.criteria.push((code.clone(), fields));
            if let Some(children) = children {
                self.add(children, place, Some(&code));
            }
        }
    }
}

fn changes(old: &Map<String, Value>, new: &Map<String, Value>) -> Vec<FieldChange> {
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let value = |map: &Map<String, Value>, key: &String| map.get(key).cloned().unwrap_or_default();
    let changed = keys.into_iter().map(|key| (key, value(old, key), value(new, key)));
    let changed = changed.filter(|(_, old, new)| old != new);
    changed.map(|(key, old, new)| FieldChange { what: key.clone(), old, new }).collect()
}

impl EditionName {
    pub(crate) fn of(rules: &RuleSet) -> Self {
        Self { rule_set: rules.id().to_owned(), edition: rules.edition().to_owned() }
    }
}

impl RuleSetDiff {
    /// Whether the two sets score alike: nothing but their names differs.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    fn sentence(&self) -> Text {
        let [added, removed, changed] = [self.added.len(), self.removed.len(), self.changed.len()];
        Text::build(|lang| match lang {
            Lang::Vi if self.is_empty() => "không có thay đổi".to_owned(),
            Lang::En if self.is_empty() => "nothing changed".to_owned(),
            Lang::Vi => {
                format!("thêm {added} tiêu chí, bỏ {removed}, đổi {changed}; {} quy định chung đổi", self.set.len())
            }
            Lang::En => format!(
                "criteria: {added} added, {removed} removed, {changed} changed; settings of the whole set: {} changed",
                self.set.len()
            ),
        })
    }
}
