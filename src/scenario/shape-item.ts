import type { Code } from '../diagnostics/codes.ts';
import type { Faults, Place } from '../diagnostics/diagnostic.ts';
import { type RecordOf, record, type Shape } from '../source/shape.ts';
import type { SourceEntry, SourceMap, SourceNode } from '../source/yaml.ts';
import type { Fields } from './salvage.ts';
import type { Written } from './scenario.ts';

/** Reports a fault at a place, or at the value of a key (at the whole item when the key is not written). */
export type Complain = (at: string | Place, code: Code, message: string, hint: string) => undefined;

/** What `build` gives: a policy without its tag and its places, which are added. */
export type Unplaced<P extends Written> = Omit<P, keyof Written | 'kind'>;

type Values<F extends Fields> = Omit<RecordOf<F>, 'place' | 'keyPlaces'>;

/**
 * One item of a list (a policy, an expectation), read and turned into its type.
 *
 * @param what how it reads in messages ("a cut")
 * @param about its description and examples for editors
 * @param build gives the item from its keys, and complains of what the keys say together; without an item to give, undefined
 */
export function item<const F extends Fields, T extends object>(
  what: string,
  about: { readonly doc: string; readonly examples: readonly object[] },
  fields: F,
  build: (values: Values<F>, complain: Complain) => T | undefined,
): Shape<T & Written> {
  const keys = record(what, fields);
  return {
    expected: what,
    schema: { title: what, description: about.doc, examples: about.examples, ...keys.schema },
    read(node, faults) {
      const whole = rejoinThousands(node, faults);
      const read = keys.read(whole, faults);
      if (!read || whole.kind !== 'map') return undefined;
      const { place, keyPlaces, ...values } = read;
      const places: Record<string, Place> = {};
      for (const { key, value } of whole.entries.values()) places[key] = value.place;
      const complain: Complain = (at, code, message, hint) =>
        faults.error(code, typeof at === 'string' ? (places[at] ?? place) : at, message, hint);
      const built = build(values as Values<F>, complain);
      return built && { ...built, place, places };
    },
  };
}

/**
 * Inside `{ }` a comma ends a value, so that `{cut: £12,000, from: 2017-04}` says `cut: £12` and a key `000`.
 * Tells this once, in place of two faults that explain nothing, and mends it for the rest of the reading.
 */
function rejoinThousands(node: SourceNode, faults: Faults): SourceNode {
  if (node.kind !== 'map') return node;
  const entries = new Map<string, SourceEntry>();
  let last: SourceEntry | undefined;
  for (const entry of node.entries.values()) {
    const { key, value } = entry;
    const isTail = /^\d{3}(\.\d+)? ?[km]?$/i.test(key) && value.kind === 'scalar' && value.value === null;
    if (last?.value.kind === 'scalar' && /^£\d{1,3}$/.test(last.value.text) && isTail) {
      const whole = `${last.value.text},${key}`;
      faults.error(
        'scenario/comma-in-money',
        last.value.place,
        `inside { } a comma ends the value, so ${whole} is read as ${last.value.text}`,
        `write "${whole}" in quotes, or ${whole.replace(',', '')}`,
      );
      last = { ...last, value: { ...last.value, value: whole, text: whole } };
      entries.set(last.key, last);
    } else {
      last = entry;
      entries.set(key, entry);
    }
  }
  return { ...node, entries } satisfies SourceMap;
}
