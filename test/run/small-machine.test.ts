import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Equation, eachNode, num } from '../../src/compile/ir.ts';
import { WATCHED } from '../../src/compile/run-plan.ts';
import { instantiate } from '../../src/run/instantiate.ts';
import { interpretNode } from '../../src/run/interpret.ts';
import { compileProgram, interpretProgram, type Machine, planRuns } from '../../src/run/machine.ts';
import { LIST_NAMES, leanLists, watchedOf } from '../../src/run/run-lists.ts';
import { simulate } from '../../src/run/simulate.ts';
import { prepareStart } from '../../src/run/solve-start.ts';
import { compileText, parameter } from './canonical.ts';

/** Steady stocks, a rate that is solved for a yearly total, an input over time, a law, hazards that can be too high. */
const MODEL = `
parameters:
${parameter('need', 'people', 5000)}
${parameter('stay', 'month', 8)}
${parameter('relapse_time', 'month', 5)}
${parameter('one_year', 'year', 1)}
figures:
  seen_in_year: {doc: d, unit: people}
series:
  open: {doc: d, unit: fraction, otherwise: 1}
stocks:
  untreated: {doc: d, unit: people, initial: need - treated - rested}
  treated: {doc: d, unit: people, initial: steady, stages: 2}
  rested: {doc: d, unit: people, initial: steady}
moves:
  enter: {doc: d, from: untreated, to: treated, hazard: entry_rate * open}
  relapse: {doc: d, from: rested, to: treated, hazard: 1 / relapse_time}
  end: {doc: d, from: treated, to: rested, after: stay}
  forget: {doc: d, from: rested, to: untreated, hazard: 1 / relapse_time}
marks:
  counted: {doc: d, carried_by: [untreated, rested], set_in: treated}
tallies:
  first_starts: {doc: d, unit: people/year, moves: [enter, relapse], unmarked: counted}
solved:
  entry_rate:
    doc: d
    unit: 1/year
    guess: 0.1 / one_year
    least: 0
    meets: {what: initial(treated) / one_year + first_starts, equals: seen_in_year, over_first_year: true}
laws:
  people: {doc: d, total: untreated + treated + rested, changes_by: 0 * enter}
`;
const program = compileText(MODEL, ['treated', 'untreated']);
const STEPS_A_YEAR = 52;

/** A start and two years of it, twice as many entering from the second year on. */
function resultsOf(machine: Machine) {
  const image = Float64Array.from(program.image);
  image[program.variables.get('seen_in_year')!.slots[0]!] = 1500;
  const { values, report } = prepareStart(machine).solve(image, STEPS_A_YEAR);
  const [slot] = program.variables.get('open')!.slots;
  const request = { start: values, stepsPerYear: STEPS_A_YEAR, steps: 2 * STEPS_A_YEAR };
  const changes = [{ step: STEPS_A_YEAR, slot: slot!, value: 2 }];
  const all = simulate(machine, { ...request, changes, record: program.slotNames.map((_, s) => s) });
  // as a run is recorded, in the order in which the program puts them side by side
  const { series } = simulate(machine, { ...request, changes, record: program.recorded });
  return { values, report, all, series };
}

afterEach(() => vi.unstubAllGlobals());

describe('a compiled program', () => {
  const [reference, compiled] = [interpretProgram(program), compileProgram(program)];

  it('has a start, and runs, as the reference interpreter has them, to every bit', () => {
    const [slow, fast] = [resultsOf(reference), resultsOf(compiled)];
    expect(slow.report.converged).toBe(true);
    expect(slow.all.fault).toBeUndefined();
    expect(fast).toEqual(slow);
    const width = program.slotNames.length;
    const columns = program.recorded;
    expect(columns.length).toBeGreaterThan(1);
    const picked = Array.from({ length: slow.series.length }, (_, i) => {
      const [row, column] = [Math.floor(i / columns.length), i % columns.length];
      return slow.all.series[row * width + columns[column]!];
    });
    expect([...slow.series]).toEqual(picked);
  });

  it('leaves to a plan made before what a plan tells', () => {
    const plan = planRuns(program);
    const planned = compileProgram({ ...program, plan });
    expect(planned.places).toBe(plan);
    expect(planned.pattern).toBe(plan.pattern);
    expect(planned.memory).toHaveLength(plan.slotCount);
    expect(compiled.places).toEqual(plan);
    expect(resultsOf(planned)).toEqual(resultsOf(compiled));
  });

  it('is interpreted where there is no WebAssembly, or no room for its memory', () => {
    const expected = resultsOf(compiled);
    const isInterpreted = ({ memory, call }: Machine): void => {
      expect(memory.buffer.byteLength).toBe(memory.length * 8);
      expect(Object.keys(call)).toEqual(LIST_NAMES);
    };
    vi.stubGlobal('WebAssembly', {
      Memory: class {
        constructor() {
          throw new RangeError('no room');
        }
      },
    });
    isInterpreted(compileProgram(program));
    expect(resultsOf(compileProgram(program))).toEqual(expected);
    Reflect.deleteProperty(globalThis, 'WebAssembly');
    isInterpreted(compileProgram(program));
  });

  it('hides no fault of its own: bytes that are no module are refused', () => {
    expect(() => instantiate({ bytes: new Uint8Array(8), pages: 1 })).toThrow(/WebAssembly.Module/);
  });

  it('keeps its numbers above the program’s own, each set of them after the last', () => {
    const { slotCount, next, watched, recorded, laws, terms, rates } = planRuns(program);
    const { stocks, steady, conditions } = program;
    expect(next).toBe(program.slotCount);
    expect(watched).toBe(next + stocks.length);
    expect(recorded).toBe(watched + WATCHED.length);
    expect(laws).toBe(recorded + program.recorded.length);
    expect(terms).toBe(laws + 2 * program.laws.length);
    expect(rates).toBe(terms + steady.length + 2 * conditions.length);
    expect(slotCount).toBeGreaterThan(rates);
  });
});

describe('the lists of a run', () => {
  const lake = compileText(
    `
parameters:
${parameter('rain', 'people/year', 5)}
${parameter('stay', 'month', 8)}
series:
  open: {doc: d, unit: fraction, otherwise: 1}
stocks:
  lake: {doc: d, unit: people, initial: steady, inflows: raining}
flows:
  raining: {doc: d, unit: people/year, equation: rain * open}
auxiliaries:
  pace: {doc: d, unit: 1/year, equation: open * (1 / stay)}
  falling: {doc: d, unit: people/year, equation: raining * 3}
`,
    ['pace', 'falling'],
  );
  const [pace, raining, falling] = ['pace', 'raining', 'falling'].map(
    name => lake.variables.get(name)!.slots[0]!,
  );
  const assigns = (list: readonly Equation[], at: number | undefined): boolean =>
    list.some(e => e.slot === at);

  it('compute once what neither stocks, inputs nor the clock reach, and the rest at every step', () => {
    const { begin, step } = leanLists(lake).lists;
    const divides = (list: readonly Equation[]): boolean => {
      let found = false;
      for (const { node } of list) eachNode(node, n => (found ||= n.op === 'div'));
      return found;
    };
    expect([begin, step].map(divides)).toEqual([true, false]);
    for (const varying of [pace, raining, falling])
      expect([begin, step].map(list => assigns(list, varying))).toEqual([false, true]);
  });

  it('leave to somebody else what is given in the middle of a step, and compute after it what reads it', () => {
    const { begin, step } = leanLists(lake, new Set([raining!])).lists;
    expect([begin, step].map(list => assigns(list, raining))).toEqual([false, false]);
    expect([begin, step].map(list => assigns(list, falling))).toEqual([false, true]);
  });

  it('have every term of what a start must satisfy in its place, be it a flow as it stands', () => {
    const { lists, places } = leanLists(lake);
    expect(assigns([...lists.prepare, ...lists.residual], places.terms)).toBe(true);
  });

  it('tell at a glance of the sum of all stocks, the least that has no debts, and the greatest hazard', () => {
    const stocks = [-7, 2, -3, 4].map((value, i) => ({ value: num(value), mayBeNegative: i === 0 }));
    const hazards = [0, 1].map(at => ({ ...program.hazardSums[0]!, slot: at }));
    const glance = (of: Parameters<typeof watchedOf>): number[] =>
      watchedOf(...of).map(node => interpretNode(node, [])(Float64Array.of(0.5, 1.5)));
    expect(glance([stocks, hazards])).toEqual([-4, -3, 1.5]);
    expect(glance([stocks.slice(0, 2), hazards.slice(0, 1)])).toEqual([-5, 0, 0.5]);
    expect(glance([[], []])).toEqual([0, 0, 0]);
  });
});
