import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blocks, expectTruth, markdown } from './readme-blocks.ts';

describe('the README', () => {
  it('shows what commands print', () => {
    expect(blocks.length).toBeGreaterThan(2);
    for (const { output } of blocks) expect(output.length).toBeGreaterThan(0);
  });

  expectTruth(false);

  it('is short enough to be read', () => {
    expect(markdown.split('\n').length).toBeLessThan(300);
  });

  it('links to files that exist', () => {
    for (const [, target] of markdown.matchAll(/\]\((?!https?:|#)([^)]+)\)/g))
      expect(() => readFileSync(target!)).not.toThrow();
  });
});
