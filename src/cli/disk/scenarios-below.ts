import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { badFile, displayName } from './files.ts';

/** Every YAML file below a folder, by name; hidden ones left out. @throws BadInput where it is no folder */
export function scenariosBelow(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw badFile(
      'cli/batch',
      `${folder} is not a folder`,
      'to compare one file: tx-sim compare; to compare it in every authority: --authorities',
    );
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.ya?ml$/.test(name) && !/(^|[\\/])\./.test(name))
    .sort()
    .map(name => displayName(join(folder, name)));
}
