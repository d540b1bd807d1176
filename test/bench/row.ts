import { type Block, type Cell, left, right, table } from '../../src/report/blocks.ts';

/** One thing measured. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  /** What it must reach, and what it should; null: it is only told. */
  readonly floor: number | null;
  readonly aim: number | null;
}

/** Something that could not be measured, and why. */
export interface LeftOut {
  readonly name: string;
  readonly why: string;
}

export interface Measured {
  readonly rows: readonly Row[];
  readonly leftOut: readonly LeftOut[];
}

/** A rival's time beside ours: how many times as fast we are. */
export const times = (name: string, value: number, floor: number | null, aim: number | null): Row => ({
  name,
  value,
  unit: '×',
  better: 'higher',
  floor,
  aim,
});

/** Something of which less is better. */
export const cost = (
  name: string,
  value: number,
  unit: string,
  floor: number | null = null,
  aim: number | null = null,
): Row => ({ name, value, unit, better: 'lower', floor, aim });

export type Verdict = 'aim met' | 'ok' | 'below' | '';

export function verdictOf({ value, better, floor, aim }: Row): Verdict {
  const reaches = (least: number): boolean => (better === 'higher' ? value >= least : value <= least);
  if (aim !== null && reaches(aim)) return 'aim met';
  if (floor === null) return aim === null ? '' : 'below';
  return reaches(floor) ? 'ok' : 'below';
}

export function rowsTable(rows: readonly Row[]): Block {
  const amount = (x: number | null, unit: string): Cell => ({ text: x === null ? '' : withUnit(x, unit) });
  return table(
    [left('', 64), right('measured'), right('floor'), right('aim'), left('')],
    rows.map(row => {
      const verdict = verdictOf(row);
      const tone = verdict === 'below' ? 'bad' : verdict === 'aim met' ? 'good' : 'plain';
      return [
        { text: row.name },
        amount(row.value, row.unit),
        amount(row.floor, row.unit),
        amount(row.aim, row.unit),
        { text: verdict, tone },
      ];
    }),
  );
}

function withUnit(x: number, unit: string): string {
  const digits = Math.abs(x) >= 100 ? 0 : Math.abs(x) >= 10 ? 1 : Math.abs(x) >= 1 ? 2 : 3;
  const text = x.toLocaleString('en-GB', { maximumFractionDigits: digits, minimumFractionDigits: digits });
  return unit === '×' || unit === '%' ? `${text}${unit}` : `${text} ${unit}`.trim();
}
