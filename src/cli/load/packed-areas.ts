import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Faults } from '../../diagnostics/diagnostic.ts';
import { readArea } from '../../scenario/area/area-file.ts';
import type { AreaFile } from '../../scenario/area/figure.ts';
import type { LoadedFile } from '../../scenario/read-scenario.ts';
import { packSource, unpackSource } from '../../source/pack.ts';
import { readYaml, type SourceNode } from '../../source/yaml.ts';
import { AUTHORITIES } from '../disk/area-files.ts';
import { shippedFile } from '../disk/files.ts';
import { hashText } from './model-files.ts';

const AREAS = 'scenarios/areas';
const packedFile = (text: string): string => shippedFile(`dist/areas/${hashText(text)}.json`);

/** The files of areas and of England's figures that ship with the package. */
export const shippedAreaFiles = (): string[] =>
  readdirSync(shippedFile(AREAS))
    .filter(f => f.endsWith('.yaml'))
    .map(f => shippedFile(`${AREAS}/${f}`))
    .filter(f => f !== AUTHORITIES);

/** Parses the areas that ship with the package beforehand: an area is much longer than a scenario. */
export function writePackedAreas(): void {
  mkdirSync(shippedFile('dist/areas'), { recursive: true });
  for (const file of shippedAreaFiles()) {
    const text = readFileSync(file, 'utf8');
    const node = readYaml(text, file, new Faults());
    if (node) writeFileSync(packedFile(text), JSON.stringify(packSource(node)));
  }
}

/** The area of a file; undefined after a fault. */
export const areaOf = (loaded: LoadedFile, faults: Faults): AreaFile | undefined =>
  readArea(loaded.text, loaded.file, faults, packedArea(loaded));

/** What parsing an area's text would give, where this very text was parsed beforehand. */
function packedArea({ text, file }: LoadedFile): SourceNode | undefined {
  try {
    return unpackSource(JSON.parse(readFileSync(packedFile(text), 'utf8')), file);
  } catch {
    // None, or half of one that a killed build has left.
    return undefined;
  }
}
