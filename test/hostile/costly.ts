import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { inventRows, writeExport } from '../fixtures/area/testshire.ts';

/** Something that would cost a careless reader dear. */
export interface CostlyCase {
  readonly name: string;
  /** Writes what is needed into a folder that has `areas/barnet.yaml`. */
  readonly make: (folder: string) => void;
  readonly args: readonly string[];
  readonly code: string;
  /** `file:line:column`; absent where the fault is of no file. */
  readonly at?: string;
}

const HEAD = 'title: T\narea: areas/barnet.yaml\nstart: 2016-04-01\nhorizon: 1 year\narms:\n  as_now: {}\n';
const SECTOR = 'sector: test\ndoc: A test.\n';

const file = (name: string, text: string | (() => string), code: string, at = '1:1'): CostlyCase => ({
  name,
  make: folder => writeFileSync(join(folder, 'x.yaml'), typeof text === 'string' ? text : text()),
  args: ['validate', 'x.yaml'],
  code,
  at: `x.yaml:${at}`,
});

const table = (name: string, text: string, code: string, at = '1:1'): CostlyCase => ({
  name,
  make: folder => writeFileSync(join(folder, 'x.csv'), text),
  args: ['area', 'import', 'x.csv', '--area', 'Testshire', '--to', 'never.yaml'],
  code,
  at: `x.csv:${at}`,
});

const command = (
  name: string,
  args: readonly string[],
  code: string,
  at?: string,
  make: CostlyCase['make'] = () => {},
): CostlyCase => ({
  name,
  make: folder => {
    writeFileSync(join(folder, 'x.yaml'), HEAD);
    make(folder);
  },
  args,
  code,
  ...(at !== undefined && { at }),
});

const lines = (n: number, line: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => line(i)).join('');
const dimensions = (n: number, size: number): string =>
  `dimensions:\n${lines(n, k => `  d${k}: {doc: d, elements: [${lines(size, i => `e${k}_${i}, `)}]}\n`)}`;

/** Large, deep and endless files, links and devices, and requests for more than there is. */
export const COSTLY: readonly CostlyCase[] = [
  {
    ...file('100 MB', '', 'source/too-large'),
    make: folder => {
      const path = join(folder, 'x.yaml');
      closeSync(openSync(path, 'w'));
      truncateSync(path, 100_000_000);
    },
  },
  file('7 MB of comments', () => '# no\n'.repeat(1_400_000), 'source/too-large'),
  file('4 MB of NUL bytes', () => '\0'.repeat(3_900_000), 'source/binary'),
  file('4 MB of text in one line', () => `title: ${'x'.repeat(3_900_000)}\n`, 'source/missing-key'),
  file('a million escapes', () => `title: "${'\\x41'.repeat(900_000)}`, 'source/yaml', '1:3600009'),
  file('a million brackets', () => `title: ${'['.repeat(1_000_000)}`, 'source/too-deep', '1:107'),
  file(
    'a million brackets that close',
    () => `title: ${'['.repeat(1e6)}${']'.repeat(1e6)}`,
    'source/too-deep',
    '1:107',
  ),
  file('half a million dashes', () => `${'- '.repeat(500_000)}x`, 'source/too-deep', '1:200'),
  file('half a million question marks', () => '? '.repeat(500_000), 'source/too-deep', '1:200'),
  file(
    'steps two thousand deep',
    () => lines(2_000, i => `${' '.repeat(i)}a:\n`),
    'source/too-deep',
    '100:101',
  ),
  file('two hundred thousand keys', () => lines(200_000, i => `k${i}: 1\n`), 'source/too-large', '8572:7'),
  file(
    'a million items',
    () => `title: T\nnotes:\n${'- 1\n'.repeat(900_000)}`,
    'source/too-large',
    '12000:4',
  ),
  file('half a million anchors', () => '&a '.repeat(500_000), 'source/too-large', '1:90001'),
  file('half a million documents', () => '---\n'.repeat(500_000), 'source/documents', '2:4'),
  file('half a million directives', () => '%YAML 1.2\n'.repeat(300_000), 'source/too-large', '30001:10'),
  file('a hundred thousand faults of syntax', () => HEAD + '}\n'.repeat(100_000), 'source/yaml', '7:1'),
  file(
    'six thousand unknown keys',
    () => HEAD + lines(6_000, i => `unkn${i}: 1\n`),
    'source/unknown-key',
    '7:1',
  ),
  file(
    'nine to the power of nine aliases',
    () => `a: &a [x]\n${lines(9, i => `k${i}: &${'bcdefghij'[i]} [${`*${'abcdefghi'[i]}, `.repeat(9)}]\n`)}`,
    'source/aliases',
    '6:17',
  ),
  file(
    'ninety aliases of ten thousand',
    () => `title: &a [${'1,'.repeat(10_000)}]\nnotes: [${'*a, '.repeat(90)}]\n`,
    'source/aliases',
    '2:21',
  ),
  file(
    'three thousand arms',
    () => HEAD + lines(3_000, i => `  a${i}: {}\n`),
    'scenario/too-many-arms',
    '5:1',
  ),
  file(
    'a model of eight thousand million numbers',
    () =>
      `${dimensions(4, 300)}auxiliaries:\n  a: {doc: d, unit: fraction, over: [d0, d1, d2, d3], equation: 1}\n${SECTOR}`,
    'check/too-large',
    '7:50',
  ),
  file(
    'a sum of eight thousand million terms',
    () =>
      `${dimensions(4, 300)}parameters:\n  p: {doc: d, unit: fraction, value: 0.5, range: [0, 1], status: assumption, source: s}\nauxiliaries:\n  a: {doc: d, unit: fraction, equation: "sum(p, d0, d1, d2, d3)"}\n${SECTOR}`,
    'check/too-large',
    '9:41',
  ),
  file(
    'stages of four million numbers',
    () =>
      `${dimensions(3, 60)}stocks:\n  s: {doc: d, unit: people, over: [d0, d1, d2], initial: 0, stages: 20}\n${SECTOR}`,
    'check/too-large',
    '6:44',
  ),
  file(
    'a hundred equations of four thousand characters',
    () =>
      `parameters:\n  p: {doc: d, unit: fraction, value: 0.5, range: [0, 1], status: assumption, source: s}\nauxiliaries:\n${lines(100, i => `  a${i}: {doc: d, unit: fraction, equation: "${'p+'.repeat(1_900)}p"}\n`)}${SECTOR}`,
    'expr/not-allowed',
    '4:42',
  ),
  table('a table of 7 MB', `${writeExport()}${','.repeat(7_000_000)}`, 'area/csv-too-large'),
  table(
    'a table of four hundred thousand columns',
    lines(400_000, i => `c${i},`),
    'area/csv-too-large',
    '1:10897',
  ),
  table('a table of two million rows', `a\n${'1\n'.repeat(1_900_000)}`, 'area/csv-too-large', '100002:1'),
  table('a table of three million quotes', `a\n"${'""'.repeat(1_900_000)}`, 'area/csv-quote', '2:1'),
  table(
    'a table with every row five times',
    writeExport(Array(5).fill(inventRows()).flat()),
    'area/row-twice',
    '182:1',
  ),
  command('ten million draws', ['compare', 'x.yaml', '--draws', '10000000'], 'cli/count'),
  command('a device', ['run', '/dev/zero'], 'cli/unreadable'),
  command('a folder', ['run', 'areas'], 'cli/unreadable'),
  command('a pipe that nobody writes to', ['run', 'x.yaml'], 'cli/unreadable', 'x.yaml:1:7', folder => {
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    writeFileSync(
      join(folder, 'x.yaml'),
      HEAD.replace('title: T\narea: areas/barnet.yaml', 'area: pipe.yaml\ntitle: T'),
    );
  }),
  command('a link that leads out', ['run', 'x.yaml'], 'cli/outside', 'x.yaml:1:7', folder => {
    symlinkSync('/etc/hostname', join(folder, 'link.yaml'));
    writeFileSync(
      join(folder, 'x.yaml'),
      HEAD.replace('title: T\narea: areas/barnet.yaml', 'area: link.yaml\ntitle: T'),
    );
  }),
  command('a folder that is a link out', ['run', 'x.yaml'], 'cli/outside', 'x.yaml:1:7', folder => {
    symlinkSync('/etc', join(folder, 'inside'));
    writeFileSync(
      join(folder, 'x.yaml'),
      HEAD.replace('title: T\narea: areas/barnet.yaml', 'area: inside/hostname\ntitle: T'),
    );
  }),
  command('a link to itself', ['run', 'loop.yaml'], 'cli/unreadable', undefined, folder => {
    symlinkSync('loop.yaml', join(folder, 'loop.yaml'));
  }),
  command(
    'a scenario that extends a link to itself',
    ['run', 'y.yaml'],
    'scenario/extends-circle',
    'y.yaml:1:10',
    folder => {
      writeFileSync(join(folder, 'y.yaml'), 'extends: again.yaml\n');
      symlinkSync('y.yaml', join(folder, 'again.yaml'));
    },
  ),
  command('figures of 1e308', ['run', 'x.yaml'], 'run/start', undefined, folder => {
    const sound = readFileSync(join(folder, 'areas/barnet.yaml'), 'utf8');
    writeFileSync(join(folder, 'areas/barnet.yaml'), sound.replaceAll('a18_29: 50', 'a18_29: 1.0e+308'));
  }),
  command('a parameter of 1e308', ['run', 'x.yaml'], 'run/start', undefined, folder => {
    writeFileSync(
      join(folder, 'x.yaml'),
      HEAD.replace('{}', '{parameters: {handoff_loss: {value: 1.0e+308, reason: r}}}'),
    );
  }),
  command('a name of a hundred thousand letters', ['explain', 'x'.repeat(100_000)], 'cli/unknown-name'),
  command('a folder within a file', ['run', 'x.yaml', '--out', 'x.yaml/results'], 'cli/unwritable'),
  command(
    'an export onto a folder',
    ['area', 'import', 'x.yaml', '--area', 'X', '--to', 'sub'],
    'cli/unreadable',
    undefined,
    folder => mkdirSync(join(folder, 'sub')),
  ),
];
