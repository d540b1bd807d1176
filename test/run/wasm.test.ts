import { describe, expect, it } from 'vitest';
import { BINARY_FNS, type Node, slot, type Table, UNARY_FNS } from '../../src/compile/ir.ts';
import { expectFunctionsSame } from './any-doubles.ts';
import { expectReference } from './lanes-of.ts';

const LANES = [1, 2, 4];

const SMALLEST_NORMAL = 2.2250738585072014e-308;
/** Numbers at which something changes: signs, whole and not, odd and even, ends of the range, of exp and of tables. */
const POSITIVE = [
  0,
  Number.MIN_VALUE,
  SMALLEST_NORMAL / 3,
  SMALLEST_NORMAL,
  1e-300,
  0.1,
  0.5,
  1 - 2 ** -53,
  1,
  1 + 2 ** -52,
  1.5,
  2,
  2.5,
  3,
  4,
  10,
  709.782712893384,
  709.7827128933841,
  745.1332191019411,
  745.1332191019412,
  746.5,
  1e20,
  1e21,
  2 ** 53 - 1,
  2 ** 53,
  1e300,
  Number.MAX_VALUE,
  Infinity,
];
const NUMBERS = [...POSITIVE, ...POSITIVE.map(x => -x), NaN];
const PAIRS = NUMBERS.flatMap(x => NUMBERS.map(y => Float64Array.of(x, y, 0)));

const [x, y] = [slot(0), slot(1)];

describe.each(LANES)('with %i lanes', lanes => {
  it.each(UNARY_FNS)('%s of every kind of number is what the reference has', op => {
    const runs = NUMBERS.map(v => Float64Array.of(v, 0, 0));
    expectReference([{ slot: 2, node: { op, a: x } }], [], runs, lanes);
  });

  it.each(BINARY_FNS)('%s of every two kinds of number is what the reference has', op => {
    expectReference([{ slot: 2, node: { op, a: x, b: y } }], [], PAIRS, lanes);
  });

  it.each(BINARY_FNS)('%s with a constant on either side is what the reference has', op => {
    const constants = NUMBERS.map<Node>(value => ({ op: 'num', value }));
    const nodes = constants.flatMap<Node>(c => [
      { op, a: x, b: c },
      { op, a: c, b: x },
    ]);
    const runs = NUMBERS.map(v => Float64Array.of(v, ...nodes.map(() => 0)));
    expectReference(
      nodes.map((node, i) => ({ slot: i + 1, node })),
      [],
      runs,
      lanes,
    );
  });

  it('a choice takes the side that the reference takes, whatever kind of truth it hangs on', () => {
    const conditions: Node[] = [x, { op: 'not', a: x }, { op: 'not', a: { op: 'lt', a: x, b: y } }];
    for (const op of BINARY_FNS) conditions.push({ op, a: x, b: y });
    const runs = PAIRS.map(v => Float64Array.of(...v, ...conditions.map(() => 0)));
    expectReference(
      conditions.map((condition, i) => ({ slot: i + 2, node: { op: 'select', condition, a: y, b: x } })),
      [],
      runs,
      lanes,
    );
  });

  it.each<[string, Table]>([
    ['several points', { xs: [-3, 0, 0.1, 2, 7], ys: [5, -0, 0.3, 0, 4] }],
    ['one point', { xs: [1], ys: [-0] }],
    ['a jump', { xs: [0, 1, 1, 2], ys: [-0, 0, 10, -0] }],
    ['points far apart', { xs: [-1e300, 0, Number.MAX_VALUE], ys: [Number.MAX_VALUE, -1e308, 0] }],
    [
      'many points',
      {
        xs: Array.from({ length: 300 }, (_, i) => i / 7),
        ys: Array.from({ length: 300 }, (_, i) => (i * i) % 11),
      },
    ],
  ])('a table of %s is read as the reference reads it', (_, table) => {
    const points = [...NUMBERS, ...table.xs, ...table.xs.map(v => -v), 1.0000001, 0.05, 3.3, 17.77];
    const near = points.flatMap(v => [v, v + Math.abs(v) * 2 ** -52, v - Math.abs(v) * 2 ** -52]);
    expectReference(
      [{ slot: 1, node: { op: 'lookup', table: 1, a: x } }],
      [{ xs: [0], ys: [9] }, table],
      near.map(v => Float64Array.of(v, 0)),
      lanes,
    );
  });

  expectFunctionsSame(lanes, 8000);
});

describe('an emitter', () => {
  it('takes one lane or an even number of them', () => {
    expect(() => expectReference([], [], [Float64Array.of(0)], 3)).toThrow('3 lanes');
  });
});
