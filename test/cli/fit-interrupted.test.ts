import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIT_FILES as FILES } from './fit-files.ts';
import { folderWith, txSim } from './tx-sim.ts';

const FIT = ['fit', 'fit.yaml', '--evaluations', '2400'];
const UNFINISHED = 'fit-posterior-unfinished.json';

describe('a fit that is interrupted', { timeout: 120_000 }, () => {
  it('does not go on from what is not there, or is damaged', () => {
    const folder = folderWith(FILES);
    const resume = [...FIT, '--resume'];
    const told = `cannot go on from ${UNFINISHED}: `;
    expect(txSim(folder, resume).err).toContain(`${told}there is no such file or folder`);
    writeFileSync(join(folder, UNFINISHED), '{"key": "a');
    expect(txSim(folder, resume)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`${told}it is damaged`),
    });
    writeFileSync(join(folder, UNFINISHED), 'null');
    expect(txSim(folder, resume).err).toContain(`${told}it is of another fit`);
  });
});

describe('a fit whose draws cannot be written', () => {
  it.each(['/proc/none/p', 's.yaml/p'])('is refused before any run: %s', to => {
    const { code, err } = txSim(folderWith(FILES), ['fit', 'fit.yaml', '--to', `${to}.yaml`]);
    expect(code).toBe(2);
    expect(err).toContain(`cannot write ${to}.yaml`);
  });
});
