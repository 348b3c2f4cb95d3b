// The JavaScript example of both READMEs runs as written, in a process of its own.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

for (const readme of ["README.md", "README.vi.md"]) {
  test(`the example of ${readme}`, () => {
    const blocks = [...readFileSync(`${here}../../${readme}`, "utf8").matchAll(/```js\n(.*?)```/gs)];
    assert.equal(blocks.length, 1);
    const block = blocks[0][1];
    const run = spawnSync(process.execPath, ["--input-type=module", "--eval", block], { cwd: here, encoding: "utf8" });
    assert.equal(run.stderr, "");
    const shown = run.stdout.trimEnd().split("\n");
    assert.equal(shown[0], "2026-08-22");
    assert.match(shown[1], /31\/08\/2026: nghỉ hoán đổi, làm bù ngày 22\/08\/2026/);
    assert.deepEqual(shown.slice(2), ["3.85", "2"]);
  });
}
