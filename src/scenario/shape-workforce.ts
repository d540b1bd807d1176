import { oneOf, optional, required, type Shape, scalar, variants } from '../source/shape.ts';
import { date, duration, fractionOf, percent } from './quantities.ts';
import { salvageList, shared } from './salvage.ts';
import {
  type Caseload,
  MONIES,
  type Pay,
  type Training,
  type Turnover,
  type VacancyFreeze,
  type WorkforcePolicy,
} from './scenario.ts';
import { item, type Unplaced } from './shape-item.ts';

const MOST_LEAVING = 2;

/** `+30%` of today's rate, or `28% a year`; a bare `30%` could be either and is refused. */
const turnoverChange: Shape<Turnover['change']> = scalar<Turnover['change']>(
  'a change such as +30%, or a rate such as 28% a year',
  {
    type: 'string',
    pattern: '^([+\\-−]\\d{1,6}(\\.\\d{1,6})? ?%|\\d{1,6}(\\.\\d{1,6})? ?% (a|per) year)$',
    examples: ['+30%', '-10%', '28% a year'],
  },
  ({ text }) => {
    const yearly = / (a|per) year$/.exec(text);
    const share = fractionOf(yearly ? text.slice(0, yearly.index) : text);
    if (share === undefined) {
      const bare = /^([+-]?)(\d[\d.]*)$/.exec(text);
      return bare
        ? { fault: `"${text}" has no unit`, hint: `write ${bare[1] || '+'}${bare[2]}% or ${bare[2]}% a year` }
        : undefined;
    }
    const signed = /^[+\-−]/.test(text);
    if (yearly && signed)
      return {
        fault: `"${text}" is both a change and a rate: a rate has no sign`,
        hint: `write ${text.slice(0, yearly.index)} or ${text.slice(1)}`,
      };
    if (!yearly && !signed)
      return {
        fault: `"${text}" could be a change of the rate or the rate itself`,
        hint: `write +${text} (that much more than now) or ${text} a year`,
      };
    if (share < -1 || (yearly && share > MOST_LEAVING))
      return {
        fault: `"${text}" is out of range: expected a change of at least -100%, or a rate of at most ${MOST_LEAVING * 100}% a year`,
        hint: share < -1 ? 'write -100% or more' : `write ${MOST_LEAVING * 100}% a year or less`,
      };
    return yearly ? { kind: 'absolute', perYear: share } : { kind: 'relative', share };
  },
);

const turnover = item(
  'turnover',
  {
    doc: 'Staff leave faster or slower.',
    examples: [
      { turnover: '+30%', from: '2021-04', for: '2 years' },
      { turnover: '28% a year', from: '2021-04' },
    ],
  },
  {
    turnover: required(turnoverChange, 'change of the leaving rate (+30%), or the rate (28% a year)'),
    from: required(date, 'the day it starts'),
    for: optional(duration, 'how long it lasts; absent: to the end of the run'),
  },
  ({ turnover, ...rest }): Unplaced<Turnover> => ({ change: turnover, ...rest }),
);

const pay = item(
  'pay',
  { doc: 'Pay changes against what others pay.', examples: [{ pay: '+5%', from: '2021-04' }] },
  {
    pay: required(percent({ least: -90, most: 300 }, ['+5%', '-3%']), 'change of pay'),
    from: required(date, 'the day it starts'),
  },
  ({ pay, ...rest }): Unplaced<Pay> => ({ change: pay, ...rest }),
);

const vacancyFreeze = item(
  'a vacancy freeze',
  {
    doc: 'A share of vacancies is left unfilled.',
    examples: [{ vacancy_freeze: '50%', from: '2017-04', for: '6 months' }],
  },
  {
    vacancy_freeze: required(percent({ least: 0, most: 100 }, ['50%']), 'share of vacancies left unfilled'),
    from: required(date, 'the day it starts'),
    for: required(duration, 'how long it lasts'),
  },
  ({ vacancy_freeze, ...rest }): Unplaced<VacancyFreeze> => ({ share: vacancy_freeze, ...rest }),
);

const training = item(
  'training',
  {
    doc: 'New staff become competent sooner.',
    examples: [{ training: '20%', from: '2018-04' }],
  },
  {
    training: required(
      percent({ least: 0, most: 90 }, ['20%']),
      'how much shorter the time to competence becomes',
    ),
    from: required(date, 'the day it starts'),
  },
  ({ training, ...rest }): Unplaced<Training> => ({ shorter: training, ...rest }),
);

const MOST_PEOPLE = 200;

const peopleEach: Shape<number> = scalar<number>(
  'people for each keyworker, such as 40',
  { type: 'number', minimum: 1, maximum: MOST_PEOPLE, examples: [40] },
  ({ value, text }) => {
    if (typeof value !== 'number') return undefined;
    if (value >= 1 && value <= MOST_PEOPLE) return value;
    return {
      fault: `${text} people for each keyworker is out of range: expected 1 to ${MOST_PEOPLE}`,
      hint: 'services report 50 to 80; 40 is often named as what is good',
    };
  },
);

const caseload = item(
  'a caseload',
  {
    doc: 'Keyworkers are added (or fewer are paid for) until the caseload that services report has this size.',
    examples: [{ caseload: 40, from: '2018-04', over: '2 years', money: 'new' }],
  },
  {
    caseload: required(
      peopleEach,
      'people for each keyworker, as services report it (parameter reported_caseload says what they report now)',
    ),
    from: required(date, 'the day it starts'),
    over: optional(duration, 'how long it takes, evenly in keyworkers; absent: at once'),
    money: optional(
      oneOf(MONIES),
      'new: paid beside the grant; within: paid by the other services; absent: new',
    ),
  },
  ({ caseload, money = 'new', ...rest }): Unplaced<Caseload> => ({ people: caseload, ...rest, money }),
);

/** The `workforce` list of an arm. */
export const workforceList = shared<readonly WorkforcePolicy[]>(
  'workforce',
  salvageList(
    variants('a workforce policy', { turnover, pay, vacancy_freeze: vacancyFreeze, training, caseload }),
  ),
);
