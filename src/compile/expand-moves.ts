import { type CheckedMove, type CheckedStock, cellsOf } from '../check/checked.ts';
import { comesWhole, decided } from './expand-decisions.ts';
import { div, max, mul, type Node, num, ONE, slot, sub, sum } from './ir.ts';
import { type Sheet, slotOnce } from './sheet.ts';

/** Where part of a move leads. */
interface Target {
  readonly stock: string;
  readonly at: number;
  readonly share: Node;
}

/** Part of a move with one target; without one it leads out of the model. */
export interface Part extends Partial<Target> {
  readonly share: Node;
  /** Per year. */
  readonly flow: Node;
}

/** What one move takes out of one stage of one stock in one cell. */
export interface Contribution {
  readonly stock: string;
  /** Ordinals of the cell. */
  readonly cell: readonly number[];
  /** Per year. */
  readonly flow: Node;
  /** The slot of the stage that it leaves. */
  readonly source: number;
  readonly parts: readonly Part[];
}

/** Every flow that moves make from one stage to another; marks travel along these. */
export interface Link {
  readonly from: number;
  readonly to: number;
  readonly flow: Node;
}

/** What the moves of a model came to. */
export interface ExpandedMoves {
  readonly contributions: ReadonlyMap<string, readonly Contribution[]>;
  readonly links: readonly Link[];
  /** Slots of the summed hazards out of each stage: above 1/dt the share that leaves is capped. */
  readonly hazardSums: readonly { readonly slot: number; readonly stock: string }[];
}

/** One stage of one cell of a stock. */
interface Stage {
  readonly stock: CheckedStock;
  readonly cell: readonly number[];
  readonly stages: readonly number[];
  readonly k: number;
}

/** A stay is passed stage by stage; a hazard, and ageing, act on every stage alike. */
const passesStages = (move: CheckedMove): boolean => move.rate.by === 'after' && !move.next;

/**
 * Writes the moves. All moves out of one stage compete: with H the sum of their hazards, each takes
 * stock × hazard / max(1, H·dt) a year, so the share that leaves in a step is min(1, H·dt).
 */
export function expandMoves(sheet: Sheet): ExpandedMoves {
  const moves = [...sheet.model.variables.values()].filter(v => v.kind === 'move');
  const contributions = new Map<string, Contribution[]>(moves.map(m => [m.name, []]));
  const links: Link[] = [];
  const hazardSums: { slot: number; stock: string }[] = [];
  const hazards = new Map<string, number>();

  const expandStage = (stage: Stage, leaving: readonly CheckedMove[]): void => {
    const { stock, cell, stages, k } = stage;
    const own = stages[k]!;
    const ways = leaving.flatMap(move => {
      const targets = targetsOf(sheet, move, stage);
      return targets ? [{ move, targets, hazard: hazardOf(sheet, hazards, move, stage) }] : [];
    });
    if (ways.length === 0) return;
    const all = sheet.newSlot(`hazards out of ${sheet.slotNames[own]}`);
    sheet.equations.set(all, sum(ways.map(w => w.hazard)));
    hazardSums.push({ slot: all, stock: stock.name });
    const perHazard = sheet.newSlot(`flow per hazard out of ${sheet.slotNames[own]}`);
    sheet.equations.set(perHazard, div(slot(own), max(ONE, mul(slot(all), slot(sheet.clock.dt)))));
    for (const { move, hazard, targets } of ways) {
      const expected = mul(slot(perHazard), hazard);
      const parts = partsOf(sheet, move, stage, expected, targets);
      const flow = sheet.decisions ? sum(parts.map(p => p.flow)) : expected;
      sheet.addOutflow(own, flow);
      for (const { at, flow: part } of parts)
        if (at !== undefined) {
          sheet.addInflow(at, part);
          links.push({ from: own, to: at, flow: part });
        }
      // Passing from stage to stage is not yet the move.
      if (k === stages.length - 1 || !passesStages(move))
        contributions.get(move.name)!.push({ stock: stock.name, cell, flow, source: own, parts });
    }
  };

  for (const [name, cells] of sheet.stages) {
    const stock = sheet.model.variables.get(name) as CheckedStock;
    const leaving = moves.filter(m => m.from.includes(name));
    for (const [i, cell] of cellsOf(stock.over).entries())
      for (const k of cells[i]!.keys()) expandStage({ stock, cell, stages: cells[i]!, k }, leaving);
  }
  return { contributions, links, hazardSums };
}

/** A move's parts, by where they lead; each is decided apart. */
function partsOf(
  sheet: Sheet,
  move: CheckedMove,
  { stock, stages, k }: Stage,
  expected: Node,
  targets: readonly Target[],
): Part[] {
  const own = stages[k]!;
  const outside: Part[] = [{ share: ONE, flow: expected }];
  const parts = targets.length > 0 ? targets.map(t => ({ ...t, flow: mul(expected, t.share) })) : outside;
  if (!comesWhole(stock)) return parts;
  return parts.map(part => {
    const to = part.at === undefined ? '' : ` to ${sheet.slotNames[part.at]}`;
    return {
      ...part,
      flow: decided(sheet, `${move.name} from ${sheet.slotNames[own]}${to}`, part.flow, own),
    };
  });
}

/** The hazard of one move in one cell, computed once for all stocks and stages that share it. */
function hazardOf(
  sheet: Sheet,
  known: Map<string, number>,
  move: CheckedMove,
  { stock, cell, stages }: Stage,
): Node {
  const perStage = passesStages(move) ? stages.length : 1;
  const key = `${move.name}|${stock.over.map(o => o.name).join()}|${cell.join()}|${perStage}`;
  return slot(
    slotOnce(known, key, () => {
      const at = sheet.newSlot(sheet.label(`hazard of ${move.name}`, stock.over, cell));
      const rate = sheet.lowerCell(move.rate.expr, stock.over, cell);
      sheet.equations.set(at, move.rate.by === 'after' ? div(num(perStage), rate) : rate);
      return at;
    }),
  );
}

/** Where a move leads from this stage; undefined when it does not exist for this cell. */
function targetsOf(sheet: Sheet, move: CheckedMove, { stock, cell, stages, k }: Stage): Target[] | undefined {
  if (move.next) {
    const d = stock.over.findIndex(s => s.dimension === move.next);
    const next = sheet.stagesAt(
      stock.name,
      cell.map((o, i) => (i === d ? o + 1 : o)),
    );
    return next && [{ stock: stock.name, at: next[k]!, share: ONE }];
  }
  if (passesStages(move) && k < stages.length - 1)
    return [{ stock: stock.name, at: stages[k + 1]!, share: ONE }];
  if (move.to.length === 0) return [];
  const reached = move.to.flatMap(({ stock: to, share }) => {
    const target = sheet.stagesAt(to, cell);
    return target
      ? [{ stock: to, at: target[0]!, share: share && sheet.lowerCell(share, stock.over, cell) }]
      : [];
  });
  if (reached.length === 0) return undefined;
  // Whoever takes the rest takes what the others leave; where that stock does not exist, the last takes it.
  const named = reached.findIndex(t => t.share === undefined);
  const rest = named < 0 ? reached.length - 1 : named;
  const others = sum(reached.filter((_, i) => i !== rest).map(t => t.share!));
  return reached.map(({ stock: to, at, share }, i) => ({
    stock: to,
    at,
    share: i === rest ? sub(ONE, others) : share!,
  }));
}
