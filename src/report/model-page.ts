import type { Program } from '../compile/program.ts';
import { STATUSES, type Status } from '../model/spec.ts';
import { type Block, countOf, entry, gap, groupThousands, heading, lines, table, text } from './blocks.ts';

const COLUMN = 10;

/** What a model holds, counted. */
export interface ModelCounts {
  readonly sectors: readonly string[];
  /** As declared, by kind: `stock`, `auxiliary`, … */
  readonly declared: Readonly<Record<string, number>>;
  /** Of declared stocks and all that the engine adds (sub-stages, smooths, marks), one for each cell. */
  readonly stockCells: number;
  readonly equationsAtStart: number;
  readonly equationsPerStep: number;
  readonly outcomes: number;
  readonly laws: number;
  readonly parametersByStatus: Readonly<Record<Status, number>>;
}

export function countModel({ model, stocks, start, step }: Program): ModelCounts {
  const declared: Record<string, number> = {};
  const parametersByStatus = Object.fromEntries(STATUSES.map(s => [s, 0])) as Record<Status, number>;
  for (const v of model.variables.values()) {
    declared[v.kind] = (declared[v.kind] ?? 0) + 1;
    if (v.kind === 'parameter') parametersByStatus[v.spec.status] += 1;
  }
  return {
    sectors: model.spec.sectors.map(s => s.name),
    declared,
    stockCells: stocks.length,
    equationsAtStart: start.length,
    equationsPerStep: step.length,
    outcomes: model.outcomes.size,
    laws: model.laws.length,
    parametersByStatus,
  };
}

export function modelPage(counts: ModelCounts, hash: string): Block[] {
  const { declared, parametersByStatus } = counts;
  const statuses = Object.entries(parametersByStatus)
    .filter(([, n]) => n > 0)
    .map(([status, n]) => `${n} ${status}`);
  const notes: Readonly<Record<string, string>> = {
    stock: `${countOf(counts.stockCells, 'number')} carried from step to step`,
    parameter: statuses.join(', '),
    law: 'checked at every step of every run',
  };
  const kinds = Object.entries({ ...declared, outcome: counts.outcomes, law: counts.laws });
  return [
    heading('The model'),
    entry('sectors', counts.sectors.join(', '), COLUMN),
    entry('hash', hash.slice(0, 12), COLUMN),
    gap,
    table(
      [left, { head: '', align: 'right' }, left],
      kinds.map(([kind, n]) => [
        { text: kind },
        { text: groupThousands(String(n)) },
        { text: notes[kind] ?? '', tone: 'dim' },
      ]),
    ),
    gap,
    text(
      `Written out for every element, ${countOf(counts.equationsPerStep, 'equation')} are computed in each step and ${groupThousands(String(counts.equationsAtStart))} at the start.`,
    ),
  ];
}

const left = { head: '', align: 'left' } as const;

/** The variables that one step computes, in its order: each at its first equation. */
export function orderOfStep({ step, slotNames, model }: Program): string[] {
  const seen = new Set<string>();
  for (const { slot } of step) {
    const name = slotNames[slot]!.replace(/\[.*$/, '');
    if (model.variables.has(name)) seen.add(name);
  }
  return [...seen];
}

/** One step as a numbered list, as the simulator does it. */
export function orderPage(phases: readonly string[], order: readonly string[]): Block[] {
  return [
    heading('One step'),
    ...phases.map((phase, i) => entry(`${i + 1}.`, phase, 3)),
    gap,
    heading('What is computed, in this order'),
    lines(order.map((name, i) => `${String(i + 1).padStart(4)}  ${name}`)),
  ];
}
