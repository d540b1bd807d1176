import type { CheckedAppraisal, CheckedComparison, CheckedPublished } from '../check/checked.ts';
import type { OutcomeRow, OutcomeTable } from '../outcome/outcome-table.ts';
import type { Experiment } from '../scenario/experiment.ts';
import type { Cell } from './blocks.ts';
import { plain, pounds, styleOf } from './numbers.ts';
import { isMoved } from './outcome-lines.ts';

/** Which way an arm moves beside the first; a difference that rounding hides is none. */
type Move = 'more' | 'less' | 'same';

/** One comparison of one arm with the first. */
export interface ArmComparison {
  /** In the unit of the outcome that is gained; above zero where the arm does better. */
  readonly gained: number;
  /** In the unit of the outcome that is paid; undefined where the difference is the measure. */
  readonly paid: number | undefined;
  /** In the comparison's unit; undefined where the signs leave a ratio without meaning. */
  readonly ratio: number | undefined;
  /** As a page prints it. */
  readonly told: Cell;
}

/** A comparison of every arm but the first with the first. */
export interface ComparedArms {
  readonly comparison: CheckedComparison;
  /** In the order of the arms, the first left out. */
  readonly arms: readonly ArmComparison[];
}

/** A published figure beside the same comparison of every arm but the first, over as many years. */
export interface PublishedBeside {
  readonly published: CheckedPublished;
  /** Undefined where the run is shorter than the figure's horizon. */
  readonly arms: readonly ArmComparison[] | undefined;
}

/** A return is told where what is paid differs by at least this share. */
const LEAST_PAID = 0.01;

/** Every comparison of the model, over the whole run. */
export function compareArms({ program }: Experiment, whole: OutcomeTable): readonly ComparedArms[] {
  return [...program.model.comparisons.values()].map(comparison => ({
    comparison,
    arms: whole.arms.slice(1).map((_, i) => compareArm(comparison, whole, i + 1)),
  }));
}

/** The published figures that the scenario asks for, each beside the same of ours. */
export function publishedBeside(
  { spec, program }: Experiment,
  whole: OutcomeTable,
): readonly PublishedBeside[] {
  return spec.beside.map(({ value: name }) => {
    const published = program.model.published.get(name)!;
    const { beside } = published;
    const { horizon } = published.spec;
    const isWithin = horizon === undefined || horizon <= whole.windows.length;
    const arms = whole.arms.slice(1).map((_, i) => compareArm(beside, whole, i + 1, horizon));
    return { published, arms: isWithin ? arms : undefined };
  });
}

/** The appraisal whose every parameter stands in every arm as it prescribes, chosen or not; undefined where none does. */
export function appraisalOf({ spec, program, arms }: Experiment): CheckedAppraisal | undefined {
  const { model, variables } = program;
  const all = [...model.appraisals.values()].filter(({ values }) =>
    [...values].every(([name, prescribed]) =>
      variables.get(name)!.slots.every((slot, i) => arms.every(arm => arm.image[slot] === prescribed[i])),
    ),
  );
  return all.find(a => a.spec.name === spec.appraisal?.value) ?? all[0];
}

/** @param years how many of the first years count; absent: the whole run */
function compareArm(
  { spec, unit, gained: gains, paid: pays }: CheckedComparison,
  table: OutcomeTable,
  arm: number,
  years?: number,
): ArmComparison {
  const gain = differenceOf(rowOf(table, gains.name), arm, years);
  const gained = gains.spec.better === 'higher' ? gain.by : 0 - gain.by;
  if (!pays) {
    const tone = !isMoved(gain.printed) ? 'dim' : gained > 0 ? 'good' : 'bad';
    return { gained, paid: undefined, ratio: undefined, told: { text: gain.printed, tone } };
  }
  const payment = differenceOf(rowOf(table, pays.name), arm, years);
  const gainMove = moveOf(gain.printed, gained);
  // What is gained for each pound says nothing where hardly a pound is paid.
  const isLittle = spec.kind === 'return' && payment.share < LEAST_PAID;
  const payMove = isLittle ? 'same' : moveOf(payment.printed, payment.by);
  const hasRatio = gainMove !== 'same' && gainMove === payMove;
  const [of, to] = [payment.by * pays.unit.factor, gained * gains.unit.factor];
  const ratio = hasRatio ? (spec.kind === 'price' ? of / to : to / of) / unit.factor : undefined;
  return { gained, paid: payment.by, ratio, told: tell(spec.kind, gainMove, payMove, ratio) };
}

const rowOf = (table: OutcomeTable, name: string): OutcomeRow =>
  table.rows.find(r => r.spec.name === name && r.element === undefined)!;

function differenceOf(row: OutcomeRow, arm: number, years: number | undefined) {
  const values =
    years === undefined
      ? row.overall
      : row.byWindow.map(windows => windows.slice(0, years).reduce((a, b) => a + b, 0));
  const by = values[arm]! - values[0]!;
  const printed = styleOf(row.spec.unit.value, values).difference(by);
  return { by, printed, share: Math.abs(by / values[0]!) };
}

const moveOf = (printed: string, by: number): Move => (!isMoved(printed) ? 'same' : by > 0 ? 'more' : 'less');

/** What is told where no ratio has a meaning, by what is gained and what is paid. */
const WITHOUT_RATIO: Readonly<Record<`${Move} ${Move}`, Cell | undefined>> = {
  'more less': { text: 'better for less', tone: 'good' },
  'more same': { text: 'better for about the same', tone: 'good' },
  'same less': { text: 'about the same for less', tone: 'good' },
  'less more': { text: 'worse for more', tone: 'bad' },
  'less same': { text: 'worse for about the same', tone: 'bad' },
  'same more': { text: 'about the same for more', tone: 'bad' },
  'same same': { text: 'no difference', tone: 'dim' },
  'more more': undefined,
  'less less': undefined,
};

function tell(
  kind: CheckedComparison['spec']['kind'],
  gained: Move,
  paid: Move,
  ratio: number | undefined,
): Cell {
  const fixed = WITHOUT_RATIO[`${gained} ${paid}`];
  if (fixed || ratio === undefined) return fixed ?? { text: '–', tone: 'dim' };
  if (kind === 'price')
    return { text: gained === 'more' ? pounds(ratio) : `saves ${pounds(ratio)} for each lost` };
  const each = pence(ratio);
  return { text: gained === 'more' ? `${each} for each £1` : `loses ${each} for each £1 saved` };
}

/** A return on a pound: `£4.10`. */
const pence = (x: number): string => `£${plain(x, x < 99.95 ? 2 : 0)}`;

/** A published figure and its range in the unit of the comparison that it stands beside: pounds of its price year. */
export function inOurUnit({ value, range, beside: { unit } }: CheckedPublished) {
  return { value: value / unit.factor, range: range.map(x => x / unit.factor) };
}

/** The same as a page prints them: `£4.00`, `£7.9k to £18k`. */
export function tellPublished(published: CheckedPublished): {
  readonly value: string;
  readonly range: string;
} {
  const print = published.beside.spec.kind === 'return' ? pence : pounds;
  const { value, range } = inOurUnit(published);
  return { value: print(value), range: range.map(x => print(x)).join(' to ') };
}
