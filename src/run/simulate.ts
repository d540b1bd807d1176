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
/** How far below zero a stock may go, beside its size at the start or one. */
export const NEGATIVE_TOLERANCE = 1e-6;

/**
 * Runs a program. Each step goes through the phases that `STEP_PHASES` names, in that order; the comments below
 * number them.
 */
export function simulate(machine: Machine, request: RunRequest): RunResult {
  const { program, places, memory: v, call } = machine;
  const { start, stepsPerYear, steps, changes, checkLaws = true, onStep } = request;
  const { clock, stocks, laws, hazardSums } = program;
  const dt = 1 / stepsPerYear;
  v.set(start);
  v[clock.dt] = dt;
  call.begin();
  const record = Int32Array.from(request.record);
  const series = new Float64Array((steps + 1) * record.length);
  const capped = new Map<string, number>();
  const firstTotals = new Float64Array(laws.length);
  const expected = new Float64Array(laws.length);
  const turnover = new Float64Array(laws.length);
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
    for (let r = 0, at = s * record.length; r < record.length; r++) series[at + r] = v[record[r]!]!;
    onStep?.(s);
    if (checkLaws)
      for (let l = 0; l < laws.length && !fault; l++) {
        const first = v[places.laws + 2 * l]!;
        const second = v[places.laws + 2 * l + 1]!;
        const isBalance = laws[l]!.kind === 'balance';
        if (s === 0) [firstTotals[l], expected[l]] = [first, first];
        const off = isBalance ? first - expected[l]! : first;
        const size = isBalance ? Math.abs(firstTotals[l]!) + turnover[l]! : Math.abs(second);
        if (!(Math.abs(off) <= LAW_TOLERANCE * Math.max(size, LEAST_LAW_SIZE)))
          fault = { kind: 'law', name: laws[l]!.name, step: s, value: off, lastGood: size };
        expected[l] = expected[l]! + second * dt;
        turnover[l] = turnover[l]! + Math.abs(second) * dt;
      }
    for (const { slot, stock } of hazardSums) {
      const sum = v[slot]! * dt;
      if (sum > 1 + 1e-9 && sum > (capped.get(stock) ?? 0)) capped.set(stock, sum);
    }

    if (s === steps) break;
    // 4. Stocks, all at once.
    for (let i = 0; i < stocks.length; i++) {
      const { slot, mayBeNegative } = stocks[i]!;
      const before = v[slot]!;
      const after = before + v[places.nets + i]! * dt;
      v[slot] = after;
      if (!Number.isFinite(after))
        fault ??= {
          kind: 'not-a-number',
          name: program.slotNames[slot]!,
          step: s,
          value: after,
          lastGood: before,
        };
      else if (
        checkLaws &&
        !mayBeNegative &&
        after < -NEGATIVE_TOLERANCE * Math.max(1, Math.abs(start[slot]!))
      )
        fault ??= {
          kind: 'negative',
          name: program.slotNames[slot]!,
          step: s,
          value: after,
          lastGood: before,
        };
    }
  }
  return { series, fault, capped };
}
