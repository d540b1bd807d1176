import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { folderWith } from '../cli/tx-sim.ts';
import { COSTLY } from './costly.ts';
import { measured } from './measured.ts';

/** Of memory and of a processor's time. A careless reader takes ten times as much, or never ends. */
const MOST_MEGABYTES = 300;
const MOST_SECONDS = 2;

it.each(COSTLY.map(c => [c.name, c] as const))(
  '%s is refused with a sentence, in little time and memory, and leaves nothing behind',
  (_name, { make, args, code, at }) => {
    const folder = folderWith({});
    make(folder);
    const before = readdirSync(folder, { recursive: true }).sort();
    const ended = measured(folder, args);
    expect(ended.err).toMatch(/\[[a-z]+\/[a-z-]+\]/);
    const [first] = ended.err.split('\n').filter(line => line.includes(`[${code}]`));
    expect({ exit: ended.code, out: ended.out, code: first && code }).toEqual({ exit: 2, out: '', code });
    if (at !== undefined) expect(first).toMatch(new RegExp(`^${at.replace('.', '\\.')}: error: `));
    expect(ended.err.length).toBeLessThan(60_000);
    expect(ended.err).not.toMatch(/fault of ours|\n {4}at |undefined/);
    expect(ended.megabytes).toBeLessThan(MOST_MEGABYTES);
    expect(ended.seconds).toBeLessThan(MOST_SECONDS);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
  },
);
