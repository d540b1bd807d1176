import { Faults } from '../diagnostics/diagnostic.ts';
import { readArea } from '../scenario/area/area-file.ts';
import { type Authorities, type Authority, readAuthorities } from '../scenario/area/authorities.ts';
import type { AreaFile } from '../scenario/area/figure.ts';
import { type NewAreaSources, newArea } from '../scenario/area/new-area.ts';
import { AUTHORITIES, NATIONAL_FIGURES } from './area-files.ts';
import { readInput, shippedFile } from './files.ts';
import { given } from './load.ts';
import { packedArea } from './packed-areas.ts';

/** England's authorities, and a way to build the area of any. */
export interface AuthorityAreas {
  readonly table: Authorities;
  /** @throws BadInput when the national figures lack what is needed */
  build(authority: Authority, faults: Faults): AreaFile;
}

/** Reads what ships with the package for all authorities. */
export function loadAuthorities(): AuthorityAreas {
  const faults = new Faults();
  const { text, file } = readInput(AUTHORITIES);
  const table = given(readAuthorities(text, file, faults), faults);
  const areaOf = (path: string): AreaFile => {
    const loaded = readInput(path);
    return given(readArea(loaded.text, loaded.file, faults, packedArea(loaded)), faults);
  };
  const sources: NewAreaSources = {
    table,
    average: areaOf(shippedFile('scenarios/areas/england-average.yaml')),
    national: areaOf(NATIONAL_FIGURES),
  };
  return { table, build: (authority, own) => given(newArea(authority, sources, own), own) };
}
