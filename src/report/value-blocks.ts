import type { CheckedPublished } from '../check/checked.ts';
import type { OutcomeTable } from '../outcome/outcome-table.ts';
import type { Experiment } from '../scenario/experiment.ts';
import {
  type Block,
  bullets,
  type Cell,
  capital,
  countOf,
  gap,
  heading,
  joinWords,
  left,
  right,
  type TextTable,
  table,
  text,
  widthOf,
} from './blocks.ts';
import { STATUS_WORDS } from './caveats.ts';
import { armHead } from './labels.ts';
import { figures, styleOf } from './numbers.ts';
import { toneOf } from './outcome-lines.ts';
import { spanOf } from './result-sentences.ts';
import { type Measure, preferenceSentence, scoreArms, tellBest } from './scorecard.ts';
import {
  appraisalOf,
  compareArms,
  type PublishedBeside,
  publishedBeside,
  tellPublished,
} from './value-comparisons.ts';

const LABEL_WIDTH = 34;
const CELL_WIDTH = 17;

/**
 * What each arm is worth beside the first, the published figures that the scenario asks for, and the scorecard;
 * nothing where there is only one arm or the model declares none of it.
 *
 * @param width characters on a line
 */
export function valueBlocks(experiment: Experiment, whole: OutcomeTable, width: number): Block[] {
  if (whole.arms.length < 2) return [];
  return [
    ...comparisonBlocks(experiment, whole),
    ...publishedBlocks(publishedBeside(experiment, whole), whole),
    ...scorecardBlocks(scoreArms(experiment.program.model.scorecard, whole), whole, width),
  ];
}

/** A row for each arm but the first, so that any number of arms fits. */
function comparisonBlocks(experiment: Experiment, whole: OutcomeTable): Block[] {
  const compared = compareArms(experiment, whole);
  if (compared.length === 0) return [];
  const [first, ...others] = whole.arms;
  return [
    heading(`Value beside ${armHead(first!)}, ${spanOf(whole)}`),
    table(
      [left('', LABEL_WIDTH), ...compared.map(c => right(c.comparison.spec.label, CELL_WIDTH))],
      others.map((arm, i) => [{ text: armHead(arm) }, ...compared.map(c => c.arms[i]!.told)]),
    ),
    ...appraisalNote(experiment),
    gap,
  ];
}

/** How results are valued, and how they could be. */
function appraisalNote(experiment: Experiment): Block[] {
  const { appraisals } = experiment.program.model;
  const held = appraisalOf(experiment);
  const others = [...appraisals.keys()].filter(name => name !== held?.spec.name);
  const by = held?.spec.label ?? 'what the scenario sets';
  const asked = others.length > 0 ? `; --appraisal ${joinWords(others, 'or')} values the same otherwise` : '';
  return appraisals.size > 0 ? [text(`Appraisal: ${by}${asked}.`, 'dim')] : [];
}

function publishedBlocks(all: readonly PublishedBeside[], whole: OutcomeTable): Block[] {
  if (all.length === 0) return [];
  const { arms } = whole;
  const rows = all.flatMap(({ published, arms: ours }) =>
    arms.slice(1).map<Cell[]>((arm, i) => {
      const { value, range } = tellPublished(published);
      const named = i === 0 ? [published.spec.label, value, range] : ['', '', ''];
      const own = ours?.[i]?.told ?? { text: 'the run is shorter', tone: 'dim' };
      return [...named.map(t => ({ text: t })), { text: arms.length > 2 ? armHead(arm) : '' }, own];
    }),
  );
  return [
    heading('Beside what others have published'),
    table(
      [
        left('', LABEL_WIDTH),
        right('published', CELL_WIDTH),
        right('range', 24),
        left(''),
        right('here', CELL_WIDTH),
      ],
      rows,
    ),
    bullets(all.map(({ published }) => tellSource(published, whole))),
    gap,
  ];
}

/** Where a published figure comes from, what of ours stands beside it, and why the two need not agree. */
function tellSource({ spec, beside }: CheckedPublished, { windows }: OutcomeTable): string {
  const { label, value, unit, source, status, horizon, differs } = spec;
  const isConverted = unit.value !== beside.spec.unit.value && beside.spec.kind !== 'return';
  const written = isConverted ? `${figures(value.value)} ${unit.value} as published, ` : '';
  const ours = `${beside.spec.label} over ${countOf(horizon ?? windows.length, 'year')}`;
  return `${label} (${written}${STATUS_WORDS[status]}: ${source}). Beside it stands ${ours}. ${differs}`;
}

function scorecardBlocks(measures: readonly Measure[], whole: OutcomeTable, width: number): Block[] {
  if (measures.length === 0) return [];
  const full = scorecardTable(measures, whole, true);
  const { columns, rows } = widthOf(full) <= width ? full : scorecardTable(measures, whole, false);
  return [
    heading(`The whole person: beside ${armHead(whole.arms[0]!)}, ${spanOf(whole)}`),
    table(columns, rows),
    text(preferenceSentence(measures, whole)),
    gap,
  ];
}

/** @param isFull with every arm's difference; where they do not fit, only which arm is best */
function scorecardTable(measures: readonly Measure[], { arms }: OutcomeTable, isFull: boolean): TextTable {
  const others = isFull ? arms.slice(1) : [];
  const columns = [
    left('', LABEL_WIDTH),
    ...others.map(arm => right(armHead(arm), CELL_WIDTH)),
    left('best', 28),
  ];
  const rows: Cell[][] = [];
  for (const [i, { domain, row, noun, differences, best }] of measures.entries()) {
    if (measures[i - 1]?.domain !== domain)
      rows.push([{ text: domain.label, tone: 'strong' }, ...columns.slice(1).map(() => ({ text: '' }))]);
    const style = styleOf(row.spec.unit.value, row.overall);
    const cells = others.map<Cell>((_, a) => {
      const difference = differences[a + 1]!;
      const printed = style.difference(difference);
      return { text: printed, tone: toneOf(printed, difference, row.spec) };
    });
    const name = `  ${capital(noun)}`;
    const holders = tellBest(best, arms.map(armHead));
    const told: Cell = best.length > 0 ? { text: holders } : { text: 'no difference', tone: 'dim' };
    rows.push([{ text: name }, ...cells, told]);
  }
  return { columns, rows };
}
