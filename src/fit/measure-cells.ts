import { type CheckedModel, cellsOf } from '../check/checked.ts';
import type { MeasuredOutcome } from '../outcome/lower-outcome.ts';
import type { Measure } from './fit-spec.ts';

/**
 * The outcome of a measure, with the cells of its elements.
 *
 * @throws RangeError where the model has no such outcome, or nothing of it for those elements
 */
export function measuredOutcome({ outcomes }: CheckedModel, { outcome: name, of }: Measure): MeasuredOutcome {
  const outcome = outcomes.get(name);
  if (!outcome) throw new RangeError(`the model has no outcome ${name}`);
  if (of.size === 0) return outcome;
  const { over, whole } = outcome;
  const wanted = [...of].map(([dimension, elements]) => {
    const place = over.findIndex(set => set.dimension.name === dimension);
    if (place < 0) throw new RangeError(`${name} is not over ${dimension}`);
    return { place, ordinals: elements.map(e => over[place]!.dimension.elements.indexOf(e)) };
  });
  const cells = cellsOf(over).filter(cell =>
    wanted.every(({ place, ordinals }) => ordinals.includes(cell[place]!)),
  );
  const elements = [...of.values()].flat().join(', ');
  if (cells.length === 0) throw new RangeError(`${name} has nothing of ${elements}`);
  if (whole && cells.length > 1)
    throw new RangeError(`${name} is a ratio, and has no sum over the rest of ${elements}`);
  return { ...outcome, cells };
}
