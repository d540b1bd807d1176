import { expect, it } from 'vitest';
import { countOf, joinWords, wrap } from '../../src/report/blocks.ts';

it('text is broken at spaces, and a word too long for a line stands alone', () => {
  expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
  expect(wrap('a incomprehensibilities b', 8)).toEqual(['a', 'incomprehensibilities', 'b']);
  expect(wrap('', 8)).toEqual(['']);
});

it('hanging text keeps what stands in front of it, and later lines stand under its first word', () => {
  expect(wrap('unit   people by group', 18, 7)).toEqual(['unit   people by', '       group']);
  expect(wrap('unit   ', 18, 7)).toEqual(['unit']);
});

it('words are joined, and things counted, as one says them', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(w => joinWords(w))).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
  expect([countOf(1, 'year'), countOf(1234, 'year'), countOf(2.5, 'year')]).toEqual([
    '1 year',
    '1,234 years',
    '2.5 years',
  ]);
});
