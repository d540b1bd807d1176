import type { JsonSchema } from '../source/shape.ts';
import { armDefinitions } from './shape-arm.ts';
import { scenarioFile } from './shape-scenario.ts';

/**
 * The JSON Schema (draft 2020-12) of a scenario file, for completion and hints in editors. It says what a file may
 * look like; what its parts say together is only proven by `readScenario`.
 */
export const scenarioSchema = (): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'tx-sim scenario',
  description:
    'A question about a local drug and alcohol treatment system: an area, a span of years and the arms to compare.',
  ...scenarioFile.schema,
  $defs: armDefinitions,
});
