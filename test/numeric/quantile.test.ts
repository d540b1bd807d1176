import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { logGamma } from '../../src/numeric/log-gamma.ts';
import {
  type Distribution,
  prepareSpread,
  type Spread,
  sharesWithin,
  truncate,
} from '../../src/numeric/quantile.ts';
import { Beta } from '../../src/numeric/quantile-beta.ts';
import { Gamma } from '../../src/numeric/quantile-gamma.ts';
import { normalCdf, normalQuantile } from '../../src/numeric/quantile-normal.ts';
import {
  BETA_QUANTILES,
  BETA_SHARES,
  GAMMA_QUANTILES,
  GAMMA_SHARES,
  NORMAL_QUANTILES,
  NORMAL_SHARES,
} from './distribution-values.ts';

interface Place {
  readonly logX: number;
  readonly logRest: number;
}

/** Where a search for a quantile looks, look by look: each takes one of the two tails, at a place on the line searched. */
function looksOf(distribution: Gamma | Beta, u: number): number[] {
  const looks: number[] = [];
  const tails = distribution as unknown as Record<'lower' | 'upper', (...at: unknown[]) => unknown>;
  const spies = (['lower', 'upper'] as const).map(tail => {
    const own = tails[tail];
    return vi.spyOn(tails, tail).mockImplementation((...at) => {
      const [place, t] = at as [Place, number | undefined];
      looks.push(t ?? place.logX - place.logRest);
      return own.apply(distribution, at);
    });
  });
  distribution.quantile(u);
  for (const spy of spies) spy.mockRestore();
  return looks;
}

/** Both within so large a part of each other. */
function expectNear(found: number, known: number, relative = 1e-12): void {
  expect(Math.abs(found - known), `${found}, not ${known}`).toBeLessThanOrEqual(relative * Math.abs(known));
}

describe('the normal', () => {
  it('has the percentage points of its own publication', () => {
    // Wichura 1988, the three checks of PPND16
    expectNear(normalQuantile(0.25), -0.6744897501960817, 1e-15);
    expectNear(normalQuantile(0.001), -3.090232306167814, 1e-15);
    expectNear(normalQuantile(1e-20), -9.262340089798409, 1e-15);
  });

  it('has the percentage points of Abramowitz and Stegun, table 26.5', () => {
    for (const [tail, x] of [
      [0.025, 1.95996],
      [0.005, 2.57583],
      [0.0005, 3.29053],
      [0.4, 0.25335],
    ] as const)
      expect(normalQuantile(1 - tail)).toBeCloseTo(x, 5);
  });

  it('is right to twelve figures between 1e-300 and 1, and below -37', () => {
    for (const [u, x] of NORMAL_QUANTILES) expectNear(normalQuantile(u), x, u > 0.99 ? 1e-11 : 1e-12);
    for (const [x, u] of NORMAL_SHARES) expectNear(normalCdf(x), u);
  });

  it('is its own inverse, is even, and ends at infinity', () => {
    expect(normalQuantile(0.5)).toBe(0);
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(-0.1), normalQuantile(1.1)]).toEqual([
      -Infinity,
      Infinity,
      NaN,
      NaN,
    ]);
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), u => {
        expectNear(normalCdf(normalQuantile(u)), u);
        expectNear(normalQuantile(1 - u), -normalQuantile(1 - (1 - u)));
      }),
    );
  });
});

describe('the logarithm of the gamma function', () => {
  it('is that of a factorial, and of the root of pi', () => {
    expectNear(logGamma(5), Math.log(24), 1e-14);
    expectNear(logGamma(21), Math.log(2432902008176640000), 1e-14);
    expectNear(logGamma(0.5), Math.log(Math.PI) / 2, 1e-13);
    expect(Math.abs(logGamma(1))).toBeLessThan(1e-14);
  });
});

describe('the gamma', () => {
  it('ends where it ends', () => {
    const exponential = new Gamma(1);
    expect([-1, 0, -Infinity, Infinity, NaN].map(x => exponential.cdf(x))).toEqual([0, 0, 0, 1, NaN]);
    expect([0, 1, -0.1, 1.1, NaN].map(u => exponential.quantile(u))).toEqual([0, Infinity, NaN, NaN, NaN]);
  });

  it('has the percentage points of chi-square, NIST Handbook 1.3.6.7.4 and Abramowitz and Stegun 26.8', () => {
    // [degrees of freedom, share below, value to three figures as printed there, and to sixteen]
    for (const [n, u, printed, exact] of [
      [1, 0.95, 3.841, 3.841458820694124],
      [2, 0.95, 5.991, 5.991464547107979],
      [3, 0.95, 7.815, 7.814727903251179],
      [5, 0.95, 11.07, 11.070497693516351],
      [10, 0.95, 18.307, 18.307038053275146],
      [100, 0.95, 124.342, 124.34211340400407],
    ] as const) {
      expect(2 * new Gamma(n / 2).quantile(u)).toBeCloseTo(printed, 3);
      expectNear(2 * new Gamma(n / 2).quantile(u), exact);
    }
  });

  it('of shape 1 is the exponential, of shape 1/2 the square of a normal', () => {
    for (const u of [1e-12, 0.01, 0.3, 0.5, 0.9, 0.999, 1 - 1e-12]) {
      expectNear(new Gamma(1).quantile(u), -Math.log1p(-u));
      // |z| below which lies u: (1 + u) / 2 of the normal, worked out from the upper tail
      const z = -normalQuantile((1 - u) / 2);
      if (u > 0.2) expectNear(2 * new Gamma(0.5).quantile(u), z * z);
    }
  });

  it('is right to twelve figures for shapes from 0.01 to 10,000', () => {
    for (const [shape, x, u] of GAMMA_SHARES) expectNear(new Gamma(shape).cdf(x), u);
    for (const [shape, u, x] of GAMMA_QUANTILES) expectNear(new Gamma(shape).quantile(u), x);
  });
});

describe('the beta', () => {
  it('ends where it ends', () => {
    const flat = new Beta(1, 1);
    expect([-1, 0, 1, 2, -Infinity, Infinity, NaN].map(x => flat.cdf(x))).toEqual([0, 0, 1, 1, 0, 1, NaN]);
    expect([0, 1, -0.1, 1.1, NaN].map(u => flat.quantile(u))).toEqual([0, 1, NaN, NaN, NaN]);
  });

  it('with a shape of 1 is a power, with both 1/2 an arcsine', () => {
    for (const u of [1e-12, 0.01, 0.3, 0.5, 0.9, 0.999])
      for (const shape of [0.05, 0.5, 1, 7, 500]) {
        expectNear(new Beta(shape, 1).quantile(u), u ** (1 / shape));
        expectNear(new Beta(1, shape).quantile(u), -Math.expm1(Math.log1p(-u) / shape));
        const sine = Math.sin((Math.PI * u) / 2);
        expectNear(new Beta(0.5, 0.5).quantile(u), sine * sine);
      }
  });

  it('has the percentage points of Student’s t, Abramowitz and Stegun 26.10', () => {
    // n / (n + t²) is beta of n/2 and 1/2; t beyond which 0.025 lie
    for (const [n, t] of [
      [1, 12.706204736174698],
      [5, 2.5705818356363155],
      [10, 2.228138851986274],
      [30, 2.0422724563012378],
    ] as const)
      expectNear(new Beta(n / 2, 0.5).quantile(0.05), n / (n + t * t));
  });

  it('is right to twelve figures for shapes from 0.05 to 500', () => {
    for (const [a, b, x, u] of BETA_SHARES) expectNear(new Beta(a, b).cdf(x), u);
    for (const [a, b, u, x] of BETA_QUANTILES) expectNear(new Beta(a, b).quantile(u), x);
  });
});

/** The doubles just below and above. */
function neighbours(x: number): readonly [number, number] {
  const view = new DataView(new ArrayBuffer(8));
  const step = (by: bigint): number => {
    view.setFloat64(0, x);
    view.setBigUint64(0, view.getBigUint64(0) + by);
    return view.getFloat64(0);
  };
  return [x > 0 ? step(-1n) : 0, step(1n)];
}

/** u lies between the shares below the doubles around its quantile, but for what the eleventh figure holds. */
function expectInverse(of: Spread, u: number, most = Infinity): void {
  const x = of.quantile(u);
  const [below, above] = neighbours(x);
  // near 1 a share is known to the last place of 1
  const off = 4e-12 * u + 4e-16;
  expect(of.cdf(below), `below ${x}`).toBeLessThanOrEqual(u + off);
  expect(of.cdf(Math.min(above, most)), `above ${x}`).toBeGreaterThanOrEqual(u - off);
}

const share = fc.oneof(
  fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }),
  fc.double({ min: -12, max: -0.01, noNaN: true }).map(e => 10 ** e),
  fc.double({ min: -12, max: -0.01, noNaN: true }).map(e => 1 - 10 ** e),
);
const between = (low: number, high: number) =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);

describe('a quantile is where its share lies', () => {
  it('for every gamma', () => {
    fc.assert(
      fc.property(between(0.01, 1e4), share, (shape, u) => expectInverse(new Gamma(shape), u)),
      { numRuns: 2000 },
    );
  });

  it('for a beta that crowds against 1, to the nearest double', () => {
    expectInverse(new Beta(1, 0.06399791739224321), 0.6201970363849333, 1);
  });

  it('for every beta', () => {
    fc.assert(
      fc.property(between(0.05, 500), between(0.05, 500), share, (a, b, u) =>
        expectInverse(new Beta(a, b), u, 1),
      ),
      { numRuns: 2000 },
    );
  });

  it('and is found in few steps, from a place that is near', () => {
    const shares = [1e-12, 1e-9, 1e-6, 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999, 1 - 1e-6, 1 - 1e-9];
    for (const shape of [0.01, 0.1, 0.5, 1, 1.5, 3, 10, 100, 1e4])
      for (const u of shares) {
        const looks = looksOf(new Gamma(shape), u);
        // logarithms: a factor of 20 at most
        expect(Math.abs(looks[0]! - looks.at(-1)!), `gamma ${shape} at ${u}`).toBeLessThan(3);
        expect(looks.length, `gamma ${shape} at ${u}`).toBeLessThanOrEqual(shape > 1 ? 4 : 14);
      }
    for (const [a, b] of [
      [30, 40],
      [100, 30],
      [500, 500],
    ] as const)
      for (const u of shares) {
        const looks = looksOf(new Beta(a, b), u);
        expect(Math.abs(looks[0]! - looks.at(-1)!), `beta ${a}, ${b} at ${u}`).toBeLessThan(0.4);
        expect(looks.length, `beta ${a}, ${b} at ${u}`).toBeLessThanOrEqual(4);
      }
  });

  it('and is found where rounding keeps the search from coming to rest: shapes that are all but nothing', () => {
    // what lies above x is shape * E1(x) (Abramowitz and Stegun 5.1.11), where so little is below 1
    const [shape, above] = [1e-9, 1 - (1 - 1e-9)];
    const x = new Gamma(shape).quantile(1 - above);
    const [euler, e1] = [0.5772156649015329, above / shape];
    expect(-euler - Math.log(x) + x - (x * x) / 4 + (x * x * x) / 18 - (x * x * x * x) / 96).toBeCloseTo(
      e1,
      4,
    );
    expect(new Gamma(1e-9).quantile(0.9)).toBe(0);
    expect(new Beta(1e-9, 1e-9).quantile(0.5)).toBeCloseTo(0.5, 4);
  });

  it('and rises with it', () => {
    fc.assert(
      fc.property(between(0.05, 500), between(0.05, 500), share, share, (a, b, u, v) => {
        const [low, high] = u < v ? [u, v] : [v, u];
        const order = (x: number, y: number) => expect(x).toBeLessThanOrEqual(y * (1 + 1e-13));
        order(new Beta(a, b).quantile(low), new Beta(a, b).quantile(high));
        order(new Gamma(a).quantile(low), new Gamma(a).quantile(high));
      }),
    );
  });
});

const EACH: readonly Distribution[] = [
  { kind: 'uniform', low: -1, high: 3 },
  { kind: 'triangular', low: -1, mode: 0, high: 3 },
  { kind: 'triangular', low: 1, mode: 1, high: 3 },
  { kind: 'triangular', low: 1, mode: 3, high: 3 },
  { kind: 'normal', mean: 2, sd: 0.5 },
  { kind: 'lognormal', median: 2, sdOfLog: 0.4 },
  { kind: 'gamma', shape: 4, scale: 0.5 },
  { kind: 'beta', a: 2, b: 5, low: 0, high: 1 },
  { kind: 'beta', a: 3, b: 3, low: 10, high: 20 },
];

describe('a distribution', () => {
  it('has its mean and variance', () => {
    // Closed forms; the midpoint rule over 20,000 shares is right to about 1e-4 of a standard deviation.
    const known = [
      [1, 16 / 12],
      [2 / 3, (1 + 9 + 0 - 0 + 3 - 0) / 18],
      [(1 + 1 + 3) / 3, 4 / 18],
      [(1 + 3 + 3) / 3, 4 / 18],
      [2, 0.25],
      [2 * Math.exp(0.08), 4 * Math.exp(0.16) * Math.expm1(0.16)],
      [2, 1],
      [2 / 7, 10 / (49 * 8)],
      [15, 100 * (9 / (36 * 7))],
    ] as const;
    const n = 20_000;
    for (const [i, d] of EACH.entries()) {
      const { quantile } = prepareSpread(d);
      const values = Array.from({ length: n }, (_, k) => quantile((k + 0.5) / n));
      const mean = values.reduce((a, b) => a + b, 0) / n;
      const variance = values.reduce((a, b) => a + (b - mean) * (b - mean), 0) / n;
      expect(mean, d.kind).toBeCloseTo(known[i]![0], 3);
      expect(variance / known[i]![1], d.kind).toBeCloseTo(1, 2);
    }
  });

  it('finds every share again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...EACH), fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (d, u) => {
        const { cdf, quantile } = prepareSpread(d);
        expect(cdf(quantile(u))).toBeCloseTo(u, 11);
      }),
    );
  });

  it('ends where it ends', () => {
    const { cdf } = prepareSpread(EACH[1]!);
    expect([cdf(-2), cdf(-1), cdf(0), cdf(3), cdf(4)]).toEqual([0, 0, 0.25, 1, 1]);
    const steep = prepareSpread(EACH[3]!);
    expect([steep.cdf(1), steep.cdf(2), steep.cdf(3), steep.quantile(1)]).toEqual([0, 0.25, 1, 3]);
    expect(prepareSpread({ kind: 'lognormal', median: 1, sdOfLog: 1 }).cdf(-1)).toBe(0);
  });

  it('keeps the shape of what its bounds leave', () => {
    for (const d of EACH.slice(0, 7)) {
      const whole = prepareSpread(d);
      const [least, most] = [1.1, 2.5] as const;
      const { cdf, quantile } = truncate(whole, [least, most]);
      expect([cdf(least), cdf(most), cdf(1), cdf(9)], d.kind).toEqual([0, 1, 0, 1]);
      expect(quantile(1e-16)).toBeGreaterThanOrEqual(least);
      expect(quantile(1 - 1e-16)).toBeLessThanOrEqual(most);
      // half of what is left lies below its median
      const median = quantile(0.5);
      const left = whole.cdf(most) - whole.cdf(least);
      expect((whole.cdf(median) - whole.cdf(least)) / left).toBeCloseTo(0.5, 12);
    }
  });

  it('without a bound on a side keeps all that is there', () => {
    const whole = prepareSpread({ kind: 'normal', mean: 2, sd: 0.5 });
    expect(sharesWithin(whole, [-Infinity, Infinity])).toEqual({ below: 0, within: 1 });
    expect(sharesWithin(whole, [-Infinity, 2])).toEqual({ below: 0, within: 0.5 });
    expect(sharesWithin(whole, [2, Infinity])).toEqual({ below: 0.5, within: 0.5 });
  });

  it('of few values gives each in proportion to its weight, in any order written', () => {
    for (const values of [
      [
        [5, 1],
        [2, 3],
        [9, 4],
      ],
      [
        [9, 4],
        [5, 1],
        [2, 3],
      ],
    ] as const) {
      const { cdf, quantile } = prepareSpread({ kind: 'discrete', values });
      expect([0.01, 0.374, 0.375, 0.49, 0.5, 0.99].map(quantile)).toEqual([2, 2, 5, 5, 9, 9]);
      expect([1, 2, 4, 5, 9].map(cdf)).toEqual([0, 3 / 8, 3 / 8, 0.5, 1]);
    }
    // of the upper quarter alone, the last share below 1 is so near to 1 that it is rounded to it
    const upper = truncate(
      prepareSpread({
        kind: 'discrete',
        values: [
          [1, 6],
          [2, 1],
          [3, 1],
        ],
      }),
      [1.5, Infinity],
    );
    expect(upper.quantile(1 - 2 ** -53)).toBe(3);
  });
});
