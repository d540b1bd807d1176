import type { OutcomeTable } from '../outcome/outcome-table.ts';

const CSV_HEADER = ['arm', 'outcome', 'label', 'unit', 'dimension', 'element', 'window', 'value'] as const;

/** The name that a row carries for the whole run, years made one. */
export const WHOLE_RUN = 'whole run';

/**
 * Outcomes as tidy CSV: a row for each number. `dimension` and `element` are empty for the whole; `window` is a
 * year, a quarter or `whole run`; `value` is empty where the outcome has no meaning there.
 */
export function outcomesCsv(tables: readonly OutcomeTable[], only?: ReadonlySet<string>): string {
  const rows: string[] = [CSV_HEADER.join(',')];
  for (const { arms, windows, by, rows: outcomes } of tables)
    for (const row of outcomes) {
      const { name, label, unit } = row.spec;
      if (only && !only.has(name)) continue;
      for (const [a, arm] of arms.entries()) {
        const cells = [
          arm.name,
          name,
          label,
          unit.value,
          row.element === undefined ? '' : (by ?? ''),
          row.element ?? '',
        ];
        const put = (window: string, value: number): void => {
          rows.push([...cells.map(csvText), csvText(window), csvNumber(value)].join(','));
        };
        for (const [w, window] of windows.entries()) put(window.name, row.byWindow[a]![w]!);
        put(WHOLE_RUN, row.overall[a]!);
      }
    }
  return `${rows.join('\r\n')}\r\n`;
}

/** A number's cell; empty where there is none. */
export const csvNumber = (value: number): string => (Number.isFinite(value) ? String(value) : '');

/** A text cell. What a spreadsheet would take for a formula gets an apostrophe in front. */
export function csvText(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
