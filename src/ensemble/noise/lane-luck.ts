import type { DrawPlan } from '../draw-plan.ts';
import type { LaneMachine } from '../lanes/lane-machine.ts';
import { Luck } from './luck.ts';

/** Chance over the draws of a block, one in each lane. */
export interface LaneLuck {
  /** Makes the stocks of every draw's first instant whole. */
  makeWhole(first: number, count: number): void;
  /** Computes a step of every draw up to its flows, and decides them. */
  decide(first: number, count: number, step: number): void;
}

/** @returns undefined where everything goes as is to be expected */
export function prepareLaneLuck(machine: LaneMachine, { luck: keys }: DrawPlan): LaneLuck | undefined {
  const { memory, rounds, program } = machine;
  const { chance, lanes, stepsPerYear } = program;
  if (!chance || !keys) return undefined;
  const luck = new Luck(chance, keys, { memory, lanes, stepsPerYear });
  return {
    makeWhole: (first, count) => {
      for (let l = 0; l < count; l++) luck.makeWhole(l, first + l);
    },
    decide: (first, count, step) => {
      for (const [r, compute] of rounds.entries()) {
        compute();
        luck.decide(r, first, count, step);
      }
    },
  };
}
