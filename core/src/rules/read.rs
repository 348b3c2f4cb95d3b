//! Reading a rule-set file, so that every problem of its form is found at once, not only the first.

use super::check::Found;
use super::document::RuleSetDocument;
use crate::error::Issue;
use crate::{Error, document};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Longer than any set of criteria; what is longer is not parsed.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// So many problems of form are enough to start correcting.
const MOST_ISSUES: usize = 100;
/// Each problem is met once or, where what it stands in has to go too, a few times.
const MOST_REPAIRS: usize = 4 * MOST_ISSUES;

/// The document where its form is right, and everything found wrong or worth a remark.
///
/// An unknown key is left out and the rest is checked all the same. Any other problem of form is taken out to
/// find the next one; it hides what it stands in, so the checks of content wait until the form is right.
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
    let (mut found, mut taken) = (Found::default(), Taken::default());
    let mut whole = true;
    for _ in 0..MOST_REPAIRS {
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
        let reason = error.inner().to_string();
        let steps: Vec<String> = error.path().iter().map(ToString::to_string).collect();
        let given = taken.as_given(&steps);
        let quoted = |what: &str| reason.strip_prefix(what).and_then(|rest| rest.split('`').next());
        // What was taken out because it was wrong is missing since, and was told.
        let missing = quoted("missing field `").filter(|key| taken.key(&given, key));
        if missing.is_none() {
            if found.issues.len() == MOST_ISSUES {
                break;
            }
            let path = joined(&given);
            found.issues.push(Issue::at(&path, Error::InvalidDocument { path: path.clone(), reason: reason.clone() }));
        }
        if quoted("unknown field `").is_some_and(|key| remove_key(&mut value, &steps, key)) {
            continue;
        }
        whole = false;
        let out = taken.take(&mut value, &steps) || missing.is_some_and(|key| put_stand_in(&mut value, &steps, key));
        if !out {
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
    match place(step) {
        Some(place) => value.get_mut(place),
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

/// What was taken out of a document on the way to its next problem.
#[derive(Default)]
struct Taken {
    /// Elements, by the path of their list and their place in it, both as they were given.
    elements: BTreeSet<(Vec<String>, usize)>,
    /// Keys with a wrong value, by the path of their object as it was given.
    keys: BTreeSet<(Vec<String>, String)>,
}

impl Taken {
    /// A path as it was before elements were taken out: the places of those behind have moved up since.
    fn as_given(&self, steps: &[String]) -> Vec<String> {
        let mut given: Vec<String> = Vec::with_capacity(steps.len());
        for step in steps {
            let moved = place(step).map(|mut place| {
                // The places of a list in rising order.
                for (_, gone) in self.elements.iter().filter(|(list, _)| *list == given) {
                    place = place.saturating_add(usize::from(*gone <= place));
                }
                format!("[{place}]")
            });
            given.push(moved.unwrap_or_else(|| step.clone()));
        }
        given
    }

    fn key(&self, object: &[String], key: &str) -> bool {
        self.keys.contains(&(object.to_vec(), key.to_owned()))
    }

    /// Takes out what a path leads to, or the innermost part of the way there that can be taken.
    fn take(&mut self, value: &mut Value, steps: &[String]) -> bool {
        for length in (0..steps.len()).rev() {
            let (Some(steps), Some(last)) = (steps.get(..length), steps.get(length)) else { continue };
            let given = self.as_given(steps);
            match (walk(value, steps), place(last)) {
                (Some(Value::Array(list)), Some(place)) if place < list.len() => {
                    let last = self.as_given(&[steps, std::slice::from_ref(last)].concat());
                    list.remove(place);
                    let place = last.last().and_then(|last| self::place(last)).unwrap_or(place);
                    return self.elements.insert((given, place));
                }
                (Some(Value::Object(object)), None) if object.contains_key(last) => {
                    object.remove(last);
                    return self.keys.insert((given, last.clone()));
                }
                _ => {}
            }
        }
        false
    }
}

/// The place a step names in a list.
fn place(step: &str) -> Option<usize> {
    step.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}

/// A path as people write it.
fn joined(steps: &[String]) -> String {
    let mut path = String::new();
    for step in steps {
        if !path.is_empty() && place(step).is_none() {
            path.push('.');
        }
        path.push_str(step);
    }
    if path.is_empty() { ".".to_owned() } else { path }
}

/// Puts something right in the place of a key of the set that was wrong, so that the rest can be read.
fn put_stand_in(value: &mut Value, steps: &[String], key: &str) -> bool {
    let stand_in = match key {
        "id" | "series" | "edition" | "issuer" => json!(""),
        "known_at" => json!("2000-01-01"),
        "title" => json!({ "vi": "", "en": "" }),
        "levels" | "notes" | "legal_basis" | "criteria" | "classes" => json!([]),
        "status" => json!("template"),
        "years" => json!({ "from": 0, "through": null }),
        "max_points" => json!("1"),
        _ => return false,
    };
    match value {
        Value::Object(set) if steps.is_empty() => set.insert(key.to_owned(), stand_in).is_none(),
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
