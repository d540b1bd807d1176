import { column, type Ensemble } from '../ensemble/ensemble.ts';
import type { OutcomeSpec } from '../model/spec.ts';
import { type Counted, countSides } from './sides.ts';
import { ofDraws } from './sound-draws.ts';
import { type Spread, spreadOf } from './spread.ts';

/** An arm beside the first, draw by draw. */
export interface Beside {
  /** Arm less the first arm, in the outcome's unit. */
  readonly difference: Spread;
  /** Draws in which the arm is better; undefined where neither way is good. */
  readonly counted: Counted | undefined;
}

/** One outcome over a window or the whole run. */
export interface OutcomeSpread {
  readonly spec: OutcomeSpec;
  /** By arm. */
  readonly arms: readonly Spread[];
  /** By arm, the first left out. */
  readonly beside: readonly Beside[];
}

/**
 * An outcome of an ensemble: by arm, and beside the first arm.
 *
 * @param sound the draws that count
 * @param outcome by place
 * @param window which window; absent: the whole run
 */
export function spreadOutcome(
  ensemble: Ensemble,
  sound: Uint32Array,
  outcome: number,
  window?: number,
): OutcomeSpread {
  const spec = ensemble.outcomes[outcome]!;
  const byArm = ensemble.experiment.arms.map((_, a) => ofDraws(column(ensemble, a, outcome, window), sound));
  const [first, ...others] = byArm;
  return {
    spec,
    arms: byArm.map(spreadOf),
    beside: others.map(values => ({
      difference: spreadOf(values.map((x, i) => x - first![i]!)),
      counted: spec.better === 'neither' ? undefined : countSides(values, first!, spec.better),
    })),
  };
}
