import type { OutcomeSpec } from '../model/spec.ts';
import type { Window } from '../outcome/outcome-table.ts';
import { capital, countOf, lengthOf } from './blocks.ts';
import { unitWord } from './numbers.ts';

/** An element of a dimension as people write it: `18–29`, `50+`, `non opiate`. */
export function elementLabel(element: string): string {
  const band = /^a(\d+)_(\d+|plus)$/.exec(element);
  if (band) return band[2] === 'plus' ? `${band[1]}+` : `${band[1]}–${band[2]}`;
  if (element === 'nhs') return 'NHS';
  return words(element);
}

/** A name of the model or of a scenario as words. */
export const words = (name: string): string => name.replaceAll('_', ' ');

const LONGEST_HEAD = 26;

/** What heads an arm's column: its label, or its name where the label is too long for a column. */
export const armHead = ({ name, label }: { readonly name: string; readonly label: string }): string =>
  lengthOf(label) <= LONGEST_HEAD ? label : words(name);

/** An outcome's label, with its unit where neither the label nor the numbers show it: `Practitioners in post (wte)`. */
export function outcomeLabel({ label, unit }: Pick<OutcomeSpec, 'label' | 'unit'>): string {
  const word = unitWord(unit.value);
  return word === undefined || label.includes(word) ? label : `${label} (${word})`;
}

/** How the years of a run became one number: `a year`, `over 10 years`, `in 2025/26`. */
export function measureOf(summary: OutcomeSpec['summary'], windows: readonly Window[]): string {
  const last = windows.at(-1);
  if (windows.length <= 1 || summary === 'last') return last ? `in ${last.name}` : '';
  return summary === 'average' ? 'a year' : `over ${countOf(windows.length, 'year')}`;
}

/** The same, as the heading of a group of rows. */
export function measureHeading(measure: string): string {
  return measure === 'a year' ? 'A year, on average' : capital(measure);
}

/** What kind of loop a name of one says: `reinforcing loop` or `balancing loop`. */
export const loopKind = (name: string): string =>
  name.startsWith('R') ? 'reinforcing loop' : 'balancing loop';

/** A label within a sentence: without its capital, but for a word such as QALYs. */
export const inSentence = (label: string): string =>
  /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
