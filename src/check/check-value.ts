import { suggest } from '../diagnostics/diagnostic.ts';
import type { Values } from '../model/spec.ts';
import type { DomainSpec } from '../model/value-spec.ts';
import type { Located } from '../source/shape.ts';
import {
  type CheckedAppraisal,
  type CheckedComparison,
  type CheckedOutcome,
  type CheckedParameter,
  type CheckedPublished,
  type CheckedVariable,
  type IndexSet,
  layOutValues,
} from './checked.ts';
import type { Declarations } from './declarations.ts';
import { divideUnits, printUnit, sameDimension } from './units.ts';

/** Proves that an appraisal names parameters, their elements, and values within their ranges. */
export function checkAppraisals(
  names: Declarations,
  variables: ReadonlyMap<string, CheckedVariable>,
): ReadonlyMap<string, CheckedAppraisal> {
  const { spec, faults } = names;
  const parameters = [...variables.values()].filter((v): v is CheckedParameter => v.kind === 'parameter');
  const byName = new Map(parameters.map(p => [p.name, p]));
  const checked = new Map<string, CheckedAppraisal>();
  for (const appraisal of spec.appraisals.values()) {
    const values = new Map<string, readonly number[]>();
    for (const { name, value } of appraisal.parameters) {
      const parameter = byName.get(name.value);
      if (!parameter)
        faults.error(
          'check/unknown-name',
          name.place,
          `"${name.value}" is not a parameter`,
          suggest(name.value, byName.keys()),
        );
      else values.set(name.value, prescribed(names, parameter, value));
    }
    checked.set(appraisal.name, { spec: appraisal, values });
  }
  return checked;
}

function prescribed(names: Declarations, parameter: CheckedParameter, given: Located<Values>): number[] {
  const { spec, over, unit } = parameter;
  const laid = layOutValues(overlay(spec.value.value, given.value, over), over);
  if (!Array.isArray(laid)) {
    names.faults.error(
      'check/values',
      given.place,
      `${spec.name} ${laid.fault}`,
      laid.wrong && suggest(laid.wrong, laid.valid ?? []),
    );
    return [];
  }
  const [low, high] = spec.range;
  // Of a parameter with several values the range holds factors on them.
  const isOutside = laid.some((v, i) => {
    const usual = over.length === 0 ? 1 : parameter.values[i]! / unit.factor;
    return v < low * usual || v > high * usual;
  });
  if (isOutside)
    names.faults.error(
      'check/range',
      given.place,
      `${spec.name} is set outside its own range ${low} to ${high}${over.length === 0 ? '' : ' times its values'}`,
    );
  return laid.map(v => v * unit.factor);
}

/** Values by element over others: what is not named keeps its value. */
function overlay(base: Values, given: Values, [set, ...rest]: readonly IndexSet[]): Values {
  if (!set || typeof given === 'number') return given;
  const below = (element: string): Values => (typeof base === 'number' ? base : (base[element] ?? 0));
  const kept = set.members.map(m => [set.dimension.elements[m]!, below(set.dimension.elements[m]!)] as const);
  const named = Object.entries(given).map(([k, v]) => [k, overlay(below(k), v, rest)] as const);
  return Object.fromEntries([...kept, ...named]);
}

/** Proves that a comparison's outcomes exist, that one way is good, that years add up, and that the units fit. */
export function checkComparisons(
  names: Declarations,
  outcomes: ReadonlyMap<string, CheckedOutcome>,
): ReadonlyMap<string, CheckedComparison> {
  const { spec, faults } = names;
  const checked = new Map<string, CheckedComparison>();
  const find = (name: Located<string>): CheckedOutcome | undefined => {
    const outcome = outcomes.get(name.value);
    if (!outcome) return unknownOutcome(names, name);
    if (outcome.spec.summary === 'total') return outcome;
    return faults.error(
      'check/comparison',
      name.place,
      `${name.value} has no total, so that its first years could not be told apart from the rest`,
    );
  };
  for (const comparison of spec.comparisons.values()) {
    const { name, kind, gained: of } = comparison;
    const gained = find(of);
    const paid = kind === 'difference' ? undefined : find(comparison.paid);
    const unit = names.readUnit(comparison.unit);
    if (gained) refuseNeither(names, gained, of);
    if (!gained || (kind !== 'difference' && !paid)) continue;
    if (paid && kind !== 'difference' && !inPounds(paid))
      faults.error(
        'check/comparison',
        comparison.paid.place,
        `${name} is paid in pounds, not ${printUnit(paid.unit)}`,
      );
    else if (kind === 'return' && !inPounds(gained))
      faults.error(
        'check/comparison',
        of.place,
        `a return is pounds for pounds, and ${of.value} is in ${printUnit(gained.unit)}`,
      );
    const given = !paid
      ? gained.unit
      : kind === 'price'
        ? divideUnits(paid.unit, gained.unit)
        : divideUnits(gained.unit, paid.unit);
    if (!sameDimension(given, unit))
      faults.error(
        'unit/mismatch',
        comparison.unit.place,
        `${name} is in ${printUnit(unit)}, but its outcomes give ${printUnit(given)}`,
      );
    checked.set(name, { spec: comparison, unit, gained, paid });
  }
  return checked;
}

const inPounds = ({ unit: { powers } }: CheckedOutcome): boolean =>
  powers['GBP'] === 1 && Object.keys(powers).length === 1;

/** Proves that each measure is an outcome of which one way is good, and stands once. */
export function checkScorecard(names: Declarations): ReadonlyMap<string, DomainSpec> {
  const { spec, faults } = names;
  const seen = new Set<string>();
  for (const domain of spec.scorecard.values()) {
    if (domain.measures.length === 0)
      faults.error(
        'check/scorecard',
        domain.place,
        `nothing measures ${domain.name}`,
        'name at least one outcome',
      );
    for (const { name } of domain.measures) {
      const outcome = spec.outcomes.get(name.value);
      if (!outcome) unknownOutcome(names, name);
      else refuseNeither(names, { spec: outcome }, name);
      if (seen.has(name.value))
        faults.error('check/scorecard', name.place, `${name.value} stands twice in the scorecard`);
      seen.add(name.value);
    }
  }
  return spec.scorecard;
}

/** Proves that a published figure stands beside a comparison that exists, in its unit, and within its own range. */
export function checkPublished(
  names: Declarations,
  comparisons: ReadonlyMap<string, CheckedComparison>,
): ReadonlyMap<string, CheckedPublished> {
  const { spec, faults } = names;
  const checked = new Map<string, CheckedPublished>();
  for (const published of spec.published.values()) {
    const { name, value, range, beside: of } = published;
    const unit = names.readUnit(published.unit);
    const beside = comparisons.get(of.value);
    if (!spec.comparisons.has(of.value))
      faults.error(
        'check/unknown-name',
        of.place,
        `"${of.value}" is not a comparison`,
        suggest(of.value, spec.comparisons.keys()),
      );
    if (value.value < range[0] || value.value > range[1])
      faults.error(
        'check/range',
        value.place,
        `${name} is ${value.value}, outside its own range ${range[0]} to ${range[1]}`,
      );
    if (/\bGBP\b/.test(published.unit.value) && (unit.powers['GBP'] ?? 0) !== 0)
      faults.error(
        'unit/price-year',
        published.unit.place,
        `${name} is in pounds without a price year`,
        'write the year of its prices, such as GBP_2016_17',
      );
    if (!beside) continue;
    if (!sameDimension(unit, beside.unit))
      faults.error(
        'unit/mismatch',
        published.unit.place,
        `${name} is in ${printUnit(unit)}, and ${of.value} is in ${printUnit(beside.unit)}`,
      );
    const [low, high] = range;
    const { factor } = unit;
    checked.set(name, {
      spec: published,
      beside,
      value: value.value * factor,
      range: [low * factor, high * factor],
    });
  }
  return checked;
}

const unknownOutcome = ({ spec, faults }: Declarations, { value, place }: Located<string>): undefined =>
  faults.error(
    'check/unknown-name',
    place,
    `"${value}" is not an outcome`,
    suggest(value, spec.outcomes.keys()),
  );

function refuseNeither(
  { faults }: Declarations,
  { spec: outcome }: Pick<CheckedOutcome, 'spec'>,
  { value, place }: Located<string>,
): void {
  if (outcome.better === 'neither')
    faults.error(
      'check/direction',
      place,
      `${value} cannot say which arm is better`,
      `say at ${outcome.place.file}:${outcome.place.line} which way is good: better: …`,
    );
}
