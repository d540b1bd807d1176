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
const SET = '{parameters: {handoff_loss: {value: 0.2, reason: a test}}}';
const RETENDER =
  '{commissioning: [{retender: access, to: one new provider, notice: 2016-05, start: 2017-04}]}';

const read = (arms: Readonly<Record<string, string>>) =>
  readScenario(scenario(arms, { horizon: '2 years' }), 's.yaml', new Faults(), () => undefined)!;

it('one program for several scenarios and areas gives each the numbers that its own would give', () => {
  const experiments = (
    [
      [{ as_now: '{}', cut: CUT }, 'barnet'],
      [{ as_now: '{}', cut: CUT }, 'england-average'],
      [{ as_now: '{}', set: SET, retender: RETENDER }, 'barnet'],
    ] as const
  ).map(([arms, area]) => resolveScenario(read(arms), readAreaFile(area), program, new Faults())!);
  const only = ['in_treatment', 'deaths', 'spend_per_person'];
  const outcomes = [...program.model.outcomes.values()].filter(o => only.includes(o.name));
  const shared = programOfAll(
    experiments.map(experiment => ({
      experiment,
      sample: sampleParameters(program.model, experiment.spec, 1, 'random'),
    })),
    outcomes,
  );
  for (const experiment of experiments) {
    const own = drawAll(experiment, DRAWS, { only });
    expect(own.failures).toEqual([]);
    expect(drawAll(experiment, DRAWS, { only, shared }).values).toEqual(own.values);
  }
});
