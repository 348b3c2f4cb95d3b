//! Bảng hồ sơ: a table of dossiers as typed arrays, copied in and asked of in blocks.

use crate::arguments as js;
use crate::columns::wide;
use crate::convert::{Failure, invalid};
use cchc::Error;
use cchc::calendar::TimeUnit;
use cchc::tally::{Codes, Counter, Dimension, DossierColumns, Moments};
use std::ops::Range;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/tallies.js")]
extern "C" {
    /// The table of the caller, its members looked at.
    type Given;
    type Column;
    #[wasm_bindgen(catch)]
    fn tableOf(value: &JsValue) -> Result<Given, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn column(this: &Given, name: &str) -> Result<Column, JsValue>;
    #[wasm_bindgen(method)]
    fn dimensions(this: &Given) -> Vec<String>;
    #[wasm_bindgen(method, catch)]
    fn codes(this: &Given, dimension: &str) -> Result<Column, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn labels(this: &Given, dimension: &str) -> Result<Vec<String>, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn kind(this: &Column) -> String;
    #[wasm_bindgen(method, getter)]
    fn rows(this: &Column) -> usize;
    #[wasm_bindgen(method, js_name = block)]
    fn numbers(this: &Column, from: usize, rows: usize) -> Vec<i32>;
    #[wasm_bindgen(method, js_name = block)]
    fn bytes(this: &Column, from: usize, rows: usize) -> Vec<u8>;
    #[wasm_bindgen(method, js_name = block)]
    fn words(this: &Column, from: usize, rows: usize) -> Vec<u16>;
    #[wasm_bindgen(method, js_name = block)]
    fn longs(this: &Column, from: usize, rows: usize) -> Vec<u32>;
    #[wasm_bindgen(method, js_name = block)]
    fn texts(this: &Column, from: usize, rows: usize) -> Vec<String>;
}

/// Rows that cross at once: what is done once a block then weighs little, and the memory does not grow.
const BLOCK: usize = 1 << 18;

/// The columns of a table, in the order they are read.
const NAMES: [&str; 9] = ["received", "due", "finished", "pausedSince", "limit", "worked", "status", "channel", "id"];

/// Một chiều: its name, its codes and what they stand for.
struct By {
    name: String,
    codes: Column,
    labels: Vec<String>,
}

impl By {
    fn of(given: &Given, name: String) -> Result<Self, Error> {
        let refused = |thrown| invalid(&format!("by.{name}"), &thrown);
        let (codes, labels) = (given.codes(&name).map_err(refused)?, given.labels(&name).map_err(refused)?);
        Ok(Self { name, codes, labels })
    }

    fn dimension<'a>(&'a self, codes: &'a Places) -> Dimension<'a> {
        Dimension { name: &self.name, codes: codes.get(), labels: &self.labels }
    }
}

/// Bảng hồ sơ: columns of equal length.
pub(crate) struct Table {
    rows: usize,
    columns: [Column; 9],
    by: Vec<By>,
}

impl Table {
    pub(crate) fn of(value: &js::Table) -> Result<Self, Failure> {
        let given = tableOf(value).map_err(|thrown| invalid("columns", &thrown))?;
        let column = |name| given.column(name).map_err(|thrown| invalid(name, &thrown));
        let [received, due, finished, paused, limit, worked, status, channel, id] = NAMES.map(column);
        let columns = [received?, due?, finished?, paused?, limit?, worked?, status?, channel?, id?];
        let by = given.dimensions().into_iter().map(|name| By::of(&given, name));
        let table = Self { rows: columns.first().map_or(0, Column::rows), columns, by: by.collect::<Result<_, _>>()? };
        let mut rows = table.columns.iter().chain(table.by.iter().map(|by| &by.codes)).map(Column::rows);
        match rows.find(|rows| *rows != table.rows) {
            Some(got) => Err(Error::ColumnLength { expected: table.rows as u64, got: got as u64 }.into()),
            None => Ok(table),
        }
    }

    /// How many rows it has.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Asks of the rows as the core has them, block by block; once even without rows, so that what is wrong
    /// with the columns is told.
    pub(crate) fn ask(
        &self,
        mut ask: impl FnMut(Range<usize>, &DossierColumns<'_>, Option<&[u128]>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for from in (0..self.rows.max(1)).step_by(BLOCK) {
            let rows = from..self.rows.min(from + BLOCK);
            let block = Block::of(self, from, rows.len());
            let by: Vec<_> = self.by.iter().zip(&block.by).map(|(by, codes)| by.dimension(codes)).collect();
            ask(rows, &block.columns(&by), block.id.as_deref())?;
        }
        Ok(())
    }
}

/// Cột thời điểm của một khối.
enum When {
    Days(Vec<i32>),
    Minutes(Vec<i64>),
}

impl When {
    fn of(column: &Column, from: usize, rows: usize) -> Self {
        let cells = column.numbers(from, rows);
        if column.kind() == "minutes" { Self::Minutes(wide(&cells)) } else { Self::Days(cells) }
    }

    fn get(&self) -> Moments<'_> {
        match self {
            Self::Days(days) => Moments::Days(days),
            Self::Minutes(minutes) => Moments::Instants(minutes, TimeUnit::Minutes),
        }
    }
}

/// Mã của một chiều trong một khối.
enum Places {
    U8(Vec<u8>),
    U16(Vec<u16>),
    U32(Vec<u32>),
    I32(Vec<i32>),
}

impl Places {
    fn of(column: &Column, from: usize, rows: usize) -> Self {
        match column.kind().as_str() {
            "Uint8Array" => Self::U8(column.bytes(from, rows)),
            "Uint16Array" => Self::U16(column.words(from, rows)),
            "Uint32Array" => Self::U32(column.longs(from, rows)),
            _ => Self::I32(column.numbers(from, rows)),
        }
    }

    fn get(&self) -> Codes<'_> {
        match self {
            Self::U8(codes) => Codes::U8(codes),
            Self::U16(codes) => Codes::U16(codes),
            Self::U32(codes) => Codes::U32(codes),
            Self::I32(codes) => Codes::I32(codes),
        }
    }
}

/// Khối: some rows of a table, copied in.
struct Block {
    received: When,
    due: Option<When>,
    finished: Option<When>,
    paused_since: Option<When>,
    limit: Option<Vec<i32>>,
    worked: Option<Vec<i32>>,
    status: Option<Vec<u8>>,
    channel: Option<Vec<u8>>,
    id: Option<Vec<u128>>,
    by: Vec<Places>,
}

/// A column of a block; none where it is left out.
fn given<T>(column: &Column, cells: impl FnOnce(&Column) -> T) -> Option<T> {
    (!column.kind().is_empty()).then(|| cells(column))
}

impl Block {
    fn of(table: &Table, from: usize, rows: usize) -> Self {
        let [received, due, finished, paused_since, limit, worked, status, channel, id] = &table.columns;
        let when = |column: &Column| When::of(column, from, rows);
        let (numbers, bytes) =
            (|column: &Column| column.numbers(from, rows), |column: &Column| column.bytes(from, rows));
        let ids = |column: &Column| column.texts(from, rows).iter().map(|id| Counter::fingerprint(id)).collect();
        let (received, due, finished) = (when(received), given(due, when), given(finished, when));
        let (paused_since, limit, worked) = (given(paused_since, when), given(limit, numbers), given(worked, numbers));
        let (status, channel, id) = (given(status, bytes), given(channel, bytes), given(id, ids));
        let by = table.by.iter().map(|by| Places::of(&by.codes, from, rows)).collect();
        Self { received, due, finished, paused_since, limit, worked, status, channel, id, by }
    }

    /// The columns as the core has them.
    fn columns<'a>(&'a self, by: &'a [Dimension<'a>]) -> DossierColumns<'a> {
        DossierColumns {
            received: self.received.get(),
            due: self.due.as_ref().map(When::get),
            limit: self.limit.as_deref(),
            finished: self.finished.as_ref().map(When::get),
            status: self.status.as_deref(),
            paused_since: self.paused_since.as_ref().map(When::get),
            channel: self.channel.as_deref(),
            worked: self.worked.as_deref(),
            by,
        }
    }
}
