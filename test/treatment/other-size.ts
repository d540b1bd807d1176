import { beforeAll, describe, expect, it } from 'vitest';
import type { AreaFile } from '../../src/scenario/area/figure.ts';
import { apart, areaOf, Outcome, resolve, whatIsWrong, withFigures } from './bench.ts';

/** Units that do not grow with an area: shares, rates, and anything for each person or post. */
const RATIO = /^fraction$|^1$|^1\/|\/people$|\/wte$/;

/** What scales in three years scales in ten. */
const STEPS = 3 * 52;

/** Scenarios in which a larger or smaller area has as many times of everything. */
export function expectSameAtAnySize(scenarios: readonly (readonly [name: string, text: string])[]): void {
  describe.each(scenarios)('an area of another size, in %s', (_name, text) => {
    const run = (area: AreaFile): Outcome => {
      const experiment = resolve(text, area);
      return new Outcome({ ...experiment, steps: Math.min(experiment.steps, STEPS) });
    };
    let one: Outcome;
    beforeAll(() => {
      one = run(areaOf(text));
    });

    it.each([10, 0.1])(
      '%d times the area gives as many times every count and every pound, and the same ratios, whoever and whenever',
      size => {
        const other = run(withFigures(areaOf(text), (_figure, value) => value * size));
        expect([...whatIsWrong(one), ...whatIsWrong(other)]).toEqual([]);
        const off: unknown[] = [];
        for (const by of [undefined, 'group', 'service', 'provider']) {
          const [a, b] = [one.table('year', by), other.table('year', by)];
          for (const [i, { spec, element, byWindow }] of a.rows.entries()) {
            const times = RATIO.test(spec.unit.value) ? 1 : size;
            // Rounding of money that nearly cancels weighs up to some pounds' worth of digits.
            const floor = spec.unit.value === 'GBP' ? 100 : 1;
            for (const [k, years] of byWindow.entries())
              for (const [y, v] of years.entries()) {
                const scaled = b.rows[i]!.byWindow[k]![y]!;
                if (!(apart(times * v, scaled, floor) < 1e-9)) off.push([spec.name, element, y, v, scaled]);
              }
          }
        }
        expect(off).toEqual([]);
      },
    );
  });
}
