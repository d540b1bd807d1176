import { existsSync } from 'node:fs';
import { badFile, shippedFile } from './files.ts';

/** England's figures, from which others are scaled; not an area that a scenario could start from. */
export const NATIONAL_FIGURES = shippedFile('scenarios/areas/england-figures.yaml');

/** What is published for every authority of England: a table, not an area. */
export const AUTHORITIES = shippedFile('scenarios/areas/authorities.yaml');

/** The area of the shipped scenarios. */
export const DEFAULT_AREA = 'barnet';

/** An area by its file, or by its name: under the working directory's scenarios first, then among those shipped. */
export function findArea(area: string): string {
  const own = `scenarios/areas/${kebabCase(area)}.yaml`;
  const found = [area, own, shippedFile(own)].find(path => /\.ya?ml$/.test(path) && existsSync(path));
  if (found !== undefined || /\.ya?ml$/.test(area)) return found ?? area;
  throw badFile(
    'cli/unknown-area',
    `there is no area file for "${area}": looked for ${own}`,
    '`tx-sim area new` or `tx-sim area import` makes one; a file can also be named by its path',
  );
}

/** `Barnet` as `barnet`, `Bath & North East Somerset` as `bath-and-north-east-somerset`. */
export const kebabCase = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/['’.]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
