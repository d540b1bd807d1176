import { expect, it } from 'vitest';
import { areaOf, resolve, SHIPPED } from '../treatment/bench.ts';
import { drawAll, valuesOf } from './draw-all.ts';

it.each([...SHIPPED.keys()])('%s runs in draws', { timeout: 60_000 }, name => {
  const text = SHIPPED.get(name)!;
  const ensemble = drawAll(resolve(text, areaOf(text)), 2, { only: ['net_monetary_benefit'] });
  expect(ensemble.failures).toEqual([]);
  for (const arm of ensemble.experiment.arms)
    for (const value of valuesOf(ensemble, 'net_monetary_benefit', arm.name)) expect(value).not.toBeNaN();
});
