import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyOfPackage } from './copy-of-package.ts';

describe('a package', { timeout: 240_000 }, () => {
  const { folder, run, steady } = copyOfPackage();

  it('gives the same results without its packed model and areas, every digit', () => {
    const both = () => [steady(), run('explain', 'waiting', '--json')];
    const packed = both();
    const parts = ['dist/treatment-model.bin', 'dist/treatment-whole.bin', 'dist/areas'];
    for (const part of parts) rmSync(join(folder, part), { recursive: true });
    expect(both()).toEqual(packed);
    for (const part of parts) cpSync(part, join(folder, part), { recursive: true });
  });

  it('runs what its model files say, not what was packed of them before', () => {
    const before = JSON.parse(steady());
    const file = join(folder, 'src/model/treatment/2e-mortality.yaml');
    const text = readFileSync(file, 'utf8');
    const edited = text.replace('value: 0.003', 'value: 0.0031');
    expect(edited).not.toBe(text);
    writeFileSync(file, edited);
    const after = JSON.parse(steady());
    expect(after.hashes.model).not.toBe(before.hashes.model);
    expect(after.outcomes).not.toEqual(before.outcomes);
  });
});
