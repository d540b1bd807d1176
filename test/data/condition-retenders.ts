import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { prepareEngine } from '../../src/arms/run-arms.ts';
import { writeWhole } from '../../src/cli/disk/write-whole.ts';
import { hashRun } from '../../src/cli/load/hashes.ts';
import { given, loadProgram, loadScenario } from '../../src/cli/load/load.ts';
import { hashText } from '../../src/cli/load/model-files.ts';
import { printPage } from '../../src/cli/tell/terminal.ts';
import { Faults } from '../../src/diagnostics/diagnostic.ts';
import { sampleParameters } from '../../src/ensemble/sample-parameters.ts';
import { gap, heading, text } from '../../src/report/blocks.ts';
import { whole } from '../../src/report/draw-shares.ts';
import { words } from '../../src/report/labels.ts';
import { plain } from '../../src/report/numbers.ts';
import { FACTOR, rowChooser } from '../../src/scenario/posterior/posterior.ts';
import { writePosterior } from '../../src/scenario/posterior/write-posterior.ts';
import { resolveScenario } from '../../src/scenario/resolve-scenario.ts';
import { effectiveDraws, weightsOf } from './condition.ts';
import { RetenderPage, type Weighted } from './retender-page.ts';
import { type RetenderRecord, simulateRecord } from './simulated-record.ts';

/**
 * Conditions the shocks of a change of provider on the record of sixteen, prints them before and after beside the
 * simulated path, and writes scenarios/fits/retender-posterior.yaml. Every other parameter that the model draws is drawn
 * with them, so that what is not known of those widens what is said of these. Run from the root of the repository:
 *
 *     npx rolldown test/data/condition-retenders.ts --platform node -d out --format esm && node out/condition-retenders.js
 */
const SCENARIO = process.argv[2] ?? 'scenarios/history/change-of-provider.yaml';
const TO = process.argv[3] ?? 'scenarios/fits/retender-posterior.yaml';
const RECORD = 'scenarios/fits/records/retenders.yaml';
const TITLE = 'Sixteen changes of provider';
/** Sobol's sequence is most even in powers of two. */
const DRAWS = 4096;
/** Draws that the file is made of; those that are chosen more than once stand once, and weigh more. */
const KEPT = 1000;

/** All that a change of hands does to people, staff and their work, and nothing else does; what it costs is drawn beside it. */
const SHOCKS: readonly string[] = [
  'referrals_lost_under_notice',
  'referrals_lost_in_change',
  'insecurity_effect_on_leaving',
  'hiring_held_under_notice',
  'bidding_time',
  'knowledge_per_tender',
  'knowledge_effect_on_shock',
  'staff_loss_at_transfer',
  'keyworkers_reassigned',
  'local_skill_loss',
  'local_skill_time',
  'lost_share_at_transfer',
  'reinduction_share',
  'mobilisation_loss',
  'bedding_in_time',
];

const faults = new Faults();
const program = await loadProgram(faults);
const { scenario, area } = loadScenario(SCENARIO, program.model, undefined, faults);
const experiment = given(resolveScenario(scenario, area, program, faults), faults);
const recordText = readFileSync(RECORD, 'utf8');
const record: RetenderRecord = parse(recordText);

const sample = sampleParameters(program.model, experiment.spec, DRAWS, 'sobol');
const simulated = simulateRecord(experiment, sample, record, prepareEngine(program));
const weights = weightsOf(simulated, {
  values: record.years.map(y => y.mean - y.drift),
  covariance: record.covariance,
});

/** Draws that weigh anything. */
function weighted(own: Float64Array): Weighted {
  const rows = [...own.keys()].filter(k => own[k]! > 0);
  return { rows, weights: Float64Array.from(rows, k => own[k]!) };
}
const sound = Float64Array.from(simulated, own => (own.some(Number.isNaN) ? 0 : 1));
const before = weighted(sound);
const after = weighted(weights);

const drawn = sample.parameters.map((parameter, p) => ({
  parameter,
  values: sample.values.subarray(p * DRAWS, (p + 1) * DRAWS),
}));
const shocks = SHOCKS.map(name => {
  const found = drawn.find(d => d.parameter.name === name);
  if (!found) throw new Error(`the model does not draw ${name}`);
  return found;
});

const page = new RetenderPage(before, after);
const [most] = drawn.filter(d => !shocks.includes(d)).sort((a, b) => page.widthLeft(a) - page.widthLeft(b));
printPage(
  [
    heading(TITLE),
    text(
      `${whole(DRAWS)} draws of ${drawn.length} parameters, ${whole(DRAWS - before.rows.length)} of which did not come out; the record makes them worth ${whole(Math.round(effectiveDraws(weights)))}. Of parameters that are no shocks of a change it narrows ${words(most!.parameter.name)} most: ${plain(100 * page.widthLeft(most!), 0)}% of its width are left.`,
    ),
    gap,
    text(
      'The record counts twice: where the two losses of referrals stand in their ranges was set by hand beside it. Events that reached the press are not typical, and cuts came together with them; one event moves by 17.5% a year by itself, and only their mean tells anything.',
    ),
    gap,
    ...page.shocks(shocks),
    ...page.path(record, simulated),
  ],
  false,
);

/** Evenly along the weights. */
function keptRows(): Weighted {
  const choose = rowChooser(after);
  const times = new Float64Array(DRAWS);
  for (let i = 0; i < KEPT; i++) times[after.rows[choose((i + 0.5) / KEPT)]!]!++;
  return weighted(times);
}

const kept = keptRows();
const place = { file: TO, line: 1, column: 1, length: 1 };
writeWhole(
  TO,
  writePosterior(
    {
      file: TO,
      title: TITLE,
      years: '2013/14 to 2018/19',
      seed: experiment.spec.seed,
      hashes: { ...hashRun(experiment), series: hashText(recordText) },
      settings: new Map([
        ['draws', `${DRAWS} of the priors, along Sobol's sequence, weighed by the record`],
        ['record', RECORD],
      ]),
      convergence: new Map([['effective draws', effectiveDraws(weights).toFixed(0)]]),
      parameters: shocks.map(({ parameter: { name, over, spec } }) => ({
        name: { value: name, place },
        unit: over.length === 0 ? spec.unit.value : FACTOR,
      })),
      weights: kept.weights,
      values: Float64Array.from(kept.rows.flatMap(k => shocks.map(({ values }) => values[k]!))),
    },
    'test/data/condition-retenders.ts',
  ),
);
