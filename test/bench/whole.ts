import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { runBlocks } from '../../src/cli/work/draw-workers.ts';
import type { PreparedEnsemble } from '../../src/ensemble/prepare-ensemble.ts';
import { median, wallOf } from './measure.ts';
import { cost, type Measured, type Row, times } from './row.ts';
import { ARMS, prepareDraws, SCENARIO, type Treatment } from './treatment.ts';

const DRAWS = 10_000;
/** How many equations the goals for ten thousand draws were set at; a larger model may take longer in proportion. */
const EQUATIONS = 1500;
const FLOOR_SECONDS = 11;
const AIM_SECONDS = 5;
const FEW = 160;
const SOME = 1280;

/** Draws on worker threads: one against two, and ten thousand on all cores. Time on the wall, workers' start included. */
export async function measureWhole(
  treatment: Treatment,
  repeats: number,
  isFull: boolean,
): Promise<Measured> {
  const cores = availableParallelism();
  let prepared!: PreparedEnsemble;
  const preparing = await wallOf(() => {
    prepared = prepareDraws(treatment, DRAWS);
  });
  const { lanes } = prepared.plan.program;
  const run = (draws: number, workers: number): Promise<number> =>
    wallOf(() =>
      runBlocks({
        prepared,
        blocks: Array.from({ length: Math.ceil(draws / lanes) }, (_, i) => i),
        workers,
        onDone: ({ suspects }) => prepared.look(suspects),
      }),
    );
  const timesOf: Record<'one' | 'two' | 'few' | 'some', number[]> = { one: [], two: [], few: [], some: [] };
  for (let r = 0; r < repeats; r++) {
    timesOf.one.push(await run(SOME, 1));
    timesOf.two.push(await run(SOME, 2));
    timesOf.few.push(await run(FEW, cores));
    timesOf.some.push(await run(SOME, cores));
  }
  const [one, two, few, some] = [timesOf.one, timesOf.two, timesOf.few, timesOf.some].map(median) as [
    number,
    number,
    number,
    number,
  ];
  // Workers take their time to start once, whatever there is to do.
  const scaled = preparing + some + ((some - few) / (SOME - FEW)) * (DRAWS - SOME);
  const leftOut = cores < 2 ? [{ name: 'two workers against one', why: 'there is one core' }] : [];
  const rows: Row[] = [
    ...(cores < 2 ? [] : [times('two workers against one, time on the wall', one / two, 1.8, 1.95)]),
    tenThousand(`10,000 draws × 2 arms on ${cores} cores, scaled from ${SOME}`, scaled / 1000, treatment),
  ];
  if (!isFull)
    return {
      rows,
      leftOut: [
        ...leftOut,
        { name: 'the command with 10,000 draws, and its memory', why: 'only with --full' },
      ],
    };
  return { rows: [...rows, ...runCommand(treatment, cores)], leftOut };
}

function tenThousand(name: string, seconds: number, { experiment: { program } }: Treatment): Row {
  const share = equationsOf(program) / EQUATIONS;
  return cost(name, seconds, 's', FLOOR_SECONDS * share, AIM_SECONDS * share);
}

/** Equations of a step: what can change, and the stocks. */
export const equationsOf = ({ step, stocks }: Treatment['experiment']['program']): number =>
  step.length + stocks.length;

/** Says at its end, in every thread, the most memory that the process has had, in kilobytes. */
const TELL_MEMORY = `data:text/javascript,process.on('exit', () => process.stderr.write('most ' + process.resourceUsage().maxRSS + '\\n'))`;

/** The whole command, read, run and written. */
function runCommand(treatment: Treatment, cores: number): Row[] {
  const before = performance.now();
  const command = [
    'bin/tx-sim.mjs',
    'compare',
    SCENARIO,
    '--arms',
    ARMS.join(','),
    '--draws',
    `${DRAWS}`,
    '--json',
  ];
  const { status, stderr } = spawnSync(process.execPath, ['--import', TELL_MEMORY, ...command], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  if (status !== 0) throw new Error(`tx-sim compare ended with ${status}: ${stderr}`);
  const seconds = (performance.now() - before) / 1000;
  const most = Math.max(...[...stderr.matchAll(/^most (\d+)$/gm)].map(m => Number(m[1])));
  return [
    tenThousand(`tx-sim compare --draws 10000 with 2 arms, on ${cores} cores`, seconds, treatment),
    cost('its memory at most', (most * 1024) / 1e6, 'MB', 400),
  ];
}
