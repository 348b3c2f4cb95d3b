//! Records sorted by what is known of them: true, false, or neither.

/// Both; false as soon as one is.
pub(super) fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// One of the two; true as soon as one is.
pub(super) fn either(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    no(both(no(one), no(other)))
}

/// The opposite.
pub(super) fn no(one: Option<bool>) -> Option<bool> {
    one.map(|is| !is)
}

/// All of them.
pub(super) fn all(states: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    states.into_iter().fold(Some(true), both)
}

/// Any of them.
pub(super) fn any(states: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    states.into_iter().fold(Some(false), either)
}

/// Ids by what is known of their records; each stands in one of the three.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    pub(super) earned: Vec<String>,
    pub(super) lost: Vec<String>,
    pub(super) unknown: Vec<String>,
}

impl Sorted {
    pub(super) fn add(&mut self, id: &str, state: Option<bool>) {
        let place = match state {
            Some(true) => &mut self.earned,
            Some(false) => &mut self.lost,
            None => &mut self.unknown,
        };
        place.push(id.to_owned());
    }

    pub(super) fn of<'a>(records: impl Iterator<Item = (&'a str, Option<bool>)>) -> Self {
        let mut sorted = Self::default();
        records.for_each(|(id, state)| sorted.add(id, state));
        sorted
    }
}

#[cfg(test)]
mod tests {
    use super::{all, any, both, either};

    #[test]
    fn what_is_not_known_decides_nothing_that_is_decided() {
        assert_eq!((both(None, Some(false)), both(None, Some(true)), both(None, None)), (Some(false), None, None));
        assert_eq!((either(None, Some(true)), either(None, Some(false))), (Some(true), None));
        assert_eq!((all([]), any([])), (Some(true), Some(false)));
        assert_eq!((all([Some(true), None]), any([Some(false), None])), (None, None));
    }
}
