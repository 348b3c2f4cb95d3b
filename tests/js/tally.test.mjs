// Tallies: typed arrays, dossiers and an export of the same records are one count, however they are parted.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as cchc from "cchc";

const { NO_DAY, Tally, TallyCounter, dayNumber, isoDay, isoMinute, minuteNumber } = cchc;
const reasons = cchc.reasonCodes();
const first = dayNumber("2026-01-02");
const months = cchc.periods("calendar", "month", "2026-02-01", "2026-04-30");
const agencies = ["Sở Nội vụ", "Sở Xây dựng", "", "Sở Y tế"];
const procedures = Array.from({ length: 300 }, (_, place) => `1.${String(place).padStart(6, "0")}`);
const spec = { periods: months, by: ["agency", "procedure"], working_time: "working_days" };

/** Numbers that are the same in every run. */
function seeded(seed) {
  return (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
}

/** Dossiers as columns: most make sense, some contradict themselves in one way or another. */
function draw(rows, random) {
  const column = (of) => Int32Array.from({ length: rows }, (_, row) => of(row));
  const received = column(() => (random(30) === 0 ? NO_DAY : first + random(140)));
  const after = (row, days) => (received[row] === NO_DAY ? first : received[row]) + days;
  const status = Uint8Array.from({ length: rows }, () => [9, 9, 9, 10, 4, 4, 2, 5, 6, 7, 8, 11, 12, 13, 14, 0, 1, 3][random(18)]);
  // Most of those that have ended have a day of it, and few of the others.
  const ends = (row) => ([0, 7, 8, 9, 10, 13, 14].includes(status[row]) ? random(20) > 0 : random(40) === 0);
  return {
    received,
    due: column((row) => (random(3) === 0 ? NO_DAY : after(row, random(25) - 1))),
    limit: column(() => (random(4) === 0 ? NO_DAY : 1 + random(20))),
    finished: column((row) => (ends(row) ? after(row, random(40) - 1) : NO_DAY)),
    status,
    pausedSince: column((row) => (random(2) === 0 ? NO_DAY : after(row, random(30) - 1))),
    channel: Uint8Array.from({ length: rows }, () => random(4)),
    id: Array.from({ length: rows }, (_, row) => `H15-${row % 50 === 49 ? row - 7 : row}`),
    by: {
      agency: { codes: Uint8Array.from({ length: rows }, () => [0, 1, 2, 3, 255][random(5)]), labels: agencies },
      procedure: { codes: Uint16Array.from({ length: rows }, () => random(300)), labels: procedures },
    },
  };
}

const channels = [null, "counter", "online", "post"];
/** The same rows as dossiers. */
function dossiersOf(table) {
  return Array.from(table.received, (received, row) => {
    const limit = table.limit[row];
    return {
      id: table.id[row],
      agency: agencies[table.by.agency.codes[row]] ?? "",
      procedure: procedures[table.by.procedure.codes[row]],
      ...{ received: isoDay(received), due: isoDay(table.due[row]), limit: limit === NO_DAY ? null : { working_days: limit } },
      ...{ finished: isoDay(table.finished[row]), status: table.status[row] || null },
      ...{ paused_since: isoDay(table.pausedSince[row]), channel: channels[table.channel[row]] },
    };
  });
}

/** Some rows of a table. */
function part(table, from, to) {
  const cut = (value) => value.slice(from, to);
  const { by, ...columns } = table;
  const own = Object.entries(by).map(([name, { codes, labels }]) => [name, { codes: cut(codes), labels }]);
  return { ...Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, cut(cells)])), by: Object.fromEntries(own) };
}

const without = (table, ...names) => Object.fromEntries(Object.entries(table).filter(([name]) => !names.includes(name)));
const bytesOf = (tally) => Buffer.from(tally.toBytes()).toString("hex");

/** The CchcError a call throws. */
function thrown(call) {
  try {
    call();
  } catch (error) {
    assert.equal(error.name, "CchcError", error.stack);
    return error;
  }
  return assert.fail("nothing was thrown");
}

describe("columns, dossiers and an export of the same records", () => {
  const table = draw(3000, seeded(2026));
  const { tally, reasons: numbers } = Tally.ofColumns(table, spec);

  test("are the same count, and leave out the same rows for the same reasons", () => {
    const { tally: counted, issues } = Tally.ofDossiers(dossiersOf(table), spec);
    const codes = issues.map(({ line, code }) => [line - 1, code]);
    const left = [...numbers].flatMap((reason, row) => (reason === 0 ? [] : [[row, reasons[reason]]]));
    assert.ok(left.length > 100 && new Set(left.map(([, code]) => code)).size >= 7, `${left.length}`);
    assert.deepEqual(left, codes);
    assert.equal(bytesOf(counted), bytesOf(tally));
    assert.ok(counted.equals(tally));
  });

  test("an export too, as text and as bytes", () => {
    // What the export's reader finds itself keeps other codes: only rows that go together.
    const sound = dossiersOf(table).filter((_, row) => numbers[row] === 0);
    const day = (text) => (text ?? "").replaceAll("-", "");
    const lines = sound.map((dossier) =>
      [
        ...[dossier.id, dossier.agency, dossier.procedure, day(dossier.received), day(dossier.due)],
        ...[day(dossier.finished), dossier.status ?? "", channels.indexOf(dossier.channel) || "", day(dossier.paused_since)],
      ].join(";"),
    );
    const csv = `MaHoSo;DonViXuLy;MaTTHC;NgayTiepNhan;NgayHenTra;NgayKetThucXuLy;TrangThaiHoSo;KenhThucHien;NgayTamDung\n${lines.join("\n")}\n`;
    const read = Tally.fromCsv(csv, spec);
    const plain = Tally.ofDossiers(sound.map((dossier) => ({ ...dossier, limit: null })), spec).tally;
    assert.deepEqual(read.issues, []);
    assert.equal(bytesOf(read.tally), bytesOf(plain));
    assert.equal(bytesOf(Tally.fromCsv(new TextEncoder().encode(csv), spec).tally), bytesOf(plain));
  });

  test("every record is accounted for, and the form of every row adds up", () => {
    const { rows, totals, records } = tally.view({ by: ["agency"], each_period: true });
    const left = Object.values(records.left_out).reduce((sum, count) => sum + count, 0);
    assert.equal(records.counted + records.not_accepted + records.before + records.after + left, 3000);
    assert.equal(tally.rows, 3000);
    assert.equal(left, numbers.filter((reason) => reason !== 0).length);
    for (const row of [...rows, ...totals]) {
      for (const name of ["resolved", "pending", "accounted"]) assert.ok(row.identities[name].holds, name);
    }
    for (const [place, total] of totals.entries()) {
      const own = rows.filter(({ period }) => period.from === months[place].from);
      for (const name of Object.keys(total.form)) {
        assert.equal(own.reduce((sum, { form }) => sum + form[name], 0), total.form[name], name);
      }
    }
  });

  test("behind every figure stand as many rows as it counts", () => {
    const own = without(table, "id");
    const view = Tally.ofColumns(own, spec).tally.view({ each_period: true, by: ["agency"] });
    for (const { key, period, figures } of view.rows) {
      const place = months.findIndex(({ from }) => from === period.from);
      const selection = { only: { agency: [key[0].label] }, period: place };
      assert.equal(Tally.members(own, spec, selection).length, figures.received.total);
      assert.equal(Tally.members(own, spec, { ...selection, places: ["overdue"] }).length, figures.pending.overdue);
      assert.equal(Tally.members(own, spec, { ...selection, carried_over: true }).length, figures.received.carried_over);
    }
  });

  test("figures as columns are those of the view", () => {
    const { by, period, figures } = tally.figures(undefined, ["received", "overdue"]);
    assert.deepEqual(Object.keys(figures), ["received", "overdue"]);
    const sums = new Map();
    for (const [row, code] of by.agency.codes.entries()) {
      const name = `${by.agency.labels[code]} ${period[row]}`;
      const [received, overdue] = sums.get(name) ?? [0n, 0n];
      sums.set(name, [received + figures.received[row], overdue + figures.overdue[row]]);
    }
    for (const { key, period: span, figures } of tally.view({ by: ["agency"], each_period: true }).rows) {
      const name = `${key[0].label} ${months.findIndex(({ from }) => from === span.from)}`;
      assert.deepEqual(sums.get(name).map(Number), [figures.received.total, figures.pending.overdue], name);
      sums.delete(name);
    }
    assert.equal(sums.size, 0);
    assert.equal(Object.keys(tally.figures().figures).length, 27);
    assert.equal(thrown(() => tally.figures(null, ["lates"])).code, "input.unknown_id");
    const { figures: within } = tally.figures({ no_due: "within" }, ["apart"]);
    const { figures: apart } = tally.figures({}, ["apart"]);
    assert.ok(within.apart.some((count, row) => count < apart.apart[row]));
  });
});

describe("merging", () => {
  const table = without(draw(2000, seeded(7)), "id");
  const whole = Tally.ofColumns(table, spec).tally;

  test("any partition in any order gives the same bytes", () => {
    const random = seeded(3);
    for (const parts of [1, 2, 3, 7, 40]) {
      const cuts = [0, ...Array.from({ length: parts - 1 }, () => random(2001)), 2000].sort((a, b) => a - b);
      const tallies = cuts.slice(1).map((to, place) => Tally.ofColumns(part(table, cuts[place], to), spec).tally);
      for (let place = parts - 1; place > 0; place -= 1) {
        const other = random(place + 1);
        [tallies[place], tallies[other]] = [tallies[other], tallies[place]];
      }
      assert.equal(bytesOf(Tally.merged(tallies)), bytesOf(whole));
      const one = tallies.reduce((sum, tally) => sum.merge(tally), Tally.empty(spec));
      assert.equal(bytesOf(one), bytesOf(whole));
      assert.equal(bytesOf(Tally.merged(tallies.map((tally) => Tally.fromBytes(tally.toBytes())))), bytesOf(whole));
    }
  });

  test("what is merged is not used up, and is read back from bytes and from JSON", () => {
    const doubled = Tally.merged([whole, whole]);
    assert.equal(doubled.rows, 2 * whole.rows);
    assert.equal(whole.merge(whole).rows, doubled.rows);
    assert.ok(!doubled.equals(whole));
    assert.equal(bytesOf(Tally.fromJson(whole.toJson())), bytesOf(whole));
    assert.equal(bytesOf(Tally.fromBytes(whole.toBytes())), bytesOf(whole));
    assert.deepEqual(Tally.fromBytes(whole.toBytes()).view({ by: ["agency"] }), whole.view({ by: ["agency"] }));
  });

  test("of another specification, calendar or kind is refused", () => {
    const other = Tally.empty({ ...spec, by: ["agency"] });
    assert.equal(thrown(() => whole.merge(other)).code, "tally.mismatch");
    assert.equal(thrown(() => Tally.merged([whole, other])).code, "tally.mismatch");
    const enterprise = cchc.WorkCalendar.vietnam().forSector("enterprise");
    assert.equal(thrown(() => whole.merge(Tally.empty(spec, enterprise))).code, "tally.mismatch");
    assert.equal(thrown(() => Tally.merged([])).code, "input.empty_list");
    assert.equal(thrown(() => Tally.merged(whole)).code, "document.invalid");
    for (const odd of [undefined, null, {}, 5, cchc.WorkCalendar.vietnam(), { shareTally: () => 1 }]) {
      assert.throws(() => whole.merge(odd), Error);
      assert.throws(() => Tally.merged([whole, odd]), Error);
    }
    assert.equal(whole.rows, 2000, "and the tally still answers");
  });
});

describe("a counter of tables", () => {
  const table = draw(2000, seeded(11));
  const cuts = [0, 5, 700, 700, 1999, 2000];
  const parts = () => cuts.slice(1).map((to, place) => part(table, cuts[place], to));

  test("is one tally of them all, each id once", () => {
    const whole = Tally.ofColumns(table, spec);
    const counter = TallyCounter.of(spec);
    const numbers = parts().map((columns) => counter.add(columns));
    assert.deepEqual(numbers.flatMap((own) => [...own]), [...whole.reasons]);
    assert.ok(numbers[4].length === 1 && numbers[2].length === 0);
    assert.equal(bytesOf(counter.finish()), bytesOf(whole.tally));
    assert.equal(bytesOf(counter.finish()), bytesOf(Tally.empty(spec)), "it is empty then");
    counter.add(table);
    assert.equal(bytesOf(counter.finish()), bytesOf(whole.tally), "and no id was seen");
  });

  test("labels may change from table to table", () => {
    const [plain, counter] = [without(table, "id"), TallyCounter.of(spec)];
    const codes = table.by.agency.codes.map((code) => (code === 255 ? 255 : 3 - code));
    const turned = { ...plain, by: { ...plain.by, agency: { codes, labels: [...agencies].reverse() } } };
    for (const columns of [plain, turned, turned, plain]) counter.add(columns);
    const one = Tally.ofColumns(plain, spec).tally;
    assert.equal(bytesOf(counter.finish()), bytesOf(Tally.merged([one, one, one, one])));
  });

  test("what is refused is not counted, and a table that counts itself is", () => {
    const counter = TallyCounter.of(spec, cchc.WorkCalendar.vietnam());
    counter.add(table);
    assert.equal(thrown(() => counter.add({ ...table, due: table.due.slice(1) })).code, "columns.length");
    assert.equal(thrown(() => counter.add({ ...table, by: {} })).code, "tally.unknown_dimension");
    for (const odd of [undefined, null, 5, []]) assert.equal(thrown(() => counter.add(odd)).code, "document.invalid");
    assert.equal(thrown(() => TallyCounter.of({ periods: [] })).code, "tally.invalid_spec");
    // The table is read before the counter counts.
    let nested = 0;
    const sly = { ...table, get due() {
      nested = counter.add(without(table, "due")).length;
      return table.due;
    } };
    counter.add(sly);
    assert.equal(nested, 2000);
    // While it counts, code that reaches it all the same is refused, and the rest is counted.
    const arrays = Object.getPrototypeOf(Int32Array.prototype);
    const { subarray } = arrays;
    const inner = [];
    arrays.subarray = function (...cut) {
      if (this.buffer === table.received.buffer) {
        arrays.subarray = subarray;
        inner.push(thrown(() => counter.add(table)), thrown(() => counter.finish()));
      }
      return subarray.apply(this, cut);
    };
    counter.add(without(table, "id"));
    assert.deepEqual(inner.map(({ code, details }) => [code, details.path]), Array(2).fill(["document.invalid", "counter"]));
    assert.equal(counter.finish().rows, 8000);
  });
});

describe("the shape of tables", () => {
  const table = draw(40, seeded(5));
  const bytes = bytesOf(Tally.ofColumns(table, spec).tally);

  test("codes of every width, views into larger and shared buffers", () => {
    const { agency, procedure } = table.by;
    for (const Type of [Uint8Array, Uint16Array, Uint32Array, Int32Array]) {
      const none = Type === Int32Array ? -1 : 2 ** (8 * Type.BYTES_PER_ELEMENT) - 1;
      const codes = Type.from(agency.codes, (code) => (code === 255 ? none : code));
      assert.equal(bytesOf(Tally.ofColumns({ ...table, by: { agency: { codes, labels: agencies }, procedure } }, spec).tally), bytes, Type.name);
    }
    const wide = new Int32Array(new SharedArrayBuffer(400));
    wide.set(table.received, 30);
    assert.equal(bytesOf(Tally.ofColumns({ ...table, received: wide.subarray(30, 70) }, spec).tally), bytes);
  });

  test("midnight is its day, and an instant is more than its day", () => {
    const minutes = (days) => ({ minutes: days.map((day) => (day === NO_DAY ? NO_DAY : day * 1440)) });
    const { received, due, finished, pausedSince } = table;
    const instants = { received: minutes(received), due: minutes(due), finished: minutes(finished), pausedSince: minutes(pausedSince) };
    assert.equal(bytesOf(Tally.ofColumns({ ...table, ...instants }, spec).tally), bytes);
    const at = (text) => ({ minutes: Int32Array.of(minuteNumber(text)) });
    const late = { received: at("2026-03-02T08:00:00"), due: at("2026-03-05T11:00:00"), finished: at("2026-03-05T14:00:00") };
    const { tally } = Tally.ofColumns(late, { periods: months });
    assert.equal(tally.view().totals[0].form.c9, 1);
    assert.equal(tally.view({ policy: { compare: "hour" } }).totals[0].form.c10, 1);
    assert.equal(isoMinute(late.due.minutes[0]), "2026-03-05T11:00:00");
  });

  test("no rows, and rows around the blocks they cross in", () => {
    const none = Tally.ofColumns(part(table, 0, 0), spec);
    assert.deepEqual([none.tally.rows, none.reasons.length], [0, 0]);
    assert.ok(none.tally.equals(Tally.empty(spec)));
    const block = 2 ** 18;
    const day = dayNumber("2026-03-02");
    for (const rows of [block - 1, block, block + 1, 2 * block + 3]) {
      const received = new Int32Array(rows).fill(day);
      received[rows - 1] = NO_DAY;
      const finished = Int32Array.from(received, (_, row) => (row % 2 === 0 && row < rows - 1 ? day + 1 : NO_DAY));
      const status = new Uint8Array(rows);
      status[rows - 1] = 4;
      const table = { received, finished, status, limit: new Int32Array(rows).fill(3) };
      const { tally, reasons: numbers } = Tally.ofColumns(table, { periods: months });
      const { figures, form } = tally.view().totals[0];
      const settled = Math.ceil((rows - 1) / 2);
      assert.deepEqual([form.c3, form.c8, form.c13, figures.apart.total], [rows - 1, settled, rows - 1 - settled, 0]);
      assert.deepEqual([numbers.indexOf(reasons.indexOf("table.missing_field")), numbers.length], [rows - 1, rows]);
      const members = Tally.members(table, { periods: months }, { places: ["early"] });
      assert.deepEqual([members.length, members[members.length - 1]], [settled, 2 * (settled - 1)]);
    }
  });

  test("an id that comes twice is left out over the blocks too", () => {
    const rows = 2 ** 18 + 5;
    const id = Array.from({ length: rows }, (_, row) => (row === rows - 1 ? " H-0 " : `H-${row}`));
    const { tally, reasons: numbers } = Tally.ofColumns({ received: new Int32Array(rows).fill(first + 40), id }, { periods: months });
    assert.deepEqual([tally.view().records.counted, reasons[numbers[rows - 1]]], [rows - 1, "dossier.duplicate"]);
  });

  test("what is no table is refused with the name of its column", () => {
    const refused = (more, message, of = Tally.ofColumns) => {
      const error = thrown(() => of({ ...table, ...more }, spec, {}));
      assert.equal(error.code, "document.invalid");
      assert.match(error.message, message);
    };
    const members = (table, spec, selection) => Tally.members(table, spec, selection);
    const columns = (table, spec) => Tally.ofColumns(table, spec);
    for (const of of [columns, members]) {
      refused({ received: [1, 2] }, /at received: expected an Int32Array, got Array/, of);
      refused({ received: undefined }, /at received: expected an Int32Array, got undefined/, of);
      refused({ due: new Float64Array(40) }, /at due: expected an Int32Array, got Float64Array/, of);
      refused({ due: { seconds: table.due } }, /at due: unknown field `seconds`/, of);
      refused({ finished: { minutes: new BigInt64Array(40) } }, /at finished: expected an Int32Array, got BigInt64Array/, of);
      refused({ status: new Int8Array(40) }, /at status: expected a Uint8Array, got Int8Array/, of);
      refused({ channel: "2" }, /at channel: expected a Uint8Array, got string/, of);
      refused({ id: new Int32Array(40) }, /at id: expected an array of ids, got Int32Array/, of);
      refused({ id: Array.from({ length: 40 }, (_, row) => row) }, /at id: expected ids as texts, got number in place 0/, of);
      refused({ id: new Array(40) }, /at id: .*got undefined in place 0/, of);
      refused({ paused_since: table.pausedSince }, /unknown field `paused_since`/, of);
      refused({ by: [] }, /dimension|unknown/i, (...given) => {
        try {
          return of(...given);
        } catch (error) {
          // Without its dimensions the table does not fit the specification.
          assert.equal(error.code, "tally.unknown_dimension");
          throw Object.assign(error, { code: "document.invalid" });
        }
      });
      const { agency, procedure } = table.by;
      refused({ by: { procedure, agency: agency.codes } }, /at by\.agency: /, of);
      refused({ by: { procedure, agency: { ...agency, codes: [0, 1] } } }, /at by\.agency: expected an Int32Array, got Array/, of);
      refused({ by: { procedure, agency: { ...agency, labels: "AB" } } }, /at by\.agency: expected an array of labels/, of);
      refused({ by: { procedure, agency: { ...agency, labels: ["A", 2] } } }, /expected labels as texts, got number in place 1/, of);
      refused({ by: { procedure, agency: { ...agency, names: [] } } }, /unknown field `names`/, of);
    }
    for (const odd of [null, undefined, 5, "table", Symbol("t")]) {
      assert.equal(thrown(() => Tally.ofColumns(odd, spec)).code, "document.invalid");
    }
    assert.equal(bytesOf(Tally.ofColumns(table, spec).tally), bytes, "and the module still works");
  });

  test("columns of different lengths are refused with both", () => {
    for (const name of ["due", "limit", "finished", "status", "pausedSince", "channel", "id"]) {
      for (const cells of [table[name].slice(1), [...table[name], table[name][0]]]) {
        const column = Array.isArray(table[name]) ? cells : table[name].constructor.from(cells);
        const error = thrown(() => Tally.ofColumns({ ...table, [name]: column }, spec));
        assert.deepEqual([error.code, error.details], ["columns.length", { expected: 40, got: cells.length }], name);
      }
    }
    const short = { ...table.by, agency: { codes: new Uint8Array(39), labels: agencies } };
    assert.equal(thrown(() => Tally.ofColumns({ ...table, by: short }, spec)).code, "columns.length");
  });

  test("a detached buffer and a code without a label are no trap", () => {
    const detached = new Int32Array(40);
    structuredClone(detached.buffer, { transfer: [detached.buffer] });
    assert.equal(thrown(() => Tally.ofColumns({ ...table, received: detached }, spec)).code, "document.invalid");
    assert.equal(thrown(() => Tally.ofColumns({ ...table, due: { minutes: detached } }, spec)).code, "document.invalid");
    // Detached while the table is looked at: no column is read by then.
    const victim = table.due.slice();
    const sly = { ...table, due: victim, get finished() {
      structuredClone(victim.buffer, { transfer: [victim.buffer] });
      return table.finished;
    } };
    assert.equal(thrown(() => Tally.ofColumns(sly, spec)).code, "document.invalid");
    const codes = table.by.agency.codes.map((code) => (code === 255 ? 255 : code + 4));
    const { reasons: numbers } = Tally.ofColumns({ ...table, by: { ...table.by, agency: { codes, labels: agencies } } }, spec);
    const unknown = [...numbers].filter((_, row) => codes[row] !== 255);
    assert.ok(unknown.every((reason) => reasons[reason] === "input.unknown_id"), [...new Set(unknown.map((reason) => reasons[reason]))].join());
    assert.equal(bytesOf(Tally.ofColumns(table, spec).tally), bytes);
  });

  test("dimensions the table and the specification do not share", () => {
    const { agency } = table.by;
    for (const by of [undefined, null, {}, { agency }, { ...table.by, ward: agency }]) {
      assert.equal(thrown(() => Tally.ofColumns({ ...table, by }, spec)).code, "tally.unknown_dimension");
      assert.equal(thrown(() => Tally.members({ ...table, by }, spec, { only: { ward: ["A"] } })).code, "tally.unknown_dimension");
    }
  });
});

describe("handles and forms", () => {
  const { tally } = Tally.ofColumns({ received: Int32Array.of(first + 60) }, { periods: months });

  test("a freed tally and a freed calendar are refused", () => {
    const own = Tally.empty({ periods: months });
    own.free();
    for (const call of [() => own.view(), () => own.rows, () => own.toBytes(), () => tally.merge(own), () => Tally.merged([tally, own])]) {
      assert.throws(call, /null pointer/);
    }
    const calendar = cchc.WorkCalendar.vietnam();
    calendar.free();
    assert.throws(() => Tally.ofColumns({ received: Int32Array.of(first) }, { periods: months }, calendar), /null pointer/);
    assert.equal(tally.rows, 1);
  });

  test("bytes that are none, or not a whole tally", () => {
    const whole = tally.toBytes();
    for (const odd of [null, undefined, "CCHCT", [1, 2], new Uint16Array(4), new ArrayBuffer(8), {}]) {
      assert.equal(thrown(() => Tally.fromBytes(odd)).code, "document.invalid");
    }
    for (let length = 0; length < whole.length; length += 1) {
      assert.equal(thrown(() => Tally.fromBytes(whole.subarray(0, length))).code, "tally.unreadable");
      const changed = whole.slice();
      changed[length] ^= 1;
      assert.equal(thrown(() => Tally.fromBytes(changed)).code, "tally.unreadable", `${length}`);
    }
    const wide = new Uint8Array(whole.length + 9);
    wide.set(whole, 5);
    assert.ok(Tally.fromBytes(wide.subarray(5, -4)).equals(tally));
    for (const odd of ["", "{}", "[]", "null", undefined]) assert.equal(thrown(() => Tally.fromJson(odd)).code, "document.invalid");
  });

  test("requests, policies and specifications are documents", () => {
    for (const odd of [5, "by", [], { x: 1 }, { by: "agency" }, { policy: { refused: "late" } }, { tree: {} }, new Map()]) {
      assert.equal(thrown(() => tally.view(odd)).code, "document.invalid");
      assert.equal(thrown(() => tally.policyEffect({}, odd)).code, "document.invalid");
    }
    for (const odd of [null, undefined, 5, { periods: {} }, { periods: months, x: 1 }, { periods: [{ from: "x", through: "y" }] }]) {
      assert.equal(thrown(() => Tally.empty(odd)).code, "document.invalid");
    }
    assert.equal(thrown(() => tally.view({ by: ["agency"] })).code, "tally.unknown_dimension");
    const twice = { id: "H15", name: "Tỉnh" };
    const { code, details } = thrown(() => tally.view({ tree: [twice, twice] }));
    assert.deepEqual([code, details.issues.map((issue) => issue.code)], ["agency.invalid_tree", ["agency.overlap"]]);
    assert.deepEqual(tally.spec.periods, months.map(({ from, through }) => ({ from, through })));
  });

  test("periods take numbers and words, and nothing else", () => {
    for (const year of [1899, 10_000, 2026.5, "2026", null, undefined, -1, NaN]) {
      assert.equal(thrown(() => cchc.period("reporting", "quarter", year, 1)).code, "input.out_of_range", String(year));
    }
    for (const word of ["x", null, undefined, 1, {}]) {
      assert.equal(thrown(() => cchc.period(word, "quarter", 2026, 1)).code, "document.invalid");
      assert.equal(thrown(() => cchc.period("calendar", word, 2026, 1)).code, "document.invalid");
      assert.equal(thrown(() => cchc.yearBefore(word)).code, "document.invalid");
    }
    assert.equal(cchc.periods("reporting", "year", "1900-06-01", "1900-06-01").length, 1);
    assert.equal(thrown(() => cchc.periods("calendar", "month", new Date(), "2026-01-01")).code, "date.invalid");
  });
});
