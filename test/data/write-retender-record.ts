import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { printPage } from '../../src/cli/tell/terminal.ts';
import { type Block, gap, heading, right, table, text } from '../../src/report/blocks.ts';
import {
  changesOf,
  type Placebo,
  type ProviderChange,
  panelOf,
  placeboOf,
  type StudyRow,
  studyOf,
  yearlyNoise,
} from './retender-study.ts';
import { comment, onOneLine, readTable, rowsOf, STYLE } from './tables.ts';

/**
 * Repeats the event study of dated provider changes from the published tables, prints it beside the table that was
 * handed down, and writes scenarios/fits/records/retenders.yaml. Run from the root of the repository, with the folder
 * that holds `data/` and `evidence/`:
 *
 *     npx rolldown test/data/write-retender-record.ts --platform node -d out --format esm && node out/write-retender-record.js FOLDER
 */
const folder = process.argv[2] ?? '';
const RECORD = 'scenarios/fits/records/retenders.yaml';
const PANEL =
  'ONS, UK SDG data, indicator 3.5.1, people in alcohol treatment by local authority, data/indicator_3-5-1.csv in github.com/ONSdigital/sdg-data, commit 343d37e5, 18 April 2023';

/** One cell of the events has a comma and no quotes around it. */
const quoted = (csv: string): string =>
  csv.replace('not named in the text found (CRI is recalled, unchecked)', '"$&"');

const events = readTable(join(folder, 'data', 'retender-events.csv'), quoted);
const panel = panelOf(readTable(join(folder, 'data', 'alcohol-need-and-treatment-by-authority.csv')));
const changes = changesOf(events);
const study = studyOf(panel, changes);
const placebo = placeboOf(panel, changes, 'sixteen changes of provider');
const noise = yearlyNoise(panel);

const signed = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)} %`;

/** The rows of the table that was handed down, as they stand there. */
function handedDown(): string[][] {
  const lines = readFileSync(join(folder, 'evidence', 'retenders.md'), 'utf8').split('\n');
  return lines
    .filter(line => /^\| [−+]?\d/.test(line))
    .map(line => line.replaceAll('*', '').split('|').slice(1, -1));
}

const HEADS = ['year', 'n', 'mean', 'median', 'without the\nlargest fall', 'random, 90 %', 'p'];
const tableOf = (rows: readonly (readonly string[])[]): Block =>
  table(
    HEADS.map(head => right(head)),
    rows.map(row => row.map(cell => ({ text: cell.trim() }))),
  );

const rowOf = ({ year, n, ...row }: StudyRow, y: number, { band, p }: Placebo): string[] => [
  year > 0 ? `+${year}` : String(year).replace('-', '−'),
  String(n),
  signed(row.mean),
  signed(row.median),
  signed(row.withoutLargestFall),
  `${signed(band[y]![0])} to ${signed(band[y]![1])}`,
  p[y]!.toFixed(2),
];

printPage(
  [
    heading('People in alcohol treatment beside England, since two years before a change of provider'),
    gap,
    heading('From the published tables'),
    tableOf(study.map((row, y) => rowOf(row, y, placebo))),
    gap,
    heading('Handed down'),
    tableOf(handedDown()),
    gap,
    text(
      `An authority moves against England with a standard deviation of the logarithm of ${noise.toFixed(3)} a year. Random authorities gain ${signed(placebo.drift[1]!)} on England, as England is what the largest do.`,
    ),
    text(
      'The two differ in the random authorities of the year −1, probably because Bedfordshire and Cheshire, which are gone, could be drawn there: their numbers vanish in 2012/13. Here they cannot.',
    ),
  ],
  false,
);

const round = (x: number): number => Number(x.toPrecision(4));

function changeOf({ authority, firstYear, month }: ProviderChange, source: string): object {
  return {
    authority,
    first_year: firstYear,
    month: month ?? 4,
    status: month === undefined ? 'assumption' : 'read-secondary',
    source,
  };
}

const sources = rowsOf(events)
  .filter(row => row['incumbent_retained'] !== 'yes')
  .map(row => row['source']!);
writeFileSync(
  RECORD,
  [
    comment([
      'What is on record of changes of provider, for the model to be conditioned on.',
      'Written by test/data/write-retender-record.ts from the published tables; do not edit.',
      'Sixteen dated changes, 2013/14 to 2018/19: people in alcohol treatment, with or without non-opiates, in the',
      'authority beside England, since two years before the first financial year of the new service. Events that',
      'reached the press are not typical; cuts come together with them; single outcomes run from -45 to +43 %.',
    ]),
    stringify(
      {
        doc: 'People in alcohol treatment after a change of provider, beside England and two years before.',
        unit: 'logarithm of a ratio; 0 is as England did',
        source: `${PANEL}; dated changes as below`,
        status: 'derived',
        method:
          'Means over the changes that have a year. Noise and covariance: of the same means, each authority replaced by a random one with at least 100 people treated, worked out exactly. Drift: what those do on average.',
      },
      STYLE,
    ),
    'years:\n',
    ...study.map(({ year, n, mean }, y) => {
      const drift = round(placebo.drift[y]!);
      const own = {
        year,
        n,
        mean: round(Math.log1p(mean)),
        noise: round(Math.sqrt(placebo.covariance[y]![y]!)),
        drift,
      };
      return `  - ${onOneLine(own)}\n`;
    }),
    '# Between the years, in their order.\ncovariance:\n',
    ...placebo.covariance.map(row => `  - ${onOneLine(row.map(round))}\n`),
    '# The month is that of the first day; where only the year is known, April is assumed.\nchanges:\n',
    ...changes.map((change, i) => `  - ${onOneLine(changeOf(change, sources[i]!))}\n`),
  ].join(''),
);
