import { describe, expect, it } from 'vitest';
import { folderWith, SHORT, txSim } from './tx-sim.ts';

const DRAWS = ['--draws', '12'];

/** Beside a folder of scenarios, which is compared at every change. */
describe('tx-sim compare', () => {
  it('compares several files, and ends with a table of all of them', () => {
    const folder = folderWith({
      'a.yaml': SHORT,
      'b.yaml': SHORT.replace('20%', '2%').replace('A short', 'B short'),
    });
    const { code, out } = txSim(folder, ['compare', 'a.yaml', 'b.yaml', ...DRAWS, '--on', 'deaths']);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^A short one\n[\s\S]*\nB short one\n[\s\S]*\nWho is ahead on deaths, any cause, over the whole run\n/,
    );
    expect(out).toMatch(/\na +(As now|Cut 20 %) +\d+ of 12 .*\n +of (As now|Cut 20 %) /);
    const json = JSON.parse(txSim(folder, ['compare', 'a.yaml', 'b.yaml', ...DRAWS, '--json']).out);
    expect(json.comparisons.map((c: { title: string }) => c.title)).toEqual(['A short one', 'B short one']);
  });
});
