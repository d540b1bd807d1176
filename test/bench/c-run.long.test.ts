import { describe, expect, it } from 'vitest';
import { runLanes } from '../../src/ensemble/lanes/lane-run.ts';
import { differences } from '../run/lanes-of.ts';
import { hasAvx2, noCompiler } from './c-compiler.ts';
import type { CWidth } from './c-math.ts';
import { compileRuns } from './c-run.ts';
import { compileCommon, NOTHING_KNOWN, ring, SIR, STEPS_PER_YEAR, startCommon } from './models.ts';

const YEARS = 2;
const widths: readonly CWidth[] = noCompiler() ? [] : hasAvx2() ? [1, 2, 4] : [1, 2];

describe.skipIf(widths.length === 0).each(widths)('a run in C with %i numbers to an instruction', width => {
  it.each([
    ['an epidemic', SIR],
    ['a ring of stocks', ring(12)],
  ])('%s has the bits of our lanes, other values in each', async (_, model) => {
    const program = compileCommon(model);
    const outcomes = [...program.model.outcomes.values()];
    const machine = startCommon(program, YEARS);
    const { lanes, placeOf } = machine.program;
    for (const { slot } of program.stocks)
      for (let l = 0; l < lanes; l++) machine.memory[placeOf[slot]! * lanes + l]! += l / 7;
    const instant = machine.memory.slice();
    const value = (slot: number, l: number): number => {
      const place = placeOf[slot]!;
      return place < 0 ? Number.NaN : instant[place * lanes + l]!;
    };
    const request = {
      program,
      stepsPerYear: STEPS_PER_YEAR,
      steps: YEARS * STEPS_PER_YEAR,
      inputs: new Set<number>(),
      known: NOTHING_KNOWN,
      outcomes,
    };
    const runs = await compileRuns(request, { lanes, value }, [{ alike: [] }], width);
    const [inC] = runs.run(1).results;
    runs.remove();
    const ours = runLanes(machine, { alike: [] });
    expect(differences(inC!.byYear, ours.byYear)).toEqual([]);
    expect(differences(inC!.overall, ours.overall)).toEqual([]);
    expect(inC!.broken).toEqual(ours.broken);
    expect(ours.byYear[0]).not.toBe(ours.byYear[1]);
  });
});
