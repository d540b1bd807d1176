import { describe, expect, it } from 'vitest';
import { type Diagnostic, Faults, type Place } from '../../src/diagnostics/diagnostic.ts';
import type { Expr } from '../../src/expr/ast.ts';
import { parseEquation, placeOfName } from '../../src/expr/parse.ts';
import { isIndex } from './arbitrary.ts';

const placed = (text: string, quotes = 0): Place => ({
  file: 'm',
  line: 3,
  column: 10,
  length: text.length + quotes,
});

function parse(text: string, place = placed(text)): { e: Expr | undefined; faults: readonly Diagnostic[] } {
  const faults = new Faults();
  return { e: parseEquation(text, place, isIndex, faults), faults: faults.all };
}

/** A tree as nested lists: short enough to read in a table. */
function sketch(e: Expr | undefined): unknown {
  switch (e?.op) {
    case 'number':
      return e.value;
    case 'name':
      return e.subscripts ? `${e.name}[${e.subscripts.join(' ')}]` : e.name;
    case 'negate':
    case 'not':
      return [e.op, sketch(e.arg)];
    case 'binary':
      return [e.operator, sketch(e.left), sketch(e.right)];
    case 'choose':
      return ['?', sketch(e.condition), sketch(e.yes), sketch(e.no)];
    case 'call':
      return [e.fn, ...e.args.map(sketch)];
    case 'reduce':
      return [
        `${e.fn} over`,
        sketch(e.body),
        ...e.over.map(r => (r.within ? `${r.index} in ${r.within}` : r.index)),
      ];
    default:
      return undefined;
  }
}

describe('an equation', () => {
  it.each([
    ['1.5e3', 1500],
    ['.5', 0.5],
    ['stock', 'stock'],
    ['stock[opiate, age]', 'stock[opiate age]'],
    ['a + b * c', ['+', 'a', ['*', 'b', 'c']]],
    ['(a + b) * c', ['*', ['+', 'a', 'b'], 'c']],
    ['a - b + c', ['+', ['-', 'a', 'b'], 'c']],
    ['a ^ b ^ c', ['^', 'a', ['^', 'b', 'c']]],
    ['-a ^ 2', ['negate', ['^', 'a', 2]]],
    ['-a * b', ['*', ['negate', 'a'], 'b']],
    ['+a', 'a'],
    ['not a == b', ['==', ['not', 'a'], 'b']],
    ['a < b and c >= d or e != f', ['or', ['and', ['<', 'a', 'b'], ['>=', 'c', 'd']], ['!=', 'e', 'f']]],
    ['a > b ? c : d', ['?', ['>', 'a', 'b'], 'c', 'd']],
    ['a ? b : c ? d : f', ['?', 'a', 'b', ['?', 'c', 'd', 'f']]],
    ['effect(a / b)', ['effect', ['/', 'a', 'b']]],
    ['min(a, b)', ['min', 'a', 'b']],
    ['min(age)', ['min', 'age']],
    ['min(a, age(b))', ['min', 'a', ['age', 'b']]],
    ['effect(a, age)', ['effect', 'a', 'age']],
    ['min(a, age)', ['min over', 'a', 'age']],
    ['max(a[age], age in young)', ['max over', 'a[age]', 'age in young']],
    ['sum(a, group, age)', ['sum over', 'a', 'group', 'age']],
    ['sum(sum(a, age), group)', ['sum over', ['sum over', 'a', 'age'], 'group']],
    ['a +\n  b', ['+', 'a', 'b']],
    ['a + b\n', ['+', 'a', 'b']],
  ])('may be `%s`', (text, expected) => {
    const { e, faults } = parse(text);
    expect(faults).toEqual([]);
    expect(sketch(e)).toEqual(expected);
  });

  it.each([
    ['a = 3', 'equations cannot hold an assignment (=); to compare, write =='],
    ['f(x) = 2 * x', 'equations cannot hold a function definition'],
    ['a; b', 'equations cannot hold several statements'],
    ['[1, 2]', 'equations cannot hold a list in brackets'],
    ['{a: 1}', 'equations cannot hold braces'],
    ['1:3', 'equations cannot hold a range (:)'],
    ['a < b < c', 'equations cannot hold a chained comparison; join two with and'],
    ['"a" + b', 'equations cannot hold text in quotes'],
    ['a # b', 'equations cannot hold #', 'what there is to say about an equation goes into its doc'],
    // mathjs itself reads this as a + 5% of a
    ['a + 5%', 'equations cannot hold %', 'write 0.05 for 5%'],
    ['a b', 'two terms stand side by side without an operator', 'did you mean a_b? To multiply, write a * b'],
    ['2 a', 'two terms stand side by side without an operator', 'write the * between the two factors'],
    [
      'a (b + c) (d)',
      'two terms stand side by side without an operator',
      'write the * between the two factors',
    ],
    ['a f(b)', 'two terms stand side by side without an operator', 'write the * between the two factors'],
    ['a!', 'the operator "!" is not known here'],
    ["a'", `the operator "'" is not known here`],
    ['a mod b', 'the operator "mod" is not known here'],
    ['a .* b', 'the operator ".*" is not known here'],
    ['a in b', 'the operator "in" is not known here'],
    ['a ?? b', 'the operator "??" is not known here'],
    ['true', 'true is not a finite number'],
    ['1e999', 'Infinity is not a finite number'],
    ['a.b', 'a name can only be followed by subscripts in brackets, as in stock[age]'],
    ['f(x)[age]', 'a name can only be followed by subscripts in brackets, as in stock[age]'],
    ['a[1]', 'a subscript must be the name of a dimension or an element'],
    ['a[age + 1]', 'a subscript must be the name of a dimension or an element'],
    ['a[:]', 'a subscript must be the name of a dimension or an element'],
    ['a.b(c)', 'only a plain name can be called'],
    ['sum(a)', 'sum needs a dimension: sum(what, over)'],
    ['sum()', 'sum needs a dimension: sum(what, over)'],
    ['sum(a, b)', 'sum(what, over) needs the names of dimensions after the first comma'],
    ['sum(a, age in 2)', 'sum(what, over) needs the names of dimensions after the first comma'],
    ['sum(a, 2 in young)', 'sum(what, over) needs the names of dimensions after the first comma'],
    ['max(a, b, age)', 'max(what, over) needs the names of dimensions after the first comma'],
  ])('may not be `%s`: %s', (text, message, hint?: string) => {
    const { e, faults } = parse(text);
    expect(e).toBeUndefined();
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ code: 'expr/not-allowed', message, place: placed(text) });
    expect(faults[0]!.hint).toBe(hint);
  });

  it.each(['', '   '])('may not be empty: `%s`', text => {
    const { e, faults } = parse(text);
    expect(e).toBeUndefined();
    expect(faults).toMatchObject([
      { code: 'expr/syntax', message: 'the equation is empty', place: placed(text) },
    ]);
  });

  it.each([
    ['a + * b', 'cannot read the equation: value expected', 14],
    ['a + ', 'cannot read the equation: unexpected end of expression', 13],
    ['a + b)', 'cannot read the equation: unexpected operator )', 15],
    ['a + ∞', 'cannot read the equation: syntax error in part "∞"', 14],
    ['a + b + c + * d', 'cannot read the equation: value expected', 22],
    // what is quoted looks like what mathjs says of the place
    ['a + ∞ (char 1)', 'cannot read the equation: syntax error in part "∞ (char 1)"', 14],
  ])(
    'that cannot be read, `%s`, is marked at the character where reading stopped',
    (text, message, column) => {
      // the equation itself begins in column 10
      const { faults } = parse(text);
      expect(faults).toMatchObject([{ code: 'expr/syntax', message, place: { line: 3, column, length: 1 } }]);
    },
  );

  it('is marked whole where reading stopped at no character', () => {
    expect(parse('0x + 1').faults).toMatchObject([
      {
        code: 'expr/syntax',
        message: 'cannot read the equation: string "0x" is not a valid number',
        place: placed('0x + 1'),
      },
    ]);
  });

  it.each([
    ['2000 terms', 'expr/not-allowed', `-a${'+a'.repeat(999)}`, 'an equation of more than 2000 terms'],
    ['4000 characters', 'expr/too-long', 'a'.repeat(4000), 'an equation of 4001 characters; at most 4000'],
  ])('may have %s, and not one more', (_, code, text, message) => {
    expect(parse(text).faults).toEqual([]);
    expect(parse(`-${text}`).faults).toMatchObject([{ code, message, place: placed(`-${text}`) }]);
  });

  it('with a name in ninety-nine brackets is read, in a hundred refused', () => {
    const within = (brackets: number) => parse(`${'('.repeat(brackets)}a${')'.repeat(brackets)}`);
    expect(within(99)).toMatchObject({ e: { op: 'name', name: 'a' }, faults: [] });
    // side by side they are no deeper than one alone
    expect(parse(Array(40).fill('((a))').join(' + ')).faults).toEqual([]);
    expect(within(100).e).toBeUndefined();
    expect(within(100).faults.map(f => f.message)).toEqual(['an equation with brackets nested too deep']);
  });

  it('with more brackets than there is room for is refused, never a crash', () => {
    const text = `${'('.repeat(1999)}a${')'.repeat(1999)}`;
    /** Does it where hardly any of the stack is left. */
    const atTheEdge = <T>(act: () => T): T => {
      try {
        return atTheEdge(act);
      } catch {
        return act();
      }
    };
    const { e, faults } = atTheEdge(() => parse(text));
    expect(e).toBeUndefined();
    expect(faults).toMatchObject([
      {
        code: 'expr/not-allowed',
        message: 'an equation with brackets nested too deep',
        place: placed(text),
      },
    ]);
  });
});

describe('the place of a word within an equation', () => {
  it('is the word, not a longer word that holds it', () => {
    const text = 'rates + rate_2 * rate';
    expect(placeOfName(placed(text), text, 'rate')).toMatchObject({ column: 10 + 17, length: 4 });
  });

  it('counts the quote of an equation in quotes', () => {
    const text = 'a ? b : c';
    expect(placeOfName(placed(text, 2), text, 'b')).toMatchObject({ column: 10 + 1 + 4, length: 1 });
  });

  it('is the whole equation where it is folded over several lines', () => {
    const text = 'a + b';
    const folded = placed(text, 12);
    expect(placeOfName(folded, text, 'b')).toEqual(folded);
  });

  it('is the whole equation where the word does not stand in it', () => {
    expect(placeOfName(placed('a + b'), 'a + b', 'c')).toEqual(placed('a + b'));
  });
});
