import { describe, expect, test } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { type LoadFile, readScenario } from '../../src/scenario/read-scenario.ts';
import type { ArmSpec, Retender, ScenarioSpec } from '../../src/scenario/scenario.ts';

/** Reads a scenario in which nothing may be wrong; `files` are what it may extend, by path. */
function read(text: string, files: Readonly<Record<string, string>> = {}): ScenarioSpec {
  const faults = new Faults();
  const load: LoadFile = path => (path in files ? { text: files[path]!, file: path } : undefined);
  const spec = readScenario(text, 'main.yaml', faults, load);
  expect(faults.all).toEqual([]);
  return spec!;
}

/** What was read without where it was written, which other tests look at. */
function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'place' && key !== 'places');
  const [only] = entries;
  if (entries.length === 1 && only?.[0] === 'value') return only[1];
  return Object.fromEntries(entries.map(([key, v]) => [key, withoutPlaces(v)]));
}

const april = (year: number): object => ({ year, month: 4, day: 1 });

const BARNET = `# yaml-language-server: $schema=../src/scenario/scenario.schema.json
title: Retender everything at once, or improve one lot a year?
question: Which leaves more people well, at what price, by year ten?
area: areas/barnet.yaml
start: 2016-04-01
horizon: 10 years
seed: barnet-2016

common:                       # what every arm shares
  funding:
    - {cut: 15%, from: 2017-04, over: 3 years}

arms:
  as_now:
    label: Keep the present contracts
  big_bang:
    label: One provider for everything, retendered every three years
    commissioning:
      - retender: all lots
        to: one new provider
        notice: 2017-04
        start: 2018-04
        term: 3 years
        repeat: each term
        price: -5%
        target: integrated
  evolution:
    label: One seam closed a year, same target, same money
    commissioning:
      - improve: [access, psychosocial, prescribing, recovery]
        towards: integrated
        each: 1 year
        from: 2017-04
      - extend: all lots
        term: 5 years
        plus: 2 years

expect:                       # optional: checks that fail the run (exit 1), for CI
  - {outcome: in_treatment, arm: as_now, at: 2017-03, within: 3%, of: area}
`;

const NOTHING = {
  funding: [],
  commissioning: [],
  workforce: [],
  services: [],
  practices: [],
  drivers: [],
  parameters: [],
};
const CUT = { kind: 'cut', amount: { kind: 'share', share: 0.15 }, from: april(2017), over: 3 };

test('the first scenario of all reads as it says', () => {
  expect(withoutPlaces(read(BARNET))).toEqual({
    file: 'main.yaml',
    title: 'Retender everything at once, or improve one lot a year?',
    question: 'Which leaves more people well, at what price, by year ten?',
    notes: [],
    area: 'areas/barnet.yaml',
    start: april(2016),
    horizon: 10,
    end: april(2026),
    stepsPerYear: 52,
    seed: 'barnet-2016',
    common: { ...NOTHING, funding: [CUT] },
    arms: [
      { ...NOTHING, name: 'as_now', label: 'Keep the present contracts', funding: [CUT] },
      {
        ...NOTHING,
        name: 'big_bang',
        label: 'One provider for everything, retendered every three years',
        funding: [CUT],
        commissioning: [
          {
            kind: 'retender',
            lots: 'all',
            to: { kind: 'one_new_provider' },
            notice: april(2017),
            start: april(2018),
            term: 3,
            repeat: 3,
            price: -0.05,
            target: 'integrated',
            mitigation: [],
            bidder: [],
          },
        ],
      },
      {
        ...NOTHING,
        name: 'evolution',
        label: 'One seam closed a year, same target, same money',
        funding: [CUT],
        commissioning: [
          {
            kind: 'improve',
            lots: ['access', 'psychosocial', 'prescribing', 'recovery'],
            towards: 'integrated',
            each: 1,
            from: april(2017),
          },
          { kind: 'extend', lots: 'all', term: 5, plus: 2 },
        ],
      },
    ],
    beside: [],
    tolerances: [],
    expect: [
      {
        outcome: 'in_treatment',
        arm: 'as_now',
        at: { kind: 'date', date: { year: 2017, month: 3, day: 1 } },
        test: { kind: 'within', share: 0.03, of: 'area' },
      },
    ],
  });
});

const HEAD = 'title: T\narea: a.yaml\nstart: 2016-04-01\nhorizon: 10 years\n';

/** The one arm of a scenario whose arm has these lines. */
function readArm(...lines: readonly string[]): ArmSpec {
  const { arms } = read(`${HEAD}arms:\n  as_now:\n${lines.map(l => `    ${l}\n`).join('')}`);
  return arms[0]!;
}

describe('each policy keeps what was written', () => {
  const day = (text: string): object => {
    const [year, month, d = 1] = text.split('-').map(Number);
    return { year, month, day: d };
  };
  const from = day('2018-04');

  test.each([
    [
      'funding',
      '{rescue: £1.2m, from: 2018-04, for: 2 years, lag: 6 months}',
      { kind: 'rescue', amount: { kind: 'money', pounds: 1_200_000 }, from, for: 2, lag: 0.5 },
    ],
    ['funding', '{inflation: 3%, from: 2018-04}', { kind: 'inflation', rate: 0.03, from }],
    [
      'funding',
      '{ring_fence: removed, from: 2018-04, leak: 10%, over: 2 years}',
      { kind: 'ring_fence', leak: 0.1, from, over: 2 },
    ],
    [
      'funding',
      '{cut: "£12,000", from: 2018-04}',
      { kind: 'cut', amount: { kind: 'money', pounds: 12_000 }, from },
    ],
    [
      'commissioning',
      '{retender: access, to: incumbent, start: 2018-04}',
      {
        kind: 'retender',
        lots: ['access'],
        to: { kind: 'incumbent' },
        notice: day('2017-04'),
        start: from,
        mitigation: [],
        bidder: [],
      },
    ],
    [
      'commissioning',
      '{retender: [a, b], to: riverside_trust, start: 2018-04, term: 5 years, repeat: 7 years, until: 2025-04, target: as_now, mitigation: [retain_staff, retain_staff, keep_partner_links], bidder: [weak_finances, weak_finances], cost: £40k}',
      {
        kind: 'retender',
        lots: ['a', 'b'],
        to: { kind: 'named', name: 'riverside_trust' },
        notice: day('2017-04'),
        start: from,
        term: 5,
        repeat: 7,
        until: day('2025-04'),
        target: 'as_now',
        mitigation: ['retain_staff', 'keep_partner_links'],
        bidder: ['weak_finances'],
        cost: 40_000,
      },
    ],
    [
      'commissioning',
      '{retender: access, to: new providers, start: 2018-04, repeat: never}',
      {
        kind: 'retender',
        lots: ['access'],
        to: { kind: 'new_providers' },
        notice: day('2017-04'),
        start: from,
        mitigation: [],
        bidder: [],
      },
    ],
    [
      'commissioning',
      '{organise: patchwork, from: 2018-04, over: 1 year, among: [Street agency, NHS clinic]}',
      { kind: 'organise', form: 'patchwork', from, over: 1, among: ['Street agency', 'NHS clinic'] },
    ],
    [
      'commissioning',
      '{organise: integrated, from: 2018-04, among: one provider}',
      { kind: 'organise', form: 'integrated', from, among: 'one' },
    ],
    ['commissioning', '{fail: psychosocial, on: 2018-04}', { kind: 'fail', lot: 'psychosocial', on: from }],
    [
      'commissioning',
      '{commissioners: -40%, from: 2018-04, for: 5 years}',
      { kind: 'commissioners', change: -0.4, from, for: 5 },
    ],
    [
      'workforce',
      '{turnover: +30%, from: 2018-04, for: 2 years}',
      { kind: 'turnover', change: { kind: 'relative', share: 0.3 }, from, for: 2 },
    ],
    [
      'workforce',
      '{turnover: 28% a year, from: 2018-04}',
      { kind: 'turnover', change: { kind: 'absolute', perYear: 0.28 }, from },
    ],
    ['workforce', '{pay: -3%, from: 2018-04}', { kind: 'pay', change: -0.03, from }],
    [
      'workforce',
      '{vacancy_freeze: 50%, from: 2018-04, for: 6 months}',
      { kind: 'vacancy_freeze', share: 0.5, from, for: 0.5 },
    ],
    ['workforce', '{training: 20%, from: 2018-04}', { kind: 'training', shorter: 0.2, from }],
    [
      'workforce',
      '{caseload: 40, from: 2018-04, over: 2 years}',
      { kind: 'caseload', people: 40, from, over: 2, money: 'new' },
    ],
    [
      'workforce',
      '{caseload: 50, from: 2018-04, money: within}',
      { kind: 'caseload', people: 50, from, money: 'within' },
    ],
    [
      'services',
      '{withdraw: [recovery, rehab], from: 2018-04}',
      { kind: 'withdraw', services: ['recovery', 'rehab'], from },
    ],
    ['services', '{offload: rehab, from: 2018-04}', { kind: 'offload', service: 'rehab', from, keeps: 1 }],
    [
      'services',
      '{offload: rehab, from: 2018-04, keeps: 60%, for: 2 years}',
      { kind: 'offload', service: 'rehab', from, keeps: 0.6, for: 2 },
    ],
    [
      'services',
      '{open: drop_in, from: 2018-04, with: 5%}',
      { kind: 'open', service: 'drop_in', from, with: { kind: 'share', share: 0.05 } },
    ],
    [
      'services',
      '{close: recovery, from: 2018-04, reinvest: access}',
      { kind: 'close', service: 'recovery', from, reinvest: 'access' },
    ],
    [
      'services',
      '{move: £90k, out_of: prescribing, into: recovery, from: 2018-04}',
      {
        kind: 'move',
        amount: { kind: 'money', pounds: 90_000 },
        outOf: 'prescribing',
        into: 'recovery',
        from,
      },
    ],
    [
      'practices',
      '{adopt: naloxone, reach: 40%, from: 2018-04, over: 2 years, for: 5 years, money: new}',
      { kind: 'adopt', practice: 'naloxone', reach: 0.4, from, over: 2, for: 5, money: 'new' },
    ],
    [
      'practices',
      '{adopt: naloxone, reach: 100%, from: 2018-04}',
      { kind: 'adopt', practice: 'naloxone', reach: 1, from, money: 'within' },
    ],
    [
      'drivers',
      '{driver: complexity, grows: 3% a year, from: 2018-04, for: 10 years, reason: a survey}',
      {
        kind: 'driver',
        driver: 'complexity',
        change: { kind: 'grows', perYear: 0.03 },
        from,
        for: 10,
        reason: 'a survey',
      },
    ],
    [
      'drivers',
      '{driver: need_factor, of: [opiate, alcohol], times: 0.5, from: 2018-04, over: 1 year, reason: r}',
      {
        kind: 'driver',
        driver: 'need_factor',
        of: ['opiate', 'alcohol'],
        change: { kind: 'times', factor: 0.5 },
        from,
        over: 1,
        reason: 'r',
      },
    ],
    [
      'drivers',
      '{driver: need_factor, of: opiate, path: {2019/20: 0.9, 2017/18: 1}, reason: r}',
      {
        kind: 'driver',
        driver: 'need_factor',
        of: ['opiate'],
        change: {
          kind: 'path',
          values: [
            { year: 2017, value: 1 },
            { year: 2019, value: 0.9 },
          ],
        },
        reason: 'r',
      },
    ],
  ] as const)('%s: %s', (list, text, policy) => {
    expect(withoutPlaces(readArm(`${list}:`, `  - ${text}`)[list])).toEqual([policy]);
  });
});

test('a policy knows the place of itself and of each of its values', () => {
  const [cut] = readArm('funding:', '  - {cut: 15%, from: 2017-04}').funding;
  expect(cut?.place).toMatchObject({ file: 'main.yaml', line: 8, column: 9 });
  expect(cut?.places).toMatchObject({
    cut: { line: 8, column: 15, length: 3 },
    from: { line: 8, column: 26 },
  });
});

test('names that only the model can prove keep their places', () => {
  const arm = readArm(
    'commissioning:',
    '  - {retender: [access, recovery], to: incumbent, start: 2018-04}',
    'parameters:',
    '  leaving: {value: {nurse: {novice: 0.3, old: 0.1}, doctor: 0.2}, reason: a survey}',
  );
  const [retender] = arm.commissioning;
  expect(retender).toMatchObject({ kind: 'retender' });
  expect((retender as Retender).lots).toMatchObject([
    { value: 'access', place: { line: 8, column: 21 } },
    { value: 'recovery', place: { line: 8, column: 29 } },
  ]);
  expect(arm.place).toMatchObject({ line: 6, column: 3 });
  expect(arm.parameters).toMatchObject([
    {
      name: { value: 'leaving', place: { line: 10, column: 7 } },
      reason: 'a survey',
      value: [
        { elements: [{ value: 'nurse', place: { column: 25 } }, { value: 'novice' }], value: 0.3 },
        { elements: [{ value: 'nurse' }, { value: 'old' }], value: 0.1 },
        { elements: [{ value: 'doctor' }], value: 0.2 },
      ],
    },
  ]);
});

test('what is not written has its default', () => {
  const spec = read(`${HEAD}arms:\n  as_now:\n  big_bang: {doc: All at once}\n`);
  expect(spec).toMatchObject({ seed: 'T', stepsPerYear: 52, notes: [], expect: [] });
  expect(spec.arms.map(a => [a.name, a.label, a.doc])).toEqual([
    ['as_now', 'as now', undefined],
    ['big_bang', 'big bang', 'All at once'],
  ]);
  expect('question' in spec).toBe(false);
});

test.each([
  ['1 week', 52],
  ['7 days', 52],
  ['3.5 days', 104],
  ['1.75 days', 208],
  ['1 day', 364],
  ['0.4375 days', 832],
])('a step of %s makes %i a year', (step, steps) => {
  expect(read(`${HEAD}step: ${step}\narms: {as_now: {}}`).stepsPerYear).toBe(steps);
});

test.each([
  ['1 year', 1, '2017-4-1'],
  ['18 months', 1.5, '2017-10-1'],
  ['65 weeks', 1.25, '2017-7-1'],
  ['50 years', 50, '2066-4-1'],
])('a horizon of %s ends on time', (horizon, years, end) => {
  const spec = read(`title: T\narea: a\nstart: 2016-04\nhorizon: ${horizon}\narms: {as_now: {}}`);
  expect(spec.horizon).toBe(years);
  expect(Object.values(spec.end).join('-')).toBe(end);
});

test('events on the first and the last day of the run are within it', () => {
  read(`${HEAD}arms: {as_now: {funding: [{cut: 1%, from: 2016-04-01}, {cut: 1%, from: 2026-04-01}]}}
expect:
  - {outcome: o, arm: as_now, at: 2016/17, at_least: 1}
  - {outcome: o, arm: as_now, at: 2025/26, at_most: 1}
  - {outcome: o, arm: as_now, at: 2026-04, within: 3%, of: 700}`);
});

test('money rescued for good may be cut again', () => {
  read(
    `${HEAD}arms: {as_now: {funding: [{cut: 60%, from: 2017-04}, {rescue: 50%, from: 2018-04}, {cut: 60%, from: 2019-04}]}}`,
  );
});

describe('extending', () => {
  const BASE = `title: Base
question: What then?
area: a.yaml
start: 2016-04-01
horizon: 10 years
seed: base
notes: [first]
common:
  doc: shared
  funding: [{cut: 5%, from: 2017-04}]
  parameters: {a: {value: 1, reason: base}, b: {value: 2, reason: base}}
arms:
  as_now: {label: Now}
  big_bang:
    label: All at once
    commissioning: [{retender: all lots, to: incumbent, start: 2018-04}]
`;
  const CHILD = `title: Child
extends: ../base.yaml
horizon: 5 years
common:
  funding: [{cut: 10%, from: 2018-04}]
  parameters: {b: {value: 3, reason: child}, c: {value: 4, reason: child}}
arms:
  slow: {parameters: {a: {value: 9, reason: arm}}}
  big_bang:
    commissioning: [{extend: all lots, term: 5 years}]
`;
  const spec = read(CHILD, { '../base.yaml': BASE });

  test('the keys of the child win, the others are inherited', () => {
    expect(spec).toMatchObject({
      title: 'Child',
      question: 'What then?',
      seed: 'base',
      horizon: 5,
      notes: ['first'],
    });
    expect(spec.file).toBe('main.yaml');
    expect(spec.common.doc).toBe('shared');
  });

  test('a path belongs to the file that wrote it', () => {
    expect(spec.area).toMatchObject({ value: 'a.yaml', place: { file: '../base.yaml', line: 3 } });
  });

  test('arms merge by name and key, the first of the parent staying the reference', () => {
    expect(spec.arms.map(a => [a.name, a.label])).toEqual([
      ['as_now', 'Now'],
      ['big_bang', 'All at once'],
      ['slow', 'slow'],
    ]);
    expect(spec.arms[1]!.commissioning.map(c => c.kind)).toEqual(['extend']);
  });

  test('the lists of the common part are joined, parent first', () => {
    const shares = spec.common.funding.map(f => f.kind === 'cut' && f.amount);
    expect(shares).toEqual([
      { kind: 'share', share: 0.05 },
      { kind: 'share', share: 0.1 },
    ]);
    expect(spec.arms.map(a => a.funding)).toEqual(spec.arms.map(() => spec.common.funding));
  });

  test('a parameter of the child replaces the parent’s, and an arm’s the common one', () => {
    const values = (body: { parameters: ArmSpec['parameters'] }): object =>
      Object.fromEntries(body.parameters.map(p => [p.name.value, p.value]));
    expect(values(spec.common)).toEqual({ a: 1, b: 3, c: 4 });
    expect(values(spec.arms[2]!)).toEqual({ a: 9, b: 3, c: 4 });
  });

  test('ten files may be extended in a row', () => {
    const files = Object.fromEntries(
      Array.from({ length: 10 }, (_, i) => [
        `${i}`,
        i < 9 ? `title: T${i}\nextends: "${i + 1}"\n` : `${HEAD}arms: {as_now: {}}\n`,
      ]),
    );
    expect(read('title: Top\nextends: "0"\n', files).title).toBe('Top');
  });

  test('the loader is told where the path stands, and its own refusal is not told again', () => {
    const faults = new Faults();
    const spec = readScenario('title: T\nextends: ../../x.yaml\n', 'main.yaml', faults, (path, from) =>
      faults.error('cli/outside', from, `${path} is outside the folder`),
    );
    expect(spec).toBeUndefined();
    expect(faults.all).toMatchObject([{ code: 'cli/outside', place: { line: 2, column: 10 } }]);
  });
});

test('faults of another stage do not make a good scenario bad', () => {
  const faults = new Faults();
  faults.error('scenario/step', undefined, 'something else');
  expect(readScenario(`${HEAD}arms: {as_now: {}}`, 'main.yaml', faults, () => undefined)).toBeDefined();
  expect(faults.all).toHaveLength(1);
});
