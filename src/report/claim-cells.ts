import type { CheckedTest, TestResult } from '../claims/claim-test.ts';
import type { Trial } from '../claims/try-claim.ts';
import type { Cell } from './blocks.ts';
import { figures, plain, styleOf } from './numbers.ts';

/** More than this is a division by next to nothing. */
const MOST = 1e9;

/** Both sides and their margin; where a whole count would hide the margin, in as many figures as show it. */
export function sidesOf(
  { unit }: CheckedTest,
  { left: l, right: r, margin }: TestResult,
): readonly [string, string, string] {
  const style = styleOf(unit, [l, r]);
  const difference = style.difference(margin);
  if (!difference.startsWith('under') && !(Math.abs(margin) > MOST))
    return [style.value(l), style.value(r), difference];
  return [figures(l), figures(r), `${margin > 0 ? '+' : ''}${figures(margin, 2)}`];
}

/** Yes or no. */
export const answer = (holds: boolean): Cell =>
  holds ? { text: 'yes', tone: 'good' } : { text: 'no', tone: 'bad' };

/** How far a test is from failing (or from holding), beside the larger of its sides. */
const roomOf = ({ margin, left: l, right: r }: TestResult): number =>
  margin / Math.max(Math.abs(l), Math.abs(r), Number.MIN_VALUE);

/** What stands for a trial in a table: the margin of its one test, or of several the least room. */
export function trialCells({ failed, holds, holdsIf }: Trial, tests: readonly CheckedTest[]): Cell[] {
  if (failed !== undefined) return [{ text: '–' }, { text: 'none', tone: 'dim' }];
  const [result] = holdsIf;
  if (tests.length === 1) return [{ text: sidesOf(tests[0]!, result!)[2] }, answer(holds)];
  const room = 100 * Math.min(...holdsIf.map(roomOf));
  return [{ text: `${room > 0 ? '+' : ''}${plain(room, 1)}%` }, answer(holds)];
}
