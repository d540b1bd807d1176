import type { Program } from '../compile/program.ts';
import type { InputChange } from '../run/simulate.ts';
import type { AreaFile } from './area/figure.ts';
import type { ScenarioSpec } from './scenario.ts';

/** One arm, ready to run: its numbers and its inputs over time. */
export interface ExperimentArm {
  readonly name: string;
  readonly label: string;
  /** Slot values before the start is solved: parameters, figures of the area, inputs at rest. */
  readonly image: Float64Array;
  /** In order of step. */
  readonly changes: readonly InputChange[];
  /** Names of the numbers in the image that decided the changes. */
  readonly read: ReadonlySet<string>;
  /** Slots of the series that its policies write, whether or not they change anything. */
  readonly touched: ReadonlySet<number>;
}

/** A scenario resolved against a model and an area. */
export interface Experiment {
  readonly spec: ScenarioSpec;
  readonly area: AreaFile;
  readonly program: Program;
  readonly arms: readonly ExperimentArm[];
  readonly stepsPerYear: number;
  readonly steps: number;
}
