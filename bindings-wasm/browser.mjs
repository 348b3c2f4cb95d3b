export * from "./pkg/cchc.js";
export { default } from "./pkg/cchc.js";
