import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import type { Node } from '../../src/compile/ir.ts';
import { decodeNodes, encodeNodes } from '../../src/compile/node-code.ts';
import { packProgram, unpackProgram } from '../../src/compile/pack-program.ts';
import { planRuns } from '../../src/run/machine.ts';
import { program } from '../treatment/bench.ts';
import { copyOfPackage } from './copy-of-package.ts';

const throughFile = <T>(value: T): T => deserialize(serialize(value));

/** All that a value holds, every number as it is: to compare texts takes a tenth of the time. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'number')
      return Object.is(part, -0) ? 'number -0' : Number.isFinite(part) ? part : `number ${part}`;
    if (part instanceof Map || part instanceof Set || ArrayBuffer.isView(part))
      return [part.constructor.name, ...(part as Iterable<unknown>)];
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });

describe('a packed program', () => {
  const plan = planRuns(program);
  const { parts, equations } = packProgram({ ...program, plan });

  it('is the program that was packed, equation by equation', () => {
    const unpacked = unpackProgram(throughFile(parts), program.model, () => throughFile(equations));
    expect(Object.keys(unpacked).toSorted()).toEqual(Object.keys({ ...program, plan }).toSorted());
    for (const [name, part] of Object.entries({ ...program, plan }))
      if (name !== 'model')
        expect(textOf(unpacked[name as keyof typeof unpacked]) === textOf(part), name).toBe(true);
    expect(unpacked.model).toBe(program.model);
  });

  it('gives what every run needs without reading equations', () => {
    const unpacked = unpackProgram(parts, program.model, () => expect.fail('equations were read'));
    expect(unpacked.stocks.map(s => s.slot)).toEqual(program.stocks.map(s => s.slot));
    expect(unpacked.plan!.module).toBe(plan.module);
    expect(() => unpacked.plan!.pattern).toThrow('equations were read');
    expect(() => unpacked.stocks[0]!.net).toThrow('equations were read');
  });
});

describe('encoded nodes', () => {
  const num = (value: number): Node => ({ op: 'num', value });

  it('keep every number as it is', () => {
    const nodes = [0, -0, 0.1, 1e300, Infinity, -Infinity, NaN, 0.1].map(num);
    expect(decodeNodes(encodeNodes(nodes))).toEqual(nodes);
    expect(encodeNodes(nodes).numbers).toHaveLength(7); // what is the same stands once
  });

  it('keep parts in their order', () => {
    const [a, b, condition] = [num(1), num(2), { op: 'slot', slot: 7 } as const];
    const nodes: Node[] = [
      { op: 'select', condition, a, b },
      { op: 'lookup', table: 3, a: { op: 'sub', a, b } },
      { op: 'neg', a: { op: 'pow', a: b, b: a } },
    ];
    expect(decodeNodes(encodeNodes(nodes))).toEqual(nodes);
  });
});

describe('a package', () => {
  const { folder, run, steady } = copyOfPackage();

  it('starts where it was solved to start when the package was built, every digit', () => {
    const starts = join(folder, 'dist/starts');
    const both = () => [steady(), steady('--appraisal', 'nice')];
    const kept = both();
    rmSync(starts, { recursive: true });
    expect(both()).toEqual(kept);
    cpSync('dist/starts', starts, { recursive: true });
  });

  it('does not solve a start again that it keeps', () => {
    const starts = join(folder, 'dist/starts');
    for (const file of readdirSync(starts).map(name => join(starts, name))) {
      const { values, report } = deserialize(readFileSync(file));
      writeFileSync(file, serialize({ values, report: { ...report, converged: false } }));
    }
    const { status, stderr } = spawnSync('node', ['bin/tx-sim.mjs', 'run', 'scenarios/steady.yaml'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([2, expect.stringContaining('steady')]);
    cpSync('dist/starts', starts, { recursive: true });
  });

  it('gives the same results with arms side by side as one by one, every digit', () => {
    const both = () => [
      steady(),
      run('run', 'scenarios/big-bang-or-evolution.yaml', '--json', '--by', 'year'),
    ];
    const sideBySide = both();
    rmSync(join(folder, 'dist/treatment-arms.bin'));
    expect(both()).toEqual(sideBySide);
    cpSync('dist/treatment-arms.bin', join(folder, 'dist/treatment-arms.bin'));
  });

  it('runs without compiled code that can be used, or with none', () => {
    const before = steady();
    for (const code of ['', 'what no engine wrote']) {
      writeFileSync(join(folder, 'dist/tx-sim.code'), code);
      expect(steady()).toBe(before);
    }
  });

  it('takes compiled code of the very Node that runs, and of no other', () => {
    const kept = (): string => {
      const script =
        "import('./bin/command.mjs').then(m => console.log(Object.keys(m.keptCode()).includes('tx-sim.cjs')))";
      return spawnSync('node', ['-e', script], { cwd: folder, encoding: 'utf8' }).stdout.trim();
    };
    const file = join(folder, 'dist/tx-sim.code');
    cpSync('dist/tx-sim.code', file);
    expect(kept()).toBe('true');
    const { compiler, code } = deserialize(readFileSync(file));
    writeFileSync(file, serialize({ compiler: compiler.replace(process.version, 'v20.19.0'), code }));
    expect(kept()).toBe('false');
    cpSync('dist/tx-sim.code', file);
  });

  it('reads an area as it is written, not as it was when it was packed', () => {
    const file = join(folder, 'scenarios/areas/barnet.yaml');
    const before = JSON.parse(steady());
    writeFileSync(file, readFileSync(file, 'utf8').replace('area: Barnet', 'area: Elsewhere'));
    const after = JSON.parse(steady());
    expect(after.area.name).toBe('Elsewhere');
    expect(after.hashes.area).not.toBe(before.hashes.area);
  });
});
