import type { Equation } from '../../src/compile/ir.ts';
import { type ListsRequest, writeLists } from '../../src/ensemble/lanes/lists.ts';
import { instantiate } from '../../src/run/instantiate.ts';
import { emitModule } from '../../src/run/wasm.ts';
import type { FirstInstant } from './c-run.ts';
import { cpuOf } from './measure.ts';

/**
 * Runs of all lanes with outcomes summed at every step and closed every year, and without: the same equations, but
 * for the sums. Laws are looked at in both.
 *
 * @returns what a run takes either way, in milliseconds of processor time
 */
export function prepareRecording(
  request: ListsRequest,
  first: FirstInstant,
): { readonly on: () => number; readonly off: () => number } {
  const { lists, slots } = writeLists(request);
  const { openRun, openWindow, advance } = lists;
  const sums = new Set(
    [
      ...openWindow,
      ...openRun.slice(
        0,
        openRun.findIndex(e => e.slot === slots.broken),
      ),
    ].map(e => e.slot),
  );
  const stepWithout = advance.filter(e => !sums.has(e.slot));
  return {
    on: prepare(request, first, lists, advance, slots.inWindow),
    off: prepare(request, first, lists, stepWithout, undefined),
  };
}

function prepare(
  { program, steps, stepsPerYear }: ListsRequest,
  first: FirstInstant,
  {
    begin,
    observe,
    openRun,
    openWindow,
    turnYear,
    check,
    closeWindow,
  }: ReturnType<typeof writeLists>['lists'],
  step: readonly Equation[],
  recorded: readonly number[] | undefined,
): () => number {
  const lists = [begin, step, openRun, openWindow, observe, check, closeWindow, turnYear];
  const slotCount = 1 + lists.flat().reduce((most, e) => Math.max(most, e.slot), program.slotCount);
  const { lanes } = first;
  const instance = instantiate(emitModule({ lists, slotCount, tables: program.tables, lanes }))!;
  const memory = new Float64Array(instance.buffer, 0, slotCount * lanes);
  const [callBegin, callStep, callOpenRun, callOpen, callObserve, callCheck, callClose, callTurn] = lists.map(
    (_, i) => instance.exports[`f${i}`]!,
  ) as (() => void)[] & { length: 8 };
  const instant = new Float64Array(memory.length);
  for (let slot = 0; slot < program.slotCount; slot++)
    for (let l = 0; l < lanes; l++) instant[slot * lanes + l] = first.value(slot, l);
  const kept = new Float64Array((recorded?.length ?? 0) * lanes);
  const fill = (slot: number, value: number): void => {
    memory.fill(value, slot * lanes, (slot + 1) * lanes);
  };
  const closeYear = (s: number): void => {
    callObserve!();
    callCheck!();
    if (!recorded) return;
    callClose!();
    for (const [o, slot] of recorded.entries())
      kept.set(memory.subarray(slot * lanes, (slot + 1) * lanes), o * lanes);
    if (s === steps) return;
    callTurn!();
    callOpen!();
  };
  return () => {
    memory.set(instant);
    return (
      cpuOf(() => {
        callBegin!();
        callObserve!();
        callOpenRun!();
        callOpen!();
        for (let s = 0; s <= steps; s++) {
          fill(program.clock.newYear, s % stepsPerYear === 0 ? 1 : 0);
          if (s > 0 && s % stepsPerYear === 0) closeYear(s);
          if (s < steps) callStep!();
        }
      }) / lanes
    );
  };
}
