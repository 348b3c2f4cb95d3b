//! Bản sao có thay đổi: copies of a rule set for what would be, never handed out as the set itself.

use super::{Applicability, Criterion, RuleSet, Shape};
use crate::Error;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// Bảng chuyển mã: the code of a criterion in an older set, and its code in a newer one.
///
/// Codes that are not in it stay as they are.
pub type Codes = BTreeMap<String, String>;

/// How the codes of an older set read in those of a newer one.
pub(crate) struct Renaming<'a> {
    codes: &'a Codes,
    /// Codes of the newer set that an older criterion of another code became.
    taken: HashSet<&'a str>,
    set: &'a str,
}

impl Renaming<'_> {
    /// The code in the newer set. An old code that now means another criterion is told apart by its set.
    pub(crate) fn of(&self, code: &str) -> String {
        match self.codes.get(code) {
            Some(newer) => newer.clone(),
            None if self.taken.contains(code) => format!("{code} ({})", self.set),
            None => code.to_owned(),
        }
    }
}

impl RuleSet {
    /// A copy in which every criterion that may not apply is scored by one policy then.
    ///
    /// Where the rest is to be rescaled and the set does not say to what, it is to its maximum.
    ///
    /// ```
    /// use cchc::{RuleSet, rules::Applicability};
    /// let rules = RuleSet::shipped("qd-766-2022")?;
    /// assert_eq!(rules.with_applicability(Applicability::Zero).max_points(), rules.max_points());
    /// # Ok::<(), cchc::Error>(())
    /// ```
    #[must_use]
    pub fn with_applicability(&self, policy: Applicability) -> Self {
        let mut document = (*self.document).clone();
        document.every_criterion(&mut |criterion| {
            if criterion.not_applicable.is_some() {
                criterion.not_applicable = Some(policy);
            }
        });
        if policy == Applicability::Rescale && document.rescale_to.is_none() {
            document.rescale_to = Some(document.max_points);
        }
        Self { document: Arc::new(document), remarks: Arc::clone(&self.remarks) }
    }

    /// How the codes of this set read in a newer one.
    ///
    /// # Errors
    /// `scoring.unknown_criterion` for a code its set does not have; `input.duplicate_id` for two
    /// criteria that would become the same one.
    pub(crate) fn renaming<'a>(&'a self, newer: &Self, codes: &'a Codes) -> Result<Renaming<'a>, Error> {
        let mut taken = HashSet::new();
        for (old, new) in codes {
            if self.criterion(old).is_none() {
                return Err(self.unknown_criterion(old));
            }
            if newer.criterion(new).is_none() {
                return Err(newer.unknown_criterion(new));
            }
            if !taken.insert(new.as_str()) {
                return Err(Error::DuplicateId { id: new.clone() });
            }
        }
        Ok(Renaming { codes, taken, set: self.id() })
    }

    /// A copy with the codes of a newer set.
    pub(crate) fn renamed(&self, renaming: &Renaming<'_>) -> Self {
        let mut document = (*self.document).clone();
        document.every_criterion(&mut |criterion| {
            criterion.code = renaming.of(&criterion.code);
            if let Some(shape) = &mut criterion.shape {
                shape.rename(renaming);
            }
        });
        for code in &mut document.ties.tie_breakers {
            *code = renaming.of(code);
        }
        Self { document: Arc::new(document), remarks: Arc::clone(&self.remarks) }
    }
}

impl super::RuleSetDocument {
    fn every_criterion(&mut self, change: &mut impl FnMut(&mut Criterion)) {
        let adjustments = self.bonus.iter_mut().chain(&mut self.penalty);
        let places = adjustments.flat_map(|adjustment| &mut adjustment.criteria);
        self.criteria.iter_mut().chain(places).for_each(|criterion| every(criterion, change));
    }
}

fn every(criterion: &mut Criterion, change: &mut impl FnMut(&mut Criterion)) {
    change(criterion);
    criterion.children.iter_mut().for_each(|child| every(child, change));
}

impl Shape {
    fn rename(&mut self, renaming: &Renaming<'_>) {
        match self {
            Self::Branch { on, then, otherwise, .. } => {
                *on = renaming.of(on);
                then.rename(renaming);
                otherwise.rename(renaming);
            }
            Self::Mean { of, .. } => of.rename(renaming),
            Self::Gated { then, .. } => then.rename(renaming),
            _ => {}
        }
    }
}
