import type { OutcomeTable } from '../outcome/outcome-table.ts';
import { claimJson } from '../report/claim-json.ts';
import { outcomesCsv } from '../report/csv.ts';
import { resolvedScenario, writeScenario } from '../report/resolved-scenario.ts';
import type { RunResults } from '../report/run-results.ts';
import { writeArea } from '../scenario/area/area-file.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { writePosterior } from '../scenario/posterior/write-posterior.ts';
import { outcomeDimensions } from './choose.ts';
import { claimPlace } from './claim-place.ts';
import { RESULTS, writeFolder } from './results-folder.ts';
import { version } from './version.ts';

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

/** Writes a run's results: what it ran on, and every outcome by year, whole and by every element; with loops cut, whole. */
export function writeRun(
  path: string,
  results: RunResults,
  measure: (window: 'year', dimension?: string) => OutcomeTable,
): void {
  const { experiment, hashes, whole, claim, cut } = results;
  const tables = [
    whole,
    ...(cut?.table ? [cut.table] : []),
    ...outcomeDimensions(experiment.program.model).map(d => measure('year', d)),
  ];
  const files = {
    ...inputFiles(experiment),
    'outcomes.csv': outcomesCsv(tables),
    ...(claim && { 'claim.json': `${JSON.stringify(claimJson(claim), null, 2)}\n` }),
  };
  const { title, seed } = experiment.spec;
  writeFolder(claimPlace(path, RESULTS), files, {
    title,
    seed,
    ...(cut && { cut: cut.loops.map(l => l.name) }),
    hashes,
  });
}
