import { distanceOf, isOfYear } from '../lock/compare-numbers.ts';
import type { Moved } from '../lock/lock.ts';
import {
  type Block,
  bullets,
  type Cell,
  countOf,
  gap,
  heading,
  left,
  right,
  type Tone,
  table,
  text,
} from './blocks.ts';
import { type CheckedLock, holds } from './lock-results.ts';
import { changedSentence, digits, distanceWords, stateWords, suspicionSentences } from './lock-sentences.ts';

/** Rows of a table of what moved, unless all are asked for. */
const MOST_ROWS = 10;

/** What `lock` has done: a line for each scenario, and what of its numbers is worth a second look. */
export function lockPage(locks: readonly CheckedLock[]): Block[] {
  return locks.flatMap(lock => [
    heading(
      `${lock.file}: ${lock.state === 'unchanged' ? 'locked before, and no number moved' : stateWords(lock)}`,
    ),
    ...lookTwice(lock),
    gap,
  ]);
}

const LOOK_TWICE =
  'Look twice: outcomes that are zero or never change, and arms that are the same as the first; --all names them.';

/** Scenarios beside their locks: how many hold first, then each, then what moved and why. */
export function checkPage(locks: readonly CheckedLock[], { all }: { readonly all: boolean }): Block[] {
  const bad = locks.filter(l => !holds(l));
  return [
    heading(summaryOf(locks, bad.length)),
    gap,
    table(
      [left('scenario'), left('state'), right('numbers'), right('moved'), right('look twice')],
      locks.map(lock => [
        { text: lock.file },
        { text: lock.written ? stateWords(lock) : lock.state, tone: toneOf(lock) },
        { text: lock.check ? count(lock.check.compared) : '' },
        { text: lock.check ? count(lock.check.moved.length) : '' },
        { text: lock.suspicions.length > 0 ? count(lock.suspicions.flatMap(s => s.names).length) : '' },
      ]),
    ),
    gap,
    ...locks.flatMap(lock => detailsOf(lock, all)),
    ...(all || locks.every(l => l.suspicions.length === 0) ? [] : [text(LOOK_TWICE, 'dim')]),
    gap,
  ];
}

function summaryOf(locks: readonly CheckedLock[], bad: number): string {
  const scenarios = countOf(locks.length, 'scenario');
  if (bad === 0)
    return locks.length === 1
      ? 'The scenario gives its published numbers.'
      : `All ${scenarios} give their published numbers.`;
  const states = ['moved', 'stale', 'missing', 'faulty'] as const;
  const counts = states
    .map(state => [state, locks.filter(l => l.state === state && !l.written).length] as const)
    .filter(([, n]) => n > 0)
    .map(([state, n]) => `${n} ${state}`);
  return `${bad} of ${scenarios} ${bad === 1 ? 'does' : 'do'} not hold: ${counts.join(', ')}.`;
}

const toneOf = (lock: CheckedLock): Tone => (holds(lock) ? 'good' : 'bad');

const count = (n: number): string => n.toLocaleString('en-GB');

/** What moved and why; nothing of a scenario that holds, unless all is asked for. */
function detailsOf(lock: CheckedLock, all: boolean): Block[] {
  const { file, state, check } = lock;
  const worth = all ? lookTwice(lock) : [];
  if (state === 'unchanged' && worth.length === 0) return [];
  if (state === 'missing' && worth.length === 0)
    return [
      text(
        `${file}: ${stateWords(lock)}${lock.missing === 'lock' && !lock.written ? '; `tx-sim lock` writes one' : ''}.`,
      ),
      gap,
    ];
  return [
    heading(`${file}: ${stateWords(lock)}`),
    ...(check && state !== 'unchanged' ? [text(changedSentence(check))] : []),
    ...(check ? movedTable(check.moved, all) : []),
    ...worth,
    gap,
  ];
}

function lookTwice({ suspicions }: CheckedLock): Block[] {
  return suspicions.length > 0 ? [text('Worth a second look:'), bullets(suspicionSentences(suspicions))] : [];
}

/** Whole runs first, single years last; of each kind the farthest first. */
function movedTable(moved: readonly Moved[], all: boolean): Block[] {
  if (moved.length === 0) return [];
  const sorted = moved.toSorted((a, b) => rankOf(a) - rankOf(b) || farOf(b) - farOf(a));
  const shown = all ? sorted : sorted.slice(0, MOST_ROWS);
  const rows = shown.map((m): Cell[] => {
    const { difference, relative } = distanceWords(m);
    const texts = [m.name, m.arm, m.column, digits(m.locked), digits(m.now), difference, relative];
    return [...texts, m.within === 0 ? 'exact' : `${100 * m.within}%`].map(t => ({ text: t }));
  });
  const more = moved.length - shown.length;
  return [
    table(
      [
        left('outcome', 20),
        left('arm', 12),
        left('of', 10),
        right('locked'),
        right('now'),
        right('difference'),
        right('relative'),
        right('tolerance'),
      ],
      rows,
    ),
    ...(more > 0 ? [text(`and ${count(more)} more; --all prints them, --json has every digit.`, 'dim')] : []),
  ];
}

const KINDS = ['usual', 'trials', 'claim', 'draws'] as const;
const rankOf = (m: Moved): number => (isOfYear(m) ? KINDS.length : KINDS.indexOf(m.part));

function farOf(m: Moved): number {
  const { relative } = distanceOf(m);
  return Number.isNaN(relative) ? Number.POSITIVE_INFINITY : Math.abs(relative);
}
