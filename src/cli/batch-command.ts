import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from '../compile/program.ts';
import { BadInput, type Diagnostic, Faults } from '../diagnostics/diagnostic.ts';
import { type BatchRow, batchCsv, batchJson, batchRow, batchTable } from '../report/batch-table.ts';
import {
  type Asked,
  compareScenario,
  type DrawOptions,
  loadCompared,
  readAsked,
} from './compare-scenario.ts';
import { EXIT } from './exit-codes.ts';
import { tooManyFailed } from './failed-draws.ts';
import { kindOf } from './file-kind.ts';
import { badFile, displayName, readInput } from './files.ts';
import { loadProgram } from './load.ts';
import { refuseFolder, writeFolder } from './results-folder.ts';
import { tellFaults, tellWarnings } from './tell.ts';
import { jsonText, printJson, printPage } from './terminal.ts';

export interface BatchOptions extends DrawOptions {
  readonly csv?: boolean;
  readonly out?: string;
}

/** Compares every scenario below a folder, and tells of all of them in one table; one that fails is told, and the rest goes on. */
export async function batchCommand(folder: string, options: BatchOptions): Promise<number> {
  const { out, json, csv, color } = options;
  if (out !== undefined) refuseFolder(out);
  const files = findYaml(folder);
  const program = await loadProgram(new Faults());
  const asked = readAsked(options, program, []);
  const deciding = asked.deciding.spec;

  const rows: BatchRow[] = [];
  const failed: Diagnostic[] = [];
  for (const file of files) {
    const row = await compareOne(file, program, asked, failed);
    if (row) rows.push(row);
  }
  if (rows.length === 0) throw badFile('cli/batch', `there is no scenario below ${folder}`);
  const document = batchJson(rows, deciding);
  if (out !== undefined)
    writeFolder(
      out,
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
}

/** @returns undefined for a file that is no scenario, but an area or a part of a model */
async function compareOne(
  path: string,
  program: Program,
  asked: Asked,
  failed: Diagnostic[],
): Promise<BatchRow | undefined> {
  const { options, draws } = asked;
  const faults = new Faults();
  try {
    const kind = kindOf(readInput(path), faults);
    if (kind === 'area' || kind === 'model') return undefined;
    if (!kind) throw new BadInput(faults.all);
    const { comparison } = await compareScenario(loadCompared(path, program, options), asked);
    const tooMany = tooManyFailed(comparison);
    if (tooMany) failed.push(tooMany);
    return batchRow(comparison);
  } catch (e) {
    if (!(e instanceof BadInput)) throw e;
    if (!options.json) tellFaults(e.diagnostics, options);
    return { file: displayName(path), faults: e.diagnostics, draws, failed: 0 };
  }
}

/** Every YAML file below a folder, by name; hidden ones left out. */
function findYaml(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw badFile('cli/batch', `${folder} is not a folder`, 'to compare one file: tx-sim compare');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.ya?ml$/.test(name) && !/(^|[\\/])\./.test(name))
    .sort()
    .map(name => join(folder, name));
}
