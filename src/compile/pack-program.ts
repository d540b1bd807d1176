import type { CheckedModel } from '../check/checked.ts';
import type { Equation, Node } from './ir.ts';
import { decodeNodes, encodeNodes, type NodeCode } from './node-code.ts';
import type { Condition, Program, ProgramLaw, ProgramStock } from './program.ts';
import type { Pattern, RunPlan } from './run-plan.ts';

type Apart =
  | 'slotNames'
  | 'start'
  | 'step'
  | 'guesses'
  | 'stocks'
  | 'offStart'
  | 'conditions'
  | 'laws'
  | 'plan';

/** What every run of a program needs; plain data. */
export interface ProgramParts extends Omit<Program, 'model' | Apart> {
  readonly plan: Omit<RunPlan, 'pattern'>;
  readonly stocks: readonly Omit<ProgramStock, 'net'>[];
  readonly conditions: readonly Omit<Condition, 'what' | 'equals'>[];
  readonly laws: readonly Omit<ProgramLaw, 'first' | 'second'>[];
}

/** What a run need not read that has its compiled code and its start: equations as numbers, and names for messages. */
export interface ProgramEquations {
  readonly slotNames: Program['slotNames'];
  readonly pattern: Pattern;
  /** The slots that are assigned: of `start`, of `step` and of `guesses`. */
  readonly slots: readonly Int32Array<ArrayBuffer>[];
  /** The nodes of those, then of the stocks' nets and how far they are off the start, the conditions and the laws. */
  readonly nodes: NodeCode;
}

export function packProgram(program: Program & { readonly plan: RunPlan }): {
  parts: ProgramParts;
  equations: ProgramEquations;
} {
  const { model, slotNames, start, step, guesses, stocks, offStart, conditions, laws, plan, ...rest } =
    program;
  const { pattern, ...ready } = plan;
  const lists = [start, step, guesses];
  const nodes = [
    ...lists.flatMap(list => list.map(e => e.node)),
    ...stocks.map(s => s.net),
    ...offStart,
    ...conditions.flatMap(c => [c.what, c.equals]),
    ...laws.flatMap(l => [l.first, l.second]),
  ];
  return {
    parts: {
      ...rest,
      plan: ready,
      stocks: stocks.map(({ net, ...s }) => s),
      conditions: conditions.map(({ what, equals, ...c }) => c),
      laws: laws.map(({ first, second, ...l }) => l),
    },
    equations: {
      slotNames,
      pattern,
      slots: lists.map(list => Int32Array.from(list, e => e.slot)),
      nodes: encodeNodes(nodes),
    },
  };
}

/**
 * The program that was packed.
 *
 * @param readEquations is called once, when any of them is first looked at
 */
export function unpackProgram(
  parts: ProgramParts,
  model: CheckedModel,
  readEquations: () => ProgramEquations,
): Program {
  let found: ProgramEquations | undefined;
  const packed = (): ProgramEquations => (found ??= readEquations());
  let unpacked: Equations | undefined;
  const equations = (): Equations => (unpacked ??= unpackEquations(packed(), parts));
  return {
    ...parts,
    model,
    get slotNames() {
      return packed().slotNames;
    },
    plan: {
      ...parts.plan,
      get pattern() {
        return packed().pattern;
      },
    },
    get start() {
      return equations().start;
    },
    get step() {
      return equations().step;
    },
    get guesses() {
      return equations().guesses;
    },
    get offStart() {
      return equations().offStart;
    },
    stocks: parts.stocks.map((s, i) => ({
      ...s,
      get net() {
        return equations().nets[i]!;
      },
    })),
    conditions: parts.conditions.map((c, i) => ({
      ...c,
      get what() {
        return equations().conditions[2 * i]!;
      },
      get equals() {
        return equations().conditions[2 * i + 1]!;
      },
    })),
    laws: parts.laws.map((l, i) => ({
      ...l,
      get first() {
        return equations().laws[2 * i]!;
      },
      get second() {
        return equations().laws[2 * i + 1]!;
      },
    })),
  };
}

interface Equations extends Pick<Program, 'start' | 'step' | 'guesses' | 'offStart'> {
  readonly nets: readonly Node[];
  /** Of each both sides, one after the other. */
  readonly conditions: readonly Node[];
  readonly laws: readonly Node[];
}

function unpackEquations({ slots, nodes }: ProgramEquations, parts: ProgramParts): Equations {
  const all = decodeNodes(nodes);
  const next = (count: number): Node[] => all.splice(0, count);
  const lists = slots.map(list => {
    const own = next(list.length);
    return Array.from(list, (slot, i): Equation => ({ slot, node: own[i]! }));
  });
  return {
    start: lists[0]!,
    step: lists[1]!,
    guesses: lists[2]!,
    nets: next(parts.stocks.length),
    offStart: next(parts.steady.length),
    conditions: next(2 * parts.conditions.length),
    laws: next(2 * parts.laws.length),
  };
}
