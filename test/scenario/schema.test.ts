import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { scenarioSchema } from '../../src/scenario/schema.ts';

const COMMITTED = new URL('../../src/scenario/scenario.schema.json', import.meta.url);

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Schema = Readonly<Record<string, unknown>>;

const schema = scenarioSchema();

/** Whether a value fits a schema, for the keywords that ours uses; any other keyword is refused. */
function fits(value: Json, s: Schema): boolean {
  return Object.entries(s).every(([keyword, rule]) => {
    const test = KEYWORDS[keyword];
    if (!test) throw new Error(`the test does not know the keyword ${keyword}`);
    return test(value, rule, s);
  });
}

const isObject = (v: Json): v is { readonly [key: string]: Json } =>
  typeof v === 'object' && v !== null && !Array.isArray(v);
const typeOf = (v: Json): string => (v === null ? 'null' : Array.isArray(v) ? 'array' : typeof v);
const always = (): boolean => true;

const KEYWORDS: Readonly<Record<string, (v: Json, rule: unknown, s: Schema) => boolean>> = {
  $schema: always,
  $defs: always,
  title: always,
  description: always,
  examples: always,
  $ref: (v, rule) =>
    fits(v, (schema['$defs'] as Record<string, Schema>)[String(rule).replace('#/$defs/', '')]!),
  type: (v, rule) => [rule].flat().includes(typeOf(v)),
  enum: (v, rule) => (rule as Json[]).includes(v),
  const: (v, rule) => v === rule,
  pattern: (v, rule) => typeof v !== 'string' || new RegExp(String(rule), 'u').test(v),
  minLength: (v, rule) => typeof v !== 'string' || v.length >= Number(rule),
  minimum: (v, rule) => typeof v !== 'number' || v >= Number(rule),
  maximum: (v, rule) => typeof v !== 'number' || v <= Number(rule),
  anyOf: (v, rule) => (rule as Schema[]).some(s => fits(v, s)),
  items: (v, rule) => !Array.isArray(v) || v.every(item => fits(item, rule as Schema)),
  required: (v, rule) => !isObject(v) || (rule as string[]).every(k => Object.hasOwn(v, k)),
  minProperties: (v, rule) => !isObject(v) || Object.keys(v).length >= Number(rule),
  propertyNames: (v, rule) => !isObject(v) || Object.keys(v).every(k => fits(k, rule as Schema)),
  properties: (v, rule) =>
    !isObject(v) ||
    Object.entries(rule as Record<string, Schema>).every(([k, s]) => v[k] === undefined || fits(v[k], s)),
  additionalProperties: (v, rule, s) => {
    if (!isObject(v)) return true;
    const known = Object.keys((s['properties'] as object | undefined) ?? {});
    return Object.entries(v).every(
      ([k, x]) => known.includes(k) || (rule !== false && fits(x, rule as Schema)),
    );
  },
};

const isRead = (text: string): boolean => {
  const faults = new Faults();
  return readScenario(text, 'x.yaml', faults, () => undefined) !== undefined;
};

test('the committed schema is the one the shapes give (TX_SIM_WRITE_SCHEMA=1 writes it)', () => {
  if (process.env['TX_SIM_WRITE_SCHEMA']) writeFileSync(COMMITTED, `${JSON.stringify(schema, null, 2)}\n`);
  expect(JSON.parse(readFileSync(COMMITTED, 'utf8'))).toEqual(schema);
});

const HEAD = 'title: T\narea: a.yaml\nstart: 2016-04\nhorizon: 30 years\n';
const arm = (policy: unknown, list: string): string =>
  `${HEAD}arms: {as_now: {${list}: [${JSON.stringify(policy)}]}}\n`;

interface Described {
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly Json[];
}
const definitions = schema['$defs'] as Readonly<Record<string, { readonly items?: { anyOf: Described[] } }>>;

describe('every policy', () => {
  const policies = Object.entries(definitions).flatMap(([list, d]) =>
    (d.items?.anyOf ?? []).map(p => [p.title ?? '', list, p] as const),
  );

  test('there are twenty-two', () => {
    expect(policies).toHaveLength(22);
  });

  test.each(policies)('%s is described, and its examples are read and fit', (_, list, policy) => {
    expect(policy.description).toMatch(/^[A-Z].*\.$/);
    expect(policy.examples?.length).toBeGreaterThan(0);
    for (const example of policy.examples ?? []) {
      expect(isRead(arm(example, list))).toBe(true);
      expect(fits(parse(arm(example, list)), schema)).toBe(true);
    }
  });
});

test('every key of every record has a description', () => {
  const walk = (s: unknown): void => {
    if (typeof s !== 'object' || s === null) return;
    const { properties } = s as { properties?: Record<string, Described> };
    for (const [key, p] of Object.entries(properties ?? {}))
      expect([key, p.description]).not.toContain(undefined);
    for (const child of Object.values(s)) walk(child);
  };
  walk(schema);
});

describe('the schema and the reader agree', () => {
  test.each([
    [`${HEAD}arms: {as_now: {}}`],
    [`${HEAD}arms:\n  as_now:\n`],
    [`${HEAD}arms: {as_now: {}}\nseed: 42\nstep: 3.5 days\nnotes: [one, two]`],
    [`${HEAD}arms: {as_now: {parameters: {x: {value: {a: {b: 1}}, reason: r}}}}`],
    [`${HEAD}arms: {as_now: {}}\nexpect: [{outcome: o, arm: as_now, at: 2017/18, within: 3%, of: area}]`],
    [
      arm(
        { retender: ['access'], to: 'riverside_trust', start: '2018-04', repeat: 'never' },
        'commissioning',
      ),
    ],
  ])('on what is good: %s', text => {
    expect(isRead(text)).toBe(true);
    expect(fits(parse(text), schema)).toBe(true);
  });

  test.each([
    ['title: T'],
    [`${HEAD}arms: {As now: {}}`],
    [`${HEAD}arms: {as_now: {}}\ncolour: red`],
    [`${HEAD}arms: {as_now: {parameters: {x: {value: 1}}}}`],
    [arm({ cut: 15, from: '2017-04' }, 'funding')],
    [arm({ cut: '15%' }, 'funding')],
    [arm({ cut: '15%', from: 'April 2017' }, 'funding')],
    [arm({ cut: '15%', from: '2017-04', over: '3' }, 'funding')],
    [arm({ turnover: '30%', from: '2017-04' }, 'workforce')],
    [arm({ retender: 'all lots', to: 'Somebody', start: '2018-04' }, 'commissioning')],
  ])('on what is wrong: %s', text => {
    expect(isRead(text)).toBe(false);
    expect(fits(parse(text), schema)).toBe(false);
  });
});
