import type { CheckedTest } from '../claims/claim-test.ts';
import type { ClaimResults, Trial } from '../claims/try-claim.ts';
import type { GridAxis } from '../scenario/claim-spec.ts';
import { type Block, type Cell, gap, heading, joinWords, left, right, table, text } from './blocks.ts';
import { answer, sidesOf, trialCells } from './claim-cells.ts';
import { words } from './labels.ts';
import { figures } from './numbers.ts';

/** What the figures beside yes and no are. */
export const figuresAre = (tests: readonly CheckedTest[]): string =>
  tests.length === 1
    ? 'Beside yes and no stands the margin by which the test holds or fails.'
    : 'Beside yes and no stands how far the test nearest to failing is from it, in per cent of the larger side.';

const turnedLabel = (turned: Trial, usual: Trial): string =>
  turned.failed === undefined && turned.holds !== usual.holds
    ? 'The other way round'
    : 'Meant to turn it, and does not';

export function casesTable({ claim: { holdsIf, spec }, usual, cases, turned }: ClaimResults): Block[] {
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
export function gridTable({ claim: { holdsIf, also, spec }, grid }: ClaimResults): Block[] {
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
export function hangsOn({ claim: { holdsIf }, usual, ends }: ClaimResults): Block[] {
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
