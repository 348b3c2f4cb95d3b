// The report as a page of HTML in a real browser: whether everybody can read it, at any width.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Report } from "cchc";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", ...quiet];
const skip = existsSync(executablePath) ? false : `no Chromium at ${executablePath}`;
const records = JSON.parse(readFileSync(new URL("../cases/nine_months.json", import.meta.url), "utf8"));
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

if (skip) console.log(`report page: 0 ran, 1 skipped (${skip})`);

/** A page of its own with a document in it, and what it tried to do beside showing it. */
async function open(t, html, width) {
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath, args });
  t.after(() => browser.close());
  const tab = await browser.newPage({ viewport: { width, height: 900 } });
  const complaints = [];
  tab.on("console", (message) => complaints.push(message.text()));
  tab.on("pageerror", (error) => complaints.push(String(error)));
  tab.on("dialog", (dialog) => (complaints.push(`dialog ${dialog.message()}`), dialog.dismiss()));
  tab.on("request", (request) => complaints.push(`request ${request.url()}`));
  await tab.setContent(html);
  return { tab, complaints };
}

for (const lang of ["vi", "en"]) {
  test(`the report in ${lang} has no finding of axe and fits every width`, { skip, timeout: 120_000 }, async (t) => {
    const html = Report.write(records).toHtml(lang);
    const { tab, complaints } = await open(t, html, 1280);
    assert.equal(await tab.getAttribute("html", "lang"), lang);
    await tab.$eval("details", (details) => (details.open = true));
    await tab.addScriptTag({ path: axe });
    const { violations, passes } = await tab.evaluate(() => globalThis.axe.run());
    assert.deepEqual(violations.map(({ id, impact, nodes }) => [impact, id, nodes[0].html]), []);
    assert.ok(passes.length > 20);

    for (const width of [1280, 768, 390, 320]) {
      await tab.setViewportSize({ width, height: 900 });
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `the page is ${wide} wide at ${width}`);
      // A table that is wider than the page scrolls in its own box; a picture never is.
      const outside = await tab.$$eval(".table, figure.chart, figure.chart svg", (boxes) =>
        boxes.filter((box) => box.getBoundingClientRect().right > document.documentElement.clientWidth + 1).length);
      assert.equal(outside, 0, `boxes past the edge at ${width}`);
      // Not a line of a picture is cut off or lies on another.
      const texts = await tab.$$eval("figure.chart svg", (pictures) => pictures.flatMap((picture) => {
        const frame = picture.getBoundingClientRect();
        const boxes = [...picture.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
        const cut = boxes.filter((box) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1);
        const apart = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 2 || b.bottom <= a.top + 2;
        const over = boxes.filter((box, place) => boxes.some((other, at) => at > place && !apart(box, other)));
        return [...cut, ...over].map(({ left, top }) => [left, top]);
      }));
      assert.deepEqual(texts, [], `texts of pictures at ${width}`);
    }
    // Every picture says what it is, in which unit and from where.
    const pictures = await tab.$$eval("figure.chart svg", (found) => found.map((picture) => [
      picture.getAttribute("role"), picture.querySelector("title")?.textContent, picture.querySelector("desc")?.textContent, picture.textContent,
    ]));
    assert.ok(pictures.length >= 4);
    for (const [role, title, description, all] of pictures) {
      assert.equal(role, "img");
      assert.ok(title && description.length > 40, title);
      assert.match(all, lang === "vi" ? /Đơn vị: .*Nguồn: /s : /Unit: .*Source: /s);
    }
    assert.deepEqual(complaints, []);
    if (process.env.PICTURES && lang === "vi") {
      await tab.$eval("details", (details) => (details.open = false));
      await tab.setViewportSize({ width: 1000, height: 1120 });
      await tab.$eval("#s-months", (heading) => heading.scrollIntoView());
      await tab.screenshot({ path: fileURLToPath(new URL("../pictures/report.png", import.meta.url)) });
      writeFileSync(fileURLToPath(new URL("../../target/report.html", import.meta.url)), html);
    }
  });
}

test("what users write stays text", { skip, timeout: 60_000 }, async (t) => {
  const evil = "<script>alert('a')</script>\"><img src=x onerror=alert(1)>&amp;";
  const dossier = { id: "1", agency: evil, procedure: "</title>", received: "2026-01-05", due: "2026-01-12", finished: "2026-01-09" };
  const text = (words) => ({ vi: words, en: words });
  const page = Report.write({
    id: "x", title: text(evil), agency: text(evil), as_of: "2026-03-31", facts: [text(evil)], sources: [{ document: evil }],
    dossiers: [dossier, { ...dossier, id: "2", received: "2026-02-03", due: "2026-02-10", finished: "2026-02-09" }],
    standings: [{ id: evil, title: text(evil), year: 2026, now: { rank: 1, of: 2 }, earlier_year: 2025, earlier: { rank: 2, of: 2 }, source: { document: evil } }],
  }).toHtml();
  const { tab, complaints } = await open(t, page, 800);
  assert.equal(await tab.$$eval("script, img", (found) => found.length), 0);
  assert.equal(await tab.textContent("h1"), evil);
  assert.equal(await tab.textContent("tr.whole th"), evil);
  assert.ok((await tab.$$eval("figure.chart svg title", (found) => found.map((title) => title.textContent))).some((title) => title.includes("<script>")));
  assert.deepEqual(complaints, []);
});
