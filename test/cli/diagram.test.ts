import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, txSim } from './tx-sim.ts';

const draw = (cwd: string, ...args: string[]) => txSim(cwd, ['model', 'diagram', ...args]);

describe('model diagram', () => {
  it('writes the overview, the pathway of people and the loops, over an earlier picture', () => {
    const earlier = '<?xml version="1.0"?>\n<!-- made by tx-sim model diagram -->\n<svg/>';
    const folder = folderWith({ 'diagrams/people.svg': earlier });
    const { code, out, err } = draw(folder);
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe('Wrote diagrams/overview.svg\nWrote diagrams/people.svg\nWrote diagrams/loops.svg\n');
    const drawn = readdirSync(join(folder, 'diagrams')).map(f =>
      readFileSync(join(folder, 'diagrams', f), 'utf8'),
    );
    expect(drawn).toHaveLength(3);
    for (const svg of drawn) {
      expect(svg).toMatch(/^<\?xml .*\n<!-- made by tx-sim model diagram -->\n<svg /);
      expect(svg.length).toBeGreaterThan(10 * earlier.length);
    }
  });

  it('draws one sector to one file', () => {
    const folder = folderWith({});
    const { code, out } = draw(folder, '--sector', 'workforce', '--out', 'pictures/staff.svg');
    expect([code, out]).toEqual([0, 'Wrote pictures/staff.svg\n']);
    expect(readFileSync(join(folder, 'pictures/staff.svg'), 'utf8')).toContain('Workforce: stocks, flows');
  });

  it('gives the graph as JSON, and writes nothing unless a place is named', () => {
    const folder = folderWith({});
    const { code, out } = draw(folder, '--sector', 'work', '--json');
    expect(code).toBe(0);
    const { schemaVersion, hash, pictures, loops } = JSON.parse(out);
    expect(schemaVersion).toBeTypeOf('number');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(pictures[0].nodes.map((n: { id: string }) => n.id)).toContain('standards');
    const standards = loops.find((l: { name: string }) => l.name === 'R4');
    expect(standards.rings[0]).toMatchObject({ through: 'standards_follow_practice', polarity: '+' });
    expect(readdirSync(folder)).toEqual(['areas']);
  });

  it('knows no other sector, and names the nearest', () => {
    const { code, err } = draw(folderWith({}), '--sector', 'workfroce');
    expect(code).toBe(2);
    expect(err).toContain(
      'the model has no sector "workfroce" [cli/unknown-sector]\n  did you mean workforce?',
    );
  });

  it('replaces nothing that it did not draw, and then writes nothing at all', () => {
    const folder = folderWith({ 'diagrams/people.svg': '<svg>mine</svg>' });
    const { code, err } = draw(folder);
    expect(code).toBe(2);
    expect(err).toContain(
      'cannot write diagrams/people.svg: what is there was not drawn by tx-sim [cli/out]',
    );
    expect(readdirSync(join(folder, 'diagrams'))).toEqual(['people.svg']);
    expect(readFileSync(join(folder, 'diagrams/people.svg'), 'utf8')).toBe('<svg>mine</svg>');
  });
});
