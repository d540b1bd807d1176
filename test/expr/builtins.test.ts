import { describe, expect, it } from 'vitest';
import { BUILTINS, WINDOW_FUNCTIONS } from '../../src/expr/builtins.ts';

describe('the functions that equations may call', () => {
  it.each(Object.entries(BUILTINS))('are each explained in a sentence: %s', (_, { doc }) => {
    expect(doc).toMatch(/^\w.+\.$/);
  });

  it.each(Object.entries(WINDOW_FUNCTIONS))('of a window are each explained in a phrase: %s', (_, doc) => {
    expect(doc).toMatch(/^(what|the) .+[^.]$/);
  });
});
