import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exp, log, pow } from '../../src/numeric/math.ts';
import { LOG_ROW, LOGS, OCTAVE, PARTS, POWER_ROW, POWERS } from '../../src/numeric/math-tables.ts';
import { type StreamKey, uniform } from '../../src/numeric/stream.ts';
import { FRACTION, fixed, fixedLog, preciseExp, preciseLog, precisePow, ulpsApart } from './precise.ts';

const KEY: StreamKey = [1, 2];
const SMALLEST_NORMAL = 2.2250738585072014e-308;

/** `count` numbers from `least` to `most`; another `index` gives others. */
const between = (least: number, most: number, count: number, index: number): number[] =>
  Array.from({ length: count }, (_, draw) => least + (most - least) * uniform(KEY, draw, index));

/** Positive numbers of every size, each exponent equally often. */
const ofEverySize = (count: number, index: number): number[] =>
  Array.from({ length: count }, (_, draw) => {
    const high = Math.floor(uniform(KEY, draw, index) * 0x7ff00000);
    const low = Math.floor(uniform(KEY, draw, index + 1) * 0x100000000);
    return new Float64Array(new BigUint64Array([(BigInt(high) << 32n) | BigInt(low)]).buffer)[0]!;
  });

/** Share of the points that are not correctly rounded, once none is more than 1 ulp away. */
function shareOneUlpAway<A extends number[]>(
  ours: (...args: A) => number,
  precise: (...args: A) => number,
  points: readonly A[],
): number {
  let away = 0;
  for (const point of points) {
    const apart = ulpsApart(ours(...point), precise(...point));
    if (apart > 1) expect.fail(`${ours.name}(${point.join(', ')}) is ${apart} ulp away`);
    away += apart;
  }
  return away / points.length;
}

const single = (xs: readonly number[]): [number][] => xs.map(x => [x]);

describe('the reference', () => {
  it('knows the constants of the language and the ends of the range', () => {
    expect(preciseExp(1)).toBe(Math.E);
    expect(preciseLog(10)).toBe(Math.LN10);
    expect(precisePow(2, 0.5)).toBe(Math.SQRT2);
    expect(precisePow(2, -1074)).toBe(Number.MIN_VALUE);
    expect(precisePow(2, 1024)).toBe(Infinity);
  });
});

/** The number whose bits have this upper half. */
const ofHigh = (high: number): number => new Float64Array(Uint32Array.of(0, high).buffer)[0]!;
/** Where each part of the octave of pow begins, and where the last one ends. */
const EDGES = Array.from({ length: PARTS + 1 }, (_, i) => ofHigh(OCTAVE + i * (0x100000 / PARTS)));

describe('the tables', () => {
  const rows = Array.from({ length: PARTS }, (_, i) => i);
  /** 2^-85, far below what matters beside the least logarithm that is taken from the table. */
  const least = 1n << (FRACTION - 85n);
  const expectNear = (a: bigint, b: bigint, i: number): void =>
    expect(a - b < least && b - a < least, `row ${i}`).toBe(true);

  it('have logarithms of numbers near those that they stand for, in parts with few enough bits', () => {
    for (const i of rows) {
      const [inverse, high, low] = LOGS.subarray(i * LOG_ROW) as unknown as [number, number, number];
      expect(Number.isInteger(inverse * (EDGES[i]! < 1 && EDGES[i + 1]! < 1 ? 128 : 256))).toBe(true);
      expect(Number.isInteger(high * 2 ** 43)).toBe(true);
      for (const m of [EDGES[i]!, EDGES[i + 1]!]) expect(Math.abs(m * inverse - 1)).toBeLessThan(0.00574);
      expectNear(fixed(high) + fixed(low), -fixedLog(inverse), i);
    }
    // on both sides of 1 nothing is added that would cancel
    for (const i of rows.filter(i => EDGES[i]! < 1.005 && EDGES[i + 1]! > 0.995))
      expect([...LOGS.subarray(i * LOG_ROW, i * LOG_ROW + 3)]).toEqual([1, 0, 0]);
  });

  it('have powers of two as the nearest doubles, and what those lack', () => {
    for (const i of rows) {
      const [power, lost] = POWERS.subarray(i * POWER_ROW) as unknown as [number, number];
      expect(power).toBe(precisePow(2, i / PARTS));
      expectNear(fixedLog(power) + fixed(lost), (fixedLog(2) * BigInt(i)) / BigInt(PARTS), i);
    }
  });
});

describe('exp', () => {
  // the bound on the share is twice what an error of 0.51 ulp gives; an engine's own is near 0.1
  it.each([
    ['over its whole range', between(-745, 709.78, 8000, 0)],
    ['around 0', between(-2, 2, 8000, 1)],
    ['very near 0', between(-1, 1, 2000, 2).map(x => x * x * x * x * x * x * x * 1e-3)],
    ['where results are subnormal', between(-745.2, -708, 4000, 3)],
  ])('is at most 1 ulp from correctly rounded %s', (_, xs) => {
    expect(shareOneUlpAway(exp, preciseExp, single(xs))).toBeLessThan(0.01);
  });

  it('is exact at 0 and saturates at the ends', () => {
    expect(exp(0)).toBe(1);
    expect(exp(-0)).toBe(1);
    expect(exp(709.782712893384)).toBe(preciseExp(709.782712893384));
    expect(exp(709.7827128933841)).toBe(Infinity);
    expect(exp(-745.1332191019411)).toBe(Number.MIN_VALUE);
    expect(exp(-745.1332191019412)).toBe(0);
    expect([exp(Infinity), exp(-Infinity), exp(1e300), exp(-1e300), exp(NaN)]).toEqual([
      Infinity,
      0,
      Infinity,
      0,
      NaN,
    ]);
  });
});

describe('log', () => {
  it.each([
    ['for numbers of every size', ofEverySize(8000, 10)],
    ['below 3', between(1e-9, 3, 8000, 12)],
    ['very near 1', between(-1, 1, 4000, 13).map(x => 1 + x * x * x * x * x * x * x * 0.01)],
    ['for subnormal numbers', between(0, SMALLEST_NORMAL, 2000, 14)],
  ])('is at most 1 ulp from correctly rounded %s', (_, xs) => {
    expect(shareOneUlpAway(log, preciseLog, single(xs))).toBeLessThan(0.12);
  });

  it('knows the ends and what lies outside them', () => {
    expect(log(1)).toBe(0);
    expect(log(Number.MIN_VALUE)).toBe(preciseLog(Number.MIN_VALUE));
    expect(log(Number.MAX_VALUE)).toBe(preciseLog(Number.MAX_VALUE));
    expect([log(0), log(-0), log(Infinity), log(-1), log(-Infinity), log(NaN)]).toEqual([
      -Infinity,
      -Infinity,
      Infinity,
      NaN,
      NaN,
      NaN,
    ]);
  });
});

describe('pow', () => {
  /** Pairs whose power is e^p, for given x and p. */
  const withExponents = (xs: readonly number[], ps: readonly number[]): [number, number][] =>
    xs.map((x, i): [number, number] => [x, ps[i]! / Math.log(x)]).filter(([x]) => x !== 1);

  it.each([
    [
      'for bases and powers of every size',
      withExponents(ofEverySize(8000, 20), between(-745, 709, 8000, 22)),
    ],
    [
      // the hardest: a large exponent magnifies every error of log(x)
      'for a base near 1 and a power near the ends',
      withExponents(
        between(0.6, 1.6, 8000, 23),
        between(-1, 1, 8000, 24).map(v => (v < 0 ? -690 + 50 * v : 690 + 19 * v)),
      ),
    ],
    [
      'for a base at the edges of what the tables cut',
      withExponents(
        between(-1, 1, 8000, 31).map((x, i) => EDGES[i % PARTS]! * (1 + x * x * x * 2 ** -(i % 40))),
        between(-1, 1, 8000, 32).map(v => (v < 0 ? -690 + 50 * v : 690 + 19 * v)),
      ),
    ],
    [
      'for a base very near 1',
      withExponents(
        between(-1, 1, 4000, 25).map(x => 1 + x * x * x * x * x * x * x * 0.01),
        between(-745, 709, 4000, 26),
      ),
    ],
    [
      'for the numbers of a model',
      between(0, 5, 8000, 27).map((x, i): [number, number] => [x, (i % 601) / 100 - 3]),
    ],
    [
      'for a subnormal base',
      between(0, SMALLEST_NORMAL, 2000, 28).map((x, i): [number, number] => [x, i / 2000]),
    ],
  ])('is at most 1 ulp from correctly rounded %s', (_, points) => {
    expect(shareOneUlpAway(pow, precisePow, points)).toBeLessThan(0.01);
  });

  it('is exact wherever the result fits in a double', () => {
    expect(pow(3, 2)).toBe(9);
    expect(pow(10, 22)).toBe(1e22);
    expect(pow(10, -2)).toBe(0.01);
    expect(pow(1.5, 20)).toBe(3486784401 / 1048576); // 3^20 / 2^20
    let checked = 0;
    for (let base = 2; base < 300; base++)
      for (let n = 1, power = BigInt(base); power < 2n ** 1023n; n++, power *= BigInt(base)) {
        if (BigInt(Number(power)) !== power) continue;
        expect(pow(base, n)).toBe(Number(power));
        checked++;
      }
    expect(checked).toBeGreaterThan(2000);
    for (let n = 1; n < 5000; n++) expect(pow(n * n, 0.5)).toBe(n);
    for (let n = -1074; n < 1024; n++) expect(pow(2, n)).toBe(precisePow(2, n));
  });

  it('gives back the base for 1, and 1 for 0', () => {
    for (const x of [...ofEverySize(2000, 30), Number.MIN_VALUE, Number.MAX_VALUE, 1 - 1 / 2 ** 53]) {
      expect(pow(x, 1)).toBe(x);
      expect(pow(-x, 1)).toBe(-x);
      expect(pow(x, 0)).toBe(1);
    }
  });

  it('treats zero, negative, infinite and NaN operands as Math.pow does', () => {
    const bases = [0, 0.5, 1, 2, 3, 1e300, Number.MIN_VALUE, Infinity];
    const exponents = [0, 0.5, 1, 2, 3, 2.5, 1e15, 9007199254740991, 9007199254740992, 1e300, Infinity];
    const signed = (xs: number[]): number[] => [...xs, ...xs.map(x => -x), NaN];
    for (const x of signed(bases))
      for (const y of signed(exponents))
        expect(ulpsApart(pow(x, y), x ** y), `pow(${x}, ${y})`).toBeLessThanOrEqual(1);
    expect(Object.is(pow(-0, 3), -0)).toBe(true);
    expect(Object.is(pow(-Infinity, -3), -0)).toBe(true);
    expect(pow(-2, 3)).toBe(-8);
    expect(pow(-8, 1 / 3)).toBeNaN();
  });
});

describe('all three', () => {
  it('give the same bits on every machine', () => {
    const numbers: number[] = [];
    const bases = ofEverySize(5000, 40);
    between(-745, 709, 5000, 42).forEach((p, i) => {
      const x = bases[i]!;
      numbers.push(exp(p), log(x), pow(x, p / log(x)));
    });
    let hash = 0x811c9dc5; // FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv
    for (const word of new BigUint64Array(new Float64Array(numbers).buffer))
      for (const half of [word & 0xffffffffn, word >> 32n])
        hash = Math.imul(hash ^ Number(half), 0x01000193) >>> 0;
    expect(hash).toBe(2051467284); // pinned
  });

  it('use nothing that an engine is free to round as it likes', () => {
    const used = ['math.ts', 'math-tables.ts'].flatMap(file => {
      const source = readFileSync(new URL(`../../src/numeric/${file}`, import.meta.url), 'utf8');
      const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      return code.match(/\bMath\.\w+|\*\*/g) ?? [];
    });
    expect(new Set(used)).toEqual(new Set(['Math.LOG2E', 'Math.abs', 'Math.floor', 'Math.round']));
  });
});
