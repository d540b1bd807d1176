import type { Program } from '../../compile/program.ts';
import { BadInput, type Diagnostic, Faults } from '../../diagnostics/diagnostic.ts';
import { sampleParameters } from '../../ensemble/sample-parameters.ts';
import { type BatchRow, batchCsv, batchJson, batchRow, batchTable } from '../../report/batch-table.ts';
import { badFile } from '../disk/files.ts';
import { holdPlace } from '../disk/hold-place.ts';
import { type Inputs, rememberInputs } from '../disk/inputs.ts';
import { inputsFile, repeatableOf } from '../disk/repeatable.ts';
import { type Content, RESULTS, refuseFolder, writeFolder } from '../disk/results-folder.ts';
import { loadAuthorities } from '../load/authorities.ts';
import { kindOf } from '../load/file-kind.ts';
import { loadProgram } from '../load/load.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { heedInterrupt, Interrupted } from '../tell/interrupt.ts';
import { progressBar } from '../tell/progress.ts';
import { tellFaults, tellWarnings } from '../tell/tell.ts';
import { jsonText, printJson, printPage } from '../tell/terminal.ts';
import {
  type Asked,
  type Compared,
  compareScenario,
  type DrawOptions,
  type Keeping,
  loadCompared,
  readAsked,
} from '../work/compare-scenario.ts';
import { tooManyFailed } from '../work/failed-draws.ts';
import { programForDraws } from '../work/packed-lanes.ts';

export interface BatchOptions extends DrawOptions {
  /** One scenario over every authority, in place of every scenario of a folder. */
  readonly authorities?: boolean;
  readonly csv?: boolean;
  readonly out?: string;
}

/** One line of the table, before it is run. */
interface Job {
  /** As messages name it. */
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
  const inputs = rememberInputs();
  const prepared = await prepareBatch(path, options, inputs);
  const place = out === undefined ? undefined : holdPlace(out, RESULTS);
  try {
    const batch = await runBatch(prepared);
    const { rows, failed, asked } = batch;
    const deciding = asked.deciding.spec;
    if (place) {
      const how = { file: path, options, kept: inputs.kept };
      writeFolder(
        place,
        { ...batchFiles(batch), ...inputsFile(how) },
        {
          draws: { asked: asked.draws, sampling: asked.sampling, noise: options.noise === true },
          deciding: deciding.name,
          repeat: repeatableOf('batch', how),
        },
      );
    }
    if (json) printJson(batchJson(rows, deciding));
    else if (csv) process.stdout.write(batchCsv(rows, deciding));
    else printPage(batchTable(rows, deciding), color);
    tellWarnings(failed, options);
    return failed.length > 0 || rows.some(r => r.faults) ? EXIT.failed : EXIT.fine;
  } finally {
    place?.release();
  }
}

/** Everything that can be proven before the first scenario is run. */
interface PreparedBatch {
  readonly path: string;
  readonly asked: Asked;
  readonly jobs: readonly Job[];
}

/** @throws BadInput where what is asked for, or the one scenario over all authorities, is at fault */
export async function prepareBatch(
  path: string,
  options: BatchOptions,
  inputs: Inputs,
): Promise<PreparedBatch> {
  const program = await loadProgram(new Faults());
  const asked = readAsked(options, program, []);
  const jobs = options.authorities
    ? ofAuthorities(path, program, asked, inputs)
    : ofFolder(path, program, options, inputs);
  return { path, asked, jobs };
}

/** What came of every scenario, or of every authority. */
interface Batch {
  readonly asked: Asked;
  readonly rows: readonly BatchRow[];
  /** Of those of which too many draws failed. */
  readonly failed: readonly Diagnostic[];
}

export async function runBatch({ path, asked, jobs }: PreparedBatch): Promise<Batch> {
  const rows: BatchRow[] = [];
  const failed: Diagnostic[] = [];
  const tell = jobs.some(job => job.area !== undefined) ? progressBar('authorities') : undefined;
  await heedInterrupt(async signal => {
    for (const [i, job] of jobs.entries()) {
      const row = await compareOne(job, asked, failed);
      // What has all its draws is whole, but the rest is not begun.
      if (signal.aborted) throw new Interrupted(signal);
      if (row) rows.push(row);
      tell?.(i + 1, jobs.length);
    }
  });
  if (rows.length === 0) throw badFile('cli/batch', `there is no scenario below ${path}`);
  return { asked, rows, failed };
}

/** A batch as files: its table. */
export const batchFiles = ({ asked, rows }: Batch): Readonly<Record<string, Content>> => ({
  'summary.csv': batchCsv(rows, asked.deciding.spec),
  'summary.json': jsonText(batchJson(rows, asked.deciding.spec)),
});

/** @returns undefined for a file that is no scenario, but an area, a table or a part of a model */
async function compareOne(job: Job, asked: Asked, failed: Diagnostic[]): Promise<BatchRow | undefined> {
  const { options, draws } = asked;
  const of = { file: job.file, ...(job.area !== undefined && { area: job.area }) };
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

function ofFolder(folder: string, program: Program, options: BatchOptions, inputs: Inputs): Job[] {
  return inputs
    .below(folder)
    .map(file => ({ file, load: () => loadIfScenario(file, program, options, inputs) }));
}

function loadIfScenario(
  file: string,
  program: Program,
  options: BatchOptions,
  inputs: Inputs,
): Compared | undefined {
  const faults = new Faults();
  const kind = kindOf(inputs.read(file), faults);
  if (!kind) throw new BadInput(faults.all);
  return kind === 'scenario' ? loadCompared(file, program, options, inputs) : undefined;
}

/**
 * One scenario in each authority of England. What is at fault in the scenario is told once, before any is run; one
 * program serves all whose area can be made.
 */
function ofAuthorities(path: string, program: Program, asked: Asked, inputs: Inputs): Job[] {
  const { options } = asked;
  const { file } = loadCompared(path, program, options, inputs).experiment.spec;
  const { table, build } = loadAuthorities();
  const jobs = table.authorities.map((authority): Job => {
    let compared: Compared | undefined;
    return {
      file,
      area: authority.name,
      load: () => (compared ??= loadCompared(path, program, options, inputs, build(authority, new Faults()))),
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
  // They differ in their areas alone.
  const sample = sampleParameters(model, first.spec, draws, sampling);
  return {
    shared: programForDraws(
      experiments.map(experiment => ({ experiment, sample })),
      outcomes,
    ),
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
