import { describe, expect, it } from 'vitest';
import { Bench, gap, parameter, total } from './canonical.ts';

/** People outside start treatment; those who leave rest a while and are outside again, all within weeks. */
const MODEL = `
parameters:
${parameter('out_first', 'people', 900)}
${parameter('in_first', 'people', 100)}
${parameter('starting', '1/year', 1.5)}
${parameter('restarting', '1/year', 6)}
${parameter('stay', 'week', 10)}
${parameter('rest_time', 'week', 4)}
${parameter('arrivals', 'people/year', 0)}
stocks:
  out: {doc: d, unit: people, initial: out_first, inflows: arriving}
  resting: {doc: d, unit: people, initial: 0, stages: 2}
  treated: {doc: d, unit: people, initial: in_first, stages: 2}
flows:
  arriving: {doc: d, unit: people/year, equation: arrivals}
moves:
  start: {doc: d, from: out, to: treated, hazard: starting}
  restart: {doc: d, from: resting, to: treated, hazard: restarting}
  rested: {doc: d, from: resting, to: out, after: rest_time}
  leave: {doc: d, from: treated, to: resting, after: stay}
marks:
  seen: {doc: d, carried_by: [out, resting], set_in: treated}
tallies:
  starts: {doc: d, unit: people/year, moves: [start, restart]}
  first_starts: {doc: d, unit: people/year, moves: [start, restart], unmarked: seen}
  first_starts_of_out: {doc: d, unit: people/year, moves: [start, restart], from: out, unmarked: seen}
laws:
  people: {doc: d, total: out + resting + treated, changes_by: arriving}
`;

const N = 52;

/**
 * The same people one by one, as a chain of chances: where each is, and whether it has been treated since the year
 * began. No shares of stocks, no mark that flows: twice as many states, and plain sums.
 */
function byHand(years: number, arrivals: number) {
  const chance = { start: 1.5 / N, restart: 6 / N, rested: 2 / (4 / 52) / N, leave: 2 / (10 / 52) / N };
  // new: not treated this year; old: treated this year
  let outNew = 900;
  let outOld = 0;
  let restNew = [0, 0];
  let restOld = [0, 0];
  let treated = [50, 50];
  const firsts: number[] = [];
  const all: number[] = [];
  for (let s = 0; s <= years * N; s++) {
    if (s % N === 0) {
      [outNew, outOld] = [outNew + outOld, 0];
      [restNew, restOld] = [restNew.map((r, k) => r + restOld[k]!), [0, 0]];
    }
    const startNew = outNew * chance.start + (restNew[0]! + restNew[1]!) * chance.restart;
    const startOld = outOld * chance.start + (restOld[0]! + restOld[1]!) * chance.restart;
    firsts.push(startNew * N);
    all.push((startNew + startOld) * N);
    const stays = 1 - chance.restart - chance.rested;
    const ends = treated[1]! * chance.leave;
    outNew += restNew[1]! * chance.rested - outNew * chance.start + arrivals / N;
    outOld += restOld[1]! * chance.rested - outOld * chance.start;
    restNew = [restNew[0]! * stays, restNew[1]! * stays + restNew[0]! * chance.rested];
    restOld = [restOld[0]! * stays + ends, restOld[1]! * stays + restOld[0]! * chance.rested];
    treated = [
      treated[0]! * (1 - chance.leave) + startNew + startOld,
      treated[1]! * (1 - chance.leave) + treated[0]! * chance.leave,
    ];
  }
  return { firsts, all };
}

describe('a mark', () => {
  const bench = new Bench(MODEL, ['first_starts', 'starts', 'treated', 'first_starts_of_out']);

  it.each([0, 300])(
    'counts whoever leaves and returns within a year once, %i people arriving a year',
    arrivals => {
      const { values } = bench.runWell(4, N, { set: { arrivals } });
      const { firsts, all } = byHand(4, arrivals);
      expect(gap(values[0]!, firsts)).toBeLessThan(1e-8);
      expect(gap(values[1]!, all)).toBeLessThan(1e-8);
    },
  );

  it('never makes a year’s headcount larger than the people there are', () => {
    const { values } = bench.runWell(4, N, { set: { starting: 40, restarting: 20 } });
    for (let year = 0; year < 4; year++) {
      const inYear = (v: readonly number[]): number => total(v.slice(year * N, (year + 1) * N)) / N;
      const headcount = values[2]![year * N]! + inYear(values[0]!);
      expect(headcount).toBeLessThanOrEqual(1000 + 1e-6);
      expect(headcount).toBeGreaterThan(990); // at 40 a year nearly everyone is treated at some time
      expect(values[2]![year * N]! + inYear(values[1]!)).toBeGreaterThan(3000); // starts alone count many twice
    }
  });

  it('is cleared when a financial year begins: then every start is a first one', () => {
    const { values } = bench.runWell(4, N);
    for (const year of [0, 1, 2, 3]) expect(values[0]![year * N]).toBeCloseTo(values[1]![year * N]!, 9);
    for (const year of [1, 2, 3])
      expect(values[0]![year * N - 1]!).toBeLessThan(values[1]![year * N - 1]! * 0.9);
  });

  it('can be told apart by where people come from', () => {
    const { values } = bench.runWell(1, N);
    const half = N / 2;
    expect(values[3]![half]!).toBeGreaterThan(0);
    expect(values[3]![half]!).toBeLessThan(values[0]![half]! + 1e-9);
    // in the first year nobody rests who was not treated in it, so all first starts are from outside
    expect(gap(values[3]!.slice(0, N), values[0]!.slice(0, N))).toBeLessThan(1e-9);
  });
});
