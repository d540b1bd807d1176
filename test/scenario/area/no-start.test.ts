import { expect, test } from 'vitest';
import { resolve } from '../../treatment/bench.ts';
import { readSound, shippedText } from './read.ts';

const SCENARIO = 'title: T\narea: a.yaml\nstart: 2016-04\nhorizon: 1 year\narms: {as_now: {}}\n';
const BARNET = shippedText('barnet.yaml');

/** Barnet's area file with something else in place of a part of it. */
const barnetWith = (good: string | RegExp, bad: string): string => {
  expect(BARNET).toMatch(good);
  return BARNET.replace(good, bad);
};

// The model reads few of the figures of an area; what it reads must be there and be of use.
test.each([
  [
    'is not there',
    barnetWith('  staff_in_post:', '  staff_in_service:'),
    'area/missing-figure the area Barnet has no figure staff_in_post: ',
  ],
  [
    'is in another unit',
    barnetWith('unit: wte', 'unit: people'),
    'area/unit the figure staff_in_post of Barnet is in people; the model needs wte',
  ],
  [
    'is in a unit that nobody knows',
    barnetWith('unit: wte', 'unit: heads'),
    'area/unit the figure staff_in_post of Barnet is in heads; ',
  ],
  [
    'is zero',
    barnetWith('value: 39.4\n    range: [12.8, 51.3]', 'value: 0'),
    'area/zero the figure staff_in_post of Barnet is zero; nothing can start from it',
  ],
  [
    'is not known of one group',
    barnetWith('values: {opiate: 1200,', 'values: {opiate: null,'),
    'area/figure the figure need of Barnet has no value at opiate',
  ],
  [
    'is one number for all groups',
    barnetWith(/by: \[group\]\n +values: \{opiate: 1200,.*\}\n.*/, 'value: 4780'),
    'area/figure the figure need of Barnet has one number where the model takes one for each group',
  ],
])('a figure that %s ends a scenario before it starts', (_, text, told) => {
  expect(() => resolve(SCENARIO, readSound(text))).toThrow(told);
});
