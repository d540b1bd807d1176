import type { ArmRun } from '../arms/run-arms.ts';
import { AGES, findFigure, GROUPS, valueAt } from '../scenario/area/figure.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { measureOutcomes } from './measure-outcomes.ts';

/** One published figure beside the first simulated year. */
export interface AreaCheckLine {
  readonly what: string;
  /** The group or age, or `all`. */
  readonly element: string;
  readonly published: number;
  readonly simulated: number;
  /** In words: `within 3 %`. */
  readonly tolerance: string;
  readonly ok: boolean;
}

/** Exit reasons: the published figure, and the outcome that should meet it. */
const EXITS = [
  ['exits, completed', 'exits_completed', 'people_leaving_completing'],
  ['exits, dropped out', 'exits_dropped_out', 'people_leaving_dropping_out'],
  ['exits, transferred', 'exits_transferred', 'people_leaving_transferring'],
  ['exits, prison', 'exits_to_prison', 'people_leaving_going_to_prison'],
  ['died in treatment', 'exits_died', 'deaths_in_treatment'],
] as const;

/**
 * Compares the first simulated year of an untouched run with the area's published year. The start is solved
 * from these figures, so agreement says that the solution holds, not that the model is right.
 */
export function checkAreaStart(
  experiment: Experiment,
  run: ArmRun,
  record: readonly number[],
): readonly AreaCheckLine[] {
  const { area } = experiment;
  const byGroup = measureOutcomes(experiment, [run], record, { window: 'year', by: 'group' });
  const opiate = measureOutcomes(experiment, [run], record, { window: 'year', by: 'age', only: 'opiate' });
  const opiateHeadcount = opiate.rows
    .filter(r => r.spec.name === 'in_treatment')
    .map(r => r.byWindow[0]![0]!);
  const lines: AreaCheckLine[] = [];
  const simulated = (outcome: string, group: string): number =>
    byGroup.rows.find(r => r.spec.name === outcome && r.element === group)?.byWindow[0]?.[0] ?? Number.NaN;
  const published = (figure: string, ...elements: string[]): number => {
    const found = findFigure(area, figure)?.figure;
    return (found && valueAt(found, ...elements)) ?? Number.NaN;
  };
  const rounding = findFigure(area, 'exits_completed')?.figure.rounding ?? 0;
  const within = (a: number, b: number, share: number): boolean => Math.abs(b - a) <= share * a;
  const byAges = (figure: string, group: string): number =>
    AGES.reduce((sum, age) => sum + published(figure, group, age), 0);

  for (const group of GROUPS) {
    const [p, s] = [published('people_in_treatment_by_group', group), simulated('in_treatment', group)];
    lines.push({
      what: 'people in treatment',
      element: group,
      published: p,
      simulated: s,
      tolerance: 'within 3 %',
      ok: within(p, s, 0.03),
    });
  }
  for (const group of GROUPS) {
    const [p, s] = [published('new_presentations_by_group', group), simulated('people_starting', group)];
    lines.push({
      what: 'new presentations',
      element: group,
      published: p,
      simulated: s,
      tolerance: 'within 5 %',
      ok: within(p, s, 0.05),
    });
  }
  for (const [what, figure, outcome] of EXITS) {
    const p = GROUPS.reduce((sum, g) => sum + published(figure, g), 0);
    const s = GROUPS.reduce((sum, g) => sum + simulated(outcome, g), 0);
    // A sum of four rounded counts may be off by half the rounding four times.
    const byRounding = (rounding / 2) * GROUPS.length;
    const ok = Math.abs(s - p) <= byRounding || within(p, s, 0.1);
    lines.push({
      what,
      element: 'all',
      published: p,
      simulated: s,
      tolerance: `within 10 % or ±${byRounding} (rounding)`,
      ok,
    });
  }
  const all = byAges('people_in_treatment', 'opiate');
  const simulatedAll = opiateHeadcount.reduce((a, b) => a + b, 0);
  for (const [i, age] of AGES.entries()) {
    const p = (100 * published('people_in_treatment', 'opiate', age)) / all;
    const s = (100 * opiateHeadcount[i]!) / simulatedAll;
    lines.push({
      what: 'age mix of the opiate group, %',
      element: age,
      published: p,
      simulated: s,
      tolerance: 'within 3 points',
      ok: Math.abs(s - p) <= 3,
    });
  }
  return lines;
}
