import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { canonicalText } from '../../src/report/canonical.ts';
import { resolvedScenario, writeScenario } from '../../src/report/resolved-scenario.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import type { ScenarioSpec } from '../../src/scenario/scenario.ts';
import { scenarioSchema } from '../../src/scenario/schema.ts';
import { loadShipped } from '../treatment/load-shipped.ts';

function read(text: string): ScenarioSpec {
  const faults = new Faults();
  const spec = readScenario(text, 'main.yaml', faults, loadShipped);
  expect(faults.all).toEqual([]);
  return spec!;
}

/** What a scenario does: its arms hold all that is common, so that what was common need not be there again. */
const meaning = ({ common: _, ...spec }: ScenarioSpec): string => canonicalText(spec);

/** Every example of every policy in the schema, in an arm of its own. */
function everyExample(): string {
  const defs = scenarioSchema()['$defs'] as Record<string, { items?: { anyOf: { examples: object[] }[] } }>;
  const arms = Object.entries(defs).flatMap(([room, { items }]) =>
    (items?.anyOf ?? []).flatMap(({ examples }) => examples.map(example => ({ room, example }))),
  );
  return arms
    .map(({ room, example }, i) => `  arm_${i}:\n    ${room}: [${JSON.stringify(example)}]\n`)
    .join('');
}

const HEAD = 'title: T\narea: a.yaml\nstart: 2016-04\nhorizon: 20 years\narms:\n';

describe('a resolved scenario', () => {
  const shipped = readdirSync('scenarios', { recursive: true, encoding: 'utf8' }).filter(
    f => f.endsWith('.yaml') && !f.startsWith('areas') && !f.startsWith('fits'),
  );

  it.each(shipped)('reads back as %s', name => {
    // A claim stays with its own file: its paths lead into that.
    const { claim: _, ...spec } = read(readFileSync(`scenarios/${name}`, 'utf8'));
    const text = writeScenario(resolvedScenario(spec, spec.area.value), []);
    expect(meaning(read(text))).toBe(meaning(spec));
  });

  it('reads back whatever a policy says', () => {
    const spec = read(`${HEAD}${everyExample()}`);
    expect(spec.arms.length).toBeGreaterThan(12);
    const text = writeScenario(resolvedScenario(spec, 'a.yaml'), ['a header']);
    expect(meaning(read(text))).toBe(meaning(spec));
  });

  it('reads back amounts, lengths of time, texts and expectations as they were meant', () => {
    const spec = read(`question: "Is it 'so': 12 %?"
notes: [yes, "#1", "a: b"]
seed: 42
step: 3.5 days
common:
  funding: [{cut: £1.1m, from: 2017-04}, {inflation: -0.5%, from: 2018-09-30, for: 1.5 years}]
expect:
  - {outcome: deaths, arm: a, at: 2017-06, at_most: 81.25}
  - {outcome: in_treatment, arm: a, at: 2016/17, within: 0.1%, of: area}
${HEAD}  a:
    label: "true"
    workforce: [{turnover: 28.5% a year, from: 2017-04, for: 10 days}]
    parameters:
      handoff_loss: {value: 0.05, reason: "audit: 2019"}
      planned_handoffs: {value: {access: {prescribing: 1, detox: 2}, rehab: {access: 3}}, reason: map}
  b:
    commissioning:
      - {retender: [access, detox], to: riverside_trust, start: 2018-04, notice: 2017-10, cost: "£12,000", mitigation: [retain_staff]}
`);
    const text = writeScenario(resolvedScenario(spec, 'a.yaml'), []);
    expect(meaning(read(text))).toBe(meaning(spec));
  });

  it('is written with a line for each policy, plain where YAML allows', () => {
    const spec = read(
      `${HEAD}  as_now: {}\n  cut:\n    funding: [{cut: 15%, from: 2017-04, over: 3 years}]\n`,
    );
    expect(writeScenario(resolvedScenario(spec, 'a.yaml'), ['made by a test'])).toBe(`# made by a test
title: T
area: a.yaml
start: 2016-04-01
horizon: 20 years
step: 1 week
seed: T

arms:
  as_now:
    label: as now
  cut:
    label: cut
    funding:
      - {cut: 15%, from: 2017-04-01, over: 3 years}
`);
  });
});

describe('the canonical text of a value', () => {
  it('does not depend on order of keys, on places, or on how text is broken into lines', () => {
    const one = { b: 1, a: 'two\n  words', place: { line: 3 }, of: new Map([['x', [1, null]]]) };
    const other = { a: 'two words', place: { line: 9 }, of: new Map([['x', [1, null]]]), b: 1 };
    expect(canonicalText(one)).toBe(canonicalText(other));
  });

  it('depends on what is said, and on the order of what is in order', () => {
    const texts = [
      { a: 1 },
      { a: 2 },
      { a: '1' },
      [1, 2],
      [2, 1],
      new Map([['place', 1]]),
      { place: 1 },
      null,
    ].map(canonicalText);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
