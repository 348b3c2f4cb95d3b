//! Reading a rule-set file, so that every problem of its form is found at once, not only the first.

use super::check::Found;
use super::document::RuleSetDocument;
use crate::error::Issue;
use crate::{Error, document};
use serde::Deserialize;
use serde_json::Value;

/// Longer than any set of criteria; what is longer is not parsed.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// So many problems of form are enough to start correcting.
const MOST_ISSUES: usize = 100;

/// The document where its form is right, and everything found wrong or worth a remark.
///
/// An unknown key is left out and the rest is checked all the same. Any other problem of form hides
/// what it stands in, so the checks of content wait until the form is right.
///
/// # Errors
/// `document.invalid` for text that is not JSON; `rules.too_large`.
pub(super) fn read(text: &str) -> Result<(Option<RuleSetDocument>, Found), Error> {
    check_length(text.len())?;
    let first = match document::from_json::<RuleSetDocument>(text) {
        Ok(document) => {
            let found = document.check();
            return Ok((Some(document), found));
        }
        Err(error) => error,
    };
    let Ok(mut value) = serde_json::from_str::<Value>(text) else { return Err(first) };
    let mut found = Found::default();
    let mut whole = true;
    while found.issues.len() < MOST_ISSUES {
        let error = match serde_path_to_error::deserialize::<_, RuleSetDocument>(&value) {
            Ok(document) => {
                if found.issues.is_empty() {
                    // Right as a value yet not as text: a key that stands twice.
                    return Err(first);
                }
                if whole {
                    let content = document.check();
                    found.issues.extend(content.issues);
                    found.remarks.extend(content.remarks);
                }
                return Ok((None, found));
            }
            Err(error) => error,
        };
        let (path, reason) = (error.path().to_string(), error.inner().to_string());
        found.issues.push(Issue::at(&path, Error::InvalidDocument { path: path.clone(), reason: reason.clone() }));
        let steps: Vec<String> = error.path().iter().map(ToString::to_string).collect();
        let unknown = reason.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
        if unknown.is_some_and(|key| remove_key(&mut value, &steps, key)) {
            continue;
        }
        whole = false;
        if !remove_element(&mut value, &steps) {
            break;
        }
    }
    Ok((None, found))
}

/// # Errors
/// `rules.too_large`.
pub(super) fn check_length(length: usize) -> Result<(), Error> {
    if length <= MOST_BYTES {
        return Ok(());
    }
    let [got, max] = [length, MOST_BYTES].map(|bytes| u64::try_from(bytes).unwrap_or(u64::MAX));
    Err(Error::RulesTooLarge { what: "bytes", got, max })
}

fn step<'v>(value: &'v mut Value, step: &str) -> Option<&'v mut Value> {
    match step.strip_prefix('[').and_then(|index| index.strip_suffix(']')) {
        Some(index) => value.get_mut(index.parse::<usize>().ok()?),
        None => value.get_mut(step),
    }
}

fn walk<'v>(value: &'v mut Value, steps: &[String]) -> Option<&'v mut Value> {
    steps.iter().try_fold(value, |value, name| step(value, name))
}

/// Takes an unknown key away where it stands: at the path, or in what the path leads to from inside.
fn remove_key(value: &mut Value, steps: &[String], key: &str) -> bool {
    for length in (0..=steps.len()).rev() {
        let place = steps.get(..length).and_then(|steps| walk(value, steps));
        if place.is_some_and(|place| take(place, key)) {
            return true;
        }
    }
    false
}

/// The key of an object, or of an object inside it that is read as one piece, such as a rule in a rule.
fn take(place: &mut Value, key: &str) -> bool {
    match place {
        Value::Object(object) => {
            if object.contains_key(key) && key != "children" {
                object.remove(key);
                return true;
            }
            object.iter_mut().filter(|(name, _)| *name != "children").any(|(_, inner)| take(inner, key))
        }
        Value::Array(list) => list.iter_mut().any(|inner| take(inner, key)),
        _ => false,
    }
}

/// Takes away the innermost element of a list that a path leads through.
fn remove_element(value: &mut Value, steps: &[String]) -> bool {
    let Some(position) = steps.iter().rposition(|step| step.starts_with('[')) else { return false };
    let list = steps.get(..position).and_then(|steps| walk(value, steps));
    let index = steps.get(position).and_then(|step| step.trim_matches(['[', ']']).parse::<usize>().ok());
    match (list.and_then(Value::as_array_mut), index) {
        (Some(list), Some(index)) if index < list.len() => {
            list.remove(index);
            true
        }
        _ => false,
    }
}

impl RuleSetDocument {
    /// A document that came as part of another one, checked.
    pub(super) fn checked(self) -> Result<(Self, Vec<Issue>), Error> {
        let found = self.check();
        if found.issues.is_empty() {
            return Ok((self, found.remarks));
        }
        Err(Error::InvalidRules { set: self.id, issues: found.issues })
    }

    /// What a text calls itself, for messages about what is wrong with it.
    pub(super) fn name_of(text: &str) -> String {
        #[derive(Deserialize)]
        struct Name {
            id: String,
        }
        serde_json::from_str::<Name>(text).map_or_else(|_| "?".to_owned(), |name| crate::number::shorten(&name.id))
    }
}
