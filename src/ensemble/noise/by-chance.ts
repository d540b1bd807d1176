import type { CheckedModel } from '../../check/checked.ts';
import { compileModel } from '../../compile/compile-model.ts';
import type { Program } from '../../compile/program.ts';
import { Faults } from '../../diagnostics/diagnostic.ts';
import type { Experiment, ExperimentArm } from '../../scenario/experiment.ts';

const programs = new WeakMap<CheckedModel, Program>();

/** Once for all experiments with the model: scenarios of a batch, say. */
function compiled(model: CheckedModel): Program {
  const program = programs.get(model) ?? compileModel(model, new Faults(), undefined, true)!;
  programs.set(model, program);
  return program;
}

/**
 * An experiment in which chance decides what becomes of whole people and posts.
 *
 * What is left to chance follows from the model's units: stocks of people and of posts (wte) that cannot run below zero
 * hold whole ones, all moves and flows out of them are counted, and so is what flows into them. Money, hours, quality
 * and shares stay as they are, and follow those counts; so does a stock of people that is a difference.
 */
export function byChance(experiment: Experiment): Experiment {
  const { program: plain } = experiment;
  const program = compiled(plain.model);
  const slotOf = new Map<number, number>();
  for (const [name, { slots }] of plain.variables)
    for (const [i, slot] of slots.entries()) slotOf.set(slot, program.variables.get(name)!.slots[i]!);
  const moved = (slot: number): number => slotOf.get(slot)!;
  const arms = experiment.arms.map((arm): ExperimentArm => {
    const image = Float64Array.from(program.image);
    for (const [from, to] of slotOf) image[to] = arm.image[from]!;
    return {
      ...arm,
      image,
      changes: arm.changes.map(c => ({ ...c, slot: moved(c.slot) })),
      touched: new Set([...arm.touched].map(moved)),
    };
  });
  return { ...experiment, program, arms };
}
