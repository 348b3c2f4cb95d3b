// What TypeScript makes of documents: every answer, and everything given, as a literal of its declared type.

import { fileURLToPath } from "node:url";
import ts from "typescript";

const folder = fileURLToPath(new URL("./", import.meta.url));

/** What there is to see of a document: its keys, place by place, and its words; figures and sentences do not matter. */
function* features(value, path) {
  if (typeof value === "string") yield `${path}: ${/^[a-z][a-z_]*$/.test(value) ? value : "text"}`;
  else if (typeof value !== "object" || value === null) yield `${path}: ${value === null ? null : typeof value}`;
  else if (Array.isArray(value)) for (const item of value) yield* features(item, `${path}[]`);
  else {
    yield `${path}{${Object.keys(value).sort()}}`;
    for (const [key, member] of Object.entries(value)) yield* features(member, `${path}.${key}`);
  }
}

const literal = (value) =>
  JSON.stringify(value, (_, value) => (typeof value === "bigint" ? `bigint ${value}` : value)).replace(/"bigint (\d+)"/g, "$1n");

/** The complaints of the compiler about `[type, value]` pairs; those that show nothing new are left out. */
export function complaints(documents) {
  const seen = new Set();
  const shown = documents.filter(([type, value]) => {
    const before = seen.size;
    for (const feature of features(value, type)) seen.add(feature);
    return seen.size > before;
  });
  const types = [...new Set(shown.flatMap(([type]) => type.match(/[A-Z]\w+/g)))];
  const lines = shown.map(([type, value], place) => `export const d${place}: ${type} = ${literal(value)};`);
  const text = [`import type { ${types.join(", ")} } from "cchc";`, ...lines].join("\n");
  const { config } = ts.readConfigFile(`${folder}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const host = ts.createCompilerHost(options);
  const [name, { readFile, getSourceFile, fileExists }] = [`${folder}documents.ts`, host];
  host.fileExists = (file) => file === name || fileExists(file);
  host.readFile = (file) => (file === name ? text : readFile(file));
  host.getSourceFile = (file, version, ...rest) =>
    file === name ? ts.createSourceFile(file, text, version) : getSourceFile(file, version, ...rest);
  const program = ts.createProgram([name], options, host);
  const found = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file ? lines[file.getLineAndCharacterOfPosition(start).line - 1] : "";
    return `${line?.slice(0, 120)}\n  ${ts.flattenDiagnosticMessageText(messageText, "\n  ")}`;
  });
  return { checked: shown.length, found };
}
