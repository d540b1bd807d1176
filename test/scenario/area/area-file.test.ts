import { describe, expect, test } from 'vitest';
import { Faults } from '../../../src/diagnostics/diagnostic.ts';
import {
  areaShape,
  figureNames,
  findFigure,
  readArea,
  valueAt,
} from '../../../src/scenario/area/area-file.ts';
import { weakestStatus } from '../../../src/scenario/area/figure.ts';
import { printFaults, readSound } from './read.ts';

const figure = (body: string, name = 'beds', section = 'local'): string =>
  [
    'area: Testshire',
    'period: 2015/16',
    `${section}:`,
    `  ${name}:`,
    '    doc: Places.',
    '    unit: place',
    '    status: read',
    '    source: a report',
    ...body.split('\n').map(line => `    ${line}`),
  ].join('\n');

const faultsOf = (text: string): string[] => {
  const faults = new Faults();
  readArea(text, 'area.yaml', faults);
  return printFaults(faults);
};

describe('an area file', () => {
  test('with only a name and a year is an area without figures', () => {
    const area = readSound('area: Testshire\nperiod: 2015/16\n');
    expect(area).toMatchObject({ area: 'Testshire', period: '2015/16' });
    expect(figureNames(area)).toEqual([]);
    expect(findFigure(area, 'need')).toBeUndefined();
  });

  test('keeps null as null, apart from zero and from an element that does not exist', () => {
    const area = readSound(
      figure('by: [group]\nvalues: {opiate: null, non_opiate: 0, non_opiate_and_alcohol: 3, alcohol: ~}'),
    );
    const { figure: beds } = findFigure(area, 'beds')!;
    expect(valueAt(beds, 'opiate')).toBeNull();
    expect(valueAt(beds, 'alcohol')).toBeNull();
    expect(valueAt(beds, 'non_opiate')).toBe(0);
    expect(valueAt(beds, 'opiates')).toBeUndefined();
    expect(valueAt(beds)).toBeUndefined();
    expect(valueAt(beds, 'non_opiate', 'a18_29')).toBeUndefined();
  });

  test('takes one dimension as a word or a list, and two as nested mappings', () => {
    const ages = '{a18_29: 1, a30_49: 2, a50_plus: 3}';
    expect(findFigure(readSound(figure(`by: age\nvalues: ${ages}`)), 'beds')?.figure.by).toEqual(['age']);
    const both = readSound(
      figure(
        `by: [group, age]\nvalues: {opiate: ${ages}, non_opiate: ${ages}, non_opiate_and_alcohol: ${ages}, alcohol: ${ages}}`,
      ),
    );
    expect(valueAt(findFigure(both, 'beds')!.figure, 'alcohol', 'a50_plus')).toBe(3);
  });

  test('lets local win over scaled and scaled over published, and says which it was', () => {
    const one = (section: string, value: number): string =>
      `${section}: {need: {doc: d, unit: people, status: read, source: s, value: ${value}}}\n`;
    const head = 'area: Testshire\nperiod: 2015/16\n';
    const all = readSound(head + one('published', 1) + one('scaled', 2) + one('local', 3));
    expect(findFigure(all, 'need')).toMatchObject({ section: 'local', figure: { value: 3 } });
    expect(figureNames(all)).toEqual(['need']);
    const two = readSound(head + one('published', 1) + one('scaled', 2));
    expect(findFigure(two, 'need')).toMatchObject({ section: 'scaled', figure: { value: 2 } });
  });

  test('reads a range for the whole figure or by element', () => {
    expect(findFigure(readSound(figure('value: 5\nrange: [4, 6]')), 'beds')?.figure.range).toEqual([4, 6]);
    const byAge = readSound(
      figure('by: age\nvalues: {a18_29: 1, a30_49: 2, a50_plus: 3}\nrange: {a50_plus: [2, 9]}'),
    );
    expect(findFigure(byAge, 'beds')?.figure.range).toEqual(new Map([['a50_plus', [2, 9]]]));
  });

  test('describes itself to an editor', () => {
    const { properties } = areaShape.schema as { properties: Record<string, Record<string, unknown>> };
    expect(Object.keys(properties)).toEqual([
      'area',
      'code',
      'period',
      'note',
      'published',
      'scaled',
      'local',
    ]);
    expect(JSON.stringify(areaShape.schema)).toContain('"oneOf":[{"required":["value"]}');
  });
});

describe('a fault in an area file is told at its place', () => {
  const cases: readonly (readonly [title: string, text: string, ...expected: string[]])[] = [
    [
      'neither value nor values',
      figure('rounding: 5'),
      '5:5',
      'a figure has either "value", or "by" and "values" together [area/figure]',
    ],
    ['value and values together', figure('value: 1\nby: age\nvalues: {}'), 'a figure has either "value"'],
    ['values without by', figure('values: {opiate: 1}'), 'a figure has either "value", or "by"'],
    [
      'an unknown dimension',
      figure('by: [groups]\nvalues: {}'),
      '9:10',
      '"groups" is not one of',
      'did you mean group?',
    ],
    ['the same dimension twice', figure('by: [age, age]\nvalues: {}'), 'one or two different dimensions'],
    ['three dimensions', figure('by: [group, age, wait]\nvalues: {}'), 'one or two different dimensions'],
    [
      'an unknown element',
      figure('by: age\nvalues: {a18_29: 1, a30_49: 2, a50plus: 3}'),
      '10:36',
      '"a50plus" is not an element of age [area/element]',
      'did you mean a50_plus?',
    ],
    [
      'a missing element',
      figure('by: age\nvalues: {a18_29: 1}'),
      'the values by age lack a30_49, a50_plus',
      'write null',
    ],
    [
      'a year that is not one',
      figure('by: period\nvalues: {2015/17: 1}'),
      '"2015/17" is not a financial year such as 2016/17',
    ],
    [
      'values that are nested too little',
      figure('by: age\nvalues: 3'),
      'expected a mapping by age, found "3"',
    ],
    [
      'a word for a number',
      figure('value: many'),
      '9:12',
      'expected a number of at least 0, or null, found "many" [area/value]',
    ],
    ['a negative number', figure('value: -1'), 'expected a number of at least 0, or null, found "-1"'],
    [
      'a range the wrong way round',
      figure('value: 1\nrange: [2, 1]'),
      '10:12',
      'low at most high',
      '[area/range]',
    ],
    ['a range of one number', figure('value: 1\nrange: 2'), 'expected [low, high]', 'found "2"'],
    [
      'a range by an unknown element',
      figure('by: period\nvalues: {2015/16: 1}\nrange: {2015: [0, 2]}'),
      '"2015" is not an element of period',
    ],
    ['a value outside its range', figure('value: 9\nrange: [1, 2]'), 'the value 9 lies outside'],
    [
      'an unknown status',
      figure('value: 1').replace('status: read', 'status: guess'),
      '"guess" is not one of',
    ],
    ['a missing source', figure('value: 1').replace('    source: a report\n', ''), 'needs "source"'],
    ['a name with capitals', figure('value: 1', 'Beds'), '"Beds" is not a valid name'],
    ['an unknown section', figure('value: 1', 'beds', 'locale'), '3:1', 'did you mean local?'],
    [
      'a period that is a calendar year',
      'area: A\nperiod: 2016',
      'expected a financial year such as 2016/17, found "2016"',
    ],
    ['a code that is none', 'area: A\nperiod: 2016/17\ncode: Barnet', 'expected an area code'],
    ['text that is not YAML', 'area: [', 'source/yaml'],
  ];
  test.each(cases)('%s', (_title, text, ...expected) => {
    const faults = faultsOf(text).join('\n');
    for (const part of expected) expect(faults).toContain(part);
    expect(readArea(text, 'area.yaml', new Faults())).toBeUndefined();
  });

  test('a local name that is nearly a known one is only warned of', () => {
    const faults = new Faults();
    const area = readArea(figure('value: 3000', 'alcohol_dependant_adults'), 'area.yaml', faults);
    expect(area).toBeDefined();
    expect(printFaults(faults)).toEqual([
      expect.stringMatching(
        /area.yaml:5:5: warning: no figure is called "alcohol_dependant_adults".*\[area\/figure-name\]\n {2}did you mean alcohol_dependent_adults\?/,
      ),
    ]);
  });
});

test('the status of a figure made from others is that of the weakest', () => {
  expect(weakestStatus('read', 'derived', 'read-secondary')).toBe('derived');
  expect(weakestStatus('recalled', 'assumption')).toBe('assumption');
  expect(weakestStatus('read')).toBe('read');
});
