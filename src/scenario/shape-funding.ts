import { oneOf, optional, required, variants } from '../source/shape.ts';
import { amount, date, duration, percent } from './quantities.ts';
import { salvageList, shared } from './salvage.ts';
import type { Cut, FundingPolicy, Inflation, Rescue, RingFence } from './scenario.ts';
import { item, type Unplaced } from './shape-item.ts';

const GRANT = 'a share of the yearly grant at the start of the run, or pounds a year';

const cut = item(
  'a cut',
  { doc: 'Less money.', examples: [{ cut: '15%', from: '2017-04', over: '3 years' }] },
  {
    cut: required(amount, `how much less: ${GRANT}`),
    from: required(date, 'the day of the (first) cut'),
    over: optional(
      duration,
      'whole years: equal parts, one at "from" and one each April after; absent: all at once',
    ),
  },
  ({ cut, ...rest }, complain): Unplaced<Cut> => {
    if (rest.over !== undefined && !Number.isInteger(rest.over))
      complain(
        'over',
        'scenario/cut-parts',
        'a cut over time falls in equal parts each April: expected whole years',
        `write ${Math.ceil(rest.over)} year${rest.over > 1 ? 's' : ''}, or leave "over" out for a single cut`,
      );
    return { amount: cut, ...rest };
  },
);

const rescue = item(
  'a rescue',
  { doc: 'More money.', examples: [{ rescue: '£1.2m', from: '2020-04', for: '3 years', lag: '6 months' }] },
  {
    rescue: required(amount, `how much more: ${GRANT}`),
    from: required(date, 'the day the money comes'),
    for: optional(duration, 'how long it comes; absent: for good'),
    lag: optional(duration, 'how long it takes before it can be spent on people'),
  },
  ({ rescue, ...rest }): Unplaced<Rescue> => ({ amount: rescue, ...rest }),
);

const inflation = item(
  'inflation',
  {
    doc: 'Costs rise and the grant is not uplifted.',
    examples: [{ inflation: '3%', from: '2021-04', for: '2 years' }],
  },
  {
    inflation: required(percent({ least: -50, most: 100 }, ['3%']), 'rise of costs in a year'),
    from: required(date, 'the day it starts'),
    for: optional(duration, 'how long it lasts; absent: to the end of the run'),
  },
  ({ inflation, ...rest }): Unplaced<Inflation> => ({ rate: inflation, ...rest }),
);

const ringFence = item(
  'a ring-fence',
  {
    doc: 'The ring-fence is removed and money leaks into other budgets.',
    examples: [{ ring_fence: 'removed', from: '2019-04', leak: '10%', over: '2 years' }],
  },
  {
    ring_fence: required(oneOf(['removed']), 'what happens to it'),
    from: required(date, 'the day it goes'),
    leak: required(percent({ least: 0, most: 100 }, ['10%']), 'the share of the grant that leaks away'),
    over: optional(duration, 'how long the leak takes to grow to its full size; absent: none'),
  },
  ({ ring_fence: _, ...rest }): Unplaced<RingFence> => rest,
);

/** The `funding` list of an arm. */
export const fundingList = shared<readonly FundingPolicy[]>(
  'funding',
  salvageList(variants('a funding policy', { cut, rescue, inflation, ring_fence: ringFence })),
);
