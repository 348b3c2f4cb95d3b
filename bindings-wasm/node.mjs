// Node loads the module as it is imported; `init` is there so that one program runs in both places.
import { readFileSync } from "node:fs";
import { initSync } from "./pkg/cchc.js";

initSync({ module: readFileSync(new URL("./pkg/cchc_bg.wasm", import.meta.url)) });

export * from "./pkg/cchc.js";
export const NO_DAY = -2147483648;
export default async function init() {}
