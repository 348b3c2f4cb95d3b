//! From the keys of rows to counts in order.
//!
//! Keys that share their upper bits are brought together, chunk by chunk, so that each such part can be
//! counted in a table that stays in the cache, and parts beside each other by whoever is free.

use super::columns::DossierColumns;
use super::entries::{Entries, Entry, add};
use super::frame::Frame;
use super::standing::{CODE_BITS, Code, Relation, Standing};
use super::workers::Workers;
use num_traits::{PrimInt, WrappingAdd};
use std::fmt::Debug;
use std::ops::Range;

/// A key's bits within its part, where there are not so many keys that parts must hold more: a table of
/// as many counts stays in the cache.
const TABLE_BITS: u32 = 16;
/// How many parts can be written to side by side, as a power of two.
const PART_BITS: u32 = 12;
const PARTS: usize = 1 << PART_BITS;
/// A table of more counts costs more to look through than its keys to sort.
const LARGEST_TABLE: u32 = 20;
/// Keys that are brought together at once: what they need stays in the cache.
const CHUNK: usize = 1 << 18;
/// Keys that wait to be counted, and the bytes they take.
const WAITING: usize = 1 << 24;
const WAITING_BYTES: usize = 1 << 26;

/// How keys are made: the number of a cell, and below it the place of a code among those that can occur.
#[derive(Debug)]
pub(super) struct Layout {
    /// By the number of a code.
    places: Box<[u16; CODES]>,
    numbers: Vec<u16>,
    width: u32,
    shift: u32,
    parts: usize,
}

impl Layout {
    pub(super) fn new(cells: u64, columns: &DossierColumns<'_>, frame: &Frame) -> Self {
        let hours = columns.has_hours();
        let occurs = |code: &Code| {
            (!code.carried || !frame.by_reception())
                && (code.channel == 0 || columns.channel.is_some())
                && (columns.status.is_some() || matches!(code.standing, Standing::Finished | Standing::Pending))
                && (hours || !matches!(code.relation, Relation::DayBeforeHour | Relation::DayAfterHour))
        };
        let (mut places, mut numbers) = (Box::new([0; CODES]), Vec::new());
        for (number, place) in (0..).zip(places.iter_mut()) {
            *place = numbers.len() as u16;
            if Code::of(number.into()).filter(occurs).is_some() {
                numbers.push(number);
            }
        }
        let width = bits(numbers.len() as u64);
        let all = bits(cells) + width;
        let shift = all.saturating_sub(PART_BITS).max(TABLE_BITS.min(all));
        Self { places, numbers, width, shift, parts: 1 << (all - shift) }
    }

    /// How many bits a key within its part has.
    pub(super) fn rest_bits(&self) -> u32 {
        self.shift
    }

    /// The key of a cell, to which the place of a code is added.
    #[inline(always)]
    pub(super) fn key(&self, cell: u64) -> u64 {
        cell << self.width
    }

    /// The cell of a key.
    #[inline(always)]
    pub(super) fn cell(&self, key: u64) -> u64 {
        key >> self.width
    }

    /// The place of the number of a code.
    #[inline(always)]
    pub(super) fn place(&self, code: i32) -> u64 {
        self.places.get(code as usize & (CODES - 1)).copied().unwrap_or_default().into()
    }

    #[inline]
    fn of_entry(&self, entry: &Entry) -> u64 {
        self.key(entry.cell()) | self.place(entry.key as i32)
    }

    #[inline(always)]
    fn entry(&self, key: u64, count: u64) -> Entry {
        let number = self.numbers.get((key & ((1 << self.width) - 1)) as usize).copied().unwrap_or_default();
        Entry { key: key >> self.width << CODE_BITS | u64::from(number), count }
    }
}

/// Numbers that a code can have.
const CODES: usize = 1 << CODE_BITS;

/// How many bits tell so many things apart.
fn bits(things: u64) -> u32 {
    u64::BITS - things.saturating_sub(1).leading_zeros()
}

/// A key within its part.
pub(super) trait Rest: Copy + Ord + Default + Debug + Send + Sync {
    /// A key with its part.
    type Key: PrimInt + WrappingAdd + Debug + Send + Sync;
    fn key(key: u64) -> Self::Key;
    fn wide_key(key: Self::Key) -> u64;
    fn of(key: Self::Key) -> Self;
    fn wide(self) -> u64;
}

macro_rules! rest {
    ($($rest:ty, $key:ty;)*) => {$(
        impl Rest for $rest {
            type Key = $key;
            #[inline(always)]
            fn key(key: u64) -> $key {
                key as $key
            }
            #[inline(always)]
            fn wide_key(key: $key) -> u64 {
                key.into()
            }
            #[inline(always)]
            fn of(key: $key) -> Self {
                key as Self
            }
            #[inline(always)]
            fn wide(self) -> u64 {
                self.into()
            }
        }
    )*};
}

rest! {
    u16, u32;
    u32, u64;
    u64, u64;
}

/// Keys as they come, and those brought together so far.
pub(super) struct Gather<'a, R: Rest> {
    layout: &'a Layout,
    waiting: Vec<R::Key>,
    /// How many of the keys that wait are of each part.
    sizes: Box<[u32; PARTS]>,
    sorted: Vec<Chunk<R>>,
}

/// Keys part by part.
#[derive(Debug)]
pub(super) struct Chunk<R> {
    rest: Vec<R>,
    /// Where each part begins, and the end of the last.
    begins: Vec<u32>,
}

impl<R> Chunk<R> {
    /// The keys of a part.
    #[inline(always)]
    fn part(&self, part: usize) -> &[R] {
        match self.begins.get(part..part + 2) {
            Some([from, to]) => self.rest.get(*from as usize..*to as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// How many keys a range of parts has.
    fn parts(&self, parts: &Range<usize>) -> usize {
        let begin = |part: usize| self.begins.get(part).copied().unwrap_or_default() as usize;
        begin(parts.end).saturating_sub(begin(parts.start))
    }
}

impl<'a, R: Rest> Gather<'a, R> {
    /// For about so many rows.
    pub(super) fn new(layout: &'a Layout, rows: usize) -> Self {
        let waiting = Vec::with_capacity(rows.min(CHUNK + CHUNK / 64));
        Self { layout, waiting, sizes: Box::new([0; PARTS]), sorted: Vec::new() }
    }

    /// Adds keys. They are brought together now and then by [`settle`](Self::settle).
    #[inline(always)]
    pub(super) fn extend(&mut self, keys: &[R::Key]) {
        self.waiting.extend_from_slice(keys);
        for key in keys {
            if let Some(size) = self.sizes.get_mut(part::<R>(self.layout, *key)) {
                *size = size.wrapping_add(1);
            }
        }
    }

    /// Brings together what waits, once it is much.
    #[inline]
    pub(super) fn settle(&mut self) {
        if self.waiting.len() >= CHUNK {
            self.sort();
        }
    }

    #[inline(always)]
    fn sort(&mut self) {
        let mut begins: Vec<u32> = Vec::with_capacity(self.layout.parts + 1);
        let mut sum = 0;
        for size in self.sizes.iter_mut().take(self.layout.parts) {
            begins.push(sum);
            sum += std::mem::replace(size, sum);
        }
        begins.push(sum);
        let next = &mut self.sizes;
        let mut rest = vec![R::default(); self.waiting.len()];
        for key in &self.waiting {
            let Some(place) = next.get_mut(part::<R>(self.layout, *key)) else { continue };
            if let Some(slot) = rest.get_mut(*place as usize) {
                *slot = R::of(*key & within::<R>(self.layout));
            }
            *place = place.wrapping_add(1);
        }
        next.fill(0);
        self.waiting.clear();
        self.sorted.push(Chunk { rest, begins });
    }

    /// The keys brought together, and those that are too few for it.
    #[inline]
    pub(super) fn finish(mut self) -> Gathered<R> {
        if self.waiting.len() >= CHUNK / 2 {
            self.sort();
        }
        Gathered { chunks: self.sorted, few: self.waiting }
    }
}

/// Keys of some rows.
pub(super) struct Gathered<R: Rest> {
    chunks: Vec<Chunk<R>>,
    few: Vec<R::Key>,
}

/// The part of a key: one of as many as there can be, so that no place is looked for beyond them.
#[inline(always)]
fn part<R: Rest>(layout: &Layout, key: R::Key) -> usize {
    (R::wide_key(key) >> layout.shift) as usize & (PARTS - 1)
}

/// The bits of a key that it has within its part.
#[inline(always)]
fn within<R: Rest>(layout: &Layout) -> R::Key {
    R::key((1 << layout.shift) - 1)
}

/// Counts in order, and the keys that wait to be among them.
#[derive(Debug)]
pub(super) struct Sum<R: Rest> {
    counts: Entries,
    chunks: Vec<Chunk<R>>,
    /// How many the chunks hold.
    waiting: usize,
    /// Those of small tables, until they are enough to be brought together.
    few: Vec<R::Key>,
}

impl<R: Rest> Default for Sum<R> {
    fn default() -> Self {
        Self { counts: Entries::default(), chunks: Vec::new(), waiting: 0, few: Vec::new() }
    }
}

impl<R: Rest> Sum<R> {
    const MOST: usize = if WAITING_BYTES / size_of::<R>() < WAITING { WAITING_BYTES / size_of::<R>() } else { WAITING };

    /// How many more keys can wait.
    pub(super) fn room(&self) -> usize {
        Self::MOST.saturating_sub(self.waiting + self.few.len()).max(1)
    }

    /// Adds keys, which wait while there is room.
    #[inline]
    pub(super) fn push(&mut self, layout: &Layout, keys: Gathered<R>, workers: &impl Workers) {
        self.wait(keys.chunks);
        self.few.extend(keys.few);
        if self.few.len() >= CHUNK {
            self.bring_together(layout);
        }
        if self.waiting >= Self::MOST {
            self.fold(layout, workers);
        }
    }

    fn wait(&mut self, chunks: Vec<Chunk<R>>) {
        self.waiting += chunks.iter().map(|chunk| chunk.rest.len()).sum::<usize>();
        self.chunks.extend(chunks);
    }

    #[inline]
    fn bring_together(&mut self, layout: &Layout) {
        let mut gather = Gather::<R>::new(layout, 0);
        gather.extend(&self.few);
        self.few.clear();
        gather.sort();
        self.wait(gather.sorted);
    }

    /// Counts the keys that wait.
    #[inline]
    fn fold(&mut self, layout: &Layout, workers: &impl Workers) {
        if !self.few.is_empty() {
            self.bring_together(layout);
        }
        let (counts, chunks) = (std::mem::take(&mut self.counts).in_one(), std::mem::take(&mut self.chunks));
        self.waiting = 0;
        // As many keys do not take as long everywhere: who is done early takes another share. A share is of whole
        // cells, as parts are: they tell more bits apart than codes have.
        let many = if workers.count() > 1 { workers.count() * 8 } else { 1 };
        let shares = shares(layout, &chunks, many);
        self.counts = Entries::of(workers.map(shares, |parts| count(layout, &counts, &chunks, parts)));
    }

    /// The counts of all keys.
    #[inline]
    pub(super) fn finish(mut self, layout: &Layout, workers: &impl Workers) -> Entries {
        if self.waiting + self.few.len() > 0 {
            self.fold(layout, workers);
        }
        self.counts
    }
}

/// Ranges of parts that hold about as many keys each.
#[inline]
fn shares<R: Rest>(layout: &Layout, chunks: &[Chunk<R>], workers: usize) -> Vec<Range<usize>> {
    let total: usize = chunks.iter().map(|chunk| chunk.rest.len()).sum();
    let mut shares = Vec::new();
    let (mut from, mut held, mut passed) = (0, 0, 0);
    for part in 0..layout.parts {
        held += chunks.iter().map(|chunk| chunk.part(part).len()).sum::<usize>();
        if (passed + held) * workers >= total * (shares.len() + 1) || part + 1 == layout.parts {
            shares.push(from..part + 1);
            (from, passed, held) = (part + 1, passed + held, 0);
        }
    }
    shares
}

/// The counts of a range of parts, with those that were there.
#[inline]
fn count<R: Rest>(layout: &Layout, counts: &[Entry], chunks: &[Chunk<R>], parts: Range<usize>) -> Vec<Entry> {
    let part_of = |entry: &Entry| (layout.of_entry(entry) >> layout.shift) as usize;
    let from = counts.partition_point(|entry| part_of(entry) < parts.start);
    let mut known = counts.get(from..).unwrap_or_default();
    let keys: usize = chunks.iter().map(|chunk| chunk.parts(&parts)).sum();
    // Room for as many as often come, so that what is counted is seldom moved.
    let mut sum = Vec::with_capacity(known.len() + keys / 4);
    let mut table = Table::new(if layout.shift <= LARGEST_TABLE { layout.shift } else { 0 });
    for part in parts {
        let own = known.partition_point(|entry| part_of(entry) <= part);
        let (here, later) = known.split_at_checked(own).unwrap_or((known, &[]));
        known = later;
        let first = (part as u64) << layout.shift;
        let many: usize = chunks.iter().map(|chunk| chunk.part(part).len()).sum();
        if many == 0 {
            sum.extend_from_slice(here);
            continue;
        }
        let mut met = Vec::new();
        let own = if here.is_empty() { &mut sum } else { &mut met };
        // Few keys are sorted sooner than a table is looked through for them.
        if many < table.met.len() / 16 || layout.shift > LARGEST_TABLE {
            let mut keys: Vec<R> = chunks.iter().flat_map(|chunk| chunk.part(part)).copied().collect();
            keys.sort_unstable();
            let runs = keys.chunk_by(|a, b| a == b).filter_map(|run| Some((run.first()?.wide(), run.len() as u64)));
            own.extend(runs.map(|(rest, count)| layout.entry(first | rest, count)));
        } else {
            for chunk in chunks {
                chunk.part(part).iter().for_each(|rest| table.add(rest.wide()));
            }
            table.empty(|rest, count| own.push(layout.entry(first | rest, count.into())));
        }
        if !here.is_empty() {
            sum.extend(add(here.to_vec(), met));
        }
    }
    sum
}

/// Counts of a part, and which of them are more than nothing. A round has fewer keys than 32 bits count.
struct Table {
    counts: Vec<u32>,
    met: Vec<u64>,
}

impl Table {
    fn new(bits: u32) -> Self {
        Self { counts: vec![0; 1 << bits], met: vec![0; (1_usize << bits).div_ceil(64)] }
    }

    #[inline(always)]
    fn add(&mut self, place: u64) {
        if let (Some(own), Some(met)) =
            (self.counts.get_mut(place as usize), self.met.get_mut((place / u64::from(u64::BITS)) as usize))
        {
            *own = own.wrapping_add(1);
            *met |= 1 << (place % u64::from(u64::BITS));
        }
    }

    /// Tells each count in order, and forgets it.
    #[inline(always)]
    fn empty(&mut self, mut tell: impl FnMut(u64, u32)) {
        for (word, met) in (0..).zip(&mut self.met) {
            while *met != 0 {
                let place = word * u64::from(u64::BITS) + u64::from(met.trailing_zeros());
                *met &= *met - 1;
                if let Some(count) = self.counts.get_mut(place as usize) {
                    tell(place, std::mem::take(count));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, CODE_BITS, Gather, Layout, Rest, Sum};
    use crate::tally::columns::{DossierColumns, Moments};
    use crate::tally::frame::Frame;
    use crate::tally::workers::OneByOne;
    use crate::{Error, WorkCalendar, document};
    use std::collections::BTreeMap;

    /// Rounds of several chunks, each added to the counts of those before, and keys that come few at a time, against
    /// a map.
    fn check<R: Rest>(cells: u64) -> Result<(), Error> {
        let spec = document::from_json(r#"{"periods": [{"from": "2026-01-01", "through": "2026-01-31"}]}"#)?;
        let frame = Frame::new(&spec, WorkCalendar::vietnam())?;
        let layout = Layout::new(cells, &DossierColumns::received(Moments::Days(&[])), &frame);
        assert!(layout.rest_bits() as usize <= 8 * size_of::<R>());
        let (mut expected, mut sum) = (BTreeMap::new(), Sum::<R>::default());
        let many = 2 * CHUNK as u64 + 100;
        let few = CHUNK as u64 / 2 - 1;
        for (round, keys) in [many, many, few, few, few, 7].into_iter().enumerate() {
            let mut gather = Gather::<R>::new(&layout, 1);
            let codes = layout.numbers.iter().cycle();
            // Later rounds meet most cells of those before again, and some that are new.
            for (row, code) in (0..keys).zip(codes) {
                let cell = (row % 50_021 + round as u64 * 9).wrapping_mul(0x9E37_79B9_7F4A_7C15) % cells;
                gather.extend(&[R::key(layout.key(cell) | layout.place(i32::from(*code)))]);
                gather.settle();
                *expected.entry(cell << CODE_BITS | u64::from(*code)).or_insert(0_u64) += 1;
            }
            let gathered = gather.finish();
            assert_eq!(gathered.chunks.len() > 1, keys == many);
            assert!(!gathered.few.is_empty());
            sum.push(&layout, gathered, &OneByOne);
            if keys == many {
                sum.fold(&layout, &OneByOne);
            }
        }
        assert_eq!((sum.chunks.len(), sum.few.len()), (1, 7), "the few were brought together once");
        let counts = sum.finish(&layout, &OneByOne);
        assert!(counts.iter().map(|entry| (entry.key, entry.count)).eq(expected));
        Ok(())
    }

    #[test]
    fn rounds_of_chunks_add_up_however_wide_their_keys_are() -> Result<(), Error> {
        check::<u16>(3)?;
        check::<u16>(1 << 20)?;
        check::<u32>(20_000_000)?;
        check::<u64>(1 << 50)
    }
}
