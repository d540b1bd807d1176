import { required, type Shape } from '../source/shape.ts';
import { percent } from './quantities.ts';
import { salvageList } from './salvage.ts';
import type { Tolerance, Written } from './scenario.ts';
import { item } from './shape-item.ts';
import { locatedName, someText } from './shape-names.ts';

const tolerance = item(
  'a tolerance',
  {
    doc: 'How far an outcome may move before its lock says so.',
    examples: [{ outcome: 'deaths', within: '0.1%', reason: 'a small sum that jumps by a week' }],
  },
  {
    outcome: required(locatedName('an outcome', ['deaths']), 'which outcome, in every arm'),
    within: required(
      percent({ least: 0, most: 100 }, ['0.1%']),
      'how far, either way, beside the locked number',
    ),
    reason: required(someText, 'why it need not be exact'),
  },
  (values): Omit<Tolerance, keyof Written> => values,
);

/** The `tolerances` list of a scenario. */
export const toleranceList: Shape<readonly Tolerance[]> = salvageList(tolerance);
