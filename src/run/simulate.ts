import { WATCHED } from '../compile/run-plan.ts';
import type { Machine } from './machine.ts';

/** A series takes a value from a step on. */
export interface InputChange {
  readonly step: number;
  readonly slot: number;
  readonly value: number;
}

/** One run: from which values, for how long, with which inputs. */
export interface RunRequest {
  /** Slot values at the start, solved; not written to. */
  readonly start: Float64Array;
  readonly stepsPerYear: number;
  readonly steps: number;
  /** In order of step. */
  readonly changes: readonly InputChange[];
  /** Slots to keep at every step. */
  readonly record: readonly number[];
  /** Laws and signs are checked in every run; a start that is still being solved may break them. */
  readonly checkLaws?: boolean;
  /** Is told of every step while its values stand in the machine's memory. */
  readonly onStep?: (step: number) => void;
}

/** Why a run stopped being believable, for a message that names where. */
export interface RunFault {
  readonly kind: 'not-a-number' | 'negative' | 'law';
  /** The variable's cell, or the law. */
  readonly name: string;
  readonly step: number;
  readonly value: number;
  readonly lastGood: number;
}

export interface RunResult {
  /** Recorded values, row by row: step s (0 … steps) holds `record.length` numbers. */
  readonly series: Float64Array;
  readonly fault: RunFault | undefined;
  /** By stock: the greatest hazard sum × dt met, where it passed 1 and the share leaving was capped. */
  readonly capped: ReadonlyMap<string, number>;
}

/** How far a law may be off, relative to the size of what it balances: rounding, nothing more. */
export const LAW_TOLERANCE = 1e-9;
/** A law over less than this is judged as if it were over as much. */
export const LEAST_LAW_SIZE = 1e-6;
/** The share of a stock that leaves in a step, above which it is capped; rounding, nothing more. */
export const MOST_LEAVING = 1 + 1e-9;
/** How far below zero a stock may go, beside its size at the start or one. */
export const NEGATIVE_TOLERANCE = 1e-6;

/**
 * Runs a program. Each step goes through the phases that `STEP_PHASES` names, in that order; the comments below
 * number them.
 */
export function simulate(machine: Machine, request: RunRequest): RunResult {
  const { program, places, memory: v, call } = machine;
  const { start, stepsPerYear, steps, changes, checkLaws = true, onStep } = request;
  const { clock, hazardSums } = program;
  const dt = 1 / stepsPerYear;
  v.set(start);
  v[clock.dt] = dt;
  call.begin();
  const record = Int32Array.from(request.record);
  const { recorded } = program;
  const areSideBySide = record.length === recorded.length && record.every((slot, r) => slot === recorded[r]);
  const watched = (what: (typeof WATCHED)[number]): number => v[places.watched + WATCHED.indexOf(what)]!;
  const series = new Float64Array((steps + 1) * record.length);
  const capped = new Map<string, number>();
  const books = checkLaws ? new Books(machine, dt) : undefined;
  let nextChange = 0;
  let fault: RunFault | undefined;

  for (let s = 0; s <= steps && !fault; s++) {
    // 1. Clock and inputs.
    v[clock.time] = s * dt;
    v[clock.newYear] = s % stepsPerYear === 0 ? 1 : 0;
    for (; nextChange < changes.length && changes[nextChange]!.step <= s; nextChange++) {
      const { slot, value } = changes[nextChange]!;
      v[slot] = value;
    }

    // 2. Auxiliaries, flows and moves.
    call.step();

    // 3. Record, and check the laws.
    const row = s * record.length;
    if (areSideBySide) series.set(v.subarray(places.recorded, places.recorded + record.length), row);
    else for (let r = 0; r < record.length; r++) series[row + r] = v[record[r]!]!;
    onStep?.(s);
    fault = books?.check(s);
    if (!(watched('greatestHazard') * dt <= MOST_LEAVING))
      for (const { slot, stock } of hazardSums) {
        const sum = v[slot]! * dt;
        if (sum > MOST_LEAVING && sum > (capped.get(stock) ?? 0)) capped.set(stock, sum);
      }

    if (s === steps) break;
    // 4. Stocks, all at once.
    const allWell =
      Number.isFinite(watched('sumOfStocks')) && (!checkLaws || watched('leastStock') >= -NEGATIVE_TOLERANCE);
    if (!allWell) fault ??= faultOfStocks(machine, start, s, checkLaws);
    call.advance();
  }
  return { series, fault, capped };
}

/** What each law has been about since the run began. */
class Books {
  private readonly machine: Machine;
  private readonly dt: number;
  private readonly first: Float64Array;
  private readonly expected: Float64Array;
  private readonly turnover: Float64Array;

  constructor(machine: Machine, dt: number) {
    const { laws } = machine.program;
    this.machine = machine;
    this.dt = dt;
    this.first = new Float64Array(laws.length);
    this.expected = new Float64Array(laws.length);
    this.turnover = new Float64Array(laws.length);
  }

  /** The first law that does not hold at this step, and all laws' books brought to the next. */
  check(step: number): RunFault | undefined {
    const { first, expected, turnover, dt } = this;
    const { program, places, memory } = this.machine;
    for (let l = 0; l < first.length; l++) {
      const { name, kind } = program.laws[l]!;
      const total = memory[places.laws + 2 * l]!;
      const against = memory[places.laws + 2 * l + 1]!;
      const isBalance = kind === 'balance';
      if (step === 0) first[l] = expected[l] = total;
      const off = isBalance ? total - expected[l]! : total;
      const size = isBalance ? Math.abs(first[l]!) + turnover[l]! : Math.abs(against);
      if (!(Math.abs(off) <= LAW_TOLERANCE * Math.max(size, LEAST_LAW_SIZE)))
        return { kind: 'law', name, step, value: off, lastGood: size };
      expected[l] = expected[l]! + against * dt;
      turnover[l] = turnover[l]! + Math.abs(against) * dt;
    }
    return undefined;
  }
}

/** The first stock that a step will make what no stock can be. */
function faultOfStocks(
  { program: { stocks, slotNames }, memory, places }: Machine,
  start: Float64Array,
  step: number,
  checkLaws: boolean,
): RunFault | undefined {
  for (const [i, { slot, mayBeNegative }] of stocks.entries()) {
    const [lastGood, value] = [memory[slot]!, memory[places.next + i]!];
    const fault = { name: slotNames[slot]!, step, value, lastGood };
    if (!Number.isFinite(value)) return { kind: 'not-a-number', ...fault };
    if (checkLaws && !mayBeNegative && value < -NEGATIVE_TOLERANCE * Math.max(1, Math.abs(start[slot]!)))
      return { kind: 'negative', ...fault };
  }
  return undefined;
}
