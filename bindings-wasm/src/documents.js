// How a JavaScript value becomes the JSON text of a document, and back, and how an error becomes an
// Error. What JSON would change on the way without a word (a Date, a Map, NaN, a whole number past
// 2^53) is refused instead.

const isDate = (value) => Object.prototype.toString.call(value) === "[object Date]";
const isExact = (number) => Number.isSafeInteger(number) || !Number.isInteger(number);

/** A Map, a Set or an object that inherits its members would cross as an empty one. */
const isPlain = (value) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return true;
  if (Object.prototype.toString.call(value) !== "[object Object]") return false;
  for (const key in value) if (!Object.hasOwn(value, key)) return false;
  return true;
};

/** What a value is, in words that no number or date is written in. */
export function describe(value) {
  if (isDate(value)) return "a Date object, whose day depends on the time zone";
  return value === null ? "null" : typeof value;
}

/** A number as its text; anything else in words. */
export function numberText(value) {
  return typeof value === "number" || typeof value === "bigint" ? String(value) : describe(value);
}

/** A document as JSON text; nothing at all is `null`. Of the numbers only a seed may be a BigInt. */
export function toText(document) {
  let wide = false;
  const check = function (key, value) {
    if (isDate(this[key])) throw new TypeError(`${key} is ${describe(this[key])}; write it as text`);
    if (!isPlain(value)) throw new TypeError(`${key} is a ${value.constructor?.name}, whose content JSON drops`);
    const fits = typeof value !== "number" || (Number.isFinite(value) && isExact(value));
    if (!fits) throw new TypeError(`${key} is ${value}, which is not an exact number`);
    if (key !== "seed" || typeof value !== "bigint") return value;
    wide = true;
    return `bigint ${value}`;
  };
  const text = JSON.stringify(document, check) ?? "null";
  return wide ? text.replace(/"seed":"bigint (-?\d+)"/g, '"seed":$1') : text;
}

/** A document from JSON text; every number in an answer is whole, and must stay what it is: a wide seed a BigInt. */
export function fromText(text) {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  const check = (key, value) => {
    if (typeof value === "number" && !isExact(value)) throw new RangeError(`${key} is past 2^53`);
    if (key !== "seed" || typeof value !== "string") return value;
    return Number.isSafeInteger(Number(value)) ? Number(value) : BigInt(value);
  };
  // No text inside a document holds a quote that is not escaped.
  return JSON.parse(text.replace(/"seed":(\d+)/g, '"seed":"$1"'), check);
}

class CchcError extends Error {
  get name() {
    return "CchcError";
  }
}

/** An error of the core; the module's own frames must not use up what the stack has room for. */
export function errorOf(document) {
  const { code, kind, details, message } = JSON.parse(document);
  const room = Error.stackTraceLimit;
  if (typeof room === "number") Reflect.set(Error, "stackTraceLimit", room + 20);
  const error = new CchcError(message.en);
  if (typeof room === "number") Reflect.set(Error, "stackTraceLimit", room);
  return Object.assign(error, { code, kind, details, messageVi: message.vi });
}
