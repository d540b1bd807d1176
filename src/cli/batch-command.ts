import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from '../compile/program.ts';
import { BadInput, type Diagnostic, Faults } from '../diagnostics/diagnostic.ts';
import { programOfAll } from '../ensemble/draw-plan.ts';
import { sampleParameters } from '../ensemble/sample-parameters.ts';
import { type BatchRow, batchCsv, batchJson, batchRow, batchTable } from '../report/batch-table.ts';
import { loadAuthorities } from './authorities.ts';
import { claimPlace } from './claim-place.ts';
import {
  type Asked,
  type Compared,
  compareScenario,
  type DrawOptions,
  type Keeping,
  loadCompared,
  readAsked,
} from './compare-scenario.ts';
import { EXIT } from './exit-codes.ts';
import { tooManyFailed } from './failed-draws.ts';
import { kindOf } from './file-kind.ts';
import { badFile, displayName, readInput } from './files.ts';
import { loadProgram } from './load.ts';
import { progressBar } from './progress.ts';
import { RESULTS, refuseFolder, writeFolder } from './results-folder.ts';
import { tellFaults, tellWarnings } from './tell.ts';
import { jsonText, printJson, printPage } from './terminal.ts';

export interface BatchOptions extends DrawOptions {
  /** One scenario over every authority, in place of every scenario of a folder. */
  readonly authorities?: boolean;
  readonly csv?: boolean;
  readonly out?: string;
}

/** One line of the table, before it is run. */
interface Job {
  readonly file: string;
  /** The authority, where each line is one. */
  readonly area?: string;
  readonly keeping?: Keeping;
  /** @returns undefined for a file that is no scenario */
  load(): Compared | undefined;
}

/**
 * Compares every scenario below a folder, or one scenario in every authority, and tells of all of them in one table;
 * one that fails is told, and the rest goes on.
 */
export async function batchCommand(path: string, options: BatchOptions): Promise<number> {
  const { out, json, csv, color } = options;
  if (out !== undefined) refuseFolder(out);
  const program = await loadProgram(new Faults());
  const asked = readAsked(options, program, []);
  const jobs = options.authorities ? ofAuthorities(path, program, asked) : ofFolder(path, program, options);
  const deciding = asked.deciding.spec;
  const claim = out === undefined ? undefined : claimPlace(out, RESULTS);
  try {
    const rows: BatchRow[] = [];
    const failed: Diagnostic[] = [];
    const tell = options.authorities ? progressBar('authorities') : undefined;
    for (const [i, job] of jobs.entries()) {
      const row = await compareOne(job, asked, failed);
      if (row) rows.push(row);
      tell?.(i + 1, jobs.length);
    }
    if (rows.length === 0) throw badFile('cli/batch', `there is no scenario below ${path}`);
    const document = batchJson(rows, deciding);
    if (claim)
      writeFolder(
        claim,
        { 'summary.csv': batchCsv(rows, deciding), 'summary.json': jsonText(document) },
        {
          draws: { asked: asked.draws, sampling: asked.sampling, noise: options.noise === true },
          deciding: deciding.name,
        },
      );
    if (json) printJson(document);
    else if (csv) process.stdout.write(batchCsv(rows, deciding));
    else printPage(batchTable(rows, deciding), color);
    tellWarnings(failed, options);
    return failed.length > 0 || rows.some(r => r.faults) ? EXIT.failed : EXIT.fine;
  } finally {
    claim?.release();
  }
}

/** @returns undefined for a file that is no scenario, but an area, a table or a part of a model */
async function compareOne(job: Job, asked: Asked, failed: Diagnostic[]): Promise<BatchRow | undefined> {
  const { options, draws } = asked;
  const of = { file: displayName(job.file), ...(job.area !== undefined && { area: job.area }) };
  try {
    const compared = job.load();
    if (!compared) return undefined;
    const { comparison } = await compareScenario(compared, asked, job.keeping);
    const tooMany = tooManyFailed(comparison);
    if (tooMany) failed.push(tooMany);
    return { ...batchRow(comparison), ...of };
  } catch (e) {
    if (!(e instanceof BadInput)) throw e;
    if (!options.json) tellFaults(e.diagnostics, options);
    return { ...of, faults: e.diagnostics, draws, failed: 0 };
  }
}

/** Every YAML file below a folder, by name; hidden ones left out. */
function ofFolder(folder: string, program: Program, options: BatchOptions): Job[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw badFile(
      'cli/batch',
      `${folder} is not a folder`,
      'to compare one file: tx-sim compare; to compare it in every authority: --authorities',
    );
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.ya?ml$/.test(name) && !/(^|[\\/])\./.test(name))
    .sort()
    .map(name => {
      const file = join(folder, name);
      return { file, load: () => loadIfScenario(file, program, options) };
    });
}

function loadIfScenario(file: string, program: Program, options: BatchOptions): Compared | undefined {
  const faults = new Faults();
  const kind = kindOf(readInput(file), faults);
  if (!kind) throw new BadInput(faults.all);
  return kind === 'scenario' ? loadCompared(file, program, options) : undefined;
}

/**
 * One scenario in each authority of England. What is at fault in the scenario is told once, before any is run; one
 * program serves all whose area can be made.
 */
function ofAuthorities(file: string, program: Program, asked: Asked): Job[] {
  const { options } = asked;
  loadCompared(file, program, options);
  const { table, build } = loadAuthorities();
  const jobs = table.authorities.map((authority): Job => {
    let compared: Compared | undefined;
    return {
      file,
      area: authority.name,
      load: () => (compared ??= loadCompared(file, program, options, build(authority, new Faults()))),
    };
  });
  // A bar of draws would flicker: each authority has few.
  const keeping = { ...sharedProgram(jobs, program, asked), onDraw: () => {} };
  return jobs.map(job => ({ ...job, keeping }));
}

/** One program for all jobs that can be run, where there is one: chance has programs of its own. */
function sharedProgram(jobs: readonly Job[], { model }: Program, asked: Asked): Keeping {
  const { options, draws, sampling, outcomes } = asked;
  const experiments = options.noise ? [] : jobs.flatMap(job => loadIfSound(job)?.experiment ?? []);
  const [first] = experiments;
  if (!first) return {};
  return {
    shared: programOfAll(experiments, sampleParameters(model, first.spec, draws, sampling), outcomes),
  };
}

/** What is at fault is told when the job's turn comes. */
function loadIfSound(job: Job): Compared | undefined {
  try {
    return job.load();
  } catch (e) {
    if (e instanceof BadInput) return undefined;
    throw e;
  }
}
