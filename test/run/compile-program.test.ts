import { describe, expect, it } from 'vitest';
import type { Equation, Node } from '../../src/compile/ir.ts';
import { compileProgram } from '../../src/run/compile-program.ts';
import { interpretProgram } from '../../src/run/interpret.ts';
import { simulate } from '../../src/run/simulate.ts';
import { prepareStart } from '../../src/run/solve-start.ts';
import { program, resolve, SHIPPED } from '../treatment/bench.ts';

const [reference, compiled] = [interpretProgram(program), compileProgram(program)];
/** Whether every bit is the same; element by element would take longer than the runs. */
const sameBits = (a: Float64Array, b: Float64Array): boolean =>
  Buffer.from(a.buffer).equals(Buffer.from(b.buffer));

describe('the compiled program', () => {
  it('solves the same start as the reference interpreter, and runs every slot to the same bits', () => {
    const { arms, stepsPerYear } = resolve(SHIPPED.get('barnet-cut-and-retender')!);
    const record = program.slotNames.map((_, s) => s);
    for (const arm of arms) {
      const [slow, fast] = [reference, compiled].map(interpreter => {
        const start = prepareStart(interpreter).solve(arm.image, stepsPerYear).values;
        const { series } = simulate(interpreter, {
          start,
          stepsPerYear,
          steps: 3 * stepsPerYear,
          changes: arm.changes,
          record,
        });
        return { start, series };
      });
      expect(sameBits(fast!.start, slow!.start)).toBe(true);
      expect(sameBits(fast!.series, slow!.series)).toBe(true);
    }
  });

  it('adds up thousands of terms, however deep they nest', () => {
    const chain = Array.from({ length: 50_000 }).reduce<Node>(a => ({ op: 'add', a, b: num(1) }), num(0));
    const v = new Float64Array(program.slotCount);
    compiled.assigns([{ slot: 0, node: chain }])(v);
    expect(v[0]).toBe(50_000);
  });

  const num = (value: number): Node => ({ op: 'num', value });
  const NUMBERS = [0, -0, 1, -1, 0.1, 3, 1e300, -1e-300, Infinity, -Infinity, NaN];
  const UNARY = ['neg', 'not', 'abs', 'exp', 'log', 'sqrt'] as const;
  const BINARY = [
    'add',
    'sub',
    'mul',
    'div',
    'pow',
    'min',
    'max',
    'lt',
    'le',
    'eq',
    'ne',
    'and',
    'or',
  ] as const;

  it.each([
    ...UNARY.map(op => [op, NUMBERS.map<Node>(x => ({ op, a: num(x) }))] as const),
    ...BINARY.map(
      op => [op, NUMBERS.flatMap(x => NUMBERS.map<Node>(y => ({ op, a: num(x), b: num(y) })))] as const,
    ),
    [
      'select',
      NUMBERS.flatMap(x =>
        (['lt', 'and', 'not', 'add'] as const).map<Node>(op => ({
          op: 'select',
          condition: op === 'not' ? { op, a: num(x) } : { op, a: num(x), b: num(1) },
          a: num(2),
          b: num(-0),
        })),
      ),
    ] as const,
  ])('%s of every kind of number is what the reference has', (_op, nodes) => {
    const equations = nodes.map<Equation>((node, slot) => ({ slot, node }));
    const [slow, fast] = [reference, compiled].map(p => {
      const v = new Float64Array(program.slotCount);
      p.assigns(equations)(v);
      return v.slice(0, nodes.length);
    });
    for (const [i, node] of nodes.entries()) expect(fast![i], JSON.stringify(node)).toBe(slow![i]);
  });
});
