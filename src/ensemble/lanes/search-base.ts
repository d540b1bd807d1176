import { factorize, solve } from '../../numeric/linear.ts';
import type { WarmStart } from '../../run/solve-start.ts';
import type { Pattern } from '../../run/start-pattern.ts';
import type { LaneMachine } from './lane-machine.ts';
import { LaneSearch, type SearchBase } from './lane-search.ts';

/** A correction is moved by this share of itself to see what answers. */
const NUDGE = 1e-4;

/**
 * Makes ready what draws' starts are sought from: the start at the usual values, found the long way.
 *
 * @param machine its memory holds the usual values, and is used
 * @param warm what `solve-start.ts` found at them
 */
export function searchBase(machine: LaneMachine, warm: WarmStart, pattern: Pattern): SearchBase {
  const m = machine.program.search.yearly.length;
  const base = {
    unknowns: warm.unknowns,
    corrections: warm.corrections,
    inverse: inverseOf(warm, pattern),
    scale: warm.jacobian.scale,
    aim: identity(m),
  };
  return { ...base, aim: learnAim(machine, base) };
}

function identity(n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) matrix[i * n + i] = 1;
  return matrix;
}

/** Block by block; an unknown that is set aside does not move. */
function inverseOf({ unknowns, jacobian: { factors, scale } }: WarmStart, { blocks }: Pattern): Float64Array {
  const n = unknowns.length;
  const inverse = new Float64Array(n * n);
  for (const [b, block] of blocks.entries()) {
    const own = factors[b];
    if (!own) continue;
    for (const [k, column] of block.entries()) {
      if (scale[column] === Infinity) continue;
      const unit = new Float64Array(block.length);
      unit[k] = 1;
      for (const [i, x] of solve(own, unit).entries()) inverse[block[i]! * n + column] = x;
    }
  }
  return inverse;
}

/**
 * Yearly totals answer to the corrections that aim at them: what was aimed higher comes out otherwise. With G the
 * answer to each correction, they meet where they stand after a move of (1 − G)⁻¹ times what they are off.
 */
function learnAim(machine: LaneMachine, base: SearchBase): Float64Array {
  const { lanes, search } = machine.program;
  const { yearly } = search;
  const m = yearly.length;
  const all = new Uint8Array(lanes).fill(1);
  const own = new LaneSearch(machine, base);
  const ratios = (nudged: (lane: number) => number): Float64Array => {
    own.begin();
    for (let l = 0; l < lanes; l++) {
      const c = yearly[nudged(l)];
      if (c !== undefined) own.corrections[c * lanes + l] = base.corrections[c]! * (1 + NUDGE);
    }
    own.newton(all, 1e-11);
    own.settle();
    return own.runYear();
  };
  const still = ratios(() => -1);
  const system = identity(m);
  for (let first = 0; first < m; first += lanes) {
    const moved = ratios(l => first + l);
    for (let l = 0; l < lanes && first + l < m; l++) {
      const by = base.corrections[yearly[first + l]!]! * NUDGE;
      for (let k = 0; k < m; k++)
        system[k * m + first + l] =
          system[k * m + first + l]! - (moved[k * lanes + l]! - still[k * lanes + l]!) / by;
    }
  }
  const factors = factorize(system, m);
  if ('singular' in factors) return identity(m);
  const aim = new Float64Array(m * m);
  for (let j = 0; j < m; j++) {
    const unit = new Float64Array(m);
    unit[j] = 1;
    for (const [i, x] of solve(factors, unit).entries()) aim[i * m + j] = x;
  }
  return aim;
}
