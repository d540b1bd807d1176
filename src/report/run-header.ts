import type { Hashes } from '../lock/lock.ts';
import { type CalendarDate, MONTHS, WEEKS_PER_YEAR } from '../scenario/calendar.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { type Block, countOf, entry, gap, heading, text } from './blocks.ts';

const COLUMN = 11;
const SHORT = 12;

/** What was run: the question, then the facts. */
export const headerBlocks = (experiment: Experiment, hashes: Hashes, draws?: string): Block[] => [
  ...questionBlocks(experiment),
  gap,
  ...factBlocks(experiment, hashes, draws),
];

export const questionBlocks = ({ spec }: Experiment): Block[] => [
  heading(spec.title),
  ...(spec.question === undefined ? [] : [text(spec.question)]),
];

/**
 * The area and its year, the clock, the arms, an appraisal that was chosen, and the hashes that pin all of it.
 *
 * @param draws how parameters were drawn, where they were
 */
export function factBlocks(experiment: Experiment, hashes: Hashes, draws?: string): Block[] {
  const { spec, area, program } = experiment;
  const { start, horizon, stepsPerYear } = spec;
  // Of a scenario's arms perhaps not all are run.
  const arms = experiment.arms.map(({ name }) => spec.arms.find(arm => arm.name === name)!);
  const appraisal = spec.appraisal && program.model.appraisals.get(spec.appraisal.value)?.spec;
  const reference = arms.length > 1 ? ' (the others are set beside it)' : '';
  return [
    entry('Area', `${area.area}, figures of ${area.period}`, COLUMN),
    entry(
      'Run',
      `from ${printDate(start)} for ${countOf(horizon, 'year')}, in steps of ${printStep(stepsPerYear)}`,
      COLUMN,
    ),
    ...arms.map(({ label, doc }, a) => {
      const said = label + (a === 0 ? reference : '');
      return entry(a === 0 ? 'Arms' : '', doc === undefined ? said : `${said}: ${doc}`, COLUMN);
    }),
    ...(appraisal ? [entry('Appraisal', `${appraisal.label}: ${appraisal.doc}`, COLUMN)] : []),
    ...(draws === undefined ? [] : [entry('Draws', draws, COLUMN)]),
    entry(
      'Hashes',
      Object.entries(hashes)
        .map(([part, hash]) => `${part} ${shortHash(hash)}`)
        .join(', '),
      COLUMN,
    ),
  ];
}

/** As much of a hash as a page shows. */
export const shortHash = (hash: string): string => hash.slice(0, SHORT);

/** `1 April 2016`. */
const printDate = ({ year, month, day }: CalendarDate): string => `${day} ${MONTHS[month - 1]} ${year}`;

function printStep(stepsPerYear: number): string {
  const days = (7 * WEEKS_PER_YEAR) / stepsPerYear;
  return days === 7 ? 'a week' : days === 1 ? 'a day' : `${Number(days.toFixed(2))} days`;
}
