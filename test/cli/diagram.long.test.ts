import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, txSim } from './tx-sim.ts';

const draw = (cwd: string, ...args: string[]) => txSim(cwd, ['model', 'diagram', ...args]);

describe('model diagram', { timeout: 240_000 }, () => {
  it('draws only the loops where only they are asked for', () => {
    const folder = folderWith({});
    expect(draw(folder, '--loops', '--out', 'loops.svg').code).toBe(0);
    expect(readFileSync(join(folder, 'loops.svg'), 'utf8')).toContain('R1  burnout and vacancies');
  });

  it('says that no feedback passes through a sector where its loops are asked for', () => {
    const { code, err } = draw(folderWith({}), '--sector', 'drivers', '--loops');
    expect(code).toBe(2);
    expect(err).toContain('no feedback loop passes through drivers [cli/no-loops]');
  });

  it('says which sectors can be drawn where one holds nothing', () => {
    const { code, err } = draw(folderWith({}), '--sector', 'loops');
    expect(code).toBe(2);
    expect(err).toContain(
      'loops holds nothing that can be drawn [cli/nothing-to-draw]\n  these do: people, pathway',
    );
  });

  it('refuses a file of the other kind, and a folder that is a file', () => {
    const folder = folderWith({});
    const wrong = draw(folder, '--sector', 'work', '--out', 'work.mmd');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('add --mermaid, or name a file that ends in .svg');
    writeFileSync(join(folder, 'note'), 'a note');
    const file = draw(folder, '--sector', 'work', '--out', 'note');
    expect(file.code).toBe(2);
    expect(file.err).toContain('cannot write note/work.svg');
    expect(readFileSync(join(folder, 'note'), 'utf8')).toBe('a note');
  });

  it('prints Mermaid text, and writes it where a place is named', () => {
    const folder = folderWith({});
    const { code, out } = draw(folder, '--sector', 'hepatitis', '--mermaid');
    expect(code).toBe(0);
    expect(out).toMatch(/^%% made by tx-sim model diagram\n/);
    expect(out).toContain('flowchart LR');
    expect(existsSync(join(folder, 'diagrams'))).toBe(false);
    expect(draw(folder, '--sector', 'hepatitis', '--mermaid', '--out', 'h.mmd').code).toBe(0);
    expect(readFileSync(join(folder, 'h.mmd'), 'utf8')).toBe(out);
  });
});
