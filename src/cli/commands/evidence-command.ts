import { Faults, suggest } from '../../diagnostics/diagnostic.ts';
import { STATUSES, type Status } from '../../model/spec.ts';
import { ledgerOf } from '../../report/ledger.ts';
import { ledgerJson, ledgerPage } from '../../report/ledger-page.ts';
import { readArea } from '../../scenario/area/area-file.ts';
import { findArea } from '../disk/area-files.ts';
import { badFile, readInput } from '../disk/files.ts';
import { chooseSector } from '../load/choose.ts';
import { given, loadModel } from '../load/load.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { printJson, printPage } from '../tell/terminal.ts';

export interface EvidenceOptions {
  readonly sector?: string;
  readonly status?: string;
  readonly area?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

/** What every number rests on: parameters by sector and status, in order of doubt, with the outcomes that each feeds. */
export async function evidenceCommand(options: EvidenceOptions): Promise<number> {
  const { sector, status, area, json, color } = options;
  const faults = new Faults();
  const model = await loadModel(faults);
  const request = {
    ...(sector !== undefined && { sector: chooseSector(sector, model) }),
    ...(status !== undefined && { status: chooseStatus(status) }),
  };
  const file = area === undefined ? undefined : readInput(findArea(area));
  const figures = file && given(readArea(file.text, file.file, faults), faults);
  const ledger = ledgerOf(model, request, figures);
  if (json) printJson(ledgerJson(ledger));
  else printPage(ledgerPage(ledger), color);
  return EXIT.fine;
}

function chooseStatus(word: string): Status {
  const known = STATUSES.find(s => s === word);
  if (known) return known;
  throw badFile('cli/status', `"${word}" is no status of a parameter`, suggest(word, STATUSES));
}
