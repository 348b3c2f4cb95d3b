export * from "./pkg/cchc.js";
export { default } from "./pkg/cchc.js";
export const NO_DAY = -2147483648;
