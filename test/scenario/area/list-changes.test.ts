import { expect, test } from 'vitest';
import type { AreaFile, Figure } from '../../../src/scenario/area/figure.ts';
import { listChanges } from '../../../src/scenario/area/list-changes.ts';
import { findRow, inventRows, writeExport } from '../../fixtures/area/testshire.ts';
import { importSound } from './read.ts';

const one = (value: number | null, said: Partial<Figure> = {}): Figure => ({
  doc: 'd',
  unit: 'people',
  status: 'read',
  source: 's',
  by: [],
  value,
  ...said,
});
const withLocal = (area: AreaFile, name: string, figure: Figure): AreaFile => ({
  ...area,
  local: new Map([[name, figure]]),
});

test('an import of the same export lists no changes', () => {
  expect(listChanges(importSound(), importSound())).toEqual([]);
});

test('a changed count is listed with the old and the new number, and what follows from it', () => {
  const rows = inventRows();
  findRow(rows, '2015/16', '50+', 'Opiate')['intreatment_allintx'] = '205';
  findRow(rows, '2015/16', 'Total', 'Opiate')['intreatment_allintx'] = '705';
  const exits = findRow(rows, '2015/16', 'Total', 'Opiate');
  const died = exits['exits_died_allintx'];
  exits['exits_died_allintx'] = 'NULL';
  expect(listChanges(importSound(), importSound(writeExport(rows)))).toEqual([
    'people_in_treatment changes: opiate a50_plus 200 -> 205.',
    'people_in_treatment_by_group changes: opiate 700 -> 705.',
    `exits_died changes: opiate ${died} -> not known.`,
    'need changes: opiate 1467 -> 1478.',
  ]);
});

test('another year is said first', () => {
  const [first, second] = listChanges(
    importSound(undefined, { period: '2014/15' }),
    importSound(undefined, { period: '2015/16' }),
  );
  expect(first).toBe('The figures are now of 2015/16 (they were of 2014/15).');
  expect(second).toMatch(/^people_in_treatment changes: opiate a18_29 105 -> 100, /);
});

test('figures that come, go or change their unit or status are listed', () => {
  const area = importSound();
  expect(listChanges(area, withLocal(area, 'beds', one(12)))).toEqual(['beds is new in local: 12 people.']);
  expect(listChanges(withLocal(area, 'beds', one(12)), area)).toEqual(['beds is no longer in local.']);
  expect(
    listChanges(
      withLocal(area, 'beds', one(12)),
      withLocal(area, 'beds', one(12, { unit: 'place', status: 'recalled' })),
    ),
  ).toEqual(['beds changes: unit people -> place; status read -> recalled.']);
});

test('a table that is broken down otherwise lists what came and what is gone', () => {
  const area = importSound();
  const byAge = one(null, { by: ['age'], value: new Map([['a18_29', 1]]) });
  expect(listChanges(withLocal(area, 'beds', byAge), withLocal(area, 'beds', one(4)))).toEqual([
    'beds changes: not known -> 4, a18_29 1 -> gone.',
  ]);
});

test('a change that a local figure overrides says so', () => {
  const before = importSound(undefined, { period: '2014/15' });
  const after = withLocal(importSound(), 'treatment_spend', one(3_000_000));
  const sentence = listChanges(before, after).find(s => s.startsWith('treatment_spend changes'));
  expect(sentence).toMatch(/GBP_2015_16\/year\. The local figure still wins\.$/);
});
