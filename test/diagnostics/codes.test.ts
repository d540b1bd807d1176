import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CODES } from '../../src/diagnostics/codes.ts';

const TABLE = join('src', 'diagnostics', 'codes');
const HERE = join('test', 'diagnostics', 'codes.test.ts');
const all = Object.keys(CODES);

/** The files below a folder that a test or the tool is made of, and cases as text; without the table and this file. */
const pathsBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(path => /\.(ts|txt)$/.test(path) && !path.startsWith(TABLE) && path !== HERE);

const textsBelow = (folder: string): readonly string[] =>
  pathsBelow(folder).map(path => readFileSync(path, 'utf8'));

/** The codes that stand in texts, in patterns too. */
const codesIn = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(
    texts.flatMap(text => text.replaceAll('\\/', '/').match(/(?<![\w/-])[a-z]+\/[a-z-]+(?![\w/-])/g) ?? []),
  );

describe('every code of a fault', () => {
  it('is one that something in the tool tells', () => {
    const told = codesIn(textsBelow('src'));
    expect(all.filter(code => !told.has(code))).toEqual([]);
  });

  it('is looked for by a test that raises it', () => {
    const raised = codesIn(textsBelow('test'));
    expect(all.filter(code => !raised.has(code))).toEqual([]);
  });

  // The words are as long as a small chapter, and a run that tells nothing must not wait for them.
  it('is loaded with its words only where somebody asks for these', () => {
    const withWords = pathsBelow('src').filter(path =>
      /^import (?!type\b)[^;]*\/codes\.ts'|^import [^;]*fault-list\.ts'/m.test(readFileSync(path, 'utf8')),
    );
    expect(withWords).toEqual([join('src', 'report', 'fault-list.ts')]);
  });

  it('says in one or two sentences what it means and what to do', () => {
    for (const [code, meaning] of Object.entries(CODES)) {
      expect(meaning, code).toMatch(/^[A-Z].{40,330}\.$/);
      expect(meaning.match(/[.?](?= [A-Z`]|$)/g)!.length, code).toBeLessThanOrEqual(3);
    }
  });

  it('has a meaning of its own', () => {
    const first = new Map<string, string>();
    const same = Object.entries(CODES).flatMap(([code, meaning]) => {
      const other = first.get(`${code.split('/')[0]} ${meaning}`);
      first.set(`${code.split('/')[0]} ${meaning}`, code);
      return other === undefined ? [] : [`${code} says what ${other} says`];
    });
    expect(same).toEqual([]);
  });
});
