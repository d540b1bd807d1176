/** Run at the end of a build: runs a scenario as a user would, unseen, and keeps the compiled code of what that took. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serialize } from 'node:v8';
import { CODE, COMPILER, runCommand } from './command.mjs';

const scenario = fileURLToPath(new URL('../scenarios/big-bang-or-evolution.yaml', import.meta.url));
process.argv = [process.argv[0], 'tx-sim', 'run', scenario];
process.stdout.write = () => true;
const scripts = runCommand();
process.on('exit', () => {
  const code = Object.fromEntries([...scripts].map(([name, script]) => [name, script.createCachedData()]));
  writeFileSync(CODE, serialize({ compiler: COMPILER, code }));
});
