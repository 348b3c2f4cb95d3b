//! The compact form of a tally, which a cluster's workers send: of equal tallies the same bytes.
//!
//! Five letters, a version, and then numbers of seven bits a byte, low ones first (the last byte of a
//! number is below 128): the specification as JSON, what became of the rows, the labels of each
//! dimension, the counts in order of their cells by the difference to the one before, the working
//! times likewise; at the end eight bytes that say whether all arrived.

use super::entries::Entry;
use super::frame::Frame;
use super::times::Time;
use super::{Rows, Tally, TallySpec};
use crate::{Error, document};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

const MAGIC: &[u8; 5] = b"CCHCT";
/// The version of the form; what another wrote is refused.
pub(super) const VERSION: u8 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    calendar: String,
    spec: TallySpec,
}

impl Tally {
    /// The tally in its compact form.
    pub fn to_bytes(&self) -> Vec<u8> {
        let tally = self.canonical();
        let header = Header { calendar: tally.frame.calendar.clone(), spec: tally.frame.spec.clone() };
        let header = document::to_json(&header).unwrap_or_default();
        let mut out = MAGIC.to_vec();
        out.push(VERSION);
        text(&mut out, &header);
        let rows = &tally.rows;
        for count in [rows.total, rows.not_accepted, rows.before, rows.after, rows.left_out.len() as u64] {
            number(&mut out, count);
        }
        for (code, count) in &rows.left_out {
            text(&mut out, code);
            number(&mut out, *count);
        }
        for labels in &tally.labels {
            number(&mut out, labels.len() as u64);
            labels.iter().for_each(|label| text(&mut out, label));
        }
        number(&mut out, tally.entries.len() as u64);
        let mut last = 0;
        for entry in tally.entries.iter() {
            number(&mut out, entry.key.wrapping_sub(last));
            number(&mut out, entry.count);
            last = entry.key;
        }
        number(&mut out, tally.times.len() as u64);
        let mut last = 0;
        for time in &tally.times {
            number(&mut out, time.cell.wrapping_sub(last));
            number(&mut out, u64::try_from(time.worked).unwrap_or_default());
            number(&mut out, time.count);
            last = time.cell;
        }
        let check = xxh3_64(&out);
        out.extend(check.to_le_bytes());
        out
    }

    /// Reads a tally from its compact form.
    ///
    /// # Errors
    /// `tally.unreadable` for bytes that are not a whole tally of a version this library reads.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let what = |what: &str| Error::UnreadableTally { what: what.to_owned() };
        let (version, body) = bytes
            .strip_prefix(MAGIC)
            .and_then(<[u8]>::split_first)
            .ok_or_else(|| what("bytes that do not begin as a tally does"))?;
        if *version != VERSION {
            return Err(what(&format!("version {version} of the form, not {VERSION}")));
        }
        let (body, check) =
            body.split_at_checked(body.len().wrapping_sub(8)).ok_or_else(|| what("a part of a tally"))?;
        let written = bytes.get(..bytes.len().saturating_sub(8)).unwrap_or_default();
        if check != xxh3_64(written).to_le_bytes() {
            return Err(what("bytes that are cut or changed"));
        }
        Reader { rest: body }.tally().ok_or_else(|| what("counts that contradict each other"))
    }
}

fn number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn text(out: &mut Vec<u8>, text: &str) {
    number(out, text.len() as u64);
    out.extend(text.as_bytes());
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn tally(mut self) -> Option<Tally> {
        let header: Header = document::from_json(&self.text()?).ok()?;
        let frame = Frame::read(&header.spec, header.calendar).ok()?;
        let (total, not_accepted) = (self.number()?, self.number()?);
        let mut rows = Rows { total, not_accepted, before: self.number()?, after: self.number()?, ..Rows::default() };
        for _ in 0..self.length()? {
            let (code, count) = (self.text()?, self.number()?);
            rows.leave_out(code, count);
        }
        let (mut labels, mut cells) = (Vec::new(), frame.periods() as u64);
        for _ in &frame.by {
            let mut own: Vec<String> = Vec::new();
            for _ in 0..self.length()? {
                let label = self.text()?;
                if own.last().is_some_and(|last| *last >= label) {
                    return None;
                }
                own.push(label);
            }
            cells = cells.checked_mul(own.len() as u64)?;
            labels.push(own);
        }
        let (mut entries, mut key) = (Vec::new(), 0_u64);
        for place in 0..self.length()? {
            let step = self.number()?;
            key = key.checked_add(step)?;
            let entry = Entry { key, count: self.number()? };
            if (place > 0 && step == 0) || entry.cell() >= cells || entry.code().is_none() || entry.count == 0 {
                return None;
            }
            entries.push(entry);
        }
        let (mut times, mut cell, mut last) = (Vec::new(), 0_u64, None);
        for _ in 0..self.length()? {
            cell = cell.checked_add(self.number()?)?;
            let worked = i32::try_from(self.number()?).ok()?;
            let count = self.number()?;
            if last.is_some_and(|last| last >= (cell, worked)) || cell >= cells || count == 0 {
                return None;
            }
            last = Some((cell, worked));
            times.push(Time { cell, worked, count });
        }
        self.rest.is_empty().then_some(Tally { frame, labels, entries: entries.into(), times, rows })
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            let part = u64::from(byte & 0x7f);
            if part << shift >> shift != part {
                return None;
            }
            number |= part << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// How many of something follow; each takes a byte at least, so that no more are made room for.
    fn length(&mut self) -> Option<u64> {
        self.number().filter(|length| *length <= self.rest.len() as u64)
    }

    fn text(&mut self) -> Option<String> {
        let length = usize::try_from(self.length()?).ok()?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        String::from_utf8(text.to_vec()).ok()
    }
}
