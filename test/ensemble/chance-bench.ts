import { prepareEngine } from '../../src/arms/run-arms.ts';
import { chanceMachine } from '../../src/ensemble/noise/chance-machine.ts';
import { luckKeys } from '../../src/ensemble/noise/placed-chance.ts';
import { simulate } from '../../src/run/simulate.ts';
import { compileText } from '../run/canonical.ts';

/** A model given as text in which chance decides, to be run in one draw after the other. */
export class ChanceBench {
  readonly program;
  private readonly wanted: readonly number[];
  private readonly stepsPerYear: number;
  private readonly engine;
  private readonly chance;
  /** The first instant as is to be expected. */
  private readonly start: Float64Array;

  constructor(text: string, wanted: readonly string[], stepsPerYear: number, seed = 'a test') {
    this.program = compileText(text, wanted, true);
    this.wanted = wanted.flatMap(name => this.program.variables.get(name)!.slots);
    this.stepsPerYear = stepsPerYear;
    this.engine = prepareEngine(this.program);
    this.start = this.engine.solver.solve(this.program.image, stepsPerYear).values;
    this.chance = chanceMachine(this.engine, luckKeys(seed, this.program.chance!), stepsPerYear);
  }

  /** Values of the wanted cells, step by step, of one draw; what goes wrong fails. */
  run(draw: number, steps: number): readonly (readonly number[])[] {
    return this.simulate(this.chance.machine, this.chance.begin(draw, this.start), steps);
  }

  /** The same as is to be expected. */
  expected(steps: number): readonly (readonly number[])[] {
    return this.simulate(this.engine.machine, this.start, steps);
  }

  private simulate(machine: typeof this.engine.machine, start: Float64Array, steps: number) {
    const { wanted: record, stepsPerYear } = this;
    const { series, fault } = simulate(machine, { start, stepsPerYear, steps, changes: [], record });
    if (fault) throw new Error(`${fault.name}, step ${fault.step}: ${fault.value}`);
    return record.map((_, r) => Array.from({ length: steps + 1 }, (_, s) => series[s * record.length + r]!));
  }
}

/** Mean and variance, and how far off each is by chance, usually. */
export function spread(values: readonly number[]) {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const apart = values.map(v => (v - mean) * (v - mean));
  const variance = apart.reduce((a, b) => a + b, 0) / (n - 1);
  const fourth = apart.reduce((a, b) => a + b * b, 0) / n;
  return {
    mean,
    variance,
    ofMean: Math.sqrt(variance / n),
    ofVariance: Math.sqrt((fourth - variance * variance) / n),
  };
}

export const covariance = (a: readonly number[], b: readonly number[]): number => {
  const [meanOfA, meanOfB] = [spread(a).mean, spread(b).mean];
  return a.reduce((sum, x, i) => sum + (x - meanOfA) * (b[i]! - meanOfB), 0) / (a.length - 1);
};
