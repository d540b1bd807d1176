import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { BadInput } from '../../diagnostics/diagnostic.ts';
import { starterScenario } from '../../report/starter-scenario.ts';
import {
  badFile,
  displayName,
  isBelow,
  isTaken,
  makeFolders,
  readInput,
  shippedFile,
} from '../disk/files.ts';
import { unwritable, writeWhole } from '../disk/write-whole.ts';
import { EXIT } from '../tell/exit-codes.ts';

const AREA = 'scenarios/areas/barnet.yaml';
const SCHEMA = 'src/scenario/scenario.schema.json';

/** Writes a commented scenario that runs as it is; never over a file that is there. */
export async function initCommand(file: string): Promise<number> {
  if (file === '-') {
    process.stdout.write(starterFor(process.cwd(), pathTo(process.cwd(), shippedFile(AREA))));
    return EXIT.fine;
  }
  if (isTaken(file))
    throw badFile(
      'cli/unwritable',
      `cannot write ${file}: something of that name is already there`,
      'name another file: init never overwrites',
    );
  const folder = dirname(resolve(file));
  try {
    makeFolders(folder);
    writeWhole(file, starterFor(folder, areaFor(realpathSync(folder))), 'nothing');
  } catch (e) {
    throw e instanceof BadInput ? e : unwritable(file, e);
  }
  const name = displayName(file);
  process.stdout.write(`Wrote ${name}. Next: tx-sim run ${name}\n`);
  return EXIT.fine;
}

const starterFor = (folder: string, area: string): string =>
  starterScenario(area, pathTo(folder, shippedFile(SCHEMA)));

const pathTo = (folder: string, file: string): string =>
  relative(realpathSync(folder), realpathSync(file)).split(sep).join('/');

/** The shipped area where a scenario in this folder may read it; otherwise a copy of it, beside the scenario. */
function areaFor(folder: string): string {
  const shipped = realpathSync(shippedFile(AREA));
  if (isBelow(shipped, realpathSync(process.cwd()))) return pathTo(folder, shipped);
  const copy = join(folder, 'areas', 'barnet.yaml');
  if (!existsSync(copy)) writeWhole(copy, readInput(shipped).text, 'nothing');
  return 'areas/barnet.yaml';
}
