import { existsSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { starterScenario } from '../report/starter-scenario.ts';
import { EXIT } from './exit-codes.ts';
import { badFile, displayName, isBelow, makeFolders, readInput, reasonOf, shippedFile } from './files.ts';

const AREA = 'scenarios/areas/barnet.yaml';
const SCHEMA = 'src/scenario/scenario.schema.json';

/** Writes a commented scenario that runs as it is; never over a file that is there. */
export async function initCommand(file: string): Promise<number> {
  if (file === '-') {
    process.stdout.write(starterFor(process.cwd(), pathTo(process.cwd(), shippedFile(AREA))));
    return EXIT.fine;
  }
  const folder = dirname(resolve(file));
  try {
    makeFolders(folder);
    const area = areaFor(realpathSync(folder));
    writeFileSync(file, starterFor(folder, area), { flag: 'wx' });
  } catch (e) {
    const isThere = (e as NodeJS.ErrnoException).code === 'EEXIST';
    throw badFile(
      'cli/unwritable',
      `cannot write ${file}: ${reasonOf(e)}`,
      isThere ? 'name another file: init never overwrites' : undefined,
    );
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
  if (!existsSync(copy)) {
    makeFolders(dirname(copy));
    writeFileSync(copy, readInput(shipped).text, { flag: 'wx' });
  }
  return 'areas/barnet.yaml';
}
