import { type ArmRun, type Engine, runFrom, solveStarts } from '../../arms/run-arms.ts';
import type { Faults } from '../../diagnostics/diagnostic.ts';
import { measureSideBySide } from '../../ensemble/arms-side-by-side.ts';
import { measureOutcomes, slotsToRecord } from '../../outcome/measure-outcomes.ts';
import type { OutcomeTable } from '../../outcome/outcome-table.ts';
import type { RunFacts } from '../../report/caveats.ts';
import type { Experiment } from '../../scenario/experiment.ts';
import { refuseBadStart, refuseBrokenRun } from '../tell/broken-run.ts';
import { readPackedArms } from './packed-lanes.ts';

/** What came of an experiment. */
export interface Ran {
  readonly runs: readonly RunFacts[];
  readonly measure: (window: 'year' | 'quarter', dimension?: string) => OutcomeTable;
}

/**
 * Runs every arm. Outcomes by year come of arms side by side; where more is asked for, or something has to be told of a
 * run, arms run one by one with every step recorded: the same bits.
 *
 * @param byYear whether nothing but outcomes by year will be measured
 * @throws BadInput or BrokenRun where a start is not found, or a run stops being believable
 */
export function runExperiment(
  experiment: Experiment,
  engine: Engine,
  faults: Faults,
  { byYear }: { readonly byYear: boolean },
): Ran {
  const starts = solveStarts(experiment, engine);
  refuseBadStart(experiment, starts, faults);
  const lanes = byYear ? readPackedArms(experiment) : undefined;
  const years = lanes && measureSideBySide(experiment, starts, lanes);
  if (years)
    return { runs: starts.map(s => ({ ...s, result: { capped: new Map() } })), measure: () => years };
  const record = slotsToRecord(experiment.program);
  return measureRuns(experiment, runFrom(starts, experiment, record, engine), record);
}

/** What comes of runs that were recorded. @throws BrokenRun where one stopped being believable */
export function measureRuns(experiment: Experiment, runs: readonly ArmRun[], record: readonly number[]): Ran {
  refuseBrokenRun(experiment, runs);
  return {
    runs,
    measure: (window, by) =>
      measureOutcomes(experiment, runs, record, { window, ...(by !== undefined && { by }) }),
  };
}
