import { Faults } from '../../diagnostics/diagnostic.ts';
import { newAreaJson, newAreaPage } from '../../report/new-area-page.ts';
import { writeArea } from '../../scenario/area/area-file.ts';
import { findAuthority } from '../../scenario/area/authorities.ts';
import { kebabCase } from '../disk/area-files.ts';
import { badFile, displayName, isTaken } from '../disk/files.ts';
import { writeWhole } from '../disk/write-whole.ts';
import { loadAuthorities } from '../load/authorities.ts';
import { given } from '../load/load.ts';
import { EXIT } from '../tell/exit-codes.ts';
import { tellWarnings } from '../tell/tell.ts';
import { printJson, printPage } from '../tell/terminal.ts';

export interface AreaNewOptions {
  readonly to?: string;
  readonly json?: boolean;
  readonly color?: boolean;
}

/** Writes the area of an authority that has no full export; never over a file that is there. */
export async function areaNewCommand(name: string, options: AreaNewOptions): Promise<number> {
  const faults = new Faults();
  const { table, build } = loadAuthorities();
  const authority = given(findAuthority(name, table, faults), faults);
  const to = options.to ?? `scenarios/areas/${kebabCase(authority.name)}.yaml`;
  if (isTaken(to))
    throw badFile(
      'cli/unwritable',
      `cannot write ${to}: something of that name is already there`,
      'name another file with --to: area new never overwrites',
    );
  const area = build(authority, faults);
  writeWhole(to, writeArea(area, 'new'), 'nothing');
  tellWarnings(faults.all, options);
  const file = displayName(to);
  if (options.json) printJson({ ...newAreaJson(area, file), warnings: faults.all });
  else printPage(newAreaPage(area, file), options.color);
  return EXIT.fine;
}
