import { type AreaFile, type Figure, listValues, SECTIONS, valueAt } from './figure.ts';

/**
 * What a new import changes, in plain sentences: one for the year, one for each figure whose numbers, unit
 * or status differ, and one for each that comes or goes. Empty when nothing changes.
 */
export function listChanges(before: AreaFile, after: AreaFile): string[] {
  const changes: string[] = [];
  if (before.period !== after.period)
    changes.push(`The figures are now of ${after.period} (they were of ${before.period}).`);
  for (const section of SECTIONS) {
    const names = new Set([...before[section].keys(), ...after[section].keys()]);
    for (const name of names) {
      const old = before[section].get(name);
      const now = after[section].get(name);
      const shadowed = section !== 'local' && after.local.has(name) ? ' The local figure still wins.' : '';
      const sentence = !now
        ? `${name} is no longer in ${section}.`
        : !old
          ? `${name} is new in ${section}: ${summarise(now)}.`
          : describeChange(name, old, now);
      if (sentence) changes.push(sentence + shadowed);
    }
  }
  return changes;
}

const print = (value: number | null | undefined): string => (value == null ? 'not known' : String(value));

function summarise(figure: Figure): string {
  const values = listValues(figure.value);
  return figure.by.length === 0
    ? `${print(values[0]?.value)} ${figure.unit}`
    : `${values.length} values by ${figure.by.join(' and ')}, in ${figure.unit}`;
}

function describeChange(name: string, old: Figure, now: Figure): string | undefined {
  const parts: string[] = [];
  const keyOf = (elements: readonly string[]): string => elements.join(' ');
  const oldByKey = new Map(listValues(old.value).map(({ elements, value }) => [keyOf(elements), value]));
  const moved = listValues(now.value).flatMap(({ elements, value }) => {
    const key = keyOf(elements);
    const was = oldByKey.get(key);
    if (was === value && oldByKey.has(key)) return [];
    return [`${key === '' ? '' : `${key} `}${print(was)} -> ${print(value)}`];
  });
  const gone = listValues(old.value).filter(({ elements }) => valueAt(now, ...elements) === undefined);
  moved.push(...gone.map(({ elements, value }) => `${keyOf(elements)} ${print(value)} -> gone`));
  if (moved.length > 0) parts.push(moved.join(', '));
  if (old.unit !== now.unit) parts.push(`unit ${old.unit} -> ${now.unit}`);
  if (old.status !== now.status) parts.push(`status ${old.status} -> ${now.status}`);
  return parts.length > 0 ? `${name} changes: ${parts.join('; ')}.` : undefined;
}
