import { cellNames, cellsOf } from '../check/checked.ts';
import type { RunResult } from '../run/simulate.ts';
import type { StartReport } from '../run/solve-start.ts';
import { findFigure } from '../scenario/area/figure.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { takenFromFit } from '../scenario/posterior/fitted.ts';
import { capital, countOf, joinWords } from './blocks.ts';
import { elementLabel, words } from './labels.ts';
import { figures } from './numbers.ts';

/** What a caveat may come from in one arm's run. */
export interface RunFacts {
  readonly arm: { readonly name: string };
  readonly start: StartReport;
  /** Slot values at the start. */
  readonly values: Float64Array;
  readonly result: Pick<RunResult, 'capped'>;
}

/**
 * What has to be said beside any result on a named authority: what it is not, and what its numbers are of.
 *
 * @param draws how many draws of all parameters were taken besides
 */
export function caveats(experiment: Experiment, runs: readonly RunFacts[], draws = 0): string[] {
  const { area, program } = experiment;
  const { money } = program.model.spec;
  const scaled = [...program.model.variables.values()].filter(
    v => v.kind === 'figure' && findFigure(area, v.name)?.section === 'scaled',
  );
  const fitted = fromFit(experiment, draws);
  return [
    'Illustrative: it shows what the model’s mechanisms imply. It is no forecast, and no real provider is meant.',
    `The figures of ${area.area} are those of ${area.period}${money ? `; pounds are those of ${money.priceYear}, with inflation taken out` : ''}.`,
    ...(scaled.length > 0
      ? [`Scaled from England, and not ${area.area}’s own: ${joinWords(scaled.map(v => words(v.name)))}.`]
      : []),
    ...fitted,
    draws > 0
      ? `Draws take each ${fitted.length > 0 ? 'other ' : ''}parameter by itself${groupsOf(program)}, from a range that is mostly ours: they show what the answer hangs on, and no chances.`
      : 'A single run carries no uncertainty: each parameter stands at one value of its range.',
    ...partOfYear(experiment),
    ...closures(experiment, runs),
  ];
}

/** Parameters that the scenario takes from a fit. */
function fromFit({ spec, program }: Experiment, draws: number): string[] {
  const count = takenFromFit(program.model, spec).length;
  if (!spec.fitted || count === 0) return [];
  const { title, years, file } = spec.fitted.value;
  const fit = `the fit “${title}” of ${years} (${file})`;
  return [
    draws > 0
      ? `${countOf(count, 'parameter')} drawn from ${fit}: in each draw all of them from one row.`
      : `${countOf(count, 'parameter')} taken from ${fit}: a plain run has their medians, a draw one row.`,
  ];
}

/** Parameters that are not drawn by themselves: `, but for 5 in 2 groups (…)`. */
function groupsOf({ model }: Experiment['program']): string {
  const groups = [...model.correlated.values()];
  if (groups.length === 0) return '';
  const members = groups.reduce((n, g) => n + g.members.length, 0);
  return `, but for ${members} in ${countOf(groups.length, 'group')} (${joinWords(groups.map(g => words(g.name)))})`;
}

/** Tables are of whole financial years; what a run has beyond them is told. */
function partOfYear({ spec }: Experiment): string[] {
  const whole = Math.floor(spec.horizon);
  if (whole === spec.horizon) return [];
  return [
    `The run lasts ${spec.horizon} years; the tables are of its ${countOf(whole, 'whole financial year')}.`,
  ];
}

/** Unknowns that the start could only meet by a negative value, each with what that means. */
function closures({ program }: Experiment, runs: readonly RunFacts[]): string[] {
  const [first] = runs;
  if (!first) return [];
  const out: string[] = [];
  for (const v of program.model.variables.values()) {
    if (v.kind !== 'solved' || !v.spec.closure) continue;
    const { slots } = program.variables.get(v.name)!;
    const negative = cellsOf(v.over).flatMap((cell, i) =>
      first.values[slots[i]!]! < 0 ? [cellNames(v.over, cell).map(elementLabel).join(' ')] : [],
    );
    if (negative.length > 0)
      out.push(
        `Closure of the start (${words(v.name)} of ${joinWords(negative.filter(Boolean))}): ${v.spec.closure}.`,
      );
  }
  return out;
}

/** What a reader must know before trusting a run: a start that does not fit, moves that emptied a stock within a step. */
export function runWarnings(runs: readonly RunFacts[]): string[] {
  const arms = new Map<string, string[]>();
  for (const run of runs)
    for (const warning of warningsOf(run)) {
      const known = arms.get(warning) ?? [];
      if (known.length === 0) arms.set(warning, known);
      known.push(words(run.arm.name));
    }
  // What is true of every arm is said once, and of none by name.
  return [...arms].map(([warning, names]) =>
    names.length === runs.length ? capital(warning) : `In ${joinWords(names)}, ${warning}`,
  );
}

function warningsOf({ start, result }: RunFacts): string[] {
  const capped = [...result.capped].map(
    ([stock, sum]) => `${words(stock)} (${figures(sum, 2)} times what is there)`,
  );
  return [
    ...(start.converged
      ? []
      : [`the start does not meet all that it is given; furthest off is ${start.worst}.`]),
    ...start.unmet.map(
      ({ name, by }) =>
        `the start misses the figure behind ${name} by ${figures(by)}: nothing in the model can meet it.`,
    ),
    ...start.infeasible.map(
      ({ name, value, least }) =>
        `the start needs ${name} = ${figures(value)}, below the least that makes sense (${figures(least)}).`,
    ),
    ...(capped.length > 0
      ? [
          `more would leave ${joinWords(capped)} within one step than is there; all leave, in proportion. A shorter step avoids it.`,
        ]
      : []),
  ];
}

/** What an evidence count holds, by how well it is known. */
interface Count {
  readonly total: number;
  readonly byStatus: Readonly<Record<string, number>>;
}

/** How well a number is known, as pages say it. */
export const STATUS_WORDS: Readonly<Record<string, string>> = {
  read: 'read',
  'read-secondary': 'read second-hand',
  derived: 'derived',
  recalled: 'recalled',
  assumption: 'assumed',
  fitted: 'fitted',
};

/** `Rests on 120 parameters: 20 read, …; and on 9 figures of the area: …`. */
export function evidenceSentence(evidence: { readonly parameters: Count; readonly figures: Count }): string {
  const told = ({ byStatus }: Count): string =>
    Object.entries(STATUS_WORDS)
      .filter(([status]) => (byStatus[status] ?? 0) > 0)
      .map(([status, word]) => `${byStatus[status]} ${word}`)
      .join(', ');
  const { parameters, figures: given } = evidence;
  return `${countOf(parameters.total, 'parameter')} in play: ${told(parameters)}. ${countOf(given.total, 'figure')} of the area: ${told(given)}.`;
}
