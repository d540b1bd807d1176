import type { Posterior } from './posterior.ts';

/** More digits than any fit can tell apart; fewer than all keep the file small. */
const DIGITS = 9;

const header = (writer: string): readonly string[] => [
  `Written by ${writer}. A scenario takes its parameters from here with \`parameters_from:\` and the path of this file:`,
  'a plain run their medians, each draw of a comparison one row.',
];

/**
 * The text of a posterior file, the same for the same posterior. Reading it gives the posterior back, to nine digits.
 *
 * @param writer what the file says that it was written by
 */
export function writePosterior(
  { title, years, seed, hashes, settings, convergence, parameters, weights, values }: Posterior,
  writer = '`tx-sim fit`',
): string {
  const count = parameters.length;
  const rows = [...weights].map((weight, row) =>
    [weight, ...values.subarray(row * count, (row + 1) * count)].map(short).join(' '),
  );
  return [
    ...header(writer).map(line => `# ${line}`),
    `fit: ${quoted(title)}`,
    `years: ${quoted(years)}`,
    `seed: ${quoted(seed)}`,
    'hashes:',
    ...Object.entries(hashes).map(([what, hash]) => `  ${what}: ${quoted(hash)}`),
    ...entries('settings', settings),
    ...entries('convergence', convergence),
    'parameters:',
    ...parameters.map(({ name, unit }) => `  - {name: ${name.value}, unit: ${quoted(unit)}}`),
    `rows: ${rows.length}`,
    '# A weight, then a value for each parameter.',
    'draws:',
    ...rows.map(row => `  - ${quoted(row)}`),
    '',
  ].join('\n');
}

function entries(key: string, map: ReadonlyMap<string, string>): string[] {
  if (map.size === 0) return [`${key}: {}`];
  return [`${key}:`, ...[...map].map(([name, value]) => `  ${quoted(name)}: ${quoted(value)}`)];
}

const short = (x: number): string => String(Number(x.toPrecision(DIGITS)));

/** Text that YAML takes as it stands, whatever is in it. */
const quoted = (text: string): string => JSON.stringify(text);
