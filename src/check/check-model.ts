import type { Faults } from '../diagnostics/diagnostic.ts';
import { BUILTINS, CLOCK_NAMES, SYNTAX_WORDS, WINDOW_FUNCTIONS } from '../expr/builtins.ts';
import type { LookupSpec, ModelSpec } from '../model/spec.ts';
import { checkCorrelated } from './check-correlated.ts';
import { checkLoops } from './check-loops.ts';
import { checkMarks, checkMove, declareMove } from './check-moves.ts';
import { checkAppraisals, checkComparisons, checkPublished, checkScorecard } from './check-value.ts';
import { checkVariable } from './check-variable.ts';
import type { CheckedLaw, CheckedModel, CheckedOutcome, CheckedVariable } from './checked.ts';
import { Declarations, YEAR } from './declarations.ts';
import { scopeOf } from './scope.ts';
import { divideUnits } from './units.ts';

/**
 * Proves that a model's names, dimensions and units fit, equation by equation, and parses every equation.
 *
 * @returns undefined when anything does not fit; all faults are reported
 */
export function checkModel(spec: ModelSpec, faults: Faults): CheckedModel | undefined {
  const before = faults.errorCount;
  const names = new Declarations(spec, faults);
  checkWords(names);
  // Declarations first, so that equations may read variables in any order.
  for (const l of spec.lookups.values()) checkLookup(names, l);
  for (const v of spec.variables.values()) {
    const over = names.readOver(v.over, v.kind === 'stock' ? v.stages : 1);
    names.declared.set(v.name, { kind: v.kind, over, unit: names.readUnit(v.unit) });
  }
  for (const m of spec.moves.values()) declareMove(names, m);
  const variables = new Map<string, CheckedVariable>();
  for (const v of spec.variables.values()) variables.set(v.name, checkVariable(names, v));
  for (const m of spec.moves.values()) {
    const move = checkMove(names, m);
    if (move) variables.set(m.name, move);
  }
  const outcomes = checkOutcomes(names);
  const comparisons = checkComparisons(names, outcomes);
  const checked: CheckedModel = {
    spec,
    indexSets: names.dims.indexSets,
    elements: names.dims.elements,
    variables,
    lookups: names.lookups,
    marks: checkMarks(names),
    laws: spec.laws.map(l => checkLaw(names, l)).filter(l => l !== undefined),
    correlated: checkCorrelated(names, variables),
    outcomes,
    loops: checkLoops(names),
    appraisals: checkAppraisals(names, variables),
    comparisons,
    scorecard: checkScorecard(names),
    published: checkPublished(names, comparisons),
    readUnit: text => names.parseUnit(text),
  };
  return faults.errorCount > before ? undefined : checked;
}

/** Words of the language can name neither a variable nor an index. */
function checkWords({ spec, faults }: Declarations): void {
  const functions = [...Object.keys(BUILTINS), ...Object.keys(WINDOW_FUNCTIONS), 'sum'];
  const reserved = new Set<string>([...CLOCK_NAMES, ...functions, ...SYNTAX_WORDS, 'rest', 'outside']);
  for (const { name, place } of [
    ...spec.variables.values(),
    ...spec.moves.values(),
    ...spec.lookups.values(),
  ])
    if (reserved.has(name))
      faults.error('check/reserved', place, `${name} is a word of the language and cannot name a variable`);
  for (const d of spec.dimensions.values())
    for (const word of [d.name, ...d.aliases, ...d.subsets.keys(), ...d.elements])
      if (SYNTAX_WORDS.includes(word))
        faults.error('check/reserved', d.place, `${word} is a word of the language and cannot name an index`);
}

function checkLookup(names: Declarations, spec: LookupSpec): void {
  const { name } = spec;
  const unit = names.readUnit(spec.unit);
  const inputUnit = names.readUnit(spec.inputUnit);
  const points = spec.points.value;
  if (points.length < 2 || points.some(p => p.length !== 2))
    names.faults.error(
      'check/lookup',
      spec.points.place,
      `${name} needs at least two points, each [input, value]`,
    );
  points.forEach((p, i) => {
    if (i > 0 && !(p[0]! > points[i - 1]![0]!))
      names.faults.error(
        'check/lookup',
        spec.points.place,
        `the inputs of ${name} must rise: ${p[0]} comes after ${points[i - 1]![0]}`,
      );
  });
  const xs = points.map(p => (p[0] ?? 0) * inputUnit.factor);
  const ys = points.map(p => (p[1] ?? 0) * unit.factor);
  names.lookups.set(name, { spec, unit, inputUnit, xs, ys });
}

function checkLaw(names: Declarations, spec: ModelSpec['laws'][number]): CheckedLaw | undefined {
  const [a, b] = spec.kind === 'balance' ? [spec.total, spec.changesBy] : [spec.zero, spec.against];
  const first = names.parse(a);
  if (!first) return undefined;
  const unit = names.inference(a).infer(first, []);
  if (unit === undefined || unit === 'zero') return undefined;
  const second = names.equation(
    b,
    [],
    spec.kind === 'balance' ? divideUnits(unit, YEAR) : unit,
    `the law ${spec.name}`,
  );
  return { name: spec.name, doc: spec.doc, place: spec.place, kind: spec.kind, first, second };
}

function checkOutcomes(names: Declarations): Map<string, CheckedOutcome> {
  return new Map(
    [...names.spec.outcomes.values()].map(spec => {
      const { name } = spec;
      const over = names.readOver(spec.over);
      const unit = names.readUnit(spec.unit);
      const equation = names.equation(spec.equation, scopeOf(over), unit, name, true);
      const whole = spec.whole && names.equation(spec.whole, [], unit, `the whole of ${name}`, true);
      return [name, { name, spec, over, unit, equation, whole }];
    }),
  );
}
