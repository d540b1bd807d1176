import { describe, expect, it } from 'vitest';
import { streamKey, uniform } from '../../src/numeric/stream.ts';
import { parameter } from '../run/canonical.ts';
import { ChanceBench, covariance, spread } from './chance-bench.ts';

const N = 52;
const DRAWS = 3000;
/** A difference of so many usual ones happens to one test in some fifteen thousand, and the seeds are fixed. */
const MOST = 4;

const drawsOf = <T>(of: (draw: number) => T, count = DRAWS): T[] =>
  Array.from({ length: count }, (_, draw) => of(draw));

const power = (base: number, times: number): number =>
  Array.from({ length: times }).reduce<number>(x => x * base, 1);

describe('people who leave by chance', () => {
  const DECAY = `
parameters:
${parameter('hazard', '1/year', 0.8)}
${parameter('people_first', 'people', 200)}
stocks:
  well: {doc: d, unit: people, initial: people_first}
  died: {doc: d, unit: people, initial: 0}
moves:
  dying: {doc: d, from: well, to: died, hazard: hazard}
laws:
  people: {doc: d, total: well + died, changes_by: 0 * dying}
`;

  it('are left as a binomial distribution says: mean and variance', () => {
    const bench = new ChanceBench(DECAY, ['well', 'dying'], N);
    const stay = power(1 - 0.8 / N, N);
    const left = drawsOf(draw => bench.run(draw, N)[0]![N]!);
    const { mean, variance, ofMean, ofVariance } = spread(left);
    expect(Math.abs(mean - 200 * stay)).toBeLessThan(MOST * ofMean);
    expect(Math.abs(variance - 200 * stay * (1 - stay))).toBeLessThan(MOST * ofVariance);
    expect(bench.expected(N)[0]![N]).toBeCloseTo(200 * stay, 9);
  });

  it('are whole, and the flow that all else reads is theirs', () => {
    const [well, dying] = new ChanceBench(DECAY, ['well', 'dying'], N).run(7, N) as [number[], number[]];
    for (let s = 0; s < N; s++) {
      expect(Math.abs(well[s]! - Math.round(well[s]!))).toBeLessThan(1e-9);
      expect(well[s + 1]! - well[s]!).toBeCloseTo(-dying[s]! / N, 9);
    }
    expect(well[N]).toBeLessThan(200);
  });

  it('leave by another luck in another draw, under another seed, and by the same in the same', () => {
    const one = new ChanceBench(DECAY, ['well'], N);
    expect(one.run(3, N)).toEqual(new ChanceBench(DECAY, ['well'], N).run(3, N));
    expect(one.run(3, N)).not.toEqual(one.run(4, N));
    expect(one.run(3, N)).not.toEqual(new ChanceBench(DECAY, ['well'], N, 'another').run(3, N));
  });

  it('all leave where hazards ask for more than there are', () => {
    const all = DECAY.replace('value: 0.8', 'value: 80');
    const bench = new ChanceBench(all, ['well', 'died'], N);
    expect(bench.run(0, 2)).toEqual([
      [200, 0, 0],
      [0, 200, 200],
    ]);
  });
});

describe('ways that compete', () => {
  const WAYS = `
stocks:
  here: {doc: d, unit: people, initial: people_first, outflows: fading}
  near: {doc: d, unit: people, initial: 0}
  far: {doc: d, unit: people, initial: 0}
flows:
  fading: {doc: d, unit: people/year, equation: 0.1 * here / one}
moves:
  going: {doc: d, from: here, to: {near: 0.25, far: rest}, hazard: 0.4 / one}
  vanishing: {doc: d, from: here, to: outside, hazard: 0.2 / one}
parameters:
${parameter('one', 'year', 1)}
${parameter('people_first', 'people', 40)}
`;

  it('take as a multinomial distribution says, split ones too: means, variances and covariances', () => {
    const bench = new ChanceBench(WAYS, ['near', 'far', 'vanishing', 'fading', 'here'], 1);
    const taken = drawsOf(draw => {
      const [near, far, vanishing, fading, here] = bench.run(draw, 1);
      return [near![1]!, far![1]!, vanishing![0]!, fading![0]!, here![1]!];
    });
    const chances = [0.1, 0.3, 0.2, 0.1, 0.3];
    const columns = chances.map((_, i) => taken.map(t => t[i]!));
    for (const [i, p] of chances.entries()) {
      const { mean, variance, ofMean, ofVariance } = spread(columns[i]!);
      expect(Math.abs(mean - 40 * p)).toBeLessThan(MOST * ofMean);
      expect(Math.abs(variance - 40 * p * (1 - p))).toBeLessThan(MOST * ofVariance);
      for (let j = 0; j < i; j++) {
        const q = chances[j]!;
        const usual = Math.sqrt((40 * p * (1 - p) * 40 * q * (1 - q)) / DRAWS);
        expect(Math.abs(covariance(columns[i]!, columns[j]!) + 40 * p * q)).toBeLessThan(MOST * usual);
      }
    }
  });

  it('share out all who are there where they ask for more, and take nobody twice', () => {
    const greedy = WAYS.replace('hazard: 0.4', 'hazard: 3')
      .replace('hazard: 0.2', 'hazard: 1')
      .replace('0.1 * here', '0 * here');
    const bench = new ChanceBench(greedy, ['near', 'far', 'vanishing', 'here'], 1);
    const taken = drawsOf(draw => bench.run(draw, 1), 500).map(([near, far, vanishing, here]) => {
      expect(here![1]).toBe(0);
      return [near![1]!, far![1]!, vanishing![0]!] as const;
    });
    for (const [near, far, vanishing] of taken) expect(near + far + vanishing).toBe(40);
    for (const [i, p] of [0.75 / 4, 2.25 / 4, 0.25].entries()) {
      const { mean, ofMean } = spread(taken.map(c => c[i]!));
      expect(Math.abs(mean - 40 * p)).toBeLessThan(MOST * ofMean);
    }
  });
});

describe('people and staff from outside', () => {
  const QUEUE = `
parameters:
${parameter('arrivals', 'people/year', 30)}
${parameter('leaving', '1/year', 1.5)}
${parameter('posts_filled', 'wte/year', 6)}
${parameter('staff_first', 'wte', 4)}
stocks:
  inside: {doc: d, unit: people, initial: 0, inflows: arriving}
  staff: {doc: d, unit: wte, initial: staff_first, inflows: hiring, outflows: resigning}
  gone: {doc: d, unit: wte, initial: 0, inflows: resigning}
flows:
  arriving: {doc: d, unit: people/year, equation: arrivals}
  hiring: {doc: d, unit: wte/year, equation: posts_filled}
  resigning: {doc: d, unit: wte/year, equation: staff * leaving}
moves:
  leave: {doc: d, from: inside, to: outside, hazard: leaving}
laws:
  posts: {doc: d, total: staff + gone, changes_by: hiring}
`;

  it('come one by one: as many as expected on average, and as a Poisson distribution spreads them', () => {
    const bench = new ChanceBench(QUEUE, ['inside', 'staff'], N);
    const ends = drawsOf(draw => bench.run(draw, 2 * N).map(s => s[2 * N]!));
    const [expected, staffExpected] = bench.expected(2 * N).map(s => s[2 * N]!) as [number, number];
    const inside = spread(ends.map(e => e[0]!));
    // Arrivals of a Poisson number who each stay or leave by themselves stay Poisson.
    expect(Math.abs(inside.mean - expected)).toBeLessThan(MOST * inside.ofMean);
    expect(Math.abs(inside.variance - expected)).toBeLessThan(MOST * inside.ofVariance);
    // Those of the first four who are left are binomial: less spread than their mean, by their chance times that.
    const staff = spread(ends.map(e => e[1]!));
    const stay = power(1 - 1.5 / N, 2 * N);
    expect(Math.abs(staff.mean - staffExpected)).toBeLessThan(MOST * staff.ofMean);
    expect(Math.abs(staff.variance - (staffExpected - 4 * stay * stay))).toBeLessThan(
      MOST * staff.ofVariance,
    );
  });
});

describe('marks', () => {
  const MARKED = `
parameters:
${parameter('starting', '1/year', 1.5)}
${parameter('restarting', '1/year', 6)}
${parameter('moving_away', '1/year', 0.4)}
${parameter('stay', 'week', 10)}
${parameter('rest_time', 'week', 4)}
${parameter('out_first', 'people', 30)}
${parameter('treated_first', 'people', 6)}
stocks:
  out: {doc: d, unit: people, initial: out_first}
  resting: {doc: d, unit: people, initial: 0, stages: 2}
  treated: {doc: d, unit: people, initial: treated_first, stages: 2}
moves:
  start: {doc: d, from: out, to: treated, hazard: starting}
  restart: {doc: d, from: resting, to: treated, hazard: restarting}
  rested: {doc: d, from: resting, to: out, after: rest_time}
  leave: {doc: d, from: treated, to: resting, after: stay}
  move_away: {doc: d, from: [out, resting], to: outside, hazard: moving_away}
marks:
  seen: {doc: d, carried_by: [out, resting], set_in: treated}
tallies:
  first_starts: {doc: d, unit: people/year, moves: [start, restart], unmarked: seen}
`;

  /** The same people one by one, each with a die of its own: first starts in the second year. */
  function oneByOne(draw: number): number {
    const key = streamKey('one by one', 'people');
    let roll = 0;
    const happens = (chance: number): boolean => uniform(key, draw, roll++) < chance;
    type Place = 'out' | 'resting 1' | 'resting 2' | 'treated 1' | 'treated 2' | 'away';
    const people = [
      ...Array.from({ length: 30 }, () => ({ place: 'out' as Place, seen: false })),
      ...Array.from({ length: 6 }, (_, i) => ({ place: `treated ${i < 3 ? 1 : 2}` as Place, seen: true })),
    ];
    /** One of several ways, or none. */
    const way = (chances: readonly (readonly [Place, number])[]): Place | undefined => {
      let left = 1;
      for (const [to, chance] of chances) {
        if (happens(chance / left)) return to;
        left -= chance;
      }
      return undefined;
    };
    const rested = 2 / (4 / 52) / N;
    const left = 2 / (10 / 52) / N;
    let firsts = 0;
    for (let s = 0; s < 2 * N; s++)
      for (const person of people) {
        const { place } = person;
        if (s % N === 0) person.seen = place.startsWith('treated');
        const to: Place | undefined =
          place === 'out'
            ? way([
                ['treated 1', 1.5 / N],
                ['away', 0.4 / N],
              ])
            : place.startsWith('resting')
              ? way([
                  ['treated 1', 6 / N],
                  [place === 'resting 1' ? 'resting 2' : 'out', rested],
                  ['away', 0.4 / N],
                ])
              : place === 'treated 1'
                ? way([['treated 2', left]])
                : place === 'treated 2'
                  ? way([['resting 1', left]])
                  : undefined;
        if (!to) continue;
        if (to === 'treated 1') {
          if (!person.seen && s >= N) firsts += 1;
          person.seen = true;
        }
        person.place = to;
      }
    return firsts;
  }

  it('are carried by whole people, picked blindly: the same spread as people moved one by one', () => {
    const bench = new ChanceBench(MARKED, ['first_starts'], N);
    const inSecondYear = (series: readonly number[]): number =>
      series.slice(N, 2 * N).reduce((a, b) => a + b, 0) / N;
    const counts = drawsOf(draw => inSecondYear(bench.run(draw, 2 * N)[0]!), 1500);
    for (const count of counts) expect(Math.abs(count - Math.round(count))).toBeLessThan(1e-9);
    const ours = spread(counts);
    const theirs = spread(drawsOf(oneByOne, 1500));
    expect(Math.abs(ours.mean - inSecondYear(bench.expected(2 * N)[0]!))).toBeLessThan(MOST * ours.ofMean);
    const apart = (a: number, b: number): number => Math.sqrt(a * a + b * b);
    expect(Math.abs(ours.mean - theirs.mean)).toBeLessThan(MOST * apart(ours.ofMean, theirs.ofMean));
    expect(Math.abs(ours.variance - theirs.variance)).toBeLessThan(
      MOST * apart(ours.ofVariance, theirs.ofVariance),
    );
  });
});

describe('a start', () => {
  const PARTS = `
dimensions:
  place: {doc: d, elements: [a, b, c]}
stocks:
  people_there: {doc: d, unit: people, over: place, stages: 2, initial: first}
  posts: {doc: d, unit: wte, initial: posts_first}
  hours: {doc: d, unit: hour, initial: hours_first}
  beside: {doc: d, unit: people, initial: beside_first, may_be_negative: true}
parameters:
  first: {doc: d, unit: people, over: place, value: {a: 0.4, b: 1.7, c: 3}, range: [0, 9], status: assumption, source: chosen}
${parameter('posts_first', 'wte', 2.3)}
${parameter('hours_first', 'hour', 7.25)}
${parameter('beside_first', 'people', 1.5)}
`;
  const bench = new ChanceBench(PARTS, ['people_there', 'posts', 'hours', 'beside'], N);

  it('is made whole where people and posts are, each stock’s total within one, and is as expected on average', () => {
    const firsts = drawsOf(draw => bench.run(draw, 1).map(s => s[0]!));
    for (const [a, b, c, posts] of firsts) {
      for (const count of [a, b, c, posts]) expect(Number.isInteger(count)).toBe(true);
      expect(Math.abs(a! + b! + c! - 5.1)).toBeLessThan(1);
      expect(Math.abs(posts! - 2.3)).toBeLessThan(1);
    }
    for (const [i, expected] of [0.4, 1.7, 3, 2.3].entries()) {
      const { mean, ofMean } = spread(firsts.map(f => f[i]!));
      expect(Math.abs(mean - expected)).toBeLessThanOrEqual(MOST * ofMean);
    }
  });

  it('leaves hours and differences as they are', () => {
    expect(bench.run(5, 1).slice(4)).toEqual([
      [7.25, 7.25],
      [1.5, 1.5],
    ]);
  });
});
