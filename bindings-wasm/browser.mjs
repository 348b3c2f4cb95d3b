export * from "./pkg/web/cchc.js";
export { default } from "./pkg/web/cchc.js";
