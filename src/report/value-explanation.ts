import type { CheckedModel } from '../check/checked.ts';
import type { AppraisalSpec, ComparisonSpec, DomainSpec, PublishedSpec } from '../model/value-spec.ts';
import { countOf } from './blocks.ts';
import { valuesText } from './declaration.ts';
import type { Explanation, Named } from './explanation.ts';
import { figures } from './numbers.ts';

/**
 * What the name of a way of appraising, a comparison, a domain of the scorecard or a published figure means;
 * undefined for any other.
 *
 * @param named names with the kinds of what they name
 */
export function explainValue(
  name: string,
  { appraisals, comparisons, scorecard, published }: CheckedModel,
  named: (names: readonly string[]) => Named[],
): Explanation | undefined {
  const appraisal = appraisals.get(name)?.spec;
  if (appraisal) {
    const { doc, label, source, parameters } = appraisal;
    const says = [
      { key: 'label', text: label },
      { key: 'source', text: source },
      ...parameters.map(p => ({ key: p.name.value, text: valuesText(p.value.value) })),
    ];
    const feeds = named(parameters.map(p => p.name.value));
    return { ...headOf(appraisal), kind: 'appraisal', doc, says, feeds };
  }
  const comparison = comparisons.get(name)?.spec;
  if (comparison) {
    const { doc, label, unit } = comparison;
    const says = [
      { key: 'label', text: label },
      { key: 'beside the first arm', text: ratioOf(comparison) },
    ];
    const fedBy = named(outcomesOf(comparison));
    const beside = [...published.values()].filter(p => p.spec.beside.value === name);
    const feeds = named(beside.map(p => p.spec.name));
    return { ...headOf(comparison), kind: 'comparison', doc, unit: unit.value, says, feeds, fedBy };
  }
  const domain = scorecard.get(name);
  if (domain) {
    const { measures, label } = domain;
    const says = measures.map(m => ({ key: m.name.value, text: m.value }));
    const fedBy = named(measures.map(m => m.name.value));
    const doc = `${label}, and the outcomes that measure it, with the words that sentences use.`;
    return { ...headOf(domain), kind: 'domain of the scorecard', doc, says, fedBy };
  }
  const figure = published.get(name)?.spec;
  if (!figure) return undefined;
  const { label, value, range, unit, source, status, horizon, differs, beside } = figure;
  const says = [
    { key: 'value', text: figures(value.value) },
    { key: 'range', text: `${figures(range[0])} to ${figures(range[1])}` },
    { key: 'status', text: status },
    { key: 'source', text: source },
    { key: 'over', text: horizon === undefined ? 'the whole run' : countOf(horizon, 'year') },
    { key: 'why ours may differ', text: differs },
  ];
  const fedBy = named([beside.value]);
  return {
    ...headOf(figure),
    kind: 'published figure',
    doc: `${label}, as published: no equation reads it.`,
    unit: unit.value,
    says,
    fedBy,
  };
}

/** What appraisals set a parameter to: `green_book 0.015, nice 0.035`. */
export const prescribedFor = (name: string, { appraisals }: CheckedModel): string =>
  [...appraisals.values()]
    .flatMap(({ spec }) =>
      spec.parameters
        .filter(p => p.name.value === name)
        .map(p => `${spec.name} ${valuesText(p.value.value)}`),
    )
    .join('; ');

/** The comparisons and domains of the scorecard that read an outcome. */
export function valueReaders(name: string, { comparisons, scorecard }: CheckedModel): string[] {
  return [
    ...[...comparisons.values()].filter(c => outcomesOf(c.spec).includes(name)).map(c => c.spec.name),
    ...[...scorecard.values()].filter(d => d.measures.some(m => m.name.value === name)).map(d => d.name),
  ];
}

const outcomesOf = (comparison: ComparisonSpec): string[] =>
  comparison.kind === 'difference'
    ? [comparison.gained.value]
    : [comparison.gained.value, comparison.paid.value];

function ratioOf(comparison: ComparisonSpec): string {
  const gained = `what is gained of ${comparison.gained.value}`;
  if (comparison.kind === 'difference') return gained;
  const paid = `what more is paid of ${comparison.paid.value}`;
  return comparison.kind === 'price' ? `${paid}, over ${gained}` : `${gained}, over ${paid}`;
}

const headOf = ({
  name,
  sector,
  place: { file, line },
}: AppraisalSpec | ComparisonSpec | DomainSpec | PublishedSpec) => ({
  name,
  sector,
  file,
  line,
  over: [],
  feeds: [],
  fedBy: [],
});
