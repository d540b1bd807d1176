/** `npm run bench`: how fast it is, beside what could be as fast; see the rows for what is measured how. */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { printPage } from '../../src/cli/tell/terminal.ts';
import { type Block, gap, heading, text } from '../../src/report/blocks.ts';
import { measureCold } from './cold.ts';
import { measureGrowth } from './growth.ts';
import { measurePrecision, type Precision, precisionTable } from './precision.ts';
import { measureRivals } from './rivals.ts';
import { cost, type Measured, type Row, rowsTable } from './row.ts';
import { loadTreatment } from './treatment.ts';
import { equationsOf, measureWhole } from './whole.ts';

const PARTS = ['rivals', 'whole', 'cold', 'growth', 'precision'] as const;
type Part = (typeof PARTS)[number];
const TITLES: Readonly<Record<Part, string>> = {
  rivals: 'Processor time, all in turn',
  whole: 'Draws on worker threads',
  cold: 'From nothing',
  growth: 'Growth',
  precision: 'What a draw is worth: the mean difference of big bang from as now, over ten years',
};
/** More than this share of the cores at work before anything was measured moves what is measured. */
const BUSY = 0.25;

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    // the whole command with ten thousand draws too, and precision from more of them: some ten minutes more
    full: { type: 'boolean', default: false },
    repeats: { type: 'string', default: '9' },
    only: { type: 'string', multiple: true, default: [...PARTS] },
  },
});
const repeats = Number(options.repeats);
const unknown = options.only.find(part => !PARTS.some(p => p === part));
if (unknown !== undefined || !Number.isInteger(repeats) || repeats < 1) {
  process.stderr.write(`--only takes ${PARTS.join(', ')}; --repeats a whole number from 1\n`);
  process.exit(2);
}

const load = loadavg()[0]!;
const treatment = await loadTreatment();
const { experiment, outcomes } = treatment;
const measured = new Map<Part, Measured>();
let precision: readonly Precision[] = [];
for (const part of PARTS) {
  if (!options.only.includes(part)) continue;
  process.stderr.write(`measuring: ${TITLES[part]}\n`);
  if (part === 'rivals') measured.set(part, await measureRivals(treatment, repeats));
  if (part === 'whole')
    measured.set(part, await measureWhole(treatment, Math.ceil(repeats / 3), options.full));
  if (part === 'cold') measured.set(part, measureCold(repeats));
  if (part === 'growth') measured.set(part, measureGrowth(treatment, Math.ceil(repeats / 3)));
  if (part === 'precision') precision = await measurePrecision(treatment, options.full);
}

const model = `${equationsOf(experiment.program).toLocaleString('en-GB')} equations a step (${experiment.program.stocks.length} of them stocks), ${outcomes.length} outcomes, ${experiment.steps} steps, ${experiment.arms.length} arms`;
const machine = `Node ${process.versions.node}, ${availableParallelism()} cores, ${cpus()[0]?.model ?? 'a processor unknown'}`;
const busy =
  load > BUSY * availableParallelism()
    ? `This machine was at other work (load ${load.toFixed(1)}): measure again when it rests.`
    : undefined;

if (options.json) {
  const rows: Row[] = [
    cost('equations a step', equationsOf(experiment.program), ''),
    ...[...measured.values()].flatMap(m => m.rows),
    ...precision.map(p =>
      cost(`standard error of ${p.outcome}, ${p.draws} draws ${p.sampling}`, p.error, 'own unit'),
    ),
  ];
  process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
  if (busy) process.stderr.write(`${busy}\n`);
} else {
  const page: Block[] = [text(model), text(machine), ...(busy ? [text(busy, 'bad')] : [])];
  for (const [part, { rows, leftOut }] of measured)
    page.push(
      gap,
      heading(TITLES[part]),
      rowsTable(rows),
      ...leftOut.map(({ name, why }) => text(`Left out: ${name}: ${why}.`, 'dim')),
    );
  if (precision.length > 0) page.push(gap, heading(TITLES.precision), precisionTable(precision));
  printPage(page, undefined);
}
