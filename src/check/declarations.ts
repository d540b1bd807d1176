import { type Faults, suggest } from '../diagnostics/diagnostic.ts';
import type { Expr } from '../expr/ast.ts';
import { parseEquation } from '../expr/parse.ts';
import type { EquationText, ModelSpec } from '../model/spec.ts';
import type { Located } from '../source/shape.ts';
import type { CheckedLookup, CheckedVariable, IndexSet } from './checked.ts';
import { checkDimensions, type Dimensions } from './dimensions.ts';
import { UnitInference } from './infer.ts';
import type { Scope } from './scope.ts';
import { ModelSize } from './size.ts';
import { PURE, UNIT_WORDS, type Unit, unitReader } from './units.ts';

export const YEAR: Unit = { powers: { year: 1 }, factor: 1 };
export const PER_YEAR: Unit = { powers: { year: -1 }, factor: 1 };

/** What a model declares, and how its names, units and equations are read and proven against that. */
export class Declarations {
  readonly spec: ModelSpec;
  readonly faults: Faults;
  readonly dims: Dimensions;
  /** Kind, index sets and unit of everything that equations may read; complete before any equation is checked. */
  readonly declared = new Map<string, Pick<CheckedVariable, 'kind' | 'over' | 'unit'>>();
  readonly lookups = new Map<string, CheckedLookup>();
  /** Reads a unit; pounds of other years are converted by the model's price index. */
  readonly parseUnit: ReturnType<typeof unitReader>;
  readonly size: ModelSize;
  /** Names already reported; a set's members are looked up wherever the set is used. */
  private readonly refused = new Set<Located<string>>();

  constructor(spec: ModelSpec, faults: Faults) {
    this.spec = spec;
    this.faults = faults;
    this.dims = checkDimensions(spec, faults);
    this.parseUnit = unitReader(spec);
    this.size = new ModelSize(faults);
  }

  /** As parseUnit, with faults reported; a unit that cannot be read counts as none. */
  readUnit(unit: Located<string>): Unit {
    const parsed = this.parseUnit(unit.value);
    if (!('fault' in parsed)) return parsed;
    const hint = parsed.word && suggest(parsed.word, [...UNIT_WORDS, ...this.spec.baseUnits]);
    this.faults.error('unit/unknown', unit.place, parsed.fault, hint || undefined);
    return PURE;
  }

  /** The index sets that a variable is over; none where they come to too much. @param times numbers of each element */
  readOver(over: readonly Located<string>[], times = 1): readonly IndexSet[] {
    const sets = over.flatMap((o, i) => {
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
    const last = over.at(-1);
    return !last || this.size.takes(sets, times, last.place) ? sets : [];
  }

  /** Parses an equation; its units are not yet looked at. */
  parse(text: EquationText): Expr | undefined {
    if (!this.size.takesText(text)) return undefined;
    return parseEquation(text.value, text.place, n => this.dims.indexSets.has(n), this.faults);
  }

  /** Parses an equation and proves that it is in `unit`. */
  equation(text: EquationText, scope: Scope, unit: Unit, what: string, windows = false): Expr {
    const e = this.parse(text);
    if (e) this.inference(text, windows).check(e, scope, unit, what);
    return e ?? { op: 'number', value: 0 };
  }

  inference(text: EquationText, windows = false): UnitInference {
    return new UnitInference(
      {
        ...this.dims,
        variables: this.declared,
        lookups: this.lookups,
        published: this.spec.published,
        size: this.size,
      },
      text,
      this.faults,
      windows,
    );
  }

  /** Stock names; a set stands for its members. */
  expandSets(names: readonly Located<string>[], depth = 0): string[] {
    return names.flatMap(n => {
      const set = this.spec.sets.get(n.value);
      if (set && depth < 5) return this.expandSets(set.stocks, depth + 1);
      return this.oneOfKind(n, 'stock');
    });
  }

  oneOfKind(n: Located<string>, kind: 'stock' | 'move'): string[] {
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
}
