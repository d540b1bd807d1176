import type { CheckedModel, CheckedParameter } from '../check/checked.ts';
import { type Faults, type Place, suggest } from '../diagnostics/diagnostic.ts';
import { type Distribution, prepareSpread, sharesWithin } from '../numeric/quantile.ts';
import { financialYearName } from '../scenario/calendar.ts';
import type { ScenarioSpec } from '../scenario/scenario.ts';
import type { Located } from '../source/shape.ts';
import { checkLine } from './check-line.ts';
import { type FitLine, type FitSpec, type FreeParameter, MOST_FREE, type Series } from './fit-spec.ts';
import { boundsOf } from './free-parameters.ts';
import type { FitFile, WrittenFree } from './read-fit-file.ts';

/** What a fit file is proven against; undefined what could not be read, of which then nothing is said. */
export interface FitContext {
  readonly model: CheckedModel;
  readonly scenario: ScenarioSpec | undefined;
  readonly series: ReadonlyMap<string, Series> | undefined;
}

/** Proves every name and unit of a fit file. @returns undefined after any fault */
export function checkFit(
  file: FitFile,
  { model, scenario, series }: FitContext,
  faults: Faults,
): FitSpec | undefined {
  const before = faults.errorCount;
  const { title, notes = [], seed = title, scenario: path, arm, years, parameters, lines } = file;
  if (scenario && arm) checkArm(arm, scenario, faults);
  if (scenario && years) checkSpan(years, scenario, faults);
  const free = parameters && checkFree(parameters, model, scenario, arm?.value, faults);
  const context = { model, series, years: years?.value };
  const proven = lines?.value.flatMap(line => checkLine(line, context, faults) ?? []);
  if (proven && lines) checkTogether(proven, lines, proven.length === lines.value.length, faults);
  if (faults.errorCount > before || !title || !seed || !path || !arm || !file.series) return undefined;
  if (!years || !free || !proven) return undefined;
  return {
    title,
    notes,
    seed,
    scenario: path.value,
    arm: arm.value,
    series: file.series.value,
    years: years.value,
    free,
    lines: proven,
  };
}

function checkArm({ value, place }: Located<string>, { arms }: ScenarioSpec, faults: Faults): void {
  const names = arms.map(a => a.name);
  if (!names.includes(value))
    faults.error('fit/unknown-arm', place, `"${value}" is not an arm of the scenario`, suggest(value, names));
}

/** The years must be whole ones of the run. */
function checkSpan(
  { value, place }: Located<FitSpec['years']>,
  { start, horizon }: ScenarioSpec,
  faults: Faults,
): void {
  const last = start.year + Math.floor(horizon) - 1;
  if (value.from < start.year || value.to > last)
    faults.error(
      'fit/years',
      place,
      `the scenario runs from ${financialYearName(start.year)} to ${financialYearName(last)}, and the fit is of ${financialYearName(value.from)} to ${financialYearName(value.to)}`,
      'let the scenario start earlier or last longer, or fit fewer years',
    );
}

function checkFree(
  { value: all, place }: Located<readonly WrittenFree[]>,
  model: CheckedModel,
  scenario: ScenarioSpec | undefined,
  arm: string | undefined,
  faults: Faults,
): readonly FreeParameter[] {
  if (all.length > MOST_FREE)
    faults.error(
      'fit/too-many',
      place,
      `${all.length} parameters are to be fitted; at most ${MOST_FREE} are`,
      'leave out those that the series say least of',
    );
  const names = all.map(p => p.name.value);
  const own = scenario?.arms.find(a => a.name === arm)?.parameters ?? [];
  const prescribed = scenario?.appraisal && model.appraisals.get(scenario.appraisal.value)?.values;
  return all.map(({ name: { value: name, place: at }, prior }, i): FreeParameter => {
    const v = model.variables.get(name);
    if (v?.kind !== 'parameter') {
      const valid = [...model.variables.values()].filter(p => p.kind === 'parameter').map(p => p.name);
      faults.error(
        'fit/unknown-parameter',
        at,
        `"${name}" is not a parameter of the model`,
        suggest(name, valid) ?? '`tx-sim list parameters` prints them all',
      );
    } else if (!prior && !v.drawn)
      faults.error(
        'fit/not-drawn',
        at,
        `${name} is never drawn in the model: there is nothing to begin from`,
        `give it a prior: {name: ${name}, prior: {normal: {mean: …, sd: …}}}`,
      );
    else if (!prior && v.drawn?.distribution.kind === 'discrete')
      faults.error(
        'fit/discrete',
        at,
        `${name} is one of a few values, and a search needs what moves by small steps`,
        `give it a prior: {name: ${name}, prior: {uniform: {low: …, high: …}}}`,
      );
    if (v?.kind === 'parameter' && prior) checkPossible(v, prior, at, faults);
    if (names.indexOf(name) < i) faults.error('fit/parameter-twice', at, `${name} is named twice`);
    if (own.some(p => p.name.value === name) || prescribed?.has(name))
      faults.error(
        'fit/set-already',
        at,
        `the scenario sets ${name} in the arm ${arm}, so that nothing would be fitted`,
        'leave it out here, or there',
      );
    return { name, prior };
  });
}

/** What lines say together. @param whole whether all of them are proven */
function checkTogether(
  proven: readonly FitLine[],
  lines: NonNullable<FitFile['lines']>,
  whole: boolean,
  faults: Faults,
): void {
  if (whole && proven.length > 0 && !proven.some(l => l.fitted))
    faults.error('fit/nothing-fitted', lines.place, 'every line is only shown: nothing would be fitted');
  const fitted = lines.value.flatMap(l => (l.shown !== true && l.series ? [l.series] : []));
  for (const [i, series] of fitted.entries()) {
    const first = fitted.find(s => s.value === series.value)!;
    if (first !== fitted[i])
      faults.error(
        'fit/series-twice',
        series.place,
        `${series.value} is fitted already, on line ${first.place.line}: it would count twice`,
        'show one of them: shown: true',
      );
  }
}

/** Tells a prior all of which is impossible. */
function checkPossible(parameter: CheckedParameter, prior: Distribution, place: Place, faults: Faults): void {
  const bounds = boundsOf(parameter);
  if (sharesWithin(prepareSpread(prior), bounds).within > 0) return;
  const [least, most] = bounds;
  faults.error(
    'fit/impossible-prior',
    place,
    `${parameter.name} lies ${most === Infinity ? `above ${least}` : `from ${least} to ${most}`}, and its prior allows nothing of that`,
  );
}
