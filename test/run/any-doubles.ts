import { it } from 'vitest';
import { type Node, slot } from '../../src/compile/ir.ts';
import { type StreamKey, uniform } from '../../src/numeric/stream.ts';
import { expectReference } from './lanes-of.ts';

const KEY: StreamKey = [3, 5];
const between = (least: number, most: number, draw: number, index: number): number =>
  least + (most - least) * uniform(KEY, draw, index);
/** Any of all doubles, each bit pattern equally often. */
const anyDouble = (draw: number, index: number): number => {
  const [high, low] = [0, 1].map(i => Math.floor(uniform(KEY, draw, index + i) * 0x100000000));
  return new Float64Array(Uint32Array.of(low!, high!).buffer)[0]!;
};

const [x, y] = [slot(0), slot(1)];

/** The functions that are written out, of so many numbers of any size and as many usual ones. */
export function expectFunctionsSame(lanes: number, count: number): void {
  it.each(['exp', 'log', 'pow'] as const)(
    '%s has the bits of the reference for any doubles and for usual ones',
    op => {
      const node: Node = op === 'pow' ? { op, a: x, b: y } : { op, a: x };
      const runs: Float64Array[] = [];
      for (let k = 0; k < count; k++) {
        runs.push(Float64Array.of(anyDouble(k, 0), anyDouble(k, 2), 0));
        const usual = op === 'exp' ? between(-750, 712, k, 4) : between(0, 5, k, 4);
        runs.push(Float64Array.of(usual, between(-300, 300, k, 5), 0));
      }
      expectReference([{ slot: 2, node }], [], runs, lanes);
    },
  );
}
