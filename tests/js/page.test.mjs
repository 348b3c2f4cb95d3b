// The page of the package in a real browser: what an official does with it, from loading to what-if.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { RuleSet } from "cchc";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const root = fileURLToPath(new URL("../../bindings-wasm/", import.meta.url));
const types = { ".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm", ".css": "text/css" };
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", ...quiet];
const skip = existsSync(executablePath) ? false : `no Chromium at ${executablePath}`;
const casebook = JSON.parse(readFileSync(new URL("../cases/c6.json", import.meta.url), "utf8"));

if (skip) console.log(`page: 0 ran, 1 skipped (${skip})`);

/** The page open in a tab of its own, and what the browser complained about. */
async function open(t, width) {
  const { chromium } = await import("playwright-core");
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    try {
      response.writeHead(200, { "content-type": types[extname(pathname)] ?? "text/html" }).end(await readFile(root + pathname));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const browser = await chromium.launch({ executablePath, args });
  t.after(() => browser.close());
  const tab = await browser.newPage({ viewport: { width, height: 800 } });
  const complaints = [];
  tab.on("console", (message) => complaints.push(message.text()));
  tab.on("pageerror", (error) => complaints.push(String(error)));
  tab.on("dialog", (dialog) => (complaints.push(`dialog ${dialog.message()}`), dialog.dismiss()));
  await tab.goto(`http://127.0.0.1:${server.address().port}/page/index.html`);
  await tab.waitForSelector("body[data-ready]");
  return { tab, complaints };
}

/** The picture of the README. */
async function picture(tab) {
  await tab.setViewportSize({ width: 1240, height: 760 });
  await tab.evaluate(() => (document.activeElement.blur(), scrollTo(0, 0)));
  await tab.screenshot({ path: fileURLToPath(new URL("../pictures/page.png", import.meta.url)) });
}

const text = (tab, selector) => tab.textContent(selector);
const league = (tab) => tab.$$eval("#league tbody tr", (rows) => rows.map((row) => [row.dataset.unit, row.cells[0].textContent.trim(), row.cells[2].textContent]));

test("the page scores, ranks, explains and asks what if", { skip, timeout: 120_000 }, async (t) => {
  const { tab, complaints } = await open(t, 1280);

  // The published results of 10/10/2026.
  assert.deepEqual(await league(tab), [["H15.15", "1", "76,37"], ["H15", "2", "65,49"]]);
  await tab.selectOption("#unit", "H15");
  assert.equal(await text(tab, "#total"), "65,49");
  const leaf = await text(tab, '[data-code="1.2"]');
  for (const part of ["3,85 / 4", "tỷ lệ × 4", "79/82", "2 chữ số, nửa thì lên: 3,85", "chỉ số 1.2"]) assert.ok(leaf.includes(part), `${part} in ${leaf}`);
  assert.match(await text(tab, "#lost tbody tr"), /^1\.1 .*6,0017,39/);

  // In English, with the same figures.
  await tab.click("[data-lang=en]");
  assert.equal(await tab.getAttribute("html", "lang"), "en");
  assert.equal(await text(tab, "h1"), "Scores of administrative reform");
  assert.equal(await text(tab, "#total"), "65.49");
  assert.match(await text(tab, '[data-code="1.2"]'), /ratio × 4/);
  await tab.click("[data-lang=vi]");

  // All 34 provinces as published, and what one more satisfied group would change.
  await tab.click("[data-example=provinces]");
  const rows = await league(tab);
  assert.equal(rows.length, 34);
  assert.deepEqual(rows.slice(3, 7), [["H21", "4", "65,57"], ["H49", "5 =", "65,47"], ["H53", "5 =", "65,47"], ["H15", "7", "65,13"]]);
  await tab.selectOption("#unit", "H15");
  await tab.selectOption("#what-criterion", "MDHL");
  await tab.fill("#what-value", "11,45");
  assert.equal(await text(tab, "#what-points"), "65,13 → 65,57 điểm");
  assert.equal(await text(tab, "#what-rank"), "hạng 7 → 4 trên 34");
  assert.match(await text(tab, "#what"), /lên 3 bậc.*Còn thiếu 1,13 điểm để lên hạng 3/);
  if (process.env.UPDATE_PICTURE) await picture(tab);

  // A name is text, whatever it says.
  const name = "<script>alert(1)</script><img src=x onerror=alert(2)>";
  await tab.fill("#evidence", `Mã đơn vị;Tên đơn vị;CKMB;TDGQ;CLGQ;TTTT;MDHL;MDSH\nA1;${name};18;20;12;10;18;22`);
  await tab.waitForSelector('tr[data-unit="A1"]');
  assert.equal(await text(tab, "#league tbody button"), name);
  assert.equal(await tab.$$eval("main script, main img", (found) => found.length), 0);

  // Figures that cannot be read, or be right, with their lines.
  await tab.fill("#evidence", "Mã đơn vị;Tiêu chí;Số liệu\nA1;1.1;443.565/500000\nA1;1.2;83/82\nA1;9.9;1\nA1;1.3;1/2\nA1;1.3;1/2");
  await tab.waitForSelector("#data-issues .issues");
  const issues = await tab.$$eval("#data-issues li", (items) => items.map((item) => item.textContent));
  for (const [place, part] of [[0, "dòng 2, 1.1: không rõ '443.565'"], [1, "dòng 4, A1: bộ không có tiêu chí '9.9'"], [2, "dòng 6, 1.3: đơn vị A1"]]) {
    assert.ok(issues[place].startsWith(part), issues[place]);
  }
  assert.ok(issues[3].startsWith("dòng 3, A1") && issues[3].includes("[scoring.ratio_above_one]"), issues[3]);
  assert.deepEqual(complaints, []);
});

test("own rule sets and every shipped one on a phone", { skip, timeout: 120_000 }, async (t) => {
  const { tab, complaints } = await open(t, 390);
  const fits = async (what) => assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} is wider than the screen`);
  await fits("the first page");

  // Every problem of a document by its path; the set before stays.
  await tab.click("#own summary");
  await tab.click("#own-copy");
  const document = JSON.parse(await tab.inputValue("#own-text"));
  document.criteria[0].max_points = "19";
  document.criteria[1].children[0].code = "1.1";
  await tab.fill("#own-text", JSON.stringify(document));
  await tab.click("#own-use");
  const issues = await tab.$$eval("#rule-issues li strong", (items) => items.map((item) => item.textContent));
  assert.deepEqual(issues, RuleSet.check(document).issues.map((issue) => issue.path));
  assert.ok(issues.length >= 2 && issues.every(Boolean), String(issues));
  assert.equal(await tab.inputValue("#set"), "qd-766-2022");

  // A table of one's own.
  await tab.fill("#own-text", 'code;title;max;shape;parameters;source\n1;Kế hoạch;1,5;levels;"in_time|Đúng hạn:1,5; none|Không:0";Mẫu\n2;Hồ sơ;2;proportional;target=80;Mẫu');
  await tab.click("#own-use");
  await tab.fill("#evidence", "id,name,1,2\nA,Sở A,đúng hạn,60/100\nB,Sở B,none,9/10");
  await tab.waitForSelector('tr[data-unit="B"]');
  assert.deepEqual(await league(tab), [["A", "1", "3,0"], ["B", "2", "2"]]);

  // A blank table can be made of each shipped set; no figure in it, no unit in the league.
  for (const id of RuleSet.shippedIds()) {
    await tab.selectOption("#set", id);
    await tab.click("#blank");
    assert.match(await tab.inputValue("#evidence"), /^Mã đơn vị;/);
    assert.ok((await text(tab, "#about h3")).length > 5, id);
    await fits(id);
  }

  // Levels by their titles, conditions, counts, and figures in the unit of their criterion: half of 1 point for the
  // late plan, both conditions, 45 of 50 tasks of 1.5 points, two late reports of 2 points at 0.5 and 0.25.
  await tab.selectOption("#set", "department-template");
  const figures = ["1.1.1;Chậm", "1.1.2;tasks=có | funding=có", "1.1.3;45/50", "1.2;late=2 | missing=0", "1.3.1;không áp dụng: không có đơn vị trực thuộc"];
  await tab.fill("#evidence", ["id;criterion;figure", ...figures.map((figure) => `A;${figure}`)].join("\n"));
  await tab.waitForFunction(() => document.querySelector('[data-code="1.1.1"] .points')?.textContent.startsWith("0,50"));
  const points = (code) => tab.$eval(`[data-code="${code}"] .points`, (element) => element.textContent);
  assert.deepEqual(await Promise.all(["1.1.1", "1.1.2", "1.1.3", "1.2", "1.3.1"].map(points)), ["0,50 / 1", "0,50 / 0,5", "1,35 / 1,5", "1,25 / 2", "không áp dụng"]);
  await fits("a sheet with much missing");
  assert.deepEqual(complaints, []);
});

test("the examples are the casebook's", () => {
  const html = readFileSync(`${root}page/index.html`, "utf8");
  const lines = /<textarea id="evidence"[^>]*>\n([\s\S]*?)<\/textarea>/.exec(html)[1].trim().split("\n");
  const figure = ({ measure: { ratio, points } }) => (ratio ? `${ratio.numerator}/${ratio.denominator}` : points.replace(".", ","));
  const expected = casebook.sheets.slice(0, 2).flatMap(({ unit, evidence }) => evidence.map((one) => `${unit.id};${unit.name};${one.criterion};${figure(one)}`));
  assert.deepEqual(lines.slice(1), expected);
  const provinces = /<template id="example-provinces">\n([\s\S]*?)<\/template>/.exec(html)[1].trim().split("\n");
  assert.deepEqual(provinces.slice(1), casebook.league.units.map(({ unit, evidence }) => [unit.id, unit.name, ...evidence.map(figure)].join(";")));
});
