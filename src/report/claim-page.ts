import type { CheckedTest, TestResult } from '../claims/claim-test.ts';
import type { ClaimResults, Trial } from '../claims/try-claim.ts';
import { type Verdict, verdictOf } from '../claims/verdict.ts';
import type { GridAxis } from '../scenario/claim-spec.ts';
import { type Block, type Cell, type Column, entry, gap, heading, joinWords, table, text } from './blocks.ts';
import { words } from './labels.ts';
import { figures, styleOf } from './numbers.ts';

const NAME = 12;
const SAYS_WIDTH = 46;

const left = (head: string, most?: number): Column => ({
  head,
  align: 'left',
  ...(most !== undefined && { most }),
});
const right = (head: string): Column => ({ head, align: 'right' });

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
  const verdict = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  const counted =
    of === 0 ? 'no trial gave a result' : `${usual.holds ? '' : 'holds '}in ${held} of ${of} ${over}`;
  const broken = failed > 0 && of > 0 ? `; ${failed} more gave no result` : '';
  return `${verdict}: it ${usual.holds ? 'holds' : 'does not hold'} at the usual values, and ${counted}${broken}.`;
}

const verdictRule = ({ over }: Verdict): string =>
  `Supported means that it holds in nine of ten ${over}, not supported in one of ten or fewer.${
    over === 'draws'
      ? ' A draw takes every parameter that is open from its range at once, most often near its usual value.'
      : ''
  }`;

/** Why trials gave no result, each reason once. */
function failures({ cases, grid, draws, ends, turned }: ClaimResults): Block[] {
  const trials = [
    ...cases.map(c => c.trial),
    ...grid.flat(),
    ...draws,
    ...ends.flatMap(e => [e.low, e.high]),
    ...(turned ? [turned] : []),
  ];
  const reasons = new Set(trials.flatMap(t => t.failed ?? []));
  return reasons.size === 0 ? [] : [text(`Without a result: ${joinWords([...reasons])}.`, 'dim')];
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
    right('greater'),
    right('less'),
    right('margin'),
    left(''),
    ...(sound.length > 0 ? [right('in draws')] : []),
  ];
  const rows = tests.map((test, i) => {
    const result = of(usual)[i]!;
    const [greater, less, margin] = sidesOf(test, result);
    return [
      { text: test.spec.says },
      { text: greater },
      { text: less },
      { text: margin },
      answer(result.holds),
      ...(sound.length > 0
        ? [{ text: `${sound.filter(d => of(d)[i]!.holds).length} of ${sound.length}` }]
        : []),
    ];
  });
  return [table(columns, rows), gap];
}

/** Both sides and their margin; where a whole count would hide the margin, in as many figures as show it. */
function sidesOf(
  { unit }: CheckedTest,
  { greater, less, margin }: TestResult,
): readonly [string, string, string] {
  const style = styleOf(unit, [greater, less]);
  const difference = style.difference(margin);
  if (!difference.startsWith('under')) return [style.value(greater), style.value(less), difference];
  return [figures(greater), figures(less), `${margin > 0 ? '+' : ''}${figures(margin, 2)}`];
}

const answer = (holds: boolean): Cell =>
  holds ? { text: 'yes', tone: 'good' } : { text: 'no', tone: 'bad' };

/** How far a test is from failing (or from holding), beside the larger of its sides. */
const roomOf = ({ margin, greater, less }: TestResult): number =>
  margin / Math.max(Math.abs(greater), Math.abs(less), Number.MIN_VALUE);

/** What stands for a trial in a table: the margin of its one test, or of several the least room. */
function trialCells({ failed, holds, holdsIf }: Trial, tests: readonly CheckedTest[]): Cell[] {
  if (failed !== undefined) return [{ text: '–' }, { text: 'none', tone: 'dim' }];
  const [result] = holdsIf;
  if (tests.length === 1) return [{ text: sidesOf(tests[0]!, result!)[2] }, answer(holds)];
  const room = Math.min(...holdsIf.map(roomOf));
  return [{ text: ROOM.difference(room).replace(' pts', '%') }, answer(holds)];
}

const ROOM = styleOf('fraction', [1]);

/** What the figures beside yes and no are. */
const figuresAre = (tests: readonly CheckedTest[]): string =>
  tests.length === 1
    ? 'Beside yes and no stands the margin by which the test holds or fails.'
    : 'Beside yes and no stands how far the test nearest to failing is from it, in per cent of the larger side.';

function casesTable({ claim: { holdsIf, spec }, cases, turned }: ClaimResults): Block[] {
  if (cases.length === 0 && !turned && spec.cannotBeTurned === undefined) return [];
  const told = ({ label, doc }: { readonly label: string; readonly doc?: string }): string =>
    doc === undefined ? label : `${label}: ${doc}`;
  const rows = [
    ...cases.map(c => [{ text: told(c) }, ...trialCells(c.trial, holdsIf)]),
    ...(turned && spec.turnedBy ? [[{ text: told(spec.turnedBy) }, ...trialCells(turned, holdsIf)]] : []),
  ];
  return [
    ...(rows.length > 0 ? [table([left('In other cases', 64), right(''), left('holds')], rows)] : []),
    ...(spec.cannotBeTurned === undefined
      ? []
      : [text(`It cannot come out the other way: ${spec.cannotBeTurned}`)]),
    gap,
  ];
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
      map(test.spec.says, ({ also: results }) => {
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
      : 'No one of these alone turns the answer within its range.';
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
