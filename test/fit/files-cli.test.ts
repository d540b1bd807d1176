import { expect, test } from 'vitest';
import { folderWith, SHORT, txSim } from '../cli/tx-sim.ts';

const HASH = 'a1'.repeat(32);
const POSTERIOR = `fit: "England"
years: "2009/10 to 2018/19"
seed: "e"
hashes: {model: ${HASH}, scenario: ${HASH}, area: ${HASH}, series: ${HASH}}
settings: {}
convergence: {}
parameters: [{name: time_exponent, unit: fraction}]
draws: ["1 0.3", "1 0.4"]
`;

test('a run with parameters of a fit warns of another model, and its folder runs again as it stands', () => {
  const folder = folderWith({
    's.yaml': SHORT.replace('arms:', 'parameters_from: fits/p.yaml\narms:'),
    'fits/p.yaml': POSTERIOR,
  });
  const first = txSim(folder, ['run', 's.yaml', '--out', 'o', '--json']);
  expect(first.code).toBe(0);
  const { fit, hashes, warnings } = JSON.parse(first.out);
  expect(fit).toMatchObject({ title: 'England', file: 'fits/p.yaml', medians: { time_exponent: 0.35 } });
  expect(warnings).toEqual(['the parameters of fits/p.yaml were fitted with another model than this one']);
  const again = txSim(folder, ['run', 'o/scenario.resolved.yaml', '--json']);
  expect(JSON.parse(again.out).hashes).toEqual(hashes);
});
