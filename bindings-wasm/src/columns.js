// Typed arrays on their way in and out. They cross block by block: what one block needs stays in the
// processor's cache, and the module's memory does not grow with the number of rows.

const kindOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int32Array.prototype), Symbol.toStringTag).get;

/** What a value is, for the one who gave it. */
function named(value) {
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  return kindOf.call(value) ?? (Array.isArray(value) ? "Array" : "object");
}

/** A column of the caller's: an Int32Array and nothing that would be rounded or cut off on the way. */
export function columnOf(value) {
  if (kindOf.call(value) !== "Int32Array") throw new TypeError(`expected an Int32Array, got ${named(value)}`);
  // Not the caller's own object, whose class may have changed what the lines below rely on.
  return new Int32Array(value.buffer, value.byteOffset, value.length);
}

/** Copies the rows from `from` on into a block of the module's memory. */
export function take(column, from, block) {
  block.set(column.subarray(from, from + block.length));
}

/** An answer for `rows` rows; every reason is 0, and stays so without being written where no row failed. */
export function answerOf(rows, bytes) {
  const Answers = bytes === 1 ? Uint8Array : Int32Array;
  return { answers: new Answers(rows), reasons: new Uint8Array(rows), failed: 0 };
}

/** Writes the rows of a block into the answer. */
export function put(answer, from, answers, reasons, failed) {
  answer.answers.set(answers, from);
  if (failed === 0) return;
  answer.reasons.set(reasons, from);
  answer.failed += failed;
}
