import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { readSeries } from '../../src/fit/read-series.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { loadShipped } from '../treatment/load-shipped.ts';
import { SINGLE_CASES } from './single-cases.ts';

const FILE = 'scenarios/fits/records/single-cases.yaml';
const faults = new Faults();
const series = readSeries(readFileSync(FILE, 'utf8'), FILE, faults)!;

describe.each(SINGLE_CASES)('the single case $scenario', ({ scenario: name, level, lines }) => {
  const file = `scenarios/history/${name}.yaml`;
  const spec = readScenario(readFileSync(file, 'utf8'), file, faults, loadShipped)!;

  it('has an arm without the change and one with it, after the year that sets the level', () => {
    expect(faults.all).toEqual([]);
    const [without, withChange] = spec.arms;
    expect(without!.commissioning).toEqual([]);
    const starts = withChange!.commissioning.map(c => (c.kind === 'retender' ? c.start.year : Number.NaN));
    expect(Math.min(...starts)).toBeGreaterThan(level);
    expect(spec.fitted?.value.title).toBe('Sixteen changes of provider');
  });

  it('has every series, numbers of people with the year that sets the level, and none after 2018/19', () => {
    for (const { series: shown, over } of lines) {
      const years = series.get(shown)!.points.map(p => p.year);
      if (!over) expect(years, shown).toContain(level);
      expect(Math.max(...years), shown).toBeLessThanOrEqual(2018);
    }
    expect(spec.start.year + spec.horizon - 1).toBe(2018);
  });
});
