import { found, number, optional, required, type Shape } from '../source/shape.ts';
import { moment, percent } from './quantities.ts';
import { salvageList } from './salvage.ts';
import type { Expectation, Written } from './scenario.ts';
import { type Complain, item } from './shape-item.ts';
import { locatedName, name } from './shape-names.ts';

/** What `within` is measured against: the area's own figure, or a number. */
const measure: Shape<'area' | number> = {
  expected: 'area, or a number',
  schema: { anyOf: [{ const: 'area' }, { type: 'number' }] },
  read(node, faults) {
    if (node.kind === 'scalar' && node.text === 'area') return 'area';
    if (node.kind === 'scalar' && typeof node.value === 'number') return node.value;
    return faults.error('source/expected', node.place, `expected ${this.expected}, found ${found(node)}`);
  },
};

const expectation = item(
  'an expectation',
  {
    doc: 'A check that fails the run.',
    examples: [
      { outcome: 'in_treatment', arm: 'as_now', at: '2017-03', within: '3%', of: 'area' },
      { outcome: 'in_treatment', arm: 'as_now', at: '2019/20', at_least: 600 },
    ],
  },
  {
    outcome: required(locatedName('an outcome', ['in_treatment']), 'which outcome'),
    arm: required(name('an arm', ['as_now']), 'in which arm'),
    at: required(moment, 'when: a date, or a financial year such as 2016/17'),
    within: optional(percent({ least: 0, most: 100 }, ['3%']), 'how close it must be to "of", either way'),
    of: optional(measure, 'what "within" is measured against: area (its own figure) or a number'),
    at_least: optional(number(), 'the smallest value that will do'),
    at_most: optional(number(), 'the largest value that will do'),
  },
  ({ outcome, arm, at, ...rest }, complain): Omit<Expectation, keyof Written> | undefined => {
    const test = readTest(rest, complain);
    return test && { outcome, arm, at, test };
  },
);

interface TestKeys {
  readonly within?: number;
  readonly of?: 'area' | number;
  readonly at_least?: number;
  readonly at_most?: number;
}

function readTest(keys: TestKeys, complain: Complain): Expectation['test'] | undefined {
  const written = (['within', 'at_least', 'at_most'] as const).filter(k => keys[k] !== undefined);
  const [only] = written;
  if (only === undefined || written.length > 1)
    return complain(
      written[1] ?? 'place',
      'scenario/one-test',
      `an expectation has one test, found ${written.length > 0 ? written.join(' and ') : 'none'}`,
      only ? 'write one expectation for each' : 'add one of: within (with of), at_least, at_most',
    );
  if (only !== 'within') {
    if (keys.of !== undefined)
      complain(
        'of',
        'scenario/of-without-within',
        '"of" goes with "within"',
        `leave "of" out, or write "within"`,
      );
    return { kind: only, value: keys[only]! };
  }
  return keys.of === undefined
    ? complain(
        'within',
        'scenario/within-what',
        '"within" needs "of": close to what?',
        'add "of: area", or a number',
      )
    : { kind: 'within', share: keys.within!, of: keys.of };
}

/** The `expect` list of a scenario. */
export const expectList: Shape<readonly Expectation[]> = salvageList(expectation);
