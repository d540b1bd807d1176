import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { amount, date, duration, moment, money, percent, repetition } from '../../src/scenario/quantities.ts';
import type { Shape } from '../../src/source/shape.ts';
import { readYaml } from '../../src/source/yaml.ts';

/** What a shape reads from a value as it stands in YAML; throws with the faults when it reads nothing. */
function read<T>(shape: Shape<T>, text: string): T {
  const faults = new Faults();
  const node = readYaml(text, 'x.yaml', faults);
  const value = node && shape.read(node, faults);
  if (value === undefined) throw new Error(faults.all.map(f => f.message).join('; '));
  return value;
}

describe('quantities read from what people write', () => {
  test.each([
    ['2017-04', { year: 2017, month: 4, day: 1 }],
    ['2017-04-01', { year: 2017, month: 4, day: 1 }],
    ['"2020-02-29"', { year: 2020, month: 2, day: 29 }],
  ])('date %s', (text, value) => {
    expect(read(date, text)).toEqual(value);
  });

  test.each([
    ['3 years', 3],
    ['1 year', 1],
    ['6 months', 0.5],
    ['24 months', 2],
    ['2 weeks', 2 / 52],
    ['13 weeks', 0.25],
    ['10 days', 10 / 364],
    ['3.5 days', 0.5 / 52],
    ['1.5years', 1.5],
  ])('duration %s', (text, years) => {
    expect(read(duration, text)).toBe(years);
  });

  test('repetition', () => {
    expect(read(repetition, 'each term')).toBe('each term');
    expect(read(repetition, 'never')).toBe('never');
    expect(read(repetition, '3 years')).toBe(3);
  });

  test.each([
    ['15%', 0.15],
    ['-5%', -0.05],
    ['+30 %', 0.3],
    ['−5%', -0.05],
    ['2.5%', 0.025],
    ['-0%', 0],
  ])('percent %s', (text, share) => {
    expect(read(percent(), text)).toBe(share);
  });

  test.each([
    ['£1.2m', 1_200_000],
    ['£1.1m', 1_100_000],
    ['£250k', 250_000],
    ['£12,000', 12_000],
    ['£1,234,567.89', 1_234_567.89],
    ['£3000', 3000],
    ['£ 3 M', 3_000_000],
  ])('money %s', (text, pounds) => {
    expect(read(money, text)).toBe(pounds);
  });

  test('amount is a share or money', () => {
    expect(read(amount, '15%')).toEqual({ kind: 'share', share: 0.15 });
    expect(read(amount, '100%')).toEqual({ kind: 'share', share: 1 });
    expect(read(amount, '£250k')).toEqual({ kind: 'money', pounds: 250_000 });
  });

  test('a moment is a date or a financial year', () => {
    expect(read(moment, '2017-04')).toEqual({ kind: 'date', date: { year: 2017, month: 4, day: 1 } });
    expect(read(moment, '2099/00')).toEqual({ kind: 'financial_year', year: 2099, name: '2099/00' });
  });
});

describe('the schema of a quantity and its reader', () => {
  const patternsOf = (shape: Shape<unknown>): readonly RegExp[] => {
    const { anyOf = [shape.schema] } = shape.schema as { anyOf?: readonly { pattern?: string }[] };
    return anyOf.flatMap(s => ('pattern' in s ? [new RegExp(s.pattern as string, 'u')] : []));
  };
  const shapes: Readonly<Record<string, Shape<unknown>>> = {
    date,
    duration,
    percent: percent(),
    money,
    amount,
  };

  test.each(Object.entries(shapes))('%s: every example is read, and matches the pattern', (_, shape) => {
    const examples = shape.schema['examples'] as readonly string[];
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(() => read(shape, example)).not.toThrow();
      expect(patternsOf(shape).some(p => p.test(example))).toBe(true);
    }
  });

  test.each(Object.entries(shapes))('%s: whatever is read matches the pattern', (_, shape) => {
    const texts = fc.stringMatching(
      /^[£+-]?[0-9][0-9,.-]{0,9} ?(%|k|m|years?|months?|weeks?|days?|K|Years)?$/,
    );
    fc.assert(
      fc.property(texts, text => {
        const faults = new Faults();
        const place = { file: 'x', line: 1, column: 1, length: 1 };
        const value = shape.read({ kind: 'scalar', place, value: text, text }, faults);
        expect(value === undefined).toBe(faults.hasErrors);
        if (value !== undefined) expect(patternsOf(shape).some(p => p.test(text))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
