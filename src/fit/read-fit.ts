import type { CheckedModel } from '../check/checked.ts';
import type { Faults } from '../diagnostics/diagnostic.ts';
import { type LoadedFile, type LoadFile, readScenarioParts } from '../scenario/read-scenario.ts';
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
  const written = readFitFile(text, file, faults);
  if (!written) return undefined;
  const scenarioFile = written.scenario && find(written.scenario, load, faults);
  const scenario = scenarioFile && readScenarioParts(scenarioFile.text, scenarioFile.file, faults, load);
  const seriesFile = written.series && find(written.series, load, faults);
  const series =
    seriesFile &&
    (/\.csv$/i.test(seriesFile.file)
      ? readExport(seriesFile.text, seriesFile.file, written.area, faults)
      : readSeries(seriesFile.text, seriesFile.file, faults));
  const spec = checkFit(written, { model, scenario, series }, faults);
  return spec && scenario && series && faults.errorCount === before ? { spec, scenario, series } : undefined;
}

function find(
  { value: path, place }: Located<string>,
  load: LoadFile,
  faults: Faults,
): LoadedFile | undefined {
  const before = faults.all.length;
  const loaded = load(path, place);
  if (!loaded && faults.all.length === before)
    faults.error('fit/unread', place, `cannot read "${path}"`, 'the path is relative to this file');
  return loaded;
}
