import { expect, test } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { BASE, expectReadOrRefused, GOOD } from './mutate.ts';

test('a scenario changed at random is read or refused, never thrown at', () => {
  expectReadOrRefused(150);
});

test('what is read does not depend on anything but the text', () => {
  const once = (): string => {
    const faults = new Faults();
    const spec = readScenario(GOOD, 'main.yaml', faults, () => ({ text: BASE, file: 'base.yaml' }));
    return JSON.stringify([spec, faults.all]);
  };
  expect(once()).toBe(once());
});

test('a file of hundreds of faults is refused in good time', () => {
  const many = Array.from(
    { length: 900 },
    (_, i) => `      - {retender: [lot_${i}], to: incumbent, start: 2018-04}`,
  );
  const text = `title: T\narea: a\nstart: 2016-04\nhorizon: 10 years\narms:\n  as_now:\n    commissioning:\n`;
  const faults = new Faults();
  readScenario(`${text}${many.join('\n')}\n${many.join('\n')}\n`, 'x.yaml', faults, () => undefined);
  expect(faults.all).toHaveLength(900);
});
