import type { CheckedModel, CheckedParameter } from '../check/checked.ts';
import { type Block, type Cell, left, right, table } from './blocks.ts';
import { valuesText } from './declaration.ts';
import { groupOf } from './group-explanation.ts';
import { loopKind } from './labels.ts';
import { figures } from './numbers.ts';

/** A list as a page and as a JSON document. */
export interface Listing {
  readonly page: readonly Block[];
  readonly json: object;
}

const listing = (
  items: readonly object[],
  columns: Parameters<typeof table>[0],
  row: (i: number) => Cell[],
): Listing => ({
  page: [
    table(
      columns,
      items.map((_, i) => row(i)),
    ),
  ],
  json: { items },
});

export function listOutcomes({ outcomes }: CheckedModel): Listing {
  const items = [...outcomes.values()].map(({ name, spec, over }) => ({
    name,
    label: spec.label,
    table: spec.table,
    unit: spec.unit.value,
    over: over.map(s => s.name),
    doc: spec.doc,
  }));
  return listing(items, [left('outcome'), left('table'), left('unit'), left('by'), left('label', 34)], i => {
    const { name, label, table: stands, unit, over } = items[i]!;
    return [
      { text: name },
      { text: stands, tone: 'dim' },
      { text: unit },
      { text: over.join(', ') },
      { text: label },
    ];
  });
}

export function listParameters(model: CheckedModel): Listing {
  const parameters = [...model.variables.values()].filter(
    (v): v is CheckedParameter => v.kind === 'parameter',
  );
  const items = parameters.map(({ name, spec, over }) => ({
    name,
    sector: spec.sector,
    value: spec.value.value,
    unit: spec.unit.value,
    over: over.map(s => s.name),
    range: spec.range,
    distribution: spec.distribution,
    ...(spec.oneOf && { oneOf: spec.oneOf.value }),
    ...(spec.truncate && { truncate: spec.truncate.value }),
    correlated: groupOf(name, model),
    status: spec.status,
    source: spec.source,
    doc: spec.doc,
  }));
  const heads = [
    ...[left('parameter'), right('value'), left('unit'), left('range')],
    ...[left('drawn from', 30), left('status')],
  ];
  return listing(items, heads, i => {
    const { name, value, unit, range, distribution, truncate, correlated: group, status } = items[i]!;
    const isOne = typeof value === 'number';
    const shown = isOne ? figures(value) : 'varies';
    const span =
      distribution === 'fixed' ? 'fixed' : `${figures(range[0])}–${figures(range[1])}${isOne ? '' : ' ×'}`;
    const from = [
      ...(distribution === 'fixed' ? [] : [distribution]),
      ...(truncate ? [`never outside ${figures(truncate[0])}–${figures(truncate[1])}`] : []),
      ...(group ? [`with ${group.group}`] : []),
    ];
    return [
      { text: name },
      { text: shown },
      { text: unit, tone: 'dim' },
      { text: span },
      { text: from.join(', '), tone: 'dim' },
      { text: status },
    ];
  });
}

export function listStocks({ variables }: CheckedModel): Listing {
  const items = [...variables.values()].flatMap(v =>
    v.kind === 'stock'
      ? [
          {
            name: v.name,
            sector: v.spec.sector,
            unit: v.spec.unit.value,
            over: v.over.map(s => s.name),
            doc: v.spec.doc,
          },
        ]
      : [],
  );
  return listing(items, [left('stock'), left('unit'), left('by'), left('what it holds', 50)], i => {
    const { name, unit, over, doc } = items[i]!;
    return [{ text: name }, { text: unit, tone: 'dim' }, { text: over.join(', ') }, { text: doc }];
  });
}

export function listLoops({ loops }: CheckedModel): Listing {
  const items = [...loops.values()].map(({ spec, cutBy }) => ({
    name: spec.name,
    kind: loopKind(spec.name),
    label: spec.label,
    cutBy: cutBy.map(({ name, value, neutral }) => ({ name, value: value.value, neutral })),
    doc: spec.doc,
  }));
  return listing(items, [left('loop'), left('what it is', 34), left('cut by', 44)], i => {
    const { name, label, cutBy } = items[i]!;
    return [{ text: name }, { text: label }, { text: cutBy.map(p => p.name).join(', '), tone: 'dim' }];
  });
}

export function listAppraisals({ appraisals }: CheckedModel): Listing {
  const items = [...appraisals.values()].map(({ spec }) => ({
    name: spec.name,
    label: spec.label,
    doc: spec.doc,
    source: spec.source,
    parameters: Object.fromEntries(spec.parameters.map(p => [p.name.value, p.value.value])),
  }));
  return listing(items, [left('appraisal'), left('what it is', 34), left('sets', 50)], i => {
    const { name, label, parameters } = items[i]!;
    const sets = Object.entries(parameters).map(([parameter, value]) => `${parameter} ${valuesText(value)}`);
    return [{ text: name }, { text: label }, { text: sets.join(', '), tone: 'dim' }];
  });
}

export function listComparisons({ comparisons }: CheckedModel): Listing {
  const items = [...comparisons.values()].map(({ spec }) => ({
    name: spec.name,
    label: spec.label,
    kind: spec.kind,
    unit: spec.unit.value,
    gained: spec.gained.value,
    ...(spec.kind !== 'difference' && { paid: spec.paid.value }),
    doc: spec.doc,
  }));
  const heads = [left('comparison'), left('gained'), left('paid')];
  return listing(items, heads, i => {
    const { name, gained, paid } = items[i]!;
    return [{ text: name }, { text: gained }, { text: paid ?? '', tone: 'dim' }];
  });
}

export function listPublished({ published }: CheckedModel): Listing {
  const items = [...published.values()].map(({ spec }) => ({
    name: spec.name,
    label: spec.label,
    value: spec.value.value,
    range: spec.range,
    unit: spec.unit.value,
    source: spec.source,
    status: spec.status,
    beside: spec.beside.value,
    ...(spec.horizon !== undefined && { years: spec.horizon }),
    differs: spec.differs,
  }));
  const heads = [left('published'), right('value'), left('unit'), left('range'), left('status')];
  return listing(items, heads, i => {
    const { name, value, unit, range, status } = items[i]!;
    return [
      { text: name },
      { text: figures(value) },
      { text: unit, tone: 'dim' },
      { text: `${figures(range[0])}–${figures(range[1])}` },
      { text: status },
    ];
  });
}
