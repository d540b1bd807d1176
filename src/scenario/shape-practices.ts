import { oneOf, optional, required, variants } from '../source/shape.ts';
import { date, duration, percent } from './quantities.ts';
import { salvageList, shared } from './salvage.ts';
import { type Adopt, MONIES } from './scenario.ts';
import { item, type Unplaced } from './shape-item.ts';
import { locatedName } from './shape-names.ts';

const adopt = item(
  'a practice',
  {
    doc: 'The area adopts a practice beyond what it does today.',
    examples: [
      {
        adopt: 'contingency_management',
        reach: '40%',
        from: '2018-04',
        over: '2 years',
        for: '5 years',
        money: 'new',
      },
    ],
  },
  {
    adopt: required(
      locatedName('a practice', ['contingency_management', 'naloxone']),
      'the practice; of several adoptions of one practice, the later date wins',
    ),
    reach: required(
      percent({ least: 0, most: 100 }, ['40%']),
      'the share of those it is for whom it reaches, beyond what is done today',
    ),
    from: required(date, 'the day it starts'),
    over: optional(duration, 'how long it takes to grow, evenly, to its full reach; absent: at once'),
    for: optional(duration, 'how long it is kept, the growth included; absent: to the end of the run'),
    money: optional(
      oneOf(MONIES),
      'within: paid out of the grant, and so by other work; new: paid beside it; absent: within',
    ),
  },
  ({ adopt, money = 'within', ...rest }, complain): Unplaced<Adopt> => {
    if (rest.over !== undefined && rest.for !== undefined && rest.for < rest.over)
      complain(
        'for',
        'scenario/ends-before-full',
        'it would end before it has grown to its full reach',
        'shorten "over", or write a longer "for" (it counts from the first day)',
      );
    return { practice: adopt, ...rest, money };
  },
);

/** The `practices` list of an arm. */
export const practicesList = shared<readonly Adopt[]>(
  'practices',
  salvageList(variants('a practice', { adopt })),
);
