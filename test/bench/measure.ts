/** Processor time of this process so far, all its threads together, in milliseconds. */
const cpuNow = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Processor time that `work` takes, in milliseconds. */
export function cpuOf(work: () => void): number {
  const before = cpuNow();
  work();
  return cpuNow() - before;
}

/** Time on the wall that `work` takes, in milliseconds. */
export async function wallOf(work: () => unknown): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.floor(half)]! + sorted[Math.ceil(half) - 1]!) / 2;
}

/** The standard deviation of a sample. */
export function deviation(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.reduce((a, b) => a + (b - mean) * (b - mean), 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** The power of x that y grows with: the slope of a line through the logarithms, by least squares. */
export function exponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (of: 0 | 1): number => logs.reduce((sum, p) => sum + p[of], 0) / logs.length;
  const [x0, y0] = [mean(0), mean(1)];
  const along = logs.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0);
  return along / logs.reduce((sum, [x]) => sum + (x - x0) * (x - x0), 0);
}

/** Tries until a JIT compiler is done with what it will compile. */
const WARM_UP = 3;

/** Something that is timed: its name, and one try of it, which gives a time. */
export type Timed<Name extends string> = Readonly<Record<Name, () => number>>;

/**
 * Tries everything in turn, and all of it again: what slows the machine down for a while slows all alike.
 *
 * @returns the median of each, the first tries, which warm up, left out
 */
export function interleave<Name extends string>(timed: Timed<Name>, repeats: number): Record<Name, number> {
  const names = Object.keys(timed) as Name[];
  const times = names.map((): number[] => []);
  for (let r = -WARM_UP; r < repeats; r++)
    for (const [i, name] of names.entries()) {
      const time = timed[name]();
      if (r >= 0) times[i]!.push(time);
    }
  return Object.fromEntries(names.map((name, i) => [name, median(times[i]!)])) as Record<Name, number>;
}
