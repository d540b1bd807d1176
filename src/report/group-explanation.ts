import type { CheckedModel } from '../check/checked.ts';
import type { Explanation } from './explanation.ts';
import { figures } from './numbers.ts';

/** The group that draws a parameter together with others, and how far the parameter follows what they share. */
export function groupOf(
  parameter: string,
  { correlated }: CheckedModel,
): { readonly group: string; readonly loading: number } | undefined {
  for (const { name, members } of correlated.values()) {
    const member = members.find(m => m.name.value === parameter);
    if (member) return { group: name, loading: member.value };
  }
  return undefined;
}

/** What the name of a correlated group means; undefined for any other. */
export function explainGroup(name: string, { correlated }: CheckedModel): Explanation | undefined {
  const group = correlated.get(name);
  if (!group) return undefined;
  const { doc, sector, place, members, status, source } = group;
  return {
    name,
    kind: 'correlated group',
    doc,
    sector,
    file: place.file,
    line: place.line,
    says: [
      ...members.map(m => ({ key: m.name.value, text: `loading ${figures(m.value)}` })),
      { key: 'status', text: status },
      { key: 'source', text: source },
    ],
    over: [],
    fedBy: [],
    feeds: members.map(m => ({ name: m.name.value, kind: 'parameter' })),
  };
}
