import { claimJson } from '../../report/claim-json.ts';
import { outcomesCsv } from '../../report/csv.ts';
import { resolvedScenario, writeScenario } from '../../report/resolved-scenario.ts';
import type { RunResults } from '../../report/run-results.ts';
import { writeArea } from '../../scenario/area/area-file.ts';
import type { Experiment } from '../../scenario/experiment.ts';
import { writePosterior } from '../../scenario/posterior/write-posterior.ts';
import { holdPlace } from '../disk/hold-place.ts';
import { type HowAsked, inputsFile, repeatableOf } from '../disk/repeatable.ts';
import { type Content, RESULTS, writeFolder } from '../disk/results-folder.ts';
import { version } from '../disk/version.ts';
import { outcomeDimensions } from '../load/choose.ts';
import type { ScenarioRun } from '../work/run-scenario.ts';

const AREA = 'area.yaml';
const FIT = 'posterior.yaml';

/** The scenario with nothing left to look up, the area that it ran on, and the posterior: they run again as they stand. */
export const inputFiles = ({ area, spec }: Experiment): Readonly<Record<string, string>> => ({
  [AREA]: writeArea(area),
  'scenario.resolved.yaml': writeScenario(resolvedScenario(spec, AREA, FIT), [
    `Resolved by tx-sim ${version}: what was extended and shared is in each arm.`,
  ]),
  ...(spec.fitted && { [FIT]: writePosterior(spec.fitted.value) }),
});

/** A run's results as files: what it ran on, and every outcome by year, whole and by every element; with loops cut, whole. */
export function runFiles(
  { experiment, whole, claim, cut }: RunResults,
  measure: ScenarioRun['measure'],
): Readonly<Record<string, Content>> {
  const tables = [
    whole,
    ...(cut?.table ? [cut.table] : []),
    ...outcomeDimensions(experiment.program.model).map(d => measure('year', d)),
  ];
  return {
    ...inputFiles(experiment),
    'outcomes.csv': outcomesCsv(tables),
    ...(claim && { 'claim.json': `${JSON.stringify(claimJson(claim), null, 2)}\n` }),
  };
}

/** Writes a run's results to a folder. */
export function writeRun(path: string, how: HowAsked, { results, measure }: ScenarioRun): void {
  const { experiment, hashes, cut } = results;
  const { title, seed } = experiment.spec;
  const files = { ...runFiles(results, measure), ...inputsFile(how) };
  writeFolder(holdPlace(path, RESULTS), files, {
    title,
    seed,
    ...(cut && { cut: cut.loops.map(l => l.name) }),
    hashes,
    repeat: repeatableOf('run', how),
  });
}
