import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { BadInput } from '../diagnostics/diagnostic.ts';
import type { OutcomeTable } from '../outcome/outcome-table.ts';
import { claimJson } from '../report/claim-json.ts';
import { outcomesCsv } from '../report/csv.ts';
import { resolvedScenario, writeScenario } from '../report/resolved-scenario.ts';
import type { RunResults } from '../report/run-results.ts';
import { SCHEMA_VERSION } from '../report/schema-version.ts';
import { writeArea } from '../scenario/area/area-file.ts';
import { outcomeDimensions } from './choose.ts';
import { badFile, isBelow, makeFolders, reasonOf } from './files.ts';
import { version } from './version.ts';

const MANIFEST = 'manifest.json';
const AREA = 'area.yaml';

/** Refuses a folder that holds anything but an earlier result of ours, before a run is spent on it. */
export function refuseFolder(path: string): void {
  const refuse = (why: string): never => {
    throw badFile('cli/out', `cannot write results to ${path}: ${why}`, 'name an empty or a new folder');
  };
  if (path.trim() === '') refuse('no folder is named');
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) refuse('it is not a folder');
  if (isBelow(realpathSync(process.cwd()), realpathSync(path)))
    refuse('it is the folder this command runs in, or holds it');
  const found = readdirSync(path);
  if (found.length === 0) return;
  if (!found.includes(MANIFEST))
    refuse('the folder is not empty, and what it holds is not an earlier result');
  const known = filesOfManifest(join(path, MANIFEST));
  if (!known) refuse(`its ${MANIFEST} was not written by tx-sim`);
  const stray = found.find(name => name !== MANIFEST && !known?.includes(name));
  if (stray !== undefined) refuse(`it also holds ${stray}, which tx-sim did not write`);
}

function filesOfManifest(path: string): string[] | undefined {
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    return manifest.tool?.name === 'tx-sim' ? Object.keys(manifest.files) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes a run's results: the manifest, the scenario with nothing left to look up and the area that it ran on (the
 * two run again as they stand), and every outcome by year, whole and by every element; with loops cut, whole. The folder appears whole or
 * not at all.
 */
export function writeResults(
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
  const header = [`Resolved by tx-sim ${version}: what was extended and shared is in each arm.`];
  const files: Record<string, string> = {
    [AREA]: writeArea(experiment.area),
    'outcomes.csv': outcomesCsv(tables),
    'scenario.resolved.yaml': writeScenario(resolvedScenario(experiment.spec, AREA), header),
    ...(claim && { 'claim.json': `${JSON.stringify(claimJson(claim), null, 2)}\n` }),
  };
  const manifest = {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: 'tx-sim', version },
    versions: { node: process.version },
    command: ['tx-sim', ...process.argv.slice(2)],
    title: experiment.spec.title,
    seed: experiment.spec.seed,
    ...(cut && { cut: cut.loops.map(l => l.name) }),
    hashes,
    files: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, { sha256: sha256(text) }])),
  };
  replaceFolder(path, { ...files, [MANIFEST]: `${JSON.stringify(manifest, null, 2)}\n` });
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Fills a new folder beside the old one, then swaps the two. */
function replaceFolder(path: string, files: Readonly<Record<string, string>>): void {
  let fresh: string | undefined;
  try {
    const target = existsSync(path) ? realpathSync(path) : resolve(path);
    makeFolders(dirname(target));
    fresh = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
    chmodSync(fresh, 0o755);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(fresh, name), text);
    // What it holds may have changed while the run went on.
    refuseFolder(target);
    swap(fresh, target);
  } catch (e) {
    if (fresh !== undefined && existsSync(fresh)) rmSync(fresh, { recursive: true });
    if (e instanceof BadInput) throw e;
    throw badFile('cli/unwritable', `cannot write results to ${path}: ${reasonOf(e)}`);
  }
}

function swap(fresh: string, target: string): void {
  if (!existsSync(target)) {
    renameSync(fresh, target);
    return;
  }
  const old = `${fresh}-old`;
  renameSync(target, old);
  try {
    renameSync(fresh, target);
  } catch (e) {
    renameSync(old, target);
    throw e;
  }
  removeResults(old);
}

/** Removes an earlier result, file by file as its manifest names them: nothing else can be lost with it. */
function removeResults(folder: string): void {
  const manifest = join(folder, MANIFEST);
  for (const name of filesOfManifest(manifest) ?? []) rmSync(join(folder, name), { force: true });
  rmSync(manifest, { force: true });
  rmdirSync(folder);
}
