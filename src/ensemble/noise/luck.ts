import { binomialCount } from '../../numeric/binomial.ts';
import { hypergeometricCount } from '../../numeric/hypergeometric.ts';
import { poissonCount } from '../../numeric/poisson.ts';
import { uniform, uniformInto } from '../../numeric/stream.ts';
import type { LuckKeys, PlacedChance } from './placed-chance.ts';

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
   * By pool and lane: who is left in it; and how many of them were to be expected to be, all whom the ways before were
   * to take taken off, or, of a pool of those who carry a mark, how many of them do.
   */
  private readonly left: Float64Array;
  private readonly mass: Float64Array;
  /** By pool and lane: the step, counted over all runs, in which it was filled last. */
  private readonly filled: Int32Array;
  private now = 0;
  /** The number drawn for what is being decided: handed on in an array, it need not be put in an object each time. */
  private readonly share = new Float64Array(1);

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
    this.filled = new Int32Array(chance.pools * lanes);
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
    const { memory, lanes } = this;
    const { rounds, expected, drawn, firstMark, markDrawn } = this.chance;
    if (round === 0) this.now += 1;
    for (const i of rounds[round]!)
      for (let lane = 0; lane < count; lane++) {
        memory[drawn[i]! * lanes + lane] = 0;
        for (let m = firstMark[i]!; m < firstMark[i + 1]!; m++) memory[markDrawn[m]! * lanes + lane] = 0;
        if (memory[expected[i]! * lanes + lane] !== 0) this.decideOne(i, lane, first + lane, step);
      }
  }

  private decideOne(i: number, lane: number, draw: number, step: number): void {
    const { memory, lanes, left, mass, stepsPerYear, keys } = this;
    const { drawn, firstMark, pool } = this.chance;
    const expected = memory[this.chance.expected[i]! * lanes + lane]! / stepsPerYear;
    const at = pool[i]! * lanes + lane;
    if (pool[i] !== -1 && this.filled[at] !== this.now) this.fill(i, at, lane);
    const all = pool[i] === -1 ? Infinity : left[at]!;
    if (all === 0) return;
    this.drawShare(keys.decisions, i, draw, step);
    const share = this.share[0]!;
    let count = 0;
    if (!(expected > 0 && expected < Infinity && all > 0)) count = unusual(share, expected);
    else if (all === Infinity) count = poissonCount(share, expected);
    else {
      count = binomialCount(share, all, expected / mass[at]!);
      left[at] = all - count;
      mass[at] = mass[at]! - expected;
    }
    if (count === 0) return;
    memory[drawn[i]! * lanes + lane] = count * stepsPerYear;
    for (let m = firstMark[i]!; m < firstMark[i + 1]!; m++) this.decideMarked(i, m, lane, draw, step);
  }

  private decideMarked(i: number, m: number, lane: number, draw: number, step: number): void {
    const { memory, lanes, left, mass, stepsPerYear } = this;
    const { drawn, markDrawn, markPool } = this.chance;
    const at = markPool[m]! * lanes + lane;
    if (this.filled[at] !== this.now) this.fillMarked(i, m, at, lane);
    const taken = Math.round(memory[drawn[i]! * lanes + lane]! / stepsPerYear);
    this.drawShare(this.keys.parts, m, draw, step);
    const count = hypergeometricCount(this.share[0]!, left[at]!, mass[at]!, taken);
    left[at] = left[at]! - taken;
    mass[at] = mass[at]! - count;
    memory[markDrawn[m]! * lanes + lane] = count * stepsPerYear;
  }

  private drawShare(keys: Int32Array, i: number, draw: number, step: number): void {
    uniformInto(this.share, 0, keys[2 * i]!, keys[2 * i + 1]!, draw, step);
  }

  /** Fills a pool with those who are in a stage as a step begins. */
  private fill(i: number, at: number, lane: number): void {
    const all = this.inStage(i, lane);
    this.left[at] = all;
    this.mass[at] = all;
    this.filled[at] = this.now;
  }

  private fillMarked(i: number, m: number, at: number, lane: number): void {
    const all = this.inStage(i, lane);
    this.left[at] = all;
    this.mass[at] = Math.round(this.memory[this.chance.markShare[m]! * this.lanes + lane]! * all);
    this.filled[at] = this.now;
  }

  private inStage(i: number, lane: number): number {
    return Math.floor(this.memory[this.chance.from[i]! * this.lanes + lane]! + HAIR);
  }
}

/** A flow that runs backwards; a number that is lost shows in the stock that it flows into. */
const unusual = (share: number, expected: number): number =>
  expected < 0 && expected > -Infinity ? -poissonCount(share, -expected) : Number.NaN;
