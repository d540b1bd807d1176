import { dateOfStep, financialYearOfStep } from '../scenario/calendar.ts';
import type { Experiment } from '../scenario/experiment.ts';
import {
  type Block,
  bullets,
  type Cell,
  type Column,
  entry,
  gap,
  heading,
  joinWords,
  lines,
  table,
  text,
} from './blocks.ts';
import { armHead } from './labels.ts';
import { figures } from './numbers.ts';
import { isParted, isSteady, type Moment, type Trace, type TraceRow } from './trace.ts';
import { drawChart, markOf } from './trace-chart.ts';
import { drawTrend } from './trend.ts';

const LABEL_WIDTH = 36;
const HEAD_WIDTH = 8;
const MOST_COLUMNS = 5;

/** Traces as a page: what each is, a chart by arm, a table of it and of what feeds it, and where the arms part. */
export function tracePage(traces: readonly Trace[], experiment: Experiment, width: number): Block[] {
  const { area, spec } = experiment;
  return [
    heading(spec.title),
    text(`On ${area.area}, figures of ${area.period}.`),
    ...traces.flatMap(t => [gap, ...traceBlocks(t, experiment, width)]),
  ];
}

function traceBlocks(trace: Trace, experiment: Experiment, width: number): Block[] {
  const { explanation, rows } = trace;
  const [own, ...inputs] = rows;
  const { kind, doc, says, sector } = explanation;
  const column = Math.max(...['unit', ...says.map(s => s.key)].map(key => key.length)) + 2;
  return [
    heading(`${own.label}: ${kind}${sector === undefined ? '' : `, sector ${sector}`}`),
    text(doc),
    gap,
    entry('unit', unitText(own), column),
    ...says.map(s => entry(s.key, s.text, column)),
    gap,
    ...chartBlocks(trace, experiment, width),
    tableOf(trace, experiment),
    ...notesOn(rows, trace),
    ...(inputs.length === 0 ? [text('Nothing feeds it: it is given.')] : []),
    ...partingBlocks(trace, experiment),
  ];
}

/** `people`, `people, the sum of 12 cells`. */
const unitText = ({ unit, together, cells }: TraceRow): string =>
  together === 'one' ? unit : `${unit}, ${together} of ${cells}`;

function chartBlocks({ arms, moments, rows }: Trace, experiment: Experiment, width: number): Block[] {
  const [own] = rows;
  if (own.byArm.every(isSteady)) return [];
  const shown = isParted(own) ? own.byArm : own.byArm.slice(0, 1);
  const ends = [moments[0]!, moments.at(-1)!].map(m => nameOf(m, experiment)) as [string, string];
  const chart = drawChart(shown, ends, width);
  if (chart.length === 0) return [];
  const legend = shown.map((_, a) => `${markOf(a)} ${armHead(arms[a]!)}`).join(', ');
  const told = isParted(own)
    ? `${legend} (where lines meet, the first is drawn).`
    : arms.length > 1
      ? 'The same in every arm.'
      : `${armHead(arms[0]!)}.`;
  return [lines(chart), text(`${told} The scale need not begin at 0.`, 'dim'), gap];
}

const nameOf = (moment: Moment, { spec, stepsPerYear }: Experiment): string =>
  typeof moment === 'number' ? dateOfStep(moment, spec.start, stepsPerYear) : moment.name;

/** A few of the moments, the first and the last among them; whole years apart where the run has enough of them. */
export function shownMoments(moments: readonly Moment[], stepsPerYear: number): number[] {
  const last = moments.length - 1;
  const most = Math.min(MOST_COLUMNS - 1, last);
  const unit = typeof moments[0] === 'number' && last >= most * stepsPerYear ? stepsPerYear : 1;
  const at = Array.from({ length: most + 1 }, (_, i) =>
    i === most ? last : Math.round((i * last) / Math.max(1, most) / unit) * unit,
  );
  return [...new Set(at)];
}

function tableOf(trace: Trace, experiment: Experiment): Block {
  const { arms, moments, rows } = trace;
  const shown = shownMoments(moments, experiment.stepsPerYear);
  const columns: Column[] = [
    { head: '', align: 'left', most: LABEL_WIDTH },
    ...shown.map(i => ({ head: nameOf(moments[i]!, experiment), align: 'right', most: HEAD_WIDTH }) as const),
    { head: 'over time', align: 'left' },
  ];
  return table(
    columns,
    rows.flatMap(row => linesOf(row, arms, shown)),
  );
}

/** A row's name over its unit; then its numbers, on a line for each arm where the arms differ, once where they never change. */
function linesOf(row: TraceRow, arms: Trace['arms'], shown: readonly number[]): Cell[][] {
  const none = (n: number): Cell[] => Array.from({ length: n }, () => ({ text: '' }));
  const numbers = (values: readonly number[]): Cell[] =>
    isSteady(values)
      ? [{ text: figures(values[0]!) }, ...none(shown.length - 1), { text: 'never changes', tone: 'dim' }]
      : [...shown.map(i => ({ text: figures(values[i]!) })), { text: drawTrend(values) }];
  const name: Cell = {
    text: `${signOf(row)}${row.label}`,
    ...(row.role === undefined && { tone: 'strong' }),
  };
  const unit: Cell = { text: `    ${unitText(row)}`, tone: 'dim' };
  const empty = none(shown.length + 1);
  if (!isParted(row))
    return [
      [name, ...empty],
      [unit, ...numbers(row.byArm[0]!)],
    ];
  return [
    [name, ...empty],
    [unit, ...empty],
    ...row.byArm.map<Cell[]>((values, a) => [{ text: `    ${armHead(arms[a]!)}` }, ...numbers(values)]),
  ];
}

/** A row's label without its elements, for a sentence. */
const bare = ({ label }: TraceRow): string => label.replace(/\[.*\]/, '');

/** What fills a stock and what drains it. */
function signOf({ role }: TraceRow): string {
  if (role === undefined) return '';
  return role === 'in' ? '+ ' : role === 'out' ? '− ' : role === 'in and out' ? '± ' : '  ';
}

/** What has to be known to read the table, said once. */
function notesOn(rows: readonly TraceRow[], { moments }: Trace): Block[] {
  const noted = [...new Set(rows.flatMap(r => (r.note === undefined ? [] : [r.note])))];
  const isStock = rows.some(r => r.role === 'in' || r.role === 'out' || r.role === 'in and out');
  const said = [
    ...(typeof moments[0] === 'number'
      ? []
      : ['Years: of what flows and what stands, the mean of the year, but where said.']),
    ...(isStock ? ['+ fills it, − drains it.'] : []),
    ...(rows.some(r => r.together === 'sum') ? ['People, staff and pounds are added up over elements.'] : []),
    ...(rows.some(r => r.together === 'mean')
      ? [
          'Shares, prices and times are the plain mean of their elements; name one, as in name[element], to see it.',
        ]
      : []),
    ...noted.map(note => `${joinWords(rows.filter(r => r.note === note).map(bare))}: ${note}.`),
  ];
  return said.length === 0 ? [] : [text(said.join(' '), 'dim')];
}

/** For each arm, when what is traced and what feeds it first differ from the first arm: what moved first is nearest to the cause. */
function partingBlocks(trace: Trace, experiment: Experiment): Block[] {
  const { arms, rows } = trace;
  if (arms.length < 2) return [];
  if (!rows.some(isParted)) return [gap, text('The arms do not differ in any of these.')];
  return [
    gap,
    heading(`Where the arms part from ${armHead(arms[0]!)}`),
    bullets(arms.slice(1).map((arm, i) => `${armHead(arm)}: ${partingOf(trace, i + 1, experiment)}`)),
  ];
}

function partingOf({ rows, moments }: Trace, arm: number, experiment: Experiment): string {
  const parted = rows.filter(r => r.parts[arm] !== undefined);
  const steps = [...new Set(parted.map(r => r.parts[arm]!))].sort((a, b) => a - b);
  if (steps.length === 0) return 'does not differ in any of these.';
  const [first, ...later] = steps.map(step => {
    const those = parted.filter(r => r.parts[arm] === step);
    const isYear = typeof moments[0] !== 'number' && those[0]!.role === undefined;
    return `${joinWords(those.map(bare))} (${whenOf(step, isYear, experiment)})`;
  });
  const then = later.map(told => `; then ${told}`).join('');
  return `first ${first}${then}. ${whatNext(parted.filter(r => r.parts[arm] === steps[0]))}`;
}

function whenOf(step: number, isYear: boolean, { spec, stepsPerYear }: Experiment): string {
  if (isYear) return financialYearOfStep(step, spec.start, stepsPerYear);
  return step === 0 ? 'at the start' : dateOfStep(step, spec.start, stepsPerYear);
}

/** What to trace next, to find what moved the first that moved. */
function whatNext(first: readonly TraceRow[]): string {
  const inputs = first.filter(r => r.role !== undefined);
  const given = inputs.filter(r => GIVEN.includes(r.kind));
  if (given.length > 0) return `The scenario sets ${joinWords(given.map(r => r.name))}.`;
  return inputs.length > 0 ? `Next: --trace ${inputs[0]!.name}` : '';
}

/** Kinds whose values a scenario gives. */
const GIVEN: readonly string[] = ['series', 'parameter', 'figure'];

/** Traces as a JSON document: every moment of every row. */
export function traceJson(traces: readonly Trace[], experiment: Experiment): object {
  const { area, spec, stepsPerYear } = experiment;
  const date = (step: number): string => dateOfStep(step, spec.start, stepsPerYear);
  return {
    title: spec.title,
    area: area.area,
    period: area.period,
    stepsPerYear,
    traces: traces.map(({ traced, explanation, arms, moments, rows }) => ({
      name: traced.name,
      elements: traced.elements,
      kind: explanation.kind,
      doc: explanation.doc,
      says: Object.fromEntries(explanation.says.map(({ key, text: words }) => [key, words])),
      moments: moments.map(m => (typeof m === 'number' ? { step: m, date: date(m) } : m)),
      rows: rows.map(({ byArm, parts, ...row }) => ({
        ...row,
        arms: Object.fromEntries(
          arms.map(({ name }, a) => [name, byArm[a]!.map(x => (Number.isFinite(x) ? x : null))]),
        ),
        parts: Object.fromEntries(
          arms.map(({ name }, a) => [
            name,
            parts[a] === undefined ? null : { step: parts[a], date: date(parts[a]) },
          ]),
        ),
      })),
    })),
  };
}
