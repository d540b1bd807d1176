import type { CheckedModel } from '../check/checked.ts';
import { type Expr, partsOf } from '../expr/ast.ts';
import { printExpr } from '../expr/print.ts';
import { expressionsOf, graphOf, type ModelGraph } from './model-graph.ts';

/** What a number in an equation is there for: an exponent, a bound of `min` or `max`, or an amount that no parameter names. */
export type ConstantUse = 'exponent' | 'bound' | 'amount';

/** A number other than 0 and 1 that stands in an equation, and not in a parameter with a source. */
export interface EmbeddedConstant {
  readonly name: string;
  /** `equation`, `hazard`, `initial`, … */
  readonly part: string;
  readonly value: number;
  readonly use: ConstantUse;
  /** The least expression around it: `max(0.01, initial(seams))`. */
  readonly within: string;
}

/** What a model is made of, sector by sector, and what a reviewer looks for in it. */
export interface Structure {
  readonly sectors: readonly SectorCount[];
  readonly loops: readonly { readonly name: string; readonly label: string }[];
  readonly feedback: Feedback;
  readonly embeddedConstants: readonly EmbeddedConstant[];
  /** Read by no equation, outcome or law. */
  readonly unused: readonly UnusedName[];
  /** Names of parameters, and of published figures, whose source says nothing. */
  readonly unsourced: readonly string[];
}

export interface SectorCount {
  readonly name: string;
  readonly doc: string;
  /** By kind: `stock`, `move`, `parameter`, … */
  readonly declared: Readonly<Record<string, number>>;
}

/** Variables that reach themselves again through what they drive, while a run goes on. */
export interface Feedback {
  /** Of variables that equations compute: without parameters, figures and inputs. */
  readonly computed: number;
  readonly onACircle: number;
  /** Sets of variables that all reach each other, the largest first. */
  readonly circles: readonly (readonly string[])[];
}

export interface UnusedName {
  readonly name: string;
  readonly kind: string;
  /** Policies of a scenario read it by name, while they are turned into inputs. */
  readonly readByPolicies: boolean;
}

/** Parameters that no equation reads: policies turn words into dates and amounts with them. */
export const READ_BY_POLICIES: readonly string[] = ['mobilisation_time', 'usual_contract_term'];

export function structureOf(model: CheckedModel): Structure {
  return {
    sectors: countSectors(model),
    loops: [...model.loops.values()].map(({ spec: { name, label } }) => ({ name, label })),
    feedback: findFeedback(model),
    embeddedConstants: findConstants(model),
    unused: findUnused(model),
    unsourced: findUnsourced(model),
  };
}

function countSectors(model: CheckedModel): SectorCount[] {
  const { spec, variables, lookups, marks, outcomes, loops } = model;
  const counts = new Map(spec.sectors.map(s => [s.name, new Map<string, number>()]));
  const add = (sector: string, kind: string): void => {
    const own = counts.get(sector)!;
    own.set(kind, (own.get(kind) ?? 0) + 1);
  };
  for (const v of variables.values()) add(v.spec.sector, v.kind);
  for (const [kind, named] of Object.entries({
    lookup: lookups,
    mark: marks,
    outcome: outcomes,
    loop: loops,
  }))
    for (const x of named.values()) add(x.spec.sector, kind);
  // A law belongs to the file that it stands in.
  for (const law of model.laws) add(spec.sectors.find(s => s.file === law.place.file)!.name, 'law');
  return spec.sectors.map(({ name, doc }) => ({
    name,
    doc,
    declared: Object.fromEntries(counts.get(name)!),
  }));
}

function findConstants(model: CheckedModel): EmbeddedConstant[] {
  return [...model.variables.values(), ...model.outcomes.values(), ...model.laws].flatMap(x =>
    expressionsOf(x).flatMap(({ part, expr }) =>
      constantsIn(expr, undefined).map(found => ({ name: x.name, part, ...found })),
    ),
  );
}

function constantsIn(e: Expr, parent: Expr | undefined): Omit<EmbeddedConstant, 'name' | 'part'>[] {
  if (e.op !== 'number') return partsOf(e).flatMap(part => constantsIn(part, e));
  if (e.value === 0 || e.value === 1) return [];
  return [{ value: e.value, use: useOf(e, parent), within: printExpr(parent ?? e) }];
}

function useOf(e: Expr, parent: Expr | undefined): ConstantUse {
  if (parent?.op === 'binary' && parent.operator === '^' && parent.right === e) return 'exponent';
  return parent?.op === 'call' && (parent.fn === 'min' || parent.fn === 'max') ? 'bound' : 'amount';
}

function findUnused(model: CheckedModel): UnusedName[] {
  const read = new Set([...graphOf(model).values()].flatMap(names => [...names]));
  const named = [...model.variables.values(), ...model.lookups.values()].map(({ spec }) => spec);
  return named
    .filter(({ name }) => !read.has(name))
    .map(({ name, kind }) => ({ name, kind, readByPolicies: READ_BY_POLICIES.includes(name) }));
}

function findUnsourced({ variables, published }: CheckedModel): string[] {
  const parameters = [...variables.values()].flatMap(v => (v.kind === 'parameter' ? [v.spec] : []));
  const all = [...parameters, ...[...published.values()].map(p => p.spec)];
  return all.filter(({ source }) => source.trim() === '').map(({ name }) => name);
}

const GIVEN: readonly string[] = ['parameter', 'figure', 'series'];

function findFeedback(model: CheckedModel): Feedback {
  const computed = [...model.variables.values()].filter(v => !GIVEN.includes(v.kind)).map(v => v.name);
  const circles = circlesOf(graphOf(model, 'running')).sort((a, b) => b.length - a.length);
  return {
    computed: computed.length,
    onACircle: circles.reduce((sum, c) => sum + c.length, 0),
    circles,
  };
}

/** Strongly connected components of more than one name (Tarjan 1972), each in the order of the graph. */
export function circlesOf(graph: ModelGraph): string[][] {
  const order = new Map([...graph.keys()].map((name, i) => [name, i]));
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const circles: string[][] = [];
  const visit = (name: string): void => {
    index.set(name, index.size);
    low.set(name, index.get(name)!);
    stack.push(name);
    onStack.add(name);
    for (const next of graph.get(name) ?? []) {
      if (!index.has(next)) visit(next);
      if (onStack.has(next)) low.set(name, Math.min(low.get(name)!, low.get(next)!));
    }
    if (low.get(name) !== index.get(name)) return;
    const members = stack.splice(stack.indexOf(name));
    for (const m of members) onStack.delete(m);
    if (members.length > 1) circles.push(members.sort((a, b) => order.get(a)! - order.get(b)!));
  };
  for (const name of graph.keys()) if (!index.has(name)) visit(name);
  return circles;
}
