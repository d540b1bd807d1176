import { spreadRows, spreadsCsv } from '../report/compare-csv.ts';
import type { CompareResults } from '../report/compare-results.ts';
import { writeDraws } from './draws-parquet.ts';
import { writeFolder } from './results-folder.ts';
import { inputFiles } from './run-folder.ts';

/** Writes a comparison: what it ran on, its summary, and every draw with its parameters and outcomes. */
export function writeComparison(
  path: string,
  { comparison, hashes }: CompareResults,
  only: ReadonlySet<string> | undefined,
): void {
  const { ensemble, failed, contest } = comparison;
  const { experiment, sample, sampling, noise } = ensemble;
  const { title, seed } = experiment.spec;
  const files = {
    ...inputFiles(experiment),
    'summary.csv': spreadsCsv(spreadRows(comparison, only)),
    'draws.parquet': (file: string) => writeDraws(file, ensemble),
  };
  writeFolder(path, files, {
    title,
    seed,
    draws: { asked: sample.draws, failed, sampling, noise },
    arms: experiment.arms.map(arm => arm.name),
    ...(contest && { deciding: contest.spec.name }),
    hashes,
  });
}
