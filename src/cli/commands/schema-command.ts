import { areaShape } from '../../scenario/area/area-file.ts';
import { scenarioSchema } from '../../scenario/schema.ts';
import { EXIT } from '../tell/exit-codes.ts';

/** Prints the JSON Schema of a scenario or an area file. */
export async function schemaCommand(what: 'scenario' | 'area'): Promise<number> {
  const area = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'tx-sim area',
    ...areaShape.schema,
  };
  const schema = what === 'area' ? area : scenarioSchema();
  process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
  return EXIT.fine;
}
