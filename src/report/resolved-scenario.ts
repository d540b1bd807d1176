import { DAYS_PER_MODEL_YEAR, financialYearName, formatDate, WEEKS_PER_YEAR } from '../scenario/calendar.ts';
import type { Amount, Moment, Years } from '../scenario/quantities.ts';
import type {
  ArmSpec,
  Awardee,
  DriverChange,
  Expectation,
  Lots,
  ParameterOverride,
  Policy,
  ScenarioSpec,
  Tolerance,
  Turnover,
} from '../scenario/scenario.ts';

/** A scenario in its own language, with nothing left to look up: keys and plain values. */
export type Written = { readonly [key: string]: unknown };

/**
 * A scenario as it could be written in one file: what it extends and what is common already in each arm, every
 * default said. Reading it again gives the same scenario, but for a claim, whose paths lead into its own file.
 *
 * @param area what stands for the area: a path, or its name
 * @param fit what stands for a posterior that it takes parameters from
 */
export function resolvedScenario(spec: ScenarioSpec, area: string, fit = spec.fitted?.value.file): Written {
  const { title, question, notes, start, horizon, stepsPerYear, seed, appraisal, beside, arms } = spec;
  const { expect, tolerances } = spec;
  return {
    title,
    ...(question !== undefined && { question }),
    ...(notes.length > 0 && { notes }),
    area,
    start: formatDate(start),
    horizon: duration(horizon),
    step: duration(1 / stepsPerYear),
    seed,
    ...(appraisal && { appraisal: appraisal.value }),
    ...(spec.fitted && { parameters_from: fit }),
    ...(beside.length > 0 && { beside: beside.map(b => b.value) }),
    arms: Object.fromEntries(arms.map(arm => [arm.name, armBody(arm)])),
    ...(expect.length > 0 && { expect: expect.map(expectation) }),
    ...(tolerances.length > 0 && { tolerances: tolerances.map(tolerance) }),
  };
}

function armBody({ label, doc, parameters, ...rooms }: ArmSpec): Written {
  const { funding, commissioning, workforce, services, practices, drivers } = rooms;
  const lists = { funding, commissioning, workforce, services, practices, drivers };
  return {
    label,
    ...(doc !== undefined && { doc }),
    ...Object.fromEntries(
      Object.entries(lists).flatMap(([room, policies]) =>
        policies.length > 0 ? [[room, policies.map(policy)]] : [],
      ),
    ),
    ...(parameters.length > 0 && { parameters: Object.fromEntries(parameters.map(parameter)) }),
  };
}

/** One policy, in the words of the scenario language. */
function policy(p: Policy): Written {
  const from = 'from' in p && p.from !== undefined ? { from: formatDate(p.from) } : {};
  const over = 'over' in p && p.over !== undefined ? { over: duration(p.over) } : {};
  const span = 'for' in p && p.for !== undefined ? { for: duration(p.for) } : {};
  switch (p.kind) {
    case 'cut':
      return { cut: amount(p.amount), ...from, ...over };
    case 'rescue':
      return {
        rescue: amount(p.amount),
        ...from,
        ...span,
        ...(p.lag !== undefined && { lag: duration(p.lag) }),
      };
    case 'inflation':
      return { inflation: percent(p.rate), ...from, ...span };
    case 'ring_fence':
      return { ring_fence: 'removed', ...from, leak: percent(p.leak), ...over };
    case 'retender':
      return {
        retender: lots(p.lots),
        to: awardee(p.to),
        notice: formatDate(p.notice),
        start: formatDate(p.start),
        ...(p.term !== undefined && { term: duration(p.term) }),
        ...(p.repeat !== undefined && { repeat: duration(p.repeat) }),
        ...(p.until && { until: formatDate(p.until) }),
        ...(p.price !== undefined && { price: percent(p.price) }),
        ...(p.target && { target: p.target }),
        ...(p.mitigation.length > 0 && { mitigation: p.mitigation }),
        ...(p.bidder.length > 0 && { bidder: p.bidder }),
        ...(p.cost !== undefined && { cost: pounds(p.cost) }),
      };
    case 'improve':
      return { improve: lots(p.lots), towards: p.towards, each: duration(p.each), ...from };
    case 'extend':
      return {
        extend: lots(p.lots),
        term: duration(p.term),
        ...(p.plus !== undefined && { plus: duration(p.plus) }),
      };
    case 'organise':
      return {
        organise: p.form.value,
        ...from,
        ...over,
        ...(p.among && { among: p.among === 'one' ? 'one provider' : p.among.map(n => n.value) }),
      };
    case 'fail':
      return { fail: p.lot.value, on: formatDate(p.on) };
    case 'commissioners':
      return { commissioners: signed(p.change), ...from, ...span };
    case 'turnover':
      return { turnover: turnover(p.change), ...from, ...span };
    case 'pay':
      return { pay: percent(p.change), ...from };
    case 'vacancy_freeze':
      return { vacancy_freeze: percent(p.share), ...from, ...span };
    case 'training':
      return { training: percent(p.shorter), ...from };
    case 'caseload':
      return { caseload: p.people, ...from, ...over, money: p.money };
    case 'open':
      return { open: p.service.value, ...from, with: amount(p.with) };
    case 'close':
      return { close: p.service.value, ...from, ...(p.reinvest && { reinvest: p.reinvest.value }) };
    case 'move':
      return { move: amount(p.amount), out_of: p.outOf.value, into: p.into.value, ...from };
    case 'withdraw':
      return { withdraw: p.services.map(s => s.value), ...from };
    case 'offload':
      return { offload: p.service.value, ...from, keeps: percent(p.keeps), ...span };
    case 'adopt':
      return { adopt: p.practice.value, reach: percent(p.reach), ...from, ...over, ...span, money: p.money };
    case 'driver':
      return {
        driver: p.driver.value,
        ...(p.of && { of: p.of.map(e => e.value) }),
        ...driverChange(p.change),
        ...from,
        ...over,
        ...span,
        reason: p.reason,
      };
  }
}

function driverChange(c: DriverChange): Written {
  if (c.kind === 'grows') return { grows: `${percent(c.perYear)} a year` };
  if (c.kind === 'times') return { times: c.factor };
  return { path: Object.fromEntries(c.values.map(v => [financialYearName(v.year), v.value])) };
}

function parameter({ name, value, reason }: ParameterOverride): [string, Written] {
  if (typeof value === 'number') return [name.value, { value, reason }];
  const tree: Record<string, unknown> = {};
  for (const { elements, value: number } of value) {
    const [outer, inner] = elements.map(e => e.value);
    if (inner === undefined) tree[outer!] = number;
    else tree[outer!] = { ...(tree[outer!] as object | undefined), [inner]: number };
  }
  return [name.value, { value: tree, reason }];
}

function expectation({ outcome, arm, at, test }: Expectation): Written {
  const bounds =
    test.kind === 'within' ? { within: percent(test.share), of: test.of } : { [test.kind]: test.value };
  return { outcome: outcome.value, arm, at: moment(at), ...bounds };
}

const tolerance = ({ outcome, within, reason }: Tolerance): Written => ({
  outcome: outcome.value,
  within: percent(within),
  reason,
});

const moment = (at: Moment): string => (at.kind === 'date' ? formatDate(at.date) : at.name);
const lots = (l: Lots): unknown => (l === 'all' ? 'all lots' : l.map(x => x.value));
const awardee = (to: Awardee): string => (to.kind === 'named' ? to.name.value : to.kind.replaceAll('_', ' '));
const amount = (a: Amount): string => (a.kind === 'share' ? percent(a.share) : pounds(a.pounds));
const pounds = (p: number): string => `£${exact(p, 6)}`;
const percent = (share: number): string => `${exact(share * 100, 6)}%`;
const turnover = (c: Turnover['change']): string =>
  c.kind === 'absolute' ? `${percent(c.perYear)} a year` : signed(c.share);
const signed = (share: number): string => (share < 0 ? '' : '+') + percent(share);

/** The shortest digits within so many decimals; no exponent. */
const exact = (x: number, decimals: number): string => String(Number(x.toFixed(decimals)));

/** The unit in which a length of time is a round number, since that is how it was written. */
function duration(years: Years): string {
  const units = { year: 1, month: 12, week: WEEKS_PER_YEAR, day: DAYS_PER_MODEL_YEAR };
  for (const [unit, perYear] of Object.entries(units)) {
    const count = Number((years * perYear).toFixed(6));
    if (count > 0 && count / perYear === years && (Number.isInteger(count) || unit === 'day'))
      return plural(count, unit);
  }
  // Written as a broken number of years, months or weeks.
  const [unit, perYear] = Object.entries(units).find(
    ([, per]) => Number((years * per).toFixed(6)) / per === years,
  ) ?? ['year', 1];
  return plural(Number((years * perYear).toFixed(6)), unit);
}

const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** A resolved scenario as YAML: one line for each policy, so that a person can read and change it. */
export function writeScenario(resolved: Written, header: readonly string[]): string {
  const { arms, expect, ...rest } = resolved as {
    arms: Record<string, Written>;
    expect?: readonly unknown[];
  };
  const out = header.map(line => `# ${line}`);
  for (const [key, value] of Object.entries(rest)) out.push(`${key}: ${flow(value)}`);
  out.push('', 'arms:');
  for (const [name, body] of Object.entries(arms)) {
    out.push(`  ${name}:`);
    for (const [key, value] of Object.entries(body)) {
      if (Array.isArray(value)) out.push(`    ${key}:`, ...value.map(item => `      - ${flow(item)}`));
      else if (key === 'parameters')
        out.push(
          '    parameters:',
          ...Object.entries(value as object).map(([n, v]) => `      ${n}: ${flow(v)}`),
        );
      else out.push(`    ${key}: ${flow(value)}`);
    }
  }
  if (expect) out.push('', 'expect:', ...expect.map(e => `  - ${flow(e)}`));
  return `${out.join('\n')}\n`;
}

/** Words that YAML takes as they stand; everything else is quoted, which it also understands. */
const PLAIN = /^([A-Za-z][A-Za-z0-9_ ./]*|\d{4}-\d{2}-\d{2}|[+-]?\d+(\.\d+)?%|\d+(\.\d+)? [a-z]+)$/;
const TAKEN = /^(true|false|null|yes|no|on|off|y|n)$/i;

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([k, v]) => `${k}: ${flow(v)}`)
      .join(', ')}}`;
  if (typeof value === 'string' && PLAIN.test(value) && !TAKEN.test(value) && !value.endsWith(' '))
    return value;
  return JSON.stringify(value);
}
