import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { packSource, unpackSource } from '../../src/source/pack.ts';
import { readYaml } from '../../src/source/yaml.ts';

describe('a packed source tree', () => {
  const folder = 'src/model/treatment';
  it.each(readdirSync(folder))('gives %s back as it was read, places and all', name => {
    const file = `${folder}/${name}`;
    const node = readYaml(readFileSync(file, 'utf8'), file, new Faults())!;
    expect(unpackSource(JSON.parse(JSON.stringify(packSource(node))), file)).toEqual(node);
  });

  it('keeps the text of a value that YAML reads in its own way', () => {
    const node = readYaml('a: 1.50\nb: null\nc: "0x"\nd: [~, true]\n', 'x.yaml', new Faults())!;
    expect(unpackSource(JSON.parse(JSON.stringify(packSource(node))), 'x.yaml')).toEqual(node);
  });
});
