import { describe } from 'vitest';
import { COMMANDS, expectAlone } from './expect-alone.ts';

describe('every command', { timeout: 240_000 }, () => {
  expectAlone(COMMANDS);
});
