import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyEquations, anyNumber, SLOTS, TABLES } from './any-equations.ts';
import { atWork, expectReference } from './lanes-of.ts';

const anyRuns = fc.array(
  fc.array(anyNumber, { minLength: SLOTS, maxLength: SLOTS }).map(v => Float64Array.from(v)),
  { minLength: 4, maxLength: 4 },
);

/** Equations made at random, so many times, compute in every lane what the reference interpreter does. */
export function expectAnyEquationsSame(lanes: number, runsOfEach: number): void {
  it('any equations over any numbers give the bits of the reference', () => {
    fc.assert(
      fc.property(anyEquations, anyRuns, (equations, runs) =>
        expectReference(equations, TABLES, runs, lanes),
      ),
      { numRuns: runsOfEach },
    );
  });

  it('slots that are read outside have the bits of the reference where others are kept out of memory', () => {
    const outside = new Set([0, 3, 5]);
    fc.assert(
      fc.property(anyEquations, anyEquations, anyRuns, (first, second, runs) => {
        const lists = [first, second];
        const request = { lists, slotCount: SLOTS, tables: TABLES, lanes };
        const [some, all] = [atWork({ ...request, outside }), atWork(request)];
        const [a, b] = [runs.map(v => v.slice()), runs.map(v => v.slice())];
        for (const list of [0, 1, 0]) {
          some.run(list, a);
          all.run(list, b);
          for (let l = 0; l < lanes; l++)
            for (const s of outside) if (!Object.is(a[l]![s], b[l]![s])) expect(a[l]![s]).toBe(b[l]![s]);
        }
      }),
      { numRuns: runsOfEach / 2 },
    );
  });
}
