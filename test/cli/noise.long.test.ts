import { expect, it } from 'vitest';
import { folderWith, SHORT, txSim } from './tx-sim.ts';

it('tx-sim compare --noise gives the same whatever workers there are, and sets equal arms apart by exactly nothing', () => {
  const twins = SHORT.replace('arms:\n', 'arms:\n  also_now: {}\n');
  const folder = folderWith({ 's.yaml': twins });
  const [one, three] = ['1', '3'].map(workers =>
    txSim(folder, ['compare', 's.yaml', '--draws', '40', '--noise', '--workers', workers, '--json']),
  );
  expect({ code: one!.code, err: one!.err }).toEqual({ code: 0, err: '' });
  expect(three!.out).toBe(one!.out);
  const { draws, outcomes } = JSON.parse(one!.out);
  expect(draws).toMatchObject({ asked: 40, counted: 40, failed: 0, noise: true });
  for (const o of outcomes) {
    const { low, high } = o.arms.as_now.difference;
    if (o.arms.as_now.value.count > 0) expect([o.name, low, high]).toEqual([o.name, 0, 0]);
  }
  const deaths = outcomes.find((o: { name: string }) => o.name === 'deaths').arms.as_now.value;
  expect(deaths.high).toBeGreaterThan(deaths.low);
});
