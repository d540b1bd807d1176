import type { Course, FitResult, FittedLine, FittedParameter } from '../fit/fit-result.ts';
import { LEAST_ESS, R_HAT_AIM, R_HAT_NEARLY } from '../fit/search/convergence.ts';
import { type Block, bullets, capital, countOf, gap, heading, joinWords } from './blocks.ts';
import { whole } from './draw-shares.ts';
import { words } from './labels.ts';
import { plain } from './numbers.ts';

/** A parameter that is narrowed by less than this is one of which the data say nothing. */
const LEAST_NARROWED = 0.1;

/** A fraction as a percentage, with a decimal where it is small. */
export const percent = (share: number): string =>
  Number.isFinite(share) ? `${plain(100 * share, Math.abs(share) < 0.0995 ? 1 : 0)}%` : '–';

export const isTold = ({ narrowed }: FittedParameter): boolean => narrowed >= LEAST_NARROWED;

/** What a fit comes to: how well it tells the record, what the data say nothing about, and whether it can be relied on. */
export function fitSentences(result: FitResult): string[] {
  return [
    ...unsettledSentence(result),
    ...recordSentences(result.lines),
    ...tellingSentences(result.parameters),
  ];
}

function unsettledSentence({ parameters }: FitResult): string[] {
  const { rHat } = worstOf(parameters);
  return rHat < R_HAT_NEARLY
    ? []
    : ['The chains have not settled: the estimates and their intervals are a first guess, and no more.'];
}

/** `The simulation is 2.1% off the 61 published numbers of 7 fitted series …` */
function recordSentences(lines: readonly FittedLine[]): string[] {
  const fitted = lines.filter(l => l.fitted && l.measures.points > 0);
  const points = fitted.reduce((n, l) => n + l.measures.points, 0);
  if (points === 0) return ['No published number stands beside the simulation.'];
  const over = (of: (line: FittedLine) => number): number =>
    fitted.reduce((sum, l) => sum + l.measures.points * of(l), 0) / points;
  const [best, worst] = [fitted.toSorted(byError)[0]!, fitted.toSorted(byError).at(-1)!];
  const told = ({ label, measures }: FittedLine): string => `“${label}” (${percent(measures.mape)})`;
  return [
    `The simulation is ${percent(over(l => l.measures.mape))} off the ${countOf(points, 'published number')} of ${countOf(fitted.length, 'fitted series', 'fitted series')}, on average${best === worst ? '' : `: least on ${told(best)}, most on ${told(worst)}`}.`,
    ...toldOf(coverageSentence(fitted, () => 'these numbers')),
  ];
}

const toldOf = (sentence: string | undefined): string[] => (sentence === undefined ? [] : [sentence]);

const byError = (a: FittedLine, b: FittedLine): number => a.measures.mape - b.measures.mape;

/** Of fewer numbers a share says nothing of the intervals. */
const LEAST_FOR_VERDICT = 10;

/**
 * `Of 20 published numbers 60% lie where 90% of the predictions do.`, and that it is too few where chance hardly explains
 * it: two standard errors of a share. Lines without an allowed error say nothing of it; undefined where there are no
 * others.
 *
 * @param told what to call that many published numbers
 */
export function coverageSentence(
  lines: readonly Pick<FittedLine, 'allowsError' | 'measures'>[],
  told: (points: number) => string,
): string | undefined {
  const allowing = lines.filter(l => l.allowsError && l.measures.points > 0);
  const points = allowing.reduce((n, l) => n + l.measures.points, 0);
  if (points === 0) return undefined;
  const within = allowing.reduce((sum, l) => sum + l.measures.points * l.measures.within90, 0) / points;
  const isTooFew = points >= LEAST_FOR_VERDICT && within < 0.9 - 2 * Math.sqrt((0.9 * 0.1) / points);
  return `Of ${told(points)} ${percent(within)} lie where 90% of the predictions do.${isTooFew ? ' That is too few: the intervals are too narrow.' : ''}`;
}

function tellingSentences(parameters: readonly FittedParameter[]): string[] {
  const silent = parameters.filter(p => !isTold(p));
  const most = parameters.toSorted((a, b) => b.narrowed - a.narrowed)[0];
  const all = countOf(parameters.length, 'parameter');
  return [
    silent.length === 0
      ? `The data say something about each of ${all}.`
      : `The data say nothing about ${silent.length} of ${all}, which stay where their priors put them: ${joinWords(silent.map(p => words(p.name)))}.`,
    ...(most && isTold(most)
      ? [
          `They say most about ${words(most.name)}: its spread is ${percent(most.narrowed)} narrower than its prior.`,
        ]
      : []),
  ];
}

/** Posteriors that lean on an end of their prior, each with what that means. */
export function boundWarnings(parameters: readonly FittedParameter[]): string[] {
  return parameters.flatMap(({ name, bound }) =>
    bound === undefined
      ? []
      : [
          `${capital(words(name))} leans on the ${bound} end of its prior: more than a tenth of its draws lie in the outermost 2% of the prior. Either the prior is wrong, or it makes up for something that the model lacks.`,
        ],
  );
}

/** Whether the searches agree and the chains have settled, in plain words. */
export function convergenceBlocks({ parameters, course, draws }: FitResult): Block[] {
  return [
    heading('Whether it has settled'),
    bullets([startsSentence(course), ...chainSentences(parameters, draws), effortSentence(course)]),
    gap,
  ];
}

function startsSentence({ starts, agreeing }: Course): string {
  const { length } = starts;
  if (length < 2) return 'There was one search: nothing says whether another would end elsewhere.';
  return agreeing === length
    ? `All ${length} searches, from different starts, ended at the same fit.`
    : `${agreeing} of ${length} searches ended at the best fit, the others elsewhere. There may be better fits that none has found.`;
}

function chainSentences(parameters: readonly FittedParameter[], draws: number): string[] {
  const { rHat, worth, rHatOf, worthOf } = worstOf(parameters);
  if (Number.isNaN(rHat) || Number.isNaN(worth))
    return [`${capital(countOf(draws, 'draw'))}: too few to tell whether the chains agree.`];
  const told = `R-hat is at most ${plain(rHat, 3)} (${words(rHatOf)})`;
  const agree =
    rHat < R_HAT_AIM
      ? `The chains agree: ${told}.`
      : rHat < R_HAT_NEARLY
        ? `The chains nearly agree: ${told}, and ${R_HAT_AIM} or less is what one aims for.`
        : `The chains do not agree: ${told}, where ${R_HAT_NEARLY} is the most that can be used. More evaluations are needed.`;
  const enough =
    worth >= LEAST_ESS
      ? 'enough for the ends of the intervals.'
      : `fewer than the ${LEAST_ESS} that the ends of intervals need.`;
  return [
    agree,
    `The ${whole(draws)} draws are worth ${whole(Math.round(worth))} independent ones where they are worth least (${words(worthOf)}): ${enough}`,
  ];
}

function effortSentence({ accepted, evaluations, failed }: Course): string {
  const lost =
    failed === 0
      ? 'every run came out'
      : `${whole(failed)} of the runs did not come out, and count as impossible`;
  return `${countOf(evaluations, 'evaluation')}; ${percent(accepted)} of the chains’ steps were accepted; ${lost}.`;
}

/** The worst of all parameters. */
function worstOf(parameters: readonly FittedParameter[]) {
  const worth = ({ mixing }: FittedParameter): number => Math.min(mixing.bulkEss, mixing.tailEss);
  // One that never moved has no R-hat, and is the worst.
  const apart = parameters.reduce((a, b) =>
    a.mixing.rHat >= b.mixing.rHat || Number.isNaN(a.mixing.rHat) ? a : b,
  );
  const least = parameters.reduce((a, b) => (worth(a) <= worth(b) || Number.isNaN(worth(a)) ? a : b));
  return { rHat: apart.mixing.rHat, rHatOf: apart.name, worth: worth(least), worthOf: least.name };
}
