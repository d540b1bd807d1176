/** Whether a value read from JSON has a form. */
type Form = (x: unknown) => boolean;

const text: Form = x => typeof x === 'string';
const number: Form = x => typeof x === 'number';
const numberOrNull: Form = x => x === null || number(x);
const listOf =
  (item: Form): Form =>
  x =>
    Array.isArray(x) && x.every(item);
const record =
  (fields: Readonly<Record<string, Form>>): Form =>
  x =>
    typeof x === 'object' &&
    x !== null &&
    Object.entries(fields).every(([k, is]) => is((x as Record<string, unknown>)[k]));
const maybe =
  (form: Form): Form =>
  x =>
    x === undefined || form(x);
const row: Form = x =>
  Array.isArray(x) && x.length === 4 && x.slice(0, 3).every(text) && listOf(numberOrNull)(x[3]);

const tool = record({ version: text, sha256: text });

/** Whether what a file says has the form of a lock: a hash shows that nobody has changed it, not that a lock was written. */
export const hasFormOfLock = record({
  tool,
  hashes: record({ model: text, scenario: text, area: text, posterior: maybe(text) }),
  seed: text,
  draws: number,
  sampling: text,
  stepsPerYear: number,
  tolerances: listOf(record({ outcome: text, within: number, reason: text })),
  columns: record({ usual: listOf(text), draws: listOf(text), claim: listOf(text), trials: listOf(text) }),
  rows: listOf(row),
  history: listOf(
    record({
      reason: text,
      from: tool,
      changed: listOf(text),
      movedYears: number,
      moved: listOf(
        record({
          part: text,
          name: text,
          arm: text,
          column: text,
          within: number,
          locked: maybe(numberOrNull),
          now: maybe(numberOrNull),
        }),
      ),
    }),
  ),
});
