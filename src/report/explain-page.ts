import { type CheckedModel, cellNames, cellsOf, type IndexSet } from '../check/checked.ts';
import { printUnit } from '../check/units.ts';
import { type AreaFile, findFigure } from '../scenario/area/figure.ts';
import { type Block, type Cell, capital, entry, gap, heading, joinWords, table, text } from './blocks.ts';
import type { Explanation, Named } from './explanation.ts';
import { elementLabel } from './labels.ts';
import { figures } from './numbers.ts';

/** What a name is worth in an untouched run on an area, in its own unit, row-major over its index sets. */
export interface ValuesOnArea {
  /** `at the start`, or the first year for an outcome. */
  readonly when: string;
  readonly area: AreaFile;
  readonly values: readonly number[];
  readonly over: readonly IndexSet[];
  readonly unit: string;
}

/** The values of a variable at the start, out of a run's slots. */
export function startValues(
  name: string,
  model: CheckedModel,
  slots: readonly number[],
  values: Float64Array,
  area: AreaFile,
): ValuesOnArea | undefined {
  const v = model.variables.get(name);
  if (!v) return undefined;
  const unit = v.spec.kind === 'move' ? printUnit(v.unit) : v.spec.unit.value;
  return {
    when: 'at the start',
    area,
    over: v.over,
    unit,
    values: slots.map(s => values[s]! / v.unit.factor),
  };
}

type Line = readonly [key: string, words: string];

const GAP = 2;
const HEAD_WIDTH = 8;
/** More cells than this are summed up by their least and greatest. */
const MOST_CELLS = 48;

/** An explanation as a page. */
export function explainPage(e: Explanation, worth: ValuesOnArea | undefined): Block[] {
  const all: Line[] = [
    ...unitLine(e, worth),
    ...e.says.map<Line>(({ key, text: words }) => [key, words]),
    ...(worth && e.kind === 'figure' ? figureLines(e.name, worth.area) : []),
    ...links('fed by', e.fedBy),
    ...links('feeds', e.feeds),
    // A parameter alone has said its value.
    ...(worth?.over.length === 0 && e.kind !== 'parameter' ? [single(worth)] : []),
  ];
  const column = Math.max(...all.map(([key]) => key.length)) + GAP;
  return [
    heading(`${e.name}: ${e.kind}${e.sector === undefined ? '' : `, sector ${e.sector}`}`),
    text(e.doc),
    ...(e.file === undefined ? [] : [text(`${e.file}:${e.line}`, 'dim')]),
    gap,
    ...all.map(([key, words]) => entry(key, words, column)),
    ...(worth && worth.over.length > 0 ? [gap, ...tableOf(worth)] : []),
  ];
}

function unitLine({ unit, over }: Explanation, worth: ValuesOnArea | undefined): Line[] {
  if (unit === undefined) return [];
  const size = worth && worth.values.length > 1 ? ` (${worth.values.length} values)` : '';
  return [['unit', over.length > 0 ? `${unit}, by ${joinWords(over)}${size}` : unit]];
}

/** Where the area's figure of that name comes from. */
function figureLines(name: string, area: AreaFile): Line[] {
  const found = findFigure(area, name);
  if (!found) return [];
  const { status, source, method, rounding } = found.figure;
  return [
    ['status', `${status} (${found.section})`],
    ['source', source],
    ...(method === undefined ? [] : [['method', method] as const]),
    ...(rounding === undefined ? [] : [['rounding', `to multiples of ${rounding}`] as const]),
  ];
}

/** Names by kind, so that a long list stays readable. */
function links(title: string, all: readonly Named[]): Line[] {
  const kinds = [...new Set(all.map(n => n.kind))];
  return kinds.map((kind, i) => {
    const names = all.filter(n => n.kind === kind).map(n => n.name);
    return [i === 0 ? title : '', `${kind}: ${names.join(', ')}`];
  });
}

const single = ({ when, area, values, unit }: ValuesOnArea): Line => [
  when,
  `${figures(values[0]!)} ${unit}, on ${area.area} ${area.period}`,
];

function tableOf({ when, area, values, over, unit }: ValuesOnArea): Block[] {
  const title = `${capital(when)}, on ${area.area} ${area.period} (${unit})`;
  if (values.length > MOST_CELLS || over.length > 2)
    return [text(`${title}: ${figures(Math.min(...values))} to ${figures(Math.max(...values))}.`)];
  const [rows, columns] = over as [IndexSet, IndexSet | undefined];
  const names = (set: IndexSet): string[] => set.members.map(m => elementLabel(set.dimension.elements[m]!));
  const width = columns ? columns.members.length : 1;
  const body = names(rows).map<Cell[]>((name, r) => [
    { text: name },
    ...values.slice(r * width, (r + 1) * width).map(v => ({ text: figures(v) })),
  ]);
  const heads = (columns ? names(columns) : ['']).map(head => ({
    head,
    align: 'right' as const,
    ...(head !== '' && {
      most: Math.max(HEAD_WIDTH, ...body.flatMap(row => row.slice(1).map(c => c.text.length))),
    }),
  }));
  return [text(`${title}:`), table([{ head: '', align: 'left' }, ...heads], body)];
}

/** An explanation as a JSON document. */
export function explainJson(e: Explanation, worth: ValuesOnArea | undefined): object {
  const { says, ...rest } = e;
  return {
    ...rest,
    says: Object.fromEntries(says.map(({ key, text: words }) => [key, words])),
    ...(worth && {
      worth: {
        when: worth.when,
        area: worth.area.area,
        period: worth.area.period,
        unit: worth.unit,
        values: cellsOf(worth.over).map((cell, i) => ({
          elements: cellNames(worth.over, cell),
          value: Number.isFinite(worth.values[i]!) ? worth.values[i]! : null,
        })),
      },
    }),
  };
}
