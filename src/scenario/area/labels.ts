import { AGES, type Age, GROUPS, type Group } from './figure.ts';

/** All clients of a kind together, where the export has one row for them. */
export const TOTAL = 'total';
export type GroupLabel = Group | typeof TOTAL;
export type AgeLabel = Age | typeof TOTAL;

/**
 * A label or column name without what changes between exports: capitals, spaces, `&` against "and", dashes
 * and underscores.
 */
export function foldLabel(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('&', 'and')
    .replaceAll('+', 'plus')
    .replace(/[^a-z0-9]/g, '');
}

const TOTAL_LABELS = ['total', 'all', 'all adults', 'all ages', 'all groups', 'persons'];

/** The spellings met in exports and reports, the first of each as the viewer's full export has it. */
const GROUP_LABELS: Readonly<Record<GroupLabel, readonly string[]>> = {
  total: TOTAL_LABELS,
  opiate: ['Opiate', 'Opiates'],
  non_opiate: ['Non-opiate only', 'Non-opiates only', 'Non-opiate', 'Non-opiates'],
  non_opiate_and_alcohol: [
    'Non-opiate & alcohol',
    'Non-opiates & alcohol',
    'Alcohol & non-opiate',
    'Alcohol & non-opiates',
    'Alcohol & non-opiate only',
    'Alcohol & non-opiates only',
  ],
  alcohol: ['Alcohol only', 'Alcohol'],
};
const AGE_LABELS: Readonly<Record<AgeLabel, readonly string[]>> = {
  total: TOTAL_LABELS,
  a18_29: ['18-29', '18 to 29'],
  a30_49: ['30-49', '30 to 49'],
  a50_plus: ['50+', '50 plus', '50 and over', '50 and above', '50'],
};
const SEX_LABELS: Readonly<Record<typeof TOTAL, readonly string[]>> = { total: TOTAL_LABELS };

const match = <L extends string>(
  text: string,
  labels: Readonly<Record<L, readonly string[]>>,
): L | undefined => {
  const folded = foldLabel(text);
  const found = Object.entries<readonly string[]>(labels).find(([, all]) =>
    all.some(label => foldLabel(label) === folded),
  );
  return found?.[0] as L | undefined;
};

export const matchGroup = (text: string): GroupLabel | undefined => match(text, GROUP_LABELS);
export const matchAge = (text: string): AgeLabel | undefined => match(text, AGE_LABELS);
/** Whether a label of the sex column stands for both together. */
export const isBothSexes = (text: string): boolean => match(text, SEX_LABELS) === TOTAL;

/** The label as the viewer's full export writes it, for messages. */
export const printGroup = (group: GroupLabel): string =>
  group === TOTAL ? 'Total' : GROUP_LABELS[group][0]!;
export const printAge = (age: AgeLabel): string => (age === TOTAL ? 'Total' : AGE_LABELS[age][0]!);

export const GROUP_NAMES: readonly string[] = ['Total', ...GROUPS.map(printGroup)];
export const AGE_NAMES: readonly string[] = ['Total', ...AGES.map(printAge)];
