// The package in a real browser: loaded from a server as a page would, through its browser entry.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const root = fileURLToPath(new URL("../../bindings-wasm/", import.meta.url));
const types = { ".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm" };
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", ...quiet];
const skip = existsSync(executablePath) ? false : `no Chromium at ${executablePath}`;

const page = '<!doctype html><title>cchc</title><link rel="icon" href="data:,">';

/** Serves the package's files and an empty page, on this machine only. */
async function serve() {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    try {
      const body = path === "/" ? page : await readFile(root + path);
      response.writeHead(200, { "content-type": types[extname(path)] ?? "text/html" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** Runs in the page. */
async function inBrowser(csv) {
  const { default: init, WorkCalendar, Report, deadline } = await import("/browser.mjs");
  await init();
  const calendar = WorkCalendar.vietnam();
  const thrown = (call) => {
    try {
      return call();
    } catch (error) {
      return { isError: error instanceof Error, name: error.name, code: error.code, vi: error.messageVi };
    }
  };
  const report = Report.ofDossiers(csv, "2026-08-31");
  return {
    makeUpDay: calendar.isWorkingDay("2026-08-22"),
    due: deadline("2026-02-13", { working_days: 3 }, calendar).due,
    date: thrown(() => calendar.isWorkingDay(new Date())),
    text: report.toText("vi"),
    figures: report.toObject().figures,
  };
}

if (skip) console.log(`browser: 0 ran, 1 skipped (${skip})`);

test("the calendar and a CSV report in Chromium", { skip, timeout: 120_000 }, async (t) => {
  const { chromium } = await import("playwright-core");
  const server = await serve();
  t.after(() => server.close());
  const browser = await chromium.launch({ executablePath, args });
  t.after(() => browser.close());
  const tab = await browser.newPage();
  const complaints = [];
  tab.on("console", (message) => complaints.push(message.text()));
  tab.on("pageerror", (error) => complaints.push(String(error)));
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);

  const csv = "Mã hồ sơ;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý\nH15-1;2026-08-20;24/08/2026;20260824160000\n";
  const there = await tab.evaluate(inBrowser, csv);
  assert.equal(there.makeUpDay, true);
  assert.equal(there.due, "2026-02-25");
  assert.deepEqual([there.date.isError, there.date.name, there.date.code], [true, "CchcError", "date.invalid"]);
  assert.ok(there.date.vi.length > 0);

  const { Report } = await import("cchc");
  const here = Report.ofDossiers(csv, "2026-08-31");
  assert.equal(there.text, here.toText("vi"));
  assert.deepEqual(there.figures, here.toObject().figures);
  assert.deepEqual(complaints, []);
});
