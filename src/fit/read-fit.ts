import type { CheckedModel } from '../check/checked.ts';
import type { Faults } from '../diagnostics/diagnostic.ts';
import { type LoadedFile, type LoadFile, loadNamed } from '../scenario/load-file.ts';
import { readScenarioParts } from '../scenario/read-scenario.ts';
import type { ScenarioSpec } from '../scenario/scenario.ts';
import type { Located } from '../source/shape.ts';
import { checkFit } from './check-fit.ts';
import type { FitSpec, Series } from './fit-spec.ts';
import { readExport } from './read-export.ts';
import { readFitFile } from './read-fit-file.ts';
import { readSeries } from './read-series.ts';

/** A fit file with all that it names, but for the scenario's area. */
export interface LoadedFit {
  readonly spec: FitSpec;
  readonly scenario: ScenarioSpec;
  /** By name; more than the lines use. */
  readonly series: ReadonlyMap<string, Series>;
}

/** What could be read of them: not to be run. */
export type FitParts = { readonly [K in keyof LoadedFit]: LoadedFit[K] | undefined };

/**
 * Reads a fit file, its scenario and its series, and proves all that needs no run. Every fault of every file is
 * reported, at its place.
 *
 * @param file the name of the file that `text` came from, as `load` would give it
 * @param load finds the files that are named
 * @returns undefined after any fault that is an error
 */
export function readFit(
  text: string,
  file: string,
  model: CheckedModel,
  load: LoadFile,
  faults: Faults,
): LoadedFit | undefined {
  const before = faults.errorCount;
  const { spec, scenario, series } = readFitParts(text, file, model, load, faults);
  return spec && scenario && series && faults.errorCount === before ? { spec, scenario, series } : undefined;
}

/** As `readFit`, but what could be read is given even where there were errors, so that more can be told of at once. */
export function readFitParts(
  text: string,
  file: string,
  model: CheckedModel,
  load: LoadFile,
  faults: Faults,
): FitParts {
  const written = readFitFile(text, file, faults);
  if (!written) return { spec: undefined, scenario: undefined, series: undefined };
  const find = (named: Located<string> | undefined): LoadedFile | undefined =>
    named && loadNamed(named, 'fit/unread', load, faults);
  const scenarioFile = find(written.scenario);
  const scenario = scenarioFile && readScenarioParts(scenarioFile.text, scenarioFile.file, faults, load);
  const seriesFile = find(written.series);
  const series =
    seriesFile &&
    (/\.csv$/i.test(seriesFile.file)
      ? readExport(seriesFile.text, seriesFile.file, written.area, faults)
      : readSeries(seriesFile.text, seriesFile.file, faults));
  return { spec: checkFit(written, { model, scenario, series }, faults), scenario, series };
}
