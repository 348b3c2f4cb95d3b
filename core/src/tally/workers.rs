//! Who does the parts of a count.

/// Người làm: who does the parts of a count. The core has no threads; a caller that has some lends them.
pub trait Workers {
    /// How many parts can go on side by side.
    fn count(&self) -> usize;

    /// Does the work of each part, in any order, and gives the answers in theirs.
    fn map<P: Send, A: Send>(&self, parts: Vec<P>, work: impl Fn(P) -> A + Sync) -> Vec<A>;
}

/// Từng phần một: one part after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::exhaustive_structs, reason = "it holds nothing")]
pub struct OneByOne;

impl Workers for OneByOne {
    fn count(&self) -> usize {
        1
    }

    fn map<P: Send, A: Send>(&self, parts: Vec<P>, work: impl Fn(P) -> A + Sync) -> Vec<A> {
        parts.into_iter().map(work).collect()
    }
}
