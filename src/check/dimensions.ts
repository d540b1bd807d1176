import { type Faults, suggest } from '../diagnostics/diagnostic.ts';
import type { ModelSpec } from '../model/spec.ts';
import type { Dimension, IndexSet } from './checked.ts';

export interface Dimensions {
  readonly indexSets: ReadonlyMap<string, IndexSet>;
  readonly elements: ReadonlyMap<string, { readonly dimension: Dimension; readonly ordinal: number }>;
}

/** Resolves dimensions, their subsets, aliases and maps to ordinals. */
export function checkDimensions(spec: ModelSpec, faults: Faults): Dimensions {
  const indexSets = new Map<string, IndexSet>();
  const elements = new Map<string, { readonly dimension: Dimension; readonly ordinal: number }>();
  for (const d of spec.dimensions.values()) {
    if (d.elements.length === 0) faults.error('check/dimension', d.place, `${d.name} has no elements`);
    const maps = new Map<string, number[]>();
    for (const [coarse, groups] of d.maps) {
      const target = spec.dimensions.get(coarse);
      if (!target) {
        const hint = suggest(coarse, spec.dimensions.keys());
        faults.error(
          'check/dimension',
          d.place,
          `${d.name} maps to ${coarse}, which is not a dimension`,
          hint,
        );
        continue;
      }
      const ordinals = d.elements.map(() => -1);
      for (const [element, ours] of groups) {
        const to = target.elements.indexOf(element);
        if (to < 0)
          faults.error(
            'check/element',
            d.place,
            `${element} is not an element of ${coarse}`,
            suggest(element, target.elements),
          );
        for (const own of ours) {
          const from = d.elements.indexOf(own.value);
          if (from < 0)
            faults.error(
              'check/element',
              own.place,
              `${own.value} is not an element of ${d.name}`,
              suggest(own.value, d.elements),
            );
          else ordinals[from] = to;
        }
      }
      maps.set(coarse, ordinals);
    }
    const dimension: Dimension = { name: d.name, elements: d.elements, maps };
    const all = d.elements.map((_, i) => i);
    for (const name of [d.name, ...d.aliases])
      indexSets.set(name, { name, dimension, members: all, isAlias: name !== d.name });
    for (const [name, members] of d.subsets) {
      const ordinals = members.flatMap(m => {
        const at = d.elements.indexOf(m.value);
        if (at >= 0) return [at];
        faults.error(
          'check/element',
          m.place,
          `${m.value} is not an element of ${d.name}`,
          suggest(m.value, d.elements),
        );
        return [];
      });
      indexSets.set(name, { name, dimension, members: ordinals, isAlias: false });
    }
    d.elements.forEach((e, ordinal) => {
      elements.set(e, { dimension, ordinal });
    });
  }
  return { indexSets, elements };
}
