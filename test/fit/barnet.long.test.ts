import { expect, it } from 'vitest';
import { loadFit } from '../../src/cli/load/load-fit.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { prepareFit } from '../../src/fit/fit-problem.ts';
import { searchFromStarts } from '../../src/fit/search/multistart.ts';
import { engine, program } from '../treatment/bench.ts';
import { runHere } from './run-fit.ts';

it("a short search of three parameters of Barnet's fit finds what is likelier than where they usually are", async () => {
  const { spec, series, experiment } = loadFit('scenarios/fits/barnet.yaml', program, new Faults());
  const some = ['imbalance_carried', 'completion_policy_effect', 'drop_out_settled'];
  const free = spec.free.filter(p => some.includes(p.name));
  expect(free).toHaveLength(some.length);
  const short = runHere(prepareFit({ ...spec, free, experiment, series: [...series.values()] }, engine));
  const { tops } = await searchFromStarts(short.evaluate, {
    seed: 'short',
    dimensions: free.length,
    mostEvaluations: 480,
  });
  const first = await short.evaluate(new Float64Array(free.length), 1);
  expect(tops[0]!.logDensity).toBeGreaterThan(first[0]!);
  expect(short.tally.failed / short.tally.points).toBeLessThan(0.01);
});
