import { suggest } from '../diagnostics/diagnostic.ts';
import type { Expr } from '../expr/ast.ts';
import type {
  AuxiliarySpec,
  FlowSpec,
  ParameterSpec,
  SolvedSpec,
  TallySpec,
  VariableSpec,
} from '../model/spec.ts';
import type { Located } from '../source/shape.ts';
import { checkDrawn, usualOf } from './check-drawn.ts';
import {
  type CheckedEquation,
  type CheckedSolved,
  type CheckedTally,
  type CheckedVariable,
  type IndexSet,
  layOutValues,
} from './checked.ts';
import { type Declarations, PER_YEAR, YEAR } from './declarations.ts';
import { scopeOf } from './scope.ts';
import { divideUnits, PURE, sameDimension, type Unit } from './units.ts';

interface VariableBase {
  readonly name: string;
  readonly over: readonly IndexSet[];
  readonly unit: Unit;
}

/** Proves one variable: its equations, its values, and whatever else it names. */
export function checkVariable(names: Declarations, spec: VariableSpec): CheckedVariable {
  const { over, unit } = names.declared.get(spec.name)!;
  const { name } = spec;
  const scope = scopeOf(over);
  const base = { name, over, unit };
  switch (spec.kind) {
    case 'figure':
      return { ...base, kind: 'figure', spec };
    case 'series':
      return { ...base, kind: 'series', spec };
    case 'parameter':
      return {
        ...base,
        kind: 'parameter',
        spec,
        values: checkValues(names, spec, base),
        drawn: checkDrawn(spec, over.length > 0, names.faults),
      };
    case 'flow':
    case 'auxiliary':
      return { ...base, kind: spec.kind, spec, equations: checkEquations(names, spec, base) };
    case 'stock': {
      const steady = spec.initial.value === 'steady';
      const initial = steady
        ? undefined
        : names.equation(spec.initial, scope, unit, `the initial value of ${name}`);
      for (const flow of [...spec.inflows, ...spec.outflows]) checkFlowOf(names, name, unit, over, flow);
      for (const [key, code] of [
        ['guess', 'check/guess'],
        ['trend', 'check/trend'],
      ] as const)
        if (spec[key] && initial)
          names.faults.error(
            code,
            spec[key].place,
            `${name} starts from its initial value; only a steady stock has a ${key}`,
          );
      const guess = spec.guess && names.equation(spec.guess, scope, unit, `the guess of ${name}`);
      const trend = spec.trend && names.equation(spec.trend, scope, PER_YEAR, `the trend of ${name}`);
      return { ...base, kind: 'stock', spec, initial, guess, trend, stages: spec.stages };
    }
    case 'smooth': {
      const of = names.equation(spec.of, scope, unit, name);
      const time = names.equation(spec.time, scope, YEAR, `the time of ${name}`);
      const initial =
        spec.initial && names.equation(spec.initial, scope, unit, `the initial value of ${name}`);
      return { ...base, kind: 'smooth', spec, of, time, initial };
    }
    case 'delay': {
      const of = names.equation(spec.of, scope, unit, name);
      const time = names.equation(spec.time, scope, YEAR, `the time of ${name}`);
      return { ...base, kind: 'delay', spec, of, time };
    }
    case 'tally':
      return checkTally(names, spec, base);
    case 'solved':
      return checkSolved(names, spec, base);
  }
}

/** What a tally adds up must exist, fit its dimensions and share its unit. */
function checkTally(names: Declarations, spec: TallySpec, base: VariableBase): CheckedTally {
  const { name, over, unit } = base;
  // Sets may overlap, and nobody is added up twice.
  const stocks = [...new Set(names.expandSets(spec.stocks))];
  const moves = [...new Set(spec.moves.flatMap(m => names.oneOfKind(m, 'move')))];
  if ((spec.stocks.length === 0) === (spec.moves.length === 0))
    names.faults.error('check/tally', spec.place, `${name} needs either stocks or moves to add up`);
  if (spec.stocks.length > 0 && (spec.from || spec.to || spec.unmarked))
    names.faults.error(
      'check/tally',
      spec.place,
      `${name} adds up stocks; from, to and unmarked narrow moves only`,
    );
  for (const part of [...stocks, ...moves]) {
    const d = names.declared.get(part)!;
    if (!sameDimension(d.unit, unit))
      names.faults.error(
        'unit/mismatch',
        spec.unit.place,
        `${name} adds up ${part}, which is in another unit`,
      );
    for (const set of over)
      if (!d.over.some(s => s.dimension === set.dimension))
        names.faults.error('check/dimension', spec.place, `${name} is over ${set.name}, and ${part} is not`);
  }
  const from = spec.from && new Set(names.expandSets(spec.from));
  const to = spec.to && new Set(names.expandSets(spec.to));
  const unmarked = spec.unmarked?.value;
  if (unmarked && !names.spec.marks.has(unmarked))
    names.faults.error(
      'check/unknown-name',
      spec.unmarked!.place,
      `"${unmarked}" is not a mark`,
      suggest(unmarked, names.spec.marks.keys()),
    );
  return { ...base, kind: 'tally', spec, stocks, moves, from, to, unmarked };
}

/** The two sides of a condition must share a unit; a yearly total is a rate times a year. */
function checkSolved(names: Declarations, spec: SolvedSpec, base: VariableBase): CheckedSolved {
  const { name, over, unit } = base;
  const scope = scopeOf(over);
  const guess = names.equation(spec.guess, scope, unit, `the guess of ${name}`);
  const { what, equals, overFirstYear } = spec.meets;
  const left = names.parse(what);
  const leftUnit = left && names.inference(what).infer(left, scope);
  const target =
    leftUnit && leftUnit !== 'zero'
      ? overFirstYear
        ? { ...leftUnit, powers: divideUnits(leftUnit, PER_YEAR).powers }
        : leftUnit
      : PURE;
  const right = leftUnit ? names.equation(equals, scope, target, `the condition on ${name}`) : undefined;
  return { ...base, kind: 'solved', spec, guess, what: left ?? guess, equals: right ?? guess };
}

function checkEquations(
  names: Declarations,
  spec: FlowSpec | AuxiliarySpec,
  { over, unit }: { over: readonly IndexSet[]; unit: Unit },
): CheckedEquation['equations'] {
  const { name, equation } = spec;
  if ('value' in equation) return names.equation(equation, scopeOf(over), unit, name);
  const [first, ...others] = over;
  const elements = first?.members.map(m => first.dimension.elements[m]!) ?? [];
  const byOrdinal = new Map<number, Expr>();
  for (const [element, text] of equation) {
    if (first && elements.includes(element)) {
      const ordinal = first.dimension.elements.indexOf(element);
      const scope = scopeOf([{ ...first, members: [ordinal] }, ...others]);
      byOrdinal.set(ordinal, names.equation(text, scope, unit, `${name}[${element}]`));
    } else
      names.faults.error(
        'check/element',
        text.place,
        `${element} is not an element of what ${name} is over`,
        suggest(element, elements),
      );
  }
  for (const element of elements)
    if (!equation.has(element))
      names.faults.error('check/element', spec.place, `${name} has no equation for ${element}`);
  return byOrdinal;
}

function checkValues(
  names: Declarations,
  spec: ParameterSpec,
  base: { over: readonly IndexSet[]; unit: Unit },
): number[] {
  const { name, value, range, unit } = spec;
  if (/\bGBP\b/.test(unit.value))
    names.faults.error(
      'unit/price-year',
      unit.place,
      `${name} is in pounds without a price year`,
      'write the year of its prices, such as GBP_2016_17',
    );
  const laid = layOutValues(value.value, base.over);
  if (!Array.isArray(laid)) {
    names.faults.error(
      'check/values',
      value.place,
      `${name} ${laid.fault}`,
      laid.wrong && suggest(laid.wrong, laid.valid ?? []),
    );
    return [];
  }
  const [low, high] = range;
  const usual = usualOf(spec, base.over.length > 0) ?? NaN;
  if (usual < low || usual > high)
    names.faults.error(
      'check/range',
      value.place,
      base.over.length === 0
        ? `${name} is ${usual}, outside its own range ${low} to ${high}`
        : `the range of ${name} is ${low} to ${high}; for several values it holds factors around 1`,
    );
  return laid.map(v => v * base.unit.factor);
}

function checkFlowOf(
  names: Declarations,
  stock: string,
  unit: Unit,
  over: readonly IndexSet[],
  flow: Located<string>,
): void {
  const d = names.declared.get(flow.value);
  if (!d || (d.kind !== 'flow' && d.kind !== 'delay')) {
    const flows = [...names.declared]
      .filter(([, v]) => v.kind === 'flow' || v.kind === 'delay')
      .map(([n]) => n);
    names.faults.error(
      'check/unknown-name',
      flow.place,
      `"${flow.value}" is not a flow`,
      suggest(flow.value, flows),
    );
    return;
  }
  if (!sameDimension(d.unit, divideUnits(unit, YEAR)))
    names.faults.error(
      'unit/mismatch',
      flow.place,
      `${flow.value} flows through ${stock}, so its unit must be that of ${stock} per year`,
    );
  if (d.over.length !== over.length || d.over.some((s, i) => s.dimension !== over[i]!.dimension))
    names.faults.error(
      'check/dimension',
      flow.place,
      `${flow.value} and ${stock} must be over the same dimensions`,
    );
}
