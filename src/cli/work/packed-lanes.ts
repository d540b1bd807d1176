import { writeFileSync } from 'node:fs';
import { serialize } from 'node:v8';
import type { Program } from '../../compile/program.ts';
import { armsProgram } from '../../ensemble/arms-side-by-side.ts';
import { type DrawnExperiment, programOfAll, programOfAny, serve } from '../../ensemble/draw-plan.ts';
import type { LaneProgram } from '../../ensemble/lanes/lane-program.ts';
import type { MeasuredOutcome } from '../../outcome/lower-outcome.ts';
import type { Experiment } from '../../scenario/experiment.ts';
import { shippedFile } from '../disk/files.ts';
import { packedKey, readKeyed } from '../load/packed-model.ts';

const ARMS = shippedFile('dist/treatment-arms.bin');
const DRAWS = shippedFile('dist/treatment-draws.bin');

/** Scenarios step by the week, unless they say otherwise. */
const STEPS_PER_YEAR = 52;

/**
 * Years of arms in draws from which on a program of their own is worth making: a year takes it 0.2 milliseconds and the
 * packed one 0.3, and making it a second.
 */
const MANY_YEARS = 10_000;

interface PackedLanes {
  /** Of the program that it was made from. */
  readonly key: string;
  readonly lanes: LaneProgram;
}

/** Compiles beforehand what runs arms, and draws, of the shipped model side by side: working it out takes longer than they do. */
export function writePackedLanes(program: Program): void {
  const write = (file: string, lanes: LaneProgram): void => {
    const packed: PackedLanes = { key: packedKey(program)!, lanes };
    writeFileSync(file, serialize(packed));
  };
  write(ARMS, armsProgram(program, STEPS_PER_YEAR));
  write(DRAWS, programOfAny(program, STEPS_PER_YEAR));
}

/** @returns undefined where the experiment has another model or step than what was packed, or nothing was */
export const readPackedArms = (experiment: Experiment): LaneProgram | undefined =>
  readLanes(ARMS, experiment);

/**
 * A program for draws of experiments with the same clock: the one that was packed for any, or where they are many, one
 * made for them. Either gives the same bits.
 */
export function programForDraws(
  all: readonly DrawnExperiment[],
  outcomes: readonly MeasuredOutcome[],
): LaneProgram {
  const { experiment } = all[0]!;
  const packed = yearsOf(all) < MANY_YEARS ? readLanes(DRAWS, experiment) : undefined;
  return packed ? serve(packed, experiment, outcomes) : programOfAll(all, outcomes);
}

const yearsOf = (all: readonly DrawnExperiment[]): number =>
  all.reduce(
    (sum, { experiment: { arms, steps, stepsPerYear }, sample }) =>
      sum + (sample.draws * arms.length * steps) / stepsPerYear,
    0,
  );

function readLanes(file: string, { program, stepsPerYear }: Experiment): LaneProgram | undefined {
  const key = packedKey(program);
  if (key === undefined || stepsPerYear !== STEPS_PER_YEAR) return undefined;
  return readKeyed<PackedLanes>(file, key)?.lanes;
}
