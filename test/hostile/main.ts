/**
 * `npm run fuzz -- --minutes 10 [--seed S]`: the trials of `trials.ts` over and over. What must never be is written to a file that can
 * be moved to the corpus as it is. `--corpus` asks the command about every broken file instead, and tells what each took.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import fc from 'fast-check';
import { type Engine, prepareEngine } from '../../src/arms/run-arms.ts';
import { chooseCount } from '../../src/cli/load/choose-compared.ts';
import { loadProgram } from '../../src/cli/load/load.ts';
import { tellFailure } from '../../src/cli/tell/tell.ts';
import { printPage } from '../../src/cli/tell/terminal.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { corpusPage, fuzzPage, type Tally } from './fuzz-page.ts';
import { type Trial, trials, tryText, type Verdict } from './trials.ts';

/** Texts of one trial that are made and tried together. */
const BATCH = 20;
/** Of the processor's time, which a busy machine does not lengthen: nothing that is tried takes a tenth of it. */
const PATIENCE_SECONDS = 30;
const FOLDER = 'fuzz-findings';

interface Batch {
  readonly trial: number;
  readonly seed: number;
}

/** What one text came to, as the worker tells it; `began` comes before it is tried. */
type Told =
  | { readonly began: number }
  | {
      readonly done: number;
      readonly verdict: Verdict;
      readonly seconds: number;
      readonly megabytes: number;
    };

/** Of all threads; while one works the other waits. */
const spentSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const textsOf = ({ texts }: Trial, seed: number): string[] => fc.sample(texts, { numRuns: BATCH, seed });

async function allTrials(): Promise<readonly Trial[]> {
  const program = await loadProgram(new Faults());
  const engine: Engine = prepareEngine(program);
  return trials(() => engine);
}

/** Tries batches as they come. */
async function work(): Promise<void> {
  const all = await allTrials();
  const port = parentPort!;
  const tell = (told: Told): void => port.postMessage(told);
  port.on('message', ({ trial, seed }: Batch) => {
    for (const [i, text] of textsOf(all[trial]!, seed).entries()) {
      tell({ began: i });
      const began = spentSeconds();
      const verdict = tryText(all[trial]!, text);
      tell({ done: i, verdict, seconds: spentSeconds() - began, megabytes: process.memoryUsage.rss() / 1e6 });
    }
  });
}

/** Has a batch tried by a worker, which is ended where it does not answer. @returns why it ended, if it did */
function runBatch(worker: Worker, batch: Batch, onText: (told: Told) => void): Promise<string | undefined> {
  return new Promise(resolve => {
    let before = spentSeconds();
    const watch = setInterval(() => {
      if (spentSeconds() - before > PATIENCE_SECONDS) end(`no answer within ${PATIENCE_SECONDS} s`);
    }, 1_000);
    const end = (why?: string): void => {
      clearInterval(watch);
      worker.off('message', hear).off('error', fail);
      resolve(why);
    };
    const hear = (told: Told): void => {
      before = spentSeconds();
      onText(told);
      if ('done' in told && told.done === BATCH - 1) end();
    };
    const fail = (e: unknown): void =>
      end(`the process ended: ${e instanceof Error ? e.message : String(e)}`);
    worker.on('message', hear).on('error', fail);
    worker.postMessage(batch);
  });
}

/** Writes what was found beside what happened. @returns the file's name */
function writeFinding({ name, ending }: Trial, text: string, what: string): string {
  mkdirSync(FOLDER, { recursive: true });
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const file = `${FOLDER}/${name.replaceAll(/[^a-z]+/g, '-')}-${hash}.${ending}`;
  writeFileSync(file, text);
  writeFileSync(`${file}.txt`, `${name}\n${what}\n`);
  return file;
}

const startWorker = (): Worker =>
  new Worker(new URL(import.meta.url), {
    workerData: 'fuzz',
    // The garbage of many texts beside what one needs; a text that needs more has been found.
    resourceLimits: { maxOldGenerationSizeMb: 1_000 },
  });

async function fuzz(minutes: number, seed: string): Promise<number> {
  const all = await allTrials();
  const tallies: Tally[] = all.map(({ name }) => ({ name, answers: new Map(), slowest: 0, findings: [] }));
  const until = Date.now() + minutes * 60_000;
  let worstMegabytes = 0;
  let worker = startWorker();
  for (let k = 0; Date.now() < until; k++) {
    const trial = k % all.length;
    const own = all[trial]!;
    const tally = tallies[trial]!;
    const batchSeed = createHash('sha256').update(`${seed} ${k}`).digest().readInt32LE();
    const texts = textsOf(own, batchSeed);
    let at = 0;
    const found = (what: string): void => {
      const file = writeFinding(own, texts[at]!, `seed ${seed}, batch ${k}, text ${at}\n${what}`);
      tally.findings.push(file);
      process.stderr.write(`found: ${file}: ${what.split('\n')[0]}\n`);
    };
    const why = await runBatch(worker, { trial, seed: batchSeed }, told => {
      if ('began' in told) {
        at = told.began;
        return;
      }
      const { verdict, seconds, megabytes } = told;
      tally.answers.set(verdict.answer, (tally.answers.get(verdict.answer) ?? 0) + 1);
      tally.slowest = Math.max(tally.slowest, seconds);
      worstMegabytes = Math.max(worstMegabytes, megabytes);
      if (verdict.wrong !== undefined) found(verdict.wrong);
    });
    if (why !== undefined) {
      found(why);
      await worker.terminate();
      worker = startWorker();
    }
    if (k % all.length === all.length - 1) {
      const tried = tallies.reduce((n, t) => n + [...t.answers.values()].reduce((a, b) => a + b, 0), 0);
      const left = Math.max(0, (until - Date.now()) / 60_000);
      process.stderr.write(
        `${tried} texts, ${tallies.flatMap(t => t.findings).length} findings, ${left.toFixed(1)} minutes left\n`,
      );
    }
  }
  await worker.terminate();
  printPage(fuzzPage(tallies, { seed, worstMegabytes }), undefined);
  return tallies.some(t => t.findings.length > 0) ? 1 : 0;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string' },
      seed: { type: 'string', default: String(Date.now()) },
      corpus: { type: 'boolean', default: false },
    },
  });
  if (values.corpus) {
    const { page, ok } = corpusPage();
    printPage(page, undefined);
    return ok ? 0 : 1;
  }
  return fuzz(chooseCount('--minutes', values.minutes, 5), values.seed);
}

if (!isMainThread && workerData === 'fuzz') await work();
else
  main().then(
    code => {
      process.exitCode = code;
    },
    e => {
      process.exitCode = tellFailure(e, {});
    },
  );
