import { summarise } from '../outcome/measure-outcomes.ts';
import type { InputChange } from '../run/simulate.ts';
import type { DrawPlan, PlannedArm, StartGroup } from './draw-plan.ts';
import { columnStart } from './ensemble.ts';
import { type LaneMachine, startMachine } from './lanes/lane-machine.ts';
import { type LaneResults, runArms } from './lanes/lane-run.ts';
import { LaneSearch, type LaneStart } from './lanes/lane-search.ts';
import { prepareLaneLuck } from './noise/lane-luck.ts';

/** Some draws that are run side by side. */
export interface Block {
  readonly first: number;
  /** At most as many as there are lanes. */
  readonly count: number;
  /** By arm, then by draw of the block: inputs of arms whose policies depend on what is drawn. */
  readonly changes: readonly (readonly (readonly InputChange[])[] | undefined)[];
}

/** A draw of an arm that has to be looked at alone: its start was not found, or it stopped being believable. */
export interface Suspect {
  readonly draw: number;
  readonly arm: number;
}

/** What came of a block that was run. */
export interface BlockDone {
  readonly index: number;
  readonly suspects: readonly Suspect[];
}

/** Blocks that are to be run, in any order. */
export interface BlockWork {
  readonly blocks: readonly number[];
  /** Asked for when a block is about to be run. */
  readonly block: (index: number) => Block;
  readonly onDone: (done: BlockDone) => void;
  /** When it is aborted no block is begun any more; those that are being run are finished. */
  readonly signal?: AbortSignal;
}

/** Runs blocks, wherever that may be. */
export type RunBlocks = (work: BlockWork) => Promise<void>;

/** A plan's machines, ready for one block after the other. */
export interface BlockRunner {
  /**
   * Runs a block and writes its outcomes.
   *
   * @param values the ensemble's values, laid out as `columnStart` says; those of the block are written
   */
  run(block: Block, values: Float64Array): readonly Suspect[];
}

export function prepareBlocks(plan: DrawPlan): BlockRunner {
  const machine = startMachine(plan.program);
  const searches = plan.groups.map(group => new LaneSearch(machine, group.base));
  const luck = prepareLaneLuck(machine, plan);
  return {
    run: (block, values) => {
      const { first, count } = block;
      const suspects: Suspect[] = [];
      for (const [g, group] of plan.groups.entries()) {
        const found = findStarts(machine, plan, group, searches[g]!, block);
        luck?.makeWhole(first, count);
        const inputs = group.arms.map(planned => inputsOfArm(planned, block));
        const ofArms = runArms(machine, inputs, luck && (step => luck.decide(first, count, step)));
        for (const [i, results] of ofArms.entries()) {
          const { arm } = group.arms[i]!;
          write(plan, arm, block, results, values);
          for (let l = 0; l < count; l++)
            if (!found[l]!.converged || results.broken[l] === 1) suspects.push({ draw: first + l, arm });
        }
      }
      return suspects;
    },
  };
}

/** Puts the first instant of each draw of a block into the machine's memory. */
export function findStarts(
  machine: LaneMachine,
  plan: DrawPlan,
  { usual }: StartGroup,
  search: LaneSearch,
  block: Block,
): readonly LaneStart[] {
  const { memory } = machine;
  const { sample, shape, drawn, program } = plan;
  const { lanes, slotCount } = program;
  for (let place = 0, i = 0; place < slotCount; place++) {
    const value = usual[place]!;
    for (const end = i + lanes; i < end; i++) memory[i] = value;
  }
  for (const { place, parameter, times, factor } of drawn)
    for (let l = 0; l < lanes; l++) {
      // Lanes beyond the block repeat its last draw.
      const draw = block.first + Math.min(l, block.count - 1);
      memory[place * lanes + l] = times * sample[parameter * shape.draws + draw]! * factor;
    }
  return search.solve();
}

function inputsOfArm({ arm, changes }: PlannedArm, block: Block) {
  if (changes) return { alike: changes };
  return { byLane: block.changes[arm]! };
}

function write(
  { shape, summaries, program }: DrawPlan,
  arm: number,
  { first, count }: Block,
  { byYear, overall }: LaneResults,
  values: Float64Array,
): void {
  const { lanes } = program;
  const { windows } = shape;
  const years = new Array<number>(windows);
  for (const [o, summary] of summaries.entries())
    for (let l = 0; l < count; l++) {
      for (let w = 0; w < windows; w++) {
        years[w] = byYear[(o * windows + w) * lanes + l]!;
        values[columnStart(shape, arm, o, w) + first + l] = years[w]!;
      }
      values[columnStart(shape, arm, o) + first + l] = summarise(
        summary,
        years,
        () => overall[o * lanes + l]!,
      );
    }
}
