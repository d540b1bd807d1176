/**
 * Loaded before a program (`node --require`): kills it, as `kill -9` does, before the n-th time that it changes anything
 * on the disk (KILL_BEFORE, from 1), or renames anything (KILL_BEFORE_RENAME). Of a file that is being written, a half is
 * written first.
 */
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');

const { KILL_BEFORE, KILL_BEFORE_RENAME } = process.env;
let left = Number(KILL_BEFORE ?? KILL_BEFORE_RENAME);
const CHANGES = [
  'writeFileSync',
  'renameSync',
  'mkdirSync',
  'rmSync',
  'rmdirSync',
  'linkSync',
  'chmodSync',
  'fsyncSync',
];
const { writeFileSync } = fs;
for (const name of KILL_BEFORE ? CHANGES : ['renameSync']) {
  const change = fs[name];
  fs[name] = (...args) => {
    if (--left !== 0) return change(...args);
    if (name === 'writeFileSync') writeFileSync(args[0], args[1].slice(0, args[1].length / 2), args[2]);
    process.kill(process.pid, 'SIGKILL');
    for (;;);
  };
}
syncBuiltinESMExports();
