import type { Contest } from '../comparison/compare-ensemble.ts';
import { addsUp, type YearLead } from '../comparison/lead.ts';
import type { ExperimentArm } from '../scenario/experiment.ts';
import { type Block, type Cell, gap, heading, left, right, table, widthOf } from './blocks.ts';
import { shareOfDraws } from './draw-shares.ts';
import { armHead, inSentence } from './labels.ts';
import { styleOf, tellRange } from './numbers.ts';

const HEAD_WIDTH = 16;

/**
 * By year: in how many draws each of the pair is ahead, and by how much; of more than two arms also which is ahead of all.
 *
 * @param width characters on a line
 */
export function leadBlocks(
  { spec, pair, years }: Contest,
  arms: readonly ExperimentArm[],
  width: number,
): Block[] {
  const [first, second] = pair.map(a => armHead(arms[a]!));
  const isLevel = years.some(y => y.same > 0);
  const what = `${inSentence(spec.label)}, ${addsUp(spec) ? 'all years up to then' : 'year by year'}`;
  const columns = [
    left('by the end\nof year'),
    right(`${first}\nahead`, HEAD_WIDTH),
    right(`${second}\nahead`, HEAD_WIDTH),
    ...(isLevel ? [right('same')] : []),
    right(`${second}\nless ${first}`, HEAD_WIDTH),
    right('90% of draws'),
  ];
  const style = (held: number) =>
    styleOf(
      spec.unit.value,
      years.flatMap(y => [y.difference.low, y.difference.high]),
      held,
    );
  const rows = years.map(({ year, window, ahead, same, difference }): Cell[] => {
    const all = ahead[0] + ahead[1] + same;
    const share = (draws: number): Cell => ({ text: shareOfDraws(draws, all) });
    const ends = style(difference.endError);
    return [
      yearCell(year, window.name),
      share(ahead[0]),
      share(ahead[1]),
      ...(isLevel ? [share(same)] : []),
      { text: style(difference.medianError).difference(difference.median) },
      {
        text:
          same === all ? '' : tellRange(ends.difference(difference.low), ends.difference(difference.high)),
      },
    ];
  });
  return [
    heading(`Who is ahead on ${what}`),
    table(columns, rows),
    gap,
    ...(arms.length > 2 ? bestBlocks(what, years, arms, width) : []),
  ];
}

const yearCell = (year: number, name: string): Cell => ({ text: `${String(year).padStart(2)}  ${name}` });

/** Nothing where there are more arms than fit side by side. */
function bestBlocks(
  what: string,
  years: readonly YearLead[],
  arms: readonly ExperimentArm[],
  width: number,
): Block[] {
  const columns = [
    left('by the end\nof year'),
    ...arms.map(arm => right(armHead(arm), HEAD_WIDTH)),
    right('shared'),
  ];
  const rows = years.map(({ year, window, ahead, same, best }): Cell[] => {
    const all = ahead[0] + ahead[1] + same;
    const shared = all - best.reduce((a, b) => a + b, 0);
    return [
      yearCell(year, window.name),
      ...[...best, shared].map(draws => ({ text: shareOfDraws(draws, all) })),
    ];
  });
  if (widthOf({ columns, rows }) > width) return [];
  return [heading(`Ahead of all other arms on ${what}`), table(columns, rows), gap];
}
