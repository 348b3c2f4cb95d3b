// What only JavaScript can get wrong: its errors, its dates, its numbers, and what it leaves out.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import init, * as cchc from "cchc";

const { Report, RuleSet, WorkCalendar } = cchc;
const calendar = WorkCalendar.vietnam();
const rules = RuleSet.shipped("qd-766-2022");
const indicatorData = { level: "commune", period: { from: "2026-07-01", through: "2026-07-31" } };
const weekly = [
  { days: ["monday", "tuesday", "wednesday", "thursday", "friday"], intervals: [["07:00", "11:30"], ["13:30", "17:00"]] },
];
const hours = { weekly, source: { document: "Quy chế làm việc" } };
const office = calendar.withHours(hours);
const csv = "Mã hồ sơ;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý\nH15-1;2026-08-20;24/08/2026;20260824160000\n";

/** The CchcError a call throws; anything else it throws or returns fails the test. */
function refused(call, code) {
  let thrown;
  assert.throws(call, (error) => {
    thrown = error;
    return true;
  });
  assert.ok(thrown instanceof Error, String(thrown));
  assert.equal(thrown.name, "CchcError", thrown.stack);
  if (code) assert.equal(thrown.code, code, thrown.message);
  return thrown;
}

/** As `refused`, but JavaScript's own TypeError will do; a trap of the module never does. */
function refusedOrTypeError(call) {
  assert.throws(call, (error) => error instanceof TypeError || error.name === "CchcError");
}

describe("errors", () => {
  test("an error is an Error with code, kind, details and both messages", () => {
    const error = refused(() => calendar.isWorkingDay("2099-12-30"), "calendar.horizon");
    assert.equal(error.kind, "out_of_coverage");
    assert.deepEqual(error.details, { date: "2099-12-30", first: calendar.first, last: calendar.last });
    assert.match(error.message, /^2099-12-30 lies outside the days known/);
    assert.match(error.messageVi, /30\/12\/2099/);
    assert.ok(cchc.errorCodes().includes(error.code));
  });

  test("the stack names the error and reaches the caller, however deep the module is", () => {
    const room = Error.stackTraceLimit;
    const { stack } = refused(() => Report.write({}), "document.invalid");
    assert.match(stack, /^CchcError: document is not as expected/);
    assert.match(stack, /api\.test\.mjs/);
    assert.equal(Error.stackTraceLimit, room);
  });

  test("the issues of a refused document are in the details", () => {
    const document = JSON.parse(rules.toJson());
    document.criteria[0].max_points = "1";
    const error = refused(() => RuleSet.fromJson(JSON.stringify(document)), "rules.invalid");
    assert.ok(error.details.issues.length > 0);
    assert.equal(error.details.issues[0].code, "rules.sum_mismatch");
    assert.equal(error.details.issues[0].path, "criteria");
  });

  test("calls still work after errors, many of them", () => {
    for (let time = 0; time < 2000; time += 1) {
      refused(() => calendar.addWorkingDays("2026-08-20", -1), "input.out_of_range");
      refused(() => cchc.rank([]), "input.empty_list");
      refusedOrTypeError(() => cchc.deadline("2026-08-20", { working_days: 2 }, {}));
    }
    assert.equal(calendar.addWorkingDays("2026-08-20", 2), "2026-08-22");
    assert.equal(cchc.rank([{ id: "a", points: "1" }]).entries[0].rank, 1);
  });

  test("a document that cannot be written as JSON is refused with the reason", () => {
    const circle = {};
    circle.self = circle;
    assert.match(refused(() => cchc.statsSummary(circle), "document.invalid").message, /circular/);
    assert.match(refused(() => cchc.statsSummary({ early: 1n }), "document.invalid").message, /BigInt/);
    const odd = { toJSON: () => { throw "a text"; } };
    refused(() => cchc.statsSummary(odd), "document.invalid");
  });

  test("a missing or unknown field comes with its path", () => {
    const missing = refused(() => cchc.rank([{ id: "a", points: "1" }, { id: "b" }]), "document.invalid");
    assert.equal(missing.details.path, "[1]");
    const misspelt = refused(() => cchc.classify({ id: "a", recieved: "2026-08-20" }, "2026-08-21"), "document.invalid");
    assert.match(misspelt.message, /recieved/);
  });
});

describe("dates", () => {
  const date = new Date("2026-08-20T00:00:00+07:00");

  test("a Date is refused as an argument, and the message says why", () => {
    for (const call of [
      () => calendar.isWorkingDay(date),
      () => calendar.addWorkingDays(date, 1),
      () => calendar.countWorkingDays("2026-08-20", date),
      () => calendar.explain(date),
      () => calendar.knownAt(date),
      () => calendar.subtractWorkingDays(date, 1),
      () => calendar.toIcs("2026-08-01", date),
      () => office.intervals(date),
      () => office.addWorkingMinutes(date, 1),
      () => office.countWorkingMinutes("2026-03-02T11:00:00", date),
      () => cchc.dayNumber(date),
      () => cchc.minuteNumber(date),
      () => cchc.deadline(date, { working_days: 3 }),
      () => cchc.apology({ due: "2026-08-20" }, date),
      () => cchc.apologyCompliance([], date),
      () => cchc.notices(date, "counter"),
      () => cchc.recompute(null, null, [], date),
      () => cchc.replayAll([], date),
      () => cchc.audit([], date),
      () => cchc.indicators(rules, indicatorData, date),
      () => cchc.lunarDay(date),
      () => cchc.dossierTable(csv, date),
      () => cchc.planProgress([{ id: "1" }], date),
    ]) {
      assert.match(refused(call, "date.invalid").message, /a Date object, whose day depends on the time zone/);
    }
  });

  test("a Date inside a document is refused too, named by its field", () => {
    const dossier = { id: "A", received: "2026-08-20", limit: { working_days: 3 } };
    assert.equal(cchc.classify(dossier, "2026-08-21").outcome, "in_progress");
    const error = refused(() => cchc.classify({ ...dossier, received: date }, "2026-08-21"), "document.invalid");
    assert.match(error.message, /received is a Date object, whose day depends on the time zone/);
    refused(() => cchc.planProgress([{ id: "1", done: date }], "2026-08-21"), "document.invalid");
    const rule = { limit: { working_days: 3 } };
    for (const call of [
      () => cchc.deadlineCase({ received: date, rule }),
      () => cchc.deadlineCase({ received: "2026-08-20", rule, events: [{ event: "suspended", at: date }] }),
      () => cchc.stageReport({ received: "2026-08-20", flow: [{ id: "a", limit: rule.limit, finished: date }] }),
      () => cchc.apology({ due: date }, "2026-08-21"),
    ]) {
      assert.match(refused(call, "document.invalid").message, /is a Date object/);
    }
  });

  test("an instant has its time of day; a day alone is refused with what to write", () => {
    assert.equal(office.addWorkingMinutes("2026-03-02T11:00:00", 60), "2026-03-02T14:00:00");
    assert.equal(office.addWorkingMinutes("02/03/2026 11:00", 0), "2026-03-02T11:00:00");
    assert.equal(office.addWorkingMinutes("2026-03-02T04:00:00Z", 60), "2026-03-02T14:00:00");
    assert.equal(office.countWorkingMinutes("2026-03-02T11:00:00", "2026-03-02T14:00:00"), 60);
    for (const call of [
      () => office.addWorkingMinutes("2026-03-02", 60),
      () => office.countWorkingMinutes("2026-03-02T11:00:00", "2026-03-02"),
    ]) {
      const error = refused(call, "date.invalid");
      assert.match(error.message, /'2026-03-02' cannot be read .*; write 2026-08-20T09:30:00/);
      assert.match(error.messageVi, /hãy ghi 2026-08-20T09:30:00/);
    }
    refused(() => calendar.addWorkingMinutes("2026-03-02T11:00:00", 60), "calendar.no_hours");
    refused(() => office.addWorkingMinutes("2026-03-02T11:00:00", -1), "input.out_of_range");
  });

  test("dates are read as the core reads them and returned as ISO text", () => {
    assert.equal(calendar.addWorkingDays("20/08/2026", 0), "2026-08-20");
    assert.equal(calendar.addWorkingDays("20260820093000", 0), "2026-08-20");
    refused(() => calendar.isWorkingDay("2026-02-30"), "date.invalid");
    refused(() => calendar.isWorkingDay(20260820), "date.invalid");
    refused(() => calendar.isWorkingDay(""), "date.invalid");
  });
});

describe("numbers", () => {
  test("what is not a whole number of days is out of range", () => {
    for (const days of [2.5, -1, NaN, Infinity, -Infinity, 1e30, 2 ** 32, -(2n ** 70n), 2n ** 70n]) {
      refused(() => calendar.addWorkingDays("2026-08-20", days), "input.out_of_range");
    }
    for (const days of ["two", "", null, undefined, {}, [3], true, Symbol("3"), () => 3]) {
      refused(() => calendar.addWorkingDays("2026-08-20", days), "input.out_of_range");
    }
    assert.match(refused(() => calendar.addWorkingDays("2026-08-20", 2.5)).message, /days is 2\.5, outside 0 to/);
    refused(() => calendar.addWorkingDays("2026-08-20", 2 ** 32 - 1), "calendar.horizon_adding");
    refused(() => cchc.apologyDuty(1, 0.5, "2026-03-31"), "input.out_of_range");
    refused(() => cchc.mean(["1"], -1), "input.out_of_range");
    refused(() => cchc.deadline("2026-08-20", { working_days: 0 }), "input.out_of_range");
    refused(() => cchc.deadline("2026-08-20", { working_days: 2.5 }), "document.invalid");
    assert.equal(calendar.addWorkingDays("2026-08-20", -0), "2026-08-20");
    assert.equal(calendar.addWorkingDays("2026-08-20", 2n), "2026-08-22");
  });

  test("points are text or whole numbers, never floats", () => {
    const evidence = (points) => [{ criterion: "CLGQ", measure: { points } }];
    assert.match(refused(() => rules.score(evidence(8.97), 2026), "document.invalid").message, /floating point|exact decimal/);
    refused(() => rules.classOf(76.37), "document.invalid");
    refused(() => rules.classOf("76,37"), "number.invalid");
    refused(() => cchc.mean([0.1, 0.2], 2), "document.invalid");
    refused(() => cchc.rank([{ id: "a", points: 65.47 }]), "document.invalid");
    assert.equal(rules.classOf("76.37").title.vi, "Khá");
    assert.equal(rules.classOf(76).title.vi, "Khá");
    assert.equal(cchc.mean(["0.1", "0.2"], 10), "0.1500000000");
    refused(() => cchc.mean(["0.1"], 11), "input.out_of_range");
    assert.equal(cchc.mean(["2.675"], 2), "2.68");
  });

  test("numbers JSON would change without a word are refused", () => {
    for (const early of [NaN, Infinity, 2 ** 53, 1e30]) {
      assert.match(refused(() => cchc.statsSummary({ early }), "document.invalid").message, /early is .* not an exact number/);
    }
    refused(() => cchc.movement({ rank: NaN }, { rank: 1 }), "document.invalid");
    assert.equal(cchc.statsSummary({ early: Number.MAX_SAFE_INTEGER }).total, Number.MAX_SAFE_INTEGER);
  });

  test("an answer past 2^53 is refused rather than rounded", () => {
    const counts = { early: Number.MAX_SAFE_INTEGER, late: Number.MAX_SAFE_INTEGER };
    assert.match(refused(() => cchc.statsSummary(counts), "document.invalid").message, /2\^53/);
    const places = { now: { rank: 1 }, movement: { places: 9007199254740991 } };
    refused(() => cchc.standingBefore(places.now, places.movement, places.now.of), "input.out_of_range");
  });
});

describe("calendars made from a calendar", () => {
  const reason = { vi: "bão số 9", en: "storm no. 9" };
  const source = { document: "Thông báo" };
  const storm = { agency: "H15.15", source, days_off: [{ from: "2026-09-24", reason }] };
  const saturdays = { use: "reception", source, weekly_days: [{ weekday: "saturday", reason, intervals: [["07:30", "11:30"]] }] };

  test("each is a new one, and the old one stays as it is", () => {
    const own = calendar.overlaid([storm, saturdays], "H15.15");
    assert.deepEqual([calendar.isWorkingDay("2026-09-24"), own.isWorkingDay("2026-09-24")], [true, false]);
    const { kind, instead_of, name } = own.explain("2026-09-24");
    assert.deepEqual([kind, instead_of, name], ["local_off", "working", reason]);
    assert.equal(calendar.subtractWorkingDays("2026-08-24", 1), "2026-08-22");
    assert.equal(calendar.forSector("enterprise").isWorkingDay("2026-08-22"), false);
    assert.equal(calendar.knownAt("2025-12-24").isWorkingDay("2026-01-02"), true);
    refused(() => calendar.knownAt("1990-01-01"), "calendar.not_known");
  });

  test("an agency and a use may be left out", () => {
    const overlays = [storm, saturdays];
    for (const nobody of [undefined, null]) {
      assert.equal(calendar.overlaid(overlays, nobody).isWorkingDay("2026-09-24"), true);
      assert.equal(calendar.overlaid(overlays, "H15.15", nobody).isWorkingDay("2026-09-26"), false);
    }
    const reception = office.overlaid(overlays, null, "reception");
    assert.deepEqual(reception.intervals("2026-09-26"), [["07:30", "11:30"]]);
    assert.deepEqual(office.intervals("2026-09-26"), []);
    refused(() => calendar.overlaid(overlays, 15), "document.invalid");
    refused(() => calendar.overlaid(overlays, null, "counted"), "document.invalid");
    refused(() => calendar.overlaid([{ ...storm, days: [] }]), "document.invalid");
    const outside = { source, days_off: [{ from: "1999-01-01", reason }] };
    assert.equal(refused(() => calendar.overlaid([outside]), "calendar.invalid").details.issues[0].path, "[0].days_off[0]");
  });

  test("what a calendar is can be asked of it", () => {
    assert.deepEqual([calendar.sector, calendar.forSector("enterprise").sector], ["public", "enterprise"]);
    assert.equal(calendar.hours, null);
    assert.deepEqual(office.hours.weekly[0].intervals, weekly[0].intervals);
    assert.deepEqual(calendar.withHours(office.hours).hours, office.hours, "what is given out is read in again");
    assert.deepEqual(office.explain("2026-03-02").hours, weekly[0].intervals);
    refused(() => calendar.forSector("private"), "document.invalid");
    refused(() => calendar.withHours({ ...hours, weekly: [] }), "calendar.no_hours");
    refused(() => calendar.withHours({ ...hours, weekly: [...weekly, ...weekly] }), "calendar.invalid");
  });

  test("iCalendar is in Vietnamese unless another language is asked for", () => {
    const ics = (lang) => calendar.toIcs("2026-08-01", "2026-08-31", lang);
    assert.match(ics("en"), /^BEGIN:VCALENDAR\r\n(.*\r\n)*SUMMARY:Worked in place of 2026-08-31\r\n/);
    assert.equal(ics(), ics("vi"));
    assert.notEqual(ics(), ics("en"));
    refused(() => ics("fr"), "text.unknown_language");
    refused(() => calendar.toIcs("2026-08-31", "2026-08-01"), "calendar.reversed_dates");
  });
});

describe("what may be left out", () => {
  test("a calendar, and a calendar that is passed stays usable", () => {
    const limit = { working_days: 3 };
    const own = calendar.projected();
    const first = cchc.deadline("2026-02-13", limit, own);
    assert.deepEqual(cchc.deadline("2026-02-13", limit, own), first);
    assert.deepEqual(cchc.deadline("2026-02-13", limit), first);
    assert.deepEqual(cchc.deadline("2026-02-13", limit, null), first);
    assert.equal(own.isWorkingDay("2026-02-13"), true);
    assert.equal(cchc.deadline("2027-03-01", limit, own).due, "2027-03-04");
    refused(() => cchc.deadline("2027-03-01", limit), "calendar.horizon");
    const dossiers = [{ id: "A", received: "2025-12-30", limit: { working_days: 2 } }];
    const old = calendar.knownAt("2025-12-24");
    const recomputed = (from, to) => cchc.recompute(from, to, dossiers, "2026-01-03").changed.map((change) => change.due_after);
    assert.deepEqual([recomputed(old, null), recomputed(undefined, old), recomputed()], [["2026-01-05"], ["2026-01-02"], []]);
    assert.equal(recomputed(old, calendar)[0], recomputed(old)[0]);
    assert.equal(old.isWorkingDay("2026-01-02"), true);
  });

  test("something else in the place of a calendar is refused", () => {
    for (const other of [{}, "vietnam", 1, rules, { share: () => 1 }, { share: () => rules }]) {
      assert.throws(() => cchc.deadline("2026-02-13", { working_days: 3 }, other), (error) => !isTrap(error));
    }
  });

  test("a unit, a tie rule, a language", () => {
    assert.equal(rules.score([], 2026).unit, null);
    assert.equal(rules.score([], 2026, null).unit, null);
    assert.equal(rules.score([], 2026, { id: "H15.15", name: "Sở Nội vụ" }).unit.id, "H15.15");
    refused(() => rules.score([], 2026, { id: "h15", name: "x" }), "document.invalid");
    const entries = [{ id: "a", points: 1 }, { id: "b", points: 1 }, { id: "c", points: 0 }];
    const ranks = (ties) => cchc.rank(entries, ties).entries.map((entry) => entry.rank);
    assert.deepEqual([ranks(), ranks(null), ranks("dense")], [[1, 1, 3], [1, 1, 3], [1, 1, 2]]);
    refused(() => ranks("undecided"), "ranking.tie_undecided");
    refused(() => ranks("olympic"), "document.invalid");
    const submitted = "2026-03-02T08:00:00";
    assert.deepEqual(cchc.notices(submitted, "online", null, office), cchc.notices(submitted, "online", undefined, office));
    assert.equal(cchc.notices(submitted, "online", "297/2025/NĐ-CP", office)[0].source.document, "297/2025/NĐ-CP");
    refused(() => cchc.notices(submitted, "online", 297, office), "document.invalid");
    assert.equal(cchc.solarDay({ year: 2025, month: 6, day: 1 }), cchc.solarDay({ year: 2025, month: 6, leap: false, day: 1 }));
    const report = Report.ofDossiers(csv, "2026-08-31");
    assert.equal(report.toText(), report.toText("vi"));
    assert.notEqual(report.toText("en"), report.toText("vi"));
    refused(() => report.toText("fr"), "text.unknown_language");
    refused(() => report.toText(5), "text.unknown_language");
  });
});

/** Whether an error is a trap of the module, after which it would be unusable. */
function isTrap(error) {
  return error instanceof WebAssembly.RuntimeError || /unreachable|memory access|recursive use/.test(error.message);
}

describe("anything at all as an argument", () => {
  const report = Report.ofDossiers(csv, "2026-08-31");
  const hostile = [undefined, null, 0, -1, NaN, "", "x", true, 1n, Symbol("s"), [], {}, () => 1, new Date(), new Map()];
  hostile.push(new Uint8Array(3), Object.create(null), "\ud800", "[".repeat(100000), [[[[]]]], { toJSON: () => 1 }, rules);
  const calls = {
    fromJson: (x) => WorkCalendar.fromJson(x),
    isWorkingDay: (x) => calendar.isWorkingDay(x),
    addWorkingDays: (x) => calendar.addWorkingDays("2026-08-20", x),
    countWorkingDays: (x) => calendar.countWorkingDays("2026-08-20", x),
    explain: (x) => calendar.explain(x),
    knownAt: (x) => calendar.knownAt(x),
    forSector: (x) => calendar.forSector(x),
    overlaid: (x) => calendar.overlaid(x, x, x),
    overlaidOne: (x) => calendar.overlaid([x]),
    withHours: (x) => calendar.withHours(x),
    withWeekly: (x) => calendar.withHours({ ...hours, weekly: [x], seasons: x }),
    subtractWorkingDays: (x) => calendar.subtractWorkingDays("2026-08-20", x),
    addWorkingMinutes: (x) => office.addWorkingMinutes(x, x),
    countWorkingMinutes: (x) => office.countWorkingMinutes("2026-03-02T11:00:00", x),
    intervals: (x) => office.intervals(x),
    toIcs: (x) => calendar.toIcs("2026-08-20", "2026-08-31", x),
    addWorkingDaysColumn: (x) => calendar.addWorkingDaysColumn(x, x),
    addWorkingDaysColumnAll: (x) => calendar.addWorkingDaysColumn(new Int32Array(3), x),
    countWorkingDaysColumn: (x) => calendar.countWorkingDaysColumn(x, x),
    isWorkingDayColumn: (x) => calendar.isWorkingDayColumn(x),
    addWorkingMinutesColumn: (x) => office.addWorkingMinutesColumn(x, x),
    countWorkingMinutesColumn: (x) => office.countWorkingMinutesColumn(x, x),
    deadlineColumns: (x) => cchc.deadlineColumns(x),
    deadlineColumnsOne: (x) => cchc.deadlineColumns({ received: x, rules: x }),
    deadlineColumnsEach: (x) => {
      const [received, rules] = [new Int32Array(3), [{ limit: { weeks: 1 } }]];
      const calls = ["rule", "amount", "unit", "finished", "pauses", "asOf"].map((name) => ({ received, rules, [name]: x }));
      for (const part of ["offsets", "from", "to"]) {
        const pauses = { offsets: new Int32Array(4), from: new Int32Array(), to: new Int32Array(), [part]: x };
        calls.push({ received, rules, pauses });
      }
      for (const dossiers of calls) {
        try {
          cchc.deadlineColumns(dossiers);
        } catch (error) {
          assert.equal(error.name, "CchcError", error.stack);
        }
      }
    },
    dayNumber: (x) => cchc.dayNumber(x),
    isoDay: (x) => cchc.isoDay(x),
    minuteNumber: (x) => cchc.minuteNumber(x),
    isoMinute: (x) => cchc.isoMinute(x),
    deadline: (x) => cchc.deadline("2026-08-20", x),
    deadlineReceived: (x) => cchc.deadline(x, { working_days: 2 }, x),
    deadlineCase: (x) => cchc.deadlineCase(x),
    deadlineRule: (x) => cchc.deadlineCase({ received: "2026-08-20", rule: x }),
    deadlineEvent: (x) => cchc.deadlineCase({ received: "2026-08-20", rule: { limit: { hours: 2 } }, events: [x], count: x }),
    cutOff: (x) => cchc.deadlineCase({ received: "2026-08-20", rule: { limit: { working_days: 2 }, cut_off: x } }),
    stageReport: (x) => cchc.stageReport(x),
    stageFlow: (x) => cchc.stageReport({ received: "2026-08-20", flow: [x] }),
    apology: (x) => cchc.apology(x, "2026-08-20"),
    apologyAsOf: (x) => cchc.apology({ due: "2026-08-20", regime: x }, x),
    apologyCompliance: (x) => cchc.apologyCompliance(x, "2026-08-20"),
    notices: (x) => cchc.notices("2026-08-20", x),
    noticesOfGroup: (x) => cchc.notices("2026-08-20", "counter", x),
    recompute: (x) => cchc.recompute(null, null, x, "2026-08-20"),
    recomputeOld: (x) => cchc.recompute(x, null, [], "2026-08-20"),
    replay: (x) => cchc.replay(x, "2026-08-20"),
    replayEvent: (x) => cchc.replay({ id: "a", rule: { limit: { working_days: 2 } }, events: [x], history: x }, "2026-08-20"),
    replayAsOf: (x) => cchc.replay({ id: "a", rule: {}, events: [] }, x),
    replayAll: (x) => cchc.replayAll(x, "2026-08-20"),
    replayAllOne: (x) => cchc.replayAll([x], "2026-08-20"),
    audit: (x) => cchc.audit(x, "2026-08-20"),
    auditSettings: (x) => cchc.audit([], "2026-08-20", x),
    auditDossiers: (x) => cchc.auditDossiers([x], "2026-08-20", x),
    indicators: (x) => cchc.indicators(rules, x, "2026-08-20"),
    indicatorsRules: (x) => cchc.indicators(x, indicatorData, "2026-08-20"),
    indicatorsOne: (x) => cchc.indicators(rules, { ...indicatorData, dossiers: [x], feedback: [x], procedures: x }, x),
    indicatorSheet: (x) => cchc.indicatorSheet(rules, indicatorData, "2026-08-20", x),
    dossierCode: (x) => cchc.dossierCode(x, x),
    procedureCode: (x) => cchc.procedureCode(x),
    sectorCode: (x) => cchc.sectorCode(x),
    lunarDay: (x) => cchc.lunarDay(x),
    solarDay: (x) => cchc.solarDay(x),
    solarMonth: (x) => cchc.solarDay({ year: 2026, month: x, leap: x, day: 1 }),
    classify: (x) => cchc.classify(x, "2026-08-20"),
    classifyAsOf: (x) => cchc.classify({ id: "a", received: "2026-08-20" }, x),
    onTimeStats: (x) => cchc.onTimeStats([x], "2026-08-20"),
    dossierTable: (x) => cchc.dossierTable(x, "2026-08-20"),
    apologyDuty: (x) => cchc.apologyDuty(x, 5, "2026-03-31"),
    ruleSet: (x) => RuleSet.fromJson(x),
    shipped: (x) => RuleSet.shipped(x),
    shippedFor: (x) => RuleSet.shippedFor(x, x),
    fromCsv: (x) => RuleSet.fromCsv(x, x),
    fromCsvTable: (x) => RuleSet.fromCsv("{}", x),
    check: (x) => RuleSet.check(x),
    score: (x) => rules.score(x, 2026),
    scoreOne: (x) => rules.score([x], 2026),
    scoreYear: (x) => rules.score([], x ?? "now"),
    scoreUnit: (x) => rules.score([], 2026, x ?? "nobody"),
    scoreAll: (x) => rules.scoreAll(x, 2026),
    scoreAllOne: (x) => rules.scoreAll([x], x),
    scoreColumns: (x) => rules.scoreColumns(x),
    scoreColumnsOne: (x) => rules.scoreColumns([x]),
    scoreColumnsCells: (x) => rules.scoreColumns([{ code: "1.1", points: x, places: x }]),
    rankColumn: (x) => cchc.rankColumn(x, x),
    league: (x) => rules.league(x, 2026, x),
    leagueUnit: (x) => rules.league([{ unit: { id: "H15", name: "x" }, evidence: x }], 2026),
    classifySet: (x) => rules.classify(x, x),
    classifyUnits: (x) => cchc.classifyUnits(x),
    classifyUnitsOf: (x) => cchc.classifyUnits({ classes: { classes: [] }, units: [x] }),
    checkClasses: (x) => cchc.checkClasses(x),
    bottlenecks: (x) => rules.bottlenecks([], 2026, x),
    targetSearch: (x) => rules.targetSearch(x),
    targetSearchGoal: (x) => rules.targetSearch({ year: 2026, evidence: [], goal: x, levers: x }),
    contributions: (x) => rules.contributions(x, 2026),
    gap: (x) => rules.gap([], 2026, x, x),
    gapRules: (x) => rules.gap([], 2026, [], 2026, x),
    gapToMean: (x) => rules.gapToMean([], 2026, x),
    gapToMeanOne: (x) => rules.gapToMean([], 2026, [x]),
    changeTo: (x) => rules.changeTo(x, [], 2026, [], 2026),
    changeToYear: (x) => rules.changeTo(rules, x, 2026, [], x, x),
    whatIf: (x) => rules.whatIf([], 2026, x, x),
    applicabilityEffect: (x) => rules.applicabilityEffect(x, 2026),
    diff: (x) => rules.diff(x),
    diffCodes: (x) => rules.diff(rules, x),
    diffScores: (x) => rules.diffScores(rules, x, x),
    movements: (x) => cchc.movements(x),
    movementsNow: (x) => cchc.movements({ now: [x], earlier: x }),
    robustness: (x) => cchc.robustness(x),
    surveyQuestionnaire: (x) => cchc.surveyQuestionnaire(x),
    surveyTally: (x) => cchc.surveyTally(x, x),
    surveyResults: (x) => cchc.surveyResults(x, { responses: [] }, x),
    surveyBootstrap: (x) => cchc.surveyBootstrap(x, x, x, x),
    surveySampleSize: (x) => cchc.surveySampleSize(x, "0.05"),
    surveySampleMargin: (x) => cchc.surveySampleSize(1000, x),
    surveyMargin: (x) => cchc.surveyMargin(1000, x, 2),
    surveyWilson: (x) => cchc.surveyWilson(5, 10, x, 2),
    rankDraws: (x) => cchc.rankDraws(x, x, 1),
    rankDrawsOf: (x) => cchc.rankDraws(new Float64Array(4), new Float64Array(4), x),
    tallyDraws: (x) => cchc.tallyDraws(new Float64Array(4), x, 0, 1),
    tallyDrawsUpTo: (x) => cchc.tallyDraws(x, { weights: new Float64Array(2), distribution: "bell", width: 0, seed: x }, x, x),
    classOf: (x) => rules.classOf(x),
    losses: (x) => rules.losses([x], 2026),
    lossesYear: (x) => rules.losses([], x),
    leastIncreaseCriterion: (x) => rules.leastIncrease(x, { ratio: { numerator: 0, denominator: 82 } }, "0.1"),
    leastIncreaseMeasure: (x) => rules.leastIncrease("1.1", x, "0.1"),
    leastIncreasePoints: (x) => rules.leastIncrease("1.1", { ratio: { numerator: 0, denominator: 82 } }, x),
    rank: (x) => cchc.rank(x),
    nextPlace: (x) => cchc.nextPlace([{ id: "a", points: 1 }], x),
    movement: (x) => cchc.movement(x, x),
    standingBefore: (x) => cchc.standingBefore({ rank: 1 }, x),
    mean: (x) => cchc.mean(x, 2),
    places: (x) => cchc.mean(["1"], x),
    proceduresTotal: (x) => cchc.proceduresTotal([x]),
    planProgress: (x) => cchc.planProgress(x, "2026-08-20"),
    inspectionSummary: (x) => cchc.inspectionSummary(x, "2026-08-20"),
    planReport: (x) => cchc.planReport(x, "2026-08-20"),
    planReportWithin: (x) => cchc.planReport({ year: 2026 }, "2026-08-20", x),
    planMovement: (x) => cchc.planMovement(x, "2026-08-20", "2026-08-21"),
    planCarryOver: (x) => cchc.planCarryOver(x, 2027, "2026-08-21"),
    planCarryOverInto: (x) => cchc.planCarryOver({ year: 2026 }, x, "2026-08-21"),
    inspectionReport: (x) => cchc.inspectionReport(x, "2026-08-20"),
    write: (x) => Report.write(x),
    ofDossiers: (x) => Report.ofDossiers(x, "2026-08-20"),
    toText: (x) => report.toText(x),
    figure: (x) => report.figure(x),
    statsSummary: (x) => cchc.statsSummary(x),
  };
  for (const [name, call] of Object.entries(calls)) {
    test(`${name} answers or throws a CchcError, never a trap`, () => {
      for (const argument of hostile) {
        try {
          call(argument);
        } catch (error) {
          assert.ok(error instanceof TypeError || error.name === "CchcError", `${typeof argument}: ${error.stack}`);
        }
      }
      assert.equal(calendar.addWorkingDays("2026-08-20", 2), "2026-08-22");
    });
  }

  test("nothing given at all is refused", () => {
    for (const call of [
      ...[cchc.deadline, cchc.classify, cchc.onTimeStats, cchc.statsSummary, cchc.dossierTable, cchc.apologyDuty],
      ...[cchc.rank, cchc.nextPlace, cchc.movement, cchc.standingBefore, cchc.mean, cchc.proceduresTotal],
      ...[cchc.deadlineCase, cchc.stageReport, cchc.apology, cchc.apologyCompliance, cchc.notices, cchc.recompute],
      ...[cchc.replay, cchc.replayAll, cchc.audit, cchc.auditDossiers, cchc.dossierCode, cchc.procedureCode, cchc.sectorCode],
      ...[() => cchc.indicators(rules), () => cchc.indicatorSheet(rules)],
      ...[cchc.deadlineColumns, cchc.movements, cchc.classifyUnits, cchc.checkClasses, cchc.robustness, cchc.rankDraws],
      ...[cchc.tallyDraws, cchc.rankColumn, cchc.surveyQuestionnaire, cchc.surveyTally, cchc.surveyResults],
      ...[cchc.surveyBootstrap, cchc.surveySampleSize, cchc.surveyMargin, cchc.surveyWilson, RuleSet.fromCsv],
      ...[() => rules.scoreAll(), () => rules.scoreColumns(), () => rules.league(), () => rules.classify()],
      ...[() => rules.targetSearch(), () => rules.contributions(), () => rules.gap(), () => rules.gapToMean()],
      ...[() => rules.whatIf(), () => rules.applicabilityEffect(), () => rules.bottlenecks(), RuleSet.shippedFor],
      ...[cchc.lunarDay, cchc.solarDay, cchc.planProgress, cchc.inspectionSummary, cchc.inspectionReport, WorkCalendar.fromJson, RuleSet.fromJson, RuleSet.shipped],
      ...[cchc.planReport, cchc.planMovement, cchc.planCarryOver],
      ...[cchc.dayNumber, cchc.isoDay, cchc.minuteNumber, cchc.isoMinute, () => calendar.isWorkingDayColumn()],
      ...[() => calendar.withHours(), () => calendar.overlaid(), () => calendar.knownAt(), () => office.intervals()],
      ...[Report.write, Report.ofDossiers, () => calendar.explain(), () => rules.score(), () => rules.classOf()],
    ]) {
      refused(() => call());
    }
  });
});

describe("tables", () => {
  test("text and bytes give the same table", () => {
    const table = cchc.dossierTable(csv, "2026-08-31");
    assert.equal(table.total.on_time, 1);
    assert.deepEqual(cchc.dossierTable(new TextEncoder().encode(csv), "2026-08-31"), table);
    assert.deepEqual(cchc.dossierTable(Buffer.from(csv), "2026-08-31"), table);
    assert.deepEqual(cchc.dossierTable(`\ufeff${csv}`, "2026-08-31"), table);
  });

  test("what is neither is refused, and so are bytes that are not UTF-8", () => {
    for (const other of [undefined, null, 5, {}, [1, 2], new ArrayBuffer(4), new Uint16Array(4)]) {
      refused(() => cchc.dossierTable(other, "2026-08-31"), "document.invalid");
    }
    refused(() => cchc.dossierTable(Uint8Array.of(0xff, 0xfe, 0x41, 0x00), "2026-08-31"), "table.encoding");
    refused(() => cchc.dossierTable("", "2026-08-31"), "table.empty");
  });

  test("bad rows are issues, not errors", () => {
    const table = cchc.dossierTable(`${csv}H15-2;31/02/2026;;\n`, "2026-08-31");
    assert.deepEqual([table.rows, table.left_out, table.reconciled], [2, 1, true]);
    const { line, path, code, message } = table.issues[0];
    assert.deepEqual([line, path, code], [3, "NgayTiepNhan", "date.invalid"]);
    assert.match(message.vi, /31\/02\/2026/);
  });
});

test("what would cross as an empty object is refused", () => {
  for (const counts of [new Map([["on_time", 1]]), new Set([1]), Object.create({ on_time: 5 })]) {
    refused(() => cchc.statsSummary(counts), "document.invalid");
  }
  class Counts {
    on_time = 3;
  }
  assert.equal(cchc.statsSummary(new Counts()).on_time, 3);
});

describe("the package", () => {
  test("init is there in Node as well, and does nothing", async () => assert.equal(await init(), undefined));

  test("handles answer about themselves", () => {
    assert.equal(calendar.edition, cchc.dataEdition());
    assert.match(`${calendar.first} ${calendar.last}`, /^\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d$/);
    assert.deepEqual([rules.id, rules.status], ["qd-766-2022", "reconstructed"]);
    assert.ok(RuleSet.shippedIds().every((id) => RuleSet.shipped(id).id === id));
    assert.equal(RuleSet.fromJson(rules.toJson()).toJson(), rules.toJson());
  });

  test("a report is text and an object, and an unknown figure is null", () => {
    const report = Report.ofDossiers(csv, "2026-08-31");
    const { figures } = report.toObject();
    assert.deepEqual(report.figure(figures[0].id), figures[0]);
    assert.equal(report.figure("no.such.figure"), null);
  });

  test("a freed handle is refused", () => {
    const own = WorkCalendar.vietnam();
    own.free();
    assert.throws(() => own.isWorkingDayColumn(new Int32Array(1)), /null pointer/);
    assert.throws(() => own.isWorkingDay("2026-08-20"), /null pointer/);
    assert.throws(() => cchc.deadline("2026-08-20", { working_days: 1 }, own), /null pointer/);
    assert.equal(calendar.isWorkingDay("2026-08-20"), true);
  });
});
