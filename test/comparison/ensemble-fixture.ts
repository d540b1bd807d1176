import type { CheckedParameter } from '../../src/check/checked.ts';
import { columnStart, type DrawFailure, type Ensemble } from '../../src/ensemble/ensemble.ts';
import type { OutcomeSpec } from '../../src/model/spec.ts';
import type { Experiment } from '../../src/scenario/experiment.ts';

/** By arm, then by year, then by draw. */
export type Numbers = readonly (readonly (readonly number[])[])[];

/** An ensemble from small numbers; what a test does not care about is filled in. */
export interface EnsembleParts {
  readonly arms: readonly string[];
  readonly outcomes: readonly { readonly spec: OutcomeSpec; readonly values: Numbers }[];
  /** By parameter, the value of each draw. */
  readonly parameters?: Readonly<Record<string, readonly number[]>>;
  /** Parameters of the model that an arm sets. */
  readonly set?: readonly string[];
  readonly failures?: readonly DrawFailure[];
}

const place = { file: 'model.yaml', line: 1, column: 1, length: 1 };

/** A parameter from 0 to 1 that somebody assumed. */
export const parameter = (name: string): CheckedParameter =>
  ({
    kind: 'parameter',
    name,
    over: [],
    unit: { factor: 1 },
    values: [0.5],
    drawn: {},
    spec: {
      name,
      place,
      unit: { value: 'fraction', place },
      range: [0, 1],
      status: 'assumption',
      distribution: 'triangular',
    },
  }) as unknown as CheckedParameter;

const nameOf = (label: string): string => label.toLowerCase().replaceAll(' ', '_');

export function ensembleOf({
  arms,
  outcomes,
  parameters = {},
  set = [],
  failures = [],
}: EnsembleParts): Ensemble {
  const years = outcomes[0]!.values[0]!.length;
  const draws = outcomes[0]!.values[0]![0]!.length;
  const drawn = Object.keys(parameters).map(parameter);
  const values = new Float64Array(arms.length * outcomes.length * (years + 1) * draws);
  const shape = { arms: arms.length, outcomes: outcomes.length, windows: years, draws };
  for (const [o, outcome] of outcomes.entries())
    for (const [a, byYear] of outcome.values.entries()) {
      for (const [w, year] of byYear.entries()) values.set(year, columnStart(shape, a, o, w));
      values.set(wholeRun(outcome.spec, byYear), columnStart(shape, a, o));
    }
  return {
    experiment: experimentOf(arms, years, [...drawn, ...set.map(parameter)]),
    sample: {
      parameters: drawn,
      draws,
      values: Float64Array.from(Object.values(parameters).flat()),
    },
    sampling: 'random',
    noise: false,
    outcomes: outcomes.map(o => o.spec),
    windows: Array.from({ length: years }, (_, y) => ({
      name: `${2016 + y}/${17 + y}`,
      fromStep: 52 * y,
      toStep: 52 * (y + 1),
    })),
    values,
    failures,
  };
}

function wholeRun({ summary }: OutcomeSpec, byYear: readonly (readonly number[])[]): number[] {
  return byYear[0]!.map((_, k) => {
    const years = byYear.map(year => year[k]!);
    const total = years.reduce((a, b) => a + b, 0);
    if (summary === 'last') return years.at(-1)!;
    return summary === 'average' ? total / years.length : total;
  });
}

function experimentOf(
  labels: readonly string[],
  years: number,
  known: readonly CheckedParameter[],
): Experiment {
  const arms = labels.map(label => ({ name: nameOf(label), label }));
  return {
    arms,
    stepsPerYear: 52,
    steps: 52 * years,
    area: { area: 'Testshire', period: '2016/17' },
    program: {
      model: {
        variables: new Map(known.map(p => [p.name, p])),
        appraisals: new Map(),
        correlated: new Map(),
        spec: {},
      },
    },
    spec: {
      file: 'test.yaml',
      title: 'A test',
      question: 'Which?',
      notes: [],
      start: { year: 2016, month: 4, day: 1 },
      end: { year: 2016 + years, month: 4, day: 1 },
      horizon: years,
      stepsPerYear: 52,
      seed: 'test',
      beside: [],
      tolerances: [],
      expect: [],
      arms: arms.map(arm => ({
        ...arm,
        funding: [],
        commissioning: [],
        workforce: [],
        services: [],
        practices: [],
        drivers: [],
        parameters: [],
      })),
    },
  } as unknown as Experiment;
}
