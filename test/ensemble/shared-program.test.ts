import { expect, it } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { programOfAll, programOfAny, serve } from '../../src/ensemble/draw-plan.ts';
import { sampleParameters } from '../../src/ensemble/sample-parameters.ts';
import type { Experiment } from '../../src/scenario/experiment.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { resolveScenario } from '../../src/scenario/resolve-scenario.ts';
import { program, readAreaFile, scenario } from '../treatment/bench.ts';
import { drawAll } from './draw-all.ts';

const DRAWS = 13;
/** The experiment that has a program of its own, too. */
const OWN = 2;
const CUT = '{funding: [{cut: 20%, from: 2016-05}]}';
const SET = '{parameters: {handoff_loss: {value: 0.2, reason: a test}}}';
const RETENDER =
  '{commissioning: [{retender: access, to: one new provider, notice: 2016-05, start: 2017-04}]}';

const read = (arms: Readonly<Record<string, string>>) =>
  readScenario(scenario(arms, { horizon: '2 years' }), 's.yaml', new Faults(), () => undefined)!;

it('one program for several scenarios and areas, or for any, gives each the numbers that its own would give', () => {
  const experiments = (
    [
      [{ as_now: '{}', cut: CUT }, 'barnet'],
      [{ as_now: '{}', cut: CUT }, 'england-average'],
      [{ as_now: '{}', set: SET, retender: RETENDER }, 'barnet'],
    ] as const
  ).map(([arms, area]) => resolveScenario(read(arms), readAreaFile(area), program, new Faults())!);
  const only = ['in_treatment', 'deaths', 'spend_per_person'];
  const outcomes = [...program.model.outcomes.values()].filter(o => only.includes(o.name));
  const programOf = (all: readonly Experiment[]) =>
    programOfAll(
      all.map(experiment => ({
        experiment,
        sample: sampleParameters(program.model, experiment.spec, DRAWS, 'random'),
      })),
      outcomes,
    );
  const any = programOfAny(program, experiments[0]!.stepsPerYear);
  const shared = programOf(experiments);
  for (const [e, experiment] of experiments.entries()) {
    const ofAny = drawAll(experiment, DRAWS, { only, shared: serve(any, experiment, outcomes) });
    expect(ofAny.failures).toEqual([]);
    expect(drawAll(experiment, DRAWS, { only, shared }).values).toEqual(ofAny.values);
    // One is enough: they are of one kind.
    if (e === OWN) {
      const own = programOf([experiment]);
      expect(own.slotCount).toBeLessThan(shared.slotCount);
      expect(drawAll(experiment, DRAWS, { only, shared: own }).values).toEqual(ofAny.values);
    }
  }
});
