import { startMachine } from '../../src/ensemble/lanes/lane-machine.ts';
import { laneProgram } from '../../src/ensemble/lanes/lane-program.ts';
import { runLanes } from '../../src/ensemble/lanes/lane-run.ts';
import { prepareBlocks } from '../../src/ensemble/run-block.ts';
import { cpuOf, exponent, interleave } from './measure.ts';
import { compileCommon, equationsOf, ring, startCommon } from './models.ts';
import { cost, type Measured, type Row } from './row.ts';
import { listsRequestOf, prepareDraws, startFirstBlock, type Treatment } from './treatment.ts';

const DRAWS = [100, 200, 500, 1000];
const STEPS = [130, 260, 520, 1040];
const STOCKS = [50, 100, 200, 400, 800];

/** The power that time grows with: 1 is in proportion. */
export function measureGrowth(treatment: Treatment, repeats: number): Measured {
  return { rows: [withDraws(treatment), withSteps(treatment, repeats), withEquations(repeats)], leftOut: [] };
}

const row = (name: string, points: readonly (readonly [number, number])[]): Row =>
  cost(`growth with ${name} (1: in proportion)`, exponent(points), '', 1.1, 1);

function withDraws(treatment: Treatment): Row {
  const { plan, values, block } = prepareDraws(treatment, DRAWS.at(-1)!);
  const runner = prepareBlocks(plan);
  const run = (draws: number): void => {
    for (let i = 0; i * plan.program.lanes < draws; i++) runner.run(block(i), values);
  };
  run(DRAWS[0]!);
  return row(
    `draws, ${DRAWS[0]} to ${DRAWS.at(-1)}`,
    DRAWS.map(draws => [draws, cpuOf(() => run(draws))]),
  );
}

function withSteps(treatment: Treatment, repeats: number): Row {
  const { plan, firstInstant } = startFirstBlock(prepareDraws(treatment, 64));
  const { lanes, placeOf } = plan.program;
  const request = listsRequestOf(treatment);
  const timed = STEPS.map(steps => {
    const machine = startMachine(laneProgram({ ...request, steps }, lanes));
    const own = new Float64Array(machine.memory.length);
    for (const [slot, place] of machine.program.placeOf.entries())
      if (place >= 0 && placeOf[slot]! >= 0)
        own.set(firstInstant.subarray(placeOf[slot]! * lanes, (placeOf[slot]! + 1) * lanes), place * lanes);
    return [
      steps,
      () => {
        machine.memory.set(own);
        return cpuOf(() => runLanes(machine, { alike: [] }));
      },
    ] as const;
  });
  return row(`steps, ${STEPS[0]} to ${STEPS.at(-1)}`, pointsOf(timed, repeats));
}

/** On models of one kind, each with as many lanes as its size allows. */
function withEquations(repeats: number): Row {
  const timed = STOCKS.map(stocks => {
    const model = ring(stocks);
    const machine = startCommon(compileCommon(model), 1);
    const instant = machine.memory.slice();
    const runs = Math.ceil(20_000 / stocks / machine.program.lanes);
    return [
      equationsOf(model),
      () =>
        cpuOf(() => {
          for (let r = 0; r < runs; r++) {
            machine.memory.set(instant);
            runLanes(machine, { alike: [] });
          }
        }) /
        (runs * machine.program.lanes),
    ] as const;
  });
  return row(`equations, ${timed[0]![0]} to ${timed.at(-1)![0]}`, pointsOf(timed, repeats));
}

function pointsOf(
  timed: readonly (readonly [x: number, time: () => number])[],
  repeats: number,
): (readonly [number, number])[] {
  const found = interleave(Object.fromEntries(timed.map(([x, time]) => [`${x}`, time])), repeats);
  return timed.map(([x]) => [x, found[`${x}`]!]);
}
