import type { Measure } from '../../src/fit/fit-spec.ts';
import { IN_ALCOHOL_TREATMENT } from './simulated-record.ts';

/** A published series beside what the model makes of it. */
export interface Shown {
  readonly series: string;
  readonly label: string;
  readonly what: Measure;
  /** Given: a share in %, which is compared as it is; numbers of people are set to the level of the year before. */
  readonly over?: Measure;
}

/** A single authority. Its scenario has an arm without the change first, and one with it second. */
export interface SingleCase {
  readonly scenario: string;
  /** The last year before the change can show: its published number sets the level, and the years after it are judged. */
  readonly level: number;
  readonly lines: readonly Shown[];
}

const of = (outcome: string, ...group: readonly string[]): Measure => ({
  outcome,
  of: new Map(group.length > 0 ? [['group', group]] : []),
});
const shareOf = (group: string, outcome: string): Pick<Shown, 'what' | 'over'> => ({
  what: of(outcome, group),
  over: of('in_treatment', group),
});
const alcohol = (authority: string): Shown => ({
  series: `${authority}_alcohol`,
  label: 'In treatment for alcohol',
  what: IN_ALCOHOL_TREATMENT,
});

export const SINGLE_CASES: readonly SingleCase[] = [
  { scenario: 'devon', level: 2012, lines: [alcohol('devon')] },
  {
    scenario: 'oxfordshire',
    level: 2013,
    lines: [
      alcohol('oxfordshire'),
      {
        series: 'oxfordshire_opiate_completing',
        label: 'Opiate, completing',
        ...shareOf('opiate', 'people_leaving_completing'),
      },
      {
        series: 'oxfordshire_non_opiate_completing',
        label: 'Non-opiate, completing',
        ...shareOf('non_opiate', 'people_leaving_completing'),
      },
    ],
  },
  {
    scenario: 'barnet-2015',
    level: 2014,
    lines: [
      { series: 'barnet_in_treatment', label: 'In treatment', what: of('in_treatment') },
      { series: 'barnet_completing', label: 'Leaving, completed', what: of('people_leaving_completing') },
      {
        series: 'barnet_transferring',
        label: 'Leaving, transferred',
        what: of('people_leaving_transferring'),
      },
      {
        series: 'barnet_opiate_completing',
        label: 'Opiate, completed and not back',
        ...shareOf('opiate', 'completions_kept'),
      },
    ],
  },
];
