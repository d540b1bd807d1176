import { suggest } from '../diagnostics/diagnostic.ts';
import type { Distribution } from '../numeric/quantile.ts';
import { found, number, optional, record, required, type Shape } from '../source/shape.ts';

const any = number();

const positive: Shape<number> = {
  expected: 'a number above 0',
  schema: { type: 'number', exclusiveMinimum: 0 },
  read(node, faults) {
    const read = any.read(node, faults);
    return read === undefined || read > 0
      ? read
      : faults.error('source/expected', node.place, `expected ${this.expected}, found ${read}`);
  },
};

/** A distribution out of its parts; what must rise from one to the next is proven. */
const distribution = <T>(
  parts: Shape<T>,
  build: (read: T) => Distribution,
  rising: (read: T) => readonly number[] = () => [],
): Shape<Distribution> => ({
  expected: parts.expected,
  schema: parts.schema,
  read(node, faults) {
    const read = parts.read(node, faults);
    if (read === undefined) return undefined;
    const ends = rising(read);
    const isFlat = ends.length > 0 && !(ends[0]! < ends.at(-1)!);
    return isFlat || ends.some((x, i) => i > 0 && x < ends[i - 1]!)
      ? faults.error(
          'fit/prior',
          node.place,
          `expected ${this.expected}, from low to high: ${ends.join(', ')}`,
        )
      : build(read);
  },
});

const low = required(any, 'its lower end');
const high = required(any, 'its upper end');

const KINDS: Readonly<Record<string, Shape<Distribution>>> = {
  uniform: distribution(
    record('a uniform prior', { low, high }),
    p => ({ kind: 'uniform', low: p.low, high: p.high }),
    p => [p.low, p.high],
  ),
  triangular: distribution(
    record('a triangular prior', { low, mode: required(any, 'where it is highest'), high }),
    p => ({ kind: 'triangular', low: p.low, mode: p.mode, high: p.high }),
    p => [p.low, p.mode, p.high],
  ),
  normal: distribution(
    record('a normal prior', {
      mean: required(any, 'its mean'),
      sd: required(positive, 'its standard deviation'),
    }),
    p => ({ kind: 'normal', mean: p.mean, sd: p.sd }),
  ),
  lognormal: distribution(
    record('a lognormal prior', {
      median: required(positive, 'its median'),
      sd_of_log: required(positive, 'the standard deviation of its logarithm'),
    }),
    p => ({ kind: 'lognormal', median: p.median, sdOfLog: p.sd_of_log }),
  ),
  gamma: distribution(
    record('a gamma prior', {
      shape: required(positive, 'its shape'),
      scale: required(positive, 'its scale: the mean is shape times scale'),
    }),
    p => ({ kind: 'gamma', shape: p.shape, scale: p.scale }),
  ),
  beta: distribution(
    record('a beta prior', {
      a: required(positive, 'its first shape'),
      b: required(positive, 'its second shape'),
      low: optional(any, 'its lower end; absent: 0'),
      high: optional(any, 'its upper end; absent: 1'),
    }),
    p => ({ kind: 'beta', a: p.a, b: p.b, low: p.low ?? 0, high: p.high ?? 1 }),
    p => [p.low ?? 0, p.high ?? 1],
  ),
};

/** What is believed of a parameter before the series are looked at: `{normal: {mean: 1, sd: 0.2}}`. */
export const prior: Shape<Distribution> = {
  expected: `a prior: one of ${Object.keys(KINDS).join(', ')}`,
  schema: {
    anyOf: Object.entries(KINDS).map(([kind, { schema }]) => ({
      type: 'object',
      properties: { [kind]: schema },
      required: [kind],
      additionalProperties: false,
    })),
  },
  read(node, faults) {
    const [only, ...more] = node.kind === 'map' ? node.entries.values() : [];
    if (!only || more.length > 0)
      return faults.error(
        'source/expected',
        node.place,
        `expected ${this.expected}; found ${only ? 'several' : found(node)}`,
        'for example {normal: {mean: 1, sd: 0.2}}',
      );
    const kind = Object.hasOwn(KINDS, only.key) ? KINDS[only.key] : undefined;
    return kind
      ? kind.read(only.value, faults)
      : faults.error(
          'fit/prior',
          only.keyPlace,
          `"${only.key}" is no kind of prior`,
          suggest(only.key, Object.keys(KINDS)),
        );
  },
};
