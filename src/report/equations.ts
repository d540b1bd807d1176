import type { CheckedModel } from '../check/checked.ts';
import { type Explanation, explainableNames, explainName } from './explanation.ts';
import { graphOf } from './model-graph.ts';

/** A sector of the model with everything that it declares, kind by kind. */
export interface DocumentedSector {
  readonly name: string;
  readonly doc: string;
  readonly file: string;
  readonly kinds: readonly DocumentedKind[];
}

export interface DocumentedKind {
  /** `Stocks`, `Moves`, … */
  readonly title: string;
  readonly items: readonly Explanation[];
}

/** Titles in the order in which a sector is read, and how an explanation names what belongs there. */
const TITLES: readonly (readonly [title: string, kind: RegExp])[] = [
  ['Dimensions', /^(dimension|second name of .*|part of .*)$/],
  ['Sets of stocks', /^set of stocks$/],
  ['Figures of the area', /^figure$/],
  ['Inputs over time', /^series$/],
  ['Stocks', /^stock$/],
  ['Marks', /^mark$/],
  ['Flows', /^flow$/],
  ['Moves', /^move$/],
  ['Auxiliaries', /^auxiliary$/],
  ['Lookups', /^lookup$/],
  ['Smooths and delays', /^(smooth|delay)$/],
  ['Tallies', /^tally$/],
  ['Solved for the start', /^solved$/],
  ['Laws', /^law$/],
  ['Outcomes', /^outcome$/],
  ['Feedback loops', / loop$/],
  ['Parameters', /^parameter$/],
  ['Parameters drawn together', /^correlated group$/],
  ['Ways of appraising, comparing and setting beside', /./],
];

/** Everything that a model declares, sector by sector in the order of its files; elements stand with their dimension. */
export function documentModel(model: CheckedModel): DocumentedSector[] {
  const graph = graphOf(model);
  const bySector = new Map<string, Explanation[]>(model.spec.sectors.map(s => [s.name, []]));
  const sectorOfFile = new Map(model.spec.sectors.map(s => [s.file, s.name]));
  for (const name of new Set(explainableNames(model))) {
    const explained = explainName(name, model, graph)!;
    if (explained.kind.startsWith('element of ')) continue;
    const sector = explained.sector ?? sectorOfFile.get(explained.file ?? '');
    bySector.get(sector!)!.push(explained);
  }
  return model.spec.sectors.map(({ name, doc, file }) => ({
    name,
    doc,
    file,
    kinds: byKind(bySector.get(name)!),
  }));
}

function byKind(items: readonly Explanation[]): DocumentedKind[] {
  const titleOf = ({ kind }: Explanation): string => TITLES.find(([, of]) => of.test(kind))![0];
  return TITLES.map(([title]) => ({ title, items: items.filter(e => titleOf(e) === title) })).filter(
    k => k.items.length > 0,
  );
}
