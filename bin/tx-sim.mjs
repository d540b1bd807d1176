#!/usr/bin/env node
import { isBuilt, runCommand } from './command.mjs';

if (isBuilt()) runCommand();
else {
  process.stderr.write('tx-sim is not built yet: run "npm run build" in its folder first\n');
  process.exitCode = 2;
}
