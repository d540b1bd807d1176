import { afterEach, describe, expect, it, vi } from 'vitest';
import { BrokenRun } from '../../src/cli/tell/broken-run.ts';
import { tellFailure } from '../../src/cli/tell/tell.ts';
import type { RunFault } from '../../src/run/simulate.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** What a failure prints on stderr and on stdout, and the exit code. */
function tell(e: unknown, json = false) {
  const printed = { err: '', out: '' };
  vi.spyOn(process.stderr, 'write').mockImplementation(text => {
    printed.err += text;
    return true;
  });
  vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    printed.out += text;
    return true;
  });
  const code = tellFailure(e, { json, color: false });
  vi.restoreAllMocks();
  return { code, ...printed };
}

const fault = (kind: RunFault['kind']): RunFault => ({
  kind,
  name: 'waiting[opiate]',
  step: 60,
  value: -0.25,
  lastGood: 1.5,
});

describe('a run whose numbers went wrong', () => {
  it.each([
    ['negative', 'run/negative', 'waiting[opiate] fell below zero, to −0.25; its last good value was 1.5'],
    [
      'not-a-number',
      'run/not-a-number',
      'waiting[opiate] is not a number any more (-0.25); its last good value was 1.5',
    ],
    ['law', 'run/law', 'the law waiting[opiate] is off by −0.25, beside a size of 1.5'],
  ] as const)('(%s) is told with arm, time, variable and last good value', (kind, code, sentence) => {
    const ended = tell(new BrokenRun(fault(kind), 'big_bang', 'June 2017'));
    expect(ended).toEqual({
      code: 3,
      out: '',
      err: `error: arm big_bang, June 2017: ${sentence} [${code}]\n1 error\n`,
    });
  });

  it('is told as JSON where JSON was asked for', () => {
    const { out, err } = tell(new BrokenRun(fault('law'), 'big_bang', 'June 2017'), true);
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({
      schemaVersion: 1,
      diagnostics: [{ code: 'run/law', severity: 'error' }],
    });
  });
});

describe('a fault of ours', () => {
  it('is one line, and the stack only where it was asked for', () => {
    const plain = tell(new Error('boom'));
    expect(plain).toMatchObject({ code: 3, out: '' });
    expect(plain.err).toMatch(
      /^tx-sim: this is a fault of ours: boom\n {2}TX_SIM_DEBUG=1 shows where; .*\n$/,
    );
    vi.stubEnv('TX_SIM_DEBUG', '1');
    expect(tell(new Error('boom')).err).toMatch(/^tx-sim: this is a fault of ours: Error: boom\n {4}at /);
  });
});
