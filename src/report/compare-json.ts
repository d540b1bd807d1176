import type { Comparison, Contest } from '../comparison/compare-ensemble.ts';
import type { YearSpread } from '../comparison/crossing.ts';
import type { YearLead } from '../comparison/lead.ts';
import { type Beside, type OutcomeSpread, spreadOutcome } from '../comparison/outcome-spread.ts';
import type { Spread } from '../comparison/spread.ts';
import type { DrawFailure, Ensemble } from '../ensemble/ensemble.ts';
import type { CompareResults } from './compare-results.ts';
import { answerSentences } from './compare-sentences.ts';
import { failureSentence } from './fault-sentence.ts';
import { finite } from './numbers.ts';
import { factsJson, type Tool } from './run-json.ts';

/**
 * All of a comparison as one JSON document. A number that does not exist is null; so is a year that never comes.
 *
 * @param only these outcomes, by name; absent: all
 */
export function compareJson(results: CompareResults, tool: Tool, only?: ReadonlySet<string>): object {
  const { comparison, hashes, evidence, caveats, warnings } = results;
  const { ensemble, sound, failed, contest, drawn, set } = comparison;
  const { experiment, sample, sampling, noise, windows, failures } = ensemble;
  return {
    ...factsJson(experiment, hashes, tool),
    draws: { asked: sample.draws, counted: sound.length, failed, sampling, noise },
    answer: answerSentences(comparison),
    ...(contest && { deciding: contestJson(contest, ensemble) }),
    windows,
    outcomes: outcomesJson(comparison, only),
    parameters: {
      drawn: drawn,
      setByScenario: set.map(p => p.name),
    },
    failures: failures.map(f => failureJson(f, ensemble)),
    evidence,
    caveats,
    warnings,
  };
}

function contestJson({ spec, pair, years, crossing, drivers }: Contest, { experiment }: Ensemble): object {
  const [first, second] = pair.map(a => experiment.arms[a]!.name) as [string, string];
  const yearsJson = ({ low, median, high }: YearSpread): object => ({
    low: finite(low),
    median: finite(median),
    high: finite(high),
  });
  return {
    outcome: spec.name,
    unit: spec.unit.value,
    better: spec.better,
    between: [first, second],
    difference: `${second} less ${first}`,
    byYear: years.map(y =>
      yearJson(
        y,
        [first, second],
        experiment.arms.map(a => a.name),
      ),
    ),
    crossing: {
      years: yearsJson(crossing.years),
      overtaking: Object.fromEntries(
        crossing.overtaking.map(({ draws, years: own }, i) => [
          [first, second][i],
          { draws, years: own ? yearsJson(own) : null },
        ]),
      ),
    },
    hangsOn: {
      reachedByChance: drivers.byChance,
      parameters: drivers.all.map(({ parameter, rank }) => ({
        name: parameter.name,
        rankCorrelation: rank,
        range: parameter.spec.range,
        status: parameter.spec.status,
      })),
    },
  };
}

const yearJson = (
  { year, window, ahead, same, difference, best }: YearLead,
  pair: readonly [string, string],
  arms: readonly string[],
): object => ({
  year,
  window: window.name,
  ahead: { [pair[0]]: ahead[0], [pair[1]]: ahead[1] },
  same,
  difference: spreadJson(difference),
  aheadOfAll: Object.fromEntries(arms.map((name, a) => [name, best[a]])),
});

function outcomesJson({ ensemble, sound }: Comparison, only?: ReadonlySet<string>): object[] {
  const { experiment, windows, outcomes } = ensemble;
  return outcomes.flatMap((spec, o) => {
    const { name, label, doc, unit, table, better, summary } = spec;
    if (only && !only.has(name)) return [];
    const whole = spreadOutcome(ensemble, sound, o);
    const byWindow = windows.map((_, w) => spreadOutcome(ensemble, sound, o, w));
    const arms = experiment.arms.map((arm, a) => [
      arm.name,
      { ...armJson(whole, a), byWindow: byWindow.map(row => armJson(row, a)) },
    ]);
    return [{ name, label, doc, unit: unit.value, table, better, summary, arms: Object.fromEntries(arms) }];
  });
}

/** One arm in one window or the whole run. */
const armJson = ({ arms, beside }: OutcomeSpread, a: number): object => ({
  value: spreadJson(arms[a]!),
  ...(a > 0 && { difference: besideJson(beside[a - 1]!) }),
});

const besideJson = ({ difference, counted }: Beside): object => ({
  ...spreadJson(difference),
  ...(counted && { draws: counted }),
});

const spreadJson = ({ count, mean, meanError, low, median, high }: Spread): object => ({
  count,
  mean: finite(mean),
  meanError: finite(meanError),
  low: finite(low),
  median: finite(median),
  high: finite(high),
});

/** A draw that failed, with all that it takes to see why. */
function failureJson(failure: DrawFailure, { sample, experiment }: Ensemble): object {
  const { draw, arm, fault } = failure;
  return {
    draw,
    arm,
    fault: {
      ...fault,
      value: finite(fault.value),
      ...('lastGood' in fault && { lastGood: finite(fault.lastGood) }),
    },
    told: failureSentence(failure, experiment),
    parameters: Object.fromEntries(
      sample.parameters.map((p, i) => [p.name, sample.values[i * sample.draws + draw]]),
    ),
  };
}
