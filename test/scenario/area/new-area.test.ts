import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Faults } from '../../../src/diagnostics/diagnostic.ts';
import { readSeries } from '../../../src/fit/read-series.ts';
import { findFigure, valueAt, writeArea } from '../../../src/scenario/area/area-file.ts';
import {
  type Authorities,
  type Authority,
  findAuthority,
  readAuthorities,
} from '../../../src/scenario/area/authorities.ts';
import { AGES, type AreaFile, GROUPS } from '../../../src/scenario/area/figure.ts';
import { newArea } from '../../../src/scenario/area/new-area.ts';
import { ENGLAND, printFaults, readSound, shippedText, withoutPlaces } from './read.ts';

const table = sound(faults => readAuthorities(shippedText('authorities.yaml'), 'authorities.yaml', faults));
const average = readSound(shippedText('england-average.yaml'));

function sound<T>(read: (faults: Faults) => T | undefined): T {
  const faults = new Faults();
  const value = read(faults);
  expect(printFaults(faults)).toEqual([]);
  return value!;
}
const build = (authority: Authority, of: Authorities = table): AreaFile =>
  sound(faults => newArea(authority, { table: of, average, national: ENGLAND }, faults));
const find = (name: string): Authority => sound(faults => findAuthority(name, table, faults));
const value = (area: AreaFile, name: string, ...elements: string[]): number =>
  valueAt(findFigure(area, name)!.figure, ...elements)!;

describe('the shipped table of authorities', () => {
  test('has 151, each once, that add up to England as far as rounding allows', () => {
    const all = table.authorities;
    expect(new Set(all.map(a => a.name)).size).toBe(151);
    expect(new Set(all.map(a => a.code).filter(Boolean)).size).toBe(149);
    const sum = (of: (a: Authority) => number): number => all.reduce((total, a) => total + of(a), 0);
    expect(sum(a => a.need) / table.england.need).toBeCloseTo(1, 2);
    expect(sum(a => a.treatment) / table.england.treatment).toBeCloseTo(1, 2);
    expect(sum(a => a.deaths ?? 0)).toBeLessThan(table.england.deaths);
  });

  test('has no deaths for authorities of other boundaries, and some for all others', () => {
    const without = table.authorities.filter(a => a.deaths === undefined).map(a => a.name);
    expect(without).toEqual(['Bournemouth', 'Cornwall & Isles of Scilly', 'Northamptonshire', 'Poole']);
    expect(table.authorities.filter(a => a.deaths === 0)).toEqual([]);
  });

  test("agrees with England's figures", () => {
    const groups = ['alcohol', 'non_opiate_and_alcohol'].map(g =>
      value(ENGLAND, 'people_in_treatment_by_group', g, table.period),
    );
    expect(table.england.treatment).toBe(groups[0]! + groups[1]!);
    expect(table.england.need).toBe(value(ENGLAND, 'alcohol_dependent_adults', table.period));
    expect(average.period).toBe(table.period);
  });
});

describe('an authority is found', () => {
  test.each(['Leeds', 'leeds ', 'E08000035'])('as %s', name => {
    expect(find(name).name).toBe('Leeds');
  });

  test.each([
    ['Bristol', 'did you mean Bristol, City of?'],
    ['Ledes', 'did you mean Leeds?'],
    ['Cheshire', 'Cheshire no longer exists, and nothing is published for it [area/discontinued]'],
    ['Bedfordshire', 'after it came Bedford and Central Bedfordshire'],
    ['', 'authorities that provide treatment [area/unknown-authority]'],
  ])('or told of: %s', (name, told) => {
    const faults = new Faults();
    expect(findAuthority(name, table, faults)).toBeUndefined();
    expect(printFaults(faults).join()).toContain(told);
  });
});

describe('a new area', () => {
  test('is made of every authority, and reading what is written gives it back', () => {
    for (const authority of table.authorities) {
      const area = build(authority);
      expect(withoutPlaces(readSound(writeArea(area, 'new')))).toEqual(withoutPlaces(area));
      const treated = value(area, 'people_in_treatment_total');
      for (const group of GROUPS) {
        const people = value(area, 'people_in_treatment_by_group', group);
        const ages = AGES.reduce((sum, age) => sum + value(area, 'people_in_treatment', group, age), 0);
        expect(ages / people).toBeCloseTo(1, 2);
        expect(people).toBeGreaterThan(0);
        expect(value(area, 'need', group)).toBeGreaterThan(people);
      }
      expect(value(area, 'treatment_spend')).toBe(2245 * treated);
    }
  });

  const barnet = build(find('Barnet'));

  test('has what is published as it is, and calls the rest assumptions that say how they were scaled', () => {
    expect(value(barnet, 'alcohol_dependent_adults')).toBe(3055);
    expect(value(barnet, 'alcohol_in_treatment')).toBe(390);
    expect(value(barnet, 'drug_poisoning_deaths')).toBe(16);
    for (const [name, { status, method }] of barnet.scaled) {
      expect([name, status]).toEqual([name, 'assumption']);
      expect(method).toBeTruthy();
    }
    const need = (group: string): number => value(barnet, 'need', group);
    expect(need('alcohol') + need('non_opiate_and_alcohol')).toBe(3055);
    expect(findFigure(barnet, 'exits_died')!.figure.method).toContain("80 of England's 17,487");
  });

  test('is not far from an area that has an export: within a quarter in every group', () => {
    const exported = readSound(shippedText('barnet.yaml'));
    for (const group of GROUPS) {
      const ratio =
        value(barnet, 'people_in_treatment_by_group', group) /
        value(exported, 'people_in_treatment_by_group', group);
      expect([group, Math.abs(ratio - 1) < 0.25]).toEqual([group, true]);
    }
  });

  test('has an opiate group as large as alcohol treatment where there are no deaths to go by', () => {
    const poole = build(find('Poole'));
    expect(poole.published.has('drug_poisoning_deaths')).toBe(false);
    const ratio = (area: AreaFile, group: string): number =>
      value(area, 'people_in_treatment_by_group', group) /
      value(average, 'people_in_treatment_by_group', group);
    expect(ratio(poole, 'opiate')).toBeCloseTo(ratio(poole, 'alcohol'), 2);
    expect(poole.scaled.get('people_in_treatment')!.method).toContain(
      'no deaths from drug poisoning to go by',
    );
    const none = build({ ...find('Poole'), deaths: 0 });
    expect(value(none, 'people_in_treatment_by_group', 'opiate')).toBe(
      value(poole, 'people_in_treatment_by_group', 'opiate'),
    );
  });

  test('passes on what must be told of its numbers', () => {
    expect(build(find('Dorset')).note).toContain('without Christchurch');
    expect(build(find('Northamptonshire')).code).toBeUndefined();
  });
});

describe("England's shipped series", () => {
  const text = readFileSync(new URL('../../../scenarios/fits/england-series.yaml', import.meta.url), 'utf8');
  const { sources, series } = parse(text) as {
    sources: Record<string, string>;
    series: Record<
      string,
      { points: { period: string | number; value: number; status: string; source: string }[] }
    >;
  };

  test('are read as a fit reads them', () => {
    const read = sound(faults => readSeries(text, 'england-series.yaml', faults));
    expect([...read.keys()]).toEqual(Object.keys(series));
  });

  test('name sources that are there, and call no point read that was recalled', () => {
    for (const [name, { points }] of Object.entries(series))
      for (const { period, status, source } of points) {
        expect(sources, `${name}, ${period}`).toHaveProperty([source]);
        expect([name, period, status === 'recalled']).toEqual([name, period, source === 'RECALL']);
      }
  });

  test('agree with the national figures', () => {
    for (const { period, value: people } of series['in_treatment_total']!.points)
      expect(people).toBe(value(ENGLAND, 'people_in_treatment_total', String(period)));
  });
});
