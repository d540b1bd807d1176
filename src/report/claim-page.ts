import type { CheckedTest, TestResult } from '../claims/claim-test.ts';
import type { ClaimResults, Trial } from '../claims/try-claim.ts';
import { type Verdict, verdictOf } from '../claims/verdict.ts';
import { type Block, type Cell, capital, entry, gap, heading, left, right, table, text } from './blocks.ts';
import { answer, sidesOf } from './claim-cells.ts';
import { casesTable, figuresAre, gridTable, hangsOn } from './claim-trials.ts';

const NAME = 12;
const SAYS_WIDTH = 46;

/** What a claim came to: the verdict first, then what was measured, and what the verdict hangs on. */
export function claimBlocks(results: ClaimResults): Block[] {
  const { claim, usual } = results;
  const { spec } = claim;
  return [
    heading('The claim'),
    entry('Says', spec.says, NAME),
    entry('Source', spec.source, NAME),
    entry('Refuted by', spec.refutedBy, NAME),
    gap,
    heading(verdictLine(verdictOf(results), usual)),
    text(verdictRule(verdictOf(results))),
    ...failures(results),
    gap,
    ...testTable('The claim holds if all of these do', claim.holdsIf, (t: Trial) => t.holdsIf, results),
    ...(claim.also.length > 0 ? testTable('Beside it', claim.also, (t: Trial) => t.also, results) : []),
    ...casesTable(results),
    ...gridTable(results),
    ...hangsOn(results),
    ...(isTried(results) ? [text(figuresAre(claim.holdsIf), 'dim'), gap] : []),
  ];
}

/** Whether there are trials besides the draws. */
const isTried = ({ cases, grid, ends, turned }: ClaimResults): boolean =>
  cases.length + grid.length + ends.length > 0 || turned !== undefined;

/** `Depends: it holds at the usual values, and in 12 of 20 draws.` */
export function verdictLine({ word, over, held, of, failed }: Verdict, usual: Trial): string {
  const counted = `${usual.holds ? '' : 'holds '}in ${held} of ${of} ${over}`;
  const tried =
    of === 0 ? 'nothing else was tried' : failed > 0 ? `${counted}; ${failed} more gave no result` : counted;
  return `${capital(word)}: it ${usual.holds ? 'holds' : 'does not hold'} at the usual values, and ${tried}.`;
}

function verdictRule({ word, over }: Verdict): string {
  const drawn =
    over === 'draws' && word !== 'open'
      ? ' A draw takes every parameter that is open, and that no arm sets, from its distribution at once.'
      : '';
  return word === 'open'
    ? 'Eight trials or more, nine in ten of them with a result, are needed to say more; --draws takes as many as are asked for.'
    : `Supported means that it holds in nine of ten ${over}, not supported in one of ten or fewer.${drawn}`;
}

/** Why trials gave no result, each reason once. */
function failures({ cases, grid, draws, ends, turned }: ClaimResults): Block[] {
  const trials = [
    ...cases.map(c => c.trial),
    ...grid.flat(),
    ...draws,
    ...ends.flatMap(e => [e.low, e.high]),
    ...(turned ? [turned] : []),
  ];
  const [one, ...others] = new Set(trials.flatMap(t => t.failed ?? []));
  if (one === undefined) return [];
  const more = others.length > 0 ? `; ${others.length} other reasons (--json)` : '';
  return [text(`Without a result: ${one}${more}.`, 'dim')];
}

function testTable(
  title: string,
  tests: readonly CheckedTest[],
  of: (t: Trial) => readonly TestResult[],
  { usual, draws }: ClaimResults,
): Block[] {
  const sound = draws.filter(d => d.failed === undefined);
  const columns = [
    left(title, SAYS_WIDTH),
    right('left'),
    right('right'),
    right('margin'),
    left(''),
    ...(sound.length > 0 ? [right('in draws')] : []),
  ];
  const rows = tests.flatMap((test, i) => {
    const result = of(usual)[i]!;
    const [l, r, margin] = sidesOf(test, result);
    const held = `${sound.filter(d => of(d)[i]!.holds).length} of ${sound.length}`;
    const row = [{ text: test.spec.says }, { text: l }, { text: r }, { text: margin }, answer(result.holds)];
    const written: Cell = { text: `  ${test.spec.test.value.replaceAll(/\s+/g, ' ')}`, tone: 'dim' };
    return [
      [...row, ...(sound.length > 0 ? [{ text: held }] : [])],
      [written, ...columns.slice(1).map(() => ({ text: '' }))],
    ];
  });
  return [table(columns, rows), gap];
}
