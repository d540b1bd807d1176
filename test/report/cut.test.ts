import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/report/blocks.ts';
import { cutSentences } from '../../src/report/cut-results.ts';
import { cutBlocks } from '../../src/report/cut-tables.ts';
import type { CutLoop } from '../../src/scenario/cut-loops.ts';
import { outcome, outcomeTable, row } from './outcome-fixture.ts';

const kept = outcome('completions_kept', { label: 'Completed for good' });
const deaths = outcome('deaths', { label: 'Deaths', better: 'lower' });
const poisoned = outcome('poisoned', { label: 'of which fatal poisonings', better: 'lower' });
const grant = outcome('money_granted', {
  label: 'Money given',
  table: 'cost',
  unit: 'GBP',
  better: 'neither',
});
const wait = outcome('wait', { label: 'Wait', table: 'detail', unit: 'week', summary: 'last' });

const loop = (name: string, atWork = true): CutLoop => ({
  name,
  label: `story of ${name}`,
  doc: '',
  parameters: [{ name: `strength_${name}`, value: atWork ? 2 : 0, neutral: 0 }],
  atWork,
});

type Numbers = readonly [kept: number, deaths: number, poisoned: number, grant: number, wait: number];
/** One year, for each arm. */
const year = (arms: readonly string[], numbers: readonly Numbers[]) =>
  outcomeTable(
    arms,
    [kept, deaths, poisoned, grant, wait].map((spec, i) =>
      row(
        spec,
        numbers.map(arm => [arm[i]!]),
      ),
    ),
  );

const AS_NOW: Numbers = [100, 50, 20, 2e6, 3];

describe('the sentences of a cut', () => {
  it('say of an arm alone what the cut changes', () => {
    const whole = year(['As now'], [AS_NOW]);
    const cut = { loops: [loop('R2')], table: year(['Cut'], [[112, 50, 20, 2e6, 3]]) };
    expect(cutSentences(whole, cut)).toEqual([
      'Without R2 (story of R2), in 2016/17: 12 (12%) more people complete treatment and are not back within six months; no difference in deaths.',
    ]);
    expect(cutSentences(whole, { loops: [loop('R2')], table: whole })).toEqual([
      'Without R2 (story of R2), in 2016/17, nothing changes by as much as one person, nor the money by £1,000.',
    ]);
  });

  it('send to the table for what is not among the things that are told', () => {
    const one = { loops: [loop('R2')], table: year(['Cut'], [[100, 50, 22, 2e6, 3]]) };
    expect(cutSentences(year(['As now'], [AS_NOW]), one)).toEqual([
      'Without R2 (story of R2), in 2016/17: no difference in completions that last or deaths; the table shows what else moves.',
    ]);
    const two = { loops: [loop('R2')], table: year(['', ''], [AS_NOW, [100, 50, 22, 2e6, 3]]) };
    expect(cutSentences(year(['As now', 'Cut'], [AS_NOW, AS_NOW]), two)).toEqual([
      'Without R2 (story of R2), “Cut” beside “As now” in 2016/17: R2 makes no difference to completions that last or deaths; the table shows what else moves.',
    ]);
  });

  it('say of several arms what each changes without the loop and with it', () => {
    const whole = year(['As now', 'Cut'], [AS_NOW, [80, 50, 20, 1.5e6, 3]]);
    const table = year(['', ''], [AS_NOW, [95, 50.2, 20, 1.5e6, 3]]);
    expect(cutSentences(whole, { loops: [loop('R2')], table })).toEqual([
      'Without R2 (story of R2), “Cut” beside “As now” in 2016/17: 5 fewer people complete treatment and are not back within six months (20 fewer with it); R2 makes no difference to deaths.',
    ]);
    expect(cutSentences(whole, { loops: [loop('R1'), loop('B3')], table })[0]).toBe(
      'Without R1 (story of R1) and B3 (story of B3), “Cut” beside “As now” in 2016/17: 5 fewer people complete treatment and are not back within six months (20 fewer with them); R1 and B3 make no difference to deaths.',
    );
  });

  it('keep the direction of each where the cut turns it round, and where nothing is left', () => {
    const whole = year(['As now', 'Cut'], [AS_NOW, [103, 58, 20, 1.5e6, 3]]);
    const table = year(['', ''], [AS_NOW, [98, 50, 20, 1.5e6, 3]]);
    expect(cutSentences(whole, { loops: [loop('R2')], table })[0]).toContain(
      '2 fewer people complete treatment and are not back within six months (3 more with it) and no difference in deaths (8 more with it).',
    );
  });

  it('say what the cut does to the first arm where it moves that', () => {
    const whole = year(['As now', 'Cut'], [AS_NOW, AS_NOW]);
    const moved: Numbers = [90, 50, 20, 2e6, 3];
    expect(cutSentences(whole, { loops: [loop('B2')], table: year(['', ''], [moved, moved]) })).toEqual([
      'Without B2 (story of B2), “Cut” beside “As now” in 2016/17: nothing changes by as much as one person, nor the money by £1,000.',
      '“As now” itself without B2, in 2016/17: 10 (10%) fewer people complete treatment and are not back within six months; no difference in deaths.',
    ]);
  });

  it('say which loop is not at work, and leave it out of what the cut does', () => {
    const whole = year(['As now'], [AS_NOW]);
    const idle = 'R4 (story of R4) is not at work: strength_R4 stands at its neutral value already.';
    expect(cutSentences(whole, { loops: [loop('R4', false)], table: undefined })).toEqual([idle]);
    const table = year(['Cut'], [[112, 50, 20, 2e6, 3]]);
    const both = cutSentences(whole, { loops: [loop('R2'), loop('R4', false)], table });
    expect(both[0]).toMatch(/^Without R2 \(story of R2\), in 2016\/17: 12 /);
    expect(both[1]).toBe(idle);
  });
});

/** Tables as lines, cells with bars between, tones in brackets; headings and text as they stand. */
const show = (blocks: readonly Block[]): string[] =>
  blocks.flatMap(b => {
    if (b.kind === 'heading') return [`# ${b.text}`];
    if (b.kind === 'text') return [b.text];
    if (b.kind !== 'table') return [];
    const rows = b.table.rows.map(r =>
      r.map(c => c.text + (/good|bad/.test(c.tone ?? '') ? ` (${c.tone})` : '')).join('|'),
    );
    return [b.table.columns.map(c => c.head).join('|'), ...rows];
  });

describe('the tables of a cut', () => {
  const cut = { loops: [loop('R2')], table: year(['Cut'], [[112, 50, 22, 2000700, 4]]) };
  const whole = year(['As now'], [AS_NOW]);

  it('show what moves, below the whole that it is part of, and count the rest', () => {
    expect(show(cutBlocks(whole, cut, { detail: false })).slice(2)).toEqual([
      'R2 is cut by strength_R2 0 in place of 2. The start is solved again, so that the first year is still the published one.',
      '|as it is|R2 cut|difference',
      'In 2016/17|||',
      '  Completed for good|100|112|+12 (good)',
      '  Deaths|50|50|0',
      '    of which fatal poisonings|20|22|+2 (bad)',
      '2 other rows do not move.',
    ]);
  });

  it('add the detail, or keep to what is asked for', () => {
    expect(show(cutBlocks(whole, cut, { detail: true }))).toContain('  Wait (week)|3.00|4.00|+1.00 (good)');
    const only = show(cutBlocks(whole, cut, { detail: false, only: new Set(['money_granted']) }));
    expect(only.at(-1)).toBe('No row of the tables moves.');
  });

  it('set each of several arms beside the first, with all loops, with the cut, and what the loop adds', () => {
    const arms = year(['As now', 'Cut', 'Other'], [AS_NOW, [80, 50, 20, 1.5e6, 3], AS_NOW]);
    const table = year(['', '', ''], [AS_NOW, [95, 50, 20, 1.5e6, 3], AS_NOW]);
    const shown = show(cutBlocks(arms, { loops: [loop('R1'), loop('B3')], table }, { detail: false }));
    expect(shown.slice(-7)).toEqual([
      '# Cut beside As now',
      '|all loops|R1 and B3 cut|R1 and B3 add',
      'In 2016/17|||',
      '  Completed for good|−20|−5|−15 (bad)',
      '3 other rows do not move.',
      '# Other beside As now',
      'No row of the tables moves.',
    ]);
  });

  it('are left out where no loop is at work', () => {
    expect(
      show(cutBlocks(whole, { loops: [loop('R4', false)], table: undefined }, { detail: true })),
    ).toEqual([
      '# With R4 cut',
      'R4 (story of R4) is not at work: strength_R4 stands at its neutral value already.',
    ]);
  });
});
