import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  divideUnits,
  multiplyUnits,
  type PriceIndex,
  parseUnit,
  printUnit,
  raiseUnit,
  sameDimension,
  type Unit,
} from '../../src/check/units.ts';

/** Prices doubled from 2000/01 to 2010/11; the latter year's pounds are what the engine counts in. */
const prices: PriceIndex = year =>
  year === '2000/01' ? 2 : year === '2010/11' ? 1 : { fault: `no index for ${year}` };

const read = (text: string): Unit => {
  const unit = parseUnit(text, prices, new Set(['kelvin']));
  return 'fault' in unit ? expect.fail(unit.fault) : unit;
};

describe('a unit', () => {
  it.each([
    ['people', 'people', 1, 'counted as it is'],
    ['1', '1', 1, 'a pure number'],
    ['fraction', '1', 1, 'a pure number by another name'],
    ['year', 'year', 1, 'the engine counts years'],
    ['week', 'year', 1 / 52, 'the year of the clock has 52 weeks'],
    ['day', 'year', 1 / 364, 'of 7 days each'],
    ['month', 'year', 1 / 12, 'or 12 months'],
    ['quarter', 'year', 1 / 4, 'or 4 quarters'],
    ['1/week', '1/year', 52, 'once a week is 52 times a year'],
    ['people/day', 'people/year', 364, 'one a day is 364 a year'],
    ['1/month', '1/year', 12, 'once a month is 12 times a year'],
    ['GBP_2010_11', 'GBP', 1, 'pounds of the price year'],
    ['GBP_2000_01', 'GBP', 2, 'a pound of 2000/01 bought what two buy now'],
    ['GBP_2000_01/(wte*month)', 'GBP/(wte*year)', 24, 'both conversions: 2 × 12'],
    ['people^2/people', 'people', 1, 'powers cancel'],
    ['week^-2', '1/year^2', 52 * 52, 'a power of a conversion'],
    ['people/year/wte', 'people/(year*wte)', 1, 'divisions group from the left'],
    ['people/(year/wte)', 'people*wte/year', 1, 'unless brackets say otherwise'],
    ['people^0', '1', 1, 'nothing is left of a power of zero'],
    ['kelvin*hour', 'kelvin*hour', 1, 'the model may have base units of its own'],
  ])('written %s is %s, times %d: %s', (text, dimension, factor) => {
    const unit = read(text);
    expect(printUnit(unit)).toBe(dimension);
    // exact up to the rounding of 1/52 and the like
    expect(unit.factor / factor).toBeCloseTo(1, 14);
  });

  it.each([
    ['', 'the unit "" ends too early'],
    ['people/', 'the unit "people/" ends too early'],
    ['2*people', '"2" is not a unit'],
    ['(people', 'the unit "(people" has an open bracket'],
    ['people)', 'cannot read the unit "people)" after "people"'],
    ['people^1.5', 'the exponent in "people^1.5" must be a whole number'],
    ['people^', 'the exponent in "people^" must be a whole number'],
    ['people$', 'cannot read the unit "people$" after "people"'],
    ['GBP_1999_00', 'no index for 1999/00'],
    ['toString', '"toString" is not a unit'],
  ])('cannot be %s: %s', (text, fault) => {
    expect(parseUnit(text, prices)).toMatchObject({ fault });
  });

  const words = ['people', 'wte', 'year', 'week', 'GBP_2000_01', 'place', '1'];
  const anyUnit = fc
    .array(fc.tuple(fc.constantFrom(...words), fc.integer({ min: -2, max: 2 })), {
      minLength: 1,
      maxLength: 4,
    })
    .map(parts => read(parts.map(([word, power]) => `${word}^${power}`).join('*')));

  it('printed reads back as the same dimension', () => {
    fc.assert(fc.property(anyUnit, u => sameDimension(read(printUnit(u)), u)));
  });

  it('divided by another and multiplied by it again is what it was', () => {
    fc.assert(
      fc.property(anyUnit, anyUnit, (a, b) => {
        const back = multiplyUnits(divideUnits(a, b), b);
        expect(sameDimension(back, a)).toBe(true);
        expect(back.factor / a.factor).toBeCloseTo(1, 12);
      }),
    );
  });

  it('squared has a root, the unit itself', () => {
    fc.assert(fc.property(anyUnit, u => sameDimension(raiseUnit(raiseUnit(u, 2), 0.5), u)));
  });
});
