import { type Faults, suggest } from '../diagnostics/diagnostic.ts';
import type { Expr } from '../expr/ast.ts';
import { BUILTINS, CLOCK_NAMES, SYNTAX_WORDS, WINDOW_FUNCTIONS } from '../expr/builtins.ts';
import { parseEquation } from '../expr/parse.ts';
import type {
  AuxiliarySpec,
  EquationText,
  FlowSpec,
  ModelSpec,
  MoveSpec,
  VariableSpec,
} from '../model/spec.ts';
import type { Located } from '../source/shape.ts';
import {
  type CheckedEquation,
  type CheckedLaw,
  type CheckedLookup,
  type CheckedMark,
  type CheckedModel,
  type CheckedOutcome,
  type CheckedVariable,
  type IndexSet,
  layOutValues,
} from './checked.ts';
import { checkDimensions, type Dimensions } from './dimensions.ts';
import { UnitInference } from './infer.ts';
import { type Scope, scopeOf } from './scope.ts';
import { divideUnits, PURE, parseUnit, sameDimension, UNIT_WORDS, type Unit } from './units.ts';

const YEAR: Unit = { powers: { year: 1 }, factor: 1 };
const PER_YEAR: Unit = { powers: { year: -1 }, factor: 1 };

/**
 * Proves that a model's names, dimensions and units fit, equation by equation, and parses every equation.
 *
 * @returns undefined when anything does not fit; all faults are reported
 */
export function checkModel(spec: ModelSpec, faults: Faults): CheckedModel | undefined {
  const errors = (): number => faults.all.filter(d => d.severity === 'error').length;
  const before = errors();
  const checked = new ModelCheck(spec, faults).run();
  return errors() > before ? undefined : checked;
}

class ModelCheck {
  private readonly spec: ModelSpec;
  private readonly faults: Faults;
  private readonly dims: Dimensions;
  private readonly declared = new Map<string, Pick<CheckedVariable, 'kind' | 'over' | 'unit'>>();
  private readonly variables = new Map<string, CheckedVariable>();
  private readonly lookups = new Map<string, CheckedLookup>();
  /** Names already reported; a set's members are looked up wherever the set is used. */
  private readonly refused = new Set<Located<string>>();

  constructor(spec: ModelSpec, faults: Faults) {
    this.spec = spec;
    this.faults = faults;
    this.dims = checkDimensions(spec, faults);
  }

  run(): CheckedModel {
    const { spec } = this;
    const reserved = new Set<string>([
      ...CLOCK_NAMES,
      ...Object.keys(BUILTINS),
      ...Object.keys(WINDOW_FUNCTIONS),
      ...SYNTAX_WORDS,
      'sum',
      'rest',
      'outside',
    ]);
    for (const v of [...spec.variables.values(), ...spec.moves.values(), ...spec.lookups.values()])
      if (reserved.has(v.name))
        this.faults.error(
          'check/reserved',
          v.place,
          `${v.name} is a word of the language and cannot name a variable`,
        );
    for (const d of spec.dimensions.values())
      for (const word of [d.name, ...d.aliases, ...d.subsets.keys(), ...d.elements])
        if (SYNTAX_WORDS.includes(word))
          this.faults.error(
            'check/reserved',
            d.place,
            `${word} is a word of the language and cannot name an index`,
          );
    for (const l of spec.lookups.values()) this.checkLookup(l.name);
    // Declarations first, so that equations may read variables in any order.
    for (const v of spec.variables.values())
      this.declared.set(v.name, { kind: v.kind, over: this.readOver(v.over), unit: this.readUnit(v.unit) });
    for (const m of spec.moves.values()) this.declareMove(m);
    for (const v of spec.variables.values()) this.variables.set(v.name, this.checkVariable(v));
    for (const m of spec.moves.values()) this.checkMove(m);
    return {
      spec,
      indexSets: this.dims.indexSets,
      elements: this.dims.elements,
      variables: this.variables,
      lookups: this.lookups,
      marks: this.checkMarks(),
      laws: spec.laws.map(l => this.checkLaw(l)).filter(l => l !== undefined),
      outcomes: this.checkOutcomes(),
      readUnit: text => this.parseUnit(text),
    };
  }

  private parseUnit(text: string): ReturnType<typeof parseUnit> {
    const { money, baseUnits } = this.spec;
    const index = (year: string): number | { fault: string } => {
      if (!money) return { fault: 'the model declares no prices (money: …)' };
      const [from, to] = [money.index.get(year), money.index.get(money.priceYear)];
      if (from === undefined || to === undefined)
        return { fault: `the price index has no value for ${from === undefined ? year : money.priceYear}` };
      return to / from;
    };
    return parseUnit(text, index, baseUnits);
  }

  private readUnit(unit: Located<string>): Unit {
    const parsed = this.parseUnit(unit.value);
    if (!('fault' in parsed)) return parsed;
    const hint = parsed.word && suggest(parsed.word, [...UNIT_WORDS, ...this.spec.baseUnits]);
    this.faults.error('unit/unknown', unit.place, parsed.fault, hint || undefined);
    return PURE;
  }

  private readOver(over: readonly Located<string>[]): readonly IndexSet[] {
    return over.flatMap((o, i) => {
      const set = this.dims.indexSets.get(o.value);
      if (set && over.slice(0, i).some(before => before.value === o.value))
        this.faults.error(
          'check/dimension',
          o.place,
          `${o.value} stands twice`,
          'give the dimension an alias to have two indices over it',
        );
      if (set) return [set];
      this.faults.error(
        'check/dimension',
        o.place,
        `"${o.value}" is not a dimension`,
        suggest(o.value, this.dims.indexSets.keys()),
      );
      return [];
    });
  }

  private parse(text: EquationText): Expr | undefined {
    return parseEquation(text.value, text.place, n => this.dims.indexSets.has(n), this.faults);
  }

  /** Parses an equation and proves that it is in `unit`. */
  private equation(text: EquationText, scope: Scope, unit: Unit, what: string, windows = false): Expr {
    const e = this.parse(text);
    if (e) this.inference(text, windows).check(e, scope, unit, what);
    return e ?? { op: 'number', value: 0 };
  }

  private inference(text: EquationText, windows = false): UnitInference {
    return new UnitInference(
      { ...this.dims, variables: this.declared, lookups: this.lookups },
      text,
      this.faults,
      windows,
    );
  }

  private checkVariable(spec: VariableSpec): CheckedVariable {
    const { over, unit } = this.declared.get(spec.name)!;
    const { name } = spec;
    const scope = scopeOf(over);
    const base = { name, over, unit };
    switch (spec.kind) {
      case 'figure':
        return { ...base, kind: 'figure', spec };
      case 'series':
        return { ...base, kind: 'series', spec };
      case 'parameter':
        return { ...base, kind: 'parameter', spec, values: this.checkValues(spec, base) };
      case 'flow':
      case 'auxiliary':
        return { ...base, kind: spec.kind, spec, equations: this.checkEquations(spec, base) };
      case 'stock': {
        const steady = spec.initial.value === 'steady';
        const initial = steady
          ? undefined
          : this.equation(spec.initial, scope, unit, `the initial value of ${name}`);
        for (const flow of [...spec.inflows, ...spec.outflows]) this.checkFlowOf(name, unit, over, flow);
        return { ...base, kind: 'stock', spec, initial, stages: spec.stages };
      }
      case 'smooth': {
        const of = this.equation(spec.of, scope, unit, name);
        const time = this.equation(spec.time, scope, YEAR, `the time of ${name}`);
        const initial =
          spec.initial && this.equation(spec.initial, scope, unit, `the initial value of ${name}`);
        return { ...base, kind: 'smooth', spec, of, time, initial };
      }
      case 'delay': {
        const of = this.equation(spec.of, scope, unit, name);
        const time = this.equation(spec.time, scope, YEAR, `the time of ${name}`);
        return { ...base, kind: 'delay', spec, of, time };
      }
      case 'tally': {
        // Sets may overlap, and nobody is added up twice.
        const stocks = [...new Set(this.expandSets(spec.stocks))];
        const moves = [...new Set(spec.moves.flatMap(m => this.oneOfKind(m, 'move')))];
        if ((spec.stocks.length === 0) === (spec.moves.length === 0))
          this.faults.error('check/tally', spec.place, `${name} needs either stocks or moves to add up`);
        if (spec.stocks.length > 0 && (spec.from || spec.unmarked))
          this.faults.error(
            'check/tally',
            spec.place,
            `${name} adds up stocks; from and unmarked narrow moves only`,
          );
        for (const part of [...stocks, ...moves]) {
          const d = this.declared.get(part)!;
          if (!sameDimension(d.unit, unit))
            this.faults.error(
              'unit/mismatch',
              spec.unit.place,
              `${name} adds up ${part}, which is in another unit`,
            );
          for (const set of over)
            if (!d.over.some(s => s.dimension === set.dimension))
              this.faults.error(
                'check/dimension',
                spec.place,
                `${name} is over ${set.name}, and ${part} is not`,
              );
        }
        const from = spec.from && new Set(this.expandSets(spec.from));
        const to = spec.to && new Set(this.expandSets(spec.to));
        const unmarked = spec.unmarked?.value;
        if (unmarked && !this.spec.marks.has(unmarked))
          this.faults.error(
            'check/unknown-name',
            spec.unmarked!.place,
            `"${unmarked}" is not a mark`,
            suggest(unmarked, this.spec.marks.keys()),
          );
        return { ...base, kind: 'tally', spec, stocks, moves, from, to, unmarked };
      }
      case 'solved': {
        const guess = this.equation(spec.guess, scope, unit, `the guess of ${name}`);
        const { what, equals, overFirstYear } = spec.meets;
        const left = this.parse(what);
        const leftUnit = left && this.inference(what).infer(left, scope);
        const target =
          leftUnit && leftUnit !== 'zero'
            ? overFirstYear
              ? { ...leftUnit, powers: divideUnits(leftUnit, PER_YEAR).powers }
              : leftUnit
            : PURE;
        const right = leftUnit ? this.equation(equals, scope, target, `the condition on ${name}`) : undefined;
        return { ...base, kind: 'solved', spec, guess, what: left ?? guess, equals: right ?? guess };
      }
    }
  }

  private checkEquations(
    spec: FlowSpec | AuxiliarySpec,
    { over, unit }: { over: readonly IndexSet[]; unit: Unit },
  ): CheckedEquation['equations'] {
    const { name, equation } = spec;
    const scope = scopeOf(over);
    if ('value' in equation) return this.equation(equation, scope, unit, name);
    const first = over[0];
    const elements = first?.members.map(m => first.dimension.elements[m]!) ?? [];
    const byOrdinal = new Map<number, Expr>();
    for (const [element, text] of equation) {
      if (elements.includes(element))
        byOrdinal.set(
          first!.dimension.elements.indexOf(element),
          this.equation(text, scope, unit, `${name}[${element}]`),
        );
      else
        this.faults.error(
          'check/element',
          text.place,
          `${element} is not an element of what ${name} is over`,
          suggest(element, elements),
        );
    }
    for (const element of elements)
      if (!equation.has(element))
        this.faults.error('check/element', spec.place, `${name} has no equation for ${element}`);
    return byOrdinal;
  }

  private checkValues(
    spec: Extract<VariableSpec, { kind: 'parameter' }>,
    base: { over: readonly IndexSet[]; unit: Unit },
  ): number[] {
    const { name, value, range, unit } = spec;
    if (/\bGBP\b/.test(unit.value))
      this.faults.error(
        'unit/price-year',
        unit.place,
        `${name} is in pounds without a price year`,
        'write the year of its prices, such as GBP_2016_17',
      );
    const laid = layOutValues(value.value, base.over);
    if (!Array.isArray(laid)) {
      this.faults.error(
        'check/values',
        value.place,
        `${name} ${laid.fault}`,
        laid.wrong && suggest(laid.wrong, laid.valid ?? []),
      );
      return [];
    }
    const [low, high] = range;
    if (typeof value.value === 'number' ? value.value < low || value.value > high : low > 1 || high < 1)
      this.faults.error(
        'check/range',
        value.place,
        typeof value.value === 'number'
          ? `${name} is ${value.value}, outside its own range ${low} to ${high}`
          : `the range of ${name} is ${low} to ${high}; for several values it holds factors around 1`,
      );
    return laid.map(v => v * base.unit.factor);
  }

  private checkLookup(name: string): void {
    const spec = this.spec.lookups.get(name)!;
    const unit = this.readUnit(spec.unit);
    const inputUnit = this.readUnit(spec.inputUnit);
    const points = spec.points.value;
    if (points.length < 2 || points.some(p => p.length !== 2))
      this.faults.error(
        'check/lookup',
        spec.points.place,
        `${name} needs at least two points, each [input, value]`,
      );
    points.forEach((p, i) => {
      if (i > 0 && !(p[0]! > points[i - 1]![0]!))
        this.faults.error(
          'check/lookup',
          spec.points.place,
          `the inputs of ${name} must rise: ${p[0]} comes after ${points[i - 1]![0]}`,
        );
    });
    const xs = points.map(p => (p[0] ?? 0) * inputUnit.factor);
    const ys = points.map(p => (p[1] ?? 0) * unit.factor);
    this.lookups.set(name, { spec, unit, inputUnit, xs, ys });
  }

  private checkFlowOf(stock: string, unit: Unit, over: readonly IndexSet[], flow: Located<string>): void {
    const d = this.declared.get(flow.value);
    if (!d || (d.kind !== 'flow' && d.kind !== 'delay')) {
      const flows = [...this.declared]
        .filter(([, v]) => v.kind === 'flow' || v.kind === 'delay')
        .map(([n]) => n);
      this.faults.error(
        'check/unknown-name',
        flow.place,
        `"${flow.value}" is not a flow`,
        suggest(flow.value, flows),
      );
      return;
    }
    if (!sameDimension(d.unit, divideUnits(unit, YEAR)))
      this.faults.error(
        'unit/mismatch',
        flow.place,
        `${flow.value} flows through ${stock}, so its unit must be that of ${stock} per year`,
      );
    if (d.over.length !== over.length || d.over.some((s, i) => s.dimension !== over[i]!.dimension))
      this.faults.error(
        'check/dimension',
        flow.place,
        `${flow.value} and ${stock} must be over the same dimensions`,
      );
  }

  /** Stock names; a set stands for its members. */
  private expandSets(names: readonly Located<string>[], depth = 0): string[] {
    return names.flatMap(n => {
      const set = this.spec.sets.get(n.value);
      if (set && depth < 5) return this.expandSets(set.stocks, depth + 1);
      return this.oneOfKind(n, 'stock');
    });
  }

  private oneOfKind(n: Located<string>, kind: 'stock' | 'move'): string[] {
    if (this.declared.get(n.value)?.kind === kind) return [n.value];
    if (this.refused.has(n)) return [];
    this.refused.add(n);
    const valid = [...this.declared].filter(([, v]) => v.kind === kind).map(([k]) => k);
    if (kind === 'stock') valid.push(...this.spec.sets.keys());
    this.faults.error(
      'check/unknown-name',
      n.place,
      `"${n.value}" is not a ${kind}${kind === 'stock' ? ' or a set of stocks' : ''}`,
      suggest(n.value, valid),
    );
    return [];
  }

  private declareMove(m: MoveSpec): void {
    const from = this.expandSets(m.from).map(s => this.declared.get(s)!);
    const first = from[0];
    if (!first) return;
    const over = first.over.map((set, d) => {
      const all = from.map(s => s.over[d]);
      return all.every(s => s === set) ? set : this.dims.indexSets.get(set.dimension.name)!;
    });
    if (
      from.some(
        s => s.over.length !== over.length || s.over.some((set, d) => set.dimension !== over[d]!.dimension),
      )
    )
      this.faults.error(
        'check/move',
        m.place,
        `the stocks that ${m.name} leaves must all be over the same dimensions`,
      );
    if (from.some(s => !sameDimension(s.unit, first.unit)))
      this.faults.error(
        'unit/mismatch',
        m.place,
        `the stocks that ${m.name} leaves must all be in the same unit`,
      );
    this.declared.set(m.name, { kind: 'move', over, unit: divideUnits(first.unit, YEAR) });
  }

  private checkMove(spec: MoveSpec): void {
    const { name } = spec;
    const d = this.declared.get(name);
    if (!d) return;
    const from = this.expandSets(spec.from);
    const text = (spec.hazard ?? spec.after)!;
    const by = spec.hazard ? 'hazard' : 'after';
    const expr = this.parse(text) ?? { op: 'number', value: 0 };
    const to = spec.to.map(({ stock, share }) => ({
      stock: this.oneOfKind(stock, 'stock')[0] ?? '',
      share: share && (this.parse(share) ?? { op: 'number', value: 0 }),
      text: share,
    }));
    if (spec.to.length > 0 && to.filter(t => t.share === undefined).length !== 1)
      this.faults.error('check/move', spec.place, `exactly one destination of ${name} must take the rest`);
    // Each stock left gives the equations its own subscripts, so each is a scope of its own.
    const scopes = new Map(
      from.map(s => [
        this.declared
          .get(s)!
          .over.map(o => o.name)
          .join(),
        scopeOf(this.declared.get(s)!.over),
      ]),
    );
    const before = this.faults.all.length;
    for (const scope of scopes.values()) {
      if (this.faults.all.length > before) break;
      this.inference(text).check(
        expr,
        scope,
        by === 'hazard' ? PER_YEAR : YEAR,
        `the ${by === 'hazard' ? 'hazard' : 'stay'} of ${name}`,
      );
      for (const { share, text: shareText } of to)
        if (share && shareText) this.inference(shareText).check(share, scope, PURE, `a share of ${name}`);
    }
    for (const { stock } of to) {
      const target = this.declared.get(stock);
      if (
        target &&
        (target.over.length !== d.over.length ||
          target.over.some((s, i) => s.dimension !== d.over[i]!.dimension))
      )
        this.faults.error(
          'check/move',
          spec.place,
          `${name} leads to ${stock}, which is over other dimensions`,
        );
    }
    const next = spec.next && this.dims.indexSets.get(spec.next.value)?.dimension;
    if (spec.next && (!next || !d.over.some(s => s.dimension === next)))
      this.faults.error(
        'check/dimension',
        spec.next.place,
        `${name} cannot move to the next ${spec.next.value}: its stocks are not over it`,
      );
    const dests = to.map(({ stock, share }) => ({ stock, share }));
    this.variables.set(name, {
      name,
      kind: 'move',
      spec,
      over: d.over,
      unit: d.unit,
      from,
      to: dests,
      rate: { by, expr },
      next,
    });
  }

  private checkMarks(): Map<string, CheckedMark> {
    return new Map(
      [...this.spec.marks.values()].map(spec => {
        const carriedBy = new Set(this.expandSets(spec.carriedBy));
        const setIn = new Set(this.expandSets(spec.setIn));
        for (const stock of carriedBy)
          if (setIn.has(stock))
            this.faults.error('check/mark', spec.place, `${stock} cannot both carry ${spec.name} and set it`);
        return [spec.name, { spec, carriedBy, setIn }];
      }),
    );
  }

  private checkLaw(spec: ModelSpec['laws'][number]): CheckedLaw | undefined {
    const [a, b] = spec.kind === 'balance' ? [spec.total, spec.changesBy] : [spec.zero, spec.against];
    const first = this.parse(a);
    if (!first) return undefined;
    const unit = this.inference(a).infer(first, []);
    if (unit === undefined || unit === 'zero') return undefined;
    const second = this.equation(
      b,
      [],
      spec.kind === 'balance' ? divideUnits(unit, YEAR) : unit,
      `the law ${spec.name}`,
    );
    return { name: spec.name, doc: spec.doc, place: spec.place, kind: spec.kind, first, second };
  }

  private checkOutcomes(): Map<string, CheckedOutcome> {
    const out = new Map<string, CheckedOutcome>();
    for (const spec of this.spec.outcomes.values()) {
      const over = this.readOver(spec.over);
      const unit = this.readUnit(spec.unit);
      out.set(spec.name, {
        name: spec.name,
        spec,
        over,
        unit,
        equation: this.equation(spec.equation, scopeOf(over), unit, spec.name, true),
        whole: spec.whole && this.equation(spec.whole, [], unit, `the whole of ${spec.name}`, true),
      });
    }
    return out;
  }
}
