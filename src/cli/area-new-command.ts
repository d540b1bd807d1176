import { Faults } from '../diagnostics/diagnostic.ts';
import { newAreaJson, newAreaPage } from '../report/new-area-page.ts';
import { writeArea } from '../scenario/area/area-file.ts';
import { findAuthority } from '../scenario/area/authorities.ts';
import { kebabCase } from './area-files.ts';
import { loadAuthorities } from './authorities.ts';
import { EXIT } from './exit-codes.ts';
import { badFile, displayName, isTaken } from './files.ts';
import { given } from './load.ts';
import { tellWarnings } from './tell.ts';
import { printJson, printPage } from './terminal.ts';
import { writeWhole } from './write-whole.ts';

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
