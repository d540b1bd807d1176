import { type CheckedModel, cellNames, cellsOf, type IndexSet } from '../check/checked.ts';
import { type AreaFile, findFigure } from '../scenario/area/figure.ts';
import { type Block, type Cell, entry, gap, heading, joinWords, table, text } from './blocks.ts';
import type { Explanation, Named } from './explanation.ts';
import { elementLabel } from './labels.ts';
import { figures } from './numbers.ts';

/** Values of a variable at the start of an untouched run on an area, in its own unit, row-major over its index sets. */
export interface StartValues {
  readonly area: AreaFile;
  readonly values: readonly number[];
  readonly over: readonly IndexSet[];
  readonly unit: string;
}

const COLUMN = 14;
/** More cells than this are summed up by their least and greatest. */
const MOST_CELLS = 48;

/** An explanation as a page. */
export function explainPage(e: Explanation, start: StartValues | undefined): Block[] {
  const where = e.file === undefined ? '' : `${e.file}:${e.line}`;
  const size = start && start.values.length > 1 ? ` (${start.values.length} values)` : '';
  const unit =
    e.unit === undefined
      ? []
      : [entry('unit', e.unit + (e.over.length > 0 ? `, by ${joinWords(e.over)}${size}` : ''), COLUMN)];
  return [
    heading(`${e.name}: ${e.kind}${e.sector === undefined ? '' : `, sector ${e.sector}`}`),
    text(e.doc),
    text(where, 'dim'),
    gap,
    ...unit,
    ...e.says.map(({ key, text: words }) =>
      key.length < COLUMN ? entry(key, words, COLUMN) : entry('', `${key}: ${words}`, COLUMN),
    ),
    ...(start ? figureLines(e, start.area) : []),
    ...links('fed by', e.fedBy),
    ...links('feeds', e.feeds),
    ...(start ? [gap, ...startBlocks(start)] : []),
  ];
}

/** Where the area's figure of that name comes from. */
function figureLines({ name, kind }: Explanation, area: AreaFile): Block[] {
  const found = kind === 'figure' ? findFigure(area, name) : undefined;
  if (!found) return [];
  const { section, figure } = found;
  const { status, source, method, rounding } = figure;
  return [
    entry('status', `${status} (${section})`, COLUMN),
    entry('source', source, COLUMN),
    ...(method === undefined ? [] : [entry('method', method, COLUMN)]),
    ...(rounding === undefined ? [] : [entry('rounding', `to multiples of ${rounding}`, COLUMN)]),
  ];
}

/** Names by kind, so that a long list stays readable. */
function links(title: string, all: readonly Named[]): Block[] {
  const kinds = [...new Set(all.map(n => n.kind))];
  return kinds.map((kind, i) => {
    const names = all.filter(n => n.kind === kind).map(n => n.name);
    return entry(i === 0 ? title : '', `${kind}: ${names.join(', ')}`, COLUMN);
  });
}

function startBlocks({ area, values, over, unit }: StartValues): Block[] {
  const title = `At the start, on ${area.area} ${area.period} (${unit})`;
  if (over.length === 0)
    return [entry('at the start', `${figures(values[0]!)} ${unit}, on ${area.area} ${area.period}`, COLUMN)];
  if (values.length > MOST_CELLS || over.length > 2) {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return [text(`${title}: ${figures(least)} to ${figures(most)}.`)];
  }
  const [rows, columns] = over as [IndexSet, IndexSet | undefined];
  const names = (set: IndexSet): string[] => set.members.map(m => elementLabel(set.dimension.elements[m]!));
  const width = columns ? columns.members.length : 1;
  const body = names(rows).map<Cell[]>((name, r) => [
    { text: name },
    ...values.slice(r * width, (r + 1) * width).map(v => ({ text: figures(v) })),
  ]);
  const heads = columns ? names(columns) : [''];
  return [
    text(`${title}:`),
    table(
      [{ head: '', align: 'left' }, ...heads.map(head => ({ head, align: 'right' as const, most: 14 }))],
      body,
    ),
  ];
}

/** An explanation as a JSON document. */
export function explainJson(e: Explanation, start: StartValues | undefined): object {
  const { says, ...rest } = e;
  return {
    schemaVersion: 1,
    ...rest,
    says: Object.fromEntries(says.map(({ key, text: words }) => [key, words])),
    ...(start && {
      start: {
        area: start.area.area,
        period: start.area.period,
        unit: start.unit,
        values: cellsOf(start.over).map((cell, i) => ({
          elements: cellNames(start.over, cell),
          value: Number.isFinite(start.values[i]!) ? start.values[i]! : null,
        })),
      },
    }),
  };
}

/** The start values of a variable out of a run's slots, in the variable's unit. */
export function startValues(
  name: string,
  model: CheckedModel,
  slots: readonly number[],
  values: Float64Array,
  area: AreaFile,
): StartValues | undefined {
  const v = model.variables.get(name);
  if (!v) return undefined;
  const unit = v.spec.kind === 'move' ? `${unitWords(v.unit.powers)}` : v.spec.unit.value;
  return { area, over: v.over, unit, values: slots.map(s => values[s]! / v.unit.factor) };
}

const unitWords = (powers: Readonly<Record<string, number>>): string =>
  `${
    Object.keys(powers)
      .filter(k => powers[k]! > 0)
      .join('*') || '1'
  }/year`;
