import { describe, expect, it } from 'vitest';
import { parseVary } from '../../src/cli/load/vary.ts';
import { BadInput } from '../../src/diagnostics/diagnostic.ts';

const values = (asked: string): unknown[] => parseVary(asked).over.map(v => v.value);
const refusal = (asked: string): string => {
  try {
    parseVary(asked);
  } catch (e) {
    if (e instanceof BadInput) return e.message;
  }
  return 'taken';
};

describe('--vary', () => {
  it('takes a list, as it would be written in the file', () => {
    expect(values('handoff_loss=0,0.1, 0.25')).toEqual([0, 0.1, 0.25]);
    expect(values('arms.cut.funding.1.cut=5%,10%')).toEqual(['5%', '10%']);
    expect(values('arms.cut.funding.1.from=2017-04,2018-04')).toEqual(['2017-04', '2018-04']);
  });

  it('takes from..to/number of values, with a unit', () => {
    expect(values('handoff_loss=0..0.3/4')).toEqual([0, 0.1, 0.2, 0.3]);
    expect(values('a.b=5%..30%/6')).toEqual(['5%', '10%', '15%', '20%', '25%', '30%']);
    expect(values('a.term=1 year..3 years/3')).toEqual(['1 year', '2 years', '3 years']);
    expect(values('p=-0.1..0.1/3')).toEqual([-0.1, 0, 0.1]);
  });

  it('lets several things take the same value', () => {
    expect(parseVary('p+q + r=0,1').vary.map(v => v.value)).toEqual(['p', 'q', 'r']);
  });

  it.each([
    ['handoff_loss', 'does not say what to vary, and over what'],
    ['=1,2', 'does not say what to vary, and over what'],
    ['p=', 'has 0 values; expected 2 to 20'],
    ['p=1', 'has 1 value; expected 2 to 20'],
    ['p=0..1', '"0..1" is not from..to/number of values'],
    ['p=low..high/3', '"low..high/3" is not from..to/number of values'],
    ['p=0..1/1', 'has 1 value;'],
    ['p=0..1/1000000000', 'has 1,000,000,000 values; expected 2 to 20'],
  ])('refuses %s', (asked, told) => {
    expect(refusal(asked)).toContain(told);
  });
});
