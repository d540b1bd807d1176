import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { FIT, FIT_FILES, SERIES } from './fit-files.ts';
import { type Ended, folderWith, txSim } from './tx-sim.ts';

export const POSTERIOR = 'fit-posterior.yaml';
/** A second thread takes longer to start than it would save. */
const ALONE = ['--workers', '1'];
export const LATER = `series:
  adults: {unit: adults in the year, source: made up, points: [{period: 2017/18, value: 900, status: read}]}
  visits: {unit: visits, source: made up, points: [{period: 2017/18, value: 9, status: read}]}
`;

/** The short fit, with deaths shown beside it. */
export const FILES = {
  ...FIT_FILES,
  'fit.yaml': `${FIT}  - {series: deaths, outcome: deaths, shown: true}\n`,
  'series.yaml': `${SERIES}  deaths: {unit: deaths, source: made up, points: [{period: 2016/17, value: 9, status: read}]}\n`,
};

let written = '';
/** What a short fit has left; one fit serves all tests. So few runs do not converge, and that is tested by itself. */
export function posteriorText(): string {
  if (written === '') {
    const folder = folderWith(FILES);
    expect(txSim(folder, ['fit', 'fit.yaml', '--evaluations', '600', ...ALONE]).code).toBe(0);
    written = readFileSync(join(folder, POSTERIOR), 'utf8');
  }
  return written.replace(/"verdict": .*/, '"verdict": "converged"');
}

interface Changed {
  readonly later?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly posterior?: (text: string) => string;
}

/** Judges the short fit in a folder of its own. */
export function backtest(
  from: string,
  { later = LATER, files = {}, posterior = t => t }: Changed = {},
  more: string[] = [],
): Ended {
  const folder = folderWith({ ...FILES, 'later.yaml': later, ...files });
  const text = posterior(posteriorText());
  writeFileSync(join(folder, POSTERIOR), text);
  const ended = txSim(folder, [
    'backtest',
    'fit.yaml',
    '--data',
    'later.yaml',
    '--from',
    from,
    ...ALONE,
    ...more,
  ]);
  expect(readFileSync(join(folder, POSTERIOR), 'utf8')).toBe(text);
  return ended;
}

export function expectRefused({ code, err, out }: Ended, ...told: readonly (string | RegExp)[]): void {
  for (const t of told) expect(err).toMatch(t);
  expect(out).toBe('');
  expect(code).toBe(2);
}
