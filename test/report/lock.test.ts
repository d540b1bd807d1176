import { describe, expect, it } from 'vitest';
import type { LockCheck } from '../../src/lock/compare-numbers.ts';
import type { Moved } from '../../src/lock/lock.ts';
import type { Block } from '../../src/report/blocks.ts';
import { junitOf } from '../../src/report/junit.ts';
import { locksJson } from '../../src/report/lock-json.ts';
import { checkPage, lockPage } from '../../src/report/lock-page.ts';
import type { CheckedLock } from '../../src/report/lock-results.ts';

const moved = (
  name: string,
  locked: number | undefined,
  now: number | undefined,
  more: Partial<Moved> = {},
): Moved => ({
  part: 'usual',
  name,
  arm: 'cut',
  column: 'whole run',
  locked,
  now,
  within: 0,
  ...more,
});

const checkOf = (all: readonly Moved[], changed: readonly string[] = []): LockCheck => ({
  state: all.length > 0 ? 'moved' : changed.some(c => c !== 'engine') ? 'stale' : 'unchanged',
  changed,
  compared: 1234,
  moved: all,
});

const lockOf = (file: string, check: LockCheck, more: Partial<CheckedLock> = {}): CheckedLock => ({
  file,
  state: check.state,
  check,
  suspicions: [],
  warnings: [],
  written: false,
  ...more,
});

const HOLDS = lockOf('a.yaml', checkOf([]));
const FAULTY: CheckedLock = {
  file: 'f.yaml',
  state: 'faulty',
  faults: [
    {
      code: 'lock/edited',
      severity: 'error',
      message: 'edited & "cut"',
      place: { file: 'f.lock.json', line: 4, column: 3, length: 1 },
    },
  ],
  suspicions: [],
  warnings: [],
  written: false,
};
const MISSING: CheckedLock = {
  file: 'm.yaml',
  state: 'missing',
  missing: 'lock',
  suspicions: [],
  warnings: [],
  written: false,
};

const lineOf = (block: Block): string[] => {
  if (block.kind === 'table') return block.table.rows.map(row => row.map(cell => cell.text).join(' | '));
  if (block.kind === 'bullets') return [...block.items];
  return 'text' in block ? [block.text] : [];
};
const linesOf = (blocks: readonly Block[]): string[] => blocks.flatMap(lineOf);
const page = (...locks: CheckedLock[]): string[] => linesOf(checkPage(locks, { all: false }));

describe('the page of a check', () => {
  it('says first whether all hold', () => {
    expect(page(HOLDS)[0]).toBe('The scenario gives its published numbers.');
    expect(page(HOLDS, HOLDS)[0]).toBe('All 2 scenarios give their published numbers.');
    expect(page(HOLDS, FAULTY, MISSING, lockOf('s.yaml', checkOf([], ['model'])))[0]).toBe(
      '3 of 4 scenarios do not hold: 1 stale, 1 missing, 1 faulty.',
    );
    expect(page(HOLDS)).toContain('a.yaml | unchanged | 1,234 | 0 | ');
  });

  it('sets what moved in a table: whole runs first, then draws, then years, the farthest of each first', () => {
    const lines = page(
      lockOf(
        'b.yaml',
        checkOf([
          moved('years', 1, 9, { column: '2016/17' }),
          moved('drawn', 10, 11, { part: 'draws', column: 'median', within: 0.01 }),
          moved('near', 100, 101),
          moved('far', -3, -6),
          moved('gone', 5, undefined),
          moved('from_nothing', 0, 2),
        ]),
      ),
    );
    expect(lines.slice(1).filter(l => l.includes(' | '))).toEqual([
      'b.yaml | moved | 1,234 | 6 | ',
      'gone | cut | whole run | 5 | none |  |  | exact',
      'from_nothing | cut | whole run | 0 | 2 | +2 |  | exact',
      'far | cut | whole run | −3 | −6 | −3 | −100% | exact',
      'near | cut | whole run | 100 | 101 | +1 | +1% | exact',
      'drawn | cut | median | 10 | 11 | +1 | +10% | 1%',
      'years | cut | 2016/17 | 1 | 9 | +8 | +800% | exact',
    ]);
  });

  it('says why: what it rests on that changed, or the tool, or the machine', () => {
    const why = (...changed: string[]): string | undefined =>
      page(lockOf('b.yaml', checkOf([moved('deaths', 1, 2)], changed))).find(l => /hanged/.test(l));
    expect(why('model')).toBe('Changed since it was locked: the model.');
    expect(why('model', 'area', 'draws', 'engine')).toBe(
      'Changed since it was locked: the model, the area’s figures and the draws.',
    );
    expect(why('engine')).toBe('Nothing that it rests on has changed but the tool’s code.');
    expect(why()).toMatch(/nor has the tool: this machine or its Node computes otherwise/);
    expect(page(lockOf('b.yaml', checkOf([], ['posterior'])))).toContain(
      'No number moved, but the lock is of something else. Changed since: the fit that parameters come from.',
    );
  });

  it('shows ten of many, and all where all are asked for, with what is worth a second look', () => {
    const many = lockOf('b.yaml', checkOf(Array.from({ length: 13 }, (_, i) => moved(`o${i}`, 1, 2 + i))), {
      suspicions: [
        { kind: 'zero', names: ['debts'] },
        { kind: 'arm equal to the reference', names: ['same'] },
        { kind: 'constant', names: ['waits', 'grant'] },
        { kind: 'not a number', names: ['odds'] },
      ],
    });
    const some = page(many);
    expect(some.filter(l => l.includes('| exact'))).toHaveLength(10);
    expect(some).toContain('and 3 more; --all prints them, --json has every digit.');
    expect(some).toContain('b.yaml | moved | 1,234 | 13 | 5');
    const all = linesOf(checkPage([many], { all: true }));
    expect(all.filter(l => l.includes('| exact'))).toHaveLength(13);
    expect(all.slice(-4)).toEqual([
      '1 outcome zero in every arm and year: debts.',
      '1 arm the same as the first in every number: same.',
      '2 outcomes the same in every year: waits and grant.',
      '1 outcome without meaning in every arm: odds.',
    ]);
  });

  it('says what is missing, and what was written', () => {
    expect(page(MISSING)).toContain('m.yaml: it has no lock; `tx-sim lock` writes one.');
    expect(page({ ...MISSING, file: 'x.lock.json', missing: 'scenario' })).toContain(
      'x.lock.json: its scenario is gone.',
    );
    expect(page({ ...MISSING, written: true })).toContain('m.yaml | locked |  |  | ');
    expect(page(lockOf('b.yaml', checkOf([moved('deaths', 1, 2)]), { written: true }))[0]).toBe(
      'The scenario gives its published numbers.',
    );
    expect(linesOf(lockPage([HOLDS, { ...MISSING, written: true }]))).toEqual([
      'a.yaml: locked before, and no number moved',
      'm.yaml: locked',
    ]);
  });
});

describe('the JUnit report', () => {
  it('has a case for each scenario, failures for what moved and errors for what could not be read', () => {
    const xml = junitOf([HOLDS, lockOf('b<.yaml', checkOf([moved('deaths', 1, 2)], ['model'])), FAULTY]);
    expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="tx-sim check" tests="3" failures="1" errors="1">
  <testcase classname="tx-sim check" name="a.yaml"/>
  <testcase classname="tx-sim check" name="b&lt;.yaml">
    <failure message="1 of 1234 numbers moved">Changed since it was locked: the model.
deaths, cut, whole run: 1 → 2 (+1, +100%)</failure>
  </testcase>
  <testcase classname="tx-sim check" name="f.yaml">
    <error message="it could not be checked">f.lock.json:4:3: edited &amp; &quot;cut&quot; [lock/edited]</error>
  </testcase>
</testsuite>
`);
  });

  it('leaves out what XML cannot hold, and all but twenty of what moved', () => {
    const xml = junitOf([
      lockOf('\u0000a\u001b.yaml', checkOf(Array.from({ length: 23 }, () => moved('deaths', 1, 2)))),
    ]);
    expect(xml).toContain('name="a.yaml"');
    expect(xml.match(/deaths/g)).toHaveLength(20);
    expect(xml).toContain('and 3 more');
  });
});

it('machines are given every number that moved; one that is none is null', () => {
  const document = locksJson([HOLDS, lockOf('b.yaml', checkOf([moved('odds', Number.NaN, undefined)]))], {
    version: '1',
  });
  expect(document).toMatchObject({
    ok: false,
    scenarios: [
      { file: 'a.yaml', state: 'unchanged', compared: 1234, moved: [] },
      { moved: [{ name: 'odds', locked: null, now: null, difference: null, relative: null, tolerance: 0 }] },
    ],
  });
  expect(locksJson([HOLDS], { version: '1' })).toMatchObject({ ok: true });
});
