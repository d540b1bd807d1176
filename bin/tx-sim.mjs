#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { runCommand } from './command.mjs';

if (existsSync(new URL('../dist/tx-sim.cjs', import.meta.url))) runCommand();
else {
  process.stderr.write('tx-sim is not built yet: run "npm run build" in its folder first\n');
  process.exitCode = 2;
}
