/** What a command does when it writes, without the rest of it: `node writer.mjs file|new|folder PATH TEXT`. */
import { holdPlace } from '../../src/cli/disk/hold-place.ts';
import { RESULTS, refuseFolder, writeFolder } from '../../src/cli/disk/results-folder.ts';
import { writeWhole } from '../../src/cli/disk/write-whole.ts';
import { BadInput } from '../../src/diagnostics/diagnostic.ts';

const [, , what, path = '', text = ''] = process.argv;
try {
  if (what === 'folder') {
    refuseFolder(path);
    writeFolder(holdPlace(path, RESULTS), { 'a.csv': text.repeat(1000), 'b.csv': text }, { title: text });
  } else writeWhole(path, text.repeat(1000), what === 'new' ? 'nothing' : 'earlier');
} catch (e) {
  if (!(e instanceof BadInput)) throw e;
  for (const { code, message, hint } of e.diagnostics) process.stderr.write(`${code}: ${message}\n${hint}\n`);
  process.exitCode = 2;
}
