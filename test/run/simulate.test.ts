import { describe, expect, it } from 'vitest';
import type { Program } from '../../src/compile/program.ts';
import type { Machine } from '../../src/run/machine.ts';
import { LAW_TOLERANCE, LEAST_LAW_SIZE, type RunRequest, simulate } from '../../src/run/simulate.ts';
import { STEP_PHASES } from '../../src/run/step-phases.ts';

/** Slots of a machine that is written by hand, then the places of what a plan adds to them. */
const [TIME, NEW_YEAR, DT, INPUT, A, B, HAZARD_A, HAZARD_B] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const [NEXT, WATCHED, RECORDED, LAWS] = [8, 10, 13, 15] as const;

/** What a step comes to: changes a copy of memory in the middle of it. */
type Step = (v: Float64Array, step: number) => void;

const nothing: Step = () => {};

/**
 * A machine whose steps a test writes: the stocks that follow, hazards and both sides of two laws. What the plan adds
 * of them for a glance follows from them, unless the test changes that too.
 */
function machineOf(step: Step, added: Step) {
  const memory = new Float64Array(19).fill(9);
  const called: string[] = [];
  let steps = -1;
  const program = {
    clock: { time: TIME, newYear: NEW_YEAR, dt: DT },
    hazardSums: [
      { slot: HAZARD_A, stock: 'a' },
      { slot: HAZARD_B, stock: 'b' },
    ],
    recorded: [A, B],
    laws: [
      { name: 'people', kind: 'balance' },
      { name: 'tight', kind: 'identity' },
    ],
    stocks: [
      { slot: A, mayBeNegative: false },
      { slot: B, mayBeNegative: true },
    ],
    slotNames: ['time', 'new_year', 'dt', 'input', 'a', 'b', 'hazard_a', 'hazard_b'],
  } as unknown as Program;
  const call = {
    begin: () => {
      called.push(`begin with ${memory[DT]}`);
    },
    step: () => {
      called.push('step');
      steps += 1;
      memory.set([memory[A]!, memory[B]!], NEXT);
      memory.fill(0, LAWS);
      memory.fill(0, HAZARD_A, HAZARD_B + 1);
      step(memory, steps);
      memory.set([memory[A]!, memory[B]!], RECORDED);
      const [a, b] = [memory[NEXT]!, memory[NEXT + 1]!];
      memory.set([a + b, Math.min(0, a), Math.max(memory[HAZARD_A]!, memory[HAZARD_B]!)], WATCHED);
      added(memory, steps);
    },
    advance: () => {
      called.push('advance');
      memory.set(memory.subarray(NEXT, NEXT + 2), A);
    },
  };
  const machine = { program, places: { next: NEXT, watched: WATCHED, recorded: RECORDED, laws: LAWS } };
  return { machine: { ...machine, memory, call } as unknown as Machine, called };
}

/** Four steps of a quarter of a year, from 100 in a and 10 in b. */
function run(step: Step, request: Partial<RunRequest> = {}, added: Step = nothing) {
  const { machine, called } = machineOf(step, added);
  const start = Float64Array.of(7, 7, 7, 1, 100, 10, 0, 0);
  const given = { start, stepsPerYear: 4, steps: 4, changes: [], record: [A, B] };
  return { ...simulate(machine, { ...given, ...request }), called };
}
describe('the steps of a run', () => {
  it('begin once, with the step known, and are followed by the next but for the last', () => {
    const { called } = run(nothing, { steps: 2 });
    expect(called).toEqual(['begin with 0.25', 'step', 'advance', 'step', 'advance', 'step']);
  });

  it('are told in the order in which they are taken', () => {
    const told = [
      /clock and the inputs/,
      /hazards × step/,
      /recorded.*laws are checked/,
      /net flow times the step/,
    ];
    expect(STEP_PHASES).toHaveLength(told.length);
    for (const [i, phase] of STEP_PHASES.entries()) expect(phase).toMatch(told[i]!);
  });

  it('tell the time and each first step of a year', () => {
    const { series } = run(nothing, { steps: 8, record: [TIME, NEW_YEAR] });
    const rows = Array.from({ length: 9 }, (_, s) => [...series.slice(2 * s, 2 * s + 2)]);
    expect(rows).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map(s => [s / 4, s % 4 === 0 ? 1 : 0]));
  });

  it('take the changes that are due, in their order, and none that comes later', () => {
    const changes = [
      { step: 0, slot: INPUT, value: 2 },
      { step: 2, slot: INPUT, value: 3 },
      { step: 2, slot: INPUT, value: 4 },
      { step: 9, slot: INPUT, value: 5 },
    ];
    expect([...run(nothing, { changes, record: [INPUT] }).series]).toEqual([2, 2, 4, 4, 4]);
    // what was due before the first step is taken with it
    const early = [{ step: -1, slot: INPUT, value: 6 }];
    expect([...run(nothing, { changes: early, record: [INPUT] }).series]).toEqual([6, 6, 6, 6, 6]);
  });

  it('keep what is asked for, whether or not it stands side by side', () => {
    const grow: Step = (v, s) => v.set([100 + s + 1, 10 - s - 1], NEXT);
    const a = [100, 101, 102, 103, 104];
    const b = [10, 9, 8, 7, 6];
    const zip = (...columns: number[][]): number[] => columns[0]!.flatMap((_, s) => columns.map(c => c[s]!));
    expect([...run(grow).series]).toEqual(zip(a, b));
    expect([...run(grow, { record: [B, A] }).series]).toEqual(zip(b, a));
    expect([...run(grow, { record: [A] }).series]).toEqual(a);
    expect([...run(grow, { record: [A, B, A] }).series]).toEqual(zip(a, b, a));
    expect([...run(grow, { record: [] }).series]).toEqual([]);
    expect([...run(grow, { record: [A, TIME] }).series]).toEqual(zip(a, [0, 0.25, 0.5, 0.75, 1]));
    // what stands side by side is read there, and nothing else is
    const beside: Step = v => v.set([-1, -2], RECORDED);
    expect([...run(grow, { steps: 1 }, beside).series]).toEqual([-1, -2, -1, -2]);
    expect([...run(grow, { steps: 1, record: [A] }, beside).series]).toEqual([100, 101]);
  });

  it('tell of each as its values stand', () => {
    const seen: number[] = [];
    run(nothing, { onStep: s => seen.push(s) });
    expect(seen).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('a share that is capped', () => {
  const hazards = (of: (step: number) => readonly [number, number]): Step => {
    return (v, s) => v.set(of(s), HAZARD_A);
  };

  it('is told by stock: the greatest sum of hazards, by the step', () => {
    const { capped } = run(hazards(s => [[0, 6, 12, 8, 0][s]!, 3]));
    expect([...capped]).toEqual([['a', 3]]);
    const last = run(hazards(s => (s === 4 ? [1, 8] : [0, 0]))).capped;
    expect([...last]).toEqual([['b', 2]]);
  });

  it('is not told of where everybody may just leave, but for rounding', () => {
    expect(run(hazards(() => [4, 4 * (1 + 1e-9)])).capped.size).toBe(0);
    expect([...run(hazards(() => [4, 4 * (1 + 3e-9)])).capped.keys()]).toEqual(['b']);
  });
});

describe('a closer look', () => {
  const glance = (stocks: number, least: number, hazard: number): Step => {
    return v => v.set([stocks, least, hazard], WATCHED);
  };

  it('is taken at hazards only where the greatest is too high', () => {
    const high: Step = v => v.set([8, 8], HAZARD_A);
    expect(run(high, {}, glance(110, 0, 4)).capped.size).toBe(0);
    expect(run(high, {}, glance(110, 0, 4.1)).capped.size).toBe(2);
  });

  it('is taken at stocks only where their sum is no number or the least is below zero', () => {
    const below: Step = (v, s) => s === 1 && v.set([-3, 10], NEXT);
    expect(run(below, {}, glance(7, -0.9e-6, 0)).fault).toBeUndefined();
    expect(run(below, {}, glance(7, -1.1e-6, 0)).fault).toMatchObject({ kind: 'negative', step: 1 });
    expect(run(below, {}, glance(Number.NaN, 0, 0)).fault).toMatchObject({ kind: 'negative', step: 1 });
    expect(run(below, { checkLaws: false }, glance(7, -3, 0)).fault).toBeUndefined();
  });
});

describe('a stock that no stock can be', () => {
  const next = (at: number, a: number, b: number): Step => {
    return (v, s) => s === at && v.set([a, b], NEXT);
  };

  it('stops the run at the step that would make it so, with what it was', () => {
    const { fault, series } = run(next(2, Number.NaN, 10));
    expect(fault).toEqual({ kind: 'not-a-number', name: 'a', step: 2, value: Number.NaN, lastGood: 100 });
    expect([...series]).toEqual([100, 10, 100, 10, 100, 10, 0, 0, 0, 0]);
    expect(run(next(1, 100, Infinity)).fault).toMatchObject({ kind: 'not-a-number', name: 'b', step: 1 });
    expect(run(next(0, -1, 10)).fault).toEqual({
      kind: 'negative',
      name: 'a',
      step: 0,
      value: -1,
      lastGood: 100,
    });
  });

  it('is not looked for after the end, nor below zero where that is allowed or nothing is checked', () => {
    expect(run(next(4, Number.NaN, 10)).fault).toBeUndefined();
    expect(run(next(1, 100, -50)).fault).toBeUndefined();
    expect(run(next(1, -50, 10), { checkLaws: false }).fault).toBeUndefined();
    expect(run(next(1, Number.NaN, 10), { checkLaws: false }).fault).toMatchObject({ kind: 'not-a-number' });
    expect(run(next(1, -50, Number.NaN), { checkLaws: false }).fault).toMatchObject({ name: 'b' });
    expect(run(next(1, Number.NaN, -50)).fault).toMatchObject({ name: 'a' });
  });

  it('may lie below zero by rounding, beside what it was at the start or beside one', () => {
    const startOf = (a: number) => ({ start: Float64Array.of(7, 7, 7, 1, a, 10, 0, 0) });
    expect(run(next(1, -0.9e-4, 10)).fault).toBeUndefined();
    expect(run(next(1, -1.1e-4, 10)).fault).toMatchObject({ kind: 'negative', name: 'a', step: 1 });
    expect(run(next(1, -0.9e-6, 10), startOf(0)).fault).toBeUndefined();
    expect(run(next(1, -1.1e-6, 10), startOf(0)).fault).toMatchObject({ kind: 'negative' });
  });
});

describe('a law', () => {
  /** The total and what it changes by, a year; then what must be zero, and against what. */
  const sides = (of: (step: number) => readonly [number, number, number, number]): Step => {
    return (v, s) => v.set(of(s), LAWS);
  };

  it('holds where the total changes by what it says, and stops the run where it does not', () => {
    expect(run(sides(s => [50 - 2 * s, -8, 0, 1])).fault).toBeUndefined();
    const off = run(sides(s => [s < 3 ? 50 - 2 * s : 45, -8, 0, 1])).fault;
    // 44 were due; its size is the 50 at the start and three times 2 that went
    expect(off).toEqual({ kind: 'law', name: 'people', step: 3, value: 1, lastGood: 56 });
    expect(
      run(
        sides(s => [s, 0, 0, 1]),
        { checkLaws: false },
      ).fault,
    ).toBeUndefined();
  });

  it('holds where what must be zero is so beside what it is set against', () => {
    expect(run(sides(() => [50, 0, 0.9e-9 * 30, -30])).fault).toBeUndefined();
    const off = run(sides(s => [50, 0, s === 2 ? -1 : 0, -30])).fault;
    expect(off).toEqual({ kind: 'law', name: 'tight', step: 2, value: -1, lastGood: 30 });
    expect(run(sides(() => [50, 0, Number.NaN, 1])).fault).toMatchObject({ name: 'tight', step: 0 });
  });

  it('allows for rounding, beside what went in and out since the start or beside very little', () => {
    const rounding = (share: number, size: number): number => share * LAW_TOLERANCE * size;
    // 50 at the start of which 25 a step come and go again
    const busy = (off: number) =>
      sides(s => [50 + (s % 2) * 25 + (s === 4 ? off : 0), s % 2 ? -100 : 100, 0, 1]);
    expect(run(busy(rounding(0.9, 150))).fault).toBeUndefined();
    expect(run(busy(rounding(1.1, 150))).fault).toMatchObject({ name: 'people', step: 4, lastGood: 150 });
    const little = (off: number) => sides(s => [s > 0 ? off : 0, 0, 0, 0]);
    expect(run(little(rounding(0.9, LEAST_LAW_SIZE))).fault).toBeUndefined();
    expect(run(little(rounding(1.1, LEAST_LAW_SIZE))).fault).toMatchObject({ name: 'people', step: 1 });
  });

  it('that breaks is told before what its step would do to a stock', () => {
    const both: Step = (v, s) => {
      if (s !== 1) return;
      v.set([Number.NaN, 10], NEXT);
      v.set([1, 0, 0, 0], LAWS);
    };
    expect(run(both).fault).toMatchObject({ kind: 'law', name: 'people', step: 1 });
  });
});
