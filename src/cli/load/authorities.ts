import { Faults } from '../../diagnostics/diagnostic.ts';
import { type Authorities, type Authority, readAuthorities } from '../../scenario/area/authorities.ts';
import type { AreaFile } from '../../scenario/area/figure.ts';
import { type NewAreaSources, newArea } from '../../scenario/area/new-area.ts';
import { AUTHORITIES, NATIONAL_FIGURES } from '../disk/area-files.ts';
import { readInput, shippedFile } from '../disk/files.ts';
import { given } from './load.ts';
import { areaOf } from './packed-areas.ts';

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
  const shipped = (path: string): AreaFile => given(areaOf(readInput(path), faults), faults);
  const sources: NewAreaSources = {
    table,
    average: shipped(shippedFile('scenarios/areas/england-average.yaml')),
    national: shipped(NATIONAL_FIGURES),
  };
  return { table, build: (authority, own) => given(newArea(authority, sources, own), own) };
}
