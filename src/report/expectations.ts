import type { OutcomeRow, OutcomeTable } from '../outcome/outcome-table.ts';
import { type AreaFile, findFigure, listValues } from '../scenario/area/figure.ts';
import { compareDates, dayOfStep } from '../scenario/calendar.ts';
import type { Experiment } from '../scenario/experiment.ts';
import type { Moment } from '../scenario/quantities.ts';
import type { Expectation } from '../scenario/scenario.ts';
import { styleOf } from './numbers.ts';

/** What became of one expectation of a scenario. */
export interface ExpectationResult {
  readonly expectation: Expectation;
  /** NaN when there is no such number. */
  readonly value: number;
  readonly ok: boolean;
  /** One sentence: what was found and what was expected. */
  readonly told: string;
}

/** The published figures that an outcome is measured like, those rounded once; `of: area` compares with their sum. */
const AREA_FIGURES: Readonly<Record<string, string>> = {
  in_treatment: 'people_in_treatment_by_group',
  people_starting: 'new_presentations_by_group',
};

/**
 * Holds a scenario's expectations against what was measured. A financial year is looked up as it stands; a date
 * means the quarter that it falls in, or the year for outcomes that only have a meaning for whole years.
 */
export function checkExpectations(
  experiment: Experiment,
  years: OutcomeTable,
  quarters: OutcomeTable,
): ExpectationResult[] {
  return experiment.spec.expect.map(expectation => {
    const { outcome, arm, at } = expectation;
    const isWholeYears = years.rows.some(r => r.spec.name === outcome.value && r.spec.wholeYears);
    const table = at.kind === 'date' && !isWholeYears ? quarters : years;
    const row = table.rows.find(r => r.spec.name === outcome.value && r.element === undefined);
    const a = table.arms.findIndex(x => x.name === arm);
    const w = table.windows.findIndex(window => holds(window, at, experiment));
    const value = row?.byWindow[a]?.[w] ?? Number.NaN;
    const when = table.windows[w]?.name ?? 'a time that the run does not reach';
    return { expectation, value, ...judge(expectation, row, value, when, experiment.area) };
  });
}

function holds(
  { name, fromStep, toStep }: OutcomeTable['windows'][number],
  at: Moment,
  { spec, stepsPerYear }: Experiment,
): boolean {
  if (at.kind === 'financial_year') return at.name === name;
  const [from, to] = [fromStep, toStep].map(s => dayOfStep(s, spec.start, stepsPerYear)) as [
    ReturnType<typeof dayOfStep>,
    ReturnType<typeof dayOfStep>,
  ];
  return compareDates(from, at.date) <= 0 && compareDates(at.date, to) < 0;
}

function judge(
  { outcome, arm, test }: Expectation,
  row: OutcomeRow | undefined,
  value: number,
  when: string,
  area: AreaFile,
): { readonly ok: boolean; readonly told: string } {
  const who = `${outcome.value} of ${arm} in ${when}`;
  if (!row || !Number.isFinite(value)) return { ok: false, told: `${who} has no number` };
  const target = test.kind === 'within' ? targetOf(test.of, outcome.value, area) : test.value;
  if (target === undefined)
    return {
      ok: false,
      told: `${area.area} publishes no figure that ${outcome.value} could be held against`,
    };
  const style = styleOf(row.spec.unit.value, [value, target]);
  const [is, should] = [style.value(value), style.value(target)];
  if (test.kind === 'at_least')
    return { ok: value >= target, told: `${who} is ${is}; expected at least ${should}` };
  if (test.kind === 'at_most')
    return { ok: value <= target, told: `${who} is ${is}; expected at most ${should}` };
  const of = test.of === 'area' ? ` (the figure of ${area.area})` : '';
  const share = `${Number((100 * test.share).toFixed(6))}%`;
  return {
    ok: Math.abs(value - target) <= test.share * Math.abs(target),
    told: `${who} is ${is}; expected within ${share} of ${should}${of}`,
  };
}

function targetOf(of: 'area' | number, outcome: string, area: AreaFile): number | undefined {
  if (of !== 'area') return of;
  const name = AREA_FIGURES[outcome];
  const figure = name === undefined ? undefined : findFigure(area, name)?.figure;
  if (!figure) return undefined;
  const values = listValues(figure.value).map(v => v.value);
  return values.includes(null) ? undefined : values.reduce<number>((a, b) => a + b!, 0);
}
