import type { CheckedParameter } from '../check/checked.ts';
import { column, type Ensemble } from '../ensemble/ensemble.ts';
import type { OutcomeSpec } from '../model/spec.ts';
import { countStatuses, type EvidenceCount } from '../outcome/evidence.ts';
import { type Crossing, findCrossing } from './crossing.ts';
import { followLead, type Pair, type YearLead } from './lead.ts';
import { type OutcomeSpread, spreadOutcome } from './outcome-spread.ts';
import { correlateRanks, ranksOf, reachedByChance } from './rank-correlation.ts';
import { sideOf } from './sides.ts';
import { countFailed, ofDraws, soundDraws } from './sound-draws.ts';

/** What an ensemble says of its arms. */
export interface Comparison {
  readonly ensemble: Ensemble;
  /** The draws that count, in order. */
  readonly sound: Uint32Array;
  readonly failed: number;
  /** Undefined where there is one arm, or no draw that counts. */
  readonly contest: Contest | undefined;
  /** Of the parameters that were drawn. */
  readonly drawn: EvidenceCount;
  /** Parameters that would be drawn if the scenario, or its appraisal, did not set them. */
  readonly set: readonly CheckedParameter[];
}

/** Two arms on the outcome that decides. */
export interface Contest {
  readonly spec: OutcomeSpec;
  readonly pair: Pair;
  /** Every arm on it, over the whole run. */
  readonly whole: OutcomeSpread;
  readonly years: readonly YearLead[];
  readonly crossing: Crossing;
  readonly drivers: Drivers;
}

/** What the answer hangs on. */
export interface Drivers {
  /** Every parameter that was drawn and varies, the strongest first. */
  readonly all: readonly Driver[];
  /** What parameters that do not matter reach, one in twenty of them. */
  readonly byChance: number;
}

export interface Driver {
  readonly parameter: CheckedParameter;
  /** Rank correlation with how far the second of the pair is ahead over the whole run. */
  readonly rank: number;
}

/**
 * Compares the arms of an ensemble.
 *
 * @param deciding an outcome of the ensemble of which one way is good
 * @param pair the arms that are set against each other on it; absent: the last two
 */
export function compareEnsemble(ensemble: Ensemble, deciding: string, pair?: Pair): Comparison {
  const { experiment, sample } = ensemble;
  const sound = soundDraws(ensemble);
  const arms = experiment.arms.length;
  const isContest = arms > 1 && sound.length > 0;
  const drawn = new Set(sample.parameters.map(p => p.name));
  const open = [...experiment.program.model.variables.values()].filter(
    v => v.kind === 'parameter' && v.drawn !== undefined,
  ) as CheckedParameter[];
  return {
    ensemble,
    sound,
    failed: countFailed(ensemble),
    contest: isContest ? contestOf(ensemble, deciding, pair ?? [arms - 2, arms - 1], sound) : undefined,
    drawn: countStatuses(sample.parameters.map(p => p.spec.status)),
    set: open.filter(p => !drawn.has(p.name)),
  };
}

function contestOf(ensemble: Ensemble, deciding: string, pair: Pair, sound: Uint32Array): Contest {
  const outcome = ensemble.outcomes.findIndex(o => o.name === deciding);
  const spec = ensemble.outcomes[outcome]!;
  const lead = followLead(ensemble, outcome, pair, sound);
  return {
    spec,
    pair,
    whole: spreadOutcome(ensemble, sound, outcome),
    years: lead.years,
    crossing: findCrossing(lead),
    drivers: driversOf(ensemble, outcome, pair, sound),
  };
}

function driversOf(ensemble: Ensemble, outcome: number, [first, second]: Pair, sound: Uint32Array): Drivers {
  const { outcomes, sample } = ensemble;
  const better = outcomes[outcome]!.better === 'lower' ? 'lower' : 'higher';
  const beside = column(ensemble, first, outcome);
  // What only rounding tells apart must not be ranked.
  const gained = column(ensemble, second, outcome).map((x, k) => {
    const side = sideOf(x, beside[k]!, better);
    return side === 0 ? 0 : side * Math.abs(x - beside[k]!);
  });
  const known = sound.filter(k => !Number.isNaN(gained[k]!));
  const ranks = ranksOf(ofDraws(gained, known));
  const all = sample.parameters.map((parameter, p): Driver => {
    const values = sample.values.subarray(p * sample.draws, (p + 1) * sample.draws);
    return { parameter, rank: correlateRanks(ranksOf(ofDraws(values, known)), ranks) };
  });
  return {
    all: all.filter(d => !Number.isNaN(d.rank)).sort((a, b) => Math.abs(b.rank) - Math.abs(a.rank)),
    byChance: reachedByChance(known.length, all.length),
  };
}
