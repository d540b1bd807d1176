import type { CheckedModel, CheckedParameter } from '../check/checked.ts';
import type { ParameterSpec, Status } from '../model/spec.ts';
import { countStatuses, type EvidenceCount, isInPlay } from '../outcome/evidence.ts';
import { type AreaFile, findFigure, type Section } from '../scenario/area/figure.ts';
import { graphOf, type ModelGraph } from './model-graph.ts';

/** The statuses as a reader should doubt them: what nobody has checked first. */
export const DOUBT: readonly Status[] = [
  'assumption',
  'recalled',
  'read-secondary',
  'derived',
  'fitted',
  'read',
];

/** What every number of a model rests on, and which outcomes it feeds. */
export interface Ledger {
  readonly inPlay: EvidenceCount;
  /** Parameters that are true by definition or only guide the solver. */
  readonly fixed: number;
  /** Sectors that have parameters in play. */
  readonly bySector: readonly { readonly sector: string; readonly count: EvidenceCount }[];
  /** Those in play, in order of doubt, then as the model declares them. */
  readonly parameters: readonly LedgerEntry[];
  /** How many outcomes the model has. */
  readonly outcomes: number;
  readonly area?: AreaEvidence;
}

export interface LedgerEntry {
  readonly spec: ParameterSpec;
  readonly over: readonly string[];
  /** Every outcome that it feeds, the nearest first. */
  readonly feeds: readonly Reach[];
}

/** An outcome, and through how many equations a parameter comes to it, the outcome's own counted. */
export interface Reach {
  readonly outcome: string;
  readonly steps: number;
}

/** The figures of an area that the model reads. */
export interface AreaEvidence {
  readonly area: string;
  readonly period: string;
  readonly count: EvidenceCount;
  readonly figures: readonly AreaFigure[];
}

export interface AreaFigure {
  readonly name: string;
  readonly doc: string;
  readonly status: Status;
  readonly section: Section;
  readonly source: string;
  readonly method?: string;
}

/** Which parameters a ledger is of; absent: all. */
export interface LedgerRequest {
  readonly sector?: string;
  readonly status?: Status;
}

/** @param area whose figures are told as well */
export function ledgerOf(model: CheckedModel, request: LedgerRequest, area?: AreaFile): Ledger {
  const all = [...model.variables.values()].filter(
    (v): v is CheckedParameter =>
      v.kind === 'parameter' && (request.sector === undefined || v.spec.sector === request.sector),
  );
  const inPlay = all.filter(v => isInPlay(v.spec));
  const feeds = readersIn(graphOf(model));
  const sectors = model.spec.sectors.map(s => s.name).filter(s => inPlay.some(v => v.spec.sector === s));
  const statusesOf = (some: readonly CheckedParameter[]): Status[] => some.map(v => v.spec.status);
  return {
    inPlay: countStatuses(statusesOf(inPlay)),
    fixed: all.length - inPlay.length,
    bySector: sectors.map(sector => ({
      sector,
      count: countStatuses(statusesOf(inPlay.filter(v => v.spec.sector === sector))),
    })),
    parameters: DOUBT.filter(s => request.status === undefined || s === request.status).flatMap(status =>
      inPlay
        .filter(v => v.spec.status === status)
        .map(({ name, spec, over }) => ({
          spec,
          over: over.map(s => s.name),
          feeds: reachOf(name, feeds, model),
        })),
    ),
    outcomes: model.outcomes.size,
    ...(area && { area: evidenceOfArea(model, area) }),
  };
}

/** By name, who reads it: the graph the other way round. */
function readersIn(graph: ModelGraph): Map<string, string[]> {
  const readers = new Map<string, string[]>();
  for (const [reader, names] of graph)
    for (const name of names) {
      const own = readers.get(name);
      if (own) own.push(reader);
      else readers.set(name, [reader]);
    }
  return readers;
}

/** Every outcome that a name comes to, by the least number of equations on the way, then as the model declares them. */
function reachOf(
  name: string,
  readers: ReadonlyMap<string, readonly string[]>,
  { outcomes }: CheckedModel,
): Reach[] {
  const seen = new Set([name]);
  const found: Reach[] = [];
  let edge = [name];
  for (let steps = 1; edge.length > 0; steps++) {
    edge = edge.flatMap(n => readers.get(n) ?? []).filter(n => !seen.has(n) && seen.add(n));
    for (const outcome of outcomes.keys()) if (edge.includes(outcome)) found.push({ outcome, steps });
  }
  return found;
}

function evidenceOfArea({ variables }: CheckedModel, area: AreaFile): AreaEvidence {
  const figures = [...variables.values()].flatMap(v => {
    const found = v.kind === 'figure' ? findFigure(area, v.name) : undefined;
    if (!found) return [];
    const { section, figure } = found;
    const { doc, status, source, method } = figure;
    return [{ name: v.name, doc, status, section, source, ...(method !== undefined && { method }) }];
  });
  figures.sort((a, b) => DOUBT.indexOf(a.status) - DOUBT.indexOf(b.status));
  return {
    area: area.area,
    period: area.period,
    count: countStatuses(figures.map(f => f.status)),
    figures,
  };
}
