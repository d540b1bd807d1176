import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadFit } from '../../src/cli/load/load-fit.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { prepareFit } from '../../src/fit/fit-problem.ts';
import { fittedLine } from '../../src/fit/fitted-line.ts';
import { simulatedLines } from '../../src/fit/simulated-lines.ts';
import { folderWith } from '../cli/tx-sim.ts';
import { engine, program, SHIPPED } from '../treatment/bench.ts';
import { runHere } from './run-fit.ts';

const FILE = 'scenarios/fits/barnet.yaml';
const GROUPS = ['opiate', 'non_opiate', 'non_opiate_and_alcohol', 'alcohol'];
/** What each group's people in treatment may be off by at the model's usual values, in %, before anything is fitted. */
const UNFITTED = 13;

const faults = new Faults();
const { spec, series, experiment } = loadFit(FILE, program, faults);
const problem = prepareFit({ ...spec, experiment, series: [...series.values()] }, engine);
const runs = runHere(problem);

/** The parameter's value in the model, or no change of its values by element. */
const usual = spec.free.map(({ name }) => {
  const v = program.model.variables.get(name);
  if (v?.kind !== 'parameter') throw new Error(`no parameter ${name}`);
  return v.over.length > 0 ? 1 : (v.spec.value as { readonly value: number }).value;
});

describe("Barnet's fit as it ships", () => {
  it('is read without a fault or a warning, fits four series of ten years, and only shows exits', () => {
    expect(faults.all).toEqual([]);
    expect(spec.lines.filter(l => l.fitted).map(l => l.series)).toEqual(GROUPS.map(g => `in_treatment_${g}`));
    expect(problem.points).toHaveLength(40);
    expect(spec.lines.filter(l => l.series.startsWith('exits_')).length).toBeGreaterThan(10);
    expect(spec.free.length).toBeLessThanOrEqual(40);
  });

  it('is driven by the published presentations, and beside it by nothing but what drives England', () => {
    const england = parse(SHIPPED.get('history/england-record')!).arms.record;
    const { funding, drivers, ...rest } = parse(SHIPPED.get('history/barnet-record')!).arms.record;
    expect(Object.keys(rest)).toEqual(['label']);
    expect(funding).toEqual(england.funding.slice(0, funding.length));
    expect(funding.at(-1).from).toBe('2018-04');
    const policy = drivers.find((d: { driver: string }) => d.driver === 'completion_policy');
    expect(england.drivers).toContainEqual(expect.objectContaining({ path: policy.path }));
    const paths = drivers.filter((d: { driver: string }) => d.driver === 'presentations_factor');
    expect(drivers).toHaveLength(paths.length + 2);
    for (const group of GROUPS) {
      const [first, ...later] = series.get(`new_presentations_${group}`)!.points;
      const path = paths.find((d: { of: string }) => d.of === group).path;
      const published = later.map(p => [`${p.year}/${String(p.year + 1).slice(2)}`, p.value / first!.value]);
      expect(Object.entries(path)).toEqual(
        published.map(([year, f]) => [year, Number((f as number).toFixed(4))]),
      );
    }
  });

  it('starts people as published, and holds people in treatment at the usual values within a bound', async () => {
    const simulated = await runs.simulate(Float64Array.from(usual), 1);
    const off = new Map(
      simulatedLines(problem, series, simulated, spec.years).map(line => {
        const { measures } = fittedLine(line, spec.years.from);
        return [line.series.name, measures.mape];
      }),
    );
    for (const group of GROUPS) {
      expect(off.get(`new_presentations_${group}`)!).toBeLessThan(1);
      expect(off.get(`in_treatment_${group}`)!).toBeLessThan(UNFITTED);
    }
  });
});

describe('a fit of some years of a longer scenario', () => {
  it('runs no longer than those years, unless it has to reach others', () => {
    const written = readFileSync(FILE, 'utf8').replace(/^years: .*$/m, 'years: 2009/10 to 2010/11');
    const folder = folderWith({
      'scenarios/fits/short.yaml': written,
      'scenarios/fits/barnet-series.yaml': readFileSync('scenarios/fits/barnet-series.yaml', 'utf8'),
      'scenarios/history/barnet-record.yaml': SHIPPED.get('history/barnet-record')!,
      'scenarios/areas/barnet-2009.yaml': readFileSync('scenarios/areas/barnet-2009.yaml', 'utf8'),
    });
    const steps = (lastYear?: number): number =>
      loadFit(`${folder}/scenarios/fits/short.yaml`, program, new Faults(), () => lastYear).experiment.steps;
    expect(steps()).toBe(2 * 52);
    expect(steps(2014)).toBe(6 * 52);
  });
});

describe("England's money after 2016/17", () => {
  it('is what is known of, at constant prices', () => {
    const { money } = parse(readFileSync('src/model/treatment/1-settings.yaml', 'utf8'));
    const outturn = yearly('ro3_adult_treatment_drug_plus_alcohol');
    const grants = yearly('public_health_grant_total');
    const supplements = yearly('supplemental_treatment_grant');
    const real = (period: string): number =>
      (outturn.get(period) ??
        (outturn.get('2018/19')! * grants.get(period)!) / grants.get('2018/19')! +
          (supplements.get(period) ?? 0)) / money.index[period];
    let level = 100;
    let of2016 = 0;
    const { funding } = parse(SHIPPED.get('history/england-record')!).arms.record;
    expect(funding).toHaveLength(11);
    for (const { cut = '0', rescue = '0', from } of funding as readonly Record<string, string>[]) {
      level += Number.parseFloat(rescue) - Number.parseFloat(cut);
      const year = Number(from!.slice(0, 4));
      const period = `${year}/${String(year + 1).slice(2)}`;
      if (year === 2016) of2016 = level;
      if (year > 2016) expect(level / of2016, period).toBeCloseTo(real(period) / real('2016/17'), 2);
    }
  });
});

/** A series of England, by period. */
const yearly = (name: string): ReadonlyMap<string, number> => {
  const { series: all } = parse(readFileSync('scenarios/fits/england-series.yaml', 'utf8'));
  return new Map(all[name].points.map((p: { period: string; value: number }) => [p.period, p.value]));
};
