//! The class of each unit, step by step, with the reason and the text of every step.

use super::quota::Rated;
use super::{ClassBand, ClassCondition, ClassRules, ConditionTest, QuotaUse, shown};
use crate::error::Issue;
use crate::number::{self, Exact};
use crate::text::{Lang, Text};
use crate::{Citation, Error};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Đơn vị được xếp loại: its points and what is stated with them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassifiedUnit {
    /// Mã.
    pub id: String,
    /// Tên.
    #[serde(default)]
    pub name: String,
    /// Điểm, or the per cent where the rules class by it; the figure that is classed, rounded only
    /// where the rules say so.
    pub points: Exact,
    /// Số liệu, khẳng định nêu kèm.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<ClassFact>,
    /// Sự kiện: those of the vetoes and caps that happened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
    /// Khối, cụm: where quotas hold within each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// Tiêu chí 0 điểm: the codes; an empty list states that there is none, no list states nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zero_leaves: Option<Vec<String>>,
    /// Lý do không xếp loại, such as less than six months in post: listed without a class, and in
    /// no quota.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_rated: Option<String>,
}

/// Một điều nêu kèm đơn vị: `{"id", "value"}` or `{"id", "met"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "FactDocument", into = "FactDocument")]
pub struct ClassFact {
    /// The condition it is for.
    pub id: String,
    /// What is stated.
    pub value: FactValue,
}

/// Giá trị nêu kèm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum FactValue {
    /// A number.
    Number(Exact),
    /// Có hoặc không.
    Met(bool),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FactDocument {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<Exact>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    met: Option<bool>,
}

impl TryFrom<FactDocument> for ClassFact {
    type Error = &'static str;

    fn try_from(document: FactDocument) -> Result<Self, Self::Error> {
        let value = match (document.value, document.met) {
            (Some(number), None) => FactValue::Number(number),
            (None, Some(met)) => FactValue::Met(met),
            _ => return Err("a fact has exactly one of value and met"),
        };
        Ok(Self { id: document.id, value })
    }
}

impl From<ClassFact> for FactDocument {
    fn from(fact: ClassFact) -> Self {
        let (value, met) = match fact.value {
            FactValue::Number(number) => (Some(number), None),
            FactValue::Met(met) => (None, Some(met)),
        };
        Self { id: fact.id, value, met }
    }
}

/// Xếp loại một danh sách: the rules, the units, and what the authority decided between equals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassCase {
    /// Quy tắc.
    pub classes: ClassRules,
    /// Các đơn vị.
    pub units: Vec<ClassifiedUnit>,
    /// Quyết định của cấp có thẩm quyền: identifiers in the order it put equals in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decided: Vec<String>,
}

impl ClassCase {
    /// Checks the rules, then classifies the units.
    ///
    /// # Errors
    /// `rules.invalid` with every issue of the rules, and those of [`ClassRules::classify`].
    pub fn classify(&self) -> Result<Classification, Error> {
        let mut issues = Vec::new();
        self.classes.check(&mut issues);
        if !issues.is_empty() {
            return Err(Error::InvalidRules { set: "classes".to_owned(), issues });
        }
        self.classes.classify(&self.units, &self.decided)
    }
}

/// Kết quả xếp loại, in the order of the units given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Classification {
    /// Every unit, with its class or the reason it has none.
    pub units: Vec<UnitClass>,
    /// Số đơn vị of each class, the best first.
    pub counts: Vec<ClassCount>,
    /// Units without a class because something is missing, wrong or undefined.
    pub unclassed: u64,
    /// Không xếp loại.
    pub not_rated: u64,
    /// The quotas as they were applied.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<QuotaUse>,
}

/// Số đơn vị của một mức.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ClassCount {
    /// Mức.
    pub class: String,
    /// Số đơn vị.
    pub count: u64,
}

/// Xếp loại của một đơn vị: the class after each stage, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UnitClass {
    /// Mã.
    pub id: String,
    /// Tên.
    pub name: String,
    /// Điểm.
    pub points: Exact,
    /// Khối.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// Theo điểm: the first band that covers the points.
    pub by_band: Option<String>,
    /// Sau điều kiện.
    pub after_conditions: Option<String>,
    /// Sau các trường hợp buộc xếp một mức.
    pub after_vetoes: Option<String>,
    /// Sau các trường hợp không được xếp quá một mức.
    pub after_caps: Option<String>,
    /// Mức cuối cùng, after the quotas.
    pub class: Option<String>,
    /// What decided, in order.
    pub steps: Vec<ClassStep>,
    /// Why there is no class.
    pub issues: Vec<Issue>,
    /// Lý do không xếp loại.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_rated: Option<String>,
}

/// Một bước xếp loại.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ClassStep {
    /// Giai đoạn.
    pub stage: ClassStage,
    /// The class after the step; none while the text defines none.
    pub class: Option<String>,
    /// Lý do.
    pub reason: Text,
    /// The text that decides.
    pub source: Citation,
}

/// Giai đoạn xếp loại.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ClassStage {
    /// Theo khoảng điểm.
    Band,
    /// Theo điều kiện của mức.
    Conditions,
    /// Buộc xếp một mức.
    Veto,
    /// Không được xếp quá một mức.
    Cap,
    /// Tỷ lệ, số lượng tối đa.
    Quota,
}

impl ClassRules {
    /// Classifies units: bands with their conditions, vetoes, caps, then quotas over all of them.
    ///
    /// A unit whose class cannot be told keeps its row and says why; the others are classed. The
    /// rules are taken as they are: [`ClassRules::check`] says whether they are sound.
    ///
    /// # Errors
    /// `input.empty_list`; `input.duplicate_id` of a unit or of a decision; `input.unknown_id` for
    /// a decision about nobody. In the rows: `rules.no_class`, `rules.class_undefined`,
    /// `rules.quota_tie`, `scoring.part_missing`, `scoring.unknown_part`,
    /// `scoring.wrong_measure`, `scoring.duplicate_evidence`.
    pub fn classify(&self, units: &[ClassifiedUnit], decided: &[String]) -> Result<Classification, Error> {
        if units.is_empty() {
            return Err(Error::EmptyList { what: "classify" });
        }
        let mut ids = HashSet::new();
        if let Some(twice) = units.iter().find(|unit| !ids.insert(unit.id.as_str())) {
            return Err(Error::DuplicateId { id: twice.id.clone() });
        }
        let mut turns = HashMap::new();
        for (turn, id) in decided.iter().enumerate() {
            if !ids.contains(id.as_str()) {
                let known = number::shorten_list(units.iter().map(|unit| unit.id.as_str()));
                return Err(Error::UnknownId { id: number::shorten(id), known });
            }
            if turns.insert(id.as_str(), turn).is_some() {
                return Err(Error::DuplicateId { id: id.clone() });
            }
        }
        let per_block = self.quotas.iter().any(|quota| quota.per_block);
        let mut answers: Vec<UnitClass> = Vec::with_capacity(units.len());
        let mut classes = Vec::with_capacity(units.len());
        for unit in units {
            let (mut answer, mut class) = self.rate(unit);
            if per_block && unit.block.is_none() && unit.not_rated.is_none() {
                let error = Error::PartMissing { criterion: unit.id.clone(), what: "fact", id: "block".to_owned() };
                answer.issues.push(Issue::at("block", error));
                class = None;
            }
            answers.push(answer);
            classes.push(class);
        }
        let mut rated: Vec<Rated<'_>> =
            answers.iter_mut().zip(classes).map(|(unit, class)| Rated { unit, class }).collect();
        let quotas = self.apply_quotas(&mut rated, &turns);
        for Rated { unit, class } in rated {
            unit.class = self.id(class);
        }
        let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let holds = |band: &ClassBand| answers.iter().filter(|unit| unit.class.as_ref() == Some(&band.id)).count();
        let counts = self.classes.iter().map(|band| ClassCount { class: band.id.clone(), count: number(holds(band)) });
        let unclassed = answers.iter().filter(|unit| unit.class.is_none() && unit.not_rated.is_none()).count();
        Ok(Classification {
            counts: counts.collect(),
            unclassed: number(unclassed),
            not_rated: number(answers.iter().filter(|unit| unit.not_rated.is_some()).count()),
            quotas,
            units: answers,
        })
    }

    /// Classifies one unit: bands with their conditions, vetoes and caps. Quotas are about a list of
    /// units and are left out.
    ///
    /// # Errors
    /// What [`ClassRules::classify`] writes in a row, the first of it.
    pub fn classify_one(&self, unit: &ClassifiedUnit) -> Result<UnitClass, Error> {
        let (mut answer, class) = self.rate(unit);
        answer.class = self.id(class);
        match answer.issues.into_iter().next() {
            Some(issue) => Err(issue.error),
            None => Ok(UnitClass { issues: Vec::new(), ..answer }),
        }
    }

    fn id(&self, class: Option<usize>) -> Option<String> {
        class.and_then(|class| self.classes.get(class)).map(|band| band.id.clone())
    }

    fn rate(&self, unit: &ClassifiedUnit) -> (UnitClass, Option<usize>) {
        let mut answer = UnitClass {
            id: unit.id.clone(),
            name: unit.name.clone(),
            points: unit.points,
            block: unit.block.clone(),
            by_band: None,
            after_conditions: None,
            after_vetoes: None,
            after_caps: None,
            class: None,
            steps: Vec::new(),
            issues: Vec::new(),
            not_rated: unit.not_rated.clone(),
        };
        if unit.not_rated.is_some() {
            return (answer, None);
        }
        // What is misstated is an issue of its own, whatever the class would be.
        let misstated = self.misstated(unit);
        let (mut class, undefined) = self.by_points(unit, &mut answer);
        answer.after_conditions = self.id(class);
        for veto in self.vetoes.iter().filter(|veto| unit.events.contains(&veto.id)) {
            class = self.force(class, &veto.class);
            let reason = |lang| match lang {
                Lang::Vi => format!("{}: {}", veto.title.vi, self.forced(&veto.class, lang)),
                Lang::En => format!("{}: {}", veto.title.en, self.forced(&veto.class, lang)),
            };
            let (class, source) = (self.id(class), veto.source.clone());
            answer.steps.push(ClassStep { stage: ClassStage::Veto, class, reason: Text::build(reason), source });
        }
        answer.after_vetoes = self.id(class);
        for cap in self.caps.iter().filter(|cap| unit.events.contains(&cap.id)) {
            class = self.force(class, &cap.at_most);
            let reason = |lang| match lang {
                Lang::Vi => format!("{}: không quá {}", cap.title.vi, self.forced(&cap.at_most, lang)),
                Lang::En => format!("{}: at most {}", cap.title.en, self.forced(&cap.at_most, lang)),
            };
            let (class, source) = (self.id(class), cap.source.clone());
            answer.steps.push(ClassStep { stage: ClassStage::Cap, class, reason: Text::build(reason), source });
        }
        answer.after_caps = self.id(class);
        // Forced to the lowest class, what the class would have been no longer matters.
        if class.is_none() {
            answer.issues.extend(undefined);
        }
        if !misstated.is_empty() {
            answer.issues.extend(misstated);
            class = None;
        }
        (answer, class)
    }

    /// The worse of a class and a ceiling; without a class, only the lowest ceiling says which.
    fn force(&self, class: Option<usize>, ceiling: &str) -> Option<usize> {
        let Some(ceiling) = self.position(ceiling) else { return class };
        match class {
            Some(class) => Some(class.max(ceiling)),
            None => (ceiling.checked_add(1) == Some(self.classes.len())).then_some(ceiling),
        }
    }

    fn forced(&self, class: &str, lang: Lang) -> String {
        let title = self.position(class).and_then(|class| self.classes.get(class)).map(|band| band.title.get(lang));
        title.unwrap_or_default().to_owned()
    }

    /// The class by band and conditions, or why there is none.
    fn by_points(&self, unit: &ClassifiedUnit, answer: &mut UnitClass) -> (Option<usize>, Vec<Issue>) {
        let covering: Vec<(usize, &ClassBand)> =
            self.classes.iter().enumerate().filter(|(_, band)| band.contains(unit.points)).collect();
        let Some((_, first)) = covering.first() else {
            return (None, vec![Issue::at("points", self.no_class(&self.ids(), unit.points))]);
        };
        answer.by_band = Some(first.id.clone());
        answer.steps.push(ClassStep {
            stage: ClassStage::Band,
            class: Some(first.id.clone()),
            reason: Text::build(|lang| band_reason(first, unit.points, lang)),
            source: first.source.clone(),
        });
        let (mut tried, mut all_unmet) = (Vec::new(), BTreeSet::new());
        for (index, (position, band)) in covering.iter().enumerate() {
            let checked: Vec<(&ClassCondition, Result<bool, Error>)> =
                band.conditions.iter().map(|condition| (condition, condition.met(unit))).collect();
            let missing: Vec<Issue> = checked
                .iter()
                .filter_map(|(condition, met)| met.as_ref().err().map(|error| (condition, error)))
                .map(|(condition, error)| Issue::at(place(condition), error.clone()))
                .collect();
            if !missing.is_empty() {
                return (None, missing);
            }
            let unmet: Vec<&ClassCondition> =
                checked.iter().filter(|(_, met)| *met == Ok(false)).map(|(condition, _)| *condition).collect();
            let next =
                if unmet.is_empty() { Some(*band) } else { covering.get(index.saturating_add(1)).map(|next| next.1) };
            if !band.conditions.is_empty() {
                answer.steps.push(ClassStep {
                    stage: ClassStage::Conditions,
                    class: next.map(|next| next.id.clone()),
                    reason: Text::build(|lang| conditions_reason(band, &unmet, unit, lang)),
                    source: band.source.clone(),
                });
            } else if index > 0 {
                answer.steps.push(ClassStep {
                    stage: ClassStage::Band,
                    class: Some(band.id.clone()),
                    reason: Text::build(|lang| band_reason(band, unit.points, lang)),
                    source: band.source.clone(),
                });
            }
            if unmet.is_empty() {
                return (Some(*position), Vec::new());
            }
            tried.push(band.id.as_str());
            all_unmet.extend(unmet.iter().map(|condition| condition.id.as_str()));
        }
        let undefined = Error::ClassUndefined {
            unit: unit.id.clone(),
            points: unit.points.to_string(),
            classes: tried.join(", "),
            unmet: all_unmet.into_iter().collect::<Vec<_>>().join(", "),
        };
        (None, vec![Issue::at("points", undefined)])
    }

    /// Facts and events the rules do not know, facts stated twice or of the wrong kind.
    fn misstated(&self, unit: &ClassifiedUnit) -> Vec<Issue> {
        let conditions: HashMap<&str, &ClassCondition> =
            self.classes.iter().flat_map(|band| &band.conditions).map(|one| (one.id.as_str(), one)).collect();
        let unknown = |part: &str, known: BTreeSet<&str>| Error::UnknownPart {
            criterion: unit.id.clone(),
            what: "fact or event",
            id: number::shorten(part),
            known: number::shorten_list(known.into_iter()),
        };
        let (mut issues, mut seen) = (Vec::new(), HashSet::new());
        for (position, fact) in unit.facts.iter().enumerate() {
            let mut issue = |error| issues.push(Issue::at(format!("facts[{position}]"), error));
            if !seen.insert(fact.id.as_str()) {
                issue(Error::DuplicateEvidence { criterion: fact.id.clone() });
            }
            let criterion = || fact.id.clone();
            match (conditions.get(fact.id.as_str()).map(|condition| &condition.test), fact.value) {
                (Some(ConditionTest::Fact(_)), FactValue::Number(_))
                | (Some(ConditionTest::Stated), FactValue::Met(_)) => {}
                (Some(ConditionTest::Fact(_)), FactValue::Met(_)) => {
                    issue(Error::WrongMeasure { criterion: criterion(), expected: "a number", got: "a yes or no" });
                }
                (Some(ConditionTest::Stated), FactValue::Number(_)) => {
                    issue(Error::WrongMeasure { criterion: criterion(), expected: "a yes or no", got: "a number" });
                }
                (Some(ConditionTest::NoLeafAtZero) | None, _) => {
                    let stated = conditions.values().filter(|condition| condition.test != ConditionTest::NoLeafAtZero);
                    issue(unknown(&fact.id, stated.map(|condition| condition.id.as_str()).collect()));
                }
            }
        }
        let events =
            || self.vetoes.iter().map(|veto| veto.id.as_str()).chain(self.caps.iter().map(|cap| cap.id.as_str()));
        for (position, event) in unit.events.iter().enumerate() {
            if !events().any(|known| known == event) {
                issues.push(Issue::at(format!("events[{position}]"), unknown(event, events().collect())));
            }
        }
        issues
    }
}

impl ClassCondition {
    /// Whether the unit meets it; an error where nobody said.
    fn met(&self, unit: &ClassifiedUnit) -> Result<bool, Error> {
        let fact = unit.facts.iter().find(|fact| fact.id == self.id).map(|fact| fact.value);
        match (&self.test, fact) {
            (ConditionTest::Fact(limits), Some(FactValue::Number(value))) => Ok(limits.hold(value)),
            (ConditionTest::Stated, Some(FactValue::Met(met))) => Ok(met),
            (ConditionTest::NoLeafAtZero, _) => match &unit.zero_leaves {
                Some(leaves) => Ok(leaves.is_empty()),
                None => {
                    Err(Error::PartMissing { criterion: unit.id.clone(), what: "fact", id: "zero_leaves".to_owned() })
                }
            },
            _ => Err(Error::PartMissing { criterion: unit.id.clone(), what: "fact", id: self.id.clone() }),
        }
    }

    /// What was asked and what was stated.
    fn words(&self, unit: &ClassifiedUnit, lang: Lang) -> String {
        let title = self.title.get(lang);
        let fact = unit.facts.iter().find(|fact| fact.id == self.id).map(|fact| fact.value);
        match (&self.test, fact) {
            (ConditionTest::Fact(limits), Some(FactValue::Number(value))) => {
                let (asked, got) = (limits.words(lang), shown(value, lang));
                match lang {
                    Lang::Vi => format!("{title} (cần {asked}, có {got})"),
                    Lang::En => format!("{title} (asked {asked}, got {got})"),
                }
            }
            (ConditionTest::NoLeafAtZero, _) => {
                let leaves = unit.zero_leaves.as_deref().unwrap_or_default().join(", ");
                match lang {
                    Lang::Vi => format!("{title} (0 điểm: {leaves})"),
                    Lang::En => format!("{title} (at 0: {leaves})"),
                }
            }
            _ => title.to_owned(),
        }
    }
}

fn place(condition: &ClassCondition) -> &'static str {
    if condition.test == ConditionTest::NoLeafAtZero { "zero_leaves" } else { "facts" }
}

fn band_reason(band: &ClassBand, points: Exact, lang: Lang) -> String {
    let (points, limits, title) = (shown(points, lang), band.limits(lang), band.title.get(lang));
    match lang {
        Lang::Vi => format!("{points} điểm, {limits}: {title}"),
        Lang::En => format!("{points} points, {limits}: {title}"),
    }
}

fn conditions_reason(band: &ClassBand, unmet: &[&ClassCondition], unit: &ClassifiedUnit, lang: Lang) -> String {
    let title = band.title.get(lang);
    let missed = unmet.iter().map(|condition| condition.words(unit, lang)).collect::<Vec<_>>().join("; ");
    match (lang, unmet.is_empty()) {
        (Lang::Vi, true) => format!("đạt đủ điều kiện của mức {title}"),
        (Lang::En, true) => format!("meets every condition of {title}"),
        (Lang::Vi, false) => format!("không đạt điều kiện của mức {title}: {missed}"),
        (Lang::En, false) => format!("does not meet the conditions of {title}: {missed}"),
    }
}
