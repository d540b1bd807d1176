import { execSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Builds the command once before all tests when anything that it is made of is newer than the bundle. */
export default function setup(): void {
  const made = changedAt('dist/treatment-model.bin');
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).map(f => join('src', f));
  if ([...sources, 'package.json', 'rolldown.config.mjs'].some(f => changedAt(f) > made))
    execSync('npm run build', { stdio: ['ignore', 'ignore', 'inherit'] });
}

function changedAt(file: string): number {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}
