import type { CheckedTest, TestResult } from '../claims/claim-test.ts';
import type { ClaimResults, Trial } from '../claims/try-claim.ts';
import { type Verdict, verdictOf } from '../claims/verdict.ts';
import type { GridAxis } from '../scenario/claim-spec.ts';
import {
  type Block,
  type Cell,
  capital,
  entry,
  gap,
  heading,
  joinWords,
  left,
  right,
  table,
  text,
} from './blocks.ts';
import { words } from './labels.ts';
import { figures, plain, styleOf } from './numbers.ts';

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
      ? ' A draw takes every parameter that is open, and that no arm sets, from its range at once: a triangle with its peak at the usual value.'
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

/** More than this is a division by next to nothing. */
const MOST = 1e9;

/** Both sides and their margin; where a whole count would hide the margin, in as many figures as show it. */
function sidesOf(
  { unit }: CheckedTest,
  { left: l, right: r, margin }: TestResult,
): readonly [string, string, string] {
  const style = styleOf(unit, [l, r]);
  const difference = style.difference(margin);
  if (!difference.startsWith('under') && !(Math.abs(margin) > MOST))
    return [style.value(l), style.value(r), difference];
  return [figures(l), figures(r), `${margin > 0 ? '+' : ''}${figures(margin, 2)}`];
}

const answer = (holds: boolean): Cell =>
  holds ? { text: 'yes', tone: 'good' } : { text: 'no', tone: 'bad' };

/** How far a test is from failing (or from holding), beside the larger of its sides. */
const roomOf = ({ margin, left: l, right: r }: TestResult): number =>
  margin / Math.max(Math.abs(l), Math.abs(r), Number.MIN_VALUE);

/** What stands for a trial in a table: the margin of its one test, or of several the least room. */
function trialCells({ failed, holds, holdsIf }: Trial, tests: readonly CheckedTest[]): Cell[] {
  if (failed !== undefined) return [{ text: '–' }, { text: 'none', tone: 'dim' }];
  const [result] = holdsIf;
  if (tests.length === 1) return [{ text: sidesOf(tests[0]!, result!)[2] }, answer(holds)];
  const room = 100 * Math.min(...holdsIf.map(roomOf));
  return [{ text: `${room > 0 ? '+' : ''}${plain(room, 1)}%` }, answer(holds)];
}

/** What the figures beside yes and no are. */
const figuresAre = (tests: readonly CheckedTest[]): string =>
  tests.length === 1
    ? 'Beside yes and no stands the margin by which the test holds or fails.'
    : 'Beside yes and no stands how far the test nearest to failing is from it, in per cent of the larger side.';

const turnedLabel = (turned: Trial, usual: Trial): string =>
  turned.failed === undefined && turned.holds !== usual.holds
    ? 'The other way round'
    : 'Meant to turn it, and does not';

function casesTable({ claim: { holdsIf, spec }, usual, cases, turned }: ClaimResults): Block[] {
  if (cases.length === 0 && !turned && spec.cannotBeTurned === undefined) return [];
  const told = ({ label, doc }: { readonly label: string; readonly doc?: string }): string =>
    doc === undefined ? label : `${label}: ${doc}`;
  const rows = [
    ...cases.map(c => [{ text: told(c) }, ...trialCells(c.trial, holdsIf)]),
    ...(turned && spec.turnedBy
      ? [
          [
            { text: told({ ...spec.turnedBy, label: turnedLabel(turned, usual) }) },
            ...trialCells(turned, holdsIf),
          ],
        ]
      : []),
  ];
  return [
    ...(rows.length > 0 ? [table([left('In other cases', 64), right(''), left('holds')], rows)] : []),
    ...(spec.cannotBeTurned === undefined
      ? []
      : [text(`It cannot come out the other way: ${spec.cannotBeTurned}`)]),
    gap,
  ];
}

/** Whether a test comes to the same in every cell: what the grid varies then says nothing of it. */
function isFlat(grid: ClaimResults['grid'], test: number): boolean {
  const margins = grid.map(row => row.map(t => t.also[test]?.margin));
  return margins.every(row => row.every(m => m === margins[0]![0]));
}

/** Where the claim holds, then a map of each test beside it. */
function gridTable({ claim: { holdsIf, also, spec }, grid }: ClaimResults): Block[] {
  const [rows, columns] = spec.grid;
  if (!rows) return [];
  const written = (axis: GridAxis, i: number): string => axis.over[i]!.text.replace(/^-/, '−');
  const heads = columns ? columns.over.map((_, j) => right(written(columns, j))) : [right('')];
  const by = columns ? `${words(rows.label)} ↓   ${words(columns.label)} →` : words(rows.label);
  const map = (title: string, cell: (trial: Trial) => Cell): Block[] => [
    heading(title),
    table(
      [left(by, 34), ...heads],
      grid.map((cells, i) => [{ text: written(rows, i) }, ...cells.map(cell)]),
    ),
    gap,
  ];
  const told = (margin: Cell, { text: word, tone }: Cell): Cell => ({
    text: `${margin.text} ${word.padStart(3)}`,
    ...(tone && { tone }),
  });
  const none: Cell = { text: 'no result', tone: 'dim' };
  return [
    ...map('Where it holds', trial => {
      const [margin, holds] = trialCells(trial, holdsIf);
      return trial.failed === undefined ? told(margin!, holds!) : none;
    }),
    ...also.flatMap((test, i) =>
      isFlat(grid, i)
        ? []
        : map(test.spec.says, ({ also: results }) => {
            const result = results[i];
            return result ? told({ text: sidesOf(test, result)[2] }, answer(result.holds)) : none;
          }),
    ),
  ];
}

/** Each parameter alone at both ends of its range, those that turn the answer first. */
function hangsOn({ claim: { holdsIf }, usual, ends }: ClaimResults): Block[] {
  if (ends.length === 0) return [];
  const turns = (e: (typeof ends)[number]): boolean => [e.low, e.high].some(t => t.holds !== usual.holds);
  const sorted = [...ends].sort((a, b) => Number(turns(b)) - Number(turns(a)));
  const turning = sorted.filter(turns).map(e => words(e.parameter.name));
  const told =
    turning.length > 0
      ? `It hangs on ${joinWords(turning)}: at one end of the range the answer is another.`
      : 'No one of these alone turns the answer at an end of its range.';
  const rows = sorted.map(({ parameter: { spec, over }, low, high }) => {
    const factor = over.length > 0 ? '× ' : '';
    const [lowMargin, lowHolds] = trialCells(low, holdsIf);
    const [highMargin, highHolds] = trialCells(high, holdsIf);
    return [
      { text: words(spec.name) },
      { text: factor + figures(spec.range[0]) },
      lowMargin!,
      lowHolds!,
      { text: factor + figures(spec.range[1]) },
      highMargin!,
      highHolds!,
      { text: spec.status, tone: 'dim' as const },
    ];
  });
  return [
    table(
      [
        left('What it hangs on', 34),
        right('low'),
        right(''),
        left(''),
        right('high'),
        right(''),
        left(''),
        left('status'),
      ],
      rows,
    ),
    text(told),
    gap,
  ];
}
