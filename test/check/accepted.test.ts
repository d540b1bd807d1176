import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkModel } from '../../src/check/check-model.ts';
import { compileModel } from '../../src/compile/compile-model.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { readModel } from '../../src/model/read-model.ts';
import { interpretProgram } from '../../src/run/machine.ts';
import { prepareStart } from '../../src/run/solve-start.ts';
import { tell } from './driver.ts';

const common = readFileSync(new URL('common.yaml', import.meta.url), 'utf8');

/** The values at the start of everything that these declarations name, beside the common ones. */
function valuesOf(text: string): Readonly<Record<string, readonly number[]>> {
  const faults = new Faults();
  const files = [
    { file: 'model.yaml', text: `${text}\nsector: test\ndoc: A test.\n` },
    { file: 'common.yaml', text: common },
  ];
  const spec = readModel(files, faults);
  const model = spec && checkModel(spec, faults);
  const program = model && compileModel(model, faults, model.variables.keys());
  expect(tell(faults.all)).toBe('');
  const { values } = prepareStart(interpretProgram(program!)).solve(program!.image, 52);
  return Object.fromEntries(
    [...program!.variables].map(([name, { slots }]) => [name, slots.map(s => values[s]!)]),
  );
}

const parameter = (name: string, unit: string, value: string, over = ''): string =>
  `  ${name}: {doc: d, unit: ${unit}, ${over}value: ${value}, range: [0, 1e9], status: assumption, source: chosen}`;

describe('numbers enter', () => {
  it('in the engine’s units: years, and pounds of the price year', () => {
    const v = valuesOf(`
parameters:
${parameter('weekly', '1/week', '0.5')}
${parameter('monthly', 'people/month', '3')}
${parameter('days', 'day', '91')}
${parameter('months', 'month', '18')}
${parameter('salary', 'GBP_2010_11/(wte*year)', '40')}
${parameter('now', 'GBP_2016_17', '40')}
series:
  s: {doc: d, unit: 1/week, otherwise: 2}
`);
    expect(v).toMatchObject({
      weekly: [26], // half a week of 52
      monthly: [36], // 3 × 12
      days: [0.25], // 91 of 364
      months: [1.5], // 18 of 12
      salary: [50], // prices rose from 80 to 100
      now: [40],
      s: [104], // 2 × 52
    });
  });

  it('into lookups on both sides', () => {
    // 26 weeks are half a year, where the line from (0, 1) to (52 weeks, 3 a month) stands at 1.5 a month + 0.5
    const v = valuesOf(`
lookups:
  l: {doc: d, unit: people/month, input_unit: week, points: [[0, 1], [52, 3]]}
parameters:
${parameter('half', 'month', '6')}
auxiliaries:
  a: {doc: d, unit: people/year, equation: l(half)}
`);
    expect(v['a']).toEqual([24]); // 2 a month
  });

  it('by element, one or two levels deep', () => {
    const v = valuesOf(`
parameters:
  a: {doc: d, unit: fraction, over: phase, value: {late: 2, early: 1}, range: [1, 1], status: assumption, source: c}
  b:
    doc: d
    unit: fraction
    over: [phase, group]
    value: {early: 5, late: {opiate: 1, other: 3, alcohol: 2}}
    range: [1, 1]
    status: assumption
    source: c
`);
    expect(v['a']).toEqual([1, 2]); // in the order of the dimension, not as written
    expect(v['b']).toEqual([5, 5, 5, 1, 2, 3]); // row by row: phase, then group
  });
});

describe('units fit', () => {
  it('when zero stands for any of them', () => {
    const v = valuesOf(`
stocks:
  s: {doc: d, unit: people, initial: 0}
auxiliaries:
  a: {doc: d, unit: people, equation: "max(0, residents - 0)"}
  b: {doc: d, unit: GBP/year, equation: 0}
  c: {doc: d, unit: fraction, equation: "residents > 0 ? 1 : 0"}
  e: {doc: d, unit: people, equation: "share > 0 ? 0 : residents"}
  f: {doc: d, unit: people, equation: 0 * staff + 0 / stay}
`);
    expect(v).toMatchObject({ s: [0], a: [0], b: [0], c: [0], e: [0], f: [0] });
  });

  it('when powers and roots of them are whole', () => {
    valuesOf(`
auxiliaries:
  a: {doc: d, unit: people, equation: sqrt(residents ^ 2)}
  b: {doc: d, unit: 1/people, equation: "(residents + staff * residents / (staff + staff)) ^ -1"}
  c: {doc: d, unit: fraction, equation: "(residents / residents) ^ 0.7"}
`);
  });

  it('when a yearly total is asked of a rate', () => {
    valuesOf(`
figures:
  starts: {doc: d, unit: people}
solved:
  m: {doc: d, unit: fraction, guess: 1, meets: {what: m * arriving, equals: starts, over_first_year: true}}
auxiliaries:
  arriving: {doc: d, unit: people/year, equation: initial(residents) * rate}
`);
  });
});

describe('subscripts', () => {
  const values = (equations: string) =>
    valuesOf(`
dimensions:
  letter: {doc: d, elements: [x, y, z], subsets: {ends: [x, z], last: [z]}, aliases: [writer]}
  band: {doc: d, elements: [b1, b2], maps: {side: {left: [b2], right: [b1]}}}
  side: {doc: d, elements: [left, right]}
parameters:
  some: {doc: d, unit: people, over: letter, value: {x: 2, y: 3, z: 5}, range: [1, 1], status: assumption, source: c}
  v: {doc: d, unit: fraction, over: letter, value: {x: 1, y: 10, z: 100}, range: [1, 1], status: assumption, source: c}
  w: {doc: d, unit: fraction, over: side, value: {left: 3, right: 7}, range: [1, 1], status: assumption, source: c}
  pair:
    doc: d
    unit: fraction
    over: [letter, band]
    value: {x: {b1: 1, b2: 2}, y: {b1: 3, b2: 4}, z: {b1: 5, b2: 6}}
    range: [1, 1]
    status: assumption
    source: c
stocks:
  here: {doc: d, unit: people, over: ends, initial: some}
auxiliaries:${equations}`);

  it('are the equation’s own where none are written', () => {
    const v = values(`
  a: {doc: d, unit: fraction, over: letter, equation: 2 * v}
  b: {doc: d, unit: fraction, over: ends, equation: v}
  c: {doc: d, unit: fraction, over: writer, equation: v}
  e: {doc: d, unit: fraction, over: [band, letter], equation: pair}
`);
    expect(v).toMatchObject({
      a: [2, 20, 200],
      b: [1, 100], // x and z
      c: [1, 10, 100],
      e: [1, 3, 5, 2, 4, 6], // band by band
    });
  });

  it('go by name where a variable and its equation are over two indices of one dimension', () => {
    const v = values(`
  a: {doc: d, unit: fraction, over: [letter, writer], equation: "v[letter] + 2 * v[writer]"}
  b: {doc: d, unit: fraction, over: [writer, letter], equation: a}
  c: {doc: d, unit: fraction, over: [letter, writer], equation: v}
`);
    expect(v['a']).toEqual([3, 21, 201, 12, 30, 210, 102, 120, 300]); // letter by letter: 1 + 2, 1 + 20, 1 + 200, …
    expect(v['b']).toEqual([3, 12, 102, 21, 30, 120, 201, 210, 300]); // writer by writer: the same, turned over
    expect(v['c']).toEqual([1, 1, 1, 10, 10, 10, 100, 100, 100]); // the index of the dimension’s own name
  });

  it('may name an element, or an index in another order', () => {
    const v = values(`
  a: {doc: d, unit: fraction, equation: "v[y]"}
  b: {doc: d, unit: fraction, over: [writer, letter], equation: "v[writer] - v[letter]"}
  c: {doc: d, unit: fraction, over: letter, equation: "pair[letter, b2]"}
`);
    expect(v).toMatchObject({ a: [10], b: [0, -9, -99, 9, 0, -90, 99, 90, 0], c: [2, 4, 6] });
  });

  it('reach a coarser dimension through its map', () => {
    const v = values(`
  a: {doc: d, unit: fraction, over: band, equation: w}
  b: {doc: d, unit: fraction, over: band, equation: "w[band] + w[left]"}
`);
    expect(v).toMatchObject({ a: [7, 3], b: [10, 6] }); // b1 is on the right, b2 on the left
  });

  it('choose among equations by element of the first dimension', () => {
    const v = values(`
  only_ends: {doc: d, unit: fraction, over: ends, equation: 4 * v}
  a: {doc: d, unit: fraction, over: [letter, band], equation: {y: w, x: 2 * pair, z: only_ends}}
`);
    // x: twice 1 and 2; y: right 7, left 3; z: 4 × 100, which exists only for x and z
    expect(v['a']).toEqual([2, 4, 7, 3, 400, 400]);
  });

  it('may be called like a variable: elements stand in brackets only', () => {
    const v = values(`
  x: {doc: d, unit: fraction, over: letter, equation: 2 * v}
  a: {doc: d, unit: fraction, equation: "x[x] + x[y]"}
`);
    expect(v['a']).toEqual([22]); // 2 × 1 + 2 × 10
  });

  it('leave a stock absent, and so zero, outside its subset', () => {
    const v = values(`
  a: {doc: d, unit: people, over: letter, equation: here}
  b: {doc: d, unit: people, equation: "sum(here, letter)"}
  c: {doc: d, unit: people, equation: "here[y]"}
`);
    expect(v).toMatchObject({ a: [2, 0, 5], b: [7], c: [0] });
  });

  it('are bound by reductions: sum, min and max, over all, a subset or a part', () => {
    const v = values(`
  a: {doc: d, unit: fraction, equation: "sum(v, letter)"}
  b: {doc: d, unit: fraction, equation: "sum(v, ends)"}
  c: {doc: d, unit: fraction, equation: "sum(v, letter in ends)"}
  e: {doc: d, unit: fraction, equation: "min(v, letter) + max(v, letter)"}
  f: {doc: d, unit: fraction, equation: "sum(pair, letter, band)"}
  g: {doc: d, unit: fraction, over: letter, equation: "sum(pair, band)"}
  h: {doc: d, unit: fraction, over: letter, equation: "sum(v[writer] * (writer_is + v[letter]), writer)"}
  k: {doc: d, unit: fraction, equation: "sum(pair[x, band], band in left)"}
  l: {doc: d, unit: fraction, over: letter, equation: "sum(v, letter) / v"}
  m: {doc: d, unit: fraction, over: letter, equation: "sum(v, ends)"}
  n: {doc: d, unit: fraction, equation: "sum(v, writer in ends)"}
  o: {doc: d, unit: fraction, equation: "sum(v, last in ends)"}
  p: {doc: d, unit: fraction, over: letter, equation: "sum(of_writers, ends)"}
  of_writers: {doc: d, unit: fraction, over: writer, equation: v}
  writer_is: {doc: d, unit: fraction, equation: 0}
`);
    expect(v).toMatchObject({
      a: [111],
      b: [101],
      c: [101],
      e: [101],
      f: [21],
      g: [3, 7, 11],
      h: [111, 1110, 11100], // v of the letter, times the sum over writers
      k: [2], // of the bands only b2 is on the left
      l: [111, 11.1, 1.11], // inside the sum the index is the sum’s, outside it is the equation’s
      m: [101, 101, 101],
      n: [101],
      o: [100], // what both hold: z
      p: [101, 101, 101], // a subset answers to its dimension’s name, and the innermost index first
    });
  });
});
