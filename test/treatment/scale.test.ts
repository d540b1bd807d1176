import { describe, expect, it } from 'vitest';
import { runArms } from '../../src/ensemble/run-arms.ts';
import { apart, areaOf, Outcome, resolve, SHIPPED, whatIsWrong, withFigures } from './bench.ts';

/** Units that do not grow with an area: shares, rates, and anything for each person or post. */
const RATIO = /^fraction$|^1$|^1\/|\/people$|\/wte$/;

describe.each([...SHIPPED])('an area of another size, in %s', (_name, written) => {
  // What scales in four years scales in ten; policies and drivers of later years are left to the other laws.
  const text = written.replace(/^horizon: .*/m, 'horizon: 4 years').replace(/^expect:[\s\S]*/m, '');
  it.each([10, 0.1])(
    '%d times the area gives as many times every count and every pound, and the same ratios, whoever and whenever',
    size => {
      const area = areaOf(text);
      // Each from the start that it alone would get, not one sought from the other's.
      const one = new Outcome(resolve(text, area), [], runArms);
      const ten = new Outcome(
        resolve(
          text,
          withFigures(area, (_figure, value) => value * size),
        ),
        [],
        runArms,
      );
      expect([...whatIsWrong(one), ...whatIsWrong(ten)]).toEqual([]);
      const off: unknown[] = [];
      for (const by of [undefined, 'group', 'age', 'service', 'provider']) {
        const [a, b] = [one.table('year', by), ten.table('year', by)];
        for (const [i, { spec, element, byWindow }] of a.rows.entries()) {
          const times = RATIO.test(spec.unit.value) ? 1 : size;
          // Rounding of money that nearly cancels weighs up to some pounds' worth of digits.
          const floor = spec.unit.value === 'GBP' ? 100 : 1;
          for (const [k, years] of byWindow.entries())
            for (const [y, v] of years.entries()) {
              const by10 = b.rows[i]!.byWindow[k]![y]!;
              if (!(apart(times * v, by10, floor) < 1e-9)) off.push([spec.name, element, y, v, by10]);
            }
        }
      }
      expect(off).toEqual([]);
    },
  );
});
