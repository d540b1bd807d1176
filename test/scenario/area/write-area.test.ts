import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeArea } from '../../../src/scenario/area/area-file.ts';
import { type AreaFile, type Figure, STATUSES } from '../../../src/scenario/area/figure.ts';
import { importSound, readSound, withoutPlaces } from './read.ts';

const bare: AreaFile = {
  area: 'Testshire',
  period: '2015/16',
  published: new Map(),
  scaled: new Map(),
  local: new Map(),
};

const count = fc.option(fc.nat({ max: 1e7 }), { nil: null });
const anyText = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
  fc
    .array(fc.constantFrom('of', 'people,', 'a: b', '#5', '-', '"it"', "'s", '50%'), {
      minLength: 1,
      maxLength: 60,
    })
    .map(words => words.join(' ')),
  fc.constantFrom('null', 'true', '2016', '1e5', '~', ' padded ', 'two\nlines', 'two  spaces', '\t'),
);

/** Any figure: one number, by age, or by period and age. */
const anyFigure: fc.Arbitrary<Figure> = fc
  .record({
    doc: anyText,
    unit: anyText,
    source: anyText,
    status: fc.constantFrom(...STATUSES),
    method: fc.option(anyText, { nil: undefined }),
    rounding: fc.option(fc.nat(), { nil: undefined }),
    numbers: fc.tuple(count, count, count),
    depth: fc.nat({ max: 2 }),
    ranged: fc.nat({ max: 2 }),
  })
  .map(({ numbers, depth, ranged, method, rounding, ...said }): Figure => {
    const [a, b, c] = numbers;
    const ages = new Map([
      ['a18_29', a],
      ['a30_49', b],
      ['a50_plus', c],
    ]);
    const range =
      ranged === 1
        ? ([0, 1e7] as const)
        : ranged === 2 && depth === 1
          ? new Map([['a18_29', [0, 1e7] as const]])
          : undefined;
    return {
      ...said,
      ...(method !== undefined && { method }),
      ...(rounding !== undefined && { rounding }),
      ...(range && { range }),
      by: ([[], ['age'], ['period', 'age']] as const)[depth]!,
      value: depth === 0 ? a : depth === 1 ? ages : new Map([['2015/16', ages]]),
    };
  });

describe('writing an area', () => {
  test('and reading it gives the same area, whatever its texts and numbers', () => {
    const anyArea = fc
      .record({
        area: anyText,
        note: fc.option(anyText, { nil: undefined }),
        published: fc.array(anyFigure, { maxLength: 3 }),
        local: fc.array(anyFigure, { maxLength: 2 }),
      })
      .map(({ area, note, published, local }): AreaFile => {
        const named = (figures: readonly Figure[]) => new Map(figures.map((f, i) => [`figure_${i}`, f]));
        return {
          ...bare,
          area,
          ...(note !== undefined && { note }),
          published: named(published),
          local: named(local),
        };
      });
    fc.assert(
      fc.property(anyArea, area => {
        expect(withoutPlaces(readSound(writeArea(area)))).toEqual(withoutPlaces(area));
      }),
      { numRuns: 300 },
    );
  });

  test('starts by saying which command wrote it and which parts a person may edit', () => {
    const [first, second] = writeArea(bare).split('\n');
    expect(first).toBe(
      '# Written by `tx-sim area import`. Edit only `code`, `note` and `local`: a new import keeps those and',
    );
    expect(second).toMatch(/^# overwrites the rest/);
  });

  test('leaves an empty local section to write into', () => {
    expect(writeArea(bare)).toMatch(/\nlocal: \{\}\n$/);
  });

  test('of an import is the same text each time, short rows on one line and NULL as null', () => {
    const text = writeArea(importSound());
    expect(writeArea(readSound(text))).toBe(text);
    expect(text).toContain('      opiate: {a18_29: 100, a30_49: 400, a50_plus: 200}\n');
    expect(text).toContain('other: null');
    expect(text).not.toMatch(/NULL,/);
    expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThanOrEqual(110);
  });
});
