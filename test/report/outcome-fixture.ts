import type { OutcomeSpec } from '../../src/model/spec.ts';
import type { OutcomeRow, OutcomeTable } from '../../src/outcome/outcome-table.ts';

const place = { file: 'model.yaml', line: 1, column: 1, length: 1 };
const located = <T>(value: T) => ({ value, place });

/** An outcome as the model would declare it; what a test does not care about is filled in. */
export function outcome(
  name: string,
  extra: Partial<Omit<OutcomeSpec, 'unit'>> & { unit?: string } = {},
): OutcomeSpec {
  const { unit = 'people', ...rest } = extra;
  return {
    kind: 'outcome',
    name,
    place,
    sector: 'outcomes',
    doc: '',
    over: [],
    label: name,
    table: 'outcome',
    equation: located('total(x)'),
    better: 'higher',
    summary: 'total',
    wholeYears: false,
    unit: located(unit),
    ...rest,
  };
}

/** A row whose overall value is made as its summary says; numbers by arm, then by year. */
export function row(
  spec: OutcomeSpec,
  byWindow: readonly (readonly number[])[],
  element?: string,
): OutcomeRow {
  const overall = byWindow.map(years => {
    const total = years.reduce((a, b) => a + b, 0);
    if (spec.summary === 'last') return years.at(-1)!;
    return spec.summary === 'average' ? total / years.length : total;
  });
  return { spec, element, byWindow, overall };
}

/** A table of years from 2016/17 on. */
export function outcomeTable(
  arms: readonly string[],
  rows: readonly OutcomeRow[],
  by?: string,
): OutcomeTable {
  const years = rows[0]!.byWindow[0]!.length;
  return {
    arms: arms.map(label => ({ name: label.toLowerCase().replaceAll(' ', '_'), label })),
    windows: Array.from({ length: years }, (_, y) => ({
      name: `${2016 + y}/${17 + y}`,
      fromStep: 52 * y,
      toStep: 52 * (y + 1),
    })),
    by,
    rows,
  };
}
