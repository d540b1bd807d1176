import { expect, it } from 'vitest';
import { expectSameAlone } from './draw-alone.ts';
import { folderWith, SHORT, txSim } from './tx-sim.ts';

it('run --draw gives the numbers that compare has written of it', () => expectSameAlone());

it.each([
  [['--draw', '9', '--draws', '9'], '--draw needs a whole number from 0 to 8, found "9"'],
  [['--draw', 'first'], '--draw needs a whole number from 0 to 999, found "first" [cli/draw]'],
  [['--sampling', 'sobol'], '--sampling goes with --draw [cli/sampling]'],
  [['--noise'], '--noise goes with --draw [cli/noise]'],
])('run refuses %j', (args, told) => {
  const { code, out, err } = txSim(folderWith({ 's.yaml': SHORT }), ['run', 's.yaml', ...args]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(told);
});
