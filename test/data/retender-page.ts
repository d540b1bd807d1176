import type { CheckedParameter } from '../../src/check/checked.ts';
import type { Interval, LinePoint } from '../../src/fit/fit-result.ts';
import { exp } from '../../src/numeric/math.ts';
import {
  type Block,
  type Column,
  gap,
  heading,
  left,
  lines,
  right,
  table,
  text,
} from '../../src/report/blocks.ts';
import { drawFit } from '../../src/report/fit-chart.ts';
import { words } from '../../src/report/labels.ts';
import { figures, plain } from '../../src/report/numbers.ts';
import { FACTOR, weightedQuantile } from '../../src/scenario/posterior/posterior.ts';
import type { RetenderRecord } from './simulated-record.ts';

/** Some draws, and how much each weighs. */
export interface Weighted {
  /** Numbers of draws. */
  readonly rows: readonly number[];
  /** Above 0, as many. */
  readonly weights: Float64Array;
}

/** One thing before and after the record. */
interface BeforeAndAfter {
  readonly before: Interval;
  readonly after: Interval;
}

/** A parameter that was drawn. @property values by draw, in its own unit */
export interface DrawnParameter {
  readonly parameter: CheckedParameter;
  readonly values: Float64Array;
}

/** The middle 90 % of what draws have. @param of by the number of a draw */
function intervalOf({ rows, weights }: Weighted, of: (draw: number) => number): Interval {
  const values = Float64Array.from(rows, of);
  const at = (share: number): number => weightedQuantile(values, weights, share);
  return { low: at(0.05), median: at(0.5), high: at(0.95) };
}

const widthLeft = ({ before, after }: BeforeAndAfter): number =>
  (after.high - after.low) / (before.high - before.low);

/** Tells what a record says of drawn parameters and of the path that they make. */
export class RetenderPage {
  private readonly before: Weighted;
  private readonly after: Weighted;

  /** @param before all draws that came out @param after the same by what the record makes them weigh */
  constructor(before: Weighted, after: Weighted) {
    this.before = before;
    this.after = after;
  }

  private both(of: (draw: number) => number): BeforeAndAfter {
    return { before: intervalOf(this.before, of), after: intervalOf(this.after, of) };
  }

  /** The share of a parameter's interval that is left after the record. */
  widthLeft({ values }: DrawnParameter): number {
    return widthLeft(this.both(k => values[k]!));
  }

  shocks(drawn: readonly DrawnParameter[]): Block[] {
    const rows = drawn.map(({ parameter: { name, over, spec }, values }) => {
      const { before, after } = this.both(k => values[k]!);
      return [
        words(name),
        over.length === 0 ? spec.unit.value : FACTOR,
        tell(before, x => figures(x, 2)),
        tell(after, x => figures(x, 2)),
        `${plain(100 * widthLeft({ before, after }), 0)}%`,
      ];
    });
    return [
      heading('Shocks'),
      plainTable([left('shock'), left('unit'), right('before'), right('after'), right('width\nleft')], rows),
      text('Medians, with 90% between; “width left” is the interval after beside the one before.', 'dim'),
      gap,
    ];
  }

  /** @param simulated by draw, then by year of the record, logarithms */
  path(record: RetenderRecord, simulated: readonly (readonly number[])[]): Block[] {
    const years = record.years.map(({ mean, drift, ...year }, y) => ({
      ...year,
      record: mean - drift,
      ...this.both(k => simulated[k]![y]!),
    }));
    const rows = years.map(({ year, n, record: own, noise, before, after }) => [
      plain(year, 0),
      String(n),
      change(own),
      `± ${plain(100 * noise, 1)}%`,
      tell(before, change),
      tell(after, change),
    ]);
    const chart = (of: 'before' | 'after'): string[] =>
      drawFit([BASE, ...years.map(y => pointOf(y.year, y.record, y[of]))], WIDTH);
    return [
      heading('People in alcohol treatment, beside the same authority without a change'),
      plainTable(
        ['year', 'changes', 'record', 'its noise', 'before', 'after'].map(h => right(h)),
        rows,
      ),
      text(
        'The record is beside England, less what random authorities do; its noise is the standard deviation of the mean of as many of those.',
        'dim',
      ),
      gap,
      heading('Before the record (without a change: 100)'),
      lines(chart('before')),
      gap,
      heading('After'),
      lines(chart('after')),
      text('● record; ─ median of the simulations, ░ 90% of them.', 'dim'),
    ];
  }
}

const WIDTH = 80;

const plainTable = (columns: readonly Column[], rows: readonly (readonly string[])[]): Block =>
  table(
    columns,
    rows.map(row => row.map(cell => ({ text: cell }))),
  );

const tell = ({ low, median, high }: Interval, as: (x: number) => string): string =>
  `${as(median)} (${as(low)} to ${as(high)})`;

/** A logarithm as a change in %. */
const change = (logarithm: number): string => `${plain(100 * (exp(logarithm) - 1), 1)}%`;

function pointOf(year: number, record: number, { low, median, high }: Interval): LinePoint {
  const level = (logarithm: number): number => 100 * exp(logarithm);
  const bands = { low: level(low), median: level(median), high: level(high) };
  return {
    year,
    period: `year ${plain(year, 0)}`,
    observed: { value: level(record), status: 'derived' },
    simulated: { ...bands, lower: bands.low, upper: bands.high },
    share: Number.NaN,
  };
}

/** Two years before, which all is beside. */
const BASE = pointOf(-2, 0, { low: 0, median: 0, high: 0 });
