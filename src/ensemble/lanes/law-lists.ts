import { add, type Equation, max, mul, type Node, num, slot, sub, ZERO } from '../../compile/ir.ts';
import type { Program } from '../../compile/program.ts';
import { watchedOf } from '../../run/run-lists.ts';
import { LAW_TOLERANCE, LEAST_LAW_SIZE, NEGATIVE_TOLERANCE } from '../../run/simulate.ts';
import type { NewSlot } from './slots.ts';

/** What a run computes to know that it is still believable: the checks of `simulate`, as equations. */
export interface LawLists {
  /** At the first instant. */
  readonly open: readonly Equation[];
  /** At every step. */
  readonly eachStep: readonly Equation[];
  /** Now and then: stocks too are looked at then. */
  readonly check: readonly Equation[];
  /** 1 once a law broke, a stock went below zero or a number was lost; the reference run then tells which. */
  readonly broken: number;
}

/** @param followed stocks that the run brings forward: no others are looked at */
export function lawLists(
  { laws, stocks, clock }: Program,
  followed: ReadonlySet<number>,
  newSlot: NewSlot,
): LawLists {
  const broken = newSlot();
  const books = laws.map(law => {
    const isBalance = law.kind === 'balance';
    const [first, expected, turnover] = [newSlot(), newSlot(), newSlot()];
    const off = isBalance ? sub(law.first, slot(expected)) : law.first;
    const size = isBalance ? add(abs(slot(first)), slot(turnover)) : abs(law.second);
    const most = mul(num(LAW_TOLERANCE), max(size, num(LEAST_LAW_SIZE)));
    return {
      breaks: not({ op: 'le', a: abs(off), b: most }),
      open: isBalance ? [set(first, law.first), set(expected, law.first), set(turnover, ZERO)] : [],
      eachStep: isBalance
        ? [
            set(expected, add(slot(expected), mul(law.second, slot(clock.dt)))),
            set(turnover, add(slot(turnover), mul(abs(law.second), slot(clock.dt)))),
          ]
        : [],
    };
  });
  const values = stocks.filter(s => followed.has(s.slot)).map(s => ({ ...s, value: slot(s.slot) }));
  const breaks = books.map(b => b.breaks);
  return {
    open: [set(broken, ZERO), ...books.flatMap(b => b.open)],
    eachStep: [set(broken, [slot(broken), ...breaks].reduce(or)), ...books.flatMap(b => b.eachStep)],
    check: [set(broken, [slot(broken), ...breaks, lostOrNegative(values)].reduce(or))],
    broken,
  };
}

/** Whether one of some stocks is no number, or so far below zero that `simulate` would look closer at it. */
export function lostOrNegative(stocks: Parameters<typeof watchedOf>[0]): Node {
  const [sumOfStocks, leastStock] = watchedOf(stocks, []);
  // A difference from itself is zero for a number, and nothing else.
  const lost: Node = { op: 'ne', a: sub(sumOfStocks, sumOfStocks), b: ZERO };
  return or(lost, { op: 'lt', a: leastStock, b: num(-NEGATIVE_TOLERANCE) });
}

const set = (at: number, node: Node): Equation => ({ slot: at, node });
const abs = (a: Node): Node => ({ op: 'abs', a });
const not = (a: Node): Node => ({ op: 'not', a });
const or = (a: Node, b: Node): Node => ({ op: 'or', a, b });
