import type { Program } from '../compile/program.ts';
import { STATUSES, type Status } from '../model/spec.ts';
import {
  type Block,
  bullets,
  countOf,
  entry,
  gap,
  groupThousands,
  heading,
  joinWords,
  left,
  lines,
  right,
  table,
  text,
} from './blocks.ts';
import { figures } from './numbers.ts';
import type { ConstantUse, EmbeddedConstant, Feedback, SectorCount, Structure } from './structure.ts';

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

/** What the model holds, kind by kind and sector by sector, and what a reviewer looks for in it. */
export function modelPage(counts: ModelCounts, structure: Structure, hash: string): Block[] {
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
      [left(''), right(''), left('')],
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
    gap,
    ...sectorBlocks(structure.sectors),
    gap,
    ...feedbackBlocks(structure),
    gap,
    ...reviewBlocks(structure),
  ];
}

/** Columns of the table of sectors, and the kinds that each adds up. */
const KINDS: readonly (readonly [head: string, ...kinds: string[]])[] = [
  ['stocks', 'stock'],
  ['flows and moves', 'flow', 'move'],
  ['other equations', 'auxiliary', 'smooth', 'delay', 'tally', 'solved'],
  ['figures and inputs', 'figure', 'series'],
  ['parameters', 'parameter'],
  ['outcomes', 'outcome'],
  ['laws', 'law'],
];
const HEAD_WIDTH = 11;

function sectorBlocks(sectors: readonly SectorCount[]): Block[] {
  return [
    heading('By sector'),
    table(
      [left(''), ...KINDS.map(([head]) => right(head, HEAD_WIDTH))],
      sectors.map(({ name, declared }) => [
        { text: name },
        ...KINDS.map(([, ...kinds]) => {
          const n = kinds.reduce((sum, kind) => sum + (declared[kind] ?? 0), 0);
          return { text: n === 0 ? '' : String(n) };
        }),
      ]),
    ),
  ];
}

function feedbackBlocks({ loops, feedback }: Structure): Block[] {
  return [
    heading('Feedback'),
    ...(loops.length > 0
      ? [text(`${countOf(loops.length, 'loop has a name', 'loops have names')}:`)]
      : [text('No loop has a name.')]),
    ...loops.map(({ name, label }) => entry(`  ${name}`, label, 6)),
    text(feedbackSentence(feedback)),
  ];
}

function feedbackSentence({ computed, onACircle, circles }: Feedback): string {
  const [largest, ...others] = circles;
  if (!largest) return 'No variable reaches itself again.';
  const small = others.map(c => c.length);
  const rest =
    small.length === 0
      ? ''
      : `, ${countOf(small.length, 'other circle')} of ${joinWords([...new Set([small.at(-1)!, small[0]!])].map(String), 'to')} stand${small.length === 1 ? 's' : ''} apart`;
  return `Of ${countOf(computed, 'variable')} that equations compute, ${onACircle} reach themselves again through what they drive: ${largest.length} of them all reach each other${rest}. A stock and what drains it are a circle too.`;
}

const USES: Readonly<Record<ConstantUse, string>> = {
  exponent: 'an exponent: the form of the equation',
  bound: 'a bound: no matter of evidence where it only keeps a division from zero',
  amount: 'an amount: better a parameter, with a range and a source',
};

function reviewBlocks({ embeddedConstants, unused, unsourced }: Structure): Block[] {
  return [
    heading('Numbers inside equations, other than 0 and 1'),
    ...listed(embeddedConstants.map(constantText)),
    gap,
    heading('Read by no equation, outcome or law'),
    ...listed(
      unused.map(
        ({ name, kind, readByPolicies }) =>
          `${name} (${kind})${readByPolicies ? ': policies of a scenario read it' : ''}`,
      ),
    ),
    gap,
    heading('Parameters and published figures without a source'),
    ...listed(unsourced),
  ];
}

const listed = (items: readonly string[]): Block[] => [items.length > 0 ? bullets(items) : text('none')];

const constantText = ({ name, part, value, use, within }: EmbeddedConstant): string =>
  `${figures(value)} in ${name} (${part}): ${within}; ${USES[use]}`;

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
