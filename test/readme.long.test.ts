import { describe } from 'vitest';
import { expectTruth } from './readme-blocks.ts';

describe('the README', { timeout: 240_000 }, () => {
  expectTruth(true);
});
