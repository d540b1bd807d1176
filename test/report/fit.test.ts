import { describe, expect, it } from 'vitest';
import { backtestResult } from '../../src/fit/backtest-result.ts';
import type { FitResult, LinePoint } from '../../src/fit/fit-result.ts';
import { fitResult } from '../../src/fit/make-fit-result.ts';
import { backtestPage, backtestSentences, headcountLine } from '../../src/report/backtest-page.ts';
import { type Block, widthOf } from '../../src/report/blocks.ts';
import { drawFit } from '../../src/report/fit-chart.ts';
import { backtestJson, fitJson } from '../../src/report/fit-json.ts';
import { fitPage } from '../../src/report/fit-page.ts';
import { fitSentences } from '../../src/report/fit-sentences.ts';
import { facts, fitNumbers, seriesOf, simulatedLine } from '../fit/fit-fixture.ts';

const result = fitResult(fitNumbers());

const show = (blocks: readonly Block[]): string[] =>
  blocks.flatMap(b => {
    if (b.kind === 'heading' || b.kind === 'text') return [b.text];
    if (b.kind === 'lines') return [...b.lines];
    if (b.kind === 'bullets') return [...b.items];
    if (b.kind === 'gap') return [];
    return b.table.rows.map(r => r.map(c => c.text.replaceAll('\n', ' / ')).join('|'));
  });

const withMixing = (rHat: number, ess: number): FitResult => ({
  ...result,
  parameters: result.parameters.map(p => ({ ...p, mixing: { rHat, bulkEss: ess, tailEss: ess } })),
});

describe('the page of a fit', () => {
  const page = show(fitPage(result, 100));

  it('says first how well it tells the record, and what the data say nothing about', () => {
    expect(page.slice(0, 6)).toEqual([
      'England, 2009/10 to 2014/15',
      'Answer',
      'The simulation is 7.5% off the 8 published numbers of 2 fitted series, on average: least on “In treatment” (0.5%), most on “Dropped out” (19%).',
      'Of these numbers 75% lie where 90% of the predictions do.',
      'The data say nothing about 1 of 4 parameters, which stay where their priors put them: relapse rate.',
      'They say most about new use change: its spread is 90% narrower than its prior.',
    ]);
  });

  it('sets estimates beside their priors', () => {
    expect(page).toContain('asking elasticity|fraction|0.5 / 0.05 to 0.95|0.691 / 0.571 to 0.794|0.691|80%');
    expect(page).toContain(
      'new use change|fraction|5 / 0.5 to 9.5|9.97 / 9.96 to 9.98|9.97 / on its bound|90%',
    );
    expect(page.find(l => l.startsWith('relapse rate|'))).toMatch(/nothing$/);
    expect(page).toContain('asking elasticity|time exponent|−1.00');
  });

  it('tells each series, those that are only shown apart', () => {
    expect(page).toContain('  In treatment|5|0.5%|100%|100%|8%|2%|91%');
    expect(page.indexOf('Shown, and not fitted|||||||')).toBe(
      page.findIndex(l => l.startsWith('  Deaths|')) - 1,
    );
  });

  it('warns of estimates on a bound, and says what a fit is not', () => {
    expect(page).toContain(
      'New use change leans on the high end of its prior: more than a tenth of its draws lie in the outermost 2% of the prior. Either the prior is wrong, or it makes up for something that the model lacks.',
    );
    expect(page.at(-2)).toMatch(/^A fit to these years is no test of others/);
    expect(page.at(-1)).toBe('Note of the fit: made by hand');
  });

  it('says in plain words whether it has settled', () => {
    const settled = (from: FitResult): string => show(fitPage(from, 100)).join('\n');
    expect(settled(result)).toMatch(/3 of 4 searches ended at the best fit, the others elsewhere/);
    expect(settled(result)).toMatch(/The chains agree: R-hat is at most 1\.004 \(relapse rate\)/);
    expect(settled(withMixing(1.03, 300))).toMatch(/nearly agree.*\n.*worth 300 .*fewer than the 400/);
    expect(settled(withMixing(1.2, 30))).toMatch(/The chains do not agree: R-hat is at most 1\.200/);
    expect(fitSentences(withMixing(1.2, 30))[0]).toMatch(/^The chains have not settled/);
  });

  it('says so where intervals hold too few of the numbers', () => {
    const sentence = (numbers: number, error = 0.02): string | undefined => {
      const line = simulatedLine(
        seriesOf('Treated', Array(numbers).fill(10)),
        Array(numbers).fill(20),
        0.02,
        { error: { relative: error, absolute: 0 } },
      );
      return fitSentences(fitResult(fitNumbers({ lines: [line] })))[1];
    };
    const none = 'Of these numbers 0.0% lie where 90% of the predictions do.';
    expect(sentence(10)).toBe(`${none} That is too few: the intervals are too narrow.`);
    // Of so few it says nothing, nor where the line allows no error.
    expect(sentence(9)).toBe(none);
    expect(sentence(10, 0)).not.toMatch(/90%/);
    expect(fitSentences(fitResult(fitNumbers({ lines: [] })))[0]).toMatch(/^No published number/);
  });

  it('keeps to the width of a page', () => {
    for (const block of fitPage(result, 60))
      if (block.kind === 'lines')
        for (const line of block.lines) expect([...line].length).toBeLessThanOrEqual(60);
    for (const block of fitPage(result, 100))
      if (block.kind === 'table') expect(widthOf(block.table)).toBeLessThanOrEqual(100);
  });
});

describe('a chart of a fit', () => {
  const points = (observed: readonly (number | undefined)[], median: readonly number[]): LinePoint[] =>
    observed.map((value, y) => ({
      year: 2009 + y,
      period: `${2009 + y}/${10 + y}`,
      observed: value === undefined ? undefined : { value, status: 'read' },
      simulated: {
        low: median[y]! - 2,
        lower: median[y]! - 1,
        median: median[y]!,
        upper: median[y]! + 1,
        high: median[y]! + 2,
      },
      share: 0.5,
    }));

  it('stands published numbers on the band, each above its period', () => {
    expect(drawFit(points([2, undefined, 10], [4, 4, 4]), 31)).toEqual([
      '10 ┤                       ●',
      '   ┤',
      '   ┤',
      '   ┤',
      '   ┤   ░░░░░░░░░░░░░░░░░░░░░',
      '   ┤   ░░░░░░░░░░░░░░░░░░░░░',
      '   ┤   ─────────────────────',
      '   ┤   ░░░░░░░░░░░░░░░░░░░░░',
      ' 2 ┤   ●░░░░░░░░░░░░░░░░░░░░',
      '    2009/10   2010/11   2011/12',
    ]);
  });

  it('marks years judged, and says nothing where nothing is simulated', () => {
    const chart = drawFit(points([3, 4, 5], [4, 4, 4]), 60, 2011).join('');
    expect(chart.match(/●/g)).toHaveLength(2);
    expect(chart.match(/◆/g)).toHaveLength(1);
    expect(drawFit(points([1], [1]), 60)).toEqual([]);
    expect(drawFit(points([1, 2], [Number.NaN, Number.NaN]), 60)).toEqual([]);
  });
});

describe('the page of a backtest', () => {
  const numbers = fitNumbers();
  const series = [...numbers.lines.map(l => l.series), seriesOf('public_health_grant', [1])];
  const names = numbers.lines.map(l => l.series.name);
  const fitted = { ...facts, years: { from: 2009, to: 2011 } };
  const backtest = backtestResult(fitted, 2012, numbers.lines, series, names);

  it('begins with the summary line', () => {
    expect(headcountLine(backtest)).toBe('headcount MAPE 0.6 % (last value 2.9 %, trend 0.0 %)');
    expect(backtestSentences(backtest)).toEqual([
      'headcount MAPE 0.6 % (last value 2.9 %, trend 0.0 %)',
      'On headcounts the simulation is nearer than the last value, and not than the trend.',
      'Series by series it is nearer than both in 1 of 2.',
      'Of 6 published numbers that it was not fitted to 67% lie where 90% of the predictions do.',
    ]);
  });

  it('says where it was fitted to some of the years, and leaves lines without an error out of the intervals', () => {
    const exact = {
      ...numbers.lines[2]!,
      line: { ...numbers.lines[2]!.line, error: { relative: 0, absolute: 0 } },
    };
    const sentences = backtestSentences(
      backtestResult(facts, 2012, [numbers.lines[0]!, exact], series, names),
    );
    expect(sentences.slice(-2)).toEqual([
      'Of 3 published numbers, of series with an allowed error, 100% lie where 90% of the predictions do.',
      'The years judged include fitted ones, 2012/13 to 2014/15: of them this is no forecast.',
    ]);
    expect(sentences.join(' ')).not.toContain('not fitted to');
  });

  it('says who is nearer', () => {
    const verdict = (model: number, lastValue: number, trend: number): string =>
      backtestSentences({ ...backtest, headcount: { model, lastValue, trend } })[1]!;
    expect(verdict(1, 2, 3)).toMatch(/nearer than both/);
    expect(verdict(2, 2, 1)).toMatch(/adds nothing/);
    expect(verdict(2, 1, 3)).toMatch(/than the trend, and not than the last value/);
  });

  it('names what it cannot judge', () => {
    const page = show(backtestPage(backtest, 100));
    expect(page).toContain('Deaths|9.2%|21%|10%');
    expect(page.slice(-2)).toEqual([
      'The model does not produce: public health grant.',
      'Nothing is published from 2012/13: Dropped out.',
    ]);
    expect(backtestSentences(backtestResult(fitted, 2012, [], series, names))).toEqual([
      'Nothing is published from 2012/13 that the model produces.',
    ]);
  });
});

describe('a fit as data', () => {
  it('holds all that the page says, with null for what does not exist', () => {
    const json = JSON.parse(JSON.stringify(fitJson(result, { version: '1' }, ['a gap'])));
    expect(json).toMatchObject({ title: facts.title, draws: 101, answer: fitSentences(result) });
    expect(json.parameters[0]).toMatchObject({ name: 'asking_elasticity', unit: 'fraction', bound: null });
    expect(json.series[0].points[2]).toMatchObject({ period: '2011/12', observed: null, share: null });
    expect(json.warnings).toHaveLength(2);
  });

  it('of a backtest too', () => {
    const { lines } = fitNumbers();
    const backtest = backtestResult(facts, 2012, lines, [], []);
    expect(backtestJson(backtest, { version: '1' }, ['a gap'])).toMatchObject({
      judgedFrom: 2012,
      // The fit is of 2009 to 2014.
      includesFittedYears: true,
      warnings: ['a gap'],
      // By hand: 4 of 1030, 5 of 1040 and 10 of 1050.
      headcount: { model: expect.closeTo((4 / 1030 + 5 / 1040 + 10 / 1050) / 3, 10) },
      skipped: { notPublished: ['Dropped out'] },
    });
  });
});
