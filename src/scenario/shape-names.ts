import { nearestName, suggest } from '../diagnostics/diagnostic.ts';
import { found, type Located, located, oneOrMore, type Shape, scalar } from '../source/shape.ts';
import type { Awardee, Lots } from './scenario.ts';

/** snake_case, as names are in the model. */
const NAME_PATTERN = /^[a-z][a-z0-9_]*$/;
const NAME_RULE = 'small letters, digits and underscores, a letter first';

/** Text of at least one visible character. */
export const someText: Shape<string> = scalar<string>('text', { type: 'string', minLength: 1 }, node =>
  node.text.trim() === '' ? { fault: 'expected text, found only spaces' } : node.text.trim(),
);

/** Text that may look like a number (`seed: 42`); kept as written. */
export const textOrNumber: Shape<string> = { ...someText, schema: { type: ['string', 'number'] } };

/** A snake_case name. */
export function name(what: string, examples: readonly string[]): Shape<string> {
  return scalar<string>(
    `the name of ${what}`,
    { type: 'string', pattern: NAME_PATTERN.source, examples },
    ({ text }) => (NAME_PATTERN.test(text) ? text : refuseName(text)),
  );
}

function refuseName(text: string): { readonly fault: string; readonly hint: string } {
  const meant = snakeCase(text);
  return {
    fault: `"${text}" is not a valid name: expected ${NAME_RULE}`,
    hint: meant ? `did you mean ${meant}?` : 'write a name such as big_bang',
  };
}

/** A text as a snake_case name (`street_agency` for "Street agency"), if it has a letter. */
export const snakeCase = (text: string): string | undefined => {
  const out = text
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[\d_]+|_+$/g, '');
  return out || undefined;
};

/** A name and its place. */
export const locatedName = (what: string, examples: readonly string[]): Shape<Located<string>> =>
  located(name(what, examples));

const LOT_EXAMPLES = ['access', 'psychosocial', 'prescribing', 'recovery'];

/** Names of lots in the order written; `all lots` is refused, since it has no order. */
export const namedLots: Shape<readonly Located<string>[]> = {
  ...oneOrMore(lotName()),
  expected: 'a lot, or a list of lots',
};

/** `all lots`, a lot, or a list of lots. */
export const lots: Shape<Lots> = {
  expected: 'all lots, a lot, or a list of lots',
  schema: { anyOf: [{ const: 'all lots' }, ...(namedLots.schema['anyOf'] as object[])] },
  read(node, faults) {
    if (node.kind === 'scalar' && node.text === 'all lots') return 'all';
    if (node.kind === 'map' || (node.kind === 'scalar' && node.value === null))
      return faults.error('source/expected', node.place, `expected ${this.expected}, found ${found(node)}`);
    return namedLots.read(node, faults);
  },
};

/** The name of one lot; all of them are refused. */
export function lotName(): Shape<Located<string>> {
  const plain = locatedName('a lot', LOT_EXAMPLES);
  return {
    ...plain,
    read(node, faults) {
      if (node.kind === 'scalar' && /^(all|all[ _]lots?|every(thing| lot)?)$/i.test(node.text))
        return faults.error(
          'source/expected',
          node.place,
          `"${node.text}" is not a lot`,
          'all of them is written: all lots (alone, not in a list; and not where their order matters)',
        );
      return plain.read(node, faults);
    },
  };
}

const AWARDEES = {
  'one new provider': 'one_new_provider',
  'new providers': 'new_providers',
  incumbent: 'incumbent',
} as const;
const AWARDEE_WORDS = Object.keys(AWARDEES) as (keyof typeof AWARDEES)[];

/** Who a retender awards its lots to. */
export const awardee: Shape<Awardee> = {
  expected: `one of: ${AWARDEE_WORDS.join(', ')}; or the name of a provider`,
  schema: {
    anyOf: [{ enum: AWARDEE_WORDS }, { type: 'string', pattern: NAME_PATTERN.source }],
    examples: ['one new provider', 'incumbent', 'riverside_trust'],
  },
  read(node, faults) {
    if (node.kind === 'list' ? node.items.length === 0 : node.kind === 'scalar' && isNobody(node.text))
      return faults.error(
        'scenario/awarded-to-nobody',
        node.place,
        'the lots are awarded to nobody',
        `expected ${this.expected}`,
      );
    if (node.kind !== 'scalar')
      return faults.error('source/expected', node.place, `expected ${this.expected}, found ${found(node)}`);
    const word = AWARDEE_WORDS.find(w => w === node.text);
    if (word) return { kind: AWARDEES[word] };
    // A slip in one of the words would otherwise pass as the name of a provider.
    const slip = slipOf(node.text);
    if (NAME_PATTERN.test(node.text) && !slip)
      return { kind: 'named', name: { value: node.text, place: node.place } };
    const meant = snakeCase(node.text);
    const near = slip ?? (node.text.includes(' ') ? undefined : meant);
    return faults.error(
      'source/expected',
      node.place,
      `"${node.text}" does not say who gets the lots: expected ${this.expected}`,
      near ? `did you mean ${near}?` : suggest(node.text, AWARDEE_WORDS),
    );
  },
};

const isNobody = (text: string): boolean => /^(|nobody|no[ _]?one|none)$/i.test(text.trim());

/** The word that a text all but spells: other capitals, underscores, a plural, a slip in `incumbent`. */
function slipOf(text: string): string | undefined {
  const plain = text
    .toLowerCase()
    .replaceAll(/[_-]/g, ' ')
    .replace(/^(a|the) |s$/g, '');
  const same = AWARDEE_WORDS.find(word => word.replace(/s$/, '') === plain);
  return same ?? (plain.includes(' ') ? undefined : nearestName(plain, ['incumbent']));
}

/**
 * A mapping from free snake_case names, as a list in the order written, each name with its place. A faulty entry
 * costs only itself.
 *
 * @param build joins a name and what was read for it
 */
export function namedEntries<V, T>(
  examples: readonly string[],
  value: Shape<V>,
  build: (name: Located<string>, value: V) => T,
): Shape<readonly T[]> {
  return {
    expected: `a mapping of names, each to ${value.expected}`,
    schema: {
      type: 'object',
      propertyNames: { pattern: NAME_PATTERN.source, examples },
      additionalProperties: value.schema,
    },
    read(node, faults) {
      if (node.kind !== 'map')
        return faults.error('source/expected', node.place, `expected ${this.expected}, found ${found(node)}`);
      const out: T[] = [];
      for (const { key, keyPlace, value: child } of node.entries.values()) {
        if (!NAME_PATTERN.test(key)) {
          const { fault, hint } = refuseName(key);
          faults.error('source/name', keyPlace, fault, hint);
        }
        const read = value.read(child, faults);
        if (read !== undefined) out.push(build({ value: key, place: keyPlace }, read));
      }
      return out;
    },
  };
}
