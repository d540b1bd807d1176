import { runArms } from '../../arms/run-arms.ts';
import { compareEnsemble } from '../../comparison/compare-ensemble.ts';
import type { Pair } from '../../comparison/lead.ts';
import { sideOf } from '../../comparison/sides.ts';
import { Faults } from '../../diagnostics/diagnostic.ts';
import { measureOutcomes, slotsToRecord } from '../../outcome/measure-outcomes.ts';
import type { SweepCell } from '../../report/sweep-map.ts';
import type { Experiment } from '../../scenario/experiment.ts';
import { resolveScenario } from '../../scenario/resolve-scenario.ts';
import type { ScenarioSpec } from '../../scenario/scenario.ts';
import { chooseArms } from '../load/choose-compared.ts';
import type { Asked, Compared } from './compare-scenario.ts';
import { runEnsemble } from './run-ensemble.ts';

const NONE = { ahead: [0, 0], same: 0, low: Number.NaN, median: Number.NaN, high: Number.NaN } as const;

/**
 * A way to measure any scenario of a grid.
 *
 * @param asked no draws: one run at the usual values
 */
export function prepareCells(
  { experiment: { area, program } }: Compared,
  asked: Asked,
  pair: Pair,
): (spec: ScenarioSpec | undefined) => Promise<SweepCell> {
  return async spec => {
    const faults = new Faults();
    const whole = spec && resolveScenario(spec, area, program, faults);
    if (!whole) {
      const fault = faults.all.find(d => d.severity === 'error')?.message ?? 'it cannot be read';
      return { ...NONE, failed: asked.draws, fault };
    }
    const experiment = chooseArms(asked.options.arms, whole);
    return asked.draws > 0 ? measureDraws(experiment, asked, pair) : measureOnce(experiment, asked, pair);
  };
}

async function measureDraws(
  experiment: Experiment,
  { options, draws, sampling, outcomes, workers, deciding, engine }: Asked,
  pair: Pair,
): Promise<SweepCell> {
  const noise = options.noise === true;
  const request = { draws, sampling, outcomes, noise, ...(workers !== undefined && { workers }) };
  const ensemble = await runEnsemble(experiment, request, engine);
  const { contest, failed } = compareEnsemble(ensemble, deciding.name, pair);
  if (!contest) return { ...NONE, failed, fault: 'no draw gave a result' };
  const { ahead, same, difference } = contest.years.at(-1)!;
  const { low, median, high } = difference;
  return { ahead, same, low, median, high, failed };
}

function measureOnce(experiment: Experiment, { deciding, engine }: Asked, [first, second]: Pair): SweepCell {
  const record = slotsToRecord(experiment.program);
  const runs = runArms(experiment, record, engine);
  const bad = runs.find(r => !r.start.converged || r.result.fault);
  if (bad)
    return {
      ...NONE,
      failed: 1,
      fault: bad.result.fault ? `${bad.result.fault.name} goes wrong` : 'no steady start',
    };
  const { rows } = measureOutcomes(experiment, runs, record, { window: 'year' });
  const { overall } = rows.find(r => r.spec.name === deciding.name)!;
  const [a, b] = [overall[first]!, overall[second]!];
  const side = sideOf(b, a, deciding.spec.better === 'lower' ? 'lower' : 'higher');
  const difference = b - a;
  return {
    ahead: [side === -1 ? 1 : 0, side === 1 ? 1 : 0],
    same: side === 0 ? 1 : 0,
    low: difference,
    median: difference,
    high: difference,
    failed: 0,
  };
}
