import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Block, gap, heading, left, lines, right, table, text } from '../../src/report/blocks.ts';
import { plain } from '../../src/report/numbers.ts';
import { brokenFiles, commandFor, KINDS } from './corpus.ts';
import { COSTLY } from './costly.ts';
import { type Measured, measured } from './measured.ts';
import type { Verdict } from './trials.ts';

/** What a trial's texts came to. */
export interface Tally {
  readonly name: string;
  readonly answers: Map<Verdict['answer'], number>;
  /** Seconds of the processor. */
  slowest: number;
  readonly findings: string[];
}

const ANSWERS: readonly Verdict['answer'][] = ['sound', 'refused', 'no start'];

export function fuzzPage(
  tallies: readonly Tally[],
  { seed, worstMegabytes }: { readonly seed: string; readonly worstMegabytes: number },
): Block[] {
  const findings = tallies.flatMap(t => t.findings);
  const count = (t: Tally, answer: Verdict['answer']): number => t.answers.get(answer) ?? 0;
  const all = tallies.reduce((n, t) => n + ANSWERS.reduce((m, a) => m + count(t, a), 0), 0);
  return [
    heading(`${plain(all, 0)} texts, seed ${seed}`),
    table(
      [left('trial', 40), ...ANSWERS.map(a => right(a)), right('slowest'), right('found')],
      tallies.map(t => [
        { text: t.name },
        ...ANSWERS.map(a => ({ text: plain(count(t, a), 0) })),
        { text: `${plain(t.slowest, 2)} s` },
        { text: String(t.findings.length) },
      ]),
    ),
    text(`At most ${plain(worstMegabytes, 0)} MB, of all that the process had held by then.`),
    ...(findings.length > 0 ? [gap, heading('Found'), lines(findings)] : []),
  ];
}

const MOST_TOLD = 20;

/** One kind of file of the corpus, as the command answered it. */
interface Answered {
  readonly kind: string;
  readonly causes: Set<string>;
  count: number;
  right: number;
  slowest: number;
  largest: number;
}

/** Asks the command about every file of the corpus, one by one, and tells what each kind took. */
export function corpusPage(): { readonly page: Block[]; readonly ok: boolean } {
  const rows = new Map<string, Answered>();
  const wrong: string[] = [];
  const note = (kind: string, name: string, code: string, ended: Measured, isLeft: boolean): void => {
    const row = rows.get(kind) ?? { kind, causes: new Set(), count: 0, right: 0, slowest: 0, largest: 0 };
    rows.set(kind, row);
    row.count += 1;
    row.causes.add(code);
    row.slowest = Math.max(row.slowest, ended.seconds);
    row.largest = Math.max(row.largest, ended.megabytes);
    if (ended.code === 2 && ended.err.includes(`[${code}]`) && !isLeft) row.right += 1;
    else
      wrong.push(
        `${name}: exit ${ended.code}${isLeft ? ', leaves a file' : ''}: ${ended.err.split('\n')[0]}`,
      );
  };
  for (const kind of KINDS)
    for (const file of brokenFiles(kind))
      note(kind, file.path, file.code, measured('.', commandFor(file, '.fuzz/never.yaml')), false);
  for (const { name, make, args, code } of COSTLY) {
    const folder = mkdtempSync(join(tmpdir(), 'tx-sim-'));
    try {
      mkdirSync(join(folder, 'areas'));
      copyFileSync('scenarios/areas/barnet.yaml', join(folder, 'areas/barnet.yaml'));
      make(folder);
      const before = readdirSync(folder, { recursive: true }).length;
      const ended = measured(folder, args);
      note('costly', name, code, ended, readdirSync(folder, { recursive: true }).length !== before);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const all = [...rows.values()];
  const causes = new Set(all.flatMap(r => [...r.causes]));
  const page = [
    heading(`${all.reduce((n, r) => n + r.count, 0)} files and requests, ${causes.size} causes by code`),
    table(
      [
        left('kind'),
        right('count'),
        right('causes'),
        right('answered as expected, exit 2'),
        right('slowest'),
        right('largest'),
      ],
      all.map(r => [
        { text: r.kind },
        { text: String(r.count) },
        { text: String(r.causes.size) },
        { text: String(r.right) },
        { text: `${plain(r.slowest, 2)} s` },
        { text: `${plain(r.largest, 0)} MB` },
      ]),
    ),
    ...(wrong.length > 0
      ? [gap, heading(`Answered otherwise: ${wrong.length}`), lines(wrong.slice(0, MOST_TOLD))]
      : []),
  ];
  return { page, ok: wrong.length === 0 };
}
