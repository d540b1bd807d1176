import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { startPool } from '../../src/cli/work/draw-workers.ts';
import { fitRuns } from '../../src/fit/fit-problem.ts';
import { folderWith } from '../cli/tx-sim.ts';
import { runHere, smallFit } from './run-fit.ts';

const scriptOf = (file: string): URL => pathToFileURL(resolve(file));
const WORKER = scriptOf('dist/draw-worker.mjs');
const DYING = scriptOf('test/cli/dying-worker.mjs');
const N = 50;

const pointsOf = (generation: number): Float64Array =>
  Float64Array.from({ length: 2 * N }, (_, i) => Math.sin(i + 1000 * generation));

/** The densities of some generations, one after the other on the same workers. */
async function densities(workers: number, script = WORKER): Promise<Float64Array[]> {
  const fit = smallFit({});
  const pool = startPool(fit, workers, script);
  try {
    const { evaluate } = fitRuns(fit, pool.run);
    const all: Float64Array[] = [];
    for (const generation of [0, 1, 2]) all.push(await evaluate(pointsOf(generation), N));
    return all;
  } finally {
    pool.close();
  }
}

/** The same on this thread. */
async function here(): Promise<Float64Array[]> {
  const { evaluate } = runHere(smallFit({}));
  return [await evaluate(pointsOf(0), N), await evaluate(pointsOf(1), N), await evaluate(pointsOf(2), N)];
}

describe('a fit on workers', { timeout: 60_000 }, () => {
  afterEach(() => {
    delete process.env['DIED'];
  });

  it('has the same bits on one, two and seven, generation after generation', async () => {
    const expected = await here();
    expect(expected.flatMap(d => [...d]).every(Number.isFinite)).toBe(true);
    for (const workers of [1, 2, 7]) expect(await densities(workers)).toEqual(expected);
  });

  it('has the same bits when a worker dies', async () => {
    const mark = join(folderWith({}), 'died');
    process.env['DIED'] = mark;
    expect(await densities(2, DYING)).toEqual(await here());
    expect(existsSync(mark)).toBe(true);
  });

  it('ends when every worker dies of the same block', async () => {
    await expect(densities(2, DYING)).rejects.toThrow('a worker stopped');
  });
});
