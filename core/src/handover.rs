//! Bàn giao khi sắp xếp tổ chức: what was open at agencies that ended, who answers for it since, and what became of
//! it; nothing is lost between the totals before and after.

mod counts;
mod records;

pub use counts::{HandoverTotal, ItemCounts};
pub use records::HandoverRecords;

use crate::agency::{AgencyRef, AgencyRegister, DecidedBy, Matter, Responsible, SuccessionStep};
use crate::error::{Issue, RecordError};
use crate::text::Text;
use crate::{Error, number};
use chrono::NaiveDate;
use counts::Outcome;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// Loại việc.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ItemKind {
    /// Hồ sơ.
    Dossier,
    /// Nhiệm vụ.
    Task,
    /// Kiến nghị sau kiểm tra.
    Recommendation,
    /// Phản ánh, kiến nghị.
    Feedback,
}

impl ItemKind {
    /// Every kind, in the order totals are given in.
    pub const ALL: [Self; 4] = [Self::Dossier, Self::Task, Self::Recommendation, Self::Feedback];

    /// The kind's name.
    pub fn label(self) -> Text {
        match self {
            Self::Dossier => Text::new("hồ sơ", "dossier"),
            Self::Task => Text::new("nhiệm vụ", "task"),
            Self::Recommendation => Text::new("kiến nghị sau kiểm tra", "recommendation"),
            Self::Feedback => Text::new("phản ánh, kiến nghị", "feedback"),
        }
    }
}

/// Việc để bàn giao: a dossier, a task, a recommendation or a piece of feedback, as far as a handover needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandoverItem {
    /// Mã, its own among those of its kind.
    pub id: String,
    /// Loại.
    pub kind: ItemKind,
    /// Khóa cơ quan that had it when it was opened.
    pub agency: String,
    /// Ngày tiếp nhận hoặc giao.
    pub opened: NaiveDate,
    /// Ngày xong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<NaiveDate>,
    /// Mã thủ tục.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<String>,
    /// Lĩnh vực.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Mã đơn vị.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// Một dòng trong sổ bên nhận: an open item that an agency has entered as its own on the day of the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BookEntry {
    /// Mã.
    pub id: String,
    /// Loại.
    pub kind: ItemKind,
    /// Khóa cơ quan whose book it is.
    pub agency: String,
}

/// Bàn giao cần theo dõi.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandoverCase {
    /// Ngày sắp xếp: the first day of what it leads to.
    pub day: NaiveDate,
    /// Ngày xem xét: the end of the day what became of the items is told for.
    pub as_of: NaiveDate,
    /// Các việc, of these agencies and any others.
    #[serde(default)]
    pub items: Vec<HandoverItem>,
    /// Sổ sách, whose dossiers, tasks, recommendations and feedback are items as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub records: Option<HandoverRecords>,
    /// Sổ bên nhận, where the lists of both sides are to be compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub books: Option<Vec<BookEntry>>,
}

/// Kết quả theo dõi bàn giao.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Handover {
    /// Ngày sắp xếp.
    pub day: NaiveDate,
    /// Ngày xem xét.
    pub as_of: NaiveDate,
    /// Các lần sắp xếp of that day.
    pub changes: Vec<SuccessionStep>,
    /// Các cơ quan that end, begin or have a part in a change of that day, in the order of the register.
    pub agencies: Vec<AgencyHandover>,
    /// Các việc open at these agencies at the end of the eve, in the order given.
    pub items: Vec<ItemHandover>,
    /// Đối chiếu by kind, and last of all kinds together.
    pub totals: Vec<HandoverTotal>,
    /// Phạm vi: where every item given went.
    pub scope: HandoverScope,
    /// Khớp: every identity holds, and no item is lost, undecided or without a successor.
    pub reconciles: bool,
    /// What is wrong with items and books, each at its place.
    pub issues: Vec<Issue>,
}

/// Vai trò trong lần sắp xếp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum HandoverRole {
    /// Kết thúc.
    Ended,
    /// Bắt đầu.
    Began,
    /// Tiếp tục: it takes in or gives away a part.
    GoesOn,
}

/// Một cơ quan trong bàn giao.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AgencyHandover {
    /// Cơ quan.
    pub agency: AgencyRef,
    /// Vai trò.
    pub role: HandoverRole,
    /// Việc đang mở at the end of the eve.
    pub eve: ItemCounts,
    /// Trong đó, việc chịu trách nhiệm from the day on: the same items, counted with who answers for them.
    pub day: ItemCounts,
}

/// Một việc trong bàn giao.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ItemHandover {
    /// Mã.
    pub id: String,
    /// Loại.
    pub kind: ItemKind,
    /// Cơ quan ban đầu: who had it when it was opened; it stays on the record.
    pub original: AgencyRef,
    /// Cơ quan giữ việc at the end of the eve.
    pub eve: AgencyRef,
    /// Cơ quan chịu trách nhiệm on the day; none where it is undecided or without a successor.
    pub day: Option<AgencyRef>,
    /// Cơ quan chịu trách nhiệm on `as_of`; none as before.
    pub as_of: Option<AgencyRef>,
    /// What decided between the parts of a split.
    pub decided_by: Vec<DecidedBy>,
    /// Mã các lần sắp xếp from the original agency to the one on `as_of`.
    pub through: Vec<String>,
    /// Ngày xong, by `as_of`.
    pub closed: Option<NaiveDate>,
    /// Cơ quan chịu trách nhiệm on the day it was closed.
    pub closed_by: Option<AgencyRef>,
    /// Kết quả: `closed`, `open`, `undecided` or `without_successor`.
    pub state: ItemState,
}

/// Tình trạng một việc bàn giao on `as_of`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ItemState {
    /// Đã xong.
    Closed,
    /// Còn mở.
    Open,
    /// Chưa rõ cơ quan nào nhận.
    Undecided,
    /// Không có cơ quan kế thừa.
    WithoutSuccessor,
}

/// Phạm vi: every item given is in exactly one of these counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct HandoverScope {
    /// Items given.
    pub given: u64,
    /// Open on the eve at an agency of the change.
    pub handed_over: u64,
    /// Open on the eve at another agency.
    pub elsewhere: u64,
    /// Closed by the end of the eve.
    pub closed_before: u64,
    /// Opened on the day or later.
    pub opened_after: u64,
    /// Not usable; each is among the issues.
    pub refused: u64,
}

/// Theo dõi bàn giao: the open items of every agency that ended, began or gave a part away on a day, to the end: who
/// answers for each, and what became of it by `as_of`.
///
/// Where the books of the successors are given, an item that stands in none is lost, one that was not open before is
/// extra, and one in another's book is told.
///
/// ```
/// use cchc::{agency::AgencyRegister, handover};
/// let case = serde_json::from_str(r#"{"day": "2025-07-01", "as_of": "2025-12-31", "items": [
///     {"id": "1", "kind": "dossier", "agency": "yen-bai", "opened": "2025-06-20", "closed": "2025-07-04"}]}"#).unwrap();
/// let handover = handover::handover(AgencyRegister::provinces(), &case)?;
/// assert_eq!(handover.items[0].closed_by.as_ref().unwrap().name, "Tỉnh Lào Cai");
/// assert!(handover.reconciles);
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `calendar.reversed_dates` where `as_of` is before the day; `handover.no_change` where nothing changed on it.
pub fn handover(register: &AgencyRegister, case: &HandoverCase) -> Result<Handover, Error> {
    let (day, as_of) = (case.day, case.as_of);
    if as_of < day {
        return Err(Error::ReversedDates { after: day.to_string(), through: as_of.to_string() });
    }
    let touched = register.touched_on(day);
    let (Some(eve), false) = (day.pred_opt(), touched.is_empty()) else {
        let days: Vec<String> = register.days_of_change().iter().map(ToString::to_string).collect();
        let known = number::shorten_list(days.iter().map(String::as_str));
        return Err(Error::Records(RecordError::HandoverNoChange { day, known }));
    };
    let (kept, mut issues) = case.records.as_ref().map(|records| records.items(register, as_of)).unwrap_or_default();
    let (mut items, mut seen) = (Vec::new(), HashSet::new());
    let moved: HashSet<&str> = touched.iter().map(|record| record.id.as_str()).collect();
    let given = case.items.iter().enumerate().map(|(place, item)| (format!("items[{place}]"), item));
    let kept: Vec<_> = kept.iter().map(|item| (format!("records: {}", item.id), item)).collect();
    let refused = number_of(issues.len());
    let mut scope = HandoverScope { refused, given: refused, ..HandoverScope::default() };
    for (path, item) in given.chain(kept) {
        scope.given += 1;
        let mut refuse = |error| {
            issues.push(Issue::at(path.clone(), error));
            scope.refused += 1;
        };
        if !seen.insert((item.kind, item.id.as_str())) {
            refuse(Error::DuplicateId { id: number::shorten(&item.id) });
            continue;
        }
        if let Some(closed) = item.closed.filter(|closed| *closed < item.opened) {
            let (after, through) = (item.opened.to_string(), closed.to_string());
            refuse(Error::ReversedDates { after, through });
            continue;
        }
        let had = register.agency_at(&item.agency, item.opened);
        if let Err(error) = had {
            refuse(error);
        } else if item.opened > eve {
            scope.opened_after += 1;
        } else if item.closed.is_some_and(|closed| closed <= eve) {
            scope.closed_before += 1;
        } else {
            match follow(register, item, [eve, day, as_of]) {
                Err(error) => refuse(error),
                Ok((handed, _)) if !moved.contains(handed.eve.id.as_str()) => scope.elsewhere += 1,
                Ok((handed, fault)) => {
                    scope.handed_over += 1;
                    issues.extend(fault.map(|error| Issue::at(path.clone(), error)));
                    items.push(handed);
                }
            }
        }
    }
    let outcome = compare(case.books.as_deref(), &items, &mut issues);
    let totals = counts::totals(&items, outcome.as_ref());
    let held = |at: fn(&ItemHandover) -> Option<&AgencyRef>| {
        let mut kinds: HashMap<&str, Vec<ItemKind>> = HashMap::new();
        for item in &items {
            if let Some(agency) = at(item) {
                kinds.entry(&agency.id).or_default().push(item.kind);
            }
        }
        kinds
    };
    let [on_eve, on_day] = [held(|item| Some(&item.eve)), held(|item| item.day.as_ref())];
    let counts =
        |held: &HashMap<&str, Vec<ItemKind>>, id: &str| ItemCounts::of(held.get(id).into_iter().flatten().copied());
    let agencies = touched.iter().map(|record| {
        let role = match (record.until == Some(eve), record.from == Some(day)) {
            (true, _) => HandoverRole::Ended,
            (_, true) => HandoverRole::Began,
            _ => HandoverRole::GoesOn,
        };
        let on = if role == HandoverRole::Ended { eve } else { day };
        let agency = AgencyRef::of(&register.agency_at(&record.id, on)?);
        let (eve, day) = (counts(&on_eve, &record.id), counts(&on_day, &record.id));
        Ok(AgencyHandover { agency, role, eve, day })
    });
    let agencies = agencies.collect::<Result<Vec<_>, Error>>()?;
    let followed = |item: &ItemHandover| matches!(item.state, ItemState::Closed | ItemState::Open);
    let reconciles = totals.iter().all(HandoverTotal::reconciles) && items.iter().all(followed) && scope.refused == 0;
    let changes = register.changes_on(day);
    Ok(Handover { day, as_of, changes, agencies, items, totals, scope, reconciles, issues })
}

/// One item from who had it to who answers for it in the end, with what stands in the way.
///
/// # Errors
/// Those of [`AgencyRegister::responsible`] before the change.
fn follow(
    register: &AgencyRegister,
    item: &HandoverItem,
    [eve, day, as_of]: [NaiveDate; 3],
) -> Result<(ItemHandover, Option<Error>), Error> {
    let matter = Matter {
        since: Some(item.opened),
        procedure: item.procedure.clone(),
        field: item.field.clone(),
        unit: item.unit.clone(),
    };
    let answers = |on| register.responsible(&item.agency, on, &matter);
    let named = |at: Responsible| AgencyRef::of(&at.answers);
    let before = answers(eve)?;
    let closed = item.closed.filter(|closed| *closed <= as_of);
    let (on_day, at_last) = (answers(day), answers(as_of));
    let closed_by = closed.and_then(|closed| answers(closed).ok()).map(named);
    // What fails on the day is told; what fails only later is told where the item is still open then.
    let fault = on_day.as_ref().err().or_else(|| at_last.as_ref().err().filter(|_| closed.is_none())).cloned();
    let state = match (&fault, closed) {
        (Some(Error::Records(RecordError::AgencyNoSuccessor { .. })), _) => ItemState::WithoutSuccessor,
        (Some(_), _) => ItemState::Undecided,
        (None, Some(_)) => ItemState::Closed,
        (None, None) => ItemState::Open,
    };
    let (decided_by, through) = at_last.as_ref().map_or_else(
        |_| (Vec::new(), Vec::new()),
        |it| (it.decided_by.clone(), it.through.iter().map(|step| step.change.clone()).collect()),
    );
    let handed = ItemHandover {
        id: item.id.clone(),
        kind: item.kind,
        original: before.original.clone(),
        eve: named(before),
        day: on_day.ok().map(named),
        as_of: at_last.ok().map(named),
        decided_by,
        through,
        closed,
        closed_by,
        state,
    };
    Ok((handed, fault))
}

/// The books of the successors against the items that were open.
fn compare(books: Option<&[BookEntry]>, items: &[ItemHandover], issues: &mut Vec<Issue>) -> Option<Outcome> {
    let books = books?;
    let open: HashMap<(ItemKind, &str), &ItemHandover> =
        items.iter().map(|item| ((item.kind, item.id.as_str()), item)).collect();
    let (mut outcome, mut entered) = (Outcome::default(), HashSet::new());
    for (place, entry) in books.iter().enumerate() {
        let (item, item_kind) = (number::shorten(&entry.id), entry.kind.label());
        let mut fault = |error| issues.push(Issue::at(format!("books[{place}]"), error));
        if !entered.insert((entry.kind, entry.id.as_str())) {
            fault(Error::DuplicateId { id: item });
            continue;
        }
        outcome.entered.push(entry.kind);
        let Some(known) = open.get(&(entry.kind, entry.id.as_str())) else {
            outcome.extra.push(entry.kind);
            let agency = number::shorten(&entry.agency);
            fault(Error::Records(RecordError::HandoverExtraItem { item, item_kind, agency }));
            continue;
        };
        if let Some(expected) = known.day.as_ref().filter(|day| day.id != entry.agency) {
            outcome.elsewhere += 1;
            let (expected, got) = (expected.id.clone(), number::shorten(&entry.agency));
            let item_kind = Box::new(item_kind);
            fault(Error::Records(RecordError::HandoverOtherAgency { item, item_kind, expected, got }));
        }
    }
    for known in items.iter().filter(|item| !entered.contains(&(item.kind, item.id.as_str()))) {
        outcome.lost.push(known.kind);
        let (item, item_kind, agency) = (known.id.clone(), known.kind.label(), known.eve.id.clone());
        let lost = RecordError::HandoverLostItem { item, item_kind, agency };
        issues.push(Issue::at("books", Error::Records(lost)));
    }
    Some(outcome)
}

fn number_of(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
