import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { txSim } from '../cli/tx-sim.ts';
import { program } from '../treatment/bench.ts';
import { answer, type BrokenFile, brokenFiles, commandFor, KINDS, placeOf } from './corpus.ts';

const all = KINDS.flatMap(brokenFiles);

const errorsOf = (told: readonly Diagnostic[]): readonly Diagnostic[] =>
  told.filter(d => d.severity === 'error');

function expectAnswer(file: BrokenFile, errors: readonly Diagnostic[]): void {
  const [first] = errors;
  expect({ code: first?.code, at: first && placeOf(first, file), errors: errors.length }).toEqual({
    code: file.code,
    at: file.at,
    errors: file.errors,
  });
  expect(first!.message.slice(0, file.says.length)).toBe(file.says);
  for (const { message, hint = '' } of errors) {
    expect(`${message} ${hint}`).not.toMatch(/undefined|\[object|\bNaN\b(?!"| is not a finite number)|\n/);
    expect(message.length).toBeLessThan(4_100);
  }
}

describe('broken files', () => {
  it('are many, of many causes, each of more than one kind of file', () => {
    expect(all.length).toBeGreaterThanOrEqual(150);
    expect(new Set(all.map(f => f.code)).size).toBeGreaterThanOrEqual(60);
    for (const kind of KINDS) expect(brokenFiles(kind).length, kind).toBeGreaterThanOrEqual(10);
  });

  describe.each(KINDS)('of a %s', kind => {
    it.each(brokenFiles(kind).map(f => [f.path.split('/').at(-1), f] as const))('%s', (_name, file) => {
      const began = performance.now();
      expectAnswer(file, errorsOf(answer(file, program)));
      // Some ten thousandths of this; more is a search that has no end.
      expect(performance.now() - began).toBeLessThan(5_000);
    });
  });

  it('are answered by the command as by its parts: all at once, on stdout as JSON, and with exit 2', () => {
    const files = all.filter(f => !['csv', 'model', 'lock'].includes(f.kind));
    const { code, out, err } = txSim('.', ['validate', '--json', ...files.map(f => f.path)]);
    expect({ code, err }).toEqual({ code: 2, err: '' });
    const told = JSON.parse(out) as { files: { file: string; ok: boolean }[]; diagnostics: Diagnostic[] };
    expect(told.files.filter(f => f.ok)).toEqual([]);
    for (const file of files.filter(f => !f.at.includes('.'))) {
      const own = errorsOf(told.diagnostics).filter(d => d.place?.file === file.path);
      expect([file.path, own[0]?.code]).toEqual([file.path, file.code]);
    }
  });

  it.each(['area/csv-empty', 'compile/cycle', 'lock/edited'].map(code => all.find(f => f.code === code)!))(
    'that need a command of their own get exit 2 from it: $path',
    file => {
      const { code, out, err } = txSim('.', commandFor(file, 'gone/never.yaml'));
      // The file beside a model is sound, and a check counts those that are not.
      expect({ code, out: out.replace(/^(ok: |1 of 1)[\s\S]*$/, '') }).toEqual({ code: 2, out: '' });
      expect(err).toContain(`[${file.code}]`);
    },
  );
});
