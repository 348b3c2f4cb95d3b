// Typed arrays on their way in and out. They cross block by block: what one block needs stays in the
// processor's cache, and the module's memory does not grow with the number of rows.

const NO_DAY = -2147483648;
/** The name of the type of a typed array, whatever its class is called; nothing of anything else. */
export const kindOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int32Array.prototype), Symbol.toStringTag).get;

/** What a value is, for the one who gave it. */
export function named(value) {
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  return kindOf.call(value) ?? (Array.isArray(value) ? "Array" : "object");
}

/** The cells of a column: of the caller's type and nothing that would be rounded or cut off on the way. */
export function cellsOf(value, Type = Int32Array) {
  const article = Type === Int32Array ? "an" : "a";
  if (kindOf.call(value) !== Type.name) throw new TypeError(`expected ${article} ${Type.name}, got ${named(value)}`);
  // Not the caller's own object, whose class may have changed what the lines below rely on.
  return new Type(value.buffer, value.byteOffset, value.length);
}

/** A column, looked at when its rows are asked for: then there is a name to refuse it by. */
class Column {
  #open;
  #cells;

  constructor(open) {
    this.#open = open;
  }

  rows() {
    this.#cells = this.#open();
    return this.#cells.rows;
  }

  block(from, rows) {
    return this.#cells.block(from, rows);
  }
}

const plain = (cells) => ({ rows: cells.length, block: (from, rows) => cells.subarray(from, from + rows) });

/** A column of the caller's. */
export function columnOf(value) {
  return new Column(() => plain(cellsOf(value)));
}

/** The columns of dossiers: their types, and the number that stands in every row of one that is left out. */
const columns = {
  received: [Int32Array],
  rule: [Uint16Array, () => 0],
  amount: [Int32Array, () => NO_DAY],
  // An amount of no unit is working days; without amounts a limit is that of the rule.
  unit: [Uint8Array, ({ amount }) => ((amount ?? null) === null ? 0 : 1)],
  finished: [Int32Array, () => NO_DAY],
};
const members = [...Object.keys(columns), "rules", "pauses", "asOf"];

/** An object with no other members than these: a misspelt one would be a column left out. */
export function checked(object, known) {
  if (typeof object !== "object" || object === null) throw new TypeError(`expected an object, got ${named(object)}`);
  const unknown = Object.keys(object).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new TypeError(`unknown field \`${unknown}\`, expected ${known.join(", ")}`);
  return object;
}

/** A member that is no column; no time to judge at is the missing minute. */
export function memberOf(name, dossiers) {
  return checked(dossiers, members)[name] ?? (name === "asOf" ? NO_DAY : null);
}

/** A column of dossiers by its name, `pauses.from` being one of those inside `pauses`. */
export function columnIn(name, dossiers) {
  return new Column(() => {
    if (name.startsWith("pauses.")) return pausePart(name.slice("pauses.".length), dossiers);
    const [Type, absent] = columns[name];
    const given = dossiers[name] ?? undefined;
    if (given !== undefined || absent === undefined) return plain(cellsOf(given, Type));
    const number = absent(dossiers);
    return { rows: rowsOf(dossiers), block: (_, rows) => new Type(rows).fill(number) };
  });
}

const rowsOf = ({ received }) => cellsOf(received).length;

/** One column of the pauses, cut to those of a block and its offsets counted from the first of them. */
function pausePart(name, dossiers) {
  const rows = rowsOf(dossiers);
  if ((dossiers.pauses ?? undefined) === undefined) {
    return { rows, block: (_, rows) => new Int32Array(name === "offsets" ? rows + 1 : 0) };
  }
  const pauses = checked(dossiers.pauses, ["offsets", "from", "to"]);
  const [cells, offsets, from, to] = [pauses[name], pauses.offsets, pauses.from, pauses.to].map((value) => cellsOf(value));
  // Those of different lengths go whole, and the core refuses them.
  if (from.length !== to.length) return { rows, block: () => cells };
  const place = (offset) => Math.min(offset, from.length);
  return {
    rows: name === "offsets" ? Math.max(offsets.length - 1, 0) : rows,
    block(start, rows) {
      const own = offsets.subarray(start, start + rows + 1);
      let [least, most] = [from.length, 0];
      for (const offset of own) {
        if (offset >= 0 && offset < least) least = offset;
        if (offset > most) most = offset;
      }
      if (name !== "offsets") return cells.subarray(least, place(most));
      return own.map((offset) => offset - least);
    },
  };
}

const shapes = {
  numbers: { answers: Int32Array },
  flags: { answers: Uint8Array },
  deadlines: { due: Int32Array, elapsed: Int32Array, remaining: Int32Array, outcome: Uint8Array },
};

/** An answer for `rows` rows; every reason is 0, and stays so without being written where no row failed. */
export function answerOf(shape, rows) {
  const answers = Object.entries(shapes[shape]).map(([name, Type]) => [name, new Type(rows)]);
  return { ...Object.fromEntries(answers), reasons: new Uint8Array(rows), failed: 0 };
}

/** Writes the rows of a block into the answer. */
export function put(answer, from, numbers, elapsed, remaining, bytes, reasons, failed) {
  if (answer.due === undefined) {
    answer.answers.set(answer.answers instanceof Int32Array ? numbers : bytes, from);
  } else {
    answer.due.set(numbers, from);
    answer.elapsed.set(elapsed, from);
    answer.remaining.set(remaining, from);
    answer.outcome.set(bytes, from);
  }
  if (failed === 0) return;
  answer.reasons.set(reasons, from);
  answer.failed += failed;
}

/** The numbers of a matrix or of weights. */
export function floatsOf(value) {
  return cellsOf(value, Float64Array);
}

/** A member of the noise of weights. */
export function noiseOf(name, noise) {
  return checked(noise, ["weights", "distribution", "width", "seed"])[name];
}

/** Room for the ranks of every draw. */
export function ranksOf(units, draws) {
  return new Uint32Array(units * draws);
}

/** Whole numbers of either width, a missing one the least of its type. */
export function wholeOf(value) {
  return cellsOf(value, kindOf.call(value) === "BigInt64Array" ? BigInt64Array : Int32Array);
}

/** The kinds of cells, and what else a column of a criterion holds with them. */
const kinds = { points: ["places"], values: ["places"], numerators: ["denominators"], levels: [] };

/** The columns of criteria by their members; those of numbers are looked at one by one later. */
export function givenOf(columns) {
  if (!Array.isArray(columns)) throw new TypeError(`expected an array of columns, got ${named(columns)}`);
  return columns.map((column) => {
    const members = Object.keys(checked(column, ["code", ...Object.entries(kinds).flat(2)]));
    const [kind, other] = Object.keys(kinds).filter((kind) => members.includes(kind));
    const odd = members.find((member) => member !== "code" && member !== kind && !kinds[kind]?.includes(member));
    const { code, places = 0 } = column;
    if (typeof code !== "string") throw new TypeError(`expected the code of a criterion, got ${named(code)}`);
    if (kind === undefined || other !== undefined || odd !== undefined) {
      throw new TypeError(`the column of ${code} has one of points, values, numerators with denominators and levels`);
    }
    const cells = kind === "levels" ? cellsOf(column.levels, Uint8Array) : column[kind];
    return { code, kind, places, cells, denominators: kind === "numerators" ? column.denominators : new Int32Array() };
  });
}

/** The scores of the rows; the module's own memory moves, so these are copies. */
export function scoresOf(points, unrounded, reasons, at, places, failed) {
  const copies = { points, unrounded, reasons, at };
  return { ...Object.fromEntries(Object.entries(copies).map(([name, cells]) => [name, cells.slice()])), places, failed };
}
