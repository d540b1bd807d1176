import fc from 'fast-check';
import type { Program } from '../../src/compile/program.ts';

const SERVICES = ['access', 'prescribing', 'psychosocial', 'recovery', 'detox', 'rehab'];
const YEARS = 3;

const service = fc.constantFrom(...SERVICES);
const percent = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map(n => `${n}%`);
const change = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map(n => `${n < 0 ? '' : '+'}${n}%`);
/** From the first quarter to a year before the end, so that whatever follows still comes within the run. */
const date = fc
  .tuple(fc.integer({ min: 2017, max: 2018 }), fc.integer({ min: 1, max: 12 }))
  .map(([y, m]) => `${y}-${String(m).padStart(2, '0')}`);
const flow = (fields: Readonly<Record<string, fc.Arbitrary<string | undefined>>>): fc.Arbitrary<string> =>
  fc.record(fields).map(
    read =>
      `{${Object.entries(read)
        .flatMap(([k, v]) => (v === undefined ? [] : [`${k}: ${v}`]))
        .join(', ')}}`,
  );
const maybe = (value: fc.Arbitrary<string>): fc.Arbitrary<string | undefined> =>
  fc.option(value, { nil: undefined });
const is = fc.constant;
const several = (of: fc.Arbitrary<string>, most: number): fc.Arbitrary<string> =>
  fc.array(of, { maxLength: most }).map(all => `[${all.join(', ')}]`);

const funding = fc.oneof(
  flow({ cut: percent(1, 30), from: date, over: maybe(is('1 year')) }),
  flow({
    rescue: fc.constantFrom('£100k', '£1.2m', '20%'),
    from: date,
    for: maybe(is('1 year')),
    lag: maybe(is('3 months')),
  }),
  flow({ inflation: percent(-3, 8), from: date }),
  flow({ ring_fence: is('removed'), from: date, leak: percent(1, 30), over: maybe(is('1 year')) }),
);
const commissioning = fc.oneof(
  flow({
    retender: fc.oneof(is('all lots'), service),
    to: fc.constantFrom('one new provider', 'new providers', 'incumbent', 'riverside_trust'),
    start: date,
    term: maybe(fc.constantFrom('1 year', '3 years')),
    price: maybe(change(-10, 10)),
    target: maybe(is('integrated')),
    mitigation: maybe(is('[retain_staff]')),
    bidder: maybe(is('[weak_finances]')),
    cost: maybe(is('£40k')),
  }),
  flow({ improve: service, towards: is('integrated'), each: is('1 year'), from: date }),
  flow({ organise: fc.constantFrom('patchwork', 'integrated'), from: date, over: maybe(is('1 year')) }),
  flow({ fail: service, on: date }),
  flow({ commissioners: change(-60, 40), from: date }),
);
const workforce = fc.oneof(
  flow({ turnover: change(-30, 60), from: date, for: maybe(is('1 year')) }),
  flow({ vacancy_freeze: percent(10, 100), from: date, for: is('6 months') }),
  flow({ pay: change(-10, 10), from: date }),
);
const services = fc.oneof(
  fc
    .tuple(fc.shuffledSubarray(SERVICES, { minLength: 2, maxLength: 2 }), percent(1, 30), date)
    .map(([[from, to], share, day]) => `{move: ${share}, out_of: ${from}, into: ${to}, from: ${day}}`),
  flow({ close: fc.constantFrom('rehab', 'detox', 'recovery'), from: date }),
);
const practices = flow({ adopt: is('naloxone'), reach: percent(5, 90), from: date, money: maybe(is('new')) });
const drivers = fc.oneof(
  flow({
    driver: is('complexity'),
    grows: fc.constantFrom('3% a year', '1% a year'),
    from: date,
    reason: is('r'),
  }),
  fc
    .double({ min: 0.5, max: 2, noNaN: true })
    .map(x => `{driver: need_factor, path: {2017/18: ${x / 100}}, reason: r}`),
);

/** Parameters of one value, each somewhere in its range. */
function parameters({ model }: Program): fc.Arbitrary<string> {
  const plain = [...model.variables.values()].flatMap(v =>
    v.kind === 'parameter' && v.over.length === 0 && v.spec.range[1] > v.spec.range[0]
      ? [{ name: v.name, range: v.spec.range }]
      : [],
  );
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom(...plain), fc.nat({ max: 100 })), {
      maxLength: 4,
      selector: ([p]) => p.name,
    })
    .map(all =>
      all
        .map(
          ([
            {
              name,
              range: [low, high],
            },
            x,
          ]) => `${name}: {value: ${low + (x / 100) * (high - low)}, reason: r}`,
        )
        .join(', '),
    )
    .map(text => `{${text}}`);
}

/**
 * Texts of scenarios of Barnet, of three years: what is done now, something at random, and the same again. Some say what cannot be
 * (a service is closed and then let); most can be run.
 *
 * @param area the path of the area's file
 */
export const anyScenario = (program: Program, area: string): fc.Arbitrary<string> =>
  fc
    .record({
      funding: several(funding, 2),
      commissioning: several(commissioning, 2),
      workforce: several(workforce, 2),
      services: several(services, 2),
      practices: several(practices, 1),
      drivers: several(drivers, 1),
      parameters: parameters(program),
    })
    .map(arm => {
      const body = Object.entries(arm)
        .map(([key, value]) => `    ${key}: ${value}\n`)
        .join('');
      const head = `title: At random\narea: ${area}\nstart: 2016-04-01\nhorizon: ${YEARS} years\narms:\n  as_now: {}\n`;
      return `${head}  some:\n    label: Some\n${body}  again:\n    label: Again\n${body}`;
    });
