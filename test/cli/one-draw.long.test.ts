import { it } from 'vitest';
import { expectSameAlone } from './draw-alone.ts';

it.each([
  ['of Sobol', ['--sampling', 'sobol']],
  ['by chance', ['--noise', '--seed', 'another']],
])('run --draw gives the numbers that compare has written of it, %s', (_, how) => expectSameAlone(...how));
