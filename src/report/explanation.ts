import type { CheckedModel } from '../check/checked.ts';
import { printUnit } from '../check/units.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import type { Equations, MoveSpec, OutcomeSpec, Values, VariableSpec } from '../model/spec.ts';
import { countOf, joinWords } from './blocks.ts';
import { graphOf, readersOf } from './model-graph.ts';
import { figures } from './numbers.ts';

/** What a name of the model means, as data. */
export interface Explanation {
  readonly name: string;
  /** `stock`, `parameter`, `element of group`, … */
  readonly kind: string;
  readonly doc: string;
  readonly sector?: string;
  readonly file?: string;
  readonly line?: number;
  readonly unit?: string;
  readonly over: readonly string[];
  /** Everything else that it says of itself, in order: `range`, `source`, `equation`, … */
  readonly says: readonly { readonly key: string; readonly text: string }[];
  readonly feeds: readonly Named[];
  readonly fedBy: readonly Named[];
}

/** A name and what kind of thing it names. */
export interface Named {
  readonly name: string;
  readonly kind: string;
}

type Says = { readonly key: string; readonly text: string }[];

/** Everything that has a name in a model. */
export function explainableNames(model: CheckedModel): string[] {
  const { spec, variables, lookups, marks, laws, outcomes, indexSets, elements } = model;
  return [
    ...[variables, outcomes, lookups, marks, spec.sets, indexSets, elements].flatMap(m => [...m.keys()]),
    ...laws.map(l => l.name),
  ];
}

/** What a name means, or undefined when nothing has that name. A variable wins over an element of the same name. */
export function explainName(name: string, model: CheckedModel): Explanation | undefined {
  const graph = graphOf(model);
  const named = (names: Iterable<string>): Named[] =>
    [...names].map(n => ({ name: n, kind: kindOf(n, model) }));
  const links = { fedBy: named(graph.get(name) ?? []), feeds: named(readersOf(name, graph)) };
  const variable = model.variables.get(name);
  const declared = variable?.spec ?? model.outcomes.get(name)?.spec;
  if (!declared) return explainOther(name, model, links);
  const { kind, doc, sector, place } = declared;
  const unit = variable && declared.kind === 'move' ? printUnit(variable.unit) : unitText(declared);
  const over = (variable ?? model.outcomes.get(name))!.over.map(s => s.name);
  const element = model.elements.get(name)?.dimension.name;
  const also = element === undefined ? [] : [{ key: 'also', text: `an element of ${element}` }];
  return {
    name,
    kind,
    doc,
    sector,
    ...placed(place),
    unit,
    over,
    says: [...saysOf(declared), ...also],
    ...links,
  };
}

const unitText = (spec: VariableSpec | MoveSpec | OutcomeSpec): string =>
  'unit' in spec ? spec.unit.value : '';

const placed = ({ file, line }: Place) => ({ file, line });

/** Lookups, marks, laws, sets of stocks, dimensions and their elements. */
function explainOther(
  name: string,
  model: CheckedModel,
  links: Pick<Explanation, 'feeds' | 'fedBy'>,
): Explanation | undefined {
  const none = { over: [], feeds: [], fedBy: [] };
  const lookup = model.lookups.get(name)?.spec;
  if (lookup) {
    const points = lookup.points.value.map(p => `(${p.map(x => figures(x)).join(', ')})`).join(' ');
    const says = [
      { key: 'points', text: points },
      { key: 'argument in', text: lookup.inputUnit.value },
    ];
    const { doc, sector, unit } = lookup;
    return {
      name,
      kind: 'lookup',
      doc,
      sector,
      ...placed(lookup.place),
      unit: unit.value,
      over: [],
      says,
      ...links,
    };
  }
  const mark = model.marks.get(name);
  if (mark) {
    const says = [
      { key: 'carried in', text: joinWords([...mark.carriedBy]) },
      { key: 'set in', text: joinWords([...mark.setIn]) },
    ];
    const { doc, sector, place } = mark.spec;
    return { name, kind: 'mark', doc, sector, ...placed(place), says, ...none, feeds: links.feeds };
  }
  const law = model.spec.laws.find(l => l.name === name);
  if (law) {
    const says =
      law.kind === 'balance'
        ? [
            { key: 'total', text: law.total.value },
            { key: 'changes by', text: law.changesBy.value },
          ]
        : [
            { key: 'always zero', text: law.zero.value },
            { key: 'beside', text: law.against.value },
          ];
    return { name, kind: 'law', doc: law.doc, ...placed(law.place), says, over: [], ...links };
  }
  const set = model.spec.sets.get(name);
  if (set) {
    const says = [{ key: 'stocks', text: joinWords([...stocksOf([name], model)]) }];
    return {
      name,
      kind: 'set of stocks',
      doc: 'A name for several stocks at once.',
      ...placed(set.place),
      says,
      ...none,
    };
  }
  return explainIndex(name, model);
}

function explainIndex(name: string, model: CheckedModel): Explanation | undefined {
  const index = model.indexSets.get(name);
  const element = model.elements.get(name);
  const dimension = (index ?? element)?.dimension;
  const spec = dimension && model.spec.dimensions.get(dimension.name);
  if (!spec) return undefined;
  const kind = !index
    ? `element of ${spec.name}`
    : name === spec.name
      ? 'dimension'
      : index.isAlias
        ? `second name of ${spec.name}`
        : `part of ${spec.name}`;
  const members = (index?.members ?? []).map(m => spec.elements[m]!);
  const users = [...model.variables.values()].filter(v => v.over.some(s => s.name === name)).map(v => v.name);
  const says: Says = [
    ...(members.length > 0 ? [{ key: 'elements', text: members.join(', ') }] : []),
    ...(name === spec.name && spec.subsets.size > 0
      ? [{ key: 'parts', text: [...spec.subsets.keys()].join(', ') }]
      : []),
    ...(users.length > 0 ? [{ key: 'over it', text: countOf(users.length, 'variable') }] : []),
  ];
  return { name, kind, doc: spec.doc, ...placed(spec.place), over: [], says, feeds: [], fedBy: [] };
}

/** The stocks that names of stocks and of sets stand for. */
function stocksOf(names: readonly string[], model: CheckedModel): Set<string> {
  return new Set(
    names.flatMap(n => {
      const set = model.spec.sets.get(n);
      return set
        ? [
            ...stocksOf(
              set.stocks.map(s => s.value),
              model,
            ),
          ]
        : [n];
    }),
  );
}

function kindOf(name: string, model: CheckedModel): string {
  const kind = model.variables.get(name)?.kind;
  if (kind) return kind;
  if (model.outcomes.has(name)) return 'outcome';
  if (model.lookups.has(name)) return 'lookup';
  return model.marks.has(name) ? 'mark' : 'law';
}

/** What a declaration says beside its name, unit and doc, as it was written. */
function saysOf(spec: VariableSpec | MoveSpec | OutcomeSpec): Says {
  const says: Says = [];
  const say = (key: string, text: string | undefined): void => {
    if (text !== undefined && text !== '') says.push({ key, text });
  };
  const sayEquations = (key: string, equations: Equations): void => {
    if ('value' in equations) say(key, equations.value);
    else for (const [element, e] of equations) say(`${key} of ${element}`, e.value);
  };
  switch (spec.kind) {
    case 'parameter':
      say('value', valuesText(spec.value.value));
      say(
        'range',
        `${figures(spec.range[0])} to ${figures(spec.range[1])}${typeof spec.value.value === 'number' ? '' : ' times its values'}`,
      );
      say('distribution', spec.distribution);
      say('status', spec.status);
      say('source', spec.source);
      say('note', spec.note);
      say('loop', spec.loop);
      say('neutral at', spec.neutral === undefined ? undefined : figures(spec.neutral));
      break;
    case 'figure':
      break;
    case 'series':
      say('otherwise', figures(spec.otherwise));
      break;
    case 'stock':
      say('initial', spec.initial.value);
      if (spec.stages > 1) say('stages', String(spec.stages));
      say('inflows', spec.inflows.map(f => f.value).join(', '));
      say('outflows', spec.outflows.map(f => f.value).join(', '));
      break;
    case 'flow':
    case 'auxiliary':
      sayEquations('equation', spec.equation);
      break;
    case 'smooth':
    case 'delay':
      say('of', spec.of.value);
      say('time', spec.time.value);
      say('order', String(spec.order));
      if (spec.kind === 'smooth') say('initial', spec.initial?.value);
      break;
    case 'tally':
      say('stocks', spec.stocks.map(s => s.value).join(', '));
      say('moves', spec.moves.map(m => m.value).join(', '));
      say('only from', spec.from?.map(s => s.value).join(', '));
      say('only to', spec.to?.map(s => s.value).join(', '));
      say('without the mark', spec.unmarked?.value);
      break;
    case 'solved':
      say(
        spec.meets.overFirstYear ? 'so that, over the first year' : 'so that',
        `${spec.meets.what.value} = ${spec.meets.equals.value}`,
      );
      say('guess', spec.guess.value);
      say('least', spec.least === undefined ? undefined : figures(spec.least));
      say('below zero', spec.closure);
      break;
    case 'move':
      say('from', spec.from.map(s => s.value).join(', '));
      say('to', spec.next ? `the next ${spec.next.value}` : destinations(spec));
      say('hazard', spec.hazard?.value);
      say('after', spec.after?.value);
      break;
    case 'outcome':
      say('label', spec.label);
      say('table', spec.table);
      say('equation', spec.equation.value);
      say('whole', spec.whole?.value);
      say('years made one', spec.summary.replace('_', ' '));
      say('better', spec.better);
      break;
  }
  return says;
}

const destinations = ({ to }: MoveSpec): string =>
  to.length === 0
    ? 'out of the model'
    : to
        .map(({ stock, share }) => stock.value + (to.length === 1 ? '' : ` (${share?.value ?? 'the rest'})`))
        .join(', ');

const valuesText = (v: Values): string =>
  typeof v === 'number'
    ? figures(v)
    : Object.entries(v)
        .map(([k, inner]) => `${k} ${typeof inner === 'number' ? figures(inner) : `{${valuesText(inner)}}`}`)
        .join(', ');
