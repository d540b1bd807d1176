import fs from 'node:fs';
import { parse } from 'yaml';
import { measureOutcomes } from '../../src/outcome/measure-outcomes.ts';
import { Outcome, parameters, readAreaFile, resolve } from '../treatment/bench.ts';

/**
 * Prints what the strength of asking and of time do to England's headcounts and to the money test, which the fit does not
 * see: people and completions lost for each £10,000 less in 2018/19. At the medians of the posterior otherwise. Run from the
 * repository's root:
 *
 *     npx rolldown test/data/money-trade-off.ts --platform node -d .published --format esm
 *     node .published/money-trade-off.js
 */
const FITTED = 'scenarios/fits/england-fitted.yaml';
const AUTHORITIES = 151;
const LAST = 9;
const GROUPS: Readonly<Record<string, string>> = {
  opiate: 'in_treatment_opiate',
  non_opiate: 'in_treatment_non_opiate_only',
  non_opiate_and_alcohol: 'in_treatment_non_opiate_and_alcohol',
  alcohol: 'in_treatment_alcohol_only',
};
const { series } = parse(fs.readFileSync('scenarios/fits/england-series.yaml', 'utf8')) as {
  series: Record<string, { points: readonly { value: number }[] }>;
};
const area = readAreaFile('england-average-2009');

/** Runs the record with these parameters set beside what the fit found. */
function runAt(set: Readonly<Record<string, number>>): string[] {
  const text = `${fs.readFileSync(FITTED, 'utf8')}common: {parameters: ${parameters(set)}}\n`;
  const outcome = new Outcome(resolve(text, area, FITTED));
  const { experiment, runs, record } = outcome;
  const byGroup = measureOutcomes(experiment, runs, record, { window: 'year', by: 'group' });
  const missed = Object.entries(GROUPS).map(([group, name]) => {
    const row = byGroup.rows.find(r => r.spec.name === 'in_treatment' && r.element === group)!;
    const published = series[name]!.points;
    const off = published.map((p, y) => Math.abs((row.byWindow[0]![y]! * AUTHORITIES) / p.value - 1));
    return (100 * off.reduce((a, b) => a + b, 0)) / off.length;
  });
  const less = (name: string): number =>
    outcome.years(name, 'money_level')[LAST]! - outcome.years(name, 'record')[LAST]!;
  const lost = ['in_treatment', 'people_leaving_completing'].map(
    name => (1e4 * less(name)) / less('money_granted'),
  );
  const of = Object.values(set).map(v => v.toFixed(2));
  return [...of, ...missed.map(m => m.toFixed(1)), ...lost.map(l => l.toFixed(2))];
}

const HEAD = ['asking_elasticity', 'time_exponent', ...Object.keys(GROUPS), 'people', 'completions'];
process.stdout.write(`${HEAD.join('\t')}\n`);
for (const asking_elasticity of [0, 0.1, 0.2, 0.3, 0.4, 0.5])
  for (const time_exponent of [0.1, 0.3, 0.6])
    process.stdout.write(`${runAt({ asking_elasticity, time_exponent }).join('\t')}\n`);
