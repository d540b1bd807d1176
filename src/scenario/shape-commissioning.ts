import { list, located, oneOf, optional, required, variants } from '../source/shape.ts';
import { addMonths, type CalendarDate, compareDates, formatDate } from './calendar.ts';
import { date, duration, money, percent, repetition } from './quantities.ts';
import { salvageList, shared } from './salvage.ts';
import {
  type CommissioningPolicy,
  type Extend,
  type Improve,
  type Lots,
  MITIGATIONS,
  type Retender,
  TARGETS,
  WEAKNESSES,
} from './scenario.ts';
import { type Complain, item, type Unplaced } from './shape-item.ts';
import { awardee, lots, namedLots } from './shape-names.ts';
import { commissioners, fail, organise } from './shape-system.ts';

const retender = item(
  'a retender',
  {
    doc: 'Lots are put out to tender and awarded; which system the services then form is said by "organise".',
    examples: [
      {
        retender: 'all lots',
        to: 'one new provider',
        notice: '2017-04',
        start: '2018-04',
        term: '3 years',
        repeat: 'each term',
        price: '-5%',
        target: 'integrated',
      },
    ],
  },
  {
    retender: required(lots, 'which lots: "all lots", a lot, or a list of lots'),
    to: required(
      awardee,
      'who gets them: one new provider, new providers, incumbent, or the name of a provider',
    ),
    notice: optional(date, 'when the incumbents learn of it; absent: one year before "start"'),
    start: required(date, 'the first day of the new contracts'),
    term: optional(duration, 'how long the new contracts run'),
    repeat: optional(repetition, 'how often it is done again: each term, a length of time, or never'),
    until: optional(date, 'the last day on which a repetition may start'),
    price: optional(percent({ least: -99, most: 300 }, ['-5%']), 'change of the price at each retender'),
    target: optional(
      oneOf(TARGETS),
      'what is specified: integrated hand-offs, or those of now; doors, records and meetings are "organise"',
    ),
    mitigation: optional(list(located(oneOf(MITIGATIONS))), 'what is done to soften the change'),
    bidder: optional(
      list(located(oneOf(WEAKNESSES))),
      'what the winner lacks: weak_governance (clinical, while it holds the lots), weak_finances (until it holds nothing)',
    ),
    cost: optional(money, 'what each procurement costs'),
  },
  (keys, complain): Unplaced<Retender> => {
    const { retender, repeat, mitigation = [], bidder = [], ...rest } = keys;
    refuseNoLots('retender', retender, complain);
    refuseTwice('retender', retender, complain);
    const notice = keys.notice ?? addMonths(keys.start, -12);
    if (compareDates(notice, keys.start) >= 0)
      complain(
        'notice',
        'scenario/notice-after-start',
        `the notice on ${formatDate(notice)} does not come before the start on ${formatDate(keys.start)}`,
        `did you mean ${formatDate(addMonths(keys.start, -12))}, a year before?`,
      );
    const every = repeat === 'each term' ? keys.term : repeat === 'never' ? undefined : repeat;
    if (repeat === 'each term' && keys.term === undefined)
      complain(
        'repeat',
        'scenario/repeat-without-term',
        '"each term" needs a term',
        'add "term: 3 years", or write the time between retenders: "repeat: 3 years"',
      );
    refuseUntil(keys, repeat === undefined || repeat === 'never', complain);
    return {
      ...rest,
      lots: retender,
      notice,
      mitigation: [...new Set(mitigation.map(m => m.value))],
      bidder: [...new Set(bidder.map(b => b.value))],
      ...(every !== undefined && { repeat: every }),
    };
  },
);

function refuseUntil(
  keys: { readonly start: CalendarDate; readonly until?: CalendarDate },
  once: boolean,
  complain: Complain,
): void {
  if (!keys.until) return;
  if (once)
    complain(
      'until',
      'scenario/until-without-repeat',
      '"until" ends the repetitions, and this retender has none',
      'add "repeat: each term", or leave "until" out',
    );
  if (compareDates(keys.until, keys.start) < 0)
    complain(
      'until',
      'scenario/until-before-start',
      `${formatDate(keys.until)} is before the first start on ${formatDate(keys.start)}`,
      `write a date after ${formatDate(keys.start)}, or leave "until" out`,
    );
}

const improve = item(
  'an improvement',
  {
    doc: 'Contracts are bettered one lot after another, without a retender.',
    examples: [
      { improve: ['access', 'prescribing'], towards: 'integrated', each: '1 year', from: '2017-04' },
    ],
  },
  {
    improve: required(namedLots, 'which lots, in the order in which they are improved'),
    towards: required(oneOf(['integrated']), 'the target'),
    each: required(duration, 'how long each lot takes before the next begins'),
    from: required(date, 'the day the first begins'),
  },
  ({ improve, ...rest }, complain): Unplaced<Improve> => {
    refuseNoLots('improve', improve, complain);
    refuseTwice('improve', improve, complain);
    return { lots: improve, ...rest };
  },
);

const extend = item(
  'an extension',
  {
    doc: 'The present contracts run for longer.',
    examples: [{ extend: 'all lots', term: '5 years', plus: '2 years' }],
  },
  {
    extend: required(lots, 'which lots: "all lots", a lot, or a list of lots'),
    term: required(duration, 'how long the contracts run'),
    plus: optional(duration, 'how long they may be extended after that'),
  },
  ({ extend, ...rest }, complain): Unplaced<Extend> => {
    refuseNoLots('extend', extend, complain);
    refuseTwice('extend', extend, complain);
    return { lots: extend, ...rest };
  },
);

function refuseNoLots(key: string, names: Lots, complain: Complain): void {
  if (names !== 'all' && names.length === 0)
    complain(
      key,
      'scenario/no-lots',
      `"${key}" names no lots, so nothing would happen`,
      key === 'improve'
        ? 'name the lots in order: [access, prescribing]'
        : `write "${key}: all lots", or name some`,
    );
}

function refuseTwice(key: string, names: Lots, complain: Complain): void {
  if (names === 'all') return;
  const seen = new Set<string>();
  for (const { value, place } of names) {
    if (seen.has(value))
      complain(place, 'scenario/lot-twice', `"${key}" names ${value} twice`, `leave one ${value} out`);
    seen.add(value);
  }
}

/** The `commissioning` list of an arm. */
export const commissioningList = shared<readonly CommissioningPolicy[]>(
  'commissioning',
  salvageList(
    variants('a commissioning policy', { retender, improve, extend, organise, fail, commissioners }),
  ),
);
