import type { CheckedModel } from '../check/checked.ts';
import { printUnit } from '../check/units.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import type { MoveSpec, OutcomeSpec, Values, VariableSpec } from '../model/spec.ts';
import { countOf, joinWords } from './blocks.ts';
import { type Said, saysOf, valuesText } from './declaration.ts';
import { explainGroup, groupOf } from './group-explanation.ts';
import { loopKind } from './labels.ts';
import { graphOf, type ModelGraph, readersOf } from './model-graph.ts';
import { figures } from './numbers.ts';
import { explainValue, prescribedFor, valueReaders } from './value-explanation.ts';

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
  readonly says: readonly Said[];
  readonly feeds: readonly Named[];
  readonly fedBy: readonly Named[];
}

/** A name and what kind of thing it names. */
export interface Named {
  readonly name: string;
  readonly kind: string;
}

/** Everything that has a name in a model. */
export function explainableNames(model: CheckedModel): string[] {
  const { spec, variables, lookups, marks, laws, loops, outcomes, indexSets, elements } = model;
  const { correlated, appraisals, comparisons, scorecard, published } = model;
  const maps = [variables, outcomes, loops, correlated, appraisals, comparisons, scorecard, published];
  return [
    ...[...maps, lookups, marks, spec.sets, indexSets, elements].flatMap(m => [...m.keys()]),
    ...laws.map(l => l.name),
  ];
}

/**
 * What a name means, or undefined when nothing has that name. A variable wins over an element of the same name.
 *
 * @param graph of the model, for whoever asks for many names
 */
export function explainName(
  name: string,
  model: CheckedModel,
  graph: ModelGraph = graphOf(model),
): Explanation | undefined {
  const named = (names: Iterable<string>): Named[] =>
    [...names].map(n => ({ name: n, kind: kindOf(n, model) }));
  const links = {
    fedBy: named(graph.get(name) ?? []),
    feeds: named([...readersOf(name, graph), ...valueReaders(name, model)]),
  };
  const variable = model.variables.get(name);
  const declared = variable?.spec ?? model.outcomes.get(name)?.spec;
  if (!declared) return explainOther(name, model, links);
  const { kind, doc, sector, place } = declared;
  const unit = variable && declared.kind === 'move' ? printUnit(variable.unit) : unitText(declared);
  const over = (variable ?? model.outcomes.get(name))!.over.map(s => s.name);
  const element = model.elements.get(name)?.dimension.name;
  const also = element === undefined ? [] : [{ key: 'also', text: `an element of ${element}` }];
  const cuts = [...model.loops.values()]
    .filter(({ cutBy }) => cutBy.some(p => p.name === name))
    .map(l => `${l.spec.name} (${l.spec.label})`);
  const prescribed = prescribedFor(name, model);
  const tied = groupOf(name, model);
  return {
    name,
    kind,
    doc,
    sector,
    ...placed(place),
    unit,
    over,
    says: [
      ...saysOf(declared),
      ...(tied ? [{ key: 'drawn with', text: `${tied.group} (loading ${figures(tied.loading)})` }] : []),
      ...(prescribed !== '' ? [{ key: 'appraisals', text: prescribed }] : []),
      ...(cuts.length > 0 ? [{ key: 'cuts', text: joinWords(cuts) }] : []),
      ...also,
    ],
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
  const loop = model.loops.get(name);
  if (loop) {
    const { label, doc, sector, place } = loop.spec;
    const says = [
      { key: 'label', text: label },
      {
        key: 'cut by',
        text: joinWords(
          loop.cutBy.map(
            p => `${p.name} at ${figures(p.neutral)} (it stands at ${valuesText(p.value.value)})`,
          ),
        ),
      },
    ];
    const graph = graphOf(model);
    const fed = new Set(loop.cutBy.flatMap(p => readersOf(p.name, graph)));
    const feeds = [...fed].map(n => ({ name: n, kind: kindOf(n, model) }));
    return { name, kind: loopKind(name), doc, sector, ...placed(place), says, over: [], fedBy: [], feeds };
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
  const named = (names: readonly string[]): Named[] => names.map(n => ({ name: n, kind: kindOf(n, model) }));
  return explainGroup(name, model) ?? explainValue(name, model, named) ?? explainIndex(name, model);
}

/** Equations and numbers that stand for one element alone; an equation that is nothing says nothing. */
const equationsOf = (element: string, model: CheckedModel): Said[] =>
  [...model.variables.values()].flatMap(({ name, spec }) => {
    const byElement = 'equation' in spec && spec.equation instanceof Map ? spec.equation : undefined;
    const equation = byElement?.get(element)?.value;
    const own =
      spec.kind === 'parameter'
        ? numberOf(spec.value.value, element)
        : equation === '0'
          ? undefined
          : equation;
    return own === undefined ? [] : [{ key: name, text: own }];
  });

function numberOf(values: Values, element: string): string | undefined {
  const own = typeof values === 'number' ? undefined : values[element];
  return typeof own === 'number' ? figures(own) : undefined;
}

/** Variables whose equation speaks of one element by its name. */
function namersOf(element: string, model: CheckedModel): string[] {
  const named = new RegExp(`\\[[^\\]]*\\b${element}\\b`);
  return [...model.variables.values()].flatMap(({ name, spec }) => {
    const texts = !('equation' in spec)
      ? []
      : spec.equation instanceof Map
        ? [...spec.equation].filter(([key]) => key !== element).map(([, text]) => text.value)
        : [(spec.equation as { readonly value: string }).value];
    return texts.some(text => named.test(text)) ? [name] : [];
  });
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
  const says: Said[] = [
    ...(members.length > 0 ? [{ key: 'elements', text: members.join(', ') }] : []),
    ...(name === spec.name && spec.subsets.size > 0
      ? [{ key: 'parts', text: [...spec.subsets.keys()].join(', ') }]
      : []),
    ...(users.length > 0 ? [{ key: 'over it', text: countOf(users.length, 'variable') }] : []),
    ...(element ? equationsOf(name, model) : []),
  ];
  const feeds = element ? namersOf(name, model).map(n => ({ name: n, kind: kindOf(n, model) })) : [];
  return { name, kind, doc: spec.doc, ...placed(spec.place), over: [], says, feeds, fedBy: [] };
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
  if (model.comparisons.has(name)) return 'comparison';
  if (model.scorecard.has(name)) return 'domain of the scorecard';
  if (model.published.has(name)) return 'published figure';
  return model.marks.has(name) ? 'mark' : 'law';
}
