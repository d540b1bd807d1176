import type { OutcomeSpec } from '../model/spec.ts';
import type { Window } from '../outcome/outcome-table.ts';
import type { RunFault } from '../run/simulate.ts';
import type { Experiment } from '../scenario/experiment.ts';
import type { Sample, Sampling } from './sample-parameters.ts';

/** What came of every draw of an experiment. Numbers are in the outcomes' own units. */
export interface Ensemble {
  /** At its usual values. */
  readonly experiment: Experiment;
  readonly sample: Sample;
  readonly sampling: Sampling;
  /** Whether people and staff moved as whole ones, by chance. */
  readonly noise: boolean;
  /** In the model's order: all of them, or those that were asked for. */
  readonly outcomes: readonly OutcomeSpec[];
  /** Whole financial years. */
  readonly windows: readonly Window[];
  /**
   * By arm, outcome, window and draw, the last window being the whole run; see `columnStart`. NaN where the draw
   * failed or the outcome has no meaning.
   */
  readonly values: Float64Array;
  readonly failures: readonly DrawFailure[];
}

/** Why a draw has no result. */
export interface DrawFailure {
  readonly draw: number;
  readonly arm: string;
  readonly fault: RunFault | StartFault;
}

/** No steady start meets the area's figures; furthest off is `name`, by `value` beside its size. */
export interface StartFault {
  readonly kind: 'start';
  readonly name: string;
  readonly value: number;
}

/** The sizes of an ensemble's values. */
export interface EnsembleShape {
  readonly arms: number;
  readonly outcomes: number;
  readonly windows: number;
  readonly draws: number;
}

/** Where the numbers of one arm, outcome and window begin, a number for each draw; no window: the whole run. */
export const columnStart = (
  { outcomes, windows, draws }: EnsembleShape,
  arm: number,
  outcome: number,
  window = windows,
): number => ((arm * outcomes + outcome) * (windows + 1) + window) * draws;

export const shapeOf = ({ experiment, outcomes, windows, sample }: Ensemble): EnsembleShape => ({
  arms: experiment.arms.length,
  outcomes: outcomes.length,
  windows: windows.length,
  draws: sample.draws,
});

/** One number for each draw: a view, not a copy. */
export function column(ensemble: Ensemble, arm: number, outcome: number, window?: number): Float64Array {
  const shape = shapeOf(ensemble);
  const at = columnStart(shape, arm, outcome, window);
  return ensemble.values.subarray(at, at + shape.draws);
}
