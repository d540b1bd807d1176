import { expect, it } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { readYaml } from '../../src/source/yaml.ts';

/** Ten times ten times ten …: a few lines that stand for more than memory holds. */
const BOMB = Array.from({ length: 12 }, (_, i) =>
  i === 0 ? 'a0: &a0 [x]\n' : `a${i}: &a${i} [${`*a${i - 1}, `.repeat(10)}]\n`,
).join('');

it.each([
  ['ten of ten of ten', BOMB, 'source/aliases'],
  ['a NUL character', 'a: b\0\n', 'source/binary'],
  ['a merge key', 'a: {<<: {b: 1}}\n', 'source/key'],
  ['the key of a prototype', '__proto__: {b: 1}\n', 'source/key'],
  ['a number without end', 'a: .inf\n', 'source/number'],
  ['lists within lists', `a: ${'['.repeat(60)}${']'.repeat(60)}\n`, 'source/too-deep'],
  ['five million letters', `a: ${'b'.repeat(5_000_000)}\n`, 'source/too-large'],
  ['bytes in letters', 'a: !!binary aGk=\n', 'source/value'],
  ['nothing but a comment', '# later\n', 'source/empty'],
  ['a list that is not closed', 'a: [1, 2\n', 'source/yaml'],
])('a file with %s is refused', (_, text, code) => {
  const faults = new Faults();
  expect(readYaml(text, 'x.yaml', faults)).toSatisfy(node => node === undefined || faults.hasErrors);
  expect(faults.all.map(d => d.code)).toContain(code);
  expect(faults.all[0]!.place!.file).toBe('x.yaml');
});
