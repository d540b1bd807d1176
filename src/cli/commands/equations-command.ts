import { existsSync, readFileSync } from 'node:fs';
import { Faults } from '../../diagnostics/diagnostic.ts';
import { documentModel } from '../../report/equations.ts';
import { equationsMarkdown, WRITTEN_BY } from '../../report/equations-markdown.ts';
import { equationsPage } from '../../report/equations-page.ts';
import { badFile, displayName } from '../disk/files.ts';
import { version } from '../disk/version.ts';
import { writeWhole } from '../disk/write-whole.ts';
import { chooseSector } from '../load/choose.ts';
import { loadModel } from '../load/load.ts';
import { hashModel } from '../load/packed-model.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { jsonText, printJson, printPage } from '../tell/terminal.ts';

export interface EquationsOptions {
  readonly sector?: string;
  readonly markdown?: boolean;
  readonly out?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

/** The whole model written out: on a page, as Markdown or JSON, or (Markdown, unless JSON is asked for) in a file. */
export async function equationsCommand(options: EquationsOptions): Promise<number> {
  const { sector, markdown, out, json, color } = options;
  const model = await loadModel(new Faults());
  const only = sector === undefined ? undefined : chooseSector(sector, model);
  const sectors = documentModel(model).filter(s => only === undefined || s.name === only);
  const hash = hashModel(model.spec);
  if (out === undefined && json) printJson({ hash, sectors });
  else if (out === undefined && !markdown) printPage(equationsPage(sectors), color);
  else {
    const text = json ? jsonText({ hash, sectors }) : equationsMarkdown(sectors, { hash, version });
    if (out === undefined) process.stdout.write(text);
    else write(out, text);
  }
  return EXIT.fine;
}

/** Writes over an earlier document of ours, and over nothing else. */
function write(path: string, text: string): void {
  if (existsSync(path) && !isOurs(readFileSync(path, 'utf8')))
    throw badFile(
      'cli/out',
      `cannot write ${path}: what is there was not written by this command`,
      'name another file',
    );
  writeWhole(path, text);
  process.stdout.write(`Wrote ${displayName(path)}.\n`);
}

const isOurs = (text: string): boolean => text.startsWith(WRITTEN_BY) || /^\{\s+"schemaVersion"/.test(text);
