import { readFileSync, rmSync } from 'node:fs';
import type { FindState } from '../../fit/find-posterior.ts';
import type { Tally } from '../../fit/fit-problem.ts';
import type { FitFacts } from '../../fit/fit-result.ts';
import type { FitSpec } from '../../fit/fit-spec.ts';
import { readState, writeState } from '../../fit/search/state-text.ts';
import { canonicalText } from '../../report/canonical.ts';
import { badFile, isTaken, reasonOf } from '../disk/files.ts';
import { version } from '../disk/version.ts';
import { writeWhole } from '../disk/write-whole.ts';
import { hashText } from '../load/model-files.ts';

/** A fit that is not finished. */
export interface KeptFit {
  readonly state: FindState;
  readonly tally: Tally;
  /** That it has taken so far. */
  readonly seconds: number;
}

/** A file that holds what a fit has come to while it goes on. */
export interface FitKeeper {
  readonly path: string;
  /** What it came to when it was kept before. */
  readonly before: KeptFit;
  /** Writes it, but for when little time has passed since the last. */
  keepAtTimes(now: () => KeptFit): void;
  keep(fit: KeptFit): void;
  /** Once there is nothing to go on with. */
  remove(): void;
}

/** What must be the same for a fit to go on to the same bits. */
export const fitKey = (
  { seed, years, free, lines }: FitSpec,
  { hashes, arm }: Pick<FitFacts, 'hashes' | 'arm'>,
  mostEvaluations: number,
): string => hashText(canonicalText({ version, hashes, arm, seed, years, free, lines, mostEvaluations }));

/** Where an unfinished fit is kept: beside its posterior. */
export const unfinishedFile = (posterior: string): string =>
  posterior.replace(/(\.ya?ml)?$/, '-unfinished.json');

/** Writing takes no more than one part in so many of the time, and comes no more often than this. */
const ONE_PART_IN = 50;
const LEAST_MS = 1000;

const NOTHING: KeptFit = { state: {}, tally: { points: 0, failed: 0 }, seconds: 0 };

/** Begins to keep a fit. @param before what it came to earlier; absent: nothing */
export function startKeeping(path: string, key: string, before = NOTHING): FitKeeper {
  let due = 0;
  const keep = (fit: KeptFit): void => {
    const began = performance.now();
    writeWhole(path, writeState({ key, sha256: hashOf(fit), ...fit }));
    const ended = performance.now();
    due = ended + Math.max(LEAST_MS, ONE_PART_IN * (ended - began));
  };
  return {
    path,
    before,
    keep,
    keepAtTimes: now => {
      if (performance.now() >= due) keep(now());
    },
    remove: () => rmSync(path, { force: true }),
  };
}

const hashOf = ({ state, tally, seconds }: KeptFit): string =>
  hashText(writeState({ state, tally, seconds }));

/** Refuses to begin a fit afresh where an unfinished one is kept. @throws BadInput */
export function refuseUnfinished(path: string): void {
  if (!isTaken(path)) return;
  throw badFile(
    'cli/unfinished',
    `${path} holds a fit that was interrupted`,
    'go on with --resume, or remove it to begin again',
  );
}

/**
 * An unfinished fit.
 *
 * @throws BadInput where there is none, it cannot be read, or it is of another fit
 */
export function readKeptFit(path: string, key: string): KeptFit {
  const refuse = (why: string, hint?: string): never => {
    throw badFile('cli/resume', `cannot go on from ${path}: ${why}`, hint);
  };
  let kept: KeptFit & { readonly key: string; readonly sha256: string };
  try {
    kept = readState(readFileSync(path, 'utf8'));
  } catch (e) {
    return refuse(e instanceof SyntaxError ? 'it is damaged' : reasonOf(e));
  }
  if (kept?.key !== key)
    return refuse(
      'it is of another fit',
      'ask for the same fit file, scenario, area, series and --evaluations as before',
    );
  const { state, tally, seconds, sha256 } = kept;
  const fit: KeptFit = { state, tally, seconds };
  return hashOf(fit) === sha256 ? fit : refuse('it is not as it was written');
}
