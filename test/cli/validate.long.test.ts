import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { txSim } from './tx-sim.ts';

describe('tx-sim validate', { timeout: 240_000 }, () => {
  it('finds nothing wrong with what is shipped', () => {
    const yaml = (folder: string): string[] =>
      readdirSync(folder)
        .filter(f => f.endsWith('.yaml'))
        .map(f => `${folder}/${f}`);
    const files = [
      ...yaml('scenarios'),
      ...yaml('scenarios/areas'),
      ...yaml('scenarios/fits'),
      ...yaml('src/model/treatment'),
    ];
    const { code, out, err } = txSim(process.cwd(), ['validate', ...files]);
    expect(code).toBe(0);
    // Some published series have few points, and chains may not have converged: they say so, and nothing else.
    const warned = [...err.matchAll(/warning: .* \[([\w/-]+)\]$/gm)].map(m => m[1]!);
    const ofFits = ['fit/gap', 'fit/weak-points', 'fit/calendar-years'];
    expect(new Set([...warned, 'fit/not-converged'])).toEqual(new Set([...ofFits, 'fit/not-converged']));
    expect(out.trimEnd().split('\n')).toHaveLength(files.length);
    expect(out).toContain('ok: scenarios/steady.yaml (scenario)\n');
    expect(out).toContain('ok: scenarios/areas/barnet.yaml (area)\n');
    expect(out).toContain('ok: scenarios/areas/authorities.yaml (authorities)\n');
    expect(out).toContain('ok: scenarios/fits/england-series.yaml (series)\n');
    expect(out).toContain('ok: src/model/treatment/2a-people.yaml (model)\n');
  });
});
