import type { CsvTable } from '../../src/scenario/area/csv.ts';
import { startYear } from '../../src/scenario/area/period.ts';
import { rowsOf } from './tables.ts';

/** What was paid to all providers in each financial year, by the year in which it begins; pounds, as paid. */
export function paymentsByYear(table: CsvTable): ReadonlyMap<number, number> {
  const years = new Map<number, number>();
  for (const row of rowsOf(table)) {
    const paid = Number(row['amount_gbp_net_of_vat']);
    if (!Number.isFinite(paid)) throw new Error(`a payment of ${row['payment_month']} is no number`);
    const year = startYear(row['financial_year']!);
    years.set(year, (years.get(year) ?? 0) + paid);
  }
  return years;
}
