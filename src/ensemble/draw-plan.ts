import { type Engine, sameNumbers } from '../arms/run-arms.ts';
import { drawnSlots, type Program } from '../compile/program.ts';
import { Faults } from '../diagnostics/diagnostic.ts';
import type { OutcomeSpec } from '../model/spec.ts';
import type { MeasuredOutcome } from '../outcome/lower-outcome.ts';
import { windowsOf } from '../outcome/measure-outcomes.ts';
import type { InputChange } from '../run/simulate.ts';
import { unknownsOf } from '../run/start-pattern.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { inputsOf } from '../scenario/resolve-scenario.ts';
import type { EnsembleShape } from './ensemble.ts';
import { startMachine } from './lanes/lane-machine.ts';
import { type LaneProgram, laneProgram } from './lanes/lane-program.ts';
import type { SearchBase } from './lanes/lane-search.ts';
import type { ListsRequest } from './lanes/lists.ts';
import { searchBase } from './lanes/search-base.ts';
import { slotsOf } from './lanes/slots.ts';
import { type LuckKeys, luckKeys } from './noise/placed-chance.ts';
import { placeDraw, type Sample } from './sample-parameters.ts';

/** All that a worker needs to run draws: plain data. */
export interface DrawPlan {
  readonly program: LaneProgram;
  readonly shape: EnsembleShape;
  readonly summaries: readonly OutcomeSpec['summary'][];
  readonly groups: readonly StartGroup[];
  readonly drawn: readonly DrawnPlace[];
  /** The sample's values; see `Sample`. */
  readonly sample: Float64Array;
  /** Where chance decides; the program then has what it decides. */
  readonly luck: LuckKeys | undefined;
}

/** Arms whose numbers are the same, and who share a start. */
export interface StartGroup {
  /** By place of the lane program: the usual values. */
  readonly usual: Float64Array;
  readonly base: SearchBase;
  readonly arms: readonly PlannedArm[];
}

export interface PlannedArm {
  readonly arm: number;
  /** Inputs over time; undefined where they depend on what is drawn, and come with each block. */
  readonly changes: readonly InputChange[] | undefined;
}

/** A place that a draw writes: factor · (times · the value drawn), as `placeDraw` does. */
export interface DrawnPlace {
  readonly place: number;
  readonly parameter: number;
  readonly times: number;
  readonly factor: number;
}

/** An experiment, and what is drawn in it. */
export interface DrawnExperiment {
  readonly experiment: Experiment;
  readonly sample: Pick<Sample, 'parameters' | 'draws'>;
}

/**
 * A program for the draws of several experiments with the same clock. It is slower than one made for each, and gives
 * the same bits; making one takes longer than some hundred draws.
 */
export const programOfAll = (
  all: readonly DrawnExperiment[],
  outcomes: readonly MeasuredOutcome[],
): LaneProgram => laneProgram(listsRequest(all, outcomes));

/**
 * A program for draws of any scenario and area, of any length and with every outcome: nothing is known of them, and any
 * parameter may be drawn. It is the slowest, and gives the same bits too.
 */
export const programOfAny = (program: Program, stepsPerYear: number): LaneProgram =>
  laneProgram({ ...anyScenario(program), program, stepsPerYear });

/** What may be of any scenario. */
export function anyScenario({ model, variables }: Program): Omit<ListsRequest, 'program' | 'stepsPerYear'> {
  const series = [...model.variables.values()].filter(v => v.kind === 'series');
  return {
    steps: 0,
    inputs: new Set(series.flatMap(v => variables.get(v.name)!.slots)),
    known: { atStart: new Map(), later: new Map() },
    outcomes: [...model.outcomes.values()],
  };
}

/** A program of any, for an experiment of which some outcomes are wanted: all are computed. */
export function serve(
  any: LaneProgram,
  { program, steps }: Experiment,
  outcomes: readonly MeasuredOutcome[],
): LaneProgram {
  const all: readonly MeasuredOutcome[] = [...program.model.outcomes.values()];
  const wanted = (places: Int32Array): Int32Array =>
    Int32Array.from(outcomes, outcome => places[all.indexOf(outcome)]!);
  return { ...any, steps, inWindow: wanted(any.inWindow), inRun: wanted(any.inRun) };
}

/**
 * Works out what all draws of an experiment share.
 *
 * @param compiled what `programOfAll` made for it and others; absent: one is made
 */
export function planDraws(
  experiment: Experiment,
  sample: Sample,
  outcomes: readonly MeasuredOutcome[],
  engine: Engine,
  compiled = programOfAll([{ experiment, sample }], outcomes),
): DrawPlan {
  const { program, arms } = experiment;
  const dependsOnDraw = armsOfDraws(experiment, sample);
  const groups: { image: Float64Array; arms: PlannedArm[] }[] = [];
  for (const [a, { image, changes }] of arms.entries()) {
    const planned = { arm: a, changes: dependsOnDraw[a] ? undefined : changes };
    const group = groups.find(g => sameNumbers(g.image, image));
    if (group) group.arms.push(planned);
    else groups.push({ image, arms: [planned] });
  }
  return {
    program: compiled,
    shape: {
      arms: arms.length,
      outcomes: outcomes.length,
      windows: windowsOf(experiment, 'year').length,
      draws: sample.draws,
    },
    summaries: outcomes.map(o => o.spec.summary),
    groups: groups.map(g => planStart(experiment, g.image, g.arms, compiled, engine)),
    drawn: drawnPlaces(sample, experiment, compiled),
    sample: sample.values,
    luck: program.chance && luckKeys(experiment.spec.seed, program.chance),
  };
}

/** By arm: whether its policies depend on what is drawn. */
function armsOfDraws({ arms }: Experiment, sample: DrawnExperiment['sample']): readonly boolean[] {
  const drawn = new Set(sample.parameters.map(p => p.name));
  return arms.map(arm => [...arm.read].some(name => drawn.has(name)));
}

/** What decides the equations of all draws of experiments. @param all of the same program and clock */
export function listsRequest(
  all: readonly DrawnExperiment[],
  outcomes: readonly MeasuredOutcome[],
): ListsRequest {
  const { program, stepsPerYear, steps } = all[0]!.experiment;
  const inputs = new Set(all.flatMap(inputsThatMove));
  const atStart = sameInAll(all);
  const later = new Map([...atStart].filter(([slot]) => !inputs.has(slot)));
  return { program, stepsPerYear, steps, inputs, known: { atStart, later }, outcomes };
}

function inputsThatMove({ experiment, sample }: DrawnExperiment): number[] {
  const dependsOnDraw = armsOfDraws(experiment, sample);
  return experiment.arms.flatMap((arm, a) =>
    dependsOnDraw[a] ? [...arm.touched] : arm.changes.map(c => c.slot),
  );
}

/** By slot that no equation computes: its value, where that is the same in every draw, arm and experiment. */
function sameInAll(all: readonly DrawnExperiment[]): Map<number, number> {
  const { program } = all[0]!.experiment;
  const { variables, start, guesses, clock, chance } = program;
  const others = new Set([
    ...all.flatMap(({ sample }) => sample.parameters.flatMap(p => variables.get(p.name)!.slots)),
    ...slotsOf([...start, ...guesses]),
    ...unknownsOf(program),
    ...Object.values(clock),
    ...(chance ? drawnSlots(chance) : []),
  ]);
  const [first, ...rest] = all.flatMap(({ experiment }) => experiment.arms.map(arm => arm.image));
  const same = new Map<number, number>();
  for (const [slot, value] of first!.entries())
    if (!others.has(slot) && rest.every(image => Object.is(image[slot], value))) same.set(slot, value);
  return same;
}

/** The inputs over time of an arm in one draw. @param arm by place among those that are run */
export function inputsOfDraw(
  { spec, program, arms, stepsPerYear, steps }: Experiment,
  arm: number,
  sample: Sample,
  draw: number,
): readonly InputChange[] {
  const { name, image: usual } = arms[arm]!;
  const image = Float64Array.from(usual);
  placeDraw(sample, draw, image, program);
  // By name: not every arm of the file need be run, nor in its order.
  const own = spec.arms.find(a => a.name === name)!;
  return inputsOf(own, image, program, { start: spec.start, stepsPerYear, steps }, new Faults()).changes;
}

/** Solves the start at the usual values the long way, and learns there how draws' starts will answer. */
function planStart(
  { stepsPerYear }: Experiment,
  image: Float64Array,
  arms: readonly PlannedArm[],
  program: LaneProgram,
  { machine, solver }: Engine,
): StartGroup {
  const usual = new Float64Array(program.slotCount);
  for (const [slot, place] of program.placeOf.entries()) if (place >= 0) usual[place] = image[slot]!;
  usual[program.clock.dt] = 1 / stepsPerYear;
  const { warm } = solver.solve(image, stepsPerYear);
  const lanes = startMachine(program);
  for (const [place, value] of usual.entries()) lanes.fill(place, value);
  return { usual, arms, base: searchBase(lanes, warm, machine.pattern) };
}

/** Rounded as when a scenario sets a parameter, so that a draw has the same bits on every way. */
function drawnPlaces(sample: Sample, { program }: Experiment, { placeOf }: LaneProgram): DrawnPlace[] {
  return sample.parameters.flatMap(({ name, over, unit, values }, parameter) =>
    program.variables.get(name)!.slots.flatMap((slot, i) => {
      const place = placeOf[slot]!;
      const times = over.length === 0 ? 1 : values[i]! / unit.factor;
      return place < 0 ? [] : [{ place, parameter, times, factor: unit.factor }];
    }),
  );
}
