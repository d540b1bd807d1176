import { it } from 'vitest';
import { expectCorrelatedDrawn } from './draw-density.ts';

it('draws of twenty correlated coordinates have their means, standard deviations and correlations', () =>
  expectCorrelatedDrawn(20, 90_000));
