import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'rolldown/parseAst';
import { describe, expect, it } from 'vitest';

/** Each room, and the rooms that it may import. Lowest first: a room stands below all that import it. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  diagnostics: [],
  numeric: [],
  source: ['diagnostics'],
  expr: ['diagnostics'],
  model: ['diagnostics', 'source'],
  check: ['diagnostics', 'numeric', 'source', 'expr', 'model'],
  compile: ['diagnostics', 'expr', 'check'],
  run: ['numeric', 'compile'],
  scenario: ['diagnostics', 'source', 'numeric', 'model', 'check', 'compile', 'run'],
  arms: ['compile', 'run', 'scenario'],
  outcome: ['expr', 'model', 'check', 'compile', 'run', 'scenario', 'arms'],
  ensemble: ['diagnostics', 'numeric', 'model', 'check', 'compile', 'run', 'scenario', 'arms', 'outcome'],
  claims: ['diagnostics', 'source', 'expr', 'check', 'scenario', 'arms', 'outcome', 'ensemble'],
  comparison: ['numeric', 'model', 'check', 'outcome', 'ensemble'],
  fit: [
    'diagnostics',
    'numeric',
    'source',
    'model',
    'check',
    'scenario',
    'arms',
    'outcome',
    'ensemble',
    'comparison',
  ],
  lock: ['diagnostics', 'claims', 'comparison', 'outcome'],
  report: [
    'diagnostics',
    'numeric',
    'source',
    'expr',
    'model',
    'check',
    'compile',
    'run',
    'scenario',
    'arms',
    'outcome',
    'ensemble',
    'claims',
    'comparison',
    'fit',
    'lock',
  ],
  cli: [
    'diagnostics',
    'source',
    'model',
    'check',
    'compile',
    'run',
    'scenario',
    'arms',
    'outcome',
    'ensemble',
    'claims',
    'comparison',
    'fit',
    'lock',
    'report',
  ],
};

/** The rooms within `cli`, lowest first: each imports those before it alone, and `main.ts` stands above them all. */
const WITHIN_CLI = ['disk', 'tell', 'load', 'work', 'results', 'commands', 'words'];

/** The one door through which each outside package comes in: a file, or a whole room. */
const DOORS: Readonly<Record<string, string>> = {
  mathjs: 'expr/parse.ts',
  '@viz-js/viz': 'report/diagram/layout.ts',
  yaml: 'source/',
  seedrandom: 'numeric/',
  'fastest-levenshtein': 'diagnostics/',
  commander: 'cli/',
  chalk: 'cli/',
  'hyparquet-writer': 'cli/',
  'cli-table3': 'cli/',
  'node:': 'cli/',
  // the version, from the one place where it is written
  '../../../package.json': 'cli/',
};

interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

function eachNode(value: unknown, visit: (node: SyntaxNode) => void): void {
  if (Array.isArray(value)) for (const item of value) eachNode(item, visit);
  else if (typeof value === 'object' && value !== null) {
    if ('type' in value) visit(value as SyntaxNode);
    for (const child of Object.values(value)) eachNode(child, visit);
  }
}

interface SourceFile {
  /** Path below src, with forward slashes. */
  readonly path: string;
  readonly room: string;
  /** As written. */
  readonly imports: readonly string[];
  readonly forbidden: readonly string[];
}

/** What a file imports, in whatever form, and which arithmetic it must not use. */
function readSource(path: string, text: string): SourceFile {
  const imports: string[] = [];
  const forbidden: string[] = [];
  eachNode(parseAst(text, { lang: 'ts' }), node => {
    const source = node['source'] as { value?: unknown } | null | undefined;
    if (/^(Import|Export)/.test(node.type) && source) imports.push(String(source.value ?? 'a computed path'));
    if (node.type === 'BinaryExpression' && node['operator'] === '**') forbidden.push('**');
    if (node.type === 'AssignmentExpression' && node['operator'] === '**=') forbidden.push('**=');
    const object = node['object'] as { name?: string } | undefined;
    const property = node['property'] as { name?: string } | undefined;
    if (
      node.type === 'MemberExpression' &&
      object?.name === 'Math' &&
      /^(pow|random)$/.test(property?.name ?? '')
    )
      forbidden.push(`Math.${property!.name}`);
  });
  return { path, room: path.split('/')[0]!, imports, forbidden };
}

const SRC = fileURLToPath(new URL('../src/', import.meta.url));
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter(f => f.endsWith('.ts'))
  .map(f => f.split(sep).join('/'))
  .map(path => readSource(path, readFileSync(join(SRC, path), 'utf8')));

/** The room that a relative import leads to; undefined when it leaves src. */
function roomOf(from: SourceFile, specifier: string): string | undefined {
  const target = relative(SRC, join(SRC, dirname(from.path), specifier)).split(sep);
  return target[0] === '..' ? undefined : target[0];
}

const isRelative = (specifier: string): boolean =>
  specifier.startsWith('.') && DOORS[specifier] === undefined;
const used = new Map<string, Set<string>>();
for (const file of files)
  for (const specifier of file.imports.filter(isRelative)) {
    const room = roomOf(file, specifier);
    if (room !== undefined && room !== file.room)
      used.set(file.room, (used.get(file.room) ?? new Set()).add(room));
  }

describe('the rooms of src', () => {
  it('are all in the table, which only points down', () => {
    const rooms = Object.keys(ROOMS);
    for (const file of files) expect(rooms, file.path).toContain(file.room);
    for (const [i, room] of rooms.entries())
      expect(
        ROOMS[room]!.filter(to => rooms.indexOf(to) >= i),
        room,
      ).toEqual([]);
  });

  it('import no room that they may not', () => {
    const faults = files.flatMap(file =>
      file.imports.filter(isRelative).flatMap(specifier => {
        const room = roomOf(file, specifier);
        return room === file.room || (room !== undefined && ROOMS[file.room]!.includes(room))
          ? []
          : [`${file.path} imports ${specifier}`];
      }),
    );
    expect(faults).toEqual([]);
  });

  it('hold no permission that they do not use', () => {
    const idle = Object.entries(ROOMS).flatMap(([room, allowed]) =>
      allowed.filter(to => !used.get(room)?.has(to)).map(to => `${room} may import ${to}`),
    );
    expect(idle).toEqual([]);
  });

  it('within cli import those below them alone', () => {
    const floorOf = (path: string): number => {
      const parts = path.split('/');
      return parts.length === 2 ? WITHIN_CLI.length : WITHIN_CLI.indexOf(parts[1]!);
    };
    const inCli = files.filter(file => file.room === 'cli');
    expect(inCli.filter(file => floorOf(file.path) < 0).map(file => file.path)).toEqual([]);
    const upward = inCli.flatMap(file =>
      file.imports.filter(isRelative).flatMap(specifier => {
        const target = join(dirname(file.path), specifier).split(sep).join('/');
        return target.startsWith('cli/') && floorOf(target) > floorOf(file.path)
          ? [`${file.path} imports ${specifier}`]
          : [];
      }),
    );
    expect(upward).toEqual([]);
  });

  it('name the files that they import in full', () => {
    const faults = files.flatMap(file =>
      file.imports
        .filter(specifier => isRelative(specifier) && !/\.(ts|json)$/.test(specifier))
        .map(specifier => `${file.path} imports ${specifier}`),
    );
    expect(faults).toEqual([]);
  });
});

describe('packages from outside', () => {
  it('come in through one door each, and no others come in', () => {
    const faults = files.flatMap(file =>
      file.imports
        .filter(specifier => !isRelative(specifier))
        .flatMap(specifier => {
          const name = specifier.startsWith('node:') ? 'node:' : specifier.split('/')[0]!;
          const door = DOORS[specifier] ?? DOORS[name];
          return door !== undefined && file.path.startsWith(door)
            ? []
            : [`${file.path} imports ${specifier}`];
        }),
    );
    expect(faults).toEqual([]);
  });
});

describe('arithmetic', () => {
  it('never uses what differs between engines: **, Math.pow, Math.random', () => {
    expect(
      files.filter(f => f.forbidden.length > 0).map(f => `${f.path}: ${f.forbidden.join(', ')}`),
    ).toEqual([]);
  });
});

describe('the reader of imports', () => {
  it('sees every form of import, and nothing in comments or text', () => {
    const { imports, forbidden } = readSource(
      'expr/x.ts',
      `import type { A } from './a.ts';
       export * from './b.ts';
       export { c } from "./c.ts";
       import './d.ts';
       const e = await import('./e.ts');
       // import f from './f.ts'; 2 ** 3
       const g = "import g from './g.ts'; Math.pow(2, 3) ** 2";`,
    );
    expect(imports).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts']);
    expect(forbidden).toEqual([]);
  });

  it('sees every form of forbidden arithmetic', () => {
    const { forbidden } = readSource(
      'expr/x.ts',
      'let a = 2 ** 3; a **= 2; a = Math.pow(a, 2) + Math.random();',
    );
    expect([...forbidden].sort()).toEqual(['**', '**=', 'Math.pow', 'Math.random']);
  });
});
