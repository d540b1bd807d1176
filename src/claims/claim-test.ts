import type { CheckedModel, CheckedOutcome } from '../check/checked.ts';
import {
  divideUnits,
  isPure,
  multiplyUnits,
  PURE,
  printUnit,
  sameDimension,
  type Unit,
} from '../check/units.ts';
import type { Code } from '../diagnostics/codes.ts';
import { type Faults, suggest } from '../diagnostics/diagnostic.ts';
import { type CallExpr, type Expr, namesIn } from '../expr/ast.ts';
import { BUILTINS } from '../expr/builtins.ts';
import { parseEquation, placeOfName } from '../expr/parse.ts';
import { printExpr } from '../expr/print.ts';
import type { OutcomeTable } from '../outcome/outcome-table.ts';
import type { ClaimTest } from '../scenario/claim-spec.ts';

const COMPARISONS = ['<', '<=', '>', '>='] as const;
type Comparison = (typeof COMPARISONS)[number];

/** A test whose names, years and units are proven. */
export interface CheckedTest {
  readonly spec: ClaimTest;
  readonly left: Expr;
  readonly operator: Comparison;
  readonly right: Expr;
  /** The unit of both sides, as outcomes declare theirs; `fraction` for pure numbers. */
  readonly unit: string;
}

/** What a test came to. The margin is above zero where it holds with room to spare. */
export interface TestResult {
  readonly left: number;
  readonly right: number;
  readonly margin: number;
  readonly holds: boolean;
}

/** What tests may name. */
export interface ClaimNames {
  readonly model: CheckedModel;
  readonly arms: readonly string[];
  /** Whole years of the run. */
  readonly years: number;
}

const FORM = 'outcome(arm), outcome(arm, year) or outcome(arm, first year, last year)';

/** Reads an inequality and proves it; every fault is reported at its word. */
export function checkTest(spec: ClaimTest, names: ClaimNames, faults: Faults): CheckedTest | undefined {
  const { value: text, place } = spec.test;
  const parsed = parseEquation(text, place, () => false, faults);
  if (!parsed) return undefined;
  const operator = parsed.op === 'binary' ? COMPARISONS.find(c => c === parsed.operator) : undefined;
  if (parsed.op !== 'binary' || !operator)
    return faults.error(
      'claim/test',
      place,
      `a test compares two sides with one of ${COMPARISONS.join(' ')}`,
      `each side is made of ${FORM}`,
    );
  const fault = (code: Code, word: string, message: string, hint?: string): undefined =>
    faults.error(code, word === '' ? place : placeOfName(place, text, word), message, hint);
  if (namesIn(parsed).size === 0)
    return faults.error('claim/test', place, 'a test compares outcomes, found only numbers');
  const before = faults.all.length;
  const left = unitOf(parsed.left, names, fault);
  const right = unitOf(parsed.right, names, fault);
  if (faults.all.length > before) return undefined;
  if (left && right && !sameDimension(left.unit, right.unit))
    return faults.error(
      'claim/unit',
      place,
      `one side of the test is in ${printUnit(left.unit)}, the other in ${printUnit(right.unit)}`,
    );
  const known = left?.word === undefined ? (right ?? left) : left;
  if (printExpr(parsed.left) === printExpr(parsed.right))
    return faults.error('claim/test', place, 'both sides of the test are the same');
  return {
    spec,
    left: parsed.left,
    operator,
    right: parsed.right,
    unit: known?.word ?? (known && !isPure(known.unit) ? printUnit(known.unit) : 'fraction'),
  };
}

/** The unit of a side, and the word for it where it is an outcome's own. */
interface SideUnit {
  readonly unit: Unit;
  readonly word?: string;
}

type Fault = (code: Code, word: string, message: string, hint?: string) => undefined;

/** Undefined for plain numbers, which are read in whatever unit they stand beside. */
function unitOf(e: Expr, names: ClaimNames, fault: Fault): SideUnit | undefined {
  switch (e.op) {
    case 'number':
      return undefined;
    case 'negate':
      return unitOf(e.arg, names, fault);
    case 'call':
      return FUNCTIONS.includes(e.fn) ? unitOfFunction(e, names, fault) : unitOfOutcome(e, names, fault);
    case 'binary': {
      if (e.operator === '+' || e.operator === '-') return alike([e.left, e.right], names, fault);
      if (e.operator !== '*' && e.operator !== '/') break;
      const [left, right] = [unitOf(e.left, names, fault), unitOf(e.right, names, fault)];
      if (!right) return left;
      if (!left && e.operator === '*') return right;
      const of = left?.unit ?? PURE;
      return { unit: e.operator === '*' ? multiplyUnits(of, right.unit) : divideUnits(of, right.unit) };
    }
  }
  const word = e.op === 'name' ? e.name : '';
  return fault('claim/test', word, `a side of a test is made of ${FORM}, numbers and + - * /`);
}

function alike(parts: readonly Expr[], names: ClaimNames, fault: Fault): SideUnit | undefined {
  const units = parts.map(p => unitOf(p, names, fault)).filter(u => u !== undefined);
  const [first] = units;
  const other = units.find(u => !sameDimension(u.unit, first!.unit));
  if (first && other)
    return fault('claim/unit', '', `${printUnit(first.unit)} and ${printUnit(other.unit)} do not add up`);
  return units.find(u => u.word !== undefined) ?? first;
}

const FUNCTIONS = ['min', 'max', 'abs'];

function unitOfFunction({ fn, args }: CallExpr, names: ClaimNames, fault: Fault): SideUnit | undefined {
  const [least, most] = BUILTINS[fn]!.arity;
  if (args.length < least || args.length > most)
    return fault(
      'claim/test',
      fn,
      `${fn} takes ${least === most ? least : `${least} to ${most}`}, found ${args.length}`,
    );
  return alike(args, names, fault);
}

function unitOfOutcome(e: CallExpr, names: ClaimNames, fault: Fault): SideUnit | undefined {
  const outcome = names.model.outcomes.get(e.fn);
  if (!outcome)
    return fault(
      'claim/unknown-outcome',
      e.fn,
      `"${e.fn}" is not an outcome of the model`,
      suggest(e.fn, names.model.outcomes.keys()),
    );
  const [arm, ...years] = e.args;
  if (arm?.op !== 'name' || years.length > 2) return fault('claim/test', e.fn, `write ${FORM}`);
  if (!names.arms.includes(arm.name))
    return fault(
      'claim/unknown-arm',
      arm.name,
      `no arm is called ${arm.name}`,
      suggest(arm.name, names.arms),
    );
  const numbers = years.map(y => (y.op === 'number' ? y.value : Number.NaN));
  if (numbers.some((y, i) => !Number.isInteger(y) || y < (numbers[i - 1] ?? 1) || y > names.years))
    return fault(
      'claim/year',
      e.fn,
      `years are whole numbers from 1 to ${names.years}, the first before the last`,
    );
  return refuseRange(outcome, numbers, fault)
    ? undefined
    : { unit: outcome.unit, word: outcome.spec.unit.value };
}

/** A ratio of whole-run totals cannot be put together from those of years. */
function refuseRange({ spec }: CheckedOutcome, years: readonly number[], fault: Fault): boolean {
  if (years.length < 2 || spec.summary !== 'whole_run') return false;
  fault(
    'claim/year',
    spec.name,
    `${spec.name} is worked out over one year or the whole run, not from year to year`,
  );
  return true;
}

/** Sides closer than this, beside the larger of them, are the same: less is rounding, or nothing anybody would see. */
const SAME = 1e-4;

/**
 * @param table by year, not broken down; its arms in the order of the experiment
 * @returns sides that are no numbers where something was divided by nothing
 */
export function measureTest(test: CheckedTest, table: OutcomeTable): TestResult {
  const [left, right] = [evaluate(test.left, table), evaluate(test.right, table)];
  const margin = test.operator.startsWith('<') ? right - left : left - right;
  const same = SAME * Math.max(Math.abs(left), Math.abs(right));
  return { left, right, margin, holds: test.operator.endsWith('=') ? margin >= -same : margin > same };
}

function evaluate(e: Expr, table: OutcomeTable): number {
  const all = (parts: readonly Expr[]): number[] => parts.map(p => evaluate(p, table));
  switch (e.op) {
    case 'number':
      return e.value;
    case 'negate':
      return -evaluate(e.arg, table);
    case 'call':
      if (e.fn === 'min') return Math.min(...all(e.args));
      if (e.fn === 'max') return Math.max(...all(e.args));
      return e.fn === 'abs' ? Math.abs(evaluate(e.args[0]!, table)) : outcomeOf(e, table);
    case 'binary': {
      const [a, b] = [evaluate(e.left, table), evaluate(e.right, table)];
      if (e.operator === '+') return a + b;
      if (e.operator === '-') return a - b;
      return e.operator === '*' ? a * b : a / b;
    }
  }
  throw new Error(`a test was not checked: ${e.op}`);
}

function outcomeOf({ fn, args }: CallExpr, { arms, rows }: OutcomeTable): number {
  const [name, first, last] = args.map(a =>
    a.op === 'name' ? a.name : a.op === 'number' ? a.value : Number.NaN,
  );
  const arm = arms.findIndex(a => a.name === name);
  const { spec, byWindow, overall } = rows.find(r => r.spec.name === fn)!;
  if (first === undefined) return overall[arm]!;
  const years = byWindow[arm]!.slice((first as number) - 1, (last ?? first) as number);
  if (spec.summary === 'last') return years.at(-1)!;
  const sum = years.reduce((a, b) => a + b, 0);
  return spec.summary === 'average' ? sum / years.length : sum;
}
