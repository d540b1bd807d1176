import { describe, expect, it } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import type { Lock } from '../../src/lock/lock.ts';
import { readLock, writeLock } from '../../src/lock/lock-text.ts';
import { hash, LOCK } from './lock-fixture.ts';

const TEXT = writeLock(LOCK, hash);

/** What reading a text comes to: the lock, or where and why there is none. */
function read(text: string): Lock | string {
  const faults = new Faults();
  const lock = readLock(text, 'x.lock.json', hash, faults);
  const [fault] = faults.all;
  expect(faults.all).toHaveLength(lock ? 0 : 1);
  return lock ?? `${fault!.place!.file}:${fault!.place!.line}:${fault!.place!.column} ${fault!.code}`;
}

describe('the text of a lock', () => {
  it('reads back as it was written, to every bit', () => {
    expect(read(TEXT)).toEqual(LOCK);
  });

  it('keeps its history, with what was absent and what had no meaning', () => {
    const at = { part: 'usual', name: 'deaths', arm: 'cut', column: 'whole run', within: 0 } as const;
    const lock: Lock = {
      ...LOCK,
      hashes: { ...LOCK.hashes, posterior: 'p' },
      tolerances: [{ outcome: 'deaths', within: 0.001, reason: 'a jump' }],
      history: [
        {
          reason: 'a "better" model',
          from: { version: '1.2.2', sha256: 'older code' },
          changed: ['model'],
          moved: [
            { ...at, locked: 1 / 3, now: 2 / 3 },
            { ...at, locked: undefined, now: Number.NaN },
            { ...at, locked: Number.NaN, now: undefined },
          ],
          movedYears: 12,
        },
      ],
    };
    expect(read(writeLock(lock, hash))).toEqual(lock);
  });

  it('has a line for each change in its history', () => {
    const change = { from: LOCK.tool, changed: [], moved: [], movedYears: 0 };
    const lock = { ...LOCK, history: ['first', 'second'].map(reason => ({ reason, ...change })) };
    const lines = writeLock(lock, hash).split('\n');
    const at = lines.indexOf('  "history": [');
    expect(lines.slice(at + 1, at + 4)).toEqual([
      expect.stringMatching(/^ {4}\{"reason":"first",.*\},$/),
      expect.stringMatching(/^ {4}\{"reason":"second",.*\}$/),
      '  ],',
    ]);
  });

  it('has a line for each row, so that version control shows which moved', () => {
    const lines = TEXT.split('\n');
    expect(lines.slice(0, 4)).toEqual([
      '{',
      '  "kind": "tx-sim lock",',
      '  "lockVersion": 1,',
      expect.stringMatching(/^ {2}"sha256": "[0-9a-f]{64}",$/),
    ]);
    expect(lines).toContain('    ["usual","ratio","as_now",[null,0.30000000000000004,0]],');
    expect(lines.filter(l => l.startsWith('    ['))).toHaveLength(LOCK.rows.length);
    expect(TEXT.endsWith('\n  ]\n}\n')).toBe(true);
    expect(lines).toContain('  "history": [],');
    expect(lines).toContain('  "tolerances": [],');
    const tolerances = [{ outcome: 'deaths', within: 0.001, reason: 'a jump' }];
    expect(writeLock({ ...LOCK, tolerances }, hash).split('\n')).toContain(
      '  "tolerances": [{"outcome":"deaths","within":0.001,"reason":"a jump"}],',
    );
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}"columns": \{"usual":\["whole run",.*\},$/));
  });
});

describe('a lock that cannot be relied on', () => {
  it('is refused wherever it was cut', () => {
    for (let length = 0; length < TEXT.trimEnd().length; length += 7)
      expect(read(TEXT.slice(0, length))).toMatch(/^x\.lock\.json:\d+:\d+ lock\/not-whole$/);
    expect(read('')).toBe('x.lock.json:1:1 lock/not-whole');
    // After a whole line its end is all that can be told; within one, that line.
    expect(read(TEXT.slice(0, TEXT.indexOf('  "draws"')))).toBe('x.lock.json:8:1 lock/not-whole');
    expect(read(TEXT.slice(0, TEXT.indexOf('  "draws"') + 6))).toBe('x.lock.json:8:3 lock/not-whole');
    expect(read(TEXT.slice(0, TEXT.indexOf(',[null,')))).toMatch(/^x\.lock\.json:17:5 /);
  });

  it('is refused at the line that is no JSON', () => {
    expect(read(TEXT.replace('"draws": 4,', '"draws": four,'))).toBe('x.lock.json:8:3 lock/not-whole');
    expect(read(TEXT.replace('"draws": 4,', '\n"draws": four,'))).toBe('x.lock.json:9:1 lock/not-whole');
    expect(read('a note\n')).toBe('x.lock.json:1:1 lock/not-whole');
  });

  it('is refused where a number, a name, a reason or the order of rows was edited', () => {
    const edits = [
      TEXT.replace('30.1', '30.2'),
      TEXT.replace('"a seed"', '"another seed"'),
      TEXT.replace('"history": []', '"history": [{"reason":"mine"}]'),
      TEXT.replace(/( {4}\["usual","deaths","as_now".*\n)(.*\n)/, '$2$1'),
    ];
    for (const text of edits) {
      expect(text).not.toBe(TEXT);
      expect(read(text)).toBe('x.lock.json:4:3 lock/edited');
    }
  });

  it('may be laid out anew: the content counts', () => {
    expect(read(JSON.stringify(JSON.parse(TEXT), null, 4))).toEqual(LOCK);
  });

  it('is refused with both sides of a merge in it, at their first line', () => {
    for (const [mark, line] of [
      ['<<<<<<< ours', 3],
      ['=======', 3],
      ['>>>>>>> theirs', 3],
    ] as const) {
      const lines = TEXT.split('\n');
      lines.splice(2, 0, mark);
      expect(read(lines.join('\n'))).toBe(`x.lock.json:${line}:1 lock/conflict`);
      // what a merge leaves behind is seven marks at the start of a line, and nothing less
      lines[2] = mark.slice(1);
      expect(read(lines.join('\n'))).toBe(`x.lock.json:${line}:1 lock/not-whole`);
      const change = { reason: `of ${mark}`, from: LOCK.tool, changed: [], moved: [], movedYears: 0 };
      const marked = { ...LOCK, seed: mark, history: [change] };
      expect(read(writeLock(marked, hash))).toEqual(marked);
    }
  });

  it('is refused where it is something else, or of a version that nobody here knows', () => {
    for (const other of ['{}', '[]', 'null', '7', '{"kind": "another"}'])
      expect(read(other)).toBe('x.lock.json:1:1 lock/not-a-lock');
    expect(read(TEXT.replace('"lockVersion": 1', '"lockVersion": 2'))).toBe('x.lock.json:3:3 lock/version');
  });

  it('is refused where a right hash vouches for a wrong shape, or for what is nested without end', () => {
    const { sha256: _, ...content } = JSON.parse(TEXT);
    const forge = (change: object): string => {
      const forged = { ...content, ...change };
      return JSON.stringify({ ...forged, sha256: hash(JSON.stringify(forged)) });
    };
    expect(read(forge({}))).toEqual(LOCK);
    for (const change of [{ draws: 0 }, { draws: 1_000_000 }, { stepsPerYear: 0 }, { history: [], rows: [] }])
      expect(read(forge(change))).toEqual({ ...LOCK, ...change });
    for (const change of [
      { rows: undefined },
      { rows: [['other part', 'deaths', 'cut', [1]]] },
      { rows: [['usual', 'deaths', 'cut', [1, '1']]] },
      { rows: [['usual', 7, 'cut', [1]]] },
      { rows: [['usual', 'deaths', 7, [1]]] },
      { rows: [{ 0: 'usual', 1: 'deaths', 2: 'cut', 3: [1] }] },
      { rows: [null] },
      { rows: [['usual', 'deaths', 'cut', null]] },
      { rows: ['usual'] },
      { columns: { usual: [] } },
      { columns: null },
      { tolerances: null },
      { tolerances: [7] },
      { history: [{}] },
      { history: [{ moved: [7] }] },
      { history: 'none' },
      { draws: -3 },
      { draws: 1_000_001 },
      { draws: '4' },
      { stepsPerYear: 1.5 },
      { seed: 7 },
      { sampling: null },
      { tool: [] },
      { tool: 7 },
      { hashes: null },
    ])
      expect(read(forge(change)), JSON.stringify(change)).toMatch(/lock\/edited$/);
    const deep = TEXT.replace('"draws"', `"deep": ${'['.repeat(200_000)}${']'.repeat(200_000)}, "draws"`);
    expect(read(deep)).toBe('x.lock.json:4:3 lock/edited');
  });

  it('says what to do', () => {
    const faults = new Faults();
    readLock(TEXT.replace('30.1', '30.2'), 'x.lock.json', hash, faults);
    readLock(TEXT.replace('"lockVersion": 1', '"lockVersion": 2'), 'x.lock.json', hash, faults);
    readLock(TEXT.replace('"lockVersion": 1', '"lockVersion": "1"'), 'x.lock.json', hash, faults);
    readLock('{', 'x.lock.json', hash, faults);
    readLock('{}', 'x.lock.json', hash, faults);
    readLock('=======', 'x.lock.json', hash, faults);
    expect(faults.all.map(f => `${f.message}; ${f.hint}`)).toEqual([
      'the lock was edited after it was written; restore it from version control, or remove it and lock the scenario anew',
      'the lock is of version 2, and this tool reads version 1; use the tool that wrote it, or remove the lock and lock the scenario anew',
      'the lock does not say its version, and this tool reads version 1; use the tool that wrote it, or remove the lock and lock the scenario anew',
      'the lock is cut short, or is not JSON; restore it from version control, or remove it and lock the scenario anew',
      'this is no lock: expected "kind": "tx-sim lock"; restore it from version control, or remove it and lock the scenario anew',
      'the lock holds both sides of a merge that was not finished; restore it from version control, or remove it and lock the scenario anew',
    ]);
  });
});
