import {
  found,
  type Located,
  list,
  located,
  optional,
  required,
  type Shape,
  scalar,
} from '../source/shape.ts';
import { date, duration, fractionOf } from './quantities.ts';
import type { Commissioners, Fail, Organise } from './scenario.ts';
import { item, type Unplaced } from './shape-item.ts';
import { locatedName, lotName, snakeCase, someText } from './shape-names.ts';

const ONE = 'one provider';
const providers = list(located(someText));

/** `one provider`, or a list of names as people write them. */
const holders: Shape<'one' | readonly Located<string>[]> = {
  expected: `${ONE}, or a list of names of providers`,
  schema: { anyOf: [{ const: ONE }, providers.schema], examples: [['Street agency', 'NHS clinic'], ONE] },
  read(node, faults) {
    if (node.kind === 'scalar' && node.text === ONE) return 'one';
    if (node.kind !== 'list' || node.items.length === 0)
      return faults.error(
        'source/expected',
        node.place,
        `expected ${this.expected}, found ${node.kind === 'list' ? 'an empty list' : found(node)}`,
        node.kind === 'scalar' && typeof node.value === 'string' && node.text.trim()
          ? `write ${ONE}, or [${node.text}]`
          : undefined,
      );
    const names = providers.read(node, faults);
    const seen = new Set<string>();
    for (const { value, place } of names ?? []) {
      const key = snakeCase(value);
      if (key === undefined)
        faults.error('source/name', place, `"${value}" is not a name`, 'write a name such as Street agency');
      else if (seen.has(key))
        faults.error(
          'scenario/provider-twice',
          place,
          `"among" names ${value} twice`,
          `leave one ${value} out`,
        );
      else seen.add(key);
    }
    return seen.size === names?.length ? names : undefined;
  },
};

/** The services form another kind of system. */
export const organise = item(
  'an organisation',
  {
    doc: 'The services form another kind of system. It says what the system is like, not what changing it costs: a change of hands is a retender.',
    examples: [
      {
        organise: 'patchwork',
        from: '2017-04',
        over: '1 year',
        among: ['Street agency', 'Alcohol service', 'NHS clinic'],
      },
      { organise: 'integrated', from: '2017-04', among: ONE },
    ],
  },
  {
    organise: required(
      locatedName('a form of system', ['patchwork', 'one_building', 'integrated']),
      'the form of the system; it takes the place of the form before it',
    ),
    from: required(date, 'the day it begins'),
    over: optional(duration, 'how long it takes to become so, evenly; absent: at once'),
    among: optional(
      holders,
      'who holds every lot then, in equal shares and without a handover: one provider (the one that holds most now), or names; absent: those who hold them now',
    ),
  },
  ({ organise, ...rest }): Unplaced<Organise> => ({ form: organise, ...rest }),
);

/** A provider fails. */
export const fail = item(
  'a failure',
  {
    doc: 'A provider fails from one day to the next: all that it holds goes to one new provider under emergency cover, without notice, tender or mitigation.',
    examples: [{ fail: 'psychosocial', on: '2019-04' }],
  },
  {
    fail: required(
      lotName(),
      'a lot of the provider that fails (of several holders, the one with the greatest share)',
    ),
    on: required(date, 'the day it fails'),
  },
  ({ fail, on }): Unplaced<Fail> => ({ lot: fail, on }),
);

const MOST_CHANGE = 3;

/** `-40%` or `+20%`: a bare `40%` could be what is left. */
const teamChange: Shape<number> = scalar<number>(
  'a change such as -40%',
  { type: 'string', pattern: '^[+\\-−]\\d{1,6}(\\.\\d{1,6})? ?%$', examples: ['-40%', '+20%'] },
  ({ text }) => {
    const share = fractionOf(text);
    if (share === undefined) {
      const bare = /^([+-]?)(\d[\d.]*)$/.exec(text);
      return bare
        ? { fault: `"${text}" has no unit`, hint: `write ${bare[1] || '-'}${bare[2]}%` }
        : undefined;
    }
    if (!/^[+\-−]/.test(text))
      return {
        fault: `"${text}" could be what is left or what goes`,
        hint: `write -${text} (that many fewer) or +${text} (that many more)`,
      };
    if (share < -1 || share > MOST_CHANGE)
      return {
        fault: `"${text}" is out of range: expected a change from -100% to +${MOST_CHANGE * 100}%`,
        hint: share < -1 ? 'write -100% or more' : `write +${MOST_CHANGE * 100}% or less`,
      };
    return share;
  },
);

/** More or fewer commissioners. */
export const commissioners = item(
  'a change of commissioners',
  {
    doc: 'The team that commissions treatment loses or gains people, and what they know with them.',
    examples: [{ commissioners: '-40%', from: '2017-04', for: '5 years' }],
  },
  {
    commissioners: required(teamChange, 'change of the people in post; several changes multiply'),
    from: required(date, 'the day it starts'),
    for: optional(duration, 'how long it lasts; absent: to the end of the run'),
  },
  ({ commissioners, ...rest }): Unplaced<Commissioners> => ({ change: commissioners, ...rest }),
);
