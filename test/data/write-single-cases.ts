import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { financialYearName } from '../../src/scenario/calendar.ts';
import { paymentsByYear } from './payments.ts';
import { panelOf } from './retender-study.ts';
import { comment, onOneLine, readTable, rowsOf } from './tables.ts';

/**
 * Writes scenarios/fits/records/single-cases.yaml from the published tables. Run from the root of the repository, with
 * the folder that holds `data/`:
 *
 *     npx rolldown test/data/write-single-cases.ts --platform node -d out --format esm && node out/write-single-cases.js FOLDER
 */
const folder = process.argv[2] ?? '';
/** Outcomes after it are kept back, to judge predictions with. */
const LAST = 2018;
const read = (name: string) => readTable(join(folder, 'data', name));

const PANEL =
  'ONS, UK SDG data, indicator 3.5.1, people in alcohol treatment by local authority, github.com/ONSdigital/sdg-data, commit 343d37e5, 18 April 2023';
const PAYMENTS =
  'Devon County Council, payments to suppliers, github.com/Devon-County-Council/spending, months added up';
const PRESS =
  'Witney Gazette, 2017, the first and the second year of the new service, read in the local press; the year before was not found';
const EXPORT = 'OHID/NDTMS ViewIt adult export, Barnet';
const OUTCOMES = 'Public Health Outcomes Framework, as NDTMS ViewIt has it for Barnet';

interface Written {
  readonly unit: string;
  readonly source: string;
  readonly status: string;
  readonly rounding?: number;
  readonly values: ReadonlyMap<number, number>;
}

const panel = panelOf(read('alcohol-need-and-treatment-by-authority.csv'));
const alcohol = (name: string): Written => ({
  unit: 'adults in the year',
  source: PANEL,
  status: 'read',
  rounding: 5,
  values: panel.authorities.get(name)!,
});

const barnet = rowsOf(read('ndtms-viewit-barnet.csv')).filter(row =>
  ['sex', 'age_group', 'drug_group'].every(key => row[key] === 'Total'),
);
const exported = (column: string, unit = 'adults leaving in the year'): Written => ({
  unit,
  source: EXPORT,
  status: 'read',
  rounding: 5,
  values: new Map(barnet.map(row => [Number(row['ReportingPeriod']!.slice(0, 4)), Number(row[column])])),
});

/** Shares in %, from a year on. */
const shares = (source: string, unit: string, from: number, ...values: readonly number[]): Written => ({
  unit,
  source,
  status: 'read-secondary',
  values: new Map(values.map((value, i) => [from + i, value])),
});

const COMPLETING = '% of those in treatment';
const series: Readonly<Record<string, Written>> = {
  devon_alcohol: alcohol('Devon'),
  devon_payments: {
    unit: 'GBP, as paid',
    source: PAYMENTS,
    status: 'derived',
    // Before, the lead provider was an NHS trust, whose payments are not among these.
    values: new Map(
      [...paymentsByYear(read('devon-drug-alcohol-provider-payments-monthly.csv'))].filter(
        ([y]) => y >= 2014,
      ),
    ),
  },
  oxfordshire_alcohol: alcohol('Oxfordshire'),
  oxfordshire_opiate_completing: shares(PRESS, COMPLETING, 2015, 4.5, 8.01),
  oxfordshire_non_opiate_completing: shares(PRESS, COMPLETING, 2015, 26.2, 55.2),
  barnet_in_treatment: exported('intreatment_allintx', 'adults in the year'),
  barnet_completing: exported('exits_successfulcompletion_allintx'),
  barnet_transferring: exported('exits_transferrednotincustody_allintx'),
  barnet_opiate_completing: shares(OUTCOMES, COMPLETING, 2014, 10.7, 6.6, 7.8, 9.2),
};

const pointsOf = ({ values, status }: Written): string[] =>
  [...values]
    .filter(([year]) => year <= LAST)
    .map(
      ([year, value]) =>
        `      - ${onOneLine({ period: financialYearName(year), value: Math.round(100 * value) / 100, status })}\n`,
    );

writeFileSync(
  'scenarios/fits/records/single-cases.yaml',
  [
    comment([
      'Single authorities, to be set beside the model and to fit nothing to. Written by test/data/write-single-cases.ts;',
      'do not edit. Devon and Oxfordshire: dated changes of provider. Barnet: 2015/16 looks like several services that',
      'became one, but no document of a change of provider was found. Outcomes stop at 2018/19.',
    ]),
    'series:\n',
    ...Object.entries(series).flatMap(([name, own]) => [
      `  ${name}:\n    unit: ${JSON.stringify(own.unit)}\n    source: ${JSON.stringify(own.source)}\n`,
      own.rounding === undefined ? '' : `    rounding: ${own.rounding}\n`,
      '    points:\n',
      ...pointsOf(own),
    ]),
  ].join(''),
);
