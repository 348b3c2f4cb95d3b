// The page: reads what is typed, calls the package, shows its answers. It computes no points of its own.
// What people type or open is only ever put into the page as text.

const TEXTS = {
  skip: ["Đến kết quả", "To the results"],
  title: ["Chấm điểm cải cách hành chính", "Scores of administrative reform"],
  lead: [
    "Chọn bộ chỉ số, dán số liệu: điểm, hạng và lý do của từng con số hiện ra ngay. Mọi phép tính chạy trong trình duyệt này; số liệu không rời khỏi máy.",
    "Choose a rule set and paste figures: points, ranks and the reason for each number appear at once. Everything is computed in this browser; no figure leaves the machine.",
  ],
  rules: ["1. Bộ chỉ số", "1. Rule set"],
  set: ["Bộ có sẵn", "Shipped sets"],
  year: ["Năm chấm điểm", "Year scored"],
  file: ["Hoặc mở bộ của mình (.json, .csv)", "Or open your own (.json, .csv)"],
  own: ["Viết hoặc sửa bộ chỉ số tại đây", "Write or change a rule set here"],
  ownHelp: [
    "Dán một tài liệu JSON, hoặc một bảng CSV mỗi dòng một tiêu chí (code; title; max; shape; parameters; source).",
    "Paste a JSON document, or a CSV table with a criterion a line (code; title; max; shape; parameters; source).",
  ],
  ownText: ["Nội dung bộ chỉ số", "The rule set"],
  ownUse: ["Kiểm tra và dùng", "Check and use"],
  ownCopy: ["Chép bộ đang chọn vào đây", "Copy the chosen set here"],
  ownSet: ["Bộ của bạn", "Your own set"],
  data: ["2. Số liệu của các đơn vị", "2. Figures of the units"],
  dataHelp: [
    "Mỗi dòng một đơn vị và một tiêu chí, hoặc mỗi dòng một đơn vị và mỗi cột một tiêu chí. Dán thẳng từ bảng tính cũng được.",
    "A unit and a criterion a line, or a unit a line and a criterion a column. Cells pasted from a spreadsheet will do.",
  ],
  evidence: ["Bảng số liệu (CSV)", "Table of figures (CSV)"],
  exampleDaklak: ["Đắk Lắk 10/10/2026", "Đắk Lắk, 10 Oct 2026"],
  exampleProvinces: ["34 tỉnh, thành phố 05/10/2026", "34 provinces, 5 Oct 2026"],
  exampleSource: [
    "Hai ví dụ là kết quả QĐ 766 do Cổng Dịch vụ công quốc gia công bố.",
    "Both examples are QĐ 766 results published by the National Public Service Portal.",
  ],
  blank: ["Bảng trống của bộ này", "Blank table of this set"],
  cells: ["Cách ghi một ô số liệu", "How to write a figure"],
  league: ["3. Bảng xếp hạng", "3. League table"],
  sheet: ["4. Bảng điểm", "4. Score sheet"],
  unit: ["Đơn vị", "Unit"],
  lost: ["5. Điểm nghẽn", "5. Bottlenecks"],
  what: ["6. Nếu như", "6. What if"],
  whatHelp: [
    "Đổi một số liệu của đơn vị đang xem; điểm và hạng tính lại ngay.",
    "Change one figure of the unit shown; points and ranks follow at once.",
  ],
  criterion: ["Tiêu chí", "Criterion"],
  newValue: ["Số liệu mới", "New figure"],
  footer: [
    "Mỗi kết quả nêu quy tắc và văn bản làm căn cứ để người đọc kiểm tra; đây không phải tư vấn pháp lý.",
    "Each result names its rule and the text behind it, so that it can be checked; it is not legal advice.",
  ],
  version: ["Ấn bản dữ liệu {0}", "Data edition {0}"],
  notBuilt: [
    "Chưa có gói wasm ({0}). Hãy chạy `bash bindings-wasm/build.sh`, rồi mở trang qua một máy chủ: `python3 -m http.server` ở thư mục gốc.",
    "The wasm package is not there ({0}). Run `bash bindings-wasm/build.sh`, then open the page from a server: `python3 -m http.server` in the root folder.",
  ],
  status: ["Mức tin cậy", "Status"],
  official: ["nguyên văn: đã đọc văn bản", "official: the text was read"],
  reconstructed: ["dựng lại từ kết quả hoặc bản cài đặt", "reconstructed from results or an implementation"],
  template: ["mẫu, không phải văn bản", "a template, not a text"],
  issuer: ["Cơ quan ban hành", "Issued by"],
  years: ["Năm áp dụng", "Years"],
  onwards: ["từ {0}", "from {0}"],
  edition: ["Ấn bản", "Edition"],
  maximum: ["Điểm tối đa", "Maximum"],
  basis: ["Căn cứ", "Legal basis"],
  notes: ["Điều cần biết về bộ này ({0})", "What to know about this set ({0})"],
  remarks: ["Nhận xét về văn bản", "Remarks on the text"],
  valid: ["Bộ chỉ số hợp lệ", "The rule set is valid"],
  ruleIssues: ["{0} lỗi trong bộ chỉ số; bộ trước đó vẫn được dùng", "{0} problems in the rule set; the one before stays in use"],
  dataIssues: ["{0} vấn đề trong số liệu", "{0} problems in the figures"],
  line: ["dòng {0}", "line {0}"],
  noUnits: ["Chưa có đơn vị nào có số liệu.", "No unit has figures yet."],
  leagueCaption: ["{0} đơn vị, theo điểm chưa làm tròn; {1}", "{0} units, by unrounded points; {1}"],
  competition: ["bằng điểm thì đồng hạng, hạng sau bỏ qua", "equals share a rank, the next ranks are left out"],
  dense: ["bằng điểm thì đồng hạng, không bỏ hạng", "equals share a rank, none is left out"],
  position: ["bằng điểm thì xét tiêu chí phụ", "equals are parted by tie-breakers"],
  undecided: ["bằng điểm thì không tự quyết định", "equals are not decided"],
  rank: ["Hạng", "Rank"],
  name: ["Đơn vị", "Unit"],
  points: ["Điểm", "Points"],
  className: ["Xếp loại", "Class"],
  shared: ["{0} đơn vị đồng hạng", "{0} units share it"],
  unranked: ["không xếp hạng", "not ranked"],
  noClass: ["chưa xếp", "none"],
  outOf: ["trên {0} điểm", "of {0} points"],
  missing: ["Thiếu số liệu: {0}", "Figures missing: {0}"],
  openAll: ["Mở tất cả", "Open all"],
  closeAll: ["Thu gọn", "Close all"],
  rule: ["Quy tắc", "Rule"],
  input: ["Số liệu", "Figure"],
  exact: ["Giá trị chính xác", "Exact value"],
  rounding: ["Làm tròn", "Rounding"],
  halfUp: ["{0} chữ số, nửa thì lên: {1}", "{0} places, half up: {1}"],
  notRounded: ["không làm tròn", "not rounded"],
  source: ["Nguồn", "Source"],
  groupSource: ["Căn cứ của nhóm", "Where the group comes from"],
  bonus: ["Điểm thưởng", "Bonus"],
  penalty: ["Điểm trừ", "Penalty"],
  noFigure: ["chưa có số liệu", "no figure"],
  notApplicable: ["không áp dụng", "does not apply"],
  lostCaption: ["Mất {0} điểm; xếp từ nhiều đến ít", "{0} points lost, most first"],
  lostPoints: ["Mất", "Lost"],
  share: ["Phần (%)", "Share (%)"],
  cumulative: ["Cộng dồn (%)", "Together (%)"],
  nothingLost: ["Không mất điểm nào.", "Nothing is lost."],
  now: ["hiện nay: {0}", "now: {0}"],
  nothing: ["chưa có", "nothing"],
  changed: ["{0} → {1} điểm", "{0} → {1} points"],
  rankChanged: ["hạng {0} → {1} trên {2}", "rank {0} → {1} of {2}"],
  up: ["lên {0} bậc", "{0} places up"],
  down: ["xuống {0} bậc", "{0} places down"],
  sameRank: ["hạng không đổi", "the same rank"],
  next: ["Còn thiếu {0} điểm để lên hạng {1}.", "{0} more points lead to rank {1}."],
  first: ["Đang ở hạng cao nhất.", "No rank is above this one."],
  ambiguous: [
    "không rõ '{0}' là số thập phân hay có dấu phân cách hàng nghìn; hãy ghi liền các chữ số",
    "'{0}' may be a decimal or have a thousands separator; write the digits without one",
  ],
  unread: ["không đọc được '{0}'; {1}", "'{0}' cannot be read; {1}"],
  noColumn: ["thiếu cột mã đơn vị", "the column of unit identifiers is missing"],
  twice: ["đơn vị {0} đã có số liệu của tiêu chí này", "unit {0} has a figure for this criterion already"],
  unknownColumn: ["cột '{0}' không phải tiêu chí của bộ", "column '{0}' is no criterion of the set"],
  noCode: ["bộ không có tiêu chí '{0}'", "the set has no criterion '{0}'"],
};

/** The grammar of a cell: how it is written, what it stands for. */
const CELLS = [
  ["79/82", "tử số trên mẫu số", "a numerator over a denominator"],
  ["8,97", "điểm đã công bố, hoặc một giá trị, tùy quy tắc", "published points, or a value, as the rule asks"],
  ["on_time", "một mức, theo mã hoặc theo tên", "a level, by its code or its title"],
  ["a=có | b=không", "các điều kiện; số lần (late=2); nhiều tỷ lệ (a=3/4)", "conditions (a=yes | b=no); counts (late=2); several ratios (a=3/4)"],
  ["không áp dụng: lý do", "tiêu chí không áp dụng cho đơn vị", "n/a: the reason, where a criterion does not apply"],
  ["không làm", "việc không được thực hiện", "not done"],
  ['{"value": "5"}', "số đo viết bằng JSON, khi cần thêm chi tiết", "a measure as JSON, where more is needed"],
];

const $ = (id) => document.getElementById(id);
let lang = "vi";
let cchc;
/** What is shown: the set and its document, the units, what they score. */
const state = { rules: null, document: null, own: null, units: [], league: null, unit: null, asked: null };

/** A text in the language shown, with its values. */
function t(key, ...values) {
  return TEXTS[key][lang === "vi" ? 0 : 1].replace(/\{(\d)\}/g, (_, place) => values[place]);
}

/** A text of the package in the language shown. */
const said = (text) => (text ? text[lang] || text.vi || text.en : "");
/** An exact number as the language writes it. */
const number = (text) => (lang === "vi" ? String(text).replace(".", ",") : String(text));

/** The same for a table: what is longer than four decimals is cut, and says so. */
const brief = (text) => number(text).replace(/([.,]\d{4})\d+$/, "$1…");

/** An element with its attributes and children; a child that is no element becomes text. */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null));
  return element;
}

function bar(part, whole) {
  const share = Math.max(0, Math.min(100, (100 * Number(part)) / Number(whole || 1)));
  const filled = el("i");
  filled.style.width = `${share}%`;
  return el("div", { class: "bar", "aria-hidden": "true" }, filled);
}

const facts = (pairs) => el("dl", { class: "facts" }, pairs.filter(([, what]) => what != null && what !== "").map(([name, what]) => [el("dt", {}, name), el("dd", {}, what)]).flat());

function cite(source) {
  return [source.document, source.article, said(source.says)].filter(Boolean).join("; ");
}

/** Problems with the place and the stable code of each. */
function problems(title, issues, kind = "issues") {
  const where = (issue) => [issue.line ? t("line", issue.line) : "", issue.path].filter(Boolean).join(", ");
  const item = (issue) => el("li", {}, el("strong", {}, where(issue)), where(issue) ? ": " : "", said(issue.message), issue.code ? el("code", {}, ` [${issue.code}]`) : "");
  return el("div", { class: kind }, el("strong", {}, title), el("ul", {}, issues.map(item)));
}

// Reading what is typed

/** The records of a table whose cells are parted by tabs, semicolons or commas, with the line of each. */
function readTable(text) {
  const head = text.slice(0, text.indexOf("\n") + 1 || text.length);
  const parting = ["\t", ";", ","].find((mark) => head.includes(mark)) ?? ";";
  const records = [];
  let [cells, cell, quoted, line, begun] = [[], "", false, 1, 1];
  const close = () => {
    cells.push(cell.trim());
    if (cells.some(Boolean)) records.push({ line: begun, cells });
    [cells, cell] = [[], ""];
  };
  for (let place = 0; place < text.length; place += 1) {
    const mark = text[place];
    if (mark === "\n") line += 1;
    if (quoted) {
      if (mark !== '"') cell += mark;
      else if (text[place + 1] === '"') cell += text[(place += 1)];
      else quoted = false;
    } else if (mark === '"' && cell.trim() === "") [quoted, cell] = [true, ""];
    else if (mark === parting) {
      cells.push(cell.trim());
      cell = "";
    } else if (mark === "\n") {
      close();
      begun = line;
    } else if (mark !== "\r") cell += mark;
  }
  close();
  return records;
}

/** A word without accents, case and spaces, as titles of columns are compared. */
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().replace(/[^a-z0-9]/g, "");
const COLUMNS = {
  id: ["madonvi", "ma", "id", "unit", "unitid"],
  name: ["tendonvi", "ten", "donvi", "name", "unitname"],
  criterion: ["tieuchi", "matieuchi", "criterion", "code"],
  figure: ["solieu", "giatri", "figure", "value", "evidence"],
  note: ["ghichu", "tentieuchi", "cachghi", "note"],
  block: ["khoi", "block"],
};

/** Thrown for a cell, with its text in both languages. */
class Unread extends Error {
  constructor(key, ...values) {
    super(key);
    const shown = lang;
    this.text = Object.fromEntries(["vi", "en"].map((one) => [one, ((lang = one), t(key, ...values))]));
    lang = shown;
  }
}

/** An exact number as the package reads it; one that may be two numbers is refused. */
function exact(text) {
  if (/^[1-9]\d{0,2}([.,]\d{3})+$/.test(text)) throw new Unread("ambiguous", text);
  return text.replace(/^([-+]?\d*),(\d+)$/, "$1.$2");
}

const YES = ["co", "dat", "yes", "true", "1", "x"];
const NO = ["khong", "chua", "no", "false", "0"];
const leafShape = (shape) => (shape?.kind === "gated" ? leafShape(shape.then) : shape);

/** The evidence of a cell for a criterion: what stands there, as its rule asks for it. */
function evidenceOf(code, cell, criterion) {
  const apart = /^(?:không áp dụng|n\/a)\s*(?::\s*(.*))?$/i.exec(cell.normalize("NFC"));
  if (apart) return { criterion: code, not_applicable: apart[1] || "n/a" };
  // A cell stands under its criterion, so it is counted in what the criterion counts.
  const unit = criterion?.unit && !cell.startsWith("{") ? { unit: criterion.unit } : {};
  return { criterion: code, measure: { ...measureOf(cell, criterion?.shape), ...unit } };
}

function ratioOf(cell) {
  const [numerator, denominator] = cell.split("/").map((part) => exact(part.trim()));
  return { numerator, denominator };
}

function measureOf(cell, outer) {
  const shape = leafShape(outer);
  if (cell.startsWith("{")) {
    try {
      return JSON.parse(cell);
    } catch (error) {
      throw new Unread("unread", cell, error.message);
    }
  }
  if (["khonglam", "notdone"].includes(fold(cell))) return { not_done: true };
  if (cell.includes("=")) return partsOf(cell, shape);
  if (/^[\d.,\s]+\/[\d.,\s]+$/.test(cell)) return { ratio: ratioOf(cell) };
  if (shape?.kind === "levels") {
    const named = cell.split("|").map((part) => levelOf(part.trim(), shape));
    return shape.several ? { levels: named } : { level: named[0] };
  }
  if (shape === undefined || shape.kind === "given") return { points: exact(cell) };
  return { value: exact(cell) };
}

function levelOf(cell, shape) {
  const fits = (level) => level.id === cell || [level.id, level.title.vi, level.title.en].some((name) => fold(name ?? "") === fold(cell));
  return shape.levels.find(fits)?.id ?? cell;
}

/** Several named parts: conditions, counts of items or events, ratios. */
function partsOf(cell, shape) {
  const pairs = cell.split("|").map((pair) => pair.split("=").map((part) => part.trim()));
  if (pairs.every(([, what]) => what?.includes("/"))) return { ratios: pairs.map(([id, what]) => ({ id, ...ratioOf(what) })) };
  const whole = (what) => (/^\d+$/.test(what ?? "") ? Number(what) : what);
  if (shape?.kind === "per_item") return { items: pairs.map(([id, what]) => ({ id, count: whole(what) })) };
  const of = pairs.find(([id]) => id === "of");
  if (of) return { events: { of: exact(of[1]), events: pairs.filter((pair) => pair !== of).map(([id, what]) => ({ id, count: whole(what) })) } };
  const met = (what) => {
    if (YES.includes(fold(what ?? ""))) return true;
    if (NO.includes(fold(what ?? ""))) return false;
    throw new Unread("unread", what ?? "", lang === "vi" ? "ghi có hoặc không" : "write yes or no");
  };
  return { conditions: pairs.map(([id, what]) => ({ id, met: met(what) })) };
}

/** The criteria of a set by their codes. */
function byCode(document) {
  const found = new Map();
  const walk = (criteria) => criteria?.forEach((one) => (found.set(one.code, one), walk(one.children)));
  walk(document.criteria);
  walk(document.bonus?.criteria);
  walk(document.penalty?.criteria);
  return found;
}

/** The units of a table, and what could not be read of it. */
function readUnits(text, document) {
  const [head, ...records] = readTable(text);
  const [units, issues, codes] = [new Map(), [], byCode(document)];
  if (!head) return { units: [], issues };
  const names = Object.entries(COLUMNS);
  const columns = head.cells.map((title) => (codes.has(title) ? "" : names.find(([, known]) => known.includes(fold(title)))?.[0] ?? ""));
  const at = (name) => columns.indexOf(name);
  const found = (line, path, key, ...values) => issues.push({ line, path, code: "", message: new Unread(key, ...values).text });
  if (at("id") < 0) {
    found(head.line, "", "noColumn");
    return { units: [], issues };
  }
  const long = at("criterion") >= 0;
  const criteria = long ? [] : head.cells.map((code, place) => ({ code, place })).filter(({ place }) => columns[place] === "");
  criteria.filter(({ code }) => code && !codes.has(code)).forEach(({ code }) => found(head.line, code, "unknownColumn", code));
  for (const { line, cells } of records) {
    const cell = (name) => cells[at(name)] ?? "";
    const id = cell("id");
    const unit = units.get(id) ?? { unit: { id, name: cell("name") || id }, evidence: [], lines: new Map() };
    if (cell("block")) unit.block = cell("block");
    units.set(id, unit);
    const figures = long ? [[cell("criterion"), cell("figure")]] : criteria.map(({ code, place }) => [code, cells[place] ?? ""]);
    for (const [code, figure] of figures) {
      if (!code || figure === "" || figure === "-" || (!long && !codes.has(code))) continue;
      if (!codes.has(code)) found(line, id, "noCode", code);
      else if (unit.lines.has(code)) found(line, code, "twice", id);
      else {
        try {
          unit.evidence.push(evidenceOf(code, figure, codes.get(code)));
          unit.lines.set(code, line);
        } catch (error) {
          if (!(error instanceof Unread)) throw error;
          issues.push({ line, path: code, code: "", message: error.text });
        }
      }
    }
  }
  return { units: [...units.values()], issues };
}

// The rule set

/** Loads a set; what is wrong with it is shown by its paths, and the set before stays. */
function useRules(load, own = null) {
  const place = $("rule-issues");
  try {
    const rules = load();
    Object.assign(state, { rules, document: JSON.parse(rules.toJson()), own });
    place.replaceChildren(own ? el("p", { class: "ok" }, t("valid")) : "");
  } catch (error) {
    place.replaceChildren(problems(t("ruleIssues", issuesOf(error).length), issuesOf(error)));
    return false;
  }
  const { from, through } = state.document.years;
  $("year").value = Math.max(from, Math.min(through ?? 2026, 2026));
  listSets();
  return true;
}

/** The problems inside an error, or the error as the only one. */
function issuesOf(error) {
  if (error.name !== "CchcError") return [{ path: "", code: "", message: { vi: error.message, en: error.message } }];
  return error.details?.issues ?? [{ line: error.details?.line, path: error.details?.path ?? "", code: error.code, message: { vi: error.messageVi, en: error.message } }];
}

/** A set of one's own from the text typed: JSON, or a table with the rest of the document filled in. */
function ownRules(text) {
  if (text.trimStart().startsWith("{")) return cchc.RuleSet.fromJson(text);
  const [head, ...records] = readTable(text);
  const column = head?.cells.findIndex((title) => ["max", "maxpoints", "diemtoida"].includes(fold(title))) ?? -1;
  const code = head?.cells.findIndex((title) => ["code", "ma", "matieuchi"].includes(fold(title))) ?? -1;
  // The maximum of the set is that of its fields: rows whose code continues no other's.
  const codes = new Set(records.map(({ cells }) => cells[code]));
  const field = ({ cells }) => ![...codes].some((other) => other && cells[code]?.startsWith(`${other}.`));
  const hundredths = records.filter(field).map(({ cells }) => Math.round(100 * Number((cells[column] ?? "").replace(",", "."))));
  const year = Number($("year").value) || 2026;
  return cchc.RuleSet.fromCsv(
    {
      id: "own", series: "own", edition: "1", known_at: `${year}-01-01`, title: { vi: TEXTS.ownSet[0], en: TEXTS.ownSet[1] },
      levels: ["agency"], status: "template", notes: [], issuer: TEXTS.ownSet[0], years: { from: year, through: null },
      legal_basis: [{ document: TEXTS.ownSet[0] }], max_points: String(hundredths.reduce((sum, one) => sum + one, 0) / 100), classes: [],
    },
    text,
  );
}

function listSets() {
  const options = cchc.RuleSet.shippedIds().map((id) => {
    const title = said(JSON.parse(cchc.RuleSet.shipped(id).toJson()).title);
    return el("option", { value: id, selected: !state.own && state.rules?.id === id }, `${id} · ${title}`);
  });
  if (state.own) options.unshift(el("option", { value: "", selected: true }, t("ownSet")));
  $("set").replaceChildren(...options);
}

function showRules() {
  const set = state.document;
  const years = set.years.through === null ? t("onwards", set.years.from) : `${set.years.from}–${set.years.through}`;
  const basis = el("ul", { class: "notes" }, set.legal_basis.map((source) => el("li", {}, cite(source))));
  const notes = set.notes.length ? el("details", {}, el("summary", {}, t("notes", set.notes.length)), el("ul", { class: "notes" }, set.notes.map((note) => el("li", {}, said(note))))) : null;
  const remarks = state.rules.remarks.length ? problems(t("remarks"), state.rules.remarks, "remarks") : null;
  const about = facts([
    [t("status"), el("span", { class: "badge" }, t(set.status))],
    [t("issuer"), set.issuer],
    [t("years"), years],
    [t("edition"), `${set.edition} (${set.known_at})`],
    [t("maximum"), number(set.max_points)],
    [t("basis"), basis],
  ]);
  $("about").replaceChildren(...[el("h3", {}, said(set.title)), about, notes, remarks].filter(Boolean));
}

// The results

function compute() {
  const { units, issues } = readUnits($("evidence").value, state.document);
  state.units = units;
  state.league = null;
  const year = Number($("year").value);
  try {
    if (units.length) state.league = state.rules.league(units.map(({ lines, ...unit }) => unit), year);
    issues.push(...(state.league?.issues ?? []).map(placed));
  } catch (error) {
    issues.push(...issuesOf(error));
  }
  $("data-issues").replaceChildren(issues.length ? problems(t("dataIssues", issues.length), issues) : "");
  const sheets = state.league?.sheets ?? [];
  if (!sheets.some((sheet) => sheet.unit.id === state.unit)) state.unit = sheets[0]?.unit.id ?? null;
  showLeague();
  showUnits();
  showUnit();
}

/** An issue of `units[3]` by that unit's identifier, with the line of the criterion it names. */
function placed(issue) {
  const unit = state.units[/^units\[(\d+)\]/.exec(issue.path)?.[1]];
  if (!unit) return issue;
  const path = issue.path.replace(/^units\[\d+\]/, unit.unit.id);
  return { ...issue, path, line: unit.lines.get(issue.details?.criterion) };
}

const standings = () => state.league?.ranking?.entries ?? [];
const classOf = (id, sheet) => {
  const classed = state.league?.classification?.units.find((unit) => unit.id === id)?.class;
  const band = classed ? state.document.classes.find((one) => one.id === classed) : sheet?.class;
  return band ? said(band.title) : t("noClass");
};

function showLeague() {
  if (!state.league) {
    $("league").replaceChildren(el("p", {}, t("noUnits")));
    return;
  }
  const ranked = new Map(standings().map((entry) => [entry.id, entry]));
  const order = [...state.league.sheets].sort((a, b) => (ranked.get(a.unit.id)?.rank ?? Infinity) - (ranked.get(b.unit.id)?.rank ?? Infinity));
  const classes = state.document.classes.length > 0;
  const row = (sheet) => {
    const { id, name } = sheet.unit;
    const entry = ranked.get(id);
    const rank = entry ? [String(entry.rank), entry.sharing > 1 ? el("span", { title: t("shared", entry.sharing), "aria-label": t("shared", entry.sharing) }, " =") : ""] : el("span", { title: t("unranked"), "aria-label": t("unranked") }, "–");
    const button = el("button", { type: "button", onclick: () => choose(id) }, name);
    const cells = [
      el("td", { class: "number" }, rank),
      el("td", {}, button, name === id ? "" : el("div", { class: "id" }, id)),
      el("td", { class: "number", title: number(sheet.unrounded) }, brief(sheet.unrounded)),
      el("td", { class: "wide-only" }, bar(sheet.unrounded, sheet.max_points)),
      classes ? el("td", {}, classOf(id, sheet)) : null,
    ];
    return el("tr", { "aria-current": id === state.unit ? "true" : null, "data-unit": id }, cells);
  };
  const heads = [["rank", "number"], ["name", ""], ["points", "number"]].map(([key, kind]) => el("th", { scope: "col", class: kind }, t(key)));
  heads.push(el("td", { class: "wide-only" }), ...(classes ? [el("th", { scope: "col" }, t("className"))] : []));
  const ties = state.league.ranking?.ties ?? "competition";
  const table = el("table", {}, el("caption", {}, t("leagueCaption", order.length, t(ties))), el("thead", {}, el("tr", {}, heads)), el("tbody", {}, order.map(row)));
  $("league").replaceChildren(el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("league") }, table));
}

function choose(id) {
  state.unit = id;
  showLeague();
  showUnits();
  showUnit();
  $("league").querySelector("tr[aria-current] button")?.focus();
}

function showUnits() {
  const options = (state.league?.sheets ?? []).map(({ unit }) => el("option", { value: unit.id, selected: unit.id === state.unit }, unit.name === unit.id ? unit.id : `${unit.name} (${unit.id})`));
  $("unit").replaceChildren(...options);
}

const current = () => state.league?.sheets.find((sheet) => sheet.unit.id === state.unit);

function showUnit() {
  const sheet = current();
  if (!sheet) {
    for (const id of ["sheet", "lost", "what"]) $(id).replaceChildren();
    $("what-criterion").replaceChildren();
    return;
  }
  const entry = standings().find((one) => one.id === state.unit);
  const total = el("p", { class: "total" },
    el("span", {}, el("strong", { id: "total" }, number(sheet.points)), ` ${t("outOf", number(sheet.max_points))}`),
    entry ? el("span", {}, `${t("rank")} ${entry.rank}/${standings().length}`) : "",
    state.document.classes.length ? el("span", {}, `${t("className")}: ${classOf(state.unit, sheet)}`) : "");
  const open = (all) => () => $("sheet").querySelectorAll("details").forEach((one) => (one.open = all));
  const buttons = el("div", { class: "row" }, el("button", { type: "button", onclick: open(true) }, t("openAll")), el("button", { type: "button", onclick: open(false) }, t("closeAll")));
  const missing = sheet.missing.length ? el("p", { class: "remarks" }, t("missing", sheet.missing.join(", "))) : "";
  const tree = el("ul", { class: "tree" }, sheet.criteria.map(node), adjustment("bonus", sheet.bonus), adjustment("penalty", sheet.penalty));
  $("sheet").replaceChildren(total, missing, buttons, tree);
  listCriteria(showLost());
}

function adjustment(kind, part) {
  if (!part) return null;
  const open = el("details", { class: "group", open: true }, summary("", t(kind), number(part.points)), el("ul", {}, part.criteria.map(node)));
  return el("li", {}, open);
}

function summary(code, title, points) {
  return el("summary", {}, el("span", { class: "name" }, code ? el("span", { class: "code" }, code) : "", title), el("span", { class: "points" }, points));
}

/** A criterion of the sheet: its points, and behind them the rule, the figure, the rounding and the source. */
function node(one) {
  const outside = one.not_applicable ? t("notApplicable") : t("noFigure");
  const points = one.points === null ? el("span", { class: "none" }, outside) : `${number(one.points)} / ${number(one.max_points)}`;
  const rule = one.rule;
  const places = rule?.rounding?.half_up_places;
  const why = facts([
    [t("rule"), rule ? said(rule.text) : null],
    [t("input"), one.measure ? written(one.measure) : one.not_applicable?.reason],
    [t("exact"), rule ? brief(rule.unrounded) : null],
    [t("rounding"), rule ? (places === undefined ? t("notRounded") : t("halfUp", places, number(one.points))) : null],
    [t("source"), cite(one.source)],
  ]);
  const group = one.children.length > 0;
  const about = el("li", {}, el("details", { class: "about" }, el("summary", {}, el("span", { class: "name" }, t("groupSource"))), why));
  const inside = group ? el("ul", {}, one.children.map(node), about) : why;
  return el("li", {}, el("details", { class: group ? "group" : "leaf", open: group, "data-code": one.code }, summary(one.code, said(one.title), points), inside));
}

/** A measure as one would write it in a cell. */
function written(measure) {
  const pairs = (list, what) => list.map((part) => `${part.id}=${what(part)}`).join(" | ");
  const over = ({ numerator, denominator }) => `${number(numerator)}/${number(denominator)}`;
  if (measure.ratio) return over(measure.ratio);
  if (measure.ratios) return pairs(measure.ratios, over);
  if (measure.items) return pairs(measure.items, (part) => part.count);
  if (measure.events) return `of=${number(measure.events.of)} | ${pairs(measure.events.events, (part) => part.count)}`;
  if (measure.level !== undefined) return measure.level;
  if (measure.levels) return measure.levels.join(" | ");
  if (measure.points !== undefined) return number(measure.points);
  if (measure.value !== undefined) return number(measure.value);
  if (measure.not_done) return lang === "vi" ? "không làm" : "not done";
  if (measure.conditions) return pairs(measure.conditions, (part) => (lang === "vi" ? (part.met ? "có" : "không") : part.met ? "yes" : "no"));
  return JSON.stringify(measure);
}

const evidence = () => state.units.find(({ unit }) => unit.id === state.unit)?.evidence ?? [];

/** Shows what is lost, most first; answers which criterion that is. */
function showLost() {
  let found;
  try {
    found = state.rules.bottlenecks(evidence(), Number($("year").value));
  } catch (error) {
    $("lost").replaceChildren(problems(t("dataIssues", issuesOf(error).length), issuesOf(error)));
    return undefined;
  }
  if (!found.items.length) {
    $("lost").replaceChildren(el("p", {}, t("nothingLost")));
    return undefined;
  }
  const change = (code) => () => {
    $("what-criterion").value = code;
    fillValue();
    $("what-value").focus();
  };
  const row = (item) => el("tr", {},
    el("td", {}, el("span", { class: "id" }, `${item.code} `), el("button", { type: "button", onclick: change(item.code), title: t("what") }, said(item.title))),
    el("td", { class: "number" }, number(item.lost)),
    el("td", { class: "number" }, number(item.share_percent)),
    el("td", { class: "number" }, number(item.cumulative_percent)),
    el("td", { class: "wide-only" }, bar(item.lost, found.items[0].lost)));
  const heads = ["criterion", "lostPoints", "share", "cumulative"].map((key, place) => el("th", { scope: "col", class: place ? "number" : "" }, t(key)));
  const table = el("table", {}, el("caption", {}, t("lostCaption", number(found.lost))), el("thead", {}, el("tr", {}, heads, el("td", { class: "wide-only" }))), el("tbody", {}, found.items.map(row)));
  $("lost").replaceChildren(el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("lost") }, table));
  return found.items[0].code;
}

// What if

/** The criteria the unit has figures for, with the one that loses most chosen first. */
function listCriteria(worst) {
  const known = evidence().map((one) => one.criterion);
  const kept = $("what-criterion").value;
  const chosen = known.includes(kept) && state.asked === state.unit ? kept : worst;
  state.asked = state.unit;
  const criteria = [...byCode(state.document).values()].filter((one) => known.includes(one.code));

  $("what-criterion").replaceChildren(...criteria.map((one) => el("option", { value: one.code, selected: one.code === chosen }, `${one.code} ${said(one.title)}`)));
  fillValue();
}

/** The criterion's figure as it is now, to be changed. */
function fillValue() {
  const known = evidence().find((one) => one.criterion === $("what-criterion").value);
  const now = known?.measure ? written(known.measure) : known?.not_applicable ? `n/a: ${known.not_applicable}` : "";
  $("what-value").value = now;
  $("what-hint").replaceChildren(t("now", now || t("nothing")));
  showWhat();
}

function showWhat() {
  const sheet = current();
  const code = $("what-criterion").value;
  const typed = $("what-value").value.trim();
  if (!sheet || !code || !typed) {
    $("what").replaceChildren();
    return;
  }
  try {
    const change = evidenceOf(code, typed, byCode(state.document).get(code));
    const units = state.units.map(({ lines, ...unit }) => {
      if (unit.unit.id !== state.unit) return unit;
      const others = unit.evidence.filter((one) => one.criterion !== code);
      return { ...unit, evidence: [...others, change] };
    });
    $("what").replaceChildren(...changed(sheet, state.rules.league(units, Number($("year").value))));
  } catch (error) {
    const found = error instanceof Unread ? [{ path: code, code: "", message: error.text }] : issuesOf(error);
    $("what").replaceChildren(problems(t("dataIssues", found.length), found));
  }
}

/** What a changed league means for the unit shown. */
function changed(before, league) {
  const own = league.issues.map(placed).filter((issue) => issue.path.split(".")[0] === state.unit || issue.path === state.unit);
  const after = league.sheets.find((sheet) => sheet.unit.id === state.unit);
  if (!after) return [problems(t("dataIssues", own.length), own)];
  const same = before.unrounded === after.unrounded;
  const lines = [el("strong", { id: "what-points" }, t("changed", brief(before.unrounded), brief(after.unrounded)))];
  const entries = league.ranking?.entries ?? [];
  const [was, is] = [standings(), entries].map((list) => list.find((entry) => entry.id === state.unit)?.rank);
  if (was && is) {
    const places = was - is;
    const how = places > 0 ? t("up", places) : places < 0 ? t("down", -places) : t("sameRank");
    lines.push("; ", el("strong", { id: "what-rank" }, t("rankChanged", was, is, entries.length)), ", ", el("span", { class: places > 0 ? "up" : places < 0 ? "down" : "" }, how));
  }
  const shown = same ? [] : [el("p", { class: "change" }, lines)];
  if (is) {
    const next = cchc.nextPlace(entries.map(({ id, name, points }) => ({ id, name, points })), state.unit, league.ranking.ties);
    shown.push(el("p", {}, next ? t("next", brief(next.points_needed), next.rank_then) : t("first")));
  }
  return shown;
}

// The whole page

function translate() {
  document.documentElement.lang = lang;
  document.title = t("title");
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const button of document.querySelectorAll("[data-lang]")) button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
  $("cells").replaceChildren(...CELLS.flatMap(([how, vi, en]) => [el("dt", {}, how), el("dd", {}, lang === "vi" ? vi : en)]));
  if (cchc) $("version").textContent = t("version", cchc.dataEdition());
}

function showAll() {
  translate();
  listSets();
  showRules();
  compute();
}

/** A row for every leaf, to be filled in for each unit. */
function blankTable() {
  const leaves = [...byCode(state.document).values()].filter((one) => !one.children?.length);
  const ask = { given: "8,97", all_of: "a=có", levels: "", per_item: "a=1", proportional: "79/82", bands: "79/82" };
  const hint = (one) => {
    const shape = leafShape(one.shape);
    if (shape?.levels) return shape.levels.map((level) => level.id).join(" / ");
    const parts = shape?.conditions ?? shape?.items;
    return parts ? parts.map((part) => `${part.id}=${shape.items ? "0" : "có"}`).join(" | ") : ask[shape?.kind] ?? "5";
  };
  const tidy = (text) => String(text).replace(/[;\n"]/g, ",");
  const head = lang === "vi" ? "Mã đơn vị;Tên đơn vị;Tiêu chí;Số liệu;Ghi chú" : "id;name;criterion;figure;note";
  const rows = leaves.map((one) => `A;${lang === "vi" ? "Đơn vị A" : "Unit A"};${one.code};;${tidy(said(one.title))} (${tidy(hint(one))})`);
  return [head, ...rows].join("\n");
}

function listen() {
  let waiting;
  const soon = (call) => () => {
    clearTimeout(waiting);
    waiting = setTimeout(call, 120);
  };
  const examples = { daklak: $("evidence").defaultValue.trim(), provinces: $("example-provinces").content.textContent.trim() };
  $("evidence").addEventListener("input", soon(compute));
  $("year").addEventListener("input", soon(compute));
  $("set").addEventListener("change", () => {
    if ($("set").value && useRules(() => cchc.RuleSet.shipped($("set").value))) {
      if (!readUnits($("evidence").value, state.document).units.some((unit) => unit.evidence.length)) $("evidence").value = blankTable();
      showRules();
      compute();
    }
  });
  const own = () => useRules(() => ownRules($("own-text").value), $("own-text").value) && (showRules(), compute());
  $("own-use").addEventListener("click", own);
  $("own-copy").addEventListener("click", () => ($("own-text").value = JSON.stringify(state.document, null, 1)));
  $("file").addEventListener("change", async () => {
    const [file] = $("file").files;
    if (!file) return;
    $("own-text").value = await file.text();
    $("own").open = true;
    own();
  });
  for (const button of document.querySelectorAll("[data-example]")) {
    button.addEventListener("click", () => {
      $("evidence").value = examples[button.dataset.example];
      if (state.own || state.rules.id !== "qd-766-2022") useRules(() => cchc.RuleSet.shipped("qd-766-2022"));
      showRules();
      compute();
    });
  }
  $("blank").addEventListener("click", () => {
    $("evidence").value = blankTable();
    compute();
  });
  $("unit").addEventListener("change", () => {
    state.unit = $("unit").value;
    showLeague();
    showUnit();
  });
  $("what-criterion").addEventListener("change", fillValue);
  $("what-value").addEventListener("input", showWhat);
  for (const button of document.querySelectorAll("[data-lang]")) {
    button.addEventListener("click", () => {
      lang = button.dataset.lang;
      showAll();
    });
  }
}

async function start() {
  try {
    cchc = await import("../pkg/cchc.js");
    await cchc.default();
  } catch (error) {
    cchc = undefined;
    $("fault").textContent = t("notBuilt", error.message);
    $("fault").hidden = false;
    $("waiting").remove();
    return;
  }
  $("evidence").value = $("evidence").defaultValue.trim();
  useRules(() => cchc.RuleSet.shipped("qd-766-2022"));
  listen();
  showAll();
  $("waiting").remove();
  document.body.dataset.ready = "true";
}

await start();
