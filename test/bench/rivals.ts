import type { LaneMachine } from '../../src/ensemble/lanes/lane-machine.ts';
import { type LaneInputs, runLanes } from '../../src/ensemble/lanes/lane-run.ts';
import type { ListsRequest } from '../../src/ensemble/lanes/lists.ts';
import { interpretProgram } from '../../src/run/machine.ts';
import { simulate } from '../../src/run/simulate.ts';
import { FLAGS, hasAvx2, noCompiler } from './c-compiler.ts';
import type { CWidth } from './c-math.ts';
import { type CRuns, compileRuns, type FirstInstant } from './c-run.ts';
import { NaiveRun } from './mathjs-naive.ts';
import { cpuOf, interleave } from './measure.ts';
import { compileCommon, ring, SIR, simulationModel, startCommon } from './models.ts';
import { prepareRecording } from './recording.ts';
import { cost, type LeftOut, type Measured, type Row, times } from './row.ts';
import {
  type FirstBlock,
  listsRequestOf,
  prepareDraws,
  startFirstBlock,
  type Treatment,
} from './treatment.ts';

const YEARS = 10;
/** What is slow is run for less, and scaled: mathjs takes some seconds for ten years. */
const NAIVE_STEPS = 4;
const INTERPRETED_STEPS = 26;
const C_NAMES: Readonly<Record<CWidth, readonly [name: string, floor: number, aim: number]>> = {
  1: ['C, one run at a time', 1.2, 1.5],
  2: ['C over lanes, 128 bits', 0.75, 1],
  4: ['C over lanes, 256 bits', 0.4, 0.55],
};

/** Processor time of our runs beside those of others, all in turn. */
export async function measureRivals(treatment: Treatment, repeats: number): Promise<Measured> {
  const { steps } = treatment.experiment;
  const block = startFirstBlock(prepareDraws(treatment, 64));
  const first = firstInstantOf(block);
  const request = listsRequestOf(treatment);
  const { runs: inC, leftOut } = await inCOf(request, block, first);
  const recording = prepareRecording(request, first);
  const [sir, ringed] = [SIR, ring(40)].map(commonOf);
  const found = interleave(
    {
      lanes: () => runsOf(block.machine, block.firstInstant, block.inputs),
      start: () => cpuOf(block.findStarts) / first.lanes,
      ...startOfSlow(treatment),
      sirOurs: sir!.ours,
      sirTheirs: sir!.theirs,
      ringOurs: ringed!.ours,
      ringTheirs: ringed!.theirs,
      recordingOn: recording.on,
      recordingOff: recording.off,
      ...Object.fromEntries(inC.map(({ width, runs }) => [`c${width}`, () => runs.run(1).msPerRun])),
    },
    repeats,
  ) as Record<string, number>;
  for (const { runs } of inC) runs.remove();
  const { lanes, start } = found as { lanes: number; start: number };
  const arms = block.inputs.length;
  const rows: Row[] = [
    cost(`a run of ${steps} steps, ${first.lanes} side by side`, lanes, 'ms'),
    cost('the start of a draw', start, 'ms'),
    cost(
      `the start's share of a draw of ${arms} arms`,
      (100 * start) / (start + arms * lanes),
      '%',
      null,
      20,
    ),
    times('mathjs, each equation evaluated', found['mathjs']! / lanes, 500, 1000),
    times('npm simulation, an epidemic', found['sirTheirs']! / found['sirOurs']!, 2000, 5000),
    times(
      'npm simulation, 40 stocks and 100 equations',
      found['ringTheirs']! / found['ringOurs']!,
      2000,
      5000,
    ),
    times('our reference interpreter', found['interpreter']! / lanes, null, null),
    ...inC.map(({ width }) => {
      const [name, floor, aim] = C_NAMES[width];
      return times(`${name} (g++ ${FLAGS[width].join(' ')})`, found[`c${width}`]! / lanes, floor, aim);
    }),
    cost(
      'recording: outcomes summed and kept',
      100 * (found['recordingOn']! / found['recordingOff']! - 1),
      '%',
      6,
      3,
    ),
  ];
  return { rows, leftOut };
}

const firstInstantOf = ({ plan: { program }, firstInstant }: FirstBlock): FirstInstant => ({
  lanes: program.lanes,
  value: (slot, lane) => {
    const place = program.placeOf[slot]!;
    return place < 0 ? Number.NaN : firstInstant[place * program.lanes + lane]!;
  },
});

/** All arms of a block, in milliseconds a run. */
function runsOf(machine: LaneMachine, instant: Float64Array, arms: readonly LaneInputs[]): number {
  const spent = cpuOf(() => {
    for (const inputs of arms) {
      machine.memory.set(instant);
      runLanes(machine, inputs);
    }
  });
  return spent / (arms.length * machine.program.lanes);
}

/** The same runs in C, proven to give the same bits. */
async function inCOf(request: ListsRequest, block: FirstBlock, first: FirstInstant) {
  const leftOut: LeftOut[] = [];
  const why = noCompiler();
  const widths = ([1, 2, 4] as const).filter(width => {
    const not = why ?? (width === 4 && !hasAvx2() ? 'this processor has no AVX2' : undefined);
    if (not !== undefined) leftOut.push({ name: C_NAMES[width][0], why: not });
    return not === undefined;
  });
  const runs: { width: CWidth; runs: CRuns }[] = await Promise.all(
    widths.map(async width => ({ width, runs: await compileRuns(request, first, block.inputs, width) })),
  );
  for (const { width, runs: own } of runs) {
    const { results } = own.run(1);
    for (const [a, inputs] of block.inputs.entries()) {
      block.machine.memory.set(block.firstInstant);
      const ours = runLanes(block.machine, inputs);
      for (const what of ['byYear', 'overall', 'broken'] as const)
        if (!ours[what].every((x, i) => Object.is(x, results[a]![what][i])))
          throw new Error(`${C_NAMES[width][0]} gives other bits than our lanes: ${what} of arm ${a}`);
    }
  }
  return { runs, leftOut };
}

/** One run at the usual values, as mathjs and as the reference interpreter have it, scaled to all steps. */
function startOfSlow({ experiment, engine }: Treatment) {
  const { program, arms, stepsPerYear, steps } = experiment;
  const start = engine.solver.solve(arms[0]!.image, stepsPerYear).values;
  const record = program.stocks.map(s => s.slot);
  const reference = interpretProgram(program);
  const interpret = (count: number) =>
    simulate(reference, { start, stepsPerYear, steps: count, changes: [], record });
  const naive = new NaiveRun(program);
  const runNaive = (): void => {
    for (let s = 0; s < NAIVE_STEPS; s++) naive.step(s, stepsPerYear);
  };
  naive.begin(start, stepsPerYear);
  runNaive();
  const expected = interpret(NAIVE_STEPS).series.subarray(NAIVE_STEPS * record.length);
  for (const [i, slot] of record.entries())
    if (!(Math.abs(naive.value(slot) - expected[i]!) <= 1e-9 * Math.max(1, Math.abs(expected[i]!))))
      throw new Error(`mathjs gives ${naive.value(slot)} for ${program.slotNames[slot]}, not ${expected[i]}`);
  return {
    mathjs: () => {
      naive.begin(start, stepsPerYear);
      return (cpuOf(runNaive) * steps) / NAIVE_STEPS;
    },
    interpreter: () => (cpuOf(() => interpret(INTERPRETED_STEPS)) * steps) / INTERPRETED_STEPS,
  };
}

/** A model that both have, over ten years. */
function commonOf(model: typeof SIR) {
  const machine = startCommon(compileCommon(model), YEARS);
  const instant = machine.memory.slice();
  const simulated = simulationModel(model, YEARS);
  const again = Array.from({ length: 20 }, (): LaneInputs => ({ alike: [] }));
  return {
    ours: () => runsOf(machine, instant, again),
    theirs: () => cpuOf(() => simulated.run()),
  };
}
