import { describe, expect, it } from 'vitest';
import { compileProgram, interpretProgram } from '../../src/run/machine.ts';
import { simulate } from '../../src/run/simulate.ts';
import { prepareStart } from '../../src/run/solve-start.ts';
import { program, resolve, SHIPPED } from '../treatment/bench.ts';
import { expectReferenceOf } from './lanes-of.ts';

const [reference, compiled] = [interpretProgram(program), compileProgram(program)];
/** Whether every bit is the same; element by element would take longer than the runs. */
const sameBits = (a: Float64Array, b: Float64Array): boolean =>
  Buffer.from(a.buffer).equals(Buffer.from(b.buffer));

describe('the compiled program', () => {
  it('solves the same start as the reference interpreter, and runs every slot to the same bits', () => {
    const { arms, stepsPerYear } = resolve(SHIPPED.get('barnet-cut-and-retender')!);
    const record = program.slotNames.map((_, s) => s);
    // Arms begin alike.
    const [slow, fast] = [reference, compiled].map(machine => {
      const start = prepareStart(machine).solve(arms[0]!.image, stepsPerYear).values;
      // Past the change of provider.
      const run = { start, stepsPerYear, steps: 2.25 * stepsPerYear, record };
      return [start, ...arms.map(({ changes }) => simulate(machine, { ...run, changes }).series)];
    }) as [Float64Array[], Float64Array[]];
    expect(fast).toHaveLength(1 + arms.length);
    for (const [i, values] of fast.entries()) expect(sameBits(values, slow[i]!)).toBe(true);
  });
});

describe.each([1, 2, 8])('the treatment model with %i lanes', lanes => {
  it('has in every list the bits of the reference, with other values in each lane', () => {
    expectReferenceOf(program, lanes);
  });
});
