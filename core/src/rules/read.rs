//! Reading a rule-set file, so that every problem of its form is found at once, not only the first.

use super::check::Found;
use super::document::RuleSetDocument;
use crate::Error;
use crate::document::{self, Node, Step};
use crate::error::Issue;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Longer than any set of criteria; what is longer is not parsed.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// So many problems of form are enough to start correcting.
const MOST_ISSUES: usize = 100;
/// Each problem is met once or, where what it stands in has to go too, a few times.
const MOST_REPAIRS: usize = 4 * MOST_ISSUES;

/// The document where its form is right, and everything found wrong or worth a remark.
///
/// A key that is unknown or stands twice is left out and the rest is checked all the same. Any other
/// problem of form is taken out to find the next one; it hides what it stands in, so the checks of content
/// wait until the form is right.
///
/// # Errors
/// `document.invalid` for text that is not JSON; `rules.too_large`.
pub(super) fn read(text: &str) -> Result<(Option<RuleSetDocument>, Found), Error> {
    check_length(text.len())?;
    let mut value = Node::parse(text)?;
    let (mut found, mut taken) = (Found::default(), Taken::default());
    let mut whole = true;
    for _ in 0..MOST_REPAIRS {
        let refusal = match RuleSetDocument::deserialize(&value) {
            Ok(document) => {
                let right = found.issues.is_empty();
                if whole {
                    let content = document.check();
                    found.issues.extend(content.issues);
                    found.remarks.extend(content.remarks);
                }
                return Ok((right.then_some(document), found));
            }
            Err(refusal) => refusal,
        };
        let (steps, reason) = (refusal.steps(), refusal.reason());
        let given = taken.as_given(&steps);
        // What was taken out because it was wrong is missing since, and was told.
        let missing = quoted(reason, "missing field `").filter(|key| taken.key(&given, key));
        if missing.is_none() {
            if found.issues.len() == MOST_ISSUES {
                break;
            }
            let path = Step::path(given.iter());
            found
                .issues
                .push(Issue::at(&path, Error::InvalidDocument { path: path.clone(), reason: reason.to_owned() }));
        }
        if Surplus::of(reason).is_some_and(|key| key.remove(&mut value, &steps)) {
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

/// What a reason quotes after its first words.
fn quoted<'r>(reason: &'r str, words: &str) -> Option<&'r str> {
    reason.strip_prefix(words).and_then(|rest| rest.split('`').next())
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

fn step<'v, 't>(value: &'v mut Node<'t>, step: &Step) -> Option<&'v mut Node<'t>> {
    match (value, step) {
        (Node::List(list), Step::Index(index)) => list.get_mut(*index),
        (Node::Object(entries), Step::Key(key)) => {
            entries.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
        }
        _ => None,
    }
}

fn walk<'v, 't>(value: &'v mut Node<'t>, steps: &[Step]) -> Option<&'v mut Node<'t>> {
    steps.iter().try_fold(value, step)
}

/// A key that must not stand where it does: unknown there, or already there.
struct Surplus<'r> {
    key: &'r str,
    /// How often it stands in the object that has it.
    times: usize,
}

impl<'r> Surplus<'r> {
    fn of(reason: &'r str) -> Option<Self> {
        let unknown = quoted(reason, "unknown field `").map(|key| Self { key, times: 1 });
        unknown.or_else(|| quoted(reason, "duplicate field `").map(|key| Self { key, times: 2 }))
    }

    /// Takes the key away: at the path, or in what the path leads to from inside.
    fn remove(&self, value: &mut Node<'_>, steps: &[Step]) -> bool {
        (0..=steps.len()).rev().any(|length| {
            let place = steps.get(..length).and_then(|steps| walk(value, steps));
            place.is_some_and(|place| self.take(place))
        })
    }

    /// The key of an object, or of an object inside it that is read as one piece, such as a rule in a rule.
    fn take(&self, place: &mut Node<'_>) -> bool {
        match place {
            Node::Object(entries) => {
                let mut places = (0..).zip(&*entries).filter(|(_, (name, _))| name == self.key);
                if let Some((place, _)) = places.nth(self.times - 1).filter(|_| self.key != "children") {
                    entries.remove(place);
                    return true;
                }
                entries.iter_mut().filter(|(name, _)| name != "children").any(|(_, inner)| self.take(inner))
            }
            Node::List(list) => list.iter_mut().any(|inner| self.take(inner)),
            _ => false,
        }
    }
}

/// What was taken out of a document on the way to its next problem.
#[derive(Default)]
struct Taken {
    /// Elements, by the path of their list and their place in it, both as they were given.
    elements: BTreeSet<(Vec<Step>, usize)>,
    /// Keys with a wrong value, by the path of their object as it was given.
    keys: BTreeSet<(Vec<Step>, String)>,
}

impl Taken {
    /// A path as it was before elements were taken out: the places of those behind have moved up since.
    fn as_given(&self, steps: &[Step]) -> Vec<Step> {
        let mut given: Vec<Step> = Vec::with_capacity(steps.len());
        for step in steps {
            let step = match step {
                Step::Index(place) => Step::Index(self.place_given(&given, *place)),
                Step::Key(_) => step.clone(),
            };
            given.push(step);
        }
        given
    }

    fn place_given(&self, list: &[Step], place: usize) -> usize {
        // The places of a list in rising order.
        let gone = self.elements.iter().filter(|(taken, _)| taken == list);
        gone.fold(place, |place, (_, gone)| place.saturating_add(usize::from(*gone <= place)))
    }

    fn key(&self, object: &[Step], key: &str) -> bool {
        self.keys.contains(&(object.to_vec(), key.to_owned()))
    }

    /// Takes out what a path leads to, or the innermost part of the way there that can be taken.
    fn take(&mut self, value: &mut Node<'_>, steps: &[Step]) -> bool {
        for length in (0..steps.len()).rev() {
            let (Some(steps), Some(last)) = (steps.get(..length), steps.get(length)) else { continue };
            let given = self.as_given(steps);
            match (walk(value, steps), last) {
                (Some(Node::List(list)), Step::Index(place)) if *place < list.len() => {
                    list.remove(*place);
                    let place = self.place_given(&given, *place);
                    return self.elements.insert((given, place));
                }
                (Some(Node::Object(entries)), Step::Key(key)) if entries.iter().any(|(name, _)| name == key) => {
                    entries.retain(|(name, _)| name != key);
                    return self.keys.insert((given, key.clone()));
                }
                _ => {}
            }
        }
        false
    }
}

/// Puts something right in the place of a key of the set that was wrong, so that the rest can be read.
fn put_stand_in(value: &mut Node<'_>, steps: &[Step], key: &str) -> bool {
    let stand_in = match key {
        "id" | "series" | "edition" | "issuer" => r#""""#,
        "known_at" => r#""2000-01-01""#,
        "title" => r#"{"vi": "", "en": ""}"#,
        "levels" | "notes" | "legal_basis" | "criteria" | "classes" => "[]",
        "status" => r#""template""#,
        "years" => r#"{"from": 0, "through": null}"#,
        "max_points" => r#""1""#,
        _ => return false,
    };
    match (value, Node::parse(stand_in)) {
        (Node::Object(set), Ok(stand_in)) if steps.is_empty() => {
            set.push((key.to_owned().into(), stand_in));
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
        document::from_json::<Name>(text).map_or_else(|_| "?".to_owned(), |name| crate::number::shorten(&name.id))
    }
}
