/** Run after the bundle is built: packs the model's files, so that the command need not parse them each time. */
import { writeFileSync } from 'node:fs';
import { BadInput, Faults } from '../diagnostics/diagnostic.ts';
import { packSource } from '../source/pack.ts';
import { readYaml } from '../source/yaml.ts';
import { hashText, packedModelFile, readModelTexts } from './model-files.ts';

const faults = new Faults();
const packed = readModelTexts().map(({ file, text }) => {
  const node = readYaml(text, file, faults);
  if (!node) throw new BadInput(faults.all);
  return { hash: hashText(text), node: packSource(node) };
});
writeFileSync(packedModelFile, JSON.stringify(packed));
