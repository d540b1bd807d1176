import type { FitFacts } from '../../src/fit/fit-result.ts';
import type { FitLine, Series } from '../../src/fit/fit-spec.ts';
import type { SimulatedLine } from '../../src/fit/fitted-line.ts';
import type { FitNumbers } from '../../src/fit/make-fit-result.ts';
import { normalCdf, normalQuantile } from '../../src/numeric/quantile-normal.ts';

const place = { file: 'series.yaml', line: 1, column: 1, length: 1 };

export const facts: FitFacts = {
  title: 'England, 2009/10 to 2014/15',
  notes: ['made by hand'],
  area: 'England’s average',
  scenario: 'england.yaml',
  arm: 'record',
  years: { from: 2009, to: 2014 },
  seed: 'one',
  hashes: {
    model: 'a'.repeat(64),
    scenario: 'b'.repeat(64),
    area: 'c'.repeat(64),
    series: 'd'.repeat(64),
  },
  seconds: 61.4,
};

/** A series from 2009/10 on; undefined where nothing is published. */
export const seriesOf = (
  name: string,
  values: readonly (number | undefined)[],
  unit = 'adults in the year',
  rounding = 0,
): Series => ({
  name,
  unit,
  rounding,
  source: 'made',
  points: values.flatMap((value, y) =>
    value === undefined ? [] : [{ year: 2009 + y, value, status: 'read' as const, place }],
  ),
});

/** A line of which every year's draws lie evenly from `least` to `most` of a middle. */
export function simulatedLine(
  series: Series,
  middles: readonly number[],
  spread = 0.02,
  more: Partial<FitLine> = {},
): SimulatedLine {
  const line: FitLine = {
    series: series.name,
    label: series.name,
    what: { outcome: series.name, of: new Map() },
    over: undefined,
    times: 1,
    error: { relative: 0.02, absolute: 0 },
    fitted: true,
    ...more,
  };
  const simulated = middles.map(middle =>
    Float64Array.from({ length: 101 }, (_, k) => middle * (1 + spread * (k / 50 - 1))),
  );
  return { line, series, simulated };
}

/** Draws of a standard normal, evenly spread; those of another stride stand in another order. */
const DRAWS = 101;
const even = (k: number, stride: number): number => normalQuantile((((k * stride) % DRAWS) + 0.5) / DRAWS);

const mixing = { rHat: 1.002, bulkEss: 900, tailEss: 700 };
const parameter = (name: string, width: number, more = mixing) => ({
  name,
  unit: 'fraction',
  valueAt: (z: number): number => normalCdf(z) * width,
  mixing: more,
});

/** A fit of four parameters: two that go together, one that the data say nothing of, one on its bound. */
export function fitNumbers(change: Partial<FitNumbers> = {}): FitNumbers {
  const rows = Array.from({ length: DRAWS }, (_, k) => [
    0.5 + 0.2 * even(k, 1),
    -0.5 - 0.3 * even(k, 1),
    even(k, 37),
    2.8 + 0.1 * even(k, 53),
  ]);
  return {
    facts,
    parameters: [
      parameter('asking_elasticity', 1),
      parameter('time_exponent', 2),
      parameter('relapse_rate', 1, { rHat: 1.004, bulkEss: 812, tailEss: 640 }),
      parameter('new_use_change', 10),
    ],
    draws: Float64Array.from(rows.flat()),
    mode: Float64Array.of(0.5, -0.5, 0, 2.8),
    lines: [
      simulatedLine(
        seriesOf('In treatment', [1000, 1010, undefined, 1030, 1040, 1050], undefined, 10),
        [1005, 1012, 1018, 1026, 1035, 1060],
        0.02,
        { what: { outcome: 'in_treatment', of: new Map() } },
      ),
      simulatedLine(seriesOf('Dropped out', [20, 21, 22], '% of exits'), [25, 25, 25, 25, 25, 25], 0.02, {
        error: { relative: 0, absolute: 2 },
      }),
      simulatedLine(
        seriesOf('Deaths', [10, 12, 11, 14, 13, 15], 'deaths registered'),
        [11, 11, 12, 12, 13, 13],
        0.1,
        { fitted: false },
      ),
    ],
    course: {
      starts: [-20.1, -20.2, -20.15, -26.3],
      agreeing: 3,
      accepted: 0.23,
      evaluations: 120_000,
      failed: 12,
    },
    ...change,
  };
}
