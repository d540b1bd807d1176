import { expect, it } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { readCsv } from '../../src/scenario/area/csv.ts';
import { paymentsByYear } from './payments.ts';

const HEAD = 'payment_month,financial_year,provider,amount_gbp_net_of_vat,payments';
const table = (...rows: readonly string[]) => readCsv([HEAD, ...rows].join('\n'), 'x.csv', new Faults())!;

it('payments of all providers are added up by financial year', () => {
  const paid = table('2014-12,2014/15,A,100.5,1', '2015-03,2014/15,B,50,2', '2015-04,2015/16,A,-10,1');
  expect([...paymentsByYear(paid)]).toEqual([
    [2014, 150.5],
    [2015, -10],
  ]);
  expect(() => paymentsByYear(table('2014-12,2014/15,A,x,1'))).toThrow('a payment of 2014-12 is no number');
});
