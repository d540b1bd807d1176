import {
  found,
  type Located,
  number,
  oneOrMore,
  optional,
  required,
  type Shape,
  scalar,
  variants,
} from '../source/shape.ts';
import { financialYearName } from './calendar.ts';
import { date, duration, fractionOf } from './quantities.ts';
import { salvageList, shared } from './salvage.ts';
import type { Driver, DriverChange, YearValue } from './scenario.ts';
import { type Complain, item, type Unplaced } from './shape-item.ts';
import { locatedName, someText } from './shape-names.ts';

const MOST_GROWTH = 1;
const factor = number({ least: 0, most: 1000 });

/** `3% a year`, `-2% a year`. */
const growth: Shape<number> = scalar<number>(
  'a rate such as 3% a year',
  {
    type: 'string',
    pattern: '^[+\\-−]?\\d{1,6}(\\.\\d{1,6})? ?% (a|per) year$',
    examples: ['3% a year', '-2% a year'],
  },
  ({ text }) => {
    const yearly = / (a|per) year$/.exec(text);
    const rate = fractionOf(yearly ? text.slice(0, yearly.index) : text);
    if (rate === undefined) {
      const bare = /^[+-]?\d[\d.]*$/.exec(text);
      return bare ? { fault: `"${text}" has no unit`, hint: `write ${text}% a year` } : undefined;
    }
    if (!yearly)
      return {
        fault: `"${text}" does not say how often: growth is by the year`,
        hint: `write ${text} a year, or for a change once and for all "times: ${Number((1 + rate).toPrecision(6))}"`,
      };
    if (rate <= -1 || rate > MOST_GROWTH)
      return {
        fault: `"${text}" is out of range: expected more than -100% and at most ${MOST_GROWTH * 100}% a year`,
        hint: 'for a jump, write "times: …" in place of "grows"',
      };
    return rate;
  },
);

/** `{2010/11: 0.98, 2011/12: 0.95}`, kept in order of the years. */
const path: Shape<readonly YearValue[]> = {
  expected: 'numbers by financial year, such as {2010/11: 0.98, 2011/12: 0.95}',
  schema: {
    type: 'object',
    minProperties: 1,
    propertyNames: { pattern: '^\\d{4}/\\d{2}$' },
    additionalProperties: factor.schema,
  },
  read(node, faults) {
    if (node.kind !== 'map' || node.entries.size === 0)
      return faults.error(
        'source/expected',
        node.place,
        `expected ${this.expected}, found ${node.kind === 'map' ? 'an empty mapping' : found(node)}`,
      );
    const out: YearValue[] = [];
    for (const { key, keyPlace, value } of node.entries.values()) {
      const year = /^\d{4}/.test(key) ? Number(key.slice(0, 4)) : undefined;
      if (year === undefined || financialYearName(year) !== key)
        faults.error(
          'source/expected',
          keyPlace,
          `"${key}" is not a financial year`,
          year === undefined ? 'write it as 2016/17' : `did you mean ${financialYearName(year)}?`,
        );
      const read = factor.read(value, faults);
      if (read !== undefined && year !== undefined) out.push({ year, value: read, place: keyPlace });
    }
    return out.length === node.entries.size ? out.sort((a, b) => a.year - b.year) : undefined;
  },
};

const element: Shape<Located<string>> = locatedName('an element', ['opiate', 'alcohol']);
const WAYS = ['grows', 'times', 'path'] as const;

const driver = item(
  'a driver',
  {
    doc: 'The world changes, whatever the treatment system does.',
    examples: [
      {
        driver: 'complexity',
        grows: '3% a year',
        from: '2017-04',
        for: '10 years',
        reason: 'what keyworkers report of those who come',
      },
      {
        driver: 'buprenorphine_price',
        times: 5,
        from: '2018-04',
        for: '1 year',
        reason: 'a shortage as in 2018',
      },
      {
        driver: 'need_factor',
        of: 'opiate',
        path: { '2017/18': 0.98, '2018/19': 0.95 },
        reason: 'set by hand; fewer young people begin',
      },
    ],
  },
  {
    driver: required(
      locatedName('a driver', ['need_factor', 'complexity', 'drug_supply']),
      'what changes; several changes of one driver multiply',
    ),
    of: optional(oneOrMore(element), 'for which of its elements, one or a list; absent: for all'),
    grows: optional(growth, 'by how much a year, compounding evenly through the year; may be negative'),
    times: optional(factor, 'how many times what it would have been'),
    path: optional(
      path,
      'by financial year, how many times what it would have been: each for its year and on until the next, the last to the end; 1 before the first',
    ),
    from: optional(date, 'the day it starts; needed unless there is a path'),
    over: optional(duration, 'how long "times" takes to reach its size, evenly; absent: at once'),
    for: optional(
      duration,
      'how long: growth then stays at the level it reached, "times" goes back; absent: to the end of the run',
    ),
    reason: required(someText, 'where the numbers come from: a source, or what is assumed'),
  },
  ({ driver, grows, times, path, ...rest }, complain): Unplaced<Driver> | undefined => {
    const written = [grows, times, path].filter(v => v !== undefined).length;
    if (written !== 1)
      return complain(
        'driver',
        'scenario/driver-change',
        written === 0
          ? 'a driver must say how it changes'
          : `a driver changes in one way, found ${WAYS.filter((_, i) => [grows, times, path][i] !== undefined).join(' and ')} together`,
        'write one of: "grows: 3% a year", "times: 1.5", "path: {2017/18: 1.1}"',
      );
    const change: DriverChange =
      grows !== undefined
        ? { kind: 'grows', perYear: grows }
        : times !== undefined
          ? { kind: 'times', factor: times }
          : { kind: 'path', values: path! };
    refuseTimes(change, rest, complain);
    return { driver, ...rest, change };
  },
);

/** What the ways of changing say about when. */
function refuseTimes(
  { kind }: DriverChange,
  keys: Pick<Driver, 'from' | 'over' | 'for'>,
  complain: Complain,
): void {
  if (kind === 'path') {
    for (const key of ['from', 'over', 'for'] as const)
      if (keys[key] !== undefined)
        complain(
          key,
          'scenario/driver-change',
          `a path says by its years when it changes, so "${key}" has no meaning`,
          `leave "${key}" out; to go back to what would have been, end the path with 1`,
        );
    return;
  }
  if (!keys.from)
    complain('driver', 'scenario/driver-change', `"${kind}" needs a day to start`, 'add "from: 2017-04"');
  if (kind === 'grows' && keys.over !== undefined)
    complain(
      'over',
      'scenario/driver-change',
      '"over" says how long "times" takes to reach its size; growth has no such time',
      'write "for" to say how long it grows',
    );
  if (keys.over !== undefined && keys.for !== undefined && keys.for < keys.over)
    complain(
      'for',
      'scenario/ends-before-full',
      'it would end before it has reached its size',
      'shorten "over", or write a longer "for" (it counts from the first day)',
    );
}

/** The `drivers` list of an arm. */
export const driversList = shared<readonly Driver[]>(
  'drivers',
  salvageList(variants('a driver', { driver })),
);
