import { exp, log } from '../../numeric/math.ts';
import type { StreamKey } from '../../numeric/stream.ts';
import { type Chance, chanceOf, normal, pickBeside } from './chance.ts';
import { type Gaussian, gaussianOf, moveWithin } from './gaussian.ts';

/** Chains side by side and what they have been through: plain data. */
export interface Chains {
  readonly generation: number;
  /** Where each is: one row of d numbers each. */
  readonly points: Float64Array;
  readonly logDensities: Float64Array;
  /** Where they were: a row for each chain, every THINNING generations; first of all, where they may have started. */
  readonly archive: readonly Float64Array[];
  /** The generations in which they adapt, and whose places are no draws. */
  readonly burnIn: number;
  /** How many of the archive are no draws. */
  readonly drawsFrom: number;
  /** Steps are so many times as long as theory has it; fixed after the burn-in. */
  readonly scale: number;
  /** Of the archive when it was `fittedTo` long; undefined where that does not fill all dimensions. */
  readonly gaussian: Gaussian | undefined;
  readonly fittedTo: number;
  /** Trials since the burn-in, and those that became the next place. */
  readonly proposed: number;
  readonly accepted: number;
}

/** Where each chain would go, and the log of what its density is multiplied by for the choice to be fair. */
export interface Moves {
  readonly points: Float64Array;
  readonly logFactors: Float64Array;
  /** Trials by whose success the length of steps is judged: one each. */
  readonly isUsual: Uint8Array;
}

/** Of ter Braak and Vrugt: how often places go to the archive, and a step is the whole difference of two of them. */
export const THINNING = 10;
const WHOLE_STEP_EVERY = 10;
/** The share of moves within a normal distribution, and the least width of these. */
const WITHIN = 0.7;
const LEAST_WIDTH = 0.3;
/** After the burn-in that distribution is fitted again whenever the archive is so many times as long: ever more seldom. */
const FIT_AGAIN = 1.3;
/** Their share of snooker moves, the range of the lengths of these, and the noise beside a step. */
const SNOOKER = 0.1;
const SNOOKER_LEAST = 1.2;
const SNOOKER_MOST = 2.2;
const NOISE = 1e-4;
/** The share of accepted steps that is best in many dimensions, and how fast their length follows it. */
const AIM = 0.234;
const LEARNING = 0.1;

/** Numbers by chance of one chain: kind of move, accepting, three places, a length or width; then one a coordinate. */
const BESIDE_COORDINATES = 6;

/** Where chains begin, one row each: some places of the archive far apart in it. */
export function firstPoints(archive: Float64Array, chains: number, dimensions: number): Float64Array {
  const rows = archive.length / dimensions;
  const points = new Float64Array(chains * dimensions);
  for (let i = 0; i < chains; i++) {
    const row = Math.floor((i * rows) / chains) * dimensions;
    points.set(archive.subarray(row, row + dimensions), i * dimensions);
  }
  return points;
}

/**
 * DE-MC(Z): C. J. F. ter Braak and J. A. Vrugt, "Differential Evolution Markov Chain with snooker updater and fewer
 * chains", Statistics and Computing 18 (2008) 435. A step is the difference of two past places of any chain, so that
 * steps take the shape of the posterior; every tenth generation it is taken whole, by which chains get from one mode to
 * another; a tenth of moves go along the line through a third past place.
 *
 * Seven in ten moves are of another kind, which needs a tenth of the runs where the posterior is nearly normal, as most
 * are whose priors are: D. Rudolf and B. Sprungk, "On a generalization of the preconditioned Crank–Nicolson Metropolis
 * algorithm", Foundations of Computational Mathematics 18 (2018) 309, by the normal distribution of past places. That it
 * changes does no harm as long as it does so ever less (G. O. Roberts and J. S. Rosenthal, Journal of Applied Probability
 * 44 (2007) 458).
 *
 * @param key the stream of the chains
 */
export function proposeMoves(chains: Chains, key: StreamKey): Moves {
  const { generation, points, archive } = chains;
  const size = chains.logDensities.length;
  const d = points.length / size;
  const rows = archive.length * size;
  const moves: Moves = {
    points: points.slice(),
    logFactors: new Float64Array(size),
    isUsual: new Uint8Array(size),
  };
  const isWhole = generation % WHOLE_STEP_EVERY === WHOLE_STEP_EVERY - 1;
  const step = isWhole ? 1 : (chains.scale * 2.38) / Math.sqrt(2 * d);
  const past = (row: number): Float64Array => {
    const at = (row % size) * d;
    return archive[Math.floor(row / size)]!.subarray(at, at + d);
  };
  for (let i = 0; i < size; i++) {
    const chance = chanceOf(key, generation, i, BESIDE_COORDINATES + d);
    const one = pickBeside([], rows, chance(2));
    const other = pickBeside([one], rows, chance(3));
    const to = moves.points.subarray(i * d, (i + 1) * d);
    const kind = chance(0);
    if (kind > 1 - WITHIN && chains.gaussian) {
      const width = LEAST_WIDTH + (1 - LEAST_WIDTH) * chance(5);
      moves.logFactors[i] = moveWithin(chains.gaussian, to, width, j => chance(BESIDE_COORDINATES + j));
    } else if (kind < SNOOKER) {
      const centre = past(pickBeside([one, other], rows, chance(4)));
      moves.logFactors[i] = moveAlongLine(to, centre, past(one), past(other), chance(5));
    } else {
      moveAcross(to, past(one), past(other), step, chance);
      moves.isUsual[i] = isWhole ? 0 : 1;
    }
  }
  return moves;
}

function moveAcross(
  to: Float64Array,
  one: Float64Array,
  other: Float64Array,
  step: number,
  chance: Chance,
): void {
  for (let j = 0; j < to.length; j++)
    to[j]! += step * (one[j]! - other[j]!) + NOISE * normal(chance(BESIDE_COORDINATES + j));
}

/**
 * The snooker move: along the line through a past place, by what two others differ along it.
 *
 * @returns (d - 1) log of how much farther from that place the chain then is: equation 3 of the paper
 */
function moveAlongLine(
  to: Float64Array,
  centre: Float64Array,
  one: Float64Array,
  other: Float64Array,
  share: number,
): number {
  let [squared, along] = [0, 0];
  for (let j = 0; j < to.length; j++) {
    const axis = to[j]! - centre[j]!;
    squared += axis * axis;
    along += axis * (one[j]! - other[j]!);
  }
  // A chain that stands on the place has no line to it, and stays.
  if (squared === 0) return 0;
  const length = SNOOKER_LEAST + (SNOOKER_MOST - SNOOKER_LEAST) * share;
  const farther = 1 + (length * along) / squared;
  for (let j = 0; j < to.length; j++) to[j] = centre[j]! + farther * (to[j]! - centre[j]!);
  return (to.length - 1) * log(Math.abs(farther));
}

/**
 * The next generation: each chain goes where it would, or stays, as Metropolis has it.
 *
 * @param logDensities where the chains would go
 */
export function acceptMoves(
  before: Chains,
  moves: Moves,
  logDensities: Float64Array,
  key: StreamKey,
): Chains {
  const size = logDensities.length;
  const d = moves.points.length / size;
  const points = before.points.slice();
  const logs = before.logDensities.slice();
  const usual = { proposed: 0, accepted: 0 };
  let accepted = 0;
  for (let i = 0; i < size; i++) {
    const chance = chanceOf(key, before.generation, i, BESIDE_COORDINATES + d);
    const gain = logDensities[i]! - logs[i]! + moves.logFactors[i]!;
    const isAccepted = log(chance(1)) < gain;
    usual.proposed += moves.isUsual[i]!;
    if (!isAccepted) continue;
    usual.accepted += moves.isUsual[i]!;
    accepted++;
    points.set(moves.points.subarray(i * d, (i + 1) * d), i * d);
    logs[i] = logDensities[i]!;
  }
  const isBurningIn = before.generation < before.burnIn;
  return keepPlaces({
    ...before,
    generation: before.generation + 1,
    points,
    logDensities: logs,
    scale: isBurningIn ? nextScale(before.scale, usual) : before.scale,
    proposed: before.proposed + (isBurningIn ? 0 : size),
    accepted: before.accepted + (isBurningIn ? 0 : accepted),
  });
}

function nextScale(scale: number, usual: { readonly proposed: number; readonly accepted: number }): number {
  return usual.proposed === 0 ? scale : scale * exp(LEARNING * (usual.accepted / usual.proposed - AIM));
}

/**
 * The archive with the places of this generation, where they are kept. In the burn-in each second time the oldest go,
 * which are less like the posterior: bit by bit, so that the length of steps can follow. Afterwards none go.
 */
function keepPlaces(chains: Chains): Chains {
  const { generation, burnIn, points } = chains;
  if (generation % THINNING !== 0) return chains;
  const archive = [...chains.archive, points];
  const refit = (of: Chains): Chains => ({
    ...of,
    gaussian: gaussianOf(of.archive, points.length / of.logDensities.length),
    fittedTo: of.archive.length,
  });
  if (generation > burnIn) {
    const next = { ...chains, archive };
    return archive.length < FIT_AGAIN * chains.fittedTo ? next : refit(next);
  }
  const kept = generation % (2 * THINNING) === 0 ? archive.slice(1) : archive;
  return refit({ ...chains, archive: kept, drawsFrom: kept.length });
}
