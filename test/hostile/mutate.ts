import fc from 'fast-check';

/** Things that mean something to YAML, to us, or to JavaScript. */
const TOKENS = [
  ...'¦ ¦:¦: ¦- ¦-¦,¦[¦]¦{¦}¦&a ¦*a¦*base¦!x ¦? ¦| ¦#¦"¦%¦£¦0¦-1¦1e999¦.nan¦.inf¦~¦null¦true¦<<: '.split('¦'),
  ...'__proto__¦constructor¦toString¦2016/17¦2017-02-30¦all lots¦each term¦𝒳¦1_000¦1e308¦1e-308¦NaN¦> '.split(
    '¦',
  ),
  ...['\n', '\r\n', '\r', '\t', '\0', '\x1b[2J', '\uFEFF', '\u202E', '\uD800', "'", '9'.repeat(400)],
];

export type Edit = (text: string) => string;
const at = fc.nat({ max: 500_000 });

const insert: fc.Arbitrary<Edit> = fc.tuple(at, fc.constantFrom(...TOKENS)).map(([i, t]) => s => {
  const k = i % (s.length + 1);
  return s.slice(0, k) + t + s.slice(k);
});

const remove: fc.Arbitrary<Edit> = fc.tuple(at, fc.integer({ min: 1, max: 30 })).map(([i, n]) => s => {
  const k = i % (s.length + 1);
  return s.slice(0, k) + s.slice(k + n);
});

/** One of what a pattern finds becomes something else. */
const replaceOne =
  (pattern: RegExp, i: number, to: string): Edit =>
  s => {
    const all = [...s.matchAll(pattern)];
    const one = all[i % Math.max(1, all.length)];
    return one ? s.slice(0, one.index) + to + s.slice(one.index + one[0].length) : s;
  };

const word: fc.Arbitrary<Edit> = fc
  .tuple(at, fc.constantFrom(...TOKENS))
  .map(([i, t]) => replaceOne(/[^\s,:{}[\]]+/g, i, t));

const figure: fc.Arbitrary<Edit> = fc
  .tuple(
    at,
    fc.oneof(
      fc.double().map(String),
      fc.integer().map(String),
      fc.constantFrom('0', '-0', '1e308', '-1', ''),
    ),
  )
  .map(([i, t]) => replaceOne(/-?\d+(\.\d+)?/g, i, t));

/** A word takes the place of another of the same text, as when a key stands in the wrong place. */
const borrowed: fc.Arbitrary<Edit> = fc.tuple(at, at).map(([i, j]) => s => {
  const words = s.match(/[^\s,:{}[\]]+/g) ?? [];
  return replaceOne(/[^\s,:{}[\]]+/g, i, words[j % Math.max(1, words.length)] ?? '')(s);
});

const onLines = (change: (lines: string[], i: number, j: number) => void): fc.Arbitrary<Edit> =>
  fc.tuple(at, at).map(([i, j]) => s => {
    const lines = s.split('\n');
    change(lines, i % lines.length, j % lines.length);
    return lines.join('\n');
  });

const lines: fc.Arbitrary<Edit> = fc.oneof(
  onLines((all, i, j) => {
    [all[i], all[j]] = [all[j]!, all[i]!];
  }),
  onLines((all, i, j) => all.splice(i, 0, all[j]!)),
  onLines((all, i) => all.splice(i, 1)),
  onLines((all, i, j) => {
    all[i] = ' '.repeat(j % 9) + all[i]!.trimStart();
  }),
  onLines((all, i) => all.splice(i + 1)),
);

/** One change of a text: of its characters, words, numbers or lines. */
export const edit: fc.Arbitrary<Edit> = fc.oneof(insert, remove, word, figure, borrowed, lines);

export const apply = (text: string, edits: readonly Edit[]): string => edits.reduce((s, e) => e(s), text);

/** A text with some changes. @param most changes at once */
export const mutated = (text: string, most = 4): fc.Arbitrary<string> =>
  fc.array(edit, { maxLength: most }).map(edits => apply(text, edits));
