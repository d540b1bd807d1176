import type { Status } from '../model/spec.ts';
import { STATUSES } from '../model/spec.ts';
import { findFigure } from '../scenario/area/figure.ts';
import type { Experiment } from '../scenario/experiment.ts';

/** How many numbers rest on what. */
export interface EvidenceCount {
  readonly total: number;
  readonly byStatus: Readonly<Record<Status, number>>;
}

/**
 * Counts the evidence behind an experiment: the model's parameters (not those that are true by definition or
 * only guide the solver: they are fixed and have no range), and the area's figures that the model reads.
 */
export function countEvidence({ program, area }: Experiment): {
  readonly parameters: EvidenceCount;
  readonly figures: EvidenceCount;
} {
  const parameters: Status[] = [];
  const figures: Status[] = [];
  for (const v of program.model.variables.values()) {
    if (v.kind === 'parameter' && v.spec.distribution !== 'fixed') parameters.push(v.spec.status);
    const figure = v.kind === 'figure' ? findFigure(area, v.name)?.figure : undefined;
    if (figure) figures.push(figure.status);
  }
  return { parameters: count(parameters), figures: count(figures) };
}

function count(statuses: readonly Status[]): EvidenceCount {
  const byStatus = Object.fromEntries(STATUSES.map(s => [s, 0])) as Record<Status, number>;
  for (const s of statuses) byStatus[s] += 1;
  return { total: statuses.length, byStatus };
}
