// Node loads the module as it is imported; `init` is there so that one program runs in both places.
export * from "./pkg/node/cchc.js";
export default async function init() {}
