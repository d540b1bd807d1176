import { type Faults, type Place, suggest } from '../diagnostics/diagnostic.ts';
import type { SourceNode, SourceScalar } from './yaml.ts';

/** A fragment of JSON Schema (draft 2020-12), as an editor's completion reads it. */
export interface JsonSchema {
  readonly [key: string]: unknown;
}

/**
 * What a part of a file must look like. One description both reads the file, with every fault at its place,
 * and yields the JSON Schema that editors complete from, so the two cannot drift apart.
 */
export interface Shape<T> {
  /** What is expected, in words that fit "expected …". */
  readonly expected: string;
  readonly schema: JsonSchema;
  /** The value, or undefined after a fault has been reported. */
  read(node: SourceNode, faults: Faults): T | undefined;
}

/** A value together with the place it was written at. */
export interface Located<T> {
  readonly value: T;
  readonly place: Place;
}

export interface Field<T, Required extends boolean> {
  readonly shape: Shape<T>;
  readonly doc: string;
  readonly required: Required;
}

type Fields = Readonly<Record<string, Field<unknown, boolean>>>;
type Read<F> = F extends Field<infer T, boolean> ? T : never;

/** What `record(fields)` reads: the required fields, the optional ones that were written, and where it stands. */
export type RecordOf<F extends Fields> = {
  readonly [K in keyof F as F[K]['required'] extends true ? K : never]: Read<F[K]>;
} & { readonly [K in keyof F as F[K]['required'] extends true ? never : K]?: Read<F[K]> } & {
  readonly place: Place;
  /** The place of each key that was written. */
  readonly keyPlaces: Readonly<Record<string, Place>>;
};

export const required = <T>(shape: Shape<T>, doc: string): Field<T, true> => ({ shape, doc, required: true });
export const optional = <T>(shape: Shape<T>, doc: string): Field<T, false> => ({
  shape,
  doc,
  required: false,
});

/** How a node reads in a message: "a list", "`thirty`", … */
export function found(node: SourceNode): string {
  if (node.kind === 'map') return 'a mapping';
  if (node.kind === 'list') return 'a list';
  return node.value === null ? 'nothing' : `"${node.text}"`;
}

const wrong = (node: SourceNode, expected: string, faults: Faults): undefined =>
  faults.error('source/expected', node.place, `expected ${expected}, found ${found(node)}`);

/**
 * A scalar with a grammar of its own (a date, a duration, an amount of money).
 *
 * @param parse gives the value, or undefined (the general message is used) or `{fault}` (its own sentence)
 */
export function scalar<T>(
  expected: string,
  schema: JsonSchema,
  parse: (node: SourceScalar) => T | undefined | { readonly fault: string; readonly hint?: string },
): Shape<T> {
  return {
    expected,
    schema,
    read(node, faults) {
      if (node.kind !== 'scalar' || node.value === null) return wrong(node, expected, faults);
      const value = parse(node);
      if (value === undefined) return wrong(node, expected, faults);
      if (typeof value === 'object' && value !== null && 'fault' in value)
        return faults.error('source/expected', node.place, value.fault, value.hint);
      return value as T;
    },
  };
}

/** Any text; numbers and words are taken as written. */
export const text: Shape<string> = scalar('text', { type: 'string' }, n => n.text);

export const bool: Shape<boolean> = scalar('true or false', { type: 'boolean' }, n =>
  typeof n.value === 'boolean' ? n.value : undefined,
);

/** A finite number, optionally within bounds (both inclusive). */
export function number(bounds: { readonly least?: number; readonly most?: number } = {}): Shape<number> {
  const { least, most } = bounds;
  const range =
    least !== undefined && most !== undefined
      ? ` from ${least} to ${most}`
      : least !== undefined
        ? ` of at least ${least}`
        : most !== undefined
          ? ` of at most ${most}`
          : '';
  return scalar<number>(
    `a number${range}`,
    {
      type: 'number',
      ...(least !== undefined && { minimum: least }),
      ...(most !== undefined && { maximum: most }),
    },
    n =>
      typeof n.value === 'number' && !(n.value < (least ?? -Infinity)) && !(n.value > (most ?? Infinity))
        ? n.value
        : withoutMarks(n, `a number${range}`),
  );
}

/** `1_000` and `1 000` are text to YAML, whatever they look like: how to write the number that is meant. */
export function hintOfMarks(node: SourceNode): string | undefined {
  if (node.kind !== 'scalar') return undefined;
  const plain = node.text.replaceAll(/(?<=\d)[_ \u00A0\u202F’'](?=\d{3})/g, '');
  return plain !== node.text && /^[+-]?\d+(\.\d+)?$/.test(plain) ? `write ${plain}` : undefined;
}

const withoutMarks = (
  node: SourceScalar,
  expected: string,
): { readonly fault: string; readonly hint: string } | undefined => {
  const hint = hintOfMarks(node);
  return hint === undefined ? undefined : { fault: `expected ${expected}, found ${found(node)}`, hint };
};

export function wholeNumber(least: number, most: number): Shape<number> {
  return scalar<number>(
    `a whole number from ${least} to ${most}`,
    { type: 'integer', minimum: least, maximum: most },
    n =>
      typeof n.value === 'number' && Number.isInteger(n.value) && n.value >= least && n.value <= most
        ? n.value
        : withoutMarks(n, `a whole number from ${least} to ${most}`),
  );
}

/** One of a few words. */
export function oneOf<const W extends string>(words: readonly W[]): Shape<W> {
  return scalar<W>(`one of: ${words.join(', ')}`, { enum: words }, n =>
    (words as readonly string[]).includes(n.text)
      ? (n.text as W)
      : { fault: `"${n.text}" is not one of: ${words.join(', ')}`, ...hintFor(n.text, words) },
  );
}

const hintFor = (wrongWord: string, words: readonly string[]): { readonly hint?: string } => {
  const hint = suggest(wrongWord, words);
  return hint ? { hint } : {};
};

/** Keeps the place beside the value, for checks that come later. */
export function located<T>(shape: Shape<T>): Shape<Located<T>> {
  return {
    expected: shape.expected,
    schema: shape.schema,
    read(node, faults) {
      const value = shape.read(node, faults);
      return value === undefined ? undefined : { value, place: node.place };
    },
  };
}

export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    expected: `a list, each item ${item.expected}`,
    schema: { type: 'array', items: item.schema },
    read(node, faults) {
      if (node.kind !== 'list') return wrong(node, this.expected, faults);
      const values = node.items.map(n => item.read(n, faults));
      return values.includes(undefined) ? undefined : (values as T[]);
    },
  };
}

/** One item, or a list of them. */
export function oneOrMore<T>(item: Shape<T>): Shape<readonly T[]> {
  const many = list(item);
  return {
    expected: `${item.expected}, or a list of such`,
    schema: { anyOf: [item.schema, many.schema] },
    read(node, faults) {
      if (node.kind === 'list') return many.read(node, faults);
      const one = item.read(node, faults);
      return one === undefined ? undefined : [one];
    },
  };
}

/** A mapping from free names to values, in the order written. */
export function mapOf<T>(
  value: Shape<T>,
  keys?: { readonly pattern: RegExp; readonly expected: string },
): Shape<ReadonlyMap<string, T>> {
  return {
    expected: `a mapping of names, each to ${value.expected}`,
    schema: { type: 'object', additionalProperties: value.schema },
    read(node, faults) {
      if (node.kind !== 'map') return wrong(node, this.expected, faults);
      const out = new Map<string, T>();
      for (const { key, keyPlace, value: child } of node.entries.values()) {
        if (keys && !keys.pattern.test(key))
          faults.error('source/name', keyPlace, `"${key}" is not a valid name: expected ${keys.expected}`);
        const v = value.read(child, faults);
        if (v !== undefined) out.set(key, v);
      }
      return out;
    },
  };
}

/** A mapping with fixed keys. Unknown keys are faults, with the nearest known one suggested. */
export function record<F extends Fields>(expected: string, fields: F): Shape<RecordOf<F>> {
  const names = Object.keys(fields);
  return {
    expected,
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries(
        Object.entries(fields).map(([k, f]) => [k, { ...f.shape.schema, description: f.doc }]),
      ),
      required: names.filter(k => fields[k]!.required),
    },
    read(node, faults) {
      if (node.kind !== 'map') return wrong(node, expected, faults);
      const out: Record<string, unknown> = {};
      const keyPlaces: Record<string, Place> = {};
      let complete = true;
      for (const { key, keyPlace, value } of node.entries.values()) {
        const field = fields[key];
        if (!field || !Object.hasOwn(fields, key)) {
          faults.error(
            'source/unknown-key',
            keyPlace,
            `unknown key "${key}" in ${expected}`,
            suggest(key, names),
          );
          complete = false;
          continue;
        }
        keyPlaces[key] = keyPlace;
        const v = field.shape.read(value, faults);
        if (v === undefined) complete = false;
        else out[key] = v;
      }
      for (const name of names)
        if (fields[name]!.required && !node.entries.has(name)) {
          faults.error('source/missing-key', node.place, `${expected} needs "${name}": ${fields[name]!.doc}`);
          complete = false;
        }
      return complete ? ({ ...out, place: node.place, keyPlaces } as unknown as RecordOf<F>) : undefined;
    },
  };
}

/**
 * One of several records, told apart by the key that each must have (`cut: 15%`, `rescue: £1m`, …).
 *
 * @param variants by that key
 */
export function variants<V extends Readonly<Record<string, Shape<unknown>>>>(
  expected: string,
  variants: V,
): Shape<{ [K in keyof V]: { readonly kind: K } & (V[K] extends Shape<infer T> ? T : never) }[keyof V]> {
  const kinds = Object.keys(variants);
  return {
    expected: `${expected} (one of: ${kinds.join(', ')})`,
    schema: { anyOf: Object.values(variants).map(v => v.schema) },
    read(node, faults) {
      if (node.kind !== 'map') return wrong(node, this.expected, faults);
      const present = kinds.filter(k => node.entries.has(k));
      if (present.length !== 1) {
        const firstKey = node.entries.values().next().value;
        const message =
          present.length > 1
            ? `${expected} does one thing, found ${present.join(' and ')} together`
            : `${expected} must say one of: ${kinds.join(', ')}`;
        const hint = present.length === 0 && firstKey ? suggest(firstKey.key, kinds) : undefined;
        return faults.error('source/expected', firstKey?.keyPlace ?? node.place, message, hint);
      }
      const kind = present[0]!;
      const value = variants[kind]!.read(node, faults);
      return value === undefined ? undefined : ({ ...(value as object), kind } as never);
    },
  };
}
