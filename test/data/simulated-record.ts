import type { Engine } from '../../src/arms/run-arms.ts';
import type { Sample } from '../../src/ensemble/sample-parameters.ts';
import type { Measure } from '../../src/fit/fit-spec.ts';
import { log } from '../../src/numeric/math.ts';
import { meanOf } from '../../src/numeric/moments.ts';
import type { Experiment } from '../../src/scenario/experiment.ts';
import { simulateMeasures } from './simulate-measures.ts';

/** What scenarios/fits/records/retenders.yaml holds; numbers are logarithms, by year from the start. */
export interface RetenderRecord {
  readonly years: readonly {
    readonly year: number;
    readonly n: number;
    readonly mean: number;
    readonly noise: number;
    readonly drift: number;
  }[];
  readonly covariance: readonly (readonly number[])[];
  /** A change has a year where that is published: up to the last one. */
  readonly changes: readonly { readonly first_year: number; readonly month: number }[];
}

/** The last published year; and the place among the years of the run of the first of the new service. */
const LAST_PUBLISHED = 2018;
const FIRST_OF_RUN = 2;

/** What is published as people in alcohol treatment: with or without non-opiates. */
export const IN_ALCOHOL_TREATMENT: Measure = {
  outcome: 'in_treatment',
  of: new Map([['group', ['alcohol', 'non_opiate_and_alcohol']]]),
};

/**
 * The record as the model makes it: a mean over the same changes, each in the arm that starts in its month and beside
 * the arm without a change in the same draw.
 *
 * @param experiment the first arm has no change; each other one has its start in the third year of the run
 * @returns by draw, then by year of the record; NaN where a run failed
 * @throws Error where no arm starts in the month of a change
 */
export function simulateRecord(
  experiment: Experiment,
  sample: Sample,
  record: RetenderRecord,
  engine: Engine,
): number[][] {
  const people = simulateMeasures(experiment, sample, [IN_ALCOHOL_TREATMENT], engine);
  const armOf = armsByMonth(experiment);
  const years = record.years.map(({ year }) => {
    const published = record.changes.filter(c => c.first_year + year <= LAST_PUBLISHED);
    const without = people(0, 0, FIRST_OF_RUN + year);
    const moves = published.map(c =>
      people(armOf(c.month), 0, FIRST_OF_RUN + year).map((x, k) => log(x / without[k]!)),
    );
    return without.map((_, k) => meanOf(moves.map(own => own[k]!)));
  });
  return Array.from({ length: sample.draws }, (_, k) => years.map(own => own[k]!));
}

/** The place among the arms of the one whose change starts in a month. */
function armsByMonth({ arms, spec }: Experiment): (month: number) => number {
  const months = arms.map(({ name }) => {
    const [change] = spec.arms.find(a => a.name === name)!.commissioning;
    return change?.kind === 'retender' ? change.start.month : undefined;
  });
  return month => {
    const arm = months.indexOf(month);
    if (arm < 0) throw new Error(`no arm of the scenario has a change in month ${month}`);
    return arm;
  };
}
