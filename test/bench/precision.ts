import { runEnsemble } from '../../src/cli/work/run-ensemble.ts';
import { column } from '../../src/ensemble/ensemble.ts';
import type { Sampling } from '../../src/ensemble/sample-parameters.ts';
import { type Block, left, right, table } from '../../src/report/blocks.ts';
import { deviation } from './measure.ts';
import type { Treatment } from './treatment.ts';

const SAMPLINGS: readonly (readonly [Sampling, name: string])[] = [
  ['random', 'at random'],
  ['latin', 'Latin hypercube'],
  ['sobol', 'Sobol with a shift'],
];
export const JUDGED = ['net_monetary_benefit', 'completions_kept'] as const;
/** How many repeats by number of draws: each with a seed of its own. */
const USUAL = [
  [256, 8],
  [1024, 4],
] as const;
const FULL = [
  [256, 12],
  [1024, 8],
  [4096, 6],
] as const;

/** How exactly the mean difference of big bang from as now is known. */
export interface Precision {
  readonly outcome: string;
  readonly sampling: string;
  readonly draws: number;
  readonly repeats: number;
  /** The standard deviation of the mean difference over the repeats. */
  readonly error: number;
  /** How many random draws would know it as exactly, for each draw: as uncertain as `error` is, which is squared. */
  readonly worth: number;
}

export async function measurePrecision(treatment: Treatment, isFull: boolean): Promise<readonly Precision[]> {
  const found: Precision[] = [];
  for (const [draws, repeats] of isFull ? FULL : USUAL) {
    const byChance = new Map<string, number>();
    for (const [sampling, name] of SAMPLINGS) {
      const means: Summary[][] = [];
      for (let r = 0; r < repeats; r++)
        means.push(await differencesOf(treatment, draws, sampling, `bench-${r}`));
      for (const [o, outcome] of JUDGED.entries()) {
        const error = deviation(means.map(m => m[o]!.mean));
        // Known from all draws, and not only from some means of them.
        if (sampling === 'random')
          byChance.set(
            outcome,
            means.reduce((sum, m) => sum + m[o]!.deviation, 0) / repeats / Math.sqrt(draws),
          );
        const random = byChance.get(outcome)!;
        const worth = (random / error) * (random / error);
        found.push({ outcome, sampling: name, draws, repeats, error, worth });
      }
    }
  }
  return found;
}

interface Summary {
  readonly mean: number;
  readonly deviation: number;
}

/** By judged outcome, over the draws that succeeded in both arms. */
async function differencesOf(
  { experiment, engine, outcomes }: Treatment,
  draws: number,
  sampling: Sampling,
  seed: string,
): Promise<Summary[]> {
  const judged = JUDGED.map(name => outcomes.find(o => o.name === name)!);
  const own = { ...experiment, spec: { ...experiment.spec, seed } };
  const ensemble = await runEnsemble(own, { draws, sampling, outcomes: judged }, engine);
  return judged.map((_, o) => {
    const [asNow, bigBang] = [column(ensemble, 0, o), column(ensemble, 1, o)];
    const differences = [...bigBang].map((x, k) => x - asNow[k]!).filter(d => !Number.isNaN(d));
    const mean = differences.reduce((a, b) => a + b, 0) / differences.length;
    return { mean, deviation: deviation(differences) };
  });
}

export function precisionTable(found: readonly Precision[]): Block {
  const number = (x: number): string => x.toLocaleString('en-GB', { maximumSignificantDigits: 3 });
  return table(
    [
      left('outcome'),
      right('draws'),
      left('drawn'),
      right('repeats'),
      right('standard error'),
      right('a draw is worth'),
    ],
    found.map(p => [
      { text: p.outcome },
      { text: number(p.draws) },
      { text: p.sampling },
      { text: `${p.repeats}` },
      { text: number(p.error) },
      { text: `${number(p.worth)} random` },
    ]),
  );
}
