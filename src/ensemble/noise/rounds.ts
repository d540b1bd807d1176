import { type Equation, eachSlot } from '../../compile/ir.ts';
import type { Chance, Decision } from '../../compile/program.ts';

/** Decisions that wait for none of each other, and what is computed before them. */
export interface Round {
  readonly before: readonly Equation[];
  readonly decisions: readonly Decision[];
}

/** A step cut where chance decides. */
export interface CutStep {
  /** In the last nothing is decided any more. */
  readonly rounds: readonly Round[];
  /** What reads or writes late slots. */
  readonly late: readonly Equation[];
}

/** The slots that a decision reads. */
export const givenTo = ({ expected, from, marked }: Decision): number[] => [
  expected,
  ...(from === undefined ? [] : [from]),
  ...marked.map(m => m.share),
];

/**
 * Cuts a step where chance decides. An equation is computed as soon as all that it reads has been decided; what is left
 * keeps its order. Shares of marks follow from what a step begins with, and stand before the first round.
 *
 * @param equations of a step, in order, without those of what chance decides
 * @param late slots that are read or written at the very end of a step: what is summed up over steps
 */
export function cutStep(
  equations: readonly Equation[],
  { decisions }: Chance,
  late: ReadonlySet<number>,
): CutStep {
  // The round before which a slot stands; what nothing here computes stands before the first.
  const roundOf = new Map<number, number>([...late].map(s => [s, Infinity]));
  const byExpected = new Map(decisions.map(d => [d.expected, d]));
  const decide = ({ drawn, marked }: Decision, round: number): void => {
    for (const at of [drawn, ...marked.map(m => m.drawn)]) roundOf.set(at, round + 1);
  };
  for (const decision of decisions) decide(decision, 0);
  const rounds: Equation[][] = [];
  const atLast: Equation[] = [];
  for (const equation of equations) {
    let round = roundOf.get(equation.slot) ?? 0;
    eachSlot(equation.node, s => {
      round = Math.max(round, roundOf.get(s) ?? 0);
    });
    roundOf.set(equation.slot, round);
    const decision = byExpected.get(equation.slot);
    if (decision) decide(decision, round);
    if (round === Infinity) atLast.push(equation);
    else (rounds[round] ??= []).push(equation);
  }
  const decidedAfter = decisions.map(d => roundOf.get(d.drawn)! - 1);
  return {
    rounds: Array.from({ length: Math.max(-1, ...decidedAfter) + 2 }, (_, r) => ({
      before: rounds[r] ?? [],
      decisions: decisions.filter((_, i) => decidedAfter[i] === r),
    })),
    late: atLast,
  };
}
