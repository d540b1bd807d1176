import type { ClaimResults, Trial } from '../claims/try-claim.ts';
import { verdictOf } from '../claims/verdict.ts';
import type { Comparison } from '../comparison/compare-ensemble.ts';
import { spreadOutcome } from '../comparison/outcome-spread.ts';
import type { Spread } from '../comparison/spread.ts';
import type { OutcomeTable } from '../outcome/outcome-table.ts';
import type { LockedRow, Numbers } from './lock.ts';
import { WHOLE } from './lock.ts';

/** What came of a scenario. */
export interface Results {
  /** At the usual values, by year. */
  readonly whole: OutcomeTable;
  /** Of draws, where any were taken. */
  readonly comparison?: Comparison;
  readonly claim?: ClaimResults;
}

/** Every published number of a scenario: rows in the order of the model's outcomes and of the scenario's arms. */
export function makeNumbers({ whole, comparison, claim }: Results): Pick<Numbers, 'columns' | 'rows'> {
  return {
    columns: {
      usual: [WHOLE, ...whole.windows.map(w => w.name)],
      draws: [
        'low',
        'median',
        'high',
        'low of the difference',
        'median of the difference',
        'high of the difference',
        'better',
        'same',
        'worse',
      ],
      claim: ['left side', 'right side'],
      trials: ['held', 'of', 'failed'],
    },
    rows: [
      ...usualRows(whole),
      ...(comparison ? drawnRows(comparison) : []),
      ...(claim ? claimRows(claim) : []),
    ],
  };
}

/** What stands in the detail is held over the whole run alone: its years would double the size of a lock. */
const usualRows = ({ arms, rows }: OutcomeTable): LockedRow[] =>
  rows.flatMap(({ spec, overall, byWindow }) =>
    arms.map(({ name }, a) => ({
      part: 'usual' as const,
      name: spec.name,
      arm: name,
      values: [overall[a]!, ...(spec.table === 'detail' ? [] : byWindow[a]!)],
    })),
  );

function drawnRows({ ensemble, sound, failed }: Comparison): LockedRow[] {
  const arms = ensemble.experiment.arms.map(a => a.name);
  const counts: LockedRow = {
    part: 'trials',
    name: 'draws that gave a result',
    arm: '',
    values: [sound.length, ensemble.sample.draws, failed],
  };
  const rows = ensemble.outcomes.flatMap(({ name }, o) => {
    const spread = spreadOutcome(ensemble, sound, o);
    return arms.map((arm, a): LockedRow => {
      const own = ends(spread.arms[a]!);
      const beside = a === 0 ? undefined : spread.beside[a - 1]!;
      const { better, same, worse } = beside?.counted ?? {};
      const counted = better === undefined ? [] : [better, same!, worse!];
      return {
        part: 'draws',
        name,
        arm,
        values: beside ? [...own, ...ends(beside.difference), ...counted] : own,
      };
    });
  });
  return [counts, ...rows];
}

const ends = ({ low, median, high }: Spread): number[] => [low, median, high];

function claimRows(results: ClaimResults): LockedRow[] {
  const { claim, usual, cases, ends: hangsOn, turned, grid, draws } = results;
  const ofTrial = (tried: string, trial: Trial): LockedRow[] =>
    (['holdsIf', 'also'] as const).flatMap(kind =>
      trial[kind].map(({ left, right }, t) => ({
        part: 'claim' as const,
        name: `${tried}: ${claim[kind][t]!.spec.test.value}`,
        arm: '',
        values: [left, right],
      })),
    );
  const ofTrials = (name: string, trials: readonly Trial[]): LockedRow[] => {
    if (trials.length === 0) return [];
    const sound = trials.filter(t => t.failed === undefined);
    const held = sound.filter(t => t.holds).length;
    return [{ part: 'trials', name, arm: '', values: [held, sound.length, trials.length - sound.length] }];
  };
  const { word } = verdictOf(results);
  return [
    ...ofTrials(`claim over draws`, draws),
    ...ofTrials('claim over the grid', grid.flat()),
    ...ofTrials(`claim: ${word}`, [usual]),
    ...ofTrial('usual values', usual),
    ...cases.flatMap(({ label, trial }) => ofTrial(label, trial)),
    ...hangsOn.flatMap(({ parameter, low, high }) => [
      ...ofTrial(`${parameter.name} low`, low),
      ...ofTrial(`${parameter.name} high`, high),
    ]),
    ...(turned ? ofTrial('turned', turned) : []),
  ];
}
