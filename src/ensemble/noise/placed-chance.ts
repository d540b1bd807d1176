import type { Chance } from '../../compile/program.ts';
import { type StreamKey, streamKey } from '../../numeric/stream.ts';
import type { Round } from './rounds.ts';

/** Where in a memory chance finds what it decides: plain data. */
export interface PlacedChance {
  /** By decision: places of what is to be expected a year, of what comes of it, and of the stage that they leave. */
  readonly expected: Int32Array;
  readonly drawn: Int32Array;
  /** -1: they come from outside. */
  readonly from: Int32Array;
  /** By decision: its parts with a mark are those from `firstMark[i]` up to `firstMark[i + 1]`. */
  readonly firstMark: Int32Array;
  /** By part: places of what comes of it, and of the share of the stage that carries the mark. */
  readonly markDrawn: Int32Array;
  readonly markShare: Int32Array;
  /** Whom a decision takes from, and whom a part does: those of one stage, or those of them who carry one mark. */
  readonly pool: Int32Array;
  readonly markPool: Int32Array;
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
  const parts = decisions.flatMap(d => d.marked);
  const places = (slots: readonly (number | undefined)[]): Int32Array =>
    Int32Array.from(slots, s => (s === undefined ? -1 : place(s)));
  /** One pool for each stage, or share of it, by its slot. */
  const pools = new Map<number, number>();
  const poolsOf = (slots: readonly (number | undefined)[]): Int32Array =>
    Int32Array.from(slots, s => {
      if (s === undefined) return -1;
      if (!pools.has(s)) pools.set(s, pools.size);
      return pools.get(s)!;
    });
  let marks = 0;
  return {
    expected: places(decisions.map(d => d.expected)),
    drawn: places(decisions.map(d => d.drawn)),
    from: places(decisions.map(d => d.from)),
    firstMark: Int32Array.from([0, ...decisions.map(d => (marks += d.marked.length))]),
    markDrawn: places(parts.map(p => p.drawn)),
    markShare: places(parts.map(p => p.share)),
    pool: poolsOf(decisions.map(d => d.from)),
    markPool: poolsOf(parts.map(p => p.share)),
    pools: pools.size,
    rounds: rounds.map(r => Int32Array.from(r.decisions, d => indexOf.get(d)!)),
    wholes: wholes.map(w => places(w.slots)),
  };
}

/** A stream for each decision and part, and one for each stock that is made whole at the start: plain data. */
export interface LuckKeys {
  /** The two words of each key, one after the other. */
  readonly decisions: Int32Array;
  readonly parts: Int32Array;
  readonly wholes: readonly StreamKey[];
}

export function luckKeys(seed: string, { decisions, wholes }: Chance): LuckKeys {
  const keysOf = (named: readonly { readonly name: string }[]): Int32Array =>
    Int32Array.from(named.flatMap(({ name }) => streamKey(seed, `chance of ${name}`)));
  return {
    decisions: keysOf(decisions),
    parts: keysOf(decisions.flatMap(d => d.marked)),
    wholes: wholes.map(w => streamKey(seed, `chance of the start of ${w.stock}`)),
  };
}
