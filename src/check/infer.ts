import type { Code } from '../diagnostics/codes.ts';
import { type Faults, type Place, suggest } from '../diagnostics/diagnostic.ts';
import { type BinaryExpr, type CallExpr, type Expr, type NameExpr, namesIn } from '../expr/ast.ts';
import { BUILTINS, CLOCK_NAMES, WINDOW_FUNCTIONS } from '../expr/builtins.ts';
import { placeOfName } from '../expr/parse.ts';
import { printExpr } from '../expr/print.ts';
import type { EquationText } from '../model/spec.ts';
import type { CheckedLookup, CheckedVariable } from './checked.ts';
import type { Dimensions } from './dimensions.ts';
import { bindRange, reachable, resolveSubscripts, type Scope } from './scope.ts';
import type { ModelSize } from './size.ts';
import {
  divideUnits,
  isPure,
  multiplyUnits,
  PURE,
  printUnit,
  raiseUnit,
  sameDimension,
  type Unit,
} from './units.ts';

/** The unit of an expression. Zero fits any unit; undefined when a fault was already reported below. */
export type Inferred = Unit | 'zero' | undefined;

const YEAR: Unit = { powers: { year: 1 }, factor: 1 };

/** What an inference needs to know of the model. */
export interface Known extends Dimensions {
  readonly variables: ReadonlyMap<string, Pick<CheckedVariable, 'kind' | 'over' | 'unit'>>;
  readonly lookups: ReadonlyMap<string, CheckedLookup>;
  /** Names of figures that are printed beside results, and that no equation may read. */
  readonly published: { has(name: string): boolean };
  readonly size: ModelSize;
}

/**
 * Works out an equation's unit, reporting every name, subscript and unit that does not fit, each at its
 * own word.
 *
 * @param windows true for outcomes, which read variables only through window functions
 */
export class UnitInference {
  private readonly known: Known;
  private readonly text: EquationText;
  private readonly faults: Faults;
  private readonly windows: boolean;

  constructor(known: Known, text: EquationText, faults: Faults, windows = false) {
    this.known = known;
    this.text = text;
    this.faults = faults;
    this.windows = windows;
  }

  /** Infers, then compares with what the equation is declared to be. */
  check(e: Expr, scope: Scope, declared: Unit, what: string): void {
    const unit = this.infer(e, scope);
    if (unit === undefined || unit === 'zero' || sameDimension(unit, declared)) return;
    this.faults.error(
      'unit/mismatch',
      this.text.place,
      `${what} is in ${printUnit(declared)}, but its equation gives ${printUnit(unit)}`,
      isPure(unit) && e.op === 'number' ? 'a number with a unit must be a named parameter' : undefined,
    );
  }

  infer(e: Expr, scope: Scope): Inferred {
    if (e.op === 'name' || e.op === 'number') this.known.size.addTerm(scope, this.text.place);
    switch (e.op) {
      case 'number':
        return e.value === 0 ? 'zero' : PURE;
      case 'name':
        return this.inferName(e, scope);
      case 'negate':
        return this.infer(e.arg, scope);
      case 'not':
        return this.expectPure(e.arg, scope, 'not');
      case 'choose': {
        this.expectPure(e.condition, scope, 'a condition');
        return this.same([e.yes, e.no], scope, 'the two sides of a choice');
      }
      case 'binary':
        return this.inferBinary(e, scope);
      case 'call':
        return this.inferCall(e, scope);
      case 'reduce': {
        const inner = [...scope];
        for (const range of e.over) {
          const bound = bindRange(range, this.known);
          if ('fault' in bound) return this.fault('check/index', range.index, bound.fault, bound.hint);
          inner.push(bound);
        }
        return this.infer(e.body, inner);
      }
    }
  }

  private inferName(e: NameExpr, scope: Scope): Inferred {
    if ((CLOCK_NAMES as readonly string[]).includes(e.name)) return e.name === 'new_year' ? PURE : YEAR;
    const variable = this.known.variables.get(e.name);
    if (!variable) return this.unknown(e.name);
    const constant = variable.kind === 'parameter' || variable.kind === 'figure';
    if (this.windows && !constant)
      return this.fault(
        'check/window',
        e.name,
        `${e.name} changes within a window of time`,
        `say which value: ${Object.keys(WINDOW_FUNCTIONS).join(', ')}`,
      );
    return this.resolve(e, variable, scope) ? variable.unit : undefined;
  }

  /** Whether the subscripts fit; a stock, flow or tally is simply absent outside its subset, anything else must exist. */
  private resolve(e: NameExpr, variable: Pick<CheckedVariable, 'kind' | 'over'>, scope: Scope): boolean {
    const picks = resolveSubscripts(e, variable, scope, this.known);
    if ('fault' in picks) {
      this.fault('check/subscript', e.name, picks.fault, picks.hint);
      return false;
    }
    const absentIsZero = ['stock', 'flow', 'move', 'tally', 'delay'].includes(variable.kind);
    for (const [d, pick] of picks.entries()) {
      const set = variable.over[d]!;
      const outside = reachable(pick).find(o => !set.members.includes(o));
      if (outside !== undefined && (!absentIsZero || outside < 0)) {
        const element = set.dimension.elements[outside] ?? 'an element without a place in it';
        this.fault(
          'check/subscript',
          e.name,
          `${e.name} has no value for ${element}: it is over ${set.name}`,
        );
        return false;
      }
    }
    return true;
  }

  private inferBinary(e: BinaryExpr, scope: Scope): Inferred {
    const { operator } = e;
    if (operator === '+' || operator === '-')
      return this.same([e.left, e.right], scope, `the two sides of ${operator}`);
    if (operator === 'and' || operator === 'or') {
      this.expectPure(e.left, scope, operator);
      return this.expectPure(e.right, scope, operator);
    }
    if (operator === '^') return this.inferPower(e, scope);
    if (operator === '*' || operator === '/') {
      const [left, right] = [this.infer(e.left, scope), this.infer(e.right, scope)];
      if (left === undefined || right === undefined) return undefined;
      if (operator === '/' && right === 'zero') return this.fault('expr/zero', '', 'division by zero');
      if (left === 'zero' || right === 'zero') return 'zero';
      return operator === '*' ? multiplyUnits(left, right) : divideUnits(left, right);
    }
    this.same([e.left, e.right], scope, `the two sides of ${operator}`);
    return PURE;
  }

  private inferPower(e: BinaryExpr, scope: Scope): Inferred {
    const base = this.infer(e.left, scope);
    this.expectPure(e.right, scope, 'an exponent');
    if (base === undefined || base === 'zero' || isPure(base)) return base;
    const exponent =
      e.right.op === 'negate' && e.right.arg.op === 'number'
        ? -e.right.arg.value
        : e.right.op === 'number'
          ? e.right.value
          : NaN;
    if (Number.isInteger(exponent)) return raiseUnit(base, exponent);
    return this.fault(
      'unit/power',
      '',
      `${printExpr(e.left)} is in ${printUnit(base)}; only a pure number can be raised to such a power`,
      'divide it by its reference first',
    );
  }

  private inferCall(e: CallExpr, scope: Scope): Inferred {
    if (this.windows && Object.hasOwn(WINDOW_FUNCTIONS, e.fn)) return this.inferWindow(e, scope);
    const lookup = this.known.lookups.get(e.fn);
    if (lookup) {
      if (e.args.length !== 1)
        return this.fault(
          'check/arguments',
          e.fn,
          `the lookup ${e.fn} takes one argument, found ${e.args.length}`,
        );
      const input = this.infer(e.args[0]!, scope);
      if (input !== undefined && input !== 'zero' && !sameDimension(input, lookup.inputUnit))
        this.fault(
          'unit/mismatch',
          e.fn,
          `the lookup ${e.fn} takes ${printUnit(lookup.inputUnit)}, found ${printUnit(input)}`,
        );
      return lookup.unit;
    }
    const builtin = Object.hasOwn(BUILTINS, e.fn) ? BUILTINS[e.fn] : undefined;
    if (!builtin) {
      const valid = [
        ...Object.keys(BUILTINS),
        'sum',
        ...this.known.lookups.keys(),
        ...(this.windows ? Object.keys(WINDOW_FUNCTIONS) : []),
      ];
      return this.fault(
        'check/function',
        e.fn,
        `"${e.fn}" is not a function or a lookup`,
        suggest(e.fn, valid),
      );
    }
    const [least, most] = builtin.arity;
    if (e.args.length < least || e.args.length > most)
      return this.fault(
        'check/arguments',
        e.fn,
        `${e.fn} takes ${least === most ? 'one argument' : `${least} to ${most} arguments`}, found ${e.args.length}`,
      );
    const [first] = e.args as [Expr];
    switch (builtin.units) {
      case 'same':
        return this.same(e.args, scope, `the arguments of ${e.fn}`);
      case 'pure':
        return this.expectPure(first, scope, e.fn);
      case 'root': {
        const unit = this.infer(first, scope);
        if (unit === undefined || unit === 'zero') return unit;
        if (Object.values(unit.powers).some(p => p % 2 !== 0))
          return this.fault('unit/power', e.fn, `the square root of ${printUnit(unit)} has no unit`);
        return raiseUnit(unit, 0.5);
      }
      case 'initial':
      case 'change':
        return this.inferOfVariable(e, first, scope);
    }
  }

  private inferOfVariable(e: CallExpr, arg: Expr, scope: Scope): Inferred {
    if (arg.op !== 'name')
      return this.fault(
        'check/arguments',
        e.fn,
        `${e.fn} takes the name of a variable, found ${printExpr(arg)}`,
      );
    const unit = this.inferName(arg, scope);
    if (unit === undefined || unit === 'zero' || e.fn === 'initial') return unit;
    const kind = this.known.variables.get(arg.name)?.kind;
    if (kind !== 'stock')
      return this.fault(
        'check/arguments',
        arg.name,
        `change takes the name of a stock, and ${arg.name} is a ${kind}`,
      );
    return divideUnits(unit, YEAR);
  }

  private inferWindow(e: CallExpr, scope: Scope): Inferred {
    const [arg, rate] = e.args;
    const isDiscounted = e.fn === 'discounted';
    if (e.args.length !== (isDiscounted ? 2 : 1) || arg?.op !== 'name')
      return this.fault(
        'check/arguments',
        e.fn,
        isDiscounted
          ? 'discounted takes the name of one variable and of a discount rate'
          : `${e.fn} takes the name of one variable`,
      );
    const variable = this.known.variables.get(arg.name);
    if (!variable) return this.unknown(arg.name);
    if (!this.resolve(arg, variable, scope)) return undefined;
    if (isDiscounted && !this.isDiscountRate(rate!)) return undefined;
    return e.fn === 'total' || isDiscounted ? multiplyUnits(variable.unit, YEAR) : variable.unit;
  }

  /** A discount rate is a parameter with one value, per year. */
  private isDiscountRate(e: Expr): boolean {
    const variable = e.op === 'name' ? this.known.variables.get(e.name) : undefined;
    if (e.op === 'name' && !variable) this.unknown(e.name);
    else if (e.op !== 'name' || variable?.kind !== 'parameter' || variable.over.length > 0)
      this.fault(
        'check/arguments',
        e.op === 'name' ? e.name : 'discounted',
        `a discount rate is a parameter with one value, found ${printExpr(e)}`,
      );
    else if (!sameDimension(variable.unit, divideUnits(PURE, YEAR)))
      this.fault(
        'unit/mismatch',
        e.name,
        `a discount rate is in 1/year, and ${e.name} is in ${printUnit(variable.unit)}`,
      );
    else return true;
    return false;
  }

  private same(args: readonly Expr[], scope: Scope, what: string): Inferred {
    let first: Inferred = 'zero';
    let failed = false;
    for (const arg of args) {
      const unit = this.infer(arg, scope);
      if (unit === undefined) failed = true;
      else if (unit === 'zero' || failed) continue;
      else if (first === 'zero') first = unit;
      else if (first !== undefined && !sameDimension(first, unit)) {
        const number =
          isPure(first) || isPure(unit) ? 'a number with a unit must be a named parameter' : undefined;
        const word = namesIn(arg).values().next().value ?? '';
        this.fault(
          'unit/mismatch',
          word,
          `${what} must share a unit, found ${printUnit(first)} and ${printUnit(unit)} (${printExpr(arg)})`,
          number,
        );
        failed = true;
      }
    }
    return failed ? undefined : first;
  }

  private expectPure(e: Expr, scope: Scope, what: string): Inferred {
    const unit = this.infer(e, scope);
    if (unit === undefined || unit === 'zero' || isPure(unit)) return unit === undefined ? undefined : PURE;
    return this.fault(
      'unit/mismatch',
      namesIn(e).values().next().value ?? '',
      `${what} takes a pure number, found ${printUnit(unit)} (${printExpr(e)})`,
    );
  }

  private unknown(name: string): undefined {
    if (this.known.published.has(name))
      return this.fault(
        'check/published',
        name,
        `${name} is a published figure, which is only printed beside a comparison: no equation may read it`,
      );
    const kind = this.known.indexSets.has(name)
      ? 'a dimension, not a variable'
      : this.known.elements.has(name)
        ? 'an element, not a variable'
        : undefined;
    return this.fault(
      'check/unknown-name',
      name,
      kind ? `${name} is ${kind}` : `"${name}" is not declared`,
      kind ? undefined : suggest(name, this.known.variables.keys()),
    );
  }

  private fault(code: Code, word: string, message: string, hint?: string): undefined {
    const { place, value } = this.text;
    const at: Place = word ? placeOfName(place, value, word) : place;
    return this.faults.error(code, at, message, hint);
  }
}
