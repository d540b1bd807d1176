import type { ParameterSpec } from '../model/spec.ts';
import { log } from '../numeric/math.ts';
import type { Distribution } from '../numeric/quantile.ts';

/** Why a parameter cannot be drawn so, in words that follow its name, and a way out. */
export interface Refusal {
  readonly fault: string;
  readonly hint?: string;
}

/** Standard deviations from the middle to an end of the middle 95 %. */
const TO_THE_END = 1.959963984540054;

/**
 * The distribution that a parameter's range stands for. A triangle, a PERT and a uniform end at its ends. Of the
 * others it is the middle 95 %: the lognormal has the usual value as its median and an even width in logarithms; normal,
 * gamma and beta have it as their mean, and the standard deviation that a normal of that range has.
 *
 * @param usual the value used when none is drawn, or the factor 1; within the range
 */
export function distributionOf(
  { distribution, range, oneOf }: ParameterSpec,
  usual: number,
): Distribution | Refusal {
  const [low, high] = range;
  const sd = (high - low) / (2 * TO_THE_END);
  switch (distribution) {
    case 'triangular':
      return { kind: 'triangular', low, mode: usual, high };
    case 'pert':
      return pertOf(low, usual, high);
    case 'uniform':
      return { kind: 'uniform', low, high };
    case 'normal':
      return { kind: 'normal', mean: usual, sd };
    case 'lognormal':
      return low > 0
        ? { kind: 'lognormal', median: usual, sdOfLog: log(high / low) / (2 * TO_THE_END) }
        : notAboveZero('lognormal', low, usual);
    case 'gamma':
      return low >= 0 && usual > 0
        ? { kind: 'gamma', shape: (usual / sd) * (usual / sd), scale: (sd / usual) * sd }
        : notAboveZero('gamma', low, usual);
    case 'beta':
      return betaOf(range, usual, sd);
    case 'discrete':
      return discreteOf(oneOf, range, usual);
    case 'fixed':
      throw new Error('nothing fixed is drawn');
  }
}

const notAboveZero = (name: string, low: number, usual: number): Refusal => ({
  fault: `is ${name}, which is above zero, but it is usually ${usual}, from ${low}`,
  hint: 'normal, triangular and uniform can be zero and below',
});

/**
 * A beta between the ends whose mean is (low + 4 mode + high) / 6: D. G. Malcolm, J. H. Roseboom, C. E. Clark and
 * W. Fazar, "Application of a technique for research and development program evaluation", Operations Research 7 (1959).
 */
function pertOf(low: number, mode: number, high: number): Distribution {
  const width = high - low;
  const [a, b] = [1 + (4 * (mode - low)) / width, 1 + (4 * (high - mode)) / width];
  return { kind: 'beta', a, b, low, high };
}

/** The beta of a mean and a standard deviation: its shapes add up to mean (1 - mean) / sd² - 1. */
function betaOf([low, high]: readonly [number, number], mean: number, sd: number): Distribution | Refusal {
  if (low < 0 || high > 1 || mean === 0 || mean === 1)
    return {
      fault: `is beta, a share between 0 and 1, but it is usually ${mean}, from ${low} to ${high}`,
      hint: 'pert has the same form between any two ends',
    };
  const sum = ((mean / sd) * (1 - mean)) / sd - 1;
  if (!(sum > 0))
    return {
      fault: `has a range too wide for a beta: with a mean of ${mean} none has a standard deviation of ${sd.toPrecision(3)}`,
      hint: `${low} to ${high} is read as the middle 95 %; uniform or pert reach from end to end`,
    };
  return { kind: 'beta', a: mean * sum, b: (1 - mean) * sum, low: 0, high: 1 };
}

/** Values within the range, each once and with a weight above zero; the usual one among them. */
function discreteOf(
  oneOf: ParameterSpec['oneOf'],
  [low, high]: readonly [number, number],
  usual: number,
): Distribution | Refusal {
  const hint = 'write one_of: [[value, weight], …]';
  if (!oneOf || oneOf.value.length === 0)
    return { fault: 'is discrete, and does not say what it is one of', hint };
  const values = oneOf.value.map(([value, weight]) => [value ?? NaN, weight ?? NaN] as const);
  const wrong = oneOf.value.find(pair => pair.length !== 2 || !(pair[1]! > 0));
  if (wrong) return { fault: `needs a value and a weight above zero, found [${wrong.join(', ')}]`, hint };
  const outside = values.find(([value]) => value < low || value > high);
  if (outside) return { fault: `can be ${outside[0]}, outside its own range ${low} to ${high}` };
  const twice = values.find(([value], i) => values.findIndex(other => other[0] === value) < i);
  if (twice) return { fault: `can be ${twice[0]} twice`, hint: 'add the two weights up' };
  if (!values.some(([value]) => value === usual))
    return { fault: `is usually ${usual}, which is not one of ${values.map(([value]) => value).join(', ')}` };
  return { kind: 'discrete', values };
}
