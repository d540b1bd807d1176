import { appendFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holdPlace } from '../../src/cli/disk/hold-place.ts';
import { refuseFolder, writeFolder } from '../../src/cli/disk/results-folder.ts';
import { choosePlaces, removeUnfinished } from '../../src/cli/results/compare-folder.ts';
import { readKept } from '../../src/cli/work/kept-blocks.ts';
import { readKeptFit, startKeeping } from '../../src/cli/work/kept-fit.ts';
import { folderWith } from '../cli/tx-sim.ts';

const VALUES = Float64Array.of(1, 2, 3, 4);

/** Draws of an interrupted comparison, in a folder of their own. */
function kept(): string {
  const folder = join(folderWith({}), 'r');
  writeFolder(
    holdPlace(folder),
    {
      'unfinished.json': JSON.stringify({ key: 'k', blocks: [0, 2], failures: [] }),
      'unfinished.bin': put => put(new Uint8Array(VALUES.buffer)),
    },
    { unfinished: true },
  );
  return folder;
}

const edit = (file: string, from: string, to: string): void => {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
};

describe('draws of an interrupted comparison', () => {
  it('are gone on from as they were kept', () => {
    const values = new Float64Array(4);
    expect(readKept(kept(), 'k', values)).toMatchObject({ blocks: [0, 2], failures: [] });
    expect(values).toEqual(VALUES);
  });

  it.each<[string, (folder: string) => void, string]>([
    ['cut off', f => truncateSync(join(f, 'unfinished.bin'), 31), 'its bytes have another SHA-256'],
    ['longer', f => appendFileSync(join(f, 'unfinished.bin'), 'x'), 'its bytes have another SHA-256'],
    ['missing', f => rmSync(join(f, 'unfinished.bin')), 'there is no such file or folder'],
    ['edited', f => edit(join(f, 'unfinished.json'), '[0,2]', '[0,1,2]'), 'its bytes have another SHA-256'],
    [
      'without a whole manifest',
      f => truncateSync(join(f, 'manifest.json'), 200),
      'manifest.json is damaged',
    ],
  ])('that are %s are refused, and nothing of them is taken', (_, damage, why) => {
    const folder = kept();
    damage(folder);
    const values = new Float64Array(4);
    expect(() => readKept(folder, 'k', values)).toThrow(`is not as tx-sim wrote it: ${why}`);
    expect(values).toEqual(new Float64Array(4));
  });

  it('of another run are refused, and so is a folder that holds none', () => {
    expect(() => readKept(kept(), 'other', VALUES)).toThrow('it holds draws of something else');
    expect(() => readKept(folderWith({}), 'k', VALUES)).toThrow('there are no unfinished draws in it');
  });
});

describe('the draws that a comparison went on from', () => {
  it('go once they are among its results, wherever those stand', () => {
    const folder = kept();
    expect(choosePlaces(folder, folder)).toEqual({ out: folder, keepIn: folder });
    expect(() => choosePlaces(folder, undefined)).toThrow('it holds draws of an interrupted comparison');
    removeUnfinished(folder);
    expect(existsSync(folder)).toBe(false);
    // What stands in their place is a result.
    writeFolder(holdPlace(folder), { 'a.csv': 'new' }, {});
    removeUnfinished(folder);
    expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('new');
    expect(choosePlaces(`${folder}/`, undefined)).toEqual({
      out: `${folder}/`,
      keepIn: `${folder}-unfinished`,
    });
  });
});

describe('a folder of results with a damaged manifest', () => {
  it.each<[string, string]>([
    ['cut off', '{"tool": {"name": "tx-s'],
    ['empty', ''],
    ['null', 'null'],
    ['of no files', '{"tool": {"name": "tx-sim"}}'],
    ['of another tool', '{"tool": {"name": "other"}, "files": {}}'],
  ])('that is %s is not written over', (_, text) => {
    const folder = folderWith({ 'r/manifest.json': text, 'r/outcomes.csv': 'mine' });
    expect(() => refuseFolder(join(folder, 'r'))).toThrow(
      'its manifest.json is damaged, or was not written by tx-sim',
    );
    expect(readFileSync(join(folder, 'r/outcomes.csv'), 'utf8')).toBe('mine');
  });

  it('that names files outside of it removes none of them', () => {
    for (const name of ['../mine.txt', '..', '/etc/none', 'a/../../mine.txt']) {
      const manifest = JSON.stringify({
        tool: { name: 'tx-sim', version: '0' },
        versions: { node: 'v20' },
        files: { [name]: { sha256: '' } },
      });
      const folder = folderWith({ 'r/manifest.json': manifest, 'mine.txt': 'mine' });
      expect(() => refuseFolder(join(folder, 'r'))).toThrow('is damaged');
      expect(() => writeFolder(holdPlace(join(folder, 'r')), { 'a.csv': 'a' }, {})).toThrow('is damaged');
      expect(readFileSync(join(folder, 'mine.txt'), 'utf8')).toBe('mine');
    }
  });

  it('that came to hold a file of the user while a run went on is not replaced', () => {
    const folder = join(folderWith({}), 'r');
    writeFolder(holdPlace(folder), { 'a.csv': 'old' }, {});
    const claim = holdPlace(folder);
    writeFileSync(join(folder, 'mine.txt'), 'mine');
    expect(() => writeFolder(claim, { 'a.csv': 'new' }, {})).toThrow('it also holds mine.txt');
    expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('old');
  });
});

describe('an unfinished fit', () => {
  const FIT = { state: {}, tally: { points: 1200, failed: 3 }, seconds: 12.5 };
  const keep = (): string => {
    const path = join(folderWith({}), 'p-unfinished.json');
    startKeeping(path, 'k').keep(FIT);
    return path;
  };

  it('is gone on from as it was kept', () => {
    expect(readKeptFit(keep(), 'k')).toEqual(FIT);
  });

  it('that was edited is refused', () => {
    const path = keep();
    edit(path, '"points":1200', '"points":1300');
    expect(() => readKeptFit(path, 'k')).toThrow(`cannot go on from ${path}: it is not as it was written`);
  });

  it('that was cut off anywhere is refused', () => {
    const path = keep();
    const text = readFileSync(path, 'utf8');
    for (let length = 0; length < text.length; length++) {
      writeFileSync(path, text.slice(0, length));
      expect(() => readKeptFit(path, 'k'), `the first ${length}`).toThrow('it is damaged');
    }
  });
});
