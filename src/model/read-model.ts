import type { Faults, Place } from '../diagnostics/diagnostic.ts';
import type { Located, RecordOf } from '../source/shape.ts';
import { readYaml, type SourceNode } from '../source/yaml.ts';
import type { CorrelatedSpec } from './draw-spec.ts';
import { addValue, noValue, type ValueSpecs } from './read-value.ts';
import { type Sector, sectorShape } from './shapes.ts';
import type {
  DimensionSpec,
  LawSpec,
  LookupSpec,
  LoopSpec,
  MarkSpec,
  ModelSpec,
  MoneySpec,
  MoveSpec,
  OutcomeSpec,
  VariableSpec,
} from './spec.ts';

export interface ModelFile {
  readonly file: string;
  readonly text: string;
  /** The text, already parsed. */
  readonly node?: SourceNode;
}

/**
 * Reads the files of a model, one per sector, into one specification. A name may be declared only once
 * in all of them.
 *
 * @returns undefined when any file has a fault; all faults of all files are reported
 */
export function readModel(files: readonly ModelFile[], faults: Faults): ModelSpec | undefined {
  const before = faults.all.length;
  const builder = new SpecBuilder(faults);
  for (const { file, text, node = readYaml(text, file, faults) } of files) {
    const sector = node && sectorShape.read(node, faults);
    if (sector) builder.add(sector, file);
  }
  const failed = faults.all.slice(before).some(d => d.severity === 'error');
  return failed ? undefined : builder.spec;
}

/** Gathers sectors; every name goes through `claim`, which refuses a second declaration. */
class SpecBuilder {
  private readonly faults: Faults;
  private readonly claimed = new Map<string, Place>();
  /** Elements stand only in brackets, so they may share a name with a variable, but not with each other. */
  private readonly elements = new Map<string, Place>();
  private readonly sectors: ModelSpec['sectors'][number][] = [];
  private readonly baseUnits = new Set<string>();
  private readonly dimensions = new Map<string, DimensionSpec>();
  private readonly sets = new Map<string, { place: Place; stocks: readonly Located<string>[] }>();
  private readonly variables = new Map<string, VariableSpec>();
  private readonly lookups = new Map<string, LookupSpec>();
  private readonly value: ValueSpecs = noValue();
  private readonly moves = new Map<string, MoveSpec>();
  private readonly marks = new Map<string, MarkSpec>();
  private readonly laws: LawSpec[] = [];
  private readonly correlated = new Map<string, CorrelatedSpec>();
  private readonly outcomes = new Map<string, OutcomeSpec>();
  private readonly loops = new Map<string, LoopSpec>();
  private money: MoneySpec | undefined;

  constructor(faults: Faults) {
    this.faults = faults;
  }

  get spec(): ModelSpec {
    const { sectors, baseUnits, dimensions, sets, variables, lookups, moves, marks, laws } = this;
    const { outcomes, loops, correlated, value, money } = this;
    return {
      ...{
        sectors,
        baseUnits,
        dimensions,
        sets,
        variables,
        lookups,
        moves,
        marks,
        laws,
        outcomes,
        loops,
        correlated,
      },
      ...value,
      ...(money && { money }),
    };
  }

  private claim(name: string, place: Place, among = this.claimed): boolean {
    const first = among.get(name);
    if (first) {
      this.faults.error(
        'model/duplicate',
        place,
        `${name} is declared twice`,
        `it already stands at ${first.file}:${first.line}:${first.column}`,
      );
      return false;
    }
    among.set(name, place);
    return true;
  }

  add(s: Sector, file: string): void {
    const sector = s.sector;
    this.sectors.push({ name: sector, doc: s.doc, file });
    for (const unit of s.base_units ?? []) this.baseUnits.add(unit);
    if (s.money) {
      const { price_year, index, source, place } = s.money;
      if (this.money) this.faults.error('model/duplicate', place, 'money is declared twice');
      this.money = { priceYear: price_year, index, source, place };
    }
    this.addDimensions(s);
    for (const [name, stocks] of s.sets ?? []) {
      const place = stocks[0]?.place ?? s.place;
      if (this.claim(name, place)) this.sets.set(name, { place, stocks });
    }
    this.addVariables(s, sector);
    this.addMovesAndMarks(s, sector);
    this.addLaws(s);
    for (const [name, o] of s.outcomes ?? []) {
      if (!this.claim(name, o.place)) continue;
      const { label, table, equation, better, summary } = o;
      const whole = o.whole && { whole: o.whole };
      const rest = { label, table, equation, better, summary, ...whole, wholeYears: o.whole_years ?? false };
      this.outcomes.set(name, { ...declared(name, sector, o), kind: 'outcome', ...rest });
    }
    for (const [name, { place, label, doc, cut_by: cutBy }] of s.loops ?? [])
      if (this.claim(name, place)) this.loops.set(name, { name, place, sector, label, doc, cutBy });
    for (const [name, { place, doc, members, status, source }] of s.correlated ?? [])
      if (this.claim(name, place))
        this.correlated.set(name, { name, place, sector, doc, members, status, source });
    addValue(this.value, s, (name, place) => this.claim(name, place), this.faults);
  }

  private addDimensions(s: Sector): void {
    for (const [name, d] of s.dimensions ?? []) {
      if (!this.claim(name, d.place)) continue;
      for (const alias of d.aliases ?? []) this.claim(alias, d.place);
      for (const subset of d.subsets?.keys() ?? []) this.claim(subset, d.place);
      this.dimensions.set(name, {
        name,
        place: d.place,
        doc: d.doc,
        elements: d.elements.map(e => e.value),
        subsets: d.subsets ?? new Map(),
        aliases: d.aliases ?? [],
        maps: d.maps ?? new Map(),
      });
      for (const e of d.elements) this.claim(e.value, e.place, this.elements);
    }
  }

  private addVariables(s: Sector, sector: string): void {
    const put = (v: VariableSpec): void => {
      if (this.claim(v.name, v.place)) this.variables.set(v.name, v);
    };
    for (const [name, p] of s.parameters ?? []) {
      const { value, range, status, source, truncate, one_of: oneOf, note, neutral } = p;
      const extra = {
        ...(truncate && { truncate }),
        ...(oneOf && { oneOf }),
        ...(note !== undefined && { note }),
        ...(neutral !== undefined && { neutral }),
      };
      const distribution = p.distribution ?? 'triangular';
      put({
        ...declared(name, sector, p),
        kind: 'parameter',
        value,
        range,
        distribution,
        distributionPlace: p.keyPlaces['distribution'] ?? p.place,
        status,
        source,
        ...extra,
      });
    }
    for (const [name, f] of s.figures ?? []) put({ ...declared(name, sector, f), kind: 'figure' });
    for (const [name, x] of s.series ?? [])
      put({ ...declared(name, sector, x), kind: 'series', otherwise: x.otherwise });
    for (const [name, k] of s.stocks ?? [])
      put({
        ...declared(name, sector, k),
        kind: 'stock',
        initial: k.initial,
        ...(k.guess && { guess: k.guess }),
        ...(k.trend && { trend: k.trend }),
        stages: k.stages ?? 1,
        inflows: k.inflows ?? [],
        outflows: k.outflows ?? [],
        mayBeNegative: k.may_be_negative ?? false,
      });
    for (const [name, f] of s.flows ?? [])
      put({ ...declared(name, sector, f), kind: 'flow', equation: f.equation });
    for (const [name, a] of s.auxiliaries ?? [])
      put({ ...declared(name, sector, a), kind: 'auxiliary', equation: a.equation });
    for (const [name, x] of s.smooths ?? []) {
      const { of, time, initial } = x;
      const order = x.order ?? 1;
      put({ ...declared(name, sector, x), kind: 'smooth', of, time, order, ...(initial && { initial }) });
    }
    for (const [name, x] of s.delays ?? [])
      put({ ...declared(name, sector, x), kind: 'delay', of: x.of, time: x.time, order: x.order ?? 1 });
    for (const [name, t] of s.tallies ?? []) {
      const { stocks = [], moves = [], from, to, unmarked } = t;
      const extra = { ...(from && { from }), ...(to && { to }), ...(unmarked && { unmarked }) };
      put({ ...declared(name, sector, t), kind: 'tally', stocks, moves, ...extra });
    }
    for (const [name, u] of s.solved ?? []) {
      const { what, equals, over_first_year, place } = u.meets;
      const meets = { place, what, equals, overFirstYear: over_first_year ?? false };
      const extra = {
        ...(u.least !== undefined && { least: u.least }),
        ...(u.closure && { closure: u.closure }),
      };
      put({ ...declared(name, sector, u), kind: 'solved', guess: u.guess, meets, ...extra });
    }
    for (const [name, l] of s.lookups ?? []) {
      if (!this.claim(name, l.place)) continue;
      const { doc, unit, input_unit: inputUnit, points, place } = l;
      this.lookups.set(name, { kind: 'lookup', name, place, sector, doc, unit, inputUnit, points });
    }
  }

  private addMovesAndMarks(s: Sector, sector: string): void {
    for (const [name, m] of s.moves ?? []) {
      if (!this.claim(name, m.place)) continue;
      const ways = [m.hazard, m.after].filter(w => w !== undefined).length;
      if (ways !== 1)
        this.faults.error('model/move', m.place, `${name} needs either a hazard or after: a mean stay`);
      if (!m.to === !m.next)
        this.faults.error(
          'model/move',
          m.place,
          `${name} needs either to: a destination, or next: a dimension`,
        );
      const { doc, from, hazard, after, next } = m;
      const extra = { ...(hazard && { hazard }), ...(after && { after }), ...(next && { next }) };
      this.moves.set(name, {
        kind: 'move',
        name,
        place: m.place,
        sector,
        doc,
        from,
        to: m.to ?? [],
        ...extra,
      });
    }
    for (const [name, m] of s.marks ?? []) {
      if (!this.claim(name, m.place)) continue;
      const { doc, carried_by: carriedBy, set_in: setIn, place } = m;
      this.marks.set(name, { kind: 'mark', name, place, sector, doc, carriedBy, setIn });
    }
  }

  private addLaws(s: Sector): void {
    for (const [name, l] of s.laws ?? []) {
      if (!this.claim(name, l.place)) continue;
      const { place, doc, total, changes_by: changesBy, zero, against } = l;
      if (total && changesBy && !zero && !against)
        this.laws.push({ kind: 'balance', name, place, doc, total, changesBy });
      else if (zero && against && !total && !changesBy)
        this.laws.push({ kind: 'identity', name, place, doc, zero, against });
      else this.faults.error('model/law', place, `${name} needs total and changes_by, or zero and against`);
    }
  }
}

type Common = Pick<RecordOf<Record<never, never>>, 'place'> & {
  readonly doc: string;
  readonly unit: Located<string>;
  readonly over?: readonly Located<string>[];
};

const declared = (name: string, sector: string, { place, doc, unit, over }: Common) => ({
  name,
  place,
  sector,
  doc,
  unit,
  over: over ?? [],
});
