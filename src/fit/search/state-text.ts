/** A state as JSON: what is read back has the same bits, those that JSON has no number for among them. */
export const writeState = (state: unknown): string =>
  JSON.stringify(state, (_, value) =>
    value instanceof Float64Array ? { float64: [...value].map(plain) } : value,
  );

/** @throws SyntaxError where the text is no JSON */
export const readState = <State>(text: string): State =>
  JSON.parse(text, (_, value) =>
    Array.isArray(value?.float64) ? Float64Array.from(value.float64, Number) : value,
  );

const plain = (x: number): number | string => (Object.is(x, -0) ? '-0' : Number.isFinite(x) ? x : String(x));
