import { AREA_CODES } from './codes/area.ts';
import { CLAIM_CODES } from './codes/claim.ts';
import { CLI_CODES } from './codes/cli.ts';
import { FIT_CODES } from './codes/fit.ts';
import { LOCK_CODES } from './codes/lock.ts';
import { MODEL_CODES } from './codes/model.ts';
import { RUN_CODES } from './codes/run.ts';
import { SCENARIO_CODES } from './codes/scenario.ts';
import { SOURCE_CODES } from './codes/source.ts';

/**
 * What every code says of the input, and what to do. Only its type is read where faults are told, so that a code without
 * a meaning does not compile; the words are loaded when somebody asks for them.
 */
export const CODES = {
  ...SCENARIO_CODES,
  ...CLAIM_CODES,
  ...AREA_CODES,
  ...FIT_CODES,
  ...SOURCE_CODES,
  ...CLI_CODES,
  ...RUN_CODES,
  ...LOCK_CODES,
  ...MODEL_CODES,
};

/** `room/what-is-wrong`. */
export type Code = keyof typeof CODES;
