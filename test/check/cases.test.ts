import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diagnose, readCases, tell } from './driver.ts';

const here = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const common = { file: 'common.yaml', text: here('common.yaml') };

describe('the cases', () => {
  it('lean on declarations that are themselves without fault', () => {
    expect(tell(diagnose([common]))).toBe('');
  });

  it('must expect something', () => {
    expect(() => readCases('=== nothing is wrong\nstocks: {}\n---\n')).toThrow('must expect diagnostics');
    expect(() => readCases('=== nothing is said\nstocks: {}\n')).toThrow('must expect diagnostics');
    expect(() => readCases('stocks: {}\n---\n1:1 a: b\n')).toThrow('text before the first case');
  });

  it('are told apart, whatever their models hold', () => {
    const [first, second, ...none] = readCases(
      '=== one\na: 1\n---\n1:1 x: y\n\n=== two\nb: "=== 3"\n>>> c.yaml\nd: 4\n---\n1:1 x: z\n',
    );
    expect(first).toEqual({
      name: 'one',
      files: [{ file: 'model.yaml', text: 'a: 1\n' }],
      expected: '1:1 x: y',
    });
    expect(second!.files).toEqual([
      { file: 'model.yaml', text: 'b: "=== 3"\n' },
      { file: 'c.yaml', text: 'd: 4\n' },
    ]);
    expect(none).toEqual([]);
  });
});

for (const file of readdirSync(new URL('cases/', import.meta.url)))
  describe(file.replace('.txt', ''), () => {
    for (const { name, files, expected } of readCases(here(`cases/${file}`)))
      it(name, () => {
        expect(tell(diagnose([...files, common]))).toBe(expected);
      });
  });
