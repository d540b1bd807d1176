import { expect } from 'vitest';
import { type Diagnostic, Faults } from '../../src/diagnostics/diagnostic.ts';
import { type LoadFile, readScenario } from '../../src/scenario/read-scenario.ts';

/*
 * Each case: `=== [arm] name` or `=== [file] name`, a fragment, `---`, and every diagnostic it must give, in the
 * order given: `line:column code message`, then `> hint` when there is one (`!` before the code of a warning).
 * An [arm] fragment is the body of an arm, with lines and columns counted in the fragment; a [file] fragment is a
 * whole file, and may be followed by others, each after `>>> name`.
 */
export interface Case {
  readonly name: string;
  readonly kind: 'arm' | 'file';
  readonly main: string;
  readonly others: ReadonlyMap<string, string>;
  readonly expected: string;
}

const ARM_HEAD = `title: A test
area: areas/barnet.yaml
start: 2016-04-01
horizon: 10 years
arms:
  as_now:
`;

/** The cases in a text; no two of one name. */
export function parseCases(text: string): readonly Case[] {
  const cases = text.split(/^=== /m).slice(1).map(parseCase);
  const names = cases.map(c => c.name);
  if (cases.length === 0 || new Set(names).size < names.length)
    throw new Error('no cases, or two of one name');
  return cases;
}

function parseCase(text: string): Case {
  const head = /^\[(arm|file)\] (.+)\n/.exec(text);
  const [fragment, expected] = text.slice(head?.[0].length ?? 0).split(/^---\n/m);
  if (!head || fragment === undefined) throw new Error(`not a case: ${text}`);
  if (!expected?.trim()) throw new Error(`the case "${head[2]}" expects nothing`);
  const [main = '', ...others] = fragment.split(/^>>> /m);
  const named = others.map(o => [o.slice(0, o.indexOf('\n')), o.slice(o.indexOf('\n') + 1)] as const);
  return {
    name: head[2]!,
    kind: head[1] as Case['kind'],
    main,
    others: new Map(named),
    expected: expected.trim(),
  };
}

/** All that is said of a case, in the form in which it is expected. */
export function tell({ kind, main, others }: Case): string {
  const text = kind === 'file' ? main : ARM_HEAD + main.replaceAll(/^(?=.)/gm, '    ');
  const files = new Map([['main.yaml', text], ...others]);
  const load: LoadFile = path => (files.has(path) ? { text: files.get(path)!, file: path } : undefined);
  const faults = new Faults();
  const spec = readScenario(text, 'main.yaml', faults, load);
  expect(spec === undefined).toBe(faults.hasErrors);
  const [lines, columns] = kind === 'file' ? [0, 0] : [ARM_HEAD.split('\n').length - 1, 4];
  return faults.all.map(d => write(d, lines, columns)).join('\n');
}

function write({ severity, code, message, hint, place }: Diagnostic, lines: number, columns: number): string {
  const file = place && place.file !== 'main.yaml' ? `${place.file}:` : '';
  const at = place ? `${file}${place.line - lines}:${place.column - columns}` : 'nowhere';
  const said = message.replace(/ on line (\d+)$/, (_, n) => ` on line ${Number(n) - lines}`);
  return `${at} ${severity === 'warning' ? '!' : ''}${code} ${said}${hint ? `\n> ${hint}` : ''}`;
}
