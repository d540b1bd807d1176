import { describe } from 'vitest';
import { expectFunctionsSame } from './any-doubles.ts';

describe.each([1, 2, 4])('with %i lanes', lanes => {
  expectFunctionsSame(lanes, 100_000);
});
