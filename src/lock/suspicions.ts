import type { LockedRow, Numbers } from './lock.ts';

/** Something about locked numbers that is worth a second look: it may be right, and is often a slip. */
export interface Suspicion {
  readonly kind: 'arm equal to the reference' | 'not a number' | 'zero' | 'constant';
  /** Outcomes, or arms. */
  readonly names: readonly string[];
}

/** Looks for what a slip leaves behind: an arm in which nothing happens, and outcomes that say nothing. */
export function suspicionsOf({ rows }: Pick<Numbers, 'rows'>): readonly Suspicion[] {
  const usual = rows.filter(r => r.part === 'usual');
  const outcomes = groupBy(usual, r => r.name);
  const ofOutcomes = (test: (values: readonly number[], all: readonly LockedRow[]) => boolean): string[] =>
    [...outcomes]
      .filter(([, all]) =>
        test(
          all.flatMap(r => r.values),
          all,
        ),
      )
      .map(([name]) => name);
  const found: Suspicion[] = [
    { kind: 'arm equal to the reference', names: equalArms(usual) },
    { kind: 'not a number', names: ofOutcomes(values => values.every(x => !Number.isFinite(x))) },
    { kind: 'zero', names: ofOutcomes(values => values.every(x => x === 0)) },
    { kind: 'constant', names: ofOutcomes((_, all) => all.every(isConstant)) },
  ];
  return found.filter(s => s.names.length > 0);
}

/** Arms that are the first one under another name: no number of theirs differs. */
function equalArms(usual: readonly LockedRow[]): string[] {
  const arms = [...groupBy(usual, r => r.arm)];
  const [first, ...others] = arms.map(([name, rows]) => ({
    name,
    numbers: JSON.stringify(rows.map(r => r.values)),
  }));
  return others.filter(arm => arm.numbers === first?.numbers).map(arm => arm.name);
}

/** Whether an outcome is the same, and not zero, in each of two years or more. */
function isConstant({ values: [, ...years] }: LockedRow): boolean {
  return years.length > 1 && years[0] !== 0 && years.every(x => x === years[0]);
}

function groupBy(rows: readonly LockedRow[], nameOf: (row: LockedRow) => string): Map<string, LockedRow[]> {
  const groups = new Map<string, LockedRow[]>();
  for (const row of rows) {
    const group = groups.get(nameOf(row));
    if (group) group.push(row);
    else groups.set(nameOf(row), [row]);
  }
  return groups;
}
