import { describe, expect, it } from 'vitest';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { namesIn } from '../../src/expr/ast.ts';
import { parseEquation } from '../../src/expr/parse.ts';
import { isIndex } from './arbitrary.ts';

describe('the names in an expression', () => {
  it('are those of every part, each once, and no function, lookup or index', () => {
    const text = 'not a or b ? sum(c[age] * effect(d), age) : -min(e, 2, a) / max(f, age in young)';
    const place = { file: 'm', line: 1, column: 1, length: text.length };
    const e = parseEquation(text, place, isIndex, new Faults());
    expect([...namesIn(e!)]).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });
});
