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

  it('sets equal arms apart by nothing, and draws the same whatever arms and workers run, and other numbers under another seed', () => {
    const twins = SHORT.replace('arms:\n', 'arms:\n  also_now: {}\n');
    const folder = folderWith({ 's.yaml': twins });
    const compare = (...more: string[]) =>
      JSON.parse(txSim(folder, ['compare', 's.yaml', ...DRAWS, '--json', ...more]).out);
    const usual = compare();
    for (const o of usual.outcomes) {
      const { low, high, draws } = o.arms.as_now.difference;
      if (o.arms.as_now.value.count > 0) expect([o.name, low, high]).toEqual([o.name, 0, 0]);
      if (draws) expect([draws.better, draws.worse]).toEqual([0, 0]);
    }
    const deathsOf = ({ outcomes }: typeof usual): number =>
      outcomes.find((o: { name: string }) => o.name === 'deaths').arms.cut.value.mean;
    const deaths = ['--only', 'deaths'];
    expect(deathsOf(compare(...deaths, '--arms', 'cut,as_now', '--workers', '1'))).toBe(deathsOf(usual));
    expect(deathsOf(compare(...deaths, '--seed', 'another'))).not.toBe(deathsOf(usual));
  });
});

describe('tx-sim batch', () => {
  it('gives as JSON what it tells of every scenario below a folder', () => {
    const folder = folderWith({
      's/good.yaml': SHORT.replace('areas/', '../areas/'),
      's/deep/bad.yaml': SHORT.replace('areas/', '../../areas/').replace('20%', '200%'),
    });
    const { scenarios } = JSON.parse(txSim(folder, ['batch', 's', ...DRAWS, '--json']).out);
    expect(scenarios.map((s: { scenario: string; ok: boolean }) => [s.scenario, s.ok])).toEqual([
      ['s/deep/bad.yaml', false],
      ['s/good.yaml', true],
    ]);
    expect(scenarios[0].diagnostics[0].place.line).toBe(11);
  });
});

describe('tx-sim sweep', () => {
  const folder = (): string => folderWith({ 's.yaml': SHORT });
  const CUT = 'arms.cut.funding.1.cut=0.5%..40%/2';

  it('counts draws in each cell where they are asked for', () => {
    const { out } = txSim(folder(), ['sweep', 's.yaml', '--vary', CUT, '--draws', '8', '--json']);
    const { cells, draws } = JSON.parse(out);
    expect(draws).toBe(8);
    for (const { ahead, same, failed } of cells) expect(ahead.as_now + ahead.cut + same + failed).toBe(8);
    expect(cells.map((c: { at: string[] }) => c.at)).toEqual([['0.5%'], ['40%']]);
  });
});
