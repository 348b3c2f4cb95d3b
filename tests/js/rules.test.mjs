// Rule sets, surveys and many draws in JavaScript: handles, columns and seeds; what they compute is in the vectors.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as cchc from "cchc";

const { RuleSet } = cchc;
const rules = RuleSet.shipped("qd-766-2022");
const title = (vi) => ({ vi, en: vi });
const source = { document: "Mẫu" };
const leaf = (code, max_points, shape, more) => ({ code, title: title(code), max_points, shape, source, ...more });
const header = {
  id: "own", series: "own", edition: "1", known_at: "2026-01-15", title: title("Bộ thử"), levels: ["department"],
  status: "template", notes: [], issuer: "Sở Nội vụ", years: { from: 2026, through: null }, legal_basis: [source],
  max_points: "10", rounding: { leaf: { half_up_places: 2 }, total: { half_up_places: 2 } }, classes: [],
};
const percent = (from, from_inclusive, to, to_inclusive, points) =>
  ({ from, from_inclusive, to, to_inclusive, award: { points } });
const criteria = [
  leaf("1", "4", { kind: "proportional", zero_denominator: "zero" }),
  leaf("2", "3", { kind: "levels", levels: [{ id: "in_time", title: title("Đúng hạn"), award: { points: "3" } }, { id: "late", title: title("Chậm"), award: { points: "1.25" } }] }),
  leaf("3", "2", { kind: "bands", bands: [percent("80", true, null, false, "2"), percent(null, false, "80", false, "0.5")], of: "value" }),
  leaf("4", "1", { kind: "given" }),
];
const own = RuleSet.fromJson(JSON.stringify({ ...header, criteria }));

/** The CchcError a call throws. */
function refused(call, code) {
  let thrown;
  assert.throws(call, (error) => {
    thrown = error;
    return true;
  });
  assert.equal(thrown.name, "CchcError", thrown.stack);
  assert.equal(thrown.code, code, thrown.message);
  return thrown;
}

/** Numbers that are the same in every run. */
function seeded(seed) {
  return (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
}

describe("a rule set", () => {
  test("answers about itself", () => {
    assert.deepEqual([rules.series, rules.years, rules.remarks.length], ["qd-766", { from: 2022, through: null }, 0]);
    assert.equal(RuleSet.shippedFor("qd-766", 2026).id, rules.id);
    refused(() => RuleSet.shippedFor("qd-766", 2019), "rules.no_edition");
    refused(() => RuleSet.shippedFor("qd-766", "2026"), "document.invalid");
    assert.ok(RuleSet.shippedIds().includes(rules.id));
    assert.equal(RuleSet.schema().title, "cchc rule set");
  });

  test("is checked as a document or as its text", () => {
    const document = JSON.parse(own.toJson());
    assert.deepEqual(RuleSet.check(document), { issues: [], remarks: [] });
    document.criteria[0].max_points = "5";
    assert.deepEqual(RuleSet.check(document), RuleSet.check(JSON.stringify(document)));
    assert.equal(RuleSet.check(document).issues[0].code, "rules.sum_mismatch");
    refused(() => RuleSet.check("{"), "document.invalid");
    refused(() => RuleSet.check({ id: 1n }), "document.invalid");
  });

  test("comes from a spreadsheet, as text or its bytes, with a header as an object or its text", () => {
    const csv = "code,title,max,shape,parameters,source\n1,Kế hoạch,10,bands,>=90:10; <90:0,Mẫu\n";
    for (const table of [csv, new TextEncoder().encode(csv), `\ufeff${csv}`]) {
      for (const head of [header, JSON.stringify(header)]) {
        const sheet = RuleSet.fromCsv(head, table).score([{ criterion: "1", measure: { ratio: { numerator: 9, denominator: 10 } } }], 2026);
        assert.equal(sheet.points, "10.00");
      }
    }
    refused(() => RuleSet.fromCsv(header, [1]), "document.invalid");
    refused(() => RuleSet.fromCsv(undefined, csv), "document.invalid");
    refused(() => RuleSet.fromCsv(header, "code\n1\n"), "table.missing_column");
  });

  test("is given to another one without being used up, and nothing else is taken for one", () => {
    const evidence = [{ criterion: "4", measure: { points: "0.5" } }];
    for (let time = 0; time < 3; time += 1) {
      assert.equal(own.diff(own).changed.length, 0);
      assert.equal(own.gap(evidence, 2026, evidence, 2026, own).difference.rounded, "0.00");
      assert.equal(own.gap(evidence, 2026, evidence).difference.rounded, "0.00");
      assert.equal(own.gap(evidence, 2026, evidence, null, null).difference.rounded, "0.00");
    }
    for (const other of [undefined, null, {}, "own", cchc.WorkCalendar.vietnam(), { shareRules: () => 1 }, { shareRules: () => cchc.WorkCalendar.vietnam() }]) {
      assert.throws(() => own.diff(other), (error) => !(error instanceof WebAssembly.RuntimeError));
    }
    assert.throws(() => own.gap(evidence, 2026, evidence, 2026, {}), (error) => !(error instanceof WebAssembly.RuntimeError));
    assert.equal(own.diff(own).changed.length, 0);
  });

  test("years are whole numbers", () => {
    for (const year of [undefined, null, "2026", 2026.5, NaN, 2 ** 40, {}]) refused(() => own.score([], year), "document.invalid");
    refused(() => own.score([], -1), "rules.year_outside");
    refused(() => own.score([], 2025), "rules.year_outside");
  });
});

describe("columns of scores", () => {
  const random = seeded(7);
  const units = Array.from({ length: 500 }, () => ({
    ratio: [random(12), 10], level: random(4), value: random(2000), points: random(11),
  }));
  const missing = -(2n ** 63n);
  const code = cchc.scoreReasonCodes();

  /** What `score` says of a unit: its points, or the code of why it has none. */
  const alone = ({ ratio, level, value, points }) => {
    const evidence = [
      { criterion: "1", measure: { ratio: { numerator: ratio[0], denominator: ratio[1] } } },
      { criterion: "2", measure: { level: ["none", "in_time", "late", "never"][level] } },
      { criterion: "3", measure: { value: (value / 10).toFixed(1) } },
      { criterion: "4", measure: { points: (points / 10).toFixed(1) } },
    ];
    try {
      const { points: total, unrounded } = own.score(level === 0 ? evidence.filter(({ criterion }) => criterion !== "2") : evidence, 2026);
      return level === 0 ? "scoring.incomplete" : [total, unrounded];
    } catch (error) {
      return error.code;
    }
  };
  const column = (Type, of) => Type.from(units, of);
  const given = [
    { code: "1", numerators: column(Int32Array, ({ ratio }) => ratio[0]), denominators: column(Int32Array, ({ ratio }) => ratio[1]) },
    { code: "2", levels: column(Uint8Array, ({ level }) => level) },
    { code: "3", values: column(BigInt64Array, ({ value }) => BigInt(value)), places: 1 },
    { code: "4", points: column(Int32Array, ({ points }) => points), places: 1 },
  ];

  test("have the points of each unit alone, or the code of its error", () => {
    const { points, unrounded, reasons, at, places, failed } = own.scoreColumns(given);
    // The columns count in one unit; the sheets write as many decimals as the rule set rounds to.
    const exact = (text) => {
      const [whole, decimals = ""] = text.split(".");
      return BigInt(whole + decimals.padEnd(places, "0"));
    };
    let without = 0;
    for (const [row, unit] of units.entries()) {
      const expected = alone(unit);
      if (typeof expected === "string") {
        without += 1;
        assert.deepEqual([code[reasons[row]], points[row], unrounded[row]], [expected, missing, missing], `row ${row}`);
        assert.ok(at[row] > 0);
      } else {
        assert.deepEqual([reasons[row], at[row]], [0, 0]);
        assert.deepEqual([points[row], unrounded[row]], expected.map(exact), `row ${row}`);
      }
    }
    assert.ok(without > 50 && without < 450, `${without}`);
    assert.equal(failed, without);
  });

  test("have the ranks of their units", () => {
    const { unrounded } = own.scoreColumns(given);
    const entries = units.map((_, row) => ({ id: `${row}`, points: `${unrounded[row]}` })).filter(({ points }) => points !== `${missing}`);
    for (const ties of ["competition", "dense"]) {
      const ranks = cchc.rankColumn(unrounded, ties);
      const { entries: ranked } = cchc.rank(entries, ties);
      for (const { id, rank } of ranked) assert.equal(ranks[id], rank);
      assert.equal(ranks.filter((rank) => rank === 0).length, units.length - entries.length);
    }
    assert.deepEqual([...cchc.rankColumn(Int32Array.of(5, cchc.NO_DAY, 7))], [2, 0, 1]);
    refused(() => cchc.rankColumn(Int32Array.of(5, 5), "undecided"), "ranking.tie_undecided");
  });

  test("that are none are refused", () => {
    const [ratios, levels] = given;
    const four = (one) => own.scoreColumns([one, ...given.slice(1)]);
    const invalid = [
      () => own.scoreColumns(), () => own.scoreColumns({}), () => own.scoreColumns([null]), () => four({ code: "1" }),
      () => four({ code: 1, points: new Int32Array(500) }), () => four({ ...ratios, places: 1 }), () => four({ ...ratios, levels: levels.levels }),
      () => four({ ...ratios, points: new Int32Array(500) }), () => four({ ...ratios, numerators: [1] }), () => four({ ...ratios, denominators: undefined }),
      () => four({ code: "1", points: new Float64Array(500) }), () => four({ code: "1", level: levels.levels }), () => four({ code: "1", levels: new Int32Array(500) }),
    ];
    for (const call of invalid) refused(call, "document.invalid");
    refused(() => four({ code: "1", points: new Int32Array(500), places: -1 }), "input.out_of_range");
    refused(() => four({ code: "1", points: new Int32Array(500), places: 19 }), "input.out_of_range");
    refused(() => four({ code: "1", points: new Int32Array(499) }), "columns.length");
    refused(() => four({ ...ratios, denominators: new Int32Array(499) }), "columns.length");
    refused(() => four({ ...ratios, code: "9" }), "scoring.unknown_criterion");
    refused(() => own.scoreColumns(given.slice(1)), "scoring.incomplete");
  });
});

describe("ranks of many draws", () => {
  const random = seeded(3);
  const [units, criteria, draws] = [23, 5, 20_000];
  // Whole numbers, whose totals are exact in floats too.
  const values = Float64Array.from({ length: units * criteria }, () => random(9));
  const weights = Float64Array.from({ length: draws * criteria }, () => random(5));
  const competition = (totals) => totals.map((own) => 1 + totals.filter((total) => total > own).length);
  const total = (unit, row) => row.reduce((sum, weight, place) => sum + weight * values[unit * criteria + place], 0);

  test("are those of plain arithmetic, in whichever block they stand", () => {
    const ranks = cchc.rankDraws(values, weights, criteria);
    assert.equal(ranks.length, units * draws);
    for (const draw of [0, 1, 2, 2847, 2848, 2849, 2850, 5698, 19_998, 19_999]) {
      const row = weights.slice(draw * criteria, (draw + 1) * criteria);
      const totals = Array.from({ length: units }, (_, unit) => total(unit, [...row]));
      assert.deepEqual([...ranks.slice(draw * units, (draw + 1) * units)], competition(totals), `draw ${draw}`);
    }
    assert.equal(cchc.rankDraws(values, new Float64Array(), criteria).length, 0);
  });

  /** The seeded numbers, from their description in tests/README.md alone. */
  const mask = 2n ** 64n - 1n;
  const step = 0x9e3779b97f4a7c15n;
  const mix = (z) => {
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
    return z ^ (z >> 31n);
  };
  const noises = {
    uniform: (w) => 2 * (Number(w >> 12n) / 2 ** 52) - 1,
    triangular: (w) => Number((w >> 32n) + (w & 0xffffffffn)) / 2 ** 32 - 1,
    bell: (w) => Number([48n, 32n, 16n, 0n].reduce((sum, shift) => sum + ((w >> shift) & 0xffffn), 0n)) / 2 ** 17 - 1,
  };
  const seed = 2n ** 64n - 59n;
  const expected = (distribution, width, base, many) => {
    const counts = new Uint32Array(units * units);
    for (let draw = 0; draw < many; draw += 1) {
      let state = mix(seed ^ mix(mix((BigInt(draw) + 0xd1b54a32d192ed03n) & mask)));
      const row = [...base].map((weight) => {
        state = (state + step) & mask;
        return weight * (1 + width * noises[distribution](mix(state)));
      });
      const totals = Array.from({ length: units }, (_, unit) => Number(total(unit, row).toPrecision(12)));
      for (const [unit, rank] of competition(totals).entries()) counts[unit * units + rank - 1] += 1;
    }
    return counts;
  };

  for (const distribution of Object.keys(noises)) {
    test(`with ${distribution} noise are counted as the description of the numbers has it`, () => {
      const noise = { weights: Float64Array.of(1, 2, 0.5, 3, 1.25), distribution, width: 0.4, seed };
      const counts = cchc.tallyDraws(values, noise, 0, 600);
      assert.deepEqual(counts, expected(distribution, 0.4, noise.weights, 600));
      const parts = [cchc.tallyDraws(values, noise, 0, 217), cchc.tallyDraws(values, noise, 217, 600)];
      assert.deepEqual(parts[0].map((count, place) => count + parts[1][place]), counts);
    });
  }

  test("of what is no matrix are refused", () => {
    const noise = { weights: new Float64Array(criteria).fill(1), distribution: "bell", width: 0.5, seed: 7 };
    for (const other of [undefined, null, [1], new Float32Array(5), new Int32Array(5), {}, "x"]) {
      refused(() => cchc.rankDraws(other, weights, criteria), "document.invalid");
      refused(() => cchc.rankDraws(values, other, criteria), "document.invalid");
      refused(() => cchc.tallyDraws(other, noise, 0, 5), "document.invalid");
      refused(() => cchc.tallyDraws(values, { ...noise, weights: other }, 0, 5), "document.invalid");
      refused(() => cchc.tallyDraws(values, { ...noise, distribution: other }, 0, 5), "document.invalid");
      refused(() => cchc.tallyDraws(values, { ...noise, width: other }, 0, 5), "document.invalid");
      refused(() => cchc.tallyDraws(values, { ...noise, seed: other }, 0, 5), "input.out_of_range");
      refused(() => cchc.tallyDraws(values, noise, 0, other), "input.out_of_range");
    }
    refused(() => cchc.tallyDraws(values, undefined, 0, 5), "document.invalid");
    refused(() => cchc.tallyDraws(values, { ...noise, wdth: 1 }, 0, 5), "document.invalid");
    refused(() => cchc.tallyDraws(values, { ...noise, weights: new Float64Array() }, 0, 5), "input.empty_list");
    refused(() => cchc.tallyDraws(values, { ...noise, width: 1.5 }, 0, 5), "input.out_of_range");
    refused(() => cchc.tallyDraws(values, { ...noise, width: NaN }, 0, 5), "input.out_of_range");
    refused(() => cchc.tallyDraws(values, { ...noise, seed: 2n ** 64n }, 0, 5), "input.out_of_range");
    refused(() => cchc.tallyDraws(new Float64Array(9000 * criteria), noise, 0, 1), "input.out_of_range");
    refused(() => cchc.rankDraws(values, weights, 0), "input.empty_list");
    refused(() => cchc.rankDraws(values, weights, 2.5), "input.out_of_range");
    refused(() => cchc.rankDraws(values, weights, 4), "columns.length");
    refused(() => cchc.rankDraws(values, weights.subarray(1), criteria), "columns.length");
    refused(() => cchc.rankDraws(values, Float64Array.of(1, 1, 1, 1, -1), criteria), "input.out_of_range");
    refused(() => cchc.rankDraws(Float64Array.of(NaN), Float64Array.of(1), 1), "input.out_of_range");
    refused(() => cchc.rankDraws(new Float64Array(2 ** 20), new Float64Array(2 ** 20), 1), "document.invalid");
    assert.deepEqual([...cchc.rankDraws(Float64Array.of(1, 2), Float64Array.of(1), 1)], [2, 1]);
  });
});

describe("seeds", () => {
  const questionnaire = {
    id: "q", title: title("Phiếu"), source, overall: "pooled", rounding: { half_up_places: 2 },
    options: [{ id: "y", title: title("Có"), satisfied: true }, { id: "n", title: title("Không") }],
    questions: [{ id: "q1", title: title("Câu 1"), factor: "f" }],
    factors: [{ id: "f", title: title("Yếu tố"), method: "pooled" }],
    suppression: { fewest_respondents: 1, reason: title("x") },
  };
  const responses = Array.from({ length: 40 }, (_, place) => ({
    respondent: `r${place}`, answers: [{ question: "q1", option: place % 3 === 0 ? "n" : "y" }],
  }));
  const draw = (seed) => cchc.surveyBootstrap(questionnaire, responses, { seed, draws: 200, confidence_percent: 90 });

  test("are numbers, or BigInts as far as 64 bits go, and come back as they are", () => {
    assert.deepEqual(draw(7n), draw(7));
    assert.equal(draw(7n).plan.seed, 7);
    assert.equal(draw(Number.MAX_SAFE_INTEGER).plan.seed, Number.MAX_SAFE_INTEGER);
    for (const seed of [2n ** 53n, 2n ** 63n + 1n, 2n ** 64n - 1n]) assert.equal(draw(seed).plan.seed, seed);
    for (const seed of [2n ** 64n, -1n, -1, 0.5, 2 ** 53, "7", "bigint 7", null, undefined]) refused(() => draw(seed), "document.invalid");
  });

  test("that only look like one inside a text stay text", () => {
    const named = { ...questionnaire, title: title('"seed":18446744073709551615 "seed":"bigint 5"') };
    const { title: back } = cchc.surveyQuestionnaire(named);
    assert.deepEqual(back, named.title);
    const results = cchc.surveyBootstrap({ ...named, questions: [{ ...named.questions[0], title: named.title }] }, responses, { seed: 2n ** 60n, draws: 100, confidence_percent: 90 });
    assert.deepEqual([results.plan.seed, results.questions[0].title], [2n ** 60n, named.title]);
  });
});

describe("documents nobody would write by hand", () => {
  const ring = [];
  ring.push(ring);
  let deep = {};
  for (let level = 0; level < 100_000; level += 1) deep = { children: [deep] };

  test("that go round in a circle or on without end are no documents", () => {
    for (const document of [ring, deep]) {
      refused(() => RuleSet.check({ ...header, criteria: document }), "document.invalid");
      refused(() => RuleSet.fromCsv({ ...header, notes: document }, "code,title,max\n1,a,1\n"), "document.invalid");
      refused(() => own.score([{ criterion: "1", measure: document }], 2026), "document.invalid");
      refused(() => own.scoreAll([{ unit: { id: "H1", name: "" }, evidence: document }], 2026), "document.invalid");
      refused(() => own.league([document], 2026), "document.invalid");
      refused(() => cchc.robustness({ criteria: document }), "document.invalid");
      refused(() => cchc.surveyQuestionnaire({ options: document }), "document.invalid");
      refused(() => cchc.checkClasses({ classes: document }), "document.invalid");
    }
    for (const text of ['{"criteria": '.repeat(100_000), "[".repeat(1_000_000)]) refused(() => RuleSet.check(text), "document.invalid");
  });

  test("with lists where objects belong are refused", () => {
    for (const evidence of [["1", { ratio: { numerator: 1, denominator: 2 } }], { criterion: "1", measure: { ratio: [1, 2] } }, { criterion: "1", self: [null, "1"] }]) {
      refused(() => own.score([evidence], 2026), "document.invalid");
    }
    const { issues } = RuleSet.check({ ...header, criteria, years: [2026, null] });
    assert.deepEqual(issues.map(({ path, code }) => [path, code]), [["years", "document.invalid"]]);
  });

  test("of a hundred megabytes or a million parts are refused, and the module goes on", () => {
    const text = "x".repeat(100_000_000);
    refused(() => RuleSet.fromJson(text), "rules.too_large");
    refused(() => RuleSet.check({ ...header, id: text }), "rules.too_large");
    refused(() => RuleSet.fromCsv(header, text), "rules.too_large");
    refused(() => own.score([{ criterion: "1", measure: { level: text } }], 2026), "scoring.wrong_measure");
    const many = (one) => Array.from({ length: 1_000_000 }, () => one);
    refused(() => RuleSet.check({ ...header, criteria: many({ code: "1" }) }), "rules.too_large");
    refused(() => own.scoreAll(many({}), 2026), "document.invalid");
    refused(() => cchc.robustness({ units: many({}) }), "document.invalid");
    const open = { id: "a", title: title("a"), from: null, from_inclusive: false, to: null, to_inclusive: false, source };
    const checked = cchc.checkClasses({ classes: Array.from({ length: 100_000 }, () => open) });
    assert.deepEqual(checked.issues.map(({ code }) => code), ["rules.too_large"]);
    const long = leaf("x".repeat(1_000_000), "10", { kind: "given" });
    const { issues } = RuleSet.check({ ...header, criteria: [long] });
    assert.deepEqual(issues.map(({ code }) => code), ["input.out_of_range"]);
    assert.ok(JSON.stringify(issues).length < 5_000);
    assert.equal(own.score([{ criterion: "1", measure: { ratio: { numerator: 1, denominator: 2 } } }], 2026).points, "2.00");
  });

  test("that are tables nested without end are too deep", () => {
    const codes = Array.from({ length: 1_000 }, (_, depth) => `1${".1".repeat(depth)}`);
    const last = codes.pop();
    const table = `code,title,max,shape,source\n${codes.map((code) => `${code},a,10,,x\n`).join("")}${last},a,10,given,x\n`;
    const { details } = refused(() => RuleSet.fromCsv(header, table), "rules.invalid");
    assert.ok(details.issues.some(({ code }) => code === "rules.too_deep"));
  });
});
