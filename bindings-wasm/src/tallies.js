// Tables of dossiers on their way in. They cross block by block like other columns; a column is looked at when it
// is asked for, so that there is a name to refuse it by.

import { cellsOf, checked, kindOf, named } from "./columns.js";

/** A column, open: of which kind it is, how many rows it has, and the cells of some of them. */
const open = (cells, kind = kindOf.call(cells)) => ({
  kind,
  rows: cells.length,
  block: (from, rows) => cells.subarray(from, from + rows),
});

const numbers = (value) => open(cellsOf(value));
const bytes = (value) => open(cellsOf(value, Uint8Array));
const codeTypes = { Uint8Array, Uint16Array, Uint32Array };
const codes = (value) => open(cellsOf(value, codeTypes[kindOf.call(value)]));
/** Days, or instants under the name of their unit. */
const moments = (value) => {
  const isNamed = typeof value === "object" && value !== null && !Array.isArray(value) && kindOf.call(value) === undefined;
  if (!isNamed) return open(cellsOf(value), "days");
  return open(cellsOf(checked(value, ["minutes"]).minutes), "minutes");
};

/** Texts, copied with their holes; a number among them would be another id on its way. */
function texts(value, what) {
  if (!Array.isArray(value)) throw new TypeError(`expected an array of ${what}, got ${named(value)}`);
  const cells = Array.from(value);
  const odd = cells.findIndex((cell) => typeof cell !== "string");
  if (odd >= 0) throw new TypeError(`expected ${what} as texts, got ${named(cells[odd])} in place ${odd}`);
  return { kind: "texts", rows: cells.length, block: (from, rows) => cells.slice(from, from + rows) };
}

/** The columns of a table by their names, and how each is looked at. */
const roles = {
  received: moments,
  due: moments,
  limit: numbers,
  finished: moments,
  status: bytes,
  pausedSince: moments,
  channel: bytes,
  worked: numbers,
  id: (value) => texts(value, "ids"),
};

/** A table of dossiers, its members read once. */
class Table {
  #columns;
  #by;
  #rows = 0;

  constructor(table) {
    this.#columns = { ...checked(table, [...Object.keys(roles), "by"]) };
    const by = this.#columns.by ?? {};
    this.#by = { ...checked(by, Object.keys(by)) };
  }

  /** A column; one that is left out is of no kind, and of as many rows as the first. */
  column(name) {
    const value = this.#columns[name] ?? undefined;
    if (value === undefined && name !== "received") return { kind: "", rows: this.#rows, block: () => [] };
    const column = roles[name](value);
    if (name === "received") this.#rows = column.rows;
    return column;
  }

  dimensions() {
    return Object.keys(this.#by);
  }

  codes(dimension) {
    return codes(checked(this.#by[dimension], ["codes", "labels"]).codes);
  }

  labels(dimension) {
    const { rows, block } = texts(checked(this.#by[dimension], ["codes", "labels"]).labels, "labels");
    return block(0, rows);
  }
}

/** A table of the caller's. */
export function tableOf(value) {
  return new Table(value);
}

/** A tally, and what is said of the rows that are not in it. */
export function counted(tally, name, rows) {
  return { tally, [name]: rows };
}

/** The members of a list. */
export function listOf(value) {
  if (!Array.isArray(value)) throw new TypeError(`expected an array of tallies, got ${named(value)}`);
  return Array.from(value);
}

/** The bytes of a Uint8Array, of this realm or another. */
export function bytesOf(value) {
  return cellsOf(value, Uint8Array);
}

/** The figures of cells: dimensions by their names, the places of the periods, counts by their names. */
export function figuresOf(by, period, figures) {
  const dimensions = by.map(([name, codes, labels]) => [name, { codes, labels }]);
  return { by: Object.fromEntries(dimensions), period, figures: Object.fromEntries(figures) };
}
