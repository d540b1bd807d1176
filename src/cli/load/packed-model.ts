import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { CheckedEquation, CheckedModel, CheckedVariable } from '../../check/checked.ts';
import { unitReader } from '../../check/units.ts';
import {
  type ProgramEquations,
  type ProgramParts,
  packProgram,
  unpackProgram,
} from '../../compile/pack-program.ts';
import type { Program } from '../../compile/program.ts';
import type { ModelSpec } from '../../model/spec.ts';
import { canonicalText } from '../../report/canonical.ts';
import { planRuns } from '../../run/machine.ts';
import { shippedFile } from '../disk/files.ts';
import { version } from '../disk/version.ts';
import { hashText, readModelFiles } from './model-files.ts';

/**
 * The shipped model, checked and compiled, in files that are written when the package is built: reading them takes
 * a fiftieth of the time that making them takes. They hold for the very texts that they were made from; where a model
 * file was edited, or the files are missing or written by another version, everything is made anew.
 */
interface Packed {
  readonly key: string;
  readonly hash: string;
  /** Its variables are without their equations. */
  readonly model: Omit<CheckedModel, 'readUnit'>;
  readonly parts: ProgramParts;
}

/** Apart, as a run that has its compiled code does not look at an equation. */
interface PackedEquations {
  readonly ofProgram: ProgramEquations;
  /** By variable, as the model has them. */
  readonly ofVariables: ReadonlyMap<string, CheckedEquation['equations']>;
}

/** The program of which every variable can be read; its variables have the places that they have in the other. */
interface PackedWhole {
  readonly key: string;
  readonly parts: Omit<ProgramParts, 'variables'>;
  /** Serialized `ProgramEquations`: names and equations are not looked at where values are enough. */
  readonly equations: Uint8Array;
}

const PACKED = shippedFile('dist/treatment-model.bin');
const EQUATIONS = shippedFile('dist/treatment-equations.bin');
const WHOLE = shippedFile('dist/treatment-whole.bin');

/** Names the texts that a packed model was made from, and what it was made with. */
function keyOfTexts(): string {
  const hash = createHash('sha256').update(version);
  for (const { file, text } of readModelFiles()) hash.update(`\0${file}\0`).update(text);
  return hash.digest('hex');
}

/**
 * @param program for the outcomes
 * @param whole of the same model, for every variable
 * @returns the program for the outcomes as it will be read: with what its runs need
 */
export function writePacked(program: Program, whole: Program): Program {
  const { readUnit, ...model } = program.model;
  const planned = withPlan(program);
  const { parts, equations } = packProgram(planned);
  const { variables, ofVariables } = withoutEquations(model.variables);
  const packedEquations: PackedEquations = { ofProgram: equations, ofVariables };
  const key = keyOfTexts();
  const packed: Packed = { key, hash: hashModel(model.spec), model: { ...model, variables }, parts };
  writeFileSync(EQUATIONS, serialize(packedEquations));
  writeFileSync(WHOLE, serialize(packWhole(key, whole)));
  writeFileSync(PACKED, serialize(packed));
  keys.set(planned, key);
  return planned;
}

function packWhole(key: string, whole: Program): PackedWhole {
  const { parts, equations } = packProgram(withPlan(whole));
  const { variables, ...rest } = parts;
  return { key, parts: rest, equations: serialize(equations) };
}

const withPlan = (program: Program) => ({ ...program, plan: planRuns(program) });

/** @returns the program for the outcomes; undefined where nothing was packed, or of other texts */
export function readPacked(): Program | undefined {
  const packed = readKeyed<Packed>(PACKED, keyOfTexts());
  if (!packed) return undefined;
  let found: PackedEquations | undefined;
  const equations = (): PackedEquations => (found ??= deserialize(readFileSync(EQUATIONS)));
  for (const [name, variable] of packed.model.variables)
    if (isEquation(variable))
      Object.defineProperty(variable, 'equations', {
        get: () => equations().ofVariables.get(name),
        enumerable: true,
      });
  const model = { ...packed.model, readUnit: unitReader(packed.model.spec) };
  knownHashes.set(model.spec, packed.hash);
  const program = unpackProgram(packed.parts, model, () => equations().ofProgram);
  keys.set(program, packed.key);
  return program;
}

/** What names the program for the outcomes that was packed, and what was worked out with it beforehand; undefined for any other. */
export const packedKey = (program: Program): string | undefined => keys.get(program);

/** @returns the program for every variable of a packed model; undefined as for it */
export function readPackedWhole(program: Program): Program | undefined {
  const { model, variables } = program;
  const packed = readKeyed<PackedWhole>(WHOLE, packedKey(program)!);
  return packed && unpackProgram({ ...packed.parts, variables }, model, () => deserialize(packed.equations));
}

/** What was packed in a file of `dist` under a key; undefined where there is nothing, or of another key. */
export function readKeyed<T extends { readonly key: string }>(file: string, key: string): T | undefined {
  try {
    const packed: T = deserialize(readFileSync(file));
    return packed.key === key ? packed : undefined;
  } catch {
    return undefined;
  }
}

const isEquation = (v: CheckedVariable): v is CheckedEquation => v.kind === 'auxiliary' || v.kind === 'flow';

function withoutEquations(all: CheckedModel['variables']) {
  const variables = new Map(all);
  const ofVariables = new Map<string, CheckedEquation['equations']>();
  for (const [name, variable] of all)
    if (isEquation(variable)) {
      const { equations, ...rest } = variable;
      variables.set(name, rest as CheckedVariable);
      ofVariables.set(name, equations);
    }
  return { variables, ofVariables };
}

const keys = new WeakMap<Program, string>();
const knownHashes = new WeakMap<ModelSpec, string>();

/** SHA-256 of a model's content. */
export const hashModel = (spec: ModelSpec): string => knownHashes.get(spec) ?? hashText(canonicalText(spec));
