//! Sổ cơ quan: agencies through time, read once and wholly checked, asked by the day.

use super::check;
use super::record::{
    AgencyChange, AgencyLevel, AgencyRecord, BodyKind, Certainty, ChangeKind, DatedIdentifier, RegisterDocument, Span,
};
use super::standing_law;
use super::{AgencyId, AgencyNode, AgencyTree};
use crate::error::RecordError;
use crate::text::Text;
use crate::{Error, document, number};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// Sổ cơ quan: agencies with their names, parents and identifiers by date, and the reorganisations between them.
///
/// What is wrong with a document is found when it is read, all of it at once; a register that was read answers
/// without doubt about itself.
///
/// ```
/// use cchc::agency::AgencyRegister;
/// let register = AgencyRegister::from_json(r#"{
///     "agencies": [
///         {"id": "ubnd", "level": "province", "kind": "peoples_committee", "names": [{"name": "UBND tỉnh"}]},
///         {"id": "ld", "level": "province", "kind": "department", "names": [{"name": "Sở LĐ-TB&XH"}],
///          "parents": [{"parent": "ubnd"}], "until": "2025-02-28"},
///         {"id": "nv", "level": "province", "kind": "department", "names": [{"name": "Sở Nội vụ"}],
///          "parents": [{"parent": "ubnd"}]}],
///     "changes": [{"id": "1", "on": "2025-03-01", "kind": "absorbed", "from": ["ld"], "into": [{"agency": "nv"}],
///                  "source": {"document": "45/2025/NĐ-CP"}}]
/// }"#)?;
/// let day = "2025-03-01".parse().unwrap();
/// assert_eq!(register.responsible("ld", day, &Default::default())?.answers.name, "Sở Nội vụ");
/// assert_eq!(register.agency_at("ld", day).unwrap_err().code(), "agency.not_standing");
/// # Ok::<(), cchc::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyRegister {
    document: RegisterDocument,
    by_id: HashMap<String, usize>,
    /// The agencies that ever had a name or an identifier.
    by_label: HashMap<String, Vec<usize>>,
    /// Of each agency the changes by which it hands over, in the order of their days.
    leaving: Vec<Vec<usize>>,
    /// Of each agency the changes by which it takes over, in the order of their days.
    arriving: Vec<Vec<usize>>,
    /// The changes of level or kind, which are few, in the order of their days.
    relevelling: Vec<usize>,
}

/// Cơ quan vào một ngày.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AgencyAt {
    /// Khóa.
    pub id: String,
    /// Tên.
    pub name: String,
    /// Mã định danh; none where it had none.
    pub identifier: Option<IdentifierAt>,
    /// Cấp.
    pub level: AgencyLevel,
    /// Loại.
    pub kind: BodyKind,
    /// Khóa cơ quan cấp trên; none at the top.
    pub parent: Option<String>,
    /// Từ cấp cao nhất đến chính nó.
    pub path: Vec<AgencyRef>,
    /// The first day it stands, where the register says one.
    pub from: Option<NaiveDate>,
    /// The last day it stands, where the register says one.
    pub until: Option<NaiveDate>,
}

/// Mã định danh vào một ngày, and how it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct IdentifierAt {
    /// Mã định danh.
    pub identifier: String,
    /// Mức chắc chắn.
    pub certainty: Certainty,
}

/// Khóa và tên của một cơ quan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AgencyRef {
    /// Khóa.
    pub id: String,
    /// Tên.
    pub name: String,
}

impl AgencyRef {
    /// The key and the name of an agency on a day.
    pub(crate) fn of(at: &AgencyAt) -> Self {
        Self { id: at.id.clone(), name: at.name.clone() }
    }
}

/// Cây cơ quan vào một ngày: everyone who stood, each after whom it stood under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AgenciesAt {
    /// Ngày.
    pub day: NaiveDate,
    /// Các cơ quan; the length of a path is the depth.
    pub agencies: Vec<AgencyAt>,
}

/// Mã dùng trong cây: what dossiers name their agencies by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TreeKey {
    /// Khóa of the register.
    #[default]
    Id,
    /// Mã định danh; the register's key on days without one.
    Identifier,
}

impl AgencyRegister {
    /// A register from JSON text.
    ///
    /// # Errors
    /// `document.invalid`; `records.invalid` with every issue, each at its path: `input.duplicate_id`,
    /// `input.unknown_id`, `calendar.reversed_dates`, `agency.invalid_id`, `agency.cycle` and the `agency.*` codes of
    /// names, parents, identifiers, levels and changes that do not fit together.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        Self::new(document::from_json(text)?)
    }

    /// A register from its document.
    ///
    /// # Errors
    /// `records.invalid`, as [`from_json`](Self::from_json).
    pub fn new(document: RegisterDocument) -> Result<Self, Error> {
        let issues = check::issues(&document);
        if !issues.is_empty() {
            let what = Text::new("sổ cơ quan", "the register of agencies");
            return Err(Error::Records(RecordError::Invalid { what, issues }));
        }
        let agencies = document.agencies.iter().enumerate();
        let by_id: HashMap<String, usize> = agencies.map(|(place, agency)| (agency.id.clone(), place)).collect();
        let mut by_label: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, agency) in document.agencies.iter().enumerate() {
            let names = agency.names.iter().map(|dated| &dated.name);
            for label in names.chain(agency.identifiers.iter().map(|dated| &dated.identifier)) {
                by_label.entry(label.clone()).or_default().push(place);
            }
        }
        let mut leaving = vec![Vec::new(); document.agencies.len()];
        let mut arriving = leaving.clone();
        let mut order: Vec<(usize, &AgencyChange)> = document.changes.iter().enumerate().collect();
        order.sort_by_key(|(_, change)| change.on);
        let relevels = order.iter().filter(|(_, change)| change.kind == ChangeKind::Relevelled);
        let relevelling = relevels.map(|(place, _)| *place).collect();
        for (place, change) in order.into_iter().filter(|(_, change)| change.kind.hands_over()) {
            let enter = |lists: &mut Vec<Vec<usize>>, id: &str| {
                if let Some(list) = by_id.get(id).and_then(|agency| lists.get_mut(*agency)) {
                    list.push(place);
                }
            };
            change.from.iter().for_each(|id| enter(&mut leaving, id));
            change.into.iter().for_each(|part| enter(&mut arriving, &part.agency));
        }
        Ok(Self { document, by_id, by_label, leaving, arriving, relevelling })
    }

    /// The document it was read from.
    pub fn document(&self) -> &RegisterDocument {
        &self.document
    }

    /// Cơ quan vào một ngày: its name, identifier, parent, level, kind and path then.
    ///
    /// # Errors
    /// `input.unknown_id`; `agency.not_standing` with the days it stands.
    pub fn agency_at(&self, id: &str, day: NaiveDate) -> Result<AgencyAt, Error> {
        let record = self.record(id)?;
        if !record.life().holds(day) {
            return Err(not_standing(record, day));
        }
        Ok(self.at(record, day))
    }

    /// Khóa của một cơ quan: from the key itself, or from the identifier or the name it had on a day.
    ///
    /// # Errors
    /// `input.unknown_id` for none, and for a name that two agencies had then.
    pub fn key_of(&self, label: &str, day: NaiveDate) -> Result<&str, Error> {
        if let Ok(record) = self.record(label) {
            return Ok(&record.id);
        }
        let places = self.by_label.get(label).into_iter().flatten();
        let named = places.filter_map(|place| self.document.agencies.get(*place));
        let mut called = named.filter(|record| record.life().holds(day)).filter(|record| {
            let at = self.at(record, day);
            at.name == label || at.identifier.is_some_and(|identifier| identifier.identifier == label)
        });
        match (called.next(), called.next()) {
            (Some(record), None) => Ok(&record.id),
            _ => Err(self.record(label).err().unwrap_or_else(|| Error::MissingField { field: "agency".to_owned() })),
        }
    }

    /// Cây cơ quan vào một ngày: everyone who stood then, each after whom it stood under, in the order of the document.
    pub fn tree_at(&self, day: NaiveDate) -> AgenciesAt {
        let mut under: HashMap<Option<&str>, Vec<&AgencyRecord>> = HashMap::new();
        for record in self.document.agencies.iter().filter(|record| record.life().holds(day)) {
            under.entry(parent_on(record, day)).or_default().push(record);
        }
        let children = |id| under.get(&id).into_iter().flatten().rev().copied();
        let mut waiting: Vec<&AgencyRecord> = children(None).collect();
        let mut agencies = Vec::new();
        while let Some(record) = waiting.pop() {
            agencies.push(self.at(record, day));
            waiting.extend(children(Some(&record.id)));
        }
        AgenciesAt { day, agencies }
    }

    /// Cây cơ quan cho mọi ngày, as the tally of dossiers reads it: a node for each time an agency stood so.
    ///
    /// # Errors
    /// `agency.invalid_tree` where a key of one agency is the identifier of another.
    pub fn tree(&self, key: TreeKey) -> Result<AgencyTree, Error> {
        let mut nodes = Vec::new();
        for record in &self.document.agencies {
            let mut firsts = self.turns(record, key);
            let life = record.life();
            firsts.retain(|first| life.holds(*first) && *first > life.first);
            firsts.push(life.first);
            firsts.sort_unstable();
            firsts.dedup();
            for (place, first) in firsts.iter().enumerate() {
                let last = firsts.get(place + 1).and_then(|next| next.pred_opt()).unwrap_or(life.last);
                let label = |record: &AgencyRecord| match key {
                    TreeKey::Id => record.id.clone(),
                    TreeKey::Identifier => {
                        identifier_on(record, *first).map_or(&record.id, |it| &it.identifier).clone()
                    }
                };
                let parent = parent_on(record, *first).and_then(|id| self.record(id).ok());
                let span = Span { first: *first, last };
                nodes.push(AgencyNode {
                    id: label(record),
                    name: name_on(record, *first).to_owned(),
                    parent: parent.map(label),
                    from: span.from(),
                    until: span.until(),
                });
            }
        }
        AgencyTree::try_from(nodes)
    }

    /// The days on which what a tree says of an agency changes.
    fn turns(&self, record: &AgencyRecord, key: TreeKey) -> Vec<NaiveDate> {
        let mut days: Vec<NaiveDate> = record.names.iter().filter_map(|name| name.from).collect();
        days.extend(record.parents.iter().filter_map(|parent| parent.from));
        if key == TreeKey::Identifier {
            let parents = record.parents.iter().filter_map(|entry| entry.parent.as_deref());
            let parents = parents.filter_map(|id| self.record(id).ok());
            for span in parents.chain([record]).flat_map(|record| record.identifiers.iter().map(|it| held(record, it)))
            {
                days.extend(span.from());
                days.extend(span.until().and_then(|last| last.succ_opt()));
            }
        }
        days
    }

    /// An agency as it stood on a day of its life.
    pub(super) fn at(&self, record: &AgencyRecord, day: NaiveDate) -> AgencyAt {
        let (level, kind) = self.standing(record, day);
        let mut path = vec![reference(record, day)];
        let mut above = parent_on(record, day);
        // The register was checked: parents do not go round in a circle.
        while let Some(parent) = above.and_then(|id| self.record(id).ok()) {
            path.push(reference(parent, day));
            above = parent_on(parent, day);
        }
        path.reverse();
        AgencyAt {
            id: record.id.clone(),
            name: name_on(record, day).to_owned(),
            identifier: identifier_on(record, day)
                .map(|it| IdentifierAt { identifier: it.identifier.clone(), certainty: it.certainty }),
            level,
            kind,
            parent: parent_on(record, day).map(str::to_owned),
            path,
            from: record.from,
            until: record.until,
        }
    }

    fn standing(&self, record: &AgencyRecord, day: NaiveDate) -> (AgencyLevel, BodyKind) {
        let changes = self.relevelling.iter().filter_map(|place| self.document.changes.get(*place));
        let of_it = |change: &&AgencyChange| change.from.contains(&record.id) && change.on <= day;
        let then: Vec<&AgencyChange> = changes.filter(of_it).collect();
        let level = then.iter().rev().find_map(|change| change.level).unwrap_or(record.level);
        (level, then.iter().rev().find_map(|change| change.body).unwrap_or(record.kind))
    }

    /// # Errors
    /// `input.unknown_id`.
    pub(super) fn record(&self, id: &str) -> Result<&AgencyRecord, Error> {
        let found = self.by_id.get(id).and_then(|place| self.document.agencies.get(*place));
        found.ok_or_else(|| unknown(&self.document, id))
    }

    /// The place of an agency in the document.
    pub(super) fn place(&self, id: &str) -> usize {
        self.by_id.get(id).copied().unwrap_or(usize::MAX)
    }

    /// The changes by which an agency handed over, in the order of their days.
    pub(super) fn leaving(&self, id: &str) -> impl Iterator<Item = &AgencyChange> {
        self.of(&self.leaving, id)
    }

    /// The changes by which an agency took over, in the order of their days.
    pub(super) fn arriving(&self, id: &str) -> impl Iterator<Item = &AgencyChange> {
        self.of(&self.arriving, id)
    }

    fn of<'r>(&'r self, lists: &'r [Vec<usize>], id: &str) -> impl Iterator<Item = &'r AgencyChange> {
        let list = self.by_id.get(id).and_then(|place| lists.get(*place));
        list.into_iter().flatten().filter_map(|place| self.document.changes.get(*place))
    }

    /// The agencies that end by the eve of a day, begin on it, or have a part in a change of it; each once, in the
    /// order of the document.
    pub(crate) fn touched_on(&self, day: NaiveDate) -> Vec<&AgencyRecord> {
        let changes: Vec<&AgencyChange> =
            self.document.changes.iter().filter(|change| change.on == day && change.kind.hands_over()).collect();
        let into = changes.iter().flat_map(|change| &change.into).map(|part| part.agency.as_str());
        let parts: HashSet<&str> =
            changes.iter().flat_map(|change| &change.from).map(String::as_str).chain(into).collect();
        let has_part = |id: &str| parts.contains(id);
        let ends = |record: &AgencyRecord| record.until.is_some() && record.until == day.pred_opt();
        let touched = |record: &&AgencyRecord| ends(record) || record.from == Some(day) || has_part(&record.id);
        self.document.agencies.iter().filter(touched).collect()
    }

    /// The days of changes that hand over, each once, in order.
    pub(crate) fn days_of_change(&self) -> Vec<NaiveDate> {
        let changes = self.document.changes.iter().filter(|change| change.kind.hands_over());
        let mut days: Vec<NaiveDate> = changes.map(|change| change.on).collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}

/// The changes of level or kind of an agency, in the order of their days.
pub(super) fn relevelled<'d>(document: &'d RegisterDocument, id: &str) -> Vec<&'d AgencyChange> {
    let of =
        |change: &&AgencyChange| change.kind == ChangeKind::Relevelled && change.from.iter().any(|from| from == id);
    let mut changes: Vec<&AgencyChange> = document.changes.iter().filter(of).collect();
    changes.sort_by_key(|change| change.on);
    changes
}

pub(super) fn unknown(document: &RegisterDocument, id: &str) -> Error {
    let known = number::shorten_list(document.agencies.iter().map(|agency| agency.id.as_str()));
    Error::UnknownId { id: number::shorten(id), known }
}

pub(super) fn not_standing(record: &AgencyRecord, day: NaiveDate) -> Error {
    let (id, from, until) = (record.id.clone(), record.from, record.until);
    Error::Records(RecordError::AgencyNotStanding { id, day, from, until })
}

pub(super) fn name_on(record: &AgencyRecord, day: NaiveDate) -> &str {
    let life = record.life();
    let then = record.names.iter().find(|entry| life.within(entry.from, entry.until).holds(day));
    then.map(|entry| entry.name.as_str()).unwrap_or_default()
}

pub(super) fn parent_on(record: &AgencyRecord, day: NaiveDate) -> Option<&str> {
    let life = record.life();
    let then = record.parents.iter().find(|entry| life.within(entry.from, entry.until).holds(day));
    then.and_then(|entry| entry.parent.as_deref())
}

fn identifier_on(record: &AgencyRecord, day: NaiveDate) -> Option<&DatedIdentifier> {
    record.identifiers.iter().find(|entry| held(record, entry).holds(day))
}

/// The days an agency holds an identifier: those said, within its own days and those of the identifier's form.
pub(super) fn held(record: &AgencyRecord, entry: &DatedIdentifier) -> Span {
    let life = record.life();
    let form = entry.identifier.parse::<AgencyId>().ok().and_then(|id| standing_law::form(&id));
    let open = form.map_or(life, |form| form.span().common(life).unwrap_or(life));
    open.within(entry.from, entry.until)
}

/// The key of an agency, and the name it had on a day, or the last it had before, or else its first.
pub(super) fn reference(record: &AgencyRecord, day: NaiveDate) -> AgencyRef {
    let life = record.life();
    AgencyRef { id: record.id.clone(), name: name_on(record, day.min(life.last).max(life.first)).to_owned() }
}
