import { statSync } from 'node:fs';
import type { Program } from '../../compile/program.ts';
import { BadInput, Faults } from '../../diagnostics/diagnostic.ts';
import { checkJudged } from '../../fit/check-judged.ts';
import { checkPosterior } from '../../fit/check-posterior.ts';
import type { Series } from '../../fit/fit-spec.ts';
import { readExport } from '../../fit/read-export.ts';
import { readSeries } from '../../fit/read-series.ts';
import { parsePeriod, startYear } from '../../scenario/area/period.ts';
import type { Posterior } from '../../scenario/posterior/posterior.ts';
import { readPosterior } from '../../scenario/posterior/read-posterior.ts';
import { readInput } from '../disk/files.ts';
import { given, warnOfPosterior } from './load.ts';
import { type FitToRun, loadFit } from './load-fit.ts';
import { posteriorFile } from './posterior-file.ts';

/** What a fit is to be judged by. */
export interface JudgedBy {
  readonly data: string;
  readonly from: string;
  readonly posterior?: string;
  readonly area?: string;
}

/** A fit, its draws and what they are judged by, all proven. */
export interface LoadedBacktest {
  readonly fit: FitToRun;
  readonly posterior: Posterior;
  /** By name; more than the fit has lines for. */
  readonly data: ReadonlyMap<string, Series>;
  /** The first and the last year judged. */
  readonly from: number;
  readonly to: number;
}

/** What a fit tells of its own numbers, where a backtest tells of those that it judges by. */
const OF_THE_FIT = new Set(['fit/gap', 'fit/weak-points', 'fit/calendar-years']);

/**
 * Reads all that a backtest needs.
 *
 * @throws BadInput with every fault of the options and of every file
 */
export function loadBacktest(
  file: string,
  options: JudgedBy,
  program: Program,
  faults: Faults,
): LoadedBacktest {
  const from = firstYear(options.from, faults);
  const data = tried(() => readData(options, faults), faults);
  // Where there is no fit, nobody wonders that it has left nothing.
  const hasFit = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  const path = options.posterior ?? (hasFit ? posteriorFile(file) : undefined);
  const posterior = path === undefined ? undefined : tried(() => readDraws(path, faults), faults);
  const own = new Faults();
  let to = undefined as number | undefined;
  const fit = tried(
    () =>
      loadFit(file, program, own, loaded => {
        to = data && from !== undefined ? checkJudged(loaded, data, from, faults) : undefined;
        return to;
      }),
    own,
  );
  faults.all.push(...own.all.filter(d => !OF_THE_FIT.has(d.code)));
  if (fit && posterior) {
    checkPosterior(posterior, fit.spec, fit.facts, program.model, faults);
    warnOfPosterior({ value: posterior }, program.model, faults);
  }
  return given(
    fit && posterior && data && from !== undefined && to !== undefined
      ? { fit, posterior, data, from, to }
      : undefined,
    faults,
  );
}

/** What a step gives; where it would end the command, its faults are kept instead, to be told with all others. */
function tried<T>(step: () => T, faults: Faults): T | undefined {
  try {
    return step();
  } catch (e) {
    if (!(e instanceof BadInput)) throw e;
    faults.all.push(...e.diagnostics.filter(d => !faults.all.includes(d)));
    return undefined;
  }
}

/** `2019` or `2019/20`, by the year in which it begins. */
function firstYear(asked: string, faults: Faults): number | undefined {
  const year = /^\d{4}$/.test(asked) ? asked : parsePeriod(asked);
  if (year !== undefined && /^(19|20)/.test(year)) return startYear(year);
  const first = /^((19|20)\d\d)\D/.exec(asked)?.[1];
  return faults.error(
    'cli/year',
    undefined,
    `--from needs a year such as 2019 (for 2019/20), found "${asked}"`,
    first && `did you mean ${first}/${String(Number(first) + 1).slice(2)}?`,
  );
}

function readDraws(path: string, faults: Faults): Posterior | undefined {
  const { text, file } = readInput(path);
  return readPosterior(text, file, faults);
}

/** A series file, or an export of the statistics viewer for an area. */
function readData({ data, area }: JudgedBy, faults: Faults): ReadonlyMap<string, Series> | undefined {
  const { text, file } = readInput(data);
  if (/\.csv$/i.test(file)) return readExport(text, file, area, faults);
  if (area !== undefined)
    faults.error('cli/area', undefined, `--area goes with an export (CSV), and ${file} is none`);
  return readSeries(text, file, faults);
}
