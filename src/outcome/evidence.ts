import type { ParameterSpec, Status } from '../model/spec.ts';
import { STATUSES } from '../model/spec.ts';
import { findFigure } from '../scenario/area/figure.ts';
import type { Experiment } from '../scenario/experiment.ts';
import { takenFromFit } from '../scenario/posterior/fitted.ts';

/** How many numbers rest on what. */
export interface EvidenceCount {
  readonly total: number;
  readonly byStatus: Readonly<Record<Status, number>>;
}

/**
 * Counts the evidence behind an experiment: the model's parameters (not those that are true by definition or
 * only guide the solver: they are fixed and have no range), those that it takes from a fit as fitted, and the area's
 * figures that the model reads.
 */
export function countEvidence({ program, area, spec }: Experiment): {
  readonly parameters: EvidenceCount;
  readonly figures: EvidenceCount;
} {
  const parameters: Status[] = [];
  const figures: Status[] = [];
  const fitted = new Set(takenFromFit(program.model, spec).map(p => p.name));
  for (const v of program.model.variables.values()) {
    if (fitted.has(v.name)) parameters.push('fitted');
    else if (v.kind === 'parameter' && isInPlay(v.spec)) parameters.push(v.spec.status);
    const figure = v.kind === 'figure' ? findFigure(area, v.name)?.figure : undefined;
    if (figure) figures.push(figure.status);
  }
  return { parameters: countStatuses(parameters), figures: countStatuses(figures) };
}

/** Whether a parameter could be something else: it is not true by definition, and no mere guide of the solver. */
export const isInPlay = ({ distribution }: ParameterSpec): boolean => distribution !== 'fixed';

export function countStatuses(statuses: readonly Status[]): EvidenceCount {
  const byStatus = Object.fromEntries(STATUSES.map(s => [s, 0])) as Record<Status, number>;
  for (const s of statuses) byStatus[s] += 1;
  return { total: statuses.length, byStatus };
}
