import { expect, it } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { programOfAll } from '../../src/ensemble/draw-plan.ts';
import { sampleParameters } from '../../src/ensemble/sample-parameters.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { resolveScenario } from '../../src/scenario/resolve-scenario.ts';
import { program, readAreaFile, scenario } from '../treatment/bench.ts';
import { drawAll } from './draw-all.ts';

const DRAWS = 13;
const CUT = '{funding: [{cut: 20%, from: 2016-05}]}';

it('one program for several areas gives each the numbers that its own would give', () => {
  const spec = readScenario(
    scenario({ as_now: '{}', cut: CUT }, { horizon: '2 years' }),
    's.yaml',
    new Faults(),
    () => undefined,
  )!;
  const experiments = ['barnet', 'england-average'].map(
    area => resolveScenario(spec, readAreaFile(area), program, new Faults())!,
  );
  const sample = sampleParameters(program.model, spec, DRAWS, 'random');
  const only = ['in_treatment', 'deaths', 'spend_per_person'];
  const outcomes = [...program.model.outcomes.values()].filter(o => only.includes(o.name));
  const shared = programOfAll(experiments, sample, outcomes);
  for (const experiment of experiments) {
    const own = drawAll(experiment, DRAWS, { only });
    expect(own.failures).toEqual([]);
    expect(drawAll(experiment, DRAWS, { only, shared }).values).toEqual(own.values);
  }
});
