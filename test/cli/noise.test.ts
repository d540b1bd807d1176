import { describe, expect, it } from 'vitest';
import { folderWith, SHORT, txSim } from './tx-sim.ts';

const DRAWS = ['--draws', '20', '--noise'];

describe('tx-sim compare --noise', () => {
  it('gives the same whatever workers there are, and says that people and staff move by chance', () => {
    const folder = folderWith({ 's.yaml': SHORT });
    const [one, three] = ['1', '3'].map(workers =>
      txSim(folder, ['compare', 's.yaml', ...DRAWS, '--workers', workers, '--json']),
    );
    expect({ code: one!.code, err: one!.err }).toEqual({ code: 0, err: '' });
    expect(three!.out).toBe(one!.out);
    expect(JSON.parse(one!.out).draws).toMatchObject({ asked: 20, counted: 20, failed: 0, noise: true });
    const { out } = txSim(folder, ['compare', 's.yaml', ...DRAWS]);
    expect(out.replace(/\s+/g, ' ')).toContain(
      'whole people and staff move by chance, with the same luck in every arm',
    );
  });

  it('sets equal arms apart by exactly nothing in every draw', () => {
    const twins = SHORT.replace(/ {4}funding: .*\n/, '');
    const { out } = txSim(folderWith({ 's.yaml': twins }), ['compare', 's.yaml', ...DRAWS, '--json']);
    const { outcomes } = JSON.parse(out);
    for (const o of outcomes) {
      const { low, high } = o.arms.cut.difference;
      if (o.arms.cut.value.count > 0) expect([o.name, low, high]).toEqual([o.name, 0, 0]);
    }
    const deaths = outcomes.find((o: { name: string }) => o.name === 'deaths').arms.as_now.value;
    expect(deaths.high).toBeGreaterThan(deaths.low);
  });
});
