import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inventRows, writeExport } from '../fixtures/area/testshire.ts';
import { folderWith, txSim } from './tx-sim.ts';

describe('tx-sim area import', () => {
  const args = ['area', 'import', 'export.csv', '--area', 'Testshire'];

  it('writes an area file, and on a second import says what changed and keeps what is local', () => {
    const folder = folderWith({ 'export.csv': writeExport(inventRows()) });
    expect(txSim(folder, [...args, '--period', '2014/15'])).toEqual({
      code: 0,
      out: 'Wrote scenarios/areas/testshire.yaml, with the figures of 2014/15. Next: tx-sim area check scenarios/areas/testshire.yaml\n',
      err: '',
    });
    const file = join(folder, 'scenarios/areas/testshire.yaml');
    const local = 'local:\n  staff_in_post: {doc: Ours., unit: wte, status: read, source: us, value: 30}\n';
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\nlocal: \{\}\n/, `\n${local}`));
    const again = txSim(folder, args);
    expect(again.code).toBe(0);
    expect(again.out).toMatch(
      /^Replaced scenarios\/areas\/testshire\.yaml, with the figures of 2015\/16:\n- The figures are now of 2015\/16/,
    );
    expect(again.err).toMatch(/warning: the local figures were written for 2014\/15/);
    expect(readFileSync(file, 'utf8')).toMatch(/\nlocal:\n {2}staff_in_post:/);
    expect(txSim(folder, args).out).toBe(
      'scenarios/areas/testshire.yaml already holds these figures of 2015/16; nothing changed.\n',
    );
    expect(readdirSync(join(folder, 'scenarios/areas'))).toEqual(['testshire.yaml']);
  });

  it.each([
    [
      'an area that the export does not have',
      ['--area', 'Leeds'],
      /no rows for the area "Leeds"[\s\S]*Testshire/,
    ],
    [
      'a period that it does not have',
      ['--area', 'Testshire', '--period', '2030/31'],
      /no rows for Testshire in 2030\/31[\s\S]*2014\/15, 2015\/16/,
    ],
    [
      'a place that cannot be written',
      ['--area', 'Testshire', '--to', 'export.csv/x.yaml'],
      /cannot (read|write) export\.csv\/x\.yaml/,
    ],
  ])('refuses %s', (_, options, message) => {
    const folder = folderWith({ 'export.csv': writeExport(inventRows()) });
    const { code, out, err } = txSim(folder, ['area', 'import', 'export.csv', ...options]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });

  it('tells a web page for what it is', () => {
    const folder = folderWith({ 'export.csv': '<!DOCTYPE html>\n<html></html>\n' });
    expect(txSim(folder, args)).toMatchObject({
      code: 2,
      err: expect.stringContaining('the file is a web page, not a CSV export'),
    });
  });
});

describe('tx-sim area new', () => {
  it('writes the area of an authority without an export, which can start, and never over a file', () => {
    const folder = folderWith({});
    const { code, out, err } = txSim(folder, ['area', 'new', 'city of london']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^Wrote scenarios\/areas\/city-of-london\.yaml: City of London \(E09000001\), 2016\/17\n/,
    );
    expect(out).toMatch(/\nalcohol_dependent_adults +local +read\n/);
    expect(out).toMatch(/\nneed +scaled +assumption\n/);
    expect(txSim(folder, ['area', 'check', 'City of London'])).toMatchObject({ code: 0, err: '' });

    const again = txSim(folder, ['area', 'new', 'E09000001']);
    expect(again).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/\[cli\/unwritable\]\n.*area new never overwrites/),
    });
    const other = txSim(folder, ['area', 'new', 'E09000001', '--to', 'city.yaml', '--json']);
    const document = JSON.parse(other.out);
    expect(document).toMatchObject({ file: 'city.yaml', area: 'City of London', warnings: [] });
    expect(document.figures).toContainEqual(
      expect.objectContaining({ name: 'treatment_spend', from: 'scaled', status: 'assumption' }),
    );
    expect(readdirSync(folder).sort()).toEqual(['areas', 'city.yaml', 'scenarios']);
  });

  it('does not write over a link that leads nowhere', () => {
    const folder = folderWith({});
    symlinkSync('nowhere.yaml', join(folder, 'link.yaml'));
    const { code, err } = txSim(folder, ['area', 'new', 'Leeds', '--to', 'link.yaml']);
    expect([code, err]).toEqual([2, expect.stringContaining('something of that name is already there')]);
  });

  it('refuses a name that is none, with the nearest', () => {
    const { code, err } = txSim(folderWith({}), ['area', 'new', 'Ledes']);
    expect(code).toBe(2);
    expect(err).toContain('did you mean Leeds?');
  });
});

describe('tx-sim area check', () => {
  it('sets the first simulated year beside the published one, and says that this is no validation', () => {
    const { code, out, err } = txSim(process.cwd(), ['area', 'check']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Barnet 2016\/17: the first simulated year beside the published one\n/);
    expect(out).toMatch(/\npeople in treatment\n {2}opiate +560 +5\d\d\.\d +within 3 % +ok\n/);
    expect(out).toMatch(/a check of the start, not a validation/);
  });

  it('gives the lines as JSON, and exits 1 when one is out', () => {
    const folder = folderWith({});
    mkdirSync(join(folder, 'scenarios/areas'), { recursive: true });
    const barnet = readFileSync('scenarios/areas/barnet.yaml', 'utf8');
    // twice the starts, with as many exits as before: a flat start cannot meet both
    const odd = barnet
      .replace('exits_completed:', 'exits_completed_once:')
      .replace(
        '\nlocal:\n',
        `\nlocal:\n  exits_completed: {doc: Odd., unit: people/year, status: read, source: us, by: [group], values: {opiate: 200, non_opiate: 20, non_opiate_and_alcohol: 35, alcohol: 400}}\n`,
      );
    writeFileSync(join(folder, 'scenarios/areas/odd-shire.yaml'), odd);
    const { code, out } = txSim(folder, ['area', 'check', 'Odd Shire', '--json']);
    const document = JSON.parse(out);
    expect(code).toBe(1);
    expect(document).toMatchObject({
      schemaVersion: 1,
      area: 'Barnet',
      ok: false,
      note: expect.stringContaining('not a validation'),
    });
    expect(document.lines.some((l: { ok: boolean }) => !l.ok)).toBe(true);
  });

  it('says where it looked for an area that is not there', () => {
    expect(txSim(process.cwd(), ['area', 'check', 'Bath & Leeds']).err).toContain(
      'looked for scenarios/areas/bath-and-leeds.yaml',
    );
  });
});
