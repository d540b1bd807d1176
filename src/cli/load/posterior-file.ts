import { existsSync, readFileSync, statSync } from 'node:fs';
import { badFile, isTaken } from '../disk/files.ts';

/** Where a fit's posterior stands unless another place is named: beside the fit file. */
export const posteriorFile = (fit: string): string => fit.replace(/(\.ya?ml)?$/, '-posterior.yaml');

/** What `writePosterior` begins with. */
const WRITTEN_BY_FIT = '# Written by `tx-sim fit`';

/** An earlier posterior gives way to a new one; any other file does not, nor can a folder be written. @throws BadInput */
export function refuseTarget(path: string): void {
  if (path.trim() === '' || /[\\/]$/.test(path))
    throw badFile('cli/target', `--to needs the name of a file, found "${path}"`);
  if (!isTaken(path)) return;
  if (existsSync(path) && statSync(path).isFile() && readFileSync(path, 'utf8').startsWith(WRITTEN_BY_FIT))
    return;
  throw badFile(
    'cli/exists',
    `${path} is there already, and no fit has written it`,
    'name another file with --to',
  );
}
