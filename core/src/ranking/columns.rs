//! Ranks of a column of points.

use super::TieRule;
use crate::Error;

/// Hạng của cả cột: the rank of every row, most points first, as [`Ranking::of`](super::Ranking::of)
/// gives it. Points are whole numbers of one decimal unit; a row without points (`i64::MIN`) is not
/// ranked and has rank 0. Ranks are to be taken from unrounded points.
///
/// ```
/// use cchc::ranking::{TieRule, ranks};
/// assert_eq!(ranks(&[6547, 6670, 6547, i64::MIN, 100], TieRule::Competition)?, [2, 1, 2, 0, 4]);
/// assert_eq!(ranks(&[6547, 6670, 6547, i64::MIN, 100], TieRule::Dense)?, [2, 1, 2, 0, 3]);
/// # Ok::<(), cchc::Error>(())
/// ```
///
/// # Errors
/// `ranking.tie_undecided` under a rule that gives equal points no rank, naming the rows from 0.
pub fn ranks(points: &[i64], ties: TieRule) -> Result<Vec<u32>, Error> {
    let mut ranks = vec![0; points.len()];
    let ranked = || points.iter().enumerate().filter(|(_, points)| **points != i64::MIN);
    let (least, most) = ranked().fold((i64::MAX, i64::MIN), |(least, most), (_, p)| (least.min(*p), most.max(*p)));
    // How far below the best: a key that rises with the rank.
    let below = |points: i64| most.wrapping_sub(points) as u64;
    let narrow = below(least) <= u64::from(u32::MAX) && u32::try_from(points.len()).is_ok();
    if narrow && most != i64::MIN {
        // Key and row in one number, so that there is nothing else to move or to compare.
        let mut keys: Vec<u64> = ranked().map(|(row, points)| below(*points) << 32 | row as u64).collect();
        keys.sort_unstable();
        place(&keys, |key| key >> 32, |key| (key & u64::from(u32::MAX)) as usize, points, ties, &mut ranks)?;
    } else {
        let mut keys: Vec<(u64, usize)> = ranked().map(|(row, points)| (below(*points), row)).collect();
        keys.sort_unstable();
        place(&keys, |key| key.0, |key| key.1, points, ties, &mut ranks)?;
    }
    Ok(ranks)
}

/// Gives the sorted rows their ranks.
fn place<K: Copy>(
    keys: &[K],
    key: impl Fn(K) -> u64,
    row: impl Fn(K) -> usize,
    points: &[i64],
    ties: TieRule,
    ranks: &mut [u32],
) -> Result<(), Error> {
    let (mut rank, mut last) = (0_u32, None);
    for (position, one) in keys.iter().enumerate() {
        let equal = last == Some(key(*one));
        match ties {
            TieRule::Competition if !equal => rank = u32::try_from(position).unwrap_or(u32::MAX).saturating_add(1),
            TieRule::Dense if !equal => rank = rank.saturating_add(1),
            TieRule::Competition | TieRule::Dense => {}
            _ if equal => {
                let equals = keys.iter().filter(|other| key(**other) == key(*one)).map(|other| row(*other).to_string());
                let points = points.get(row(*one)).map(ToString::to_string).unwrap_or_default();
                let names = equals.collect::<Vec<_>>();
                return Err(Error::TieUndecided {
                    ids: crate::number::shorten_list(names.iter().map(String::as_str)),
                    points,
                });
            }
            _ => rank = rank.saturating_add(1),
        }
        last = Some(key(*one));
        if let Some(place) = ranks.get_mut(row(*one)) {
            *place = rank;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{TieRule, ranks};

    #[test]
    fn far_apart_points_are_ranked_too() {
        let points = [i64::MAX, i64::MIN, i64::MIN + 1, 0, i64::MAX];
        assert_eq!(ranks(&points, TieRule::Competition), Ok(vec![1, 0, 4, 3, 1]));
        assert_eq!(ranks(&points, TieRule::Dense), Ok(vec![1, 0, 3, 2, 1]));
    }

    #[test]
    fn nothing_ranked_is_no_rank() {
        assert_eq!(ranks(&[], TieRule::Competition), Ok(Vec::new()));
        assert_eq!(ranks(&[i64::MIN; 2], TieRule::Undecided), Ok(vec![0, 0]));
        assert_eq!(ranks(&[3, 1, 3], TieRule::Undecided).map_err(|error| error.code()), Err("ranking.tie_undecided"));
        assert_eq!(ranks(&[3, 1, 2], TieRule::Undecided), Ok(vec![1, 3, 2]));
    }
}
