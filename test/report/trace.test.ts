import { describe, expect, it } from 'vitest';
import { runArms } from '../../src/arms/run-arms.ts';
import { checkModel } from '../../src/check/check-model.ts';
import { compileModel } from '../../src/compile/compile-model.ts';
import type { Program } from '../../src/compile/program.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { readModel } from '../../src/model/read-model.ts';
import { isAmount, isSteady, type Trace, Tracer } from '../../src/report/trace.ts';
import { drawChart } from '../../src/report/trace-chart.ts';
import { shownMoments, traceJson, tracePage } from '../../src/report/trace-page.ts';
import { fixedOrdinals, readsOf, type Traced } from '../../src/report/trace-reads.ts';
import type { Experiment } from '../../src/scenario/experiment.ts';
import { resolve, scenario } from '../treatment/bench.ts';

const SMALL = `
sector: clinic
doc: A small one.
dimensions:
  group:
    doc: Three groups.
    elements: [red, blue, green]
    subsets: {warm: [red, green]}
parameters:
  stay: {doc: Mean stay., unit: week, value: 26, range: [4, 52], status: assumption, source: ours}
  keen: {doc: How keen., unit: fraction, over: group, value: {red: 1, blue: 2, green: 6}, range: [0.5, 2], status: assumption, source: ours}
  first: {doc: At the start., unit: people, value: 60, range: [1, 99], status: assumption, source: ours}
series:
  coming: {doc: Those who come., unit: people/year, otherwise: 90}
stocks:
  waiting: {doc: People waiting., unit: people, over: group, initial: first, inflows: [arriving], outflows: [losing]}
  treated: {doc: People treated., unit: people, over: group, initial: first}
flows:
  arriving: {doc: Those who arrive., unit: people/year, over: group, equation: 'coming * keen / sum(keen, group)'}
  losing: {doc: Those who are lost., unit: people/year, over: group, equation: {red: 'waiting[red] / stay', blue: 'pressure * initial(waiting[blue]) / stay', green: 'waiting[red] / stay'}}
auxiliaries:
  pressure: {doc: Waiting beside the start., unit: fraction, equation: 'sum(waiting, group) / sum(initial(waiting), group)'}
  warm_waiting: {doc: The warm ones., unit: people, over: warm, equation: waiting}
moves:
  starting: {doc: Those who start., from: waiting, to: treated, after: stay}
outcomes:
  well: {label: People treated, table: outcome, unit: people, over: group, equation: mean(treated), better: higher, summary: average, doc: Treated.}
`;

function read(text: string): Program {
  const faults = new Faults();
  const spec = readModel([{ file: 'clinic.yaml', text }], faults);
  const model = spec && checkModel(spec, faults);
  const names = [...(model?.variables.keys() ?? [])];
  const program = model && compileModel(model, faults, names);
  expect(faults.all.map(d => d.message)).toEqual([]);
  return program!;
}

const program = read(SMALL);
const whole = (name: string): Traced => ({ name, elements: [] });
const readBy = (traced: Traced) =>
  readsOf(traced, program).map(r => [
    r.as === 'value' ? r.name : `${r.as} ${r.name}`,
    r.role,
    r.slots.map(s => program.slotNames[s]!.replace(/^.*\[|\]$/g, '')).join(' '),
  ]);

describe('what feeds a variable', () => {
  it('is the cells that its equations read, and no others', () => {
    expect(readBy(whole('arriving'))).toEqual([
      ['coming', 'read', 'coming'],
      ['keen', 'read', 'red blue green'],
    ]);
    expect(readBy(whole('warm_waiting'))).toEqual([['waiting', 'read', 'red green']]);
    expect(readBy({ name: 'warm_waiting', elements: ['green'] })).toEqual([['waiting', 'read', 'green']]);
  });

  it('is of one element what that element’s own equation reads', () => {
    expect(readBy({ name: 'losing', elements: ['green'] })).toEqual([
      ['waiting', 'read', 'red'],
      ['stay', 'read', 'stay'],
    ]);
    expect(readBy({ name: 'losing', elements: ['blue'] })).toEqual([
      ['pressure', 'read', 'pressure'],
      ['initial waiting', 'read', 'blue'],
      ['stay', 'read', 'stay'],
    ]);
  });

  it('fills or drains a stock, whether it is a flow or a move', () => {
    expect(readBy({ name: 'waiting', elements: ['blue'] })).toEqual([
      ['arriving', 'in', 'blue'],
      ['losing', 'out', 'blue'],
      ['starting', 'out', 'blue'],
    ]);
    expect(readBy(whole('treated'))).toEqual([['starting', 'in', 'red blue green']]);
  });

  it('is nothing where the value is given', () => {
    expect(readsOf(whole('stay'), program)).toEqual([]);
    expect(readsOf(whole('coming'), program)).toEqual([]);
  });
});

describe('elements', () => {
  it('are fitted to the dimensions, in any order, each once', () => {
    const { over } = program.model.variables.get('waiting')!;
    expect(fixedOrdinals(over, [])).toEqual([undefined]);
    expect(fixedOrdinals(over, ['blue'])).toEqual([1]);
    expect(fixedOrdinals(over, ['blue', 'red'])).toBeUndefined();
    expect(fixedOrdinals(over, ['pink'])).toBeUndefined();
  });
});

const STEPS = 104;

/** Two arms: in the second 30 more come from week 10 on. */
function traceSmall(
  steps: number,
  ...all: readonly Traced[]
): { experiment: Experiment; traces: (Trace | undefined)[] } {
  const coming = program.variables.get('coming')!.slots[0]!;
  const treatment = resolve(scenario({ as_now: '{}' }, { horizon: '2 years' }));
  const arm = { image: program.image, changes: [], read: new Set<string>(), touched: new Set<number>() };
  const experiment: Experiment = {
    ...treatment,
    program,
    steps,
    stepsPerYear: 52,
    arms: [
      { ...arm, name: 'as_now', label: 'As now' },
      { ...arm, name: 'more', label: 'More', changes: [{ step: 10, slot: coming, value: 120 }] },
    ],
  };
  const record = [...program.variables.values()].flatMap(v => v.slots);
  const tracer = new Tracer(experiment, runArms(experiment, record), record);
  return { experiment, traces: all.map(t => tracer.trace(t)) };
}

describe('a trace', () => {
  const { experiment, traces } = traceSmall(
    STEPS,
    whole('waiting'),
    whole('arriving'),
    { name: 'well', elements: ['red'] },
    whole('keen'),
    whole('well'),
  );
  const [waiting, arriving, well, keen, wellAll] = traces as [Trace, Trace, Trace, Trace, Trace];
  const row = (t: Trace, name: string) => t.rows.find(r => r.name === name)!;

  it('of a stock adds up: what fills it less what drains it is what it gains', () => {
    const [own, ...flows] = waiting.rows;
    expect(own.together).toBe('sum');
    for (const [arm, values] of own.byArm.entries())
      for (let s = 0; s < STEPS; s++) {
        const net = flows.reduce((sum, f) => sum + (f.role === 'in' ? 1 : -1) * f.byArm[arm]![s]!, 0);
        expect(values[s + 1]! - values[s]!).toBeCloseTo(net / 52, 10);
      }
  });

  it('adds up amounts, and takes the mean of shares', () => {
    expect(row(arriving, 'arriving').byArm[0]![0]).toBeCloseTo(90, 12);
    expect(row(arriving, 'keen')).toMatchObject({ together: 'mean', cells: 3 });
    expect(row(arriving, 'keen').byArm[0]![5]).toBe(3);
    expect(row(keen, 'keen').byArm[0]![0]).toBe(3);
  });

  it('says when arms part: the cause at its step, a stock one step later', () => {
    expect(row(arriving, 'coming').parts).toEqual([undefined, 10]);
    expect(row(arriving, 'keen').parts).toEqual([undefined, undefined]);
    expect(row(waiting, 'arriving').parts).toEqual([undefined, 10]);
    expect(row(waiting, 'waiting').parts).toEqual([undefined, 11]);
    expect(row(waiting, 'losing').parts).toEqual([undefined, 11]);
  });

  it('of an outcome is told by years, what it reads as the mean of each', () => {
    expect(well.moments.map(m => (typeof m === 'number' ? m : m.name))).toEqual(['2016/17', '2017/18']);
    expect(row(well, 'treated').label).toBe('treated[red]');
    expect(row(well, 'treated').byArm).toEqual(row(well, 'well').byArm);
    const parts = wellAll.rows.map(r => r.parts[1]);
    // the year's number is known when the year is over
    expect(parts).toEqual([51, 12]);
  });

  it('prints the table, the chart and the parting', () => {
    const page = tracePage([arriving], experiment, 90);
    const texts = page.flatMap(b => (b.kind === 'text' ? [b.text] : b.kind === 'bullets' ? b.items : []));
    expect(texts).toContainEqual(
      expect.stringMatching(
        /^More: first arriving and coming \(wk 11, 2016\/17\)\. The scenario sets coming\.$/,
      ),
    );
    const [table] = page.flatMap(b => (b.kind === 'table' ? [b.table] : []));
    expect(table!.columns.map(c => c.head)).toEqual([
      '',
      'April 2016',
      'October 2016',
      'April 2017',
      'October 2017',
      'April 2018',
      'over time',
    ]);
    const rows = table!.rows.map(r => r.map(c => c.text));
    expect(rows).toContainEqual(['    people/year, sum of 3', '', '', '', '', '', '']);
    expect(rows).toContainEqual(['    fraction, mean of 3', '3', '', '', '', '', 'never changes']);
    expect(rows).toContainEqual([
      '    More',
      ...['90', '120', '120', '120', '120'],
      expect.stringMatching(/^▁█+$/),
    ]);
    expect(page.some(b => b.kind === 'lines')).toBe(true);
    expect(tracePage([keen], experiment, 90).some(b => b.kind === 'lines')).toBe(false);
  });

  it('gives every moment as JSON, and null where arms never part', () => {
    const document = JSON.parse(JSON.stringify(traceJson([arriving], experiment)));
    const [own, coming, held] = document.traces[0].rows;
    expect(document.traces[0].moments[10]).toEqual({ step: 10, date: 'wk 11, 2016/17' });
    expect(own.arms.more).toHaveLength(STEPS + 1);
    expect(coming.parts).toEqual({ as_now: null, more: { step: 10, date: 'wk 11, 2016/17' } });
    expect(held.parts).toEqual({ as_now: null, more: null });
  });

  it('of an outcome is undefined where no whole year was run', () => {
    expect(traceSmall(51, whole('well')).traces).toEqual([undefined]);
  });
});

describe('amounts', () => {
  const unit = (text: string) => {
    const found = program.model.readUnit(text);
    if ('fault' in found) throw new Error(found.fault);
    return found;
  };

  it.each(['people', 'people/year', 'wte', 'hour/week', 'QALY/year'])('of %s add up', text => {
    expect(isAmount(unit(text))).toBe(true);
  });

  it.each(['fraction', '1/year', 'week', 'people/wte', 'hour/(people*week)', 'people^2'])(
    'of %s do not',
    text => {
      expect(isAmount(unit(text))).toBe(false);
    },
  );

  it('stand still where they differ by rounding alone', () => {
    expect(isSteady([1, 1 + 1e-12, 1])).toBe(true);
    expect(isSteady([0, 1e-12])).toBe(false);
    expect(isSteady([1, 1.1])).toBe(false);
  });
});

describe('the columns of a trace', () => {
  it('are whole years apart where there are enough', () => {
    const steps = (n: number): number[] => Array.from({ length: n + 1 }, (_, i) => i);
    expect(shownMoments(steps(520), 52)).toEqual([0, 156, 260, 416, 520]);
    expect(shownMoments(steps(52), 52)).toEqual([0, 13, 26, 39, 52]);
    expect(shownMoments(steps(0), 52)).toEqual([0]);
    expect(shownMoments(steps(2), 52)).toEqual([0, 1, 2]);
  });
});

describe('the chart of a trace', () => {
  it('draws each arm with its mark, between the least and the most', () => {
    const chart = drawChart(
      [
        [0, 0, 0],
        [0, 5, 10],
      ],
      ['2016', '2018'],
      20,
    );
    expect(chart).toHaveLength(9);
    expect(chart[0]).toMatch(/^10 ┤ +○○?$/);
    expect(chart[7]).toMatch(/^ 0 ┤●+$/);
    expect(chart[8]).toMatch(/^ {4}2016 +2018$/);
    for (const line of chart) expect([...line].length).toBeLessThanOrEqual(20);
  });

  it('is level where nothing moves, and nothing where there is nothing to draw', () => {
    expect(drawChart([[3, 3, 3]], ['a', 'b'], 20).filter(l => l.includes('●'))).toHaveLength(1);
    expect(drawChart([[3]], ['a', 'b'], 20)).toEqual([]);
    expect(drawChart([[Number.NaN, Number.NaN]], ['a', 'b'], 20)).toEqual([]);
  });
});
