//! Đối chiếu: items counted by kind, before and after, with the identities between the counts.

use super::{ItemHandover, ItemKind, ItemState, number_of};
use serde::Serialize;

/// Số việc theo loại.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct ItemCounts {
    /// Hồ sơ.
    pub dossier: u64,
    /// Nhiệm vụ.
    pub task: u64,
    /// Kiến nghị sau kiểm tra.
    pub recommendation: u64,
    /// Phản ánh, kiến nghị.
    pub feedback: u64,
    /// Tổng.
    pub total: u64,
}

impl ItemCounts {
    pub(super) fn of(kinds: impl Iterator<Item = ItemKind>) -> Self {
        let mut counts = Self::default();
        for kind in kinds {
            let count = match kind {
                ItemKind::Dossier => &mut counts.dossier,
                ItemKind::Task => &mut counts.task,
                ItemKind::Recommendation => &mut counts.recommendation,
                ItemKind::Feedback => &mut counts.feedback,
            };
            *count += 1;
            counts.total += 1;
        }
        counts
    }
}

/// Đối chiếu trước và sau of one kind, or of all.
///
/// `eve` = `taken_over` + `undecided` + `without_successor`; `eve` = `closed` + `open`; and where there are books,
/// `eve` - `lost` + `extra` = `in_books`. `taken_over` and `open` are counted from who answers and what became of each
/// item, each for itself, so that the identities can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct HandoverTotal {
    /// Loại; none for all together.
    pub kind: Option<ItemKind>,
    /// Đang mở at the end of the eve.
    pub eve: u64,
    /// Có cơ quan chịu trách nhiệm on the day.
    pub taken_over: u64,
    /// Chưa rõ cơ quan nào nhận.
    pub undecided: u64,
    /// Không có cơ quan kế thừa.
    pub without_successor: u64,
    /// Đã xong by `as_of`.
    pub closed: u64,
    /// Chưa xong on `as_of`.
    pub open: u64,
    /// Có trong sổ bên nhận; none without books.
    pub in_books: Option<u64>,
    /// Thất lạc: in no book.
    pub lost: Option<u64>,
    /// Thừa: in a book, not open before.
    pub extra: Option<u64>,
    /// Nằm nhầm sổ: in the book of an agency that does not answer for it; of all kinds together.
    pub misplaced: Option<u64>,
    /// Whether the identities hold.
    pub holds: bool,
}

impl HandoverTotal {
    /// Whether nothing is open between before and after.
    pub(super) fn reconciles(&self) -> bool {
        let none = |count: Option<u64>| count.unwrap_or_default() == 0;
        self.holds
            && self.undecided == 0
            && self.without_successor == 0
            && none(self.lost)
            && none(self.extra)
            && none(self.misplaced)
    }
}

/// What the books of the successors hold.
#[derive(Default)]
pub(super) struct Outcome {
    pub(super) entered: Vec<ItemKind>,
    pub(super) lost: Vec<ItemKind>,
    pub(super) extra: Vec<ItemKind>,
    pub(super) elsewhere: u64,
}

/// By kind, and last of all together.
pub(super) fn totals(items: &[ItemHandover], outcome: Option<&Outcome>) -> Vec<HandoverTotal> {
    let kinds = ItemKind::ALL.into_iter().map(Some).chain([None]);
    kinds.map(|kind| total(kind, items, outcome)).collect()
}

fn total(kind: Option<ItemKind>, items: &[ItemHandover], outcome: Option<&Outcome>) -> HandoverTotal {
    let of = |it: ItemKind| kind.is_none_or(|kind| kind == it);
    let count = |is: &dyn Fn(&ItemHandover) -> bool| number_of(items.iter().filter(|it| of(it.kind) && is(it)).count());
    let booked = |list: fn(&Outcome) -> &Vec<ItemKind>| {
        outcome.map(|outcome| number_of(list(outcome).iter().filter(|kind| of(**kind)).count()))
    };
    let (in_books, lost, extra) = (booked(|it| &it.entered), booked(|it| &it.lost), booked(|it| &it.extra));
    let unclaimed = |it: &ItemHandover, state| it.day.is_none() && it.state == state;
    let mut total = HandoverTotal {
        kind,
        eve: count(&|_| true),
        taken_over: count(&|it| it.day.is_some()),
        undecided: count(&|it| unclaimed(it, ItemState::Undecided)),
        without_successor: count(&|it| unclaimed(it, ItemState::WithoutSuccessor)),
        closed: count(&|it| it.closed.is_some()),
        open: count(&|it| it.closed.is_none()),
        in_books,
        lost,
        extra,
        misplaced: outcome.map(|outcome| outcome.elsewhere).filter(|_| kind.is_none()),
        holds: false,
    };
    let books = in_books.zip(lost).zip(extra);
    total.holds = total.eve == total.taken_over + total.undecided + total.without_successor
        && total.eve == total.closed + total.open
        && books.is_none_or(|((in_books, lost), extra)| total.eve + extra == in_books + lost);
    total
}
