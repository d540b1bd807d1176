import { distanceOf, ENGINE, type LockCheck } from '../lock/compare-numbers.ts';
import type { Moved } from '../lock/lock.ts';
import type { Suspicion } from '../lock/suspicions.ts';
import { countOf, joinWords } from './blocks.ts';
import type { CheckedLock } from './lock-results.ts';

/** What has become of a scenario, in a few words. */
export function stateWords({ state, missing, check, written }: CheckedLock): string {
  if (written) return state === 'missing' ? 'locked' : 'locked anew';
  if (state === 'moved') return `${check!.moved.length} of ${check!.compared} numbers moved`;
  if (state === 'missing') return missing === 'lock' ? 'it has no lock' : 'its scenario is gone';
  if (state === 'faulty') return 'it could not be checked';
  return state;
}

/** What a lock rests on, as it is called in a sentence. */
const PARTS: Readonly<Record<string, string>> = {
  model: 'the model',
  scenario: 'the scenario',
  area: 'the area’s figures',
  posterior: 'the fit that parameters come from',
  [ENGINE]: 'the tool’s code',
};

/** Why numbers moved, or a lock is stale: what they rest on that is another thing now. */
export function changedSentence({ changed, state }: LockCheck): string {
  const inputs = changed.filter(c => c !== ENGINE).map(c => PARTS[c] ?? `the ${c}`);
  if (state === 'stale')
    return `No number moved, but the lock is of something else. Changed since: ${joinWords(inputs)}.`;
  if (inputs.length > 0) return `Changed since it was locked: ${joinWords(inputs)}.`;
  return changed.includes(ENGINE)
    ? 'Nothing that it rests on has changed but the tool’s code.'
    : 'Nothing that it rests on has changed, nor has the tool: this machine or its Node computes otherwise. Please report it.';
}

/** `deaths, big_bang, whole run: 812.25 → 813.5 (+1.25, +0.15%)`. */
export function movedLine(moved: Moved): string {
  const { name, arm, column, locked, now } = moved;
  const { difference, relative } = distanceWords(moved);
  const at = [name, arm, column].filter(Boolean).join(', ');
  return `${at}: ${digits(locked)} → ${digits(now)} (${[difference, relative].filter(Boolean).join(', ')})`;
}

/** A number with more digits than anybody reads, and fewer than it has: what moved far shows, and all of it in the lock. */
export function digits(x: number | undefined): string {
  if (x === undefined) return 'none';
  return Number.isFinite(x) ? String(Number(x.toPrecision(9))).replace('-', '−') : 'no meaning';
}

/** How far a number moved, in its unit and in per cent; empty where one of the two has no meaning. */
export function distanceWords(moved: Moved): { readonly difference: string; readonly relative: string } {
  const { absolute, relative } = distanceOf(moved);
  return {
    difference: Number.isFinite(absolute) ? signed(absolute) : '',
    relative: Number.isFinite(relative) ? `${signed(100 * relative)}%` : '',
  };
}

const signed = (x: number): string => `${x < 0 ? '−' : '+'}${Number(Math.abs(x).toPrecision(3))}`;

const SAID: Readonly<Record<Suspicion['kind'], (names: string, n: number) => string>> = {
  'arm equal to the reference': (names, n) =>
    `${countOf(n, 'arm')} the same as the first in every number: ${names}.`,
  'not a number': (names, n) => `${countOf(n, 'outcome')} without meaning in every arm: ${names}.`,
  zero: (names, n) => `${countOf(n, 'outcome')} zero in every arm and year: ${names}.`,
  constant: (names, n) => `${countOf(n, 'outcome')} the same in every year: ${names}.`,
};

/** What is worth a second look, a sentence for each kind. */
export const suspicionSentences = (all: readonly Suspicion[]): string[] =>
  all.map(({ kind, names }) => SAID[kind](joinWords(names), names.length));
