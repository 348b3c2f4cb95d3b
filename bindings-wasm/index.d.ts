export * from "./pkg/cchc.js";

/** Ngày trống: the missing day or minute of a column, on the way in and out; the least number of an `Int32Array`. */
export const NO_DAY: -2147483648;

/** Where the WebAssembly module comes from, when not from beside the package's own files. */
export interface InitOptions {
  module_or_path: string | URL | Request | Response | BufferSource | WebAssembly.Module;
}

/**
 * Loads the WebAssembly module. In a browser, await it once before anything else; in Node the
 * module is there as soon as it is imported, and this does nothing.
 */
export default function init(options?: InitOptions): Promise<unknown>;
