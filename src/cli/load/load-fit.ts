import type { Program } from '../../compile/program.ts';
import { BadInput, type Faults } from '../../diagnostics/diagnostic.ts';
import type { FitFacts } from '../../fit/fit-result.ts';
import type { Series } from '../../fit/fit-spec.ts';
import { type LoadedFit, readFitParts } from '../../fit/read-fit.ts';
import type { Experiment } from '../../scenario/experiment.ts';
import { resolveScenario } from '../../scenario/resolve-scenario.ts';
import { loaderFor, readInput } from '../disk/files.ts';
import { hashRun } from './hashes.ts';
import { given, warnOfPosterior } from './load.ts';
import { hashText } from './model-files.ts';
import { areaOf } from './packed-areas.ts';

/** A fit file with all that it names, ready to be run. */
export interface FitToRun extends LoadedFit {
  /** Of the fit's arm alone. */
  readonly experiment: Experiment;
  readonly facts: Omit<FitFacts, 'seconds'>;
}

/**
 * Reads a fit file, its scenario, its series and its area.
 *
 * @param lastYear the financial year that the run has to reach; absent, or undefined: the last that is fitted, however long
 *   the scenario is
 * @throws BadInput with every fault of every file
 */
export function loadFit(
  file: string,
  program: Program,
  faults: Faults,
  lastYear?: (fit: LoadedFit) => number | undefined,
): FitToRun {
  const { text, file: name } = readInput(file);
  const load = loaderFor(file, faults);
  const parts = readFitParts(text, name, program.model, load, faults);
  if (!parts.scenario) throw new BadInput(faults.all);
  // Even where the fit has faults: those of the area, and of the scenario's names, are told beside them.
  const scenario = parts.scenario;
  warnOfPosterior(scenario.fitted, program.model, faults);
  const named = load(scenario.area.value, scenario.area.place);
  const area = named && areaOf(named, faults);
  // Nothing reads what comes after the last year.
  const horizonTo = (last: number | undefined): number =>
    last === undefined ? scenario.horizon : last + 1 - scenario.start.year;
  const { spec: fit, series: known } = parts;
  const asked = fit && known && lastYear?.({ spec: fit, series: known, scenario });
  const horizon = horizonTo(fit && Math.max(fit.years.to, asked ?? 0));
  const whole = area && resolveScenario({ ...scenario, horizon }, area, program, faults);
  const { arms, ...rest } = given(whole, faults);
  const spec = given(parts.spec, faults);
  const series = given(parts.series, faults);
  const experiment = { ...rest, arms: arms.filter(a => a.name === spec.arm) };
  const fitted = { ...rest.spec, horizon: horizonTo(spec.years.to) };
  return {
    spec,
    scenario,
    series,
    experiment,
    facts: {
      title: spec.title,
      notes: spec.notes,
      area: rest.area.area,
      scenario: spec.scenario,
      arm: spec.arm,
      years: spec.years,
      seed: spec.seed,
      // Of the fit, whatever years are run beside those fitted.
      hashes: { ...hashRun({ ...experiment, spec: fitted }), series: hashText(seriesText(series)) },
    },
  };
}

/** What was read of the series, by which a change of any number shows. */
const seriesText = (series: ReadonlyMap<string, Series>): string =>
  JSON.stringify(
    [...series.values()].map(s => [s.name, s.unit, s.rounding, s.points.map(p => [p.year, p.value])]),
  );
