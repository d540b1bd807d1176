import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { type Engine, type KnownStart, prepareEngine } from '../../arms/run-arms.ts';
import type { Program } from '../../compile/program.ts';
import { Faults } from '../../diagnostics/diagnostic.ts';
import { appraiseScenario } from '../../scenario/appraise.ts';
import { resolveScenario } from '../../scenario/resolve-scenario.ts';
import { NATIONAL_FIGURES } from '../disk/area-files.ts';
import { shippedFile } from '../disk/files.ts';
import { version } from '../disk/version.ts';
import { given, untouchedYear } from '../load/load.ts';
import { shippedAreaFiles } from '../load/packed-areas.ts';
import { hashModel, packedKey } from '../load/packed-model.ts';

/** Named by all that decides a start, so that a start of other numbers is never found. */
function fileOf({ model }: Program, image: Float64Array, stepsPerYear: number): string {
  const hash = createHash('sha256').update(`${version} ${hashModel(model.spec)} ${stepsPerYear} `);
  return shippedFile(`dist/starts/${hash.update(image).digest('hex')}.bin`);
}

/**
 * Solves beforehand how the areas that ship with the package start: at the usual values of all parameters, valued as
 * the model has it and by each appraisal. Policies come after the start, so most scenarios of these areas need no other.
 *
 * @param program as it is shipped
 */
export function writePackedStarts(program: Program): void {
  mkdirSync(shippedFile('dist/starts'), { recursive: true });
  const { solver } = prepareEngine(program);
  for (const area of shippedAreaFiles().filter(file => file !== NATIONAL_FIGURES)) {
    const faults = new Faults();
    const usual = untouchedYear(area, program, faults);
    const appraised = [...program.model.appraisals.values()].map(appraisal => {
      const spec = appraiseScenario(usual.spec, appraisal, faults);
      return given(resolveScenario(spec, usual.area, program, faults), faults);
    });
    for (const { arms, stepsPerYear } of [usual, ...appraised])
      for (const { image } of arms) {
        const { values, report } = solver.solve(image, stepsPerYear);
        const start: KnownStart = { values, report };
        writeFileSync(fileOf(program, image, stepsPerYear), serialize(start));
      }
  }
}

/** A program made ready to run, which does not solve again what was solved when the package was built. */
export function shippedEngine(program: Program): Engine {
  if (packedKey(program) === undefined) return prepareEngine(program);
  return prepareEngine(program, (image, stepsPerYear) => {
    try {
      return deserialize(readFileSync(fileOf(program, image, stepsPerYear)));
    } catch {
      return undefined;
    }
  });
}
