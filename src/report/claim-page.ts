import type { CheckedTest, TestResult } from '../claims/claim-test.ts';
import type { ClaimResults, Trial } from '../claims/try-claim.ts';
import { type Verdict, verdictOf } from '../claims/verdict.ts';
import type { GridAxis } from '../scenario/claim-spec.ts';
import {
  type Block,
  type Cell,
  type Column,
  countOf,
  entry,
  gap,
  heading,
  joinWords,
  table,
  text,
} from './blocks.ts';
import { words } from './labels.ts';
import { figures, type NumberStyle, styleOf } from './numbers.ts';

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
    gap,
    ...testTable('The claim holds if all of these do', claim.holdsIf, (t: Trial) => t.holdsIf, results),
    ...(claim.also.length > 0 ? testTable('Beside it', claim.also, (t: Trial) => t.also, results) : []),
    ...casesTable(results),
    ...gridTable(results),
    ...hangsOn(results),
  ];
}

/** `Depends: it holds at the usual values, and in 12 of 20 draws.` */
export function verdictLine({ word, over, held, of, failed }: Verdict, usual: Trial): string {
  const verdict = `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  const counted = of === 0 ? 'no trial gave a result' : `in ${held} of ${of} ${over}`;
  const broken = failed > 0 ? `; ${countOf(failed, 'more')} gave no result` : '';
  return `${verdict}: it ${usual.holds ? 'holds' : 'does not hold'} at the usual values, and ${
    of === 0 ? counted : `holds ${counted}`
  }${broken}.`;
}

const verdictRule = ({ over }: Verdict): string =>
  `Supported means that it holds in nine of ten ${over}, not supported in one of ten or fewer.${
    over === 'draws' ? ' A draw takes every parameter that is open evenly from its range, all at once.' : ''
  }`;

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
    const style = styleOf(test.unit, [result.greater, result.less]);
    return [
      { text: test.spec.says },
      { text: style.value(result.greater) },
      { text: style.value(result.less) },
      marginCell(result, style),
      answer(result.holds),
      ...(sound.length > 0
        ? [{ text: `${sound.filter(d => of(d)[i]!.holds).length} of ${sound.length}` }]
        : []),
    ];
  });
  return [table(columns, rows), gap];
}

const answer = (holds: boolean): Cell =>
  holds ? { text: 'yes', tone: 'good' } : { text: 'no', tone: 'bad' };
const marginCell = ({ margin }: TestResult, style: NumberStyle): Cell => ({ text: style.difference(margin) });

/** The test that decides a trial: the one with the least room beside its size, or that fails by most. */
function deciding({ holdsIf }: Trial): number {
  const room = holdsIf.map(r => r.margin / Math.max(Math.abs(r.greater), Math.abs(r.less), Number.MIN_VALUE));
  return room.indexOf(Math.min(...room));
}

function trialCells(trial: Trial, tests: readonly CheckedTest[]): Cell[] {
  if (trial.failed !== undefined) return [{ text: '–' }, { text: trial.failed, tone: 'dim' }];
  const i = deciding(trial);
  const result = trial.holdsIf[i]!;
  return [marginCell(result, styleOf(tests[i]!.unit, [result.greater, result.less])), answer(trial.holds)];
}

const MARGIN = 'The margin is that of the test with the least room.';

function casesTable({ claim: { holdsIf, spec }, cases, turned }: ClaimResults): Block[] {
  if (cases.length === 0 && !turned && spec.cannotBeTurned === undefined) return [];
  const told = ({ label, doc }: { readonly label: string; readonly doc?: string }): string =>
    doc === undefined ? label : `${label}: ${doc}`;
  const rows = [
    ...cases.map(c => [{ text: told(c) }, ...trialCells(c.trial, holdsIf)]),
    ...(turned && spec.turnedBy ? [[{ text: told(spec.turnedBy) }, ...trialCells(turned, holdsIf)]] : []),
  ];
  return [
    ...(rows.length > 0 ? [table([left('In other cases', 64), right('margin'), left('holds')], rows)] : []),
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
  const by = columns ? `${words(rows.label)}, by ${words(columns.label)}` : words(rows.label);
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
        const style = result && styleOf(test.unit, [result.greater, result.less]);
        return result && style ? told(marginCell(result, style), answer(result.holds)) : none;
      }),
    ),
    text(MARGIN, 'dim'),
    gap,
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
        right('margin'),
        left(''),
        right('high'),
        right('margin'),
        left(''),
        left('status'),
      ],
      rows,
    ),
    text(told),
    gap,
  ];
}

/** The same for machines: every trial with the numbers of its tests. */
export function claimJson(results: ClaimResults): object {
  const { claim, usual, cases, grid, draws, ends, turned } = results;
  const { spec } = claim;
  return {
    says: spec.says,
    source: spec.source,
    refutedBy: spec.refutedBy,
    verdict: verdictOf(results),
    tests: claim.holdsIf.map(testJson),
    also: claim.also.map(testJson),
    usual,
    cases: cases.map(({ label, doc, trial }) => ({ label, doc, ...trial })),
    axes: spec.grid.map(({ label, vary, over }) => ({
      label,
      vary: vary.map(v => v.value),
      over: over.map(v => v.value),
    })),
    grid,
    draws,
    hangsOn: ends.map(({ parameter, low, high }) => ({
      parameter: parameter.name,
      range: parameter.spec.range,
      status: parameter.spec.status,
      low,
      high,
    })),
    turnedBy: turned && { doc: spec.turnedBy?.doc, ...turned },
    cannotBeTurned: spec.cannotBeTurned,
  };
}

const testJson = ({ spec, unit, strict }: CheckedTest): object => ({
  says: spec.says,
  test: spec.test.value,
  unit,
  strict,
});
