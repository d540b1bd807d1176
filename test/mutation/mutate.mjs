/**
 * `npm run mutation [-- ROOM …]`: changes the code of a room in one place at a time, and tells which changes no test
 * notices. Results are kept under .mutation/, so that a second run only tries what has changed. Exit 1 where a room
 * stays below its share.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';

/** By room: the tests that can tell a change within seconds, and the share of changes that they must tell. */
const ROOMS = JSON.parse(readFileSync(new URL('rooms.json', import.meta.url), 'utf8'));
/** Tables whose every number is held by a test of what they must satisfy; a change to their text is one change. */
const TABLES = ['src/numeric/sobol-directions.ts'];

const asked = process.argv.slice(2);
const unknown = asked.filter(room => !Object.hasOwn(ROOMS, room));
if (unknown.length > 0) {
  process.stderr.write(`${unknown.join(', ')}: expected rooms out of ${Object.keys(ROOMS).join(', ')}\n`);
  process.exit(2);
}

const rows = [];
for (const room of asked.length > 0 ? asked : Object.keys(ROOMS).filter(r => ROOMS[r].least > 0)) {
  const { tests, least } = ROOMS[room];
  process.env.TX_SIM_MUTATED_TESTS = JSON.stringify(tests);
  const files = readdirSync(join('src', room), { recursive: true })
    .map(file => join('src', room, file))
    .filter(file => file.endsWith('.ts') && !TABLES.includes(file));
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
    timeoutFactor: 4,
    reporters: ['clear-text', 'progress-append-only'],
    clearTextReporter: { allowColor: false, reportTests: false, logTests: false, reportScoreTable: false },
  }).runMutationTest();
  const count = status => results.filter(r => r.status === status).length;
  const [killed, timedOut, survived, missed] = ['Killed', 'Timeout', 'Survived', 'NoCoverage'].map(count);
  const all = killed + timedOut + survived + missed;
  rows.push({
    room,
    mutants: all,
    killed,
    timedOut,
    survived,
    missed,
    score: (100 * (killed + timedOut)) / all,
    least,
  });
}

const line = cells =>
  `${cells.map((c, i) => (i === 0 ? String(c).padEnd(10) : String(c).padStart(13))).join('')}\n`;
process.stdout.write(
  line(['room', 'mutants', 'killed', 'timed out', 'survived', 'not covered', 'score, %', 'at least, %']),
);
for (const { room, score, least, ...counts } of rows)
  process.stdout.write(line([room, ...Object.values(counts), score.toFixed(1), least]));
process.exitCode = rows.some(r => r.score < r.least) ? 1 : 0;
