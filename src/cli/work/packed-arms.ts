import { readFileSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { Program } from '../../compile/program.ts';
import { armsProgram } from '../../ensemble/arms-side-by-side.ts';
import type { LaneProgram } from '../../ensemble/lanes/lane-program.ts';
import type { Experiment } from '../../scenario/experiment.ts';
import { shippedFile } from '../disk/files.ts';

const ARMS = shippedFile('dist/treatment-arms.bin');

/** Scenarios step by the week, unless they say otherwise. */
const STEPS_PER_YEAR = 52;

/** Compiles beforehand what runs arms of the shipped model side by side: working it out takes longer than they do. */
export const writePackedArms = (program: Program): void =>
  writeFileSync(ARMS, serialize(armsProgram(program, STEPS_PER_YEAR)));

/** @returns undefined where the experiment has another model or step than what was packed, or nothing was */
export function readPackedArms({ program, stepsPerYear }: Experiment): LaneProgram | undefined {
  // A program that was compiled for this command has other equations.
  if (!program.plan || stepsPerYear !== STEPS_PER_YEAR) return undefined;
  try {
    return deserialize(readFileSync(ARMS));
  } catch {
    return undefined;
  }
}
