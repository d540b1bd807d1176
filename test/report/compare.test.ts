import { describe, expect, it } from 'vitest';
import { compareEnsemble } from '../../src/comparison/compare-ensemble.ts';
import { type Block, widthOf } from '../../src/report/blocks.ts';
import { spreadRows, spreadsCsv } from '../../src/report/compare-csv.ts';
import { compareJson } from '../../src/report/compare-json.ts';
import { type CompareResults, comparePage } from '../../src/report/compare-results.ts';
import { answerSentences } from '../../src/report/compare-sentences.ts';
import { type EnsembleParts, ensembleOf, type Numbers } from '../comparison/ensemble-fixture.ts';
import { outcome } from './outcome-fixture.ts';

const gain = outcome('gain', { unit: 'GBP', label: 'Net benefit' });
const deaths = outcome('deaths', { better: 'lower', label: 'Deaths' });
const money = outcome('money', { better: 'neither', label: 'Money given', unit: 'GBP', table: 'cost' });

const resultsOf = (parts: EnsembleParts): CompareResults => {
  const evidence = { total: 3, byStatus: { read: 1, assumption: 2 } } as never;
  return {
    comparison: compareEnsemble(ensembleOf(parts), 'gain'),
    hashes: { model: 'a'.repeat(64), scenario: 'b'.repeat(64), area: 'c'.repeat(64) },
    evidence: { parameters: evidence, figures: evidence },
    caveats: ['A caveat.'],
    warnings: [],
  };
};
const answerOf = (values: Numbers, arms = ['Big bang', 'Evolution']): string[] =>
  answerSentences(compareEnsemble(ensembleOf({ arms, outcomes: [{ spec: gain, values }] }), 'gain'));

/** So many draws each of which goes through these differences (of the second arm) year by year. */
const paths = (...all: readonly (readonly [number, readonly number[]])[]): Numbers => {
  const draws = all.flatMap(([n, path]) => Array.from({ length: n }, () => path));
  const years = draws[0]!.map((_, y) => draws.map(path => path[y]!));
  return [years.map(year => year.map(() => 0)), years];
};

/** Blocks as lines; the cells of a table with bars between, lines of a cell with slashes. */
const show = (blocks: readonly Block[]): string[] =>
  blocks.flatMap(b => {
    if (b.kind === 'heading') return [`# ${b.text}`];
    if (b.kind === 'text') return [b.text];
    if (b.kind === 'bullets') return b.items.map(i => `- ${i}`);
    if (b.kind !== 'table') return [];
    const line = (cells: readonly string[]): string => cells.join('|').replaceAll('\n', ' / ');
    return [line(b.table.columns.map(c => c.head)), ...b.table.rows.map(r => line(r.map(c => c.text)))];
  });

describe('the answer', () => {
  it('says who is ahead by the middle and by the end, when they cross, and by how much', () => {
    // 1,000 draws: 620 always ahead by 1, 290 overtake in year 3 (−1, 0, +2 …), 90 never ahead.
    const values = paths([620, [1, 1, 1, 1]], [290, [-1, 0, 2, 1]], [90, [-1, -1, -1, -1]]);
    expect(answerOf(values)).toEqual([
      '“Evolution” is ahead of “Big bang” on net benefit in 62% of draws by year 2 (2017/18) and in 91% of draws by year 4 (2019/20). They cross in 29% of draws: “Evolution” goes ahead for good in year 3.',
      '“Evolution” less “Big bang”, over 4 years: +£4 at the median, −£4 to +£4 in 90% of draws.',
    ]);
  });

  it('gives the year of crossing, and never, where most cross', () => {
    const values = paths([60, [-1, 3, 0]], [30, [-1, 0, 4]], [10, [-1, -1, -1]]);
    expect(answerOf(values)[0]).toBe(
      'On net benefit, by year 2 (2017/18) it is a toss-up between “Evolution” and “Big bang”: “Evolution” is ahead in 60% of draws; by year 3 (2018/19) “Evolution” is ahead of “Big bang” in 90% of draws. They cross in year 2 (2–never): “Evolution” goes ahead for good in 90% of draws.',
    );
  });

  it('says when the lead has changed hands between the middle and the end', () => {
    const values = paths([300, [1, 1, -1, -9]], [200, [1, 1, 1, 1]]);
    expect(answerOf(values)[0]).toMatch(
      /^On net benefit, by year 2 \(2017\/18\) “Evolution” is ahead of “Big bang” in every draw; by year 4 \(2019\/20\) it is a toss-up between “Big bang” and “Evolution”: “Big bang” is ahead in 60% of draws\. They cross in year 4 \(4–never\): “Big bang” goes ahead for good in 60% of draws\.$/,
    );
  });

  it('says so where one arm is ahead in every draw, and nothing of crossing', () => {
    expect(answerOf(paths([50, [-1, -2]], [20, [-3, -1]]))[0]).toBe(
      '“Big bang” is ahead of “Evolution” on net benefit in every draw, by year 1 (2016/17) as by year 2 (2017/18).',
    );
  });

  it('has no word of crossing where the lead never changes hands', () => {
    const told = answerOf(paths([30, [1, 1]], [12, [-1, -1]])).join(' ');
    expect(told).not.toContain('cross');
    expect(told).toContain('in 30 of 42 draws by year 1');
    expect(told).toContain('Whoever is ahead first ends ahead, in every draw.');
  });

  it('is a toss-up where chance makes as much of so few draws', () => {
    expect(answerOf(paths([13, [1]], [7, [-1]]))[0]).toContain('it is a toss-up');
    expect(answerOf(paths([15, [1]], [5, [-1]]))[0]).toContain('is ahead of “Big bang” in 15 of 20 draws');
    expect(answerOf(paths([3, [1]]))[0]).toContain('is ahead of “Big bang” in every draw');
  });

  it('makes no crossing of a few draws in a thousand', () => {
    const values = paths([994, [1, 1]], [6, [-1, 2]]);
    expect(answerOf(values)[0]).toBe(
      '“Evolution” is ahead of “Big bang” on net benefit in over 99% of draws by year 1 (2016/17) and in every draw by year 2 (2017/18).',
    );
  });

  it('tells draws in which the arms are the same apart', () => {
    expect(answerOf(paths([150, [0, 0]], [50, [0, 1]]))[0]).toBe(
      'On net benefit, by year 1 (2016/17) “Evolution” and “Big bang” are the same in every draw; by year 2 (2017/18) “Evolution” is ahead of “Big bang” in 25% of draws, and they are the same in 75% of draws.',
    );
    expect(answerOf(paths([5, [0, 0]])).slice(0, 1)).toEqual([
      'On net benefit, by year 1 (2016/17) “Evolution” and “Big bang” are the same in every draw; by year 2 (2017/18) “Evolution” and “Big bang” are the same in every draw.',
    ]);
  });

  it('sets both beside the first arm where that is a third', () => {
    const [a, b] = paths([100, [1]]);
    const values: Numbers = [a!, b!, b!.map(year => year.map((_, k) => (k < 30 ? -1 : 2)))];
    expect(answerOf(values, ['As now', 'Big bang', 'Evolution']).at(-1)).toBe(
      'Better than “As now” on net benefit: “Big bang” in every draw and “Evolution” in 70% of draws.',
    );
  });

  it('of one arm, or of no draw, does not compare', () => {
    expect(answerOf([[[1, 2]]], ['As now'])).toEqual([
      'There is one arm, and nothing to set beside it: the tables show what the draws make of it.',
    ]);
  });
});

describe('the page', () => {
  // 101 draws: the reference 1,000 to 1,100 deaths, the other arm 7 fewer in all but one draw.
  const draws = Array.from({ length: 101 }, (_, k) => k);
  const parts: EnsembleParts = {
    arms: ['As now', 'Cut'],
    outcomes: [
      { spec: gain, values: [[draws.map(() => 1e6)], [draws.map(k => 1e6 + 1000 * k)]] },
      {
        spec: deaths,
        values: [[draws.map(k => 1000 + k)], [draws.map(k => (k === 0 ? 1000 : 1000 + k - 7))]],
      },
      { spec: money, values: [[draws.map(() => 23e6)], [draws.map(() => 23e6)]] },
    ],
    parameters: { cut_effect: draws.map(k => k / 100), idle: draws.map(k => (k * 37) % 101) },
    set: ['own'],
    failures: [],
  };
  const shown = { detail: false, width: 95 };

  it('begins with the question and the answer, then says what was run', () => {
    const page = show(comparePage(resultsOf(parts), shown));
    expect(page.slice(0, 5)).toEqual([
      '# A test',
      'Which?',
      '# Answer',
      'On net benefit, by year 1 (2016/17) “Cut” is ahead of “As now” in over 99% of draws, and they are the same in under 1% of draws.',
      '“Cut” less “As now”, over 1 year: +£50k at the median, +£5k to +£95k in 90% of draws.',
    ]);
    expect(page).toContain(
      'Draws      101, each of 2 parameters at random, the same in every arm (seed test)',
    );
  });

  it('shows medians over intervals in the digits that they hold, differences and in how many draws they are better', () => {
    const page = show(comparePage(resultsOf(parts), shown));
    // The median's error is 100 √(¼ / 101) ≈ 5, and those of the ends about 2: units are held.
    expect(page).toContain(
      '  Deaths|1,050 / 1,005 to 1,095|1,043 / 999 to 1,088|−7|over 99% / under 1% same',
    );
    expect(page).toContain('  Money given|£23.0m|£23.0m|0|');
    expect(page.indexOf('# Costs')).toBeGreaterThan(page.indexOf('# Outcomes'));
  });

  it('drops digits that few draws do not hold', () => {
    const few: EnsembleParts = {
      arms: ['As now', 'Cut'],
      outcomes: [
        { spec: gain, values: [[[0, 0, 0, 0]], [[1, 2, 3, 4]]] },
        { spec: deaths, values: [[[1017, 1213, 1431, 1789]], [[1017, 1213, 1431, 1789]]] },
      ],
    };
    const line = show(comparePage(resultsOf(few), shown)).find(l => l.startsWith('  Deaths'));
    // Medians 1,322; the quantiles 25 % and 75 % are 158 and 199 away, those beside 5 % and 95 % up to 117.
    expect(line).toBe('  Deaths|1,300 / 1,000 to 1,700|1,300 / 1,000 to 1,700|0|same');
  });

  it('shows by year who is ahead, and what that hangs on', () => {
    const page = show(comparePage(resultsOf(parts), shown));
    const at = page.indexOf('# Who is ahead on net benefit, all years up to then');
    expect(page.slice(at + 1, at + 3)).toEqual([
      'by the end / of year|As now / ahead|Cut / ahead|same|Cut / less As now|90% of draws',
      ' 1  2016/17|0%|over 99%|under 1%|+£50k|+£5k to +£95k',
    ]);
    expect(page).toContain('cut effect|+1.00|Cut|0 to 1|assumed');
    expect(page.some(l => l.startsWith('idle'))).toBe(false);
    expect(page).toContain('- Set by the scenario, and so not drawn: own.');
  });

  it('says where whole people and staff move by chance', () => {
    const { comparison, ...rest } = resultsOf(parts);
    const ensemble = { ...comparison.ensemble, noise: true };
    const page = show(comparePage({ ...rest, comparison: { ...comparison, ensemble } }, shown));
    expect(page).toContain(
      'Draws      101, each of 2 parameters at random, the same in every arm (seed test); whole people and staff move by chance, with the same luck in every arm',
    );
  });

  it('counts failed draws and says why, and leaves them out', () => {
    const fault = { kind: 'negative', name: 'waiting', step: 26, value: -2, lastGood: 1 } as const;
    const page = show(
      comparePage(resultsOf({ ...parts, failures: [{ draw: 4, arm: 'cut', fault }] }), shown),
    );
    expect(page.some(l => /^Draws +101, .*; 1 draw failed$/.test(l))).toBe(true);
    expect(page).toContain(
      '- 1 draw of 101 failed and is left out of everything, in every arm: draw 4, arm cut, October 2016: waiting fell below zero, to −2; its last good value was 1. `tx-sim run test.yaml --draw 4 --draws 101 --sampling random --seed "test"` shows the first.',
    );
  });

  it('keeps to 95 characters with three arms, too', () => {
    const long = 'One provider for everything';
    const values: Numbers = [
      [draws.map(k => k * 12_345.6)],
      [draws.map(k => -k * 23_456.7)],
      [draws.map(k => k)],
    ];
    const blocks = comparePage(
      resultsOf({
        arms: ['As now', 'Lead provider model', long],
        outcomes: [
          { spec: gain, values },
          { spec: { ...deaths, label: 'Deaths of people who wait for treatment' }, values },
        ],
      }),
      { ...shown, detail: true },
    );
    for (const b of blocks)
      if (b.kind === 'table') expect(widthOf(b.table), show([b]).join('\n')).toBeLessThanOrEqual(95);
    expect(show(blocks)).toContain('# Outcomes: one provider for everything beside As now');
  });
});

describe('the same as data', () => {
  const parts: EnsembleParts = {
    arms: ['As now', 'Cut'],
    outcomes: [
      {
        spec: gain,
        values: [
          [
            [1, 1, 1],
            [1, 1, 1],
          ],
          [
            [0, 2, 2],
            [4, 4, Number.NaN],
          ],
        ],
      },
    ],
    parameters: { p: [0.1, 0.2, 0.3] },
    failures: [{ draw: 2, arm: 'cut', fault: { kind: 'start', name: 'need', value: 0.5 } }],
  };

  it('gives JSON every number, by arm and by window, with what failed and under which parameters', () => {
    const json = JSON.parse(JSON.stringify(compareJson(resultsOf(parts), { version: '1' })));
    expect(json).toMatchObject({
      seed: 'test',
      draws: { asked: 3, counted: 2, failed: 1, sampling: 'random', noise: false },
      reference: 'as_now',
    });
    expect(json.outcomes[0].arms.cut.difference).toMatchObject({
      median: 3,
      draws: { better: 2, same: 0, worse: 0 },
    });
    expect(
      json.outcomes[0].arms.cut.byWindow.map((w: { value: { median: number } }) => w.value.median),
    ).toEqual([1, 4]);
    expect(json.deciding).toMatchObject({
      outcome: 'gain',
      between: ['as_now', 'cut'],
      byYear: [
        { year: 1, ahead: { as_now: 1, cut: 1 }, same: 0 },
        { year: 2, ahead: { as_now: 0, cut: 2 }, same: 0 },
      ],
      crossing: {
        years: { low: 2, median: 2, high: null },
        overtaking: { as_now: { draws: 0, years: null }, cut: { draws: 1 } },
      },
    });
    expect(json.failures[0]).toMatchObject({ draw: 2, arm: 'cut', parameters: { p: 0.3 } });
  });

  it('gives CSV a row for each arm and window, and one for each difference', () => {
    const lines = spreadsCsv(spreadRows(resultsOf(parts).comparison))
      .trimEnd()
      .split('\r\n');
    expect(lines).toHaveLength(1 + 3 * 3);
    expect(lines.at(-1)).toBe('test.yaml,cut,as_now,gain,Net benefit,GBP,whole run,2,3,1,2.1,3,3.9,2,0,0');
    expect(lines.at(-3)).toBe('test.yaml,as_now,,gain,Net benefit,GBP,whole run,2,2,0,2,2,2,,,');
  });
});
