import type { Chance } from '../../compile/program.ts';
import { binomialCount } from '../../numeric/binomial.ts';
import { hypergeometricCount } from '../../numeric/hypergeometric.ts';
import { poissonCount } from '../../numeric/poisson.ts';
import { type StreamKey, streamKey, uniform, uniformOf } from '../../numeric/stream.ts';
import type { Round } from './rounds.ts';

/** Where in a memory chance finds what it decides, by decision: plain data. */
export interface PlacedChance {
  /** Places of what is to be expected a year, and of what comes of it. */
  readonly expected: Int32Array;
  readonly drawn: Int32Array;
  /** The stage that they leave; -1: they come from outside. */
  readonly from: Int32Array;
  /** Of those who carry a mark: whom they are among, and the share of the stage that carries it; -1: of all. */
  readonly among: Int32Array;
  readonly share: Int32Array;
  /** The pool that a decision takes from, and whether it is the first to do so in a step. */
  readonly pool: Int32Array;
  readonly opens: Uint8Array;
  readonly pools: number;
  /** Decisions round by round; in the last round there are none. */
  readonly rounds: readonly Int32Array[];
  /** Places of the stages of each whole stock. */
  readonly wholes: readonly Int32Array[];
}

/** @param place where a slot stands in the memory */
export function placeChance(
  { decisions, wholes }: Chance,
  rounds: readonly Round[],
  place: (slot: number) => number,
): PlacedChance {
  const indexOf = new Map(decisions.map((d, i) => [d, i]));
  const places = (slots: readonly (number | undefined)[]): Int32Array =>
    Int32Array.from(slots, s => (s === undefined ? -1 : place(s)));
  const pools = new Map<string, number>();
  const pool = new Int32Array(decisions.length).fill(-1);
  const opens = new Uint8Array(decisions.length);
  for (const decision of rounds.flatMap(r => r.decisions)) {
    const { from, among } = decision;
    if (from === undefined) continue;
    const i = indexOf.get(decision)!;
    const name = `${from} ${among?.share}`;
    opens[i] = pools.has(name) ? 0 : 1;
    pool[i] = pools.get(name) ?? pools.size;
    pools.set(name, pool[i]!);
  }
  return {
    expected: places(decisions.map(d => d.expected)),
    drawn: places(decisions.map(d => d.drawn)),
    from: places(decisions.map(d => d.from)),
    among: places(decisions.map(d => d.among?.drawn)),
    share: places(decisions.map(d => d.among?.share)),
    pool,
    opens,
    pools: pools.size,
    rounds: rounds.map(r => Int32Array.from(r.decisions, d => indexOf.get(d)!)),
    wholes: wholes.map(w => places(w.slots)),
  };
}

/** A stream for each decision, and one for each stock that is made whole at the start: plain data. */
export interface LuckKeys {
  /** The two words of each key, one after the other. */
  readonly decisions: Int32Array;
  readonly wholes: readonly StreamKey[];
}

export const luckKeys = (seed: string, { decisions, wholes }: Chance): LuckKeys => ({
  decisions: Int32Array.from(decisions.flatMap(d => streamKey(seed, `chance of ${d.name}`))),
  wholes: wholes.map(w => streamKey(seed, `chance of the start of ${w.stock}`)),
});

/** Rounding leaves a stock a hair beside the whole number that it holds. */
const HAIR = 1e-6;

/**
 * Chance at work in a memory of one or more runs side by side. What it decides is a pure function of the seed, the name
 * of the decision, the draw and the step: one number each, turned into a count so that more luck is never a lesser
 * count. The same draw of two arms has the same luck, and equal arms do the same.
 *
 * Of those who are in a stage, so many leave by each way as a multinomial distribution has it, of the shares that leave
 * by each in a step without chance: decided way by way, each among those whom the ways before left (a binomial count).
 * Of those who leave by a way, so many carry a mark as when they were picked blindly (a hypergeometric count). Those
 * who come from outside come one by one (a Poisson count), and a flow that runs backwards does so the other way.
 */
export class Luck {
  private readonly chance: PlacedChance;
  private readonly keys: LuckKeys;
  private readonly memory: Float64Array;
  private readonly lanes: number;
  private readonly stepsPerYear: number;
  /**
   * By pool and lane: who is left in it, and how many of them were to be expected there, all who were to leave before
   * taken off; or, of a pool of those who carry a mark, how many of them do.
   */
  private readonly left: Float64Array;
  private readonly mass: Float64Array;
  /** By lane: the number drawn for what is being decided. */
  private readonly shares: Float64Array;

  constructor(
    chance: PlacedChance,
    keys: LuckKeys,
    { memory, lanes, stepsPerYear }: { memory: Float64Array; lanes: number; stepsPerYear: number },
  ) {
    this.chance = chance;
    this.keys = keys;
    this.memory = memory;
    this.lanes = lanes;
    this.stepsPerYear = stepsPerYear;
    this.left = new Float64Array(chance.pools * lanes);
    this.mass = new Float64Array(chance.pools * lanes);
    this.shares = new Float64Array(lanes);
  }

  /**
   * Makes the stocks of a first instant whole. Each stock's total is kept to within one, and what each stage can expect
   * is what it had (systematic sampling: one number for the whole stock).
   */
  makeWhole(lane: number, draw: number): void {
    const { chance, keys, memory, lanes } = this;
    for (const [w, places] of chance.wholes.entries()) {
      let sum = uniform(keys.wholes[w]!, draw);
      let whole = 0;
      for (const place of places) {
        sum += Math.max(0, memory[place * lanes + lane]!);
        memory[place * lanes + lane] = Math.floor(sum) - whole;
        whole = Math.floor(sum);
      }
    }
  }

  /**
   * Decides a round of a step, once what is to be expected stands in the memory.
   *
   * @param first the draw of the first lane, those that follow in the lanes beside it
   */
  decide(round: number, first: number, count: number, step: number): void {
    for (const i of this.chance.rounds[round]!)
      for (let lane = 0; lane < count; lane++) this.decideOne(i, lane, first + lane, step);
  }

  // Numbers are handed on in arrays: as arguments and results they would have to be put in objects, at twice the time.
  private decideOne(i: number, lane: number, draw: number, step: number): void {
    const { chance, memory, lanes, left, mass, stepsPerYear } = this;
    const isFromOutside = chance.pool[i] === -1;
    const pool = chance.pool[i]! * lanes + lane;
    if (chance.opens[i] === 1) this.open(i, pool, lane);
    const drawn = chance.drawn[i]! * lanes + lane;
    const expected = memory[chance.expected[i]! * lanes + lane]! / stepsPerYear;
    const all = isFromOutside ? Infinity : left[pool]!;
    memory[drawn] = 0;
    if (expected === 0 || all === 0) return;
    this.drawShare(i, lane, draw, step);
    const share = this.shares[lane]!;
    if (!(expected > 0 && all > 0 && expected < Infinity))
      memory[drawn] = unusual(share, expected) * stepsPerYear;
    else if (isFromOutside) memory[drawn] = poissonCount(share, expected) * stepsPerYear;
    else if (chance.among[i] !== -1) this.decideMarked(i, pool, lane);
    else {
      const count = binomialCount(share, all, expected / mass[pool]!);
      left[pool] = all - count;
      mass[pool] = mass[pool]! - expected;
      memory[drawn] = count * stepsPerYear;
    }
  }

  private drawShare(i: number, lane: number, draw: number, step: number): void {
    const keys = this.keys.decisions;
    this.shares[lane] = uniformOf(keys[2 * i]!, keys[2 * i + 1]!, draw, step);
  }

  private decideMarked(i: number, pool: number, lane: number): void {
    const { chance, memory, lanes, left, mass, stepsPerYear } = this;
    const taken = Math.round(memory[chance.among[i]! * lanes + lane]! / stepsPerYear);
    const count = hypergeometricCount(this.shares[lane]!, left[pool]!, mass[pool]!, taken);
    left[pool] = left[pool]! - taken;
    mass[pool] = mass[pool]! - count;
    memory[chance.drawn[i]! * lanes + lane] = count * stepsPerYear;
  }

  /** A pool as a step begins. */
  private open(i: number, pool: number, lane: number): void {
    const { chance, memory, lanes } = this;
    const all = Math.floor(memory[chance.from[i]! * lanes + lane]! + HAIR);
    this.left[pool] = all;
    const share = chance.share[i]!;
    this.mass[pool] = share === -1 ? all : Math.round(memory[share * lanes + lane]! * all);
  }
}

/** A flow that runs backwards; a number that is lost shows in the stock that it flows into. */
const unusual = (share: number, expected: number): number =>
  expected < 0 && expected > -Infinity ? -poissonCount(share, -expected) : Number.NaN;
