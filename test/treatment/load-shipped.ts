import { readFileSync } from 'node:fs';
import type { LoadFile } from '../../src/scenario/read-scenario.ts';

/** A file that a shipped scenario names: from its own folder, or from the root once it has been resolved. */
export const loadShipped: LoadFile = path => {
  const file = `scenarios/${path.replace(/^(\.\.|scenarios)\//, '')}`;
  return { text: readFileSync(file, 'utf8'), file };
};
