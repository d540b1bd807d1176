import type { MoveSpec } from '../model/spec.ts';
import type { CheckedMark, CheckedMove } from './checked.ts';
import { type Declarations, PER_YEAR, YEAR } from './declarations.ts';
import { scopeOf } from './scope.ts';
import { divideUnits, PURE, sameDimension } from './units.ts';

/** A move is a flow over what its stocks share; where they differ in a subset, over the whole dimension. */
export function declareMove(names: Declarations, m: MoveSpec): void {
  const from = names.expandSets(m.from).map(s => names.declared.get(s)!);
  const first = from[0];
  if (!first) return;
  const over = first.over.map((set, d) => {
    const all = from.map(s => s.over[d]);
    return all.every(s => s === set) ? set : names.dims.indexSets.get(set.dimension.name)!;
  });
  if (
    from.some(
      s => s.over.length !== over.length || s.over.some((set, d) => set.dimension !== over[d]!.dimension),
    )
  )
    names.faults.error(
      'check/move',
      m.place,
      `the stocks that ${m.name} leaves must all be over the same dimensions`,
    );
  if (from.some(s => !sameDimension(s.unit, first.unit)))
    names.faults.error(
      'unit/mismatch',
      m.place,
      `the stocks that ${m.name} leaves must all be in the same unit`,
    );
  names.declared.set(m.name, { kind: 'move', over, unit: divideUnits(first.unit, YEAR) });
}

/** Proves a move: its rate in the scope of every stock it leaves, its shares, and where it leads. */
export function checkMove(names: Declarations, spec: MoveSpec): CheckedMove | undefined {
  const { name } = spec;
  const d = names.declared.get(name);
  if (!d) return undefined;
  const from = names.expandSets(spec.from);
  const text = (spec.hazard ?? spec.after)!;
  const by = spec.hazard ? 'hazard' : 'after';
  const expr = names.parse(text) ?? { op: 'number', value: 0 };
  if (by === 'after' && expr.op === 'number' && expr.value === 0)
    names.faults.error(
      'check/move',
      text.place,
      `${name} leaves after no time at all: expected a mean stay above 0`,
    );
  const to = spec.to.map(({ stock, share }) => ({
    stock: names.oneOfKind(stock, 'stock')[0] ?? '',
    share: share && (names.parse(share) ?? { op: 'number', value: 0 }),
    text: share,
  }));
  if (spec.to.length > 0 && to.filter(t => t.share === undefined).length !== 1)
    names.faults.error('check/move', spec.place, `exactly one destination of ${name} must take the rest`);
  // Each stock left gives the equations its own subscripts, so each is a scope of its own.
  const scopes = new Map(
    from.map(s => [
      names.declared
        .get(s)!
        .over.map(o => o.name)
        .join(),
      scopeOf(names.declared.get(s)!.over),
    ]),
  );
  const before = names.faults.all.length;
  for (const scope of scopes.values()) {
    if (names.faults.all.length > before) break;
    names
      .inference(text)
      .check(
        expr,
        scope,
        by === 'hazard' ? PER_YEAR : YEAR,
        `the ${by === 'hazard' ? 'hazard' : 'stay'} of ${name}`,
      );
    for (const { share, text: shareText } of to)
      if (share && shareText) names.inference(shareText).check(share, scope, PURE, `a share of ${name}`);
  }
  for (const { stock } of to) {
    const target = names.declared.get(stock);
    if (
      target &&
      (target.over.length !== d.over.length ||
        target.over.some((s, i) => s.dimension !== d.over[i]!.dimension))
    )
      names.faults.error(
        'check/move',
        spec.place,
        `${name} leads to ${stock}, which is over other dimensions`,
      );
  }
  const next = spec.next && names.dims.indexSets.get(spec.next.value)?.dimension;
  if (spec.next && (!next || !d.over.some(s => s.dimension === next)))
    names.faults.error(
      'check/dimension',
      spec.next.place,
      `${name} cannot move to the next ${spec.next.value}: its stocks are not over it`,
    );
  const dests = to.map(({ stock, share }) => ({ stock, share }));
  return {
    name,
    kind: 'move',
    spec,
    over: d.over,
    unit: d.unit,
    from,
    to: dests,
    rate: { by, expr },
    next,
  };
}

/** The stocks of each mark; none may both carry and set it. */
export function checkMarks(names: Declarations): Map<string, CheckedMark> {
  return new Map(
    [...names.spec.marks.values()].map(spec => {
      const carriedBy = new Set(names.expandSets(spec.carriedBy));
      const setIn = new Set(names.expandSets(spec.setIn));
      for (const stock of carriedBy)
        if (setIn.has(stock))
          names.faults.error('check/mark', spec.place, `${stock} cannot both carry ${spec.name} and set it`);
      return [spec.name, { spec, carriedBy, setIn }];
    }),
  );
}
