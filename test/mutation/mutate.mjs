/**
 * `npm run mutation [-- ROOM | FILE …]`: changes the code of a room, or of a file of one, in one place at a time, and
 * tells which changes no test notices. Results are kept under .mutation/, so that a second run only tries what has
 * changed. Exit 1 where a room, or what was asked of it, stays below its share.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';

/** By room: the tests that can tell a change within seconds, and the share of changes that they must tell. */
const ROOMS = JSON.parse(readFileSync(new URL('rooms.json', import.meta.url), 'utf8'));
/** Tables whose every number is held by a test of what they must satisfy; a change to their text is one change. */
const TABLES = ['src/numeric/sobol-directions.ts'];

const filesOf = room =>
  readdirSync(join('src', room), { recursive: true })
    .map(file => join('src', room, file))
    .filter(file => file.endsWith('.ts') && !TABLES.includes(file));
const roomOf = name => (existsSync(name) ? name.split('/')[1] : name);

const given = process.argv.slice(2);
const unknown = given.filter(name => !Object.hasOwn(ROOMS, roomOf(name)));
if (unknown.length > 0) {
  process.stderr.write(
    `${unknown.join(', ')}: expected files of, or rooms out of ${Object.keys(ROOMS).join(', ')}\n`,
  );
  process.exit(2);
}
const asked = given.length > 0 ? given : Object.keys(ROOMS).filter(room => ROOMS[room].least > 0);

const rows = [];
for (const room of new Set(asked.map(roomOf))) {
  const { tests, least } = ROOMS[room];
  process.env.TX_SIM_MUTATED_TESTS = JSON.stringify(tests);
  const files = asked.includes(room) ? filesOf(room) : asked.filter(name => roomOf(name) === room);
  const results = await new Stryker({
    testRunner: 'vitest',
    vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
    // TypeScript 7 has no API that could rewrite this file, and a copy of the whole tree needs no other
    tsconfigFile: 'none',
    coverageAnalysis: 'perTest',
    mutate: files,
    incremental: true,
    incrementalFile: `.mutation/${room}.json`,
    tempDirName: '.mutation/tmp',
    ignorePatterns: ['.bench', '.recovery', 'dist'],
    concurrency: 1,
    // on a busy machine a mutant is slow that does not hang
    timeoutMS: 20_000,
    timeoutFactor: 2,
    reporters: ['clear-text', 'progress-append-only'],
    clearTextReporter: { allowColor: false, reportTests: false, logTests: false, reportScoreTable: false },
  }).runMutationTest();
  const mutants = results.map(({ fileName, status }) => ({ file: relative('.', fileName), status }));
  for (const file of files) rows.push({ name: file, ...countMutants(mutants.filter(m => m.file === file)) });
  rows.push({ name: room, ...countMutants(mutants.filter(m => files.includes(m.file))), least });
}

function countMutants(mutants) {
  const count = status => mutants.filter(m => m.status === status).length;
  const [killed, timedOut, survived, missed] = ['Killed', 'Timeout', 'Survived', 'NoCoverage'].map(count);
  const all = killed + timedOut + survived + missed;
  return {
    all,
    killed,
    timedOut,
    survived,
    missed,
    score: all > 0 ? (100 * (killed + timedOut)) / all : 100,
  };
}

const line = cells =>
  `${cells.map((c, i) => (i === 0 ? String(c).padEnd(34) : String(c).padStart(13))).join('')}\n`;
process.stdout.write(
  line(['', 'mutants', 'killed', 'timed out', 'survived', 'not covered', 'score, %', 'at least, %']),
);
for (const { name, score, least = '', ...counts } of rows)
  process.stdout.write(line([name, ...Object.values(counts), score.toFixed(1), least]));
process.exitCode = rows.some(r => r.score < r.least) ? 1 : 0;
