import { describe } from 'vitest';
import { expectAnyEquationsSame } from './expect-any-equations.ts';

describe.each([1, 2, 4])('with %i lanes', lanes => {
  expectAnyEquationsSame(lanes, 2000);
});
