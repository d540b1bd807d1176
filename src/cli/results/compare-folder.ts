import type { Comparison } from '../../comparison/compare-ensemble.ts';
import { spreadRows, spreadsCsv } from '../../report/compare-csv.ts';
import type { CompareResults } from '../../report/compare-results.ts';
import { type HeldPlace, holdPlace } from '../disk/hold-place.ts';
import { type HowAsked, inputsFile, repeatableOf } from '../disk/repeatable.ts';
import { type Content, RESULTS, refuseFolder, writeFolder } from '../disk/results-folder.ts';
import { holdsResults, namesIn, UNFINISHED } from '../disk/results-manifest.ts';
import { removeResults } from '../disk/swap-folder.ts';
import type { Keep } from '../work/kept-blocks.ts';
import { writeDraws } from './draws-parquet.ts';
import { inputFiles } from './run-folder.ts';

/** Where a comparison is to be written, and where its draws are kept if it is interrupted. */
interface Places {
  readonly out: string;
  readonly keepIn: string;
}

/**
 * An interrupted comparison takes no earlier result's place: its draws are kept beside that.
 *
 * @throws BadInput where one of the two holds anything but an earlier result, or nothing
 */
export function choosePlaces(out: string, resume: string | undefined): Places {
  const refuse = (path: string): void => refuseFolder(path, path === resume ? 'replaced' : 'refused');
  refuse(out);
  const keepIn = holdsResults(out) ? `${out.replace(/[\\/]+$/, '')}-unfinished` : out;
  if (keepIn !== out) refuse(keepIn);
  return { out, keepIn };
}

/** Places that are this command's own, until they are released. */
export interface HeldPlaces {
  readonly out: HeldPlace;
  readonly keep: Keep;
  release(): void;
}

/** @throws BadInput where another command is at work on one of the two, or it cannot be written */
export function holdPlaces({ out, keepIn }: Places): HeldPlaces {
  const place = holdPlace(out, RESULTS);
  if (keepIn === out) return { out: place, keep: { place, goOn: `--resume ${out}` }, release: place.release };
  try {
    const beside = holdPlace(keepIn, RESULTS);
    const release = (): void => {
      beside.release();
      place.release();
    };
    return { out: place, keep: { place: beside, goOn: `--resume ${keepIn} --out ${out}` }, release };
  } catch (e) {
    place.release();
    throw e;
  }
}

/** A comparison as files: what it ran on, its summary, and every draw with its parameters and outcomes. */
export const comparisonFiles = (
  comparison: Comparison,
  only: ReadonlySet<string> | undefined,
): Readonly<Record<string, Content>> => ({
  ...inputFiles(comparison.ensemble.experiment),
  'summary.csv': spreadsCsv(spreadRows(comparison, only)),
  'draws.parquet': put => writeDraws(put, comparison.ensemble),
});

/** Writes a comparison to a folder. */
export function writeComparison(
  place: HeldPlace,
  how: HowAsked,
  { comparison, hashes }: CompareResults,
  only: ReadonlySet<string> | undefined,
): void {
  const { ensemble, failed, contest } = comparison;
  const { experiment, sample, sampling, noise } = ensemble;
  const { title, seed } = experiment.spec;
  writeFolder(
    place,
    { ...comparisonFiles(comparison, only), ...inputsFile(how) },
    {
      title,
      seed,
      draws: { asked: sample.draws, failed, sampling, noise },
      arms: experiment.arms.map(arm => arm.name),
      ...(contest && { deciding: contest.spec.name }),
      hashes,
      repeat: repeatableOf('compare', how),
    },
  );
}

/** Removes the draws that a comparison went on from, where its results do not stand in their place: they are among them. */
export function removeUnfinished(folder: string): void {
  if (namesIn(folder)?.includes(UNFINISHED)) removeResults(folder);
}
