import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { badFile, displayName } from './files.ts';
import { namesIn } from './results-manifest.ts';

export const isYaml = (name: string): boolean => /\.ya?ml$/i.test(name);

/** Every file below a folder, by name: none that is hidden, that others have installed, or that is part of a result. */
export function filesBelow(folder: string): string[] {
  const isResult = new Map<string, boolean>();
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => !/(^|[\\/])(\.|node_modules[\\/])/.test(name))
    .sort()
    .map(name => join(folder, name))
    .filter(file => {
      const within = dirname(file);
      if (!isResult.has(within)) isResult.set(within, namesIn(within) !== undefined);
      return !isResult.get(within) && !lstatSync(file).isDirectory();
    });
}

/** Every YAML file below a folder, as messages name it. @throws BadInput where it is no folder */
export function yamlBelow(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw badFile(
      'cli/batch',
      `${folder} is not a folder`,
      'to compare one file: tx-sim compare; to compare it in every authority: --authorities',
    );
  return filesBelow(folder).filter(isYaml).map(displayName);
}
