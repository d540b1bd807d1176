import { type Diagnostic, Faults } from '../../diagnostics/diagnostic.ts';
import { type BatchRow, batchRow, batchTable } from '../../report/batch-table.ts';
import { spreadRows, spreadsCsv } from '../../report/compare-csv.ts';
import { compareJson } from '../../report/compare-json.ts';
import { comparePage } from '../../report/compare-results.ts';
import { badFile } from '../disk/files.ts';
import { rememberInputs } from '../disk/inputs.ts';
import type { HowAsked } from '../disk/repeatable.ts';
import { version } from '../disk/version.ts';
import { chooseOutcomes } from '../load/choose.ts';
import { loadProgram } from '../load/load.ts';
import {
  choosePlaces,
  type HeldPlaces,
  holdPlaces,
  removeUnfinished,
  writeComparison,
} from '../results/compare-folder.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { tellWarnings } from '../tell/tell.ts';
import { pageWidth, printJson, printPage } from '../tell/terminal.ts';
import {
  type Asked,
  type Compared,
  compareScenario,
  type DrawOptions,
  loadCompared,
  readAsked,
} from '../work/compare-scenario.ts';
import { tooManyFailed } from '../work/failed-draws.ts';

export interface CompareOptions extends DrawOptions {
  readonly only?: readonly string[];
  readonly all?: boolean;
  readonly csv?: boolean;
  readonly out?: string;
  readonly resume?: string;
}

/** Wider tables would not fit a page. */
const WIDEST = 95;

/** Compares the arms of each scenario over draws of all that is uncertain; of several, a table of all of them as well. */
export async function compareCommand(files: readonly string[], options: CompareOptions): Promise<number> {
  const { resume } = options;
  const out = options.out ?? resume;
  if (files.length > 1 && out !== undefined)
    throw badFile('cli/out', `--out and --resume hold one scenario, found ${files.length}`);
  const places = out === undefined ? undefined : choosePlaces(out, resume);
  const program = await loadProgram(new Faults());
  const only = chooseOutcomes(options.only, program.model);
  const asked = readAsked(options, program, options.only);
  // All files are read before the first is run: a mistyped name should not cost a run.
  const inputs = rememberInputs();
  const loaded = files.map(file => loadCompared(file, program, options, inputs));
  const held = places && holdPlaces(places);
  try {
    return await compareLoaded(loaded, {
      asked,
      options,
      ...(only && { only }),
      ...(held && { held }),
      how: { file: files[0]!, options, kept: inputs.kept },
    });
  } finally {
    held?.release();
  }
}

interface Work {
  readonly asked: Asked;
  readonly options: CompareOptions;
  /** Outcomes that are wanted; absent: all. */
  readonly only?: ReadonlySet<string>;
  readonly held?: HeldPlaces;
  readonly how: HowAsked;
}

async function compareLoaded(loaded: readonly Compared[], work: Work): Promise<number> {
  const { asked, options, only, held, how } = work;
  const { resume, json, csv, color } = options;
  const shown = {
    detail: options.all === true,
    ...(only && { only }),
    width: Math.min(WIDEST, pageWidth()),
  };

  const rows: BatchRow[] = [];
  const documents: object[] = [];
  const lines: string[] = [];
  const failed: Diagnostic[] = [];
  for (const [i, compared] of loaded.entries()) {
    const results = await compareScenario(compared, asked, {
      ...(held && { keep: held.keep }),
      ...(resume !== undefined && { resume }),
    });
    const { comparison } = results;
    if (json) documents.push(compareJson(results, { version }, only));
    else if (csv) lines.push(...spreadRows(comparison, only));
    else printPage([...(i > 0 ? [{ kind: 'gap' as const }] : []), ...comparePage(results, shown)], color);
    // A page that is printed is not lost where the disk is full.
    if (held) writeComparison(held.out, how, results, only);
    if (resume !== undefined) removeUnfinished(resume);
    rows.push(batchRow(comparison));
    const tooMany = tooManyFailed(comparison);
    if (tooMany) failed.push(tooMany);
  }
  if (json) printJson(documents.length > 1 ? { comparisons: documents } : documents[0]!);
  else if (csv) process.stdout.write(spreadsCsv(lines));
  else if (rows.length > 1) printPage([{ kind: 'gap' }, ...batchTable(rows, asked.deciding.spec)], color);
  tellWarnings(failed, options);
  return failed.length > 0 ? EXIT.failed : EXIT.fine;
}
