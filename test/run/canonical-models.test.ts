import { describe, expect, it } from 'vitest';
import { Bench, gap, parameter, ratios, rk4, runText } from './canonical.ts';

const TEACUP = `
sector: teacup
doc: A cup cools towards its room.
base_units: [kelvin]
parameters:
  room: {doc: Room, unit: kelvin, value: 70, range: [60, 80], status: assumption, source: Meadows 2008}
  cooling_time: {doc: Time, unit: year, value: 10, range: [5, 20], status: assumption, source: Meadows 2008}
stocks:
  temperature: {doc: Cup, unit: kelvin, initial: room + room * 11 / 7, outflows: heat_loss}
flows:
  heat_loss: {doc: Loss, unit: kelvin/year, equation: (temperature - room) / cooling_time}
`;

describe('the teacup', () => {
  const cup = new Bench(TEACUP, ['temperature']);

  it('cools along the exponential, and halving dt halves the error', () => {
    const exact = 70 + 110 * Math.exp(-30 / 10);
    const errors = [8, 16, 32, 64].map(n => Math.abs(cup.runWell(30, n).values[0]!.at(-1)! - exact));
    for (const r of ratios(errors)) expect(r).toBeCloseTo(2, 1);
    expect(errors[3]!).toBeLessThan(0.03);
  });

  it('takes exactly the steps that Euler takes: 110 (1 - dt/10)^n above the room', () => {
    const { values } = cup.runWell(30, 4);
    const steps = values[0]!.map((_, n) => 70 + 110 * (1 - 0.25 / 10) ** n);
    expect(gap(values[0]!, steps)).toBeLessThan(1e-11);
  });
});

const SIR = `
sector: sir
doc: An epidemic in a closed population (Kermack and McKendrick 1927).
parameters:
  beta: {doc: Contact, unit: 1/week, value: 0.5, range: [0, 1], status: assumption, source: chosen}
  stay: {doc: Infectious period, unit: week, value: 4, range: [1, 9], status: assumption, source: chosen}
  everyone: {doc: Population, unit: people, value: 1000, range: [1, 9000], status: assumption, source: chosen}
  first: {doc: First cases, unit: people, value: 0.001, range: [0, 1], status: assumption, source: chosen}
stocks:
  susceptible: {doc: S, unit: people, initial: everyone - first}
  infectious: {doc: I, unit: people, initial: first}
  recovered: {doc: R, unit: people, initial: 0}
moves:
  catching: {doc: Infection, from: susceptible, to: infectious, hazard: beta * infectious / everyone}
  recovering: {doc: Recovery, from: infectious, to: recovered, after: stay}
laws:
  people: {doc: Closed, total: susceptible + infectious + recovered, changes_by: 0 * beta * first}
`;

describe('the epidemic', () => {
  const epidemic = new Bench(SIR, ['susceptible', 'infectious', 'recovered']);

  it('ends at the final size that R0 = 2 implies: z = 1 - exp(-2 z)', () => {
    const { values } = epidemic.runWell(6, 52 * 32);
    let z = 0.8;
    for (let i = 0; i < 200; i++) z = 1 - Math.exp(-2 * z);
    expect(values[2]!.at(-1)! / 1000).toBeCloseTo(z, 2);
    expect(values[1]!.at(-1)!).toBeLessThan(1e-6);
  });

  it('nears the true course with dt: at its height, after 52 weeks, the error halves as dt does', () => {
    // 0.5 a week is 26 a year; a stay of 4 weeks is a hazard of 13 a year
    const course = rk4(
      ([s, i]) => [(-26 * s! * i!) / 1000, (26 * s! * i!) / 1000 - 13 * i!, 13 * i!],
      [999.999, 0.001, 0],
      1,
      20000,
    );
    const errors = [256, 512, 1024, 2048].map(n =>
      gap(
        epidemic.runWell(1, n * 52).values.map(v => v.at(-1)!),
        course,
      ),
    );
    for (const r of ratios(errors)) expect(r).toBeCloseTo(2, 1);
  });
});

const OMEGA = 2 * Math.PI;
const OSCILLATOR = `
base_units: [metre]
parameters:
${parameter('stiffness', '1/year^2', OMEGA * OMEGA)}
${parameter('away', 'metre', 3)}
stocks:
  position: {doc: d, unit: metre, initial: away, inflows: moving, may_be_negative: true}
  velocity: {doc: d, unit: metre/year, initial: 0, inflows: pulling, may_be_negative: true}
flows:
  moving: {doc: d, unit: metre/year, equation: velocity}
  pulling: {doc: d, unit: metre/year^2, equation: -stiffness * position}
auxiliaries:
  energy: {doc: d, unit: metre^2, equation: position ^ 2 + velocity ^ 2 / stiffness}
`;

describe('the oscillator', () => {
  const spring = new Bench(OSCILLATOR, ['position', 'energy']);

  it('gains energy as Euler’s method does: a factor 1 + (ω dt)² in every step', () => {
    const { values } = spring.runWell(5, 100);
    const growth = 1 + (OMEGA / 100) ** 2;
    for (const [n, energy] of values[1]!.entries()) expect(energy / (9 * growth ** n)).toBeCloseTo(1, 11);
  });

  it('drifts to first order: half the step, half the energy gained', () => {
    // ln E(T)/E(0) is ω² dt T, but for terms of third order
    const drifts = [1000, 2000, 4000, 8000].map(n => Math.log(spring.runWell(5, n).values[1]!.at(-1)! / 9));
    for (const r of ratios(drifts)) expect(r).toBeCloseTo(2, 2);
  });

  it('swings once a year, longer by (ω dt)²/3', () => {
    // Euler turns by atan(ω dt) a step instead of ω dt
    const n = 200;
    const position = spring.runWell(5, n).values[0]!;
    const crossings = position.flatMap((x, s) => {
      const next = position[s + 1];
      return x < 0 && next !== undefined && next >= 0 ? [(s + x / (x - next)) / n] : [];
    });
    const period = (crossings.at(-1)! - crossings[0]!) / (crossings.length - 1);
    expect(crossings).toHaveLength(5);
    expect(period).toBeCloseTo(OMEGA / n / Math.atan(OMEGA / n), 4);
    expect(period - 1).toBeCloseTo((OMEGA / n) ** 2 / 3, 4);
  });
});

const EXPERIENCE = `
parameters:
${parameter('posts', 'wte', 100)}
${parameter('time_to_hire', 'month', 4)}
${parameter('time_to_competence', 'month', 18)}
${parameter('novices_each_can_supervise', 'fraction', 0.5)}
${parameter('novices_quit', '1/year', 0.35)}
${parameter('experienced_quit', '1/year', 0.15)}
${parameter('novices_first', 'wte', 30)}
${parameter('experienced_first', 'wte', 20)}
stocks:
  novices: {doc: d, unit: wte, initial: novices_first, inflows: hiring, outflows: [maturing, novices_leaving]}
  experienced: {doc: d, unit: wte, initial: experienced_first, inflows: maturing, outflows: experienced_leaving}
flows:
  hiring: {doc: d, unit: wte/year, equation: "(posts - novices - experienced) / time_to_hire"}
  maturing: {doc: d, unit: wte/year, equation: novices / time_to_competence * supervision}
  novices_leaving: {doc: d, unit: wte/year, equation: novices * novices_quit}
  experienced_leaving: {doc: d, unit: wte/year, equation: experienced * experienced_quit}
auxiliaries:
  can_supervise: {doc: d, unit: wte, equation: experienced * novices_each_can_supervise}
  supervision: {doc: d, unit: fraction, equation: can_supervise / (can_supervise + novices)}
`;

describe('the experience chain', () => {
  const chain = new Bench(EXPERIENCE, ['novices', 'experienced']);
  /** The same equations again, by hand: the fewer experienced staff, the slower novices learn. */
  const net = ([novices, experienced]: readonly number[]): number[] => {
    const hiring = (100 - novices! - experienced!) / (4 / 12);
    const able = experienced! * 0.5;
    const maturing = (novices! / 1.5) * (able / (able + novices!));
    return [hiring - maturing - 0.35 * novices!, maturing - 0.15 * experienced!];
  };

  it('takes the steps that the same equations take by hand', () => {
    const { values } = chain.runWell(10, 52);
    let y = [30, 20];
    for (let s = 0; s <= 520; s++) {
      expect(values[0]![s]! / y[0]!).toBeCloseTo(1, 12);
      expect(values[1]![s]! / y[1]!).toBeCloseTo(1, 12);
      const d = net(y);
      y = y.map((v, i) => v + d[i]! / 52);
    }
  });

  it('nears the course of a method of fourth order: half the step, half the error', () => {
    const course = rk4(net, [30, 20], 3, 3000);
    const errors = [52, 104, 208, 416].map(n =>
      gap(
        chain.runWell(3, n).values.map(v => v.at(-1)!),
        course,
      ),
    );
    for (const r of ratios(errors)) expect(r).toBeCloseTo(2, 1);
  });

  it('makes fewer experienced staff of the same novices than a chain without supervision drag', () => {
    // with supervision always met, novices / 1.5 would mature: 30 / 1.5 = 20 in the first year, against 5
    const { values } = chain.runWell(1, 52);
    const undragged = rk4(
      ([n, e]) => [(100 - n! - e!) * 3 - n! / 1.5 - 0.35 * n!, n! / 1.5 - 0.15 * e!],
      [30, 20],
      1,
      1000,
    );
    expect(values[1]!.at(-1)!).toBeLessThan(undragged[1]! - 15);
  });
});

const PATHWAY = `
parameters:
${parameter('places', 'people', 130)}
${parameter('referrals', 'people/week', 20)}
${parameter('stay', 'week', 7)}
${parameter('waiting_first', 'people', 90)}
${parameter('served_first', 'people', 130)}
stocks:
  waiting: {doc: d, unit: people, initial: waiting_first, inflows: referring, outflows: admitting}
  served: {doc: d, unit: people, initial: served_first, inflows: admitting, outflows: discharging}
  gone: {doc: d, unit: people, initial: 0, inflows: discharging}
flows:
  referring: {doc: d, unit: people/year, equation: referrals}
  discharging: {doc: d, unit: people/year, equation: served / stay}
  admitting:
    {doc: d, unit: people/year, equation: "max(0, min(waiting / dt + referring, (places - served) / dt + discharging))"}
auxiliaries:
  wait: {doc: d, unit: year, equation: "waiting / max(discharging, referrals / 1000000)"}
laws:
  people: {doc: d, total: waiting + served + gone, changes_by: referring}
`;

describe('the pathway of 130 places, with 20 referred a week who stay 7 weeks', () => {
  const pathway = new Bench(PATHWAY, ['waiting', 'served', 'wait', 'admitting']);
  /** Quarter days; the clock's year has 364 days, so day 365 is step 1460. */
  const STEPS = 1456;
  const day365 = (waiting: number, served: number) => {
    const { values } = pathway.runWell(2, STEPS, { set: { waiting_first: waiting, served_first: served } });
    const [list, inService, wait] = values.map(v => v[1460]!);
    return { list: list!, inService: inService!, waitDays: wait! * 364 };
  };
  /** Full, the service lets 130 / 7 go a week and takes as many: the list grows by the difference to 20. */
  const growth = (20 - 130 / 7) * (365 / 7);

  it('reaches the published 164.5 people and 62 days at day 365 when it starts full with 90 waiting', () => {
    const { list, inService, waitDays } = day365(90, 130);
    expect(inService).toBeCloseTo(130, 9);
    expect(list).toBeCloseTo(90 + growth, 8); // 90 + 74.49
    expect(list).toBeCloseTo(164.5, 1);
    expect(waitDays).toBeCloseTo((90 + growth) * (49 / 130), 8); // the list over 130 places each free every 49 days
    expect(waitDays).toBeCloseTo(62, 1);
  });

  it('reaches less than half of that when it starts full without a list', () => {
    expect(day365(0, 130).list).toBeCloseTo(growth, 8); // 74.49
  });

  it('reaches less still when it starts empty: the places fill first, along 140 (1 - exp(-t / 7 weeks))', () => {
    const full = 7 * Math.log(14); // 140 (1 - exp(-t/7)) = 130 at t = 7 ln 14 weeks, 18.5
    const expected = (20 - 130 / 7) * (365 / 7 - full); // 48.1
    const { list, inService } = day365(0, 0);
    expect(inService).toBeCloseTo(130, 9);
    expect(Math.abs(list - expected)).toBeLessThan(0.2); // a quarter day of Euler
  });

  it('never has more in service than places, nor a list below zero', () => {
    const { values } = pathway.runWell(2, STEPS, { set: { waiting_first: 500, served_first: 0 } });
    expect(Math.max(...values[1]!)).toBeLessThanOrEqual(130 + 1e-9);
    expect(Math.min(...values[0]!)).toBeGreaterThanOrEqual(0);
  });

  it('with places to spare obeys Little’s law: 20 a week times 7 weeks are 140 people', () => {
    const { values } = pathway.runWell(6, STEPS, { set: { places: 200, waiting_first: 0, served_first: 0 } });
    expect(values[1]!.at(-1)!).toBeCloseTo(140, 9);
    expect(values[0]!.at(-1)!).toBeCloseTo(0, 9);
  });
});

describe('Little’s law', () => {
  it('holds at every station of a pathway at rest: people there = people through × mean stay', () => {
    const { values } = runText(
      `
parameters:
${parameter('referrals', 'people/week', 20)}
${parameter('to_first_contact', 'week', 3)}
${parameter('assessment_stay', 'week', 4)}
${parameter('giving_up', '1/year', 6.5)}
${parameter('treatment_stay', 'week', 26)}
stocks:
  waiting: {doc: d, unit: people, initial: steady, inflows: referring}
  assessed: {doc: d, unit: people, initial: steady, stages: 2}
  treated: {doc: d, unit: people, initial: steady, stages: 4}
flows:
  referring: {doc: d, unit: people/year, equation: referrals}
moves:
  first_contact: {doc: d, from: waiting, to: assessed, after: to_first_contact}
  giving_up_on: {doc: d, from: assessed, to: outside, hazard: giving_up}
  starting: {doc: d, from: assessed, to: treated, after: assessment_stay}
  ending: {doc: d, from: treated, to: outside, after: treatment_stay}
`,
      ['waiting', 'assessed', 'treated', 'starting', 'ending'],
      1,
      52,
    );
    const [waiting, assessed, treated, starting, ending] = values.map(v => v[0]!);
    expect(waiting).toBeCloseTo(20 * 3, 9);
    // Each of two stages is left at 26 a year for the next and at 6.5 for good: of 1040 a year 0.8² go on
    expect(starting).toBeCloseTo(1040 * 0.8 * 0.8, 8);
    expect(assessed).toBeCloseTo((1040 * (1 + 0.8)) / 32.5, 9);
    expect(treated).toBeCloseTo(1040 * 0.64 * 0.5, 9); // half a year each
    expect(ending).toBeCloseTo(starting!, 8);
    for (const v of values) expect(v.at(-1)! / v[0]!).toBeCloseTo(1, 11);
  });
});
