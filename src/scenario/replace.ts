import { type Faults, suggest } from '../diagnostics/diagnostic.ts';
import type { Located } from '../source/shape.ts';
import type { SourceNode, SourceScalar } from '../source/yaml.ts';

/** Another value in the place of what is written: `arms.cut.funding.1.cut` is the cut of the arm's first item. */
export interface Replacement {
  readonly path: Located<string>;
  readonly value: SourceScalar;
}

/** A file's tree with values replaced; a path that leads nowhere is a fault at the path. */
export const replaceAll = (
  root: SourceNode | undefined,
  replacements: readonly Replacement[],
  faults: Faults,
): SourceNode | undefined =>
  replacements.reduce(
    (node: SourceNode | undefined, { path, value }) =>
      node && replaceIn(node, path.value.split('.'), value, path, faults),
    root,
  );

function replaceIn(
  node: SourceNode,
  steps: readonly string[],
  value: SourceScalar,
  path: Located<string>,
  faults: Faults,
): SourceNode | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) {
    if (node.kind === 'scalar') return value;
    return faults.error(
      'scenario/path',
      path.place,
      `${path.value} is not a single value`,
      'lead the path to one',
    );
  }
  if (node.kind === 'map') {
    const entry = node.entries.get(step);
    if (!entry) return leadsNowhere(step, [...node.entries.keys()], path, faults);
    const replaced = replaceIn(entry.value, rest, value, path, faults);
    return replaced && { ...node, entries: new Map(node.entries).set(step, { ...entry, value: replaced }) };
  }
  const items = node.kind === 'list' ? node.items : [];
  const at = items.findIndex((_, i) => String(i + 1) === step);
  if (at < 0)
    return leadsNowhere(
      step,
      items.map((_, i) => String(i + 1)),
      path,
      faults,
    );
  const replaced = replaceIn(items[at]!, rest, value, path, faults);
  return replaced && { kind: 'list', place: node.place, items: items.with(at, replaced) };
}

function leadsNowhere(
  step: string,
  there: readonly string[],
  path: Located<string>,
  faults: Faults,
): undefined {
  const hint =
    there.length === 0
      ? 'what stands before it is a single value'
      : (suggest(step, there) ?? `there: ${there.join(', ')}`);
  return faults.error(
    'scenario/path',
    path.place,
    `${path.value} leads nowhere: nothing is called "${step}" there`,
    hint,
  );
}
