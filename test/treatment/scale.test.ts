import { describe, expect, it } from 'vitest';
import { apart, barnet, run, SHIPPED, whatIsWrong, withFigures } from './bench.ts';

/** Units that do not grow with an area: shares, rates, and anything for each person or post. */
const RATIO = /^fraction$|^1\/|\/people$|\/wte$/;

describe.each(['big-bang-or-evolution', 'cut-thirty-percent'])('ten times the area, in %s', name => {
  const tenfold = withFigures(barnet, (_figure, value) => value * 10);
  const [one, ten] = [barnet, tenfold].map(area => run(SHIPPED.get(name)!, area)) as [
    ReturnType<typeof run>,
    ReturnType<typeof run>,
  ];

  it('gives ten times every count and every pound, and the same ratios, whoever and whenever', () => {
    expect([...whatIsWrong(one), ...whatIsWrong(ten)]).toEqual([]);
    const off: unknown[] = [];
    for (const by of [undefined, 'group', 'age', 'service', 'provider']) {
      const [a, b] = [one.table('year', by), ten.table('year', by)];
      for (const [i, { spec, element, byWindow }] of a.rows.entries()) {
        const times = RATIO.test(spec.unit.value) ? 1 : 10;
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
  });
});
