import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { readExport } from '../../src/fit/read-export.ts';
import type { CsvTable } from '../../src/scenario/area/csv.ts';
import { chooseLocal } from './choose-local.ts';
import { chooseSeries, type Evidence } from './choose-series.ts';
import { DEATHS, joinAuthorities, PERIOD } from './join-authorities.ts';
import { comment, onOneLine, readTable, STYLE } from './tables.ts';

/**
 * Writes scenarios/areas/authorities.yaml, scenarios/fits/england-series.yaml and scenarios/fits/barnet-series.yaml from the
 * published tables and the evidence file, which are not in the repository. Run from its root, with the folder that holds
 * `data/` and `evidence/`:
 *
 *     npx rolldown test/data/write-published.ts --platform node -d .published --format esm
 *     node .published/write-published.js FOLDER
 */
const folder = process.argv[2] ?? '';
const ALCOHOL =
  'ONS, UK SDG data, indicator 3.5.1, estimated prevalence and people in treatment by local authority, data/indicator_3-5-1.csv in github.com/ONSdigital/sdg-data, commit 343d37e5, 18 April 2023';
const POISONING =
  'ONS, deaths related to drug poisoning by local authority and year of registration, copy in github.com/danlewer/irid_trends, commit 4ea88b30';
/** The Cheshire and the Bedfordshire structural changes orders of 2008. */
const FOLLOWED_BY: Readonly<Record<string, readonly string[]>> = {
  Bedfordshire: ['Bedford', 'Central Bedfordshire'],
  Cheshire: ['Cheshire East', 'Cheshire West and Chester'],
};

const table = (name: string): CsvTable => readTable(join(folder, 'data', name));

function writeAuthorities(): void {
  const { authorities, unmatched, discontinued, england } = joinAuthorities(
    table('alcohol-need-and-treatment-by-authority.csv'),
    table('drug-poisoning-deaths-by-authority.csv'),
  );
  const head = {
    period: PERIOD,
    deaths_from: DEATHS.from,
    deaths_to: DEATHS.to,
    sources: { alcohol: ALCOHOL, deaths: POISONING },
    england,
    discontinued: Object.fromEntries(discontinued.map(name => [name, FOLLOWED_BY[name]])),
  };
  const text = [
    comment([
      'What is published for every authority of England that provides treatment, for `tx-sim area new`.',
      'Written by test/data/write-published.ts from the published tables; do not edit.',
      'need: adults dependent on alcohol. treatment: adults in treatment for alcohol, with or without non-opiates,',
      'rounded to 5. deaths: from drug poisoning, all years of registration together.',
      `Deaths are published for other boundaries, and none are given, for: ${unmatched.join('; ')}.`,
    ]),
    stringify(head, STYLE),
    'authorities:\n',
    ...authorities.map(a => `  - ${onOneLine(a)}\n`),
  ].join('');
  writeFileSync('scenarios/areas/authorities.yaml', text);
  process.stdout.write(`${authorities.length} authorities; without deaths: ${unmatched.join('; ')}\n`);
}

/** A file of series: what it is, where its numbers were read, and the series, a point on a line each. */
const seriesFile = (
  head: readonly string[],
  series: ReadonlyMap<string, { readonly points: readonly object[] }>,
  sources?: ReadonlyMap<string, string>,
): string =>
  [
    comment(head),
    sources ? stringify({ sources: Object.fromEntries(sources) }, STYLE) : '',
    'series:\n',
    ...[...series].flatMap(([name, { points, ...rest }]) => [
      `  ${name}:\n`,
      stringify(rest, STYLE).replace(/^(?=.)/gm, '    '),
      '    points:\n',
      ...points.map(p => `      - ${onOneLine(p)}\n`),
    ]),
  ].join('');

function writeEngland(): void {
  const evidence: Evidence = parse(readFileSync(join(folder, 'evidence', 'england.yaml'), 'utf8'));
  const { sources, series } = chooseSeries(evidence);
  const head = [
    "England's published series, to fit the model to and to drive it with.",
    'Written by test/data/write-published.ts from the evidence file; do not edit.',
    'Outcomes stop at 2018/19: later years are kept back, to judge predictions with. Money, staff and need run on.',
    'Each point keeps the status and source that it was given; `recalled` was checked against nothing.',
  ];
  writeFileSync('scenarios/fits/england-series.yaml', seriesFile(head, series, sources));
  process.stdout.write(`${series.size} series of England\n`);
}

function writeBarnet(): void {
  const name = 'ndtms-viewit-barnet.csv';
  const faults = new Faults();
  const read = readExport(readFileSync(join(folder, 'data', name), 'utf8'), name, 'Barnet', faults);
  if (!read) throw new Error(faults.all.map(f => f.message).join('; '));
  const series = chooseLocal(read);
  const head = [
    "Barnet's published series, to fit the model to and to drive it with. Outcomes stop at 2018/19.",
    'Written by test/data/write-published.ts from the export of the national statistics viewer; do not edit.',
    'Every number was rounded to 5; exits of the four groups together are sums of four such, as uncertain as if rounded to 10.',
  ];
  writeFileSync('scenarios/fits/barnet-series.yaml', seriesFile(head, series));
  process.stdout.write(`${series.size} series of Barnet\n`);
}

writeAuthorities();
writeEngland();
writeBarnet();
