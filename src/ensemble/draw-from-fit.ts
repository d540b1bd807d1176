import { streamKey, uniform } from '../numeric/stream.ts';
import { type Posterior, rowChooser } from '../scenario/posterior/posterior.ts';

/** The name of the stream that chooses rows; no parameter can have it. */
const STREAM = 'rows of the fit';

/**
 * The values of a posterior's parameters in every draw, by name: draw k has a row that was chosen by weight, a pure
 * function of the seed and k, whatever the sampling of the other parameters.
 */
export function drawFromFit(
  posterior: Posterior,
  seed: string,
  draws: number,
): ReadonlyMap<string, Float64Array> {
  const { parameters, values } = posterior;
  const key = streamKey(seed, STREAM);
  const choose = rowChooser(posterior);
  const rows = Array.from({ length: draws }, (_, k) => choose(uniform(key, k)));
  return new Map(
    parameters.map(({ name }, p) => [
      name.value,
      Float64Array.from(rows, row => values[row * parameters.length + p]!),
    ]),
  );
}
