import { areaShape } from '../scenario/area/area-file.ts';
import { scenarioSchema } from '../scenario/schema.ts';
import { EXIT } from './exit-codes.ts';
import { printJson } from './terminal.ts';

/** Prints the JSON Schema of a scenario or an area file. */
export async function schemaCommand(what: 'scenario' | 'area'): Promise<number> {
  const area = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'tx-sim area',
    ...areaShape.schema,
  };
  printJson(what === 'area' ? area : scenarioSchema());
  return EXIT.fine;
}
